"""Verbs and outcomes: what opens, what is passive, what is only a state."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.agent_nouns import read_target_noun
from nlp.bare import is_second_change
from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.inner_acts import bind_too
from nlp.items import COMPARATIVES, Break, Group, Item, Line, cue_text
from nlp.lists import is_aside
from nlp.manipulation import OF_PATIENTS
from nlp.model import EntityType
from nlp.name_shapes import is_agent, is_counted, target_noun_of
from nlp.outcome_shapes import (
    blunts_drug,
    death_by_drug,
    describes_cells,
    describes_process,
    is_outcome,
    protects_subline,
)
from nlp.outcomes import listed_before
from nlp.passives import is_relative_passive, read_passive, read_passive_by_it, read_passive_zh, read_relative_passive
from nlp.reading import OBJECTS, Scan
from nlp.rescues import in_condition, undone_by_others
from nlp.shapes import (
    by_agent,
    ends_clause,
    head_before_aside,
    is_state,
    is_undone,
    passive_object,
    posted,
    replaces_verb,
)
from nlp.statements import Statement

_AT_ONCE = re.compile(
    r"\s*(?:(?:both of |all of |each of )?which\s)?(?:(?:is|are|was|were|had|has)\s)?(?:\w+ly\s|then\s|also\s)*"
)
_SPOKEN_OF = re.compile(r"(?:这[种一]|该|此|上述)$")
_DEPENDS = re.compile(
    r"(?:作用|效应|过程|效果)?(?:可|能|也|则|主要|部分|完全)*(?:依赖|有赖|取决|得益|归因|与|由|是|为|需)"
)
_ATTRIBUTIVE = frozenset(("诱导", "介导", "引起", "导致", "触发", "驱动"))


def read_verb(scan: Scan, index: int, cue: Cue) -> None:
    """Read a verb: it opens, stands passive, or says how something is."""
    line = scan.line
    if target_noun_of(line, index):
        read_target_noun(scan, cue)
        return
    if cue_text(cue).endswith(("target of", "targets of", "gene of", "genes of")):
        return  # "UCA1 is a target of CREB": the gene acts
    if is_second_change(scan, index):
        following = line.at(index + 1)
        if isinstance(following, Group):
            scan.done.add(following)
        return
    if is_counted(line, index) or _is_drug_class(line, index):
        return  # "two targets explain …"
    if undone_by_others(line, index):
        scan.chain.clear()
        scan.chain.dead = True
        return
    waits = scan.chain.is_open and scan.chain.last is None
    later = scan.awaits_condition() and any(group.start > cue.end for group in scan.changes)
    if cue_text(cue) in COMPARATIVES and not waits and not later and not scan.shows_effect(cue):
        return  # "tumours with H19 have more EZH2"
    if _SPOKEN_OF.search(line.tail(index, 3)) and _DEPENDS.match(line.head(index, 6)):
        return  # "这种逆转依赖于…"
    if line.head(index, 1) == "的" and OF_PATIENTS.match(line.text, cue.end):
        return
    if by_agent(line, index) is not None:
        read_passive(scan, index, cue)
        return
    if read_passive_by_it(scan, index, cue):
        return
    if is_relative_passive(scan, index):
        read_relative_passive(scan, index, cue)
        return
    passive = passive_object(line, index)
    if passive is not None:
        read_passive_zh(scan, passive, cue)
        return
    behind = line.at(index + 1)
    if isinstance(behind, Cue) and CueKind.BY in behind.kinds and describes_process(line, index):
        scan.done.add(cue)  # "the apoptosis induced by cisplatin"
        return
    if is_state(line, index) and not (behind is not None and blunts_drug(line, cue, index + 1)):
        _state(scan, index, cue)
        return
    if describes_process(line, index) or describes_cells(line, index):
        scan.done.add(cue)
        return
    if CueKind.PART in cue.kinds and not any(isinstance(i, Cue) and CueKind.PERHAPS in i.kinds for i in line.items):
        return  # in which way, only a supposition tells
    waits = scan.chain.is_open and scan.chain.last is None
    if cue.text in _ATTRIBUTIVE and (line.head(index, 2) == "的对" or (waits and line.head(index, 1) == "的")):
        return  # "PVT1介导的对ANGPTL4的抑制", "调控缺氧诱导的EMT"
    if cue.text in ("传递", "传播", "播散", "释放") and line.head(index, 1) == "的":
        return  # "经外泌体传递的PDGFRβ"
    last = scan.chain.last
    if CueKind.BIND in cue.kinds and isinstance(last, Group) and not line.between(last, cue).strip():
        scan.chain.clear()  # "recruits E2F4 binding to TPX2": the object binds, not the subject
        scan.chain.dead = True
        return
    bind_too(scan, index, cue)
    if (head := _shared_head(scan, index)) is not None:
        scan.chain.clear()
        for verb in head:
            scan.chain.add(verb)
    elif scan.chain.is_open and replaces_verb(line, scan.chain.verbs[-1], cue, scan.chain.last):
        scan.chain.clear()
    dead = scan.chain.dead or scan.is_negated(cue)
    scan.chain.add(cue)
    scan.chain.dead = dead
    if CueKind.SENSITISE in cue.kinds and _is_noun_of_sensitising(line, index):
        return
    if cue.text.startswith("协同") and not any(g.type is EntityType.DRUG for g in scan.clause_groups(cue)):
        return
    if CueKind.SENSITISE in cue.kinds:
        if cue_text(cue).startswith("cooperat") and not (isinstance(behind, Group) and behind.type is EntityType.DRUG):
            return  # "cooperates with HuR"
        scan.say(None, cue, outcome=cue, sign=-1)
        scan.chain.last = cue
    elif CueKind.CONFER in cue.kinds:
        scan.say(None, cue, outcome=cue, sign=1)
        scan.chain.last = cue
    elif CueKind.PROTECT in cue.kinds and (scan.drug_follows(cue) or protects_subline(line, index)):
        scan.say(None, cue, outcome=cue, sign=1)


def _shared_head(scan: Scan, index: int) -> list[Cue] | None:
    """Return the verbs that also act on a second noun: "prevented the loss of PTEN and the spread of resistance"."""
    line, chain, cue = scan.line, scan.chain, scan.line.items[index]
    if len(chain.verbs) < 2 or chain.last is None or not isinstance(cue, Cue):
        return None
    nominal = cue_text(cue).endswith(" of") or line.head(index, 4).startswith(" of ")
    if not nominal or not cue_text(chain.verbs[-1]).endswith((" of", " in")):
        return None
    joined = re.search(r"\s(?:and|or|as well as)\s(?:(?:the|an?)\s)?$", line.text[chain.last.end : cue.start])
    return list(chain.verbs[:-1]) if joined else None


def _is_drug_class(line: Line, index: int) -> bool:
    """Tell whether "inhibitors of" names drugs and no act: "this is why inhibitors of EZH2 …"."""
    if cue_text(line.items[index]) not in ("inhibitors of", "antagonists of"):
        return False
    return re.search(r"\b(?:are|were|as|be)\s(?:\w+\s)?$", line.tail(index, 24)) is None


def _is_noun_of_sensitising(line: Line, index: int) -> bool:
    """Tell whether "增敏作用" is only spoken of, and not had by the ncRNA: "这一增敏作用被消除"."""
    if not re.match(r"作用|效应|效果|剂", line.head(index, 2)):
        return False
    return re.search(r"(?:这|该|此|上述|前述)(?:一|种|些|类)?$|其$", line.tail(index, 6)) is not None


def _state(scan: Scan, index: int, cue: Cue) -> None:
    """ "PTEN rose": the effect of what was done to the ncRNA, or of the verb before ("使…失活")."""
    aimed = bool(cue.kinds & {CueKind.TARGET, CueKind.SPONGE}) and cue_text(cue).split()[0].endswith("ed")
    if cue.text.endswith("靶向") and scan.line.head(index, 1) in "并而后":
        scan.done.add(cue)  # "c-Met被靶向并抑制"
    if not (cue.sign or aimed) or not ends_clause(scan.line, index):
        return
    sign = cue.sign
    if scan.is_negated(cue):
        if cue_text(scan.negated) != "no longer":
            return
        sign = -sign  # "is no longer restrained": it was, before the act
    last = scan.found[-1] if scan.found else None
    if last is not None and last.group is not None and _follows_passive(scan, index, last):
        scan.found[-1] = replace(last, sign=sign, kind=CueKind.UP, verbs=(*last.verbs, cue))
        return
    if last is not None and last.verbs and _is_state_of_state(scan, index, last.verbs[-1]):
        scan.found[-1] = replace(last, sign=last.sign * sign, verbs=(*last.verbs, cue))
        return
    said_of = next((i for i in reversed(scan.line.items[:index]) if not is_aside(i)), None)
    if said_of is not None and scan.subject is not None and scan.subject.start == said_of.start:
        scan.observed = cue
    before = next(
        (
            item
            for item in reversed(scan.line.items[:index])
            if isinstance(item, Break)
            or (isinstance(item, Cue) and item.kinds & VERBS and item not in scan.done)
            or (isinstance(item, Cue) and item.kinds & OUTCOMES and is_outcome(scan.line, scan.line.items.index(item)))
            or (isinstance(item, Group) and item.type in (*OBJECTS, EntityType.NCRNA))
        ),
        None,
    )
    aside = (
        head_before_aside(scan.line, cue)
        if isinstance(before, Break) and _AT_ONCE.fullmatch(scan.line.text[scan.line.clause(cue)[0] : cue.start])
        else None
    )
    if aside is not None and scan.shows_effect(cue) and scan.is_other(aside):
        scan.say(aside, cue, sign=sign, kind=_state_kind(cue))
        return
    if before is None or isinstance(before, Break) or not posted(scan.line, before, cue):
        return
    if in_condition(scan.line, before):
        return
    if isinstance(before, Group) and is_agent(scan.line, scan.line.items.index(before)):
        return  # "其效应由miR-181b-5p/TIMP3轴介导"
    if _turns_death(scan, before, cue):
        return
    if last is not None and before in (last.group, last.outcome) and last.verbs:
        if last.kind is not CueKind.SENSITISE and CueKind.SPONGE not in last.verbs[-1].kinds:
            scan.chain.last = cue
            scan.found[-1] = replace(last, sign=(last.sign or 1) * cue.sign, kind=CueKind.UP, verbs=(*last.verbs, cue))
    elif (
        isinstance(before, Group)
        and scan.shows_effect(cue)
        and scan.is_other(before)
        and not _is_modified(scan.line, before)
    ):
        scan.say(before, cue, sign=sign, kind=_state_kind(cue))
        if not cue.text.isascii():
            for group in listed_before(scan, scan.line.items.index(before)):
                scan.say(group, cue, sign=sign, kind=_state_kind(cue))
        drug_effect = death_by_drug(scan.line, scan.line.items.index(before))
        if drug_effect is not None:
            scan.say(None, cue, outcome=drug_effect, sign=-sign)


def _turns_death(scan: Scan, before: Item, cue: Cue) -> bool:
    """Turn both things said of "使其对顺铂的凋亡反应减弱": the process, and what it means for the drug."""
    if len(scan.found) < 2 or not isinstance(before, Group):
        return False
    of_process, of_drug = scan.found[-2:]
    if of_process.group is not before or of_drug.outcome is None or of_drug.outcome.start != before.start:
        return False
    for place, said in ((-2, of_process), (-1, of_drug)):
        scan.found[place] = replace(said, sign=said.sign * cue.sign, verbs=(*said.verbs, cue))
    scan.chain.last = cue
    return True


def _state_kind(cue: Cue) -> CueKind | None:
    return next(
        (
            kind
            for kind in (CueKind.FREE, CueKind.SPONGE, CueKind.TARGET)
            if (kind in cue.kinds and not cue.sign) or (kind is CueKind.FREE and kind in cue.kinds)
        ),
        None,
    )


def _is_modified(line: Line, group: Group) -> bool:
    """Tell whether only a modification of a protein is spoken of, and not the protein: "AKT/mTOR的磷酸化减弱"."""
    return (
        group.type is EntityType.GENE
        and re.match(r"的?(?:磷酸化|乙酰化|甲基化)", line.head(line.items.index(group), 6)) is not None
    )


def _is_state_of_state(scan: Scan, index: int, verb: Cue) -> bool:
    """Tell whether a state is said of the change before it: "升高被阻断", "降解减少"."""
    place = index - 2 if cue_text(scan.line.at(index - 1)) in ("被", "受", "受到") else index - 1
    return scan.line.at(place) is verb and is_undone(scan.line, place, scan.line.items[index])


def _follows_passive(scan: Scan, index: int, last: Statement) -> bool:
    """Tell whether a state says what the passive right before it made of its object: "PTEN被miR-21靶向而下降"."""
    before = scan.line.at(index - 1)
    if not (isinstance(before, Cue) and before in scan.done and before in last.verbs) or last.kind is CueKind.SPONGE:
        return False
    return (
        re.fullmatch(
            r"(?:后|而|，|从而|其|随之|mRNA|蛋白|的|表达|水平|量|活性|显著|明显)*",
            scan.line.between(before, scan.line.items[index]),
        )
        is not None
    )
