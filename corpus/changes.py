"""The changes that a merge makes, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from corpus.contract import dump
from corpus.merge import Change, ChangeKind, summary
from corpus.store.curate import PaperChanges
from corpus.untrusted import for_terminal

_SIGN = {
    ChangeKind.NEW: "+",
    ChangeKind.CONFIRMED: "=",
    ChangeKind.CHANGED: "~",
    ChangeKind.CONTRADICTED: "!",
    ChangeKind.GONE: "-",
    ChangeKind.REOPENED: "?",
    ChangeKind.UNCHANGED: " ",
}


def changes_text(papers: Iterable[PaperChanges], *, show_all: bool) -> Iterator[str]:
    """Yield one line a change, under a heading for each paper; contradictions come first, totals stand last."""
    totals: Counter[ChangeKind] = Counter()
    count = 0
    for paper in papers:
        count += 1
        counts = summary(paper.changes)
        totals.update(counts)
        yield for_terminal(f"{paper.version.name}: {paper.version.title}: {_told(counts) or 'no claims'}") + "\n"
        for change in _shown(paper, show_all):
            yield for_terminal(_line(change)) + "\n"
    if count == 0:
        yield "nothing to merge\n"
    elif count > 1:
        yield f"{count} papers: {_told(totals) or 'no claims'}\n"


def changes_json(papers: Iterable[PaperChanges], *, show_all: bool) -> str:
    """Return the same as JSON (``tabularna/changes@1``)."""
    return dump(
        {
            "schema": "tabularna/changes@1",
            "papers": [
                {
                    "name": paper.version.name,
                    "title": paper.version.title,
                    "changes": [
                        {
                            "kind": change.kind.value,
                            "claim": change.key.digest,
                            "ncrna": change.key.ncrna,
                            "drug": change.key.drug,
                            "effect": change.key.effect,
                            "target": change.key.target,
                            "study": change.key.study,
                            "before": change.before.value if change.before else None,
                            "after": change.after.value,
                            "note": change.note,
                            "against": list(change.against),
                        }
                        for change in _shown(paper, show_all)
                    ],
                }
                for paper in papers
            ],
        }
    )


def _told(counts: Mapping[ChangeKind, int]) -> str:
    return ", ".join(f"{counts[kind]} {kind.value}" for kind in ChangeKind if counts.get(kind))


def _shown(paper: PaperChanges, show_all: bool) -> list[Change]:
    shown = [change for change in paper.changes if show_all or change.kind is not ChangeKind.UNCHANGED]
    return sorted(shown, key=lambda change: (change.kind is not ChangeKind.CONTRADICTED, change.key))


def _line(change: Change) -> str:
    key = change.key
    said = f"{key.ncrna} {key.effect} resistance to {key.drug or '?'}" + (f" via {key.target}" if key.target else "")
    note = f" ({change.note})" if change.note else ""
    return f"  {_SIGN[change.kind]} {change.kind.value}: {said} [{_study(key.study)}]{note}"


def _study(name: str) -> str:
    # A study known only by its number in one review is told so, and not by that review's folded title.
    review, mark, number = name.rpartition("#")
    return f"its reference {number}" if mark and review.startswith(("title:", "sha256:")) else name
