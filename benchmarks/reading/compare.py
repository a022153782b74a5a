"""Compare reading with other tools on the same PDFs: tables, sentences, time and memory, in one table.

    PYTHONPATH=. python benchmarks/reading/compare.py [--layouts 12] [--tools tabularna PyMuPDF]

The papers are the examples in ../shared/papers where they are there, the bundled sample, and test papers in
``--layouts`` of the layouts of tests/extract/bench. A tool that is not installed is left out; camelot wants a numpy
that our tagger does not, so give the tools an environment of their own (``pip install camelot-py pymupdf weasyprint``
and ``pip install --no-deps -e .``).

All tools are judged alike, on what they can know: white space, brackets of citations and the mark between the items
of a cell do not count. ``cell F1``: the true cells with a text against all cells found on the paper, so that a table
which is none costs. ``rows``: true rows that were found whole. ``sentences``: true sentences that stand in the text
without anything in between, in the true order. ``s/page`` is processor time; ``peak MB`` that of a process which reads
all of the papers.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import multiprocessing.connection
import re
import tempfile
import time
import warnings
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from memory import peak_megabytes
from rivals import TOOLS, Pages, Tool

from extract.model import BlockKind, Document
from extract.plain import read_text
from tests.extract.bench.layouts import journals, layouts
from tests.extract.bench.papers import paper
from tests.extract.bench.papers import truth as as_read
from tests.extract.bench.print import MissingTypesetterError, print_paper

_SENTENCE = re.compile(r".+?(?:[。！？；]|[.!?](?=\s|$)|$)", re.DOTALL)
ROOT = Path(__file__).resolve().parents[2]
_EXAMPLES = ROOT.parent / "shared" / "papers"


@dataclass(frozen=True)
class Paper:
    """A PDF and what is true of it."""

    path: Path
    truth: Document

    @property
    def pages(self) -> int:
        """How many pages the PDF has."""
        with pdfplumber.open(self.path) as pdf:
            return len(pdf.pages)


@dataclass
class Counts:
    """What a tool got right, added up over all papers."""

    true_cells: int = 0
    found_cells: int = 0
    right_cells: int = 0
    rows: int = 0
    right_rows: int = 0
    sentences: int = 0
    right_sentences: int = 0
    text: bool = True
    failed: int = 0
    pages: int = 0
    seconds: float = 0.0
    peak: float = 0.0

    def add(self, read: Pages, truth: Document) -> None:
        """Count one paper."""
        wanted = Counter(bare(cell) for table in truth.tables for row in (table.header, *table.rows) for cell in row)
        found = Counter(bare(cell) for table in read.tables for row in table for cell in row)
        del wanted[""], found[""]
        self.true_cells += wanted.total()
        self.found_cells += found.total()
        self.right_cells += (wanted & found).total()
        true_rows = Counter(tuple(bare(cell) for cell in row) for table in truth.tables for row in table.rows)
        found_rows = Counter(tuple(bare(cell) for cell in row) for table in read.tables for row in table)
        self.rows += true_rows.total()
        self.right_rows += (true_rows & found_rows).total()
        sentences = true_sentences(truth)
        self.sentences += len(sentences)
        self.text = self.text and read.text is not None
        self.right_sentences += in_order(sentences, bare(read.text or ""))

    def line(self, name: str) -> str:
        """Return the tool's line of the table."""
        f1 = 2 * self.right_cells / ((self.true_cells + self.found_cells) or 1)
        rows, sentences = self.right_rows / (self.rows or 1), self.right_sentences / (self.sentences or 1)
        intact = f"{sentences:>11.3f}" if self.text else f"{'–':>11}"
        speed = self.seconds / (self.pages or 1)
        return f"{name:<18}{f1:>9.3f}{rows:>8.3f}{intact}{speed:>9.2f}{self.peak:>9.0f}{self.failed:>8}"


def bare(text: str) -> str:
    """Return text without what tools may write in another way than the truth."""
    return re.sub(r"[\s\[\]［］;；]", "", text).replace("–", "-").replace("‑", "-").replace("−", "-").casefold()


def true_sentences(truth: Document) -> list[str]:
    """Return the sentences of the prose."""
    prose = [block for block in truth.blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.ABSTRACT)]
    found = [bare(match.group()) for block in prose for match in _SENTENCE.finditer(block.text)]
    return [sentence for sentence in found if len(sentence) > 3]


def in_order(sentences: Sequence[str], text: str) -> int:
    """Return how many sentences stand in the text one behind the other: the longest rising run of their places."""
    ends: list[int] = []
    for sentence in sentences:
        place = text.find(sentence)
        if place < 0:
            continue
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def papers(folder: Path, count: int) -> list[Paper]:
    """Return the papers to read; those of the test layouts are set in ``folder``."""
    truth = _EXAMPLES / "seed-review.truth.txt"
    found = [Paper(path, read_text(truth)) for path in sorted(_EXAMPLES.glob("*.pdf"))] if truth.is_file() else []
    sample = ROOT / "corpus" / "sample" / "sample-review.pdf"
    text = ROOT / "gold" / "papers" / "sample-review" / "paper.txt"
    if sample.is_file() and text.is_file():
        found.append(Paper(sample, read_text(text)))
    every = [*layouts(), *journals()]
    # In steps of seven, so that a few are of different kinds.
    for layout in (every[7 * index % len(every)] for index in range(min(count, len(every)))):
        try:
            document = paper(layout)
            found.append(Paper(print_paper(document, layout, folder), as_read(document)))
        except (MissingTypesetterError, ImportError) as error:
            print(f"left out {layout.name}: {error}")
    return found


def measure(tool: Tool, given: Sequence[Paper]) -> Counts:
    """Read all papers with one tool."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    counts = Counts()
    for one in given:
        start = time.process_time()
        try:
            read = tool.read(one.path)
        except Exception as error:  # noqa: BLE001 - another tool's failure is a result
            print(f"{tool.name} failed on {one.path.name}: {type(error).__name__}: {error}"[:160])
            read = Pages("", [])
            counts.failed += 1
        counts.seconds += time.process_time() - start
        counts.add(read, one.truth)
        counts.pages += one.pages
    counts.peak = peak_megabytes()
    return counts


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--layouts", type=int, default=len(layouts()) + len(journals()), help="how many of the test layouts to set"
    )
    parser.add_argument("--tools", nargs="*", default=[tool.name for tool in TOOLS])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given = papers(Path(folder), chosen.layouts)
        print(f"{len(given)} papers")
        print(f"{'':<18}{'cell F1':>9}{'rows':>8}{'sentences':>11}{'s/page':>9}{'peak MB':>9}{'failed':>8}")
        for tool in TOOLS:
            if tool.name in chosen.tools:
                print(
                    _alone(tool, given).line(tool.name) if tool.installed else f"{tool.name:<18} not installed",
                    flush=True,
                )


def _alone(tool: Tool, given: Sequence[Paper]) -> Counts:
    """Measure in a process of its own: the peak of memory is one of a process's whole life."""
    receiver, sender = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_send, args=(sender, tool.name, given))
    process.start()
    counts: Counts = receiver.recv()
    process.join()
    return counts


def _send(sender: multiprocessing.connection.Connection, name: str, given: Sequence[Paper]) -> None:
    tool = next(tool for tool in TOOLS if tool.name == name)
    sender.send(measure(tool, given))


if __name__ == "__main__":
    main()
