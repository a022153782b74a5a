"""Statements about one ncRNA from one study become one record, as a row of an evidence table would say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlp.lexicon import data_folder, read_tsv
from nlp.model import (
    Certainty,
    Effect,
    EntityType,
    Evidence,
    Mention,
    Origin,
    Predicate,
    ProseEvidence,
    Record,
    Triple,
)

_EFFECTS = {Predicate.PROMOTES_RESISTANCE: Effect.PROMOTES, Predicate.INHIBITS_RESISTANCE: Effect.INHIBITS}
_TARGETS = (
    Predicate.DOWNREGULATES,
    Predicate.UPREGULATES,
    Predicate.SPONGES,
    Predicate.BINDS,
    Predicate.TARGETS,
)
_NEAR = 120  # characters before an ncRNA in which cell lines still belong to it
_MECHANISMS = {Predicate.ACTIVATES: "activates", Predicate.INHIBITS: "inhibits"}


@dataclass(slots=True)
class _Study:
    """What the prose says of one ncRNA with one set of citations."""

    ncrna: str
    references: tuple[int, ...]
    triples: list[Triple] = field(default_factory=list)


def prose_records(triples: Iterable[Triple], mentions: Iterable[Mention] = ()) -> tuple[Record, ...]:
    """Return the records that the asserted prose triples make up, in reading order; ``table`` is ``None``.

    Statements are fused by ncRNA and citation; studies of the same ncRNAs with the same drugs and effect, and
    ncRNAs of which the same is said, become one record. What an abstract repeats belongs to the study that is cited
    for it. A study that names no drug gives none. ``mentions`` are those of the prose: where no cells are said to
    give the ncRNA off, the cell lines of the study's sentences are those in which it acts, and where these name none,
    those of the sentences right before that speak of no other ncRNA.
    """
    named = _cell_lines_and_ncrnas(mentions)
    studies: dict[tuple[str, tuple[int, ...]], _Study] = {}
    for triple in triples:
        if triple.origin is Origin.PROSE and triple.certainty is Certainty.ASSERTED:
            key = (triple.subject, triple.references)
            studies.setdefault(key, _Study(*key)).triples.append(triple)
    records = [record for study in _joined(studies.values()) for record in _records(study, named)]
    return tuple(_merge(_merge(_without_repeats(records), _same_facts, ncrnas=True), _same_effect, ncrnas=False))


@dataclass(frozen=True, slots=True)
class _Named:
    """The cell lines and the ncRNAs that a block names, in reading order."""

    lines: list[Mention] = field(default_factory=list)
    ncrnas: list[Mention] = field(default_factory=list)


def _cell_lines_and_ncrnas(mentions: Iterable[Mention]) -> dict[str, _Named]:
    cell_types = {row["normal"] for row in read_tsv(data_folder("lexicons").joinpath("cell_types.tsv"))}
    named: dict[str, _Named] = defaultdict(_Named)
    for mention in mentions:
        if mention.type is EntityType.CELL and cell_types.isdisjoint(mention.normals):
            named[mention.block].lines.append(mention)
        elif mention.type is EntityType.NCRNA:
            named[mention.block].ncrnas.append(mention)
    return named


def _without_repeats(records: Sequence[Record]) -> list[Record]:
    """Return the records, those without a citation joined to the one that says as much of the ncRNA with one."""
    cited = {index: record for index, record in enumerate(records) if record.references}
    kept: dict[int, Record] = {}
    for index, record in enumerate(records):
        hosts = [
            place
            for place, host in cited.items()
            if host.ncrnas == record.ncrnas and host.effect is record.effect and set(record.drugs) <= set(host.drugs)
        ]
        if record.references or not hosts:
            kept[index] = kept.get(index, record)
            continue
        kept[hosts[0]] = _joined_records(kept.get(hosts[0], records[hosts[0]]), record, ncrnas=False)
    return [kept[index] for index in sorted(kept)]


def _joined(studies: Iterable[_Study]) -> list[_Study]:
    """Join the studies of an ncRNA whose citations overlap: "[3]" and "[3-4]" speak of one piece of work."""
    joined: list[_Study] = []
    for study in studies:
        host = next(
            (s for s in joined if s.ncrna == study.ncrna and set(s.references) & set(study.references)),
            None,
        )
        if host is None:
            joined.append(study)
        else:
            host.triples += study.triples
            host.references = tuple(sorted({*host.references, *study.references}))
    return joined


def _records(study: _Study, named: Mapping[str, _Named]) -> list[Record]:
    drugs: dict[Effect, list[str]] = defaultdict(list)
    for triple in study.triples:
        if triple.predicate in _EFFECTS:
            drugs[_EFFECTS[triple.predicate]].append(triple.object)
    mechanism = [f"{_MECHANISMS[t.predicate]} {t.object}" for t in study.triples if t.predicate in _MECHANISMS]
    return [
        Record(
            table=None,
            row=None,
            source_cells=_objects(study.triples, Predicate.DERIVED_FROM) or _cell_lines(study, named),
            ncrnas=(study.ncrna,),
            drugs=tuple(dict.fromkeys(names)),
            effect=effect,
            effect_as_written=None,
            mechanism="; ".join(dict.fromkeys(mechanism)) or None,
            targets=_objects(study.triples, *_TARGETS),
            references=study.references,
            evidence=_evidence(study.triples),
        )
        for effect, names in drugs.items()
    ]


def _objects(triples: Sequence[Triple], *predicates: Predicate) -> tuple[str, ...]:
    return tuple(dict.fromkeys(triple.object for triple in triples if triple.predicate in predicates))


def _cell_lines(study: _Study, named: Mapping[str, _Named]) -> tuple[str, ...]:
    """Return the cell lines that the sentences of a study name, or the text right before that leads to them."""
    places = [place for place in _evidence(study.triples) if isinstance(place, ProseEvidence)]
    found = [m for place in places for m in _within(named, place.block, place.start, place.end)]
    if not found and places:
        first = places[0]
        before = [m for m in (named[first.block].ncrnas if first.block in named else ()) if m.end <= first.start]
        others = [m.end for m in before if study.ncrna not in m.normals]
        limit = max(others, default=0)
        own = [m.start for m in before if study.ncrna in m.normals and m.start >= limit]
        if own:
            found = _within(named, first.block, max(limit, own[0] - _NEAR), first.start)
    return tuple(dict.fromkeys(normal for mention in found for normal in mention.normals))


def _within(named: Mapping[str, _Named], block: str, start: int, end: int) -> list[Mention]:
    lines = named[block].lines if block in named else ()
    return [mention for mention in lines if start <= mention.start and mention.end <= end]


def _evidence(triples: Sequence[Triple]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence for triple in triples for evidence in triple.evidence))


def _same_facts(record: Record) -> Hashable:
    return (record.drugs, record.effect, record.mechanism, record.targets, record.references, record.source_cells)


def _same_effect(record: Record) -> Hashable:
    return (record.ncrnas, frozenset(record.drugs), record.effect)


def _merge(records: Iterable[Record], key: Callable[[Record], Hashable], *, ncrnas: bool) -> list[Record]:
    merged: dict[Hashable, Record] = {}
    for record in records:
        first = merged.get(key(record))
        if first is None:
            merged[key(record)] = record
            continue
        merged[key(record)] = _joined_records(first, record, ncrnas=ncrnas)
    return list(merged.values())


def _joined_records(first: Record, second: Record, *, ncrnas: bool) -> Record:
    mechanisms = [mechanism for mechanism in (first.mechanism, second.mechanism) if mechanism]
    return replace(
        first,
        ncrnas=_union(first.ncrnas, second.ncrnas) if ncrnas else first.ncrnas,
        source_cells=_union(first.source_cells, second.source_cells),
        targets=_union(first.targets, second.targets),
        mechanism="; ".join(dict.fromkeys("; ".join(mechanisms).split("; "))) or None,
        references=tuple(sorted({*first.references, *second.references})),
        evidence=tuple(dict.fromkeys((*first.evidence, *second.evidence))),
    )


def _union(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*left, *right)))


def same_study(row: Record, record: Record) -> bool:
    """Tell whether a row and a prose record share an ncRNA, and a citation or a drug."""
    if not set(row.ncrnas) & set(record.ncrnas):
        return False
    return bool(set(row.references) & set(record.references) or set(row.drugs) & set(record.drugs))


def add_prose(rows: Sequence[Record], prose: Sequence[Record]) -> tuple[Record, ...]:
    """Return the table's records with the prose's evidence beside theirs, then the records of the prose alone."""
    joined = []
    for row in rows:
        beside = [evidence for record in prose if same_study(row, record) for evidence in record.evidence]
        joined.append(replace(row, evidence=tuple(dict.fromkeys((*row.evidence, *beside)))))
    return (*joined, *(record for record in prose if not any(same_study(row, record) for row in rows)))
