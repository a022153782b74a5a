"""How to read, and how far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read, and the limits beyond which a file is refused.

    ``seconds`` holds for the whole file. ``megabytes`` is the size of the file, ``stream_megabytes`` what one
    compressed part of it may unfold to (a decompression bomb is small itself). A page with more than
    ``characters_per_page`` is left out with a warning, as is what follows after ``max_pages``. ``jobs`` is the number
    of processes that the pages are spread over. A limit of the memory of the process is the caller's to set
    (``resource.setrlimit``); reading past it raises :class:`~extract.errors.LimitError`.
    """

    password: str | None = None
    max_pages: int = 2000
    characters_per_page: int = 100_000
    megabytes: int = 300
    stream_megabytes: int = 256
    seconds: float = 600.0
    jobs: int = 1

    def __post_init__(self) -> None:
        """Refuse limits that let nothing through."""
        for name in ("max_pages", "characters_per_page", "megabytes", "stream_megabytes", "seconds", "jobs"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} has to be above zero, not {getattr(self, name)}")
