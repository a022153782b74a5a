"""Which cells an ncRNA comes from: ``derived_from``.

The patterns are data, ``nlp/rules/donor_patterns.tsv``: a regular expression in which ``<cells>``, ``<ncrna>`` and
``<vesicles>`` stand for names and words, ``<20>`` for up to 20 characters of one clause and ``<clause>`` for any
number of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.cues import Cue, CueKind
from nlp.items import Group, Line
from nlp.lexicon import LexiconError, data_folder, read_tsv
from nlp.model import EntityType

VESICLE = r"(?:外泌体|外泌小体|囊泡|微泡|[Ee]xosom\w*|[Vv]esicles?|\bEVs?\b|[Mm]icrovesicles?|[Ss]ecret\w+)"
_C, _N = "\ue000", "\ue001"  # a group of cells, a group of ncRNAs
_NOT = rf"[^，。；,;.:：{_C}{_N}]"
_WHEN = ("yes", "no", "any")
# "(被)C摄取", "into C": the cells that receive.
_RECEIVES = re.compile(
    r"(?:至|到|给|入|被|\bto|\binto|\bin|\btowards?)\s*(?:the\s+|recipient\s+|sensitive\s+|敏感|受体|\w+\s+)?$"
)
# "packed into CAF-derived exosomes"
_OWN_VESICLES = re.compile(rf"(?:[\s-]|cells?|derived|secreted|released|细胞|来源|源性|分泌|释放|的)*{VESICLE}")
# "exosomes of A549/DDP cells are poor in miR-100-5p"
_LACKS = re.compile(
    r"\b(?:poor in|lack\w*|devoid of|free of|contain\w* (?:little|no|less)|without|fail\w* to|not|unable)\b"
)
# "耐药株外泌体中miR-744含量显著降低"
_LOWER = re.compile(
    r"的?(?:表达|含量|水平|丰度|浓度)*(?:显著|明显|则|却|均|较低|更)*(?:低于|降低|减少|下降|下调|缺失|偏低|较低)"
)


@dataclass(frozen=True, slots=True)
class DonorRule:
    """One line of the file of patterns.

    ``vesicles`` tells whether the pattern holds where the text speaks of vesicles (``yes``), where it does not
    (``no``), or in both (``any``).
    """

    pattern: re.Pattern[str]
    vesicles: str
    example: str
    donors: str


@dataclass(frozen=True, slots=True)
class Source:
    """The cells that the text before speaks of, and those whose vesicles it speaks of."""

    cells: Group | None = None
    vesicles: Group | None = None
    ncrna: Group | None = None


def load_donor_rules() -> tuple[DonorRule, ...]:
    """Read ``nlp/rules/donor_patterns.tsv``. Raises :class:`~nlp.lexicon.LexiconError` for a bad line."""
    rules = []
    for number, row in enumerate(read_tsv(data_folder("rules").joinpath("donor_patterns.tsv")), start=2):
        written = row["pattern"].replace("<cells>", _C).replace("<ncrna>", _N).replace("<vesicles>", VESICLE)
        written = written.replace("<clause>", f"{_NOT}*")
        written = re.sub(r"<(\d+)>", lambda match: f"{_NOT}{{0,{match[1]}}}", written)
        try:
            pattern = re.compile(written)
        except re.error as error:
            raise LexiconError(f"donor_patterns.tsv, line {number}: {error}") from error
        if row["vesicles"] not in _WHEN:
            raise LexiconError(f"donor_patterns.tsv, line {number}: vesicles is one of {', '.join(_WHEN)}")
        rules.append(DonorRule(pattern, row["vesicles"], row["example"], row["donors"]))
    return tuple(rules)


def speaks_of_vesicles(line: Line) -> bool:
    """Tell whether a sentence has a word for exosomes or other vesicles."""
    return re.search(VESICLE, line.text[line.sentence.start : line.sentence.end]) is not None


# "Removing it from A549 cells" is to take it away.
_TAKEN_AWAY = re.compile(
    r"\b(?:remov|delet|eliminat|deplet|withdr|eras|strip|cut|excis)\w*\s(?:(?:the|lnc|mi|circ|\w*RNA)\s)*$",
    re.IGNORECASE,
)


def find_donors(line: Line, rules: Sequence[DonorRule], source: Source) -> list[tuple[Group, Group]]:
    """Return the pairs (ncRNAs, cells that they come from) that a sentence states.

    ``source`` is what the text before speaks of, which "these vesicles" and "they secrete" may mean.
    """
    if not (line.groups(EntityType.NCRNA) or source.ncrna):
        return []
    if not (line.groups(EntityType.CELL) or source.cells or source.vesicles):
        return []
    masked, places = _masked(line, source)
    holds = "yes" if source.vesicles is not None or speaks_of_vesicles(line) else "no"
    found: list[tuple[Group, Group]] = []
    for rule in rules:
        if rule.vesicles not in (holds, "any"):
            continue
        for match in rule.pattern.finditer(masked):
            inside = [places[offset] for offset in range(match.start(), match.end()) if offset in places]
            pair = _pair(line, inside)
            lacks = _LACKS.search(match.group()) or _LOWER.match(masked, match.end())
            lacks = lacks or _TAKEN_AWAY.search(masked, max(match.start() - 30, 0), match.start())
            if pair is not None and pair not in found and not lacks:
                found.append(pair)
    return found


def _pair(line: Line, inside: Sequence[Group]) -> tuple[Group, Group] | None:
    """Return the ncRNA and its donors among the names that a pattern covers."""
    cells = [group for group in inside if group.type is EntityType.CELL]
    ncrna = next((group for group in inside if group.type is EntityType.NCRNA), None)
    if not cells or ncrna is None:
        return None
    # "UCA1 reaches MCF-7 cells in exosomes of LCC2 cells": the donors stand last.
    cell = cells[-1 if inside[0].type is EntityType.NCRNA else 0]
    before = line.text[max(cell.start - 24, line.sentence.start) : cell.start]
    if any(
        isinstance(cue, Cue)
        and cue.kinds & {CueKind.SPONGE, CueKind.BIND, CueKind.TARGET}
        and cell.end <= cue.start < ncrna.start
        for cue in line.items
    ):
        return None  # "H19 from exosomes of C sponges N"
    blocked = re.search(r"(?:anti|antago)-?$", line.text[max(ncrna.start - 8, 0) : ncrna.start], re.IGNORECASE)
    receives = cell in line.items and _RECEIVES.search(before) and not _OWN_VESICLES.match(line.text, cell.end)
    return None if blocked or receives else (ncrna, cell)


# What only parts a name from its verb: ", which is released by …", ", secreted by …".
_RELATIVE = (
    rf",\s(?:which|that)\s(?:(?:is|are|was|were|(?:has|had|have|can|could) (?:been|be))\s(?=\w+(?:ed|en)\b|shed)|"
    rf"(?={_C}))|"
    r",\swhose\s(?:exosomal|vesicular|secreted)?\s?(?:form|level|copies)\s(?:is|was|were)(?=\s)|"
    r",\s(?:which|that)\s(?=contain|carr|hold|transport|deliver|harbou?r|are\s(?:rich|enriched|loaded))|"
    r",\s(?=(?:released|secreted|shed|derived|delivered|carried|packaged|exported|transferred|loaded)\b)"
)
# "CAFs, which are resistant to X, secrete …"
_PASSING = rf"(?<={_C}),\s(?:which|who)\s[^,;{_N}]{{1,80}},"
# "miR-193 (also annotated as miR-193a-3p)"
_OTHER_NAME = rf"(?<={_N})\s(?:also|previously|formerly)\s[^,;{_C}{_N}]{{0,20}}{_N}"
# "AGAP2-AS1, whose loading depends on HNRNPA2B1, was …"
_OWNED = rf"(?<={_N}),\swhose\s[^,;{_C}{_N}]{{1,60}},"
_SAID_ASIDE = r",\s(?:for (?:its|their) part|in turn|by contrast|in contrast|too|however),"
_LEFT_OUT = re.compile(rf"{_SAID_ASIDE}|{_RELATIVE}|{_PASSING}|{_OWNED}|{_OTHER_NAME}")

# Words for cells named before: "the same cells", "they".
_SAME_CELLS = re.compile(
    r"\b(?:[Tt]he same|[Tt]hese|[Tt]hose|[Ss]uch)\s(?:[\w-]+\s){0,2}?(?:cells|donors|lines?|sublines?|fibroblasts|"
    r"macrophages|platelets)\b|\b[Tt]he\s(?:donors|donor cells|latter)\b|\b[Tt]hey\b|"
    r"(?:该|这些|上述|此类|这类|此)(?:耐药)?(?:细胞系?|亚系|亚株|细胞株|株)|"
    r"(?:前者|后者)(?=(?:细胞)?(?:通过|经|借助|以|所|分泌|释放|来源|的外泌体|外泌体))"
)
# Words for vesicles spoken of before: "these vesicles", "their exosomes", "the cargo".
_SAME_VESICLES = re.compile(
    r"\b(?:[Tt]hese|[Tt]hose|[Ss]uch|[Tt]he|[Tt]heir|whose)(?=\s(?:[\w-]+\s){0,2}?(?:exosomes|vesicles|EVs|microvesicles|"
    r"cargo)\b(?!\s(?:of|from|by|derived|released|secreted|isolated|shed)\b))|\b[Tt]hose(?=\s(?:loaded|packed|filled|enriched)\b)|"
    r"(?:该|这些|上述|此类|这类|其)(?=(?:所?(?:分泌|释放|来源|产生)的?)?(?:外泌体|囊泡))"
)
_OF_CLAUSE = ("their", "whose", "they", "the latter", "其", "前者", "后者")
_SAME_NCRNA = (
    "it",
    "this mirna",
    "this microrna",
    "this lncrna",
    "this circrna",
    "this transcript",
    "this ncrna",
    "the transcript",
    "the lncrna",
    "the mirna",
    "the circrna",
    "其",
    "它",
    "该lncrna",
    "该mirna",
    "该circrna",
    "该分子",
)


def _stand_ins(line: Line, source: Source) -> list[Group]:
    """Return the words of a sentence that stand for cells or ncRNAs named before, as groups."""
    found: list[Group] = []
    cells = line.groups(EntityType.CELL)
    for match in re.finditer(r"\b[Tt]he (former|latter)\b", line.text[: line.sentence.end]):
        here = [g for g in cells if g.end <= match.start()]
        if match.start() >= line.sentence.start and len(here) > 1:
            meant = here[-2] if match[1] == "former" else here[-1]
            found.append(Group(EntityType.CELL, meant.mentions, match.start(), match.end()))
    for pattern, told in ((_SAME_CELLS, source.cells), (_SAME_VESICLES, source.vesicles)):
        for match in pattern.finditer(line.text, line.sentence.start, line.sentence.end):
            here = [g for g in cells if g.end <= match.start()]
            own = match.group().casefold() in _OF_CLAUSE
            known = here[-1] if here and (own or told is None) else told
            if match.group() == "前者":
                known = here[-2] if len(here) > 1 else known
            if "donor" in match.group():
                known = source.vesicles or known
            if known is not None and not any(g.start < match.end() and match.start() < g.end for g in found):
                found.append(Group(EntityType.CELL, known.mentions, match.start(), match.end()))
    named = line.groups(EntityType.NCRNA)
    for item in line.items:
        if isinstance(item, Cue) and CueKind.IT in item.kinds and item.text.casefold() in _SAME_NCRNA:
            known = next((g for g in reversed(named) if g.end <= item.start), source.ncrna)
            if known is not None and not any(g.start < item.end and item.start < g.end for g in found):
                found.append(Group(EntityType.NCRNA, known.mentions, item.start, item.end))
    return found


def _masked(line: Line, source: Source) -> tuple[str, dict[int, Group]]:
    """Return the sentence without brackets, its cells and ncRNAs as one private character each, and their places."""
    parts: list[str] = []
    position = line.sentence.start
    named = [*line.groups(EntityType.CELL, EntityType.NCRNA), *_stand_ins(line, source)]
    groups = sorted(named, key=lambda group: group.start)
    for group in groups:
        mark = _C if group.type is EntityType.CELL else _N
        parts += [re.sub(r"[()（）]", "", line.text[position : group.start]), mark]
        position = group.end
    parts.append(line.text[position : line.sentence.end])
    masked = "".join(parts)
    marks = iter(groups)
    of_place = {offset: next(marks) for offset, char in enumerate(masked) if char in (_C, _N)}
    kept = [True] * len(masked)
    for match in _LEFT_OUT.finditer(masked):
        kept[match.start() : match.end()] = [False] * (match.end() - match.start())
        if match.group()[0] == "," and not match.group().endswith(","):
            kept[match.start() + 1] = True  # one blank stays
    text: list[str] = []
    places: dict[int, Group] = {}
    for offset, char in enumerate(masked):
        if kept[offset]:
            if offset in of_place:
                places[len(text)] = of_place[offset]
            text.append(char)
    return "".join(text), places


_SOURCE = re.compile(
    rf"({_C})(?:\s|cells?|s|-|‑|derived|secreted|released|细胞系?|所|来源|源性|分泌|释放|的)*{VESICLE}|"
    rf"{VESICLE}{_NOT}{{0,30}}\b(?:from|of|by)\s{_NOT}{{0,30}}({_C})|"
    rf"({_C}){_NOT}{{0,40}}\b(?:secret|releas|shed|export|discharg)\w*\s{_NOT}{{0,30}}{VESICLE}"
)


def source_of(line: Line, before: Source) -> Source:
    """Return what a sentence leaves to the next one: its cells, and those whose vesicles it speaks of."""
    masked, places = _masked(line, before)
    cells = line.groups(EntityType.CELL)
    match = _SOURCE.search(masked)
    place = next((start for start in (match.start(g) for g in (1, 2, 3)) if start >= 0), -1) if match else -1
    vesicles = places.get(place)
    ncrnas = line.groups(EntityType.NCRNA)
    return Source(
        cells[-1] if cells else before.cells,
        vesicles or before.vesicles,
        ncrnas[-1] if ncrnas else before.ncrna,
    )
