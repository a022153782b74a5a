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
_MARKS = re.compile(r"[a-k](?:\s*[,，]\s*[a-k])*")
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


def citation_end(glyphs: Sequence[Glyph], start: int, size: float, baseline: float, *, continued: bool = False) -> int:
    """Return where a superscript citation that begins at ``start`` ends, or ``start`` where there is none.

    ``continued``: the line goes on with the one above, so that figures at its begin may belong to a word there.
    """

    def raised(index: int) -> bool:
        return is_raised(glyphs[index], size, baseline) or _figure(glyphs[index].text)

    if not raised(start) or (start > 0 and raised(start - 1)) or (start == 0 and not continued):
        return start
    end = start
    while end < len(glyphs) and (
        raised(end) or (glyphs[end].text in _SEPARATORS and end + 1 < len(glyphs) and _figure(glyphs[end + 1].text))
    ):
        end += 1
    text = _plain(glyphs[start:end])
    before = unicodedata.normalize("NFKC", _word_before(glyphs, start))  # variables are set in mathematical letters
    opened = start > 0 and glyphs[start - 1].text in "[［(（"
    if not _CITATION.fullmatch(text) or opened or _is_mass(glyphs, start, end):
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


def note_mark(glyphs: Sequence[Glyph], size: float, baseline: float) -> int:
    """Return where the raised letters begin that end a line and point to a note (``miR-21`` ᵃ, ``ᵃ,ᵇ``).

    Return the number of glyphs where there are none: one small letter each, not a word (p27 ᴷⁱᵖ¹).
    """
    start = len(glyphs)
    while start and is_raised(glyphs[start - 1], size, baseline):
        start -= 1
    marks = _plain(glyphs[start:])
    return start if start and _MARKS.fullmatch(marks) else len(glyphs)


def _word_before(glyphs: Sequence[Glyph], start: int) -> str:
    """Return what stands before ``start`` on the line without a gap."""
    if start == 0:
        return ""
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
    first, last, after = glyphs[start], glyphs[end - 1], glyphs[end]
    touching = after.box.x0 - last.box.x1 < _GAP * after.size
    if start == 0:
        return touching
    before = glyphs[start - 1]
    apart = first.box.x0 - before.box.x1 > _GAP * before.size or before.text[-1] in "(-（[，,"
    return touching and apart
