"""Which files an ingest is about: folders, globs and list files become one sorted list of papers."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.paths import real_path

PAPER_SUFFIXES = (".pdf", ".txt")


class InputListError(Exception):
    """A path that names no paper; the message says which and why."""


def find_papers(paths: Iterable[str], passed_over: list[Path] | None = None) -> tuple[Path, ...]:
    """Return the papers that ``paths`` name, each once, sorted by full path.

    A folder stands for all PDFs below it, hidden files left out (``._review.pdf`` is what a Mac adds to a review), and
    its other files are put into ``passed_over``; a pattern with ``*``, ``?`` or ``[`` for the files that fit it; a name
    that begins with ``@`` for a UTF-8 list file with one path a line, relative to the list's own folder;
    any other path for itself. Raises :class:`InputListError` for a path that leads to no paper.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for paper in _expand(path, [] if passed_over is None else passed_over):
            # The same file by another spelling, or by a link, is the same paper; the first spelling is told.
            found.setdefault(real_path(paper), paper)
    return tuple(found[resolved] for resolved in sorted(found))


def _expand(path: str, passed_over: list[Path]) -> Iterable[Path]:
    if path.startswith("@"):
        return _from_list(Path(path[1:]))
    plain = Path(path)
    if plain.is_dir():
        files = list(_below(plain))
        # A link that leads nowhere is a paper that fails, and is told.
        papers = [file for file in files if file.suffix.lower() == ".pdf" and (file.is_file() or file.is_symlink())]
        passed_over += set(files).difference(papers)
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
    """Yield all files below a folder but hidden ones.

    Raises :class:`InputListError` for a folder that may not be read.
    """

    def refuse(error: OSError) -> None:
        raise InputListError(f"{error.filename}: {error.strerror}") from error

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place) / name for name in names if not name.startswith("."))


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
