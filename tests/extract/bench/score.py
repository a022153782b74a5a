"""How much of a known paper was read right: sentences, cells and rows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from extract.model import BlockKind, Document

_SENTENCE = re.compile(r".+?(?:[。！？；]|[.!?](?=\s|$)|$)", re.DOTALL)
_PROSE = (BlockKind.PARAGRAPH, BlockKind.ABSTRACT)


@dataclass(frozen=True)
class Reading:
    """What was read right, of how many; ``lost`` lists what was not."""

    sentences: tuple[int, int]
    cells: tuple[int, int]
    rows: tuple[int, int]
    lost: tuple[str, ...]


def folded(text: str) -> str:
    """Return text without white space, in one spelling of dashes and brackets."""
    return re.sub(r"\s+", "", text).replace("–", "-").replace("‑", "-").casefold()


def sentences(document: Document) -> list[str]:
    """Return the sentences of the prose, folded."""
    return [
        folded(match.group())
        for block in document.blocks
        if block.kind in _PROSE
        for match in _SENTENCE.finditer(block.text)
        if len(folded(match.group())) > 3
    ]


def score(read: Document, true: Document) -> Reading:
    """Compare a paper as it was read with its truth: sentences intact within one block, cells, whole rows."""
    blocks = [folded(block.text) for block in read.blocks if block.kind in _PROSE]
    wanted = sentences(true)
    lost = [sentence for sentence in wanted if not any(sentence in block for block in blocks)]
    missed = len(lost)
    cells = rows = total = 0
    for number, table in enumerate(true.tables):
        labelled = [other.rows for other in read.tables if other.label and folded(other.label) == folded(table.label)]
        found = labelled[0] if labelled else read.tables[number].rows if number < len(read.tables) else ()
        for index, row in enumerate(table.rows):
            given = found[index] if index < len(found) else ()
            right = [items(one) == items(other) for one, other in zip(row, given, strict=False)]
            right += [False] * (len(row) - len(right))
            cells += sum(right)
            rows += all(right) and len(given) == len(row)
            total += len(row)
            lost += [f"{table.label} row {index + 1}: {cell!r}" for cell, ok in zip(row, right, strict=False) if not ok]
    return Reading(
        (len(wanted) - missed, len(wanted)),
        (cells, total),
        (rows, sum(len(table.rows) for table in true.tables)),
        tuple(lost),
    )


def items(cell: str) -> Counter[str]:
    """Return the items of a cell in any order."""
    return Counter(folded(item) for item in re.split(r"[;；]", cell) if item.strip())
