"""By what an edited row of a file shows, and a claim that has changed since the file was written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from corpus.store.values import EDITABLE
from corpus.untrusted import for_cell, from_cell

STATED = (*EDITABLE, "status", "note")  # what a row says, and people may change


def mark(said: Mapping[Any, object]) -> str:
    """Return a short hash of what a row states. Its first letter keeps spreadsheets from reading a number in it."""
    cells = [shown(value if isinstance(value, str) else "") for value in (said[name] for name in STATED)]
    return "v" + hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:12]


def shown(value: str | None) -> str:
    """Return a value as it comes back from a file, where a cell is one line without controls."""
    return from_cell(for_cell(value or ""))
