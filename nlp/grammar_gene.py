"""Several genes in one word (``caspase-3/7``, ``CDK4/6``), fusions (``ETV6::RUNX1``) and isoforms (``LIMK2b``)."""

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
_FUSED = re.compile(r"::")
_ONCOGENE = re.compile(r"(?<![A-Za-z0-9-])[cv]-(?P<gene>[A-Z][A-Z0-9]{2,6})(?![A-Za-z0-9-])")
_ISOFORM = re.compile(r"(?<![A-Za-z0-9-])(?P<gene>[A-Z][A-Z0-9]{1,7}\d)(?P<form>[ab]|v\d{1,2})(?![A-Za-z0-9])")
_INTERLEUKIN = re.compile(r"(?<![a-z0-9])interleukin ?\(il\)[- ]?(?P<number>\d{1,2})(?![a-z0-9])")
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


def find_interleukins(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    """Yield interleukins whose abbreviation stands before the number: ``interleukin (IL)-6``."""
    for match in _INTERLEUKIN.finditer(folded.text):
        span = folded.original_span(*match.span())
        symbol = names.gene(f"IL-{match['number']}")
        if span is not None and symbol is not None:
            yield Candidate(*span, EntityType.GENE, (symbol,), (names.gene_id(symbol),), Rank.PATTERN)


def find_fusions(folded: Folded, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the fusions of two genes that HGNC's double colon joins."""
    genes = [candidate for candidate in candidates if candidate.type is EntityType.GENE]
    starts = {gene.start: gene for gene in genes}
    for gene in genes:
        joint = _FUSED.match(folded.original, gene.end)
        partner = starts.get(joint.end()) if joint is not None else None
        if partner is not None:
            normal = f"{gene.normals[0]}-{partner.normals[0]}"
            yield Candidate(gene.start, partner.end, EntityType.GENE, (normal,), (None,), Rank.PATTERN, None, "fusion")


def find_oncogenes(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    """Yield symbols with the ``c-`` or ``v-`` of a cell's or virus' own form (``c-ABL1``); the gene is the same."""
    for match in _ONCOGENE.finditer(folded.original):
        symbol = names.gene(match["gene"])
        if symbol is not None and not names.meanings(match[0]):
            yield Candidate(*match.span(), EntityType.GENE, (symbol,), (names.gene_id(symbol),), Rank.PATTERN)


def find_isoforms(folded: Folded, names: NameIndex) -> Iterator[Candidate]:
    """Yield symbols with an isoform's letter that are no symbol of their own; the normal form is the gene."""
    for match in _ISOFORM.finditer(folded.original):
        symbol = names.gene(match["gene"])
        if symbol is not None and names.gene(match[0]) is None and not names.meanings(match[0]):
            ids = (names.gene_id(symbol),)
            yield Candidate(*match.span(), EntityType.GENE, (symbol,), ids, Rank.PATTERN, None, "isoform")
