"""Triples as a set per paper: micro counts by predicate, pairs without predicates, and the direction of effects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gold.align import Alignment
from gold.counts import Count, Ratio, merged
from gold.model import GoldPaper, GoldTriple
from gold.slips import Slip, SlipKind, found_place
from nlp.model import Certainty, Origin, Predicate, ProseEvidence, Triple

Fact = tuple[str, Predicate, str]
RESISTANCE = (Predicate.PROMOTES_RESISTANCE, Predicate.INHIBITS_RESISTANCE)


@dataclass(frozen=True, slots=True)
class TripleScore:
    """Additive scores of one reading.

    ``predicates`` and ``pairs`` are about asserted facts; ``hypothesised`` about those that the paper supposes.
    ``direction`` counts the right effects among the (ncRNA, drug) pairs that both sides have; ``confidences`` how many
    of the asserted facts that promise one confidence (from 0 to 1) are right.
    """

    predicates: dict[Predicate, Count] = field(default_factory=dict)
    pairs: Count = field(default_factory=Count)
    resistance_pairs: Count = field(default_factory=Count)
    direction: Ratio = field(default_factory=Ratio)
    hypothesised: Count = field(default_factory=Count)
    confidences: dict[float, Ratio] = field(default_factory=dict)

    def __add__(self, other: TripleScore) -> TripleScore:
        """Return both together."""
        return TripleScore(
            merged(self.predicates, other.predicates),
            self.pairs + other.pairs,
            self.resistance_pairs + other.resistance_pairs,
            self.direction + other.direction,
            self.hypothesised + other.hypothesised,
            merged(self.confidences, other.confidences),
        )

    @property
    def all(self) -> Count:
        """All predicates together."""
        return sum(self.predicates.values(), Count())


def cell_key(name: str) -> str:
    """Return a cell name as it is compared: upper-case letters and digits only."""
    return "".join(character for character in name.upper() if character.isalnum())


def fact_of(triple: Triple | GoldTriple) -> Fact:
    """Return what is compared of a triple."""
    is_cell = triple.predicate is Predicate.DERIVED_FROM
    return triple.subject, triple.predicate, cell_key(triple.object) if is_cell else triple.object


def score_triples(
    gold: GoldPaper,
    found: Iterable[Triple],
    *,
    with_tables: bool,
    reading: str,
    alignment: Alignment,
) -> tuple[TripleScore, list[Slip]]:
    """Compare the triples of one reading; ``reading`` is its name in the slips."""
    in_reading = [t for t in found if with_tables or t.origin is Origin.PROSE]
    true_in_reading = [t for t in gold.triples if with_tables or t.block is not None]
    true = {fact_of(t): t for t in reversed(true_in_reading) if t.certainty is Certainty.ASSERTED}
    said = {fact_of(t): t for t in reversed(in_reading) if t.certainty is Certainty.ASSERTED}
    supposed = {fact_of(t): t for t in true_in_reading if t.certainty is Certainty.HYPOTHESISED}
    guessed = {fact_of(t): t for t in in_reading if t.certainty is Certainty.HYPOTHESISED}
    predicates = {
        predicate: Count.of(_only(true, predicate), _only(said, predicate))
        for predicate in Predicate
        if _only(true, predicate) or _only(said, predicate)
    }
    effects, said_effects = _effects(true), _effects(said)
    common = set(effects) & set(said_effects)
    result = TripleScore(
        predicates,
        Count.of({(s, o) for s, _, o in true}, {(s, o) for s, _, o in said}),
        Count.of(set(effects), set(said_effects)),
        Ratio(sum(effects[pair] == said_effects[pair] for pair in common), len(common)),
        Count.of(set(supposed), set(guessed)),
        _confidences(true, said),
    )
    measure = f"triples ({reading})"
    slips = _compare(measure, true, said, alignment)
    if not with_tables:
        slips += _compare("hypotheses", supposed, guessed, alignment)
    return result, slips


def _confidences(true: Mapping[Fact, GoldTriple], said: Mapping[Fact, Triple]) -> dict[float, Ratio]:
    found: dict[float, Ratio] = {}
    for fact, triple in said.items():
        if triple.confidence is not None:
            found = merged(found, {triple.confidence: Ratio(int(fact in true), 1)})
    return found


def _compare(
    measure: str, true: Mapping[Fact, GoldTriple], said: Mapping[Fact, Triple], alignment: Alignment
) -> list[Slip]:
    missed = [fact for fact in true if fact not in said]
    invented = [fact for fact in said if fact not in true]
    return [
        *(Slip(measure, SlipKind.MISSED, _words(fact), _gold_place(true[fact])) for fact in missed),
        *(Slip(measure, SlipKind.FALSE_ALARM, _words(fact), _place(said[fact], alignment)) for fact in invented),
    ]


def _only(facts: Iterable[Fact], predicate: Predicate) -> set[Fact]:
    return {fact for fact in facts if fact[1] is predicate}


def _effects(facts: Iterable[Fact]) -> dict[tuple[str, str], set[Predicate]]:
    """Return the effects that are stated of each (ncRNA, drug) pair."""
    effects: dict[tuple[str, str], set[Predicate]] = {}
    for subject, predicate, object_ in facts:
        if predicate in RESISTANCE:
            effects.setdefault((subject, object_), set()).add(predicate)
    return effects


def _words(fact: Fact) -> str:
    return " ".join(fact)


def _gold_place(triple: GoldTriple) -> str:
    where = triple.block or f"{triple.table} row {triple.row}"
    return f"{where} ({triple.place})" if triple.place else where


def _place(triple: Triple, alignment: Alignment) -> str:
    for evidence in triple.evidence:
        if not isinstance(evidence, ProseEvidence):
            return f"{evidence.table} row {evidence.row}"
        span = alignment.span(evidence.block, evidence.start, evidence.end)
        if span is not None:
            return found_place(span[0], span[1:])
        return found_place(alignment.block(evidence.block), None)
    return "?"
