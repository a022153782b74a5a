"""Pathways and axes: the names of their members, then a class word (``Wnt/β-catenin信号通路``, ``EZH2/STAT3 axis``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlp.candidates import Candidate, Rank
from nlp.lexicon import Name
from nlp.model import EntityType
from nlp.script import Folded, Folder, bounded, is_han

_MEMBERS = frozenset({EntityType.GENE, EntityType.NCRNA, EntityType.PATHWAY})
_SEPARATOR = re.compile(r" ?(?:/|-|→|->) ?$")
_WORD_BEFORE = re.compile(r"(?<![A-Za-z0-9α-ωΑ-Ω])[A-Za-zα-ωΑ-Ω][A-Za-z0-9α-ωΑ-Ω*.]*(?:-[A-Za-z0-9α-ωΑ-Ω]+)*$")
# A word between the members and the class word that says what the pathway does; part of the mention.
_KIND = re.compile(r" ?(?:凋亡|自噬|调控|调节|apoptotic|apoptosis|autophagy|regulatory|receptor)$")


# Words behind two names that speak of the molecules, not of a pathway: PD-1/PD-L1 inhibitors.
_MOLECULES = re.compile(
    r" ?(?:抑制剂|抑制劑|抗体|抗體|单抗|的?磷酸化|蛋白|的?表达|inhibitor|antibod|blockade|phosphoryl|protein|express"
    r"|level)"
)


class PathwayGrammar:
    """Finds pathways. ``words`` maps a class word to ``signaling`` or ``axis``; ``known`` are the named pathways."""

    def __init__(self, words: dict[str, str], known: Iterable[Name], folder: Folder) -> None:
        self._kinds = {folder.fold(word).text: kind for word, kind in words.items()}
        alternatives = "|".join(re.escape(word) for word in sorted(self._kinds, key=len, reverse=True))
        self._class_word = re.compile(rf" ?(?P<word>{alternatives or '(?!)'})(?![a-z])")
        self._folder = folder
        known = list(known)
        self._names = sorted({folder.fold(name.written).text for name in known}, key=len, reverse=True)
        self._known: dict[str, str] = {}
        for name in known:
            self._known.setdefault(self._key(name.written), name.normal)

    def _key(self, written: str) -> str:
        return self._folder.key(written).replace("/", "").replace("→", "")

    def find(self, folded: Folded, members: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield the pathways of a text whose members are among ``members`` (overlapping candidates welcome)."""
        original = folded.original
        starts: dict[int, int] = {}
        normals: dict[str, str] = {}
        for member in sorted(members, key=lambda candidate: candidate.rank):
            if member.type in _MEMBERS:
                starts[member.end] = min(starts.get(member.end, member.start), member.start)
                named = original[member.start : member.end]
                if len(member.normals) == 1 and (member.ambiguity == "family" or is_han(named[-1])):
                    normals.setdefault(named, member.normals[0])
        for match in self._class_word.finditer(folded.text):
            span = folded.original_span(match.start("word"), match.end("word"))
            if span is None:
                continue
            before = folded.origin[match.start()]
            kind = None if before in starts else _KIND.search(original, 0, before)
            start = self._chain_start(original, kind.start() if kind else before, starts)
            if start is None and kind is not None:
                start = self._chain_start(original, before, starts)
            if start is None:
                kind, start = None, self._known_start(folded, match.start())
            if start is None:
                continue
            chain = original[start : kind.start() if kind else before].strip()
            normal = self._normal(chain, self._kinds[match["word"]], normals)
            yield Candidate(start, span[1], EntityType.PATHWAY, (normal,), (None,), Rank.GRAMMAR)
        yield from self._bare(original, starts)

    def _known_start(self, folded: Folded, end: int) -> int | None:
        """Return where a named pathway of no known member (Hippo) begins that ends at ``end`` of the folded text."""
        for name in self._names:
            start = end - len(name)
            if (
                start >= 0
                and folded.text.startswith(name, start)
                and bounded(folded.original, folded.origin[start], folded.origin[end])
            ):
                span = folded.original_span(start, end)
                return None if span is None else span[0]
        return None

    def _chain_start(self, text: str, end: int, starts: dict[int, int]) -> int | None:
        """Return where the chain of members that ends at ``end`` begins, or ``None`` if none of them is known."""
        found = False
        position = end
        while True:
            start = starts.get(position)
            if start is None:
                word = _WORD_BEFORE.search(text, max(0, position - 30), position)
                has_separator = word is not None and _SEPARATOR.search(text, 0, word.start()) is not None
                if word is None or not (found or has_separator) or not any(c.isupper() for c in word[0]):
                    break
                start = word.start()
            else:
                found = True
            position = start
            separator = _SEPARATOR.search(text, max(0, position - 4), position)
            if separator is None:
                break
            if starts.get(separator.start()) is None and separator[0].strip() != "/":
                break
            end_before = separator.start()
            if (
                starts.get(end_before) is None
                and _WORD_BEFORE.search(text, max(0, end_before - 30), end_before) is None
            ):
                break
            position = end_before
        return position if found and position < end else None

    def _bare(self, text: str, starts: dict[int, int]) -> Iterator[Candidate]:
        """Yield known pathways of two or more members that stand without a class word."""
        for end in starts:
            start = self._chain_start(text, end, starts)
            if start is None or "/" not in text[start:end]:
                continue
            normal = self._known.get(self._key(text[start:end]))
            if normal is not None and _MOLECULES.match(text, end) is None:
                yield Candidate(start, end, EntityType.PATHWAY, (normal,), (None,), Rank.CURATED)

    def _normal(self, chain: str, kind: str, normals: dict[str, str]) -> str:
        known = self._known.get(self._key(chain))
        if known is not None:
            members, _, last = known.rpartition(" ")
            return known if last not in {"signaling", "axis"} else f"{members} {kind}"
        tidy = re.sub(r"[‐‑‒–—―−－]", "-", self._folder.simplified(chain))
        parts = [part.strip() for part in re.split(r"\s*[/／]\s*", tidy)]
        tidy = "/".join(_member(part, normals.get(part)) for part in parts)
        return f"{tidy} {kind}"


def _member(written: str, normal: str | None) -> str:
    """A member as the pathway's name has it: a Chinese one by its normal form, a family in its usual capitals
    (Akt, Ras), any other as written (Bax, mTOR)."""
    if normal is None:
        return written
    mouse = written.istitle() and normal.casefold() == written.casefold()
    return normal if mouse or any(is_han(char) for char in written) else written
