"""The dataset as a folder of TSV files made for git, with a Frictionless ``datapackage.json``.

Every file is sorted by its key, one fact a line, so that a row's change is a one-line difference. Curators may edit
``claims.tsv``: an edited row becomes a decision under the curator's name when the folder is imported. All of an
import is checked before any of it is applied.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.exchange.frames import CLAIM_COLUMNS, claims_frame
from corpus.merge import Status
from corpus.store.curate import (
    EDITABLE,
    REJECT_REASONS,
    Claim,
    DecisionError,
    Request,
    Verdict,
    claims,
    decide_all,
    decisions_of,
)
from corpus.store.dataset import Dataset
from corpus.untrusted import for_cell, from_cell

DECISION_COLUMNS = ("key", "revision", "verdict", "values", "reason", "curator", "decided_at")
_STATUSES = tuple(status.value for status in Status)


class PackageError(Exception):
    """A folder that cannot be imported: each line names file, line and reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Edit:
    """One edited row of ``claims.tsv``: what the curator wants of one claim."""

    line: int
    claim: Claim
    verdict: Verdict
    values: Mapping[str, str]
    reason: str


def write_package(dataset: Dataset, folder: Path) -> None:
    """Write the dataset into ``folder``. Raises ``OSError`` when a file cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    frame = claims_frame(dataset).sort_values("key")
    rows = [["" if value != value or value is None else str(value) for value in row] for row in frame.to_numpy()]
    _write(folder / "claims.tsv", CLAIM_COLUMNS, rows)
    decisions = [
        [
            decision.key,
            str(decision.revision),
            decision.verdict.value,
            json.dumps(dict(decision.values), ensure_ascii=False, sort_keys=True),
            decision.reason,
            decision.curator,
            decision.decided_at,
        ]
        for claim in claims(dataset)
        if claim.revision
        for decision in decisions_of(dataset, claim.key)
    ]
    _write(folder / "decisions.tsv", DECISION_COLUMNS, sorted(decisions, key=lambda row: (row[0], int(row[1]))))
    package = json.dumps(_descriptor(), ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(package, encoding="utf-8", newline="\n")


def read_package(dataset: Dataset, folder: Path, curator: str) -> int:
    """Apply the edits in ``folder`` as decisions of ``curator`` and return how many claims they changed.

    Raises :class:`PackageError` with every bad line; nothing is applied then.
    """
    edits = _edits(dataset, folder / "claims.tsv")
    requests = [Request(edit.claim.key, edit.verdict, edit.claim.revision, edit.values, edit.reason) for edit in edits]
    try:
        decide_all(dataset, requests, curator=curator)
    except DecisionError as error:
        raise PackageError([f"claims.tsv: {error}"]) from error
    return len(edits)


def _edits(dataset: Dataset, path: Path) -> list[Edit]:
    known = {claim.key: claim for claim in claims(dataset)}
    problems: list[str] = []
    edits: list[Edit] = []
    seen: dict[str, int] = {}
    for line, row in _read(path, CLAIM_COLUMNS):
        claim = known.get(row["key"])
        if row["key"] in seen:
            problems.append(f"{path.name}:{line}: claim {row['key']} stands in line {seen[row['key']]} already")
        elif claim is None:
            problems.append(f"{path.name}:{line}: there is no claim {row['key']!r} in the dataset")
        else:
            try:
                edit = _edit(line, claim, row)
            except ValueError as error:
                problems.append(f"{path.name}:{line}: {error}")
            else:
                edits += [edit] if edit else []
        seen.setdefault(row["key"], line)
    if problems:
        raise PackageError(problems)
    return edits


def _edit(line: int, claim: Claim, row: Mapping[str, str]) -> Edit | None:
    if row["status"] not in _STATUSES:
        raise ValueError(f"status is one of {', '.join(_STATUSES)}, not {row['status']!r}")
    if row["effect"] not in ("promotes", "inhibits", "unknown"):
        raise ValueError(f"effect is promotes, inhibits or unknown, not {row['effect']!r}")
    if row["revision"] != str(claim.revision):
        raise ValueError(f"the claim is at revision {claim.revision} now, the file has {row['revision']!r}")
    values = {name: row[name] for name in EDITABLE if row[name] != (getattr(claim, name) or "")}
    if row["status"] == Status.REJECTED.value and claim.status is not Status.REJECTED:
        if row["note"] not in REJECT_REASONS:
            raise ValueError(f"a rejected claim needs a note that is one of: {', '.join(REJECT_REASONS)}")
        return Edit(line, claim, Verdict.REJECT, {}, row["note"])
    if values:
        if "ncrna" in values and not values["ncrna"].strip():
            raise ValueError("a claim needs an ncRNA")
        return Edit(line, claim, Verdict.CORRECT, values, "")
    if row["status"] == Status.ACCEPTED.value and claim.status is not Status.ACCEPTED:
        return Edit(line, claim, Verdict.ACCEPT, {}, "")
    if row["status"] != claim.status.value:
        raise ValueError(f"the status cannot be set from {claim.status.value} to {row['status']} in a file")
    return None


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([for_cell(cell) for cell in row] for row in rows)
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="\n")


def _read(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PackageError([f"{path.name}: cannot be read: {error}"]) from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise PackageError([f"{path.name}:{reader.line_num}: {error}"]) from error
    if not rows or tuple(rows[0][1]) != tuple(columns):
        raise PackageError([f"{path.name}:1: the header has to be: {' '.join(columns)}"])
    short = [
        f"{path.name}:{line}: {len(row)} cells where the header has {len(columns)}"
        for line, row in rows[1:]
        if len(row) != len(columns)
    ]
    if short:
        raise PackageError(short)
    return [(line, dict(zip(columns, map(from_cell, row), strict=True))) for line, row in rows[1:]]


def _descriptor() -> dict[str, object]:
    def field(name: str, **constraints: object) -> dict[str, object]:
        kind = {"revision": "integer", "confidence": "number"}.get(name, "string")
        return {"name": name, "type": kind, **({"constraints": constraints} if constraints else {})}

    claim_rules: dict[str, dict[str, object]] = {
        "key": {"required": True, "unique": True, "pattern": "[0-9a-f]{32}"},
        "effect": {"enum": ["promotes", "inhibits", "unknown"]},
        "status": {"enum": list(_STATUSES)},
    }
    return {
        "name": "tabularna-dataset",
        "title": "Non-coding RNA and drug resistance: curated claims",
        "resources": [
            {
                "name": "claims",
                "path": "claims.tsv",
                "format": "tsv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [field(name, **claim_rules.get(name, {})) for name in CLAIM_COLUMNS],
                    "primaryKey": ["key"],
                },
            },
            {
                "name": "decisions",
                "path": "decisions.tsv",
                "format": "tsv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [field(name) for name in DECISION_COLUMNS],
                    "primaryKey": ["key", "revision"],
                    "foreignKeys": [{"fields": ["key"], "reference": {"resource": "claims", "fields": ["key"]}}],
                },
            },
        ],
    }
