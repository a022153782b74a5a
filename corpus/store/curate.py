"""The dataset's public face: open it with :class:`Dataset`, ask, merge, decide.

The parts stand in modules of their own: ``values`` (what is answered), ``query`` (claims and where they are
stated), ``merging`` (plan and merge), ``decide`` (curators' decisions).
"""

from corpus.store.decide import DecisionError, StaleDecisionError, decide, decide_all
from corpus.store.merging import PaperChanges, merge, plan
from corpus.store.query import (
    StoredConflict,
    claim,
    claims,
    conflicts_of,
    contradicting,
    count_by_status,
    count_claims,
    decisions_of,
    sightings_of,
)
from corpus.store.values import (
    EDITABLE,
    REJECT_REASONS,
    Claim,
    ClaimFilter,
    Decision,
    Request,
    StoredSighting,
    Verdict,
)

__all__ = [
    "EDITABLE",
    "REJECT_REASONS",
    "Claim",
    "ClaimFilter",
    "Decision",
    "DecisionError",
    "PaperChanges",
    "Request",
    "StaleDecisionError",
    "StoredConflict",
    "StoredSighting",
    "Verdict",
    "claim",
    "claims",
    "conflicts_of",
    "contradicting",
    "count_by_status",
    "count_claims",
    "decide",
    "decide_all",
    "decisions_of",
    "merge",
    "plan",
    "sightings_of",
]
