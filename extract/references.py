"""The bibliography as entries, and citations as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.model import Reference

_START = re.compile(
    r"^\s*(?:[\[［]\s*(\d{1,3})\s*[\]］]|[(（](\d{1,3})[)）]|(\d{1,3})\s*[.．、](?!\d)|(\d{1,3})\s+(?=[A-Z\u4e00-\u9fff]))\s*"
)
_INNER = re.compile(r"(?<=\S)\s*(?=[\[［]\s*\d{1,3}\s*[\]］]\s*[A-Z\u4e00-\u9fff])")
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>，。；]+)", re.I)
_PMID = re.compile(r"\bPMID\s*[:：]?\s*(\d{4,9})\b", re.I)
_CITATION = re.compile(r"[\[［【]\s*(\d{1,3}(?:\s*[-‐‑–—~～,，、;；]\s*\d{1,3})*)\s*[\]］】]")
# "sunitinib.⁵" or "cells²,³"; not "10⁵", "cm²", "Ca²⁺".
_SUPERSCRIPT = re.compile(r"(?<=[.,;:)\]”a-z])(?<!\b[a-z])(?<!\b[a-z]{2})[⁰¹²³⁴-⁹]+(?:[,，⁻–-][⁰¹²³⁴-⁹]+)*(?![⁺⁻])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RANGE = re.compile(r"(\d{1,3})(?:\s*[-‐‑–—~～]\s*(\d{1,3}))?")


def read_references(texts: Sequence[str]) -> tuple[Reference, ...]:
    """Return the entries of a bibliography given as its paragraphs, in order.

    An entry begins where a number stands that is one more than the last; other numbers belong to the text. A
    Chinese entry that is followed by its English form under the same number, or without one, is one entry.
    """
    entries: list[tuple[int, str]] = []
    for text in (part for paragraph in texts for part in _INNER.split(paragraph)):
        match = _START.match(text)
        number = int(next(group for group in match.groups() if group)) if match else None
        expected = entries[-1][0] + 1 if entries else 1
        if match and number is not None and (number == expected or (not entries) or expected < number <= expected + 2):
            entries.append((number, text[match.end() :].strip()))
        elif entries:
            rest = text[match.end() :] if match and number == entries[-1][0] else text
            entries[-1] = (entries[-1][0], f"{entries[-1][1]} {rest.strip()}")
    return tuple(_reference(number, text) for number, text in entries)


def cited_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers cited in ``text`` in order, each once, ranges spelled out: ``[22-24]`` → 22, 23, 24."""
    places = [(match.start(), match.group(1)) for match in _CITATION.finditer(text)]
    places += [(match.start(), match.group().translate(_RAISED)) for match in _SUPERSCRIPT.finditer(text)]
    numbers = [number for _, listed in sorted(places) for number in spell_out(listed)]
    return tuple(dict.fromkeys(numbers))


def spell_out(numbers: str) -> Iterable[int]:
    """Return the numbers of a list such as ``3, 7-9``; a range that runs backwards or too far gives its ends."""
    for match in _RANGE.finditer(numbers):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        yield from range(first, last + 1) if first <= last <= first + 50 else (first, last)


def _reference(number: int, text: str) -> Reference:
    doi = _DOI.search(text)
    pmid = _PMID.search(text)
    return Reference(
        number,
        text,
        doi.group(1).rstrip(".,;)]") if doi else None,
        pmid.group(1) if pmid else None,
    )
