"""Any history of papers, new versions, merges and decisions: what holds at its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from corpus.extraction import Extraction
from corpus.merge import Status
from corpus.store import schema
from corpus.store.curate import Request, Verdict, claims, decide, decisions_of, merge, plan
from corpus.store.dataset import Dataset
from corpus.store.standing import refresh, standing
from extract.model import Reference

TITLE = "Li M. Exosomal miR-21 confers cisplatin resistance. Cancer Lett. 2019."
REFERENCES = (Reference(1, "", doi="10.1000/one"), Reference(1, TITLE), Reference(1, TITLE, doi="10.1000/one"))
ROWS = st.tuples(
    st.sampled_from(("miR-21", "H19")),
    st.sampled_from(("promotes", "inhibits")),
    st.sampled_from(("PTEN loss", "efflux")),
)
PAPERS = st.tuples(
    st.just("paper"), st.integers(0, 2), st.lists(ROWS, max_size=3, unique=True), st.sampled_from(REFERENCES)
)
DECISIONS = st.tuples(
    st.just("decision"),
    st.integers(0, 5),
    st.sampled_from((Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT, Verdict.SKIP, Verdict.UNDO)),
)
HISTORIES = st.lists(st.one_of(PAPERS, PAPERS, DECISIONS, st.just(("merge",))), min_size=4, max_size=14)


def take(dataset: Dataset, number: int, verdict: Verdict) -> None:
    """Decide on one of the claims, where that can be done."""
    found = sorted(claims(dataset), key=lambda claim: claim.key)
    if not found:
        return
    claim = found[number % len(found)]
    if verdict is Verdict.UNDO and not standing(decisions_of(dataset, claim.key)):
        return
    values = {"drug": "carboplatin"} if verdict is Verdict.CORRECT else {}
    reason = "wrong drug" if verdict is Verdict.REJECT else ""
    decide(dataset, Request(claim.key, verdict, claim.revision, values, reason), curator="Ada")


def check(dataset: Dataset) -> None:
    decided = 0
    for claim in claims(dataset):
        taken = decisions_of(dataset, claim.key)
        decided += len(taken)
        assert [decision.revision for decision in taken] == list(range(1, claim.revision + 1))
        counted = standing(taken)
        last = counted[-1].verdict if counted else None
        if last is Verdict.CORRECT:
            assert (claim.status, claim.drug) == (Status.CORRECTED, "carboplatin")
        if last is Verdict.ACCEPT:
            assert claim.status in (Status.ACCEPTED, Status.CORRECTED)
        if last is Verdict.REJECT and claim.status is not Status.REJECTED:
            unseen = set(claim.evidence_fingerprint.split()) - set(counted[-1].evidence_fingerprint.split())
            assert unseen, "a rejected claim came back without new evidence"
        if last is None:
            assert claim.status in (Status.PENDING, Status.GONE)
    s, v = schema.sightings.c, schema.versions.c
    with dataset.reading() as connection:
        stated = select(s.key).join(schema.versions, v.id == s.version_id).where(v.state == "merged").distinct()
        keys = set(connection.execute(stated).scalars())
        of_papers = connection.execute(select(v.paper_id).where(v.state == "merged")).scalars().all()
        assert len(of_papers) == len(set(of_papers)), "two versions speak for one paper"
        assert len(connection.execute(select(schema.decisions.c.id)).all()) == decided, "a decision is lost"
    for claim in claims(dataset):
        if claim.status is Status.PENDING:
            assert claim.key in keys, "nobody states a pending claim"
        if claim.status is Status.GONE:
            assert claim.key not in keys
    assert keys <= {claim.key for claim in claims(dataset)}, "a statement is lost"


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_nothing_is_lost_and_every_word_stands(
    paper: Callable[..., Extraction], row: Callable[..., object], history: list[tuple]
) -> None:
    with TemporaryDirectory() as folder:
        dataset = Dataset.open(Path(folder) / "d.db")
        for number, step in enumerate(history):
            if step[0] == "paper":
                rows = tuple(row(ncrna=ncrna, effect=effect, mechanism=how) for ncrna, effect, how in step[2])
                dataset.add(paper(f"Review of exosomes {step[1]}", rows, references=(step[3],), printing=str(number)))
            elif step[0] == "decision":
                take(dataset, *step[1:])
            else:
                planned = plan(dataset)
                assert merge(dataset) == planned
                check(dataset)
        merge(dataset)
        check(dataset)
        # The claims are what follows from statements and decisions: worked out anew, they are the same.
        before = claims(dataset)
        with dataset.transaction() as connection:
            for claim in before:
                refresh(connection, claim.key, revision=claim.revision)
        ignored = {"updated_at": "", "note": ""}
        assert [vars_of(claim) | ignored for claim in claims(dataset)] == [vars_of(claim) | ignored for claim in before]
        dataset.close()


def vars_of(claim: object) -> dict[str, object]:
    return {name: getattr(claim, name) for name in type(claim).__slots__}
