"""The shapes of wording about drugs: which words mean resistance or sensitivity where they stand."""

from __future__ import annotations

import re

from nlp.cues import Cue, CueKind
from nlp.items import SAID_OF, Group, Item, Line, cue_text
from nlp.model import EntityType
from nlp.shapes import INDUCED_BY

_PRO_DEATH = re.compile(r"的?(?:促|致|诱导的?|引起的?)$|对[^，。；]{1,14}的(?:促|致|诱导)?$|['’]s (?:pro-)?$")


_INDUCED = re.compile(r"^(?:所|[-‑]|\s)*$")


DEATHS = frozenset(
    (
        "apoptosis",
        "cell death",
        "pyroptosis",
        "ferroptosis",
        "necroptosis",
        "necrosis",
        "cell cycle arrest",
        "DNA damage",
    )
)


def describes_process(line: Line, index: int) -> bool:
    """Tell whether a verb only says which drug causes a process: "顺铂诱导的凋亡", "cisplatin-induced apoptosis"."""
    before, cue, behind = line.at(index - 1), line.at(index), line.at(index + 1)
    if isinstance(behind, Cue) and CueKind.BY in behind.kinds and behind.text.isascii():
        behind = line.at(index + 2)
    if (
        isinstance(behind, Group)
        and behind.type in (EntityType.CELL, EntityType.DISEASE)
        and not cue_text(cue).isascii()
    ):
        behind = line.at(index + 2)  # "甲氨蝶呤诱导的骨肉瘤细胞死亡"
    if not isinstance(cue, Cue) or not (isinstance(before, Group) and isinstance(behind, Group)):
        return False
    if before.type is EntityType.PROCESS and behind.type is EntityType.DRUG:
        return INDUCED_BY.match(line.text[before.end : behind.end]) is not None  # "apoptosis induced by cisplatin"
    if before.type not in (EntityType.DRUG, EntityType.GENE):
        return False
    if not _INDUCED.match(line.between(before, cue)):
        return False
    hyphen = re.search(r"[-‑]", line.between(before, cue)) is not None
    return hyphen or line.head(index, 2).startswith("的")


def describes_cells(line: Line, index: int) -> bool:
    """Tell whether a verb only says what cells were used: "in A375 cells made resistant by stepwise exposure"."""
    if cue_text(line.items[index]) not in ("made", "rendered"):
        return False
    return re.search(r"\b(?:cells|lines?|sublines?|clones|tumou?rs)\s$", line.tail(index, 12)) is not None


def death_by_drug(line: Line, index: int) -> Cue | None:
    """Return "induced" of "cisplatin-induced apoptosis", as the word of sensitivity that it is."""
    process, before = line.items[index], line.at(index - 1)
    if not isinstance(process, Group) or process.normals[0] not in DEATHS:
        return None
    if isinstance(before, Cue) and describes_process(line, index - 1):
        return _as_sensitivity(line, before)
    if isinstance(before, Group) and before.type in (EntityType.CELL, EntityType.DISEASE):
        before = line.at(index - 2)  # "多柔比星对骨肉瘤细胞的促凋亡作用"
    drug, behind = isinstance(before, Group) and before.type is EntityType.DRUG, line.at(index + 1)
    if under_drug(line, process) is not None or _drug_before_zh(line, index):
        return _as_sensitivity(line, process)
    if (drug and _PRO_DEATH.search(line.tail(index, 18))) or (
        isinstance(behind, Cue) and describes_process(line, index + 1)
    ):
        return _as_sensitivity(line, process)
    return None


# "顺铂处理后细胞凋亡…", "在紫杉醇作用下凋亡…", "甲氨蝶呤诱导的骨肉瘤细胞死亡"
_GIVEN = re.compile(
    r"(?:\s?\d+\s?h)?[^，。；]{0,4}(?:处理|干预|作用|刺激|暴露|治疗|诱导|引起|所致|触发|合用|联用|联合|并用|同用)[^，。；]{0,6}?(?:后|下|时|的)[^，。；\0]{0,8}"
)


def _drug_before_zh(line: Line, index: int) -> bool:
    """Tell whether a process of death is said in Chinese of cells that get a drug named before in the clause."""
    process = line.items[index]
    start = line.clause(process)[0]
    drugs = [g for g in line.groups(EntityType.DRUG) if start <= g.start < process.start]
    if not drugs:
        return False
    between = line.text[drugs[-1].end : process.start]
    for group in line.groups(EntityType.CELL, EntityType.DISEASE):
        if drugs[-1].end <= group.start < process.start:
            between = between.replace(line.text[group.start : group.end], "")
    other = any(
        isinstance(i, Group) and i.type in SAID_OF and drugs[-1].end <= i.start < process.start for i in line.items
    )
    return not other and _GIVEN.fullmatch(between) is not None


