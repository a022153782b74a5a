"""The values of a gold set: what a paper says, as people who read it wrote down.

Offsets are half-open code-point offsets into the block's text. Names are normal forms. ``place`` is the file and
line that a value was read from, for messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.model import Document
from nlp.model import Certainty, ConflictKind, Effect, Mention, Predicate


@dataclass(frozen=True, slots=True)
class GoldTriple:
    """One fact that a paragraph (``block``) or a data row of a table (``table``, ``row`` from 1) states."""

    subject: str
    predicate: Predicate
    object: str
    certainty: Certainty = Certainty.ASSERTED
    references: tuple[int, ...] = ()
    block: str | None = None
    table: str | None = None
    row: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One data row (from 1) of an evidence table in normal forms. ``mechanism`` is as written, ``None`` if unknown."""

    table: str
    row: int
    source_cells: tuple[str, ...]
    ncrnas: tuple[str, ...]
    drugs: tuple[str, ...]
    effect: Effect
    effect_as_written: str | None
    mechanism: str | None
    targets: tuple[str, ...]
    references: tuple[int, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class GoldConflict:
    """A row of a table that the paper's own prose contradicts. The values are normal forms or effects.

    ``table`` and ``row`` are ``None`` where two abstracts disagree; ``table_value`` is then what the first one says.
    """

    table: str | None
    row: int | None
    ncrna: str
    kind: ConflictKind
    table_value: str
    prose_value: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """A paper, or a paragraph that stands for one, with everything that people marked in it.

    ``document`` is its true text. ``marked`` are the blocks whose names were marked: mentions count nowhere else.
    ``records``, ``conflicts`` and the table triples are empty for a paper without tables.
    ``file`` is the PDF that a program reads in place of the true text, where there is one.
    """

    name: str
    document: Document
    mentions: tuple[Mention, ...] = ()
    triples: tuple[GoldTriple, ...] = ()
    records: tuple[GoldRecord, ...] = ()
    conflicts: tuple[GoldConflict, ...] = ()
    marked: frozenset[str] = frozenset()
    facts: tuple[tuple[str, str], ...] = ()
    file: Path | None = None

    def fact(self, key: str) -> str | None:
        """Return one of the facts about the paper, such as its ``lang`` or ``topic``."""
        return dict(self.facts).get(key)
