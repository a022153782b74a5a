"""Which cells an ncRNA comes from: ``derived_from``."""

from __future__ import annotations

import re

from nlp.cues import Cue, CueKind
from nlp.items import Group, Line
from nlp.model import EntityType

_EXOSOME = r"(?:外泌体|外泌小体|囊泡|微泡|[Ee]xosom\w*|[Vv]esicles?|\bEVs?\b|[Mm]icrovesicles?|[Ss]ecret\w+)"
# In these patterns a letter C stands for a group of cells and N for a group of ncRNAs, both private characters.
_C, _N = "\ue000", "\ue001"
_NOT = rf"[^，。；,;.:：{_C}{_N}]"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # "C细胞(分泌的|来源的|的)外泌体…N", "C cell-derived exosomal N"
        rf"{_C}(?:\s|细胞系?|cells?|s|中|内|的|所|来源|源性|分泌|释放|衍生|产生|可|能够?|会|通过|经|借助|以|-|‑|derived|secreted|released|及其)*"
        rf"{_EXOSOME}(?!{_NOT}*(?:处理|treated)){_NOT}{{0,40}}{_N}",
        # "C释放大量外泌体，其中的N"
        rf"{_C}{_NOT}{{0,30}}(?:分泌|释放){_NOT}{{0,12}}{_EXOSOME}，其中的?{_NOT}{{0,6}}{_N}",
        # "C细胞通过外泌体传递N", "C cells secrete / transfer / release N"
        rf"{_C}(?:\s|细胞系?|cells?|s)*{_NOT}{{0,90}}(?:分泌|释放|传递|转运|递送|输送|输出|运送|运输|外排|转移|排出|"
        rf"\b(?:secret|releas|transfer|deliver|transmit|shed|pack|packag|sort|load|export)\w*){_NOT}{{0,45}}{_N}",
        # "N来自C", "N derived from / secreted by C"
        rf"{_N}{_NOT}{{0,25}}(?:来自|来源于|源自|源于|由){_NOT}{{0,14}}{_C}",
        rf"{_N}{_NOT}{{0,60}}\b(?:derived|secreted|released|shed|originating|transferred|delivered|isolated)\s+(?:from|by)\b"
        rf"{_NOT}{{0,40}}{_C}",
        rf"{_N}{_NOT}{{0,20}}\bfrom\s{_NOT}{{0,20}}{_C}",
        # "exosomes from C, rich in N", "in vesicles from C, N was …", "N, which C export in exosomes"
        rf"{_EXOSOME}\s+(?:\w+\s+)?(?:from|of|by){_NOT}{{0,30}}{_C}{_NOT}{{0,16}},\s{_NOT}{{0,24}}{_N}",
        rf"{_N},\s(?:which|that)\s{_NOT}{{0,16}}{_C}{_NOT}{{0,20}}(?:export|releas|secret|shed|packag|load)\w*{_NOT}{{0,16}}"
        rf"{_EXOSOME}",
        rf"{_N}{_NOT}{{0,40}}(?:shed|packaged|loaded|exported|sorted|secreted|released){_NOT}{{0,16}}{_EXOSOME}\s+"
        rf"(?:by|from|of){_NOT}{{0,20}}{_C}",
        rf"{_N}{_NOT}{{0,24}},?\s(?:packaged|carried|contained|enriched|found|present|detected|delivered|abundant)\s"
        rf"{_NOT}{{0,16}}{_EXOSOME}\s+(?:\w+\s+)?(?:from|of|by){_NOT}{{0,30}}{_C}",
        rf"{_N},?{_NOT}{{0,24}}\bof\s{_C}(?:\scells?)?\sorigin",
        rf"{_N}{_NOT}{{0,40}}\bin\s{_EXOSOME}\s+(?:from|of|by){_NOT}{{0,30}}{_C}",
        rf"{_N}{_NOT}{{0,24}}{_C}{_NOT}{{0,10}}\bin\s{_EXOSOME}\s+(?:from|of|by){_NOT}{{0,30}}{_C}",
        rf"{_N}(?:可|能|则|也)?(?:经|由|通过|借助){_NOT}{{0,8}}{_C}{_NOT}{{0,8}}{_EXOSOME}",
        # "N, which C secrete", "N released in exosomes by C"
        rf"{_N}\s{_C}(?:\scells?)?\s(?:\w+\s)?(?:secret|releas|shed|export|transfer|deliver|packag|transmit|transport)\w*",
        rf"{_N}{_NOT}{{0,40}}(?:secreted|released|shed|packaged|loaded|exported|sorted)\s{_NOT}{{0,12}}{_EXOSOME}\s(?:\w+\s)?by\s"
        rf"{_NOT}{{0,20}}{_C}",
        # "exosomes from C (carry | transfer) N", "N in exosomes from C"
        rf"{_EXOSOME}\s+(?:\w+\s+)?(?:from|of|by){_NOT}{{0,40}}{_C}{_NOT}{{0,60}}{_N}",
        rf"{_N}{_NOT}{{0,40}}{_EXOSOME}\s+(?:\w+\s+)?(?:from|of){_NOT}{{0,40}}{_C}",
        # "转染N的C分泌的外泌体", "N在C来源的外泌体中富集", "来自C的外泌体携带N"
        rf"(?:转染|过表达|高表达|敲低|负载|装载|携带|富含){_NOT}{{0,6}}{_N}的?{_NOT}{{0,14}}{_C}{_NOT}{{0,8}}(?:源性|来源|分泌|释放|衍生)?的?{_EXOSOME}",
        rf"{_N}{_NOT}{{0,12}}(?:在|于){_NOT}{{0,10}}{_C}{_NOT}{{0,14}}{_EXOSOME}",
        rf"{_N}{_NOT}{{0,40}}\b(?:in|into|by)\s{_NOT}{{0,20}}{_C}(?:\s|cells?|s|-|‑|derived|secreted|released)*{_EXOSOME}",
        # "C还把N装入外泌体", "在C细胞中，N被装入外泌体"
        rf"{_C}(?:细胞系?)?{_NOT}{{0,10}}[把将]{_NOT}{{0,6}}{_N}{_NOT}{{0,6}}(?:装入|包装|包裹|分选|装载|包入){_NOT}{{0,3}}{_EXOSOME}",
        rf"{_C}(?:细胞系?)?[中内里]?，{_N}{_NOT}{{0,20}}(?:装入|包装|包裹|分选|装载|包入){_NOT}{{0,3}}{_EXOSOME}",
        # "在C分泌的外泌体中，N显著富集", "C …，其外泌体中的N", "将C来源的外泌体与X共培养，发现后者内N升高",
        # "…C，后者来源的外泌体N"
        rf"{_C}(?:细胞系?|所|来源|源性|分泌|释放|衍生|产生|的)*{_EXOSOME}[中内里]，{_NOT}{{0,8}}{_N}(?:的|表达|水平|含量|丰度|显著|明显|大量|"
        rf"高度|最为?|尤为|被)*(?:富集|丰富|升高|增加|上调|高表达|增多|检出|较高|更高|可检测)",
        rf"(?:^|[，。；：]){_NOT}{{0,16}}{_C}{_NOT}{{0,24}}[，：](?:且|而|但)?{_NOT}{{0,6}}其{_NOT}{{0,8}}{_EXOSOME}{_NOT}{{0,14}}{_N}",
        rf"{_C}(?:细胞系?|所|来源|源性|分泌|释放|衍生|产生|的)*{_EXOSOME}{_NOT}{{0,8}}[与和]{_NOT}{{0,10}}{_C}?{_NOT}{{0,6}}"
        rf"(?:共培养|共孵育|孵育|处理)后?，{_NOT}{{0,14}}{_C}?{_NOT}{{0,8}}{_N}(?:的|表达|水平|含量|显著|明显)*(?:升高|增加|上调|增多|积聚|富集)",
        rf"{_C}{_NOT}{{0,14}}，{_NOT}{{0,8}}后者(?:来源|源性|分泌|释放|衍生|产生|所|的)*{_EXOSOME}{_NOT}{{0,10}}{_N}",
        rf"来(?:自|源于){_NOT}{{0,16}}{_C}{_NOT}{{0,24}}{_EXOSOME}{_NOT}{{0,30}}{_N}",
    )
)
# Without a word for vesicles the wording itself must say that the cells give the ncRNA off.
_DIRECT = (
    re.compile(rf"{_C}(?:\s|cells?)*(?:shed|secrete|release|export)s?\s(?:exosomal\s)?{_N}"),
    re.compile(rf"{_N},?{_NOT}{{0,24}}\bof\s{_C}(?:\scells?)?\sorigin"),
    re.compile(rf"{_N}\sfrom\s{_C}"),
    re.compile(
        rf"(?:transfer|delivery|release|secretion|export)\s(?:\w+\s)?of\s(?:\w+\s)?{_N}\s(?:from|by)\s{_NOT}{{0,20}}{_C}"
    ),
    re.compile(rf"{_C}(?:\s|细胞系?|所)*(?:分泌|释放|来源|源性|衍生)的?(?:外泌体)?{_N}"),
    re.compile(rf"{_C}(?:\s|cells?|-)*(?:derived|secreted|released)\s(?:exosomal\s)?{_N}"),
    re.compile(rf"{_N}(?:可|能|主要|则|也|系|是)*(?:由|被){_NOT}{{0,14}}{_C}(?:细胞系?|所)*(?:分泌|释放|输出|外排)"),
    re.compile(rf"{_N}(?:主要|则|也|是)*(?:来源于|源自|来自){_NOT}{{0,8}}{_C}"),
    re.compile(rf"{_N}\s(?:secreted|released|shed)\s(?:by|from)\s{_NOT}{{0,20}}{_C}"),
)
# "(被)C摄取", "into C": the cells that receive.
_RECEIVES = re.compile(
    r"(?:至|到|给|入|被|\bto|\binto|\bin|\btowards?)\s*(?:the\s+|recipient\s+|sensitive\s+|敏感|受体|\w+\s+)?$"
)


