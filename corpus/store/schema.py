"""The dataset's tables, and the steps from one version of them to the next.

Papers, versions and sightings are what programs extracted; decisions are what people said. Neither is ever
changed or deleted: a new version of a paper supersedes the old one, a later decision outweighs an earlier
one. ``claims`` is the state that follows from both, kept for fast queries.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    inspect,
    literal_column,
    select,
    text,
)

from corpus.claims import fingerprint_of
from corpus.store.columns import CompressedText, PaperText, from_json

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title_zh", PaperText),
    Column("title_en", PaperText),
    Column("doi", String(240)),
    Column("added_at", String(32), nullable=False),
)

# Every name (DOI, folded title, file hash) under which a paper is known. Two papers may share a title.
paper_names = Table(
    "paper_names",
    metadata,
    Column("name", String(240), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True, index=True),
)

# Every name (DOI, PMID, folded title) of a primary study, and the first of them in that order, which claims carry.
study_names = Table(
    "study_names",
    metadata,
    Column("name", String(240), primary_key=True),
    Column("study", String(240), nullable=False, index=True),
)

# One row per file of a paper that was ever read, in order: the newest merged one speaks for the paper.
versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("tool_version", String(40), nullable=False),
    Column("name", PaperText, nullable=False),
    Column("path", PaperText),
    Column("pages", Integer, nullable=False),
    Column("document", CompressedText, nullable=False),  # tabularna/findings@1 without mentions
    Column("state", String(12), nullable=False, index=True),  # extracted, merged, superseded
    Column("extracted_at", String(32), nullable=False),
    Column("merged_at", String(32)),
    UniqueConstraint("sha256", "tool_version"),
)

# For queries that begin at a paper or a claim. Written as an expression, which no index fits: SQLite, which keeps no
# statistics by itself, would otherwise begin at the index of states and walk over every merged version there is.
MERGED = versions.c.state.concat("") == "merged"

mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False, index=True),
    Column("block", String(40), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", String(12), nullable=False),
    Column("subtype", String(12)),
    Column("surface", PaperText, nullable=False),
    Column("normal", PaperText, nullable=False),
    Column("identifier", PaperText),
    Column("ambiguity", PaperText),
)

sightings = Table(
    "sightings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False, index=True),
    Column("key", String(32), nullable=False, index=True),
    Column("ncrna", PaperText, nullable=False),
    Column("drug", PaperText, nullable=False),
    Column("effect", String(12), nullable=False),
    Column("target", PaperText, nullable=False),
    Column("study", PaperText, nullable=False),
    Column("table_id", String(40)),
    Column("row", Integer),
    Column("source_cells", PaperText, nullable=False),  # joined by "; "
    Column("mechanism", PaperText),
    Column("effect_as_written", PaperText),
    Column("confidence", Float),
    Column("conflicts", PaperText, nullable=False),  # kinds, joined by "; "
    Column("evidence", PaperText, nullable=False),  # JSON list of places, quotes and regions
    Column("fingerprint", String(32), nullable=False),
    Index("sightings_study", "study"),
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False, index=True),
    Column("table_id", String(40)),
    Column("row", Integer),
    Column("ncrna", PaperText, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("table_value", PaperText, nullable=False),
    Column("prose_value", PaperText, nullable=False),
    Column("evidence", PaperText, nullable=False),
)

# What a curator should see first: pending claims with conflicts, then pending ones by rising confidence. Written as
# text, so that the query's ORDER BY and the index are the same expressions to both databases.
REVIEW_ORDER: tuple[ColumnElement[object], ...] = (
    literal_column("(status <> 'pending')"),
    literal_column("(conflicts = '')"),
    literal_column("(coalesce(confidence, 0.0))"),
    literal_column("ncrna"),
    literal_column("drug"),
    literal_column("key"),
)

# The state of each claim: ``key`` is its meaning as extracted, the other columns what curators made of it.
# ``evidence_fingerprint`` lists the fingerprints of all sightings of merged papers, sorted, parted by blanks.
claims = Table(
    "claims",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("ncrna", PaperText, nullable=False),
    Column("drug", PaperText, nullable=False),
    Column("effect", String(12), nullable=False),
    Column("target", PaperText, nullable=False),
    Column("study", PaperText, nullable=False),
    Column("source_cells", PaperText, nullable=False),
    Column("mechanism", PaperText),
    Column("status", String(12), nullable=False),  # pending, accepted, corrected, rejected, gone
    Column("note", PaperText, nullable=False, default=""),
    Column("confidence", Float),
    Column("conflicts", PaperText, nullable=False, default=""),
    Column("evidence_fingerprint", Text, nullable=False),
    Column("revision", Integer, nullable=False, default=0),  # number of decisions taken on this claim
    Column("updated_at", String(32), nullable=False),
    Index("claims_meaning", "ncrna", "drug"),
    Index("claims_study", "study"),
    Index("claims_review", *REVIEW_ORDER),
    Index("claims_status", "status", *REVIEW_ORDER[1:]),
)

# Append-only: what curators said, about which evidence, who and when.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", ForeignKey("claims.key"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),  # the claim's revision that this decision makes
    Column("verdict", String(12), nullable=False),  # accept, correct, reject, skip, undo
    Column("values", PaperText, nullable=False, default="{}"),  # JSON: corrected fields only
    Column("reason", PaperText, nullable=False, default=""),
    Column("curator", PaperText, nullable=False),
    Column("decided_at", String(32), nullable=False),
    Column("evidence_fingerprint", Text, nullable=False),
    UniqueConstraint("key", "revision"),
)

failures = Table(
    "failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", PaperText, nullable=False, unique=True),
    Column("sha256", String(64)),
    Column("page", Integer),
    Column("kind", String(40), nullable=False),
    Column("reason", PaperText, nullable=False),
    Column("failed_at", String(32), nullable=False),
)


def _let_papers_share_a_name(connection: Connection) -> None:
    """Version 1 gave each name, and with it each title, to one paper only."""
    for statement in (
        "CREATE TEMPORARY TABLE kept_names AS SELECT name, paper_id FROM paper_names",
        "DROP TABLE paper_names",
        "CREATE TABLE paper_names (name VARCHAR(240) NOT NULL, paper_id INTEGER NOT NULL,"
        " PRIMARY KEY (name, paper_id), FOREIGN KEY(paper_id) REFERENCES papers (id))",
        "CREATE INDEX ix_paper_names_paper_id ON paper_names (paper_id)",
        "INSERT INTO paper_names (name, paper_id) SELECT name, paper_id FROM kept_names",
        "DROP TABLE kept_names",
    ):
        connection.exec_driver_sql(statement)


def _tell_evidence_by_its_text(connection: Connection) -> None:
    """Up to version 2 the fingerprint of evidence also held normal forms, which change with the lexicons."""
    anew: dict[str, str] = {}
    rows = connection.exec_driver_sql("SELECT id, fingerprint, evidence FROM sightings").all()
    for number, old, evidence in rows:
        pieces = from_json(evidence, f"the evidence in row {number} of the table sightings")
        anew[old] = fingerprint_of(piece["quote"] for piece in pieces)
        connection.execute(
            text("UPDATE sightings SET fingerprint = :new WHERE id = :id"), {"new": anew[old], "id": number}
        )
    for table, key in (("claims", "key"), ("decisions", "id")):
        for name, old in connection.exec_driver_sql(f"SELECT {key}, evidence_fingerprint FROM {table}").all():  # noqa: S608
            new = " ".join(sorted({anew.get(one, one) for one in old.split()}))
            update = text(f"UPDATE {table} SET evidence_fingerprint = :new WHERE {key} = :name")  # noqa: S608
            connection.execute(update, {"new": new, "name": name})


# Step n leads from version n to version n + 1. A step is never changed once it is published; what it makes of a
# dataset has to equal the tables above, and a test compares them.
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_let_papers_share_a_name, _tell_evidence_by_its_text)
CURRENT = 1 + len(MIGRATIONS)


class SchemaError(Exception):
    """The database was made by a newer tabularna, or is no dataset of tabularna at all."""


def is_current(connection: Connection) -> bool:
    """Tell whether the database holds a dataset of this very version; only reads."""
    if not inspect(connection).has_table("schema_version"):
        return False
    version: int | None = connection.execute(select(func.max(schema_version.c.version))).scalar_one()
    return version == CURRENT


def prepare(connection: Connection) -> None:
    """Create the tables in an empty database, or bring older tables up to date, in one transaction.

    Raises :class:`SchemaError` when the database holds other tables or a newer version.
    """
    present = set(inspect(connection).get_table_names())
    if "schema_version" not in present:
        if present:
            raise SchemaError(f"the database holds other tables: {', '.join(sorted(present)[:5])}")
        metadata.create_all(connection)
        connection.execute(schema_version.insert().values(version=CURRENT))
        return
    version = connection.execute(select(func.max(schema_version.c.version))).scalar_one()
    if version is None or version < 1:
        raise SchemaError("the table schema_version holds no version: it is no dataset of tabularna")
    if version > CURRENT:
        raise SchemaError(
            f"the dataset has version {version}, this tabularna knows versions up to {CURRENT}: update tabularna"
        )
    for step in MIGRATIONS[version - 1 :]:
        step(connection)
    if version < CURRENT:
        connection.execute(schema_version.update().values(version=CURRENT))
