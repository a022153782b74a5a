"""Papers per minute, memory of the parent process over the number of papers, and speed-up with more workers.

Usage: python benchmarks/dataset/ingest_rate.py [--papers 200] [--jobs 1 2] [--repeat 3]
       [--paragraphs 25] [--pdf PAPER.pdf]

Without ``--pdf`` the papers are made up, in the text form, each with a table of 15 rows;
with it they are copies of that PDF which differ in a last comment line, so that each is read as a new file. Loading
the lexicons (once per worker) is part of the time, as it is of a real run.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from made_up import PaperMaker

from corpus.batch import PaperResult, ingest, local_pool
from corpus.store.dataset import Dataset
from corpus.store.merging import merge_each
from corpus.worker import WorkerOptions


def copies(pdf: Path, folder: Path, papers: int) -> list[Path]:
    """Write copies of one PDF that differ in their last line and return their paths."""
    data = pdf.read_bytes()
    paths = [folder / f"{number:05}.pdf" for number in range(papers)]
    for number, path in enumerate(paths):
        path.write_bytes(data + f"\n%{number}\n".encode())
    return paths


def memory_now(process: int | None = None) -> float:
    """Return the resident memory of a process (this one by default) in megabytes; 0 where Linux's /proc is missing."""
    status = Path(f"/proc/{process or 'self'}/status")
    if not status.exists():
        return 0
    line = next((line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS")), "0 0")
    return int(line.split()[1]) / 1024


def workers_time() -> float:
    """Return the CPU time of all worker processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(papers: list[Path], jobs: int, folder: Path) -> float:
    """Ingest and merge all papers, print what it took, and return the papers per minute of reading."""
    database = folder / f"{jobs}.db"
    database.unlink(missing_ok=True)
    dataset = Dataset.open(database)
    memory: list[tuple[int, float, float]] = []

    def note(_: PaperResult) -> None:
        done = len(seen) + 1
        seen.append(done)
        if done % max(1, len(papers) // 10) == 0:
            workers = [memory_now(child.pid) for child in multiprocessing.active_children()]
            memory.append((done, memory_now(), max(workers, default=0)))

    seen: list[int] = []
    start, own, others = time.perf_counter(), time.process_time(), workers_time()
    with local_pool(jobs, WorkerOptions()) as submit:
        report = ingest(dataset, papers, submit, window=16 * jobs, on_result=note)
    reading, own, others = time.perf_counter() - start, time.process_time() - own, workers_time() - others
    start = time.perf_counter()
    merged = sum(1 for _ in merge_each(dataset))
    merging = time.perf_counter() - start
    dataset.close()
    rate = 60 * len(papers) / reading
    size = database.stat().st_size / len(papers) / 1024
    trace = "  ".join(f"{done}: {parent:.0f}+{worker:.0f}" for done, parent, worker in memory)
    sys.stdout.write(
        f"{jobs} worker(s): {len(papers)} papers in {reading:.1f} s = {rate:.0f} a minute, "
        f"{len(report.failed)} failed; {merged} merged in {merging:.1f} s; {size:.0f} KB a paper\n"
        f"  CPU a paper: workers {1000 * others / len(papers):.0f} ms, parent {1000 * own / len(papers):.1f} ms\n"
        f"  memory in MB after n papers, parent + largest worker: {trace}\n"
    )
    return rate


def main() -> None:
    """Measure each number of workers and say what 100,000 papers would take at that rate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--paragraphs", type=int, default=25, help="of a made-up paper; 25 make 20,000 characters")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each, in turn; the median counts")
    parser.add_argument("--pdf", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.pdf:
            papers = copies(options.pdf, folder, options.papers)
        else:
            maker = PaperMaker(random.Random(1))  # noqa: S311 - chance, not secrecy
            papers = maker.write(folder, options.papers, paragraphs=options.paragraphs)
        measured = [{jobs: run(papers, jobs, folder) for jobs in options.jobs} for _ in range(options.repeat)]
    rates = {jobs: median(one[jobs] for one in measured) for jobs in options.jobs}
    first = options.jobs[0]
    for jobs, rate in rates.items():
        sys.stdout.write(
            f"{jobs} worker(s): {rate / rates[first]:.2f} times the rate of {first}; "
            f"100,000 such papers: {100_000 / rate / 60:.1f} hours, {100_000 / rate / 60 * jobs:.0f} core hours\n"
        )


if __name__ == "__main__":
    main()
