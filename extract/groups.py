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
        groups = _groups(filled, table.rows)
        cells = [c for c in cells if c.col != column or c.row == 0 or c.text]
        cells = [
            Cell(groups[c.row][0], c.col, c.text, groups[c.row][1], c.colspan, c.regions)
            if c.col == column and c.row
            else c
            for c in cells
        ]
    return sorted(cells, key=lambda cell: (cell.row, cell.col))


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
