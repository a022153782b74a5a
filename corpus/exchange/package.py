"""The dataset as a folder of TSV files made for git, with a Frictionless ``datapackage.json``.

Every file is sorted by its key, one fact a line, so that a row's change is a one-line difference. Curators edit
``claims.tsv`` with ``evidence.tsv`` beside it: an edited row becomes a decision under the curator's name when the
folder is imported. All of an import is checked before any of it is applied.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.exchange.descriptor import CLAIM_COLUMNS, DECISION_COLUMNS, EVIDENCE_COLUMNS, descriptor
from corpus.exchange.edited import PackageError, cell_text, read_tsv, read_workbook
from corpus.exchange.evidence import quoted_evidence
from corpus.exchange.frames import claims_frame
from corpus.exchange.marks import STATED, mark, shown
from corpus.merge import Status
from corpus.output import save
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
from corpus.store.rows import decisions_on_all
from corpus.untrusted import for_cell

_NAMES = ("ncrna", "drug", "target", "source_cells")
# What spreadsheets make of SEPT2 or DEC1 when they open a text file.
_DATE = re.compile(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{1,2}|\d{1,2}月\d{1,2}日|\d{2,4}[-/]\d{1,2}[-/]\d{1,2}.*")


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
    lines = ({**row, "as_exported": mark(row)} for row in rows)
    _write(folder / "claims.tsv", CLAIM_COLUMNS, ([cell_text(line[name]) for name in CLAIM_COLUMNS] for line in lines))
    _write(folder / "decisions.tsv", DECISION_COLUMNS, _decisions(dataset))
    damages: list[str] = []
    _write(folder / "evidence.tsv", EVIDENCE_COLUMNS, quoted_evidence(dataset, damages))
    save(folder / "datapackage.json", (json.dumps(descriptor(), ensure_ascii=False, indent=2) + "\n").encode())
    return tuple(damages)


def read_package(dataset: Dataset, edited: Path, curator: str) -> Imported:
    """Apply the edits in ``edited``, a folder or a workbook, as decisions of ``curator``.

    Raises :class:`PackageError` with every bad line; nothing is applied then.
    """
    known = {claim.key: claim for claim in claims(dataset)}
    file = edited / "claims.tsv" if edited.is_dir() else edited
    lines = read_tsv(file, CLAIM_COLUMNS) if edited.is_dir() else read_workbook(file)
    requests, problems = _requests(known, lines, file.name)
    if (edited / "decisions.tsv").exists():
        problems += _foreign_decisions(dataset, edited / "decisions.tsv")
    if problems:
        raise PackageError(problems)
    try:
        decide_all(dataset, requests, curator=curator)
    except DecisionError as error:
        raise PackageError([f"{file.name}: {error}"]) from error
    return Imported(len(requests), len(known.keys() - {row["key"] for _, row in lines}))


def _requests(
    known: Mapping[str, Claim], lines: Iterable[tuple[int, dict[str, str]]], file: str
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
            if row["study"] != shown(claim.study):
                raise ValueError(f"only {', '.join(STATED)} can be edited, and the study differs from the dataset's")
            if mark(row) != row["as_exported"] and not _is_so(claim, row):
                requests.append(_request(claim, row))
        except ValueError as error:
            problems.append(f"{file}:{line}: {error}")
        seen.setdefault(row["key"], line)
    return requests, problems


def _is_so(claim: Claim, row: Mapping[str, str]) -> bool:
    """Tell whether the dataset says already what an edited row says: the same file was imported before."""
    if any(row[name].strip() != shown(getattr(claim, name)) for name in EDITABLE):
        return False
    if claim.status is Status.CORRECTED:
        return _status(row) in (Status.PENDING, Status.ACCEPTED, Status.CORRECTED)
    return _status(row) == claim.status and row["note"] == shown(claim.note)


def _status(row: Mapping[str, str]) -> str:
    return row["status"].strip().lower()


def _request(claim: Claim, row: Mapping[str, str]) -> Request:
    """Return the decision that an edited row asks for. Raises ``ValueError`` with what is wrong with it."""
    if mark({name: getattr(claim, name) or "" for name in STATED}) != row["as_exported"]:
        raise ValueError("the claim has changed since this file was written: export again and repeat the edit")
    status, now = _status(row), claim.status.value
    if status not in tuple(Status):
        raise ValueError(f"status is one of {', '.join(Status)}, not {status!r}")
    if row["effect"] not in ("promotes", "inhibits", "unknown"):
        raise ValueError(f"effect is promotes, inhibits or unknown, not {row['effect']!r}")
    values = {name: row[name].strip() for name in EDITABLE if row[name].strip() != shown(getattr(claim, name))}

    for name, value in values.items():
        if name in _NAMES and _DATE.fullmatch(value):
            raise ValueError(f"{name} {value!r} is a date, which a spreadsheet made of a name")
        if _in_another_code(value) == shown(getattr(claim, name)):
            raise ValueError(f"{name} {value!r}: the file was opened in another code than UTF-8, and saved so")

    def request(verdict: Verdict, reason: str = "") -> Request:
        return Request(claim.key, verdict, claim.revision, values, reason)

    if status == Status.REJECTED:
        if values:
            raise ValueError("a claim is either rejected or corrected, not both")
        if row["note"] not in REJECT_REASONS:
            raise ValueError(f"a rejected claim needs a note that is one of: {', '.join(REJECT_REASONS)}")
        return request(Verdict.REJECT, row["note"])
    if row["note"] != shown(claim.note) and now != Status.REJECTED:
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


def _in_another_code(value: str) -> str | None:
    """Return what ``value`` was, if it is UTF-8 that was read in an old code page of Windows; else ``None``."""
    for code in ("cp1252", "gbk"):
        try:
            was = value.encode(code).decode()
        except UnicodeError:
            continue
        if was != value:
            return was
    return None


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
    known = {tuple(map(shown, row)) for row in _decisions(dataset)}
    return [
        f"{path.name}:{line}: the dataset holds no such decision; decisions are taken by editing claims.tsv"
        for line, row in read_tsv(path, DECISION_COLUMNS)
        if tuple(row.values()) not in known
    ]


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
