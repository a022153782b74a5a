"""What lies on the curator's desk: one claim with all that is known of it, and the queue around it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.contract import Json
from corpus.merge import Status
from corpus.pages import PictureError
from corpus.review.evidence import Dispute, Piece, Reading, StatedIn, stated_in
from corpus.review.links import Link, links
from corpus.review.names import Names
from corpus.review.passages import PlainText, plain_text
from corpus.review.pictures import PageSize, Pictures
from corpus.review.queries import QueueEntry, entries, findings, identifiers, queue_keys, siblings, used_names, version
from corpus.review.wanted import Wanted
from corpus.store.columns import DamagedError
from corpus.store.curate import (
    Claim,
    Decision,
    claim,
    conflicts_of,
    contradicting,
    count_by_status,
    decisions_of,
    sightings_of,
)
from corpus.store.dataset import Dataset, DatasetError, Version
from corpus.store.standing import standing

QUEUE_LENGTH = 60  # claims shown at once
FIELD_OF_CONFLICT = {"direction": "effect", "drug": "drug", "target": "target"}
LINKED_FIELDS = ("ncrna", "drug", "target", "source_cells")


@dataclass(frozen=True, slots=True)
class Progress:
    """How many claims somebody has settled, of how many that papers state, and how many there are of each status."""

    done: int
    total: int
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """A stretch of the queue. ``start`` is the place of its first entry, from 0; ``position`` that of the claim."""

    entries: tuple[QueueEntry, ...]
    start: int
    total: int
    position: int | None
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of one paper. Without ``pages``, ``problem`` says why there is no picture (empty: it has none), and
    ``text`` is what was read.
    """

    version: Version
    pages: tuple[PageSize, ...]
    problem: str = ""
    text: PlainText | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the curator did last: a decision on a claim, and the same on ``others`` of its row."""

    claim: Claim
    decision: Decision
    others: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with all that is known of it.

    ``siblings`` are the other pending claims of its table row; ``ids`` goes from a name to its identifiers.
    """

    claim: Claim
    stated: tuple[StatedIn, ...]
    opposed: tuple[Claim, ...]
    siblings: tuple[Claim, ...]
    decisions: tuple[Decision, ...]
    ids: Mapping[str, tuple[Link, ...]]
    sheets: Sheets | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces of evidence, in the order of their numbers."""
        return tuple(piece for each in self.stated for piece in each.pieces)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """The conflicts of the papers about this claim, each once."""
        return tuple(dict.fromkeys(dispute for each in self.stated for dispute in each.disputes))

    def offers(self, dispute: Dispute, reading: Reading) -> tuple[str, ...]:
        """Return the values that a correction can take over from one side of a conflict."""
        now = getattr(self.claim, FIELD_OF_CONFLICT[dispute.kind])
        return () if reading.act or now in reading.names else reading.names

    @property
    def undoable(self) -> Decision | None:
        """The decision that an undo would take back."""
        counted = standing(self.decisions)
        return counted[-1] if counted else None


@dataclass(frozen=True, slots=True)
class Desk:
    """A dataset with what is needed to show it."""

    dataset: Dataset
    names: Names
    pictures: Pictures

    def progress(self) -> Progress:
        """Count what is settled."""
        counts = count_by_status(self.dataset)
        total = sum(number for status, number in counts.items() if status is not Status.GONE)
        each = tuple((status.value, number) for status, number in counts.items() if number)
        return Progress(total - counts[Status.PENDING], total, each)

    def queue(self, wanted: Wanted, key: str | None) -> Queue:
        """Return the stretch of the queue around a claim."""
        keys = queue_keys(self.dataset, wanted.claim_filter)
        at = keys.index(key) if key is not None and key in keys else None
        start = max((at or 0) - QUEUE_LENGTH // 4, 0)
        shown = entries(self.dataset, keys[start : start + QUEUE_LENGTH])
        before = keys[at - 1] if at else None
        after = keys[0] if at is None and keys else keys[at + 1] if at is not None and at + 1 < len(keys) else None
        return Queue(shown, start, len(keys), at, before, after)

    def first(self, wanted: Wanted) -> str | None:
        """Return the claim to begin with."""
        return next(iter(queue_keys(self.dataset, wanted.claim_filter, limit=1)), None)

    def view(self, key: str, version_id: int | None = None) -> ClaimView | None:
        """Return one claim, with the pages of the paper that is asked for (else of the first that states it)."""
        one = claim(self.dataset, key)
        if one is None:
            return None
        sightings = sightings_of(self.dataset, key)
        conflicts = conflicts_of(self.dataset, key)
        stated: list[StatedIn] = []
        reads: dict[int, tuple[Json, str]] = {}
        for sighting in sightings:
            first = 1 + sum(len(each.pieces) for each in stated)
            if sighting.version_id not in reads:
                reads[sighting.version_id] = self._read(sighting.version_id)
            read, damage = reads[sighting.version_id]
            names = frozenset((one.drug, one.target)) - {""}
            stated.append(
                stated_in(sighting, read, conflicts, ncrna=one.ncrna, names=names, first=first, damage=damage)
            )
        versions = [sighting.version_id for sighting in sightings]
        shown = version_id if version_id in versions else next(iter(versions), None)
        sheets = self.sheets(shown) if shown is not None else None
        if sheets is not None and not sheets.pages:
            pieces = [piece for each in stated for piece in each.pieces if piece.version_id == sheets.version.id]
            sheets = replace(sheets, text=plain_text(reads[sheets.version.id][0], pieces))
        return ClaimView(
            one,
            tuple(stated),
            contradicting(self.dataset, key),
            siblings(self.dataset, key),
            decisions_of(self.dataset, key),
            self._ids(one, tuple(versions)),
            sheets,
        )

    def _read(self, version_id: int) -> tuple[Json, str]:
        """Return what was read from a version, or nothing, and why that is so."""
        try:
            return findings(self.dataset, version_id), ""
        except DatasetError as error:
            if not isinstance(error.__cause__, DamagedError):
                raise
            return {}, str(error.__cause__)

    def sheets(self, version_id: int) -> Sheets | None:
        """Return the pages of a version of a paper; ``None`` when there is no such version."""
        found = version(self.dataset, version_id)
        if found is None:
            return None
        if (found.path or found.name).lower().endswith(".txt"):
            return Sheets(found, ())
        try:
            return Sheets(found, self.pictures.sizes(found))
        except PictureError as error:
            return Sheets(found, (), str(error))

    def following(self, wanted: Wanted, key: str, taken: Collection[str]) -> str | None:
        """Return the claim after ``key`` that is none of ``taken``, or the first such one; ``None`` at the end."""
        keys = queue_keys(self.dataset, wanted.claim_filter)
        start = keys.index(key) + 1 if key in keys else 0
        return next((other for other in keys[start:] if other not in taken), None)

    def notice(self, keys: Sequence[str], curator: str) -> Notice | None:
        """Return what was last done to these claims; ``None`` unless this curator did it."""
        found = [(claim(self.dataset, key), decisions_of(self.dataset, key)) for key in keys]
        done = [(one, said[-1]) for one, said in found if one and said and said[-1].curator == curator]
        if not done or len(done) < len(keys):
            return None
        return Notice(*done[0], tuple(one for one, _ in done[1:]))

    def corrections(self, one: Claim, given: Mapping[str, str]) -> dict[str, str]:
        """Return the fields that differ from the claim's, names in their normal forms."""
        changed = {}
        for field, text in given.items():
            tidy = " ".join(text.split())
            if field == "source_cells":
                parts = [part.strip() for part in tidy.replace("；", ";").split(";")]
                tidy = "; ".join(self.names.normal(field, part) for part in parts if part)
            elif field in LINKED_FIELDS:
                tidy = self.names.normal(field, tidy)
            if tidy != (getattr(one, field) or ""):
                changed[field] = tidy
        return changed

    def proposals(self, field: str, text: str) -> list[dict[str, str]]:
        """Return names to choose from, those the dataset already uses first."""
        used = used_names(self.dataset, field, text, limit=3) if text.strip() else ()
        found = {
            name: {"normal": name, "written": name, "id": self.names.identifier(field, name) or ""} for name in used
        }
        for proposal in self.names.propose(field, text):
            entry = {"normal": proposal.normal, "written": proposal.written, "id": proposal.identifier or ""}
            found.setdefault(proposal.normal, entry)
        return list(found.values())[:10]

    def _ids(self, one: Claim, versions: tuple[int, ...]) -> dict[str, tuple[Link, ...]]:
        fields = {part: field for field in LINKED_FIELDS for part in str(getattr(one, field) or "").split("; ") if part}
        found = identifiers(self.dataset, versions, tuple(fields))
        ids: dict[str, tuple[Link, ...]] = {}
        for name, field in fields.items():
            identifier = found.get(name) or self.names.identifier(field, name)
            if identifier:
                ids[name] = links(identifier)
        return ids
