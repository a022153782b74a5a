"""Everything that one paper says: its tables and its prose, and where the two disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.model import Document
from nlp.confidence import load_confidence, records_with_confidence, with_confidence
from nlp.conflicts import find_conflicts
from nlp.fuse import add_prose, prose_records
from nlp.model import EntityType, Findings, Mention, Record
from nlp.relate import find_statements
from nlp.rows import read_tables
from nlp.tagger import Tagger


def mine(document: Document, tagger: Tagger, *, prose_only: bool = False) -> Findings:
    """Return the mentions, triples, records and conflicts of a paper.

    The records of tables come first, each with the prose that reports the same study beside it, then those that
    only the prose has. ``prose_only`` hides the tables, so that every record comes from the prose, and the only
    conflicts are those between two abstracts.
    """
    mentions = tagger.tag(document)
    confidence = load_confidence()
    rows, row_triples, reports = ((), (), ()) if prose_only else read_tables(document, tagger, mentions)
    if new := _new_ncrnas(document, rows, mentions):
        mentions = tagger.tag(document, new)
    prose = with_confidence(find_statements(document, mentions), confidence)
    rebuilt = prose_records(prose, mentions)
    triples = (*with_confidence(row_triples, confidence), *prose)
    records = records_with_confidence(add_prose(rows, rebuilt), triples, confidence)
    return Findings(mentions, triples, records, find_conflicts(document, rows, triples, mentions), reports)


def _new_ncrnas(document: Document, rows: Sequence[Record], mentions: Iterable[Mention]) -> set[str]:
    """Return the ncRNAs of the prose that only a table tells to be such: no lexicon has them, or has such a gene."""
    known = {n for m in mentions if m.type is EntityType.NCRNA for n in (m.surface, *m.normals)}
    aimed_at = {target for row in rows for target in row.targets}
    named = {ncrna for row in rows for ncrna in row.ncrnas} - known - aimed_at
    return {ncrna for ncrna in named if any(ncrna in block.text for block in document.blocks)}
