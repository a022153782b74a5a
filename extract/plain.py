"""The text form of a paper: one paragraph a line, tables between ``<<table N>>`` marks with cells parted by tabs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from extract.errors import NotAPdfError, ReadError
from extract.model import Block, BlockKind, Cell, Document, Source, Table, Title
from extract.openings import ABSTRACT, KEYWORDS, REFERENCES, begins_caption
from extract.references import read_references
from extract.sections import language, looks_like_heading
from extract.tables import CAPTION

_OPEN = re.compile(r"<<table\s+(\S+?)>>")


def read_text(path: Path) -> Document:
    """Read a paper in the text form. Raises :class:`~extract.errors.ReadError` when it is not UTF-8 text."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAPdfError(path.name, f"neither a PDF nor UTF-8 text (byte {error.start})") from error
    if "\x00" in text:
        raise NotAPdfError(path.name, "neither a PDF nor text: it holds zero bytes")
    return document_from_text(text, path.name)


def document_from_text(text: str, name: str) -> Document:
    """Return the document that the text form describes.

    Raises :class:`~extract.errors.ReadError`, which names the line, for a table that is not closed or whose rows
    differ in length.
    """
    lines = text.splitlines()
    paragraphs: list[str] = []
    tables: list[Table] = []
    index = 0
    while index < len(lines):
        opening = _OPEN.fullmatch(lines[index].strip())
        if opening is None:
            if lines[index].strip():
                paragraphs.append(lines[index].strip())
            index += 1
            continue
        closing = f"<</table {opening.group(1)}>>"
        end = next((i for i in range(index + 1, len(lines)) if lines[i].strip() == closing), None)
        if end is None:
            raise ReadError(name, f"line {index + 1}: the table is not closed by {closing}")
        tables.append(_table(lines[index + 1 : end], paragraphs, len(tables) + 1, name, index + 2))
        index = end + 1
    if not paragraphs and not tables:
        raise ReadError(name, "the file is empty")
    return _document(paragraphs, tables, name, text)


def document_from_paragraphs(paragraphs: Sequence[str], name: str) -> Document:
    """Return a document with one plain paragraph for each text, exactly as given."""
    blocks = tuple(
        Block(f"b{number}", BlockKind.PARAGRAPH, text, language(text))
        for number, text in enumerate(paragraphs, start=1)
    )
    return Document(_source(name, "\n".join(paragraphs)), Title(), blocks)


def document_to_text(document: Document) -> str:
    """Return the text form of a document; each table stands behind the last of its captions."""
    lines: list[str] = []
    waiting = list(document.tables)
    for index, block in enumerate(document.blocks):
        lines.append(_one_line(block.text))
        following = document.blocks[index + 1 : index + 2]
        if block.kind is BlockKind.CAPTION and not any(b.kind is BlockKind.CAPTION for b in following):
            own = [table for table in waiting if table.caption and _one_line(block.text) in table.caption]
            lines += [line for table in own for line in _table_lines(table)]
            waiting = [table for table in waiting if table not in own]
    lines += [line for table in waiting for line in _table_lines(table)]
    return "\n".join(lines) + "\n"


def _table(lines: Sequence[str], paragraphs: Sequence[str], number: int, name: str, first_line: int) -> Table:
    # A line of nothing but tabs is a row of empty cells.
    numbered = [(at, line) for at, line in enumerate(lines, start=first_line) if line.strip() or "\t" in line]
    rows = [tuple(cell.strip() for cell in line.split("\t")) for _, line in numbered]
    if len(rows) < 2:
        raise ReadError(name, f"line {first_line}: the table has no rows")
    for (at, _), row in zip(numbered, rows, strict=True):
        if len(row) != len(rows[0]):
            raise ReadError(name, f"line {at}: {len(row)} cells where the header has {len(rows[0])}")
    captions: list[str] = []
    for paragraph in reversed(paragraphs):
        if not CAPTION.match(paragraph):
            break
        captions.insert(0, paragraph)
    label = CAPTION.match(captions[0]) if captions else None
    cells = tuple(Cell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts))
    return Table(
        f"t{number}",
        label.group("label") if label else "",
        " ".join(captions),
        rows[0],
        tuple(rows[1:]),
        cells,
    )


def _document(paragraphs: Sequence[str], tables: Sequence[Table], name: str, text: str) -> Document:
    blocks: list[Block] = []
    section: str | None = None
    in_references = False
    titles = _title_positions(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        kind = BlockKind.TITLE if index in titles else _kind(paragraph)
        if REFERENCES.match(paragraph):
            kind, in_references = BlockKind.HEADING, True
        elif in_references:
            kind = BlockKind.REFERENCE
        blocks.append(Block(f"b{index + 1}", kind, paragraph, language(paragraph), section))
        if kind is BlockKind.HEADING:
            section = paragraph
    title = {block.lang: block.text for block in reversed(blocks) if block.kind is BlockKind.TITLE}
    references = read_references([b.text for b in blocks if b.kind is BlockKind.REFERENCE])
    return Document(
        _source(name, text), Title(title.get("zh"), title.get("en")), tuple(blocks), tuple(tables), references
    )


def _title_positions(paragraphs: Sequence[str]) -> set[int]:
    """Return the lines before the abstract that are titles: the longest short line of each language."""
    limit = next((i for i, p in enumerate(paragraphs) if ABSTRACT.match(p) or KEYWORDS.match(p)), 0)
    titles: dict[str, int] = {}
    for index in range(min(limit, 8)):
        text = paragraphs[index]
        lang = language(text)
        if 8 <= len(text) <= 250 and (lang not in titles or len(text) > len(paragraphs[titles[lang]])):
            titles[lang] = index
    return set(titles.values())


def _kind(text: str) -> BlockKind:
    if ABSTRACT.match(text):
        return BlockKind.ABSTRACT
    if KEYWORDS.match(text):
        return BlockKind.KEYWORDS
    if begins_caption(text) and len(text) < 300:
        return BlockKind.CAPTION
    return BlockKind.HEADING if looks_like_heading(text) else BlockKind.PARAGRAPH


def _source(name: str, text: str) -> Source:
    return Source(name, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), 0)


def _table_lines(table: Table) -> Iterable[str]:
    number = re.sub(r"\D", "", table.label) or table.id
    yield f"<<table {number}>>"
    for row in (table.header, *table.rows):
        yield "\t".join(_one_line(cell) for cell in row)
    yield f"<</table {number}>>"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
