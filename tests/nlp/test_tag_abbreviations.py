"""Abbreviations that a paper explains hold for the whole paper, and only as it explains them."""

from __future__ import annotations

import pytest

from extract.plain import document_from_paragraphs
from nlp.abbreviations import english_long_form
from nlp.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def names(tagger: Tagger, *paragraphs: str) -> list[tuple[str, str]]:
    return [(m.surface, m.normal) for m in tagger.tag(document_from_paragraphs(paragraphs, "paper"))]


@pytest.mark.parametrize(
    ("definition", "short", "normal"),
    [
        ("上皮-间充质转化（EMT）", "EMT", "epithelial-mesenchymal transition"),
        ("奥沙利铂（oxaliplatin，OXA）", "OXA", "oxaliplatin"),
        ("乳腺癌（breast cancer, BC）", "BC", "breast cancer"),
        ("膀胱癌（bladder cancer，BC）", "BC", "bladder cancer"),
        ("temozolomide (TMZ)", "TMZ", "temozolomide"),
        ("表柔比星（epirubicin, EPI）", "EPI", "epirubicin"),
        ("肿瘤干细胞（CSC）", "CSC", "CSC"),
        ("metastatic colorectal cancer (mCRC)", "mCRC", "colorectal cancer"),
        ("cancer-associated fibroblasts (CAFs)", "CAF", "CAF"),
        ("CSC（肿瘤干细胞）", "CSC", "CSC"),
    ],
)
def test_a_definition_holds_in_other_paragraphs(tagger: Tagger, definition: str, short: str, normal: str) -> None:
    before = f"此处先用{short}。"
    assert (short, normal) in names(tagger, before, definition)
    assert [normal] == [found for surface, found in names(tagger, before, definition)[:1] if surface == short]


def test_an_abbreviation_of_something_else_is_no_name(tagger: Tagger) -> None:
    text = "Overall survival (OS) was long; OS and osteosarcoma differ."
    assert names(tagger, text) == [("osteosarcoma", "osteosarcoma")]


@pytest.mark.parametrize(
    "text", ["A549 (ATCC) cells", "STAT3 (Tyr705) rose", "BRAF (V600E) was found", "顺铂（Sigma）"]
)
def test_a_bracket_need_not_hold_an_abbreviation(tagger: Tagger, text: str) -> None:
    assert len(names(tagger, text)) == 1


def test_a_known_name_in_brackets_keeps_its_own_sense(tagger: Tagger) -> None:
    assert names(tagger, "A549（KRAS突变）与A549 (KRAS)")[1] == ("KRAS", "KRAS")


def test_long_forms_begin_where_schwartz_and_hearst_say() -> None:
    assert english_long_form("levels of epithelial-mesenchymal transition", "EMT") == (10, 43)
    assert english_long_form("no such words", "XYZ") is None
