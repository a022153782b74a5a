"""Scores that add up: over papers, types and languages, so that every average is a micro average."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

_Key = TypeVar("_Key", bound=Hashable)


class Additive(Protocol):
    """A score that adds up."""

    def __add__(self, other: Self, /) -> Self:
        """Return both together."""


_Value = TypeVar("_Value", bound=Additive)


@dataclass(frozen=True, slots=True)
class Count:
    """True positives, false positives and false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Count) -> Count:
        """Return both together."""
        return Count(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @classmethod
    def of(cls, gold: set[_Key], found: set[_Key]) -> Count:
        """Compare two sets."""
        return cls(len(gold & found), len(found - gold), len(gold - found))

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; ``None`` where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; ``None`` where there is no gold."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; ``None`` where there is neither gold nor anything found."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else None


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many of ``total`` are right."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        """Return both together."""
        return Ratio(self.right + other.right, self.total + other.total)

    @property
    def share(self) -> float | None:
        """The share that is right; ``None`` of nothing."""
        return self.right / self.total if self.total else None


def merged(first: Mapping[_Key, _Value], second: Mapping[_Key, _Value]) -> dict[_Key, _Value]:
    """Add two tables of scores key by key; the keys of the first come first."""
    return {
        key: first[key] + second[key] if key in first and key in second else first.get(key) or second[key]
        for key in (*first, *(key for key in second if key not in first))
    }
