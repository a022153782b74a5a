"""One paper's findings in the form in which they travel from a worker process and into the dataset."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from corpus.citations import printed_doi, study_names
from corpus.claims import Sighting, paper_names, sightings
from corpus.contract import conflict_json, findings_json, region_json
from corpus.paths import path_text
from corpus.pipeline import MinedPaper
from nlp.model import Conflict, Evidence, Mention, ProseEvidence


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A sighting with its evidence already written as JSON (places, quotes and regions)."""

    sighting: Sighting
    evidence: str


@dataclass(frozen=True, slots=True)
class StatedConflict:
    """A conflict with its evidence already written as JSON."""

    conflict: Conflict
    evidence: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that the dataset keeps of one paper; ``studies`` names each cited study, the surest name first."""

    name: str
    sha256: str
    pages: int
    title_zh: str | None
    title_en: str | None
    doi: str | None
    paper_names: tuple[str, ...]
    studies: tuple[tuple[str, ...], ...]
    document: str  # tabularna/findings@1 as JSON text, mentions left out
    mentions: tuple[Mention, ...]
    claims: tuple[StatedClaim, ...]
    conflicts: tuple[StatedConflict, ...]


def extraction_of(mined: MinedPaper) -> Extraction:
    """Return what the dataset keeps of ``mined``."""
    document, findings = mined.document, mined.findings
    return Extraction(
        name=path_text(document.source.name),
        sha256=document.source.sha256,
        pages=document.source.pages,
        title_zh=document.title.zh,
        title_en=document.title.en,
        doi=printed_doi(document),
        paper_names=paper_names(document),
        studies=tuple(names for names in map(study_names, document.references) if names),
        document=json.dumps(
            findings_json(document, replace(findings, mentions=())), ensure_ascii=False, separators=(",", ":")
        ),
        mentions=findings.mentions,
        claims=tuple(
            StatedClaim(replace(sighting, evidence=()), _evidence(sighting))
            for sighting in sightings(document, findings)
        ),
        conflicts=tuple(
            StatedConflict(
                replace(conflict, evidence=()),
                json.dumps(conflict_json(conflict)["evidence"], ensure_ascii=False),
            )
            for conflict in findings.conflicts
        ),
    )


def _evidence(sighting: Sighting) -> str:
    pieces = zip(sighting.evidence, sighting.quotes, strict=True)
    return json.dumps([_piece(evidence, quote) for evidence, quote in pieces], ensure_ascii=False)


def _piece(evidence: Evidence, quote: str) -> dict[str, object]:
    place: dict[str, object] = (
        {"block": evidence.block, "start": evidence.start, "end": evidence.end}
        if isinstance(evidence, ProseEvidence)
        else {"table": evidence.table, "row": evidence.row}
    )
    return {**place, "quote": quote, "regions": [region_json(region) for region in evidence.regions]}
