"""Where a place in a paper as it was read stands in the paper's true text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extract.model import Block, Document

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|\S")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Maps offsets of the blocks of one document to another's. ``same`` holds pairs of blocks with equal text."""

    same: dict[str, str]
    characters: dict[tuple[str, int], tuple[str, int]]

    def block(self, name: str) -> str | None:
        """Return the block that most of the block ``name`` went to; ``None`` where it has no counterpart."""
        if name in self.same:
            return self.same[name]
        hits = [place for (block, _), (place, _) in self.characters.items() if block == name]
        return max(sorted(set(hits)), key=hits.count) if hits else None

    def span(self, name: str, start: int, end: int) -> tuple[str, int, int] | None:
        """Return the block and half-open offsets that a span went to, by its first and its last character."""
        if name in self.same:
            return self.same[name], start, end
        first, last = self.characters.get((name, start)), self.characters.get((name, end - 1))
        if first is None or last is None or first[0] != last[0] or last[1] < first[1]:
            return None
        return first[0], first[1], last[1] + 1

    def touches(self, name: str, start: int, end: int) -> bool:
        """Say whether any character of a span has a counterpart."""
        return name in self.same or any((name, offset) in self.characters for offset in range(start, end))


def align(read: Document, true: Document) -> Alignment:
    """Align a paper as it was read to its true text.

    Blocks of equal text go together wherever they stand; what is left is compared as one running text, word by
    word, so that a paragraph cut in two still aligns.
    """
    waiting: dict[str, list[str]] = {}
    for block in true.blocks:
        waiting.setdefault(block.text, []).append(block.id)
    same: dict[str, str] = {}
    for block in read.blocks:
        if waiting.get(block.text):
            same[block.id] = waiting[block.text].pop(0)
    taken = set(same.values())
    characters = _by_words(
        [block for block in read.blocks if block.id not in same],
        [block for block in true.blocks if block.id not in taken],
    )
    return Alignment(same, characters)


def reading_right(alignment: Alignment, true: Document) -> tuple[int, int]:
    """Return how many characters of the true text were read, and of how many; white space does not count."""
    total = sum(len(re.sub(r"\s", "", block.text)) for block in true.blocks)
    whole = set(alignment.same.values())
    right = sum(len(re.sub(r"\s", "", block.text)) for block in true.blocks if block.id in whole)
    return right + len(set(alignment.characters.values())), total


def _by_words(read: Sequence[Block], true: Sequence[Block]) -> dict[tuple[str, int], tuple[str, int]]:
    left, right = _words(read), _words(true)
    matcher = SequenceMatcher(None, [word for _, _, word in left], [word for _, _, word in right], autojunk=False)
    pairs: dict[tuple[str, int], tuple[str, int]] = {}
    for a, b, size in matcher.get_matching_blocks():
        for (block, start, word), (goal, begin, _) in zip(left[a : a + size], right[b : b + size], strict=True):
            pairs.update({(block, start + n): (goal, begin + n) for n in range(len(word))})
    return pairs


def _words(blocks: Sequence[Block]) -> list[tuple[str, int, str]]:
    return [(block.id, match.start(), match.group()) for block in blocks for match in _TOKEN.finditer(block.text)]
