"""One door for every input: what a file holds decides how it is read, not what it is called."""

from __future__ import annotations

import os
from pathlib import Path

from extract.errors import LimitError, ReadError
from extract.model import Document
from extract.options import ReadOptions
from extract.plain import read_text

__all__ = ["ReadOptions", "read_document"]


def read_document(path: Path, *, options: ReadOptions = ReadOptions()) -> Document:
    """Read a PDF, or a paper in the text form.

    Raises :class:`~extract.errors.ReadError` when it is neither, is damaged, or goes past a limit.
    """
    try:
        with path.open("rb") as file:
            head = file.read(1024)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise ReadError(path.name, error.strerror or str(error)) from error
    if size > options.megabytes * 1_000_000:
        raise LimitError(path.name, f"the file has {size / 1e6:.0f} MB, the limit is {options.megabytes} MB")
    if b"%PDF-" in head or path.suffix.lower() == ".pdf":
        from extract.pdf import read_pdf

        return read_pdf(path, options=options)
    return read_text(path)
