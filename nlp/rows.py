"""Evidence tables become records and triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.model import Document, Table
from extract.references import cited_numbers, spell_out
from nlp.effects import EffectWords, load_effect_words
from nlp.headers import Field, HeaderWords, load_header_words, map_columns
from nlp.model import (
    Certainty,
    Effect,
    EntityType,
    Mention,
    NcrnaClass,
    Origin,
    Predicate,
    Record,
    RowEvidence,
    Triple,
)
from nlp.tagger import Tagger

_ITEMS = re.compile(r"\s*[;；,，、]\s*|\s+(?:and|or)\s+|\s*[和与及]\s*")
_SPLIT = re.compile(r"\s*[;；]\s*(?!\d)|\s*[,，、]\s*")
# In a column of cells "TAM" is a cell, which the two-line cell itself does not say.
_COLUMN_WORD = {EntityType.CELL: "cells", EntityType.DRUG: "treatment", EntityType.GENE: "gene expression"}
_ARROW = re.compile(r"^\s*[)）]?\s*(?P<arrow>[↑↓⬆⬇])|(?P<before>[↑↓⬆⬇])\s*$")
_SPONGE = re.compile(r"spong|海绵|吸附|ceRNA", re.IGNORECASE)
_CONNECTED = re.compile(r"[/／\-–—→⊣]|\s+(?:axis|轴)")


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one data row by the field that they belong to."""

    table: Table
    number: int
    cells: Mapping[Field, tuple[str, ...]]
    effect_header: str

    def text(self, *fields: Field) -> str:
        return "; ".join(cell for field in fields for cell in self.cells.get(field, ()) if cell.strip())


def read_tables(document: Document, tagger: Tagger) -> tuple[tuple[Record, ...], tuple[Triple, ...], tuple[str, ...]]:
    """Return the records and triples of all evidence tables, and reports on what was not understood.

    A table is an evidence table when one of its columns holds ncRNAs and another one drugs or effects.
    """
    headers, effects = load_header_words(), load_effect_words()
    records: list[Record] = []
    triples: list[Triple] = []
    reports: list[str] = []
    for table in document.tables:
        found = _read_table(table, tagger, headers, effects)
        if found is None:
            reports.append(f"table {table.label or table.id}: no evidence table (no column of ncRNAs with drugs)")
            continue
        for record, row_triples in found[0]:
            records.append(record)
            triples += row_triples
        reports += found[1]
    return tuple(records), tuple(triples), tuple(reports)


def _read_table(
    table: Table, tagger: Tagger, headers: HeaderWords, effects: EffectWords
) -> tuple[list[tuple[Record, list[Triple]]], list[str]] | None:
    columns, reports = map_columns(table, tagger, headers, effects)
    fields = set(columns.values())
    if Field.NCRNA not in fields or not fields & {Field.DRUG, Field.EFFECT}:
        return None
    effect_header = next((table.header[c] for c, field in columns.items() if field is Field.EFFECT), "")
    found = []
    for number, texts in enumerate(table.rows, start=1):
        cells: dict[Field, tuple[str, ...]] = {}
        for column, field in sorted(columns.items()):
            cells[field] = (*cells.get(field, ()), texts[column])
        row = _Row(table, number, cells, effect_header)
        record = _record(row, tagger, effects)
        if record is None:
            reports.append(f"table {table.label or table.id}: row {number} names no ncRNA")
        else:
            found.append((record, _triples(row, record, tagger, effects)))
    return found, reports


def _record(row: _Row, tagger: Tagger, effects: EffectWords) -> Record | None:
    ncrnas = _ncrnas(row, tagger)
    if not ncrnas:
        return None
    written = row.text(Field.EFFECT)
    mechanism = row.text(Field.MECHANISM)
    targets = _normals(_mentions(row.text(Field.TARGET), tagger, EntityType.GENE, EntityType.NCRNA))
    references = row.text(Field.REFERENCE)
    return Record(
        table=row.table.id,
        row=row.number,
        source_cells=_cells(row.text(Field.SOURCE), tagger),
        ncrnas=ncrnas,
        drugs=_normals(_mentions(row.text(Field.DRUG), tagger, EntityType.DRUG)),
        effect=effects.effect(written, row.effect_header),
        effect_as_written=written or None,
        mechanism=None if effects.says_nothing(mechanism) else mechanism,
        targets=tuple(target for target in targets if target not in ncrnas),
        references=cited_numbers(references) or tuple(dict.fromkeys(spell_out(references))),
        evidence=(RowEvidence(row.table.id, row.number, row.table.row_regions(row.number)),),
    )


