"""Curation: what merging would change, merging, curators' decisions, and queries over claims."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, func, or_, select, update

from corpus.claims import ClaimKey
from corpus.merge import Change, ChangeKind, Current, Details, Status, changes
from corpus.store import schema
from corpus.store.dataset import Dataset, Version, now

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


class DecisionError(Exception):
    """A decision that cannot be taken: an unknown claim, field, reason or value."""


class StaleDecisionError(DecisionError):
    """Somebody else has decided on this claim since the curator saw it."""


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
class PaperChanges:
    """What merging one version of one paper changes."""

    version: Version
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to show; every field that is set has to fit. ``text`` is looked for in all names."""

    statuses: tuple[Status, ...] = ()
    text: str = ""
    conflicts_only: bool = False
    ncrna: str | None = None
    drug: str | None = None
    version_id: int | None = None


@dataclass(slots=True)
class _Stated:
    """All that is stated of one claim by a set of versions."""

    key: ClaimKey
    details: Details
    fingerprints: list[str] = field(default_factory=list)


def plan(dataset: Dataset) -> tuple[PaperChanges, ...]:
    """Return what ``merge`` would do, one entry for each version that is read and not yet merged.

    Each version is compared with the dataset as it stands now, so two new papers that state the same claim
    both show it as new.
    """
    waiting = dataset.versions("extracted")
    with dataset.transaction() as connection:
        return tuple(PaperChanges(version, _changes(connection, version)[0]) for version in waiting)


def merge(dataset: Dataset) -> tuple[PaperChanges, ...]:
    """Merge every version that is read and not yet merged, one transaction each, in the order of reading."""
    done = []
    for version in dataset.versions("extracted"):
        with dataset.transaction() as connection:
            found, stated = _changes(connection, version)
            _apply(connection, version, found, stated)
        done.append(PaperChanges(version, found))
    return tuple(done)


def claims(
    dataset: Dataset, wanted: ClaimFilter = ClaimFilter(), *, limit: int | None = None, offset: int = 0
) -> tuple[Claim, ...]:
    """Return claims by need of review: conflicts first, then pending ones, then by rising confidence."""
    c = schema.claims.c
    query = (
        select(schema.claims)
        .where(*_conditions(wanted))
        .order_by(
            c.status != Status.PENDING.value,
            c.conflicts == "",
            func.coalesce(c.confidence, 0.0),
            c.ncrna,
            c.drug,
            c.key,
        )
        .limit(limit)
        .offset(offset)
    )
    with dataset.transaction() as connection:
        return tuple(_claim(row._mapping) for row in connection.execute(query))


def claim(dataset: Dataset, key: str) -> Claim | None:
    """Return one claim by the digest of its key; ``None`` when there is none."""
    with dataset.transaction() as connection:
        return _find(connection, key)


def sightings_of(dataset: Dataset, key: str) -> tuple[StoredSighting, ...]:
    """Return where the claim is stated, by papers whose version is merged."""
    s, v, p = schema.sightings.c, schema.versions.c, schema.papers.c
    query = (
        select(
            s.version_id,
            func.coalesce(p.title_zh, p.title_en, v.name),
            v.paper_id,
            s.table_id,
            s.row,
            s.source_cells,
            s.mechanism,
            s.effect_as_written,
            s.confidence,
            s.conflicts,
            s.evidence,
        )
        .join(schema.versions, v.id == s.version_id)
        .join(schema.papers, p.id == v.paper_id)
        .where(s.key == key, v.state == "merged")
        .order_by(s.id)
    )
    with dataset.transaction() as connection:
        return tuple(StoredSighting(*row) for row in connection.execute(query))


def decisions_of(dataset: Dataset, key: str) -> tuple[Decision, ...]:
    """Return every decision on a claim, the oldest first."""
    with dataset.transaction() as connection:
        return _decisions(connection, key)


