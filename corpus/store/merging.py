"""What merging would change, and merging: extracted versions become part of the claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from corpus.claims import ClaimKey
from corpus.merge import Change, ChangeKind, Current, Status, changes
from corpus.store import schema
from corpus.store.columns import now
from corpus.store.dataset import Dataset, Version, versions_in
from corpus.store.foresee import Foreseen
from corpus.store.query import NOT_STANDING, OPPOSITE
from corpus.store.rows import Stated, decisions_on_all, parts, stated, status_of
from corpus.store.standing import refresh, standing


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

    Each version is compared with the dataset as the versions before it would leave it.
    """
    foreseen = Foreseen()
    with dataset.reading() as connection:
        for version in versions_in(connection, "extracted"):
            yield PaperChanges(version, _changes(connection, version, foreseen))


def merge_each(dataset: Dataset) -> Iterator[PaperChanges]:
    """Merge every version that is read and not yet merged, in the order of reading, and yield what it changed.

    One transaction for each version: who stops in between loses nothing and goes on by calling again.
    """
    v = schema.versions.c
    for version in dataset.versions("extracted"):
        with dataset.transaction() as connection:
            # Another merge may have been faster: merged again, this version would oust a newer one of its paper.
            if connection.execute(select(v.state).where(v.id == version.id)).scalar_one() != "extracted":
                continue
            found = _changes(connection, version, Foreseen())
            _apply(connection, version, found)
        yield PaperChanges(version, found)


def _changes(connection: Connection, version: Version, foreseen: Foreseen) -> tuple[Change, ...]:
    """Return what merging a version changes after all that is foreseen, and add it to that."""
    v, s = schema.versions.c, schema.sightings.c
    new = stated(connection, s.version_id == version.id)
    before = foreseen.versions.get(version.paper_id)
    base = stated(
        connection,
        *((s.version_id == before,) if before is not None else (v.paper_id == version.paper_id, schema.MERGED)),
    )
    elsewhere: dict[str, str] = {}
    current: dict[str, Current] = {}
    for part in parts(sorted({*new, *base})):
        query = (
            select(s.key, v.paper_id, s.fingerprint)
            .join(schema.versions, v.id == s.version_id)
            .where(s.key.in_(part), v.paper_id != version.paper_id, schema.MERGED)
            .distinct()
        )
        merged = ((key, paper, fingerprint) for key, paper, fingerprint in connection.execute(query))
        elsewhere |= foreseen.elsewhere(merged, part, version.paper_id)
        current |= _current(connection, part)
        current |= {digest: foreseen.current[digest] for digest in part if digest in foreseen.current}
    entering = {
        digest: one.key
        for digest, one in new.items()
        if digest not in current or current[digest].status.value in NOT_STANDING
    }
    found = changes(
        current,
        {digest: (one.key, one.details) for digest, one in base.items()},
        {digest: (one.key, one.details) for digest, one in new.items()},
        elsewhere,
        _opposed(connection, entering, foreseen),
        _corrected_to(connection, entering),
    )
    foreseen.add(version, found, {digest: one.details.fingerprint for digest, one in new.items()}, current)
    return found


def _apply(connection: Connection, version: Version, found: Sequence[Change]) -> None:
    v, c = schema.versions.c, schema.claims.c
    connection.execute(
        update(schema.versions).where(v.paper_id == version.paper_id, schema.MERGED).values(state="superseded")
    )
    connection.execute(update(schema.versions).where(v.id == version.id).values(state="merged", merged_at=now()))
    digests = [change.key.digest for change in found]
    standing_now: dict[str, Stated] = {}
    revisions: dict[str, int] = {}
    for part in parts(digests):
        standing_now |= stated(connection, schema.sightings.c.key.in_(part), schema.MERGED)
        revisions |= dict(connection.execute(select(c.key, c.revision).where(c.key.in_(part))).all())
    inserted: list[dict[str, object]] = []
    updated: list[dict[str, object]] = []
    for digest, change in zip(digests, found, strict=True):
        if digest not in revisions:
            inserted.append(_row(change, standing_now[digest]))
        elif revisions[digest] or digest not in standing_now:
            refresh(connection, digest, revision=revisions[digest])
        else:
            row = _row(change, standing_now[digest])
            updated.append({"k": digest, **{name: row[name] for name in _UPDATED}})
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
    c = schema.claims.c
    rows = connection.execute(select(c.key, c.status, c.revision).where(c.key.in_(digests))).all()
    taken = decisions_on_all(connection, [key for key, _, revision in rows if revision])
    found: dict[str, Current] = {}
    for key, stored, _ in rows:
        counted = standing(taken.get(key, ()))
        found[key] = Current(status_of(stored), counted[-1].evidence_fingerprint if counted else None)
    return found


def _opposed(
    connection: Connection, entering: Mapping[str, ClaimKey], foreseen: Foreseen
) -> dict[str, tuple[str, ...]]:
    """Return digest → claims of the same ncRNA and drug with the opposite effect.

    They stand in the dataset or will by then, or are as new and stated by the same paper.
    """
    asked = {digest: key for digest, key in entering.items() if key.effect in OPPOSITE and key.drug}
    against: dict[tuple[str, str, str], set[str]] = {}
    for digest, key in asked.items():
        against.setdefault((key.ncrna, key.drug, key.effect), set()).add(digest)
    c = schema.claims.c
    for part in parts(sorted({key.ncrna for key in asked.values()})):
        query = select(c.ncrna, c.drug, c.effect, c.key).where(
            c.ncrna.in_(part), c.drug.in_(_drugs(asked.values())), c.status.not_in(NOT_STANDING)
        )
        for ncrna, drug, effect, digest in connection.execute(query):
            if foreseen.stands(digest):
                against.setdefault((ncrna, drug, effect), set()).add(digest)
    found: dict[str, tuple[str, ...]] = {}
    for digest, key in asked.items():
        other = (key.ncrna, key.drug, OPPOSITE[key.effect])
        others = against.get(other, set()) | foreseen.entered(other)
        if others:
            found[digest] = tuple(sorted(others))
    return found


def _corrected_to(connection: Connection, entering: Mapping[str, ClaimKey]) -> set[str]:
    """Return the claims that say what a curator made of another claim: shown twice until one is rejected."""
    c = schema.claims.c
    said: set[tuple[str, ...]] = set()
    for part in parts(sorted({key.ncrna for key in entering.values()})):
        query = select(c.ncrna, c.drug, c.effect, c.target, c.study).where(
            c.ncrna.in_(part), c.drug.in_(_drugs(entering.values())), c.status == Status.CORRECTED.value
        )
        said.update(tuple(row) for row in connection.execute(query))
    return {
        digest for digest, key in entering.items() if (key.ncrna, key.drug, key.effect, key.target, key.study) in said
    }


def _drugs(keys: Iterable[ClaimKey]) -> list[str]:
    return sorted({key.drug for key in keys})
