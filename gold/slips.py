"""A miss or a false alarm, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class SlipKind(StrEnum):
    """In the gold and not found, found and not in the gold, or found with another value than the gold's."""

    MISSED = "missed"
    FALSE_ALARM = "false alarm"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that is not as the gold says.

    ``measure`` says which score it counts against; ``place`` is a block with half-open offsets, a row of a table,
    or the file and line of the gold. ``context`` is the text around it, the name itself in ``[ ]``.
    """

    measure: str
    kind: SlipKind
    what: str
    place: str
    paper: str = ""
    context: str = ""

    def __str__(self) -> str:
        """Return the slip as one line."""
        line = f"{self.paper} {self.place}: {self.kind}: {self.what}"
        return f"{line}  {self.context}" if self.context else line


def in_reading_order(slips: Iterable[Slip]) -> list[Slip]:
    """Sort slips by measure and place, numbers by their value."""
    return sorted(slips, key=lambda slip: (slip.measure, _numbers(slip.place), slip.kind, slip.what))


def _numbers(place: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", place) if part)


def found_place(block: str | None, span: tuple[int, ...] | None) -> str:
    """Return how a place in the true text is written, ``b3:10-17``."""
    return f"{block or '?'}:{span[0]}-{span[1]}" if span else (block or "?")


def around(text: str, start: int, end: int, *, width: int = 10) -> str:
    """Return a span in ``[ ]`` with ``width`` characters of its text on either side."""
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return f"{'…' if start > width else ''}{before}[{text[start:end]}]{after}{'…' if end + width < len(text) else ''}"
