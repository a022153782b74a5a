"""The order in which a page is read: bands over the full width, and columns between them.

A gutter is a vertical strip that text stands on both sides of and that few lines cross. Lines that do cross it (a
title, an abstract, a table, a wide caption) divide the page into bands; between two of them the columns are read
one after the other. No number of columns is assumed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from extract.lines import Line, cut, join
from extract.model import Box

_NARROWEST = 7.0  # points: a gutter is not thinner than this
_NARROWEST_COLUMN = 70.0  # points
_ALIGNED = 5  # lines
_OVERLAP = 0.25  # of the height: how much two lines share to stand beside each other


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read from the top down, and the strip of the page that they fill."""

    lines: tuple[Line, ...]
    x0: float
    x1: float
    full_width: bool


def columns_in_order(lines: Sequence[Line], known: Sequence[float] = (), floats: Sequence[Box] = ()) -> list[Column]:
    """Return the page's columns in reading order; each line belongs to one of them.

    ``known`` are the gutters of the paper's other pages: where lines beside each other leave one of them free, it
    is a gutter of this page too. ``floats`` are the tables of the page, whose text is not among the lines: one that
    crosses a gutter parts the page as a line does.
    """
    if not lines:
        return []
    gutters = find_gutters(lines, known, floats)
    gutters += [x for x in known if _lined_up(lines, x) and all(abs(x - g) > _NARROWEST_COLUMN for g in gutters)]
    gutters.sort()
    pieces = [piece for line in lines for piece in _cut_at(line, gutters)]
    edges = [min(p.box.x0 for p in pieces), *gutters, max(p.box.x1 for p in pieces)]
    crossing = [any(p.box.x0 < g - 1 and p.box.x1 > g + 1 for g in gutters) for p in pieces]
    wide = [piece for piece, crosses in zip(pieces, crossing, strict=True) if crosses]
    found: list[Column] = []
    band: list[Line] = []
    walls = sorted(box.top for box in floats if any(box.x0 < g - 1 and box.x1 > g + 1 for g in gutters))
    for piece in sorted(pieces, key=lambda piece: piece.baseline):
        while walls and walls[0] < piece.baseline:
            found += _band(band, edges)
            band = []
            walls.pop(0)
        if gutters and any(piece is other for other in wide):
            found += _band(band, edges)
            band = []
            found.append(Column((piece,), edges[0], edges[-1], full_width=True))
        else:
            band.append(piece)
    return _joined(found + _band(band, edges))


def find_gutters(lines: Sequence[Line], known: Sequence[float] = (), floats: Sequence[Box] = ()) -> list[float]:
    """Return the middle of each gutter, from left to right; fewer lines are enough for one that is ``known``.

    Text beside a table, one of ``floats``, leaves a gutter as text beside text does.
    """
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    width = right - left
    if width < 150 or len(lines) < 4:
        return []
    step = 2.0
    steps = int(width / step) + 1
    levels: list[list[Box]] = [[] for _ in range(steps)]  # text beside other text, across each strip
    for box, other in _neighbours([line.box for line in lines if len(line.glyphs) >= 8], floats):
        first = max(int((box.x1 - left) / step) + 1, 0)
        last = min(int((other.x0 - left) / step), steps)
        for index in range(first, last):
            levels[index].append(box)
    enough = [1 if any(abs(left + i * step - x) < _NARROWEST for x in known) else 4 for i in range(steps)]
    free = [
        len(levels[i]) >= enough[i] and _crossings(lines, left + i * step, Box.around(levels[i])) < 0.5 * len(levels[i])
        for i in range(steps)
    ]
    counts = [len(level) for level in levels]
    cores = [
        core
        for core in (_core(run, counts) for run in _runs(free))
        if (core[1] - core[0]) * step >= _NARROWEST - step and 0.15 * steps < sum(core) / 2 < 0.85 * steps
    ]
    kept: list[float] = []
    for core in sorted(cores, key=lambda core: -max(counts[core[0] : core[1]])):
        middle = left + sum(core) / 2 * step
        if all(abs(middle - other) > _NARROWEST_COLUMN for other in kept):
            kept.append(middle)
    return sorted(kept)


