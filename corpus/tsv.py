"""Records of one paper as a table that a spreadsheet opens safely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.conflicts import concerns
from corpus.identifiers import identify
from corpus.untrusted import for_cell
from extract.model import Document
from nlp.model import Conflict, Findings, Record

if TYPE_CHECKING:
    from nlp.tagger import Tagger

COLUMNS = (
    "table",
    "row",
    "source_cells",
    "ncrnas",
    "drugs",
    "effect",
    "effect_as_written",
    "mechanism",
    "targets",
    "references",
    "conflicts",
    "pages",
    "confidence",
    "source_cell_ids",
    "ncrna_ids",
    "drug_ids",
    "target_ids",
    "cited",
)


def records_tsv(document: Document, findings: Findings, tagger: Tagger) -> str:
    """Return a header line and one line a record; items of a cell are joined by ``; ``.

    ``cited`` holds the references as the paper's bibliography prints them.
    """
    identifiers = identify(((m.type.value, m.normal, m.id) for m in findings.mentions if m.id), tagger)
    cited = {reference.number: reference.text for reference in document.references}
    lines = ["\t".join(COLUMNS)]
    for record in findings.records:
        conflicts = [conflict for conflict in findings.conflicts if concerns(conflict, record)]
        lines.append(
            "\t".join(
                for_cell(value)
                for value in [
                    *_values(record, conflicts),
                    identifiers("source_cells", record.source_cells),
                    identifiers("ncrna", record.ncrnas),
                    identifiers("drug", record.drugs),
                    identifiers("target", record.targets),
                    "; ".join(cited[number] for number in record.references if number in cited),
                ]
            )
        )
    return "\n".join(lines) + "\n"


def _values(record: Record, conflicts: list[Conflict]) -> list[str]:
    pages = {region.page for evidence in record.evidence for region in evidence.regions}
    return [
        record.table or "",
        "" if record.row is None else str(record.row),
        "; ".join(record.source_cells),
        "; ".join(record.ncrnas),
        "; ".join(record.drugs),
        record.effect.value,
        record.effect_as_written or "",
        record.mechanism or "",
        "; ".join(record.targets),
        "; ".join(str(number) for number in record.references),
        "; ".join(map(_told, conflicts)),
        "; ".join(str(page) for page in sorted(pages)),
        "" if record.confidence is None else f"{record.confidence:.3f}",
    ]


def _told(conflict: Conflict) -> str:
    if conflict.table is None:
        return f"{conflict.kind.value}: abstracts say {conflict.table_value} and {conflict.prose_value}"
    return f"{conflict.kind.value}: prose says {conflict.prose_value}"
