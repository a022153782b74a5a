"""Tables on one page: where their frames are, and the grid of cells inside.

A frame is a run of strips between horizontal rules (or shades) of the same width whose text stands in columns, or,
where a table has no rules, the text in columns under a caption. Prose in page columns is never a frame: its lines
fill their column, a table's cells do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from extract.bare import bare_frames
from extract.cells import cell_text
from extract.columns import column_edges, column_of, cut_at_edges
from extract.grid import Grid, grid
from extract.headers import Rows, head_bottom, header_columns, header_texts, parted_head
from extract.layout import inside
from extract.lines import Line
from extract.model import Box, Region
from extract.openings import begins_caption
from extract.page import Page, Rule
from extract.paragraphs import goes_on
from extract.rules import header_bottom, rules_under_heads, shade_edges, whole_rules

CAPTION = re.compile(
    r"^\s*(?:续\s*)?(?P<label>表\s*\d+|(?:Supplementary\s+)?Tab(?:le|\.)\s*(?:S?\d+|[IVX]+))(?![\d-])",
    re.IGNORECASE,
)
CONTINUED = re.compile(
    r"^\s*续\s*表|^\s*(?:Continued|Cont\.)\b|\(?(?:continued|cont\.?|续)\)?\s*$|\(续\)", re.IGNORECASE
)
FIGURE = re.compile(r"^\s*(?:图\s*\d|(?:Supplementary\s+)?Fig(?:ure|\.)?\s*S?\d|Scheme\s+\d)", re.IGNORECASE)
_NO_HEADING = re.compile(r"^\s*(?:注\s*[:：]|Notes?\b)|[.。;；]\s*$", re.IGNORECASE)
_HEADING = 60  # glyphs
_NEAR = 0.9  # of the size: how far a row stands at most from the frame that it belongs to
_ABOVE = 1.4  # the same above it, where a head over several columns stands off those below it
_CELLS_APART = 0.5  # of the size: the least gap between two cells of a row; a word space is narrower
_OPEN = 3.0  # of the size: the same below a header without a rule at the table's end
_HEADER_LEVELS = 3
_CAPTION_GAP = 40.0  # points
_SAME = 0.75  # of the heads of a header that is printed again
_SAME_SIDE = 4.0  # points: sides of rules that belong to one frame differ by less


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """Text of one cell, its place in the grid (row 0 is the header), and where it is printed."""

    row: int
    col: int
    text: str
    regions: tuple[Region, ...]
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table, or one part of a table, as it stands on one page."""

    page: int
    frame: Box
    header: tuple[str, ...]
    cells: tuple[PrintedCell, ...]
    rows: int  # data rows
    edges: tuple[float, ...]
    group_starts: tuple[int, ...] = ()  # rows above which a rule runs through merged cells' column too
    bold_head: bool = False  # the header is told from the rows by its weight


def find_tables(page: Page, lines: Sequence[Line]) -> list[PrintedTable]:
    """Return the tables of a page from the top down; ``lines`` are the page's segments without running heads."""
    captions = _caption_lines(lines)
    found: list[PrintedTable] = []
    taken: list[Box] = []
    for printed, rules in [*_ruled_frames(page, lines, captions), *bare_frames(lines, captions)]:
        frame = _extended(printed, rules, lines, captions)
        if any(_overlap(frame, other) for other in taken):
            continue
        table = read_frame(page, frame, rules, lines)
        if table is not None and not _is_figure(frame, lines, captions):
            found.append(table)
            taken.append(frame)
    return _in_order(found, page.width / 2)


def _in_order(tables: Sequence[PrintedTable], middle: float) -> list[PrintedTable]:
    """Return tables as they are read: between those over the middle of the page, column by column."""
    wide = [table for table in tables if table.frame.x0 < middle - _SAME_SIDE and table.frame.x1 > middle + _SAME_SIDE]

    def place(table: PrintedTable) -> tuple[int, bool, bool, float]:
        above = sum(other.frame.top < table.frame.top for other in wide)
        return above, table in wide, table.frame.x0 > middle, table.frame.top

    return sorted(tables, key=place)


