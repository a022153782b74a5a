"""Batches: one bad paper costs itself only, and the result depends on the papers alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.batch import BatchReport, PoolError, ingest, local_pool
from corpus.store.curate import claims, merge
from corpus.store.dataset import Dataset, Outcome
from corpus.worker import WorkerOptions

PAPER = """A review of {topic} and resistance

<<table 1>>
ncRNA\tdrug\teffect
{ncrna}\tcisplatin\tpromotes
<</table 1>>
"""

Run = Callable[..., BatchReport]


@pytest.fixture
def location(tmp_path: Path) -> str:
    """A file: workers never see the database, so that one kind of it is enough here."""
    return str(tmp_path / "dataset.db")


@pytest.fixture
def run(dataset: Dataset, root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Ingest papers with the reader that does what a paper's first word says."""
    monkeypatch.syspath_prepend(root)
    from tests.corpus.faulty_reader import read, set_up

    def run_once(papers: list[Path], *, jobs: int = 1, retry_failed: bool = False) -> BatchReport:
        # Only HANG reaches the time limit: the others need milliseconds.
        options = WorkerOptions(seconds=1.5, megabytes=4096)
        with local_pool(jobs, options, set_up=set_up, read=read) as submit:
            return ingest(dataset, papers, submit, window=4, again=lambda _: retry_failed)

    return run_once


def write(folder: Path, **texts: str) -> list[Path]:
    papers = []
    for name, text in texts.items():
        papers.append(folder / f"{name}.txt")
        papers[-1].write_text(text if text.isupper() else PAPER.format(topic=name, ncrna=text), encoding="utf-8")
    return papers


def test_bad_papers_cost_themselves_only(dataset: Dataset, run: Run, tmp_path: Path) -> None:
    papers = write(
        tmp_path, a="miR-1", b="EXIT", c="miR-2", d="HANG", e="MEMORY", f="BUG", g="KILL", h="SCAN", i="miR-3"
    )
    report = run(papers)
    assert report.counts[Outcome.NEW] == 3
    assert {result.path.stem: result.reason for result in report.failed} == {
        "b": "its worker process ended early (exit status 3)",
        "d": "took longer than the time limit",
        "e": "needed more than the memory limit",
        "f": "ZeroDivisionError: a bug of ours",
        "g": "its worker process ended early (killed by signal 9)",
        "h": "page 2: no text layer",
    }
    assert [(Path(failure.path).stem, failure.kind) for failure in dataset.failures()] == [
        ("b", "WorkerDied"),
        ("d", "TimeLimit"),
        ("e", "MemoryLimit"),
        ("f", "ProgramError"),
        ("g", "WorkerDied"),
        ("h", "NoTextError"),
    ]


def test_same_papers_again_are_passed_over_and_failures_are_not_tried_again(
    dataset: Dataset, run: Run, tmp_path: Path
) -> None:
    papers = write(tmp_path, a="miR-1", b="BUG")
    run(papers)
    report = run(papers)
    assert (report.skipped, sum(report.counts.values())) == (1, 0)
    assert [result.reason for result in report.failed] == [
        "ZeroDivisionError: a bug of ours (failed before; --retry-failed reads it again)"
    ]
    assert len(dataset.failures()) == 1


def test_failed_paper_is_read_again_on_request_or_when_its_file_changed(
    dataset: Dataset, run: Run, tmp_path: Path
) -> None:
    papers = write(tmp_path, a="BUG", b="BUG")
    run(papers)
    write(tmp_path, a="miR-1")
    assert run(papers).counts[Outcome.NEW] == 1
    assert [Path(failure.path).stem for failure in dataset.failures()] == ["b"]
    assert len(run(papers, retry_failed=True).failed) == 1
    write(tmp_path, b="miR-2")
    run(papers, retry_failed=True)
    assert dataset.failures() == ()


def test_failure_is_forgotten_when_its_content_came_in_by_another_path(
    dataset: Dataset, run: Run, tmp_path: Path
) -> None:
    (paper,) = write(tmp_path, a="BUG")
    run([paper])
    (other,) = write(tmp_path, b="miR-1")
    run([other])
    paper.write_bytes(other.read_bytes())
    assert run([paper]).skipped == 1
    assert dataset.failures() == ()


def test_same_content_under_two_paths_is_one_paper(dataset: Dataset, run: Run, tmp_path: Path) -> None:
    (paper,) = write(tmp_path, a="miR-1")
    copy = tmp_path / "copy.txt"
    copy.write_bytes(paper.read_bytes())
    report = run([paper, copy])
    assert report.counts[Outcome.NEW] == 1
    assert report.failed == []
    assert len(dataset.versions()) == 1


def test_result_depends_neither_on_order_nor_on_the_number_of_workers(
    dataset: Dataset, run: Run, tmp_path: Path
) -> None:
    papers = write(tmp_path, **{f"p{number}": f"miR-{number % 5}" for number in range(8)}, x="EXIT")
    run(papers, jobs=1)
    merge(dataset)
    other = Dataset.open(tmp_path / "other.db")
    from tests.corpus.faulty_reader import read, set_up

    with local_pool(3, WorkerOptions(seconds=5, megabytes=None), set_up=set_up, read=read) as submit:
        ingest(other, papers[::-1], submit, window=2)
    merge(other)
    first, second = (
        {(c.key, c.ncrna, c.drug, c.effect, c.study, c.status, c.evidence_fingerprint) for c in claims(store)}
        for store in (dataset, other)
    )
    assert len(first) == 8
    assert first == second
    assert [f.reason for f in dataset.failures()] == [f.reason for f in other.failures()]
    other.close()


def test_workers_that_cannot_start_blame_no_paper(
    dataset: Dataset, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(root)
    from tests.corpus.faulty_reader import read, set_up_in_vain

    papers = write(tmp_path, a="miR-1", b="miR-2")
    with (
        pytest.raises(PoolError, match="no worker process can be started"),
        local_pool(1, WorkerOptions(), set_up=set_up_in_vain, read=read) as submit,
    ):
        ingest(dataset, papers, submit, window=1)
    assert dataset.failures() == ()
    assert dataset.versions() == ()
