"""Claims: what the curated dataset counts.

A record of a paper may name several ncRNAs, drugs and targets. The dataset counts single claims instead:
one ncRNA, one drug, one effect, one target and one primary study. These five are the *meaning key*: two
reviews that cite the same study for the same fact make one claim with two sightings.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from corpus.citations import fold, printed_doi, study_names
from corpus.conflicts import concerns
from corpus.untrusted import storable
from extract.model import Document, Reference
from nlp.model import Effect, Evidence, Findings, ProseEvidence, Record


@dataclass(frozen=True, slots=True, order=True)
class ClaimKey:
    """The meaning of a claim. ``drug`` and ``target`` may be empty where the paper names none."""

    ncrna: str
    drug: str
    effect: str
    target: str
    study: str

    @property
    def digest(self) -> str:
        """A short stable name of this key, as it can be stored: 32 hexadecimal digits of its SHA-256."""
        joined = storable("\x1f".join((self.ncrna, self.drug, self.effect, self.target, self.study)))
        return hashlib.sha256(joined.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One claim as one record of one paper states it."""

    key: ClaimKey
    table: str | None
    row: int | None
    source_cells: tuple[str, ...]
    mechanism: str | None
    effect_as_written: str | None
    confidence: float | None
    conflicts: tuple[str, ...]  # kinds of conflict that the paper itself holds about it
    evidence: tuple[Evidence, ...]
    quotes: tuple[str, ...]  # the text of each piece of evidence, in the same order

    @property
    def fingerprint(self) -> str:
        """A hash of what the evidence says, as :func:`fingerprint_of` makes it."""
        return fingerprint_of(self.quotes)


def fingerprint_of(quotes: Iterable[str]) -> str:
    """Return a hash of the text of all pieces of evidence, without blanks.

    Neither a new layout of the paper nor another way to normalise its names makes other evidence.
    """
    said = sorted("".join(quote.split()) for quote in quotes)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def sightings(document: Document, findings: Findings) -> tuple[Sighting, ...]:
    """Return every claim that the paper's records make, once per record that makes it."""
    references = {reference.number: reference for reference in document.references}
    found: list[Sighting] = []
    for record in findings.records:
        conflicts = [conflict for conflict in findings.conflicts if concerns(conflict, record)]
        quotes = tuple(quote(document, evidence) for evidence in record.evidence)
        found.extend(
            Sighting(
                key=key,
                table=record.table,
                row=record.row,
                source_cells=record.source_cells,
                mechanism=record.mechanism,
                effect_as_written=record.effect_as_written,
                confidence=record.confidence,
                conflicts=tuple(sorted({c.kind.value for c in conflicts if c.ncrna == key.ncrna})),
                evidence=record.evidence,
                quotes=quotes,
            )
            for key in _keys(record, document, references)
        )
    return tuple(found)


def quote(document: Document, evidence: Evidence) -> str:
    """Return the text that a piece of evidence points at; the cells of a row are joined by `` | ``."""
    if isinstance(evidence, ProseEvidence):
        texts = (b.text[evidence.start : evidence.end] for b in document.blocks if b.id == evidence.block)
        return next(texts, "")
    rows = (table.rows for table in document.tables if table.id == evidence.table)
    return next((" | ".join(r[evidence.row - 1]) for r in rows if evidence.row <= len(r)), "")


def paper_names(document: Document) -> tuple[str, ...]:
    """Return the names under which the paper itself is known: its DOI and folded titles, else its file's hash."""
    doi = printed_doi(document)
    titles = [fold(title) for title in (document.title.zh, document.title.en) if title]
    named = (("doi:" + doi,) if doi else ()) + tuple("title:" + title[:160] for title in titles if len(title) >= 6)
    return named or ("sha256:" + document.source.sha256,)


def _keys(record: Record, document: Document, references: dict[int, Reference]) -> Iterable[ClaimKey]:
    studies = [_study(document, references.get(number), number) for number in record.references]
    for ncrna, drug, target, study in product(
        record.ncrnas,
        record.drugs or ("",),
        record.targets or ("",),
        studies or [_own_name(document)],
    ):
        yield ClaimKey(ncrna, drug, Effect(record.effect).value, target, study)


def _study(document: Document, reference: Reference | None, number: int) -> str:
    names = study_names(reference) if reference else ()
    # A number without a usable entry still tells two studies of one paper apart.
    return names[0] if names else f"{_own_name(document)}#{number}"


def _own_name(document: Document) -> str:
    # The title before the DOI: another printing of the paper may lack the DOI, and its claims should be the same.
    names = paper_names(document)
    return next((name for name in names if name.startswith("title:")), names[0])
