"""Everything that one paper says: its tables and its prose, and where the two disagree."""

from __future__ import annotations

from extract.model import Document
from nlp.model import Findings
from nlp.relate import find_statements
from nlp.rows import read_tables
from nlp.tagger import Tagger


def mine(document: Document, tagger: Tagger, *, prose_only: bool = False) -> Findings:
    """Return the mentions, triples, records and conflicts of a paper; ``prose_only`` hides its tables."""
    mentions = tagger.tag(document)
    prose = find_statements(document, mentions)
    if prose_only:
        return Findings(mentions, prose)
    records, triples, reports = read_tables(document, tagger)
    return Findings(mentions, (*triples, *prose), records, (), reports)
