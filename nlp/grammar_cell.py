"""Cell lines with what marks a subline: ``A549/DDP``, ``SKBR-3-TR``, ``HCC827-OR``, ``MCF-7 PTX/DOX-R``.

Laboratories name a resistant subline after its parent: the parent's name, then the drug's abbreviation, ``R``, or
both; a slash may also lead to the name of a clone (``K562/G01``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp.candidates import Candidate, Rank
from nlp.model import EntityType
from nlp.names import NameIndex
from nlp.script import Folded

_SHAPE = re.compile(r"(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Z])[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+){0,2}")
# A line without a number, which only the word behind it gives away (Mel-CV cells).
_NO_NUMBER = re.compile(r"(?<![A-Za-z0-9/-])[A-Z][a-z]{1,3}-[A-Z]{2,3}(?= cells?(?![a-z])| ?细胞)")
_CELLS_FOLLOW = re.compile(r" ?(?:(?:human |cancer |tumou?r )?cells?(?: lines?)?(?![a-z])|细胞)")


class CellGrammar:
    """Finds cell lines, known or shown by their looks, with their suffixes.

    ``lines`` holds the known lines; ``agents`` are the abbreviations of drugs that sublines are named after.
    """

    def __init__(self, lines: NameIndex, everything: NameIndex, agents: Iterable[str]) -> None:
        self._lines = lines
        self._everything = everything
        codes = sorted({agent.casefold() for agent in agents}, key=lambda code: (-len(code), code))
        agent = _alternatives(codes)
        long_agent = _alternatives(code for code in codes if len(code) > 2)
        agents_joined = rf"{agent}(?:[/-]{agent})*"
        resistant = r"(?:[- ]?(?:resistant|res|r))"
        clone_number = r"(?:-?\d{1,3})?"
        self._suffix = re.compile(
            rf"(?:[-/]{agents_joined}{resistant}?{clone_number}"
            rf"| {agents_joined}[- ]?r(?:es)?{clone_number}"
            rf"|{long_agent}{resistant}?{clone_number}"
            r"|(?P<cased>(?:[-/][a-z]{0,5}-?|[a-z]{0,2})r(?:-?\d{1,2})?|(?<=\d)-?r[dtcpgoe])"
            r"|[-/](?:s|p|par|wt|sen|parental|lted|mdr|irr))(?![a-z0-9])"
        )
        self._clone = re.compile(r"/(?P<clone>[a-z0-9][a-z0-9.]{0,7}(?:-[a-z0-9]{1,3})?)(?![a-z0-9])")
        # Any other tag, where the word for cells shows that it belongs to the line (LNCaP-Bic cells).
        self._tag = re.compile(
            r"(?:-(?P<tag>[a-z][a-z0-9]{1,5})| (?P<spaced>[a-z]{0,4}r\d?))(?= ?(?:cells?(?![a-z])|细胞))"
        )
        self._unknown = re.compile(
            rf"(?<![a-z0-9/-])(?P<base>[a-z][a-z0-9]*(?:-[a-z0-9]+){{0,2}})/{agents_joined}{resistant}?\d{{0,3}}(?![a-z0-9])"
        )

    def find(self, folded: Folded) -> Iterator[Candidate]:
        """Yield the lines of a text, each with the longest suffix that belongs to it."""
        for line in self._lines.find(folded, open_end=True):
            yield from self._extended(folded, line)
        yield from self._unknown_sublines(folded)

    def _extended(self, folded: Folded, line: Candidate) -> Iterator[Candidate]:
        at = folded.position(line.end)
        end: int | None = None
        suffix = self._suffix.match(folded.text, at)
        if suffix is not None and self._cased(folded, suffix):
            end = suffix.end()
        elif (clone := self._clone.match(folded.text, at)) is not None and self._is_clone(folded, clone):
            end = clone.end()
        elif (tag := self._tag.match(folded.text, at)) is not None and self._is_tag(folded, tag):
            end = tag.end()
        if end is None:
            if line.bounded(folded.original):
                yield line
            return
        span = folded.original_span(at, end)
        if span is not None:
            written = unicodedata.normalize("NFKC", folded.original[line.end : span[1]])
            yield replace(
                line,
                end=span[1],
                normals=tuple(normal + written for normal in line.normals),
                ids=(None,),
                rank=Rank.GRAMMAR,
                ambiguity="subline",
                name=None,
            )

    @staticmethod
    def _cased(folded: Folded, suffix: re.Match[str]) -> bool:
        """Whether a suffix known by its final R alone has a capital, as in ``-TR`` and ``/Tr``."""
        if suffix["cased"] is None:
            return True
        written = folded.original[folded.origin[suffix.start()] : folded.origin[suffix.end()]]
        letters = [char for char in written if char.isalpha()]
        return letters[0].isupper() and (len(letters) < 2 or letters[-1].isupper() or letters[-1] == "r")

    def _is_clone(self, folded: Folded, clone: re.Match[str]) -> bool:
        written = folded.original[folded.origin[clone.start("clone")] : folded.origin[clone.end("clone")]]
        if not any(char.isupper() or char.isdigit() for char in written) or written.lower().startswith(("mir", "circ")):
            return False
        return not self._lines.meanings(written) and not self._everything.meanings(written)

    def _is_tag(self, folded: Folded, tag: re.Match[str]) -> bool:
        part = "tag" if tag["tag"] else "spaced"
        written = folded.original[folded.origin[tag.start(part)] : folded.origin[tag.end(part)]]
        if part == "spaced":
            return len(written) > 1 and written[0].isupper() and "R" in written
        return written[0].isupper() and not written.lower().startswith(("mir", "circ"))

    def _unknown_sublines(self, folded: Folded) -> Iterator[Candidate]:
        for match in self._unknown.finditer(folded.text):
            span = folded.original_span(*match.span())
            base = folded.original_span(*match.span("base"))
            if span is None or base is None:
                continue
            written = folded.original[slice(*base)]
            if _SHAPE.fullmatch(written) is None or self._everything.meanings(written):
                continue
            yield Candidate(*span, EntityType.CELL, (folded.original[slice(*span)],), (None,), Rank.GRAMMAR)

    def find_unknown(self, folded: Folded) -> Iterator[Candidate]:
        """Yield what the word for cells behind it and its looks show to be a line (``HGC-27 cells``)."""
        for match in re.finditer(r"(?<![A-Za-z0-9/-])" + _SHAPE.pattern + r"(?![A-Za-z0-9+])", folded.original):
            if _CELLS_FOLLOW.match(folded.text, folded.position(match.end())) is None:
                continue
            if self._everything.meanings(match[0]) or self._lines.meanings(match[0]) or len(match[0]) < 4:
                continue
            if re.search(r"-[a-z]{3,}", match[0]) or self._everything.gene(match[0].partition("-")[0]):
                continue  # CD133-positive cells
            yield Candidate(*match.span(), EntityType.CELL, (match[0],), (None,), Rank.PATTERN)
        for match in _NO_NUMBER.finditer(folded.original):
            if not self._everything.meanings(match[0]):
                yield Candidate(*match.span(), EntityType.CELL, (match[0],), (None,), Rank.PATTERN)


def _alternatives(codes: Iterable[str]) -> str:
    return rf"(?:{'|'.join(re.escape(code).replace(chr(92) + '-', '-?') for code in codes) or '(?!)'})"
