"""The shapes of verbs that relation rules ask for: passives, states, verbs in a row."""

from __future__ import annotations

import re

from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.items import SAID_OF, Break, Group, Item, Line, cue_text, outside_brackets
from nlp.lists import ASIDE, FILLER_ZH, STANDS_ALONE, has_own_verb, is_aside, is_list_comma, object_in_list
from nlp.model import EntityType

INDUCED_BY = re.compile(
    r"\s(?:induced|caused|triggered|elicited|evoked|provoked) by [\w-]+(?:(?:, | and | or )[\w-]+)*"
)


_BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|becomes?|became|remain(?:s|ed)?|found|shown|reported|observed)\b[\s\w]{0,24}$"
)


_BY = re.compile(
    r"^(?:\s+[\w/-]+){0,5}?\s+(?:by|upon|following|after|in response to|through|via|when)\b", re.IGNORECASE
)


_CONDITION = re.compile(
    r"^[^,;]{0,60}?\b(?:in|after|upon|following|when|once|if|by|on|with|through|via|as a result of|because of|due to)\s"
)


_IS = re.compile(r"\b(?:is|are|was|were|be|been|remained|became|becomes|stayed)\s(?:\w+ly\s|even\s|much\s)?$")
_COMPARATIVE = re.compile(r"(?:lower|higher|greater|less|smaller|weaker|stronger|reduced|elevated)")


_DUE_TO = re.compile(
    r"(?:depend(?:s|ed)|dependent|relie[sd]|hinge[sd]|rest(?:s|ed)) on$|"
    r"(?:attributed|ascribed|traced|traced back|due|owing) to$|driven by$"
)


_NEXT_VERB_STANDS_ALONE = re.compile(
    r"\b(?:and|or|but|to|thereby|thus|while|by|via|through|which|that|in order)\b|[，,、;；]|"
    r"并|而|及|且|从而|进而|来|以|通过|经|或"
)


_POSTED = re.compile(
    rf"^(?:{FILLER_ZH}|[及与和]|并|含量|丰度|浓度|荧光素酶|样改变|改变|表型|特征|直接|靶向|特异性|近乎|几乎|同步|双双|一并|一同|同样|同时|逐渐|持续|急剧|开始|趋于|更为?|较前|进程|过程|功能|状态|性|率|比例|量|明显|显著|进一步|随之|均|受到?|遭到?|被|也|都|则|程度|作用|大大|升|可|得到|能力|效应|反应|得以|发生|呈|异常|经|因而|因此|随即|相应|继而|亦|又|仍|且|大幅|部分|的|"
    r"expression|levels?|proteins?|activity|had|has|have|"
    r"nearly|almost|all but|thereby|thus|hence|consequently|in turn|found|shown|seen|observed|reported|"
    r"was|were|is|are|being|been|be|no longer|significantly|markedly|strongly|"
    r"signaling|pathways?|phosphorylation|to|could|can|also|both|and|then|greatly|partially|remarkably|substantially|\s)*$",
    re.IGNORECASE,
)


def by_agent(line: Line, index: int) -> Group | None:
    """Return the ncRNA that acts behind a passive verb ("… is lowered by miR-21", "… upon miR-21 knockdown").

    An ncRNA that was changed stands behind other verbs of state, too: "… rose after miR-21 knockdown".
    """
    cue = line.items[index]
    passive = _PARTICIPLE.search(cue_text(cue)) and _BY.match(line.head(index))
    if passive or _DUE_TO.search(cue_text(cue)):
        return _agent_behind(line, index, _PASSIVE_BETWEEN, changed=False)
    if _is_finite_state(line, index) and _CONDITION.match(line.head(index, 100)):
        return _agent_behind(line, index, _CONDITION_BETWEEN, changed=True)
    return None


