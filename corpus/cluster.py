"""The same batch on many machines, through a dask.distributed scheduler.

Workers open the papers by their absolute path, so the folder has to be shared among the machines. A worker
process reads one paper at a time, whatever its number of threads: reading is Python code, which threads would not
speed up, and the limits of time and memory are the process's. A worker that dies is replaced by its nanny and the
paper is given to another one, until the scheduler's ``allowed-failures`` is reached.
"""

from __future__ import annotations

import faulthandler
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from distributed import Client, Future, Worker, WorkerPlugin, get_worker
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from corpus.batch import PoolError, Submit, WorkerDiedError
from corpus.extraction import Extraction
from corpus.worker import PaperReader, WorkerOptions, limit_memory

_PLUGIN = "tabularna"


class _ReaderPlugin(WorkerPlugin):
    """What each worker of the cluster holds: the loaded lexicons, and a lock for one paper at a time."""

    name = _PLUGIN

    def __init__(self, options: WorkerOptions) -> None:
        self.options = options

    def setup(self, worker: Worker) -> None:
        """Load the lexicons when the worker joins; only a process that a nanny guards gets a limit of memory."""
        if worker.nanny and self.options.megabytes is not None:
            limit_memory(self.options.megabytes)
        self.reader = PaperReader.load(self.options)
        self.lock = threading.Lock()


def _read_here(path: Path) -> Extraction:
    """Read one paper in a worker of the cluster; past the time limit the whole process ends."""
    plugin = get_worker().plugins[_PLUGIN]
    assert isinstance(plugin, _ReaderPlugin)  # noqa: S101 - nobody else registers under this name
    with plugin.lock:
        if plugin.options.seconds is not None:
            # A watchdog that needs no GIL: it ends the process even where a C function hangs.
            faulthandler.dump_traceback_later(plugin.options.seconds, exit=True)
        try:
            return plugin.reader.read(path)
        finally:
            faulthandler.cancel_dump_traceback_later()


@dataclass(frozen=True, slots=True)
class _Pending:
    """A paper on its way through the cluster."""

    future: Future[Extraction]

    def result(self) -> Extraction:
        """Wait for the paper; raises as :class:`corpus.batch.Pending` says."""
        try:
            return self.future.result()
        except KilledWorker as error:
            raise WorkerDiedError("every worker that read it died or went past the time limit") from error
        except (CancelledError, CommClosedError) as error:
            raise PoolError(f"the cluster is gone: {error}") from error
        finally:
            self.future.release()  # type: ignore[no-untyped-call]


def _register(client: Client, plugin: WorkerPlugin, address: str) -> None:
    """Have every worker load the lexicons. A worker that dies meanwhile is replaced, and asked once more."""
    for _ in range(3):
        try:
            client.register_plugin(plugin)
        except OSError as error:
            failure = error
        else:
            return
    raise PoolError(f"{address}: the workers cannot be set up: {failure}") from failure


@contextmanager
def cluster_pool(address: str, options: WorkerOptions) -> Iterator[tuple[Submit, int]]:
    """Connect to the scheduler at ``address`` (``tcp://host:8786``, or the path of its scheduler file).

    Yields a function that gives a paper to the cluster, and how many papers should be under way at once: four for
    each worker that is there now. Raises :class:`corpus.batch.PoolError` when nobody answers at the address, or
    when no worker has joined.
    """
    try:
        named = {"scheduler_file": address} if address.endswith(".json") else {"address": address}
        client = Client(**named, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise PoolError(f"{address}: no dask scheduler answers there: {error}") from error
    with client:
        workers = client.nthreads()  # type: ignore[no-untyped-call]
        if not workers:
            raise PoolError(f"{address}: the scheduler has no workers")
        _register(client, _ReaderPlugin(options), address)
        yield (
            lambda path: _Pending(client.submit(_read_here, path.resolve(), pure=False)),
            4 * len(workers),
        )
