"""The dataset: opening it, adding papers to it, and what it knows of them.

One transaction per paper: a process that is killed at any moment leaves whole papers behind, nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

from corpus.extraction import Extraction
from corpus.paths import path_text, real_path
from corpus.program import reading_version
from corpus.store import schema
from corpus.store.columns import DamagedError, now
from corpus.store.intake import Outcome, take_in
from corpus.store.references import printed_studies

__all__ = ["Dataset", "DatasetError", "Failure", "Outcome", "Version"]

_READ_ONLY = "tabularna_read_only"
_ADVISORY_LOCK = 7_262_026  # any number, the same for every writer of a dataset


class DatasetError(Exception):
    """The dataset cannot be opened or written; the message names it and says why."""


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

    def __init__(self, engine: Engine, location: str, models: tuple[str, ...] = ()) -> None:
        self.engine = engine
        self.location = location
        self.models = models

    @classmethod
    def open(cls, location: str | Path, *, create: bool = True, models: tuple[str, ...] = ()) -> Dataset:
        """Open the dataset, making it where there is none unless ``create`` is false.

        ``models`` are the spaCy pipelines with which papers are going to be read.

        Raises :class:`DatasetError` when there is none, when the file is no dataset, is damaged or made by a newer
        program, or when the database cannot be reached.
        """
        url = _url(str(location))
        engine = _engine(url)
        in_file = url.get_backend_name() == "sqlite"
        dataset = cls(engine, (url.database or "") if in_file else url.render_as_string(hide_password=True), models)
        if not create and not dataset._exists():
            raise DatasetError(f"{dataset.location}: no such dataset (`tabularna ingest` makes one)")
        try:
            with dataset.reading() as connection:
                current = schema.is_current(connection)
            if not current:  # who only reads may lack the right to write, and waits for no writer
                with dataset.transaction() as connection:
                    schema.prepare(connection)
        except schema.SchemaError as error:
            engine.dispose()
            raise DatasetError(f"{dataset.location}: {error}") from error
        if in_file:
            _let_readers_in(engine)
        return dataset

    def _exists(self) -> bool:
        if self.engine.dialect.name == "sqlite":
            return Path(self.location).exists()
        with self.reading() as connection:
            return inspect(connection).has_table("schema_version")

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open one transaction that may write: all of it happens, or nothing.

        Writers wait for each other, on either database. Raises :class:`DatasetError` on a fault.
        """
        with self._errors_told(), self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                # As SQLite does by itself: two ingests must not each think a paper new that both bring.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open one transaction that only reads: it sees one state of the dataset and holds nobody up."""
        options = {_READ_ONLY: True}
        with (
            self._errors_told(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            if self.engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        # The driver trips over a malformed name in SQLite's own message with a UnicodeDecodeError.
        except (DBAPIError, DamagedError, UnicodeDecodeError) as error:
            reason = " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split())
            raise DatasetError(f"{self.location}: {reason}{_advice(reason)}") from error

    def has(self, sha256: str) -> bool:
        """Tell whether this very file was already read by this program, with the same lexicons and rules."""
        v = schema.versions.c
        query = select(v.id).where(v.sha256 == sha256, v.tool_version == reading_version(self.models))
        with self.reading() as connection:
            return connection.execute(query).first() is not None

    def add(self, extraction: Extraction, path: Path | None = None) -> Outcome:
        """Store what was extracted from one paper, in one transaction.

        The same file read by the same program again changes nothing; another file of a known paper, or the same one
        read with other lexicons, becomes a new version of it. The claims do not change before ``merge``.
        """
        where = path_text(real_path(path)) if path else None
        with self.transaction() as connection:
            outcome = take_in(connection, extraction, reading_version(self.models), where)
            if path is not None:
                _forget_failure(connection, path)
        return outcome

    def fail(self, path: Path, *, kind: str, reason: str, page: int | None = None, sha256: str | None = None) -> None:
        """Record that the file at ``path`` cannot be read; a later success takes it off the list."""
        with self.transaction() as connection:
            _forget_failure(connection, path)
            connection.execute(
                schema.failures.insert().values(
                    path=path_text(real_path(path)),
                    sha256=sha256,
                    page=page,
                    kind=str(kind),
                    reason=reason,
                    failed_at=now(),
                )
            )

    def forget_failure(self, path: Path) -> None:
        """Take the file at ``path`` off the list of those that could not be read."""
        with self.transaction() as connection:
            _forget_failure(connection, path)

    def failures(self) -> tuple[Failure, ...]:
        """Return the files that could not be read, by path."""
        f = schema.failures.c
        query = select(f.path, f.kind, f.reason, f.page, f.sha256).order_by(f.path)
        with self.reading() as connection:
            return tuple(Failure(*row) for row in connection.execute(query))

    def printed_studies(self, version_id: int) -> dict[str, str]:
        """Return study → its entry in the bibliography of a version of a paper."""
        with self.reading() as connection:
            return printed_studies(connection, schema.versions.c.id == version_id)

    def versions(self, state: str | None = None) -> tuple[Version, ...]:
        """Return the versions in the order of reading, all or those in one state."""
        with self.reading() as connection:
            return versions_in(connection, state)


def versions_in(connection: Connection, state: str | None = None) -> tuple[Version, ...]:
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
    return tuple(Version(*row) for row in connection.execute(query))


def _forget_failure(connection: Connection, path: Path) -> None:
    table = schema.failures
    connection.execute(table.delete().where(table.c.path == path_text(real_path(path))))


def _url(text: str) -> URL:
    try:
        url = make_url(text) if "://" in text else URL.create("sqlite", database=text)
    except ArgumentError as error:
        raise DatasetError(f"{text}: not a database URL: {error}") from error
    backend = "postgresql" if url.drivername == "postgres" else url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise DatasetError(
            f"{url.render_as_string()}: a dataset is an SQLite file or a PostgreSQL database, not {backend}"
        )
    if not Path(url.database or ".").absolute().parent.is_dir():
        raise DatasetError(f"{url.database}: there is no folder {Path(url.database or '.').absolute().parent}")
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(_as_it_may_be_opened(url))
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise DatasetError(
            f"{url.render_as_string()}: PostgreSQL needs the extra `postgres`: pip install 'tabularna[postgres]'"
        ) from error


def _as_it_may_be_opened(url: URL) -> URL:
    """Return the URL under which a file on a read-only disk or in a read-only folder can be read.

    SQLite writes two files beside one in WAL mode, even for readers, unless it is told that nobody will change it.
    """
    file = Path(url.database or "").absolute()
    locked = file.is_file() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))
    if not locked or file.with_name(file.name + "-wal").exists():
        return url
    return URL.create(
        "sqlite", database=f"file:{quote(str(file))}", query={"mode": "ro", "immutable": "1", "uri": "true"}
    )


def _advice(reason: str) -> str:
    """What a user can do about a fault of the database."""
    if "malformed" in reason or "decode" in reason:
        return "; the file is damaged: restore a copy, or `sqlite3 FILE .recover` saves what can be read"
    if "database is locked" in reason:
        return "; another program has been writing to it for half a minute: try again when it is done"
    if "disk is full" in reason or "No space left" in reason:
        return "; all papers told before are safe: make room and run the same command again"
    return ""


def _set_up_sqlite(connection: object, _record: object) -> None:
    import sqlite3

    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - SQLite is what we listen to
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, not by the driver
    for pragma in ("busy_timeout=30000", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _let_readers_in(engine: Engine) -> None:
    """Put the file into WAL mode, in which reading goes on while another process writes.

    Done once the file is known for a dataset: another program's file is left as it is. The mode stays with the file,
    so it does no harm where somebody else is at work, or where this user may only read.
    """
    import sqlite3

    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError:
        pass
    finally:
        connection.close()


def _begin_sqlite(connection: Connection) -> None:
    # A read that later writes must not find out only then that another process holds the lock.
    read_only = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
