"""Drugs that no lexicon lists yet, known by the stems of international nonproprietary names (WHO, INN stem book)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.candidates import Candidate, Rank
from nlp.model import EntityType
from nlp.script import Folded

# What an antibody is joined to; part of the conjugate's name.
_PAYLOAD = (
    r"(?: (?:vedotin|deruxtecan|emtansine|govitecan|mafodotin|ozogamicin|pelidotin|ravtansine|rezetecan|soravtansine"
    r"|tesirine|tirumotecan))?"
)
# What may stand right before a Chinese drug name and is no part of it.
_NOT_IN_NAMES = "对用与和及或使以向的为是在等经将含给服如了因由从于比较联合"


class DrugGrammar:
    """Finds words with a drug's stem; ``stems`` are the rows of ``tag_drug_stems.tsv``."""

    def __init__(self, stems: Iterable[dict[str, str]]) -> None:
        rows = list(stems)
        latin = "|".join(row["stem"] for row in rows if row["lang"] == "en")
        chinese = "|".join(row["stem"] for row in rows if row["lang"] == "zh")
        self._latin = re.compile(rf"(?<![a-z0-9])[a-z]{{3,14}}(?:{latin or '(?!)'}){_PAYLOAD}(?![a-z0-9])")
        self._chinese = re.compile(rf"[\u4e00-\u9fff]{{2}}(?:{chinese or '(?!)'})(?!\w*[癌瘤])")

    def find(self, folded: Folded) -> Iterator[Candidate]:
        """Yield the words of a text that end in a stem."""
        for pattern in (self._latin, self._chinese):
            for match in pattern.finditer(folded.text):
                span = folded.original_span(*match.span())
                if span is not None and not any(char in _NOT_IN_NAMES for char in match[0][:2]):
                    yield Candidate(*span, EntityType.DRUG, (match[0],), (None,), Rank.PATTERN)
