"""What can be wrong with a gold file."""

from __future__ import annotations

from pathlib import Path


class GoldError(Exception):
    """A gold file cannot be used. Names the file, the line (from 1, 0 for the file as a whole) and the reason."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        super().__init__(path, line, reason)

    def __str__(self) -> str:
        """Name the file, the line where it is known, and the reason."""
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.reason}"
