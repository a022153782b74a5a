"""The dataset's tables, and the steps from one version of them to the next.

Papers, versions and sightings are what programs extracted; decisions are what people said. Neither is ever
changed or deleted: a new version of a paper supersedes the old one, a later decision outweighs an earlier
one. ``claims`` is the state that follows from both, kept for fast queries.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
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
    inspect,
    select,
)

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title_zh", Text),
    Column("title_en", Text),
    Column("added_at", String(32), nullable=False),
)

# Every name (folded title, file hash) under which a paper is known.
paper_names = Table(
    "paper_names",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), nullable=False, index=True),
)

# Every name (DOI, PMID, folded title) of a primary study, and the one of them that claims carry.
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
    Column("name", Text, nullable=False),
    Column("path", Text),
    Column("pages", Integer, nullable=False),
    Column("document", Text, nullable=False),  # tabularna/findings@1 without mentions
    Column("state", String(12), nullable=False, index=True),  # extracted, merged, superseded
    Column("extracted_at", String(32), nullable=False),
    Column("merged_at", String(32)),
    UniqueConstraint("sha256", "tool_version"),
)

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
    Column("surface", Text, nullable=False),
    Column("normal", Text, nullable=False),
    Column("identifier", Text),
    Column("ambiguity", Text),
)

sightings = Table(
    "sightings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False, index=True),
    Column("key", String(32), nullable=False, index=True),
    Column("ncrna", Text, nullable=False),
    Column("drug", Text, nullable=False),
    Column("effect", String(12), nullable=False),
    Column("target", Text, nullable=False),
    Column("study", Text, nullable=False),
    Column("table_id", String(40)),
    Column("row", Integer),
    Column("source_cells", Text, nullable=False),  # joined by "; "
    Column("mechanism", Text),
    Column("effect_as_written", Text),
    Column("confidence", Float),
    Column("conflicts", Text, nullable=False),  # kinds, joined by "; "
    Column("evidence", Text, nullable=False),  # JSON list of places, quotes and regions
    Column("fingerprint", String(32), nullable=False),
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False, index=True),
    Column("table_id", String(40)),
    Column("row", Integer),
    Column("ncrna", Text, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("table_value", Text, nullable=False),
    Column("prose_value", Text, nullable=False),
    Column("evidence", Text, nullable=False),
)

# The state of each claim: ``key`` is its meaning as extracted, the other columns what curators made of it.
claims = Table(
    "claims",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("ncrna", Text, nullable=False),
    Column("drug", Text, nullable=False),
    Column("effect", String(12), nullable=False),
    Column("target", Text, nullable=False),
    Column("study", Text, nullable=False),
    Column("source_cells", Text, nullable=False),
    Column("mechanism", Text),
    Column("status", String(12), nullable=False, index=True),  # pending, accepted, corrected, rejected, gone
    Column("note", Text, nullable=False, default=""),
    Column("confidence", Float),
    Column("conflicts", Text, nullable=False, default=""),
    Column("evidence_fingerprint", String(32), nullable=False),
    Column("revision", Integer, nullable=False, default=0),  # number of decisions taken on this claim
    Column("updated_at", String(32), nullable=False),
    Index("claims_meaning", "ncrna", "drug"),
    Index("claims_study", "study"),
)

# Append-only: what curators said, about which evidence, who and when.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", ForeignKey("claims.key"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),  # the claim's revision that this decision makes
    Column("verdict", String(12), nullable=False),  # accept, correct, reject, skip, undo
    Column("values", Text, nullable=False, default="{}"),  # JSON: corrected fields only
    Column("reason", Text, nullable=False, default=""),
    Column("curator", Text, nullable=False),
    Column("decided_at", String(32), nullable=False),
    Column("evidence_fingerprint", String(32), nullable=False),
    UniqueConstraint("key", "revision"),
)

failures = Table(
    "failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True),
    Column("sha256", String(64)),
    Column("page", Integer),
    Column("kind", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("failed_at", String(32), nullable=False),
)

# Step n leads from version n to version n + 1. Version 1 is the first one published.
MIGRATIONS: tuple[Callable[[Connection], None], ...] = ()
CURRENT = 1 + len(MIGRATIONS)


class SchemaError(Exception):
    """The dataset was made by a newer tabularna, or is no dataset of tabularna at all."""


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
    version = connection.execute(select(schema_version.c.version)).scalar_one()
    if version > CURRENT:
        raise SchemaError(f"the dataset has version {version}; this tabularna knows versions up to {CURRENT}")
    for step in MIGRATIONS[version - 1 :]:
        step(connection)
    if version < CURRENT:
        connection.execute(schema_version.update().values(version=CURRENT))
