"""Reads one sentence from left to right and says what it states.

A verb opens; what it meets while it is open is its object; two verbs in a row multiply their directions ("led to
decreased", 靶向抑制). A mark that ends a clause closes the verb, the subject stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.agent_nouns import read_doer
from nlp.bare import changed_behind, is_bare_change, is_bare_noun, is_bare_tool, read_bare_change, read_bare_tool
from nlp.clauses import causes, reaches_cells, relieves, switches_subject, which_cells
from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.events import (
    read_binding,
    read_blamed,
    read_effect,
    read_event,
    read_held,
    read_named_effect,
    read_nominal,
    read_part,
    read_presupposed,
    read_relative,
    read_relative_it,
    read_with,
)
from nlp.items import Break, Group, Item, Line, cue_text
from nlp.lists import continues_list, follows_list, has_own_verb
from nlp.manipulation import change
from nlp.model import EntityType
from nlp.objects import read_name, read_ncrna
from nlp.of_which import read_of_which
from nlp.outcome_shapes import is_outcome
from nlp.outcomes import read_outcome
from nlp.pronouns import read_pronoun
from nlp.reading import OBJECTS, Scan
from nlp.same import read_same
from nlp.shapes import by_agent, is_state, passive_object
from nlp.shared_objects import read_shared
from nlp.statements import Statement, Subject
from nlp.verbs import read_verb

_SPECIAL = (read_blamed, read_part, read_presupposed, read_binding, read_nominal, read_held, read_relative)


def read_sentence(scan: Scan) -> list[Statement]:
    """Return the statements of the sentence; those whose ncRNA never appears are left out."""
    for index, item in enumerate(scan.line.items):
        if isinstance(item, Break):
            _break(scan, index)
        elif isinstance(item, Cue):
            if item not in scan.done:
                _cue(scan, index, item)
        elif item.type is EntityType.NCRNA:
            if item not in scan.done and not any(read(scan, index) for read in _SPECIAL):
                read_ncrna(scan, index, item)
        elif item not in scan.done:
            read_name(scan, index, item)
    found = [s for s in scan.found if s.subject is not None and not _only_made(scan, s)]
    return [*found, *_carried_on(found)]


def _carried_on(found: Sequence[Statement]) -> list[Statement]:
    """Return what an ncRNA does by lowering another: "XIST抑制miR-29c，后者的减少导致MGMT上调"."""
    carried: list[Statement] = []
    for said in found:
        inner = said.subject
        if inner is None or inner.polarity >= 0:
            continue
        outer = next(
            (
                s.subject
                for s in found
                if s.group is not None
                and s.group.type is EntityType.NCRNA
                and s.group.start == inner.start
                and (s.direction < 0 or s.kind is CueKind.SPONGE)
            ),
            None,
        )
        if outer is not None:
            carried.append(replace(said, subject=replace(outer, polarity=1, trail=())))
    return carried


# "使ACSL4得以大量表达"
_EXPRESSED = re.compile(r"(?:得以|能够?)?(?:大量|高水平|重新|持续|正常|充分|过度?|高)?(?:表达|翻译|积聚|堆积|累积)")
# "使miR-21核转位减少"
_ELSEWHERE = re.compile(r"的?(?:核转位|入核|出核|磷酸化|定位|转位)")


def _only_made(scan: Scan, statement: Statement) -> bool:
    """Tell whether of a gene no more is said than 使, no verb behind it: "使…下降，GR得以入核"."""
    group = statement.group
    if group is None or group.type is EntityType.PROCESS or not statement.verbs:
        return False
    if not all(cue.text in ("使", "使得", "令", "让") for cue in statement.verbs):
        return False
    end = scan.line.clause(group)[1]
    if _ELSEWHERE.match(scan.line.text[group.end : end]):
        return True
    if _EXPRESSED.match(scan.line.text[group.end : end]):
        return False
    return not any(isinstance(i, Cue) and i.sign and group.end <= i.start < end for i in scan.line.items)


_OTHERS = re.compile(
    r"\s*(?:whereas|while|but|and|though)?\s*(?:an?\s(?:\w+\s)?(?:group|set|number|handful|series)\sof|some|several|many|few|"
    r"other|others|most|further|a few)\s(?:\w+\s){0,3}?(?:transcripts|(?:mi|lnc|circ|nc)RNAs|molecules|others|ones)\s"
    r"(?!(?:is|are|was|were)\b)|\s*(?:whereas|while|but)\sothers\b"
)
_ANY_OTHER = re.compile(
    r"\s*(?:而|但|另有|也有|还有|此外)?(?:部分|一些|某些|其他|其它|许多|多种|多个|数种|大量|不少|另一些)(?:外泌体)?"
    r"(?:mi|lnc|circ|nc)RNA(?!\s?[A-Za-z0-9-])",
)


_HOW = re.compile(
    r"\s*(?:而|且)?(?:其|该|这一)?(?:可能的?)?(?:具体|主要)?(?:的)?(?:作用|分子|潜在|调控)?(?:机制|机理|方式|途径|原理)"
    r"(?:可能)?(?:是|为|在于|与)(?!上调|下调|抑制|激活)"
)


_WHEN_BY = re.compile(r"\s*(?:and\s)?(?:when|once|after|if|because|since)\s[^,;]*\sby\s", re.IGNORECASE)


def _break(scan: Scan, index: int) -> None:
    scan.negated = None
    when = scan.observed is not None and re.match(r"时|后|之后", scan.line.text[scan.observed.end :])
    if scan.observed is not None and scan.subject is not None and (when or causes(scan.line, index)):
        cue = scan.observed
        scan.subject = replace(scan.subject, polarity=cue.sign, changed=True, trail=(cue.text,))
    scan.observed = None
    start = scan.line.clause(scan.line.items[index])[0]
    if scan.subject is not None and _WHEN_BY.match(scan.line.text, start) and start <= scan.subject.start:
        scan.subject = replace(scan.subject, changed=True)  # "when HMGB1 was lowered by miR-218, autophagy ceased"
    subject = scan.subject
    reached = reaches_cells(scan.line, index) or which_cells(scan.line, index)
    if subject is not None and not subject.changed and scan.actor is None and reached:
        scan.subject = replace(subject, changed=True)
    if scan.chain.is_open and (follows_list(scan.line, index) or _goes_on(scan, index)):
        return
    if scan.main is not None and (
        re.match(r"\s*(?:and|but|while|whereas)\b", scan.line.head(index, 12)) or _main_verb(scan, index)
    ):
        scan.subject, scan.main = scan.main, None  # ", which …, and …": the main clause goes on
    if scan.subject is not None and scan.subject.polarity < 0 and _HOW.match(scan.line.head(index, 24)):
        scan.subject = replace(scan.subject, polarity=1, changed=False)  # "敲低可恢复敏感性，作用方式为与GRB7结合"
    if _ANY_OTHER.match(scan.line.head(index, 24)) or _OTHERS.match(scan.line.head(index, 60)):
        scan.subject = None  # "…，而部分miRNA能够恢复药物敏感性"
    switched = switches_subject(scan.line, index)
    last = scan.chain.last
    if _means_list(scan, index) or (switched == "name" and _which_agrees(scan, index, last)):
        switched = ""
    scan.chain.clear()
    goes_on = scan.line.at(index + 1)
    acts_on = scan.acted_on is not None and isinstance(goes_on, Cue) and bool(goes_on.kinds & VERBS)
    resumed = scan.aside and re.match(r"\s*and\b", scan.line.head(index, 6)) is not None
    if (not acts_on and not _verb_goes_on(scan, index)) or resumed:
        scan.aside = False
        scan.actor = None  # "曲古抑菌素A上调miR-129-5p，从而逆转耐药" is said of the drug
    if switched and isinstance(last, Group):
        if last.type is EntityType.NCRNA and switched == "name":
            scan.main = scan.subject
            scan.subject = Subject(last.normals, 1, False, last.start)
        elif switched == "name":
            scan.actor, scan.aside = last, True


def _main_verb(scan: Scan, index: int) -> bool:
    """Tell whether the verb of the main clause comes behind "the knockdown of which restored E-cadherin,"."""
    verb = scan.line.at(index + 1)
    if scan.subject is None or not scan.subject.changed or not isinstance(verb, Cue) or not verb.kinds & VERBS:
        return False
    gap = scan.line.between(scan.line.items[index], verb)
    return re.fullmatch(r"\s(?:(?:\w+ly|also|thus)\s)*", gap) is not None and cue_text(verb).split()[0].endswith("s")


def _means_list(scan: Scan, index: int) -> bool:
    """Tell whether "the latter" goes with "the former" and so means an ncRNA of the list before."""
    before = scan.line.text[scan.line.sentence.start : scan.line.items[index].start]
    return len(scan.several) > 1 and re.search(r"\bthe former\b|前者", before, re.IGNORECASE) is not None


def _which_agrees(scan: Scan, index: int, last: Item | None) -> bool:
    """Tell whether "which" goes on with what the ncRNA does.

    "HULC triggers autophagy, which lowers sensitivity": what a raised or bound object does, the ncRNA does. "CCAT1
    sponges let-7c, which increased BCL-XL": no miRNA raises a gene, the whole act is meant. "miR-21 silenced PTEN,
    which lowered sensitivity": both are told of one experiment, in one tense.
    """
    if not isinstance(last, Group) or scan.actor is not None or scan.subject is None:
        return False
    chain = scan.chain
    verb = next((i for i in scan.line.items[index + 1 :] if isinstance(i, Cue) and i.kinds & VERBS), None)
    held = chain.sign < 0 or chain.kind in (CueKind.SPONGE, CueKind.BIND)
    if verb is not None and len(last.normals) > 1 and re.search(r"[a-z]{3,}s$", cue_text(verb).split()[0]):
        return True  # "suppresses RAB5B and ERBB3, which blocks …": the act is meant
    if last.type is EntityType.NCRNA:
        return held and verb is not None and (verb.sign > 0 or relieves(scan.line, verb))
    if chain.sign > 0 or (chain.sign == 0 and chain.kind is CueKind.BIND):
        return True
    verbs = [cue_text(chain.verbs[-1])] if chain.verbs else []
    if verbs and verbs[0].endswith("ing"):  # "reversed EMT by targeting HMGB1, which …"
        verbs = [cue_text(v) for s in scan.found for v in s.verbs]
    past = any(word.endswith("ed") for word in verbs)
    told = verb is not None and cue_text(verb).endswith("ed")
    apart = len(scan.line.between(last, scan.line.items[index]).split()) >= 2  # "PR-B through LSD1 recruitment, which"
    return (past and told) or (apart and not past)


def _verb_goes_on(scan: Scan, index: int) -> bool:
    """Tell whether the one who acts has one more verb behind a comma: "metformin lowers miR-21, restores PTEN"."""
    following = scan.line.at(index + 1)
    if not isinstance(following, Cue) or not following.kinds & VERBS or cue_text(following).split()[0].endswith("ing"):
        return False
    return (
        re.match(
            r"^\s(?:and\s|or\s|but\s|then\s|also\s|\w+ly\s)*$", scan.line.between(scan.line.items[index], following)
        )
        is not None
    )


def _goes_on(scan: Scan, index: int) -> bool:
    """Tell whether what stands behind a comma is one more item of the list that the open verb acts on."""
    following = scan.line.at(index + 1)
    if has_own_verb(scan.line, index):
        return False
    if not isinstance(following, Group) or following.type not in OBJECTS or scan.chain.last is None:
        return False
    behind = scan.line.items[index + 2] if index + 2 < len(scan.line.items) else None
    if isinstance(behind, Cue) and CueKind.BY in behind.kinds:
        return False  # "…，CAV1被其下调"
    if re.match(r"[是为系]", scan.line.head(index + 1, 1)):
        return False  # "…，PPP2R2A是它的直接靶点"
    if isinstance(behind, Cue) and set(following.normals) & _normals(scan.chain.last) and behind.kinds & VERBS:
        return False  # "促进FOXC2转录，FOXC2又上调ABCB1"
    if isinstance(behind, Cue) and behind.kinds & VERBS and not behind.text.isascii():
        own = scan.line.at(index + 3)
        between = scan.line.between(following, behind)
        if isinstance(own, Cue) and CueKind.IT in own.kinds and re.fullmatch(r"[可能会则也又还均直接]*", between):
            return False  # "…，FOXO1可负向调控该lncRNA"
    if isinstance(behind, Cue) and behind.sign and is_state(scan.line, index + 2):
        return False  # "…, caspase activity fell"
    return continues_list(scan.line, scan.chain.last, following)


def _normals(item: Item) -> set[str]:
    return set(item.normals) if isinstance(item, Group) else set()


def _cue(scan: Scan, index: int, cue: Cue) -> None:
    kinds = cue.kinds
    if CueKind.NOT in kinds and re.match(r"\s(?:only|merely|just|solely|simply)\b", scan.line.text[cue.end :]):
        return
    if CueKind.NOT in kinds:
        named = scan.line.at(index + 1)
        if not (isinstance(named, Group) and named in scan.changes and cue_text(cue) == "without"):
            scan.negated = cue
    elif CueKind.LINK in kinds and not (cue.sign and _depends(scan.line, index)):
        if cue.text.startswith(("相关", "关联")) and not re.match(
            r"\s*(?:$|[，。；,;：:\[［(（])|的?[，。；]", scan.line.head(index, 6)
        ):
            return  # "耐药相关蛋白"
        _unsay_linked(scan, cue)
        scan.chain.clear()
        scan.chain.dead = True
    elif _when_changed(scan, index):
        sign = cue.sign or change(cue)
        scan.subject = replace(scan.subject, polarity=sign, changed=True, trail=(cue.text,)) if scan.subject else None
        scan.chain.clear()
    elif read_of_which(scan, index):
        return
    elif CueKind.DOER in kinds:
        read_doer(scan, index)
    elif kinds & {CueKind.SAME, CueKind.OPPOSITE}:
        read_same(scan, cue)
    elif read_named_effect(scan, index, cue):
        return
    elif CueKind.WITH in kinds:
        read_with(scan, cue)
    elif CueKind.EVENT in kinds:
        read_event(scan, cue)
        if kinds & VERBS:
            read_verb(scan, index, cue)
    elif CueKind.EFFECT in kinds:
        read_effect(scan, index, cue)
    elif CueKind.IT in kinds:
        if not read_relative_it(scan, index):
            read_pronoun(scan, index)
    elif is_bare_tool(scan, index):
        read_bare_tool(scan, cue)
    elif kinds & OUTCOMES and not (kinds & VERBS and not is_outcome(scan.line, index)):
        read_outcome(scan, index, cue)
    elif (change(cue) and (_says_same(scan, index) or is_bare_noun(scan.line, index))) or is_bare_change(scan, index):
        read_bare_change(scan, index, cue)
    elif kinds & VERBS and (
        passive_object(scan.line, index) or not (change(cue) and re.match(r"后(?!者)|时", scan.line.text[cue.end :]))
    ):
        if (behind := changed_behind(scan, index)) is not None:
            scan.subject = behind
        if not read_shared(scan, index):
            read_verb(scan, index, cue)
    elif change(cue):
        read_bare_change(scan, index, cue)


def _depends(line: Line, index: int) -> bool:
    """Tell whether what stands before a verb of dependence hangs on an ncRNA: "TLR4 depends on circGFRA1"."""
    named = re.search(r"\b(?:this|that|which|it|effect)\s(?:is|was|were)?\s?$", line.tail(index, 16)) is None
    return named and by_agent(line, index) is not None


def _unsay_linked(scan: Scan, link: Cue) -> None:
    """Take back what "与索拉非尼无应答相关" seemed to say of what stands between 与 and 相关."""
    start = scan.line.clause(link)[0]
    with_ = max(scan.line.text.rfind(word, start, link.start) for word in "与和同")
    if with_ < 0 or link.text.isascii() or re.search(r"机制|机理|作用|原因", scan.line.text[start:with_]):
        return
    scan.found = [
        s for s in scan.found if not any(i is not None and with_ < i.start < link.start for i in (s.outcome,))
    ]


def _when_changed(scan: Scan, index: int) -> bool:
    """Tell whether a participle says under which change the rest holds: "and, when inhibited, cause resistance"."""
    cue = scan.line.items[index]
    if scan.subject is None or not isinstance(cue, Cue) or not (cue.sign or change(cue)):
        return False
    if not cue_text(cue).endswith(("ed", "down", "out")) or not isinstance(scan.line.at(index + 1), Break):
        return False
    return re.search(r"\b(?:when|once|if)\s(?:\w+ly\s)?$", scan.line.tail(index, 24)) is not None


def _says_same(scan: Scan, index: int) -> bool:
    """Tell whether "had the opposite effect" or the like stands right behind an item."""
    behind = scan.line.items[index + 1] if index + 1 < len(scan.line.items) else None
    return isinstance(behind, Cue) and bool(behind.kinds & {CueKind.SAME, CueKind.OPPOSITE})
