"""Identifiers of the names in claims, by which they are joined with other databases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from corpus.store import schema
from nlp.model import EntityType

if TYPE_CHECKING:
    from corpus.store.dataset import Dataset
    from nlp.tagger import Tagger

# What kinds of things a column of claims may name, the likelier kind first.
KINDS = {
    "ncrna": (EntityType.NCRNA,),
    "drug": (EntityType.DRUG,),
    "target": (EntityType.GENE, EntityType.NCRNA),
    "source_cells": (EntityType.CELL,),
}

Identify = Callable[[str, str], str]  # column, names joined by "; " → their identifiers, joined alike


def identify(dataset: Dataset, tagger: Tagger) -> Identify:
    """Return what gives identifiers: those that the papers' own names have, else those of the lexicons.

    A name without one, or with several, gets the empty text.
    """
    m = schema.mentions.c
    query = select(m.type, m.normal, m.identifier).where(m.identifier.is_not(None)).distinct()
    with dataset.reading() as connection:
        known = _by_name(connection.execute(query))

    def of_name(column: str, name: str) -> str:
        for kind in KINDS[column]:
            if (kind.value, name) not in known:
                told = ((m.type.value, name, m.id) for m in tagger.tag_text(name) if m.surface == name and m.id)
                known[kind.value, name] = _by_name(told).get((kind.value, name), set())
            if len(known[kind.value, name]) == 1:
                return next(iter(known[kind.value, name]))
        return ""

    def of_names(column: str, joined: str) -> str:
        found = [of_name(column, name) for name in joined.split("; ")]
        return "; ".join(found) if any(found) else ""

    return of_names


def _by_name(rows: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, name, identifier in rows:
        found[kind, name].add(identifier)
    return dict(found)
