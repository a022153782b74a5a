"""Several genes in one word: ``caspase-3/7``, ``CDK4/6``, ``Smad2/3``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp.candidates import Candidate, Rank
from nlp.lexicon import Trust
from nlp.model import EntityType
from nlp.names import NameIndex
from nlp.script import Folded

_MORE = re.compile(r"(?:/\d{1,2})+(?![a-z0-9.%])")
_NUMBER = re.compile(r"\d{1,2}$")


def find_numbered(folded: Folded, candidates: Iterable[Candidate], names: NameIndex) -> Iterator[Candidate]:
    """Yield the spans that name several genes of one stem; each must be a gene of its own."""
    for candidate in candidates:
        if candidate.type is not EntityType.GENE or candidate.name is None or candidate.name.trust is Trust.CONTEXT:
            continue
        at = folded.position(candidate.end)
        more = _MORE.match(folded.text, at)
        surface = folded.original[candidate.start : candidate.end]
        stem = _NUMBER.sub("", surface)
        if more is None or stem == surface:
            continue
        normals = [candidate.normals[0], *(names.gene(stem + number) for number in more[0][1:].split("/"))]
        span = folded.original_span(at, more.end())
        if span is not None and all(normals):
            found = tuple(normal for normal in normals if normal is not None)
            ids = tuple(names.gene_id(normal) for normal in found)
            yield replace(candidate, end=span[1], normals=found, ids=ids, rank=Rank.PATTERN, ambiguity="several genes")