def _as_sensitivity(line: Line, item: Item) -> Cue:
    return Cue(item.start, item.end, line.text[item.start : item.end], frozenset((CueKind.SENSITIVITY,)))


_NO_EFFICACY = re.compile(
    r"(?:un|re)?(?:regul|stabil|express|transfer|secret|deplet|remov|releas|withdr|produc|deliver|degrad)"
)
_NOTHING_BEHIND = re.compile(
    r"\s*(?:$|[,.;:)(\[])|\s(?:by|in|through|via|and|against|on|both|to|when|at|with|while|but|or|as)\b|"
    r"\sof (?:its|their|all|much|most|any) "
)


def blunts_drug(line: Line, verb: Cue, index: int) -> bool:
    """Tell whether a verb acts on a drug itself: "blunts docetaxel by …", "potentiated cisplatin"."""
    drug = line.items[index]
    if not isinstance(drug, Group) or drug.type is not EntityType.DRUG or line.between(verb, drug).strip():
        return False
    if verb.kinds & {CueKind.SENSITISE, CueKind.PROTECT, CueKind.MAKE, CueKind.FREE} or not cue_text(verb).isascii():
        return False
    return _NO_EFFICACY.search(cue_text(verb)) is None and _NOTHING_BEHIND.match(line.head(index, 12)) is not None


def protects_subline(line: Line, index: int) -> bool:
    """Tell whether cells with a resistance suffix are protected from nothing that is named: "protects A549/DDP"."""
    cells = line.at(index + 1)
    if not isinstance(cells, Group) or cells.type is not EntityType.CELL or "/" not in cells.normals[0]:
        return False
    return re.match(r"\s(?:cells\s)?(?:from|against)\b", line.head(index + 1, 20)) is None


def as_efficacy(line: Line, drug: Group) -> Cue:
    """Return a drug that is acted on as the word of sensitivity that it stands for."""
    return Cue(drug.start, drug.start, line.text[drug.start : drug.end], frozenset((CueKind.SENSITIVITY,)))


def heads_object(line: Line, outcome: Cue) -> bool:
    """Tell whether an outcome is the object of a verb behind it: "将耐药传递给敏感细胞"."""
    return re.search(r"[将把][^，。；]{0,20}$", line.text[line.clause(outcome)[0] : outcome.start]) is not None


_BECAME = re.compile(
    r"(?:\bmore |\bless |\b(?:became|become|becomes|becoming|turned(?: out to be)?|proved(?: to be)?|grew|"
    r"(?:were|was) (?:rendered|made)|once again|again) (?:\w+ly |again |once more |highly |more )*|"
    r"更[加为]?|较为?|愈加?)$|(?:重新|再次)(?:对[^，。；]{1,18})?$"
)


_ARE = re.compile(
    r"\b(?:cells|lines?|tumou?rs|xenografts|levels)\b[^,;.]{0,50}?\s(?:are|is|were|was)\s(?:\w+ly\s|then\s|highly\s)?$"
)
_TIMES_AS = re.compile(r"\b(?:are|is|were|was)\s(?:[\w.-]+\s){0,2}(?:as|times more|fold more)\s$")
_RESPONDED = re.compile(
    r"^\W+(?:[^,;]{0,40}?\b)?(?:again|better|anew|for longer|longer|once more|well|"
    r"favou?rably|poorly|badly|worse|less)\b"
)


# Verbs of the cells themselves: what they do is the effect of what was done to the ncRNA.
_CELLS_DO = re.compile(
    r"(?:t(?:akes?|ook) up more|(?:continued?|kept|keep|keeps|go|went) (?:to )?(?:on )?(?:grow|proliferat)|"
    r"resist|surviv|withst|tolerat|"
    r"succumb|die[sd]?\b|perish|escap|evad|"
    r"(?:went|go(?:es)?) into apoptosis|under(?:go|went))(?!\w*(?:ance|ant|al|tion)\b)[\w ]*$"
)


_GAINED = re.compile(
    r"(?:acquir|gain|regain|recover|develop|lost|los[eit])\w* (?:(?:their )?(?:resistance|sensitivity|responsiveness))"
)
_CELLS = re.compile(r"(?:cells?|lines?|ones|tumou?rs|recipients|xenografts)\s(?:\w+ly\s|then\s|also\s|could\s|to\s)?$")


_EFFICACY = re.compile(
    r"(?:work|kill)(?:s|ed)? |no longer |(?:effective|toxic|active|potent|lethal) again|"
    r"(?:could not|did not|does not|failed to) kill|(?:los[et]s?|regain(?:s|ed)?) (?:its|efficacy|activity)"
)


