"""What a name that no lexicon lists as written may stand for: exact, then normalised, then similar names.

Similar names are found by the cosine of character-3-gram tf-idf vectors, the search of scispaCy's candidate
generator, over the project's own names; of those, only misspellings count (lapatinib is no apatinib). Gene symbols and
cell lines are never matched by similarity: STAT3 is not nearly STAT5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from spacy.matcher.levenshtein import levenshtein  # type: ignore[import-not-found]

from nlp.candidates import Candidate
from nlp.lexicon import Name, Trust
from nlp.model import EntityType
from nlp.names import NameIndex

SIMILAR = frozenset({EntityType.DRUG, EntityType.DISEASE, EntityType.PROCESS})
# Chosen on data: benchmarks/tagging/link_threshold.py prints precision and recall at this and other cosines.
THRESHOLD = 0.4
# What tells one thing from its neighbour: a number, a Greek letter, a last letter or numeral (schisandrin A and B).
_MARKS = re.compile(r"\d+|\b(?:[a-z]|[ivx]{1,4}|alpha|beta|gamma|delta)\b|[α-ω]", re.IGNORECASE)
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
        near = [(name, score) for name, score in search.nearest(written) if score >= self._threshold]
        spelt = [(name, score) for name, score in near if _misspelt(written, name.written)]
        if len({name.normal for name, _ in spelt}) != 1:
            return Link(LinkState.UNKNOWN, score=near[0][1] if near else 0.0)
        return Link(LinkState.SIMILAR, (spelt[0][0],), spelt[0][1])

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

    def nearest(self, written: str) -> list[tuple[Name, float]]:
        """Return the ten most similar names with their cosines, the best first."""
        scores = (self._matrix @ self._vectorizer.transform([written]).T).toarray().ravel()
        best = np.argsort(-scores, kind="stable")[:10]
        return [(self._names[int(place)], float(scores[place])) for place in best]


def _misspelt(written: str, name: str) -> bool:
    """Whether one name can be a misspelling of the other: the same beginning and marks, a letter or two astray."""
    left, right = written.casefold(), name.casefold()
    if left[:1] != right[:1] or sorted(_MARKS.findall(left)) != sorted(_MARKS.findall(right)):
        return False
    distance: int = levenshtein(left, right)
    return distance <= (2 if min(len(left), len(right)) > 6 else 1)
