"""Evidence tables become records and triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.model import Document, Table
from nlp.cells import make_cell_reader
from nlp.drug_effects import by_drug, by_sentence
from nlp.effects import load_effect_words
from nlp.grids import upright
from nlp.headers import Columns, Field, load_header_words, map_columns
from nlp.legends import read_legend
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
from nlp.row_effects import EffectCells, RowEffect, make_effect_reader
from nlp.row_facts import Fact, FactReader, is_sponge
from nlp.row_values import Row, TableReader, changed, drugs, pathways, processes, references, sources
from nlp.table_rows import read_rows
from nlp.tagger import Tagger

_NO = re.compile(r"\s*(?:[×✗✘]|no|否)\s*$", re.IGNORECASE)
_TARGETS_TOO = re.compile(r"target|靶", re.IGNORECASE)
_PREDICATES = {
    Effect.PROMOTES: Predicate.PROMOTES_RESISTANCE,
    Effect.INHIBITS: Predicate.INHIBITS_RESISTANCE,
}


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
    reader = TableReader(cells, facts, load_header_words(), effects)
    records: list[Record] = []
    triples: list[Triple] = []
    reports: list[str] = []
    last = max((reference.number for reference in document.references), default=999)
    for printed in document.tables:
        table, turned = upright(printed, reader.is_header, reader.names_ncrna)
        name = f"table {table.label or table.id}"
        legend = read_legend(table, document, effects)
        columns = map_columns(_explained(table, legend), cells, reader.headers, effects, last_reference=last)
        rows = list(read_rows(table, columns, reader))
        if why := _no_evidence(table, columns, rows, reader):
            reports.append(f"{name}: no evidence table ({why})")
            continue
        if turned:
            reports.append(f"{name}: it is turned; rows count its columns")
        reports += columns.reports
        above = _above(table, document)
        said = [_effect_cells(table, row, above, reader) for row in rows]
        effect_reader = make_effect_reader(effects, cells, said, legend)
        for row, effect_cells in zip(rows, said, strict=True):
            effect = by_drug(row, effect_cells, effect_reader, reader) or effect_reader.read(effect_cells)
            if effect.effect is Effect.UNKNOWN and not effect.by_drug:
                effect = by_sentence(row, reader) or effect
            if effect.report:
                reports.append(f"{name}: row {row.number}: {effect.report}")
            record, facts_of_row = _record(table, row, effect, above, reader)
            if not record.ncrnas:
                reports.append(f"{name}: row {row.number} names no ncRNA")
                continue
            records.append(record)
            triples += _triples(table, record, effect, facts_of_row)
    return tuple(records), tuple(triples), tuple(reports)


def _no_evidence(table: Table, columns: Columns, rows: Sequence[Row], reader: TableReader) -> str | None:
    """Return why a table is none of evidence; ``None`` where it is one."""
    if not columns.of(Field.NCRNA) and not any(row.named for row in rows):
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


def _explained(table: Table, legend: Mapping[str, str]) -> Table:
    """Return a table with what its signs mean in their place, to see what its columns hold."""
    rows = tuple(tuple(legend.get(text.strip(), text) for text in row) for row in table.rows)
    return replace(table, rows=rows)


def _above(table: Table, document: Document) -> tuple[str, ...]:
    """Return what stands above a table and its caption: the heading of the section, the titles of the paper."""
    section = next((b.section for b in document.blocks if b.section and b.text and b.text in table.caption), None)
    return tuple(text for text in (section, document.title.zh, document.title.en) if text)


def _effect_cells(table: Table, row: Row, above: tuple[str, ...], reader: TableReader) -> EffectCells:
    effects = reader.effects
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
        expression=row.text(Field.EXPRESSION) or changed(row.text(Field.NCRNA), reader),
        drug_header="; ".join(header for header, _ in filled[Field.DRUG]),
        mechanism=row.text(Field.MECHANISM),
        group=row.group,
        caption=table.caption,
        above=above,
        known_header=bool(effect) and reader.headers.fields(effect[0][0]) is not None,
    )


def _record(
    table: Table, row: Row, effect: RowEffect, above: tuple[str, ...], reader: TableReader
) -> tuple[Record, list[Fact]]:
    cells = reader.cells
    kind = f"{row.text(Field.CLASS)} {row.header(Field.NCRNA)} {row.group}"
    ncrnas = cells.ncrnas(row.text(Field.NCRNA), kind) if Field.NCRNA in row.cells else cells.ncrnas(row.named, "")
    mechanism = row.text(Field.MECHANISM) or processes(row.text(Field.EFFECT), reader)
    of_mechanism = reader.facts.mechanism(mechanism, bare_names=Field.TARGET not in row.cells)
    if reader.effects.says_nothing(mechanism) or reader.effects.is_role(mechanism):
        mechanism = pathways(row.text(Field.TARGET), reader)
    elif _TARGETS_TOO.search(row.header(Field.MECHANISM)) and reader.facts.only_names(mechanism):
        mechanism = pathways(mechanism, reader)  # "Target/mechanism: PTEN"
    sponges = row.text(Field.MECHANISM)
    facts = [
        fact
        for header, text in row.cells.get(Field.TARGET, ())
        for fact in reader.facts.targets(text, f"{header} {sponges}" if is_sponge(sponges) else header)
    ]
    has_targets = Field.TARGET in row.cells
    stated = [fact for fact in (*of_mechanism, *facts) if fact.object not in ncrnas]
    named = cells.normals(row.text(Field.TARGET), EntityType.GENE, EntityType.NCRNA)
    if not has_targets:
        named = tuple(f.object for f in of_mechanism if f.type in (EntityType.GENE, EntityType.NCRNA))
    record = Record(
        table=table.id,
        row=row.number,
        source_cells=sources(row, reader),
        ncrnas=ncrnas,
        drugs=tuple(effect.by_drug) or drugs(row, (table.caption, *above), reader),
        effect=effect.effect,
        effect_as_written=row.text(Field.EFFECT) or None,
        mechanism=None if reader.effects.says_nothing(mechanism) else mechanism,
        targets=tuple(dict.fromkeys(target for target in named if target not in ncrnas)),
        references=references(row, reader),
        evidence=(RowEvidence(table.id, row.number, table.row_regions(row.number)),),
    )
    return record, stated


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
