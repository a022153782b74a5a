"""Conflicts on the review page: of a table and its prose, and of two abstracts; what a correction can take over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from corpus.extraction import extraction_of
from corpus.pipeline import mine_paper
from corpus.review.app import create_app
from corpus.review.names import Names
from corpus.store.curate import ClaimFilter, Request, Verdict, claims, conflicts_of, decide, merge
from corpus.store.dataset import Dataset
from nlp.tagger import load_tagger

PAPER = """外泌体与胃癌耐药研究进展
Exosomes and drug resistance of gastric cancer
摘要：外泌体miR-21通过下调PTEN促进胃癌细胞对顺铂耐药。敲低H19可增强胃癌细胞对紫杉醇的敏感性。
Abstract: Exosomal miR-21 inhibits cisplatin resistance of gastric cancer cells by downregulating PTEN. \
Knockdown of H19 sensitises gastric cancer cells to docetaxel.
1 引言
miR-15b增强胃癌细胞对长春新碱的敏感性[1]。LUCAT1下调PTEN，促进胃癌细胞对甲氨蝶呤耐药[2]。
表1 外泌体非编码RNA与耐药
<<table 1>>
ncRNA\t药物\t作用\t靶点\t文献
miR-15b; miR-16\t长春新碱\t促进\tBCL2\t[1]
LUCAT1\t甲氨蝶呤\t促进\tPTEN↑\t[2]
<</table 1>>
"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    folder = tmp_path_factory.mktemp("conflicts")
    paper = folder / "paper.txt"
    paper.write_text(PAPER, encoding="utf-8")
    with closing(Dataset.open(folder / "claims.db")) as opened:
        opened.add(extraction_of(mine_paper(paper, load_tagger())), paper)
        merge(opened)
        yield opened


@pytest.fixture
def show(dataset: Dataset, names: Names) -> Callable[..., str]:
    """Give the page of the claim that fits, in one line."""
    app = create_app(dataset, names, port=8765, curator="Lin")
    browser = TestClient(app, base_url="http://127.0.0.1:8765")

    def page(language: str = "en", **wanted: str) -> str:
        (one,) = [c for c in claims(dataset, ClaimFilter()) if all(getattr(c, f) == v for f, v in wanted.items())]
        return re.sub(
            r"\s+", " ", unescape(browser.get(f"/claims/{one.key}", headers={"Accept-Language": language}).text)
        )

    return page


def _offered(html: str) -> list[tuple[str, str]]:
    return re.findall(r'data-take="(\w+)" data-value="([^"]+)"', html)


def test_a_conflict_is_about_its_ncrna_and_not_the_others_of_the_row(dataset: Dataset) -> None:
    marked = {(one.ncrna, one.drug, one.effect): one.conflicts for one in claims(dataset, ClaimFilter())}
    assert marked == {
        ("miR-15b", "vincristine", "promotes"): "direction",
        ("miR-16", "vincristine", "promotes"): "",
        ("LUCAT1", "methotrexate", "promotes"): "target",
        ("miR-21", "cisplatin", "promotes"): "direction",
        ("miR-21", "cisplatin", "inhibits"): "direction",
        ("H19", "paclitaxel", "promotes"): "drug",
        ("H19", "docetaxel", "promotes"): "drug",
    }
    for one in claims(dataset, ClaimFilter()):
        assert [conflict.kind for conflict in conflicts_of(dataset, one.key)] == one.conflicts.split()


def test_of_two_abstracts_each_is_named_and_the_other_one_can_be_taken(show: Callable[..., str]) -> None:
    html = show(ncrna="miR-21", effect="promotes")
    assert "The two abstracts disagree about the direction" in html
    assert re.search(r"The Chinese abstract says <a [^>]*>1</a> </dt> <dd>promotes</dd>", html)
    assert re.search(r"The English abstract says <a [^>]*>2</a> </dt> <dd>inhibits</dd>", html)
    assert _offered(html) == [("effect", "inhibits")]
    assert _offered(show(ncrna="miR-21", effect="inhibits")) == [("effect", "promotes")]
    assert _offered(show(drug="docetaxel")) == [("drug", "paclitaxel")]
    assert "中英文摘要不一致：方向" in show("zh", ncrna="miR-21", effect="promotes")


def test_of_a_row_the_text_can_be_taken(show: Callable[..., str]) -> None:
    html = show(ncrna="miR-15b")
    assert re.search(r"The table says <a [^>]*>1</a> </dt> <dd>promotes</dd> </div>", html)
    assert re.search(r"The text says <a [^>]*>2</a> </dt> <dd>inhibits</dd>", html)
    assert _offered(html) == [("effect", "inhibits")]


def test_what_is_done_to_a_target_is_no_name_of_a_target(show: Callable[..., str]) -> None:
    html = show("zh", ncrna="LUCAT1")
    assert "<dd>上调 PTEN</dd>" in html
    assert "<dd>下调 PTEN</dd>" in html
    assert _offered(html) == []


def test_the_confidence_of_a_disputed_claim_says_what_it_is_of(show: Callable[..., str]) -> None:
    assert "it does not tell which side is right" in show(ncrna="miR-15b")
    assert "<meter" not in show(ncrna="miR-15b")
    assert "<meter" in show(ncrna="miR-16")


def test_a_paper_without_pages_is_shown_as_text_with_its_evidence(show: Callable[..., str]) -> None:
    html = show(ncrna="miR-15b")
    assert re.search(
        r'<mark [^>]*id="e2"><span [^>]*>2</span>miR-15b增强胃癌细胞对长春新碱的敏感性\[1\]。</mark>LUCAT1', html
    )
    assert re.search(
        r'<tr class="mark-group" data-piece="1" id="e1"><td><span [^>]*>1</span>miR-15b; miR-16</td>', html
    )
    assert 'id="zoom-in"' not in html


def test_a_rejected_claim_with_new_evidence_says_so(dataset: Dataset, show: Callable[..., str], tmp_path: Path) -> None:
    (one,) = claims(dataset, ClaimFilter(ncrna="miR-16"))
    decide(dataset, Request(one.key, Verdict.REJECT, one.revision, reason="other"), curator="Lin")
    again = tmp_path / "paper.txt"
    again.write_text(PAPER.replace("BCL2\t[1]", "BCL2，抑制凋亡\t[1]"), encoding="utf-8")
    dataset.add(extraction_of(mine_paper(again, load_tagger())), again)
    merge(dataset)
    assert "Rejected before; its evidence has changed since." in show(ncrna="miR-16")
