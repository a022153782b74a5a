"""Cell lines, their resistant sublines, and where their names end."""

from __future__ import annotations

import pytest

from nlp.model import EntityType
from nlp.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def cells(tagger: Tagger, text: str) -> list[str]:
    return [m.surface for m in tagger.tag_text(text) if m.type is EntityType.CELL]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("MCF7", "MCF-7"),
        ("SKBR3", "SK-BR-3"),
        ("MDA MB 231", "MDA-MB-231"),
        ("A549/DDP", "A-549/DDP"),
        ("A549DDP", "A-549DDP"),
        ("MCF-7/TAMR-1", "MCF-7/TAMR-1"),
        ("PC9-GR", "PC-9-GR"),
        ("PC9GR", "PC-9GR"),
        ("SKBR-3-TR", "SK-BR-3-TR"),
        ("SKB-R3-TR", "SK-BR-3-TR"),
        ("BT474/Tr", "BT-474/Tr"),
        ("HCC827-OR", "HCC827-OR"),
        ("K562/G01", "K-562/G01"),
        ("MCF-7 PTX/DOX-R", "MCF-7 PTX/DOX-R"),
        ("HCT116/L-OHP", "HCT 116/L-OHP"),
        ("HT-29/5-FU", "HT-29/5-FU"),
        ("MCF-7R", "MCF-7R"),
        ("LN229-TMZ-R", "LN-229-TMZ-R"),
        ("HGX-72/DDP", "HGX-72/DDP"),
    ],
)
def test_lines_and_sublines_with_their_normal_forms(tagger: Tagger, written: str, normal: str) -> None:
    for text in (f"耐药株{written}细胞中上调", f"in {written} cells, but", f"({written})"):
        found = [(m.surface, m.normal) for m in tagger.tag_text(text) if m.type is EntityType.CELL]
        assert found == [(written, normal)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DDP-resistant A549 cells", ["A549"]),
        ("A549/H1299 cells", ["A549", "H1299"]),
        ("MCF-7-derived exosomes", ["MCF-7"]),
        ("A549, H1299 and PC-9 cells", ["A549", "H1299", "PC-9"]),
        ("MCF-7 or other cells", ["MCF-7"]),
        ("ZKX-55 cells grew", ["ZKX-55"]),
    ],
)
def test_a_suffix_is_only_what_names_the_subline(tagger: Tagger, text: str, found: list[str]) -> None:
    assert cells(tagger, text) == found
