"""Queries over claims: what a review page, an export or a script asks of the dataset."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from corpus.conflicts import share_a_place
from corpus.merge import Status
from corpus.store import schema
from corpus.store.columns import DamagedError
from corpus.store.dataset import Dataset
from corpus.store.places import read_places
from corpus.store.rows import claim_of, decisions_on, find_claim
from corpus.store.values import EVERY_CLAIM, Claim, ClaimFilter, Decision, StoredSighting

OPPOSITE = {"promotes": "inhibits", "inhibits": "promotes"}
NOT_STANDING = (Status.REJECTED.value, Status.GONE.value)


def _searched() -> ColumnElement[str]:
    """All names of a claim in one string, parted by a character that no search holds."""
    c = schema.claims.c
    joined: ColumnElement[str] = c.ncrna.concat("\x1f")
    for column in (c.drug, c.target, c.source_cells, c.mechanism, c.study):
        joined = joined.concat(func.coalesce(column, "")).concat("\x1f")
    return joined


@dataclass(frozen=True, slots=True)
class StoredConflict:
    """A place where one paper disagrees with itself. ``evidence`` is JSON: places and regions.

    Without ``table_id`` and ``row`` two abstracts disagree; ``table_value`` is then what the first one says.
    """

    id: int
    version_id: int
    table_id: str | None
    row: int | None
    ncrna: str
    kind: str
    table_value: str
    prose_value: str
    evidence: str


def claims(
    dataset: Dataset, wanted: ClaimFilter = EVERY_CLAIM, *, limit: int | None = None, offset: int = 0
) -> tuple[Claim, ...]:
    """Return claims by need of review: pending ones with conflicts first, then by rising confidence."""
    # Among claims of one status the first part of the order says nothing, and the index of that status gives the rest.
    order = schema.REVIEW_ORDER[1:] if len(wanted.statuses) == 1 else schema.REVIEW_ORDER
    query = select(schema.claims).where(*conditions_of(wanted)).order_by(*order).limit(limit).offset(offset or None)
    with dataset.reading() as connection:
        return tuple(claim_of(row._mapping) for row in connection.execute(query))


def count_claims(dataset: Dataset, wanted: ClaimFilter = EVERY_CLAIM) -> int:
    """Return how many claims fit."""
    query = select(func.count()).select_from(schema.claims).where(*conditions_of(wanted))
    with dataset.reading() as connection:
        return connection.execute(query).scalar_one()


def count_by_status(dataset: Dataset) -> dict[Status, int]:
    """Return the number of claims in every status."""
    c = schema.claims.c
    with dataset.reading() as connection:
        query = select(c.status, func.count()).group_by(c.status)
        found: dict[str, int] = dict(connection.execute(query).all())
    return {status: found.get(status.value, 0) for status in Status}


def claim(dataset: Dataset, key: str) -> Claim | None:
    """Return one claim by the digest of its key; ``None`` when there is none."""
    with dataset.reading() as connection:
        return find_claim(connection, key)


def sightings_of(dataset: Dataset, key: str) -> tuple[StoredSighting, ...]:
    """Return where the claim is stated, by papers whose version is merged."""
    s, v, p = schema.sightings.c, schema.versions.c, schema.papers.c
    query = (
        select(
            s.id,
            s.version_id,
            func.coalesce(p.title_zh, p.title_en, v.name),
            v.paper_id,
            s.table_id,
            s.row,
            s.source_cells,
            s.mechanism,
            s.effect_as_written,
            s.confidence,
            s.conflicts,
            s.evidence,
        )
        .join(schema.versions, v.id == s.version_id)
        .join(schema.papers, p.id == v.paper_id)
        .where(s.key == key, schema.MERGED)
        .order_by(s.id)
    )
    with dataset.reading() as connection:
        return tuple(StoredSighting(*tuple(row)) for row in connection.execute(query))


def papers_by_claim(dataset: Dataset) -> dict[str, frozenset[int]]:
    """Return, by key of a claim, the numbers of the papers that state it in a merged version."""
    s, v = schema.sightings.c, schema.versions.c
    query = select(s.key, v.paper_id).join(schema.versions, v.id == s.version_id).where(schema.MERGED).distinct()
    found: dict[str, set[int]] = {}
    with dataset.reading() as connection:
        for key, paper in connection.execute(query):
            found.setdefault(key, set()).add(paper)
    return {key: frozenset(papers) for key, papers in found.items()}


def conflicts_of(dataset: Dataset, key: str) -> tuple[StoredConflict, ...]:
    """Return the conflicts within merged papers about the rows, or the sentences of abstracts, that state the claim."""
    k, s, v = schema.conflicts.c, schema.sightings.c, schema.versions.c
    query = (
        select(k.id, k.version_id, k.table_id, k.row, k.ncrna, k.kind, k.table_value, k.prose_value, k.evidence)
        .join(schema.versions, v.id == k.version_id)
        .where(
            schema.MERGED,
            exists().where(
                s.key == key,
                s.version_id == k.version_id,
                s.ncrna == k.ncrna,
                or_(k.table_id.is_(None), and_(s.table_id == k.table_id, s.row == k.row)),
            ),
        )
        .order_by(k.id)
    )
    with dataset.reading() as connection:
        found = [StoredConflict(*row) for row in connection.execute(query)]
    if all(conflict.table_id for conflict in found):
        return tuple(found)
    stated = sightings_of(dataset, key)
    return tuple(one for one in found if one.table_id or any(_share_a_place(one, other) for other in stated))


def _share_a_place(conflict: StoredConflict, sighting: StoredSighting) -> bool:
    """Tell whether both come from the same sentences; of damaged evidence this is said, so that it is shown as such."""
    if conflict.version_id != sighting.version_id:
        return False
    try:
        return share_a_place(
            read_places(conflict.evidence, "conflicts", conflict.id),
            read_places(sighting.evidence, "sightings", sighting.id),
        )
    except DamagedError:
        return True


def contradicting(dataset: Dataset, key: str) -> tuple[Claim, ...]:
    """Return the standing claims that say the opposite: same ncRNA and drug, other effect on resistance."""
    c = schema.claims.c
    with dataset.reading() as connection:
        one = find_claim(connection, key)
        if one is None or one.effect not in OPPOSITE or not one.drug:
            return ()
        query = select(schema.claims).where(
            c.ncrna == one.ncrna, c.drug == one.drug, c.effect == OPPOSITE[one.effect], c.status.not_in(NOT_STANDING)
        )
        return tuple(claim_of(row._mapping) for row in connection.execute(query.order_by(c.key)))


def decisions_of(dataset: Dataset, key: str) -> tuple[Decision, ...]:
    """Return every decision on a claim, the oldest first."""
    with dataset.reading() as connection:
        return decisions_on(connection, key)


def conditions_of(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    """Return the filter as conditions on ``schema.claims``, for queries of other modules."""
    c = schema.claims.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(c.status.in_([status.value for status in wanted.statuses]))
    conditions += [_searched().icontains(word, autoescape=True) for word in wanted.text.split()]
    if wanted.conflicts_only:
        conditions.append(c.conflicts != "")
    if wanted.ncrna is not None:
        conditions.append(c.ncrna == wanted.ncrna)
    if wanted.drug is not None:
        conditions.append(c.drug == wanted.drug)
    if wanted.paper_id is not None or wanted.version_id is not None:
        conditions.append(c.key.in_(_keys_stated_by(wanted)))
    if wanted.contradicted_only:
        other = schema.claims.alias()
        conditions += [
            c.status.not_in(NOT_STANDING),
            exists().where(
                other.c.ncrna == c.ncrna,
                other.c.drug == c.drug,
                c.drug != "",
                other.c.effect != c.effect,
                other.c.effect.in_(tuple(OPPOSITE)),
                c.effect.in_(tuple(OPPOSITE)),
                other.c.status.not_in(NOT_STANDING),
            ),
        ]
    return conditions


def _keys_stated_by(wanted: ClaimFilter) -> Select[tuple[str]]:
    s, v = schema.sightings.c, schema.versions.c
    query = select(s.key).join(schema.versions, v.id == s.version_id)
    if wanted.version_id is not None:
        query = query.where(v.id == wanted.version_id)
    if wanted.paper_id is not None:
        query = query.where(v.paper_id == wanted.paper_id, schema.MERGED)
    return query
