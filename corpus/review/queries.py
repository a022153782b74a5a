"""What the review page asks of the dataset beyond the store's own queries: the order of work, and the printed facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, RowMapping, Subquery, and_, case, exists, func, select

from corpus.contract import Json
from corpus.merge import Status
from corpus.store import schema
from corpus.store.columns import DamagedError, from_json
from corpus.store.dataset import Dataset, Version
from corpus.store.query import NOT_STANDING, conditions_of
from corpus.store.rows import claim_of
from corpus.store.values import Claim, ClaimFilter, Verdict

_SETTLED = (Status.ACCEPTED.value, Status.CORRECTED.value)


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A claim in the queue. ``novel``: no settled claim has its ncRNA and drug; ``contradicted``: another says the
    opposite; ``skipped``: put off by the last decision on it.
    """

    claim: Claim
    novel: bool
    contradicted: bool
    skipped: bool


def queue_keys(dataset: Dataset, wanted: ClaimFilter, *, limit: int | None = None) -> tuple[str, ...]:
    """Return the keys of the claims that fit, in the order of work.

    Pending claims come first and skipped ones after them; among them those with a conflict in their paper, then those
    that another claim contradicts, then what is new to the dataset, then by rising confidence.
    """
    c, facts = schema.claims.c, _facts()
    order = (
        case((c.status == Status.PENDING.value, 0), else_=1),
        case((_skipped(), 1), else_=0),
        case((c.conflicts != "", 0), (_contradicted(facts), 1), else_=2),
        case((_novel(facts), 0), else_=1),
        func.coalesce(c.confidence, 0.0),
        c.ncrna,
        c.drug,
        c.key,
    )
    query = select(c.key).join(facts, _same(facts)).where(*conditions_of(wanted)).order_by(*order).limit(limit)
    with dataset.reading() as connection:
        return tuple(connection.execute(query).scalars())


def entries(dataset: Dataset, keys: Sequence[str]) -> tuple[QueueEntry, ...]:
    """Return the claims of these keys, a few dozen, in the order of the keys."""
    c = schema.claims
    names = select(c.c.ncrna).where(c.c.key.in_(keys))
    facts = _facts(c.c.ncrna.in_(names))
    query = (
        select(c, _novel(facts).label("novel"), _contradicted(facts).label("contradicted"), _skipped().label("skipped"))
        .join(facts, _same(facts))
        .where(c.c.key.in_(keys))
    )
    with dataset.reading() as connection:
        rows = {row["key"]: row for row in connection.execute(query).mappings()}
    return tuple(
        QueueEntry(_claim(row), bool(row["novel"]), bool(row["contradicted"]), bool(row["skipped"]))
        for row in (rows[key] for key in keys if key in rows)
    )


def siblings(dataset: Dataset, key: str) -> tuple[Claim, ...]:
    """Return the other pending claims that the same rows of merged papers' tables state."""
    c, v = schema.claims, schema.versions.c
    own, other = schema.sightings.alias(), schema.sightings.alias()
    keys = (
        select(other.c.key)
        .join(own, and_(own.c.version_id == other.c.version_id, own.c.table_id == other.c.table_id))
        .join(schema.versions, v.id == own.c.version_id)
        .where(own.c.key == key, own.c.row == other.c.row, v.state == "merged", other.c.key != key)
    )
    query = select(c).where(c.c.key.in_(keys), c.c.status == Status.PENDING.value)
    with dataset.reading() as connection:
        rows = connection.execute(query.order_by(c.c.ncrna, c.c.drug, c.c.target, c.c.key)).mappings()
        return tuple(_claim(row) for row in rows)


def version(dataset: Dataset, version_id: int) -> Version | None:
    """Return one version of a paper; ``None`` when there is none."""
    v, p = schema.versions.c, schema.papers.c
    title = func.coalesce(p.title_zh, p.title_en, v.name)
    query = (
        select(v.id, v.paper_id, v.name, v.path, v.sha256, v.state, title)
        .join(schema.papers, p.id == v.paper_id)
        .where(v.id == version_id)
    )
    with dataset.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else Version(*row)


