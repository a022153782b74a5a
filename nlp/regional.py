"""Chinese as the relation rules read it: Simplified characters, and the words of Taiwan and Hong Kong in Mainland form.

Every replacement keeps its length, so that offsets into the text hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nlp.lexicon import LexiconError, data_folder, read_tsv
from nlp.model import Mention
from nlp.script import Folder


@dataclass(frozen=True, slots=True)
class Regional:
    """The regional words, in Simplified characters, with the word that the rules know."""

    words: Mapping[str, str]
    _folder: Folder = field(default_factory=Folder)

    def read(self, text: str, mentions: Iterable[Mention]) -> str:
        """Return ``text`` as the rules read it; what stands in a mention keeps its words."""
        if text.isascii():
            return text
        plain = self._folder.simplified(text)
        taken = [(mention.start, mention.end) for mention in mentions]

        def standard(match: re.Match[str]) -> str:
            inside = any(start < match.end() and match.start() < end for start, end in taken)
            return match.group() if inside else self.words[match.group()]

        return re.sub("|".join(sorted(self.words, key=len, reverse=True)), standard, plain)


def load_regional() -> Regional:
    """Read ``nlp/rules/regional_words.tsv``; raises :class:`LexiconError` where a word changes its length."""
    words = {row["word"]: row["standard"] for row in read_tsv(data_folder("rules").joinpath("regional_words.tsv"))}
    for word, standard in words.items():
        if len(word) != len(standard):
            raise LexiconError(f"regional_words.tsv: {word} and {standard} differ in length")
    return Regional(words)
