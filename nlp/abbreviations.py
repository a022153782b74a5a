"""Abbreviations that the paper itself explains, in either language and either kind of brackets.

A bracket explains a name right before it (``奥沙利铂（oxaliplatin，OXA）``, ``temozolomide (TMZ)``). For English long
forms the rule of Schwartz and Hearst (Pac. Symp. Biocomput. 2003) finds where they begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.candidates import Candidate
from nlp.model import EntityType
from nlp.names import NameIndex
from nlp.script import is_han

_BRACKET = re.compile(r"[（(]([^（）()]{2,90})[)）]")
_PARTS = re.compile(
    r"[,，;；、]|(?:\s(?:or|and|also known as|abbreviated as|referred to as)\s)|[:：]|简称|又称|也称|以下"
)
_SHORT = re.compile(r"(?=[^a-z]*[A-Z]|[a-z]{1,3}[A-Z])[A-Za-z0-9α-ωΑ-Ω][A-Za-z0-9α-ωΑ-Ω/‐‑–.*+-]{1,11}s?")
_NO_SHORT = re.compile(
    r"(?:Ser|Thr|Tyr|Lys|Arg|His|Asp|Glu|Cys|Met)-?\d{1,4}|[A-Z]\d{2,4}[A-Z]|[A-Z]\d?|ATCC|SPSS|USA|UK|PBS|CI|HR|FDA|Fig.*"
)
_LAST_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9][A-Za-z0-9‐‑–-]*$")
_WORD = re.compile(r"[A-Za-z0-9α-ωΑ-Ω'’‐‑–-]+")


@dataclass(frozen=True, slots=True)
class Definition:
    """A bracket that explains ``short``. Spans are offsets of the text; ``meaning`` is the name it stands for."""

    short: str
    short_span: tuple[int, int]
    long_span: tuple[int, int]
    meaning: Candidate | None


def find_definitions(text: str, names: Iterable[Candidate], index: NameIndex) -> Iterator[Definition]:
    """Yield the abbreviations that a text explains; ``names`` are the mentions found in it so far."""
    mentions = list(names)
    by_end = {mention.end: mention for mention in mentions}
    for bracket in _BRACKET.finditer(text):
        before = len(text[: bracket.start()].rstrip())
        parts = list(_parts(bracket[1], bracket.start(1)))
        shorts = [part for part in parts if _SHORT.fullmatch(part[0]) and not _NO_SHORT.fullmatch(part[0])]
        if len(parts) > 3:
            continue
        if not shorts:
            yield from _explained_behind(text, before, mentions, parts, index)
            continue
        short, start, end = shorts[-1]
        named = by_end.get(before)
        own = next((m for m in mentions if (m.start, m.end) == (start, end)), None)
        expansion = next((part for part in parts if part[1] != start and _spells(part[0], short)), None)
        spelt = english_long_form(text[:before], short)
        line = _cell_line(short, (start, end), named, index)
        if line is not None:
            yield Definition(short, (start, end), (start, end), line)
        elif named is not None and (expansion or _may_abbreviate(short, named, text, own, index)):
            yield Definition(short, (start, end), (named.start, named.end), named)
        elif expansion is not None:
            inner = next((m for m in mentions if (m.start, m.end) == expansion[1:]), None)
            yield Definition(short, (start, end), expansion[1:], inner)
        elif spelt is not None:
            inner = next((m for m in mentions if m.end == spelt[1] and _is_head(m, spelt[0])), None)
            yield Definition(short, (start, end), spelt, inner)


def _cell_line(short: str, span: tuple[int, int], named: Candidate | None, index: NameIndex) -> Candidate | None:
    """Return the known line that a bracket behind a kind of cells names (``支气管上皮细胞（HBE）``)."""
    if named is None or named.type is not EntityType.CELL:
        return None
    meanings = [name for name in index.meanings(short) if name.type is EntityType.CELL and name.written == short]
    if not meanings or any(name.normal == named.normals[0] for name in meanings):
        return None
    return Candidate.of(meanings[0], *span)


def _explained_behind(
    text: str, before: int, mentions: Sequence[Candidate], parts: Sequence[tuple[str, int, int]], index: NameIndex
) -> Iterator[Definition]:
    """Yield what is explained in the bracket behind it: ``CSC（肿瘤干细胞）``."""
    word = _LAST_WORD.search(text, max(0, before - 14), before)
    if word is None or not _SHORT.fullmatch(word[0]) or _NO_SHORT.fullmatch(word[0]):
        return
    for _, start, end in parts:
        meaning = next((m for m in mentions if (m.start, m.end) == (start, end)), None)
        own = next((m for m in mentions if (m.start, m.end) == word.span()), None)
        if meaning is not None and _may_abbreviate(word[0], meaning, text, own, index):
            yield Definition(word[0], word.span(), (start, end), meaning)
            return


def _may_abbreviate(short: str, named: Candidate, text: str, own: Candidate | None, index: NameIndex) -> bool:
    """Whether a bracket behind a name can hold its abbreviation, and not a supplier, a mutation or a subtype."""
    normal = named.normals[0]
    if own is not None and own.normals == named.normals:
        return True
    if any(name.type is named.type and name.normal == normal for name in index.meanings(short)):
        return True
    written = text[named.start : named.end]
    if english_long_form(normal, short) is not None or english_long_form(written, short) is not None:
        return True
    return own is None and is_han(written[-1]) and short.isalpha() and short.isupper() and 2 <= len(short) <= 6


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
    if any(is_han(char) or char in "()（）" for char in before[start:]):
        return None
    return (start, len(before)) if len(before) - start > len(short) else None


def _is_head(name: Candidate, start: int) -> bool:
    """Whether a name is what a long form that begins at ``start`` is about (``metastatic colorectal cancer``)."""
    qualified = name.type in {EntityType.DISEASE, EntityType.CELL} and name.start - start <= name.end - name.start
    return name.start - start < 5 or qualified
