"""Abbreviations that the paper itself explains, in either language and either kind of brackets.

A bracket explains a name right before it (``奥沙利铂（oxaliplatin，OXA）``, ``temozolomide (TMZ)``). For English long
forms the rule of Schwartz and Hearst (Pac. Symp. Biocomput. 2003) finds where they begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.candidates import Candidate
from nlp.script import is_han

_BRACKET = re.compile(r"[（(]([^（）()]{2,90})[)）]")
_PARTS = re.compile(
    r"[,，;；、]|(?:\s(?:or|and|also known as|abbreviated as|referred to as)\s)|[:：]|简称|又称|也称|以下"
)
_SHORT = re.compile(r"(?=[^a-z]*[A-Z]|[a-z]{1,3}[A-Z])[A-Za-z0-9α-ωΑ-Ω][A-Za-z0-9α-ωΑ-Ω/‐‑–.*+-]{1,11}s?")
_WORD = re.compile(r"[A-Za-z0-9α-ωΑ-Ω'’‐‑–-]+")


@dataclass(frozen=True, slots=True)
class Definition:
    """A bracket that explains ``short``. Spans are offsets of the text; ``meaning`` is the name it stands for."""

    short: str
    short_span: tuple[int, int]
    long_span: tuple[int, int] | None
    meaning: Candidate | None


def find_definitions(text: str, names: Iterable[Candidate]) -> Iterator[Definition]:
    """Yield the abbreviations that a text explains; ``names`` are the mentions found in it so far."""
    mentions = list(names)
    by_end = {mention.end: mention for mention in mentions}
    for bracket in _BRACKET.finditer(text):
        inside_start = bracket.start(1)
        before = len(text[: bracket.start()].rstrip())
        named = by_end.get(before)
        parts = list(_parts(bracket[1], inside_start))
        shorts = [part for part in parts if _SHORT.fullmatch(part[0]) and " " not in part[0]]
        if not shorts or len(parts) > 3:
            continue
        short, start, end = shorts[-1]
        inner = [m for m in mentions if m.start >= inside_start and m.end <= bracket.end(1) and m.start != start]
        expansion = next((part for part in parts if part[1] != start and _spells(part[0], short)), None)
        long_span: tuple[int, int] | None = None
        if named is not None:
            long_span = (named.start, named.end)
        elif expansion is not None:
            long_span = expansion[1], expansion[2]
        else:
            long_span = english_long_form(text[:before], short)
        if long_span is None and not (before and is_han(text[before - 1]) and expansion is not None):
            continue
        meaning = named
        if meaning is None and expansion is not None:
            meaning = next((m for m in inner if (m.start, m.end) == expansion[1:]), None)
        if meaning is None and long_span is not None:
            meaning = next((m for m in mentions if m.end == long_span[1] and m.start <= long_span[0] + 4), None)
        yield Definition(short, (start, end), long_span, meaning)


def _parts(inside: str, offset: int) -> Iterator[tuple[str, int, int]]:
    position = 0
    for separator in (*_PARTS.finditer(inside), None):
        stop = separator.start() if separator else len(inside)
        piece = inside[position:stop]
        stripped = piece.strip()
        if stripped:
            start = offset + position + len(piece) - len(piece.lstrip())
            yield stripped, start, start + len(stripped)
        position = separator.end() if separator else stop


def _spells(long_form: str, short: str) -> bool:
    """Whether a spelt-out form in the bracket can be what the abbreviation stands for."""
    span = english_long_form(long_form, short)
    return span is not None and span[0] <= len(long_form) // 2


def english_long_form(before: str, short: str) -> tuple[int, int] | None:
    """Return the span at the end of ``before`` that ``short`` abbreviates, by Schwartz and Hearst's rule.

    >>> english_long_form("patients with gastric cancer", "GC")
    (14, 28)
    """
    letters = [char.lower() for char in short if char.isalnum()]
    if len(letters) > 1 and letters[-1] == "s" and short[-1] == "s" and short[-2].isupper():
        letters.pop()
    window = min(len(letters) + 5, len(letters) * 2)
    words = list(_WORD.finditer(before, max(0, len(before) - 140)))[-window:]
    if not words or words[-1].end() != len(before) or is_han(before[-1]):
        return None
    floor, position = words[0].start(), len(before) - 1
    for index in range(len(letters) - 1, -1, -1):
        while position >= floor and not (
            before[position].lower() == letters[index]
            and (index > 0 or position == 0 or not before[position - 1].isalnum())
        ):
            position -= 1
        if position < floor:
            return None
        position -= 1
    start = position + 1
    return (start, len(before)) if len(before) - start > len(short) else None
