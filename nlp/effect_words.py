"""The words that say an effect in tables: the verbs of the prose and what only tables write.

``nlp/rules/effect_words.tsv`` holds a word, its direction and what it speaks of; see :class:`Word`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class WordList:
    """The words folded to lower case, the pattern that finds them, the longest first, and what says nothing."""

    words: Mapping[str, Word]
    pattern: re.Pattern[str]
    nothing: frozenset[str]


def load_word_list() -> WordList:
    """Read ``nlp/rules/effect_words.tsv`` and the verbs of ``nlp/rules/relation_cues.tsv``."""
    words: dict[str, Word] = {}
    for rule in load_cue_rules():
        if word := _VERBS.get(rule.kind):
            words[rule.word.casefold()] = word
    nothing = set()
    for row in read_tsv(data_folder("rules").joinpath("effect_words.tsv")):
        if row["direction"] == _NOTHING:
            nothing.add(row["word"].casefold())
        else:
            words[row["word"].casefold()] = Word(
                _SIGNS.get(row["direction"], 0), row["about"], row["direction"] == _NEGATION
            )
    longest_first = sorted(words, key=len, reverse=True)
    parts = [_bounded(word) for word in longest_first]
    return WordList(words, re.compile("|".join(parts), re.IGNORECASE), frozenset(nothing))


def _bounded(word: str) -> str:
    before = r"(?<![A-Za-z])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalnum() else ""
    return before + re.escape(word) + after


_VERBS = {
    CueKind.UP: Word(1),
    CueKind.DOWN: Word(-1),
    CueKind.SENSITISE: Word(1, "sensitivity"),
    CueKind.PROTECT: Word(1, "resistance"),
    CueKind.NOT: Word(0, negates=True),
    CueKind.BETTER: Word(1, "better"),
}
