"""Paper folders: round trips, the join to the text, and errors that name file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.plain import document_from_text
from gold.agreement import agreement
from gold.agreement import main as agreement_main
from gold.convert import join_to_text, write_annotation
from gold.convert import main as convert_main
from gold.errors import GoldError
from gold.load import CONFLICTS, PAPER, RECORDS, MissingTextError, load_gold, load_paper
from gold.markup import parse_markup
from gold.tsv import read_rows, write_rows

MARKUP = """== a | lang=zh
! 1 ⟦胃癌|DISEASE|gastric cancer⟧
⟦miR-21|NCRNA/miRNA|miR-21⟧促进⟦顺铂|DRUG|cisplatin⟧耐药[12]。
> miR-21 | promotes_resistance | cisplatin | asserted | 12
⟦H19|NCRNA/lncRNA|H19⟧促进⟦DOX|DRUG|doxorubicin⟧耐药。
> H19 | promotes_resistance | doxorubicin | asserted
"""
PARAGRAPHS = "1 胃癌\nmiR-21促进顺铂耐药[12]。\n没有名称的一段。\nH19促进DOX耐药。\n"
TEXT = PARAGRAPHS + "<<table 1>>\nncRNA\tDrug\nH19\tDOX\n<</table 1>>\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A paper folder that holds its own text."""
    folder = tmp_path / "paper"
    file = tmp_path / "a.markup"
    write_annotation(join_to_text(parse_markup(MARKUP, file), document_from_text(TEXT, "paper.txt"), file), folder)
    (folder / "paper.txt").write_text(TEXT, encoding="utf-8")
    write_rows(folder / "paper.tsv", PAPER, [("text", "paper.txt")])
    write_rows(folder / "records.tsv", RECORDS, [("t1", 1, "", "H19", "doxorubicin", "promotes", "", "", "", "3; 4")])
    return folder


def test_what_was_marked_comes_back_by_block_and_offset(folder: Path) -> None:
    paper = load_paper(folder)
    assert [(m.block, m.start, m.end, m.surface, m.normal) for m in paper.mentions] == [
        ("b1", 2, 4, "胃癌", "gastric cancer"),
        ("b2", 0, 6, "miR-21", "miR-21"),
        ("b2", 8, 10, "顺铂", "cisplatin"),
        ("b4", 0, 3, "H19", "H19"),
        ("b4", 5, 8, "DOX", "doxorubicin"),
    ]
    assert [(t.block, t.subject, t.references) for t in paper.triples] == [("b2", "miR-21", (12,)), ("b4", "H19", ())]
    assert paper.marked == {"b1", "b2", "b4"}
    (record,) = paper.records
    assert (record.source_cells, record.mechanism, record.references) == ((), None, (3, 4))
    assert paper.conflicts == ()


def test_a_conflict_of_two_abstracts_has_neither_table_nor_row(folder: Path) -> None:
    said = ("H19", "direction", "promotes", "inhibits")
    write_rows(folder / "conflicts.tsv", CONFLICTS, [("", "", *said), ("t1", 1, *said)])
    assert [(c.table, c.row) for c in load_paper(folder).conflicts] == [(None, None), ("t1", 1)]
    write_rows(folder / "conflicts.tsv", CONFLICTS, [("", 1, *said)])
    with pytest.raises(GoldError, match=r"conflicts\.tsv:2"):
        load_paper(folder)


def test_a_folder_holds_no_sentence_of_its_text(folder: Path) -> None:
    written = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.tsv"))
    assert "耐药" not in written


def test_another_text_is_refused_by_block(folder: Path) -> None:
    (folder / "paper.txt").write_text(TEXT.replace("没有名称", "没有名字"), encoding="utf-8")
    with pytest.raises(GoldError, match=r"blocks\.tsv:4: b3 of paper\.txt is not the text that was annotated"):
        load_paper(folder)


def test_a_changed_table_is_refused(folder: Path) -> None:
    (folder / "paper.txt").write_text(TEXT.replace("H19\tDOX", "H19\tDDP"), encoding="utf-8")
    with pytest.raises(GoldError, match="t1 of"):
        load_paper(folder)


def test_more_text_than_was_annotated_is_refused(folder: Path) -> None:
    (folder / "paper.txt").write_text(TEXT + "又一段。\n", encoding="utf-8")
    with pytest.raises(GoldError, match="more than was annotated: b5"):
        load_paper(folder)


