"""Which claims the curator wants to see, as the page's address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from corpus.merge import Status
from corpus.store.values import ClaimFilter

STATUSES = ("pending", "accepted", "corrected", "rejected", "gone", "all")
_LONGEST_SEARCH = 200  # characters


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the queue. ``status`` is one of ``STATUSES``."""

    status: str = "pending"
    text: str = ""
    paper_id: int | None = None
    conflicts: bool = False
    contradicted: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Wanted:
        """Read the filters off an address; what is not understood counts as not given."""
        status, paper = query.get("status", ""), query.get("paper", "")
        return cls(
            status=status if status in STATUSES else "pending",
            text=query.get("q", "").strip()[:_LONGEST_SEARCH],
            paper_id=int(paper) if paper.isascii() and paper.isdigit() and len(paper) < 10 else None,
            conflicts=query.get("conflicts") == "1",
            contradicted=query.get("contradicted") == "1",
        )

    @property
    def query(self) -> str:
        """The filters as they stand in an address, without a question mark; those that are not set are left out."""
        return urlencode(
            {
                **({"status": self.status} if self.status != "pending" else {}),
                **({"q": self.text} if self.text else {}),
                **({"paper": self.paper_id} if self.paper_id is not None else {}),
                **({"conflicts": "1"} if self.conflicts else {}),
                **({"contradicted": "1"} if self.contradicted else {}),
            }
        )

    @property
    def claim_filter(self) -> ClaimFilter:
        """The filters as the store knows them."""
        return ClaimFilter(
            statuses=() if self.status == "all" else (Status(self.status),),
            text=self.text,
            conflicts_only=self.conflicts,
            paper_id=self.paper_id,
            contradicted_only=self.contradicted,
        )
