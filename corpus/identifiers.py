"""Identifiers of names in normal form, by which records and claims are joined with other databases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from nlp.model import EntityType

if TYPE_CHECKING:
    from nlp.tagger import Tagger

# What kinds of things a field may name, the likelier kind first.
KINDS = {
    "ncrna": (EntityType.NCRNA,),
    "drug": (EntityType.DRUG,),
    "target": (EntityType.GENE, EntityType.NCRNA),
    "source_cells": (EntityType.CELL,),
}

Identify = Callable[[str, Iterable[str]], str]  # field, names → their identifiers, joined by "; "
Named = tuple[str, str, str]  # type, normal form, identifier


def identify(known: Iterable[Named], tagger: Tagger) -> Identify:
    """Return what gives the identifiers of names: those that ``known`` mentions have, else those of the lexicons.

    A name without one, or with several, gets the empty text.
    """
    found = _by_name(known)

    def of_name(field: str, name: str) -> str:
        for kind in KINDS[field]:
            if (kind.value, name) not in found:
                told = ((m.type.value, name, m.id) for m in tagger.tag_text(name) if m.surface == name and m.id)
                found[kind.value, name] = _by_name(told).get((kind.value, name), set())
            if len(found[kind.value, name]) == 1:
                return next(iter(found[kind.value, name]))
        return ""

    def of_names(field: str, names: Iterable[str]) -> str:
        identifiers = [of_name(field, name) for name in names]
        return "; ".join(identifiers) if any(identifiers) else ""

    return of_names


def _by_name(rows: Iterable[Named]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, name, identifier in rows:
        found[kind, name].add(identifier)
    return dict(found)
