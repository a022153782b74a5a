"""The dataset: opening it, adding papers to it, and what it knows of them.

One transaction per paper: a process that is killed at any moment leaves whole papers behind, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version as installed_version
from pathlib import Path

from sqlalchemy import Connection, Engine, Insert, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from corpus.claims import ClaimKey
from corpus.extraction import Extraction, StatedClaim
from corpus.store import schema

TOOL_VERSION = installed_version("tabularna")


class DatasetError(Exception):
    """The dataset cannot be opened or written; the message names it and says why."""


class Outcome(StrEnum):
    """What adding a paper did."""

    NEW = "new paper"
    NEW_VERSION = "new version"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of one file of a paper."""

    id: int
    paper_id: int
    name: str
    path: str | None
    sha256: str
    state: str  # extracted, merged, superseded
    title: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    path: str
    kind: str
    reason: str
    page: int | None = None
    sha256: str | None = None


class Dataset:
    """A curated dataset in an SQLite file, or in PostgreSQL where ``location`` is a URL."""

    def __init__(self, engine: Engine, location: str) -> None:
        self.engine = engine
        self.location = location

    @classmethod
    def open(cls, location: str | Path) -> Dataset:
        """Open the dataset, creating it where there is none.

        Raises :class:`DatasetError` when the file is no dataset, is damaged, or cannot be reached.
        """
        text = str(location)
        try:
            url = make_url(text) if "://" in text else make_url(f"sqlite:///{text}")
            engine = create_engine(url)
        except ArgumentError as error:
            raise DatasetError(f"{text}: not a database URL: {error}") from error
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_immediately)
        dataset = cls(engine, url.render_as_string(hide_password=True))
        with dataset.transaction() as connection:
            try:
                schema.prepare(connection)
            except schema.SchemaError as error:
                raise DatasetError(f"{dataset.location}: {error}") from error
        return dataset

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open one transaction: all of it happens, or nothing. Raises :class:`DatasetError` on a fault."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise DatasetError(f"{self.location}: {error.orig}") from error

    def has(self, sha256: str) -> bool:
        """Tell whether this very file was already read by this version of the program."""
        v = schema.versions.c
        query = select(v.id).where(v.sha256 == sha256, v.tool_version == TOOL_VERSION)
        with self.transaction() as connection:
            return connection.execute(query).first() is not None

    def add(self, extraction: Extraction, path: Path | None = None) -> Outcome:
        """Store what was extracted from one paper, in one transaction.

        The same file read by the same program again changes nothing; another file of a known paper becomes a
        new version of it. The claims do not change before ``merge``.
        """
        with self.transaction() as connection:
            v = schema.versions
            seen = select(v.c.id).where(v.c.sha256 == extraction.sha256, v.c.tool_version == TOOL_VERSION)
            if connection.execute(seen).first() is not None:
                return Outcome.UNCHANGED
            paper_id, outcome = _paper(connection, extraction)
            version_id = _insert(
                connection,
                v.insert().values(
                    paper_id=paper_id,
                    sha256=extraction.sha256,
                    tool_version=TOOL_VERSION,
                    name=extraction.name,
                    path=str(path.resolve()) if path else None,
                    pages=extraction.pages,
                    document=extraction.document,
                    state="extracted",
                    extracted_at=now(),
                ),
            )
            _add_findings(connection, version_id, extraction)
            if path is not None:
                _forget_failure(connection, path)
        return outcome

    def fail(self, path: Path, *, kind: str, reason: str, page: int | None = None, sha256: str | None = None) -> None:
        """Record that the file at ``path`` cannot be read; a later success takes it off the list."""
        with self.transaction() as connection:
            _forget_failure(connection, path)
            connection.execute(
                schema.failures.insert().values(
                    path=str(path.resolve()),
                    sha256=sha256,
                    page=page,
                    kind=str(kind),
                    reason=reason,
                    failed_at=now(),
                )
            )

    def failures(self) -> tuple[Failure, ...]:
        """Return the files that could not be read, by path."""
        f = schema.failures.c
        query = select(f.path, f.kind, f.reason, f.page, f.sha256).order_by(f.path)
        with self.transaction() as connection:
            return tuple(Failure(*row) for row in connection.execute(query))

    def versions(self, state: str | None = None) -> tuple[Version, ...]:
        """Return the versions in the order of reading, all or those in one state."""
        v, p = schema.versions.c, schema.papers.c
        title = func.coalesce(p.title_zh, p.title_en, v.name)
        query = (
            select(v.id, v.paper_id, v.name, v.path, v.sha256, v.state, title)
            .join(schema.papers, p.id == v.paper_id)
            .order_by(v.id)
        )
        if state is not None:
            query = query.where(v.state == state)
        with self.transaction() as connection:
            return tuple(Version(*row) for row in connection.execute(query))


