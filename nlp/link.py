"""What a name that no lexicon lists as written may stand for: exact, then normalised, then similar names.

Similar names are found by the cosine of character-3-gram tf-idf vectors, the search of scispaCy's candidate
generator, over the project's own names. Gene symbols and cell lines are never matched by similarity: STAT3 is not
nearly STAT5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from nlp.candidates import Candidate
from nlp.lexicon import Name, Trust
from nlp.model import EntityType
from nlp.names import NameIndex

SIMILAR = frozenset({EntityType.DRUG, EntityType.DISEASE, EntityType.PROCESS})
# At this cosine 97 of 100 links are right and misspelt names are still found: benchmarks/tagging/link_threshold.py.
THRESHOLD = 0.8
_SALTS = re.compile(
    r"(?i)\s+(?:hydrochloride|hcl|sulfate|mesylate|tosylate|maleate|phosphate|sodium|disodium|acetate|citrate|injection"
    r"|cells?|cell lines?|proteins?|genes?)$|^(?:盐酸|硫酸|甲磺酸|注射用)|(?:注射液|胶囊|片)$"
)


class LinkState(StrEnum):
    """How a name was linked."""

    EXACT = "exact"
    NORMALISED = "normalised"
    SIMILAR = "similar"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """What a name stands for. ``names`` is empty where nothing is known; ``score`` is the cosine, 1 for equals."""

    state: LinkState
    names: tuple[Name, ...] = ()
    score: float = 1.0


class Linker:
    """Looks names up in the project's own names; makes the similarity index of each type once, when made."""

    def __init__(self, index: NameIndex, names: Iterable[Name], threshold: float = THRESHOLD) -> None:
        self._index = index
        self._threshold = threshold
        self._searches: dict[EntityType, _Search] = {}
        by_type: dict[EntityType, list[Name]] = {kind: [] for kind in SIMILAR}
        for name in names:
            if name.type in SIMILAR and name.trust is not Trust.CONTEXT:
                by_type[name.type].append(name)
        for kind, listed in by_type.items():
            if listed:
                self._searches[kind] = _Search(listed)

    def link(self, written: str, kind: EntityType) -> Link:
        """Return what ``written`` stands for among the names of that type."""
        for form, state in ((written, LinkState.EXACT), (_SALTS.sub("", written), LinkState.NORMALISED)):
            found = [name for name in self._index.meanings(form) if name.type is kind]
            if found:
                best = [name for name in found if name.trust is found[0].trust]
                several = len({name.normal for name in best}) > 1
                return Link(LinkState.AMBIGUOUS if several else state, tuple(best) if several else (best[0],))
        search = self._searches.get(kind)
        if search is None:
            return Link(LinkState.UNKNOWN, score=0.0)
        name, score = search.nearest(written)
        if score < self._threshold:
            return Link(LinkState.UNKNOWN, score=score)
        return Link(LinkState.SIMILAR, (name,), score)

    def linked(self, candidate: Candidate, written: str) -> Candidate:
        """Return a candidate with the normal form and identifier of what its name links to."""
        link = self.link(written, candidate.type)
        if not link.names:
            return replace(candidate, ambiguity="not in lexicon")
        normals = tuple(dict.fromkeys(name.normal for name in link.names))
        if link.state is LinkState.AMBIGUOUS:
            return replace(candidate, ambiguity=f"one of: {', '.join(normals)}")
        state = None if link.state is not LinkState.SIMILAR else "similar name"
        return replace(candidate, normals=normals, ids=(link.names[0].id,), ambiguity=state)


class _Search:
    """Nearest names by character 3-grams."""

    def __init__(self, names: list[Name]) -> None:
        self._names = names
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), lowercase=True, dtype=np.float32)
        self._matrix = self._vectorizer.fit_transform([name.written for name in names])

    def nearest(self, written: str) -> tuple[Name, float]:
        """Return the most similar name and its cosine."""
        scores = (self._matrix @ self._vectorizer.transform([written]).T).toarray().ravel()
        best = int(scores.argmax())
        return self._names[best], float(scores[best])
