"""The changes that a merge makes, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import shorten

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


Cite = Callable[[int], Mapping[str, str]]  # version → its studies as its bibliography prints them
_SHORT = 70  # characters of a reference


def changes_text(papers: Iterable[PaperChanges], cite: Cite, *, show_all: bool) -> Iterator[str]:
    """Yield one line a change, under a heading for each paper; contradictions come first, totals stand last."""
    totals: Counter[ChangeKind] = Counter()
    count = 0
    for paper in papers:
        count += 1
        counts = summary(paper.changes)
        totals.update(counts)
        yield for_terminal(f"{paper.version.name}: {paper.version.title}: {_told(counts) or 'no claims'}") + "\n"
        shown = _shown(paper, show_all)
        printed = cite(paper.version.id) if shown else {}
        for change in shown:
            yield for_terminal(_line(change, printed)) + "\n"
    if count == 0:
        yield "nothing to merge\n"
    elif count > 1:
        yield f"{count} papers: {_told(totals) or 'no claims'}\n"


def changes_json(papers: Iterable[PaperChanges], cite: Cite, *, show_all: bool) -> str:
    """Return the same as JSON (``tabularna/changes@1``)."""
    return dump(
        {
            "schema": "tabularna/changes@1",
            "papers": [
                {
                    "name": paper.version.name,
                    "title": paper.version.title,
                    "changes": [
                        _change_json(change, printed)
                        for printed in (cite(paper.version.id),)
                        for change in _shown(paper, show_all)
                    ],
                }
                for paper in papers
            ],
        }
    )


def _change_json(change: Change, printed: Mapping[str, str]) -> dict[str, object]:
    key = change.key
    return {
        "kind": change.kind.value,
        "claim": key.digest,
        "ncrna": key.ncrna,
        "drug": key.drug,
        "effect": key.effect,
        "target": key.target,
        "study": key.study,
        "reference": printed.get(key.study, ""),
        "before": change.before.value if change.before else None,
        "after": change.after.value,
        "note": change.note,
        "against": list(change.against),
    }


def _told(counts: Mapping[ChangeKind, int]) -> str:
    return ", ".join(f"{counts[kind]} {kind.value}" for kind in ChangeKind if counts.get(kind))


def _shown(paper: PaperChanges, show_all: bool) -> list[Change]:
    shown = [change for change in paper.changes if show_all or change.kind is not ChangeKind.UNCHANGED]
    return sorted(shown, key=lambda change: (change.kind is not ChangeKind.CONTRADICTED, change.key))


def _line(change: Change, printed: Mapping[str, str]) -> str:
    key = change.key
    effect = "has an unknown effect on" if key.effect == "unknown" else key.effect
    drug = f"resistance to {key.drug}" if key.drug else "resistance (no drug named)"
    said = f"{key.ncrna} {effect} {drug}" + (f" via {key.target}" if key.target else "")
    note = f" ({change.note})" if change.note else ""
    return f"  {_SIGN[change.kind]} {change.kind.value}: {said} [{_study(key.study, printed)}]{note}"


def _study(name: str, printed: Mapping[str, str]) -> str:
    if name in printed:
        return shorten(printed[name], _SHORT, placeholder=" …")
    # A study known only by its number in one review is told so, and not by that review's folded title.
    review, mark, number = name.rpartition("#")
    if mark and review.startswith(("title:", "sha256:")):
        return f"its reference {number}"
    return "no reference" if name.startswith(("title:", "sha256:")) else name
