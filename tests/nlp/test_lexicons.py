"""The lexicons: the project's own are clean, and the check names file, line and reason of every kind of fault."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp.lexicon_check import check_lexicons, main

SOURCES = "source\ttitle\tversion\tdate\tlicence\trebuilt_by\ncurated\tby hand\t\t\t\t\n"
HEADER = "inn\tzh\tnames\tneeds_context\tclass\tchebi\tmesh\tdrugbank\tsource\n"
CISPLATIN = "cisplatin\t顺铂\tDDP\t\tcytotoxic\t\t\t\tcurated\n"


@pytest.fixture(scope="module")
def lexicons(root: Path) -> Path:
    return root / "nlp" / "lexicons"


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_projects_lexicons_have_no_fault(lexicons: Path) -> None:
    assert [str(problem) for problem in check_lexicons(lexicons)] == []


def test_every_lexicon_is_described_in_the_readme(lexicons: Path) -> None:
    readme = (lexicons / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in lexicons.glob("*.tsv") if f"`{path.name}`" not in readme] == []


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (CISPLATIN + CISPLATIN, 3, "duplicate: 'cisplatin' is already in line 2"),
        (
            CISPLATIN + "lobaplatin\t洛铂\tddp\t\tcytotoxic\t\t\t\tcurated\n",
            3,
            "duplicate: names 'ddp' is already in line 2",
        ),
        ("cisplatin\t顺铂\n", 2, "2 columns where the header has 9"),
        ("cisplatin\t顺铂\tDDP\t\tcytotoxic\t\t\t\tsomewhere\n", 2, "unsourced: 'somewhere' is not described"),
        ("cisplatin\t顺铂\tDDP\t\tcytotoxic\t\t\t\t\n", 2, "unsourced: '' is not described"),
        ("cisplatin\t顺铂||\tDDP\t\tcytotoxic\t\t\t\tcurated\n", 2, "zh has an empty or unstripped item"),
        ("cisplatin\t顺铂|顺铂\tDDP\t\tcytotoxic\t\t\t\tcurated\n", 2, "zh names something twice"),
        ("cisplatin \t顺铂\tDDP\t\tcytotoxic\t\t\t\tcurated\n", 2, "has a space at an end"),
        ("cisplatin\t顺\x1b铂\tDDP\t\tcytotoxic\t\t\t\tcurated\n", 2, "a control character"),
        ("cisplatin\t顺铂\tDDP\t\tcytotoxic\t27899\t\t\tcurated\n", 2, "chebi '27899' is not of the form"),
        ("cisplatin\t顺铂\tDDP\t\tpoison\t\t\t\tcurated\n", 2, "class 'poison' is not of the form"),
        ("\t顺铂\tDDP\t\tcytotoxic\t\t\t\tcurated\n", 2, "inn is empty"),
        ("lobaplatin\t洛铂\t\t\tcytotoxic\t\t\t\tcurated\n" + CISPLATIN, 3, "not in order"),
        (CISPLATIN[:-1], 2, "does not end with a line break"),
    ],
)
def test_a_faulty_line_is_refused_by_file_and_line(tmp_path: Path, lines: str, line: int, reason: str) -> None:
    (tmp_path / "sources.tsv").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "drugs.tsv").write_text(HEADER + lines, encoding="utf-8")
    problems = check_lexicons(tmp_path)
    assert any(
        problem.file == "drugs.tsv" and problem.line == line and reason in problem.reason for problem in problems
    ), problems


def test_a_sound_lexicon_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "sources.tsv").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "drugs.tsv").write_text(HEADER + CISPLATIN, encoding="utf-8")
    assert check_lexicons(tmp_path) == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A-549\tCVCL_0023\t\t\tcurated\n", "nobody but us says accession 'CVCL_0023'"),
        ("A-549\tCVCL_0023\t\t\tcurated|elsewhere\n", "'elsewhere' is not described"),
        ("A-549\tCVCL_0023\t\t\tcurated|list\nA549\tCVCL_0023\t\t\tlist\n", "duplicate: accession 'CVCL_0023'"),
        ("A-549\t\t\t\tcurated\n", None),
        ("A-549\tCVCL_0023\t\t\tcurated|list\n", None),
    ],
)
def test_an_accession_is_one_that_a_source_gives(tmp_path: Path, line: str, reason: str | None) -> None:
    (tmp_path / "sources.tsv").write_text(SOURCES + "list\ta list of lines\t\t\t\t\n", encoding="utf-8")
    (tmp_path / "cell_lines.tsv").write_text("name\taccession\tdisease\tnames\tsource\n" + line, encoding="utf-8")
    reasons = [problem.reason for problem in check_lexicons(tmp_path)]
    assert any(reason in found for found in reasons) if reason else not reasons


def test_a_wrong_header_an_unknown_file_and_wrong_bytes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.tsv").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "drugs.tsv").write_text("inn\tzh\n", encoding="utf-8")
    (tmp_path / "wines.tsv").write_text("name\n", encoding="utf-8")
    (tmp_path / "pathways.tsv").write_bytes("normal\tzh\ten\tsource\n通路\n".encode("gb18030"))
    assert [(problem.file, problem.line) for problem in check_lexicons(tmp_path)] == [
        ("drugs.tsv", 1),
        ("pathways.tsv", 2),
        ("wines.tsv", 1),
    ]


def test_a_suffix_of_an_unknown_drug_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.tsv").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "drugs.tsv").write_text(HEADER + CISPLATIN, encoding="utf-8")
    (tmp_path / "drug_suffixes.tsv").write_text(
        "suffix\tdrugs\tparents\tnote\tsource\nDDP\tcisplatin\t\t\tcurated\nQQ\tqqplatin\t\t\tcurated\n",
        encoding="utf-8",
    )
    assert [str(problem) for problem in check_lexicons(tmp_path)] == [
        "drug_suffixes.tsv:3: drugs 'qqplatin' is not in drugs.tsv"
    ]


def test_the_command_prints_the_problems_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sources.tsv").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "drugs.tsv").write_text(HEADER + CISPLATIN + CISPLATIN, encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "drugs.tsv:3: duplicate" in capsys.readouterr().err


def test_the_lexicons_are_as_broad_as_promised(lexicons: Path) -> None:
    lines = rows(lexicons, "cell_lines.tsv")
    assert len(rows(lexicons, "drugs.tsv")) >= 400
    assert sum(1 for line in lines if not line["disease"].startswith("normal")) >= 1600
    assert sum(1 for line in lines if line["accession"]) >= 1300
    assert len(rows(lexicons, "diseases.tsv")) >= 200


@pytest.mark.parametrize(
    ("written", "inn"),
    [
        ("阿霉素", "doxorubicin"),
        ("赫赛汀", "trastuzumab"),
        ("恩美曲妥珠单抗", "trastuzumab emtansine"),
        ("格列卫", "imatinib"),
        ("草酸铂", "oxaliplatin"),
        ("蒂清", "temozolomide"),
        ("VP-16", "etoposide"),
        ("三苯氧胺", "tamoxifen"),
    ],
)
def test_a_drugs_names_in_both_languages_lead_to_its_inn(lexicons: Path, written: str, inn: str) -> None:
    found = [
        row["inn"]
        for row in rows(lexicons, "drugs.tsv")
        if written in {*row["zh"].split("|"), *row["names"].split("|")}
    ]
    assert found == [inn]