def findings(dataset: Dataset, version_id: int) -> Json:
    """Return what was read from a version, as ``tabularna/findings@1`` without mentions; ``{}`` when there is none.

    Raises :class:`~corpus.store.dataset.DatasetError`, caused by a ``DamagedError``, when it cannot be read back.
    """
    query = select(schema.versions.c.document).where(schema.versions.c.id == version_id)
    with dataset.reading() as connection:
        try:
            text = connection.execute(query).scalar_one_or_none()
            loaded: Json = from_json(text, "its JSON") if text else {}
        except DamagedError as error:
            raise DamagedError(f"row {version_id} of the table versions is damaged: {error}") from error
    return loaded


def identifiers(dataset: Dataset, version_ids: tuple[int, ...], names: tuple[str, ...]) -> dict[str, str]:
    """Return normal name → identifier, as the mentions of these versions have them."""
    m = schema.mentions.c
    query = (
        select(m.normal, func.min(m.identifier).label("identifier"))
        .where(m.version_id.in_(version_ids), m.normal.in_(names), m.identifier.is_not(None))
        .group_by(m.normal)
    )
    with dataset.reading() as connection:
        return {row.normal: row.identifier for row in connection.execute(query)}


def used_names(dataset: Dataset, field: str, text: str, *, limit: int) -> tuple[str, ...]:
    """Return the values that claims already have in ``field`` (ncrna, drug or target) and that hold ``text``."""
    column = {"ncrna": schema.claims.c.ncrna, "drug": schema.claims.c.drug, "target": schema.claims.c.target}.get(field)
    if column is None:
        return ()
    query = (
        select(column)
        .where(column != "", column.icontains(text, autoescape=True))
        .group_by(column)
        .order_by(func.length(column), column)
        .limit(limit)
    )
    with dataset.reading() as connection:
        return tuple(connection.execute(query).scalars())


def _claim(row: RowMapping) -> Claim:
    return claim_of({column.name: row[column.name] for column in schema.claims.columns})


def _facts(*conditions: ColumnElement[bool]) -> Subquery:
    """What the dataset says of each pair of ncRNA and drug: how many settled claims, and in which directions.

    Worked out once for all pairs, which takes a fifth of the time of looking for it claim by claim.
    """
    c = schema.claims.c
    stands = c.status.not_in(NOT_STANDING)
    return (
        select(
            c.ncrna,
            c.drug,
            func.sum(case((c.status.in_(_SETTLED), 1), else_=0)).label("settled"),
            func.max(case((and_(stands, c.effect == "promotes"), 1), else_=0)).label("promotes"),
            func.max(case((and_(stands, c.effect == "inhibits"), 1), else_=0)).label("inhibits"),
        )
        .where(*conditions)
        .group_by(c.ncrna, c.drug)
        .subquery()
    )


def _same(facts: Subquery) -> ColumnElement[bool]:
    c = schema.claims.c
    return and_(facts.c.ncrna == c.ncrna, facts.c.drug == c.drug)


def _novel(facts: Subquery) -> ColumnElement[bool]:
    itself = case((schema.claims.c.status.in_(_SETTLED), 1), else_=0)
    return facts.c.settled - itself == 0


def _contradicted(facts: Subquery) -> ColumnElement[bool]:
    c = schema.claims.c
    other = case((c.effect == "promotes", facts.c.inhibits), (c.effect == "inhibits", facts.c.promotes), else_=0)
    return and_(c.drug != "", c.status.not_in(NOT_STANDING), other == 1)


def _skipped() -> ColumnElement[bool]:
    c, d = schema.claims.c, schema.decisions.c
    return exists().where(d.key == c.key, d.revision == c.revision, d.verdict == Verdict.SKIP.value)
