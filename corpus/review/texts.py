"""What the page says, in English and Chinese: ``texts.tsv``, one phrase a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from nlp.lexicon import read_tsv

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Texts:
    """The phrases of one language, by key."""

    language: str
    phrases: Mapping[str, str]

    def __call__(self, key: str, **values: str | int) -> str:
        """Return a phrase, its ``{places}`` filled. Raises ``KeyError`` for a key that is not in the file."""
        return self.phrases[key].format(**values)

    def either(self, key: str, other: str) -> str:
        """Return a phrase, or ``other`` where there is none of that key."""
        return self.phrases.get(key, other)


def read_texts() -> dict[str, Texts]:
    """Return the phrases of every language. Raises :class:`~nlp.lexicon.LexiconError` for a broken file."""
    rows = list(read_tsv(files("corpus.review").joinpath("texts.tsv")))
    return {language: Texts(language, {row["key"]: row[language] for row in rows}) for language in LANGUAGES}


def preferred(accept_language: str) -> str:
    """Return the language to begin with: the one of ours that ``Accept-Language`` names first, else English."""
    for part in accept_language.lower().split(","):
        code = part.partition(";")[0].strip().partition("-")[0]
        if code in LANGUAGES:
            return code
    return LANGUAGES[0]
