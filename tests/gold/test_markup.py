"""The gold markup: offsets, triples, tables, and errors that name file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import BlockKind
from gold.errors import GoldError
from gold.markup import parse_line, parse_markup, read_markup
from nlp.model import Certainty, EntityType, NcrnaClass, Predicate

FILE = Path("set.markup")
ITEM = """% a comment
== gastric-01 | lang=zh | topic=gastric cancer
! 2 外泌体miRNA
⟦miR-21|NCRNA/miRNA|miR-21⟧通过下调⟦PTEN|GENE|PTEN⟧促进⟦顺铂|DRUG|cisplatin⟧耐药[12]。
> miR-21 | promotes_resistance | cisplatin | asserted | 12
> miR-21 | downregulates | PTEN | hypothesised
"""


def test_an_item_becomes_a_small_paper() -> None:
    (paper,) = parse_markup(ITEM, FILE)
    assert (paper.name, paper.fact("lang"), paper.fact("topic")) == ("gastric-01", "zh", "gastric cancer")
    heading, paragraph = paper.document.blocks
    assert (heading.kind, heading.text) == (BlockKind.HEADING, "2 外泌体miRNA")
    assert (paragraph.text, paragraph.section) == ("miR-21通过下调PTEN促进顺铂耐药[12]。", "2 外泌体miRNA")
    assert paper.marked == {"b2"}
    assert [(m.block, m.start, m.end, m.type, m.normal) for m in paper.mentions] == [
        ("b2", 0, 6, EntityType.NCRNA, "miR-21"),
        ("b2", 10, 14, EntityType.GENE, "PTEN"),
        ("b2", 16, 18, EntityType.DRUG, "cisplatin"),
    ]
    assert paper.mentions[0].subtype is NcrnaClass.MIRNA
    first, second = paper.triples
    assert (first.predicate, first.references, first.block) == (Predicate.PROMOTES_RESISTANCE, (12,), "b2")
    assert (second.certainty, second.references, second.place) == (Certainty.HYPOTHESISED, (), "set.markup:6")


def test_triples_belong_to_the_paragraph_above_them() -> None:
    text = "== a\n一段\n> H19 | promotes_resistance | cisplatin | asserted\n二段\n> H19 | binds | X | asserted"
    (paper,) = parse_markup(text, FILE)
    assert [triple.block for triple in paper.triples] == ["b1", "b2"]


def test_a_table_is_read_in_the_text_form() -> None:
    text = "== a\n段落⟦H19|NCRNA/lncRNA|H19⟧。\n<<table 1>>\nncRNA\tDrug\nH19\tCisplatin\n<</table 1>>\n后一段。"
    (paper,) = parse_markup(text, FILE)
    assert paper.document.tables[0].rows == (("H19", "Cisplatin"),)
    assert [block.text for block in paper.document.blocks] == ["段落H19。", "后一段。"]


def test_several_normal_forms_of_one_span() -> None:
    marked = parse_line("⟦miR-221/222|NCRNA/miRNA|miR-221; miR-222⟧", "b1", FILE, 1)
    assert marked.mentions[0].normals == ("miR-221", "miR-222")


def test_a_surface_may_hold_a_bar() -> None:
    marked = parse_line("⟦a|b|GENE|AB⟧", "b1", FILE, 1)
    assert (marked.text, marked.mentions[0].surface) == ("a|b", "a|b")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("text", 1, "before the first item"),
        ("==", 1, "without a name"),
        ("== a | lang", 1, "not key=value"),
        ("== a\np\n== a\np", 3, "second item named 'a'"),
        ("== a\n! heading", 1, "no paragraph"),
        ("== a\n⟦x|GENE⟧", 2, "a mark is"),
        ("== a\n⟦x|GENE|⟧", 2, "a mark is"),
        ("== a\n⟦x|GEN|y⟧", 2, "unknown type 'GEN'"),
        ("== a\n⟦x|NCRNA|y⟧", 2, "an NCRNA has a class"),
        ("== a\n⟦x|GENE/miRNA|y⟧", 2, "an NCRNA has a class"),
        ("== a\n⟦x|NCRNA/tRNA|y⟧", 2, "unknown class 'tRNA'"),
        ("== a\n⟦x|GENE|y; ⟧", 2, "empty normal form"),
        ("== a\n⟦ x|GENE|y⟧", 2, "begins or ends with a space"),
        ("== a\n⟦x|GENE|y", 2, "does not close"),
        ("== a\n⟦x⟦y|GENE|y⟧|GENE|y⟧", 2, "does not close, or marks that nest"),
        ("== a\n> a | binds | b | asserted", 2, "before the paragraph"),
        ("== a\np\n> a | binds | b", 3, "a triple is"),
        ("== a\np\n> a | likes | b | asserted", 3, "unknown predicate 'likes'"),
        ("== a\np\n> a | binds | b | perhaps", 3, "unknown certainty"),
        ("== a\np\n> a | binds | b | asserted | 3-5", 3, "spell ranges out"),
        ("== a\np\n<<table 1>>\na\tb", 1, "not closed"),
    ],
)
def test_errors_name_file_line_and_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(GoldError, match=r"set\.markup") as caught:
        parse_markup(text, FILE)
    assert (caught.value.line, reason in caught.value.reason) == (line, True), str(caught.value)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.markup"
    file.write_bytes("== 胃癌".encode("gbk"))
    with pytest.raises(GoldError, match="not UTF-8"):
        read_markup(file)


PLAIN = st.text(st.characters(exclude_characters="⟦⟧", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12)
NAME = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)


@settings(deadline=None)
@given(st.lists(st.tuples(PLAIN, NAME), max_size=6), PLAIN)
def test_offsets_lead_back_to_the_surface(pieces: list[tuple[str, str]], end: str) -> None:
    line = "".join(f"{plain}⟦{name}|GENE|{name}⟧" for plain, name in pieces) + end
    marked = parse_line(line, "b1", FILE, 1)
    assert marked.text == "".join(plain + name for plain, name in pieces) + end
    assert [marked.text[m.start : m.end] for m in marked.mentions] == [name for _, name in pieces]
