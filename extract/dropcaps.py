"""Initials: the first letter of a paragraph, set as high as several of its lines, read as part of the first one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Box
from extract.page import Glyph

_LARGER = 1.8  # times the page's usual size
_LARGEST = 9.0
_CAPITAL = 0.75  # of the size: the height of a capital letter
_BESIDE = 1.3  # of the usual size: how far the text beside an initial stands from it at most
_WORD_SPACE = 0.3  # of the usual size


def with_initials_in_line(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs, each initial as a letter of the size and on the level of the line that it begins.

    An initial is a single large letter with the begins of at least two lines of usual size close on its right.
    """
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    if not sizes:
        return []
    usual = sizes.most_common(1)[0][0]
    large = [g for g in glyphs if _LARGER * usual < g.size < _LARGEST * usual and not g.text.isspace()]
    if not large:
        return list(glyphs)
    found = list(glyphs)
    for index, glyph in enumerate(glyphs):
        if glyph.text.isalpha() and any(glyph is other for other in large) and not _has_neighbour(glyph, large):
            first = _first_line(glyph, glyphs, usual)
            if first is not None:
                blank = index + 1 < len(glyphs) and glyphs[index + 1].text.isspace()
                found[index] = _lowered(glyph, first, _WORD_SPACE * usual if blank else 0.0)
    return found


def _has_neighbour(glyph: Glyph, large: Sequence[Glyph]) -> bool:
    """Tell whether another large letter stands near on the same level, as in a title."""
    return any(
        other is not glyph
        and abs(other.baseline - glyph.baseline) < 0.5 * glyph.size
        and max(other.box.x0 - glyph.box.x1, glyph.box.x0 - other.box.x1) < glyph.size
        for other in large
    )


def _first_line(glyph: Glyph, glyphs: Sequence[Glyph], usual: float) -> Glyph | None:
    """Return the first letter of the first line beside an initial; ``None`` where fewer than two lines begin there."""
    top = glyph.baseline - _CAPITAL * glyph.size + 0.3 * usual
    begins: list[Glyph] = []
    for other in glyphs:
        near = -0.5 * usual < other.box.x0 - glyph.box.x1 < _BESIDE * usual
        if near and top < other.baseline < glyph.baseline + 0.4 * usual and 0.7 * usual < other.size < 1.3 * usual:
            same = next((n for n, o in enumerate(begins) if abs(o.baseline - other.baseline) < 0.5 * usual), None)
            if other.text.isspace():
                continue
            if same is None:
                begins.append(other)
            elif other.box.x0 < begins[same].box.x0:
                begins[same] = other
    begins.sort(key=lambda other: other.baseline)
    aligned = [other for other in begins[1:] if abs(other.box.x0 - begins[0].box.x0) < usual]
    return begins[0] if aligned else None


def _lowered(glyph: Glyph, first: Glyph, gap: float) -> Glyph:
    # As wide as a letter of the line, so that the lines beside the initial begin at one place.
    right = first.box.x0 - gap
    box = Box(right - 0.5 * first.size, first.box.top, right, first.box.bottom)
    return replace(glyph, box=box, baseline=first.baseline, size=first.size, printed=glyph.place)
