"""The header of a table: where it ends, and which columns each of its lines heads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.columns import cut_at_edges, text_levels
from extract.grid import Grid, cells_of_row, level_gaps, vertical_extent
from extract.hyphens import join_words
from extract.lines import Line
from extract.model import Box
from extract.page import Rule
from extract.rules import header_bottom

_ALIGNED = 2.0  # points
_MOST = 0.6  # of the columns are filled in a row that stands between a bold header and the first rule
_HEADING_APART = 0.75  # of the size: lines of one head stand closer
_ROW_GAP = 0.75  # of the usual gap between two rows


def head_bottom(
    lines: Sequence[Line], edges: Sequence[float], rules: Sequence[Rule], frame: Box
) -> tuple[float | None, bool]:
    """Return where the header of a table ends, if a rule or its weight tells, and whether its weight does."""
    ruled = header_bottom(rules, frame)
    bold = _bold_bottom(lines)
    if ruled is None or bold is None:
        return (bold if ruled is None else ruled), bold is not None
    # Where every row has a rule above it but the header none below, a whole row stands between the two.
    between = [
        piece
        for line in lines
        if bold < (line.box.top + line.box.bottom) / 2 <= ruled
        for piece in cut_at_edges(line, edges)
    ]
    filled = sum(bool(cell) for cell in cells_of_row(between, edges))
    return (bold if filled >= _MOST * (len(edges) - 1) else ruled), True


def _bold_bottom(lines: Sequence[Line]) -> float | None:
    """Return where the bold lines at the head of a table end; ``None`` where they do not differ from the others.

    A bold line alone and apart below them is the heading of the rows that follow.
    """
    ordered = sorted(lines, key=lambda line: line.baseline)
    bold = next((n for n, line in enumerate(ordered) if not line.bold), len(ordered))
    if not 0 < bold < len(ordered) or ordered[bold].baseline - ordered[bold - 1].baseline < 0.5 * ordered[bold].size:
        return None
    levels = text_levels(ordered[:bold])
    if len(levels) > 1 and len(levels[-1]) == 1 < len(levels[-2]):
        gap, middle = level_gaps(ordered[:bold])[-1]
        if gap > _HEADING_APART * ordered[0].size:
            return middle
    return (ordered[bold - 1].baseline + ordered[bold].baseline - 0.7 * ordered[bold].size) / 2


Rows = Sequence[tuple[tuple[Line, ...], ...]]


def parted_head(table: Grid, edges: Sequence[float]) -> tuple[Rows, Rows]:
    """Return the header and the rows of a table whose every other row is shaded.

    A header without a shade and the first row, which has none either, make one strip: they are parted where its
    lines stand as far apart as rows do.
    """
    first = [line for cell in table.rows[0] for line in cell]
    extents = [vertical_extent([line for cell in row for line in cell]) for row in table.rows]
    usual = median(below[0] - above[1] for above, below in pairwise(extents)) if len(extents) > 2 else float("inf")
    wide = next((y for gap, y in level_gaps(first) if gap >= _ROW_GAP * usual), None)
    if wide is None:
        return table.rows[:1], table.rows[1:]
    above = cells_of_row([line for line in first if line.baseline < wide], edges)
    below = cells_of_row([line for line in first if line.baseline > wide], edges)
    return (above,), (below, *table.rows[1:])


def header_columns(lines: Sequence[Line], edges: Sequence[float], rules: Sequence[Box]) -> list[list[Line]]:
    """Return the lines that head each column, from the top down.

    ``rules`` are the short rules inside the header: what stands above one heads all columns below it. Without such a
    rule, a head over several columns is known by standing over the middle of their own heads.
    """
    columns: list[list[Line]] = [[] for _ in edges[1:]]
    for line in sorted(lines, key=lambda line: (line.baseline, line.box.x0)):
        for column in _headed(line, lines, edges, rules):
            columns[column].append(line)
    return columns


def header_texts(columns: Sequence[Sequence[Line]]) -> list[str]:
    """Return the header of each column; a head over several columns is repeated above each of them."""
    texts = []
    for lines in columns:
        text = ""
        for line in lines:
            text = join_words(text, line.text.strip()) if text else line.text.strip()
        texts.append(text)
    return texts


def _headed(line: Line, lines: Sequence[Line], edges: Sequence[float], rules: Sequence[Box]) -> list[int]:
    spans = list(pairwise(edges))
    middle = (line.box.x0 + line.box.x1) / 2
    below = [rule for rule in rules if rule.x0 <= middle <= rule.x1 and rule.top > line.baseline - 1]
    if below:
        rule = min(below, key=lambda rule: rule.top)
        under = [
            i for i, (left, right) in enumerate(spans) if rule.x0 - _ALIGNED <= (left + right) / 2 <= rule.x1 + _ALIGNED
        ]
        if len(under) > 1:
            return under
    own = [i for i, (left, right) in enumerate(spans) if _heads(line, left, right)]
    return _centred_over(line, lines, spans) or own if not rules and len(own) == 1 else own


def _heads(line: Line, left: float, right: float) -> bool:
    """Tell whether a header line belongs to a column: its middle is there, or it reaches over half of it."""
    covered = min(line.box.x1, right) - max(line.box.x0, left)
    return left < (line.box.x0 + line.box.x1) / 2 <= right or covered > 0.5 * (right - left)


def _centred_over(line: Line, lines: Sequence[Line], spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return the columns over whose own heads a line is centred; none where it stands over one head only."""
    lower = [other for other in lines if other.baseline > line.baseline + 0.5 * line.size]
    level = [other for other in lines if abs(other.baseline - line.baseline) <= 0.5 * line.size and other is not line]
    heads = [_under(left, right, lower) for left, right in spans]
    middle = (line.box.x0 + line.box.x1) / 2
    best: list[int] = []
    nearest = _ALIGNED
    for first in range(len(spans)):
        for last in range(first, len(spans)):
            inner = heads[first : last + 1]
            extent = [box for box in inner if box is not None]
            if len(extent) < len(inner) or not spans[first][0] <= middle <= spans[last][1]:
                continue
            if any(spans[first][0] <= (other.box.x0 + other.box.x1) / 2 <= spans[last][1] for other in level):
                continue
            whole = Box.around(extent)
            off = abs((whole.x0 + whole.x1) / 2 - middle)
            if last == first and (off <= _ALIGNED or abs(whole.x0 - line.box.x0) <= _ALIGNED):
                return []
            if off < nearest and last > first:
                best, nearest = list(range(first, last + 1)), off
    return best


def _under(left: float, right: float, lines: Sequence[Line]) -> Box | None:
    inside = [line.box for line in lines if left < (line.box.x0 + line.box.x1) / 2 <= right]
    return Box.around(inside) if inside else None
