"""The evidence of claims, word for word, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from corpus.store import schema
from corpus.store.columns import DamagedError
from corpus.store.dataset import Dataset
from corpus.store.places import read_places


def quoted_evidence(dataset: Dataset, damages: list[str]) -> list[list[str]]:
    """Return claim, paper, place, pages and quote of all evidence of merged papers, sorted.

    What is damaged is left out, with a line in ``damages`` that names it.
    """
    s, v, p = schema.sightings.c, schema.versions.c, schema.papers.c
    query = (
        select(s.id, s.key, p.title_zh, p.title_en, v.name, s.evidence)
        .join(schema.versions, v.id == s.version_id)
        .join(schema.papers, p.id == v.paper_id)
        .where(v.state == "merged")
    )
    rows: set[tuple[str, ...]] = set()
    with dataset.reading() as connection:
        for number, key, title_zh, title_en, name, evidence in connection.execute(query):
            try:
                places = read_places(evidence, "sightings", number)
            except DamagedError as error:
                damages.append(f"{error}, and left out: claim {key} in {name}")
                continue
            rows.update((key, title_zh or title_en or name, *_place(place)) for place in places)
    return [list(row) for row in sorted(rows)]


def _place(piece: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return where one piece of evidence stands, on which pages, and what it says."""
    place = piece["block"] if "block" in piece else f"{piece['table']} row {piece['row']}"
    pages = sorted({region["page"] for region in piece["regions"]})
    return place, ", ".join(map(str, pages)), piece.get("quote", "")
