"""Where papers contradict themselves, and where they do not: our own small papers in ``conflicts.txt``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extract.plain import document_from_text
from nlp.mine import mine
from nlp.model import Conflict, ProseEvidence, RowEvidence
from nlp.tagger import Tagger, load_tagger


@dataclass
class Example:
    """One small paper and its conflicts."""

    name: str
    lines: list[str] = field(default_factory=list)
    conflicts: set[str] = field(default_factory=set)

    def text(self) -> str:
        rows = [line for line in self.lines if line.startswith("| ")]
        prose = [line for line in self.lines if not line.startswith("| ")]
        if not rows:
            return "\n".join(prose)
        cells = ["\t".join(cell.strip() for cell in row[2:].split(" | ")) for row in rows]
        return "\n".join(["Table 1. Non-coding RNAs", "<<table 1>>", *cells, "<</table 1>>", *prose])


def examples() -> list[Example]:
    found: list[Example] = []
    for line in Path(__file__).with_name("conflicts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found.append(Example(line[3:]))
        elif line.startswith("! "):
            found[-1].conflicts.add(line[2:])
        elif line.strip() and not line.startswith("%"):
            found[-1].lines.append(line)
    return found


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def shown(conflict: Conflict) -> str:
    place = "abstracts" if conflict.table is None else str(conflict.row)
    return " | ".join((place, conflict.ncrna, conflict.kind.value, conflict.table_value, conflict.prose_value))


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_a_paper_contradicts_itself_exactly_here(example: Example, tagger: Tagger) -> None:
    findings = mine(document_from_text(example.text(), example.name), tagger)
    assert {shown(conflict) for conflict in findings.conflicts} == example.conflicts


def test_a_conflict_shows_the_row_and_the_sentence(tagger: Tagger) -> None:
    example = next(example for example in examples() if example.name == "the-drug-differs")
    document = document_from_text(example.text(), example.name)
    (conflict,) = mine(document, tagger).conflicts
    row, sentence = conflict.evidence
    assert isinstance(row, RowEvidence)
    assert (row.table, row.row) == ("t1", 1)
    assert isinstance(sentence, ProseEvidence)
    block = next(block for block in document.blocks if block.id == sentence.block)
    assert block.text[sentence.start : sentence.end] == example.lines[-1]


def test_a_conflict_of_the_abstracts_shows_a_sentence_of_each(tagger: Tagger) -> None:
    example = next(example for example in examples() if example.name == "abstracts-differ-in-direction")
    document = document_from_text(example.text(), example.name)
    (conflict,) = mine(document, tagger).conflicts
    assert (conflict.table, conflict.row) == (None, None)
    places = [place for place in conflict.evidence if isinstance(place, ProseEvidence)]
    assert [place.block for place in places] == [block.id for block in document.blocks]
