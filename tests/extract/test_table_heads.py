"""Heads of tables without rules: two heads that stand close are not one head over two columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from extract.read import read_document

PROSE = "Exosomal RNAs carry messages between the cells of a tumour and change how they answer to drugs. " * 6
ROWS = (
    ("miR-21", "A549/DDP", "Cisplatin", "Promotes", "PTEN"),
    ("miR-34a", "H1299", "Paclitaxel", "Inhibits", "BCL2"),
    ("circAKT3", "SGC-7901/DDP", "Cisplatin", "Promotes", "miR-198"),
    ("H19", "A549", "Gefitinib", "Promotes", "Unknown"),
)


@pytest.mark.parametrize("width", [80, 84, 90])
def test_heads_that_nearly_meet_stay_two(width: int, tmp_path: Path) -> None:
    header = ("Exosomal RNA", "Source", "Drug", "Effect", "Target")
    style = getSampleStyleSheet()["Normal"]
    table = Table([header, *ROWS], colWidths=[width, 90, 90, 70, 70])
    parts = [Paragraph(PROSE, style), Spacer(1, 10), Paragraph("Table 1. RNAs and resistance", style), table]
    SimpleDocTemplate(str(tmp_path / "paper.pdf")).build([*parts, Spacer(1, 10), Paragraph(PROSE, style)])
    (read,) = read_document(tmp_path / "paper.pdf").tables
    assert read.header == header
    assert read.rows == ROWS
