"""Which rows a conflict is about, and who its two sides are: the table and the prose, or two abstracts."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.contract import Json
from extract.model import Document
from nlp.model import Conflict, ProseEvidence, Record

SIDES = {
    "table": "the table",
    "prose": "the prose",
    "zh": "the Chinese abstract",
    "en": "the English abstract",
}


def concerns(conflict: Conflict, record: Record) -> bool:
    """Tell whether ``conflict`` is about this record.

    A conflict of a table is about its row; one of two abstracts is about every record on the ncRNA that one of the
    two sentences states.
    """
    if conflict.ncrna not in record.ncrnas:
        return False
    if conflict.table is not None:
        return (conflict.table, conflict.row) == (record.table, record.row)
    return any(
        one.block == other.block and one.start < other.end and other.start < one.end
        for one in conflict.evidence
        for other in record.evidence
        if isinstance(one, ProseEvidence) and isinstance(other, ProseEvidence)
    )


def share_a_place(one: Sequence[Json], other: Sequence[Json]) -> bool:
    """Tell whether two lists of stored evidence have a table row in common, or sentences that overlap."""
    for a in one:
        for b in other:
            if "table" in a and "table" in b and (a["table"], a["row"]) == (b["table"], b["row"]):
                return True
            if "block" in a and a["block"] == b.get("block") and a["start"] < b["end"] and b["start"] < a["end"]:
                return True
    return False


def sides(table: str | None, language: str) -> tuple[str, str]:
    """Return the keys in ``SIDES`` of the side that a conflict's first value is of, and of the other.

    ``language`` is that of the first sentence in its evidence, which stands in the abstract that comes first.
    """
    if table is not None:
        return ("table", "prose")
    return ("en", "zh") if language == "en" else ("zh", "en")


def sides_of(document: Document, conflict: Conflict) -> tuple[str, str]:
    """Return the two sides of a conflict of this paper, as they are called in a sentence."""
    languages = {block.id: block.lang for block in document.blocks}
    first = next((languages.get(e.block, "") for e in conflict.evidence if isinstance(e, ProseEvidence)), "")
    one, other = sides(conflict.table, first)
    return SIDES[one], SIDES[other]
