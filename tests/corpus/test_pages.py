"""Pictures of pages: sizes, crops, and files that cannot be drawn."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.pages import PictureError, crop_png, page_png, page_sizes
from extract.model import Box


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    canvas = Canvas(str(path), pagesize=(200, 100))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(20, 60, 40, 30, stroke=0, fill=1)  # from the top left corner: 20, 10 to 60, 40
    canvas.showPage()
    canvas.setPageRotation(90)  # lays the paper of 100 x 200 points on its side
    canvas.showPage()
    canvas.save()
    return path


def _picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def test_a_page_has_scale_pixels_a_point(paper: Path) -> None:
    assert _picture(page_png(paper, 1, 2.0)).size == (400, 200)
    assert page_sizes(paper) == ((200.0, 100.0), (200.0, 100.0))


def test_a_box_from_the_top_left_corner_is_what_is_cut_out(paper: Path) -> None:
    picture = _picture(crop_png(paper, 1, Box(20, 10, 60, 40), 1.0))
    assert picture.size == (40, 30)
    assert picture.getcolors() == [(1200, (255, 0, 0))]


def test_a_box_that_hangs_over_the_edge_is_cut_at_the_edge(paper: Path) -> None:
    assert _picture(crop_png(paper, 1, Box(190, -50, 900, 20), 1.0)).size == (10, 20)


@pytest.mark.parametrize("box", [Box(300, 10, 400, 20), Box(10, 10, 10, 10), Box(50, 40, 20, 10)])
def test_a_box_with_nothing_in_it_is_refused(paper: Path, box: Box) -> None:
    with pytest.raises(PictureError, match="page 1: the box is not on the page"):
        crop_png(paper, 1, box)


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_refused(paper: Path, page: int) -> None:
    with pytest.raises(PictureError, match=f"no page {page}, the file has 2"):
        page_png(paper, page)


def test_a_huge_page_is_drawn_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    canvas = Canvas(str(path), pagesize=(14000, 14000))
    canvas.showPage()
    canvas.save()
    picture = _picture(page_png(path, 1, 3.0))
    assert picture.size[0] * picture.size[1] <= 24_100_000


def test_another_file_in_the_place_of_the_paper_is_not_shown(paper: Path) -> None:
    sha256 = hashlib.sha256(paper.read_bytes()).hexdigest()
    assert page_png(paper, 1, 1.0, sha256=sha256)
    with pytest.raises(PictureError, match=r"paper\.pdf: the file has been changed"):
        page_png(paper, 1, 1.0, sha256="0" * 64)


def test_a_file_that_is_gone_or_no_pdf_is_named(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"gone\.pdf: No such file"):
        page_png(tmp_path / "gone.pdf", 1)
    text = tmp_path / "text.pdf"
    text.write_text("not a PDF")
    with pytest.raises(PictureError, match=r"text\.pdf: it cannot be opened"):
        page_png(text, 1)
