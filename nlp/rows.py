"""Evidence tables become records and triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.model import Document, Table
from extract.references import cited_numbers
from nlp.cells import CellReader, make_cell_reader
from nlp.effects import EffectWords, load_effect_words
from nlp.headers import Columns, Field, HeaderWords, load_header_words, map_columns
from nlp.model import (
    Certainty,
    Effect,
    EntityType,
    Mention,
    Origin,
    Predicate,
    Record,
    RowEvidence,
    Triple,
)
from nlp.relate import Rules, load_rules
from nlp.row_effects import EffectCells, EffectReader, RowEffect, make_effect_reader
from nlp.row_facts import Fact, FactReader, is_sponge
from nlp.tagger import Tagger

_PATHWAY = re.compile(r"(?:pathways?|signall?ing|axis|cascade|通路|途径|轴)\s*[↑↓⬆⬇]?$", re.IGNORECASE)
_TELLING = (Field.DISEASE, Field.DRUG, Field.EFFECT, Field.MECHANISM)
_GROUPING = (Field.DRUG, Field.EFFECT, Field.SOURCE, Field.CLASS, Field.DISEASE)
_NO = re.compile(r"\s*(?:[×✗✘]|no|否)\s*$", re.IGNORECASE)
_PREDICATES = {
    Effect.PROMOTES: Predicate.PROMOTES_RESISTANCE,
    Effect.INHIBITS: Predicate.INHIBITS_RESISTANCE,
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One data row: its cells with their headers by field, and the heading of the rows that it stands under."""

    number: int
    texts: tuple[str, ...]
    cells: Mapping[Field, tuple[tuple[str, str], ...]]
    group: str

    def text(self, field: Field) -> str:
        return "; ".join(text for _, text in self.cells.get(field, ()) if text.strip())

    def header(self, field: Field) -> str:
        return "; ".join(header for header, _ in self.cells.get(field, ()))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the rows of one paper's tables are read with."""

    cells: CellReader
    facts: FactReader
    headers: HeaderWords
    effects: EffectWords


def read_tables(
    document: Document, tagger: Tagger, mentions: Iterable[Mention] = (), rules: Rules | None = None
) -> tuple[tuple[Record, ...], tuple[Triple, ...], tuple[str, ...]]:
    """Return the records and triples of all evidence tables, and reports on what was not understood.

    A table is an evidence table when one of its columns holds ncRNAs, and drugs or effects on resistance go with
    them. ``mentions`` are those of the paper's prose, whose abbreviations hold in its tables.
    """
    cells = make_cell_reader(document, mentions, tagger)
    effects = load_effect_words()
    facts = FactReader(cells, effects, rules or load_rules())
    reader = _Reader(cells, facts, load_header_words(), effects)
    records: list[Record] = []
    triples: list[Triple] = []
    reports: list[str] = []
    for table in document.tables:
        last = max((reference.number for reference in document.references), default=999)
        columns = map_columns(table, cells, reader.headers, effects, last_reference=last)
        name = f"table {table.label or table.id}"
        rows = list(_rows(table, columns, reader))
        if why := _no_evidence(table, columns, rows, reader):
            reports.append(f"{name}: no evidence table ({why})")
            continue
        reports += columns.reports
        said = [_effect_cells(table, row, effects) for row in rows]
        effect_reader = make_effect_reader(effects, cells, said)
        for row, effect_cells in zip(rows, said, strict=True):
            effect = _by_drug(row, effect_cells, effect_reader, reader) or effect_reader.read(effect_cells)
            if effect.report:
                reports.append(f"{name}: row {row.number}: {effect.report}")
            record, facts_of_row = _record(table, row, effect, reader)
            if not record.ncrnas:
                reports.append(f"{name}: row {row.number} names no ncRNA")
                continue
            records.append(record)
            triples += _triples(table, record, effect, facts_of_row)
    return tuple(records), tuple(triples), tuple(reports)


def _rows(table: Table, columns: Columns, reader: _Reader) -> Iterator[_Row]:
    """Yield the data rows; a row of one text in one or all of its cells is a heading of those below."""
    group = ""
    spanning = _spanning(table, columns)
    above = dict.fromkeys(spanning, "")
    for number, texts in enumerate(table.rows, start=1):
        filled = {text.strip() for text in texts if text.strip()}
        if len(texts) > 2 and len(filled) == 1 and not _names_ncrna(next(iter(filled)), reader):
            group = filled.pop()
            continue
        if not filled:
            continue
        cells: dict[Field, list[tuple[str, str]]] = {}
        for column, field in sorted(columns.fields.items()):
            text = texts[column]
            if column in spanning:
                text = above[column] = text if text.strip() else above[column]
            cells.setdefault(field, []).append((table.header[column], text))
        yield _Row(number, texts, {field: tuple(pairs) for field, pairs in cells.items()}, group)


