"""Storing what was extracted from one paper, inside a transaction that the caller holds."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from sqlalchemy import Connection, Insert, select

from corpus.claims import ClaimKey
from corpus.extraction import Extraction, StatedClaim
from corpus.likeness import same_text
from corpus.store import schema
from corpus.store.columns import DamagedError, now
from corpus.store.studies import canonical_studies


class Outcome(StrEnum):
    """What adding a paper did."""

    NEW = "new paper"
    NEW_VERSION = "new version"
    UNCHANGED = "unchanged"


def take_in(connection: Connection, extraction: Extraction, tool_version: str, path: str | None) -> Outcome:
    """Store the paper's version and its findings. The same file read by the same program changes nothing."""
    v = schema.versions
    seen = select(v.c.id).where(v.c.sha256 == extraction.sha256, v.c.tool_version == tool_version)
    if connection.execute(seen).first() is not None:
        return Outcome.UNCHANGED
    paper_id, outcome = _paper(connection, extraction)
    version_id = _insert(
        connection,
        v.insert().values(
            paper_id=paper_id,
            sha256=extraction.sha256,
            tool_version=tool_version,
            name=extraction.name,
            path=path,
            pages=extraction.pages,
            document=extraction.document,
            state="extracted",
            extracted_at=now(),
        ),
    )
    _add_findings(connection, version_id, extraction)
    return outcome


def _paper(connection: Connection, extraction: Extraction) -> tuple[int, Outcome]:
    names = extraction.paper_names
    n, p = schema.paper_names.c, schema.papers
    paper = _known_paper(connection, extraction)
    if paper is not None:
        (paper_id, doi), outcome = paper, Outcome.NEW_VERSION
        if extraction.doi and doi is None:
            connection.execute(p.update().where(p.c.id == paper_id).values(doi=extraction.doi))
    else:
        new = p.insert().values(
            title_zh=extraction.title_zh, title_en=extraction.title_en, doi=extraction.doi, added_at=now()
        )
        paper_id, outcome = _insert(connection, new), Outcome.NEW
    known = set(connection.execute(select(n.name).where(n.name.in_(names), n.paper_id == paper_id)).scalars())
    fresh = [{"name": name, "paper_id": paper_id} for name in dict.fromkeys(names) if name not in known]
    if fresh:
        connection.execute(schema.paper_names.insert(), fresh)
    return paper_id, outcome


def _known_paper(connection: Connection, extraction: Extraction) -> tuple[int, str | None] | None:
    """Return id and DOI of the paper of which this is a version: the same file, the same DOI, or title and text.

    A new version takes the place of the old one, so a title alone will not do: two papers may share it ("Research
    progress of exosomes"), or it may be a heading of the journal.
    """
    n, p, v = schema.paper_names.c, schema.papers.c, schema.versions.c
    same_file = select(p.id, p.doi).join(schema.versions, v.paper_id == p.id).where(v.sha256 == extraction.sha256)
    found = connection.execute(same_file).first()
    if found is not None:
        return found.id, found.doi
    named = (
        select(p.id, p.doi)
        .join(schema.paper_names, n.paper_id == p.id)
        .where(n.name.in_(extraction.paper_names))
        .distinct()
        .order_by(p.id)
    )
    candidates = connection.execute(named).all()
    for paper in candidates:
        if extraction.doi is not None and paper.doi == extraction.doi:
            return paper.id, paper.doi
    for paper in candidates:
        if None in (paper.doi, extraction.doi):
            newest = select(v.document).where(v.paper_id == paper.id).order_by(v.id.desc()).limit(1)
            try:
                same = same_text(extraction.document, connection.execute(newest).scalar_one())
            except DamagedError as error:
                raise DamagedError(f"paper {paper.id}, which has the same title, is damaged: {error}") from error
            if same:
                return paper.id, paper.doi
    return None


def _insert(connection: Connection, statement: Insert) -> int:
    """Insert one row and return its id."""
    key = connection.execute(statement).inserted_primary_key
    assert key is not None  # noqa: S101 - every table here has an integer key
    return int(key[0])


def _add_findings(connection: Connection, version_id: int, extraction: Extraction) -> None:
    own = tuple(name for name in extraction.paper_names if not name.startswith("sha256:"))
    studies = canonical_studies(connection, [*extraction.studies, *([own] if own else [])])
    rows = []
    for claim in extraction.claims:
        key = claim.sighting.key
        rows.append(_sighting_row(version_id, replace(key, study=studies.get(key.study, key.study)), claim))
    mentions = [
        {
            "version_id": version_id,
            "block": mention.block,
            "start": mention.start,
            "end": mention.end,
            "type": mention.type.value,
            "subtype": mention.subtype.value if mention.subtype else None,
            "surface": mention.surface,
            "normal": mention.normal,
            "identifier": mention.id,
            "ambiguity": mention.ambiguity,
        }
        for mention in extraction.mentions
    ]
    conflicts = [
        {
            "version_id": version_id,
            "table_id": stated.conflict.table,
            "row": stated.conflict.row,
            "ncrna": stated.conflict.ncrna,
            "kind": stated.conflict.kind.value,
            "table_value": stated.conflict.table_value,
            "prose_value": stated.conflict.prose_value,
            "evidence": stated.evidence,
        }
        for stated in extraction.conflicts
    ]
    for table, values in ((schema.sightings, rows), (schema.mentions, mentions), (schema.conflicts, conflicts)):
        if values:
            connection.execute(table.insert(), values)


def _sighting_row(version_id: int, key: ClaimKey, claim: StatedClaim) -> dict[str, object]:
    sighting = claim.sighting
    return {
        "version_id": version_id,
        "key": key.digest,
        "ncrna": key.ncrna,
        "drug": key.drug,
        "effect": key.effect,
        "target": key.target,
        "study": key.study,
        "table_id": sighting.table,
        "row": sighting.row,
        "source_cells": "; ".join(sighting.source_cells),
        "mechanism": sighting.mechanism,
        "effect_as_written": sighting.effect_as_written,
        "confidence": sighting.confidence,
        "conflicts": "; ".join(sighting.conflicts),
        "evidence": claim.evidence,
        "fingerprint": sighting.fingerprint,
    }
