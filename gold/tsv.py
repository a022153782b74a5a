"""The tab-separated files of a gold paper: a header line, one fact a line, sorted, so that changes read as a diff.

``%`` begins a comment line. Several values in one field are joined by ``; ``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from gold.errors import GoldError

_Enum = TypeVar("_Enum", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file. Every reading method raises :class:`~gold.errors.GoldError` with file and line."""

    path: Path
    line: int
    columns: tuple[str, ...]
    values: tuple[str, ...]

    def text(self, column: str) -> str:
        """Return a field that must not be empty."""
        value = self.values[self.columns.index(column)]
        if not value:
            raise self.error(f"{column} is empty")
        return value

    def optional(self, column: str) -> str | None:
        """Return a field, ``None`` where it is empty."""
        return self.values[self.columns.index(column)] or None

    def number(self, column: str) -> int:
        """Return a field that is a whole number."""
        value = self.text(column)
        if not (value.isascii() and value.isdigit()):
            raise self.error(f"{column} is no whole number: {value!r}")
        return int(value)

    def names(self, column: str) -> tuple[str, ...]:
        """Return the values of a field that may hold several, or none."""
        value = self.values[self.columns.index(column)]
        names = tuple(part.strip() for part in value.split("; ")) if value else ()
        if not all(names):
            raise self.error(f"{column} holds an empty value: {value!r}")
        return names

    def numbers(self, column: str) -> tuple[int, ...]:
        """Return the whole numbers of a field that may hold several, or none."""
        names = self.names(column)
        if wrong := next((name for name in names if not (name.isascii() and name.isdigit())), None):
            raise self.error(f"{column} holds no whole number: {wrong!r}")
        return tuple(int(name) for name in names)

    def one_of(self, column: str, values: type[_Enum]) -> _Enum:
        """Return a field as a value of an enumeration."""
        value = self.text(column)
        if value not in {known.value for known in values}:
            raise self.error(f"unknown {column} {value!r} (one of {', '.join(known.value for known in values)})")
        return values(value)

    def error(self, reason: str) -> GoldError:
        """Return an error that names this line."""
        return GoldError(self.path, self.line, reason)

    @property
    def place(self) -> str:
        """The file and the line, for messages."""
        return f"{self.path.name}:{self.line}"


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the lines of a file with exactly these columns.

    Raises :class:`~gold.errors.GoldError` for another header, a line with too few or many fields, or no UTF-8.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise GoldError(path, 0, f"not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise GoldError(path, 0, error.strerror or str(error)) from error
    seen_header = False
    for number, line in enumerate(lines, start=1):
        content = line.rstrip("\r")
        if not content.strip() or content.startswith("%"):
            continue
        values = tuple(value.strip() for value in content.split("\t"))
        if not seen_header:
            if values != columns:
                raise GoldError(path, number, f"the header is {' '.join(values)!r}, not {' '.join(columns)!r}")
            seen_header = True
            continue
        if len(values) != len(columns):
            raise GoldError(path, number, f"{len(values)} fields where the header has {len(columns)}")
        yield Row(path, number, columns, values)
    if not seen_header:
        raise GoldError(path, 0, "the file has no header line")


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a file with these columns, in the order given. Raises ``ValueError`` for a value with a tab or newline."""
    lines = ["\t".join(columns)]
    for row in rows:
        fields = ["" if value is None else str(value) for value in row]
        if any(mark in value for value in fields for mark in "\t\n\r"):
            raise ValueError(f"{path.name}: a value holds a tab or a newline: {fields}")
        lines.append("\t".join(fields))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def joined(values: Iterable[object]) -> str:
    """Return several values as one field."""
    return "; ".join(str(value) for value in values)
