"""Running heads, page numbers and footers, learned from what comes again on other pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extract.lines import Line
from extract.page import Page

_ZONE = 0.11  # of the page's height, at its head and at its foot
_SAME_LEVEL = 4.0  # points
_PAGE_NUMBER = re.compile(
    r"^[\s·•.\-–—~|()第页pP]*(?:page)?\s*[\dA-Z]{0,2}\d{1,5}(?:\s*(?:of|/)\s*\d+)?[\s·•.\-–—~|()页]*$", re.I
)


def without_running_heads(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return each page's lines without those that run through the paper.

    A line runs where its text, numbers aside, stands near the edge of two pages or more; a line on the level of
    such a line on the same edge runs too (the heads of left and right pages, or of the first page, differ).
    """
    candidates: dict[str, set[int]] = defaultdict(set)
    for page, page_lines in zip(pages, lines, strict=True):
        for line in page_lines:
            if _edge(line, page):
                candidates[_shape(line)].add(page.number)
    running = {shape for shape, numbers in candidates.items() if len(numbers) >= 2}
    levels: dict[str, list[float]] = {"head": [], "foot": []}
    for page, page_lines in zip(pages, lines, strict=True):
        for line in page_lines:
            edge = _edge(line, page)
            if edge and _shape(line) in running:
                levels[edge].append(line.baseline if edge == "head" else page.height - line.baseline)
    return [
        [line for line in page_lines if not _runs(line, page, running, levels)]
        for page, page_lines in zip(pages, lines, strict=True)
    ]


def _runs(line: Line, page: Page, running: set[str], levels: dict[str, list[float]]) -> bool:
    edge = _edge(line, page)
    if edge is None:
        return False
    if _shape(line) in running or (_PAGE_NUMBER.match(line.text) and len(line.text.strip()) <= 14):
        return True
    level = line.baseline if edge == "head" else page.height - line.baseline
    return any(abs(level - other) < _SAME_LEVEL for other in levels[edge]) and len(line.text) < 120


def _edge(line: Line, page: Page) -> str | None:
    if line.box.bottom < _ZONE * page.height:
        return "head"
    if line.box.top > (1 - _ZONE) * page.height:
        return "foot"
    return None


def _shape(line: Line) -> str:
    # Numbers change from page to page; what is left has to say something, or be all number.
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text)).casefold()
