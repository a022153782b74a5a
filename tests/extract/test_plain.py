"""The text form of a paper: read, written, and refused where it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import NotAPdfError, ReadError
from extract.model import BlockKind
from extract.plain import document_from_paragraphs, document_from_text, document_to_text
from extract.read import read_document

PAPER = """\
Exosomal RNA and the resistance of gastric cancer
Abstract: Vesicles carry RNA to cells that survive.
1 Introduction
Vesicles carry miR-21 to gastric cancer cells[1].
Table 1 Names and drugs
<<table 1>>
Name\tDrug\tEffect
miR-21\tcisplatin; 5-FU\tup

H19\tpaclitaxel\t
<</table 1>>
Afterwards the cells survived[1-2].
References
[1] Wang L. Vesicles. Journal, 2020. doi:10.1000/abc
[2] Li S. Cells. Journal, 2021.
"""


def test_a_paper_is_read() -> None:
    document = document_from_text(PAPER, "paper.txt")
    assert document.title.en == "Exosomal RNA and the resistance of gastric cancer"
    kinds = {block.text: block.kind for block in document.blocks}
    assert kinds["1 Introduction"] is BlockKind.HEADING
    assert kinds["Abstract: Vesicles carry RNA to cells that survive."] is BlockKind.ABSTRACT
    assert kinds["Table 1 Names and drugs"] is BlockKind.CAPTION
    table = document.tables[0]
    assert (table.label, table.caption) == ("Table 1", "Table 1 Names and drugs")
    assert table.header == ("Name", "Drug", "Effect")
    assert table.rows == (("miR-21", "cisplatin; 5-FU", "up"), ("H19", "paclitaxel", ""))
    assert [(reference.number, reference.doi) for reference in document.references] == [(1, "10.1000/abc"), (2, None)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("【摘要】微小RNA参与耐药。", BlockKind.ABSTRACT),
        ("[Abstract]MicroRNAs take part in resistance.", BlockKind.ABSTRACT),
        ("Abstract MicroRNAs take part in resistance.", BlockKind.ABSTRACT),
        ("摘要：微小RNA参与耐药。", BlockKind.ABSTRACT),
        ("Summary of the evidence on microRNAs in vitro", BlockKind.TITLE),
    ],
)
def test_an_abstract_is_known_by_its_label(line: str, kind: BlockKind) -> None:
    document = document_from_text(f"A title\n{line}\nKeywords: resistance\nA first paragraph follows.\n", "paper.txt")
    assert document.blocks[1].kind is kind


def test_what_is_written_is_read_again() -> None:
    document = document_from_text(PAPER, "paper.txt")
    again = document_from_text(document_to_text(document), "paper.txt")
    assert again.blocks == document.blocks
    assert again.tables == document.tables
    assert again.references == document.references


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_any_end_of_line_is_read(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes(("\ufeff" + PAPER.replace("\n", ending)).encode())
    assert read_document(path).tables == document_from_text(PAPER, "paper.txt").tables


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file is empty"),
        (" \n\n", "the file is empty"),
        ("One\n<<table 1>>\nName\tDrug\n", r"line 2: the table is not closed by <</table 1>>"),
        ("<<table 1>>\nName\tDrug\n<</table 1>>\n", "line 2: the table has no rows"),
        ("<<table 1>>\nName\tDrug\nmiR-21\n<</table 1>>\n", "line 3: 1 cells where the header has 2"),
        ("<<table 1>>\nName\tDrug\n\nmiR-21\n<</table 1>>\n", "line 4: 1 cells where the header has 2"),
    ],
)
def test_a_broken_table_is_told_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        document_from_text(text, "paper.txt")
    assert str(caught.value) == f"paper.txt: {reason}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe\x00", "neither a PDF nor UTF-8 text (byte 0)"),
        ("中文".encode("gb18030"), "neither a PDF nor UTF-8 text (byte 0)"),
        (b"text\x00more", "neither a PDF nor text: it holds zero bytes"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes(data)
    with pytest.raises(NotAPdfError) as caught:
        read_document(path)
    assert str(caught.value) == f"paper.txt: {reason}"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8))
def test_paragraphs_survive_writing_and_reading(paragraphs: list[str]) -> None:
    written = document_to_text(document_from_paragraphs(paragraphs, "paper.txt"))
    assert [block.text for block in document_from_text(written, "paper.txt").blocks] == paragraphs


CELLS = st.lists(WORDS | st.just(""), min_size=3, max_size=3)


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_tables_survive_writing_and_reading(rows: list[list[str]]) -> None:
    lines = ["Name\tDrug\tEffect", *("\t".join(row) for row in rows)]
    text = "\n".join(["Text", "<<table 1>>", *lines, "<</table 1>>"])
    document = document_from_text(text, "paper.txt")
    assert [list(row) for row in document.tables[0].rows] == rows
    assert document_from_text(document_to_text(document), "paper.txt").tables == document.tables