def changed_agent_behind(line: Line, index: int) -> Group | None:
    """Return the changed ncRNA of "an increased IC50 after LINC01133 silencing"."""
    if not re.match(r"(?:\s(?:of|to|for)\s[^,;]{1,40}?)?\s(?:after|upon|following|on)\s", line.head(index, 60)):
        return None
    return _agent_behind(line, index, _CONDITION_BETWEEN, changed=True)


_PARTICIPLE = re.compile(
    r"(?:ed(?: (?:off|on|out|up|down|back|away))?|bound|overcome|overridden|driven(?: down)?|held(?: back| in check)?|"
    r"broken|undone|kept in check|brought (?:about|back|down|forth)|set off|shut (?:down|off)|cut|given back|worn down|"
    r"won back)$"
)
_PASSIVE_BETWEEN = frozenset((CueKind.BY, CueKind.MORE, CueKind.LESS, CueKind.UP))


_CONDITION_BETWEEN = frozenset((CueKind.BY, CueKind.MORE, CueKind.LESS))


def _agent_behind(line: Line, index: int, between: frozenset[CueKind], *, changed: bool) -> Group | None:
    last: Item | None = None
    for position, item in enumerate(line.items[index + 1 : index + 7], start=index + 1):
        if isinstance(item, Break):
            return None
        if isinstance(item, Group):
            if item.type is EntityType.NCRNA:
                behind = line.at(position + 1)
                done = [i for i in (last, behind) if isinstance(i, Cue) and i.kinds & {CueKind.MORE, CueKind.LESS}]
                return item if done or not changed else None
            if item.type not in ASIDE or (not changed and item.type is EntityType.DRUG):
                return None
        elif not item.kinds & between:
            return None
        last = item
    return None


def by_pronoun(line: Line, index: int) -> Cue | None:
    """Return the word for an ncRNA that acts behind a passive verb: "… is suppressed by this microRNA"."""
    by, word = line.at(index + 1), line.at(index + 2)
    if not isinstance(by, Cue) or CueKind.BY not in by.kinds or not by.text.isascii():
        return None
    if not isinstance(word, Cue) or CueKind.IT not in word.kinds or len(line.between(by, word)) > 1:
        return None
    owned = cue_text(word) in ("its", "their", "whose")
    return word if _PARTICIPLE.search(cue_text(line.items[index])) and not owned else None


_APPOSITION = re.compile(r"\s*(?:an?|the|its|one|another|which|whose|both|all|also|known|itself)\b")


def head_before_aside(line: Line, item: Item) -> Group | None:
    """Return the name that an insertion between commas parts from its verb: "PTEN, its direct target, recovered"."""
    begin = line.clause(item)[0]
    comma = next((n for n, i in enumerate(line.items) if isinstance(i, Break) and i.end == begin), -1)
    which = re.fullmatch(
        r"\s*(?:both of |all of |each of )?which\s(?:is|are|was|were|then|\w+ly|\s)*", line.text[begin : item.start]
    )
    if comma > 0 and which is not None:
        named = line.items[comma - 1]
        told = isinstance(named, Group) and named.type in SAID_OF and not line.between(named, line.items[comma]).strip()
        return named if told and isinstance(named, Group) else None
    breaks = [n for n, i in enumerate(line.items) if isinstance(i, Break) and i.end <= begin]
    if len(breaks) < 2 or line.items[breaks[-1]].end != begin:
        return None
    opening, head = line.items[breaks[-2]], line.at(breaks[-2] - 1)
    if not isinstance(head, Group) or head.type not in SAID_OF or line.between(head, opening).strip():
        return None
    return head if _APPOSITION.match(line.text, opening.end) else None


def _is_finite_state(line: Line, index: int) -> bool:
    """Tell whether a verb or a comparative says how something is: "rose", "was lower", "increased markedly after"."""
    cue = line.items[index]
    word = cue_text(cue)
    if not isinstance(cue, Cue) or not cue.sign or CueKind.BY in cue.kinds:
        return False
    if _COMPARATIVE.fullmatch(word) or word.endswith("ed"):
        be = _BE.search(line.tail(index, 40)) is not None
        return be or (word.endswith("ed") and ends_clause(line, index))
    return STANDS_ALONE.fullmatch(word) is not None


