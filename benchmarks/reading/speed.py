"""How long reading takes, next to pdfplumber's ``extract_words`` of the same file, and how it grows with the pages.

    python benchmarks/reading/speed.py [FILE…] [--pages 50 100 200 500] [--jobs 2]

Without files, the example papers in ../shared/papers are measured where they are, and the bundled sample. Each file is
read three times in this process, by turns with pdfplumber, and the best processor time counts. The long files are
typeset by typst from sentences made here; each is read in a process of its own, whose peak of memory is told.
"""

from __future__ import annotations

import argparse
import multiprocessing
import multiprocessing.connection
import resource
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pdfplumber
import typst
from memory import peak_megabytes

from extract.options import ReadOptions
from extract.read import read_document

ROOT = Path(__file__).resolve().parents[2]
_SENTENCE = (
    "Vesicles of line {0} carried miR-{0} to cells that had survived drug number {0}, and their response fell[{0}]. "
)


def long_paper(pages: int) -> bytes:
    """Return a PDF of about ``pages`` pages in two columns with a table on every tenth."""
    cells = ", ".join(f"[miR-{i}], [drug {i}], [target {i}]" for i in range(12))
    table = f"#figure(table(columns: 3, [Name], [Drug], [Target], {cells}), caption: [Names])\n"
    page = "".join(_SENTENCE.format(i) for i in range(28)) + "\n\n"
    body = "".join(page + (table if number % 10 == 0 else "") + "#pagebreak()\n" for number in range(pages))
    setting = '#set page("a4", columns: 2)\n#set text(size: 9.5pt)\n#set par(justify: true)\n'
    return bytes(typst.compile((setting + body).encode()))


def best(*works: Callable[[], object], times: int = 3) -> list[float]:
    """Return the processor seconds of the fastest of several runs of each work."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, seconds in zip(works, taken, strict=True):
            start = time.process_time()
            work()
            seconds.append(time.process_time() - start)
    return [min(seconds) for seconds in taken]


def words(path: Path) -> None:
    """Read a file as pdfplumber does."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()


def measure(path: Path, jobs: int) -> tuple[int, float, float, float]:
    """Return pages, seconds by the clock, seconds of all processors, and peak memory in megabytes of reading a file."""
    start = time.perf_counter()
    document = read_document(path, options=ReadOptions(jobs=jobs))
    seconds = time.perf_counter() - start
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return document.source.pages, seconds, worked, peak_megabytes()


def main() -> None:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", nargs="*", type=int, default=[50, 100, 250, 500])
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    examples = sorted((ROOT.parent / "shared" / "papers").glob("*.pdf"))
    files = chosen.files or [*examples, *sorted((ROOT / "corpus" / "sample").glob("*.pdf"))]
    print(f"{'file':<32}{'read s':>8}{'words s':>9}{'ratio':>7}")
    for path in files:
        ours, theirs = best(partial(read_document, path), partial(words, path))
        print(f"{path.name:<32}{ours:>8.2f}{theirs:>9.2f}{ours / theirs:>7.2f}")
    print(f"\n{'pages':>6}{'jobs':>6}{'seconds':>9}{'cpu s':>9}{'cpu ms/page':>13}{'peak MB':>9}")
    # One process for each measurement: the peak of memory is one of the process's whole life.
    with tempfile.TemporaryDirectory() as folder:
        for pages in chosen.pages:
            path = Path(folder) / f"{pages}.pdf"
            path.write_bytes(long_paper(pages))
            for jobs in (1, chosen.jobs) if chosen.jobs > 1 else (1,):
                read, seconds, worked, peak = _measured_alone(path, jobs)
                each = 1000 * worked / read
                print(f"{read:>6}{jobs:>6}{seconds:>9.2f}{worked:>9.2f}{each:>13.1f}{peak:>9.0f}", flush=True)


def _measured_alone(path: Path, jobs: int) -> tuple[int, float, float, float]:
    receiver, sender = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_send, args=(sender, path, jobs))
    process.start()
    result = receiver.recv()
    process.join()
    return result  # type: ignore[no-any-return]


def _send(sender: multiprocessing.connection.Connection, path: Path, jobs: int) -> None:
    sender.send(measure(path, jobs))


if __name__ == "__main__":
    main()