def now() -> str:
    """Return the time, in UTC, as ISO 8601 with seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _paper(connection: Connection, extraction: Extraction) -> tuple[int, Outcome]:
    names = extraction.paper_names
    n = schema.paper_names.c
    found = connection.execute(select(n.paper_id).where(n.name.in_(names)).order_by(n.paper_id)).first()
    if found is not None:
        paper_id, outcome = int(found[0]), Outcome.NEW_VERSION
    else:
        new = schema.papers.insert().values(title_zh=extraction.title_zh, title_en=extraction.title_en, added_at=now())
        paper_id, outcome = _insert(connection, new), Outcome.NEW
    known = set(connection.execute(select(n.name).where(n.name.in_(names))).scalars())
    for name in names:
        if name not in known:
            connection.execute(schema.paper_names.insert().values(name=name, paper_id=paper_id))
    return paper_id, outcome


def _insert(connection: Connection, statement: Insert) -> int:
    """Insert one row and return its id."""
    key = connection.execute(statement).inserted_primary_key
    assert key is not None  # noqa: S101 - every table here has an integer key
    return int(key[0])


def _canonical_studies(connection: Connection, studies: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return first name → the name that claims carry, for every cited study; learn new names on the way."""
    table = schema.study_names
    canonical: dict[str, str] = {}
    for names in studies:
        query = select(table.c.name, table.c.study).where(table.c.name.in_(names))
        known = dict(connection.execute(query).tuples())
        study = next((known[name] for name in names if name in known), names[0])
        canonical[names[0]] = study
        for name in names:
            if name not in known:
                connection.execute(table.insert().values(name=name, study=study))
    return canonical


def _add_findings(connection: Connection, version_id: int, extraction: Extraction) -> None:
    studies = _canonical_studies(connection, extraction.studies)
    rows = []
    for claim in extraction.claims:
        key = claim.sighting.key
        rows.append(_sighting_row(version_id, replace(key, study=studies.get(key.study, key.study)), claim))
    mentions = [
        {
            "version_id": version_id,
            "block": mention.block,
            "start": mention.start,
            "end": mention.end,
            "type": mention.type.value,
            "subtype": mention.subtype.value if mention.subtype else None,
            "surface": mention.surface,
            "normal": mention.normal,
            "identifier": mention.id,
            "ambiguity": mention.ambiguity,
        }
        for mention in extraction.mentions
    ]
    conflicts = [
        {
            "version_id": version_id,
            "table_id": stated.conflict.table,
            "row": stated.conflict.row,
            "ncrna": stated.conflict.ncrna,
            "kind": stated.conflict.kind.value,
            "table_value": stated.conflict.table_value,
            "prose_value": stated.conflict.prose_value,
            "evidence": stated.evidence,
        }
        for stated in extraction.conflicts
    ]
    for table, values in (
        (schema.sightings, rows),
        (schema.mentions, mentions),
        (schema.conflicts, conflicts),
    ):
        if values:
            connection.execute(table.insert(), values)


def _sighting_row(version_id: int, key: ClaimKey, claim: StatedClaim) -> dict[str, object]:
    sighting = claim.sighting
    return {
        "version_id": version_id,
        "key": key.digest,
        "ncrna": key.ncrna,
        "drug": key.drug,
        "effect": key.effect,
        "target": key.target,
        "study": key.study,
        "table_id": sighting.table,
        "row": sighting.row,
        "source_cells": "; ".join(sighting.source_cells),
        "mechanism": sighting.mechanism,
        "effect_as_written": sighting.effect_as_written,
        "confidence": sighting.confidence,
        "conflicts": "; ".join(sighting.conflicts),
        "evidence": claim.evidence,
        "fingerprint": sighting.fingerprint,
    }


def _forget_failure(connection: Connection, path: Path) -> None:
    table = schema.failures
    connection.execute(table.delete().where(table.c.path == str(path.resolve())))


def _set_up_sqlite(connection: object, _record: object) -> None:
    import sqlite3

    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - SQLite is what we listen to
    connection.isolation_level = None  # transactions are begun by _begin_immediately, not by the driver
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=30000", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediately(connection: Connection) -> None:
    # A read that later writes must not find out only then that another process holds the lock.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
