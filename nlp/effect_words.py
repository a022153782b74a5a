"""The words that say an effect in tables: the verbs of the prose and what only tables write.

``nlp/rules/effect_words.tsv`` holds a word, its direction and what it speaks of; see :class:`Word`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ahocorasick

from nlp.cues import CueKind, load_cue_rules
from nlp.lexicon import data_folder, read_tsv

_SIGNS = {"up": 1, "down": -1}
_NEGATION = "not"
_NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Word:
    """One word: +1, -1 or 0, what it speaks of ("resistance", "sensitivity", "expression", …), or a negation."""

    sign: int
    about: str = ""
    negates: bool = False


class WordList:
    """Finds the words in texts; ``nothing`` is what a cell that says nothing holds."""

    def __init__(self, words: Mapping[str, Word], nothing: frozenset[str]) -> None:
        self.nothing = nothing
        # An automaton takes milliseconds to build, a pattern of all words a quarter of a second.
        self._automaton = ahocorasick.Automaton()
        for written, word in words.items():
            self._automaton.add_word(written, (len(written), word))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[tuple[int, int, Word]]:
        """Return the words in a text with their offsets, from left to right, the longest where several begin."""
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
        found = [(last + 1 - length, last + 1, word) for last, (length, word) in self._automaton.iter(folded)]
        kept: list[tuple[int, int, Word]] = []
        for start, end, word in sorted(found, key=lambda match: (match[0], -match[1])):
            if _is_bounded(folded, start, end) and (not kept or start >= kept[-1][1]):
                kept.append((start, end, word))
        return kept


def load_word_list() -> WordList:
    """Read ``nlp/rules/effect_words.tsv`` and the verbs of ``nlp/rules/relation_cues.tsv``."""
    words: dict[str, Word] = {}
    for rule in load_cue_rules():
        if word := _VERBS.get(rule.kind):
            words[rule.word.lower()] = word
    nothing = set()
    for row in read_tsv(data_folder("rules").joinpath("effect_words.tsv")):
        if row["direction"] == _NOTHING:
            nothing.add(row["word"].lower())
        else:
            words[row["word"].lower()] = Word(
                _SIGNS.get(row["direction"], 0), row["about"], row["direction"] == _NEGATION
            )
    return WordList(words, frozenset(nothing))


def _is_bounded(text: str, start: int, end: int) -> bool:
    """Tell whether no Latin letter goes on before or behind a word that begins or ends with one or a digit."""
    before, after = text[start - 1 : start], text[end : end + 1]
    begins, ends = text[start], text[end - 1]
    return not (
        (begins.isascii() and begins.isalnum() and before.isascii() and before.isalpha())
        or (ends.isascii() and ends.isalnum() and after.isascii() and after.isalpha())
    )


_VERBS = {
    CueKind.UP: Word(1),
    CueKind.DOWN: Word(-1),
    CueKind.SENSITISE: Word(1, "sensitivity"),
    CueKind.PROTECT: Word(1, "resistance"),
    CueKind.NOT: Word(0, negates=True),
    CueKind.BETTER: Word(1, "better"),
}
