"""The effect on resistance that one cell states below its header: the notations of ``effect_cells.txt``."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

import pytest

from extract.plain import document_from_text
from nlp.rows import read_tables
from nlp.script import is_han
from nlp.tagger import load_tagger

ZH = ("表{} 肺癌中的非编码RNA", "ncRNA\t药物\t{}\t文献", "miR-21\t顺铂\t{}\t[1]")
EN = ("Table {}. Non-coding RNAs in lung cancer", "ncRNA\tDrug\t{}\tRef.", "miR-21\tCisplatin\t{}\t[1]")


def notations() -> list[tuple[str, str, str]]:
    lines = Path(__file__).with_name("effect_cells.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.split(" | ") for line in lines if line.strip() and not line.startswith("%"))
    return [(header.strip(), cell.strip(), effect.strip()) for header, cell, effect in parts]


@pytest.fixture(scope="module")
def read() -> Mapping[tuple[str, str], str]:
    """What each notation is read as: one paper with a table of one row for each."""
    lines: list[str] = []
    for number, (header, cell, _) in enumerate(notations(), start=1):
        caption, heads, row = ZH if any(map(is_han, header + cell)) else EN
        lines += ["", "A paragraph parts two tables.", caption.format(number), f"<<table {number}>>"]
        lines += [heads.format(header), row.format(cell), f"<</table {number}>>"]
    tagger = load_tagger()
    document = document_from_text("\n".join(lines), "notations")
    records, _, _ = read_tables(document, tagger, tagger.tag(document))
    effects = {record.table: record.effect.value for record in records}
    return {
        (header, cell): effects.get(table.id, "no record")
        for table, (header, cell, _) in zip(document.tables, notations(), strict=True)
    }


@pytest.mark.parametrize(
    ("header", "cells"),
    [(header, [(c, e) for _, c, e in lines]) for header, lines in groupby(notations(), key=lambda line: line[0])],
)
def test_each_notation_is_read(header: str, cells: list[tuple[str, str]], read: Mapping[tuple[str, str], str]) -> None:
    assert [(cell, read[header, cell]) for cell, _ in cells] == cells