def find_donors(line: Line) -> list[tuple[Group, Group]]:
    """Return the pairs (ncRNAs, cells that they come from) that a sentence states; it must speak of vesicles."""
    cells, ncrnas = line.groups(EntityType.CELL), line.groups(EntityType.NCRNA)
    if not cells or not ncrnas:
        return []
    masked, places = _masked(line)
    vesicles = re.search(_EXOSOME, masked) is not None
    found: list[tuple[Group, Group]] = []
    for pattern in _PATTERNS if vesicles else _DIRECT:
        for match in pattern.finditer(masked):
            inside = [places[offset] for offset in range(match.start(), match.end()) if offset in places]
            cells_inside = [group for group in inside if group.type is EntityType.CELL]
            # "UCA1 reaches MCF-7 cells in exosomes of LCC2 cells": the donors stand last.
            cell = cells_inside[-1 if inside[0].type is EntityType.NCRNA else 0]
            ncrna = next(group for group in inside if group.type is EntityType.NCRNA)
            before = line.text[max(cell.start - 24, line.sentence.start) : cell.start]
            if any(
                isinstance(cue, Cue)
                and cue.kinds & {CueKind.SPONGE, CueKind.BIND, CueKind.TARGET}
                and cell.end <= cue.start < ncrna.start
                for cue in line.items
            ):
                continue  # "H19 from exosomes of C sponges N"
            blocked = re.search(r"(?:anti|antago)-?$", line.text[max(ncrna.start - 8, 0) : ncrna.start], re.IGNORECASE)
            if (ncrna, cell) not in found and not blocked and not _RECEIVES.search(before):
                found.append((ncrna, cell))
    return found


