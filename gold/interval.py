"""How sure a score is: percentile bootstrap over papers (Efron, 1979), because the facts of one paper go together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from gold.counts import Count

MINIMUM = 10  # papers; with fewer, resampling says nothing


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval of a share, from 0 to 1."""

    low: float
    high: float


def f1_interval(papers: Sequence[Count], *, samples: int = 1000, seed: int = 0) -> Interval | None:
    """Return the interval of the micro F1 of ``papers``, drawn anew with replacement ``samples`` times.

    ``None`` for fewer than ten papers, or where they hold nothing to count. The same input gives the same interval.
    """
    counted = [(paper.tp, paper.fp, paper.fn) for paper in papers if paper != Count()]
    if len(counted) < MINIMUM:
        return None
    draw = random.Random(seed)  # noqa: S311 - resampling, not secrets
    shares: list[float] = []
    for _ in range(samples):
        chosen = draw.choices(counted, k=len(counted))
        tp = sum(count[0] for count in chosen)
        wrong = sum(count[1] + count[2] for count in chosen)
        shares.append(2 * tp / (2 * tp + wrong))
    shares.sort()
    return Interval(shares[round(0.025 * (samples - 1))], shares[round(0.975 * (samples - 1))])
