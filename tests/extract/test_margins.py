"""Line numbers in the margin go, a table's column of numbers stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.raw_pdf import make_pdf, read_bytes, shown, text_of
from tests.extract.typeset import PROSE as SENTENCE
from tests.extract.typeset import read_typst

PROSE = SENTENCE * 8
ROWS = "".join(f"[miR-{20 + n}], [Cisplatin], [Gene{n}], [{n}],\n" for n in range(4, 13))
TABLE = f"""#figure(caption: [Molecules of resistance], kind: table, table(columns: 4, stroke: none, table.hline(),
[RNA], [Drug], [Target], [Study], table.hline(), {ROWS} table.hline()))"""


@pytest.mark.parametrize("order", ["first", "last"])
def test_a_column_of_bare_reference_numbers_is_not_line_numbers(order: str, tmp_path: Path) -> None:
    source = f"{TABLE}\n\n{PROSE}" if order == "first" else f"{PROSE}\n\n{TABLE}"
    (table,) = read_typst(source, tmp_path).tables
    assert [row[-1] for row in table.rows] == [str(n) for n in range(4, 13)]


def test_line_numbers_of_a_manuscript_are_no_text(tmp_path: Path) -> None:
    document = read_typst('#set par.line(numbering: "1")\n' + f"{PROSE}\n\n" * 5, tmp_path)
    text = " ".join(block.text for block in document.blocks)
    assert not any(character.isdigit() for character in text)


def test_line_numbers_over_the_text_of_the_column_beside_them_are_no_text(tmp_path: Path) -> None:
    content = ""
    for n in range(14):
        y = 270 - 14 * n
        content += shown("the samples of all patients were kept cold and read", 30, y, size=9)
        content += shown("after that the cells were seen to take up vesicles", 260, y - 2, size=9)
        # As LibreOffice sets them: larger than the text, right up to the column, over the end of the other one.
        content += shown(str(n + 1), 12, y, size=11, font="F2")
        content += shown(str(n + 15), 240, y - 2, size=11, font="F2")
    text = text_of(read_bytes(make_pdf([content], media="0 0 490 300"), tmp_path))
    assert not any(character.isdigit() for character in text)
    assert text.count("kept cold and read") == text.count("take up vesicles") == 14


def test_a_column_of_numbers_in_a_table_beside_prose_stays(tmp_path: Path) -> None:
    content = "".join(
        shown("the samples of all patients were kept cold and read twice", 30, 280 - 12 * n, size=9) for n in range(20)
    )
    content += (
        shown("Table 1. Molecules", 300, 282, size=8)
        + "300 276 170 0.6 re f 300 262 170 0.4 re f 300 160 170 0.6 re f\n"
    )
    for x, head in ((302, "RNA"), (350, "Drug"), (400, "Target"), (450, "Study")):
        content += shown(head, x, 265, size=8)
    for n in range(8):
        for x, cell in ((302, f"miR-{n + 21}"), (350, "Cisplatin"), (400, f"GENE{n}"), (450, str(n + 4))):
            content += shown(cell, x, 256 - 12 * n, size=8)
    (table,) = read_bytes(make_pdf([content], media="0 0 490 300"), tmp_path).tables
    assert [row[-1] for row in table.rows] == [str(n) for n in range(4, 12)]
