"""Scores for people (text) and for programs (JSON values), each miss and false alarm with its place."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from gold.counts import Count, Ratio
from gold.interval import Interval, f1_interval
from gold.score import CORE, Reading, Score
from gold.score_triples import TripleScore
from nlp.model import EntityType

Json = dict[str, Any]

SCORE = "tabularna/score@1"


@dataclass(frozen=True, slots=True)
class SetScore:
    """The scores of a gold set, paper by paper. The slips of a held-out set are counted and not shown."""

    name: str
    papers: tuple[Score, ...]
    held_out: bool = False

    @property
    def score(self) -> Score:
        """The score of the whole set."""
        return sum(self.papers, Score())


def together(sets: Iterable[SetScore]) -> SetScore:
    """Return all sets as one."""
    return SetScore("all", tuple(paper for item in sets for paper in item.papers))


def score_json(sets: Sequence[SetScore]) -> Json:
    """Return the scores of each set and of all together, and the slips of the sets that are not held out."""
    everything = together(sets)
    return {
        "schema": SCORE,
        "sets": [
            {
                "name": item.name,
                "held_out": item.held_out,
                **_score(item.score),
                "intervals": _intervals_json(item),
                "by_paper": [_paper(score) for score in item.papers],
            }
            for item in sets
        ],
        "total": {**_score(everything.score), "intervals": _intervals_json(everything)},
        "slips": [
            {
                "set": item.name,
                "paper": slip.paper,
                "measure": slip.measure,
                "kind": slip.kind.value,
                "what": slip.what,
                "place": slip.place,
                "context": slip.context,
            }
            for item in sets
            if not item.held_out
            for slip in item.score.slips
        ],
    }


def score_text(sets: Sequence[SetScore], *, slips: bool = True) -> str:
    """Return the scores as text, 130 columns wide; ``slips`` lists what is wrong at the end."""
    console = Console(file=io.StringIO(), width=130, no_color=True, highlight=False, markup=False, soft_wrap=True)
    everything = together(sets)
    console.print(_overview(sets))
    for item in (*sets, everything) if len(sets) > 1 else sets:
        for name, interval in _intervals(item):
            console.print(
                f"{item.name}: 95 % interval of {name}: {_percent(interval.low)} to {_percent(interval.high)}"
            )
    console.print(_details(everything.score))
    for item in sets if slips else ():
        _print_slips(console, item)
    assert isinstance(console.file, io.StringIO)  # noqa: S101 - made above
    return console.file.getvalue()


def _overview(sets: Sequence[SetScore]) -> Table:
    table = Table(title="F1 by gold set, in %", title_justify="left", box=None, pad_edge=False)
    table.add_column("set", no_wrap=True)
    for name in ("papers", "core", "normals", "rows", "records", "triples", "prose", "pairs", "direction", "conflicts"):
        table.add_column(name, justify="right", no_wrap=True)
    for item in (*sets, together(sets)) if len(sets) > 1 else sets:
        score = item.score
        prose = score.triples.get(Reading.PROSE, TripleScore())
        both = score.triples.get(Reading.EVERYTHING, TripleScore())
        table.add_row(
            item.name,
            str(len(score.papers)),
            _percent(score.mentions_of(*CORE).f1),
            _percent(sum(score.normals.values(), Ratio()).share),
            _percent(score.tables.rows.share),
            _percent(score.tables.records.share),
            _percent(both.all.f1),
            _percent(prose.all.f1),
            _percent(prose.pairs.f1),
            _percent(prose.direction.share),
            _percent(score.tables.conflicts.f1),
        )
    return table


def _details(score: Score) -> Table:
    table = Table(title="\nAll sets in detail", title_justify="left", box=None, pad_edge=False)
    table.add_column("measure", no_wrap=True)
    for name in ("precision", "recall", "F1", "right", "false", "missed"):
        table.add_column(name, justify="right", no_wrap=True)
    for name, value in _measures(score):
        if value in (Count(), Ratio()):
            continue
        if isinstance(value, Count):
            shares = [_percent(share) for share in (value.precision, value.recall, value.f1)]
            table.add_row(name, *shares, str(value.tp), str(value.fp), str(value.fn))
        else:
            table.add_row(name, "", _percent(value.share), "", str(value.right), "", str(value.total - value.right))
    return table


def _measures(score: Score) -> Iterable[tuple[str, Count | Ratio]]:
    """Yield every measure of the annotation guidelines that there is gold for, by name."""
    yield "characters read", score.characters
    yield "mentions", score.mentions_of(*EntityType)
    yield "  core types", score.mentions_of(*CORE)
    languages = sorted({lang for _, lang in score.mentions})
    for lang in languages:
        yield f"  core types, {lang}", score.mentions_of(*CORE, lang=lang)
    for type_ in EntityType:
        yield f"  {type_}", score.mentions_of(type_)
        for lang in languages if len(languages) > 1 else ():
            yield f"    {type_}, {lang}", score.mentions_of(type_, lang=lang)
    yield "normal forms", sum(score.normals.values(), Ratio())
    for type_ in EntityType:
        if type_ in score.normals:
            yield f"  {type_}", score.normals[type_]
    tables = score.tables
    if tables.rows.total:
        yield "table cells", tables.cells
        yield "table rows", tables.rows
        yield "records", tables.records
        for name, ratio in tables.fields.items():
            yield f"  {name}", ratio
        yield "conflicts", tables.conflicts
    for reading, triples in score.triples.items():
        yield f"triples, {reading}", triples.all
        for predicate, count in sorted(triples.predicates.items()):
            yield f"  {predicate}", count
        yield "  pairs", triples.pairs
        yield "  resistance pairs", triples.resistance_pairs
        yield "  direction right", triples.direction
        yield "  hypothesised", triples.hypothesised


def _intervals(item: SetScore) -> Iterable[tuple[str, Interval]]:
    """Yield the bootstrap intervals of a set that has enough papers."""
    measures = {
        "core F1": [score.mentions_of(*CORE) for score in item.papers],
        "prose triple F1": [score.triples.get(Reading.PROSE, TripleScore()).all for score in item.papers],
    }
    for name, counts in measures.items():
        if interval := f1_interval(counts):
            yield name, interval


def _intervals_json(item: SetScore) -> Json:
    return {name: [_rounded(interval.low), _rounded(interval.high)] for name, interval in _intervals(item)}


def _paper(score: Score) -> Json:
    """Return the chief scores of one paper."""
    return {
        "name": score.papers[0],
        "core": _value(score.mentions_of(*CORE)),
        "rows": _value(score.tables.rows),
        "records": _value(score.tables.records),
        "triples": {reading.value: _value(triples.all) for reading, triples in score.triples.items()},
        "conflicts": _value(score.tables.conflicts),
    }


def _print_slips(console: Console, item: SetScore) -> None:
    if item.held_out:
        console.print(f"\n{item.name}: held out, {len(item.score.slips)} misses and false alarms not shown")
        return
    measures = dict.fromkeys(slip.measure for slip in item.score.slips)
    for measure in measures:
        console.print(f"\n{item.name}: {measure}")
        for slip in item.score.slips:
            if slip.measure == measure:
                console.print(f"  {slip}")


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _score(score: Score) -> Json:
    tables = score.tables
    return {
        "papers": list(score.papers),
        "characters": _value(score.characters),
        "mentions": {
            "all": _value(score.mentions_of(*EntityType)),
            "core": _value(score.mentions_of(*CORE)),
            "types": {type_.value: _value(score.mentions_of(type_)) for type_ in EntityType},
            "languages": {
                lang: _value(score.mentions_of(*EntityType, lang=lang))
                for lang in sorted({lang for _, lang in score.mentions})
            },
            "core_languages": {
                lang: _value(score.mentions_of(*CORE, lang=lang)) for lang in sorted({la for _, la in score.mentions})
            },
        },
        "normals": {
            "all": _value(sum(score.normals.values(), Ratio())),
            "types": _values(score.normals),
        },
        "tables": {
            "cells": _value(tables.cells),
            "rows": _value(tables.rows),
            "extra_rows": tables.extra_rows,
            "records": _value(tables.records),
            "fields": _values(tables.fields),
        },
        "triples": {reading.value: _triples(triples) for reading, triples in score.triples.items()},
        "conflicts": _value(tables.conflicts),
    }


def _triples(triples: TripleScore) -> Json:
    return {
        "all": _value(triples.all),
        "predicates": _values(triples.predicates),
        "pairs": _value(triples.pairs),
        "resistance_pairs": _value(triples.resistance_pairs),
        "direction": _value(triples.direction),
        "hypothesised": _value(triples.hypothesised),
        "confidences": [
            {"promised": promised, "right": ratio.right, "total": ratio.total}
            for promised, ratio in sorted(triples.confidences.items())
        ],
    }


def _values(scores: Mapping[Any, Count | Ratio]) -> Json:
    return {str(key): _value(value) for key, value in scores.items()}


def _value(value: Count | Ratio) -> Json:
    if isinstance(value, Ratio):
        return {"right": value.right, "total": value.total, "share": _rounded(value.share)}
    return {
        "tp": value.tp,
        "fp": value.fp,
        "fn": value.fn,
        "precision": _rounded(value.precision),
        "recall": _rounded(value.recall),
        "f1": _rounded(value.f1),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
