"""How often statements of a kind are right: counted on gold, smoothed by Laplace's rule of succession.

The counts stand in ``nlp/rules/confidence.tsv``; ``benchmarks/relations/calibrate.py`` counts them anew on half of the
held-out sets, and prints how well they hold on the other half.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from nlp.lexicon import data_folder, read_tsv
from nlp.model import Certainty, Evidence, Origin, Record, Triple


class Kind(StrEnum):
    """What a statement rests on."""

    TABLE = "table"
    ROW = "record of a table's row"
    DRUG_BESIDE = "resistance, drug in the clause"
    DRUG_IN_SENTENCE = "resistance, drug earlier in the sentence"
    DRUG_OF_CELLS = "resistance, drug of the cells"
    DRUG_ELSEWHERE = "resistance, drug from elsewhere"
    GENE = "gene or miRNA"
    PROCESS = "pathway or process"
    DONOR = "source cell"


# The clause of the statement names no drug: one was looked up.
INFERRED = frozenset((Kind.DRUG_IN_SENTENCE, Kind.DRUG_ELSEWHERE))


@dataclass(frozen=True, slots=True)
class Confidence:
    """The share of right statements by kind, from 0 to 1."""

    shares: Mapping[Kind, float]

    def of(self, kind: Kind) -> float:
        """Return the share for a kind; 0.5 where nothing was counted."""
        return self.shares.get(kind, 0.5)


def load_confidence() -> Confidence:
    """Read ``nlp/rules/confidence.tsv``."""
    rows = read_tsv(data_folder("rules").joinpath("confidence.tsv"))
    return Confidence({Kind(r["kind"]): round((int(r["right"]) + 1) / (int(r["total"]) + 2), 3) for r in rows})


def kind_of(triple: Triple) -> Kind:
    """Return what a triple rests on, by its origin, predicate and derivation."""
    if triple.origin is Origin.TABLE:
        return Kind.TABLE
    predicate = triple.predicate.value
    if predicate.endswith("_resistance"):
        if triple.derivation.endswith(("(drug: before it)", "(drug: after it)")):
            return Kind.DRUG_BESIDE
        if triple.derivation.endswith("(drug: earlier in the sentence)"):
            return Kind.DRUG_IN_SENTENCE
        return Kind.DRUG_OF_CELLS if "cells" in triple.derivation.rpartition("(drug:")[2] else Kind.DRUG_ELSEWHERE
    if predicate == "derived_from":
        return Kind.DONOR
    return Kind.PROCESS if predicate in ("activates", "inhibits") else Kind.GENE


def with_confidence(triples: Iterable[Triple], confidence: Confidence) -> tuple[Triple, ...]:
    """Return the triples with their confidence; a hypothesis has half of it."""
    return tuple(
        replace(triple, confidence=round(confidence.of(kind_of(triple)) * _weight(triple), 3)) for triple in triples
    )


def records_with_confidence(
    records: Iterable[Record], triples: Iterable[Triple], confidence: Confidence
) -> tuple[Record, ...]:
    """Return the records with their confidence.

    That of a table's row is the share of rows that are right in every field; a record of the prose has that of the
    weakest statement on resistance that it rests on.
    """
    by_place: dict[tuple[str, Evidence], float] = {}
    for triple in triples:
        if triple.predicate.value.endswith("_resistance") and triple.confidence is not None:
            for evidence in triple.evidence:
                key = (triple.subject, evidence)
                by_place[key] = min(by_place.get(key, 1.0), triple.confidence)
    found = []
    for record in records:
        shares = [by_place[n, e] for n in record.ncrnas for e in record.evidence if (n, e) in by_place]
        share = confidence.of(Kind.ROW) if record.table else min(shares, default=None)
        found.append(replace(record, confidence=share))
    return tuple(found)


def _weight(triple: Triple) -> float:
    return 0.5 if triple.certainty is Certainty.HYPOTHESISED else 1.0
