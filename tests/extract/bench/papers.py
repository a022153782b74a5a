"""The test papers, cut to what a layout needs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from extract.model import Block, BlockKind, Document, Table
from extract.plain import read_text
from tests.extract.bench.layout import Layout
from tests.extract.bench.parts import is_note, without_marks, without_note_marks

_HERE = Path(__file__).resolve().parent
_NUMBER = re.compile(r"^\[(\d+)\] ")
_NARROW = {"en": (0, 2, 5, 6), "zh": (1, 2, 3, 6)}


def paper(layout: Layout) -> Document:
    """Return the paper that a layout sets, with the marks that tell scripts and spanning heads."""
    source = _HERE / "papers" / f"{layout.paper}.txt"
    if layout.paper == "zh":
        source = _HERE.parents[2] / "gold" / "papers" / "sample-review" / "paper.txt"
    document = read_text(source)
    blocks = tuple(replace(block, kind=BlockKind.HEADING) if _heads(block) else block for block in document.blocks)
    if "numbered" in layout.extras:
        blocks = tuple(
            replace(block, text=_NUMBER.sub(r"\1. ", block.text)) if _lists(block) else block for block in blocks
        )
    return replace(document, blocks=blocks, tables=tuple(_cut(table, layout) for table in document.tables))


def _lists(block: Block) -> bool:
    return block.kind is BlockKind.REFERENCE


def _heads(block: Block) -> bool:
    """Tell whether a paragraph is a heading without a number, which the text form cannot tell."""
    return block.kind is BlockKind.PARAGRAPH and len(block.text) < 80 and block.text[-1].isalnum()


def truth(document: Document) -> Document:
    """Return a test paper as it must be read."""
    blocks = tuple(
        replace(block, text=without_marks(block.text), kind=BlockKind.NOTE if is_note(block) else block.kind)
        for block in document.blocks
    )
    tables = tuple(
        replace(
            table,
            header=tuple(map(without_marks, table.header)),
            rows=tuple(tuple(map(without_note_marks, row)) for row in table.rows),
            cells=(),
        )
        for table in document.tables
    )
    return replace(document, blocks=blocks, tables=tables)


def _cut(table: Table, layout: Layout) -> Table:
    rows = table.rows
    if layout.long:
        rows = tuple(tuple(_another(cell, copy) for cell in row) for copy in range(3) for row in table.rows)
    header = table.header
    if layout.grouped and layout.paper in _NARROW:
        # A disease or drug that heads several rows.
        first = 1 if layout.paper == "en" else 2
        order = (first, *(index for index in range(len(header)) if index != first))
        header = tuple(header[index] for index in order)
        rows = tuple(sorted((tuple(row[index] for index in order) for row in rows), key=lambda row: row[0]))
    if layout.narrow and layout.paper in _NARROW:
        header = tuple(header[index] for index in _NARROW[layout.paper])
        rows = tuple(tuple(row[index] for index in _NARROW[layout.paper]) for row in rows)
    return replace(table, header=header, rows=rows, cells=())


def _another(cell: str, copy: int) -> str:
    """Return a cell with other numbers in it, so that no two rows of a long table are the same."""
    return re.sub(r"\d+", lambda match: str(int(match.group()) + 7 * copy), cell) if copy else cell
