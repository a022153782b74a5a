"""Curators' decisions: kept over new versions, undone, and refused when they come late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.extraction import Extraction
from corpus.merge import ChangeKind, Status
from corpus.store.curate import (
    Claim,
    DecisionError,
    Request,
    StaleDecisionError,
    Verdict,
    claim,
    claims,
    decide,
    decide_all,
    decisions_of,
    merge,
    sightings_of,
)
from corpus.store.dataset import Dataset
from extract.model import Reference

Paper = Callable[..., Extraction]


@pytest.fixture
def one(dataset: Dataset, paper: Paper) -> Claim:
    """The only claim of a dataset of one paper."""
    dataset.add(paper("A review of exosomes"))
    merge(dataset)
    return claims(dataset)[0]


def say(dataset: Dataset, seen: Claim, verdict: Verdict, *, reason: str = "", **values: str) -> Claim:
    return decide(dataset, Request(seen.key, verdict, seen.revision, values, reason), curator="Ada")


def again(dataset: Dataset, paper: Paper, *rows: object, title: str = "A review of exosomes") -> list[ChangeKind]:
    dataset.add(paper(title, tuple(rows), printing=str(len(dataset.versions()))))
    return [change.kind for done in merge(dataset) for change in done.changes]


def test_correction_outlives_a_new_version(dataset: Dataset, paper: Paper, row, one: Claim) -> None:
    say(dataset, one, Verdict.CORRECT, drug="carboplatin", effect="inhibits")
    assert again(dataset, paper, row(mechanism="another wording")) == [ChangeKind.CHANGED]
    kept = claim(dataset, one.key)
    assert kept is not None
    assert (kept.drug, kept.effect, kept.mechanism, kept.status) == (
        "carboplatin",
        "inhibits",
        "another wording",
        Status.CORRECTED,
    )


def test_corrected_mechanism_is_not_overwritten(dataset: Dataset, paper: Paper, row, one: Claim) -> None:
    say(dataset, one, Verdict.CORRECT, mechanism="PTEN is lost")
    again(dataset, paper, row(mechanism="another wording"))
    assert claims(dataset)[0].mechanism == "PTEN is lost"


def test_accepted_claim_that_no_paper_states_any_more_stays(dataset: Dataset, paper: Paper, row, one: Claim) -> None:
    say(dataset, one, Verdict.CORRECT, effect="inhibits")
    assert again(dataset, paper, row(ncrna="H19")) == [ChangeKind.NEW, ChangeKind.GONE]
    kept = claim(dataset, one.key)
    assert kept is not None
    assert (kept.status, kept.effect) == (Status.CORRECTED, "inhibits")


def test_rejected_claim_stays_rejected_while_its_evidence_is_the_same(
    dataset: Dataset, paper: Paper, row, one: Claim
) -> None:
    say(dataset, one, Verdict.REJECT, reason="wrong drug")
    assert again(dataset, paper, row(), row(ncrna="H19")) == [ChangeKind.NEW, ChangeKind.UNCHANGED]
    kept = claim(dataset, one.key)
    assert kept is not None
    assert (kept.status, kept.note) == (Status.REJECTED, "wrong drug")


def test_rejected_claim_stays_rejected_when_only_its_normal_forms_change(
    dataset: Dataset, paper: Paper, one: Claim
) -> None:
    say(dataset, one, Verdict.REJECT, reason="wrong drug")
    read = paper("A review of exosomes", printing="once more")
    claims_read = tuple(
        replace(stated, sighting=replace(stated.sighting, source_cells=("MCF-7",))) for stated in read.claims
    )
    dataset.add(replace(read, claims=claims_read))
    merge(dataset)
    assert claims(dataset)[0].status is Status.REJECTED


def test_undone_correction_of_a_claim_that_is_gone_leaves_what_was_stated(
    dataset: Dataset, paper: Paper, row, one: Claim
) -> None:
    corrected = say(dataset, one, Verdict.CORRECT, drug="carboplatin")
    again(dataset, paper, row(ncrna="H19"))
    left = say(dataset, corrected, Verdict.UNDO)
    assert (left.status, left.drug, left.mechanism) == (Status.GONE, "cisplatin", "PTEN loss")


def test_reopened_claim_is_rejected_again_when_the_evidence_that_reopened_it_goes_away(
    dataset: Dataset, paper: Paper, row, one: Claim
) -> None:
    say(dataset, one, Verdict.REJECT, reason="wrong drug")
    assert again(dataset, paper, row(mechanism="own words"), title="Another review") == [ChangeKind.REOPENED]
    dataset.add(paper("Another review", (row(ncrna="PVT1"),), printing="last"))
    told = {change.key.ncrna: (change.before, change.after) for change in merge(dataset)[0].changes}
    assert told["miR-21"] == (Status.PENDING, Status.REJECTED)
    kept = claim(dataset, one.key)
    assert kept is not None
    assert kept.status is Status.REJECTED


def test_told_and_done_agree_on_a_rejection_that_an_undo_brought_back(
    dataset: Dataset, paper: Paper, row, one: Claim
) -> None:
    say(dataset, one, Verdict.REJECT, reason="wrong drug")
    again(dataset, paper, row(mechanism="own words"), title="Another review")
    say(dataset, claims(dataset)[0], Verdict.ACCEPT)
    again(dataset, paper, row(ncrna="PVT1"), title="Another review")
    (seen,) = (c for c in claims(dataset) if c.key == one.key)
    assert say(dataset, seen, Verdict.UNDO).status is Status.REJECTED
    dataset.add(paper("Another review", (row(mechanism="own words"),), printing="last"))
    told = {change.key.ncrna: change.after for change in merge(dataset)[0].changes}
    assert told["miR-21"] is Status.PENDING
    kept = claim(dataset, one.key)
    assert kept is not None
    assert kept.status is Status.PENDING


def test_claim_that_says_what_a_curator_made_of_another_is_pointed_out(
    dataset: Dataset, paper: Paper, row, one: Claim
) -> None:
    say(dataset, one, Verdict.CORRECT, drug="carboplatin")
    dataset.add(paper("Another review", (row(drug="carboplatin"), row(drug="gefitinib"))))
    told = {change.key.drug: change.note for change in merge(dataset)[0].changes}
    assert told == {"carboplatin": "a claim that a curator corrected says the same", "gefitinib": ""}


def test_rejected_claim_comes_back_when_its_evidence_changes(dataset: Dataset, paper: Paper, row, one: Claim) -> None:
    say(dataset, one, Verdict.REJECT, reason="wrong drug")
    assert again(dataset, paper, row(mechanism="another wording")) == [ChangeKind.REOPENED]
    reopened = claims(dataset)[0]
    assert reopened.status is Status.PENDING
    assert say(dataset, reopened, Verdict.SKIP).status is Status.PENDING
    assert say(dataset, claims(dataset)[0], Verdict.ACCEPT).status is Status.ACCEPTED


def test_rejected_claim_comes_back_when_another_review_states_it_otherwise(
    dataset: Dataset, paper: Paper, row, one: Claim
) -> None:
    say(dataset, one, Verdict.REJECT, reason="wrong drug")
    assert again(dataset, paper, row(mechanism="own words"), title="Another review") == [ChangeKind.REOPENED]


def test_rejected_claim_does_not_come_back_when_evidence_goes_away(
    dataset: Dataset, paper: Paper, row, one: Claim
) -> None:
    again(dataset, paper, row(mechanism="own words"), title="Another review")
    say(dataset, claims(dataset)[0], Verdict.REJECT, reason="wrong drug")
    again(dataset, paper, row(ncrna="H19"), title="Another review")
    again(dataset, paper, row(), row(ncrna="PVT1"))
    kept = claim(dataset, one.key)
    assert kept is not None
    assert kept.status is Status.REJECTED


@pytest.mark.usefixtures("one")
def test_claim_stated_again_after_it_was_gone_is_new(dataset: Dataset, paper: Paper, row) -> None:
    again(dataset, paper, row(ncrna="H19"))
    assert again(dataset, paper, row()) == [ChangeKind.GONE, ChangeKind.NEW]


def test_decision_on_a_claim_changed_meanwhile_is_refused(dataset: Dataset, one: Claim) -> None:
    say(dataset, one, Verdict.ACCEPT)
    with pytest.raises(StaleDecisionError, match="revision 1, not 0"):
        say(dataset, one, Verdict.REJECT, reason="other")
    assert [decision.verdict for decision in decisions_of(dataset, one.key)] == [Verdict.ACCEPT]


def test_several_decisions_are_taken_together_or_not_at_all(dataset: Dataset, one: Claim) -> None:
    requests = [Request(one.key, Verdict.ACCEPT, 0), Request("no such key", Verdict.ACCEPT, 0)]
    with pytest.raises(DecisionError, match="there is no claim"):
        decide_all(dataset, requests, curator="Ada")
    assert decisions_of(dataset, one.key) == ()


def test_undo_takes_back_one_decision_at_a_time_and_keeps_the_record(dataset: Dataset, one: Claim) -> None:
    corrected = say(dataset, one, Verdict.CORRECT, target="KRAS")
    rejected = say(dataset, corrected, Verdict.REJECT, reason="duplicate")
    undone = say(dataset, rejected, Verdict.UNDO)
    assert (undone.status, undone.target, undone.note) == (Status.CORRECTED, "KRAS", "")
    undone = say(dataset, undone, Verdict.UNDO)
    assert (undone.status, undone.target) == (Status.PENDING, "PTEN")
    with pytest.raises(DecisionError, match="nothing to undo"):
        say(dataset, undone, Verdict.UNDO)
    assert [(d.verdict, d.curator) for d in decisions_of(dataset, one.key)] == [
        (verdict, "Ada") for verdict in (Verdict.CORRECT, Verdict.REJECT, Verdict.UNDO, Verdict.UNDO)
    ]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (Request("k", Verdict.REJECT, 0, reason="because"), "the reason is one of"),
        (Request("k", Verdict.CORRECT, 0), "only a correction, gives new values"),
        (Request("k", Verdict.ACCEPT, 0, {"drug": "x"}), "only a correction, gives new values"),
        (Request("k", Verdict.CORRECT, 0, {"study": "x"}), "no such field: study"),
        (Request("k", Verdict.CORRECT, 0, {"effect": "cures"}), "effect is promotes, inhibits or unknown"),
        (Request("k", Verdict.CORRECT, 0, {"ncrna": " "}), "needs an ncRNA"),
    ],
)
def test_senseless_decisions_are_refused(dataset: Dataset, request_: Request, message: str) -> None:
    with pytest.raises(DecisionError, match=message):
        decide(dataset, request_, curator="Ada")


def test_decision_without_a_name_is_refused(dataset: Dataset, one: Claim) -> None:
    with pytest.raises(DecisionError, match="curator's name"):
        decide(dataset, Request(one.key, Verdict.ACCEPT, 0), curator="  ")


def test_decisions_on_both_claims_move_along_when_two_studies_turn_out_to_be_one(
    dataset: Dataset, paper: Paper
) -> None:
    text = "Li M, Wang Q. Exosomal miR-21 confers cisplatin resistance[J]. Cancer Lett, 2019, 12: 4."
    dataset.add(paper("First review", references=(Reference(1, "", doi="10.1000/one"),)))
    dataset.add(paper("Second review", references=(Reference(1, text),)))
    merge(dataset)
    by_study = {found.study.split(":")[0]: found for found in claims(dataset)}
    say(dataset, by_study["title"], Verdict.CORRECT, target="KRAS")
    say(dataset, by_study["doi"], Verdict.ACCEPT)
    dataset.add(paper("Third review", references=(Reference(1, text, doi="10.1000/one"),)))
    (left,) = claims(dataset)
    assert (left.study, left.status, left.target, left.revision) == ("doi:10.1000/one", Status.CORRECTED, "KRAS", 2)
    assert len(sightings_of(dataset, left.key)) == 2
    merge(dataset)
    assert len(sightings_of(dataset, left.key)) == 3
