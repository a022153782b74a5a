"""Words that stand for what was told before, and effects that are named rather than told."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.items import SAID_OF, Break, Group, Line, cue_text
from nlp.lists import is_aside
from nlp.model import EntityType
from nlp.outcome_shapes import is_outcome
from nlp.outcomes import read_outcome
from nlp.reading import Scan, kind_of, outcome_sign
from nlp.shapes import by_agent, ends_clause, is_state
from nlp.statements import Statement, Subject


def read_event(scan: Scan, cue: Cue) -> None:
    """Let the ncRNA of the text before act on: "the treatment" where it was changed, "the result was" in any case."""
    known = scan.inherited
    if scan.subject is None and known is not None and (known.changed or cue.kinds & VERBS):
        scan.subject = known


_THIS = re.compile(r"\b(?:this|these|which|it all)\b[^,;.]{0,60}$", re.IGNORECASE)


# Words for what was only found: "high levels of UCA1 were accompanied by …" tells of no act.
_SEEN = re.compile(r"(?:with )?(?:high|low|elevated|increased|enhanced|decreased|reduced|large|loss)", re.I)


def read_with(scan: Scan, cue: Cue) -> None:
    """Read "was accompanied by": what came with a change of the ncRNA, or with an act told before ("this was …")."""
    start = scan.line.clause(cue)[0]
    told = _THIS.search(scan.line.text[start : cue.start]) is not None
    if scan.subject is None and told:
        scan.subject = scan.inherited
    scan.chain.clear()
    seen = not told and scan.subject is not None and _SEEN.match(" ".join(scan.subject.trail))
    if scan.subject is not None and (scan.subject.changed or told) and not seen and not scan.is_negated(cue):
        scan.actor = None
        scan.chain.add(cue)
    else:
        scan.chain.dead = True


def read_effect(scan: Scan, index: int, cue: Cue) -> None:
    """Read "this effect" as the word for resistance or sensitivity that it stands for.

    It means what happened: after "knockdown restored sensitivity" it is sensitivity.
    """
    told = next((s for s in reversed(scan.found) if s.group is None and s.sign), None)
    told = told or scan.noted or scan.effect
    verb = scan.line.at(index + 1)
    if told is None:
        return
    alone = isinstance(verb, Cue) and verb.kinds & VERBS and by_agent(scan.line, index + 1) is None
    if isinstance(verb, Cue) and alone and is_state(scan.line, index + 1):
        scan.done.add(verb)  # "the benefit was annulled", by what else is not said
        return
    kind = CueKind.RESISTANCE if told.sign > 0 else CueKind.SENSITIVITY
    outcome = Cue(cue.start, cue.end, cue.text, frozenset((kind,)))
    scan.line = replace(scan.line, items=(*scan.line.items[:index], outcome, *scan.line.items[index + 1 :]))
    scan.echoes[outcome] = told
    read_outcome(scan, index, outcome)


def read_named_effect(scan: Scan, index: int, cue: Cue) -> bool:
    """Read "the sensitising action of miR-200b", which takes for granted what it does; tell whether it is that."""
    if not cue_text(cue).endswith(" of") or not cue.kinds & {CueKind.SENSITISE, CueKind.PROTECT}:
        return False
    ncrna = scan.line.at(index + 1)
    if isinstance(ncrna, Group) and ncrna.type is EntityType.NCRNA and len(scan.line.between(cue, ncrna)) <= 24:
        subject = Subject(ncrna.normals, 1, False, ncrna.start)
        sign = -1 if CueKind.SENSITISE in cue.kinds else 1
        scan.found.append(Statement(subject, CueKind.UP, sign, None, cue, (cue,)))
        scan.done.add(ncrna)
    return True


_PART = re.compile(r"\b(?:contribution|involvement)\s(?:of|for|played by)\s(?:(?:the|exosomal|\w*RNA)\s)*$")


def read_part(scan: Scan, index: int) -> bool:
    """Read "a contribution of UCA1 to resistance is conjecture", which only a supposition tells; tell whether it is."""
    line = scan.line
    ncrna, outcome = line.items[index], next((i for i in line.items[index + 1 :] if not is_aside(i)), None)
    if not isinstance(ncrna, Group) or not isinstance(outcome, Cue) or not outcome.kinds & OUTCOMES:
        return False
    if not _PART.search(line.tail(index, 40)) or not re.match(r"\s(?:to|in)\s", line.between(ncrna, outcome)):
        return False
    if not any(isinstance(i, Cue) and CueKind.PERHAPS in i.kinds for i in line.items):
        return False
    subject = Subject(ncrna.normals, 1, False, ncrna.start)
    scan.found.append(Statement(subject, CueKind.UP, outcome_sign(line, outcome), None, outcome, (outcome,)))
    return True


_BLAMED = re.compile(r"\b(?:attribut|ascrib|trac|assign)(?:e|es|ed|ing)\s")


def read_blamed(scan: Scan, index: int) -> bool:
    """Read "attributed the resistance of the cells to AGAP2-AS1"; tell whether it is that."""
    line = scan.line
    ncrna, outcome = line.items[index], next((i for i in reversed(line.items[:index]) if not is_aside(i)), None)
    if not isinstance(ncrna, Group) or not isinstance(outcome, Cue) or not outcome.kinds & OUTCOMES:
        return False
    head = line.text[line.clause(outcome)[0] : outcome.start]
    if not _BLAMED.search(head) or not re.search(r"\bto\s(?:the\s)?(?:\w*RNA\s)?$", line.between(outcome, ncrna)):
        return False
    subject = Subject(ncrna.normals, 1, False, ncrna.start)
    scan.new_subject(subject)
    scan.found.append(Statement(subject, CueKind.UP, outcome_sign(line, outcome), None, outcome, (outcome,)))
    return True


_OWN_WORD = re.compile(r"(?:mediated|induced|driven|dependent|conferred|promoted|elicited|triggered|evoked|imposed)")
_OWN = re.compile(rf"\s?[-‑–]{_OWN_WORD.pattern}\b")
_BROUGHT_ABOUT = re.compile(
    r"(?:conferred|caused|induced|mediated|brought about|elicited|triggered|imposed|driven|provoked|imparted|evoked|"
    r"produced|promoted|generated)"
)
_BY_IT = re.compile(r"\sby\s(?:(?:the|exosomal|high|elevated|overexpressed|\w*RNA)\s)*")
_REDUCED = re.compile(r"(?:\s(?:to|of|in|against|towards?)\s[^,;]*?)?\s(?:(?:that|which)\s(?:is|was|are|were)\s)?")


def read_presupposed(scan: Scan, index: int) -> bool:
    """Read "UCA1-mediated resistance" and "resistance caused by UCA1"; tell whether it is that.

    It is so whatever is done to the resistance: "metformin reversed UCA1-mediated resistance".
    """
    line = scan.line
    ncrna = line.items[index]
    if not isinstance(ncrna, Group):
        return False
    outcome, verb = _own_outcome(line, index), None
    if outcome is None:
        outcome, verb = _caused_outcome(line, index)
    if outcome is None or not is_outcome(line, line.items.index(outcome)):
        return False
    subject = Subject(ncrna.normals, 1, False, ncrna.start)
    if verb is not None:
        scan.found = [s for s in scan.found if s.subject is not None or s.outcome is not outcome]
        scan.chain.clear()
    scan.found.append(
        Statement(subject, CueKind.UP, outcome_sign(line, outcome), None, outcome, (verb,) if verb else (outcome,))
    )
    return True


def _own_outcome(line: Line, index: int) -> Cue | None:
    """Return the resistance of "UCA1-mediated cisplatin resistance"."""
    ncrna = line.items[index]
    if not _OWN.match(line.text, ncrna.end):
        return None
    later = next((i for i in line.items[index + 1 :] if not is_aside(i) and not _OWN_WORD.fullmatch(cue_text(i))), None)
    if not isinstance(later, Cue) or not later.kinds & OUTCOMES or line.clause(ncrna) != line.clause(later):
        return None
    between = line.text[ncrna.end : later.start]
    return later if len(between) <= 60 and not re.search(r"\b(?:of|by|in|and|to)\b", between) else None


def _caused_outcome(line: Line, index: int) -> tuple[Cue | None, Cue | None]:
    """Return the resistance of "the resistance to imatinib conferred by MALAT1", and its participle."""
    ncrna = line.items[index]
    before = [i for i in line.items[:index] if not (isinstance(i, Cue) and CueKind.BY in i.kinds)]
    verb = before[-1] if before else None
    if not isinstance(verb, Cue) or not _BROUGHT_ABOUT.fullmatch(cue_text(verb)):
        return None, None
    if not _BY_IT.fullmatch(line.between(verb, ncrna)):
        return None, None
    outcome = next((i for i in reversed(before[:-1]) if not is_aside(i)), None)
    if not isinstance(outcome, Cue) or not outcome.kinds & OUTCOMES:
        return None, None
    if not _REDUCED.fullmatch(line.between(outcome, verb)) or not _is_governed(line, outcome):
        return None, None
    return outcome, verb


def _is_governed(line: Line, outcome: Cue) -> bool:
    """Tell whether a verb before an outcome in its clause acts on it."""
    start = line.clause(outcome)[0]
    return any(isinstance(i, Cue) and i.sign and start <= i.start < outcome.start for i in line.items)


_NOMINAL_OF = re.compile(
    r"(?:sponging|sequestration|binding|targeting|repression|inhibition|suppression|silencing|"
    r"downregulation|down-regulation|upregulation|up-regulation|activation|stabili[sz]ation|capture|trapping|decoying|"
    r"degradation|induction)(?: of)?"
)


_BY_AGENT = re.compile(r"(?:\s(?:expression|levels?))?\sby\s(?:(?:the|exosomal|\w*RNA)\s)*")


def read_nominal(scan: Scan, index: int) -> bool:
    """Read "the sponging of miR-7 by CDR1-AS", whose agent comes; tell whether a name is the object of that."""
    line = scan.line
    group, verb, agent = line.items[index], line.at(index - 1), line.at(index + 1)
    if isinstance(agent, Cue) and CueKind.BY in agent.kinds:
        agent = line.at(index + 2)
    if not isinstance(verb, Cue) or not isinstance(group, Group) or not isinstance(agent, Group):
        return False
    if agent.type is not EntityType.NCRNA or not _NOMINAL_OF.fullmatch(cue_text(verb)):
        return False
    if not re.fullmatch(r"\s(?:of\s)?(?:\w*RNA\s)?", line.between(verb, group)):
        return False
    if not _BY_AGENT.fullmatch(line.between(group, agent)):
        return False
    if scan.is_negated(verb):
        return True
    scan.found.append(Statement(None, kind_of(verb), verb.sign, group, None, (verb,), by=True))
    scan.chain.clear()
    return True


_BINDING_OF = re.compile(r"(?:binding|interaction|association|complex|hybridi[sz]ation|pairing)(?: of| between)?")


def read_binding(scan: Scan, index: int) -> bool:
    """Read "the binding of miR-221 to the transcript of CASP3"; tell whether a name is the one that binds so."""
    line = scan.line
    group, verb = line.items[index], line.at(index - 1)
    other = next((i for i in line.items[index + 1 :] if not (isinstance(i, Cue) and CueKind.IT in i.kinds)), None)
    if not isinstance(verb, Cue) or not isinstance(group, Group) or not isinstance(other, Group):
        return False
    if not _BINDING_OF.fullmatch(cue_text(verb)) or other.type not in (EntityType.GENE, EntityType.NCRNA):
        return False
    if not re.fullmatch(r"\s(?:(?:of|between)\s)?(?:\w*RNA\s)?", line.between(verb, group)) or scan.is_negated(verb):
        return False
    if not re.fullmatch(r"\s(?:to|with|and|onto)\s(?:[\w'’-]+\s){0,5}", line.between(group, other)):
        return False
    subject = Subject(group.normals, 1, False, group.start)
    scan.new_subject(subject)
    scan.found.append(Statement(subject, CueKind.BIND, 0, other, None, (verb,)))
    scan.chain.last = other
    scan.done.add(other)
    return True


_FROM_HOLD = re.compile(
    r"\bfrom\s(?:(?:the|its|direct|being)\s)?(?:\w*(?:repression|inhibition|suppression|silencing|degradation|targeting|"
    r"control|attack|repressed|targeted|inhibited|silenced|degraded)\s(?:by|of)\s)?(?:the\s)?(?:\w*RNA\s)?$"
)
_KEEPS = re.compile(r"(?:protect|shield|reliev|releas|free|rescu|safeguard|spar|liberat|unleash|insulat)\w*")


def read_held(scan: Scan, index: int) -> bool:
    """Read "relieved PTEN from repression by miR-21": the name holds the gene down; tell whether it is that."""
    line = scan.line
    group = line.items[index]
    genes = [g for g in line.groups(EntityType.GENE) if g.end <= group.start]
    if not genes or not isinstance(group, Group) or not _FROM_HOLD.search(line.text[genes[-1].end : group.start]):
        return False
    verb = next((i for i in reversed(line.items) if i.end <= genes[-1].start and isinstance(i, Cue)), None)
    if verb is None or not _KEEPS.fullmatch(cue_text(verb)) or line.clause(verb) != line.clause(group):
        return False
    holder = Subject(group.normals, 1, False, group.start)
    scan.found.append(Statement(holder, CueKind.UP, -1, genes[-1], None, (verb,)))
    return True


_WHICH_IT = re.compile(r",?\s(?:with\s|to\s)?(?:that|which)\s")


def read_relative_it(scan: Scan, index: int) -> bool:
    """Read "ATG5, which it targets": what stands before is the object of the verb; tell whether it is that."""
    line = scan.line
    word, verb = line.items[index], line.at(index + 1)
    said = next((i for i in reversed(line.items[:index]) if not isinstance(i, Break) and not is_aside(i)), None)
    if scan.subject is None or not isinstance(said, Group) or said.type not in SAID_OF or not isinstance(verb, Cue):
        return False
    if not verb.kinds & VERBS or verb in scan.done or not _WHICH_IT.fullmatch(line.between(said, word)):
        return False
    between = line.between(word, verb)
    if not re.fullmatch(
        r"\s(?:\w+ly\s|thereby\s|in turn\s|also\s|otherwise\s|normally\s|then\s|had\s|has\s)*", between
    ) or not ends_clause(line, index + 1):
        return False
    if set(said.normals) & set(scan.subject.names) or scan.is_negated(verb):
        return False
    subject = replace(scan.subject, polarity=1, changed=False)
    scan.found.append(Statement(subject, kind_of(verb), verb.sign, said, None, (verb,)))
    scan.done.add(verb)
    return True


_THAT = re.compile(r"\b(?:that|which)\s(?:(?:the|exosomal|\w*RNA)\s)*$")


def read_relative(scan: Scan, index: int) -> bool:
    """Read "the autophagy that circEIF6 had set off": what stands before is its object; tell whether it is that."""
    line = scan.line
    ncrna, verb = line.items[index], line.at(index + 1)
    said = next((i for i in reversed(line.items[:index]) if not is_aside(i)), None)
    if isinstance(said, Break):  # "PDCD4, which miR-21 silences"
        named = line.at(line.items.index(said) - 1)
        said = named if isinstance(named, Group) and named.type is EntityType.GENE else said
    if not isinstance(ncrna, Group) or not isinstance(verb, Cue) or not verb.kinds & VERBS or verb in scan.done:
        return False
    if said is None or not _THAT.fullmatch(line.between(said, ncrna).lstrip(" ,")) or line.clause(verb)[1] < verb.end:
        return False
    if not re.fullmatch(r"\s(?:had|has|can|could|also|usually|normally|\s)*", line.between(ncrna, verb)):
        return False
    ends = ends_clause(line, index + 1) or re.match(r"\s(?:was|were|is|are|can|could|may)\b", line.head(index + 1, 8))
    if not ends or (isinstance(said, Group) and said.type not in SAID_OF):
        return False
    subject = Subject(ncrna.normals, 1, False, ncrna.start)
    if isinstance(said, Group):
        scan.found.append(Statement(subject, kind_of(verb), verb.sign, said, None, (verb,)))
    elif isinstance(said, Cue) and said.kinds & OUTCOMES and verb.sign:
        sign = verb.sign * outcome_sign(line, said)
        scan.found.append(Statement(subject, CueKind.UP, sign, None, said, (verb,)))
    else:
        return False
    scan.done.add(verb)
    return True
