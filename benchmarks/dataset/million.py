"""Times of a dataset of a million records: opening, queries, diff and merge of new papers.

Run: ``python benchmarks/dataset/million.py [--records 1000000] [--database FILE|URL]``. The records are made up:
100,000 papers of ten rows each, over 3,000 ncRNAs, 300 drugs and 5,000 targets; one row in ten is restated.
They are written straight into the tables (a million real merges would only repeat what the last lines measure); what
is then measured runs through the same functions as the commands.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from made_up import PaperMaker

from corpus.claims import ClaimKey
from corpus.merge import Status
from corpus.store import schema
from corpus.store.curate import ClaimFilter, claims, count_by_status, count_claims, merge, plan
from corpus.store.dataset import Dataset

ROWS = 10
BATCH = 1000  # papers in one transaction


def fill(dataset: Dataset, records: int, chance: random.Random) -> None:
    """Write ``records`` sightings of merged papers and the claims that follow from them."""
    maker = PaperMaker(chance)
    restated: list[ClaimKey] = []
    papers = records // ROWS
    for first in range(1, papers + 1, BATCH):
        numbers = range(first, min(first + BATCH, papers + 1))
        rows: list[dict[str, object]] = []
        fresh: dict[str, dict[str, object]] = {}
        for paper in numbers:
            for _ in range(ROWS):
                known = bool(restated) and chance.random() < 0.1
                key = chance.choice(restated) if known else maker.key()
                if not known:
                    restated.append(key)
                    fresh[key.digest] = _claim(key, chance)
                rows.append(_sighting(paper, key))
        del restated[:-5000]
        with dataset.transaction() as connection:
            connection.execute(
                schema.papers.insert(), [{"id": n, "title_en": f"Review {n}", "added_at": "2026"} for n in numbers]
            )
            connection.execute(schema.versions.insert(), [_version(n) for n in numbers])
            connection.execute(schema.sightings.insert(), rows)
            connection.execute(schema.claims.insert(), list(fresh.values()))

    if dataset.engine.dialect.name == "postgresql":
        with dataset.transaction() as connection:
            for table in ("papers", "versions"):  # whose numbers were given above, and not by the database
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {papers})")


def _version(number: int) -> dict[str, object]:
    return {
        "id": number,
        "paper_id": number,
        "sha256": f"{number:064}",
        "tool_version": "benchmark",
        "name": f"{number}.pdf",
        "pages": 10,
        "document": "{}",
        "state": "merged",
        "extracted_at": "2026",
        "merged_at": "2026",
    }


def _names(key: ClaimKey) -> dict[str, object]:
    return {name: getattr(key, name) for name in ("ncrna", "drug", "effect", "target", "study")}


def _sighting(version: int, key: ClaimKey) -> dict[str, object]:
    return {
        "version_id": version,
        "key": key.digest,
        **_names(key),
        "table_id": "t1",
        "row": 1,
        "source_cells": "A549/DDP",
        "mechanism": f"loss of {key.target}",
        "effect_as_written": key.effect,
        "confidence": 0.9,
        "conflicts": "",
        "evidence": '[{"table": "t1", "row": 1, "quote": "one row of a table, as it is printed", "regions": []}]',
        "fingerprint": key.digest,
    }


def _claim(key: ClaimKey, chance: random.Random) -> dict[str, object]:
    return {
        "key": key.digest,
        **_names(key),
        "source_cells": "A549/DDP",
        "mechanism": f"loss of {key.target}",
        "status": "pending" if chance.random() < 0.3 else "accepted",
        "note": "",
        "confidence": round(chance.random(), 2),
        "conflicts": "drug" if chance.random() < 0.02 else "",
        "evidence_fingerprint": key.digest,
        "revision": 0,
        "updated_at": "2026",
    }


def timed(what: str, work: Callable[[], object]) -> None:
    """Print how long ``work`` takes, in milliseconds: the best of three runs where it can be repeated."""
    start = time.perf_counter()
    answer = work()
    print(f"{what:<52}{1000 * (time.perf_counter() - start):>10.1f} ms   {answer}")


def questions(dataset: Dataset) -> Iterator[tuple[str, Callable[[], object]]]:
    """The questions of a review page and of a search."""
    pending = (Status.PENDING,)
    yield "review page: first 50 pending claims", lambda: len(claims(dataset, ClaimFilter(pending), limit=50))
    yield "review page: 50 claims after 10,000", lambda: len(claims(dataset, limit=50, offset=10_000))
    yield "claims of one ncRNA and drug", lambda: len(claims(dataset, ClaimFilter(ncrna="miR-7", drug="drug-7")))
    yield "claims of one paper", lambda: len(claims(dataset, ClaimFilter(paper_id=777)))
    yield "text search, 50 claims", lambda: len(claims(dataset, ClaimFilter(text="GENE77"), limit=50))
    yield "text search without a hit", lambda: len(claims(dataset, ClaimFilter(text="no such text"), limit=50))
    yield "claims with conflicts, 50", lambda: len(claims(dataset, ClaimFilter(conflicts_only=True), limit=50))
    yield "contradicted claims, 50", lambda: len(claims(dataset, ClaimFilter(contradicted_only=True), limit=50))
    yield "count of pending claims", lambda: count_claims(dataset, ClaimFilter(pending))
    yield "count by status", lambda: sum(count_by_status(dataset).values())


def main() -> None:
    """Fill a dataset and print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--database", help="SQLite file or PostgreSQL URL; made anew in a temporary folder by default")
    parser.add_argument("--papers", type=int, default=200, help="new papers to diff and merge")
    options = parser.parse_args()
    chance = random.Random(1)  # noqa: S311 - chance, not secrecy
    with tempfile.TemporaryDirectory() as folder:
        location = options.database or str(Path(folder) / "million.db")
        dataset = Dataset.open(location)
        if not dataset.versions():
            start = time.perf_counter()
            fill(dataset, options.records, chance)
            print(f"filled with {options.records:,} records in {time.perf_counter() - start:.0f} s")
        if "://" not in location:
            print(f"size on disk: {Path(location).stat().st_size / 1e6:,.0f} MB")
        dataset.close()
        timed("open", lambda: Dataset.open(location).close())
        dataset = Dataset.open(location)
        for what, ask in questions(dataset):
            timed(what, ask)
        maker = PaperMaker(random.Random(time.time()))  # noqa: S311
        made = [maker.paper(ROWS) for _ in range(options.papers)]
        timed(f"add {options.papers} new papers", lambda: len([dataset.add(one) for one in made]))
        timed(f"diff of {options.papers} new papers", lambda: sum(len(one.changes) for one in plan(dataset)))
        timed(f"merge of {options.papers} new papers", lambda: sum(len(one.changes) for one in merge(dataset)))
        dataset.close()


if __name__ == "__main__":
    main()
