"""What the review page asks of the dataset beyond the store's own queries: the order of work, and the printed facts."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import ColumnElement, RowMapping, and_, case, exists, func, select

from corpus.contract import Json
from corpus.merge import Status
from corpus.store import schema
from corpus.store.dataset import Dataset, Version
from corpus.store.query import NOT_STANDING, OPPOSITE, conditions_of
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


def queue(dataset: Dataset, wanted: ClaimFilter, *, limit: int, offset: int = 0) -> tuple[QueueEntry, ...]:
    """Return claims in the order of work.

    Pending claims come first and skipped ones after them; among them those with a conflict in their paper, then those
    that another claim contradicts, then what is new to the dataset, then by rising confidence.
    """
    c = schema.claims
    query = (
        select(c, _novel().label("novel"), _contradicted().label("contradicted"), _skipped().label("skipped"))
        .where(*conditions_of(wanted))
        .order_by(*_order())
        .limit(limit)
        .offset(offset)
    )
    with dataset.reading() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(
        QueueEntry(_claim(row), bool(row["novel"]), bool(row["contradicted"]), bool(row["skipped"])) for row in rows
    )


def queue_keys(dataset: Dataset, wanted: ClaimFilter) -> tuple[str, ...]:
    """Return the keys of all claims that fit, in the order of work."""
    query = select(schema.claims.c.key).where(*conditions_of(wanted)).order_by(*_order())
    with dataset.reading() as connection:
        return tuple(connection.execute(query).scalars())


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
    """Return what was read from a version, as ``tabularna/findings@1`` without mentions; ``{}`` when there is none."""
    query = select(schema.versions.c.document).where(schema.versions.c.id == version_id)
    with dataset.reading() as connection:
        text = connection.execute(query).scalar_one_or_none()
    loaded: Json = json.loads(text) if text else {}
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
    fields = {column.name: row[column.name] for column in schema.claims.columns}
    return Claim(**{**fields, "status": Status(fields["status"])})


def _order() -> tuple[ColumnElement[object], ...]:
    c = schema.claims.c
    return (
        case((c.status == Status.PENDING.value, 0), else_=1),
        case((_skipped(), 1), else_=0),
        case((c.conflicts != "", 0), (_contradicted(), 1), else_=2),
        case((_novel(), 0), else_=1),
        func.coalesce(c.confidence, 0.0),
        c.ncrna,
        c.drug,
        c.key,
    )


def _novel() -> ColumnElement[bool]:
    c, other = schema.claims.c, schema.claims.alias()
    return ~exists().where(
        other.c.ncrna == c.ncrna, other.c.drug == c.drug, other.c.key != c.key, other.c.status.in_(_SETTLED)
    )


def _contradicted() -> ColumnElement[bool]:
    c, other = schema.claims.c, schema.claims.alias()
    return and_(
        c.drug != "",
        c.status.not_in(NOT_STANDING),
        c.effect.in_(tuple(OPPOSITE)),
        exists().where(
            other.c.ncrna == c.ncrna,
            other.c.drug == c.drug,
            other.c.effect != c.effect,
            other.c.effect.in_(tuple(OPPOSITE)),
            other.c.status.not_in(NOT_STANDING),
        ),
    )


def _skipped() -> ColumnElement[bool]:
    c, d = schema.claims.c, schema.decisions.c
    return exists().where(d.key == c.key, d.revision == c.revision, d.verdict == Verdict.SKIP.value)
