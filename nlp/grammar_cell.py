"""Cell lines with what marks a subline: ``A549/DDP``, ``SKBR-3-TR``, ``HCC827-OR``, ``MCF-7 PTX/DOX-R``.

Laboratories name a resistant subline after its parent: the parent's name, then the drug's abbreviation, ``R``, or
both; a slash may also lead to the name of a clone (``K562/G01``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nlp.candidates import Candidate, Rank
from nlp.names import NameIndex
from nlp.script import Folded

_CELLS = r" ?(?:cells?(?![a-z])|细胞)"
_UNITS = set("dghlms")  # KB/s
_CALLED_CELLS = re.compile(rf"(?:(?:多药)?耐药)?(?:{_CELLS}|株)")


class CellGrammar:
    """Finds known cell lines with their suffixes.

    ``lines`` holds the known lines; ``agents`` are the abbreviations of drugs that sublines are named after; ``marks``
    are the rows of ``nlp/lexicons/resistance_marks.tsv``.
    """

    def __init__(
        self, lines: NameIndex, everything: NameIndex, agents: Iterable[str], marks: Sequence[dict[str, str]]
    ) -> None:
        self._lines = lines
        self._everything = everything
        codes = sorted({agent.casefold() for agent in agents}, key=lambda code: (-len(code), code))
        agent = alternatives(codes)
        long_agent = alternatives(code for code in codes if len(code) > 2)
        agents_joined = rf"{agent}(?:[/-]{agent})*"
        ends = {row["mark"].casefold() for row in marks if row["position"] == "suffix"}
        resistant = rf"(?:[- ]?{alternatives(mark for mark in _longest_first(ends) if mark[0] == 'r')})"
        clone_number = r"(?:-?\d{1,4})?"
        self._suffix = re.compile(
            rf"(?:[-/]{agents_joined}{resistant}?{clone_number}"
            rf"| {agents_joined}[- ]?r(?:es)?{clone_number}"
            rf"| {long_agent}(?={_CELLS})"
            rf"|(?:(?<=\d)r)?{long_agent}{resistant}?{clone_number}"
            rf"|(?<=\d)(?P<short>{agent}){clone_number}"
            r"|(?P<cased>(?:[-/][a-z]{0,5}-?|[a-z]{0,2})r(?:-?\d{1,2})?|(?<=\d)-?r[dtcpgoe])"
            rf"|[-/]{alternatives(mark for mark in _longest_first(ends) if mark[0] != 'r')})(?![a-z0-9])"
        )
        starts = {row["mark"] for row in marks if row["position"] == "prefix"}
        # Cased: "or-A549" is no subline.
        self._prefix = re.compile(
            rf"(?<![A-Za-z0-9/+-])(?:(?i:{agents_joined}r?)|{alternatives(_longest_first(starts))})-$"
        )
        # K562/G01, and MCF-7:5C.
        self._clone = re.compile(
            r"[/:](?P<clone>(?<=/)[a-z0-9][a-z0-9.]{0,7}(?:-[a-z0-9]{1,3})?|(?<=:)(?:\d[a-z]|[a-z]\d+))(?![a-z0-9])"
        )
        # Any other tag, where the word for cells shows that it belongs to the line (LNCaP-Bic cells).
        self._tag = re.compile(
            r"(?:-(?P<tag>[a-z][a-z0-9]{0,5})| (?P<spaced>[a-z]{0,4}r\d?))"
            rf"(?={_CELLS})"
        )

    def find(self, folded: Folded) -> Iterator[Candidate]:
        """Yield the lines of a text, each with the longest suffix that belongs to it."""
        for line in self._lines.find(folded, open_end=True):
            if folded.original[line.start - 1 : line.start] == "-" and folded.original[line.start + 1] == " ":
                continue  # the T of Evsa-T cells
            yield from self._extended(folded, line)

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
        start, end_of_name = line.start, line.end
        if end is not None:
            span = folded.original_span(at, end)
            if span is None:
                return
            end_of_name = span[1]
        elif not line.bounded(folded.original):
            return
        if (prefix := self._prefix.search(folded.original, max(0, start - 12), start)) is not None:
            start = prefix.start()
        if (start, end_of_name) == (line.start, line.end):
            yield line
        elif not self._lines.meanings(folded.original[start:end_of_name]):  # H69AR is a line of its own
            before = unicodedata.normalize("NFKC", folded.original[start : line.start])
            after = unicodedata.normalize("NFKC", folded.original[line.end : end_of_name])
            yield replace(
                line,
                start=start,
                end=end_of_name,
                normals=tuple(before + normal + after for normal in line.normals),
                ids=(None,),
                rank=Rank.GRAMMAR,
                ambiguity="subline",
                name=None,
            )

    @staticmethod
    def _cased(folded: Folded, suffix: re.Match[str]) -> bool:
        """Whether a suffix has the capitals that it needs.

        One known by its final R alone (``-TR``, ``/Tr``) needs them, one glued to letters ("Schram" is no SCH), and one
        of a single letter (``A549/S``, but not "KB/s").
        """
        first = folded.origin[suffix.start()]
        glued = folded.original[first - 1].isalpha() and folded.original[first].islower()
        if suffix["short"] is not None:
            return folded.original[first : folded.origin[suffix.end("short")]].isupper()
        if suffix["cased"] is None:
            return not glued and (len(suffix[0]) > 2 or folded.original[first + 1].isupper())
        written = folded.original[folded.origin[suffix.start()] : folded.origin[suffix.end()]]
        letters = [char for char in written if char.isalpha()]
        return letters[0].isupper() and (len(letters) < 2 or letters[-1].isupper() or letters[-1] == "r")

    def _is_clone(self, folded: Folded, clone: re.Match[str]) -> bool:
        written = folded.original[folded.origin[clone.start("clone")] : folded.origin[clone.end("clone")]]
        called_cells = _CALLED_CELLS.match(folded.text, clone.end()) is not None
        tagged = (len(written) == 1 and written not in _UNITS) or any(
            char.isupper() or char.isdigit() for char in written
        )
        if not tagged and not (called_cells and len(written) < 3):
            return False
        if written.lower().startswith(("mir", "circ")) or self._lines.meanings(written):
            return False
        return called_cells or not self._everything.meanings(written)

    def _is_tag(self, folded: Folded, tag: re.Match[str]) -> bool:
        part = "tag" if tag["tag"] else "spaced"
        written = folded.original[folded.origin[tag.start(part)] : folded.origin[tag.end(part)]]
        if part == "spaced":
            return len(written) > 1 and written[0].isupper() and "R" in written
        return written[0].isupper() and not written.lower().startswith(("mir", "circ"))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def alternatives(codes: Iterable[str]) -> str:
    """Return a pattern of any of ``codes``, their hyphens left out or not; it matches nothing where there are none."""
    return rf"(?:{'|'.join(re.escape(code).replace(chr(92) + '-', '-?') for code in codes) or '(?!)'})"
