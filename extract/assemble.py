"""Pages become a document: running heads off, tables out, columns in order, paragraphs joined and named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.captions import attach_captions
from extract.figures import without_figure_text
from extract.layout import Column, columns_in_order, find_gutters, inside
from extract.lines import Line
from extract.margins import without_line_numbers
from extract.model import Box, Document, Source
from extract.overleaf import OpenTable, open_table, rest_overleaf
from extract.page import Page
from extract.paragraphs import body_style, paragraphs
from extract.running import without_running_heads
from extract.sections import name_blocks
from extract.tables import PrintedTable, find_tables


@dataclass(frozen=True, slots=True)
class PageLines:
    """One page as lines. The page itself has lost its glyphs: the lines hold them."""

    page: Page
    lines: tuple[Line, ...]


def assemble(source: Source, printed: Sequence[PageLines], warnings: tuple[str, ...]) -> Document:
    """Return the document that the pages hold; there is at least one page with text."""
    pages = [each.page for each in printed]
    lines = without_line_numbers(without_running_heads(pages, [each.lines for each in printed]))
    tables: list[PrintedTable] = []
    running: list[list[Line]] = []
    cells: list[Line] = []
    frames: list[list[Box]] = []
    before: OpenTable | None = None
    for page, page_lines in zip(pages, lines, strict=True):
        found = find_tables(page, page_lines)
        rest = rest_overleaf(before, page, page_lines, found) if before is not None else None
        found = [rest, *found] if rest is not None else found
        before = open_table(found, page_lines)
        tables += found
        frames.append([table.frame for table in found])
        cells += [line for line in page_lines if any(inside(line.box, frame, 1.5) for frame in frames[-1])]
        outside = [line for line in page_lines if not any(inside(line.box, frame, 1.5) for frame in frames[-1])]
        running.append(list(without_figure_text(page, outside, frames[-1])))
    gutters = [
        gutter
        for page_lines, floats in zip(running, frames, strict=True)
        if page_lines
        for gutter in find_gutters(page_lines, floats=floats)
    ]
    columns = [
        column
        for page_lines, floats in zip(running, frames, strict=True)
        for column in columns_in_order(page_lines, gutters, floats)
    ]
    if not columns:
        columns = [Column(tuple(line for page_lines in lines for line in page_lines), 0, 0, True)]
    body = body_style(columns)
    named = name_blocks(paragraphs(columns, body, cells), body)
    return attach_captions(source, named, tables, warnings, size=body.size)
