"""What tables state: our own examples over many cancers, headers and ways of writing, in ``tables*.txt``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extract.plain import document_from_text
from nlp.model import Predicate, Record, Triple
from nlp.rows import read_tables
from nlp.tagger import Tagger, load_tagger

FIELDS = ("source_cells", "ncrnas", "drugs", "effect", "mechanism", "targets", "references")
OF_THE_RECORD = (Predicate.PROMOTES_RESISTANCE, Predicate.INHIBITS_RESISTANCE, Predicate.DERIVED_FROM)


@dataclass
class Example:
    """One table of the file: its text form and what it states, records by data row."""

    name: str
    captions: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    records: dict[int, dict[str, str]] = field(default_factory=dict)
    triples: set[str] = field(default_factory=set)
    effects: set[str] = field(default_factory=set)
    reports: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "\n".join([*self.captions, "<<table 1>>", *self.rows, "<</table 1>>", *self.after])


def examples() -> list[Example]:
    found: list[Example] = []
    files = sorted(Path(__file__).parent.glob("tables*.txt"))
    for line in (line for file in files for line in file.read_text(encoding="utf-8").splitlines()):
        mark, _, rest = line.partition(" ")
        if mark == "==":
            found.append(Example(rest))
        elif mark == "@":
            found[-1].captions.append(rest)
        elif mark == "~":
            found[-1].after.append(rest)
        elif mark == ">":
            parts = (part.split(":", 1) for part in re.split(r"\s+\|\s+", rest))
            found[-1].records[len(found[-1].rows) - 1] = {name.strip(): value.strip() for name, value in parts}
        elif mark == "+":
            found[-1].triples.add(rest)
        elif mark == "*":
            found[-1].effects.add(rest)
        elif mark == "!":
            found[-1].reports.append(rest)
        elif line.strip() and mark != "%":
            found[-1].rows.append("\t".join(cell.strip() for cell in line.split("|")))
    return found


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def shown(record: Record) -> dict[str, str]:
    values = {name: getattr(record, name) for name in FIELDS}
    texts = {n: "; ".join(map(str, v)) if isinstance(v, tuple) else str(v or "") for n, v in values.items()}
    return {name: text for name, text in texts.items() if text and (name, text) != ("effect", "unknown")}


def stated(triple: Triple) -> str:
    return f"{triple.subject} {triple.predicate.value} {triple.object}"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_a_table_states_exactly_this(example: Example, tagger: Tagger) -> None:
    document = document_from_text(example.text(), example.name)
    records, triples, reports = read_tables(document, tagger, tagger.tag(document))
    # A row that has a column of ncRNAs for each direction gives a record for each; the last one is compared.
    assert {record.row: shown(record) for record in records} == example.records
    assert {stated(t) for t in triples if t.predicate not in OF_THE_RECORD} == example.triples
    assert example.effects <= {stated(t) for t in triples}
    for said in example.reports:
        assert any(said in report for report in reports), reports
