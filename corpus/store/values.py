"""What the store answers with: claims, where they are stated, decisions, and what curators may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.merge import Status

EDITABLE = ("ncrna", "drug", "effect", "target", "source_cells", "mechanism")
REJECT_REASONS = (
    "not stated in the paper",
    "wrong ncRNA",
    "wrong drug",
    "wrong direction",
    "wrong target",
    "not about drug resistance",
    "duplicate",
    "other",
)


class Verdict(StrEnum):
    """What a curator can say about a claim."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    SKIP = "skip"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as it stands. ``revision`` counts the decisions taken on it."""

    key: str
    ncrna: str
    drug: str
    effect: str
    target: str
    study: str
    source_cells: str
    mechanism: str | None
    status: Status
    note: str
    confidence: float | None
    conflicts: str
    evidence_fingerprint: str
    revision: int
    updated_at: str


@dataclass(frozen=True, slots=True)
class StoredSighting:
    """One claim as one paper states it. ``evidence`` is JSON: places, quotes, and regions on pages."""

    id: int
    version_id: int
    paper: str
    paper_id: int
    table_id: str | None
    row: int | None
    source_cells: str
    mechanism: str | None
    effect_as_written: str | None
    confidence: float | None
    conflicts: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One curator's word on one claim, as it was said."""

    key: str
    revision: int
    verdict: Verdict
    values: Mapping[str, str]
    reason: str
    curator: str
    decided_at: str
    evidence_fingerprint: str


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to show; every field that is set has to fit.

    Every word of ``text`` is looked for in all names, without regard to case; ``paper_id`` and ``version_id`` keep the
    claims that one paper or one version states; ``contradicted_only`` those against which another standing claim says
    the opposite.
    """

    statuses: tuple[Status, ...] = ()
    text: str = ""
    conflicts_only: bool = False
    ncrna: str | None = None
    drug: str | None = None
    paper_id: int | None = None
    version_id: int | None = None
    contradicted_only: bool = False


EVERY_CLAIM = ClaimFilter()


@dataclass(frozen=True, slots=True)
class Request:
    """One decision to be taken on the claim as the curator saw it, at ``expected_revision``."""

    key: str
    verdict: Verdict
    expected_revision: int
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