def _ncrnas(row: _Row, tagger: Tagger) -> tuple[str, ...]:
    text = row.text(Field.NCRNA)
    found = _normals(_mentions(text, tagger, EntityType.NCRNA))
    if found or not text.strip():
        return found
    # A bare gene symbol in the ncRNA column is the ncRNA of that name; a class column says of which kind.
    kind = row.text(Field.CLASS).casefold()
    prefix = next((k.value for k in NcrnaClass if k.value.casefold() in kind), "lncRNA")
    return _normals(
        mention
        for item in _ITEMS.split(text)
        for mention in tagger.tag_text(f"{prefix} {item}")
        if mention.type is EntityType.NCRNA
    )


def _cells(text: str, tagger: Tagger) -> tuple[str, ...]:
    return _normals(_mentions(text, tagger, EntityType.CELL))


def _mentions(text: str, tagger: Tagger, *types: EntityType) -> list[Mention]:
    """Return the names in a cell; an item without one is read again with the word that its column speaks of."""
    found: list[Mention] = []
    for item in _SPLIT.split(text):
        named = [mention for mention in tagger.tag_text(item) if mention.type in types]
        if not named and item.strip() and types[0] in _COLUMN_WORD:
            hinted = tagger.tag_text(f"{item.strip()} {_COLUMN_WORD[types[0]]}")
            named = [mention for mention in hinted if mention.type in types and mention.end <= len(item.strip())]
        found += named
    return found


def _normals(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normal for mention in mentions for normal in mention.normals))


def _triples(row: _Row, record: Record, tagger: Tagger, effects: EffectWords) -> list[Triple]:
    facts: dict[tuple[Predicate, str], str] = {}
    predicate = {
        Effect.PROMOTES: Predicate.PROMOTES_RESISTANCE,
        Effect.INHIBITS: Predicate.INHIBITS_RESISTANCE,
    }.get(record.effect)
    if predicate is not None:
        for drug in record.drugs:
            facts[predicate, drug] = f"effect {record.effect_as_written!r} in column {row.effect_header!r}"
    for cell in record.source_cells:
        facts[Predicate.DERIVED_FROM, cell] = "source column"
    facts |= _target_facts(row, record, tagger, effects)
    return [
        Triple(
            subject=ncrna,
            predicate=said,
            object=name,
            origin=Origin.TABLE,
            certainty=Certainty.ASSERTED,
            references=record.references,
            evidence=record.evidence,
            derivation=f"{row.table.label or row.table.id} row {row.number}: {why}",
        )
        for ncrna in record.ncrnas
        for (said, name), why in facts.items()
        if name != ncrna
    ]


def _target_facts(row: _Row, record: Record, tagger: Tagger, effects: EffectWords) -> dict[tuple[Predicate, str], str]:
    mechanism, target = row.text(Field.MECHANISM), row.text(Field.TARGET)
    sponge = _SPONGE.search(mechanism) or _SPONGE.search(target)
    facts: dict[tuple[Predicate, str], str] = {}
    said: set[str] = set()
    for text, column in ((mechanism, "mechanism"), (target, "target")):
        for mention, direction in _with_directions(text, tagger, effects, verbs=column == "mechanism"):
            predicate = _predicate(mention, direction, bool(sponge), column)
            for normal in mention.normals:
                if predicate is None or normal in record.ncrnas or (predicate is Predicate.TARGETS and normal in said):
                    continue
                facts[predicate, normal] = f"{mention.surface!r} in the {column} column"
                said.add(normal)
    return facts


def _predicate(mention: Mention, direction: str, sponge: bool, column: str) -> Predicate | None:
    if mention.type in (EntityType.PATHWAY, EntityType.PROCESS):
        return {"up": Predicate.ACTIVATES, "down": Predicate.INHIBITS}.get(direction)
    if mention.type not in (EntityType.GENE, EntityType.NCRNA):
        return None
    if sponge and mention.type is EntityType.NCRNA:
        return Predicate.SPONGES
    by_direction = {"up": Predicate.UPREGULATES, "down": Predicate.DOWNREGULATES}
    return by_direction.get(direction, Predicate.TARGETS if column == "target" else None)


def _with_directions(text: str, tagger: Tagger, effects: EffectWords, *, verbs: bool) -> list[tuple[Mention, str]]:
    """Return the names in a cell with ``up``, ``down`` or nothing: by an arrow behind, or a verb before them."""
    mentions = tagger.tag_text(text)
    found: list[tuple[Mention, str]] = []
    direction = ""
    position = 0
    for index, mention in enumerate(mentions):
        between = text[position : mention.start]
        if verbs:
            said = effects.direction(between)
            direction = said or ("" if re.search(r"[;；]", between) else direction)
        end = mentions[index + 1].start if index + 1 < len(mentions) else len(text)
        arrow = _ARROW.search(text[mention.end : end])
        if arrow and arrow["arrow"]:
            found.append((mention, "up" if arrow["arrow"] in "↑⬆" else "down"))
        elif re.search(r"[↑⬆]\s*$", between):
            found.append((mention, "up"))
        elif re.search(r"[↓⬇]\s*$", between):
            found.append((mention, "down"))
        else:
            found.append((mention, direction))
        position = mention.end
    return found
