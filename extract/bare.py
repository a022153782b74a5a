"""Tables without rules: text in columns under a caption, or above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from extract.columns import column_edges
from extract.layout import find_gutters
from extract.lines import Line, is_cjk
from extract.model import Box
from extract.page import Rule

_FARTHEST = 3.2  # of the size: the widest gap between two rows, or between caption and table
_SENTENCE = 40  # glyphs: a longer line is prose; half as many Chinese characters are
_ALONE = 6  # levels with one piece of text only, one below the other: the lines of a long cell are fewer
_LEADING = 1.4  # of the size: lines of one cell stand no farther apart
_PROSE_LINES = 5
_NARROWEST = 70.0  # points: a column of the page
_CELLS_APART = 0.5  # of the size
_ALIGNED = 3  # lines
_PIECES = 3  # of text side by side make a row
_CENTRAL = 0.06  # of the page's text: how far a gutter stands at most from where columns of one width have it
_NOTE = re.compile(r"^\s*(?:注\s*[:：]|Notes?\b)")


def bare_frames(lines: Sequence[Line], captions: Set[int]) -> list[tuple[Box, list[Rule]]]:
    """Return the frames of tables without rules; ``captions`` are the ids of the lines that begin a caption."""
    frames: list[tuple[Box, list[Rule]]] = []
    gutters = _page_gutters(lines)
    ordered = sorted(lines, key=lambda line: line.baseline)
    for index, caption in enumerate(ordered):
        if id(caption) not in captions:
            continue
        left, right = _column(caption, ordered, [*gutters, *_other_captions(caption, ordered, captions)])
        near = [line for line in ordered if left - 2 <= line.box.x0 and line.box.x1 <= right + 2]
        below = [line for line in near if line.baseline > caption.baseline + 1]
        above = [line for line in near if line.baseline < ordered[index].baseline - 1][::-1]
        for side in (below, above):
            rows = _rows(side, caption, captions, right - left)
            if _is_grid(rows):
                frames.append((Box.around(piece.box for row in rows for piece in row), []))
                break
    return frames


def _page_gutters(lines: Sequence[Line]) -> list[float]:
    """Return the gutters that part columns of one width: those inside a table stand anywhere."""
    lines = [line for line in lines if _weight(line) > _SENTENCE / 2]
    if not lines:
        return []
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    places = [left + share * (right - left) for share in (1 / 2, 1 / 3, 2 / 3)]
    # Beside a table there may be no line of prose, but those of the other column begin at one place.
    starts = Counter(round(line.box.x0) for line in lines if _weight(line) > _SENTENCE)
    begins = [x - 2.0 for x, count in starts.items() if count >= _PROSE_LINES]
    found = find_gutters(lines)
    found += [x for x in begins if all(abs(x - other) > _NARROWEST for other in found)]
    return [x for x in found if any(abs(x - place) < _CENTRAL * (right - left) for place in places)]


def _other_captions(caption: Line, lines: Sequence[Line], captions: Set[int]) -> list[float]:
    """Return where the tables end whose captions stand on the level of this one: half way, or where lines begin."""
    level = sorted(
        (line for line in lines if id(line) in captions and abs(line.baseline - caption.baseline) < 0.5 * line.size),
        key=lambda line: line.box.x0,
    )
    found = []
    for left, right in pairwise(level):
        aligned = sum(abs(line.box.x0 - right.box.x0) < 0.7 * line.size for line in lines)
        found.append(right.box.x0 - 1 if aligned >= _ALIGNED else (left.box.x1 + right.box.x0) / 2)
    return found


def _column(caption: Line, lines: Sequence[Line], gutters: Sequence[float]) -> tuple[float, float]:
    edges = [min(line.box.x0 for line in lines), *sorted(gutters), max(line.box.x1 for line in lines)]
    left = max((edge for edge in edges if edge <= caption.box.x0 + 2), default=edges[0])
    right = min((edge for edge in edges if edge >= caption.box.x1 - 2), default=edges[-1])
    return left, right


def _rows(lines: Sequence[Line], caption: Line, captions: Set[int], width: float) -> list[list[Line]]:
    """Return the levels of ``lines``, from the caption away, as long as they look like rows of cells."""
    levels: list[list[Line]] = []
    for line in lines:
        if levels and abs(levels[-1][0].baseline - line.baseline) < 0.2 * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    kept: list[list[Line]] = []
    last = caption.box
    alone = 0
    for level in levels:
        box = Box.around(piece.box for piece in level)
        gap = max(box.top - last.bottom, last.top - box.bottom)
        prose = any(_is_prose(piece, width) for piece in level)
        if gap > _FARTHEST * level[0].size or any(id(piece) in captions for piece in level):
            break
        alone = 0 if sum(map(_cells, level)) >= 2 else alone + 1
        if (kept and prose) or alone > _ALONE or _NOTE.match(level[0].text):
            break
        if not prose:
            kept.append(level)
        last = Box.around((box, last)) if kept else box
    first = next((n for n, level in enumerate(kept) if sum(map(_cells, level)) >= 2), len(kept))
    while first and first < len(kept) and _heads(kept[first - 1][0], kept[first:], caption):
        first -= 1
    kept = kept[first:]  # without the caption's other lines; a head over several columns is found again
    while kept and sum(map(_cells, kept[-1])) < 2 and not _keeps_to_columns(kept):
        kept.pop()
    return kept


def _heads(line: Line, rows: Sequence[Sequence[Line]], caption: Line) -> bool:
    """Tell whether a line above a table is the first of a head of several lines, nearer to it than to the caption."""
    gap = min(piece.baseline for piece in rows[0]) - line.baseline
    return 0 < gap < min(_LEADING * line.size, 0.8 * (line.baseline - caption.baseline)) and any(
        piece.bold == line.bold
        and abs(piece.size - line.size) < 0.3
        and min(piece.box.x1, line.box.x1) - max(piece.box.x0, line.box.x0) > 0.5 * min(piece.box.width, line.box.width)
        for piece in rows[0]
    )


def _keeps_to_columns(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether the last level is the end of a long cell: it stands close below and in one of the columns."""
    before = [line for row in rows[:-1] for line in row]
    line = rows[-1][0]
    if not before or line.baseline - max(other.baseline for other in before) > 1.4 * line.size:
        return False
    edges = column_edges(before, Box.around(other.box for other in before), ())
    return any(left - 2 <= line.box.x0 and line.box.x1 <= right + 2 for left, right in pairwise(edges))


def _is_prose(line: Line, width: float) -> bool:
    return _weight(line) > _SENTENCE and line.box.width > 0.4 * width


def _weight(line: Line) -> int:
    return len(line.glyphs) + sum(is_cjk(glyph.text[0]) for glyph in line.glyphs)


def _cells(piece: Line) -> int:
    """Return how many cells a piece of text holds: cells may stand close, but not as close as words."""
    gaps = (b.box.x0 - a.box.x1 for a, b in pairwise(piece.glyphs))
    return 1 + sum(gap > _CELLS_APART * piece.size for gap in gaps)


def _is_grid(rows: Sequence[Sequence[Line]]) -> bool:
    return len(rows) >= 3 and sum(sum(map(_cells, row)) >= _PIECES for row in rows) >= 3
