"""A miss or a false alarm, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that is wrong: ``missed`` is in the gold and was not found, otherwise it was found and is not in it.

    ``measure`` says which score it counts against; ``place`` is a block with half-open offsets, a row of a table,
    or the file and line of the gold.
    """

    measure: str
    missed: bool
    what: str
    place: str
    paper: str = ""

    def __str__(self) -> str:
        """Return the slip as one line."""
        return f"{self.paper} {self.place}: {'missed' if self.missed else 'false alarm'}: {self.what}"


def in_reading_order(slips: Iterable[Slip]) -> list[Slip]:
    """Sort slips by measure and place, numbers by their value."""
    return sorted(slips, key=lambda slip: (slip.measure, _numbers(slip.place), not slip.missed, slip.what))


def _numbers(place: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", place) if part)


def found_place(block: str | None, span: tuple[int, ...] | None) -> str:
    """Return how a place in the true text is written, ``b3:10-17``."""
    return f"{block or '?'}:{span[0]}-{span[1]}" if span else (block or "?")