def _spanning(table: Table, columns: Columns) -> set[int]:
    """Return the columns whose entries hold for the empty cells below them.

    These are the ncRNAs, which no row goes without; columns at the left edge that begin with an entry; and other
    columns of which most cells are empty below an entry, where the table marks what is unknown otherwise.
    """
    spanning = set(columns.of(Field.NCRNA))
    entries = {column: [row[column].strip() for row in table.rows] for column in range(len(table.header))}
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


def _names_ncrna(text: str, reader: _Reader) -> bool:
    return any(mention.type is EntityType.NCRNA for mention in reader.cells.tag(text))


def _no_evidence(table: Table, columns: Columns, rows: Sequence[_Row], reader: _Reader) -> str | None:
    """Return why a table is none of evidence; ``None`` where it is one."""
    if not columns.of(Field.NCRNA):
        return "no column of ncRNAs"
    effects = [text for row in rows for _, text in row.cells.get(Field.EFFECT, ())]
    effects += [t for row in rows if reader.effects.speaks_of_outcome(t := row.text(Field.MECHANISM))]
    if any(reader.effects.said(text, reader.cells.tag(text)) for text in effects):
        return None
    above = [table.caption, *(row.group for row in rows)]
    speaks = any(reader.effects.speaks_of_outcome(text) for text in above)
    if len(columns.of(Field.APART)) > (1 if speaks else 0):
        return "it lists trials, sequences or test statistics"
    drugs = [text for row in rows for _, text in row.cells.get(Field.DRUG, ())]
    if speaks or any(reader.cells.normals(text, EntityType.DRUG) for text in drugs):
        return None
    if any(reader.effects.speaks_of_outcome(table.header[column]) for column in columns.of(Field.EFFECT)):
        return None
    return "no drugs and no effects on resistance"


def _effect_cells(table: Table, row: _Row, effects: EffectWords) -> EffectCells:
    # Of several columns the one that is filled: "Promotes resistance | Reverses resistance" with ticks or drugs.
    filled = {
        field: [
            pair for pair in row.cells.get(field, ()) if not effects.says_nothing(pair[1]) and not _NO.match(pair[1])
        ]
        for field in (Field.EFFECT, Field.DRUG)
    }
    effect = filled[Field.EFFECT] or list(row.cells.get(Field.EFFECT, ()))
    return EffectCells(
        effect=effect[0][1] if effect else None,
        effect_header=effect[0][0] if effect else "",
        drug=row.text(Field.DRUG),
        expression=row.text(Field.EXPRESSION),
        drug_header="; ".join(header for header, _ in filled[Field.DRUG]),
        mechanism=row.text(Field.MECHANISM),
        group=row.group,
        caption=table.caption,
    )


def _by_drug(row: _Row, said: EffectCells, effects: EffectReader, reader: _Reader) -> RowEffect | None:
    """Return the effects of a row whose columns of effects are headed by drugs; ``None`` where none is."""
    if Field.DRUG in row.cells:
        return None
    by_drug: dict[str, Effect] = {}
    for header, text in row.cells.get(Field.EFFECT, ()):
        if drugs := _tagged_drugs(header, reader):
            told = effects.read(replace(said, effect=text, effect_header=header)).effect
            by_drug |= dict.fromkeys(drugs, told)
    known = {drug: effect for drug, effect in by_drug.items() if effect is not Effect.UNKNOWN}
    if not by_drug:
        return None
    one = set(known.values())
    return RowEffect(one.pop() if len(one) == 1 else Effect.UNKNOWN, "the columns of the drugs", by_drug=known)


