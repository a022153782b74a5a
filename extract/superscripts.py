"""Raised figures: citations (drugs¹²,¹⁴), exponents (10⁶, cm²), charges (Ca²⁺), mass numbers (¹³¹I).

Only citations are spelled in another way than they are printed: in brackets, as the text form of a paper has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from extract.page import Glyph

_RAISED = 0.15  # of the size: how far above the baseline a superscript stands at least
_SMALLER = 0.85  # of the size
_GAP = 0.12  # of the size: what is set wider apart does not belong together
_CITATION = re.compile(r"\d{1,3}(?:\s*[,，、\-‐‑–—~−]\s*\d{1,3})*")
_RAISED_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FIGURES = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_SEPARATORS = ",，、-‐‑–—~−"
# What is squared or cubed: a unit of length or time, or a variable of one letter (R², χ²).
_SQUARED = re.compile(r"(?:^|[^A-Za-zα-ωΑ-Ωµμ])(?:[kcdmnµμ]?m|[A-Za-zα-ωΑ-Ωχ]|min|sec|kPa)$")
# What is raised to a power: 10⁶, 2⁻ΔΔCt. Figures at the end of a name (miR-21¹², MCF-7¹⁴) or a year are none.
_POWER = re.compile(r"(?:^|[^\w.\-‐‑–])(?:10|2)$|[×x*·]\s?\d+$")


def is_raised(glyph: Glyph, size: float, baseline: float) -> bool:
    """Tell whether a glyph is a superscript on a line of that size and baseline, both in points."""
    return glyph.size < _SMALLER * size and baseline - glyph.baseline > _RAISED * size


def citation_end(glyphs: Sequence[Glyph], start: int, size: float, baseline: float) -> int:
    """Return where a superscript citation that begins at ``start`` ends, or ``start`` where there is none."""

    def raised(index: int) -> bool:
        return is_raised(glyphs[index], size, baseline) or _figure(glyphs[index].text)

    if start == 0 or not raised(start) or raised(start - 1):
        return start
    end = start
    while end < len(glyphs) and (
        raised(end) or (glyphs[end].text in _SEPARATORS and end + 1 < len(glyphs) and _figure(glyphs[end + 1].text))
    ):
        end += 1
    text = _plain(glyphs[start:end])
    before = unicodedata.normalize("NFKC", _word_before(glyphs, start))  # variables are set in mathematical letters
    if not _CITATION.fullmatch(text) or glyphs[start - 1].text in "[［(（" or _is_mass(glyphs, start, end):
        return start
    charge = end < len(glyphs) and glyphs[end].text in "+-−–⁺⁻"  # Ca2+ is an ion
    exponent = _POWER.search(before) or (text in ("2", "3") and _SQUARED.search(before))
    return start if charge or exponent else end


def citation(glyphs: Sequence[Glyph]) -> Iterator[tuple[str, Glyph]]:
    """Spell bare superscript numbers as the bracketed citation that they stand for."""
    yield "[", glyphs[0]
    for glyph in glyphs:
        for character in re.sub("[‐‑–—~−]", "-", _plain([glyph])).replace("，", ","):
            yield character, glyph
    yield "]", glyphs[-1]


def _word_before(glyphs: Sequence[Glyph], start: int) -> str:
    """Return what stands before ``start`` without a gap."""
    word = glyphs[start - 1].text
    for index in range(start - 1, 0, -1):
        if glyphs[index].box.x0 - glyphs[index - 1].box.x1 > _GAP * glyphs[index].size:
            break
        word = glyphs[index - 1].text + word
    return word


def _plain(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs).translate(_RAISED_FIGURES)


def _figure(text: str) -> bool:
    """Tell whether a glyph is a superscript figure by itself (¹, ²)."""
    return text in _FIGURES


def _is_mass(glyphs: Sequence[Glyph], start: int, end: int) -> bool:
    """Tell whether the figures are the mass number of the isotope behind them (¹³¹I, ¹⁸F-FDG)."""
    if end >= len(glyphs) or not glyphs[end].text[:1].isupper() or not glyphs[end].text.isascii():
        return False
    before, first, last, after = glyphs[start - 1], glyphs[start], glyphs[end - 1], glyphs[end]
    touching = after.box.x0 - last.box.x1 < _GAP * after.size
    apart = first.box.x0 - before.box.x1 > _GAP * before.size or before.text[-1] in "(-（[，,"
    return touching and apart
