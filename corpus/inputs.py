"""Which files an ingest is about: folders, globs and list files become one sorted list of papers."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

PAPER_SUFFIXES = (".pdf", ".txt")


class InputListError(Exception):
    """A path that names no paper; the message says which and why."""


def find_papers(paths: Iterable[str]) -> tuple[Path, ...]:
    """Return the papers that ``paths`` name, each once, sorted by full path.

    A folder stands for all PDFs below it; a pattern with ``*``, ``?`` or ``[`` for the files that fit it; a
    name that begins with ``@`` for a UTF-8 list file with one path a line, relative to the list's own folder;
    any other path for itself. Raises :class:`InputListError` for a path that leads to no paper.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for paper in _expand(path):
            # The same file by another spelling, or by a link, is the same paper; the first spelling is told.
            found.setdefault(paper.resolve(), paper)
    return tuple(found[resolved] for resolved in sorted(found))


def _expand(path: str) -> Iterable[Path]:
    if path.startswith("@"):
        return _from_list(Path(path[1:]))
    plain = Path(path)
    if plain.is_dir():
        papers = [file for file in _below(plain) if file.suffix.lower() == ".pdf" and file.is_file()]
        if not papers:
            raise InputListError(f"{path}: the folder holds no PDF")
        return papers
    if plain.exists():
        return [plain]
    if any(mark in path for mark in "*?["):
        matches = [Path(match) for match in glob.glob(path, recursive=True)]  # noqa: PTH207 - patterns may be absolute
        papers = [match for match in matches if match.is_file() and match.suffix.lower() in PAPER_SUFFIXES]
        if papers:
            return papers
        raise InputListError(f"{path}: no PDF or text file fits the pattern")
    raise InputListError(f"{path}: no such file or folder")


def _below(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder. Raises :class:`InputListError` for a folder that may not be read."""

    def refuse(error: OSError) -> None:
        raise InputListError(f"{error.filename}: {error.strerror}") from error

    for place, _, names in os.walk(folder, onerror=refuse):
        yield from (Path(place) / name for name in names)


def _from_list(listing: Path) -> Iterable[Path]:
    try:
        lines = listing.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputListError(f"{listing}: not a readable list of paths: {error}") from error
    papers = []
    for number, line in enumerate(lines, start=1):
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        paper = listing.parent / name
        if not paper.is_file():
            raise InputListError(f"{listing}:{number}: no such file: {name}")
        papers.append(paper)
    return papers
