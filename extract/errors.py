"""Everything that can be wrong with an input, as one small exception tree."""

from __future__ import annotations


class ReadError(Exception):
    """An input cannot be read.

    Names the file, the page where one is known (from 1) and the reason, because a batch of ten thousand
    papers is repaired from these three facts alone.
    """

    def __init__(self, source: str, reason: str, page: int | None = None) -> None:
        self.source = source
        self.reason = reason
        self.page = page
        super().__init__(source, reason, page)

    def __str__(self) -> str:
        """Name the file, the page where it is known, and the reason."""
        place = self.source if self.page is None else f"{self.source}: page {self.page}"
        return f"{place}: {self.reason}"


class NotAPdfError(ReadError):
    """The bytes are no PDF: another format, an empty file, or a damaged one beyond repair."""


class EncryptedError(ReadError):
    """The PDF asks for a password that was not given, or refuses the one that was."""


class NoTextError(ReadError):
    """The PDF holds no text layer: a scan, or fonts that name no characters."""


class LimitError(ReadError):
    """Reading would go past a limit of time, memory, pages or characters that the user can set."""
