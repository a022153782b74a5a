"""Pages become a document: running heads off, tables out, columns in order, paragraphs joined and named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.captions import attach_captions
from extract.figures import without_figure_text
from extract.layout import Column, columns_in_order, find_gutters, inside
from extract.lines import Line
from extract.margins import without_line_numbers
from extract.model import Document, Source
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
    for page, page_lines in zip(pages, lines, strict=True):
        found = find_tables(page, page_lines)
        tables += found
        outside = [line for line in page_lines if not any(inside(line.box, t.frame, 1.5) for t in found)]
        running.append(list(without_figure_text(page, outside, [table.frame for table in found])))
    gutters = [gutter for page_lines in running if page_lines for gutter in find_gutters(page_lines)]
    columns = [column for page_lines in running for column in columns_in_order(page_lines, gutters)]
    if not columns:
        columns = [Column(tuple(line for page_lines in lines for line in page_lines), 0, 0, True)]
    body = body_style(columns)
    named = name_blocks(paragraphs(columns, body), body)
    return attach_captions(source, named, tables, warnings, size=body.size)
