"""The test papers, cut to what a layout needs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from extract.model import Document, Table
from extract.plain import read_text
from tests.extract.bench.layout import Layout

_HERE = Path(__file__).resolve().parent
_NARROW = {"en": (0, 2, 5, 6), "zh": (1, 2, 3, 6)}


def paper(layout: Layout) -> Document:
    """Return the paper that a layout sets, which is also what must be read."""
    source = {
        "en": _HERE / "papers" / "en.txt",
        "zh": _HERE.parents[2] / "gold" / "papers" / "sample-review" / "paper.txt",
    }[layout.paper]
    document = read_text(source)
    return replace(document, tables=tuple(_cut(table, layout) for table in document.tables))


def _cut(table: Table, layout: Layout) -> Table:
    rows = table.rows
    if layout.long:
        rows = tuple(tuple(_another(cell, copy) for cell in row) for copy in range(3) for row in table.rows)
    header = table.header
    if layout.grouped:
        # A disease or drug that heads several rows.
        first = 1 if layout.paper == "en" else 2
        order = (first, *(index for index in range(len(header)) if index != first))
        header = tuple(header[index] for index in order)
        rows = tuple(sorted((tuple(row[index] for index in order) for row in rows), key=lambda row: row[0]))
    if layout.narrow:
        header = tuple(header[index] for index in _NARROW[layout.paper])
        rows = tuple(tuple(row[index] for index in _NARROW[layout.paper]) for row in rows)
    return replace(table, header=header, rows=rows, cells=())


def _another(cell: str, copy: int) -> str:
    """Return a cell with other numbers in it, so that no two rows of a long table are the same."""
    return re.sub(r"\d+", lambda match: str(int(match.group()) + 7 * copy), cell) if copy else cell
