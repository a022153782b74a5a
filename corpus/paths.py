"""Paths as text: names of files may hold bytes that are no UTF-8, which no database, terminal or JSON takes."""

from __future__ import annotations

import os
import re
from pathlib import Path

_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def path_text(path: Path | str) -> str:
    r"""Return a path as text that can be stored and shown: ``caf\xe9.pdf`` where a byte is no UTF-8."""
    text = str(path).replace("\\x", "\\x5cx")
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def real_path(path: Path) -> Path:
    """Return the full path without links; a link that leads round to itself stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def path_of(text: str) -> Path:
    """Return the path of which ``path_text`` made this text."""
    return Path(os.fsdecode(_ESCAPED.sub(lambda byte: bytes.fromhex(byte[1].decode()), text.encode())))
