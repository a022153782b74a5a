"""The columns of a table: the vertical strips of white that all rows leave free."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.lines import Line, cut
from extract.model import Box
from extract.page import Glyph, Rule
from extract.rules import header_bottom, rules_under_heads

_MANY_LINES = 8
_FEW_ROWS = 4  # levels of several cells: fewer leave strips free by chance
_TWO_HEADS = 0.7  # of the size: a gap in a header's line that is wider than a word space parts two heads
_HEADER = 3.5  # of the size: how far a header without a rule below it may reach
_EMPTY_BEHIND = frozenset("，。；：、！？）》」』】〕")
_EMPTY_BEFORE = frozenset("（《「『【〔")


def column_edges(lines: Sequence[Line], frame: Box, rules: Sequence[Rule]) -> tuple[float, ...]:
    """Return the x of all column borders of the text in ``frame``, the frame's own sides included."""
    upright = sorted(
        (rule.box.x0 + rule.box.x1) / 2
        for rule in rules
        if not rule.horizontal and rule.box.height > 0.5 * frame.height
    )
    inner = [x for x in upright if frame.x0 + 5 < x < frame.x1 - 5]
    if len(inner) >= 2:
        return (frame.x0, *_apart(inner), frame.x1)
    told = _telling(lines, frame, rules)
    edges = (frame.x0, *_white_strips(told, frame), frame.x1)
    # Headings of groups of rows, each alone on its level, may stand over the strips that the rows leave free.
    rows = [level for level in text_levels(told) if len(level) > 1]
    wider = (frame.x0, *_white_strips([line for row in rows for line in row], frame), frame.x1) if rows else edges
    if len(wider) <= len(edges) or len(rows) < _FEW_ROWS:
        return edges
    alone = [level for level in text_levels(told) if len(level) == 1]
    return wider if all(heading_of_group(level, wider) or _fits(level[0], wider) for level in alone) else edges


def heading_of_group(level: Sequence[Line], edges: Sequence[float]) -> bool:
    """Tell whether a line is alone on its level and goes over the border of two columns without a gap there."""
    if len(level) != 1:
        return False
    line = level[0]
    pieces = cut_at_edges(line, edges)
    closed = all(b.box.x0 - a.box.x1 < _TWO_HEADS * line.size for a, b in pairwise(pieces))
    return closed and not _fits(line, edges)


def _fits(line: Line, edges: Sequence[float]) -> bool:
    return not any(line.box.x0 < edge - 1 and line.box.x1 > edge + 1 for edge in edges[1:-1])


def cut_at_edges(line: Line, edges: Sequence[float]) -> list[Line]:
    """Cut a line wherever a column border passes between its glyphs."""
    for edge in edges[1:-1]:
        if line.box.x0 < edge < line.box.x1:
            halves = cut(line, edge)
            # A word that sticks out of its column is not cut.
            apart = halves[1].box.x0 - halves[0].box.x1 > 0.1 * line.size if halves else False
            if halves and apart and halves[0].box.x1 <= edge + 1 and halves[1].box.x0 >= edge - 1:
                return [halves[0], *cut_at_edges(halves[1], edges)]
    return [line]


def column_of(box: Box, edges: Sequence[float]) -> int:
    """Return the column in which the middle of ``box`` lies."""
    middle = (box.x0 + box.x1) / 2
    return min(sum(middle > edge for edge in edges[1:-1]), len(edges) - 2)


