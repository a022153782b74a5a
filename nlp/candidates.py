"""Places in a text that may be a name, before it is decided which of them are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from nlp.lexicon import Name, Trust
from nlp.model import EntityType, Mention, NcrnaClass
from nlp.script import bounded


class Rank(IntEnum):
    """Which reading of the same span goes first; the lower the number, the earlier."""

    PAPER = 0  # the paper itself says what it means
    GRAMMAR = 1
    CURATED = 2
    SYMBOL = 3
    PATTERN = 4  # the look of a word, such as an ending of drug names
    ALIAS = 5
    CONTEXT = 6
    MODEL = 7


_RANK = {
    Trust.CURATED: Rank.CURATED,
    Trust.SYMBOL: Rank.SYMBOL,
    Trust.ALIAS: Rank.ALIAS,
    Trust.CONTEXT: Rank.CONTEXT,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible mention at ``[start, end)`` of one text. ``name`` is the lexicon's name, where one matched."""

    start: int
    end: int
    type: EntityType
    normals: tuple[str, ...]
    ids: tuple[str | None, ...]
    rank: Rank
    subtype: NcrnaClass | None = None
    ambiguity: str | None = None
    name: Name | None = None

    @classmethod
    def of(cls, name: Name, start: int, end: int) -> Candidate:
        """Return the candidate that a name of the lexicon makes."""
        return cls(
            start,
            end,
            name.type,
            (name.normal,),
            (name.id,),
            _RANK[name.trust],
            name.subtype,
            name.ambiguity,
            name,
        )

    def bounded(self, text: str) -> bool:
        """Whether the candidate cuts no word of its text."""
        return bounded(text, self.start, self.end)

    def mention(self, block: str, text: str) -> Mention:
        """Return the mention that this candidate is, in the block of that text."""
        return Mention(
            block=block,
            start=self.start,
            end=self.end,
            type=self.type,
            surface=text[self.start : self.end],
            normals=self.normals,
            ids=self.ids,
            subtype=self.subtype,
            ambiguity=self.ambiguity,
        )


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return those that stay when mentions may not overlap, by place: the longest wins, then the better rank.

    What only a trained model found gives way to all else.
    """
    chosen: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: (c.rank is Rank.MODEL, c.start - c.end, c.rank, c.start)):
        if taken.isdisjoint(range(candidate.start, candidate.end)):
            taken.update(range(candidate.start, candidate.end))
            chosen.append(candidate)
    return sorted(chosen, key=lambda candidate: candidate.start)
