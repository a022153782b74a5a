"""Faults of the machine: sudden death, a full disk, a cut connection. What was told to be stored stays stored."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from corpus.batch import PaperResult, ingest
from corpus.extraction import Extraction
from corpus.store.curate import claims, merge
from corpus.store.dataset import Dataset, DatasetError, Outcome

Paper = Callable[..., Extraction]


class Ready:
    """A paper that has been read already."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction

    def result(self) -> Extraction:
        return self.extraction


def ingest_all(dataset: Dataset, papers: dict[Path, Extraction]) -> list[PaperResult]:
    """Ingest what is in memory and return what was told, also where the ingest breaks off."""
    told: list[PaperResult] = []
    try:
        ingest(dataset, list(papers), lambda path: Ready(papers[path]), window=1, on_result=told.append)
    except DatasetError as error:
        told.append(PaperResult(Path(), reason=str(error)))
    return told


def test_a_hundred_sudden_deaths_lose_and_double_nothing(tmp_path: Path, root: Path) -> None:
    command = [sys.executable, "-m", "tests.corpus.kill_driver", str(tmp_path), "100", "7"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "nothing lost, nothing doubled" in done.stdout


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode != 0:
        pytest.skip(f"this user may not mount a small file system: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_full_disk_ends_the_ingest_with_a_clear_error_and_keeps_what_was_told(small_disk: Path, paper: Paper) -> None:
    file = small_disk / "d.db"
    papers = {Path(f"p{number}.pdf"): paper(f"Review number {number}") for number in range(400)}
    dataset = Dataset.open(file)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(1_000_000))
    *stored, failed = ingest_all(dataset, papers)
    assert failed.reason is not None
    assert "d.db: database or disk is full; all papers told before are safe" in failed.reason
    assert len(dataset.versions()) == len(stored) > 0
    filler.unlink()
    before = len(stored)
    results = ingest_all(dataset, dict(list(papers.items())[: before + 5]))
    assert [result.outcome for result in results].count(Outcome.NEW) == 5
    assert len(dataset.versions()) == before + 5
    dataset.close()


def test_database_that_may_not_grow_refuses_whole_papers(tmp_path: Path, paper: Paper) -> None:
    # Stands in for the full disk where nobody may mount one.
    dataset = Dataset.open(tmp_path / "d.db")

    def bound(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=60")

    event.listen(dataset.engine, "begin", bound)
    papers = {Path(f"p{number}.pdf"): paper(f"Review number {number}") for number in range(400)}
    *stored, failed = ingest_all(dataset, papers)
    assert failed.reason is not None
    assert "database or disk is full" in failed.reason
    event.remove(dataset.engine, "begin", bound)
    assert len(dataset.versions()) == len(stored) > 0
    dataset.close()


def test_cut_connection_ends_the_ingest_and_the_same_command_goes_on(postgres: Callable[[], str], paper: Paper) -> None:
    dataset = Dataset.open(postgres())
    papers = {Path(f"p{number}.pdf"): paper(f"Review number {number}") for number in range(6)}
    added = 0

    def cut(connection: Connection, *_: object) -> None:
        nonlocal added
        added += 1
        if added == 3:
            connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    event.listen(dataset.engine, "commit", cut)
    *stored, failed = ingest_all(dataset, papers)
    event.remove(dataset.engine, "commit", cut)
    assert failed.reason is not None
    assert "terminating connection" in failed.reason
    assert len(dataset.versions()) >= len(stored)
    ingest_all(dataset, papers)
    assert sorted(version.name for version in dataset.versions()) == [f"Review number {n}.pdf" for n in range(6)]
    merge(dataset)
    assert len(claims(dataset)) == 1
    dataset.close()


def check_that_it_can_only_be_read(file: Path) -> None:
    dataset = Dataset.open(file)
    assert [claim.ncrna for claim in claims(dataset)] == ["miR-21"]
    with pytest.raises(DatasetError, match=r"d\.db: attempt to write a readonly database"):
        merge(dataset)
    dataset.close()


def fill(file: Path, paper: Paper) -> None:
    dataset = Dataset.open(file)
    dataset.add(paper("A review"))
    merge(dataset)
    dataset.add(paper("Another review"))
    dataset.close()


def test_read_only_disk_can_be_read_and_a_change_is_refused(small_disk: Path, paper: Paper) -> None:
    fill(small_disk / "d.db", paper)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    check_that_it_can_only_be_read(small_disk / "d.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_file_can_be_read_and_a_change_is_refused(tmp_path: Path, paper: Paper) -> None:
    file = tmp_path / "d.db"
    fill(file, paper)
    file.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        check_that_it_can_only_be_read(file)
    finally:
        tmp_path.chmod(0o700)
