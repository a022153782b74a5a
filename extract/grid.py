"""From the text inside a table's frame to rows and columns: pure geometry.

Columns are the vertical strips of white that all rows leave free. Rows are harder: cells of several lines stand
beside single lines that may be centred, and nothing but a slightly wider gap may part two rows. All widths of gap
are tried, and the partition is taken in which most rows look like rows: most columns filled, and some of them with
one line only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.lines import Line, cut
from extract.model import Box
from extract.page import Glyph, Rule
from extract.rules import header_bottom, rules_under_heads

_MANY_LINES = 8
_MOST = 0.75  # of the strips between rules look like one row each
_LONGEST = 6  # lines above or below the middle of a cell that are looked at
_CENTRED = 0.3  # of the size: a cell whose middle is this near to the others' is centred
_TWO_HEADS = 0.7  # of the size: a gap in a header's line that is wider than a word space parts two heads
_HEADER = 3.5  # of the size: how far a header without a rule below it may reach
_EMPTY_BEHIND = frozenset("，。；：、！？）》」』】〕")
_EMPTY_BEFORE = frozenset("（《「『【〔")


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines of text by row and column; ``edges`` are the x of the column borders, outer ones included."""

    edges: tuple[float, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


def column_edges(lines: Sequence[Line], frame: Box, rules: Sequence[Rule]) -> tuple[float, ...]:
    """Return the x of all column borders of the text in ``frame``, the frame's own sides included."""
    upright = sorted(
        (rule.box.x0 + rule.box.x1) / 2
        for rule in rules
        if not rule.horizontal and rule.box.height > 0.5 * frame.height
    )
    inner = [x for x in upright if frame.x0 + 5 < x < frame.x1 - 5]
    if len(inner) >= 2:
        return (frame.x0, *_apart(inner), frame.x1)
    return (frame.x0, *_white_strips(_telling(lines, frame, rules), frame), frame.x1)


def grid(lines: Sequence[Line], edges: Sequence[float], borders: Sequence[float]) -> Grid:
    """Put lines into rows and columns; ``borders`` are the y of rules that part rows, if there are any."""
    pieces = [piece for line in lines for piece in cut_at_edges(line, edges)]
    limits = [float("-inf"), *sorted(borders), float("inf")]
    strips = [
        [p for p in pieces if above < (p.box.top + p.box.bottom) / 2 <= below] for above, below in pairwise(limits)
    ]
    strips = [strip for strip in strips if strip]
    # Rules between all rows leave nothing to find; few rules may part groups of rows.
    ruled = len(borders) >= 4 or (len(strips) > 1 and _plausibility(strips, edges) >= _MOST)
    rows = strips if ruled else [row for strip in strips for row in _rows(strip, edges)]
    return Grid(tuple(edges), tuple(_cells(row, edges) for row in rows))


def cut_at_edges(line: Line, edges: Sequence[float]) -> list[Line]:
    """Cut a line wherever a column border passes between its glyphs."""
    for edge in edges[1:-1]:
        if line.box.x0 < edge < line.box.x1:
            halves = cut(line, edge)
            # A word that sticks out of its column is not cut.
            apart = halves[1].box.x0 - halves[0].box.x1 > 0.1 * line.size if halves else False
            if halves and apart and halves[0].box.x1 <= edge + 1 and halves[1].box.x0 >= edge - 1:
                return [halves[0], *cut_at_edges(halves[1], edges)]
    return [line]


def column_of(box: Box, edges: Sequence[float]) -> int:
    """Return the column in which the middle of ``box`` lies."""
    middle = (box.x0 + box.x1) / 2
    return min(sum(middle > edge for edge in edges[1:-1]), len(edges) - 2)


def _apart(positions: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for x in positions:
        if not kept or x - kept[-1] > 4:
            kept.append(x)
    return kept


def _telling(lines: Sequence[Line], frame: Box, rules: Sequence[Rule]) -> list[Line]:
    """Return the lines that tell where columns are: a head over several columns does not."""
    short = rules_under_heads(rules, frame)
    bottom = header_bottom(rules, frame)
    if bottom is None:
        first = min(lines, key=lambda line: line.baseline)
        bottom = first.baseline + _HEADER * first.size
    head = [line for line in lines if line.baseline < bottom + 1]
    spanning = {id(line) for line in head if _spans(line, head)}
    for line in lines:
        middle = (line.box.x0 + line.box.x1) / 2
        if any(r.x0 <= middle <= r.x1 and -1 < r.top - line.baseline < 1.5 * line.size for r in short):
            spanning.add(id(line))
    told = [line for line in lines if id(line) not in spanning]
    return told or list(lines)


def _spans(line: Line, head: Sequence[Line]) -> bool:
    """Tell whether a line of a header stands over the gap between two words that are heads of their own."""
    if any(b.x0 - a.x1 > _TWO_HEADS * line.size for a, b in pairwise(_words(line))):
        return False
    words = [
        box
        for other in head
        if other.baseline > line.baseline + 0.5 * line.size
        for box in _words(other)
        if box.x1 > line.box.x0 - 2 * line.size and box.x0 < line.box.x1 + 2 * line.size
    ]
    middle = (line.box.x0 + line.box.x1) / 2
    return any(
        a.x1 < b.x0 and (a.x0 + a.x1) / 2 < middle < (b.x0 + b.x1) / 2 and line.box.x0 < b.x0 and line.box.x1 > a.x1
        for a, b in pairwise(sorted(words, key=lambda box: box.x0))
    )


def _white_strips(lines: Sequence[Line], frame: Box) -> list[float]:
    size = median(line.size for line in lines)
    words = [[(box.x0, box.x1) for box in _words(line)] for line in lines]
    # A line across nearly the whole frame is a spanning cell, or prose; it says nothing about columns.
    telling = [row for row in words if len(row) > 1 or row[0][1] - row[0][0] < 0.6 * frame.width]
    step = 0.5
    steps = int(frame.width / step) + 2
    covered = [0] * steps
    for row in telling:
        for x0, x1 in row:
            for index in range(max(int((x0 - frame.x0) / step), 0), min(int((x1 - frame.x0) / step) + 1, steps)):
                covered[index] += 1
    tolerated = len(telling) // 25  # a spanning header, a word that sticks out
    found = []
    free = _free_strips(covered, 0)
    # Where nothing sticks out at all is the best place for a border; a column of few words has one on either side.
    free += [(a, b) for a, b in _free_strips(covered, tolerated) if not any(a <= c and d <= b for c, d in free)]
    for first, last in sorted(free):
        x = frame.x0 + (first + last) / 2 * step
        # A strip through many lines is no chance meeting of word spaces, though it may be narrow.
        needed = 0.8 if len(telling) < _MANY_LINES else 0.5
        if (last - first) * step >= 0.35 * size and _widest_gap(words, x) >= needed * size:
            found.append(x)
    return found


def _free_strips(covered: Sequence[int], tolerated: int) -> list[tuple[int, int]]:
    used = [index for index, count in enumerate(covered) if count > tolerated]
    return [(before + 1, after) for before, after in pairwise(used) if after - before > 1]


def _widest_gap(words: Sequence[Sequence[tuple[float, float]]], x: float) -> float:
    """Return the widest gap at ``x`` between two words of one line; a word space is never that wide."""
    gaps = [0.0]
    for row in words:
        left = [x1 for _, x1 in row if x1 <= x]
        right = [x0 for x0, _ in row if x0 >= x]
        gaps.append(min(right) - max(left) if left and right else float("inf") if left or right else 0.0)
    finite = [gap for gap in gaps if gap != float("inf")]
    # Where no line has words on both sides (each cell is a segment of its own), the strip is wide for certain.
    return max(finite) if any(finite) else float("inf")


def _words(line: Line) -> list[Box]:
    words: list[list[Glyph]] = []
    for index, glyph in enumerate(line.glyphs):
        gap = glyph.box.x0 - words[-1][-1].box.x1 if words else 0.0
        if words and gap <= 0.2 * line.size and index not in line.blanks:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return [_ink(word) for word in words]


def _ink(word: Sequence[Glyph]) -> Box:
    """Return the box of a word without the empty half of a full-width mark at its begin or end."""
    box = Box.around(glyph.box for glyph in word)
    first, last = word[0], word[-1]
    x0 = box.x0 + (0.5 * first.box.width if first.text in _EMPTY_BEFORE else 0.0)
    x1 = box.x1 - (0.5 * last.box.width if last.text in _EMPTY_BEHIND else 0.0)
    return Box(x0, box.top, max(x0, x1), box.bottom)


def _rows(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    """Return the lines row by row. Labels of groups in the first column, which may stand between rows, come last."""
    labels = [line for line in lines if column_of(line.box, edges) == 0]
    others = [line for line in lines if column_of(line.box, edges) > 0]
    if len(edges) < 4 or not labels or len(_levels(labels)) >= 0.75 * len(_levels(others)):
        return _rows_by_gaps(lines, edges)
    rows = _rows_by_gaps(others, edges)
    if len(rows) < 3 or len(_levels(labels)) >= 0.75 * len(rows):
        return _rows_by_gaps(lines, edges)
    for level in _levels(labels):
        middle = _middle(level)
        min(rows, key=lambda row: abs(_middle([o for o in row if o not in labels]) - middle)).extend(level)
    return rows


def _rows_by_gaps(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    levels = _levels(lines)
    gaps = [below[0] - above[1] for above, below in pairwise(_extent(level) for level in levels)]
    if not gaps:
        return levels
    best = max(
        (_plausibility(rows, edges), -width, rows)
        for width in sorted({round(gap, 1) for gap in gaps} | {float("inf")})
        for rows in [_merge_levels(levels, gaps, width)]
    )
    return _attach_fragments(best[2], edges)


def _levels(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines by level: groups that a free horizontal strip, however thin, parts from each other."""
    levels: list[list[Line]] = []
    bottom = float("-inf")
    for line in sorted(lines, key=_x_height_top):
        top, line_bottom = _x_height_top(line), line.baseline
        if levels and top < bottom - 0.5:
            levels[-1].append(line)
        else:
            levels.append([line])
            bottom = float("-inf")
        bottom = max(bottom, line_bottom)
    return levels


def _x_height_top(line: Line) -> float:
    # Boxes of different fonts differ in height; what is printed reaches about 0.7 of the size above the baseline.
    return line.baseline - 0.7 * line.size


def _extent(level: Sequence[Line]) -> tuple[float, float]:
    return min(_x_height_top(line) for line in level), max(line.baseline for line in level)


def _merge_levels(levels: Sequence[list[Line]], gaps: Sequence[float], width: float) -> list[list[Line]]:
    rows = [list(levels[0])]
    for gap, level in zip(gaps, levels[1:], strict=True):
        if round(gap, 1) >= width:
            rows.append(list(level))
        else:
            rows[-1] += level
    return rows


def _plausibility(rows: Sequence[Sequence[Line]], edges: Sequence[float]) -> float:
    """Return the share of rows that look like rows."""
    columns = len(edges) - 1
    good = 0
    for row in rows:
        counts = [len(cell) for cell in _cells(row, edges) if cell]
        filled, single = len(counts), sum(count == 1 for count in counts)
        good += filled >= 0.5 * columns and single >= max(0.25 * filled, 1)
    return good / len(rows)


def _attach_fragments(rows: list[list[Line]], edges: Sequence[float]) -> list[list[Line]]:
    """Give a row with hardly a cell filled to a neighbour: the one that it completes, or that is clearly nearer."""
    if len(rows) < 3 or len(edges) < 5:
        return rows
    rows = _completed(rows, edges)
    full = [row for row in rows if not _is_fragment(row, edges)]
    if len(full) < 2:
        return rows
    # A label in the middle of its group stands between two rows: it is no measure of how far rows stand apart.
    usual = median(_gap_below(above, below) for above, below in pairwise(full))
    kept: list[list[Line]] = []
    carried: list[Line] = []
    for index, row in enumerate(rows):
        before = _gap_below(rows[index - 1], row) if index else float("inf")
        after = _gap_below(row, rows[index + 1]) if index + 1 < len(rows) else float("inf")
        if _is_fragment(row, edges) and min(before, after) < 0.75 * usual:
            if before <= after and kept:
                kept[-1] += row
            else:
                carried += row
            continue
        kept.append(carried + row)
        carried = []
    if carried:
        kept.append(carried)
    return kept


def _completed(rows: Sequence[list[Line]], edges: Sequence[float]) -> list[list[Line]]:
    """Give the lines of a long cell to the row in whose middle the cell then stands.

    In most tables a cell of several lines is centred beside single lines. Its first and last lines look like rows of
    their own where rows stand close together.
    """
    found: list[list[Line]] = []
    above: list[list[Line]] = []
    index = 0
    while index < len(rows):
        if _is_fragment(rows[index], edges):
            above.append(rows[index])
            index += 1
            continue
        row = rows[index]
        below: list[list[Line]] = []
        while index + 1 + len(below) < len(rows) and _is_fragment(rows[index + 1 + len(below)], edges):
            below.append(rows[index + 1 + len(below)])
        best = (_off_centre(row, [], edges), 0, 0)
        for first in range(min(len(above), _LONGEST) + 1):
            for last in range(min(len(below), _LONGEST) + 1):
                more = [line for part in (*above[len(above) - first :], *below[:last]) for line in part]
                off = _off_centre(row, more, edges) if more else float("inf")
                if off < min(best[0], _CENTRED * row[0].size):
                    best = (off, first, last)
        _, first, last = best
        found += above[: len(above) - first]
        found.append([line for part in (*above[len(above) - first :], row, *below[:last]) for line in part])
        above = []
        index += 1 + last
    return found + above


def _off_centre(row: Sequence[Line], more: Sequence[Line], edges: Sequence[float]) -> float:
    """Return how far the cells that ``more`` belongs to, or else all cells, are from the middle of the others."""
    cells = _cells([*row, *more], edges)
    touched = {column_of(line.box, edges) for line in more} or {n for n, cell in enumerate(cells) if len(cell) > 1}
    others = [_middle(cell) for n, cell in enumerate(cells) if cell and n not in touched]
    if not others or not touched:
        return float("inf")
    return max(abs(_middle(cells[n]) - median(others)) for n in touched)


def _middle(cell: Sequence[Line]) -> float:
    top, bottom = _extent(cell)
    return (top + bottom) / 2


def _is_fragment(row: Sequence[Line], edges: Sequence[float]) -> bool:
    return sum(bool(cell) for cell in _cells(row, edges)) <= 0.3 * (len(edges) - 1)


def _gap_below(above: Sequence[Line], below: Sequence[Line]) -> float:
    return _extent(below)[0] - _extent(above)[1]


def _cells(row: Sequence[Line], edges: Sequence[float]) -> tuple[tuple[Line, ...], ...]:
    cells: list[list[Line]] = [[] for _ in edges[1:]]
    for line in sorted(row, key=lambda line: (round(line.baseline, 1), line.box.x0)):
        cells[column_of(line.box, edges)].append(line)
    return tuple(tuple(cell) for cell in cells)
