"""A paper as text with its evidence marked: what the page shows of a paper that has no pages, or none at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.contract import Json
from corpus.review.evidence import Piece

_LEFT_OUT = ("reference",)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``piece`` is the number of the evidence that it is, ``None`` for what stands around it."""

    text: str
    piece: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, a paragraph and the like."""

    kind: str
    lang: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a table; ``piece`` is the number of the evidence that it is."""

    cells: tuple[str, ...]
    piece: int | None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as it was read."""

    label: str
    header: tuple[str, ...]
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True)
class PlainText:
    """The text of a paper, then its tables."""

    passages: tuple[Passage, ...]
    tables: tuple[PrintedTable, ...]


def plain_text(findings: Json, pieces: Iterable[Piece]) -> PlainText:
    """Return the text of a paper but for its bibliography; ``pieces`` are those of this paper."""
    shown = list(pieces)
    passages = tuple(
        Passage(block["kind"], block["lang"], tuple(_runs(block, shown)))
        for block in findings.get("blocks", [])
        if block["kind"] not in _LEFT_OUT
    )
    tables = tuple(_table(table, shown) for table in findings.get("tables", []))
    return PlainText(passages, tables)


def _runs(block: Json, pieces: Iterable[Piece]) -> Iterator[Run]:
    text, done = block["text"], 0
    for piece in sorted((piece for piece in pieces if piece.block == block["id"]), key=lambda piece: piece.start):
        if piece.start < done:
            continue  # inside the one before
        start = piece.start + len(text[piece.start : piece.end]) - len(text[piece.start : piece.end].lstrip())
        yield Run(text[done:start])
        yield Run(text[start : piece.end], piece.number)
        done = piece.end
    yield Run(text[done:])


def _table(table: Json, pieces: Iterable[Piece]) -> PrintedTable:
    numbers = {piece.row: piece.number for piece in pieces if piece.table == table["id"]}
    rows = enumerate(table["rows"], start=1)
    return PrintedTable(
        table["label"] or table["id"],
        tuple(table["header"]),
        tuple(PrintedRow(tuple(cells), numbers.get(number)) for number, cells in rows),
    )
