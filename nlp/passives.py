"""Passives: the object is met before the verb, its agent comes after it or was met in between."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.cues import OUTCOMES, Cue, CueKind
from nlp.items import Break, Group, cue_text
from nlp.lists import continues_list
from nlp.model import EntityType
from nlp.name_shapes import is_attribute, through
from nlp.outcome_shapes import death_by_drug, is_outcome
from nlp.reading import OBJECTS, Chain, Scan, outcome_sign
from nlp.shapes import by_pronoun, head_before_aside
from nlp.statements import Statement, Subject

_IT_IS = re.compile(
    r"\s*(?:it|they|the latter)\s(?:is|are|was|were|can be|has been)\s(?:\w+ly\s|then\s|also\s)*$", re.I
)
_IS = re.compile(r"\s*(?:is|are|was|were|has been|have been|can be)\s(?:\w+ly\s|then\s|also\s)*$")
# "BOK, the translation of which is blocked by miR-296-5p"
_WHOSE_IS = re.compile(
    r"\s(?:(?:the\s)?(?:translation|expression|transcript|mRNA|level|levels|abundance|synthesis|transcription|3'-?UTR) "
    r"of which|whose (?:translation|expression|transcript|mRNA|levels?|abundance|synthesis|transcription))\s"
    r"(?:is|are|was|were)\s(?:\w+ly\s|then\s|also\s)*"
)


def read_passive(scan: Scan, index: int, cue: Cue) -> None:
    """ "PTEN is lowered by miR-21": the object stands to the left, the agent comes."""
    if scan.is_negated(cue):
        return
    chain = Chain()
    chain.add(cue)
    begin = scan.line.clause(cue)[0]
    last: Group | Cue | None = None
    for position in range(index - 1, -1, -1):
        item = scan.line.items[position]
        if isinstance(item, Break) or item.start < begin:
            break
        if last is not None and not continues_list(scan.line, item, last):
            continue
        if isinstance(item, Group) and item.type is EntityType.NCRNA and through(scan.line, position):
            continue  # "resistance driven by SNHG16 was abolished by …"
        if isinstance(item, Group) and item.type is EntityType.GENE and is_attribute(scan.line, position):
            continue  # "gilteritinib resistance of FLT3-mutated AML is driven by …"
        if isinstance(item, Group) and (item.type in OBJECTS or item.type is EntityType.NCRNA):
            scan.found.append(Statement(None, chain.kind, chain.sign, item, None, (cue,), by=True))
            drug_effect = death_by_drug(scan.line, position)
            if drug_effect is not None and chain.sign:
                scan.found.append(Statement(None, CueKind.UP, -chain.sign, None, drug_effect, (cue,), by=True))
            last = item
        elif isinstance(item, Cue) and item.kinds & OUTCOMES and is_outcome(scan.line, position):
            sign = chain.sign * outcome_sign(scan.line, item)
            scan.found.append(Statement(None, CueKind.UP, sign, None, item, (cue,), by=True))
            last = item
    if last is None and (meant := _told_of(scan, cue)) is not None:
        scan.found.append(Statement(None, chain.kind, chain.sign, meant, None, (cue,), by=True))
    scan.subject = None
    scan.chain.clear()


def _told_of(scan: Scan, verb: Cue) -> Group | None:
    """Return what a verb without a name before it is said of: "It is …", "NUP160, a component of the pore, is …"."""
    line = scan.line
    head = line.text[line.clause(verb)[0] : verb.start]
    if _IT_IS.fullmatch(head):
        return scan.topic
    if _WHOSE_IS.fullmatch(head):
        comma = next((n for n, i in enumerate(line.items) if isinstance(i, Break) and i.end == line.clause(verb)[0]), 0)
        named = line.at(comma - 1)
        return named if isinstance(named, Group) and named.type is EntityType.GENE else None
    return head_before_aside(line, verb) if _IS.fullmatch(head) else None


def read_passive_by_it(scan: Scan, index: int, cue: Cue) -> bool:
    """Read "MRP1 is suppressed by this microRNA", whose agent is known; tell whether it is that."""
    known, word = scan.subject or scan.inherited, by_pronoun(scan.line, index)
    if word is None or known is None:
        return False
    read_passive(scan, index, cue)
    scan.new_subject(replace(known, polarity=1, changed=False))
    scan.done.add(word)
    return True


def read_passive_zh(scan: Scan, item: Group | Cue, cue: Cue) -> None:
    """ "PTEN受miR-21调控": the agent was met before the verb."""
    if scan.is_negated(cue) or scan.subject is None:
        return
    chain = Chain()
    chain.add(cue)
    if isinstance(item, Group):
        scan.found.append(Statement(scan.subject, chain.kind, chain.sign, item, None, (cue,)))
        scan.done.add(cue)
        if item.type is EntityType.NCRNA and scan.line.text[item.end :].lstrip().startswith("由"):
            scan.subject = Subject(item.normals, 1, False, item.start)  # the topic goes on, not its agent
    elif chain.sign:
        sign = chain.sign * outcome_sign(scan.line, item)
        scan.found.append(Statement(scan.subject, CueKind.UP, sign, None, item, (cue,)))


def is_relative_passive(scan: Scan, index: int) -> bool:
    """Tell whether a name that follows is described by what an ncRNA does to it: "受miR-27a调控的RUNX1"."""
    line = scan.line
    agent, by, item = line.at(index - 1), line.at(index - 2), line.at(index + 1)
    return (
        isinstance(agent, Group)
        and agent.type is EntityType.NCRNA
        and cue_text(by) in ("被", "受", "受到", "由")
        and isinstance(item, Group)
        and item.type in (*OBJECTS, EntityType.NCRNA)
        and line.between(line.items[index], item) == "的"
    )


def read_relative_passive(scan: Scan, index: int, cue: Cue) -> None:
    """ "受miR-27a调控的RUNX1": the agent was met, its object comes and speaks in this clause."""
    item = scan.line.items[index + 1]
    if scan.is_negated(cue) or scan.subject is None or not isinstance(item, Group):
        return
    chain = Chain()
    chain.add(cue)
    scan.found.append(Statement(scan.subject, chain.kind, chain.sign, item, None, (cue,)))
    scan.done.add(item)
    if item.type is EntityType.NCRNA:
        scan.new_subject(Subject(item.normals, 1, False, item.start))
    else:
        scan.actor = item
