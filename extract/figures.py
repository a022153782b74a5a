"""Text inside figures: labels of boxes and axes, which belong to no sentence."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout import inside
from extract.lines import Line
from extract.model import Box
from extract.page import Page
from extract.paragraphs import CAPTION_START

_REACH = 14.0  # points: parts of one drawing are closer than this
_SMALLEST = 40.0  # points: a drawing is at least this wide and high
_PROSE = 24  # glyphs: a longer line is a sentence rather than a label


def without_figure_text(page: Page, lines: Sequence[Line], tables: Sequence[Box]) -> list[Line]:
    """Return the lines of a page that do not stand inside a drawing or picture."""
    figures = _figures(page, tables)
    kept = list(lines)
    for figure in figures:
        labels = [line for line in kept if inside(line.box, figure, 0.0)]
        prose = sum(len(line.glyphs) > _PROSE for line in labels)
        if labels and prose < max(3, 0.3 * len(labels)):
            dropped = {id(line) for line in labels if not CAPTION_START.match(line.text)}
            kept = [line for line in kept if id(line) not in dropped]
    return kept


def _figures(page: Page, tables: Sequence[Box]) -> list[Box]:
    area = page.width * page.height
    rules = [rule.box for rule in page.rules if rule.box.width < 0.4 * page.width]
    parts = [
        box
        for box in (*page.pictures, *page.shades, *rules)
        if box.width * box.height < 0.6 * area and not any(_touch(box, table, 2.0) for table in tables)
    ]
    if len(parts) > 3000:
        # A map or a scatter plot of thousands of strokes: its extent is enough.
        parts = [Box.around(parts)]
    clusters: list[Box] = []
    for part in sorted(parts, key=lambda box: box.top):
        joined = part
        rest = []
        for cluster in clusters:
            if _touch(joined, cluster, _REACH):
                joined = Box.around((joined, cluster))
            else:
                rest.append(cluster)
        clusters = [*rest, joined]
    return [box for box in clusters if box.width >= _SMALLEST and box.height >= _SMALLEST]


def _touch(a: Box, b: Box, reach: float) -> bool:
    return a.x0 - reach <= b.x1 and b.x0 - reach <= a.x1 and a.top - reach <= b.bottom and b.top - reach <= a.bottom
