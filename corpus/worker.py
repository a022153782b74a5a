"""What a worker process does: set up once, then one paper after the other."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from pathlib import Path

from corpus.extraction import Extraction, extraction_of
from corpus.pipeline import mine_paper
from extract.errors import ReadError
from extract.read import ReadOptions
from nlp.tagger import Tagger, load_tagger


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How workers read: seconds and megabytes per paper (``None``: no limit), password, added models."""

    seconds: float | None = 300
    megabytes: int | None = 4096
    password: str | None = None
    models: tuple[str, ...] = ()


@dataclass(slots=True)
class _Worker:
    """The state of this process. A process pool offers its tasks no other place to keep what they share."""

    tagger: Tagger
    options: WorkerOptions


_workers: list[_Worker] = []


def set_up_worker(options: WorkerOptions) -> None:
    """Load the tagger and set this process's limit of memory."""
    if options.megabytes is not None:
        limit = options.megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    _workers[:] = [_Worker(load_tagger(models=options.models), options)]


def extract_paper(path: Path) -> Extraction:
    """Read and mine one paper. Raises :class:`~extract.errors.ReadError` when it cannot be read."""
    worker = _workers[0]
    try:
        mined = mine_paper(path, worker.tagger, options=ReadOptions(password=worker.options.password))
    except OSError as error:
        raise ReadError(path.name, error.strerror or str(error)) from error
    except RecursionError as error:
        raise ReadError(path.name, "its objects are nested too deeply") from error
    return extraction_of(mined)