def passive_object(line: Line, index: int) -> Group | Cue | None:
    """Return what "被miR-21下调" or "受miR-21调控" is said of: a name or an outcome to the left of 被."""
    if index < 3 or not isinstance(line.items[index], Cue):
        return None
    agent, by, item = line.items[index - 1], line.items[index - 2], line.items[index - 3]
    named = isinstance(agent, Group) and agent.type is EntityType.NCRNA
    meant = isinstance(agent, Cue) and CueKind.IT in agent.kinds and len(line.between(agent, line.items[index])) <= 4
    if not (named or meant) or cue_text(by) not in ("被", "受", "受到", "由"):
        return None
    if isinstance(item, Group):
        return item if item.type in SAID_OF else None
    return item if isinstance(item, Cue) and item.kinds & OUTCOMES else None


_LEVEL_OF = re.compile(r"\s(?:the\s)?(?:levels?|expression|amounts?|translation|activity|abundance)\sof\s")


def is_state(line: Line, index: int) -> bool:
    """Tell whether a verb says how its subject is ("PTEN rose", "miR-21 was upregulated") and takes no object."""
    cue = line.items[index]
    if not isinstance(cue, Cue) or cue.kinds & {CueKind.MAKE, CueKind.SENSITISE, CueKind.PROTECT, CueKind.CONFER}:
        return False
    word = cue_text(cue)
    if STANDS_ALONE.fullmatch(word):
        return True
    told = line.at(index - 1)
    if isinstance(told, Cue) and CueKind.EVENT in told.kinds and told.kinds & VERBS:
        return False  # "the outcome is decreased chemosensitivity"
    if word.isascii() and _PARTICIPLE.search(word) and _BE.search(line.tail(index, 40)):
        return not _ATTRIBUTIVE.search(line.tail(index, 12))  # "is responsible for the blunted response"
    if _COMPARATIVE.fullmatch(word) and _IS.search(line.tail(index, 30)):
        return True
    before = line.at(index - 1)
    if _is_breakdown_of(line, before, index):
        return True
    said_of = isinstance(before, Group) or (isinstance(before, Cue) and bool(before.kinds & OUTCOMES))
    if before is not None and said_of and posted(line, before, cue) and _GOES_ON.match(line.head(index, 2)):
        return True
    if line.head(index, 2).startswith("的") and isinstance(line.at(index + 1), Group):
        following = line.items[index + 1]
        if line.between(cue, following).strip() == "的" and following in line.groups(EntityType.NCRNA):
            return True
    if word.endswith("ed") and _AND.match(line.head(index, 12)):
        behind = next((i for i in line.items[index + 1 :] if not is_aside(i)), None)
        if not (isinstance(behind, Cue) and behind.kinds & VERBS):
            return True  # "HER2 decreased and trastuzumab sensitivity improved"
    previous: Item = cue
    for item in line.items[index + 1 :]:
        if isinstance(item, Break):
            own = previous is cue and has_own_verb(line, line.items.index(item))
            return own or not (is_list_comma(line, item) and object_in_list(line, item))
        if isinstance(item, Group):
            if item.type not in ASIDE:
                return False
        elif item.kinds & (OUTCOMES | {CueKind.EFFECT}) or (
            CueKind.IT in item.kinds
            and (len(line.between(previous, item)) <= 4 or _LEVEL_OF.fullmatch(line.between(previous, item)))
        ):
            return False
        elif item.kinds & VERBS or (item.kinds & {CueKind.MORE, CueKind.LESS}):
            if isinstance(before, Group) and before.type in SAID_OF and is_undone(line, index, item):
                return True
            return bool(_NEXT_VERB_STANDS_ALONE.search(line.between(previous, item)))
        previous = item
    return True


