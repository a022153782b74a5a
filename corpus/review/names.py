"""Names to choose from while a curator corrects a claim."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from nlp.lexicon import Name, Trust
from nlp.model import EntityType

_TYPES = {
    "ncrna": (EntityType.NCRNA,),
    "drug": (EntityType.DRUG,),
    "target": (EntityType.GENE, EntityType.NCRNA),
    "source_cells": (EntityType.CELL,),
}
_TRUSTS = tuple(Trust)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A normal form to choose; ``written`` is the name of the same thing that was looked for."""

    normal: str
    written: str
    identifier: str | None


class Names:
    """The names of the lexicons, by field of a claim."""

    def __init__(self, names: Iterable[Name]) -> None:
        wanted = list(names)
        self._by_field = {
            field: sorted(
                ((_folded(name.written), name) for name in wanted if name.type in types),
                key=lambda entry: (entry[0], _TRUSTS.index(entry[1].trust), entry[1].normal),
            )
            for field, types in _TYPES.items()
        }

    def propose(self, field: str, text: str, *, limit: int = 10) -> tuple[Proposal, ...]:
        """Return names that begin with ``text``, then names that hold it; the shortest first, each thing once."""
        key = _folded(text)
        names = self._by_field.get(field, [])
        if not key or not names:
            return ()
        start = bisect_left(names, key, key=lambda entry: entry[0])
        end = bisect_left(names, key + "\U0010ffff", key=lambda entry: entry[0])
        found = sorted(names[start:end], key=lambda entry: len(entry[0]))
        if len(found) < limit:
            found += sorted((n for n in names if key in n[0][1:]), key=lambda entry: len(entry[0]))[: 4 * limit]
        proposals: dict[str, Proposal] = {}
        for _, name in found:
            proposals.setdefault(name.normal, Proposal(name.normal, name.written, name.id))
            if len(proposals) == limit:
                break
        return tuple(proposals.values())

    def normal(self, field: str, written: str) -> str:
        """Return the normal form of what a curator wrote; the text itself where it names nothing, or several things."""
        normals = {name.normal for name in self._exact(field, written)}
        return normals.pop() if len(normals) == 1 and written not in normals else written

    def identifier(self, field: str, normal: str) -> str | None:
        """Return the identifier of a normal form; ``None`` where it is not surely known."""
        known = {name.id for name in self._exact(field, normal) if name.normal == normal}
        return known.pop() if len(known) == 1 else None

    def _exact(self, field: str, written: str) -> Iterable[Name]:
        key = _folded(written)
        names = self._by_field.get(field, [])
        at = bisect_left(names, key, key=lambda entry: entry[0])
        while at < len(names) and names[at][0] == key:
            yield names[at][1]
            at += 1


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold().strip()
