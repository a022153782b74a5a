"""Line numbers in the margin or between the columns, as manuscripts and preprints have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.lines import Line
from extract.model import Box

_APART = 0.4  # of the size: how far a line's number stands at least from the line
_ALIGNED = 1.5  # points
_FEWEST = 4  # numbers on a page
_COVERED = 0.6  # of the lines beside them: how many the numbers count
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
    the same step, and are about as many as the lines beside them.
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

    def apart(at: int) -> bool:
        return not 0 < at < len(glyphs) or glyphs[at].box.x0 - glyphs[at - 1].box.x1 > _APART * line.size

    first, last = 0, len(glyphs)
    while first < len(glyphs) and glyphs[first].text.isdecimal() and (first == 0 or not apart(first)):
        first += 1
    while last > first and glyphs[last - 1].text.isdecimal() and (last == len(glyphs) or not apart(last)):
        last -= 1
    for start, end, inner in ((0, first, first), (last, len(glyphs), last)):
        if 0 < end - start <= _DIGITS and apart(inner):
            own = glyphs[start:end]
            value = int("".join(glyph.text for glyph in own))
            yield _Number(index, start, end, value, Box.around(g.box for g in own), line.baseline)


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
    levels: set[int] = set()
    crossing = 0
    for index, line in enumerate(lines):
        number = cut.get(index)
        rest = line.glyphs[number.end :] or line.glyphs[: number.start] if number else line.glyphs
        if not rest:
            continue
        # On the whole page: prose above or below a table runs across the table's column of numbers.
        crossing += rest[0].box.x0 < strip.x1 and rest[-1].box.x1 > strip.x0
        if strip.top - 2 <= line.baseline <= strip.bottom + 2:
            levels.add(round(line.baseline / 4))
    return crossing <= 0.05 * len(lines) and step * len(group) >= _COVERED * min(len(levels), _beside(strip, lines))


def _beside(strip: Box, lines: Sequence[Line]) -> int:
    """Return how many lines begin or end near a strip: the column that its numbers count."""
    near = [
        line
        for line in lines
        if strip.top - 2 <= line.baseline <= strip.bottom + 2
        and min(abs(line.box.x0 - strip.x1), abs(line.box.x1 - strip.x0)) < 6 * line.size
    ]
    return len({round(line.baseline / 4) for line in near}) or len(lines)


def _cleared(lines: Sequence[Line], columns: Sequence[Sequence[_Number]]) -> list[Line]:
    spans: dict[int, list[_Number]] = {}
    for group in columns:
        for number in group:
            spans.setdefault(number.line, []).append(number)
    found: list[Line] = []
    for index, line in enumerate(lines):
        own = spans.get(index, ())
        start = max((number.end for number in own if number.start == 0), default=0)
        end = min((number.start for number in own if number.start > 0), default=len(line.glyphs))
        if start < end:
            blanks = frozenset(p - start for p in line.blanks if start < p < end)
            found.append(Line(line.page, line.glyphs[start:end], blanks) if own else line)
    return found