# "改变了细胞对顺铂的敏感性": in which way is not said.
_NO_WAY = re.compile(r"影响|改变|调节|调控|决定|左右|预测|评估|检测|比较|有关|无关|关于|探讨|研究")


def is_predicate_zh(line: Line, outcome: Cue) -> bool:
    """Tell whether a Chinese clause says only how cells are: "细胞对顺铂不敏感", "受体细胞随之出现耐药"."""
    if outcome.text.isascii() or not re.match(
        r"(?:了|性)?\s*(?:$|[，。；、\[［(（])|形成|出现|发生", line.head(line.items.index(outcome), 4)
    ):
        return False
    before = line.text[line.clause(outcome)[0] : outcome.start]
    if _NO_WAY.search(before):
        return False
    return re.search(r"对[^，。；]{1,24}$|(?:出现|表现出|呈现出?|发生|形成)[^，。；]{0,14}$", before) is not None or (
        re.match(r"形成|出现|发生", line.head(line.items.index(outcome), 4)) is not None
    )


def is_efficacy(outcome: Cue) -> bool:
    """Tell whether a drug is the subject of an outcome: "gemcitabine worked better"."""
    return _EFFICACY.match(cue_text(outcome)) is not None


# "IGROV-1 cells in which it had been blocked regained their sensitivity".
_CELLS_THAT = re.compile(
    r"\b(?:cells|lines?|tumou?rs|xenografts|recipients)\s(?:in which|that|with|without|transfected)\b"
)


def is_compared(line: Line, outcome: Cue) -> bool:
    """Tell whether an outcome is said to be more than elsewhere or before: "更敏感", "became resistant", "survived"."""
    before = line.text[max(outcome.start - 80, line.sentence.start) : outcome.start]
    after = line.text[outcome.end : line.clause(outcome)[1]]
    word = outcome.text.casefold()
    if is_efficacy(outcome):
        return True
    if _GAINED.match(word):
        clause = line.text[line.clause(outcome)[0] : outcome.start]
        return _CELLS.search(clause[-20:]) is not None or _CELLS_THAT.search(clause) is not None
    if word.startswith("respond"):
        return _RESPONDED.match(after) is not None
    if _CELLS_DO.fullmatch(word):
        return re.search(r"\b(?:that|which|who)\s(?:had\s|have\s|has\s|\w+ly\s)*$", before) is None
    return any(pattern.search(before) for pattern in (_BECAME, _ARE, _TIMES_AS))


# Words that speak of a drug's effect only right beside the drug.
_WEAK_BEFORE = frozenset(("effect of", "effects of", "activity of", "action of", "potency of"))


_WEAK_BEHIND = frozenset(("action", "activity", "uptake", "的作用", "的效果", "的效应", "的活性"))


# Words for the life of cells, which speak of a drug's effect only where the cells are under the drug.
_LIFE = re.compile(r"(?:cell )?(?:viability|survival|growth|outgrowth|colony formation|clonogenic growth)(?: of| in)?")


# Chinese words for the life and death of cells under a drug, which their clause has to name before.
_WITH_DRUG = frozenset(
    (
        *("存活率", "细胞存活率", "存活", "细胞活力", "存活能力", "毒性"),
        *("抑制率", "生长抑制", "生长抑制率", "抑瘤率"),
    )
)
# "顺铂对胃癌细胞的抑制作用": how a drug holds cells down; of an ncRNA or a gene it is a verb.
_HOLDS_DOWN = frozenset(("抑制作用", "抑制效应", "抑制效果"))
_PATIENTS = re.compile(r"患者|病人|小鼠|裸鼠|荷瘤")


def is_finite(line: Line, cue: Cue) -> bool:
    """Tell whether an outcome is a verb of cells or drugs in its own right: "… and responded to cisplatin"."""
    before = line.text[max(cue.start - 20, 0) : cue.start]
    if not cue.text.isascii() or re.search(r"\b(?:to|can|could|may|will|not|that|which|who)\s(?:\w+ly\s)?$", before):
        return False
    return _FINITE.fullmatch(cue_text(cue).split()[0]) is not None


_FINITE = re.compile(
    r"(?:respond|resist|succumb|kill|work|perish|surviv|tolerat|withst|escap|evad|di)(?:s|ed|es|e|ood|ands?|)"
)


def is_life(cue: Cue) -> bool:
    """Tell whether a word means the life of cells and so says nothing of a drug by itself."""
    return _LIFE.fullmatch(cue_text(cue)) is not None


