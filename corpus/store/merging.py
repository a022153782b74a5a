"""What merging would change, and merging: extracted versions become part of the claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from corpus.claims import ClaimKey
from corpus.merge import Change, ChangeKind, Current, Status, changes
from corpus.store import schema
from corpus.store.columns import now
from corpus.store.dataset import Dataset, Version
from corpus.store.query import NOT_STANDING, OPPOSITE
from corpus.store.rows import Stated, parts, stated
from corpus.store.standing import refresh
from corpus.store.values import Verdict


@dataclass(frozen=True, slots=True)
class PaperChanges:
    """What merging one version of one paper changes."""

    version: Version
    changes: tuple[Change, ...]


def plan(dataset: Dataset) -> tuple[PaperChanges, ...]:
    """Return what ``merge`` would do; ``plan_each`` gives the same paper by paper."""
    return tuple(plan_each(dataset))


def merge(dataset: Dataset) -> tuple[PaperChanges, ...]:
    """Merge all that is read and not yet merged, and return what changed; ``merge_each`` does it paper by paper."""
    return tuple(merge_each(dataset))


def plan_each(dataset: Dataset) -> Iterator[PaperChanges]:
    """Yield what ``merge`` would do, one entry for each version that is read and not yet merged.

    Each version is compared with the dataset as it stands now, so two new papers that state the same claim
    both show it as new.
    """
    for version in dataset.versions("extracted"):
        with dataset.reading() as connection:
            found = _changes(connection, version)
        yield PaperChanges(version, found)


def merge_each(dataset: Dataset) -> Iterator[PaperChanges]:
    """Merge every version that is read and not yet merged, in the order of reading, and yield what it changed.

    One transaction for each version: who stops in between loses nothing and goes on by calling again.
    """
    for version in dataset.versions("extracted"):
        with dataset.transaction() as connection:
            found = _changes(connection, version)
            _apply(connection, version, found)
        yield PaperChanges(version, found)


def _changes(connection: Connection, version: Version) -> tuple[Change, ...]:
    """Return what merging a version changes."""
    v, s = schema.versions.c, schema.sightings.c
    new = stated(connection, s.version_id == version.id)
    base = stated(connection, v.paper_id == version.paper_id, schema.MERGED)
    elsewhere: set[str] = set()
    current: dict[str, Current] = {}
    for part in parts(sorted({*new, *base})):
        query = (
            select(s.key)
            .join(schema.versions, v.id == s.version_id)
            .where(s.key.in_(part), v.paper_id != version.paper_id, schema.MERGED)
            .distinct()
        )
        elsewhere.update(connection.execute(query).scalars())
        current |= _current(connection, part)
    return changes(
        current,
        {digest: (one.key, one.details) for digest, one in base.items()},
        {digest: (one.key, one.details) for digest, one in new.items()},
        elsewhere,
        _opposed(connection, {digest: one.key for digest, one in new.items() if digest not in current}),
    )


def _apply(connection: Connection, version: Version, found: Sequence[Change]) -> None:
    v, c = schema.versions.c, schema.claims.c
    connection.execute(
        update(schema.versions).where(v.paper_id == version.paper_id, schema.MERGED).values(state="superseded")
    )
    connection.execute(update(schema.versions).where(v.id == version.id).values(state="merged", merged_at=now()))
    digests = [change.key.digest for change in found]
    standing: dict[str, Stated] = {}
    revisions: dict[str, int] = {}
    for part in parts(digests):
        standing |= stated(connection, schema.sightings.c.key.in_(part), schema.MERGED)
        revisions |= dict(connection.execute(select(c.key, c.revision).where(c.key.in_(part))).all())
    inserted: list[dict[str, object]] = []
    updated: list[dict[str, object]] = []
    for digest, change in zip(digests, found, strict=True):
        if digest not in revisions:
            inserted.append(_row(change, standing[digest]))
        elif revisions[digest]:
            refresh(connection, digest, revision=revisions[digest])
        elif digest in standing:
            row = _row(change, standing[digest])
            updated.append({"k": digest, **{name: row[name] for name in _UPDATED}})
        else:
            connection.execute(
                update(schema.claims).where(c.key == digest).values(status=Status.GONE.value, updated_at=now())
            )
    if inserted:
        connection.execute(schema.claims.insert(), inserted)
    if updated:
        connection.execute(update(schema.claims).where(c.key == bindparam("k")), updated)


_UPDATED = (
    "source_cells",
    "mechanism",
    "status",
    "note",
    "confidence",
    "conflicts",
    "evidence_fingerprint",
    "updated_at",
)


def _row(change: Change, found: Stated) -> dict[str, object]:
    """Return the row of a claim on which nobody has decided."""
    key, details = found.key, found.details
    return {
        "key": key.digest,
        "ncrna": key.ncrna,
        "drug": key.drug,
        "effect": key.effect,
        "target": key.target,
        "study": key.study,
        "source_cells": details.source_cells,
        "mechanism": details.mechanism,
        "status": Status.PENDING.value,
        "note": change.note if change.kind in (ChangeKind.NEW, ChangeKind.CONTRADICTED) else "",
        "confidence": details.confidence,
        "conflicts": details.conflicts,
        "evidence_fingerprint": details.fingerprint,
        "revision": 0,
        "updated_at": now(),
    }


def _current(connection: Connection, digests: Sequence[str]) -> dict[str, Current]:
    c, d = schema.claims.c, schema.decisions.c
    last: dict[str, str] = dict(
        connection.execute(
            select(d.key, d.evidence_fingerprint)
            .where(d.key.in_(digests), d.verdict.not_in((Verdict.SKIP.value, Verdict.UNDO.value)))
            .order_by(d.revision)
        ).all()
    )
    decided = (Status.ACCEPTED, Status.CORRECTED, Status.REJECTED)
    rows = connection.execute(select(c.key, c.status).where(c.key.in_(digests)))
    return {key: Current(Status(status), last.get(key) if Status(status) in decided else None) for key, status in rows}


def _opposed(connection: Connection, new: Mapping[str, ClaimKey]) -> dict[str, tuple[str, ...]]:
    """Return digest → claims of the same ncRNA and drug with the opposite effect.

    They stand in the dataset, or are as new and stated by the same paper.
    """
    asked = {digest: key for digest, key in new.items() if key.effect in OPPOSITE and key.drug}
    against: dict[tuple[str, str, str], set[str]] = {}
    for digest, key in asked.items():
        against.setdefault((key.ncrna, key.drug, key.effect), set()).add(digest)
    c = schema.claims.c
    for part in parts(sorted({key.ncrna for key in asked.values()})):
        query = select(c.ncrna, c.drug, c.effect, c.key).where(
            c.ncrna.in_(part), c.drug.in_(_drugs(asked.values())), c.status.not_in(NOT_STANDING)
        )
        for ncrna, drug, effect, digest in connection.execute(query):
            against.setdefault((ncrna, drug, effect), set()).add(digest)
    found = {
        digest: tuple(sorted(against.get((key.ncrna, key.drug, OPPOSITE[key.effect]), ())))
        for digest, key in asked.items()
    }
    return {digest: others for digest, others in found.items() if others}


def _drugs(keys: Iterable[ClaimKey]) -> list[str]:
    return sorted({key.drug for key in keys})