# What only parts a name from its verb: ", which is released by …", ", secreted by …".
_RELATIVE = (
    rf",\s(?:which|that)\s(?:(?:is|are|was|were|(?:has|had|have|can|could) (?:been|be))\s(?=\w+(?:ed|en)\b|shed)|"
    rf"(?={_C}))|"
    r",\swhose\s(?:exosomal|vesicular|secreted)?\s?(?:form|level|copies)\s(?:is|was|were)(?=\s)|"
    r",\s(?=(?:released|secreted|shed|derived|delivered|carried|packaged|exported|transferred|loaded)\b)"
)
# "CAFs, which are resistant to X, secrete …"
_PASSING = rf"(?<={_C}),\s(?:which|who)\s[^,;{_N}]{{1,80}},"
# "miR-193 (also annotated as miR-193a-3p)"
_OTHER_NAME = rf"(?<={_N})\s(?:also|previously|formerly)\s[^,;{_C}{_N}]{{0,20}}{_N}"
_LEFT_OUT = re.compile(rf"{_RELATIVE}|{_PASSING}|{_OTHER_NAME}")


def _masked(line: Line) -> tuple[str, dict[int, Group]]:
    """Return the sentence without brackets, its cells and ncRNAs as one private character each, and their places."""
    parts: list[str] = []
    position = line.sentence.start
    groups = line.groups(EntityType.CELL, EntityType.NCRNA)
    for group in groups:
        mark = _C if group.type is EntityType.CELL else _N
        parts += [re.sub(r"[()（）]", "", line.text[position : group.start]), mark]
        position = group.end
    parts.append(line.text[position : line.sentence.end])
    masked = "".join(parts)
    named = iter(groups)
    of_place = {offset: next(named) for offset, char in enumerate(masked) if char in (_C, _N)}
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