def is_outcome(line: Line, index: int) -> bool:
    """Tell whether a word for a drug's effect stands with its drug, where it needs to."""
    word = cue_text(line.items[index])
    if word in _WEAK_BEFORE:
        drug = line.at(index + 1)
        return (
            isinstance(drug, Group) and drug.type is EntityType.DRUG and len(line.between(line.items[index], drug)) < 12
        )
    if word in _WEAK_BEHIND:
        drug = line.at(index - 1)
        if isinstance(drug, Group) and drug.type is EntityType.DRUG:
            return not line.between(drug, line.items[index]).strip()
        return word == "的作用" and _drug_on_cells(line, index)
    if word in _HOLDS_DOWN:
        start = line.clause(line.items[index])[0]
        drug = next(
            (g for g in reversed(line.groups(EntityType.DRUG)) if start <= g.start < line.items[index].start), None
        )
        return drug is not None and _ON_CELLS.fullmatch(_nameless(line, drug.end, line.items[index].start)) is not None
    if _CELLS_DO.fullmatch(word):
        return _DRUG_OR_IT.match(line.head(index, 60)) is not None or _drug_close(line, index)
    if word in _WITH_DRUG:
        start = line.clause(line.items[index])[0]
        drugs = [g for g in line.groups(EntityType.DRUG) if start <= g.start < line.items[index].start]
        if not drugs:
            return _BY_DRUG.match(_drugless(line, line.items[index].end)) is not None
        return not _PATIENTS.search(line.text[drugs[-1].end : line.items[index].start])
    if _LIFE.fullmatch(word):
        return under_drug(line, line.items[index]) is not None
    return True


_ON_CELLS = re.compile(r"(?:对[^，。；\0]{0,4}\0?[^，。；\0]{0,6})?的?")


def _drug_on_cells(line: Line, index: int) -> bool:
    """Tell whether a word is said of a drug, with or without the cells: "顺铂对GBC-SD细胞的作用"."""
    start = line.clause(line.items[index])[0]
    drugs = [g for g in line.groups(EntityType.DRUG) if start <= g.start < line.items[index].start]
    return bool(drugs) and _ON_CELLS.fullmatch(_nameless(line, drugs[-1].end, line.items[index].start)) is not None


def _nameless(line: Line, start: int, end: int) -> str:
    """Return a stretch of text with each cell or disease in it as one null character."""
    text = line.text[start:end]
    for group in line.groups(EntityType.CELL, EntityType.DISEASE):
        if start <= group.start and group.end <= end:
            text = text.replace(line.text[group.start : group.end], "\0")
    return text


_BY_DRUG = re.compile(r"在?[^，。；\0]{0,4}\0(?:作用|处理|干预|刺激|暴露|存在|压力)(?:[下时]|之?后|条件)")


def _drugless(line: Line, start: int) -> str:
    """Return the text from ``start`` on with the drug next to it as one null character."""
    drug = next((g for g in line.groups(EntityType.DRUG) if g.start >= start), None)
    if drug is None:
        return ""
    return f"{line.text[start : drug.start]}\0{line.text[drug.end : drug.end + 6]}"


_DRUG_OR_IT = re.compile(r"\s(?:[\w-]+\s){0,4}(?:drugs?|treatment|chemotherapy|agents?|exposure|therapy|inhibitors?)\b")


def _drug_close(line: Line, index: int) -> bool:
    word = line.items[index]
    drug = next((i for i in line.items[index + 1 :] if cue_text(i) not in ("higher", "lower", "more", "greater")), None)
    return isinstance(drug, Group) and drug.type is EntityType.DRUG and len(line.between(word, drug)) <= 30


_UNDER = re.compile(
    r"\b(?:(?:caused|induced|triggered|elicited|evoked|provoked) by|under|upon|after|following|during|"
    r"in the presence of|in response to|exposed to|treated with|on|in|challenged with|"
    r"exposure to|treatment with)\s(?:[\w-]+\s){0,3}$"
)


_TREATED = re.compile(r"^[-‑ ](?:treated|exposed|challenged|stimulated|pretreated)\b")


_ADDED = re.compile(r"\s(?:was|were|is|are)\s(?:added|given|applied|present|administered)\b")
_CAUSED = re.compile(r"(?:caus|induc|trigger|elicit|evok|provok)ed")


def under_drug(line: Line, word: Item) -> Group | None:
    """Return the drug that cells get: "apoptosis of cisplatin-treated cells", "viability under cisplatin"."""
    end = line.clause(word)[1]
    for item in line.items:
        if item.start < word.end:
            continue
        if item.start >= end or (isinstance(item, Cue) and item.sign and not _CAUSED.match(cue_text(item))):
            return None
        if isinstance(item, Group) and item.type is EntityType.DRUG:
            before, behind = line.text[word.end : item.start], line.text[item.end : item.end + 24]
            given = _UNDER.search(before) or _TREATED.match(behind) or _ADDED.match(behind)
            return item if len(before) < 80 and given else None
    return None
