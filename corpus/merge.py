"""What a new reading of a paper changes in the curated dataset: a three-way comparison, claim by claim.

The three sides are the *base* (what the paper's last merged version said), the *curator* (what people
decided) and the *new* reading. A curator's word is never overwritten, a rejected claim stays rejected until
its evidence changes, and a claim that no merged paper states any more is marked gone, not deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
    """What a claim says beside its key; ``fingerprint`` lists the hashes of all its active evidence, blank-parted."""

    source_cells: str = ""
    mechanism: str | None = None
    confidence: float | None = None
    conflicts: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Current:
    """A claim as the dataset holds it. ``decided_on`` is the evidence that the last standing decision looked at.

    A pending claim that has one was rejected, and reopened by evidence which its curator had not seen.
    """

    status: Status
    decided_on: str | None = None

    @property
    def decided(self) -> bool:
        """Whether a person has spoken on this claim."""
        return self.status in (Status.ACCEPTED, Status.CORRECTED, Status.REJECTED)

    def rejected_again(self, evidence: str) -> bool:
        """Tell whether with no more than this ``evidence`` an earlier rejection holds again."""
        reopened = self.status is Status.PENDING and self.decided_on is not None
        return reopened and covers(self.decided_on or "", evidence)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of ``tabularna diff``. ``key`` is the claim as extracted, whatever a curator made of it."""

    kind: ChangeKind
    key: ClaimKey
    before: Status | None
    after: Status
    note: str = ""
    against: tuple[str, ...] = ()  # digests of the claims that say the opposite


def changes(
    current: Mapping[str, Current],
    base: Mapping[str, tuple[ClaimKey, Details]],
    new: Mapping[str, tuple[ClaimKey, Details]],
    elsewhere: Mapping[str, str],
    opposed: Mapping[str, tuple[str, ...]],
    corrected_to: Collection[str] = (),
) -> tuple[Change, ...]:
    """Compare one paper's new reading with its last one and with the dataset.

    Maps are keyed by claim digest. ``current`` holds the dataset's claims among those named by ``base`` or
    ``new``; ``elsewhere`` gives the evidence of other merged papers for the claims that they state too; ``opposed`` the
    standing claims with the same ncRNA and drug and the opposite effect; ``corrected_to`` names the new claims
    that say what a curator made of another one.
    """
    found = [
        _of_new(
            key,
            details,
            current.get(digest),
            base[digest][1] if digest in base else None,
            elsewhere.get(digest),
            opposed.get(digest, ()),
            corrected_to=digest in corrected_to,
        )
        for digest, (key, details) in new.items()
    ]
    found += [
        _of_missing(key, current[digest], elsewhere.get(digest))
        for digest, (key, _) in base.items()
        if digest not in new and digest in current
    ]
    return tuple(sorted(found, key=lambda change: (change.key, change.kind)))


_REJECTED_AGAIN = "rejected before; the evidence that reopened it is gone"


def covers(seen: str, evidence: str) -> bool:
    """Tell whether all of ``evidence`` was there when a curator saw ``seen`` (lists of fingerprints)."""
    return set(evidence.split()) <= set(seen.split())


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
    elsewhere: str | None,
    opposed: tuple[str, ...],
    *,
    corrected_to: bool,
) -> Change:
    if current is None or current.status is Status.GONE:
        notes = (
            "stated again" if current else "",
            _opposition(opposed),
            "a claim that a curator corrected says the same" if corrected_to else "",
        )
        kind = ChangeKind.CONTRADICTED if opposed else ChangeKind.NEW
        note = "; ".join(note for note in notes if note)
        return Change(kind, key, current.status if current else None, Status.PENDING, note, opposed)
    if current.status is Status.REJECTED:
        if not covers(current.decided_on or "", details.fingerprint):
            note = "rejected before; its evidence has changed"
            return Change(ChangeKind.REOPENED, key, current.status, Status.PENDING, note, opposed)
        return Change(ChangeKind.UNCHANGED, key, current.status, current.status, "stays rejected")
    if current.rejected_again(f"{details.fingerprint} {elsewhere or ''}"):
        return Change(ChangeKind.CHANGED, key, current.status, Status.REJECTED, _REJECTED_AGAIN)
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
    kind = ChangeKind.CONFIRMED if elsewhere is not None else ChangeKind.UNCHANGED
    return Change(kind, key, current.status, current.status, "", opposed)


def _of_missing(key: ClaimKey, current: Current, elsewhere: str | None) -> Change:
    status = current.status
    if current.rejected_again(elsewhere or ""):
        return Change(ChangeKind.CHANGED, key, status, Status.REJECTED, _REJECTED_AGAIN)
    if elsewhere is not None:
        return Change(ChangeKind.UNCHANGED, key, status, status, "this paper no longer states it, others do")
    if current.decided:
        note = "no paper states it any more; the curator's word is kept"
        return Change(ChangeKind.GONE, key, status, status, note)
    return Change(ChangeKind.GONE, key, status, Status.GONE, "no paper states it any more")


def _opposition(opposed: tuple[str, ...]) -> str:
    count = len(opposed)
    return f"{count} standing claim{'s say' if count > 1 else ' says'} the opposite" if opposed else ""