def _apart(positions: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for x in positions:
        if not kept or x - kept[-1] > 4:
            kept.append(x)
    return kept


def _telling(lines: Sequence[Line], frame: Box, rules: Sequence[Rule]) -> list[Line]:
    """Return the lines that tell where columns are: a head over several columns does not."""
    short = rules_under_heads(rules, frame)
    bottom = header_bottom(rules, frame)
    if bottom is None:
        first = min(lines, key=lambda line: line.baseline)
        bottom = first.baseline + _HEADER * first.size
    head = [line for line in lines if line.baseline < bottom + 1]
    spanning = {id(line) for line in head if _spans(line, head)}
    for line in lines:
        middle = (line.box.x0 + line.box.x1) / 2
        if any(r.x0 <= middle <= r.x1 and -1 < r.top - line.baseline < 1.5 * line.size for r in short):
            spanning.add(id(line))
    told = [line for line in lines if id(line) not in spanning]
    return told or list(lines)


def _spans(line: Line, head: Sequence[Line]) -> bool:
    """Tell whether a line of a header stands over the gap between two words that are heads of their own."""
    if any(b.x0 - a.x1 > _TWO_HEADS * line.size for a, b in pairwise(_words(line))):
        return False
    words = [
        box
        for other in head
        if other.baseline > line.baseline + 0.5 * line.size
        for box in _words(other)
        if box.x1 > line.box.x0 - 2 * line.size and box.x0 < line.box.x1 + 2 * line.size
    ]
    middle = (line.box.x0 + line.box.x1) / 2
    return any(
        a.x1 < b.x0 and (a.x0 + a.x1) / 2 < middle < (b.x0 + b.x1) / 2 and line.box.x0 < b.x0 and line.box.x1 > a.x1
        for a, b in pairwise(sorted(words, key=lambda box: box.x0))
    )


def _white_strips(lines: Sequence[Line], frame: Box) -> list[float]:
    size = median(line.size for line in lines)
    words = [[(box.x0, box.x1) for box in _words(line)] for line in lines]
    # A line across nearly the whole frame is a spanning cell, or prose; it says nothing about columns.
    telling = [row for row in words if len(row) > 1 or row[0][1] - row[0][0] < 0.6 * frame.width]
    step = 0.5
    steps = int(frame.width / step) + 2
    covered = [0] * steps
    for row in telling:
        for x0, x1 in row:
            for index in range(max(int((x0 - frame.x0) / step), 0), min(int((x1 - frame.x0) / step) + 1, steps)):
                covered[index] += 1
    tolerated = len(telling) // 25  # a spanning header, a word that sticks out
    found = []
    free = _free_strips(covered, 0)
    # Where nothing sticks out at all is the best place for a border; a column of few words has one on either side.
    free += [(a, b) for a, b in _free_strips(covered, tolerated) if not any(a <= c and d <= b for c, d in free)]
    for first, last in sorted(free):
        x = frame.x0 + (first + last) / 2 * step
        # A strip through many lines is no chance meeting of word spaces, though it may be narrow.
        needed = 0.8 if len(telling) < _MANY_LINES else 0.5
        wide = (last - first) * step >= 0.35 * size and _widest_gap(words, x) >= needed * size
        if wide or (last > first + 1 and _aligned_behind(lines, x, size)):
            found.append(x)
    return found


def _aligned_behind(lines: Sequence[Line], x: float, size: float) -> bool:
    """Tell whether a column set flush left begins at ``x``, though a long cell before it leaves but a word space.

    Second words of a column's cells may stand flush, too ("promotes resistance"), but then most gaps are word spaces.
    """
    rows = [sorted((box.x0, box.x1) for line in level for box in _words(line)) for level in text_levels(lines)]
    behind = [min(x0 for x0, _ in row if x0 >= x) for row in rows if row[-1][0] >= x]
    if len(behind) < _MANY_LINES:
        return False
    near = [start for start in behind if start - x < size]
    flush = max((sum(abs(other - start) < 0.1 * size for other in near) for start in near), default=0)
    gaps = [
        min(x0 for x0, _ in row if x0 >= x) - max(x1 for _, x1 in row if x1 <= x)
        for row in rows
        if row[0][1] <= x <= row[-1][0]
    ]
    narrow = sum(gap < _TWO_HEADS * size for gap in gaps)
    return flush >= 0.8 * len(behind) and 0 < 2 * narrow <= len(gaps)


def _free_strips(covered: Sequence[int], tolerated: int) -> list[tuple[int, int]]:
    used = [index for index, count in enumerate(covered) if count > tolerated]
    return [(before + 1, after) for before, after in pairwise(used) if after - before > 1]


def _widest_gap(words: Sequence[Sequence[tuple[float, float]]], x: float) -> float:
    """Return the widest gap at ``x`` between two words of one line; a word space is never that wide."""
    gaps = [0.0]
    for row in words:
        left = [x1 for _, x1 in row if x1 <= x]
        right = [x0 for x0, _ in row if x0 >= x]
        gaps.append(min(right) - max(left) if left and right else float("inf") if left or right else 0.0)
    finite = [gap for gap in gaps if gap != float("inf")]
    # Where no line has words on both sides (each cell is a segment of its own), the strip is wide for certain.
    return max(finite) if any(finite) else float("inf")


def _words(line: Line) -> list[Box]:
    words: list[list[Glyph]] = []
    for index, glyph in enumerate(line.glyphs):
        gap = glyph.box.x0 - words[-1][-1].box.x1 if words else 0.0
        if words and gap <= 0.2 * line.size and index not in line.blanks:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return [_ink(word) for word in words]


def _ink(word: Sequence[Glyph]) -> Box:
    """Return the box of a word without the empty half of a full-width mark at its begin or end."""
    box = Box.around(glyph.box for glyph in word)
    first, last = word[0], word[-1]
    x0 = box.x0 + (0.5 * first.box.width if first.text in _EMPTY_BEFORE else 0.0)
    x1 = box.x1 - (0.5 * last.box.width if last.text in _EMPTY_BEHIND else 0.0)
    return Box(x0, box.top, max(x0, x1), box.bottom)


def text_levels(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines by level: groups that a free horizontal strip, however thin, parts from each other."""
    levels: list[list[Line]] = []
    bottom = float("-inf")
    for line in sorted(lines, key=x_height_top):
        top, line_bottom = x_height_top(line), line.baseline
        if levels and top < bottom - 0.5:
            levels[-1].append(line)
        else:
            levels.append([line])
            bottom = float("-inf")
        bottom = max(bottom, line_bottom)
    return levels


def x_height_top(line: Line) -> float:
    """Return the y of the top of what a line prints."""
    # Boxes of different fonts differ in height; what is printed reaches about 0.7 of the size above the baseline.
    return line.baseline - 0.7 * line.size
