"""The store: papers, versions, studies and what merging makes of them, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import func, select

from corpus.extraction import Extraction
from corpus.merge import ChangeKind, Status
from corpus.program import reading_version
from corpus.store import schema
from corpus.store.curate import (
    ClaimFilter,
    claims,
    conflicts_of,
    contradicting,
    count_by_status,
    count_claims,
    merge,
    plan,
    sightings_of,
)
from corpus.store.dataset import Dataset, Outcome
from corpus.store.merging import merge_each
from extract.model import Reference

Paper = Callable[..., Extraction]
DOI = Reference(1, "", doi="10.1000/one")
TITLE = Reference(1, "Li M, Wang Q. Exosomal miR-21 confers cisplatin resistance[J]. Cancer Lett, 2019, 12: 4.")
BOTH = Reference(
    1, "Li M, et al. Exosomal miR-21 confers cisplatin resistance. Cancer Lett. 2019;12:4.", doi="10.1000/ONE"
)


def sizes(dataset: Dataset) -> dict[str, int]:
    with dataset.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in schema.metadata.sorted_tables
        }


def test_same_paper_twice_changes_nothing(dataset: Dataset, paper: Paper) -> None:
    assert dataset.add(paper("A review")) is Outcome.NEW
    merge(dataset)
    before = sizes(dataset)
    assert dataset.add(paper("A review")) is Outcome.UNCHANGED
    assert merge(dataset) == ()
    assert sizes(dataset) == before


def test_changed_file_of_a_paper_is_a_new_version(dataset: Dataset, paper: Paper, row) -> None:
    dataset.add(paper("A review of exosomes", (row(), row(drug="paclitaxel"))))
    merge(dataset)
    assert dataset.add(paper("A Review of Exosomes.", (row(), row(drug="doxorubicin")))) is Outcome.NEW_VERSION
    kinds = {change.key.drug: change.kind for change in merge(dataset)[0].changes}
    assert kinds == {
        "cisplatin": ChangeKind.UNCHANGED,
        "paclitaxel": ChangeKind.GONE,
        "doxorubicin": ChangeKind.NEW,
    }
    assert [version.state for version in dataset.versions()] == ["superseded", "merged"]
    assert {claim.drug: claim.status for claim in claims(dataset)} == {
        "cisplatin": Status.PENDING,
        "doxorubicin": Status.PENDING,
        "paclitaxel": Status.GONE,
    }
    assert sizes(dataset)["papers"] == 1


def test_papers_of_one_title_with_two_dois_are_two_papers(dataset: Dataset, paper: Paper) -> None:
    dataset.add(paper("Progress of exosomes", doi="10.1000/a"))
    assert dataset.add(paper("Progress of exosomes", doi="10.1000/b")) is Outcome.NEW


def test_papers_that_share_a_heading_are_two_papers_and_each_has_its_versions(
    dataset: Dataset, paper: Paper, row
) -> None:
    bodies = ("What vesicles carry from one cell to the next, seen in lungs.", "Circular RNAs of the stomach, counted.")
    for body, ncrna in zip(bodies, ("miR-1", "miR-2"), strict=True):
        assert dataset.add(paper("Review article", (row(ncrna=ncrna),), body=body)) is Outcome.NEW
    merge(dataset)
    for body, ncrna in zip(bodies, ("miR-1", "miR-3"), strict=True):
        again = paper("Review article", (row(ncrna=ncrna),), body=body, printing="second")
        assert dataset.add(again) is Outcome.NEW_VERSION
    merge(dataset)
    assert {claim.ncrna: claim.status for claim in claims(dataset)} == {
        "miR-1": Status.PENDING,
        "miR-2": Status.GONE,
        "miR-3": Status.PENDING,
    }


def test_same_file_read_with_other_lexicons_is_a_new_version_whatever_its_title(
    dataset: Dataset, paper: Paper, row, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = paper("A reviw of exosmes", (row(drug="paclitaxel"),), printing="scan")
    dataset.add(read)
    merge(dataset)
    monkeypatch.setattr("corpus.store.dataset.reading_version", lambda _: "with one drug more")
    assert not dataset.has(read.sha256)
    better = replace(paper("A review of exosomes"), sha256=read.sha256)
    assert dataset.add(better) is Outcome.NEW_VERSION
    assert dataset.add(better) is Outcome.UNCHANGED
    merge(dataset)
    assert {claim.drug: claim.status for claim in claims(dataset)} == {
        "paclitaxel": Status.GONE,
        "cisplatin": Status.PENDING,
    }
    assert sizes(dataset)["papers"] == 1


def test_one_more_line_in_a_lexicon_is_another_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("lexicons", "rules"):
        (tmp_path / folder).mkdir()
    drugs = tmp_path / "lexicons" / "drugs.tsv"
    drugs.write_text("name\n")
    monkeypatch.setattr("corpus.program.data_folder", lambda name: tmp_path / name)
    names = []
    for text in ("name\n", "name\nimatinib\n", "name\n"):
        drugs.write_text(text)
        reading_version.cache_clear()
        names += [reading_version(), reading_version(("en_core",))]
    reading_version.cache_clear()
    assert names[:2] == names[4:]
    assert len(set(names)) == 4


def test_untitled_papers_are_never_taken_for_one(dataset: Dataset, paper: Paper) -> None:
    dataset.add(paper("", printing="1"))
    assert dataset.add(paper("", printing="2")) is Outcome.NEW


def test_study_cited_by_two_reviews_counts_once_with_both_listed(dataset: Dataset, paper: Paper) -> None:
    for title, reference in (("First review", BOTH), ("Second review", TITLE)):
        dataset.add(paper(title, references=(reference,)))
    merge(dataset)
    (claim,) = claims(dataset)
    assert claim.study == "doi:10.1000/one"
    assert [sighting.paper for sighting in sightings_of(dataset, claim.key)] == ["First review", "Second review"]


@pytest.mark.parametrize("order", list(permutations((DOI, TITLE, BOTH))))
def test_study_has_one_name_in_any_order_of_papers(tmp_path: Path, paper: Paper, order: tuple[Reference, ...]) -> None:
    dataset = Dataset.open(tmp_path / "d.db")
    for number, reference in enumerate(order):
        dataset.add(paper(f"Review number {number}", references=(reference,)))
        merge(dataset)
    (claim,) = claims(dataset)
    assert claim.study == "doi:10.1000/one"
    assert len(sightings_of(dataset, claim.key)) == 3
    dataset.close()


def test_two_studies_of_one_title_stay_two(dataset: Dataset, paper: Paper) -> None:
    text = "Li M. Exosomal miR-21 confers cisplatin resistance. Cancer Lett. 2019."
    for number in (1, 2):
        dataset.add(paper(f"Review number {number}", references=(Reference(1, text, doi=f"10.1000/{number}"),)))
    merge(dataset)
    assert {claim.study for claim in claims(dataset)} == {"doi:10.1000/1", "doi:10.1000/2"}


def test_contradiction_between_reviews_is_told_and_found(dataset: Dataset, paper: Paper, row) -> None:
    dataset.add(paper("First review"))
    merge(dataset)
    other = Reference(1, "", doi="10.1000/two")
    dataset.add(paper("Second review", (row(effect="inhibits"),), references=(other,)))
    for told in (plan(dataset), merge(dataset)):
        (change,) = told[0].changes
        assert change.kind is ChangeKind.CONTRADICTED
        assert change.note == "1 standing claim says the opposite"
    both = claims(dataset, ClaimFilter(contradicted_only=True))
    assert {claim.effect for claim in both} == {"promotes", "inhibits"}
    assert [claim.effect for claim in contradicting(dataset, both[0].key)] == [both[1].effect]


def test_contradiction_within_a_paper_is_told(dataset: Dataset, paper: Paper, row) -> None:
    dataset.add(paper("A review", (row(), row(effect="inhibits", target="KRAS"))))
    assert {change.kind for change in plan(dataset)[0].changes} == {ChangeKind.CONTRADICTED}


def test_plan_says_what_merge_does_and_changes_nothing(dataset: Dataset, paper: Paper, row) -> None:
    dataset.add(paper("A review", (row(), row(ncrna="H19"))))
    before = sizes(dataset)
    planned = plan(dataset)
    assert sizes(dataset) == before
    assert [p.changes for p in merge(dataset)] == [p.changes for p in planned]


def test_plan_of_several_papers_sees_each_after_the_ones_before(dataset: Dataset, paper: Paper, row) -> None:
    dataset.add(paper("First review", (row(), row(ncrna="H19"))))
    dataset.add(paper("First review", (row(mechanism="efflux"),), printing="second"))
    dataset.add(paper("Second review", (row(), row(effect="inhibits"))))
    planned = plan(dataset)
    assert [p.changes for p in merge(dataset)] == [p.changes for p in planned]
    assert [[change.kind.value for change in p.changes] for p in planned] == [
        ["new", "new"],
        ["gone", "changed"],
        ["contradicted", "confirmed"],
    ]


def test_merge_that_comes_late_does_not_bring_an_old_version_back(
    dataset: Dataset, location: str, paper: Paper, row
) -> None:
    dataset.add(paper("Another review", (row(ncrna="PVT1"),)))
    dataset.add(paper("A review", (row(),)))
    dataset.add(paper("A review", (row(drug="paclitaxel"),), printing="second"))
    late = merge_each(dataset)
    next(late)
    other = Dataset.open(location)
    merge(other)
    assert list(late) == []
    assert [version.state for version in dataset.versions()] == ["merged", "superseded", "merged"]
    other.close()


def test_claim_that_is_stated_again_is_held_against_those_that_say_the_opposite(
    dataset: Dataset, paper: Paper, row
) -> None:
    for number, effect in enumerate(("promotes", "unknown")):
        dataset.add(paper("First review", (row(effect=effect),), printing=str(number)))
        merge(dataset)
    dataset.add(paper("Second review", (row(effect="inhibits"),)))
    merge(dataset)
    dataset.add(paper("First review", (row(),), printing="third"))
    change = next(change for change in merge(dataset)[0].changes if change.key.effect == "promotes")
    assert (change.kind, change.note) == (
        ChangeKind.CONTRADICTED,
        "stated again; 1 standing claim says the opposite",
    )


def test_claims_are_sorted_by_need_of_review_and_filtered(dataset: Dataset, paper: Paper, row) -> None:
    rows = (row(ncrna="H19", confidence=0.9), row(ncrna="miR-9", confidence=0.2), row(ncrna="miR-10", drug="5-FU_x%"))
    dataset.add(paper("A review", rows))
    dataset.add(paper("Another review", (row(ncrna="PVT1", drug="gefitinib"),)))
    merge(dataset)
    assert [claim.ncrna for claim in claims(dataset)] == ["miR-9", "H19", "PVT1", "miR-10"]
    assert [claim.ncrna for claim in claims(dataset, limit=2, offset=1)] == ["H19", "PVT1"]
    assert [claim.ncrna for claim in claims(dataset, ClaimFilter(text="fu_X%"))] == ["miR-10"]
    assert [claim.ncrna for claim in claims(dataset, ClaimFilter(text="5-fu  MIR"))] == ["miR-10"]
    assert claims(dataset, ClaimFilter(text="5-fu gefitinib")) == ()
    assert [claim.ncrna for claim in claims(dataset, ClaimFilter(paper_id=2))] == ["PVT1"]
    assert count_claims(dataset, ClaimFilter(statuses=(Status.PENDING,))) == 4
    assert count_by_status(dataset)[Status.GONE] == 0


def test_text_that_databases_refuse_is_stored_with_its_offsets(dataset: Dataset, paper: Paper, row) -> None:
    dataset.add(paper("A review", (row(mechanism="a\x00b\ud800c"),)))
    merge(dataset)
    (claim,) = claims(dataset)
    assert claim.mechanism == "a\ufffdb\ufffdc"
    assert conflicts_of(dataset, claim.key) == ()