def _record(table: Table, row: _Row, effect: RowEffect, reader: _Reader) -> tuple[Record, list[Fact]]:
    cells = reader.cells
    ncrnas = cells.ncrnas(row.text(Field.NCRNA), f"{row.text(Field.CLASS)} {row.header(Field.NCRNA)}")
    mechanism = row.text(Field.MECHANISM)
    if reader.effects.says_nothing(mechanism):
        mechanism = _pathways(row, reader)
    sponges = row.text(Field.MECHANISM)
    facts = [
        fact
        for header, text in row.cells.get(Field.TARGET, ())
        for fact in reader.facts.targets(text, f"{header} {sponges}" if is_sponge(sponges) else header)
    ]
    has_targets = Field.TARGET in row.cells
    of_mechanism = reader.facts.mechanism(row.text(Field.MECHANISM), bare_names=not has_targets)
    stated = [fact for fact in (*of_mechanism, *facts) if fact.object not in ncrnas]
    named = cells.normals(row.text(Field.TARGET), EntityType.GENE, EntityType.NCRNA)
    if not has_targets:
        named = tuple(f.object for f in of_mechanism if f.type in (EntityType.GENE, EntityType.NCRNA))
    record = Record(
        table=table.id,
        row=row.number,
        source_cells=_sources(row, reader),
        ncrnas=ncrnas,
        drugs=tuple(effect.by_drug) or _drugs(table, row, reader),
        effect=effect.effect,
        effect_as_written=row.text(Field.EFFECT) or None,
        mechanism=None if reader.effects.says_nothing(mechanism) else mechanism,
        targets=tuple(dict.fromkeys(target for target in named if target not in ncrnas)),
        references=_references(row, reader),
        evidence=(RowEvidence(table.id, row.number, table.row_regions(row.number)),),
    )
    return record, stated


def _pathways(row: _Row, reader: _Reader) -> str:
    """Return the pathways and processes among the targets, as written: the mechanism where the row has no other."""
    return "; ".join(
        part.strip()
        for item in re.split(r"[;；]", row.text(Field.TARGET))
        for part in ([item] if _is_pathway(item, reader) else re.split(r"[,，、]", item))
        if _is_pathway(part, reader)
    )


def _is_pathway(item: str, reader: _Reader) -> bool:
    kinds = {mention.type for mention in reader.cells.tag(item.strip())}
    if kinds.intersection((EntityType.GENE, EntityType.NCRNA)):
        return False
    return bool(kinds & {EntityType.PATHWAY, EntityType.PROCESS}) or _PATHWAY.search(item.strip()) is not None


def _sources(row: _Row, reader: _Reader) -> tuple[str, ...]:
    """Return the source cells of a row; without a column of them the cell lines that its other cells name."""
    if Field.SOURCE in row.cells:
        return reader.cells.sources(row.text(Field.SOURCE))
    named = (mention for field in _TELLING for mention in reader.cells.tag(row.text(field)))
    return tuple(dict.fromkeys(n for mention in named if mention.type is EntityType.CELL for n in mention.normals))


def _drugs(table: Table, row: _Row, reader: _Reader) -> tuple[str, ...]:
    """Return the drugs of a row; without a column of them those of its effect, its heading or the caption."""
    if Field.DRUG in row.cells:
        return reader.cells.normals(row.text(Field.DRUG), EntityType.DRUG)
    mechanism = row.text(Field.MECHANISM)
    told = mechanism if reader.effects.speaks_of_outcome(mechanism) else ""
    for text in (row.text(Field.EFFECT), row.header(Field.EFFECT), told, row.group):
        if drugs := _tagged_drugs(text, reader):
            return drugs
    drugs = _tagged_drugs(table.caption, reader)
    return drugs if len(drugs) == 1 else ()


def _tagged_drugs(text: str, reader: _Reader) -> tuple[str, ...]:
    drugs = [mention for mention in reader.cells.tag(text) if mention.type is EntityType.DRUG]
    return tuple(dict.fromkeys(normal for mention in drugs for normal in mention.normals))


def _references(row: _Row, reader: _Reader) -> tuple[int, ...]:
    """Return the references of a row; without a column of them those that any cell cites."""
    if Field.REFERENCE in row.cells and (found := reader.cells.cited(row.text(Field.REFERENCE))):
        return found
    return tuple(dict.fromkeys(number for text in row.texts for number in cited_numbers(text)))


def _triples(table: Table, record: Record, effect: RowEffect, facts: Sequence[Fact]) -> list[Triple]:
    said: dict[tuple[Predicate, str], str] = {}
    for drug in record.drugs:
        if predicate := _PREDICATES.get(effect.by_drug.get(drug, record.effect)):
            said[predicate, drug] = effect.why
    said |= {(Predicate.DERIVED_FROM, cell): "source column" for cell in record.source_cells}
    stronger = {fact.object for fact in facts if fact.predicate is not Predicate.TARGETS}
    for fact in facts:
        if fact.predicate is not Predicate.TARGETS or fact.object not in stronger:
            said[fact.predicate, fact.object] = fact.why
    return [
        Triple(
            subject=ncrna,
            predicate=predicate,
            object=name,
            origin=Origin.TABLE,
            certainty=Certainty.ASSERTED,
            references=record.references,
            evidence=record.evidence,
            derivation=f"{table.label or table.id} row {record.row}: {why}",
        )
        for ncrna in record.ncrnas
        for (predicate, name), why in said.items()
        if name != ncrna
    ]
