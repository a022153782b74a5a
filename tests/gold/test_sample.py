"""The bundled paper, from its PDF to its scores, and the command that prints them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from corpus.commands.score_command import command
from extract.model import Document
from extract.read import read_document
from gold.align import align, reading_right
from gold.load import load_gold
from gold.model import GoldPaper


@pytest.fixture(scope="module")
def gold(root: Path) -> GoldPaper:
    (paper,) = load_gold(root / "gold" / "papers" / "sample-review")
    return paper


@pytest.fixture(scope="module")
def read(root: Path) -> Document:
    return read_document(root / "corpus" / "sample" / "sample-review.pdf")


def test_the_pdf_is_small_and_embeds_fonts(root: Path) -> None:
    data = (root / "corpus" / "sample" / "sample-review.pdf").read_bytes()
    assert len(data) < 300_000
    assert b"/FontFile3" in data


def test_every_character_of_the_paper_is_read_from_the_pdf(gold: GoldPaper, read: Document) -> None:
    right, total = reading_right(align(read, gold.document), gold.document)
    assert total > 4000
    assert right == total


def test_the_text_is_read_in_the_order_of_the_paper(gold: GoldPaper, read: Document) -> None:
    def running(document: Document) -> str:
        return "".join("".join(block.text.split()) for block in document.blocks)

    assert running(read) == running(gold.document)


def test_the_paragraphs_of_the_body_are_read_one_by_one(gold: GoldPaper, read: Document) -> None:
    def body(document: Document) -> list[str]:
        # White space between Chinese and Latin is a matter of typesetting.
        texts = ["".join(block.text.split()) for block in document.blocks]
        return texts[texts.index("0引言") : texts.index("参考文献")]

    assert body(read) == body(gold.document)


def test_the_gold_holds_exactly_the_two_deliberate_contradictions(gold: GoldPaper) -> None:
    assert [(c.row, c.ncrna, c.kind.value) for c in gold.conflicts] == [
        (6, "miR-501", "drug"),
        (7, "miR-204", "direction"),
    ]


def test_the_markup_and_the_gold_say_the_same(root: Path, gold: GoldPaper) -> None:
    (typed,) = load_gold(root / "scripts" / "sample" / "sample-review.markup")
    assert [block.text for block in typed.document.blocks] == [block.text for block in gold.document.blocks]
    assert typed.mentions == gold.mentions
    assert {(t.block, t.subject, t.predicate, t.object) for t in typed.triples} == {
        (t.block, t.subject, t.predicate, t.object) for t in gold.triples if t.block
    }


def test_score_prints_the_scores_as_json_and_lists_slips_with_their_place(root: Path) -> None:
    result = CliRunner().invoke(command, ["sample-review", "kept-oral-review-en", "paragraphs-dev", "--format", "json"])
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    form = json.loads((root / "gold" / "score-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(form).validate(scores)
    own, kept, paragraphs = scores["sets"]
    assert kept["held_out"]
    assert {slip["set"] for slip in scores["slips"]} <= {"sample-review", "paragraphs-dev"}
    low, high = paragraphs["intervals"]["core F1"]
    assert low < paragraphs["mentions"]["core"]["f1"] < high
    assert own["name"] == "sample-review"
    assert own["tables"]["rows"]["total"] == 12
    assert own["mentions"]["core"]["f1"] >= 0.9
    assert own["tables"]["cells"]["share"] >= 0.95
    assert all(slip["place"] and slip["what"] for slip in scores["slips"])


def test_held_out_keeps_the_held_out_sets_only() -> None:
    result = CliRunner().invoke(command, ["sample-review", "kept-oral-review-en", "--held-out", "--format", "json"])
    assert [one["name"] for one in json.loads(result.stdout)["sets"]] == ["kept-oral-review-en"]
    refused = CliRunner().invoke(command, ["sample-review", "--held-out"])
    assert refused.exit_code == 2
    assert "none of these sets is held out" in refused.output


def test_score_refuses_a_set_that_is_not_there_and_names_those_that_are() -> None:
    result = CliRunner().invoke(command, ["no-such-set"])
    assert result.exit_code == 2
    assert "sample-review" in result.output


def test_score_skips_papers_whose_text_is_elsewhere(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["seed-review", "--shared", str(tmp_path)])
    assert result.exit_code == 1
    assert "skipped: seed-review: its text seed-review.truth.txt is not on this machine" in result.stderr


def test_score_names_the_line_of_a_wrong_gold_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.markup"
    file.write_text("== a\n⟦x|GENE|y", encoding="utf-8")
    result = CliRunner().invoke(command, [str(file)])
    assert result.exit_code == 1
    assert "mine.markup:2" in result.stderr


def test_score_takes_a_markup_file_of_the_user(tmp_path: Path) -> None:
    file = tmp_path / "mine.markup"
    file.write_text("== a\n⟦miR-21|NCRNA/miRNA|miR-21⟧。", encoding="utf-8")
    result = CliRunner().invoke(command, [str(file), "--no-list"])
    assert result.exit_code == 0, result.output
    assert "NCRNA" in result.stdout


def test_another_print_of_a_paper_can_be_scored(root: Path) -> None:
    print_ = root / "corpus" / "sample" / "sample-review.pdf"
    result = CliRunner().invoke(command, ["sample-review", "--pdf", str(print_), "--format", "json"])
    assert json.loads(result.stdout)["total"]["characters"]["share"] == 1
    refused = CliRunner().invoke(command, ["paragraphs-dev", "--pdf", str(print_)])
    assert (refused.exit_code, "--pdf goes with one PAPER" in refused.output) == (2, True)


def test_the_prints_of_the_example_say_the_same(shared: Path) -> None:
    scores = []
    for name in ("seed-review.pdf", "seed-review-perglyph.pdf", "seed-review-splittable.pdf"):
        arguments = ["seed-review", "--shared", str(shared), "--pdf", str(shared / name), "--format", "json"]
        result = CliRunner().invoke(command, arguments)
        assert result.exit_code == 0, result.output
        total = json.loads(result.stdout)["total"]
        assert (total["tables"]["cells"]["right"], total["tables"]["rows"]["right"]) == (119, 17), name
        assert total["tables"]["records"] == {"right": 17, "total": 17, "share": 1}, name
        scores.append(total)
    assert scores[0] == scores[1] == scores[2]


def test_a_slip_shows_the_text_around_it_and_no_escape_sequence(tmp_path: Path) -> None:
    file = tmp_path / "mine.markup"
    file.write_text("== a\n\x1b[31m前文⟦无名蛋白|GENE|XYZ1⟧后文。", encoding="utf-8")
    result = CliRunner().invoke(command, [str(file)])
    assert "b1:7-11: missed: GENE 无名蛋白 (XYZ1)" in result.stdout
    assert "前文[无名蛋白]后文。" in result.stdout
    assert "\x1b" not in result.stdout
