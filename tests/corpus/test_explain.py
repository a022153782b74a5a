"""``tabularna explain``: each step of how a sentence is understood, in both languages."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from corpus.cli import main


def explained(text: str, stdin: str | None = None) -> list[str]:
    result = CliRunner().invoke(main, ["explain", text], input=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Knockdown of UCA1 in T24 cells raised PTEN and restored cisplatin sensitivity [3].",
            [
                "mention   13-17 UCA1 → NCRNA/lncRNA UCA1 (HGNC:37126)",
                "mention   56-65 cisplatin → DRUG cisplatin (CHEBI:27899)",
                "clause 1  [Knockdown of: less] · NCRNA UCA1 · CELL T24 · [raised: up] · GENE PTEN · [restored: up] · "
                "DRUG cisplatin · [sensitivity: sensitivity]",
                "changed   UCA1 lowered by “Knockdown of”",
                "triple    UCA1 downregulates PTEN because [Knockdown of] UCA1 [raised+] → downregulates PTEN",
                "triple    UCA1 promotes_resistance cisplatin because [Knockdown of] UCA1 [restored+] [sensitivity] → "
                "promotes_resistance cisplatin (drug: before it)",
            ],
        ),
        (
            "敲低UCA1后，A549/DDP细胞对顺铂的敏感性增强[3]，但miR-21可能抑制PTEN。",
            [
                "mention   2-6 UCA1 → NCRNA/lncRNA UCA1 (HGNC:37126)",
                "changed   UCA1 lowered by “敲低”",
                "supposed  the clause of “可能” and what follows",
                "triple    miR-21 downregulates PTEN (hypothesised) because miR-21 [抑制-] → downregulates PTEN",
            ],
        ),
        (
            "miR-155 had no effect on the response to paclitaxel.",
            [
                "negated   what follows “had no” in its clause",
                "triple    none: the words say no act of an ncRNA on a name",
            ],
        ),
        (
            "UCA1 was found in T24 cells. It promotes cisplatin resistance.",
            ["before    the text speaks of UCA1"],
        ),
        ("Cisplatin is used widely.", ["triple    none: no ncRNA is named here or before"]),
    ],
)
def test_each_step_is_shown(text: str, lines: list[str]) -> None:
    output = explained(text)
    assert output[0].startswith("tokens    ")
    assert [line for line in lines if line not in output] == []


def test_the_sentence_may_come_from_standard_input() -> None:
    text = "miR-21 targets PTEN."
    assert explained("-", stdin=text) == explained(text)


def test_nothing_to_explain_is_wrong_use() -> None:
    result = CliRunner().invoke(main, ["explain", "  "])
    assert result.exit_code == 2
    assert "there is no text to explain" in result.output


def test_control_characters_of_a_text_do_not_reach_the_terminal() -> None:
    assert not any("\x1b" in line for line in explained("miR-21 \x1b[31mtargets PTEN."))
