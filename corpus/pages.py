"""Pictures of a paper's pages, and of what stands on them.

Boxes and sizes are points from the top left corner of the page as it is shown (crop box, rotation applied), as
everywhere in :mod:`extract.model`. Drawn by PDFium, which is not safe for threads: callers draw one page at a time.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from extract.model import Box

POINTS_PER_INCH = 72
_MOST_PIXELS = 24_000_000  # a page of A4 at 400 dpi has 15 million; a poster must not fill the memory


class PictureError(Exception):
    """A page that cannot be drawn; the message says which and why."""


def page_png(
    path: Path, page: int, scale: float = 2.0, password: str | None = None, *, sha256: str | None = None
) -> bytes:
    """Return page ``page`` (from 1) as a PNG of ``scale`` pixels a point.

    A page so large that it would pass 24 million pixels is drawn smaller. With ``sha256`` the file has to be the very
    one that was read. Raises :class:`PictureError` when the file is gone, another one, locked or damaged, or has no
    such page.
    """
    with _opened(path, page, password, sha256) as drawn:
        return _png(drawn, scale, (0, 0, 0, 0))


def crop_png(
    path: Path, page: int, box: Box, scale: float = 2.0, password: str | None = None, *, sha256: str | None = None
) -> bytes:
    """Return what stands in ``box`` on page ``page`` (from 1) as a PNG of ``scale`` pixels a point.

    The part of the box that is outside the page is left out. Raises as ``page_png`` does, and also when nothing of
    the box is on the page.
    """
    with _opened(path, page, password, sha256) as drawn:
        width, height = drawn.get_size()
        left, top = max(box.x0, 0.0), max(box.top, 0.0)
        right, bottom = max(width - box.x1, 0.0), max(height - box.bottom, 0.0)
        if width - left - right < 1 / scale or height - top - bottom < 1 / scale:
            raise PictureError(f"{path.name}: page {page}: the box is not on the page")
        return _png(drawn, scale, (left, bottom, right, top))


def page_sizes(
    path: Path, password: str | None = None, *, sha256: str | None = None
) -> tuple[tuple[float, float], ...]:
    """Return width and height of every page in points. Raises :class:`PictureError` as ``page_png`` does."""
    with _document(path, password, sha256) as document:
        return tuple(document[number].get_size() for number in range(len(document)))


def _png(page: pypdfium2.PdfPage, scale: float, crop: tuple[float, float, float, float]) -> bytes:
    """Draw a page without ``crop``: what to leave out at the left, bottom, right and top, in points."""
    left, bottom, right, top = crop
    width, height = page.get_size()
    area = max(width - left - right, 1.0) * max(height - top - bottom, 1.0)
    bounded = min(scale, math.sqrt(_MOST_PIXELS / area))
    picture = page.render(scale=bounded, crop=(left, bottom, right, top)).to_pil()
    target = BytesIO()
    dpi = bounded * POINTS_PER_INCH
    picture.save(target, "PNG", dpi=(dpi, dpi))
    return target.getvalue()


@contextmanager
def _opened(path: Path, page: int, password: str | None, sha256: str | None) -> Iterator[pypdfium2.PdfPage]:
    with _document(path, password, sha256) as document:
        if not 1 <= page <= len(document):
            raise PictureError(f"{path.name}: there is no page {page}, the file has {len(document)}")
        try:
            yield document[page - 1]
        except pypdfium2.PdfiumError as error:
            raise PictureError(f"{path.name}: page {page} cannot be drawn: {error}") from error


@contextmanager
def _document(path: Path, password: str | None, sha256: str | None) -> Iterator[pypdfium2.PdfDocument]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PictureError(f"{path.name}: {error.strerror or error}") from error
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise PictureError(f"{path.name}: the file has been changed since it was read")
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        raise PictureError(f"{path.name}: it cannot be opened for drawing: {error}") from error
    try:
        yield document
    finally:
        document.close()
