"""Text inside figures: labels of boxes and axes, which belong to no sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.layout import find_gutters, inside
from extract.lines import Line
from extract.model import Box
from extract.openings import begins_caption
from extract.page import Page

_FIGURE = re.compile(r"^\s*(?:图|(?:Supplementary\s+)?Fig|Scheme)", re.IGNORECASE)
_REACH = 14.0  # points: parts of one drawing are closer than this
_SMALLEST = 40.0  # points: a drawing is at least this wide and high
_LABEL = 0.9  # of the page's usual size: smaller print beside a drawing is a label
_PROSE = 24  # glyphs: a longer line is a sentence rather than a label


def without_figure_text(page: Page, lines: Sequence[Line], tables: Sequence[Box]) -> list[Line]:
    """Return the lines of a page that do not stand inside a drawing or picture."""
    drawings = _drawings(page, tables)
    kept = list(lines)
    for figure in _clusters(drawings):
        labels = [line for line in kept if inside(line.box, figure, 0.0)]
        prose = sum(len(line.glyphs) > _PROSE for line in labels)
        if labels and prose < max(3, 0.3 * len(labels)):
            dropped = {id(line) for line in labels if not begins_caption(line.text)}
            kept = [line for line in kept if id(line) not in dropped]
    return _without_labels_above_captions(kept, drawings, tables) if drawings else kept


def _without_labels_above_captions(lines: list[Line], drawings: Sequence[Box], tables: Sequence[Box]) -> list[Line]:
    """Drop the labels between the caption of a figure and the prose above it, where something is drawn there."""
    captions = [line for line in lines if _FIGURE.match(line.text) and begins_caption(line.text)]
    if not captions:
        return lines
    size = _usual_size(lines)
    gutters = find_gutters(lines)
    dropped: set[int] = set()
    for caption in captions:
        left, right = _column(caption.box, lines, gutters)
        above = [
            line
            for line in lines
            if line.baseline < caption.box.top and line.box.x1 > left and line.box.x0 < right and line is not caption
        ]
        stops = [
            line.box.bottom
            for line in above
            if (len(line.glyphs) > _PROSE and line.size > _LABEL * size) or begins_caption(line.text)
        ]
        stops += [box.bottom for box in tables if box.bottom <= caption.box.top and box.x1 > left and box.x0 < right]
        top = max(stops, default=0.0)
        drawn = [
            box
            for box in drawings
            if box.bottom <= caption.box.top + 2
            and box.top >= top - 2
            and left - 2 <= (box.x0 + box.x1) / 2 <= right + 2
        ]
        if not drawn or caption.box.top - min(box.top for box in drawn) < _SMALLEST:
            continue
        figure = Box.around(drawn)
        margin = min(line.box.x0 for line in (*above, caption))
        dropped |= {
            id(line)
            for line in above
            if line.box.top >= top - 1
            and (
                inside(line.box, figure, 0.0)
                or (line.size < _LABEL * size and line.box.top > figure.top - _REACH)
                or (len(line.glyphs) <= _PROSE and line.box.x0 > margin + 2 and inside(line.box, figure, _REACH))
            )
        }
    return [line for line in lines if id(line) not in dropped]


def _usual_size(lines: Sequence[Line]) -> float:
    return Counter(round(line.size, 1) for line in lines for _ in line.glyphs).most_common(1)[0][0]


def _column(box: Box, lines: Sequence[Line], gutters: Sequence[float]) -> tuple[float, float]:
    """Return the sides of the column of text that a box stands in; those of the page where it crosses a gutter."""
    edges = [min(line.box.x0 for line in lines), *gutters, max(line.box.x1 for line in lines)]
    for left, right in pairwise(edges):
        if left - 2 <= box.x0 and box.x1 <= right + 2:
            return left, right
    return edges[0], edges[-1]


def _drawings(page: Page, tables: Sequence[Box]) -> list[Box]:
    """Return what is drawn on a page, tables and backgrounds left out."""
    area = page.width * page.height
    rules = [rule.box for rule in page.rules if rule.box.width < 0.4 * page.width]
    parts = [
        box
        for box in (*page.pictures, *page.shades, *rules)
        if box.width * box.height < 0.6 * area and not any(_touch(box, table, 2.0) for table in tables)
    ]
    if len(parts) > 3000:
        # A map or a scatter plot of thousands of strokes: its extent is enough.
        return [Box.around(parts)]
    return parts


def _clusters(parts: Sequence[Box]) -> list[Box]:
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