def _lined_up(lines: Sequence[Line], gutter: float) -> bool:
    """Tell whether lines end or begin at a gutter of other pages, though nothing stands beside them on this one."""
    near = 6 * _NARROWEST / 2
    rights = Counter(round(line.box.x1 / 2) for line in lines if gutter - near < line.box.x1 < gutter)
    lefts = Counter(round(line.box.x0 / 2) for line in lines if gutter < line.box.x0 < gutter + near)
    return max([*rights.values(), *lefts.values()], default=0) >= _ALIGNED


def _core(run: tuple[int, int], counts: Sequence[int]) -> tuple[int, int]:
    """Return the part of a free strip that most lines leave free: beside short lines it looks wider than it is."""
    most = max(counts[run[0] : run[1]])
    inner = [index for index in range(*run) if counts[index] >= 0.7 * most]
    return inner[0], inner[-1] + 1


def _crossings(lines: Sequence[Line], x: float, extent: Box) -> int:
    """Count the lines across ``x`` on the levels between the first and the last neighbours there."""
    return sum(
        line.box.x0 < x < line.box.x1 and extent.top <= (line.box.top + line.box.bottom) / 2 <= extent.bottom
        for line in lines
    )


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    runs, start = [], None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            runs.append((start, index))
            start = None
    return runs


def _neighbours(lines: Sequence[Box], floats: Sequence[Box]) -> list[tuple[Box, Box]]:
    """Return pairs of boxes that stand beside each other with nothing in between, one of them at least a line."""
    by_top = sorted(lines, key=lambda box: box.top)
    pairs = []
    for index, box in enumerate(by_top):
        near = [*by_top[max(index - 12, 0) : index + 12], *floats]
        beside = [
            other
            for other in near
            if min(box.bottom, other.bottom) - max(box.top, other.top) > _OVERLAP * min(box.height, other.height)
        ]
        right = min((other for other in beside if other.x0 > box.x1), key=lambda other: other.x0, default=None)
        if right is not None:
            pairs.append((box, right))
        left = max((other for other in beside if other.x1 < box.x0), key=lambda other: other.x1, default=None)
        if left is not None and left in floats:
            pairs.append((Box(left.x0, box.top, left.x1, box.bottom), box))
    for left, right in permutations(floats, 2):
        # Two tables beside each other, with their captions above or below, are as good as several lines.
        if left.x1 < right.x0 and min(left.bottom, right.bottom) - max(left.top, right.top) > 0:
            pairs += [(left, right)] * _ALIGNED
    return pairs


def _cut_at(line: Line, gutters: Sequence[float]) -> list[Line]:
    """Cut a line where it has a gap that covers a gutter."""
    for gutter in gutters:
        if line.box.x0 < gutter < line.box.x1:
            halves = cut(line, gutter)
            if halves and halves[1].box.x0 - halves[0].box.x1 > 0.7 * line.size:
                return [halves[0], *_cut_at(halves[1], gutters)]
    return [line]


def _band(lines: Sequence[Line], edges: Sequence[float]) -> list[Column]:
    """Return the columns of a band that no wide line interrupts."""
    columns: list[list[Line]] = [[] for _ in edges[1:]]
    for line in lines:
        middle = (line.box.x0 + line.box.x1) / 2
        index = sum(middle > edge for edge in edges[1:-1])
        columns[index].append(line)
    return [
        Column(tuple(column), edges[i], edges[i + 1], full_width=len(edges) == 2)
        for i, column in enumerate(columns)
        if column
    ]


def _joined(columns: Sequence[Column]) -> list[Column]:
    """Put full-width lines that follow each other into one column, and pieces of one line together."""
    found: list[Column] = []
    for column in columns:
        last = found[-1] if found else None
        if last is not None and last.full_width and column.full_width:
            found[-1] = Column(last.lines + column.lines, last.x0, last.x1, full_width=True)
        else:
            found.append(column)
    return [Column(_whole_lines(c.lines), c.x0, c.x1, c.full_width) for c in found]


def _whole_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.baseline, line.box.x0)):
        if found and abs(found[-1].baseline - line.baseline) < 0.15 * line.size:
            found[-1] = join([found[-1], line])
        else:
            found.append(line)
    return tuple(found)


def inside(box: Box, area: Box, slack: float = 1.0) -> bool:
    """Tell whether the middle of ``box`` lies in ``area``, widened by ``slack`` points."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.x0 - slack <= x <= area.x1 + slack and area.top - slack <= y <= area.bottom + slack
