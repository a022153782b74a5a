"""Evidence as it is stored, read back: where a statement stands, and what it says there."""

from __future__ import annotations

import json
from typing import Any

from corpus.contract import Json
from corpus.store.columns import DamagedError


def read_places(stored: str, table: str, number: int) -> list[Json]:
    """Return the pieces of evidence that row ``number`` of ``table`` holds as JSON: places, quotes, regions.

    Raises :class:`~corpus.store.columns.DamagedError`, which names the row, when it is not what was once stored.
    """
    try:
        places = json.loads(stored)
    except ValueError:
        places = None
    if not isinstance(places, list) or not all(_is_place(place) for place in places):
        raise DamagedError(f"the evidence in row {number} of the table {table} is malformed")
    return places


def _is_place(place: Any) -> bool:
    if not isinstance(place, dict) or not isinstance(place.get("quote", ""), str):
        return False
    regions = place.get("regions")
    if not isinstance(regions, list) or not all(_is_region(region) for region in regions):
        return False
    if "block" in place:
        return isinstance(place["block"], str) and all(isinstance(place.get(end), int) for end in ("start", "end"))
    return isinstance(place.get("table"), str) and isinstance(place.get("row"), int)


def _is_region(region: Any) -> bool:
    if not isinstance(region, dict) or not isinstance(region.get("page"), int):
        return False
    box = region.get("box")
    return isinstance(box, list) and len(box) == 4 and all(isinstance(side, int | float) for side in box)
