"""Tables that do not stand as a header above rows of records: turned tables, headers of two lines, headers repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.model import Cell, Table

_MOST = 0.6


def upright(table: Table, is_header: Callable[[str], bool], names_ncrna: Callable[[str], bool]) -> tuple[Table, bool]:
    """Return a table with its records in rows, and whether it had to be turned for it.

    ``is_header`` tells whether a text is a header word. A second line of headers is joined to the first one; it and
    headers that are repeated further down become empty rows, so that rows keep their numbers.
    """
    turned = _is_turned(table, is_header, names_ncrna)
    if turned:
        table = _turned(table)
    return _without_repeated(_with_second_line(table, is_header, names_ncrna)), turned


def _is_turned(table: Table, is_header: Callable[[str], bool], names_ncrna: Callable[[str], bool]) -> bool:
    """Tell whether the fields stand below each other at the left, and the ncRNAs beside each other."""
    at_left = [row[0] for row in table.rows]
    on_top = table.header[1:]
    if len(at_left) < 2 or not on_top or _share(at_left, is_header) < _MOST or _share(on_top, is_header) > 0.2:
        return False
    beside = [on_top, *(row[1:] for row in table.rows)]
    return any(_share(cells, names_ncrna) >= _MOST for cells in beside if any(cells))


def _turned(table: Table) -> Table:
    lines = (table.header, *table.rows)
    columns = tuple(zip(*lines, strict=True))
    cells = tuple(Cell(cell.col, cell.row, cell.text, cell.colspan, cell.rowspan, cell.regions) for cell in table.cells)
    return replace(table, header=columns[0], rows=columns[1:], cells=cells)


def _with_second_line(table: Table, is_header: Callable[[str], bool], names_ncrna: Callable[[str], bool]) -> Table:
    if len(table.rows) < 2:
        return table
    second = table.rows[0]
    filled = [text for text in second if text.strip()]
    if len(set(filled)) < 2 or _share(filled, is_header) < _MOST or any(map(names_ncrna, filled)):
        return table
    header = tuple(_joined(top, below) for top, below in zip(table.header, second, strict=True))
    return replace(table, header=header, rows=(("",) * len(header), *table.rows[1:]))


def _joined(top: str, below: str) -> str:
    return below if not top.strip() or top == below else f"{top} {below}".strip()


def _without_repeated(table: Table) -> Table:
    empty = ("",) * len(table.header)
    same = {tuple(text.casefold().strip() for text in table.header)}
    rows = tuple(empty if tuple(text.casefold().strip() for text in row) in same else row for row in table.rows)
    return replace(table, rows=rows) if rows != table.rows else table


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    filled = [text for text in texts if text.strip()]
    return sum(map(test, filled)) / len(filled) if filled else 0.0
