"""The interface contract: values as the JSON that other programs are written against.

Every form carries a versioned schema name; the JSON schemas stand in ``corpus/schemas``. Boxes are
``[x0, top, x1, bottom]`` in points from the page's top left, rounded to hundredths; pages count from 1;
offsets are half-open code-point offsets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from corpus.paths import path_text
from extract.model import Block, Cell, Document, Reference, Region, Table
from nlp.model import Conflict, Evidence, Findings, Mention, ProseEvidence, Record, Triple

Json = dict[str, Any]

DOCUMENT = "tabularna/document@1"
MENTIONS = "tabularna/mentions@1"
FINDINGS = "tabularna/findings@1"

_SCHEMA_FILES = {DOCUMENT: "document-1.json", MENTIONS: "mentions-1.json", FINDINGS: "findings-1.json"}


def schema(name: str) -> Json:
    """Return the JSON schema of one of the forms, such as ``tabularna/document@1``."""
    text = files("corpus").joinpath("schemas", _SCHEMA_FILES[name]).read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def dump(value: Json) -> str:
    """Write one form as UTF-8 JSON text, one top-level document with a final newline."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def document_json(document: Document) -> Json:
    """Return what ``tabularna read`` answers."""
    return {
        "schema": DOCUMENT,
        "source": {
            "name": path_text(document.source.name),
            "sha256": document.source.sha256,
            "pages": document.source.pages,
        },
        "title": {"zh": document.title.zh, "en": document.title.en},
        "blocks": [_block(block) for block in document.blocks],
        "tables": [_table(table) for table in document.tables],
        "references": [_reference(reference) for reference in document.references],
        "warnings": list(document.warnings),
    }


def mentions_json(paragraphs: Iterable[tuple[str, Sequence[Mention]]]) -> Json:
    """Return what ``tabularna tag`` answers: each paragraph's text with its mentions."""
    return {
        "schema": MENTIONS,
        "paragraphs": [
            {"text": text, "mentions": [_mention(mention) for mention in mentions]} for text, mentions in paragraphs
        ],
    }


def findings_json(document: Document, findings: Findings) -> Json:
    """Return what ``tabularna mine`` answers: the document and everything found in it."""
    return {
        **document_json(document),
        "schema": FINDINGS,
        "mentions": [{"block": mention.block, **_mention(mention)} for mention in findings.mentions],
        "triples": [_triple(triple) for triple in findings.triples],
        "records": [record_json(record) for record in findings.records],
        "conflicts": [conflict_json(conflict) for conflict in findings.conflicts],
        "warnings": [*document.warnings, *findings.reports],
    }


def record_json(record: Record) -> Json:
    """Return one record, its evidence with page and box of each printed piece."""
    return {
        "table": record.table,
        "row": record.row,
        "source_cells": list(record.source_cells),
        "ncrnas": list(record.ncrnas),
        "drugs": list(record.drugs),
        "effect": record.effect.value,
        "effect_as_written": record.effect_as_written,
        "mechanism": record.mechanism,
        "targets": list(record.targets),
        "references": list(record.references),
        "evidence": [_placed_evidence(evidence) for evidence in record.evidence],
        "confidence": record.confidence,
    }


def conflict_json(conflict: Conflict) -> Json:
    """Return one conflict with both readings and both places."""
    return {
        "table": conflict.table,
        "row": conflict.row,
        "ncrna": conflict.ncrna,
        "kind": conflict.kind.value,
        "table_value": conflict.table_value,
        "prose_value": conflict.prose_value,
        "evidence": [_placed_evidence(evidence) for evidence in conflict.evidence],
    }


def region_json(region: Region) -> Json:
    """Return a page and a box."""
    box = region.box
    return {"page": region.page, "box": [round(side, 2) for side in (box.x0, box.top, box.x1, box.bottom)]}


def _regions(regions: Iterable[Region]) -> list[Json]:
    return [region_json(region) for region in regions]


def _block(block: Block) -> Json:
    return {
        "id": block.id,
        "kind": block.kind.value,
        "section": block.section,
        "lang": block.lang,
        "text": block.text,
        "regions": _regions(block.regions()),
    }


def _table(table: Table) -> Json:
    return {
        "id": table.id,
        "label": table.label,
        "caption": table.caption,
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "cells": [_cell(cell) for cell in table.cells],
        "notes": table.notes,
    }


def _cell(cell: Cell) -> Json:
    return {
        "row": cell.row,
        "col": cell.col,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "text": cell.text,
        "regions": _regions(cell.regions),
    }


def _reference(reference: Reference) -> Json:
    return {
        "number": reference.number,
        "text": reference.text,
        "doi": reference.doi,
        "pmid": reference.pmid,
    }


def _mention(mention: Mention) -> Json:
    return {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type.value,
        "subtype": mention.subtype.value if mention.subtype else None,
        "surface": mention.surface,
        "normal": mention.normal,
        "id": mention.id,
        "ambiguity": mention.ambiguity,
    }


def _triple(triple: Triple) -> Json:
    return {
        "subject": triple.subject,
        "predicate": triple.predicate.value,
        "object": triple.object,
        "origin": triple.origin.value,
        "certainty": triple.certainty.value,
        "references": list(triple.references),
        "evidence": [_evidence(evidence) for evidence in triple.evidence],
        "derivation": triple.derivation,
        "confidence": triple.confidence,
    }


def _evidence(evidence: Evidence) -> Json:
    if isinstance(evidence, ProseEvidence):
        return {"block": evidence.block, "start": evidence.start, "end": evidence.end}
    return {"table": evidence.table, "row": evidence.row}


def _placed_evidence(evidence: Evidence) -> Json:
    return {**_evidence(evidence), "regions": _regions(evidence.regions)}
