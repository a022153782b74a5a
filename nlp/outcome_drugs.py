"""The drugs that a statement about resistance speaks of: in its clause, its sentence, or the text above."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from nlp.cues import OUTCOMES, Cue, CueKind
from nlp.items import Group, Line
from nlp.lexicon import data_folder, read_tsv
from nlp.model import EntityType
from nlp.outcome_shapes import under_drug

_TO = re.compile(
    r"^(?:\s(?:again|better|well|poorly|badly|less|more|anew|once more|favou?rably))*"
    r"(?:\s*(?:of|in|by)\s+[^,;，；]{1,60}?)?"
    r"(?:,\s(?:namely|including|such as|especially|particularly|e\.g\.,?|i\.e\.,?))?"
    r"\s*(?:\b(?:to|toward|towards|against|of|for|by)\b|于)?\s*(?:(?:the|both|chemotherapy|chemotherapeutic|drugs?|agents?|"
    r"not|only|such|as|including|like|treatment|with|anti-?\w+|targeted|therapy|combined)\s+)*[(（]?\s*$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r",\s(?:namely|including|such as|especially|particularly|e\.g\.|i\.e\.)\b|"
    r"，(?:尤其|特别)是?对?|，(?:包括|即|如)(?:对|了)?"
)
# "resistance to FOLFOX", "to EGFR-TKIs", "to irradiation": what is resisted is named, and is none of the drugs around.
_TO_OTHER = re.compile(
    r"^(?:\s(?:of|in)\s[^,;]{1,60}?)?\s(?:to|towards?|against)\s(?:the\s)?(?:(?:[A-Z][\w-]*[A-Z]|\w-)[\w-]*\w|radi\w+|irradi\w+|ioni[sz]ing\w*|"
    r"immun\w+|hormon\w+|endocrine|anoikis|hypoxia|starvation|stress)\b"
)
_ATTRIBUTE = re.compile(
    r"^\s*(?:[-‑]?\s?(?:resistan|refractory|insensitive|sensitive|tolerant)|(?:获得性)?(?:耐药|抵抗|抗性|敏感|耐受))"
)
_NO_DRUG = re.compile(
    r"(?:radio|irradiation|castration|castrate|androgen|anoikis|apoptosis|immune|inflammatory|stress|insulin|放疗|放射|辐射|免疫|炎症|炎性|应激|损伤|胰岛素|心脏|肾脏?|肝脏?|神经|骨髓|耳|血液|胃肠道?|不良反应|毒副)\s*-?[与和及、/]?\s*$",
    re.IGNORECASE,
)
_ANY_DRUG = re.compile(r"多药|multi-?drug", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SublineDrugs:
    """What the suffix of a resistant subline says ("A549/DDP" resists cisplatin)."""

    drugs: Mapping[str, tuple[str, ...]]

    def of(self, cell: str) -> tuple[str, ...]:
        """Return the drugs that a cell line resists by its name; empty where the name does not say."""
        for cut in re.finditer(r"[/\-_ ]", cell):
            suffix = cell[cut.end() :].casefold()
            for ending in (suffix, re.sub(r"[-_ ]?(?:r|res|\d+)$", "", suffix)):
                if ending in self.drugs:
                    return self.drugs[ending]
        return ()


def load_subline_drugs() -> SublineDrugs:
    """Read ``nlp/lexicons/drug_suffixes.tsv``; a suffix that holds for one parent line only is left out."""
    rows = read_tsv(data_folder("lexicons").joinpath("drug_suffixes.tsv"))
    return SublineDrugs(
        {
            row["suffix"].casefold(): tuple(row["drugs"].split("|"))
            for row in rows
            if row["drugs"] and not row["parents"]
        }
    )


@dataclass(frozen=True, slots=True)
class Drugs:
    """Normal forms of drugs, and where they were found."""

    names: tuple[str, ...]
    why: str


def stated_drugs(line: Line, outcome: Cue) -> Drugs | None:
    """Return the drugs that stand with an outcome in its own clause, ``None`` where it names none."""
    start, end = line.clause(outcome)
    end = _end_of_examples(line, end)
    drugs = [g for g in line.groups(EntityType.DRUG) if start <= g.start < end and not _is_excepted(line, g)]
    after = [group for group in drugs if group.start >= outcome.end]
    if after:  # a list may go on behind a comma
        after += [group for group in line.groups(EntityType.DRUG) if group.start > after[-1].start]
    if after and _TO.match(_unnamed(line, outcome.end, after[0].start)) and not _verb_between(line, outcome, after[0]):
        return Drugs(_listed(line, after), "after it")
    if after and (CueKind.PROTECT in outcome.kinds or after[0] is under_drug(line, outcome)):
        return Drugs(_listed(line, after), "after it")
    before = [group for group in drugs if group.end <= outcome.start]
    others = [c for c in line.items if isinstance(c, Cue) and c.kinds & OUTCOMES and c.end <= outcome.start]
    before = [group for group in before if not any(group.end <= other.start for other in others)] or before
    if before:
        return Drugs(_listed_back(line, before), "before it")
    if after and CueKind.SENSITISE in outcome.kinds:
        return Drugs(_listed(line, after), "after it")
    return None


_EXCEPTED = re.compile(
    r"(?:而非|而不是|并非|而没有|不包括|不含|除了?|"
    r"\bnot|\brather than|\binstead of|\bexcept|\bother than)\s?(?:对|to|for)?\s?$"
)


def _is_excepted(line: Line, drug: Group) -> bool:
    """Tell whether a drug is said not to be meant: "对吉西他滨而非伊立替康耐药", "to X but not to Y"."""
    return _EXCEPTED.search(line.text[max(drug.start - 16, line.sentence.start) : drug.start]) is not None


def _end_of_examples(line: Line, end: int) -> int:
    """Return the end of a clause with the examples behind it: "multidrug resistance, namely to X, Y and Z"."""
    if not _EXAMPLES.match(line.text, end):
        return end
    drugs = [group for group in line.groups(EntityType.DRUG) if group.start >= end]
    return drugs[0].end if drugs and drugs[0].start - end < 60 else end


# "对紫杉烷类的抵抗", "EGFR-TKI耐药", "PD-1抗体的抗性": a class or another therapy is resisted, no drug around it.
_CLASS_ZH = re.compile(
    r"(?:(?:放化疗|化放疗|放疗|免疫治疗|免疫疗法|内分泌治疗|内分泌药物|靶向治疗|靶向药物?|激素治疗|糖皮质激素|"
    r"[\u4e00-\u9fffA-Za-z0-9-]{1,8}类(?:药物|化疗药物?)?|"
    r"(?:[A-Za-z0-9/-]+[-‑ ]?)?(?:TKIs?|ICIs?|CAR-?T|NK)(?:类药物|细胞)?|"
    r"抗?PD-?L?1[^，。；]{0,3}(?:单抗|抗体|抑制剂|治疗|疗法)|"
    r"酪氨酸激酶抑制剂|"
    r"免疫检查点抑制剂|蛋白酶体抑制剂|芳香化酶抑制剂|辐射|射线|照射))(?:的?(?:治疗|化疗))?(?:的|产生|更|更加|更为|重新|不)*$"
)
_TO_CLASS = re.compile(
    r"^(?:\s(?:of|in)\s[^,;]{1,60}?)?\s(?:to|towards?|against)\s(?!the|these|those|both|this|that|either|all|each|any)"
    r"(?:[\w-]+\s){0,3}(?:drugs|inhibitors|therap(?:y|ies)|chemotherap(?:y|ies)|chemotherapeutics|agents|antibodies|TKIs)\b",
    re.IGNORECASE,
)


def names_another(line: Line, outcome: Cue) -> bool:
    """Tell whether what is resisted is named but is no drug: a regimen, a class, radiation."""
    behind = line.text[outcome.end : line.clause(outcome)[1]]
    if outcome.text.casefold().endswith(" to"):
        behind = f" to{behind}"
    before = line.text[max(outcome.start - 30, line.clause(outcome)[0]) : outcome.start]
    if not outcome.text.isascii() or not before.isascii():
        return _CLASS_ZH.search(before) is not None
    if _TO_THAT_DRUG.match(_unnamed(line, outcome.end, line.clause(outcome)[1])):
        return False
    return _TO_OTHER.match(behind) is not None or _TO_CLASS.match(behind) is not None or _to_no_drug(line, outcome)


# "resistance of the cells to the same inhibitor": a drug named before.
_TO_THAT_DRUG = re.compile(
    r"^[^,;]{0,60}?\s?(?:to|towards?|against)\s(?:the|this|that|the same|said)\s(?:[\w/-]+\s){0,2}?(?:drug|agent|"
    r"compound|inhibitor|antibody|TKI|taxane|anthracycline|platinum|antiandrogen|alkylator|antimetabolite|antioestrogen|"
    r"antiestrogen|nucleoside|analogue|analog|combination|regimen|medication|monoclonal)\b",
    re.IGNORECASE,
)


def _to_no_drug(line: Line, outcome: Cue) -> bool:
    """Tell whether what stands behind "to" is a name of something else: "sensitised cells to asparaginase"."""
    end = line.clause(outcome)[1]
    for item in line.items:
        if item.start < outcome.end or not isinstance(item, Group) or item.start >= end:
            continue
        if item.type in (EntityType.CELL, EntityType.DISEASE):
            continue
        before = _unnamed(line, outcome.end, item.start)
        return item.type is not EntityType.DRUG and _TO_NAME.fullmatch(before) is not None
    return False


_TO_NAME = re.compile(
    r"(?:\s(?:of|in))?(?:\s(?:the\s)?(?:[\w-]+\s){0,3}?x(?:\scells)?)?\s(?:to|towards?|against)\s(?:the\s)?"
)


def is_about_drugs(line: Line, outcome: Cue) -> bool:
    """Tell whether an outcome may be about drugs, and not about radiation."""
    before = line.text[max(outcome.start - 14, line.sentence.start) : outcome.start]
    return not _NO_DRUG.search(before) and not outcome.text.casefold().startswith("radio")


def names_no_drug(line: Line, outcome: Cue) -> bool:
    """Tell whether an outcome is resistance to drugs at large, for which no drug may be looked up elsewhere."""
    return _ANY_DRUG.search(line.text[max(outcome.start - 11, line.sentence.start) : outcome.end]) is not None


def earlier_drugs(line: Line, outcome: Cue) -> Drugs | None:
    """Return the drugs that the sentence names last before the clause of an outcome."""
    start, _ = line.clause(outcome)
    before = [group for group in line.groups(EntityType.DRUG) if group.end <= start]
    return Drugs(_listed_back(line, before), "earlier in the sentence") if before else None


def later_drugs(line: Line, outcome: Cue) -> Drugs | None:
    """Return the drugs that the sentence names behind an outcome, no other ncRNA in between."""
    after = [group for group in line.groups(EntityType.DRUG) if group.start >= outcome.end]
    if not after or any(outcome.end <= group.start < after[0].start for group in line.groups(EntityType.NCRNA)):
        return None
    return Drugs(_listed(line, after), "later in the sentence")


def attribute_drugs(line: Line) -> Drugs | None:
    """Return the drugs that cells of the sentence are said to resist: "顺铂耐药细胞", "cisplatin-resistant"."""
    names = [
        name
        for group in line.groups(EntityType.DRUG)
        if _ATTRIBUTE.match(line.text[group.end : group.end + 14])
        for name in group.normals
    ]
    return Drugs(tuple(dict.fromkeys(names)), "the cells of the sentence") if names else None


def subline_drugs(line: Line, sublines: SublineDrugs, *, sure: bool, known: Collection[str] = ()) -> Drugs | None:
    """Return the drugs that the cells' own names tell ("A549/DDP"); ``sure`` leaves marks of two letters out.

    A mark of several meanings (CTX is cetuximab or cyclophosphamide) tells the one that is ``known`` from the text.
    """
    cells = [cell for group in line.groups(EntityType.CELL) for cell in group.normals]
    names = [
        drug
        for cell in cells
        if not sure or _tells_much(_mark(cell))
        for drug in _meant(
            sublines.of(cell), [*known, *(name for g in line.groups(EntityType.DRUG) for name in g.normals)]
        )
    ]
    return Drugs(tuple(dict.fromkeys(names)), "the name of the cells") if names else None


def _meant(drugs: Sequence[str], known: Collection[str]) -> Sequence[str]:
    """Return what a mark means among the drugs that it may mean."""
    if len(drugs) < 2:
        return drugs
    return [drug for drug in drugs if drug in known]


def _tells_much(mark: str) -> bool:
    """Tell whether a mark of a subline is long enough to be sure of: not the G of "K562/G01"."""
    return len(mark) > 2 and len(re.sub(r"[\d-]|(?<=\w)R$", "", mark)) > 1


def clause_drugs(line: Line, outcome: Cue, sublines: SublineDrugs) -> Drugs | None:
    """Return the drugs of several sublines whose resistance a clause speaks of: "MG63/DOX和U2OS/DDP细胞的耐药程度"."""
    start, _ = line.clause(outcome)
    cells = [g for g in line.groups(EntityType.CELL) if start <= g.start and g.end <= outcome.start]
    names = [drug for group in cells for cell in group.normals for drug in sublines.of(cell)]
    if len(set(names)) < 2 or not re.search(r"细胞的[^，。；]{0,6}$|cells?['’]?\s?$", line.text[start : outcome.start]):
        return None
    return Drugs(tuple(dict.fromkeys(names)), "the names of the cells")


def _mark(cell: str) -> str:
    return cell.rpartition("/")[2] if "/" in cell else re.split(r"[\-_ ]", cell)[-1]


def all_drugs(line: Line, sublines: SublineDrugs) -> tuple[str, ...]:
    """Return every drug that a sentence names, or that its cells surely resist."""
    named = [name for group in line.groups(EntityType.DRUG) for name in group.normals]
    by_cells = subline_drugs(line, sublines, sure=True)
    return tuple(dict.fromkeys((*named, *(by_cells.names if by_cells else ()))))


def _unnamed(line: Line, start: int, end: int) -> str:
    """Return a stretch of text with its names replaced by one word each."""
    text = line.text[start:end]
    for group in line.items:
        if isinstance(group, Group) and start <= group.start and group.end <= end:
            text = text.replace(line.text[group.start : group.end], "x")
    return text


def _verb_between(line: Line, left: Cue, right: Group) -> bool:
    return any(isinstance(c, Cue) and c.sign and left.end <= c.start < right.start for c in line.items)


_PASSING = re.compile(
    r",\s(?:to a (?:lesser|smaller|larger) (?:degree|extent)|in part|in mice|notably|at higher doses),"
)
_AND_DRUG = re.compile(
    r"^\s*(?:[、，/]|[和与及或以]+|,?\s*(?:and|or|as well as|but also|and also|plus|along with|together with)\b|,)"
    r"(?:\s*(?:and|or|as well as|but also|also|to|towards?|of|that of|those of|the|both|respectively)\b)*[\s和及]*$"
)


# "SGC7901/VCR细胞对长春新碱及SGC7901/ADM细胞对多柔比星的耐药"
_OTHER_CELLS = re.compile(r"的?\s*(?:[、，]|[和与及]|以及)+[^，。；、]{1,24}?(?:细胞系?|株|癌|瘤|者)?对")


def _joined(gap: str) -> bool:
    plain = _PASSING.sub("", re.sub(r"[(（][^()（）]*[)）]", "", gap))
    return _AND_DRUG.match(plain) is not None or _OTHER_CELLS.fullmatch(plain) is not None


def _listed(line: Line, groups: Sequence[Group]) -> tuple[str, ...]:
    taken = [groups[0]]
    for group in groups[1:]:
        if not _joined(line.between(taken[-1], group)):
            break
        taken.append(group)
    return tuple(dict.fromkeys(name for group in taken for name in group.normals))


def _listed_back(line: Line, groups: Sequence[Group]) -> tuple[str, ...]:
    taken = [groups[-1]]
    for group in reversed(groups[:-1]):
        if not _joined(line.between(group, taken[0])):
            break
        taken.insert(0, group)
    return tuple(dict.fromkeys(name for group in taken for name in group.normals))
