"""The rest of a table at the head of the next page: rows under no caption and between no two rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.columns import column_edges, column_of, cut_at_edges
from extract.layout import inside
from extract.lines import Line
from extract.model import Box
from extract.page import Page
from extract.tables import CAPTION, PrintedTable, read_frame

_FARTHEST = 3.2  # of the size: the widest gap between two rows
_COLUMNS = 3  # fewer may be the columns of a page
_FULL = 0.8  # of a column's width: a longer line may be prose
_PROSE = 14  # glyphs
_WIDE = 0.4  # of the table's width: a line that long is prose where it does not keep to its column


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table with nothing below it on its page, and the lines that it holds."""

    table: PrintedTable
    lines: tuple[Line, ...]


def open_table(tables: Sequence[PrintedTable], lines: Sequence[Line]) -> OpenTable | None:
    """Return the table that ends a page, so that it may go on overleaf."""
    last = max(tables, key=lambda table: table.frame.bottom, default=None)
    if last is None or len(last.header) < _COLUMNS or any(line.baseline > last.frame.bottom + 1 for line in lines):
        return None
    return OpenTable(last, tuple(line for line in lines if inside(line.box, last.frame, 1.5)))


def rest_overleaf(
    before: OpenTable, page: Page, lines: Sequence[Line], found: Sequence[PrintedTable]
) -> PrintedTable | None:
    """Return the rows at the head of a page that stand in the columns of the table that ended the page before."""
    table = before.table
    kept: list[Line] = []
    edges: Sequence[float] = table.edges
    for line in sorted(lines, key=lambda line: line.baseline):
        last = max((other.box.bottom for other in kept), default=line.box.top)
        taken = any(other.frame.top < line.baseline < other.frame.bottom for other in found)
        if taken or CAPTION.match(line.text) or line.box.top - last > _FARTHEST * line.size:
            break
        frame = Box.around((table.frame, *(other.box for other in (*kept, line))))
        wider = column_edges([*before.lines, *kept, line], frame, ())
        if len(wider) != len(table.edges) or _is_prose(line, frame, wider):
            # What stands on the level of the first line that is no row is none either.
            kept = [other for other in kept if other.baseline < line.baseline - 0.5 * line.size]
            break
        kept.append(line)
        edges = wider
    if not _is_rows(kept, edges):
        return None
    text = Box.around(line.box for line in kept)
    frame = Box(min(table.frame.x0, text.x0), text.top, max(table.frame.x1, text.x1), text.bottom)
    rules = [rule for rule in page.rules if frame.top - 3 <= rule.box.top <= frame.bottom + 3]
    return read_frame(page, frame, rules, lines, replace(table, edges=tuple(edges)))


def _is_prose(line: Line, frame: Box, edges: Sequence[float]) -> bool:
    for piece in cut_at_edges(line, edges):
        column = column_of(piece.box, edges)
        if piece.box.width > max(_WIDE * frame.width, edges[column + 1] - edges[column] + 1):
            return True
    return False


def _is_rows(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Tell whether lines stand beside each other in columns without filling them, as prose does."""
    pieces = [piece for line in lines for piece in cut_at_edges(line, edges)]
    columns = [column_of(piece.box, edges) for piece in pieces]
    full = sum(
        piece.box.width > _FULL * (edges[column + 1] - edges[column]) and len(piece.glyphs) > _PROSE
        for piece, column in zip(pieces, columns, strict=True)
    )
    return len(set(columns)) >= _COLUMNS and full < 0.5 * len(pieces)
