"""Cell lines that no lexicon has: what the text calls a cell, a line or a strain, or lists beside known lines.

``H-bc`` in "the resistant subline H-bc", ``MES-OV/TP`` in "MES-OV/TP cells", ``QX-5`` in "QX-5, HeLa and SiHa".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nlp.candidates import Candidate, Rank
from nlp.grammar_cell import alternatives
from nlp.lexicon import LexiconError, Trust
from nlp.model import EntityType, Mention
from nlp.names import NameIndex
from nlp.script import DASHES, Folded, is_han

_PLAIN_DASHES = str.maketrans(dict.fromkeys(DASHES - set("_·•・‧~∼～"), "-"))
_CODE = re.compile(
    r"(?<![A-Za-z0-9/+.-])(?=[A-Za-z0-9/.-]{0,16}[A-Z])(?=[A-Za-z0-9.]*[0-9/-])"
    r"[A-Z0-9][A-Za-z0-9]*(?:[-/.][A-Za-z0-9]+){0,3}(?![A-Za-z0-9+]|[-/][A-Za-z0-9])"
)
_CUT = re.compile(r"[-/.]")
_SHORT = re.compile(r"[A-Z]{2}\d|[A-Za-z]-\w")
_SHORT_PARENT = re.compile(r"[A-Z][A-Za-z]{1,5}")
_STEM = re.compile(r"[A-Za-z]+")
_RESIDUE = re.compile(
    r"(?:H[1-4])?[AC-IK-NP-TVWY]\d{2,4}(?:[AC-IK-NP-TVWY*]|me\d?|ac|fs)|[A-Z][a-z]{2}\d{1,4}(?:[A-Z][a-z]{2})?"
)
_QUANTITY = re.compile(r"\d+(?:\.\d+)?[A-Za-z]{1,2}|[A-Z]\d(?:/[A-Z]\d?)?|\d{1,2}-[A-Za-z]{1,3}")
_RNA = re.compile(r"(?:mi|circ|lnc|linc|si|sh|sno|pi|let)[A-Z0-9-]|(?:hsa|LINC|MIR)", re.IGNORECASE)
_LISTED = re.compile(r"(?:\s?[,，、]\s?(?:and |or |和|及)?|\s?(?:和|与|及|或|以及)\s?|,?\s(?:and|or)\s)")
# What may stand behind a name that follows "the resistant cells": not the level of a protein.
_NAME_ENDS = re.compile(
    r"\s?(?:[,，、。；;.)）(（]|$|中|内|里|的?外泌体|和|与|及|分泌|对|向|为|是|(?:and|or|in|with|was|were|is|are)\b)"
)


class UnknownLines:
    """Finds names of cell lines by what stands around them.

    ``words`` are the rows of ``nlp/rules/cell_words.tsv``; raises :class:`LexiconError` for an unknown side.
    """

    def __init__(
        self,
        words: Iterable[dict[str, str]],
        lines: NameIndex,
        everything: NameIndex,
        agents: Iterable[str],
        abbreviations: Iterable[str],
    ) -> None:
        sides: dict[str, list[str]] = {"before": [], "between": [], "after": [], "never": []}
        for row in words:
            if row["side"] not in sides:
                raise LexiconError(f"cell_words.tsv: unknown side in {row}")
            sides[row["side"]].append(row["word"])
        between = "|".join(_word(word) for word in _longest_first(sides["between"]))
        after = "|".join(_word(word) for word in _longest_first(sides["after"]))
        before = "|".join(_word(word) for word in _longest_first(sides["before"]))
        self._after = re.compile(rf"(?: ?(?:{between})){{0,4}} ?(?:{after})", re.IGNORECASE)
        self._before = re.compile(
            rf"(?:{before})"
            r"(?:,? (?:called|named|designated|termed|such as|including)|[（(，]?(?:例如|如|包括|为|即))?[ (（：:]?$",
            re.IGNORECASE,
        )
        self._never = {word.casefold() for word in sides["never"]}
        codes = list(agents)
        agent = alternatives(sorted({code.casefold() for code in codes}, key=lambda code: (-len(code), code)))
        self._subline = re.compile(
            rf"(?<![a-z0-9/-])(?P<base>[a-z][a-z0-9]*(?:-[a-z0-9]+){{0,2}})"
            rf"(?P<suffix>/{agent}(?:[/-]{agent})*(?:[- ]?(?:resistant|res|r))?\d{{0,3}})(?![a-z0-9])"
        )
        self._stems = {stem[0].casefold() for line in lines.written() if (stem := _STEM.match(line)) is not None}
        self._lines = lines
        self._everything = everything
        self._others = {_key(word) for word in (*codes, *abbreviations)}

    def find_sublines(self, folded: Folded) -> Iterator[Candidate]:
        """Yield what is named after a drug behind a slash: ``HGX-72/DDP``.

        Without a number in it (``Bel/5-FU``) a name needs the word for cells beside it.
        """
        for match in self._subline.finditer(folded.text):
            span = folded.original_span(*match.span())
            base = folded.original_span(*match.span("base"))
            if span is None or base is None:
                continue
            parent, name = folded.original[slice(*base)], folded.original[slice(*span)]
            if any(char.isdigit() for char in parent):
                found = self._looks_like_line(parent.translate(_PLAIN_DASHES))
            else:
                known = parent.casefold() in self._stems or not self._is_other(parent, digits=False)
                shaped = _SHORT_PARENT.fullmatch(parent) is not None
                found = shaped and known and self._called_cells(folded.original, *span)
            if found:
                yield Candidate(*span, EntityType.CELL, (name,), (None,), Rank.GRAMMAR)

    def find(self, folded: Folded, known: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield the lines that the text gives away; ``known`` are the cells found by name."""
        text = folded.original.translate(_PLAIN_DASHES)
        ends = {candidate.end for candidate in known}
        starts = {candidate.start for candidate in known}
        codes = [match for match in _CODE.finditer(text) if self._may_be_line(match[0])]
        told = [match for match in codes if self._told(text, match)]
        ends.update(match.end() for match in told)
        starts.update(match.start() for match in told)
        chosen = {match.start(): match for match in told}
        for match in (*codes, *reversed(codes)):
            if self._in_list(text, match, ends, starts):
                chosen[match.start()] = match
                ends.add(match.end())
                starts.add(match.start())
        for start, match in sorted(chosen.items()):
            name = folded.original[start : match.end()]
            yield Candidate(start, match.end(), EntityType.CELL, (name,), (None,), Rank.PATTERN)

    def _may_be_line(self, code: str) -> bool:
        """Whether a name looks like that of a line and no part of it is the name of something else."""
        if not self._looks_like_line(code):
            return False
        parts = _CUT.split(code)
        first, _, last = code.partition("/")
        if self._lines.meanings(last):
            return False  # A549/H1299
        if any(
            self._lines.meanings(code[: cut.start()]) and code[cut.end() :].isalpha() for cut in _CUT.finditer(code)
        ):
            return False  # A549-Exo: which endings belong to a known line, its grammar says
        digits = any(char.isdigit() for char in code)
        return not any(self._is_other(part, digits) for part in {parts[0], parts[-1], first})

    def _looks_like_line(self, code: str) -> bool:
        parts = _CUT.split(code)
        stem = _STEM.search(code)
        digits = any(char.isdigit() for char in code)
        if stem is None or len(code) < 3 or sum(char.isupper() for char in code) + digits < 1:
            return False
        if not digits and (len(parts) < 2 or not parts[0][0].isupper()):
            return False
        if any(part.islower() and part.isalpha() and len(part) > 2 for part in parts[1:]):
            return False  # CD133-positive
        if stem[0].casefold() in self._never or _key(code) in self._others:
            return False
        if _RESIDUE.fullmatch(code) or _QUANTITY.fullmatch(code) or _RNA.match(code):
            return False
        return not self._everything.meanings(code) and not self._lines.meanings(code)

    def _is_other(self, part: str, digits: bool) -> bool:
        """Whether a part of a name is a thing of its own, so that the whole is not the name of a line."""
        if len(part) < 3 or part.isdigit():
            return False
        kinds = {name.type for name in self._everything.meanings(part) if name.trust is not Trust.CONTEXT}
        if digits:
            kinds -= {EntityType.DISEASE}  # HCC-9 may be a line, HCC-R hardly
        return bool(kinds - {EntityType.CELL}) or _key(part) in self._others

    def _told(self, text: str, match: re.Match[str]) -> bool:
        """Whether the words beside a name call it a cell or a line."""
        return (len(match[0]) > 3 or _SHORT.fullmatch(match[0]) is not None) and self._called_cells(text, *match.span())

    def _called_cells(self, text: str, start: int, end: int) -> bool:
        if self._after.match(text, end) is not None:
            return True
        before = self._before.search(text, max(0, start - 24), start)
        return before is not None and _NAME_ENDS.match(text, end) is not None

    @staticmethod
    def _in_list(text: str, match: re.Match[str], ends: set[int], starts: set[int]) -> bool:
        after = _LISTED.match(text, match.end())
        if after is not None and after.end() in starts:
            return True
        head = text[max(0, match.start() - 5) : match.start()]
        return any(match.start() - size in ends for size in range(1, len(head) + 1) if _LISTED.fullmatch(head[-size:]))


def with_parents(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with the parents of shortened sublines written out.

    ``Bel/5-FU`` is ``BEL-7402/5-FU`` where a paper names BEL-7402 and no other line that begins with Bel.
    """
    named = {normal for mention in mentions if mention.type is EntityType.CELL for normal in mention.normals}
    lines = {normal for normal in named if "/" not in normal and any(char.isdigit() for char in normal)}
    full: list[Mention] = []
    for mention in mentions:
        short, slash, suffix = mention.normal.partition("/")
        if mention.type is EntityType.CELL and slash and mention.ids == (None,) and _SHORT_PARENT.fullmatch(short):
            parents = [line for line in lines if re.match(rf"(?i:{short})[- ]?[A-Z0-9]", line)]
            if len(parents) == 1:
                mention = replace(mention, normals=(f"{parents[0]}/{suffix}",))
        full.append(mention)
    return tuple(full)


def _key(word: str) -> str:
    return word.casefold().replace("-", "")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _word(word: str) -> str:
    return re.escape(word) if is_han(word[0]) else rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])"
