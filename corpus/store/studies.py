"""One name for each primary study, so that a study which several reviews cite counts once.

The names of one study (DOI, PMID, folded title) become known bit by bit. Claims carry the surest of those known so
far: when a review links two names that were two studies until then, the claims of both move under the surer name,
with the decisions taken on them. What stands in the dataset therefore does not depend on the order of the papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select, update

from corpus.claims import ClaimKey
from corpus.store import schema
from corpus.store.rows import parts
from corpus.store.standing import refresh

_SUREST_FIRST = ("doi", "pmid", "title")


def canonical_studies(connection: Connection, studies: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return name → the name that claims carry, for every study cited; learn new names on the way."""
    given = list(studies)
    table = schema.study_names
    known: dict[str, str] = {}
    for part in parts(sorted({name for names in given for name in names})):
        known |= dict(connection.execute(select(table.c.name, table.c.study).where(table.c.name.in_(part))).all())
    canonical: dict[str, str] = {}
    fresh: dict[str, str] = {}
    for names in given:
        linked = _without_contradiction(names, known)
        study = min({*linked, *(known[name] for name in linked if name in known)}, key=_rank)
        for old in {known[name] for name in linked if name in known} - {study}:
            _move(connection, old, study)
            known = {name: study if current == old else current for name, current in known.items()}
            canonical = {name: study if current == old else current for name, current in canonical.items()}
            fresh = {name: study if current == old else current for name, current in fresh.items()}
        for name in linked:
            if name not in known:
                known[name] = fresh[name] = study
        canonical |= dict.fromkeys(linked, study)
    if fresh:
        connection.execute(table.insert(), [{"name": name, "study": study} for name, study in fresh.items()])
    return canonical


def _without_contradiction(names: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Leave out a title whose study has another DOI or PMID: two studies may share a title, not an identifier."""
    kinds = {_kind(name) for name in names} - {"title"}

    def contradicts(name: str) -> bool:
        study = known.get(name, name)
        return _kind(name) == "title" and study not in names and _kind(study) in kinds

    return [name for name in names if not contradicts(name)]


def _kind(name: str) -> str:
    return name.split(":", 1)[0]


def _rank(name: str) -> tuple[int, str]:
    return _SUREST_FIRST.index(_kind(name)), name


def _move(connection: Connection, old: str, new: str) -> None:
    """Give all claims of the study ``old`` the study ``new``."""
    n, s = schema.study_names, schema.sightings
    connection.execute(update(n).where(n.c.study == old).values(study=new))
    query = select(s.c.key, s.c.ncrna, s.c.drug, s.c.effect, s.c.target).where(s.c.study == old).distinct()
    for key, ncrna, drug, effect, target in connection.execute(query).all():
        moved = ClaimKey(ncrna, drug, effect, target, new).digest
        connection.execute(update(s).where(s.c.key == key).values(key=moved, study=new))
        _move_claim(connection, key, moved, new)


def _move_claim(connection: Connection, old: str, new: str, study: str) -> None:
    c, d = schema.claims, schema.decisions
    row = connection.execute(select(c).where(c.c.key == old)).mappings().first()
    if row is None:
        return
    if connection.execute(select(c.c.key).where(c.c.key == new)).first() is None:
        connection.execute(c.insert().values({**row, "key": new, "study": study, "revision": 0}))
    # The decisions on both claims, in the order in which they were taken, are the history of the one that remains.
    # Revisions are unique, so they first go where no revision is.
    highest = connection.execute(select(func.coalesce(func.max(d.c.revision), 0))).scalar_one()
    taken = (
        connection.execute(select(d.c.id).where(d.c.key.in_((old, new))).order_by(d.c.decided_at, d.c.id))
        .scalars()
        .all()
    )
    for offset in (highest, 0):
        for number, decision in enumerate(taken, start=1):
            connection.execute(update(d).where(d.c.id == decision).values(key=new, revision=offset + number))
    connection.execute(c.delete().where(c.c.key == old))
    refresh(connection, new, revision=len(taken))
