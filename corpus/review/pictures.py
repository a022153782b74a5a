"""The pages of a paper as the review page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from corpus.pages import PictureError, page_png, page_sizes
from corpus.paths import path_of
from corpus.store.dataset import Version

SCALES = (1, 2, 3, 4)  # pixels a point that a browser may ask for


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page and its size in points."""

    page: int
    width: float
    height: float


class Pictures:
    """Draws pages of the papers in a dataset, one at a time; each paper has to be the very file that was read."""

    def __init__(self, password: str | None = None) -> None:
        self._password = password
        self._lock = Lock()  # PDFium takes one caller at a time

    def sizes(self, version: Version) -> tuple[PageSize, ...]:
        """Return the size of every page. Raises :class:`~corpus.pages.PictureError` when it cannot be drawn."""
        with self._lock:
            sizes = page_sizes(_path(version), self._password, sha256=version.sha256)
        return tuple(PageSize(number, *size) for number, size in enumerate(sizes, start=1))

    def png(self, version: Version, page: int, scale: int) -> bytes:
        """Return one page as a PNG. Raises :class:`~corpus.pages.PictureError` when it cannot be drawn."""
        if scale not in SCALES:
            raise PictureError(f"{version.name}: pages are drawn at {', '.join(map(str, SCALES))} pixels a point")
        with self._lock:
            return page_png(_path(version), page, scale, self._password, sha256=version.sha256)


def _path(version: Version) -> Path:
    if version.path is None:
        raise PictureError(f"{version.name}: it is not known where the file is")
    return path_of(version.path)
