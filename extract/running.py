"""Running heads, page numbers and footers, learned from what comes again on other pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extract.lines import Line
from extract.page import Page

_ZONE = 0.11  # of the page's height, at its head and at its foot
_OUTERMOST = 3  # levels of text, counted from the edge of the page, that may run
_NUMBER_AT_END = re.compile(r"^\s*(\d{1,5})(?=\s)|(?<=\s)(\d{1,5})\s*$")
_HEADER_LINES = 1.6  # of the size
_CELLS = 4  # pieces: no running head has as many
_TABLE_PART = re.compile(r"^\s*(?:续?\s*表\s*\d|Table\s+[\dSIVX]|Continued)", re.IGNORECASE)
_SAME_LEVEL = 4.0  # points
_PAGE_NUMBER = re.compile(
    r"^[\s·•.\-–—~|()第页pP]*(?:page)?\s*[SRe]?\d{1,5}(?:\s*(?:of|/)\s*\d+)?[\s·•.\-–—~|()页]*$", re.IGNORECASE
)


def without_running_heads(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return each page's lines without those that run through the paper.

    A level of text near the edge runs where one of its lines comes again, numbers aside, on the same level of
    another page, or where it holds nothing but the page number. What stands beside a running line runs too: the
    heads of left and right pages, or of the first page, differ.
    """
    levels = [_outer_levels(page, page_lines) for page, page_lines in zip(pages, lines, strict=True)]
    pages_of: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, page_levels in zip(pages, levels, strict=True):
        for level in page_levels:
            for line in level:
                for place in _places(line):
                    pages_of[_shape(line), place].add(page.number)
    running_levels = {
        place
        for page_levels in levels
        for level in page_levels
        for line in level
        if _repeated(line, pages_of)
        for place in _places(line)
    }
    running_levels |= _numbered_levels(pages, levels)
    dropped: set[int] = set()
    for page_levels in levels:
        for level in page_levels:
            numbers = all(_PAGE_NUMBER.match(line.text) for line in level)
            beside = any(_repeated(line, pages_of) for line in level)
            same_level = any(place in running_levels for line in level for place in _places(line))
            if numbers or beside or (same_level and _short(level)):
                dropped |= {id(line) for line in level}
    return [[line for line in page_lines if id(line) not in dropped] for page_lines in lines]


def _numbered_levels(pages: Sequence[Page], levels: Sequence[Sequence[Sequence[Line]]]) -> set[int]:
    """Return the levels at which the number at the begin or end of a line grows with the pages, as page numbers do."""
    seen: dict[tuple[int, int], set[int]] = defaultdict(set)
    for page, page_levels in zip(pages, levels, strict=True):
        for level in page_levels:
            if not _short(level):
                continue
            for line in level:
                for match in _NUMBER_AT_END.finditer(line.text):
                    for place in _places(line):
                        seen[place, int(match[1] or match[2]) - page.number].add(page.number)
    return {place for (place, _), found in seen.items() if len(found) >= 2}


def _outer_levels(page: Page, lines: Sequence[Line]) -> list[list[Line]]:
    """Return the outermost levels of text at the head and at the foot of a page."""
    ordered = sorted(lines, key=lambda line: line.baseline)
    levels: list[list[Line]] = []
    for line in ordered:
        if levels and line.baseline - levels[-1][0].baseline < _SAME_LEVEL:
            levels[-1].append(line)
        else:
            levels.append([line])
    head = [level for level in levels[:_OUTERMOST] if level[0].box.bottom < _ZONE * page.height]
    foot = [level for level in levels[-_OUTERMOST:] if level[0].box.top > (1 - _ZONE) * page.height]
    of_table = [level[0].baseline for level in levels if _of_table(level)]
    return [
        level
        for level in head + [level for level in foot if level not in head]
        # The header of a table may have more lines, with a few heads only.
        if not any(abs(level[0].baseline - y) < _HEADER_LINES * level[0].size for y in of_table)
    ]


def _of_table(level: Sequence[Line]) -> bool:
    """Tell whether a level is the header of a table, which may come again on each page, or its caption."""
    return len(level) >= _CELLS or any(_TABLE_PART.match(line.text) for line in level)


def _repeated(line: Line, pages_of: dict[tuple[str, int], set[int]]) -> bool:
    # A bare number on two pages may be a cell or a reference; as a page number it stands alone on its level.
    return len(_shape(line).replace("#", "")) > 2 and any(
        len(pages_of[_shape(line), place]) >= 2 for place in _places(line)
    )


def _short(level: Sequence[Line]) -> bool:
    return sum(len(line.glyphs) for line in level) < 120


def _places(line: Line) -> tuple[int, int]:
    """Return the two overlapping strips of the page that a line is on, so that near levels share one."""
    return 2 * int(line.baseline // (2 * _SAME_LEVEL)), 2 * int((line.baseline + _SAME_LEVEL) // (2 * _SAME_LEVEL)) + 1


def _shape(line: Line) -> str:
    # Numbers change from page to page.
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text)).casefold()
