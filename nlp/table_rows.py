"""The data rows of a table: headings of groups apart, merged cells filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.model import Table
from nlp.headers import Columns, Field
from nlp.model import EntityType
from nlp.row_values import Row, TableReader

_GROUPING = (Field.DRUG, Field.EFFECT, Field.SOURCE, Field.CLASS, Field.DISEASE)


def read_rows(table: Table, columns: Columns, reader: TableReader) -> Iterator[Row]:
    """Yield the data rows; a row of one text in one or all of its cells is a heading of those below."""
    group, named = "", "" if columns.of(Field.NCRNA) else _of_caption(table, reader)
    spanning = _spanning(table, columns)
    above = dict.fromkeys(spanning, "")
    for number, texts in enumerate(table.rows, start=1):
        filled = {text.strip() for text in texts if text.strip()}
        if len(texts) > 2 and len(filled) == 1:
            heading = next(iter(filled))
            if not reader.names_ncrna(heading):
                group = heading
                continue
            if not columns.of(Field.NCRNA):
                named = heading
                continue
        if not filled:
            continue
        cells: dict[Field, list[tuple[str, str]]] = {}
        for column, field in sorted(columns.fields.items()):
            text = texts[column]
            if column in spanning:
                text = above[column] = text if text.strip() else above[column]
            cells.setdefault(field, []).append((table.header[column], text))
        row = Row(number, texts, {field: tuple(pairs) for field, pairs in cells.items()}, group, named)
        yield from _by_direction(row, reader)


def _of_caption(table: Table, reader: TableReader) -> str:
    """Return the one ncRNA that the caption is about."""
    named = [m for m in reader.cells.tag(table.caption) if m.type is EntityType.NCRNA]
    return named[0].surface if len({m.normals for m in named}) == 1 else ""


def _by_direction(row: Row, reader: TableReader) -> Iterator[Row]:
    """Yield a row for each of its columns of ncRNAs, whose headers say the effect: "ncRNAs that promote resistance"."""
    columns = row.cells.get(Field.NCRNA, ())
    if len(columns) < 2:
        yield row
        return
    for header, text in columns:
        if not reader.effects.says_nothing(text):
            told = {Field.NCRNA: ((header, text),), Field.EFFECT: (("", header),)}
            yield replace(row, cells={**row.cells, **told})


def _spanning(table: Table, columns: Columns) -> set[int]:
    """Return the columns whose entries hold for the empty cells below them.

    These are the ncRNAs, which no row goes without; columns at the left edge that begin with an entry; and other
    columns of which most cells are empty below an entry, where the table marks what is unknown otherwise.
    """
    spanning = set(columns.of(Field.NCRNA))
    rows = [row for row in table.rows if any(text.strip() for text in row)]
    entries = {column: [row[column].strip() for row in rows] for column in range(len(table.header))}
    for column, texts in entries.items():
        if not texts or not texts[0] or all(texts):
            break
        spanning.add(column)
    for column in columns.of(*_GROUPING):
        texts = entries[column]
        marks = all(not text or not re.search(r"\w", text) for text in texts)  # ticks, arrows
        if texts and texts[0] and not marks and 2 * sum(not text for text in texts) >= len(texts):
            spanning.add(column)
    return spanning
