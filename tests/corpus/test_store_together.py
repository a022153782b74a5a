"""Several people and programs at one dataset: they wait for each other, and nothing is doubled or lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from corpus.extraction import Extraction
from corpus.store import schema
from corpus.store.curate import Request, StaleDecisionError, Verdict, claims, decide, decisions_of, merge, plan
from corpus.store.dataset import Dataset, Outcome

Paper = Callable[..., Extraction]


def test_two_ingests_at_once_make_one_paper_of_one_title(location: str, paper: Paper) -> None:
    start = Barrier(2)
    Dataset.open(location).close()

    def ingest(printing: str) -> list[Outcome]:
        dataset = Dataset.open(location)
        start.wait(timeout=30)
        outcomes = [dataset.add(paper(f"Review number {number}", printing=printing)) for number in range(10)]
        dataset.close()
        return outcomes

    with ThreadPoolExecutor(2) as threads:
        outcomes = [outcome for found in threads.map(ingest, ("first", "second")) for outcome in found]
    assert outcomes.count(Outcome.NEW) == outcomes.count(Outcome.NEW_VERSION) == 10


def test_two_openings_at_once_make_one_set_of_tables(location: str) -> None:
    start = Barrier(4)

    def open_it(_: int) -> int:
        start.wait(timeout=30)
        dataset = Dataset.open(location)
        with dataset.reading() as connection:
            versions = connection.execute(select(schema.schema_version.c.version)).scalars().all()
        dataset.close()
        return len(versions)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(open_it, range(4))) == [1, 1, 1, 1]


def test_two_curators_at_once_one_is_told_that_she_is_late(dataset: Dataset, paper: Paper) -> None:
    dataset.add(paper("A review"))
    merge(dataset)
    key = claims(dataset)[0].key
    start = Barrier(4)

    def say(name: str) -> bool:
        start.wait(timeout=30)
        try:
            decide(dataset, Request(key, Verdict.ACCEPT, 0), curator=name)
        except StaleDecisionError:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(say, ("Ada", "Emmy", "Lise", "Vera"))) == [False, False, False, True]
    assert len(decisions_of(dataset, key)) == 1


def test_reader_sees_one_state_while_another_writes(dataset: Dataset, location: str, paper: Paper) -> None:
    dataset.add(paper("First review"))
    writer = Dataset.open(location)
    count = select(schema.papers.c.id)
    with dataset.reading() as connection:
        before = len(connection.execute(count).all())
        writer.add(paper("Second review"))
        merge(writer)
        assert len(connection.execute(count).all()) == before == 1
    assert len(dataset.versions()) == 2
    assert plan(dataset) == ()
    writer.close()
