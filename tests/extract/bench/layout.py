"""How a test paper is set: one value a layout."""

from __future__ import annotations

from dataclasses import dataclass

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Layout:
    """A way of setting one of the test papers. ``paper`` is the name of its text; sizes in points."""

    name: str
    typesetter: str  # weasyprint, chromium, typst, reportlab, latex or office
    paper: str
    columns: int = 2
    table: str = "three-line"  # three-line, hairline, boxed, shaded, bare; in HTML also band, stripes, rows
    wide: bool = True  # the tables over all columns
    caption: str = "above"
    citations: str = "plain"  # plain, raised ("[1]" above the line), bare (raised without brackets)
    indent: bool = True  # an indented first line, or space between paragraphs
    justify: bool = True
    sans: bool = False
    size: float = 9.5
    centred: bool = False  # the cells
    running: bool = True  # head and page number on every page
    landscape: bool = False
    page: str = "A4"
    notes: bool = False
    narrow: bool = False  # four of the table's columns, in one column of the page
    long: bool = False  # the table's rows three times over, so that it breaks over pages
    repeat: bool = True  # the header again on every page
    grouped: bool = False  # the first column merged over equal neighbours
    continued: str = ""  # what stands above the part on the next page
    # Any of: odd-even (heads of left and right pages differ), first-footer, footnotes, line-numbers, watermark,
    # figure (drawn, with labels), rotated (the first table sideways on a page of its own), run-in (headings),
    # ruled-head (a rule under the running head), hanging (references), floats-below, top (cells begin at one height),
    # numbered (references as "1.").
    extras: frozenset[str] = NOTHING

    @property
    def chinese(self) -> bool:
        """Whether the paper is in Chinese."""
        return self.paper.endswith("zh")
