"""What is lost when reviews are read from prints instead of their text: cells, rows, records and triples.

    PYTHONPATH=. python benchmarks/reading/prints.py [--papers 6] [--first 0] [--list]

Each of ``--papers`` development reviews of gold/papers is typeset in all layouts below, by the typesetters of
tests/extract/bench that are on this machine, read, mined and scored as ``tabularna score`` does; the same review mined
from its text is what can be had. ``--list`` tells the prints that give less.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.model import Document
from extract.read import read_document
from gold.load import load_gold
from gold.model import GoldPaper
from gold.score import Reading, score
from nlp.mine import mine
from nlp.tagger import Tagger, load_tagger
from tests.extract.bench.layout import Layout
from tests.extract.bench.print import MissingTypesetterError, print_paper

_SETS = Path(__file__).resolve().parents[2] / "gold" / "papers"
_LAYOUTS: Mapping[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("coloured head, stripes", "chromium", "", columns=1, table="band", sans=True, size=9.0),
        Layout("stripes only", "weasyprint", "", table="stripes", citations="bare", size=9.0),
        Layout("rules between rows only", "chromium", "", table="rows", size=9.0, indent=False),
        Layout("no rules, centred", "chromium", "", columns=1, table="bare", centred=True, citations="raised"),
        Layout("boxed", "weasyprint", "", columns=1, table="boxed", caption="below", justify=False),
        Layout("tight three-line", "latex", "", citations="raised", extras=frozenset({"top", "odd-even", "footnotes"})),
        Layout("line numbers", "office", "", size=9.5, extras=frozenset({"line-numbers"})),
        Layout("turned table", "typst", "", size=9.0, extras=frozenset({"rotated", "watermark"})),
        Layout("table below", "reportlab", "", caption="below", extras=frozenset({"floats-below", "hanging"})),
    )
}


@dataclass(frozen=True)
class Found:
    """How much of a paper is right: cells, rows, records, triples."""

    cells: int
    rows: int
    records: int
    triples: int

    def __add__(self, other: Found) -> Found:
        """Return both together."""
        return Found(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def found(gold: GoldPaper, document: Document, tagger: Tagger) -> Found:
    """Mine a document and count what is right of it."""
    findings = mine(document, tagger)
    scored = score(gold, document, findings, findings)
    tables, triples = scored.tables, scored.triples[Reading.EVERYTHING]
    return Found(
        tables.cells.right,
        tables.rows.right,
        tables.records.right,
        sum(count.tp for count in triples.predicates.values()),
    )


def main(names: Sequence[str], *, listed: bool) -> None:
    """Print a line for each layout: what the prints give, of what the texts give."""
    tagger = load_tagger()
    papers = [paper for name in names for paper in load_gold(_SETS / name)]
    wanted = {paper.name: found(paper, paper.document, tagger) for paper in papers}
    print(f"{'layout':<26}{'prints':>7}{'cells':>12}{'rows':>10}{'records':>10}{'triples':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for layout in _LAYOUTS.values():
            given = text = Found(0, 0, 0, 0)
            prints = 0
            for paper in papers:
                chinese = any(
                    "\u4e00" <= character <= "\u9fff" for block in paper.document.blocks for character in block.text
                )
                own = replace(layout, name=f"print{prints}", paper="zh" if chinese else "en")
                try:
                    pdf = print_paper(paper.document, own, Path(folder))
                except (MissingTypesetterError, RuntimeError) as error:
                    print(f"{layout.name}: {paper.name} was not set: {str(error)[-80:]!r}")
                    continue
                got = found(paper, read_document(pdf), tagger)
                if listed and got != wanted[paper.name]:
                    print(f"{layout.name}: {paper.name}: {got} of {wanted[paper.name]}")
                given, text, prints = given + got, text + wanted[paper.name], prints + 1
            columns = (("cells", 12), ("rows", 10), ("records", 10), ("triples", 12))
            shares = "".join(f"{f'{getattr(given, n)}/{getattr(text, n)}':>{width}}" for n, width in columns)
            print(f"{layout.name:<26}{prints:>7}{shares}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=6)
    parser.add_argument("--first", type=int, default=0, help="the first of them, in the order of their names")
    parser.add_argument("--list", dest="listed", action="store_true")
    arguments = parser.parse_args()
    every = sorted(path.name for path in _SETS.glob("dev-*") if (path / "paper.txt").is_file())
    step = max(len(every) // arguments.papers, 1)
    main(every[arguments.first :: step][: arguments.papers], listed=arguments.listed)
