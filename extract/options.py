"""How to read, and how far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read, and the limits beyond which a file is refused.

    ``seconds`` is checked between pages; ``characters_per_page`` keeps a hostile page from filling the memory.
    """

    password: str | None = None
    max_pages: int = 2000
    characters_per_page: int = 100_000
    megabytes: int = 300
    seconds: float = 600.0

    def __post_init__(self) -> None:
        """Refuse limits that let nothing through."""
        for name in ("max_pages", "characters_per_page", "megabytes", "seconds"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} has to be above zero, not {getattr(self, name)}")
