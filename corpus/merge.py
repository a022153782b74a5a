"""What a new reading of a paper changes in the curated dataset: a three-way comparison, claim by claim.

The three sides are the *base* (what the paper's last merged version said), the *curator* (what people
decided) and the *new* reading. A curator's word is never overwritten, a rejected claim stays rejected until
its evidence changes, and a claim that no merged paper states any more is marked gone, not deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.claims import ClaimKey


class Status(StrEnum):
    """Where a claim stands in the curators' work."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    GONE = "gone"


class ChangeKind(StrEnum):
    """What a reading does to one claim."""

    NEW = "new"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    CONTRADICTED = "contradicted"
    GONE = "gone"
    REOPENED = "reopened"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Details:
    """What a claim says beside its key; ``fingerprint`` is a hash over all of its active evidence."""

    source_cells: str = ""
    mechanism: str | None = None
    confidence: float | None = None
    conflicts: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Current:
    """A claim as the dataset holds it. ``decided_on`` is the evidence that the last decision looked at."""

    key: ClaimKey
    status: Status
    details: Details
    decided_on: str | None = None

    @property
    def decided(self) -> bool:
        """Whether a person has spoken on this claim."""
        return self.decided_on is not None


@dataclass(frozen=True, slots=True)
class Change:
    """One line of ``tabularna diff``."""

    kind: ChangeKind
    key: ClaimKey
    before: Status | None
    after: Status
    note: str = ""
    against: tuple[str, ...] = ()  # digests of the claims that say the opposite


def changes(
    current: Mapping[str, Current],
    base: Mapping[str, Details],
    new: Mapping[str, tuple[ClaimKey, Details]],
    elsewhere: Mapping[str, str],
    opposed: Mapping[str, tuple[str, ...]],
) -> tuple[Change, ...]:
    """Compare one paper's new reading with its last one and with the dataset.

    Maps are keyed by claim digest. ``current`` holds the dataset's claims among those named by ``base`` or
    ``new``; ``elsewhere`` tells, for claims that other merged papers state too, the fingerprint of that other
    evidence; ``opposed`` names the standing claims with the same ncRNA and drug and the opposite effect.
    """
    found = [
        _of_new(key, details, current.get(digest), base.get(digest), digest in elsewhere, opposed.get(digest, ()))
        for digest, (key, details) in new.items()
    ]
    found += [
        _of_missing(current[digest], digest in elsewhere) for digest in base if digest not in new and digest in current
    ]
    return tuple(sorted(found, key=lambda change: (change.key, change.kind)))


def summary(found: Iterable[Change]) -> dict[ChangeKind, int]:
    """Count changes by kind."""
    counts = dict.fromkeys(ChangeKind, 0)
    for change in found:
        counts[change.kind] += 1
    return counts


def _of_new(
    key: ClaimKey,
    details: Details,
    current: Current | None,
    base: Details | None,
    stated_elsewhere: bool,
    opposed: tuple[str, ...],
) -> Change:
    if current is None:
        kind = ChangeKind.CONTRADICTED if opposed else ChangeKind.NEW
        return Change(kind, key, None, Status.PENDING, _opposition(opposed), opposed)
    if current.status is Status.REJECTED:
        if current.decided_on != details.fingerprint:
            note = "rejected before; its evidence has changed"
            return Change(ChangeKind.REOPENED, key, current.status, Status.PENDING, note, opposed)
        return Change(ChangeKind.UNCHANGED, key, current.status, current.status, "stays rejected")
    if current.status is Status.GONE:
        return Change(ChangeKind.NEW, key, current.status, Status.PENDING, "stated again", opposed)
    if base is None:
        return Change(ChangeKind.CONFIRMED, key, current.status, current.status, "one more paper states it")
    differing = [
        name
        for name, old, now in (
            ("source cells", base.source_cells, details.source_cells),
            ("mechanism", base.mechanism, details.mechanism),
            ("conflicts", base.conflicts, details.conflicts),
        )
        if old != now
    ]
    if differing:
        kept = "; the curator's word is kept" if current.decided else ""
        note = "differs in " + ", ".join(differing) + kept
        return Change(ChangeKind.CHANGED, key, current.status, current.status, note, opposed)
    kind = ChangeKind.CONFIRMED if stated_elsewhere else ChangeKind.UNCHANGED
    return Change(kind, key, current.status, current.status, "", opposed)


def _of_missing(current: Current, stated_elsewhere: bool) -> Change:
    if stated_elsewhere:
        note = "this paper no longer states it, others do"
        return Change(ChangeKind.UNCHANGED, current.key, current.status, current.status, note)
    if current.decided:
        note = "no paper states it any more; the curator's word is kept"
        return Change(ChangeKind.GONE, current.key, current.status, current.status, note)
    return Change(ChangeKind.GONE, current.key, current.status, Status.GONE, "no paper states it any more")


def _opposition(opposed: tuple[str, ...]) -> str:
    count = len(opposed)
    return f"{count} standing claim{'s' if count > 1 else ''} say the opposite" if opposed else ""
