"""The order of work and the facts of the page, on both databases."""

from __future__ import annotations

from collections.abc import Callable

from corpus.extraction import Extraction
from corpus.merge import Status
from corpus.review.queries import entries, findings, identifiers, queue_keys, siblings, used_names, version
from corpus.store.curate import ClaimFilter, Request, Verdict, decide, merge
from corpus.store.dataset import Dataset

Paper = Callable[..., Extraction]
PENDING = ClaimFilter(statuses=(Status.PENDING,))


def _order(dataset: Dataset, wanted: ClaimFilter = PENDING) -> list[str]:
    return [entry.claim.ncrna for entry in entries(dataset, queue_keys(dataset, wanted))]


def test_contradicted_then_new_then_known_each_by_rising_confidence(dataset: Dataset, paper: Paper, row) -> None:
    rows = (
        row("miR-1", target="A", confidence=0.1),
        row("miR-1", target="B", confidence=0.9),
        row("miR-2", confidence=0.3),
        row("miR-3", confidence=0.2),
        row("miR-4", effect="promotes", confidence=0.8),
        row("miR-4", effect="inhibits", confidence=0.7),
    )
    dataset.add(paper("A review of exosomes", rows))
    merge(dataset)
    sure = next(e.claim for e in entries(dataset, queue_keys(dataset, PENDING)) if e.claim.target == "B")
    decide(dataset, Request(sure.key, Verdict.ACCEPT, 0), curator="Lin")
    assert _order(dataset) == ["miR-4", "miR-4", "miR-3", "miR-2", "miR-1"]
    shown = {entry.claim.ncrna: entry for entry in entries(dataset, queue_keys(dataset, PENDING))}
    assert [name for name, entry in sorted(shown.items()) if entry.novel] == ["miR-2", "miR-3", "miR-4"]
    assert [name for name, entry in sorted(shown.items()) if entry.contradicted] == ["miR-4"]


def test_a_rejected_claim_contradicts_nothing(dataset: Dataset, paper: Paper, row) -> None:
    dataset.add(paper("A review of exosomes", (row(effect="promotes"), row(effect="inhibits"))))
    merge(dataset)
    first = entries(dataset, queue_keys(dataset, PENDING))[0].claim
    decide(dataset, Request(first.key, Verdict.REJECT, 0, reason="wrong direction"), curator="Lin")
    assert [entry.contradicted for entry in entries(dataset, queue_keys(dataset, PENDING))] == [False]


def test_skipped_claims_come_last_until_something_else_is_said(dataset: Dataset, paper: Paper, row) -> None:
    dataset.add(paper("A review of exosomes", (row("miR-1", confidence=0.1), row("miR-2", confidence=0.5))))
    merge(dataset)
    first = queue_keys(dataset, PENDING)[0]
    decide(dataset, Request(first, Verdict.SKIP, 0), curator="Lin")
    assert _order(dataset) == ["miR-2", "miR-1"]
    assert [entry.skipped for entry in entries(dataset, queue_keys(dataset, PENDING))] == [False, True]
    decide(dataset, Request(first, Verdict.ACCEPT, 1), curator="Lin")
    decide(dataset, Request(first, Verdict.UNDO, 2), curator="Lin")
    assert _order(dataset) == ["miR-1", "miR-2"]


def test_printed_facts_names_and_siblings_are_found(dataset: Dataset, paper: Paper, row) -> None:
    dataset.add(paper("A review of exosomes", (row("miR-21"), row("H19", drug="docetaxel"))))
    merge(dataset)
    found = version(dataset, 1)
    assert found is not None
    assert found.title == "A review of exosomes"
    assert version(dataset, 99) is None
    assert findings(dataset, 1)["tables"][0]["header"][0] == "ncRNA"
    assert findings(dataset, 99) == {}
    assert used_names(dataset, "drug", "TAX", limit=3) == ("docetaxel",)
    assert used_names(dataset, "drug", "%", limit=3) == ()
    assert identifiers(dataset, (1,), ("miR-21",)) == {}
    assert siblings(dataset, queue_keys(dataset, PENDING)[0]) == ()