_ENDS_ZH = re.compile(
    r"了?(?:\s*$|\s*[，。；,;.、：:)）\[［→⇒⟶]|后|时|的|等|并|而|和|及|至|到|约|近|逾|超过|达|最为?|更为?|尤为?|[一两数]|\d|，)"
)
_UNDONE = re.compile(r"(?:过程|程度|作用)?(?:显著|明显|进一步)?(?:被|受到?|遭到?|得以|得到)?(?:显著|明显|部分)?")


def is_undone(line: Line, index: int, later: Item) -> bool:
    """Tell whether a change is a noun of which the next verb says how it is: "AR-V7升高被阻断", "FSP1降解减少"."""
    cue = line.items[index]
    if not isinstance(later, Cue) or not later.sign or cue_text(cue).isascii():
        return False
    if not _UNDONE.fullmatch(line.between(cue, later)):
        return False
    return _ENDS_ZH.match(line.head(line.items.index(later), 40)) is not None


_ATTRIBUTIVE = re.compile(r"\b(?:the|an?|this|that|its|their|such)\s$")
_GOES_ON = re.compile(r"[、和及而且并]|后(?![者续])")
_BREAKDOWN = re.compile(r"降解|泛素化|degradation|ubiquit")


def _is_breakdown_of(line: Line, before: Item | None, index: int) -> bool:
    """Tell whether a word is the noun of a breakdown that stands behind what breaks down: "EZH2的泛素化降解"."""
    cue, behind = line.items[index], line.at(index + 1)
    if not (isinstance(before, Group) and isinstance(cue, Cue) and _BREAKDOWN.search(cue_text(cue))):
        return False
    if isinstance(behind, Group) and len(line.between(cue, behind)) <= 1:
        return False
    return posted(line, before, cue)


_AT_PLACE = re.compile(
    r"\s(?:at|on|in|within|inside|of)\s(?:the\s)?[\w\s/-]{0,40}?(?:cells?|lines?|surface|nucleus|cytoplasm|membrane|tumou?rs?|"
    r"xenografts|recipients|culture|mice)\b"
)


def posted(line: Line, before: Item, cue: Cue) -> bool:
    """Tell whether a state is said of the item right before it ("PTEN的表达显著上调")."""
    between = _AT_PLACE.sub("", INDUCED_BY.sub("", outside_brackets(line.between(before, cue))))
    return _POSTED.match(between) is not None


def replaces_verb(line: Line, verb: Cue, cue: Cue, last: Item | None) -> bool:
    """Tell whether a verb starts anew rather than adding its direction to the verb that waits."""
    if last is not None:
        return True
    if CueKind.MAKE in verb.kinds:
        return False
    between = line.between(verb, cue)
    if cue_text(verb).endswith("ing") and cue_text(cue).endswith("ed") and len(between.split()) >= 2:
        return True  # "Inhibiting exosome secretion blocked …"
    if _NEXT_VERB_STANDS_ALONE.search(between):
        return True
    return len(between) > (45 if between.isascii() else 16)


def ends_clause(line: Line, index: int) -> bool:
    """Tell whether nothing that a verb could act on stands behind it in its clause."""
    head = line.head(index, 40)
    if _is_breakdown_of(line, line.at(index - 1), index):
        return True
    if not cue_text(line.items[index]).isascii():
        later = line.at(index + 2 if cue_text(line.at(index + 1)) in ("被", "受", "受到") else index + 1)
        return _ENDS_ZH.match(head) is not None or (later is not None and is_undone(line, index, later))
    return (
        re.match(
            r"(?:ly|\s*$|\s*[,;.:)\[(]|\s+(?:about |some |roughly |by )?[\d.]+|"
            r"\s+(?:two|three|four|five|several|many)-?fold|"
            r"\s+(?:in|by|upon|after|following|when|and|at|to|from|while|with|as|but|or)\b|"
            r"\s+\w+ly\b)",
            head,
        )
        is not None
    )


_AND = re.compile(r"\s(?:and|but|while|whereas)\s")
