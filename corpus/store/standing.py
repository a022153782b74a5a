"""How a claim stands: what follows from its sightings and from the decisions taken on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, update

from corpus.merge import Status, covers
from corpus.store import schema
from corpus.store.columns import now
from corpus.store.rows import decisions_on, stated
from corpus.store.values import Decision, Verdict


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that count: undone ones and skips are left out."""
    kept: list[Decision] = []
    for decision in decisions:
        if decision.verdict is Verdict.UNDO:
            kept = kept[:-1]
        elif decision.verdict is not Verdict.SKIP:
            kept.append(decision)
    return kept


def refresh(connection: Connection, key: str, *, revision: int) -> None:
    """Work out a claim's row anew from its sightings and its decisions."""
    found = stated(connection, schema.sightings.c.key == key, schema.MERGED).get(key)
    evidence = found.details.fingerprint if found else ""
    # What older versions stated is what is left of a claim that nobody states any more and no decision describes.
    last = found or stated(connection, schema.sightings.c.key == key, schema.versions.c.state == "superseded").get(key)
    counted = _in_force(standing(decisions_on(connection, key)), evidence)
    status = _status(counted)
    if status is Status.PENDING and found is None:
        status = Status.GONE
    row: dict[str, object] = {
        "status": status.value,
        "revision": revision,
        "updated_at": now(),
        "note": counted[-1].reason if status is Status.REJECTED else "",
    }
    if last is not None:
        row |= {
            "ncrna": last.key.ncrna,
            "drug": last.key.drug,
            "effect": last.key.effect,
            "target": last.key.target,
            "source_cells": last.details.source_cells,
            "mechanism": last.details.mechanism,
            "confidence": last.details.confidence,
            "conflicts": last.details.conflicts,
            "evidence_fingerprint": last.details.fingerprint,
        }
    for decision in counted:
        row |= {name: value.strip() for name, value in decision.values.items()}
    connection.execute(update(schema.claims).where(schema.claims.c.key == key).values(**row))


def _in_force(decisions: Sequence[Decision], evidence: str) -> Sequence[Decision]:
    """Leave out what a rejection ended, and a rejection whose claim has got evidence that its curator never saw."""
    rejections = [number for number, decision in enumerate(decisions) if decision.verdict is Verdict.REJECT]
    if not rejections:
        return decisions
    last = rejections[-1]
    if last + 1 < len(decisions):
        return decisions[last + 1 :]
    return decisions[last:] if covers(decisions[last].evidence_fingerprint, evidence) else ()


def _status(counted: Sequence[Decision]) -> Status:
    if not counted:
        return Status.PENDING
    if counted[-1].verdict is Verdict.REJECT:
        return Status.REJECTED
    return Status.CORRECTED if any(decision.values for decision in counted) else Status.ACCEPTED
