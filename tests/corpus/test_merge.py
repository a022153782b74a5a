"""The three-way comparison, as properties that hold for every base, every decision and every new reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.claims import ClaimKey
from corpus.extraction import Extraction
from corpus.merge import Change, ChangeKind, Current, Details, Status, changes, covers
from corpus.store.curate import claims, merge, plan
from corpus.store.dataset import Dataset
from extract.model import Reference

KEYS = tuple(
    ClaimKey(ncrna, "cisplatin", effect, "", "doi:10.1000/one")
    for ncrna in ("miR-21", "H19")
    for effect in ("promotes", "inhibits")
)
BY_DIGEST = {key.digest: key for key in KEYS}
FINGERPRINTS = st.sampled_from(("f1", "f2", "f3"))
READINGS = st.dictionaries(
    st.sampled_from(KEYS), st.builds(Details, mechanism=st.sampled_from("xy"), fingerprint=FINGERPRINTS)
)
SEEN = st.lists(FINGERPRINTS, min_size=1, unique=True).map(" ".join)
CURRENT = st.one_of(
    st.sampled_from((Current(Status.PENDING), Current(Status.GONE))),
    st.builds(Current, st.sampled_from((Status.ACCEPTED, Status.CORRECTED, Status.REJECTED)), SEEN),
)


@st.composite
def situations(
    draw: st.DrawFn,
) -> tuple[dict[str, Current], dict[ClaimKey, Details], dict[ClaimKey, Details], set[str]]:
    base, new = draw(READINGS), draw(READINGS)
    # What a merged paper states is in the dataset, and so is what others state.
    others = draw(st.sets(st.sampled_from(KEYS)))
    present = {*base, *others, *draw(st.sets(st.sampled_from(KEYS)))}
    current = {key.digest: draw(CURRENT) for key in sorted(present)}
    return current, base, new, {key.digest for key in others}


def compare(
    current: dict[str, Current], base: dict[ClaimKey, Details], new: dict[ClaimKey, Details], elsewhere: set[str]
) -> dict[str, Change]:
    sides = ({key.digest: (key, details) for key, details in side.items()} for side in (base, new))
    found = changes(current, *sides, dict.fromkeys(elsewhere, "f1"), {})
    assert len({change.key for change in found}) == len(found), "a claim is told once"
    return {change.key.digest: change for change in found}


@given(situations())
def test_every_claim_of_both_readings_is_told(situation) -> None:
    current, base, new, elsewhere = situation
    assert set(compare(current, base, new, elsewhere)) == {key.digest for key in (*base, *new)}


@given(situations())
def test_what_people_decided_stands(situation) -> None:
    current, base, new, elsewhere = situation
    for digest, change in compare(current, base, new, elsewhere).items():
        if digest in current and current[digest].status in (Status.ACCEPTED, Status.CORRECTED):
            assert change.after is current[digest].status


@given(situations())
def test_rejected_claims_come_back_only_with_evidence_that_nobody_saw(situation) -> None:
    current, base, new, elsewhere = situation
    for digest, change in compare(current, base, new, elsewhere).items():
        if digest in current and current[digest].status is Status.REJECTED:
            stated = new.get(BY_DIGEST[digest])
            unseen = stated is not None and not covers(current[digest].decided_on or "", stated.fingerprint)
            assert (change.after is Status.PENDING) == unseen
            assert (change.kind is ChangeKind.REOPENED) == unseen


@given(situations())
def test_claims_become_gone_only_when_nobody_states_or_decided_them(situation) -> None:
    current, base, new, elsewhere = situation
    for digest, change in compare(current, base, new, elsewhere).items():
        if change.after is Status.GONE and change.before is not Status.GONE:
            assert BY_DIGEST[digest] not in new
            assert digest not in elsewhere
            assert change.before is Status.PENDING


@given(READINGS, st.sets(st.sampled_from(KEYS)))
def test_same_reading_again_changes_nothing(reading: dict[ClaimKey, Details], others: set[ClaimKey]) -> None:
    current = {key.digest: Current(Status.PENDING) for key in (*reading, *others)}
    found = compare(current, reading, reading, {key.digest for key in others})
    assert {change.kind for change in found.values()} <= {ChangeKind.UNCHANGED, ChangeKind.CONFIRMED}


REFERENCES = st.sampled_from(
    (
        Reference(1, "", doi="10.1000/one"),
        Reference(1, "", pmid="11"),
        Reference(1, "Li M, Wang Q. Exosomal miR-21 confers cisplatin resistance[J]. Cancer Lett, 2019, 12: 4."),
        Reference(1, "Li M. Exosomal miR-21 confers cisplatin resistance. Cancer Lett. 2019.", doi="10.1000/one"),
        Reference(1, "Li M. Exosomal miR-21 confers cisplatin resistance. Cancer Lett. 2019.", pmid="11"),
    )
)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_claims_do_not_depend_on_the_order_of_papers_and_a_plan_tells_what_merging_does(
    paper: Callable[..., Extraction], row: Callable[..., object], data: st.DataObject
) -> None:
    rows = st.builds(
        row,
        ncrna=st.sampled_from(("miR-21", "H19")),
        effect=st.sampled_from(("promotes", "inhibits")),
        mechanism=st.sampled_from(("PTEN loss", "efflux")),
        confidence=st.sampled_from((0.5, 0.9)),
    )
    made = [
        paper(
            f"Review number {number}", tuple(data.draw(st.lists(rows, max_size=3))), references=(data.draw(REFERENCES),)
        )
        for number in range(3)
    ]
    orders = (made, data.draw(st.permutations(made)))
    results = []
    with TemporaryDirectory() as folder:
        for number, order in enumerate(orders):
            dataset = Dataset.open(Path(folder) / f"{number}.db")
            for extraction in order:
                dataset.add(extraction)
                if data.draw(st.booleans()):
                    merge(dataset)
            planned = plan(dataset)
            assert merge(dataset) == planned
            results.append(
                {(c.key, c.study, c.mechanism, c.confidence, c.evidence_fingerprint) for c in claims(dataset)}
            )
            dataset.close()
    assert results[0] == results[1]
