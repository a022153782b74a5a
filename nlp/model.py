"""The values that understanding produces.

Offsets are half-open code-point offsets into the text of the block that a value names. ``references`` are the
paper's own reference numbers, ranges spelled out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.model import Region


class EntityType(StrEnum):
    """What a mention names."""

    NCRNA = "NCRNA"
    DRUG = "DRUG"
    GENE = "GENE"
    CELL = "CELL"
    PATHWAY = "PATHWAY"
    PROCESS = "PROCESS"
    DISEASE = "DISEASE"


class NcrnaClass(StrEnum):
    """The class of a non-coding RNA: the ``subtype`` of an NCRNA mention."""

    MIRNA = "miRNA"
    LNCRNA = "lncRNA"
    CIRCRNA = "circRNA"
    OTHER = "other"


class Predicate(StrEnum):
    """What a triple says of its subject, always an ncRNA."""

    PROMOTES_RESISTANCE = "promotes_resistance"
    INHIBITS_RESISTANCE = "inhibits_resistance"
    DOWNREGULATES = "downregulates"
    UPREGULATES = "upregulates"
    SPONGES = "sponges"
    BINDS = "binds"
    TARGETS = "targets"
    ACTIVATES = "activates"
    INHIBITS = "inhibits"
    DERIVED_FROM = "derived_from"


class Effect(StrEnum):
    """The effect of an ncRNA on drug resistance, by its meaning and not by its verb."""

    PROMOTES = "promotes"
    INHIBITS = "inhibits"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    """Where in the paper a triple was read."""

    TABLE = "table"
    PROSE = "prose"


class Certainty(StrEnum):
    """Whether the paper states a fact or only supposes it."""

    ASSERTED = "asserted"
    HYPOTHESISED = "hypothesised"


class ConflictKind(StrEnum):
    """What a table and the prose beside it disagree on."""

    DRUG = "drug"
    DIRECTION = "direction"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text: ``surface`` is ``text[start:end]`` of the block.

    ``normals`` holds one normal form, or several where one span names several things (``miR-221/222``).
    ``ids`` goes with ``normals`` one to one; an identifier that is not surely known is ``None``.
    ``ambiguity`` says why a name is not one single thing ("arm unspecified", "family", "precursor", …).
    """

    block: str
    start: int
    end: int
    type: EntityType
    surface: str
    normals: tuple[str, ...]
    ids: tuple[str | None, ...] = ()
    subtype: NcrnaClass | None = None
    ambiguity: str | None = None

    @property
    def normal(self) -> str:
        """The normal forms, joined by ``; `` where there are several."""
        return "; ".join(self.normals)

    @property
    def id(self) -> str | None:
        """The identifiers, joined by ``; ``; ``None`` unless every one is known."""
        known = [identifier for identifier in self.ids if identifier is not None]
        return "; ".join(known) if known and len(known) == len(self.normals) else None


@dataclass(frozen=True, slots=True)
class ProseEvidence:
    """A span of a block, and where it is printed."""

    block: str
    start: int
    end: int
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """A data row (from 1) of a table, and where its cells are printed."""

    table: str
    row: int
    regions: tuple[Region, ...] = ()


Evidence = ProseEvidence | RowEvidence


@dataclass(frozen=True, slots=True)
class Triple:
    """One fact in normal forms, with its place, its derivation in one line and its confidence from 0 to 1."""

    subject: str
    predicate: Predicate
    object: str
    origin: Origin
    certainty: Certainty
    references: tuple[int, ...]
    evidence: tuple[Evidence, ...]
    derivation: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One row of an evidence table, read from a table or put together from prose (``table`` is ``None``)."""

    table: str | None
    row: int | None
    source_cells: tuple[str, ...]
    ncrnas: tuple[str, ...]
    drugs: tuple[str, ...]
    effect: Effect
    effect_as_written: str | None
    mechanism: str | None
    targets: tuple[str, ...]
    references: tuple[int, ...]
    evidence: tuple[Evidence, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where a paper's table and its own prose disagree about one ncRNA.

    ``table`` and ``row`` are ``None`` where two abstracts disagree; the first abstract's reading is then the
    ``table_value``.
    """

    table: str | None
    row: int | None
    ncrna: str
    kind: ConflictKind
    table_value: str
    prose_value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that one paper yields. ``reports`` says what could not be understood (unknown headers, …)."""

    mentions: tuple[Mention, ...] = ()
    triples: tuple[Triple, ...] = ()
    records: tuple[Record, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    reports: tuple[str, ...] = ()
