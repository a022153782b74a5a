"""Line numbers in the margin or between the columns, as manuscripts and preprints have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.lines import Line
from extract.model import Box

_APART = 0.4  # of the size: how far a line's number stands at least from the line
_COLUMN = 0.7  # the same for a number inside a line, which stands between two columns
_ALIGNED = 1.5  # points
_FEWEST = 4  # numbers on a page
_BESIDE = 0.8  # of the numbers stand on the level of a line of text
_PROSE = 22.0  # of the size: a line of prose is longer, a cell of a table shorter
_WIDE = 3.0  # of the size: how far a line over several columns reaches on either side of what it crosses
_WHOLE = 0.7  # of the height of a page's text: how far its numbers reach at least; a column of a table is shorter
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class _Number:
    """A number at the begin or end of a line: the line's place in the page, the glyphs, and what they say."""

    line: int
    start: int
    end: int
    value: int
    box: Box
    baseline: float


def without_line_numbers(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of all pages without the numbers that count them, if most pages have such numbers.

    Numbers count the lines of a page when they stand below each other in a strip that is free of other text, grow by
    the same step, are about as many as the lines beside them, and go on from the top of the text to its foot.
    """
    columns = [list(_columns(lines)) for lines in pages]
    written = [bool(lines) for lines in pages]
    if 2 * sum(bool(found) for found in columns) < max(sum(written), 1):
        return [list(lines) for lines in pages]
    return [_cleared(lines, found) for lines, found in zip(pages, columns, strict=True)]


def _columns(lines: Sequence[Line]) -> Iterator[list[_Number]]:
    """Yield the columns of line numbers of one page."""
    numbers = sorted(
        (number for index, line in enumerate(lines) for number in _numbers(index, line)), key=lambda n: n.baseline
    )
    taken: set[int] = set()
    for side in ("x1", "x0"):
        groups: list[list[_Number]] = []
        for number in numbers:
            edge = getattr(number.box, side)
            group = next((g for g in groups if abs(getattr(g[-1].box, side) - edge) < _ALIGNED), None)
            if group is None:
                groups.append([number])
            else:
                group.append(number)
        for group in groups:
            if not taken & {id(number) for number in group} and _counts(group, lines):
                taken |= {id(number) for number in group}
                yield group


def _numbers(index: int, line: Line) -> Iterator[_Number]:
    glyphs = line.glyphs

    def apart(at: int, least: float = _APART) -> bool:
        return not 0 < at < len(glyphs) or glyphs[at].box.x0 - glyphs[at - 1].box.x1 > least * line.size

    start = 0
    while start < len(glyphs):
        if not glyphs[start].text.isdecimal():
            start += 1
            continue
        end = start + 1
        while end < len(glyphs) and glyphs[end].text.isdecimal() and not apart(end):
            end += 1
        outer = (start == 0 and apart(end)) or (end == len(glyphs) and apart(start))
        # Between two columns whose lines stand on one level, a number may be taken for part of both.
        if end - start <= _DIGITS and (outer or apart(end, _COLUMN) or apart(start, _COLUMN)):
            own = glyphs[start:end]
            value = int("".join(glyph.text for glyph in own))
            yield _Number(index, start, end, value, Box.around(g.box for g in own), line.baseline)
        start = end


def _counts(group: Sequence[_Number], lines: Sequence[Line]) -> bool:
    """Tell whether numbers below each other count the lines beside them."""
    if len(group) < _FEWEST:
        return False
    steps = [below.value - above.value for above, below in pairwise(group)]
    step = sorted(steps)[len(steps) // 2]
    if step < 1 or sum(each == step for each in steps) < 0.8 * len(steps):
        return False
    strip = Box.around(number.box for number in group)
    cut = {number.line: number for number in group}
    between = any(line.box.x1 < strip.x0 for line in lines) and any(line.box.x0 > strip.x1 for line in lines)
    beside = crossing = 0
    for index, line in enumerate(lines):
        number = cut.get(index)
        rest = line.glyphs
        if number is not None:
            rest = line.glyphs[number.end :] if number.start == 0 else line.glyphs[: number.start]
            beside += bool(rest)
        if not rest or rest[0].box.x0 > strip.x1 - 1 or rest[-1].box.x1 < strip.x0 + 1:
            continue
        # A title or a table over all columns may cross the strip between two of them, above or below the numbers.
        outside = between and not strip.top - line.size < line.baseline < strip.bottom + line.size
        wide = min(strip.x0 - rest[0].box.x0, rest[-1].box.x1 - strip.x1) > _WIDE * line.size
        crossing += not wide and not outside
    alone = [number for number in group if len(lines[number.line].glyphs) == number.end - number.start]
    beside += sum(_stands_beside(number, lines) for number in alone)
    return crossing <= 0.03 * len(lines) and beside >= _BESIDE * len(group) and _counts_prose(group, lines)


def _counts_prose(group: Sequence[_Number], lines: Sequence[Line]) -> bool:
    """Tell whether a quarter of the numbers stand beside lines of prose; a table's numbers stand beside cells."""
    widths = sorted(
        max(
            (line.box.width / line.size for line in lines if abs(line.baseline - number.baseline) < 0.5 * line.size),
            default=0.0,
        )
        for number in group
    )
    return widths[3 * len(widths) // 4] > _PROSE


def _stands_beside(number: _Number, lines: Sequence[Line]) -> bool:
    """Tell whether a number that is a line of its own stands on the level of another line."""
    return any(
        index != number.line and abs(line.baseline - number.baseline) < 0.5 * line.size
        for index, line in enumerate(lines)
    )


def _cleared(lines: Sequence[Line], columns: Sequence[Sequence[_Number]]) -> list[Line]:
    spans: dict[int, list[_Number]] = {}
    for group in columns:
        for number in group:
            spans.setdefault(number.line, []).append(number)
    found: list[Line] = []
    for index, line in enumerate(lines):
        at = 0
        ends = [(number.start, number.end) for number in sorted(spans.get(index, ()), key=lambda n: n.start)]
        for start, end in [*ends, (len(line.glyphs), len(line.glyphs))]:
            if start > at:
                blanks = frozenset(p - at for p in line.blanks if at < p < start)
                found.append(Line(line.page, line.glyphs[at:start], blanks) if ends else line)
            at = end
    return found
