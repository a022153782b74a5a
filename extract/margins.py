"""Line numbers in the margin or between the columns, as manuscripts and preprints have them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.lines import Line
from extract.model import Box
from extract.page import Glyph

_APART = 0.4  # of the size: how far a line's number stands at least from the line
_COLUMN = 0.7  # the same for a number inside a line, which stands between two columns
_ALIGNED = 1.5  # points
_FEWEST = 4  # numbers on a page
_BESIDE = 0.8  # of the numbers stand on the level of a line of text
_PROSE = 22.0  # of the size: a line of prose is longer, a cell of a table shorter
_COUNTED = 0.5  # of the lines of prose have a number beside them, or of every fifth where every fifth is numbered
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that may count a line: the line's place in the page, the places of its glyphs, and what they say."""

    line: int
    glyphs: tuple[int, ...]
    value: int
    box: Box
    baseline: float
    style: tuple[str, float]


def without_line_numbers(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of all pages without the numbers that count them, if most pages have such numbers.

    Numbers count the lines of a page when they stand below each other in a strip that is free of other text, grow by
    the same step, are about as many as the lines beside them, and go on from the top of the text to its foot.
    """
    columns = [_counting(list(_columns(lines)), lines) for lines in pages]
    written = [bool(lines) for lines in pages]
    if 2 * sum(bool(found) for found in columns) < max(sum(written), 1):
        return [list(lines) for lines in pages]
    return [_cleared(lines, found) for lines, found in zip(pages, columns, strict=True)]


def _counting(columns: list[list[_Number]], lines: Sequence[Line]) -> list[list[_Number]]:
    """Return the columns of a page if together they count its lines of prose; a table's numbers count its rows."""
    prose = [line for line in lines if line.box.width > _PROSE * line.size]
    levels = [number.baseline for group in columns for number in group]
    counted = sum(any(abs(line.baseline - level) < 0.5 * line.size for level in levels) for line in prose)
    step = min((_step(group) for group in columns), default=1)
    return columns if counted * step >= _COUNTED * len(prose) else []


def _step(group: Sequence[_Number]) -> int:
    """Return by how much most numbers of a column are greater than the one above."""
    steps = sorted(below.value - above.value for above, below in pairwise(group))
    return steps[len(steps) // 2]


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
            group = next(
                (g for g in groups if abs(getattr(g[-1].box, side) - edge) < _ALIGNED and g[-1].style == number.style),
                None,
            )
            if group is None:
                groups.append([number])
            else:
                group.append(number)
        for group in groups:
            if taken & {id(number) for number in group} or not _counts(group, lines):
                continue
            whole = _with_odd_ones(group, [number for number in numbers if id(number) not in taken], side)
            taken |= {id(number) for number in whole}
            yield whole


def _with_odd_ones(group: Sequence[_Number], numbers: Sequence[_Number], side: str) -> list[_Number]:
    """Return a column with the numbers of other styles that fit in: those of headings may be set larger."""
    edge = getattr(group[0].box, side)
    own = {id(number) for number in group}
    whole = list(group)
    for number in numbers:
        if id(number) in own or abs(getattr(number.box, side) - edge) >= _ALIGNED:
            continue
        above = [other for other in group if other.baseline < number.baseline]
        below = [other for other in group if other.baseline > number.baseline]
        after = above[-1].value + 1 if above else number.value
        before = below[0].value - 1 if below else number.value
        if after <= number.value <= before:
            whole.append(number)
    return whole


def _numbers(index: int, line: Line) -> Iterator[_Number]:
    """Yield the numbers of a line that stand at its begin or end, apart from its text, or are set in another style.

    Between two columns a number may be printed over the text of one of them, so that glyphs of both alternate.
    """
    glyphs = line.glyphs
    for run in _runs_of_figures(glyphs):
        if len(run) > _DIGITS:
            continue
        first, last = run[0], run[-1]
        before = glyphs[first].box.x0 - glyphs[first - 1].box.x1 if first else float("inf")
        behind = glyphs[last + 1].box.x0 - glyphs[last].box.x1 if last + 1 < len(glyphs) else float("inf")
        outer = (first == 0 and behind > _APART * line.size) or (
            last + 1 == len(glyphs) and before > _APART * line.size
        )
        # Between two columns whose lines stand on one level, a number may be taken for part of both.
        apart = max(before, behind) > _COLUMN * line.size
        beside = [glyphs[n] for n in (first - 1, last + 1) if 0 <= n < len(glyphs)]
        own_style = all(_style(g) != _style(glyphs[first]) or g.baseline != glyphs[first].baseline for g in beside)
        if outer or apart or own_style:
            own = [glyphs[n] for n in run]
            value = int("".join(glyph.text for glyph in own))
            yield _Number(index, run, value, Box.around(g.box for g in own), own[0].baseline, _style(own[0]))


def _runs_of_figures(glyphs: Sequence[Glyph]) -> Iterator[tuple[int, ...]]:
    """Yield the places of figures of one style and level that touch each other but no other glyph of that kind.

    The numbers of lines set close together may be taken for superscripts of a larger line beside them.
    """
    kinds: dict[tuple[tuple[str, float], float], list[int]] = {}
    for place, glyph in enumerate(glyphs):
        kinds.setdefault((_style(glyph), round(glyph.baseline, 1)), []).append(place)
    for places in kinds.values():
        run = [places[0]]
        for place in [*places[1:], -1]:
            touching = place >= 0 and glyphs[place].box.x0 - glyphs[run[-1]].box.x1 <= _APART * glyphs[place].size
            if touching:
                run.append(place)
                continue
            if all(glyphs[n].text.isdecimal() for n in run):
                yield tuple(run)
            run = [place]


def _style(glyph: Glyph) -> tuple[str, float]:
    return glyph.font, round(glyph.size, 1)


def _counts(group: Sequence[_Number], lines: Sequence[Line]) -> bool:
    """Tell whether numbers below each other count the lines beside them."""
    if len(group) < _FEWEST:
        return False
    step = _step(group)
    alike = sum(below.value - above.value == step for above, below in pairwise(group))
    if step < 1 or alike < 0.8 * (len(group) - 1):
        return False
    strip = Box.around(number.box for number in group)
    cut = {number.line for number in group}
    levels = [number.baseline for number in group]
    # A title or a table over all columns may cross the strip, on levels that hold no number.
    crossing = sum(
        index not in cut
        and line.box.x0 < strip.x1 - 1
        and line.box.x1 > strip.x0 + 1
        and any(abs(line.baseline - level) < 0.5 * line.size for level in levels)
        for index, line in enumerate(lines)
    )
    beside = sum(
        len(lines[number.line].glyphs) > len(number.glyphs) or _stands_beside(number, lines) for number in group
    )
    few = crossing <= max(0.03 * len(lines), 1)
    return few and beside >= _BESIDE * len(group) and _counts_prose(group, lines)


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
    """Return the lines without these numbers; what stands to the left and to the right of one are two lines."""
    found: dict[int, list[_Number]] = {}
    for group in columns:
        for number in group:
            found.setdefault(number.line, []).append(number)
    return [part for index, line in enumerate(lines) for part in _without(line, found.get(index, ()))]


def _without(line: Line, numbers: Sequence[_Number]) -> Iterator[Line]:
    if not numbers:
        yield line
        return
    dropped = {place for number in numbers for place in number.glyphs}
    middles = sorted((number.box.x0 + number.box.x1) / 2 for number in numbers)
    parts: dict[int, list[int]] = {}
    for place, glyph in enumerate(line.glyphs):
        if place not in dropped:
            parts.setdefault(bisect(middles, (glyph.box.x0 + glyph.box.x1) / 2), []).append(place)
    for part in parts.values():
        blanks = frozenset(n for n, place in enumerate(part) if n and place in line.blanks)
        yield Line(line.page, tuple(line.glyphs[place] for place in part), blanks)
