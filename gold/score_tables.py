"""Tables: cells and rows as text, records field by field, and the conflicts between a table and the prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.model import Document, Table
from gold.counts import Count, Ratio, merged
from gold.model import GoldConflict, GoldPaper, GoldRecord
from gold.score_triples import cell_key
from gold.slips import Slip, SlipKind
from nlp.model import Conflict, ConflictKind, Findings, Record

# What parts the items of a cell. A slash does not: it is part of many names.
_BETWEEN_ITEMS = re.compile(r"[;；,，、]")
_Rows = Sequence[Sequence[str]]
_Place = tuple[str | None, int | None]


@dataclass(frozen=True, slots=True)
class TableScore:
    """Additive scores of tables. ``fields`` is by field of a record; ``extra_rows`` were read and are not there."""

    cells: Ratio = field(default_factory=Ratio)
    rows: Ratio = field(default_factory=Ratio)
    extra_rows: int = 0
    records: Ratio = field(default_factory=Ratio)
    fields: dict[str, Ratio] = field(default_factory=dict)
    conflicts: Count = field(default_factory=Count)

    def __add__(self, other: TableScore) -> TableScore:
        """Return both together."""
        return TableScore(
            self.cells + other.cells,
            self.rows + other.rows,
            self.extra_rows + other.extra_rows,
            self.records + other.records,
            merged(self.fields, other.fields),
            self.conflicts + other.conflicts,
        )


@dataclass(frozen=True, slots=True)
class _Match:
    """Which table was read as a table of the gold, and which of its rows (from 1) as which row.

    ``grid`` holds the rows that were read, in the columns of the gold.
    """

    gold: Table
    read: Table | None
    grid: _Rows
    rows: dict[int, int]


def score_tables(gold: GoldPaper, document: Document, findings: Findings) -> tuple[TableScore, list[Slip]]:
    """Compare cells, records and conflicts of all tables of a paper."""
    matches = _match_tables(gold.document.tables, document.tables)
    slips: list[Slip] = []
    cells, rows = _score_cells(matches, slips)
    records, fields = _score_records(gold, matches, findings, slips)
    matched = {match.read.id for match in matches if match.read is not None}
    extra = sum(len(table.rows) for table in document.tables if table.id not in matched)
    extra += sum(len(match.read.rows) - len(match.rows) for match in matches if match.read is not None)
    conflicts = _score_conflicts(gold, matches, findings, slips)
    return TableScore(cells, rows, extra, records, fields, conflicts), slips


def cell_items(text: str) -> Counter[str]:
    """Return the items of a cell as they are compared: white space left out, in any order."""
    items = (re.sub(r"\s+", "", item) for item in _BETWEEN_ITEMS.split(text))
    return Counter(item for item in items if item)


def _match_tables(true: Sequence[Table], read: Sequence[Table]) -> list[_Match]:
    """Pair each table of the gold with the table read that shares most cells with it, if any."""
    waiting = list(read)
    matches = []
    for table in true:
        options = []
        for other in waiting:
            grid = _in_columns(table.header, other)
            rows = _match_rows(table.rows, grid)
            options.append((sum(_same(table.rows[g - 1], grid[r - 1]) for g, r in rows.items()), rows, grid, other))
        best = max(options, key=lambda option: option[0], default=None)
        if best is None or best[0] == 0:
            matches.append(_Match(table, None, (), {}))
            continue
        _, rows, grid, other = best
        waiting.remove(other)
        matches.append(_Match(table, other, grid, rows))
    return matches


def _in_columns(header: Sequence[str], read: Table) -> _Rows:
    """Return the rows of a table in the columns of ``header``: by place, or by name where a column is lost or extra."""
    if len(read.header) == len(header):
        return read.rows
    names = [cell_items(name) for name in read.header]
    places = [names.index(cell_items(name)) if cell_items(name) in names else None for name in header]
    return tuple(tuple("" if place is None else row[place] for place in places) for row in read.rows)


def _match_rows(true: _Rows, read: _Rows) -> dict[int, int]:
    """Return which row (from 1) was read as which: one by one where the numbers agree, else the most alike first."""
    if len(true) == len(read):
        return {number: number for number in range(1, len(true) + 1)}
    pairs = sorted(
        ((_same(one, other), -abs(i - j), i, j) for i, one in enumerate(true, 1) for j, other in enumerate(read, 1)),
        reverse=True,
    )
    rows: dict[int, int] = {}
    for same, _, i, j in pairs:
        if same and i not in rows and j not in rows.values():
            rows[i] = j
    return rows


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(cell_items(a) == cell_items(b) for a, b in zip(one, other, strict=True))


def _score_cells(matches: Iterable[_Match], slips: list[Slip]) -> tuple[Ratio, Ratio]:
    cells = rows = Ratio()
    for match in matches:
        above = ("",) * len(match.gold.header)
        for number, true in enumerate(match.gold.rows, start=1):
            above = tuple(text or group for text, group in zip(true, above, strict=True))
            at = match.rows.get(number)
            read = match.grid[at - 1] if at is not None else ("",) * len(true)
            right = 0
            for column, (text, said) in enumerate(zip(true, read, strict=True), start=1):
                # A cell merged over several rows may be given once, as it is printed, or in each of its rows.
                merged = not text and cell_items(said) == cell_items(above[column - 1])
                if at is not None and (merged or cell_items(said) == cell_items(text)):
                    right += 1
                else:
                    place = f"{match.gold.id} row {number} column {column}"
                    slips.append(Slip("cells", SlipKind.WRONG, f"{text!r}, read as {said!r}", place))
            cells += Ratio(right, len(true))
            complete = match.read is not None and len(match.read.header) == len(true)
            rows += Ratio(int(complete and right == len(true)), 1)
    return cells, rows


def _score_records(
    gold: GoldPaper, matches: Iterable[_Match], findings: Findings, slips: list[Slip]
) -> tuple[Ratio, dict[str, Ratio]]:
    by_row: dict[_Place, Record] = {
        (record.table, record.row): record for record in findings.records if record.table is not None
    }
    places = _read_rows(matches)
    records, fields = Ratio(), dict[str, Ratio]()
    for true in gold.records:
        found = by_row.get(places.get((true.table, true.row), (None, None)))
        wanted, got = _fields(true), _fields(found) if found is not None else {}
        for name, value in wanted.items():
            right = got.get(name) == value
            fields = merged(fields, {name: Ratio(int(right), 1)})
            if not right:
                said = f"{name} {_show(getattr(true, name))}"
                said += f", not {_show(getattr(found, name))}" if found is not None else " (no such record)"
                slips.append(Slip("records", SlipKind.WRONG, said, f"{true.table} row {true.row} ({true.place})"))
        records += Ratio(int(wanted == got), 1)
    return records, fields


def _fields(record: Record | GoldRecord) -> dict[str, object]:
    """Return the fields of a record as they are compared: lists in any order, white space in text left out."""
    return {
        "source_cells": Counter(map(cell_key, record.source_cells)),
        "ncrnas": Counter(record.ncrnas),
        "drugs": Counter(record.drugs),
        "effect": record.effect,
        "mechanism": re.sub(r"\s+", "", record.mechanism or ""),
        "targets": Counter(record.targets),
        "references": Counter(record.references),
    }


def _score_conflicts(gold: GoldPaper, matches: Iterable[_Match], findings: Findings, slips: list[Slip]) -> Count:
    true_rows = {read: true for true, read in _read_rows(matches).items()}
    true: dict[tuple[str | None, int | None, str, ConflictKind], GoldConflict] = {
        (c.table, c.row, c.ncrna, c.kind): c for c in gold.conflicts
    }
    said = {(*true_rows.get((c.table, c.row), (c.table, c.row)), c.ncrna, c.kind): c for c in findings.conflicts}
    for key, conflict in true.items():
        if key not in said:
            what = f"{conflict.ncrna} {conflict.kind}: {conflict.table_value} / {conflict.prose_value}"
            slips.append(Slip("conflicts", SlipKind.MISSED, what, _conflict_place(conflict)))
    for key, found in said.items():
        if key not in true:
            what = f"{found.ncrna} {found.kind}: {found.table_value} / {found.prose_value}"
            slips.append(Slip("conflicts", SlipKind.FALSE_ALARM, what, _conflict_place(found)))
    return Count.of(set(true), set(said))


def _conflict_place(conflict: GoldConflict | Conflict) -> str:
    return f"{conflict.table} row {conflict.row}" if conflict.table else "abstracts"


def _read_rows(matches: Iterable[_Match]) -> dict[_Place, _Place]:
    """Return which table and row was read as which row of the gold."""
    return {
        (match.gold.id, true): (match.read.id, read)
        for match in matches
        if match.read is not None
        for true, read in match.rows.items()
    }


def _show(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
