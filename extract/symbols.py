"""Characters of the Symbol and Wingdings fonts, which many papers take Greek letters and arrows from.

Where such a font has no table of its own, its codes are read as Latin letters (β as b) or as private characters.
The codes are those of Adobe's Symbol encoding (ISO 32000-1, annex D.5) and of Microsoft's Wingdings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_PRIVATE = range(0xF000, 0xF100)  # where Microsoft's fonts keep the codes of symbols

_SYMBOL: Mapping[int, str] = MappingProxyType(
    dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
    | {
        0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼",
        0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
        0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷",
        0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xCF: "∉",
        0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xDB: "⇔",
        0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE5: "∑", 0xF2: "∫",
    }
)  # fmt: skip
_WINGDINGS: Mapping[int, str] = MappingProxyType(
    {
        0x6C: "●", 0x6E: "■", 0x76: "❖", 0xA7: "▪", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
        0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    }
)  # fmt: skip


def symbol(font: str, code: int) -> str | None:
    """Return what ``code`` stands for in a symbol font; ``None`` in other fonts and for codes that are common to all.

    ``code`` may lie in the private area that Microsoft's fonts use (U+F000 and on).
    """
    name = _SUBSET.sub("", font).casefold()
    if code in _PRIVATE:
        code -= _PRIVATE.start
    if name.startswith("symbol"):
        return _SYMBOL.get(code, chr(code) if 0x20 <= code < 0x7F else None)
    if name.startswith("wingdings"):
        return _WINGDINGS.get(code)
    return None


# Printers such as Skia's map a character to the radical of the same shape (CJK Radicals Supplement).
# Source: Unicode Character Database, EquivalentUnifiedIdeograph.txt.
_RADICALS = (
    "⺁⺄⺅⺈⺉⺊⺋⺌⺍⺎⺏⺒⺓⺔⺕⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺦⺨⺩⺪⺫⺬⺭⺯⺰⺱⺲⺶⺷⺸⺹⺻"
    "⺼⺾⺿⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫"
    "⻬⻭⻮⻯⻰⻱⻲⻳"
)
_IDEOGRAPHS = (
    "厂乙亻刀刂卜㔾小小兀尣巳幺彑彐忄心扌攵旡月歺母民氵氺灬爫丬犭王疋目示礻糹纟罓罒羊羊羊耂聿"
    "肉艹艹虎衤覀西见角讠贝足车辶辶辶邑钅長镸长门阜雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉"
    "齐歯齿竜龙龜亀龟"
)
IDEOGRAPH_OF_RADICAL = dict(zip(_RADICALS, _IDEOGRAPHS, strict=True))
