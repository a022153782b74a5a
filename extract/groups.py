"""Merged cells: a label that stands once for a group of rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.model import Cell
from extract.tables import PrintedTable


def fill_merged(table: PrintedTable) -> list[Cell]:
    """Return the table's cells; a label in the leading columns that heads a group of rows spans all of them.

    A leading column is taken for a group column when it is filled in fewer than three rows of four while the
    other columns are filled. A label stands at the head of its group or in the middle of it.
    """
    columns = len(table.header)
    cells = [Cell(c.row, c.col, c.text, c.rowspan, c.colspan, c.regions) for c in table.cells]
    for column in range(min(2, columns - 2)):
        filled = [cell.row for cell in cells if cell.col == column and cell.row and cell.text]
        if not 1 <= len(filled) < 0.75 * table.rows or table.rows < 3:
            continue
        others = [c for c in cells if c.col > column and c.row and c.row not in filled]
        if sum(bool(c.text) for c in others) < 0.5 * len(others):
            continue
        groups = _by_rules(filled, table) or _by_middle(cells, column, table) or _groups(filled, table.rows)
        cells = [c for c in cells if c.col != column or c.row == 0 or c.text]
        cells = [
            Cell(groups[c.row][0], c.col, c.text, groups[c.row][1], c.colspan, c.regions)
            if c.col == column and c.row
            else c
            for c in cells
        ]
    return sorted(cells, key=lambda cell: (cell.row, cell.col))


def _by_rules(filled: Sequence[int], table: PrintedTable) -> dict[int, tuple[int, int]] | None:
    """Return the groups that rules over the whole width part, where other rules leave the group column out."""
    if not table.group_starts:
        return None
    starts = sorted({1, *table.group_starts})
    groups = [(start, end - start) for start, end in pairwise([*starts, table.rows + 1])]
    found = {row: group for row in filled for group in groups if group[0] <= row < sum(group)}
    return found if len(set(found.values())) == len(filled) else None


def _by_middle(cells: Sequence[Cell], column: int, table: PrintedTable) -> dict[int, tuple[int, int]] | None:
    """Return the groups whose labels stand in their middle, measured on the page; ``None`` where they do not."""
    extents = [_extent([c for c in cells if c.row == row and c.col > column]) for row in range(1, table.rows + 1)]
    labels = sorted((c for c in cells if c.col == column and c.row and c.text), key=lambda cell: cell.row)
    if any(extent is None for extent in extents) or len({r.page for c in labels for r in c.regions}) > 1:
        return None
    rows = [extent for extent in extents if extent is not None]
    borders = [rows[0][0], *((above[1] + below[0]) / 2 for above, below in pairwise(rows)), rows[-1][1]]
    groups: dict[int, tuple[int, int]] = {}
    start = 0
    for label in labels:
        extent = _extent([label])
        if extent is None:
            return None
        # As much of the group is printed below the middle of its label as above it.
        reached = extent[0] + extent[1] - borders[start]
        end = min(range(start + 1, len(borders)), key=lambda index: abs(borders[index] - reached), default=start)
        if end == start or not start < label.row <= end:
            return None
        groups[label.row] = (start + 1, end - start)
        start = end
    return groups if start == table.rows else None


def _extent(cells: Sequence[Cell]) -> tuple[float, float] | None:
    boxes = [region.box for cell in cells for region in cell.regions]
    return (min(box.top for box in boxes), max(box.bottom for box in boxes)) if boxes else None


def _groups(filled: Sequence[int], rows: int) -> dict[int, tuple[int, int]]:
    """Return label row → (first row, number of rows) of its group."""
    first, centred = 1, {}
    for row in filled:
        size = 2 * (row - first) + 1
        centred[row] = (first, size)
        first += size
    if first == rows + 1 and filled[0] != 1:
        return centred
    if filled[0] == 1:
        ends = [*filled[1:], rows + 1]
        return {row: (row, end - row) for row, end in zip(filled, ends, strict=True)}
    # Neither at the head nor exactly in the middle: borders half way between two labels.
    borders = [1, *((a + b + 1) // 2 for a, b in pairwise(filled)), rows + 1]
    return {row: (a, b - a) for row, a, b in zip(filled, borders, borders[1:], strict=False)}
