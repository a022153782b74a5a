"""The HTML report of one paper: self-contained, conflicts first, evidence as pictures, hostile text as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from corpus.pipeline import MinedPaper, mine_paper
from corpus.report import parts_of, report_html
from corpus.tsv import records_tsv
from extract.model import Block, BlockKind, Box, Document, Region, Source, Title
from extract.plain import document_from_text
from nlp.mine import mine
from nlp.model import EntityType, Findings, Mention
from nlp.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


@pytest.fixture(scope="module")
def sample(root: Path, tagger: Tagger) -> str:
    paper = root / "corpus" / "sample" / "sample-review.pdf"
    return report_html(mine_paper(paper, tagger), paper)


class _Tags(HTMLParser):
    """Collects the tags of a page and the addresses that they load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def _tags(html: str) -> _Tags:
    found = _Tags()
    found.feed(html)
    return found


def _texted(tagger: Tagger, text: str) -> str:
    document = document_from_text(text, "paper.txt")
    return report_html(MinedPaper(document, mine(document, tagger)), None)


def test_it_loads_nothing_and_runs_nothing(sample: str) -> None:
    found = _tags(sample)
    assert "script" not in found.tags
    assert found.handlers == []
    assert found.loads
    assert all(address.startswith("data:image/png;base64,") for address in found.loads)
    assert "default-src 'none'; img-src data:" in sample


def test_conflicts_come_first_with_both_places(sample: str) -> None:
    conflicts = sample[sample.index('id="conflicts"') : sample.index('id="records"')]
    assert "The table says <strong>cisplatin</strong>, the prose says <strong>doxorubicin</strong>." in conflicts
    assert conflicts.count("<img ") == 4


def test_a_row_is_marked_where_it_is_disputed(sample: str) -> None:
    rows = re.findall(r'<tr class="row( disputed)?">\s*<td>(\d+)</td>', sample)
    assert [number for disputed, number in rows if disputed] == ["6", "7"]
    assert len(rows) == 12


def test_a_paper_without_pictures_has_a_report(tagger: Tagger) -> None:
    html = _texted(
        tagger, "摘要：miR-21促进胃癌细胞对顺铂耐药。\nAbstract: miR-21 inhibits cisplatin resistance of cells.\n"
    )
    assert (
        "The Chinese abstract says <strong>promotes</strong>, the English abstract says <strong>inhibits</strong>."
        in html
    )
    assert html.count('<tr class="row disputed">') == 2
    assert '<mark class="entity" style="background: #c9e4ff" title="DRUG: cisplatin' in html
    assert ">顺铂 <small>cisplatin</small></mark>" in html
    assert "<img" not in html


def test_abstracts_that_disagree_stand_in_the_table_of_records(tagger: Tagger) -> None:
    text = "摘要：miR-21促进胃癌细胞对顺铂耐药。\nAbstract: miR-21 inhibits cisplatin resistance of cells.\n"
    document = document_from_text(text, "paper.txt")
    lines = records_tsv(document, mine(document, tagger), tagger).splitlines()
    place = lines[0].split("\t").index("conflicts")
    assert {line.split("\t")[place] for line in lines[1:]} == {"direction: abstracts say promotes and inhibits"}


def test_a_hostile_paper_is_shown_as_text(tagger: Tagger) -> None:
    html = _texted(
        tagger,
        "<script>alert(1)</script> \u202emiR-21\n"
        'miR-21 promotes cisplatin\u202e resistance.</div></details><img src=x onerror="alert(2)">\n',
    )
    found = _tags(html)
    assert not {"script", "img"} & set(found.tags)
    assert found.handlers == []
    assert "\u202e" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_normal_form_and_an_identifier_are_escaped() -> None:
    block = Block("b1", BlockKind.PARAGRAPH, "It acts.", "en")
    mention = Mention("b1", 0, 2, EntityType.GENE, "It", ('<img src="x">',), ('"><script>',))
    document = Document(Source("p.txt", "0" * 64, 0), Title(en="T"), (block,), (), ())
    html = report_html(MinedPaper(document, Findings(mentions=(mention,))), None)
    assert not {"script", "img"} & set(_tags(html).tags)
    assert "&lt;img src=&quot;x&quot;&gt;</small>" in html


def _region(page: int, x0: float, top: float, x1: float, bottom: float) -> Region:
    return Region(page, Box(x0, top, x1, bottom))


def test_a_sentence_over_two_columns_makes_a_picture_of_each() -> None:
    lines = [
        _region(2, 150, 700, 290, 710), _region(2, 50, 713, 290, 723), _region(2, 310, 60, 540, 70),
        _region(2, 310, 73, 400, 83), _region(3, 50, 60, 290, 70),
    ]  # fmt: skip
    assert parts_of(lines, across=False) == (
        _region(2, 50, 700, 290, 723), _region(2, 310, 60, 540, 83), _region(3, 50, 60, 290, 70)
    )  # fmt: skip


def test_columns_side_by_side_are_no_lines_of_each_other() -> None:
    lines = [_region(1, 50, 300, 290, 310), _region(1, 310, 295, 540, 305)]
    assert len(parts_of(lines, across=False)) == 2
    assert parts_of(lines, across=True) == (_region(1, 50, 295, 540, 310),)
