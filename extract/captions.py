"""Captions, notes and continuations: the parts of a table find each other, and the document is put together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.groups import fill_merged
from extract.hyphens import join_words
from extract.model import Block, BlockKind, Box, Cell, Document, Reference, Source, Table, Title
from extract.openings import REFERENCES
from extract.references import read_references
from extract.sections import Named, language
from extract.tables import CAPTION, CONTINUED, PrintedTable, same_header

_REST = 0.35  # of the columns: a row with no more cells at the head of a part goes on with the row before
_NEAR = 40.0  # points between a table and its caption or note
_NOTE = re.compile(r"^\s*(?:注\s*[:：]|\*|[†‡§]|(?i:notes?|abbreviations?)\b\s*[:：.]|缩写)")
# Only in smaller print: "a Kept at 3 µM", "CAF, cancer-associated fibroblast".
_SMALL_NOTE = re.compile(r"^\s*(?:[a-z]\s|[A-Z][\w-]*\s*[:：,=])")
_LABEL_IN_TEXT = re.compile(r"(?P<kind>[表图]|Tab(?:le|\.)|Fig(?:ure|\.)?)\s*(?P<number>\d+)", re.I)


def attach_captions(
    source: Source,
    named: Sequence[Named],
    printed: Sequence[PrintedTable],
    warnings: tuple[str, ...],
    *,
    size: float,
) -> Document:
    """Return the document: tables with captions and notes, floats after the paragraph that first cites them.

    ``size`` is that of the running text, in points.
    """
    captions = _with_captions_overleaf(_captions(printed, named), printed, named)
    notes: list[list[Named]] = [[] for _ in printed]
    for index, table in enumerate(printed):
        notes[index] = _notes_of(table, named, size)
    repeated: set[int] = set()
    behind: dict[int, list[Named]] = {}  # the notes of a table, by the last of its captions
    placed: set[int] = set()
    anchor: Named | None = None
    tables: list[Table] = []
    last: PrintedTable | None = None
    for index, table in enumerate(printed):
        own = captions[index]
        note = " ".join(n.paragraph.text.strip() for n in notes[index])
        if last is not None and tables and _continues(last, table, tables[-1], own):
            tables[-1] = _append(tables[-1], table, note)
            repeated |= {id(n) for n in own if tables[-1].caption}
            if not tables[-1].caption:
                tables[-1] = _captioned(tables[-1], own)
        else:
            tables.append(_table(table, own, note, f"t{len(tables) + 1}"))
            anchor = None
        anchor = anchor or (own[-1] if own else None)
        if anchor is not None:
            behind.setdefault(id(anchor), []).extend(replace(n, kind=BlockKind.NOTE) for n in notes[index])
            placed |= {id(n) for n in notes[index]}
        last = table
    blocks = _blocks([n for n in named if id(n) not in placed | repeated], behind)
    references = _references(blocks)
    return Document(source, _title(blocks), tuple(blocks), tuple(tables), references, warnings)


def _captions(printed: Sequence[PrintedTable], named: Sequence[Named]) -> list[list[Named]]:
    """Return the captions of each table: those above it, or below it where the paper sets captions so."""
    above = [_captions_near(table, named, below=False) for table in printed]
    below = [_captions_near(table, named, below=True) for table in printed]
    # One paper sets all of its captions on the same side; where both sides hold one, the other belongs to a neighbour.
    sure_above = sum(bool(a) and not b for a, b in zip(above, below, strict=True))
    sure_below = sum(bool(b) and not a for a, b in zip(above, below, strict=True))
    first, second = (below, above) if sure_below > sure_above else (above, below)
    taken: set[int] = set()
    found: list[list[Named]] = []
    for one, other in zip(first, second, strict=True):
        own = next((c for c in (one, other) if c and not any(id(n) in taken for n in c)), [])
        taken |= {id(n) for n in own}
        found.append(own)
    return found


def _with_captions_overleaf(
    captions: Sequence[list[Named]], printed: Sequence[PrintedTable], named: Sequence[Named]
) -> list[list[Named]]:
    """Return the captions with those that stand alone at the foot of a page, given to the first table overleaf."""
    taken = {id(n) for own in captions for n in own}
    found = [list(own) for own in captions]
    for index, table in enumerate(printed):
        first = all(other.page != table.page for other in printed[:index])
        if found[index] or not first:
            continue
        before = [n for n in named if n.paragraph.lines[-1].page == table.page - 1]
        last = max(before, key=lambda n: n.paragraph.lines[-1].box.bottom, default=None)
        if last is not None and id(last) not in taken and last.paragraph.caption and CAPTION.match(last.paragraph.text):
            found[index] = [last]
    return found


def _captions_near(table: PrintedTable, named: Sequence[Named], *, below: bool) -> list[Named]:
    """Return the captions above or below a table; the second of two languages stands beyond the first."""
    found: list[Named] = []
    edge = table.frame.bottom if below else table.frame.top
    tabular = [
        n
        for n in named
        if n.paragraph.caption
        and n.paragraph.lines[0].page == table.page
        and (CAPTION.match(n.paragraph.text) or CONTINUED.match(n.paragraph.text))
        and _beside(n, table)
    ]
    number = None
    for n in sorted(tabular, key=lambda n: _box(n).top, reverse=not below):
        gap = _box(n).top - edge if below else edge - _box(n).bottom
        own = _number(n.paragraph.text)
        if not -2 <= gap < _NEAR or (found and own != number):
            continue
        found.append(n)
        number = own
        edge = _box(n).bottom if below else _box(n).top
    return found if below else found[::-1]


def _notes_of(table: PrintedTable, named: Sequence[Named], size: float) -> list[Named]:
    found: list[Named] = []
    bottom = table.frame.bottom
    for n in named:
        if n.paragraph.lines[0].page != table.page or n.kind not in (BlockKind.NOTE, BlockKind.PARAGRAPH):
            continue
        box = _box(n)
        near = -2 <= box.top - bottom < (20 if not found else 8) and _beside(n, table)
        small = n.paragraph.style[0] < 0.97 * size and _SMALL_NOTE.match(n.paragraph.text)
        if near and (n.kind is BlockKind.NOTE or small or _NOTE.match(n.paragraph.text)):
            found.append(n)
            bottom = box.bottom
    return found


def _beside(n: Named, table: PrintedTable) -> bool:
    box = _box(n)
    return min(box.x1, table.frame.x1) - max(box.x0, table.frame.x0) > 0.5 * min(box.width, table.frame.width)


def _box(n: Named) -> Box:
    return Box.around(line.box for line in n.paragraph.lines)


def _continues(last: PrintedTable, table: PrintedTable, so_far: Table, captions: Sequence[Named]) -> bool:
    """Tell whether ``table`` goes on with the one before: it says so, or nothing separates the two."""
    if len(table.header) != len(last.header):
        return False
    labels = {_number(n.paragraph.text) for n in captions} - {None}
    said = any(CONTINUED.search(n.paragraph.text) for n in captions)
    if said:
        return not labels or _number(so_far.label) in labels or not so_far.label
    below = bool(captions) and _box(captions[0]).top > table.frame.bottom - 2
    if captions and (so_far.caption or not below):
        return False
    if table.bold_head and last.bold_head and not same_header(table.header, last.header):
        return False
    moved = table.page != last.page or table.frame.x0 > last.frame.x1 - 5
    widths = [b - a for a, b in zip(table.edges, table.edges[1:], strict=False)]
    others = [b - a for a, b in zip(last.edges, last.edges[1:], strict=False)]
    alike = sum(abs(a - b) < 0.25 * max(a, b) for a, b in zip(widths, others, strict=True))
    return moved and (table.header == last.header or alike >= 0.6 * len(widths))


def _number(text: str) -> str | None:
    match = re.search(r"\d+", text)
    return match.group() if match else None


def _table(table: PrintedTable, captions: Sequence[Named], note: str, identifier: str) -> Table:
    cells = fill_merged(table)
    rows = _grid(cells, len(table.header), table.rows)
    return _captioned(
        Table(id=identifier, label="", caption="", header=table.header, rows=rows, cells=tuple(cells), notes=note),
        captions,
    )


def _captioned(table: Table, captions: Sequence[Named]) -> Table:
    texts = [n.paragraph.text.strip() for n in captions]
    label = CAPTION.match(texts[0]) if texts else None
    return replace(
        table,
        label=re.sub(r"^续\s*", "", label.group("label")).strip() if label else "",
        caption=" ".join(texts),
    )


def _append(so_far: Table, part: PrintedTable, note: str) -> Table:
    """Return the table with the rows of its next part; a header that is printed again is left out."""
    repeated = same_header(part.header, so_far.header)
    cells = fill_merged(part)
    if not repeated:
        # What looked like a header is the next row of data.
        cells = [replace(cell, row=cell.row + 1) for cell in cells]
    first = [cell for cell in cells if cell.row == 1]
    cut = _goes_on_overleaf(first)
    shift = len(so_far.rows) - cut
    own = [_joined(cell, first, len(so_far.rows)) if cut else cell for cell in so_far.cells]
    moved = [replace(cell, row=cell.row + shift) for cell in cells if cell.row > cut]
    rows = part.rows + (not repeated)
    every = own + moved
    return replace(
        so_far,
        rows=_grid(every, len(so_far.header), shift + rows),
        cells=tuple(every),
        notes=" ".join(text for text in (so_far.notes, note) if text),
    )


def _goes_on_overleaf(row: Sequence[Cell]) -> bool:
    """Tell whether the first row of a part is the rest of a long cell of the row above the break."""
    filled = [cell for cell in row if cell.text]
    return 0 < len(filled) <= _REST * len(row) and all(cell.col > 0 and cell.rowspan == 1 for cell in filled)


def _joined(cell: Cell, rest: Sequence[Cell], last: int) -> Cell:
    """Return a cell of the last row with what stands of it overleaf."""
    more = next((other for other in rest if other.col == cell.col and other.text), None)
    if more is None or not cell.row <= last < cell.row + cell.rowspan:
        return cell
    return replace(cell, text=join_words(cell.text, more.text), regions=cell.regions + more.regions)


def _grid(cells: Sequence[Cell], columns: int, rows: int) -> tuple[tuple[str, ...], ...]:
    texts = [[""] * columns for _ in range(rows)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.col, cell.col + cell.colspan):
                if 1 <= row <= rows and column < columns:
                    texts[row - 1][column] = cell.text
    return tuple(tuple(row) for row in texts)


def _blocks(named: Sequence[Named], behind: Mapping[int, Sequence[Named]]) -> list[Block]:
    ordered = [each for n in _floats_after_citation(named) for each in (n, *behind.get(id(n), ()))]
    blocks: list[Block] = []
    for n in ordered:
        pieces = n.paragraph.pieces
        text = "".join(piece.text for piece in pieces)
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if start >= end:
            continue
        blocks.append(
            Block(
                id=f"b{len(blocks) + 1}",
                kind=n.kind,
                text=text[start:end],
                lang=language(text),
                section=n.section,
                places=tuple(piece.region for piece in pieces[start:end]),
            )
        )
    return blocks


def _floats_after_citation(named: Sequence[Named]) -> list[Named]:
    """Move captions behind the first paragraph that cites them: where they stand on the page is chance."""
    floats = [n for n in named if n.kind is BlockKind.CAPTION]
    flow = [n for n in named if n.kind is not BlockKind.CAPTION]
    behind: dict[int, list[Named]] = {}
    lost: list[Named] = []
    for caption in floats:
        label = _LABEL_IN_TEXT.search(caption.paragraph.text)
        host = next((i for i, n in enumerate(flow) if label and _cites(n, label)), None)
        if host is None:
            lost.append(caption)
        else:
            behind.setdefault(host, []).append(caption)
    ordered = [n for i, item in enumerate(flow) for n in (item, *sorted(behind.get(i, ()), key=_float_order))]
    for caption in lost:
        position = next((i for i, n in enumerate(named) if n is caption), 0)
        before = [n for n in named[:position] if n in ordered]
        ordered.insert(ordered.index(before[-1]) + 1 if before else 0, caption)
    return ordered


def _float_order(n: Named) -> tuple[bool, int]:
    label = _LABEL_IN_TEXT.search(n.paragraph.text)
    return (label is not None and label["kind"][0] in "表Tt", n.paragraph.lines[0].page)


def _cites(n: Named, label: re.Match[str]) -> bool:
    if n.kind is not BlockKind.PARAGRAPH:
        return False
    table = label["kind"][0] in "表Tt"
    return any(
        match["number"] == label["number"] and (match["kind"][0] in "表Tt") == table
        for match in _LABEL_IN_TEXT.finditer(n.paragraph.text)
    )


def _title(blocks: Sequence[Block]) -> Title:
    titles = {block.lang: block.text for block in reversed(blocks) if block.kind is BlockKind.TITLE}
    return Title(titles.get("zh"), titles.get("en"))


def _references(blocks: Sequence[Block]) -> tuple[Reference, ...]:
    texts = [block.text for block in blocks if block.kind is BlockKind.REFERENCE]
    return read_references([text for text in texts if not REFERENCES.match(text)])
