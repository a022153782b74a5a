"""Glyphs become lines: what stands on one baseline without a wide gap, and the text that it spells.

Spaces are decided here. A line may be letter-spaced to fill its column, so a gap counts as a space only where it
is wider than what is usual on that very line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from extract.model import Box
from extract.page import Glyph
from extract.superscripts import citation, citation_end, is_raised

_SPLIT = 1.35  # of the size: a wider gap ends a segment
_SPACE = 0.16  # of the size: a wider gap between Latin letters is a space
_SCRIPT_SPACE = 0.22  # of the size: a wider gap beside a super- or subscript is a space, if the file has none there
_WIDE_SPACE = 0.75  # of the size: a wider gap beside a Chinese character is a space
_SMALL = 0.85  # of the size: superscripts are smaller
_RAISED = 0.15  # of the size: how far above the baseline a superscript stands at least
_CJK = re.compile(r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")


def is_cjk(character: str) -> bool:
    """Tell whether a character is Chinese, Japanese or full-width, and so takes no space beside it."""
    return _CJK.match(character) is not None


@dataclass(frozen=True)
class Line:
    """Glyphs on one baseline, from left to right, without the blanks that the file holds between them."""

    page: int
    glyphs: tuple[Glyph, ...]
    blanks: frozenset[int] = frozenset()  # positions before which the file itself has a blank

    @cached_property
    def box(self) -> Box:
        """The smallest box around the line."""
        return Box.around(glyph.box for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The size in which most of its length is set, in points; a short line may hold more superscripts."""
        widths: dict[float, float] = {}
        for glyph in self.glyphs:
            size = round(glyph.size, 1)
            widths[size] = widths.get(size, 0.0) + glyph.box.width
        most = max(widths, key=lambda size: (widths[size], size))
        largest = max(widths)
        if most < _SMALL * largest:
            # The end of a sentence on a line of its own may be a raised citation and a full stop.
            base = min(glyph.baseline for glyph in self.glyphs if round(glyph.size, 1) == largest)
            if all(base - g.baseline > _RAISED * largest for g in self.glyphs if round(g.size, 1) == most):
                return largest
        return most

    @cached_property
    def baseline(self) -> float:
        """The baseline of most of its glyphs, in points from the top."""
        return median(glyph.baseline for glyph in self.glyphs if abs(glyph.size - self.size) < 0.6)

    @cached_property
    def bold(self) -> bool:
        """Whether most of the line is bold."""
        return sum(glyph.bold for glyph in self.glyphs) > 0.6 * len(self.glyphs)

    @cached_property
    def pieces(self) -> tuple[tuple[str, Glyph], ...]:
        """The line's characters with the glyph that prints each; a space goes with the glyph before it."""
        return tuple(_spell(self))

    @cached_property
    def text(self) -> str:
        """What the line spells."""
        return "".join(piece for piece, _ in self.pieces)


