"""Where a claim is stated, as the review page shows it: quotes, printed rows, boxes on pages, and the derivation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.conflicts import share_a_place, sides
from corpus.contract import Json
from corpus.review.links import Link, link
from corpus.store.columns import DamagedError
from corpus.store.places import read_places
from corpus.store.query import StoredConflict
from corpus.store.values import StoredSighting
from nlp.model import Predicate

_ACTS = tuple(predicate.value for predicate in Predicate)


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
    """One piece of evidence: a row of ``table``, or the text from ``start`` to ``end`` of ``block``.

    ``number`` counts from 1 within a claim; ``cells`` is empty for a sentence.
    """

    number: int
    version_id: int
    kind: str  # table, prose
    where: str  # "Table 1, row 3" as printed, or the heading above the sentence
    row: int | None
    quote: str
    cells: tuple[PrintedCell, ...]
    marks: tuple[Mark, ...]
    table: str = ""
    block: str = ""
    start: int = 0
    end: int = 0

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
class Reading:
    """One side of a conflict.

    ``side`` is a key of ``corpus.conflicts.SIDES``, ``act`` the predicate where the sides differ in what is done to
    ``names``. ``pieces`` are the numbers of the evidence that says so.
    """

    side: str
    act: str
    names: tuple[str, ...]
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict that a paper holds about a claim."""

    kind: str
    readings: tuple[Reading, Reading]


@dataclass(frozen=True, slots=True)
class StatedIn:
    """What one paper says of a claim."""

    sighting: StoredSighting
    pieces: tuple[Piece, ...]
    disputes: tuple[Dispute, ...]
    steps: tuple[Step, ...]
    citations: tuple[Citation, ...]
    damages: tuple[str, ...]  # what cannot be shown, since its row in the dataset is damaged


def stated_in(
    sighting: StoredSighting,
    findings: Json,
    conflicts: Sequence[StoredConflict],
    *,
    ncrna: str,
    names: frozenset[str],
    first: int,
    damage: str = "",
) -> StatedIn:
    """Return what ``sighting`` shows, its pieces numbered from ``first``.

    ``findings`` is what was read from its paper, ``conflicts`` those about the claim: the sentences of those about
    this sighting are shown too. The steps are the triples about ``ncrna`` that come from the same row or sentences
    and speak of one of ``names`` (the claim's drug and target). ``damage`` says why ``findings`` are empty.
    """
    damages = [damage] if damage else []
    evidence = _places(sighting.evidence, "sightings", sighting.id, damages)
    told = [
        (conflict, _places(conflict.evidence, "conflicts", conflict.id, damages))
        for conflict in conflicts
        if conflict.version_id == sighting.version_id
    ]
    own = [(conflict, places) for conflict, places in told if share_a_place(places, evidence)]
    for _, places in own:
        evidence += [place for place in places if not share_a_place([place], evidence)]
    pieces = tuple(
        _piece(number, sighting.version_id, each, findings) for number, each in enumerate(evidence, start=first)
    )
    here = [t for t in findings.get("triples", []) if share_a_place(t["evidence"], evidence)]
    # After a correction of the ncRNA no triple has its name: then all of the place are shown.
    used = [t for t in here if t["subject"] == ncrna] or here
    steps = tuple(
        Step(t["origin"], t["predicate"], t["object"], t["certainty"], t["derivation"], t["confidence"])
        for t in used
        if t["object"] in names or t["predicate"].endswith("_resistance")
    )
    numbered = list(zip((piece.number for piece in pieces), evidence, strict=True))
    disputes = tuple(_dispute(conflict, places, numbered, findings) for conflict, places in own)
    return StatedIn(sighting, pieces, disputes, steps, tuple(_citations(sighting, used, findings)), tuple(damages))


def _places(stored: str, table: str, number: int, damages: list[str]) -> list[Json]:
    """Return stored evidence; none, with a line more in ``damages``, where it is damaged."""
    try:
        return read_places(stored, table, number)
    except DamagedError as error:
        damages.append(str(error))
        return []


def _dispute(
    conflict: StoredConflict, places: Sequence[Json], numbered: Sequence[tuple[int, Json]], findings: Json
) -> Dispute:
    languages = {block["id"]: block["lang"] for block in findings.get("blocks", [])}
    of_places = [languages.get(place["block"], "") if "block" in place else "table" for place in places]
    one, other = sides(conflict.table_id, of_places[0] if of_places else "")
    values = {one: conflict.table_value, other: conflict.prose_value}
    readings = []
    for side, value in values.items():
        shown = [place for place, said in zip(places, of_places, strict=True) if said == side or side == "prose"]
        mine = [place for place in shown if side != "prose" or "block" in place]
        pieces = tuple(number for number, place in numbered if share_a_place([place], mine))
        act, _, name = value.partition(" ")
        acts = conflict.kind == "target" and act in _ACTS
        readings.append(Reading(side, act if acts else "", tuple((name if acts else value).split("; ")), pieces))
    return Dispute(conflict.kind, (readings[0], readings[1]))


def _piece(number: int, version_id: int, evidence: Json, findings: Json) -> Piece:
    marks = tuple(_marks(evidence.get("regions", [])))
    if "table" in evidence:
        table = next((t for t in findings.get("tables", []) if t["id"] == evidence["table"]), None)
        row = evidence["row"]
        label = (table["label"] or table["id"]) if table else evidence["table"]
        quote = evidence.get("quote", "")
        return Piece(number, version_id, "table", label, row, quote, _cells(table, row), marks, evidence["table"])
    block: Json = next((b for b in findings.get("blocks", []) if b["id"] == evidence["block"]), {})
    start, end = evidence["start"], evidence["end"]
    quote = (evidence.get("quote") or block.get("text", "")[start:end]).strip()
    where = block.get("section") or ""
    return Piece(number, version_id, "prose", where, None, quote, (), marks, "", evidence["block"], start, end)


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