def _caption_lines(lines: Sequence[Line]) -> Set[int]:
    """Return the ids of the lines that begin the caption of a table; prose may begin a line with its label too."""
    found: set[int] = set()
    ordered = sorted(lines, key=lambda line: line.baseline)
    for index, line in enumerate(ordered):
        if not (CAPTION.match(line.text) and begins_caption(line.text)):
            continue
        overlapping = (
            other
            for other in reversed(ordered[:index])
            if other.baseline < line.baseline - 1 and min(other.box.x1, line.box.x1) > max(other.box.x0, line.box.x0)
        )
        above = next(overlapping, None)
        if above is None or not goes_on(above, line):
            found.add(id(line))
    return found


def _is_figure(frame: Box, lines: Sequence[Line], captions: Set[int]) -> bool:
    """Tell whether what looks like a table is drawn above the caption of a figure."""
    near = [
        line
        for line in lines
        if min(line.box.x1, frame.x1) > max(line.box.x0, frame.x0)
        and -_CAPTION_GAP < line.box.top - frame.bottom < _CAPTION_GAP
    ]
    above = [line for line in lines if 0 <= frame.top - line.box.bottom < _CAPTION_GAP and id(line) in captions]
    return not above and any(FIGURE.match(line.text) and line.box.top > frame.bottom - 2 for line in near)


def _ruled_frames(page: Page, lines: Sequence[Line], captions: Set[int]) -> list[tuple[Box, list[Rule]]]:
    rules = whole_rules([*page.rules, *shade_edges(page.shades)])
    frames: list[tuple[Box, list[Rule]]] = []
    for group in _same_width(rules):
        if len(group) < 2:
            continue
        sides = Box.around(rule.box for rule in group)
        run: list[Rule] = []
        strips = [Box(sides.x0, a.box.bottom, sides.x1, b.box.top) for a, b in pairwise(group)]
        kinds = [_strip_kind(strip, lines, captions) for strip in strips]
        for index, (above, below) in enumerate(pairwise(group)):
            kind = kinds[index]
            if kind == "prose" and run and _fits(strips[index], run, lines, captions):
                kind = "cells"
            bare = [line for line in lines if inside(line.box, strips[index], 0.5)]
            if kind == "prose" and run and "cells" in kinds[index + 1 : index + 2] and _heads_group(bare, captions):
                kind = "cells"
            if kind == "prose":
                frames += _frame(run, page.rules)
                run = []
            elif kind == "cells" or run:
                run = run or [above]
                run.append(below)
        frames += _frame(run, page.rules)
    return sorted(frames, key=lambda frame: -frame[0].height)


def _heads_group(lines: Sequence[Line], captions: Set[int]) -> bool:
    """Tell whether what stands between two rules of a table is the heading of the rows below it: one short line."""
    return (
        len(lines) == 1
        and id(lines[0]) not in captions
        and len(lines[0].glyphs) < _HEADING
        and not _NO_HEADING.search(lines[0].text)
    )


def _frame(run: Sequence[Rule], rules: Sequence[Rule]) -> list[tuple[Box, list[Rule]]]:
    if len(run) < 2:
        return []
    frame = Box.around(rule.box for rule in run)
    return [(frame, [rule for rule in rules if inside(rule.box, frame, 3.0)])]


def _extended(frame: Box, rules: Sequence[Rule], lines: Sequence[Line], captions: Set[int]) -> Box:
    """Return a frame with the rows that stand outside its first and last rule or shade: a bare header, a last row."""
    within = [line for line in lines if inside(line.box, frame, 1.5)]
    beside = [line for line in lines if frame.x0 - 2 <= line.box.x0 and line.box.x1 <= frame.x1 + 2]
    edges = column_edges(within, frame, ()) if within else ()
    if len(edges) < 4:
        return frame
    # A table that goes on overleaf may end without a rule: the frame then holds nothing but its header.
    open_below = header_bottom(rules, frame) is None and len(_levels(within)) <= _HEADER_LEVELS
    below = sorted((line for line in beside if line.baseline > frame.bottom + 1), key=lambda line: line.baseline)
    above = sorted((line for line in beside if line.baseline < frame.top), key=lambda line: -line.baseline)
    for ordered, reach in ((above, _ABOVE), (below, _OPEN if open_below else _NEAR)):
        waiting: list[Line] = []
        for row in _levels(ordered):
            level = Box.around(line.box for line in [*row, *waiting])
            last = Box.around([frame, *(line.box for line in waiting)])
            gap = max(min(o.box.top for o in row) - last.bottom, last.top - max(o.box.bottom for o in row))
            if gap > reach * row[0].size or any(id(line) in captions for line in row):
                break
            waiting += row
            wider = Box.around((frame, level))
            # The columns so far may be those of a short header: the row has to leave as many free, not the very same.
            telling = [line for line in waiting if not _over_several(line, waiting)]
            more = column_edges([*within, *telling], wider, ())
            pieces = [piece for line in row for piece in _cells_of(line, more)]
            if len(more) < len(edges) or any(_is_prose(piece, frame, edges) for piece in pieces):
                break  # prose in page columns
            if len(pieces) >= 0.5 * (len(edges) - 1):
                frame, edges, within = wider, more, [*within, *waiting]
                waiting = []
    return frame