@dataclass(frozen=True, slots=True)
class Request:
    """One decision to be taken on the claim as the curator saw it, at ``expected_revision``."""

    key: str
    verdict: Verdict
    expected_revision: int
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def decide(dataset: Dataset, request: Request, *, curator: str) -> Claim:
    """Store one decision and return the claim as it then stands.

    ``values`` are the corrected fields of a ``CORRECT``, ``reason`` is one of ``REJECT_REASONS`` for a
    ``REJECT``. Raises :class:`StaleDecisionError` when the claim is no longer at the expected revision, and
    :class:`DecisionError` for an unknown claim, field, effect or reason.
    """
    return decide_all(dataset, [request], curator=curator)[0]


def decide_all(dataset: Dataset, requests: Sequence[Request], *, curator: str) -> tuple[Claim, ...]:
    """Store several decisions in one transaction: all of them, or none. Raises as ``decide`` does."""
    for request in requests:
        _check(request, curator)
    with dataset.transaction() as connection:
        return tuple(_decide(connection, request, curator) for request in requests)


def _decide(connection: Connection, request: Request, curator: str) -> Claim:
    key = request.key
    before = _find(connection, key)
    if before is None:
        raise DecisionError(f"there is no claim {key}")
    if before.revision != request.expected_revision:
        raise StaleDecisionError(
            f"the claim has been changed meanwhile (revision {before.revision}, not {request.expected_revision})"
        )
    if request.verdict is Verdict.UNDO and not _standing(_decisions(connection, key)):
        raise DecisionError("there is nothing to undo")
    revision = before.revision + 1
    connection.execute(
        schema.decisions.insert().values(
            key=key,
            revision=revision,
            verdict=request.verdict.value,
            values=json.dumps(dict(request.values), ensure_ascii=False, sort_keys=True),
            reason=request.reason,
            curator=curator.strip(),
            decided_at=now(),
            evidence_fingerprint=before.evidence_fingerprint,
        )
    )
    _refresh(connection, key, revision=revision)
    after = _find(connection, key)
    assert after is not None  # noqa: S101 - it was there before
    return after


def _check(request: Request, curator: str) -> None:
    verdict, values = request.verdict, request.values
    if not curator.strip():
        raise DecisionError("a decision needs a curator's name")
    unknown = sorted(set(values) - set(EDITABLE))
    if unknown:
        raise DecisionError(f"no such field: {', '.join(unknown)}")
    if (verdict is Verdict.CORRECT) != bool(values):
        raise DecisionError("a correction, and only a correction, gives new values")
    if values.get("effect", "unknown") not in ("promotes", "inhibits", "unknown"):
        raise DecisionError(f"effect is promotes, inhibits or unknown, not {values['effect']!r}")
    if "ncrna" in values and not values["ncrna"].strip():
        raise DecisionError("a claim needs an ncRNA")
    if verdict is Verdict.REJECT and request.reason not in REJECT_REASONS:
        raise DecisionError(f"the reason is one of: {', '.join(REJECT_REASONS)}")


def _standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that count: undone ones and skips are left out."""
    standing: list[Decision] = []
    for decision in decisions:
        if decision.verdict is Verdict.UNDO:
            standing = standing[:-1]
        elif decision.verdict is not Verdict.SKIP:
            standing.append(decision)
    return standing


def _state(standing: Sequence[Decision]) -> Status:
    if not standing:
        return Status.PENDING
    if standing[-1].verdict is Verdict.REJECT:
        return Status.REJECTED
    return Status.CORRECTED if any(d.values for d in standing) else Status.ACCEPTED


def _refresh(connection: Connection, key: str, *, revision: int) -> None:
    """Work out a claim's row anew from its sightings and its decisions."""
    stated = _stated(connection, schema.sightings.c.key == key, schema.versions.c.state == "merged").get(key)
    standing = _standing(_decisions(connection, key))
    status = _state(standing)
    row: dict[str, object] = {"status": status.value, "revision": revision, "updated_at": now(), "note": ""}
    if standing and standing[-1].verdict is Verdict.REJECT:
        row["note"] = standing[-1].reason
    if stated is not None:
        row |= {
            "ncrna": stated.key.ncrna,
            "drug": stated.key.drug,
            "effect": stated.key.effect,
            "target": stated.key.target,
            "source_cells": stated.details.source_cells,
            "mechanism": stated.details.mechanism,
        }
    elif status is Status.PENDING:
        row["status"] = Status.GONE.value
    for decision in standing:
        row |= {name: value.strip() for name, value in decision.values.items()}
    connection.execute(update(schema.claims).where(schema.claims.c.key == key).values(**row))