def test_a_missing_text_is_told_apart_and_found_in_the_shared_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (folder / "paper.txt").rename(tmp_path / "shared" / "paper.txt")
    with pytest.raises(MissingTextError, match=r"paper\.txt is not on this machine"):
        load_gold(folder)
    assert load_gold(folder, shared=tmp_path / "shared")[0].mentions


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("mentions.tsv", "b1\t2\t4", "b1\t1\t3", "mentions.tsv:2: b1 has other text at 1-3"),
        ("mentions.tsv", "b1\t2\t4", "b9\t2\t4", "mentions.tsv:2: there is no block b9"),
        ("mentions.tsv", "b1\t2\t4", "b3\t2\t4", "mentions.tsv:2: b3 has other text"),
        ("mentions.tsv", "b1\t2\t4", "b1\ttwo\t4", "start is no whole number: 'two'"),
        ("mentions.tsv", "DISEASE", "ILLNESS", "unknown type 'ILLNESS' (one of NCRNA, "),
        ("mentions.tsv", "DRUG\t\t", "DRUG\tmiRNA\t", "an NCRNA has a subtype, nothing else has"),
        ("mentions.tsv", "\tcisplatin\t", "\t\t", "mentions.tsv:4: no normal form"),
        ("mentions.tsv", "surface", "text", "mentions.tsv:1: the header is"),
        ("triples.tsv", "promotes_", "provokes_", "triples.tsv:2: unknown predicate"),
        ("triples.tsv", "\t12", "", "triples.tsv:2: 5 fields where the header has 6"),
        ("triples.tsv", "\t12", "\t12-14", "references holds no whole number: '12-14'"),
        ("records.tsv", "t1\t1\t", "t1\t2\t", "no row 2 in a table t1"),
        ("records.tsv", "promotes", "raises", "unknown effect 'raises'"),
        ("blocks.tsv", "\tyes", "\tmaybe", "blocks.tsv:2: marked is yes or no"),
    ],
)
def test_a_wrong_line_is_named(folder: Path, file: str, old: str, new: str, message: str) -> None:
    path = folder / file
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        load_paper(folder)
    assert message in str(caught.value)


def test_overlapping_mentions_are_refused(folder: Path) -> None:
    with (folder / "mentions.tsv").open("a", encoding="utf-8") as file:
        file.write("b4\t5\t8\tDRUG\t\tdoxorubicin\tDOX\n")
    with pytest.raises(GoldError, match="overlaps the one before"):
        load_paper(folder)


def test_a_folder_that_is_no_gold_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="neither a paper folder"):
        load_gold(tmp_path)


def test_a_paragraph_that_the_text_does_not_have_is_refused(tmp_path: Path) -> None:
    items = parse_markup("== a\n别的一段。", tmp_path / "a.markup")
    with pytest.raises(GoldError, match=r"paper\.txt has no paragraph '别的一段。'"):
        join_to_text(items, document_from_text(TEXT, "paper.txt"), tmp_path / "a.markup")


def test_convert_command_writes_a_folder_and_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.markup").write_text(MARKUP, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    arguments = [str(tmp_path / name) for name in ("a.markup", "a.txt", "out")]
    assert convert_main(arguments) == 0
    assert (tmp_path / "out" / "mentions.tsv").is_file()
    (tmp_path / "a.markup").write_text("== a\n⟦x", encoding="utf-8")
    assert convert_main(arguments) == 1
    assert "a.markup:2" in capsys.readouterr().err
    assert convert_main([]) == 2


def test_agreement_of_two_readings(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for file in folder.iterdir():
        content = file.read_text(encoding="utf-8")
        if file.name == "mentions.tsv":
            content = content.replace("\tcisplatin\t", "\tcarboplatin\t")
        if file.name == "triples.tsv":
            content = "".join(content.splitlines(keepends=True)[:-1])
        (other / file.name).write_text(content, encoding="utf-8")
    found = {item.kind: item for item in agreement(load_paper(folder), load_paper(other))}
    assert found["mentions"].f1 == 1
    assert found["normal forms"].f1 == 4 / 5
    assert (found["prose triples"].both, found["prose triples"].f1) == (1, 2 / 3)
    assert found["conflicts"].f1 is None
    assert agreement_main([str(folder), str(other)]) == 0
    assert "normal forms: F1 0.8000 (both 4, only A 1, only B 1)" in capsys.readouterr().out


FIELD = st.text(st.characters(exclude_characters="\t%;", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Z")), min_size=1)


@settings(deadline=None)
@given(rows=st.lists(st.tuples(FIELD, FIELD), max_size=5))
def test_rows_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "rows.tsv"
    write_rows(path, PAPER, rows)
    assert [row.values for row in read_rows(path, PAPER)] == rows
