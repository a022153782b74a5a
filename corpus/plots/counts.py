"""What the bar plots count: ncRNA–drug pairs by direction, for each drug or each class of ncRNA, over the papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from corpus.store.values import Claim

EFFECTS = ("promotes", "inhibits", "unknown")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``pairs`` are counted by effect, ``papers`` are the papers that state any of them."""

    name: str
    pairs: Mapping[str, int]
    papers: int

    @property
    def total(self) -> int:
        """The length of the whole bar."""
        return sum(self.pairs.values())

    @property
    def label(self) -> str:
        """The name with the number of papers."""
        return f"{self.name} ({self.papers} paper{'' if self.papers == 1 else 's'})"


def count_bars(
    claims: Iterable[Claim],
    papers: Mapping[str, frozenset[int]],
    of: Callable[[Claim], str],
) -> tuple[Bar, ...]:
    """Count claims with a drug by what ``of`` says of them, longest bar first.

    Studies that say the same of one ncRNA and one drug count once. ``papers`` has the papers of each claim's key.
    """
    pairs: dict[str, set[tuple[str, str, str]]] = {}
    stated: dict[str, set[int]] = {}
    for claim in claims:
        if claim.drug:
            name = of(claim)
            pairs.setdefault(name, set()).add((claim.ncrna, claim.drug, claim.effect))
            stated.setdefault(name, set()).update(papers.get(claim.key, ()))
    bars = [
        Bar(name, {effect: sum(pair[2] == effect for pair in found) for effect in EFFECTS}, len(stated[name]))
        for name, found in pairs.items()
    ]
    return tuple(sorted(bars, key=lambda bar: (-bar.total, bar.name)))
