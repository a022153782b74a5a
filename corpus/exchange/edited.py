"""Edited files as rows: a TSV file of a package, or a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

from corpus.exchange.marks import STATED
from corpus.untrusted import from_cell


class PackageError(Exception):
    """A folder that cannot be imported: each line names file, line and reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


def cell_text(value: object) -> str:
    """Return a value as it stands in a cell; nothing for what is missing."""
    return "" if value is None or value != value else str(value)


def read_tsv(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a TSV file, each with its line, by ``columns``, which its header has to be.

    Raises :class:`PackageError` for any other file.
    """
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


def read_workbook(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of the sheet "claims" of a workbook, each with its line, by the names in the header.

    Raises :class:`PackageError` for another workbook, and for every name that has become a date.
    """
    from zipfile import BadZipFile

    if path.suffix.lower() != ".xlsx":
        raise PackageError([f"{path.name}: an import takes the folder of a package, or a workbook (.xlsx)"])
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = openpyxl.load_workbook(path, read_only=True, data_only=True)["claims"]
        header, *rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise PackageError([f"{path.name}: no workbook with the sheet 'claims': {error}"]) from error
    missing = {"key", "study", "as_exported", *STATED}.difference(map(str, header))
    if missing:
        raise PackageError([f"{path.name}:1: the header lacks {', '.join(sorted(missing))}"])
    problems = [
        f"{path.name}:{line}: {name} is a date, which a spreadsheet made of a name"
        for line, row in enumerate(rows, start=2)
        for name, value in zip(header, row, strict=True)
        if isinstance(value, date | time)
    ]
    if problems:
        raise PackageError(problems)
    return [
        (line, {str(name): from_cell(cell_text(value)) for name, value in zip(header, row, strict=True)})
        for line, row in enumerate(rows, start=2)
        if any(value is not None for value in row)
    ]
