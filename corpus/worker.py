"""What a worker process does: set up once, then one paper after the other."""

from __future__ import annotations

import resource
import signal
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


@dataclass(frozen=True, slots=True)
class PaperReader:
    """The lexicons, loaded once, and how to read."""

    tagger: Tagger
    options: WorkerOptions

    @classmethod
    def load(cls, options: WorkerOptions) -> PaperReader:
        """Load the lexicons. Raises as :func:`nlp.tagger.load_tagger` does for a model that is not there."""
        return cls(load_tagger(models=options.models), options)

    def read(self, path: Path) -> Extraction:
        """Read and mine one paper. Raises :class:`~extract.errors.ReadError` when it cannot be read."""
        try:
            mined = mine_paper(path, self.tagger, options=ReadOptions(password=self.options.password))
        except OSError as error:
            raise ReadError(path.name, error.strerror or str(error)) from error
        except RecursionError as error:
            raise ReadError(path.name, "its objects are nested too deeply") from error
        return extraction_of(mined)


# The reader of this process. A process pool offers its tasks no other place to keep what they share.
_readers: list[PaperReader] = []


def limit_memory(megabytes: int) -> None:
    """Bound this process's address space: going past it raises ``MemoryError`` and spares the machine."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def set_up_worker(options: WorkerOptions) -> None:
    """Load the lexicons and set this process's limit of memory."""
    # Ctrl-C reaches every process of the terminal; the parent alone answers it and stops the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if options.megabytes is not None:
        limit_memory(options.megabytes)
    _readers[:] = [PaperReader.load(options)]


def extract_paper(path: Path) -> Extraction:
    """Read one paper in this process, which ``set_up_worker`` has made ready."""
    return _readers[0].read(path)
