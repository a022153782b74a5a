"""Line numbers in the margin go, a table's column of numbers stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from extract.model import Document
from extract.read import read_document

PROSE = "The agent failed in most patients, and what made it fail was sought in the small molecules of the cells. " * 8
ROWS = "".join(f"[miR-{20 + n}], [Cisplatin], [Gene{n}], [{n}],\n" for n in range(4, 13))
TABLE = f"""#figure(caption: [Molecules of resistance], kind: table, table(columns: 4, stroke: none, table.hline(),
[RNA], [Drug], [Target], [Study], table.hline(), {ROWS} table.hline()))"""


def read_typst(source: str, folder: Path) -> Document:
    path = folder / "paper.pdf"
    path.write_bytes(typst.compile(("#set page(width: 420pt, height: 560pt)\n" + source).encode()))
    return read_document(path)


@pytest.mark.parametrize("order", ["first", "last"])
def test_a_column_of_bare_reference_numbers_is_not_line_numbers(order: str, tmp_path: Path) -> None:
    source = f"{TABLE}\n\n{PROSE}" if order == "first" else f"{PROSE}\n\n{TABLE}"
    (table,) = read_typst(source, tmp_path).tables
    assert [row[-1] for row in table.rows] == [str(n) for n in range(4, 13)]


def test_line_numbers_of_a_manuscript_are_no_text(tmp_path: Path) -> None:
    document = read_typst('#set par.line(numbering: "1")\n' + f"{PROSE}\n\n" * 5, tmp_path)
    text = " ".join(block.text for block in document.blocks)
    assert not any(character.isdigit() for character in text)