def _cells_of(line: Line, edges: Sequence[float]) -> list[Line]:
    """Return the cells that a line holds; a line with no more than word spaces at the edges is one."""
    pieces = cut_at_edges(line, edges)
    apart = all(b.box.x0 - a.box.x1 > _CELLS_APART * line.size for a, b in pairwise(pieces))
    return pieces if apart else [line]


def _is_prose(line: Line, frame: Box, edges: Sequence[float]) -> bool:
    """Tell whether a line is too wide for a cell: wider than its column and than most of the table's width."""
    column = column_of(line.box, edges)
    return line.box.width > max(0.4 * frame.width, edges[column + 1] - edges[column] + 1)


def _over_several(line: Line, row: Sequence[Line]) -> bool:
    """Tell whether a line of a header stands above the gap between two others."""
    below = sorted((o for o in row if o.baseline > line.baseline + 0.5 * line.size), key=lambda other: other.box.x0)
    middle = (line.box.x0 + line.box.x1) / 2
    return any(
        a.box.x0 <= middle <= b.box.x1 and line.box.x0 < b.box.x0 and line.box.x1 > a.box.x1 for a, b in pairwise(below)
    )


def _levels(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines by what overlaps vertically or nearly so, in the order given."""
    levels: list[list[Line]] = []
    for line in lines:
        extent = Box.around(other.box for other in levels[-1]) if levels else None
        shared = min(extent.bottom, line.box.bottom) - max(extent.top, line.box.top) if extent else 0.0
        if extent is not None and shared > -0.35 * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    return levels


def _same_width(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        for group in groups:
            first = group[0].box
            if abs(first.x0 - rule.box.x0) < _SAME_SIDE and abs(first.x1 - rule.box.x1) < _SAME_SIDE:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _strip_kind(strip: Box, lines: Sequence[Line], captions: Set[int]) -> str:
    """Tell what stands between two rules: ``nothing``, ``cells`` or ``prose``."""
    within = [line for line in lines if inside(line.box, strip, 0.5)]
    if not within:
        return "nothing"
    return "cells" if _tabular(within, strip, captions) else "prose"


def _fits(strip: Box, run: Sequence[Rule], lines: Sequence[Line], captions: Set[int]) -> bool:
    """Tell whether what stands between two rules keeps to the columns of the rows above: the rest of one long cell."""
    frame = Box.around(rule.box for rule in run)
    rows = [line for line in lines if inside(line.box, frame, 0.5)]
    edges = column_edges(rows, frame, ()) if rows else ()
    within = [line for line in lines if inside(line.box, strip, 0.5)]
    return len(edges) >= 4 and all(
        id(line) not in captions
        and not any(edge - 1 > piece.box.x0 and edge + 1 < piece.box.x1 for edge in edges[1:-1])
        for line in within
        for piece in cut_at_edges(line, edges)
    )


def _tabular(lines: Sequence[Line], frame: Box, captions: Set[int]) -> bool:
    if any(id(line) in captions for line in lines):
        return False
    edges = column_edges(lines, frame, ())
    columns = len(edges) - 1
    if columns < 2:
        return False
    if columns >= 4:
        return True
    pieces = [piece for line in lines for piece in cut_at_edges(line, edges)]
    full = 0
    for piece in pieces:
        column = column_of(piece.box, edges)
        width = edges[column + 1] - edges[column]
        full += piece.box.width > 0.8 * width and len(piece.glyphs) > 14
    # Lines of prose fill their column; a few cells of a table do too.
    return full < 0.5 * len(pieces)


def read_frame(
    page: Page, frame: Box, rules: Sequence[Rule], lines: Sequence[Line], before: PrintedTable | None = None
) -> PrintedTable | None:
    """Return the table inside a frame, ``None`` where there is none.

    ``before`` is the part of the same table on the page before: it gives the columns, and the header where that is not
    printed again.
    """
    within = [line for line in lines if inside(line.box, frame, 1.5)]
    if not within:
        return None
    edges = column_edges(within, frame, rules) if before is None else before.edges
    if len(edges) < 3:
        return None
    whole = whole_rules(rules)
    # Rules that leave the first columns out part rows of one merged cell.
    begin = (frame.x0 + edges[1]) / 2
    partial = [
        r.box.top for r in whole if r.box.x0 > begin and r.box.width > 0.5 * frame.width and r.box.x1 > frame.x1 - 5
    ]
    borders = [r.box.top for r in whole if r.box.width > 0.9 * frame.width and r.box.top not in partial]
    inner = [y for y in borders if frame.top + 3 < y < frame.bottom - 3]
    shaded = [edge.box.top for edge in shade_edges(page.shades) if inside(edge.box, frame, 1.5)]
    part = partial if len(inner) > 1 else []
    striped = bool(shaded) and len(inner) <= 1 and not part
    body_borders = sorted({round(y) for y in (*inner, *shaded, *part) if frame.top + 3 < y < frame.bottom - 3})
    bottom, bold = head_bottom(within, edges, rules, frame)
    if bottom is None:
        everything = grid(within, edges, body_borders, shaded=striped)
        head, body = parted_head(everything, edges) if striped else (everything.rows[:1], everything.rows[1:])
    else:
        above = [line for line in within if (line.box.top + line.box.bottom) / 2 <= bottom]
        below = [line for line in within if (line.box.top + line.box.bottom) / 2 > bottom]
        head = grid(above, edges, [y for y in body_borders if y < bottom]).rows
        body = grid(below, edges, [y for y in body_borders if y > bottom + 2], shaded=striped).rows
    columns = _headed(head, edges, rules_under_heads(rules, frame) if bottom is not None else [])
    header = tuple(header_texts(columns))
    if before is not None and not same_header(header, before.header):
        body, header, columns = (*head, *body), before.header, [[] for _ in before.header]
    if not body:
        return None
    cells = [
        PrintedCell(0, column, text, _regions(own))
        for column, (text, own) in enumerate(zip(header, columns, strict=True))
    ]
    room = Grid(tuple(edges), tuple(body))
    for number, row in enumerate(body, start=1):
        for column, pieces in enumerate(row):
            text = cell_text(pieces, room, column)
            cells.append(PrintedCell(number, column, text, _regions(pieces)))
    starts = tuple(
        number
        for number, row in enumerate(body, start=1)
        if part and number > 1 and any(_between(body[number - 2], row, border) for border in inner[1:])
    )
    return PrintedTable(page.number, frame, header, tuple(cells), len(body), tuple(edges), starts, bold)


def same_header(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two headers say the same in most columns, blanks and signs aside; rows of data never do."""

    def folded(text: str) -> str:
        return re.sub(r"\W", "", text).casefold()

    same = sum(folded(a) == folded(b) for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and same >= _SAME * len(one)


def _headed(head: Rows, edges: Sequence[float], rules: Sequence[Box]) -> list[list[Line]]:
    return header_columns([line for row in head for cell in row for line in cell], edges, rules)


def _between(above: Sequence[Sequence[Line]], below: Sequence[Sequence[Line]], y: float) -> bool:
    """Tell whether ``y`` lies between two rows, the merged first cells left out."""
    bottoms = [line.baseline for cell in above[1:] for line in cell]
    tops = [line.baseline for cell in below[1:] for line in cell]
    return bool(bottoms and tops) and max(bottoms) - 1 < y < min(tops)


def _regions(lines: Sequence[Line]) -> tuple[Region, ...]:
    return tuple(Region(line.page, Box.around(glyph.place for glyph in line.glyphs)) for line in lines)


def _overlap(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 5 and min(a.bottom, b.bottom) - max(a.top, b.top) > 5
