"""Names: the ncRNA that acts or is acted on, and the genes, pathways and processes that it acts on."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.clauses import relieves
from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.fates import fate
from nlp.inner_acts import is_changed_gene, is_meeting, read_inner_act
from nlp.items import Break, Group, Line, cue_text, opens_sentence
from nlp.lists import continues_list, is_aside
from nlp.manipulation import Manipulation, acted_on_by, change
from nlp.model import EntityType
from nlp.name_roles import catches, is_example, is_site, opens_for_it, people_did, protects_from
from nlp.name_shapes import acts, binds_before, excluded, inner_agent, is_agent, is_attribute, means, through
from nlp.outcome_shapes import as_efficacy, blunts_drug, death_by_drug, describes_process, is_outcome
from nlp.reading import OBJECTS, Scan, kind_of, outcome_sign
from nlp.rescues import in_condition
from nlp.shapes import by_agent, is_state
from nlp.statements import Statement, Subject
from nlp.states import is_held, rises_or_falls

_TOOL = re.compile(r"(?:si|sh|sg)rnas?(?: against)?|asos?|antisense(?: \w+)*|antagomirs?|crispr.*")


_OTHERS = (EntityType.GENE, EntityType.DRUG)


_ACTORS = (EntityType.GENE, EntityType.DRUG, EntityType.PATHWAY, EntityType.PROCESS, EntityType.CELL)


def read_ncrna(scan: Scan, index: int, group: Group) -> None:
    """Read names of ncRNAs: they act, are acted on, or are only the means."""
    line, chain = scan.line, scan.chain
    if _in_aside(scan, index):
        return
    done = scan.changes.get(group)
    stripped = done is not None and cue_text(line.at(index - 1)) == "without"  # "cells without TUG1"
    if (excluded(line, index) and not stripped) or (scan.subject is not None and _in_apposition(line, index)):
        return
    if done is not None:
        if _is_changed_object(scan, group, done) and not in_condition(line, group):
            # "silencing led to miR-433-3p upregulation": a noun of change behind the object of an open verb.
            sign = chain.sign * done.polarity
            scan.found.append(Statement(scan.subject, CueKind.UP, sign, group, None, tuple(chain.verbs)))
            chain.last = done.cue
            return
        waits = chain.is_open and chain.last is None and scan.subject is None and not chain.dead
        waits = waits and not _brings_about(line, group, done)
        if waits and change(chain.verbs[-1]) and _TOOL.fullmatch(done.word.casefold()):
            waits = False  # "silencing by siRNA of H19" is one act
        polarity = done.polarity * (chain.sign if waits else 1)
        scan.new_subject(Subject(group.normals, polarity, True, group.start, (done.word,)))
        return
    if read_inner_act(scan, index):
        return
    if scan.subject is not None and inner_agent(line, index) and chain.is_open and chain.last is None:
        _brought_about(scan, index, group)
        return
    if scan.subject is None and (_opens_as_sponge(scan, index) or opens_for_it(scan, index)):
        return
    if (scan.subject or scan.inherited) is not None and is_site(line, index):
        return
    if scan.subject is None and _belongs_to_next(scan, index):
        scan.say(group, chain.verbs[-1], sign=chain.sign)
        chain.last = group
        return
    agent = acted_on_by(line, index - 1)
    if agent is not None and chain.is_open and chain.last is None:
        scan.acted_on = Subject(group.normals, 1, False, group.start)
        scan.actor = agent
        chain.last = group
        return
    differs = scan.subject is not None and not set(group.normals) & set(scan.subject.names)
    behind = binds_before(line, index)
    if behind is None and differs and means(line, index) and not any(s.subject is None for s in scan.found):
        return
    if differs and scan.is_changed() and in_condition(line, group) and scan.found:
        chain.clear()
        chain.dead = True  # "… was lost when miR-124 was inhibited"
        return
    if differs and scan.shows_effect(group) and (rises_or_falls(scan, index) or is_held(scan, index, group)):
        return
    if differs and behind is not None:
        kind = CueKind.SPONGE if chain.kind is CueKind.SPONGE and CueKind.BIND in behind.kinds else kind_of(behind)
        sign = behind.sign * (chain.sign if chain.is_open and chain.last is None and chain.sign else 1)
        if not chain.dead and not scan.is_negated(behind):
            scan.found.append(Statement(scan.subject, kind, sign, group, None, (behind,)))
        scan.done.add(behind)
        chain.last = group
        return
    if differs and chain.last is not None and speaks_itself(line, index):
        scan.new_subject(Subject(group.normals, 1, False, group.start))
        return
    takes = chain.is_open and (chain.last is None or continues_list(line, chain.last, group))
    if differs and takes and scan.actor is None and not through(line, index):
        if catches(scan, group):
            scan.say(group, chain.verbs[-1], sign=0, kind=CueKind.SPONGE)
            chain.last = group
            return
        scan.say(group, chain.verbs[-1], sign=chain.sign)
        chain.last = group
        return
    if differs and _object_of_unknown_verb(line, index):
        return
    polarity = 1
    if chain.is_open and chain.last is None and not inner_agent(line, index) and not through(line, index):
        known = scan.subject is not None and not differs
        polarity = 1 if known or CueKind.MAKE in chain.verbs[-1].kinds else chain.sign
    acts_on_it = chain.is_open and chain.last is None and not chain.dead and not through(line, index)
    if scan.actor is not None and scan.actor.type in _OTHERS and acts_on_it:
        scan.subject = Subject(group.normals, polarity, False, group.start)  # a drug acts, here and in its next verbs
        chain.last = group
        return
    by_people = acts_on_it and polarity != 0 and people_did(line, chain.verbs[-1])
    trail = (cue_text(chain.verbs[-1]),) if by_people else ()
    scan.new_subject(Subject(group.normals, polarity, by_people, group.start, trail))


_AND = re.compile(r"(?:,\s|\s)(?:and|but|while|whereas|yet)\s(?:(?:the|exosomal|\w*RNA)\s)*$")


_AT_ONCE = re.compile(r"\s(?:(?:\w+ly|in turn|then|thereby|also|itself)\s)?")


def speaks_itself(line: Line, index: int) -> bool:
    """Tell whether a name behind "and" has its own verb: "…, and miR-451 sensitizes cells to irinotecan"."""
    group, verb = line.items[index], line.at(index + 1)
    if not isinstance(verb, Cue) or not verb.kinds & VERBS or not _AND.search(line.tail(index, 30)):
        return False
    if cue_text(verb).split()[0].endswith(("ing", "ion")) or not _AT_ONCE.fullmatch(line.between(group, verb)):
        return False
    return not is_state(line, index + 1) and by_agent(line, index + 1) is None


def _in_aside(scan: Scan, index: int) -> bool:
    """Tell whether a name stands in brackets behind the object of the open verb: "which restores it (miR-151a)"."""
    line, chain = scan.line, scan.chain
    group = line.items[index]
    begin = chain.verbs[-1].end if chain.is_open else line.clause(group)[0]
    before = line.text[begin : group.start]
    if before.count("(") + before.count("（") <= before.count(")") + before.count("）"):
        return False
    return chain.is_open and any(
        not isinstance(i, Break) and begin <= i.start and i.end <= group.start for i in line.items
    )


def _brings_about(line: Line, group: Group, done: Manipulation) -> bool:
    """Tell whether a changed name only describes what the open verb acts on: "消除MALAT1过表达引起的耐药"."""
    end = max(group.end, done.cue.end if done.cue is not None else 0)
    return (
        re.match(r"(?:所|后)?(?:引起|导致|诱导|介导|造成|带来|赋予|诱发|产生|所致)的?", line.text[end : end + 6])
        is not None
    )


def _object_of_unknown_verb(line: Line, index: int) -> bool:
    """Tell whether "and" with a verb stands right behind a name, which then is no subject: "… miR-9 and raised X"."""
    following = line.at(index + 1)
    if not isinstance(following, Cue) or not following.sign:
        return False
    return re.match(r"^,?\s+and\s+(?:\w+ly\s+)?$", line.between(line.items[index], following)) is not None


def _in_apposition(line: Line, index: int) -> bool:
    """Tell whether a name only explains the one before it: "MIR100HG, the host of miR-100, represses …"."""
    comma, named, behind = line.at(index - 1), line.at(index - 2), line.at(index + 1)
    if not (isinstance(comma, Break) and isinstance(named, Group) and named.type is EntityType.NCRNA):
        return False
    if line.between(named, comma).strip() or not isinstance(behind, Break | None):
        return False
    return (
        re.match(
            r"\s(?:the|a|an|one|another|itself|also|both|known|located|encoded)\s",
            line.between(comma, line.items[index]),
        )
        is not None
    )


def _opens_as_sponge(scan: Scan, index: int) -> bool:
    """Read "作为miR-429的海绵，circ_0074027…": what the opening phrase binds, its agent to come."""
    line, group = scan.line, scan.line.items[index]
    behind = binds_before(line, index)
    if behind is None or CueKind.SPONGE not in behind.kinds or not isinstance(group, Group):
        return False
    if not re.match(r"\s*(?:作为|通过|经由?|借助)", line.text[line.clause(group)[0] : group.start]):
        return False
    scan.found.append(Statement(None, CueKind.SPONGE, 0, group, None, (behind,), by=True))
    scan.done.add(behind)
    return True


def _brought_about(scan: Scan, index: int, group: Group) -> None:
    """Say of an ncRNA what another one works against: "miR-30b-5p拮抗FEZF1-AS1介导的卡铂耐药"."""
    line = scan.line
    verb = line.at(index + 1)
    if not isinstance(verb, Cue) or verb.text.isascii() or not line.head(index + 1, 1).startswith("的"):
        return
    if line.between(group, verb).strip() not in ("", "所") or verb.sign <= 0 or scan.chain.dead:
        return
    outcome = next((i for i in line.items[index + 2 :] if not is_aside(i)), None)
    if isinstance(outcome, Cue) and outcome.kinds & OUTCOMES and "，" not in line.between(verb, outcome):
        subject = Subject(group.normals, 1, False, group.start)
        sign = outcome_sign(line, outcome)
        scan.found.append(Statement(subject, CueKind.UP, sign, None, outcome, (verb,)))


def _acts_on_another(line: Line, index: int) -> bool:
    """Tell whether a name does something to another one: "DNMT1对MLH1的甲基化", "MDM2对AR的泛素化降解"."""
    return (
        re.match(
            r"(?:蛋白)?(?:介导的)?对[^，。；]{1,20}的(?:\w{0,4})?(?:甲基化|乙酰化|磷酸化|泛素化|降解|抑制|激活|调控|结合|转录|负|去|作用|靶向)",
            line.head(index, 40),
        )
        is not None
    )


def _others_bind(line: Line, index: int) -> bool:
    """Tell whether a pronoun behind an open verb binds a name, and not the subject: "促进其与YB1的相互作用"."""
    word, verb = line.at(index - 1), line.at(index - 2)
    return (
        isinstance(word, Cue)
        and CueKind.IT in word.kinds
        and isinstance(verb, Cue)
        and bool(verb.kinds & VERBS)
        and len(line.between(verb, word)) <= 2
        and re.fullmatch(r"[与和同][^，。；]{0,6}", line.between(word, line.items[index])) is not None
    )


def _belongs_to_next(scan: Scan, index: int) -> bool:
    """Tell whether a name is the object of an opening phrase whose agent comes: "By sponging miR-7, CDR1-AS …"."""
    line, chain = scan.line, scan.chain
    if not chain.is_open or chain.dead or chain.last is not None:
        return False
    if not opens_sentence(line.text[line.clause(chain.verbs[0])[0] : chain.verbs[0].end]):
        return False
    later = next((g for g in line.groups(EntityType.NCRNA) if g.start > line.items[index].end), None)
    if later is None:
        return False
    place = line.items.index(later)
    verb = line.items[place + 1] if place + 1 < len(line.items) else None
    return isinstance(verb, Cue) and bool(verb.sign) and isinstance(line.items[place - 1], Break)


def read_name(scan: Scan, index: int, group: Group) -> None:
    """Read names of another type: the object of an open verb, or what acts in this clause."""
    line, chain = scan.line, scan.chain
    following = line.items[index + 1] if index + 1 < len(line.items) else None
    if chain.is_open and in_condition(line, group):
        chain.clear()  # "… was lost again when PTEN was silenced"
    if group.type in OBJECTS and is_example(scan, index):
        last = scan.found[-1]
        sign = last.verbs[0].sign if "regulator" in cue_text(last.verbs[-1]) else last.sign
        scan.found.append(replace(last, group=group, sign=sign))
        return
    if group.type in OBJECTS:
        cells_do = fate(line, index) if scan.is_changed() and not chain.dead else 0
        if cells_do:
            _say_fate(scan, index, group, cells_do)
            return
        if is_attribute(line, index) or is_agent(line, index):
            if _is_inhibitor(line, index) and not chain.is_open and isinstance(following, Cue) and acts(line, index):
                scan.actor = group  # "EZH2 inhibitors raise miR-101 and …"
            return
        if chain.is_open and chain.last is None and chain.sign and is_meeting(scan, index):
            chain.last = line.items[index + 1]
            scan.done.update(line.items[index + 1 : index + 3])
            return
        if is_changed_gene(scan, index, group):
            chain.clear()
            scan.actor = group
            return
        behind = binds_before(line, index)
        waits = chain.is_open and chain.last is None
        if chain.is_open and chain.last is None and _acts_on_another(line, index):
            return  # "减少DNMT1对MLH1的甲基化": the act is lessened, not who acts
        others = behind is not None and _others_bind(line, index)
        if behind is not None and CueKind.BIND in behind.kinds and waits and (chain.sign < 0 or others):
            scan.done.add(behind)  # "blocks its interaction with MDM2", "促进后者与YB1的结合"
            chain.last = group
            return
        if behind is not None and scan.actor is None:
            signs = (chain.sign or 1) * behind.sign if chain.is_open and chain.last is None else behind.sign
            scan.say(group, behind, sign=signs, kind=kind_of(behind))
            _inner(scan, index, group, behind)
            scan.done.add(behind)
            chain.last = group
            return
        if (
            waits
            and cue_text(chain.verbs[-1]).startswith("compet")
            and re.match(r"[^,;]{0,30}\sfor\s", line.head(index, 40))
        ):
            return  # "competes with AXL for miR-34": the miRNA is sponged
        if waits and protects_from(line, chain.verbs[-1], group):
            scan.say(group, chain.verbs[-1], sign=-1, kind=CueKind.UP)
            drug_effect = death_by_drug(line, index)
            if drug_effect is not None:
                scan.say(None, chain.verbs[-1], outcome=drug_effect, sign=1)
            chain.last = group
            return
        caught = chain.kind is CueKind.SPONGE and isinstance(chain.last, Group) and chain.last.type is EntityType.NCRNA
        if caught and group.type is EntityType.GENE and not chain.sign:
            chain.clear()  # "sequesters miR-520c-3p, and S100A4, its target, …"
        if chain.is_open and (chain.last is None or continues_list(line, chain.last, group)):
            frees = group.type is EntityType.GENE and relieves(line, chain.verbs[-1])
            scan.say(group, chain.verbs[-1], sign=-chain.sign if frees and chain.sign < 0 else chain.sign)
            if frees:
                scan.done.update(i for i in line.items[index + 1 : index + 3] if cue_text(i) in _HOLDS)
            drug_effect = death_by_drug(line, index)
            if drug_effect is not None and chain.sign:
                scan.say(None, chain.verbs[-1], outcome=drug_effect, sign=-chain.sign)
            chain.last = group
            return
    if chain.is_open and chain.last is None and chain.sign and blunts_drug(line, chain.verbs[-1], index):
        scan.say(None, chain.verbs[-1], outcome=as_efficacy(line, group), sign=-chain.sign)
        chain.last = group
        return
    speaks = isinstance(following, Cue) and following.kinds & VERBS and following not in scan.done
    if isinstance(following, Cue) and following.kinds & OUTCOMES and is_outcome(line, index + 1):
        speaks = False  # "紫杉醇的抑制作用"
    if (
        group.type in _ACTORS
        and not (group.type is EntityType.CELL and scan.is_changed())
        and speaks
        and acts(line, index)
        and not chain.is_open
        and (scan.subject is None or scan.subject.start < line.clause(group)[0])
        and not is_state(line, index + 1)
        and not describes_process(line, index + 1)
        and by_agent(line, index + 1) is None
        and not through(line, index)
    ):
        scan.actor = group


_HOLDS = ("repression", "inhibition", "suppression", "silencing", "degradation", "sequestration")


def _say_fate(scan: Scan, index: int, process: Group, sign: int) -> None:
    """Say that cells enter or evade a process, and what it means for the drug that they get."""
    verb = Cue(process.start, process.start, "enter" if sign > 0 else "evade", frozenset((CueKind.UP,)))
    scan.chain.clear()
    scan.say(process, verb, sign=sign)
    drug_effect = death_by_drug(scan.line, index)
    if drug_effect is not None:
        scan.say(None, verb, outcome=drug_effect, sign=-sign)
    scan.chain.last = process


def _is_inhibitor(line: Line, index: int) -> bool:
    return (
        re.match(r"\s(?:inhibitors?|antagonists?|agonists?|antibody|antibodies|blockers?)\s", line.head(index, 14))
        is not None
    )


def _inner(scan: Scan, index: int, group: Group, behind: Cue) -> None:
    """Say of the ncRNA met last what "relieves its inhibition of ATG12" takes from it."""
    if not (scan.chain.is_open and scan.chain.sign < 0 and behind.sign):
        return
    before = scan.line.items[index - 1]
    last = next((s.group for s in reversed(scan.found[:-1]) if s.group and s.group.type is EntityType.NCRNA), None)
    inner = before if isinstance(before, Group) and before.type is EntityType.NCRNA else None
    if isinstance(before, Cue) and CueKind.IT in before.kinds:
        inner = last
    if inner is not None:
        subject = Subject(inner.normals, 1, False, inner.start)
        scan.found.append(Statement(subject, kind_of(behind), behind.sign, group, None, (behind,)))


def _is_changed_object(scan: Scan, group: Group, done: Manipulation) -> bool:
    """Tell whether a changed ncRNA is what the open verb brings about, and not a new subject."""
    behind = done.cue is not None and done.cue.start >= group.end
    waits = scan.chain.is_open and scan.chain.last is None and not scan.chain.dead
    return behind and waits and scan.subject is not None and not set(group.normals) & set(scan.subject.names)
