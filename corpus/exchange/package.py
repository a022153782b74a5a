"""The dataset as a folder of TSV files made for git, with a Frictionless ``datapackage.json``.

Every file is sorted by its key, one fact a line, so that a row's change is a one-line difference. Curators edit
``claims.tsv`` with ``evidence.tsv`` beside it: an edited row becomes a decision under the curator's name when the
folder is imported. All of an import is checked before any of it is applied.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from corpus.exchange.descriptor import CLAIM_COLUMNS, DECISION_COLUMNS, EVIDENCE_COLUMNS, descriptor
from corpus.exchange.frames import claims_frame
from corpus.merge import Status
from corpus.output import save
from corpus.store import schema
from corpus.store.columns import DamagedError
from corpus.store.curate import (
    EDITABLE,
    REJECT_REASONS,
    Claim,
    DecisionError,
    Request,
    Verdict,
    claims,
    decide_all,
)
from corpus.store.dataset import Dataset
from corpus.store.places import read_places
from corpus.store.rows import decisions_on_all
from corpus.untrusted import for_cell, from_cell

_STATED = (*EDITABLE, "status", "note")  # what a line of claims.tsv says, and people may change


class PackageError(Exception):
    """A folder that cannot be imported: each line names file, line and reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: claims that changed, and claims of the dataset that have no line in the file."""

    changed: int
    absent: int


def write_package(dataset: Dataset, folder: Path) -> tuple[str, ...]:
    """Write the dataset into ``folder``; returns one line for each piece of evidence that is damaged and left out.

    Raises ``OSError`` when a file cannot be written.
    """
    rows = claims_frame(dataset).sort_values("key").to_dict("records")
    lines = ({**row, "as_exported": _mark(row)} for row in rows)
    _write(folder / "claims.tsv", CLAIM_COLUMNS, ([_cell(line[name]) for name in CLAIM_COLUMNS] for line in lines))
    _write(folder / "decisions.tsv", DECISION_COLUMNS, _decisions(dataset))
    damages: list[str] = []
    _write(folder / "evidence.tsv", EVIDENCE_COLUMNS, _evidence(dataset, damages))
    save(folder / "datapackage.json", (json.dumps(descriptor(), ensure_ascii=False, indent=2) + "\n").encode())
    return tuple(damages)


def read_package(dataset: Dataset, folder: Path, curator: str) -> Imported:
    """Apply the edits in ``folder`` as decisions of ``curator``.

    Raises :class:`PackageError` with every bad line; nothing is applied then.
    """
    known = {claim.key: claim for claim in claims(dataset)}
    lines = _read(folder / "claims.tsv", CLAIM_COLUMNS)
    requests, problems = _requests(known, lines)
    if (folder / "decisions.tsv").exists():
        problems += _foreign_decisions(dataset, folder / "decisions.tsv")
    if problems:
        raise PackageError(problems)
    try:
        decide_all(dataset, requests, curator=curator)
    except DecisionError as error:
        raise PackageError([f"claims.tsv: {error}"]) from error
    return Imported(len(requests), len(known.keys() - {row["key"] for _, row in lines}))


def _requests(
    known: Mapping[str, Claim], lines: Iterable[tuple[int, dict[str, str]]]
) -> tuple[list[Request], list[str]]:
    problems: list[str] = []
    requests: list[Request] = []
    seen: dict[str, int] = {}
    for line, row in lines:
        claim = known.get(row["key"])
        try:
            if row["key"] in seen:
                raise ValueError(f"claim {row['key']} stands in line {seen[row['key']]} already")
            if claim is None:
                raise ValueError(f"there is no claim {row['key']!r} in the dataset")
            if _mark(row) != row["as_exported"]:
                requests.append(_request(claim, row))
            elif row["study"] != _shown(claim.study):
                raise ValueError(f"only {', '.join(_STATED)} can be edited")
        except ValueError as error:
            problems.append(f"claims.tsv:{line}: {error}")
        seen.setdefault(row["key"], line)
    return requests, problems


def _request(claim: Claim, row: Mapping[str, str]) -> Request:
    """Return the decision that an edited row asks for. Raises ``ValueError`` with what is wrong with it."""
    if _mark({name: getattr(claim, name) or "" for name in _STATED}) != row["as_exported"]:
        raise ValueError("the claim has changed since this file was written: export again and repeat the edit")
    status, now = row["status"], claim.status.value
    if status not in tuple(Status):
        raise ValueError(f"status is one of {', '.join(Status)}, not {status!r}")
    if row["effect"] not in ("promotes", "inhibits", "unknown"):
        raise ValueError(f"effect is promotes, inhibits or unknown, not {row['effect']!r}")
    values = {name: row[name].strip() for name in EDITABLE if row[name].strip() != _shown(getattr(claim, name))}

    def request(verdict: Verdict, reason: str = "") -> Request:
        return Request(claim.key, verdict, claim.revision, values, reason)

    if status == Status.REJECTED:
        if values:
            raise ValueError("a claim is either rejected or corrected, not both")
        if row["note"] not in REJECT_REASONS:
            raise ValueError(f"a rejected claim needs a note that is one of: {', '.join(REJECT_REASONS)}")
        return request(Verdict.REJECT, row["note"])
    if row["note"] != _shown(claim.note) and now != Status.REJECTED:
        raise ValueError("a note is the reason of a rejection, and goes with status rejected only")
    if "ncrna" in values and not values["ncrna"]:
        raise ValueError("a claim needs an ncRNA")
    if values and status in (now, Status.ACCEPTED, Status.CORRECTED):
        return request(Verdict.CORRECT)
    if status == Status.ACCEPTED and now != Status.ACCEPTED:
        return request(Verdict.ACCEPT)
    raise ValueError(
        f"the status cannot be set from {now} to {status} in a file" if status != now else "no value differs"
    )


def _cell(value: object) -> str:
    return "" if value is None or value != value else str(value)


def _mark(said: Mapping[Any, object]) -> str:
    """Return a short hash of what a row states, by which a later edit shows, and a later change of the dataset."""
    cells = [_shown(value if isinstance(value, str) else "") for value in (said[name] for name in _STATED)]
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:12]


def _shown(value: str | None) -> str:
    """Return a value as it comes back from a file, where a cell is one line without controls."""
    return from_cell(for_cell(value or ""))


def _decisions(dataset: Dataset) -> list[list[str]]:
    with dataset.reading() as connection:
        taken = decisions_on_all(connection)
    return [
        [
            decision.key,
            str(decision.revision),
            decision.verdict.value,
            json.dumps(dict(decision.values), ensure_ascii=False, sort_keys=True),
            decision.reason,
            decision.curator,
            decision.decided_at,
        ]
        for key in sorted(taken)
        for decision in taken[key]
    ]


def _foreign_decisions(dataset: Dataset, path: Path) -> list[str]:
    known = {tuple(map(_shown, row)) for row in _decisions(dataset)}
    return [
        f"{path.name}:{line}: the dataset holds no such decision; decisions are taken by editing claims.tsv"
        for line, row in _read(path, DECISION_COLUMNS)
        if tuple(row.values()) not in known
    ]


def _evidence(dataset: Dataset, damages: list[str]) -> list[list[str]]:
    s, v, p = schema.sightings.c, schema.versions.c, schema.papers.c
    query = (
        select(s.id, s.key, p.title_zh, p.title_en, v.name, s.evidence)
        .join(schema.versions, v.id == s.version_id)
        .join(schema.papers, p.id == v.paper_id)
        .where(v.state == "merged")
    )
    rows: set[tuple[str, ...]] = set()
    with dataset.reading() as connection:
        for number, key, title_zh, title_en, name, evidence in connection.execute(query):
            try:
                places = read_places(evidence, "sightings", number)
            except DamagedError as error:
                damages.append(f"{error}, and left out: claim {key} in {name}")
                continue
            rows.update((key, title_zh or title_en or name, *_place(place)) for place in places)
    return [list(row) for row in sorted(rows)]


def _place(piece: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return where one piece of evidence stands, on which pages, and what it says."""
    place = piece["block"] if "block" in piece else f"{piece['table']} row {piece['row']}"
    pages = sorted({region["page"] for region in piece["regions"]})
    return place, ", ".join(map(str, pages)), piece.get("quote", "")


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    def lines() -> Iterable[bytes]:
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([for_cell(cell) for cell in row])
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
        yield buffer.getvalue().encode()

    save(path, lines())


def _read(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PackageError([f"{path.name}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise PackageError([f"{path.name}:{line}: the file is not UTF-8 (save it as text or TSV in UTF-8)"]) from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if row]
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
