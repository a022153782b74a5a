"""Many papers through worker processes into one dataset.

Each paper has a limit of time and of memory. A worker that crashes or hangs costs its paper only: it is
recorded as a failure with its reason, and the rest of the batch goes on. Only this process writes to the
dataset, in the order of the input, so the result depends neither on the number of workers nor on their speed.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.extraction import Extraction
from corpus.paths import path_text, real_path
from corpus.store.dataset import Dataset, Failure, Outcome
from corpus.worker import WorkerOptions, extract_paper, set_up_worker
from extract.errors import ReadError

if TYPE_CHECKING:
    from pebble import ProcessFuture


_NO_WORKER = "no worker process can be started"


class PoolError(Exception):
    """The workers as a whole cannot be used: no paper is to blame, and none is recorded as failed."""


class WorkerDiedError(Exception):
    """The process that read a paper ended before it had an answer."""


class FailureKind(StrEnum):
    """Why a paper failed when it was not the paper's own :class:`~extract.errors.ReadError`."""

    STUCK = "TimeLimit"
    CRASHED = "WorkerDied"
    MEMORY = "MemoryLimit"
    BUG = "ProgramError"


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What became of one paper; ``reason`` is set where it failed, ``outcome`` where it did not."""

    path: Path
    outcome: Outcome | None = None
    reason: str | None = None


@dataclass(slots=True)
class BatchReport:
    """Counts of one batch, and its failures."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    skipped: int = 0  # read before by this program, and not read again
    failed: list[PaperResult] = field(default_factory=list)


class Pending(Protocol):
    """A paper that a worker is busy with."""

    def result(self) -> Extraction:
        """Wait for the paper and return what was found in it.

        Raises what the worker raised; ``TimeoutError`` past the time limit; :class:`WorkerDiedError` when the
        worker died of the paper; :class:`PoolError` when all workers are lost.
        """


Submit = Callable[[Path], Pending]


@dataclass(frozen=True, slots=True)
class _LocalPending:
    """A paper in a process of this machine."""

    future: ProcessFuture[Extraction]

    def result(self) -> Extraction:
        """Wait for the paper; raises as :class:`Pending` says."""
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        try:
            return self.future.result()
        except BrokenProcessPool as error:
            raise PoolError(_NO_WORKER) from error
        except ProcessExpired as error:
            code = error.exitcode
            how = f"killed by signal {-code}" if code is not None and code < 0 else f"exit status {code}"
            raise WorkerDiedError(f"its worker process ended early ({how})") from error


@contextmanager
def local_pool(
    jobs: int,
    options: WorkerOptions,
    *,
    set_up: Callable[[WorkerOptions], None] = set_up_worker,
    read: Callable[[Path], Extraction] = extract_paper,
) -> Iterator[Submit]:
    """Run papers in ``jobs`` processes on this machine; a worker that dies is replaced.

    Each worker calls ``set_up`` once and ``read`` for each paper; both are named by module, as processes need it.
    """
    import multiprocessing

    from pebble import ProcessPool

    # Spawned, not forked: a fork would copy the parent's open database connection.
    pool = ProcessPool(
        max_workers=jobs,
        initializer=set_up,
        initargs=(options,),
        context=multiprocessing.get_context("spawn"),
    )

    def submit(path: Path) -> Pending:
        try:
            return _LocalPending(pool.schedule(read, args=(path,), timeout=options.seconds))
        except RuntimeError as error:  # the pool has found out that its workers do not start
            raise PoolError(_NO_WORKER) from error

    try:
        yield submit
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    else:
        pool.close()  # type: ignore[no-untyped-call]
    finally:
        pool.join()


def ingest(
    dataset: Dataset,
    papers: Sequence[Path],
    submit: Submit,
    *,
    window: int,
    again: Callable[[Failure], bool] = lambda _: False,
    on_result: Callable[[PaperResult], None] = lambda _: None,
) -> BatchReport:
    """Read ``papers`` into ``dataset``.

    ``window`` bounds the papers under way at once, and with them the memory of this process. Papers that this
    program has read before are passed over, and so are those that failed before with the same content, unless
    ``again`` says so of their failure. Raises :class:`~corpus.store.dataset.DatasetError` when the dataset itself
    fails.
    """
    report = BatchReport()
    failures = {failure.path: failure for failure in dataset.failures()}
    waiting: deque[tuple[Path, str | None, Pending | PaperResult]] = deque()

    def finish_first() -> None:
        path, sha256, pending = waiting.popleft()
        result = pending if isinstance(pending, PaperResult) else _finish(dataset, path, sha256, pending)
        if result.reason is not None:
            report.failed.append(result)
        elif result.outcome is not None:
            report.counts[result.outcome] += 1
        else:
            report.skipped += 1
        on_result(result)

    for path in papers:
        sha256 = _sha256(path)
        before = failures.get(path_text(real_path(path)))
        if sha256 is not None and dataset.has(sha256):
            if before is not None:
                dataset.forget_failure(path)
            waiting.append((path, sha256, PaperResult(path)))
        elif before is not None and before.sha256 == sha256 and not again(before):
            reason = f"{before.reason} (failed before; --retry-failed reads it again)"
            waiting.append((path, sha256, PaperResult(path, reason=reason)))
        else:
            waiting.append((path, sha256, submit(path)))
        if len(waiting) >= window:
            finish_first()
    while waiting:
        finish_first()
    return report


def _finish(dataset: Dataset, path: Path, sha256: str | None, pending: Pending) -> PaperResult:
    try:
        extraction = pending.result()
    except PoolError:
        raise
    except ReadError as error:
        return _fail(dataset, path, sha256, type(error).__name__, error.reason, error.page)
    except WorkerDiedError as error:
        return _fail(dataset, path, sha256, FailureKind.CRASHED, str(error))
    except TimeoutError:
        return _fail(dataset, path, sha256, FailureKind.STUCK, "took longer than the time limit")
    except MemoryError:
        return _fail(dataset, path, sha256, FailureKind.MEMORY, "needed more than the memory limit")
    except Exception as error:  # noqa: BLE001 - whatever went wrong in a worker, the batch goes on and says so
        return _fail(dataset, path, sha256, FailureKind.BUG, f"{type(error).__name__}: {error}")
    return PaperResult(path, dataset.add(extraction, path))


def _fail(
    dataset: Dataset, path: Path, sha256: str | None, kind: str, reason: str, page: int | None = None
) -> PaperResult:
    dataset.fail(path, kind=kind, reason=reason, page=page, sha256=sha256)
    return PaperResult(path, reason=reason if page is None else f"page {page}: {reason}")


def _sha256(path: Path) -> str | None:
    """Return the hash of a file; ``None`` when it cannot be read, which the worker then reports."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


_COUNTED = {
    Outcome.NEW: ("new paper", "new papers"),
    Outcome.NEW_VERSION: ("new version of a paper known before", "new versions of papers known before"),
    Outcome.UNCHANGED: ("copy of a file read before", "copies of files read before"),
}


def results(report: BatchReport) -> Iterable[str]:
    """Return the report as lines for a person."""
    for outcome, count in report.counts.items():
        if count:
            yield f"{count} {_COUNTED[outcome][count > 1]}"
    if report.skipped:
        yield f"{report.skipped} already in the dataset"
    if report.failed:
        yield f"{len(report.failed)} failed"
