"""From the text inside a table's frame to rows: pure geometry.

Rows are harder than columns: cells of several lines stand beside single lines that may be centred, and nothing but a
slightly wider gap may part two rows. All widths of gap are tried, and the partition is taken in which most rows look
like rows: most columns filled, and some of them with one line only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.columns import column_of, cut_at_edges, heading_of_group, text_levels, x_height_top
from extract.lines import Line

_MOST = 0.75  # of the strips between rules look like one row each
_FEW = 0.5  # of the columns
_LONGEST = 6  # lines above or below the middle of a cell that are looked at
_CENTRED = 0.3  # of the size: a cell whose middle is this near to the others' is centred


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines of text by row and column; ``edges`` are the x of the column borders, outer ones included."""

    edges: tuple[float, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


def grid(lines: Sequence[Line], edges: Sequence[float], borders: Sequence[float], *, shaded: bool = False) -> Grid:
    """Put lines into rows and columns; ``borders`` are the y of rules that part rows, if there are any.

    ``shaded``: they are the edges of shades, which may leave several rows between them.
    """
    headings = {id(level[0]) for level in text_levels(lines) if heading_of_group(level, edges)}
    pieces = [piece for line in lines for piece in ([line] if id(line) in headings else cut_at_edges(line, edges))]
    limits = [float("-inf"), *sorted(borders), float("inf")]
    strips = [
        [p for p in pieces if above < (p.box.top + p.box.bottom) / 2 <= below] for above, below in pairwise(limits)
    ]
    strips = [strip for strip in strips if strip]
    # Rules between all rows leave nothing to find; few rules may part groups of rows.
    ruled = len(borders) >= 4 or (len(strips) > 1 and _plausibility(strips, edges) >= _MOST)
    if ruled and shaded:
        rows = [row for strip in strips for row in _whole_rows(strip, edges)]
    else:
        rows = strips if ruled else [row for strip in strips for row in _rows(strip, edges)]
    return Grid(tuple(edges), tuple(cells_of_row(row, edges) for row in rows))


def _whole_rows(strip: list[Line], edges: Sequence[float]) -> list[list[Line]]:
    """Return the rows between two edges of shades: several where each is filled from its first to its last cell."""
    rows = _rows(strip, edges)
    cells = [cells_of_row(row, edges) for row in rows]
    whole = all(row[0] and row[-1] and sum(map(bool, row)) >= _MOST * len(row) for row in cells)
    return rows if whole else [strip]


def _rows(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    """Return the lines row by row. Labels of groups in the first column, which may stand between rows, come last."""
    labels = [line for line in lines if column_of(line.box, edges) == 0]
    others = [line for line in lines if column_of(line.box, edges) > 0]
    if len(edges) < 4 or not labels or len(text_levels(labels)) >= 0.75 * len(text_levels(others)):
        return _rows_by_gaps(lines, edges)
    rows = _rows_by_gaps(others, edges)
    if len(rows) < 3 or len(text_levels(labels)) >= 0.75 * len(rows):
        return _rows_by_gaps(lines, edges)
    for level in text_levels(labels):
        middle = _middle(level)
        min(rows, key=lambda row: abs(_middle([o for o in row if o not in labels]) - middle)).extend(level)
    return rows


def _rows_by_gaps(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    levels = text_levels(lines)
    gaps = [below[0] - above[1] for above, below in pairwise(vertical_extent(level) for level in levels)]
    if not gaps:
        return levels
    best = max(
        (_plausibility(rows, edges), -width, rows)
        for width in sorted({round(gap, 1) for gap in gaps} | {float("inf")})
        for rows in [_mergelevels(levels, gaps, width)]
    )
    return _attach_fragments(best[2], edges)


def level_gaps(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the free horizontal strips between lines, from the top down: height in points, and y of the middle."""
    extents = [vertical_extent(level) for level in text_levels(lines)]
    return [(below[0] - above[1], (above[1] + below[0]) / 2) for above, below in pairwise(extents)]


def vertical_extent(level: Sequence[Line]) -> tuple[float, float]:
    """Return from where to where lines are printed: the height of their letters, not of their boxes."""
    return min(x_height_top(line) for line in level), max(line.baseline for line in level)


def _mergelevels(levels: Sequence[list[Line]], gaps: Sequence[float], width: float) -> list[list[Line]]:
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
        counts = [len(cell) for cell in cells_of_row(row, edges) if cell]
        filled, single = len(counts), sum(count == 1 for count in counts)
        good += filled >= 0.5 * columns and single >= max(0.25 * filled, 1)
    return good / len(rows)


def _attach_fragments(rows: list[list[Line]], edges: Sequence[float]) -> list[list[Line]]:
    """Give a row with hardly a cell filled to a neighbour: the one that it completes, or that is clearly nearer."""
    if len(rows) < 3 or len(edges) < 5:
        return rows
    rows = _hung(rows, edges) or _completed(rows, edges)
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


def _hung(rows: Sequence[list[Line]], edges: Sequence[float]) -> list[list[Line]] | None:
    """Return the rows of a table whose cells begin at one height and whose lines are all equally far apart.

    What looks like a row with few cells then goes on with cells of the row above. ``None`` where that is not so: where
    one of them completes nothing above, or where each stands in the middle of its cell with another.
    """
    parts = [False, *(_goes_on(row, above, edges) for above, row in pairwise(rows))]
    completed = _completed(rows, edges)
    left = any(_goes_on(row, above, edges) for above, row in pairwise(completed))
    if _few(rows[0], edges) or not any(parts) or not left:
        return None
    found: list[list[Line]] = []
    for index, (row, part) in enumerate(zip(rows, parts, strict=True)):
        if not part:
            found.append(list(row))
            continue
        columns = {column_of(line.box, edges) for line in row}
        nearer_below = index + 1 < len(rows) and (
            _gap_below(row, rows[index + 1]) < _gap_below(rows[index - 1], row) - _CENTRED * row[0].size
        )
        if nearer_below or not columns <= {column_of(line.box, edges) for line in found[-1]}:
            return None
        found[-1] += row
    return found


def _goes_on(row: Sequence[Line], above: Sequence[Line], edges: Sequence[float]) -> bool:
    """Tell whether a row has no last cell and few others; what has a first cell only may be the label of a group."""
    cells = cells_of_row(row, edges)
    if cells[-1] or not _few(row, edges):
        return False
    if not cells[0] or any(cells[1:]):
        return True
    first = cells_of_row(above, edges)[0]
    label = cells[0][0]
    return bool(first) and label.box.x1 <= edges[1] + 1 and _look(label) == _look(first[-1])


def _few(row: Sequence[Line], edges: Sequence[float]) -> bool:
    return sum(map(bool, cells_of_row(row, edges))) <= _FEW * (len(edges) - 1)


def _look(line: Line) -> tuple[str, float]:
    """Return the font and size of a line's first letter."""
    return line.glyphs[0].font, round(line.glyphs[0].size, 1)


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
    cells = cells_of_row([*row, *more], edges)
    touched = {column_of(line.box, edges) for line in more} or {n for n, cell in enumerate(cells) if len(cell) > 1}
    others = [_middle(cell) for n, cell in enumerate(cells) if cell and n not in touched]
    if not others or not touched:
        return float("inf")
    return max(abs(_middle(cells[n]) - median(others)) for n in touched)


def _middle(cell: Sequence[Line]) -> float:
    top, bottom = vertical_extent(cell)
    return (top + bottom) / 2


def _is_fragment(row: Sequence[Line], edges: Sequence[float]) -> bool:
    return sum(bool(cell) for cell in cells_of_row(row, edges)) <= 0.3 * (len(edges) - 1)


def _gap_below(above: Sequence[Line], below: Sequence[Line]) -> float:
    return vertical_extent(below)[0] - vertical_extent(above)[1]


def cells_of_row(row: Sequence[Line], edges: Sequence[float]) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of one row cell by cell."""
    cells: list[list[Line]] = [[] for _ in edges[1:]]
    if heading_of_group(row, edges):
        cells[0] = list(row)
        return tuple(map(tuple, cells))
    for line in sorted(row, key=lambda line: (round(line.baseline, 1), line.box.x0)):
        cells[column_of(line.box, edges)].append(line)
    return tuple(tuple(cell) for cell in cells)
