"""Where a paper contradicts itself: its table against its prose, one abstract against the other.

Precision comes first. A row is compared only with prose about the same ncRNA that cites the same study (or, in a
paper that cites nothing, names the same drug); what one side leaves out or adds is no conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.model import BlockKind, Document
from nlp.model import (
    Certainty,
    Conflict,
    ConflictKind,
    Effect,
    Evidence,
    Origin,
    Predicate,
    ProseEvidence,
    Record,
    Triple,
)

_EFFECTS = {Predicate.PROMOTES_RESISTANCE: Effect.PROMOTES, Predicate.INHIBITS_RESISTANCE: Effect.INHIBITS}
_OPPOSITE = {
    Predicate.UPREGULATES: Predicate.DOWNREGULATES,
    Predicate.DOWNREGULATES: Predicate.UPREGULATES,
    Predicate.ACTIVATES: Predicate.INHIBITS,
    Predicate.INHIBITS: Predicate.ACTIVATES,
}
_TARGETS = (*list(_OPPOSITE)[:2], Predicate.SPONGES, Predicate.BINDS, Predicate.TARGETS)
_DIRECT = (Predicate.SPONGES, Predicate.BINDS, Predicate.TARGETS)


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side says of one ncRNA: triples, and the place that shows it."""

    triples: tuple[Triple, ...]

    def effects(self) -> dict[Effect, set[str]]:
        """Return the drugs by effect."""
        found: dict[Effect, set[str]] = {}
        for triple in self.triples:
            if triple.predicate in _EFFECTS:
                found.setdefault(_EFFECTS[triple.predicate], set()).add(triple.object)
        return found

    def drugs(self) -> set[str]:
        """Return the drugs of all effects."""
        return {drug for drugs in self.effects().values() for drug in drugs}

    def objects(self, *predicates: Predicate) -> set[str]:
        """Return the objects of the given predicates."""
        return {triple.object for triple in self.triples if triple.predicate in predicates}

    def evidence(self, *predicates: Predicate) -> tuple[Evidence, ...]:
        """Return the places of the given predicates, each once."""
        return tuple(dict.fromkeys(e for t in self.triples if t.predicate in predicates for e in t.evidence))


@dataclass(frozen=True, slots=True)
class _Disagreement:
    kind: ConflictKind
    first: str
    second: str
    predicates: tuple[Predicate, ...]


def find_conflicts(document: Document, records: Sequence[Record], triples: Sequence[Triple]) -> tuple[Conflict, ...]:
    """Return the conflicts of a paper: by table and row, then those of the abstracts.

    ``triples`` are those of the tables and of the prose.
    """
    prose = [t for t in triples if t.origin is Origin.PROSE and t.certainty is Certainty.ASSERTED]
    table = [t for t in triples if t.origin is Origin.TABLE]
    found: list[Conflict] = []
    for record in records:
        for ncrna in record.ncrnas:
            said = _said(record, ncrna, prose)
            row = _Side(tuple(t for t in table if t.subject == ncrna and t.evidence[0] == record.evidence[0]))
            if not said.triples:
                continue
            elsewhere = {t.object for t in prose if t.subject == ncrna} - {t.object for t in said.triples}
            found += [
                Conflict(
                    table=record.table,
                    row=record.row,
                    ncrna=ncrna,
                    kind=disagreement.kind,
                    table_value=disagreement.first,
                    prose_value=disagreement.second,
                    evidence=(record.evidence[0], *said.evidence(*disagreement.predicates)),
                )
                for disagreement in _disagreements(row, said, elsewhere)
            ]
    return (*found, *_between_abstracts(document, prose))


def _said(record: Record, ncrna: str, prose: Iterable[Triple]) -> _Side:
    """Return the prose about the study that a row reports."""
    about = [triple for triple in prose if triple.subject == ncrna]
    cited = [triple for triple in about if set(triple.references) & set(record.references)]
    if cited:
        return _Side(tuple(cited))
    uncited = [t for t in about if not t.references or not record.references]
    same_drug = {t.evidence for t in uncited if t.predicate in _EFFECTS and t.object in record.drugs}
    return _Side(tuple(t for t in uncited if t.evidence in same_drug))


def _disagreements(first: _Side, second: _Side, elsewhere: set[str]) -> Iterable[_Disagreement]:
    """Yield what two sides contradict each other in; ``elsewhere`` is what the second says in other places."""
    one, other = first.effects(), second.effects()
    drugs, others = first.drugs(), second.drugs()
    if len(one) == 1 and len(other) == 1 and set(one) != set(other) and (drugs & others or not drugs or not others):
        (effect,), (opposed,) = one, other
        yield _Disagreement(ConflictKind.DIRECTION, effect.value, opposed.value, tuple(_EFFECTS))
    if drugs and others and not drugs & others and not drugs & elsewhere:
        yield _Disagreement(ConflictKind.DRUG, _list(drugs), _list(others), tuple(_EFFECTS))
    for predicate, opposite in _OPPOSITE.items():
        turned = (
            (first.objects(predicate) & second.objects(opposite)) - first.objects(opposite) - second.objects(predicate)
        )
        for name in sorted(turned):
            yield _Disagreement(
                ConflictKind.TARGET, f"{predicate.value} {name}", f"{opposite.value} {name}", (opposite,)
            )
    targets, direct = first.objects(*_TARGETS), second.objects(*_DIRECT)
    if targets and direct and not targets & (second.objects(*_TARGETS) | elsewhere):
        yield _Disagreement(ConflictKind.TARGET, _list(targets), _list(direct), _DIRECT)


def _list(names: Iterable[str]) -> str:
    return "; ".join(sorted(names))


def _between_abstracts(document: Document, prose: Sequence[Triple]) -> list[Conflict]:
    """Compare the Chinese with the English abstract, the one that comes first being the table's side."""
    languages = {block.id: block.lang for block in document.blocks if block.kind is BlockKind.ABSTRACT}
    if len(set(languages.values())) < 2:
        return []
    order = list(dict.fromkeys(languages.values()))
    sides: dict[str, list[Triple]] = {lang: [] for lang in order}
    for triple in prose:
        place = triple.evidence[0]
        if isinstance(place, ProseEvidence) and place.block in languages:
            sides[languages[place.block]].append(triple)
    found = []
    for ncrna in dict.fromkeys(triple.subject for triple in sides[order[0]]):
        first, second = (_Side(tuple(t for t in sides[lang] if t.subject == ncrna)) for lang in order[:2])
        for disagreement in _disagreements(first, second, set()):
            places = first.evidence(*_both(disagreement)) + second.evidence(*disagreement.predicates)
            found.append(
                Conflict(None, None, ncrna, disagreement.kind, disagreement.first, disagreement.second, places)
            )
    return found


def _both(disagreement: _Disagreement) -> tuple[Predicate, ...]:
    return (*disagreement.predicates, *(_OPPOSITE[p] for p in disagreement.predicates if p in _OPPOSITE))
