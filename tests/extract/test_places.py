"""Places: what is printed inside the boxes of a span is the span."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pdfplumber
import pytest
import typst

from extract.model import Block, Box, Document, Region
from extract.read import read_document
from tests.extract.raw_pdf import filler, make_pdf, read_bytes, shown

# Chinese and English, figures raised and lowered, a ligature, a word cut at the end of a line, two columns.
PAPER = """
#set page(width: 420pt, height: 560pt, margin: 40pt, columns: {columns}, flipped: false)
#set text(font: ("Liberation Serif", "Noto Serif CJK SC"), size: 9pt, hyphenate: true, lang: "en")
#set par(justify: true)
#align(center)[#text(14pt)[Vesicles and drugs]]

Vesicles of cells that survive a drug carry microRNAs such as miR-21-5p to their neighbours#super[3,5], so that the
efficiency of the drug falls and its IC#sub[50] rises. Flow of Ca#super[2+] into the office of the cell is different.
A dose of 10#super[6] cells per m#super[2] was found to be sufficient in the first experiment#super[12–14].

外泌体由多种细胞分泌，可将miR-21与lncRNA H19传递给受体细胞，从而降低肿瘤细胞对顺铂的敏感度[7]。经过处理的细胞
在第3天出现耐药，半数抑制浓度升高，而敲低H19后细胞恢复对药物的敏感度，提示其可作为治疗的靶点。

Counter-regulation of the overexpressed transporter was characterised by immunohistochemistry, fluorescence and the
simultaneous determination of intracellular concentrations, notwithstanding the heterogeneity of the preparations.
"""


@cache
def typeset(columns: int) -> bytes:
    """Return the paper above as a PDF."""
    return typst.compile(PAPER.replace("{columns}", str(columns)).encode())


@cache
def printed(path: Path) -> dict[int, list[tuple[float, float, str]]]:
    """Return the middle and the text of each character that pdfplumber finds, page by page."""
    with pdfplumber.open(path) as pdf:
        return {
            page.page_number: [((c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2, c["text"]) for c in page.chars]
            for page in pdf.pages
        }


def inside(path: Path, region: Region) -> str:
    """Return the characters whose middle lies in a region, in the order of the file."""
    box = region.box
    return "".join(
        text
        for x, y, text in printed(path)[region.page]
        if box.x0 - 0.01 <= x <= box.x1 + 0.01 and box.top - 0.01 <= y <= box.bottom + 0.01
    )


def bare(text: str) -> str:
    """Return a text without what reading puts in: blanks, brackets of citations, and the ends of ranges."""
    text = text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff").replace("ﬃ", "ffi").replace("ﬄ", "ffl")
    return re.sub(r"[\s\[\]\-–‐\u00ad]", "", text)


def check_each_character(path: Path, block: Block) -> None:
    """Check that the box of each character prints that character, alone or in a ligature."""
    assert len(block.places) == len(block.text)
    for character, place in zip(block.text, block.places, strict=True):
        if bare(character):
            assert bare(character) in bare(inside(path, place)), (character, place)


def check_each_line(path: Path, document: Document) -> None:
    """Check that the regions of a block print the block, no more and no less."""
    for block in document.blocks:
        regions = block.regions()
        assert sorted(bare("".join(inside(path, region) for region in regions))) == sorted(bare(block.text)), block


@pytest.mark.parametrize("columns", [1, 2])
def test_the_boxes_of_a_typeset_paper_print_its_text(columns: int, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(typeset(columns))
    document = read_document(path)
    assert sum(len(block.text) for block in document.blocks) > 600
    for block in document.blocks:
        check_each_character(path, block)
    check_each_line(path, document)


def test_any_span_lies_in_its_boxes(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(typeset(2))
    block = max(read_document(path).blocks, key=lambda block: len(block.text))
    for start in range(0, len(block.text), 7):
        for end in (start + 1, start + 5, start + 40):
            regions = block.regions(start, end)
            assert {place.page for place in block.places[start:end]} == {region.page for region in regions}
            for place in block.places[start:end]:
                assert any(_holds(region.box, place.box) for region in regions if region.page == place.page)
            wanted = bare(block.text[start:end])
            found = bare("".join(inside(path, region) for region in regions))
            assert all(found.count(character) >= wanted.count(character) for character in set(wanted))


def test_a_region_is_one_printed_line(tmp_path: Path) -> None:
    block = read_bytes(make_pdf([filler()]), tmp_path).blocks[0]
    regions = block.regions()
    assert len(regions) == 4
    assert all(region.box.height < 14 for region in regions)
    assert [region.box.top for region in regions] == sorted(region.box.top for region in regions)


def test_a_word_that_goes_on_over_the_page_has_a_region_on_each(tmp_path: Path) -> None:
    line = "of treatment, and the samples were taken at each of the visits"
    first = "".join(shown(line, 40, 250 - 14 * index) for index in range(15))
    first += shown("and were then put in the deep cold for the time of their resist-", 40, 40)
    second = shown("ance test, which all of them were to pass by the end of the year.", 40, 250) + shown(
        "It did.", 40, 236
    )
    document = read_bytes(make_pdf([first, second]), tmp_path)
    block = next(block for block in document.blocks if "resistance test" in block.text)
    start = block.text.index("resistance")
    assert [region.page for region in block.regions(start, start + len("resistance"))] == [1, 2]


def test_the_places_of_a_sideways_page_are_those_of_the_page_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(make_pdf(["0 1 -1 0 300 0 cm " + filler()], media="0 0 300 400"))
    block = read_document(path).blocks[0]
    for character, place in zip(block.text, block.places, strict=True):
        if character.isalpha():
            assert character in inside(path, place)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - 0.01 <= inner.x0
        and outer.top - 0.01 <= inner.top
        and inner.x1 <= outer.x1 + 0.01
        and inner.bottom <= outer.bottom + 0.01
    )
