"""Rows of the database as values, inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from corpus.claims import ClaimKey
from corpus.merge import Details, Status
from corpus.store import schema
from corpus.store.columns import DamagedError, from_json
from corpus.store.values import Claim, Decision, Verdict


@dataclass(frozen=True, slots=True)
class Stated:
    """All that a set of versions states of one claim. ``details.fingerprint`` covers all of that evidence."""

    key: ClaimKey
    details: Details


def find_claim(connection: Connection, key: str) -> Claim | None:
    """Return one claim by the digest of its key."""
    row = connection.execute(select(schema.claims).where(schema.claims.c.key == key)).first()
    return None if row is None else claim_of(row._mapping)


def claim_of(row: RowMapping | dict[str, Any]) -> Claim:
    """Return a row of ``claims`` as a value."""
    return Claim(**{**row, "status": status_of(row["status"])})


def status_of(stored: str) -> Status:
    """Return a stored status. Raises :class:`~corpus.store.columns.DamagedError` when it is none any more."""
    if stored not in tuple(Status):
        raise DamagedError(f"the status of a claim is malformed: {stored!r}")
    return Status(stored)


def decisions_on(connection: Connection, key: str) -> tuple[Decision, ...]:
    """Return every decision on a claim, the oldest first."""
    return decisions_on_all(connection, [key]).get(key, ())


def decisions_on_all(connection: Connection, keys: Sequence[str] | None = None) -> dict[str, tuple[Decision, ...]]:
    """Return claim digest → every decision on it, the oldest first; without ``keys`` for all claims."""
    d = schema.decisions
    query = select(d).order_by(d.c.key, d.c.revision)
    if keys is not None:
        query = query.where(d.c.key.in_(keys))
    found: dict[str, list[Decision]] = {}
    for row in connection.execute(query):
        if row.verdict not in tuple(Verdict):
            raise DamagedError(f"a decision on claim {row.key} is malformed: {row.verdict!r}")
        decision = Decision(
            row.key,
            row.revision,
            Verdict(row.verdict),
            _values(row._mapping["values"], row.key),
            row.reason,
            row.curator,
            row.decided_at,
            row.evidence_fingerprint,
        )
        found.setdefault(row.key, []).append(decision)
    return {key: tuple(taken) for key, taken in found.items()}


def _values(stored: str, key: str) -> dict[str, str]:
    values = from_json(stored, f"a decision on claim {key}")
    if not isinstance(values, dict):
        raise DamagedError(f"a decision on claim {key} is malformed")
    return values


def stated(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, Stated]:
    """Return claim digest → what the sightings that fit state of it.

    Independent of the order in which papers came in: the surest sighting speaks for the details, and among equals
    the one whose text sorts first; conflicts and evidence are those of all of them.
    """
    s, v = schema.sightings.c, schema.versions.c
    query = (
        select(
            s.key,
            s.ncrna,
            s.drug,
            s.effect,
            s.target,
            s.study,
            s.source_cells,
            s.mechanism,
            s.confidence,
            s.conflicts,
            s.fingerprint,
        )
        .join(schema.versions, v.id == s.version_id)
        .where(*conditions)
    )
    keys: dict[str, ClaimKey] = {}
    seen: dict[str, list[Details]] = {}
    for (
        key,
        ncrna,
        drug,
        effect,
        target,
        study,
        cells,
        mechanism,
        confidence,
        conflicts,
        fingerprint,
    ) in connection.execute(query):
        keys.setdefault(key, ClaimKey(ncrna, drug, effect, target, study))
        seen.setdefault(key, []).append(Details(cells, mechanism, confidence, conflicts, fingerprint))
    return {key: Stated(keys[key], _together(seen[key])) for key in keys}


def parts(digests: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    """Cut ``digests`` into pieces: a database takes a bounded number of values in one statement."""
    return (digests[start : start + size] for start in range(0, len(digests), size))


def _together(found: Sequence[Details]) -> Details:
    surest = min(found, key=lambda d: (-(d.confidence or 0.0), not d.mechanism, d.source_cells, d.mechanism or ""))
    conflicts = {kind for details in found for kind in details.conflicts.split("; ") if kind}
    fingerprints = {details.fingerprint for details in found}
    return Details(
        surest.source_cells,
        surest.mechanism,
        surest.confidence,
        "; ".join(sorted(conflicts)),
        " ".join(sorted(fingerprints)),
    )
