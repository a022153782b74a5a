"""What reading a damaged PDF raises, for which pdfminer and its codecs have no common base."""

from __future__ import annotations

import struct
import zlib

from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException

DAMAGE = (
    PDFException,
    PSException,
    AssertionError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    EOFError,
    OSError,
    struct.error,
    zlib.error,
)
_LONGEST = 160  # characters


def told(error: BaseException) -> str:
    """Return an error in one line; what it quotes of the file may be long and is cut."""
    line = " ".join(f"{type(error).__name__}: {error}".split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
