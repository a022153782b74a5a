"""The papers of a dataset as they were mined: documents, names and triples, for the annotation formats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from corpus.store import schema
from corpus.store.columns import DamagedError, from_json
from corpus.store.dataset import Dataset


@dataclass(frozen=True, slots=True)
class StoredMention:
    """One name in a block of a stored paper, by half-open offsets."""

    start: int
    end: int
    type: str
    surface: str
    normal: str
    identifier: str | None


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """One paper as it was mined last: ``findings`` in the form ``tabularna/findings@1``, names by block."""

    name: str
    sha256: str
    doi: str | None
    findings: dict[str, Any]
    mentions: dict[str, tuple[StoredMention, ...]]


def stored_papers(dataset: Dataset, damages: list[str]) -> Iterator[StoredPaper]:
    """Yield the newest version of every paper, in the order of reading; one at a time is in memory.

    A paper that cannot be read back is left out, and a line in ``damages`` names it.
    """
    v, p, m = schema.versions.c, schema.papers.c, schema.mentions.c
    newest = select(func.max(v.id)).group_by(v.paper_id)
    papers = (
        select(v.id, v.name, v.sha256, p.doi)
        .join(schema.papers, p.id == v.paper_id)
        .where(v.id.in_(newest))
        .order_by(v.id)
    )
    with dataset.reading() as connection:
        for version, name, sha256, doi in connection.execute(papers).all():
            try:
                document = connection.execute(select(v.document).where(v.id == version)).scalar_one()
                findings = from_json(document, "its JSON")
            except DamagedError as error:
                damages.append(f"{name} (row {version} of the table versions) is damaged: {error}")
                continue
            rows = connection.execute(
                select(m.block, m.start, m.end, m.type, m.surface, m.normal, m.identifier)
                .where(m.version_id == version)
                .order_by(m.id)
            )
            mentions: dict[str, list[StoredMention]] = defaultdict(list)
            for block, *values in rows:
                mentions[block].append(StoredMention(*values))
            yield StoredPaper(name, sha256, doi, findings, {block: tuple(found) for block, found in mentions.items()})
