"""The values that reading produces.

Units: lengths are points (1/72 inch) from the top left corner of the page as it is shown; pages count from 1;
offsets are half-open code-point offsets into the text they go with. All values are frozen: a stage makes new
ones, it never changes those it was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent in points."""
        return self.bottom - self.top

    def __reduce__(self) -> tuple[type[Box], tuple[float, float, float, float]]:
        """Go to another process as four numbers: a page has thousands of boxes, and this takes half the time."""
        return Box, (self.x0, self.top, self.x1, self.bottom)

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """Return the smallest box that holds all ``boxes``; raises ``ValueError`` when there is none."""
        given = list(boxes)
        return cls(
            min(box.x0 for box in given),
            min(box.top for box in given),
            max(box.x1 for box in given),
            max(box.bottom for box in given),
        )


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle together with the page it is on."""

    page: int
    box: Box


class BlockKind(StrEnum):
    """What part a block plays in the paper."""

    TITLE = "title"
    HEADING = "heading"
    ABSTRACT = "abstract"
    KEYWORDS = "keywords"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    REFERENCE = "reference"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like unit of the paper, in reading order.

    ``places`` holds one region per code point of ``text``, so that any span can be shown on its page. It is
    empty for documents that were not read from a PDF.
    """

    id: str
    kind: BlockKind
    text: str
    lang: str  # "zh" or "en", by the script that carries the sentence
    section: str | None = None  # the nearest heading above, as printed
    places: tuple[Region, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Refuse places that do not go with the text."""
        if self.places and len(self.places) != len(self.text):
            raise ValueError(f"block {self.id}: {len(self.places)} places for {len(self.text)} characters")

    def regions(self, start: int = 0, end: int | None = None) -> tuple[Region, ...]:
        """Return where ``text[start:end]`` stands: one region per printed line, in reading order."""
        return line_regions(self.places[start:end])


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. Row 0 is the header, data rows count from 1, columns from 0."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid. ``rows`` leaves the header out and repeats the text of merged cells."""

    id: str
    label: str  # as printed: "表1", "Table 1"; "" where the table has none
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[Cell, ...] = ()
    notes: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that are shorter or longer than the header."""
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.header):
                raise ValueError(f"table {self.id}: row {number} has {len(row)} cells, the header {len(self.header)}")

    def row_regions(self, row: int) -> tuple[Region, ...]:
        """Return where data row ``row`` (from 1) stands, cell by cell."""
        return tuple(
            region for cell in self.cells if cell.row <= row < cell.row + cell.rowspan for region in cell.regions
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the bibliography. Identifiers are given only where the paper prints them."""

    number: int
    text: str
    doi: str | None = None
    pmid: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from: its name without folders, its hash, its number of pages."""

    name: str
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class Title:
    """The paper's title in each language it is printed in."""

    zh: str | None = None
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper in reading order."""

    source: Source
    title: Title
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()
    warnings: tuple[str, ...] = ()


def line_regions(places: Sequence[Region]) -> tuple[Region, ...]:
    """Join the regions of neighbouring characters into one region per printed line.

    A new line begins where the page changes or where a character's vertical middle leaves the line so far,
    so that superscripts stay with their line.
    """
    lines: list[list[Region]] = []
    for page, group in groupby(places, key=lambda region: region.page):
        line: list[Region] = []
        for region in group:
            middle = (region.box.top + region.box.bottom) / 2
            if line:
                last = Box.around(place.box for place in line[-8:])
                if not (last.top - 1 <= middle <= last.bottom + 1) or region.box.x1 < line[0].box.x0 - 1:
                    lines.append(line)
                    line = []
            line.append(Region(page, region.box))
        if line:
            lines.append(line)
    return tuple(Region(line[0].page, Box.around(region.box for region in line)) for line in lines)