def _changes(connection: Connection, version: Version) -> tuple[tuple[Change, ...], dict[str, _Stated]]:
    """Return what merging a version changes, and what the claims' evidence would then be."""
    v, s = schema.versions.c, schema.sightings.c
    new = _stated(connection, s.version_id == version.id)
    base = _stated(connection, v.paper_id == version.paper_id, v.state == "merged")
    digests = sorted({*new, *base})
    elsewhere: dict[str, _Stated] = {}
    current: dict[str, Current] = {}
    for part in _parts(digests):
        elsewhere |= _stated(connection, s.key.in_(part), v.paper_id != version.paper_id, v.state == "merged")
        current |= _current(connection, part)
    for digest, stated in new.items():
        if digest in elsewhere:
            stated.fingerprints += elsewhere[digest].fingerprints
            stated.details = _with_fingerprint(stated.details, stated.fingerprints)
    found = changes(
        current,
        {digest: stated.details for digest, stated in base.items()},
        {digest: (stated.key, stated.details) for digest, stated in new.items()},
        {digest: stated.details.fingerprint for digest, stated in elsewhere.items()},
        _opposed(connection, [stated.key for digest, stated in new.items() if digest not in current]),
    )
    return found, new


def _apply(connection: Connection, version: Version, found: Iterable[Change], stated: Mapping[str, _Stated]) -> None:
    v, c = schema.versions.c, schema.claims.c
    connection.execute(
        update(schema.versions).where(v.paper_id == version.paper_id, v.state == "merged").values(state="superseded")
    )
    connection.execute(update(schema.versions).where(v.id == version.id).values(state="merged", merged_at=now()))
    for change in found:
        digest = change.key.digest
        row: dict[str, object] = {"status": change.after.value, "updated_at": now(), "note": change.note}
        if digest in stated:
            details = stated[digest].details
            row |= {
                "confidence": details.confidence,
                "conflicts": details.conflicts,
                "evidence_fingerprint": details.fingerprint,
            }
            if change.after is Status.PENDING:
                row |= {"source_cells": details.source_cells, "mechanism": details.mechanism}
        if change.before is None:
            key = change.key
            names = {name: getattr(key, name) for name in ("ncrna", "drug", "effect", "target", "study")}
            connection.execute(schema.claims.insert().values(key=digest, revision=0, **names, **row))
        elif change.kind is not ChangeKind.UNCHANGED or digest in stated:
            if change.kind is ChangeKind.UNCHANGED:
                row = {name: value for name, value in row.items() if name not in ("note", "updated_at")}
            connection.execute(update(schema.claims).where(c.key == digest).values(**row))


def _stated(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, _Stated]:
    """Return digest → what is stated of it by the sightings that fit, all evidence hashed together."""
    s = schema.sightings.c
    query = (
        select(schema.sightings)
        .join(schema.versions, schema.versions.c.id == s.version_id)
        .where(*conditions)
        .order_by(s.id)
    )
    found: dict[str, _Stated] = {}
    for row in connection.execute(query):
        stated = found.get(row.key)
        if stated is None:
            key = ClaimKey(row.ncrna, row.drug, row.effect, row.target, row.study)
            details = Details(row.source_cells, row.mechanism, row.confidence, row.conflicts)
            found[row.key] = stated = _Stated(key, details)
        stated.fingerprints.append(row.fingerprint)
    for stated in found.values():
        stated.details = _with_fingerprint(stated.details, stated.fingerprints)
    return found


