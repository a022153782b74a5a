"""Curators' decisions: appended, never changed, and refused when somebody else was faster."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from corpus.store import schema
from corpus.store.columns import now
from corpus.store.dataset import Dataset
from corpus.store.rows import decisions_on, find_claim
from corpus.store.standing import refresh, standing
from corpus.store.values import EDITABLE, REJECT_REASONS, Claim, Request, Verdict


class DecisionError(Exception):
    """A decision that cannot be taken: an unknown claim, field, reason or value."""


class StaleDecisionError(DecisionError):
    """Somebody else has decided on this claim since the curator saw it."""


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
    before = find_claim(connection, key)
    if before is None:
        raise DecisionError(f"there is no claim {key}")
    if before.revision != request.expected_revision:
        raise StaleDecisionError(
            f"the claim has been changed meanwhile (revision {before.revision}, not {request.expected_revision})"
        )
    if request.verdict is Verdict.UNDO and not standing(decisions_on(connection, key)):
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
    refresh(connection, key, revision=revision)
    after = find_claim(connection, key)
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
