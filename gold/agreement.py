"""How far two readings of the same paper agree: ``python -m gold.agreement A B [--shared DIR]``.

Agreement is F1, which is the same from either side: twice what both have, over what each has.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gold.counts import Count
from gold.errors import GoldError
from gold.load import load_paper
from gold.model import GoldPaper

Item = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One kind of item: what both readings have, and what only one of them has, sorted."""

    kind: str
    both: int
    only_first: tuple[Item, ...]
    only_second: tuple[Item, ...]

    @property
    def f1(self) -> float | None:
        """Return the agreement, ``None`` where neither reading has an item."""
        return Count(self.both, len(self.only_second), len(self.only_first)).f1


def agreement(first: GoldPaper, second: GoldPaper) -> tuple[Agreement, ...]:
    """Compare two readings kind by kind. Raises ``ValueError`` when they are not of the same text."""
    if [block.text for block in first.document.blocks] != [block.text for block in second.document.blocks]:
        raise ValueError("the two readings are not of the same text")
    one, other = _items(first), _items(second)
    return tuple(
        Agreement(
            kind,
            len(one[kind] & other[kind]),
            tuple(sorted(one[kind] - other[kind])),
            tuple(sorted(other[kind] - one[kind])),
        )
        for kind in one
    )


def _items(paper: GoldPaper) -> dict[str, set[Item]]:
    spans = [(m.block, str(m.start), str(m.end), m.type.value, m.surface) for m in paper.mentions]
    triples = [
        (
            t.block or f"{t.table} row {t.row}",
            t.subject,
            t.predicate.value,
            t.object,
            t.certainty.value,
            str(t.references),
        )
        for t in paper.triples
    ]
    return {
        "mentions": set(spans),
        "normal forms": {(*span, m.normal) for span, m in zip(spans, paper.mentions, strict=True)},
        "prose triples": {item for item, t in zip(triples, paper.triples, strict=True) if t.block},
        "table triples": {item for item, t in zip(triples, paper.triples, strict=True) if not t.block},
        "records": {
            (
                r.table,
                str(r.row),
                *("; ".join(sorted(names)) for names in (r.source_cells, r.ncrnas, r.drugs, r.targets)),
                r.effect.value,
                r.mechanism or "",
                str(r.references),
            )
            for r in paper.records
        },
        "conflicts": {(c.table or "", str(c.row), c.ncrna, c.kind.value) for c in paper.conflicts},
    }


def main(arguments: Sequence[str]) -> int:
    """Print the agreement of two paper folders and every difference; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m gold.agreement", description="Compare two readings of a paper.")
    parser.add_argument("first", type=Path, help="a paper folder")
    parser.add_argument("second", type=Path, help="another reading of the same paper")
    parser.add_argument("--shared", type=Path, default=Path("../shared/papers"), help="folder of texts kept outside")
    options = parser.parse_args(arguments)
    try:
        found = agreement(*(load_paper(folder, shared=options.shared) for folder in (options.first, options.second)))
    except (GoldError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    for item in found:
        f1 = "–" if item.f1 is None else f"{item.f1:.4f}"
        sys.stdout.write(f"{item.kind}: F1 {f1} (both {item.both}, only A {len(item.only_first)}, ")
        sys.stdout.write(f"only B {len(item.only_second)})\n")
        for side, items in (("A", item.only_first), ("B", item.only_second)):
            sys.stdout.writelines(f"  only {side}: {' | '.join(fields)}\n" for fields in items)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