def _with_fingerprint(details: Details, fingerprints: Iterable[str]) -> Details:
    joined = "\n".join(sorted(set(fingerprints)))
    digest = hashlib.sha256(joined.encode()).hexdigest()[:32]
    return Details(details.source_cells, details.mechanism, details.confidence, details.conflicts, digest)


def _current(connection: Connection, digests: Sequence[str]) -> dict[str, Current]:
    c, d = schema.claims.c, schema.decisions
    rows = connection.execute(select(schema.claims).where(c.key.in_(digests))).all()
    last: dict[str, str] = {
        row.key: row.evidence_fingerprint
        for row in connection.execute(select(d).where(d.c.key.in_(digests)).order_by(d.c.revision))
        if row.verdict not in (Verdict.SKIP.value, Verdict.UNDO.value)
    }
    found = {}
    for row in rows:
        status = Status(row.status)
        decided = status in (Status.ACCEPTED, Status.CORRECTED, Status.REJECTED)
        found[row.key] = Current(
            key=ClaimKey(row.ncrna, row.drug, row.effect, row.target, row.study),
            status=status,
            details=Details(row.source_cells, row.mechanism, row.confidence, row.conflicts, row.evidence_fingerprint),
            decided_on=last.get(row.key) if decided else None,
        )
    return found


def _opposed(connection: Connection, keys: Sequence[ClaimKey]) -> dict[str, tuple[str, ...]]:
    """Return digest → standing claims of the same ncRNA and drug with the opposite effect."""
    opposite = {"promotes": "inhibits", "inhibits": "promotes"}
    c = schema.claims.c
    found = {}
    for key in keys:
        if key.effect not in opposite or not key.drug:
            continue
        query = select(c.key).where(
            c.ncrna == key.ncrna,
            c.drug == key.drug,
            c.effect == opposite[key.effect],
            c.status.not_in((Status.REJECTED.value, Status.GONE.value)),
        )
        against = tuple(connection.execute(query.order_by(c.key)).scalars())
        if against:
            found[key.digest] = against
    return found


def _decisions(connection: Connection, key: str) -> tuple[Decision, ...]:
    d = schema.decisions
    query = select(d).where(d.c.key == key).order_by(d.c.revision)
    return tuple(
        Decision(
            row.key,
            row.revision,
            Verdict(row.verdict),
            json.loads(row._mapping["values"]),
            row.reason,
            row.curator,
            row.decided_at,
            row.evidence_fingerprint,
        )
        for row in connection.execute(query)
    )


def _find(connection: Connection, key: str) -> Claim | None:
    row = connection.execute(select(schema.claims).where(schema.claims.c.key == key)).first()
    return None if row is None else _claim(row._mapping)


def _claim(row: RowMapping) -> Claim:
    return Claim(**{**row, "status": Status(row["status"])})


def _conditions(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    c, s = schema.claims.c, schema.sightings.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(c.status.in_([status.value for status in wanted.statuses]))
    if wanted.text:
        columns = (c.ncrna, c.drug, c.target, c.source_cells, c.mechanism, c.study)
        conditions.append(or_(*(column.icontains(wanted.text, autoescape=True) for column in columns)))
    if wanted.conflicts_only:
        conditions.append(c.conflicts != "")
    if wanted.ncrna is not None:
        conditions.append(c.ncrna == wanted.ncrna)
    if wanted.drug is not None:
        conditions.append(c.drug == wanted.drug)
    if wanted.version_id is not None:
        keys = select(s.key).where(s.version_id == wanted.version_id)
        conditions.append(c.key.in_(keys))
    return conditions


def _parts(digests: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    # SQLite takes a bounded number of values in one statement.
    return (digests[start : start + size] for start in range(0, len(digests), size))
