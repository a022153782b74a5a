"""Papers that the tests typeset themselves, in many layouts, and what is read of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.read import read_document
from tests.extract.bench.layout import Layout
from tests.extract.bench.layouts import journals, layouts
from tests.extract.bench.papers import paper, truth
from tests.extract.bench.print import MissingTypesetterError, print_paper
from tests.extract.bench.score import score

# What is not read right yet: how many sentences, cells and rows are lost, and why.
KNOWN = {
    "a hyphen of the author's at the end of a line is taken for the typesetter's": {
        "weasyprint-zh-three-line": (1, 0, 0),
        "chromium-zh-three-line": (1, 0, 0),
        "weasyprint-zh-ragged-notes": (1, 0, 0),
        "chromium-zh-ragged-notes": (1, 0, 0),
        "weasyprint-zh-grouped-boxed": (1, 0, 0),
        "chromium-zh-grouped-boxed": (1, 0, 0),
        "weasyprint-zh-shaded-sans-centred": (2, 0, 0),
        "chromium-zh-shaded-sans-centred": (2, 0, 0),
    },
    "items of a list that fill their column are taken for one wrapped item": {
        "chromium-en-long-once": (0, 3, 1),
        "weasyprint-zh-long-once": (0, 1, 1),
        "chromium-zh-long-once": (0, 1, 1),
        "weasyprint-zh-bare-caption-below": (0, 1, 1),
    },
}
# The same for papers set as journals set them; other versions of a typesetter break lines elsewhere.
KNOWN_JOURNALS = {
    "a hyphen of the author's at the end of a line is taken for the typesetter's": (2, 0, 0),
    "two phrases in one cell that fill its column are taken for one": (0, 3, 3),
    "a mark that LibreOffice hangs into the margin is not in the file": (1, 0, 0),
    "the last row of a table, cut off and alone at the head of a column": (0, 5, 1),
}
MOST = tuple(map(max, zip(*KNOWN_JOURNALS.values(), strict=True)))
ALLOWED = {name: lost for shortfalls in KNOWN.values() for name, lost in shortfalls.items()}


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_a_paper_is_read_in_its_layout(layout: Layout, tmp_path: Path) -> None:
    lost, told = _lost(layout, tmp_path)
    assert all(one <= other for one, other in zip(lost, ALLOWED.get(layout.name, (0, 0, 0)), strict=True)), told


@pytest.mark.parametrize("layout", journals(), ids=lambda layout: layout.name)
def test_a_paper_is_read_as_a_journal_sets_it(layout: Layout, tmp_path: Path) -> None:
    lost, told = _lost(layout, tmp_path)
    assert all(one <= other for one, other in zip(lost, MOST, strict=True)), told


def _lost(layout: Layout, folder: Path) -> tuple[tuple[int, ...], str]:
    """Return how many sentences, cells and rows are not read, and which."""
    marked = paper(layout)
    try:
        pdf = print_paper(marked, layout, folder)
    except MissingTypesetterError as missing:
        pytest.skip(str(missing))
    reading = score(read_document(pdf), truth(marked))
    lost = tuple(total - right for right, total in (reading.sentences, reading.cells, reading.rows))
    return lost, "\n".join(reading.lost)
