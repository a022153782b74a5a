"""Everything that one paper says: its tables and its prose, and where the two disagree."""

from __future__ import annotations

from extract.model import Document
from nlp.confidence import load_confidence, records_with_confidence, with_confidence
from nlp.conflicts import find_conflicts
from nlp.fuse import add_prose, prose_records
from nlp.model import Findings
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
    prose = with_confidence(find_statements(document, mentions), confidence)
    rebuilt = prose_records(prose, mentions)
    if prose_only:
        conflicts = find_conflicts(document, (), prose, mentions)
        return Findings(mentions, prose, records_with_confidence(rebuilt, prose, confidence), conflicts)
    rows, row_triples, reports = read_tables(document, tagger, mentions)
    triples = (*with_confidence(row_triples, confidence), *prose)
    records = records_with_confidence(add_prose(rows, rebuilt), triples, confidence)
    return Findings(mentions, triples, records, find_conflicts(document, rows, triples, mentions), reports)
