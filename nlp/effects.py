"""The effect on drug resistance that a table cell states: its meaning, not its verb."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nlp.lexicon import data_folder, read_tsv
from nlp.model import Effect

_FLIPPED = {"up": "down", "down": "up"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: the direction that it says, and whether it speaks of resistance or of sensitivity."""

    direction: str  # "up", "down", "none" (the paper does not know) or ""
    about: str  # "resistance", "sensitivity" or ""


@dataclass(frozen=True, slots=True)
class EffectWords:
    """The words of ``nlp/rules/effect_words.tsv`` and the pattern that finds them, the longest first."""

    words: Mapping[str, Word]
    pattern: re.Pattern[str]

    def effect(self, cell: str, header: str) -> Effect:
        """Return the effect that a cell states under its header.

        A cell that says only "↑" or "Promote" speaks of what the header names, of resistance by default.
        """
        directions = [word.direction for word in self._find(cell) if word.direction in ("up", "down")]
        about = [word.about for word in self._find(cell) if word.about]
        if not about:
            about = [word.about for word in self._find(header) if word.about] or ["resistance"]
        if not directions and not any(word.about for word in self._find(cell)):
            return Effect.UNKNOWN
        up = sum(direction == "down" for direction in directions) % 2 == 0
        # "Reduces sensitivity", "resistance ↓" and "restores sensitivity" each turn the meaning once.
        promotes = up if about[-1] == "resistance" else not up
        return Effect.PROMOTES if promotes else Effect.INHIBITS

    def speaks_of_effect(self, cell: str) -> bool:
        """Tell whether a cell says something of resistance or sensitivity, or only "promote" or "inhibit"."""
        found = self._find(cell)
        return any(word.about for word in found) or (
            bool(found) and re.search(r"[A-Za-z\u4e00-\u9fff]", cell) is not None
        )

    def direction(self, text: str) -> str:
        """Return the last direction, ``up`` or ``down``, that words of ``text`` say; empty without any."""
        said = [word.direction for word in self._find(text) if word.direction in ("up", "down")]
        return said[-1] if said else ""

    def says_nothing(self, cell: str) -> bool:
        """Tell whether a cell is empty or says that the paper does not know."""
        word = self.words.get(cell.strip().casefold())
        return not cell.strip() or (word is not None and word.direction == "none")

    def _find(self, text: str) -> list[Word]:
        return [self.words[match.group().casefold()] for match in self.pattern.finditer(text)]


def load_effect_words() -> EffectWords:
    """Read ``nlp/rules/effect_words.tsv``."""
    rows = read_tsv(data_folder("rules").joinpath("effect_words.tsv"))
    words = {row["word"].casefold(): Word(row["direction"], row["about"]) for row in rows}
    longest_first = sorted(words, key=len, reverse=True)
    parts = [rf"(?<![A-Za-z]){re.escape(w)}(?![A-Za-z])" if w[0].isascii() else re.escape(w) for w in longest_first]
    return EffectWords(words, re.compile("|".join(parts), re.IGNORECASE))
