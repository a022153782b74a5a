"""Sentences of a paragraph in either language, and the citations that hold for each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extract.references import cited_numbers, spell_out
from nlp.model import Mention

_BRACKETED = r"[\[［][\d\s,，、;；\-–—]+[\]］]"
_RAISED = r"[⁰¹²³⁴-⁹](?:[⁰¹²³⁴-⁹⁻,，–\-]*[⁰¹²³⁴-⁹])?(?![⁺⁻])"
_END = re.compile(
    rf"[。！？!?]+[”’」』）)\]]*(?:{_BRACKETED}|{_RAISED})?|[;；]|(?<=[^\s.])\.(?=(?:{_BRACKETED}|{_RAISED})?(?:\s|$))|"
    r"(?<=[\u4e00-\u9fff）)\]])\.(?=[\u4e00-\u9fffA-Z（(])"  # 恢复敏感.机制研究表明
)
_CITATION_BEHIND = re.compile(rf"\s*(?:{_BRACKETED}|{_RAISED})")
# "cells.¹³", "to sunitinib⁷", but not "cm²"; "to vemurafenib (5).", but not "(5) another".
_RAISED_CITATION = re.compile(rf"(?:(?<=[.,;:)。，；：）”])|(?<=[A-Za-z]{{3}})|(?<=[\u4e00-\u9fff])){_RAISED}")
_BY_AUTHORS = re.compile(r"\b(?:et al\.?|colleagues|co-?workers|associates),? \((\d{1,3}(?:\s*[-–,]\s*\d{1,3})*)\)")
_ROUND_CITATION = re.compile(r"(?<=\w) \((\d{1,3}(?:\s*[-–,]\s*\d{1,3})*)\)(?=[.,;:]|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|e\.g|i\.e|Fig|Figs|vs|cf|Dr|No|Ref|Refs|Eq|approx|resp|spp|ca|etc)|\b[A-Z])$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one up to a semicolon, by half-open offsets into its block."""

    start: int
    end: int
    references: tuple[int, ...]
    opens: bool  # whether it begins a sentence (and not a part behind a semicolon)


def split_sentences(text: str, mentions: Sequence[Mention]) -> list[Sentence]:
    """Return the sentences of a paragraph in order; a sentence without a citation takes the one before it.

    The parts of a sentence between semicolons share the citation of the part that has one.
    """
    inside = {offset for mention in mentions for offset in range(mention.start, mention.end)}
    spans: list[tuple[int, int, bool]] = []
    start, opens = 0, True
    for match in _END.finditer(text):
        if match.start() in inside or _within_brackets(text, start, match.start()):
            continue
        if match.group() == "." and _ABBREVIATION.search(text[start : match.start()]):
            continue
        end = match.end()
        behind = _CITATION_BEHIND.match(text, end)
        if behind and match.group() not in ";；":
            end = behind.end()
        spans.append((start, end, opens))
        start, opens = end, match.group() not in ";；"
    if text[start:].strip():
        spans.append((start, len(text), opens))
    return _with_references(text, spans)


def citations(text: str) -> tuple[int, ...]:
    """Return the numbers that a text cites, each once: ``[3-5]``, raised numbers, or "… (5)." where it has neither.

    >>> citations("It tolerates Sutent.⁸ Another (2) did not¹⁰⁻¹²")
    (8, 10, 11, 12)
    >>> citations("Teng et al. (13) studied TUG1")
    (13,)
    """
    if found := cited_numbers(text):
        return found
    marks = [unicodedata.normalize("NFKC", match[0]).replace("−", "-") for match in _RAISED_CITATION.finditer(text)]
    marks = marks or [m[1] for pattern in (_BY_AUTHORS, _ROUND_CITATION) for m in pattern.finditer(text)]
    return tuple(dict.fromkeys(number for mark in marks for number in spell_out(mark)))


def _within_brackets(text: str, start: int, position: int) -> bool:
    part = text[start:position]
    return part.count("(") + part.count("（") > part.count(")") + part.count("）")


def _with_references(text: str, spans: Sequence[tuple[int, int, bool]]) -> list[Sentence]:
    wholes: list[list[tuple[int, int, bool]]] = []
    for span in spans:
        if span[2] or not wholes:
            wholes.append([span])
        else:
            wholes[-1].append(span)
    sentences: list[Sentence] = []
    before: tuple[int, ...] = ()
    for whole in wholes:
        own = citations(text[whole[0][0] : whole[-1][1]])
        for start, end, opens in whole:
            # A part of its own citation keeps it; the parts before share the one that ends the sentence.
            cited = citations(text[start:end]) or _next_citation(text, start, whole[-1][1]) or own or before
            sentences.append(Sentence(start, end, cited, opens))
        before = own or before
    return sentences


def _next_citation(text: str, start: int, end: int) -> tuple[int, ...]:
    match = _CITATION_BEHIND.search(text, start, end)
    return citations(f".{match.group().strip()}") if match else ()
