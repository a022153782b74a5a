"""Where a claim is stated, as the review page shows it: quotes, printed rows, boxes on pages, and the derivation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.contract import Json
from corpus.review.links import Link, link
from corpus.store.values import StoredSighting


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on a page, in points from its top left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of the table row that states a claim, under its column's header."""

    header: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence. ``number`` counts from 1 within a claim; ``cells`` is empty for a sentence."""

    number: int
    version_id: int
    kind: str  # table, prose
    where: str  # "Table 1, row 3" as printed, or the heading above the sentence
    row: int | None
    quote: str
    cells: tuple[PrintedCell, ...]
    marks: tuple[Mark, ...]

    @property
    def page(self) -> int | None:
        """The page on which it begins; ``None`` for a paper without pages."""
        return self.marks[0].page if self.marks else None


@dataclass(frozen=True, slots=True)
class Step:
    """One triple that led to the claim, with the words and the rule it was read from."""

    origin: str
    predicate: str
    object: str
    certainty: str
    derivation: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Citation:
    """The primary study as the paper's bibliography has it."""

    number: int
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StatedIn:
    """What one paper says of a claim."""

    sighting: StoredSighting
    pieces: tuple[Piece, ...]
    steps: tuple[Step, ...]
    citations: tuple[Citation, ...]


def stated_in(sighting: StoredSighting, findings: Json, *, ncrna: str, names: frozenset[str], first: int) -> StatedIn:
    """Return what ``sighting`` shows, its pieces numbered from ``first``.

    ``findings`` is what was read from its paper; the steps are the triples about ``ncrna`` that come from the same
    row or sentences and speak of one of ``names`` (the claim's drug and target).
    """
    evidence: list[Json] = json.loads(sighting.evidence)
    pieces = tuple(
        _piece(number, sighting.version_id, each, findings) for number, each in enumerate(evidence, start=first)
    )
    here = [t for t in findings.get("triples", []) if _shares(t["evidence"], evidence)]
    # After a correction of the ncRNA no triple has its name: then all of the place are shown.
    used = [t for t in here if t["subject"] == ncrna] or here
    steps = tuple(
        Step(t["origin"], t["predicate"], t["object"], t["certainty"], t["derivation"], t["confidence"])
        for t in used
        if t["object"] in names or t["predicate"].endswith("_resistance")
    )
    return StatedIn(sighting, pieces, steps, tuple(_citations(sighting, used, findings)))


def _piece(number: int, version_id: int, evidence: Json, findings: Json) -> Piece:
    marks = tuple(_marks(evidence.get("regions", [])))
    quote = evidence.get("quote", "")
    if "table" in evidence:
        table = next((t for t in findings.get("tables", []) if t["id"] == evidence["table"]), None)
        row = evidence["row"]
        label = (table["label"] or table["id"]) if table else evidence["table"]
        return Piece(number, version_id, "table", label, row, quote, _cells(table, row), marks)
    block = next((b for b in findings.get("blocks", []) if b["id"] == evidence["block"]), None)
    return Piece(number, version_id, "prose", (block or {}).get("section") or "", None, quote, (), marks)


def _cells(table: Json | None, row: int) -> tuple[PrintedCell, ...]:
    if table is None or not 1 <= row <= len(table["rows"]):
        return ()
    return tuple(
        PrintedCell(header, text) for header, text in zip(table["header"], table["rows"][row - 1], strict=True)
    )


def _marks(regions: Iterable[Json]) -> Iterator[Mark]:
    for region in regions:
        x0, top, x1, bottom = region["box"]
        yield Mark(region["page"], x0, top, round(x1 - x0, 2), round(bottom - top, 2))


def _shares(one: Sequence[Json], other: Sequence[Json]) -> bool:
    """Tell whether two lists of evidence have a table row in common, or sentences that overlap."""
    for a in one:
        for b in other:
            if "table" in a and "table" in b and (a["table"], a["row"]) == (b["table"], b["row"]):
                return True
            if (
                "block" in a
                and "block" in b
                and a["block"] == b["block"]
                and a["start"] < b["end"]
                and b["start"] < a["end"]
            ):
                return True
    return False


def _citations(sighting: StoredSighting, triples: Sequence[Json], findings: Json) -> Iterator[Citation]:
    record = next(
        (
            r
            for r in findings.get("records", [])
            if sighting.table_id is not None and (r["table"], r["row"]) == (sighting.table_id, sighting.row)
        ),
        None,
    )
    numbers = record["references"] if record else sorted({n for t in triples for n in t["references"]})
    known = {reference["number"]: reference for reference in findings.get("references", [])}
    for number in numbers:
        reference = known.get(number)
        named = [
            link(f"{register}:{reference[register]}")
            for register in ("doi", "pmid")
            if reference and reference[register]
        ]
        yield Citation(number, reference["text"] if reference else "", tuple(named))
