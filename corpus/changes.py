"""The changes that a merge makes, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence

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


def changes_text(papers: Sequence[PaperChanges], *, show_all: bool) -> str:
    """Return one line a change, under a heading for each paper; contradictions come first."""
    if not papers:
        return "nothing to merge\n"
    lines = []
    for paper in papers:
        counts = summary(paper.changes)
        told = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
        lines.append(f"{paper.version.name}: {paper.version.title}: {told or 'no claims'}")
        lines += [_line(change) for change in _shown(paper, show_all)]
    return for_terminal("\n".join(lines)) + "\n"


def changes_json(papers: Sequence[PaperChanges], *, show_all: bool) -> str:
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


def _shown(paper: PaperChanges, show_all: bool) -> list[Change]:
    shown = [change for change in paper.changes if show_all or change.kind is not ChangeKind.UNCHANGED]
    return sorted(shown, key=lambda change: (change.kind is not ChangeKind.CONTRADICTED, change.key))


def _line(change: Change) -> str:
    key = change.key
    said = f"{key.ncrna} {key.effect} resistance to {key.drug or '?'}" + (f" via {key.target}" if key.target else "")
    note = f" ({change.note})" if change.note else ""
    return f"  {_SIGN[change.kind]} {change.kind.value}: {said} [{key.study}]{note}"
