"""A test paper as the parts that a typesetter sets one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import Block, BlockKind, Document, Table
from extract.tables import CAPTION

_CITATION = re.compile(r"\s?\[(\d+(?:[,\-–]\d+)*)\]")
_SCRIPT = re.compile(r"([_^])\{([^}]*)\}")
_NOTE_MARK = re.compile(r"\^\{[a-k]\}")
_NOTE = re.compile(r"(?:Note|注)[:：]")
OVER = "¦"  # between a head over several columns and that of one of them


@dataclass(frozen=True)
class Part:
    """A piece of a paper: ``kind`` is title, front, heading, paragraph, reference, figure or table."""

    kind: str
    texts: tuple[str, ...]  # of a float: its captions
    table: Table | None = None
    note: str = ""

    @property
    def wide(self) -> bool:
        """Whether it is a table that does not fit into one of two columns."""
        return self.table is not None and len(self.table.header) > 4


@dataclass(frozen=True)
class Head:
    """A head cell: its text, and how many columns and rows of heads it spans."""

    text: str
    columns: int
    rows: int


def parts(document: Document) -> Iterator[Part]:
    """Yield the parts of a paper; captions that follow each other belong to one float."""
    blocks = list(document.blocks)
    tables = list(document.tables)
    while blocks:
        block = blocks.pop(0)
        if block.kind is not BlockKind.CAPTION:
            yield Part(_KINDS.get(block.kind, "paragraph"), (block.text,))
            continue
        captions = [block.text]
        tabular = CAPTION.match(block.text) is not None
        while blocks and blocks[0].kind is BlockKind.CAPTION and bool(CAPTION.match(blocks[0].text)) == tabular:
            captions.append(blocks.pop(0).text)
        if not tabular:
            yield Part("figure", tuple(captions))
            continue
        note = blocks.pop(0).text if blocks and is_note(blocks[0]) else ""
        yield Part("table", tuple(captions), tables.pop(0), note)


_KINDS = {
    BlockKind.TITLE: "title",
    BlockKind.ABSTRACT: "front",
    BlockKind.KEYWORDS: "front",
    BlockKind.HEADING: "heading",
    BlockKind.REFERENCE: "reference",
}


def is_note(block: Block) -> bool:
    """Tell whether a block is the note under a table."""
    return _NOTE.match(block.text) is not None


def runs(text: str, citations: str = "plain") -> Iterator[tuple[str, str]]:
    """Yield stretches of text with how they are set: ``""``, ``sub`` or ``sup``."""
    if citations == "raised":
        text = _CITATION.sub(r"^{[\1]}", text)
    elif citations == "bare":
        text = _CITATION.sub(r"^{\1}", text)
    at = 0
    for match in _SCRIPT.finditer(text):
        yield text[at : match.start()], ""
        yield match[2], "sub" if match[1] == "_" else "sup"
        at = match.end()
    yield text[at:], ""


def without_marks(text: str) -> str:
    """Return text without the marks of scripts and spanning heads."""
    return _SCRIPT.sub(r"\2", text).replace(OVER, " ")


def without_note_marks(text: str) -> str:
    """Return the text of a cell without the raised letters that point to a note."""
    return without_marks(_NOTE_MARK.sub("", text))


def head_rows(header: Sequence[str]) -> list[list[Head]]:
    """Return the rows of a header: two where some heads span several columns."""
    if not any(OVER in text for text in header):
        return [[Head(text, 1, 1) for text in header]]
    upper: list[Head] = []
    lower: list[Head] = []
    for text in header:
        over, _, own = text.partition(OVER)
        if not own:
            upper.append(Head(text, 1, 2))
            continue
        lower.append(Head(own, 1, 1))
        if upper and upper[-1].text == over and upper[-1].rows == 1:
            upper[-1] = Head(over, upper[-1].columns + 1, 1)
        else:
            upper.append(Head(over, 1, 1))
    return [upper, lower]


def spans(table: Table, row: int, grouped: bool) -> int:
    """Return how many rows the first cell of a row spans; 0 where it is merged into the one above."""
    if not grouped:
        return 1
    rows = table.rows
    if row and rows[row - 1][0] == rows[row][0]:
        return 0
    return next((n for n in range(row, len(rows)) if rows[n][0] != rows[row][0]), len(rows)) - row


def widths(table: Table) -> list[float]:
    """Return the share of the table's width that each column gets: room for its longest word, then for its text."""
    columns = list(zip(*([without_marks(text.split(OVER)[-1]) for text in table.header], *table.rows), strict=True))
    least = [max(_em(word) for cell in column for word in _words(cell)) + 1.0 for column in columns]
    wanted = [max(min(max(_em(item) for item in cell.split("; ")), 18.0) for cell in column) for column in columns]
    extra = [max(w - m, 0.3) for w, m in zip(wanted, least, strict=True)]
    room = max(58.0 - sum(least), 4.0)
    total = [m + room * e / sum(extra) for m, e in zip(least, extra, strict=True)]
    return [each / sum(total) for each in total]


def _words(text: str) -> list[str]:
    # Chinese text may be broken anywhere, but no editor leaves two characters on a line.
    return re.findall(r"[\u4e00-\u9fff]{1,4}|[^\s\u4e00-\u9fff]+", text) or [""]


def _em(text: str) -> float:
    return sum(1.0 if "\u2e80" <= ch <= "\uffef" else 0.7 if ch.isupper() or ch.isdigit() else 0.56 for ch in text)
