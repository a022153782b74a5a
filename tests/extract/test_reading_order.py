"""What belongs to the text of a paper, and what only stands near it."""

from __future__ import annotations

from pathlib import Path

from extract.model import BlockKind
from tests.extract.raw_pdf import make_pdf, read_bytes


def lines(*texts: str, x: float = 40, y: float = 260, size: float = 10) -> str:
    """Return lines of text below each other."""
    return "".join(f"BT /F1 {size} Tf {x} {y - 13 * n} Td ({text}) Tj ET\n" for n, text in enumerate(texts))


def test_a_line_that_begins_with_a_label_by_chance_is_no_caption(tmp_path: Path) -> None:
    content = lines(
        "Samples of patients were required for the studies that are listed in",
        "Table 2 but not for those in the first one, which holds cell lines only.",
    )
    (block,) = read_bytes(make_pdf([content]), tmp_path).blocks
    assert block.kind is BlockKind.PARAGRAPH
    assert "listed in Table 2 but not" in block.text


def test_prose_that_names_a_float_first_is_no_caption(tmp_path: Path) -> None:
    (block,) = read_bytes(make_pdf([lines("Table 1 summarises the evidence that follows.")]), tmp_path).blocks
    assert block.kind is BlockKind.PARAGRAPH


def test_heads_with_the_page_number_run_though_each_stands_on_one_page(tmp_path: Path) -> None:
    body = (
        "The patients were followed for two years after the last cycle",
        "of treatment and the samples were taken at each of the visits.",
    )
    pages = [lines(head, y=285, size=8) + lines(*body, y=200) for head in ("Small RNAs 7", "8 Abara and others")]
    text = " ".join(block.text for block in read_bytes(make_pdf(pages), tmp_path).blocks)
    assert "Abara" not in text
    assert "Small" not in text


def test_labels_above_the_caption_of_a_figure_are_not_read(tmp_path: Path) -> None:
    content = lines("The vesicles reach the other cells, as the figure shows in the middle.", y=285)
    content += "40 190 60 40 re S 200 190 60 40 re S\n" + lines("donor", x=50, y=210, size=7)
    content += lines("drug efflux", x=130, y=180, size=7) + lines("Figure 1 The way of a vesicle", y=150, size=9)
    blocks = read_bytes(make_pdf([content]), tmp_path).blocks
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH, BlockKind.CAPTION]


def test_an_abstract_labelled_in_brackets_begins_below_key_words_of_another_language(tmp_path: Path) -> None:
    content = lines(
        "The patients were followed for two years after the last cycle of treatment",
        "[Keywords] small RNA; vesicle; response",
        "[Abstract] The vesicles reach the other cells, which then no longer respond to the",
        "drug, as the figure shows in the middle of the page that follows this one.",
        "[Key words] small RNA; vesicle; resistance",
    )
    blocks = read_bytes(make_pdf([content]), tmp_path).blocks
    assert [block.kind for block in blocks[1:]] == [BlockKind.KEYWORDS, BlockKind.ABSTRACT, BlockKind.KEYWORDS]