def segments(page: int, glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the stretches of text on the page that no wide gap interrupts, from the top down."""
    found = [line for row in _rows(_on_baselines(glyphs)) for line in _split(page, row)]
    return sorted(found, key=lambda line: (line.baseline, line.box.x0))


def join(lines: Sequence[Line]) -> Line:
    """Return one line of several that stand beside each other."""
    ordered = sorted(lines, key=lambda line: line.box.x0)
    glyphs: list[Glyph] = []
    blanks: set[int] = set()
    for line in ordered:
        if glyphs:
            blanks.add(len(glyphs))
        blanks |= {len(glyphs) + position for position in line.blanks}
        glyphs += line.glyphs
    return Line(ordered[0].page, tuple(glyphs), frozenset(blanks))


def cut(line: Line, x: float) -> tuple[Line, Line] | None:
    """Cut a line at the gap that lies at ``x``; ``None`` where a glyph stands there or one side is empty."""
    index = sum((glyph.box.x0 + glyph.box.x1) / 2 < x for glyph in line.glyphs)
    if not 0 < index < len(line.glyphs):
        return None
    left = Line(line.page, line.glyphs[:index], frozenset(p for p in line.blanks if p < index))
    right = Line(line.page, line.glyphs[index:], frozenset(p - index for p in line.blanks if p > index))
    return left, right


def _on_baselines(glyphs: Iterable[Glyph]) -> list[tuple[float, Glyph]]:
    """Return each glyph with the baseline of its line: a super- or subscript takes that of its left neighbour."""
    placed: list[tuple[float, Glyph]] = []
    ends: dict[tuple[int, int], list[tuple[float, float, Glyph]]] = {}
    ordered = sorted(glyphs, key=lambda glyph: glyph.box.x0)
    small = _small(ordered)
    for glyph in ordered:
        baseline, size = glyph.baseline, glyph.size
        if id(glyph) not in small:
            placed.append((baseline, glyph))
            ends.setdefault((int(glyph.box.x1 // 6), int(baseline // 6)), []).append((baseline, size, glyph))
            continue
        column, row = int(glyph.box.x0 // 6), int(glyph.baseline // 6)
        near = (end for dx in (-1, 0, 1) for dy in (-2, -1, 0, 1, 2) for end in ends.get((column + dx, row + dy), ()))
        nearest = float("inf")
        for host_baseline, host_size, host in near:
            gap = glyph.box.x0 - host.box.x1
            shift = host_baseline - glyph.baseline
            if (
                glyph.size < 0.85 * host_size
                and -0.25 * host_size < gap < 0.6 * host_size
                and abs(shift) < 0.75 * host_size
                and abs(gap) + abs(shift) < nearest
            ):
                baseline, size, nearest = host_baseline, host_size, abs(gap) + abs(shift)
        placed.append((baseline, glyph))
        key = (int(glyph.box.x1 // 6), int(glyph.baseline // 6))
        ends.setdefault(key, []).append((baseline, size, glyph))
    return _led_by_raised(placed, small)


def _small(glyphs: Sequence[Glyph]) -> Set[int]:
    """Return the ids of the glyphs that are smaller than another near their level: the others are no scripts."""
    largest: dict[int, float] = {}
    for glyph in glyphs:
        row = int(glyph.baseline // 6)
        largest[row] = max(largest.get(row, 0.0), glyph.size)
    near = {row: max(largest.get(row + step, 0.0) for step in (-2, -1, 0, 1, 2)) for row in largest}
    return {id(glyph) for glyph in glyphs if glyph.size < 0.85 * near[int(glyph.baseline // 6)]}


def _led_by_raised(placed: list[tuple[float, Glyph]], small: Set[int]) -> list[tuple[float, Glyph]]:
    """Put superscripts that begin a line on the baseline of what follows them."""
    starts: dict[tuple[int, int], list[tuple[float, Glyph]]] = {}
    found: list[tuple[float, Glyph]] = []
    for baseline, glyph in reversed(placed):
        if id(glyph) not in small:
            found.append((baseline, glyph))
            starts.setdefault((int(glyph.box.x0 // 6), int(baseline // 6)), []).append((baseline, glyph))
            continue
        column, row = int(glyph.box.x1 // 6), int(baseline // 6)
        near = (host for dx in (-1, 0, 1) for dy in (0, 1, 2) for host in starts.get((column + dx, row + dy), ()))
        for host_baseline, host in near:
            gap, shift = host.box.x0 - glyph.box.x1, host_baseline - baseline
            same_run = abs(host.size - glyph.size) < 0.3 and host.baseline - glyph.baseline < 0.1 * glyph.size
            if (
                -0.25 * host.size < gap < 0.6 * host.size
                and 0.1 * host.size < shift < 0.75 * host.size / (0.65 if same_run else 1.0)
                and (glyph.size < 0.85 * host.size or (same_run and host_baseline > host.baseline))
            ):
                baseline = host_baseline
                break
        found.append((baseline, glyph))
        starts.setdefault((int(glyph.box.x0 // 6), int(baseline // 6)), []).append((baseline, glyph))
    return found[::-1]


def _rows(placed: list[tuple[float, Glyph]]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    first = size = 0.0
    for baseline, glyph in sorted(placed, key=lambda pair: (pair[0], pair[1].box.x0)):
        if rows and baseline - first <= 0.12 * max(glyph.size, size):
            rows[-1].append(glyph)
            size = max(size, glyph.size)
        else:
            rows.append([glyph])
            first, size = baseline, glyph.size
    return rows


def _split(page: int, row: list[Glyph]) -> list[Line]:
    row = sorted(row, key=lambda glyph: glyph.box.x0)
    visible = [glyph for glyph in row if not glyph.text.isspace()]
    if not visible:
        return []
    spaced = _usual_gap(visible)
    lines: list[Line] = []
    current: list[Glyph] = []
    blanks: set[int] = set()
    blank = False
    for glyph in row:
        if glyph.text.isspace():
            blank = True
            continue
        if current:
            gap = glyph.box.x0 - current[-1].box.x1
            size = max(glyph.size, current[-1].size)
            if gap > max(_SPLIT * size, 2.2 * spaced):
                lines.append(Line(page, tuple(current), frozenset(blanks)))
                current, blanks = [], set()
            elif blank:
                blanks.add(len(current))
        current.append(glyph)
        blank = False
    lines.append(Line(page, tuple(current), frozenset(blanks)))
    return lines


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    gaps = [
        later.box.x0 - earlier.box.x1
        for earlier, later in pairwise(glyphs)
        if later.box.x0 - earlier.box.x1 < 1.6 * earlier.size
    ]
    return max(median(gaps), 0.0) if len(gaps) >= 3 else 0.0


def continued_pieces(line: Line) -> tuple[tuple[str, Glyph], ...]:
    """Return the pieces of a line that goes on with the one above: raised figures at its begin cite there."""
    first = line.glyphs[0]
    if first.text.isascii() and not is_raised(first, line.size, line.baseline):
        return line.pieces
    return tuple(_spell(line, continued=True))


def _spell(line: Line, *, continued: bool = False) -> Iterable[tuple[str, Glyph]]:
    glyphs = line.glyphs
    usual = _usual_gap(glyphs)
    # Where the file has a blank after nearly every character, blanks are letter-spacing and say nothing.
    blanks = frozenset() if len(line.blanks) > 0.6 * len(glyphs) > 3 else line.blanks
    index = 0
    while index < len(glyphs):
        if index and _space_before(line, index, usual, blanks):
            yield " ", glyphs[index - 1]
        end = citation_end(glyphs, index, line.size, line.baseline, continued=continued)
        if end > index:
            yield from citation(glyphs[index:end])
            index = end
            continue
        for character in glyphs[index].text:
            yield character, glyphs[index]
        index += 1


def _space_before(line: Line, index: int, usual: float, blanks: frozenset[int]) -> bool:
    before, after = line.glyphs[index - 1], line.glyphs[index]
    gap = after.box.x0 - before.box.x1 - usual
    size = max(before.size, after.size)
    if is_cjk(before.text[-1]) and is_cjk(after.text[0]):
        return False  # words of two characters are set wide apart: 摘  要
    if is_cjk(before.text[-1]) or is_cjk(after.text[0]):
        return gap > _WIDE_SPACE * size and not _closing(before.text[-1])
    raised = abs(before.baseline - after.baseline) > _RAISED * size
    if raised:
        return gap > (_SPACE if index in blanks else _SCRIPT_SPACE) * size
    if index in blanks:
        return True
    # The file may hold no blanks at all, or set every word by itself.
    return gap > (_SPACE if usual < 0.05 * size else 0.3) * size


def _closing(character: str) -> bool:
    # Full-width punctuation is set in a square of which half is empty.
    return character in "，。；：、！？）】》”’·"
