"""Test papers through reportlab: frames, with the tables over all columns at the head of a page of their own."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from extract.model import Document
from tests.extract.bench.layout import Layout
from tests.extract.bench.parts import Part, head_rows, parts, runs, spans, widths

_MARGIN = 18 * mm
_GUTTER = 7 * mm
_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


class MissingFontError(Exception):
    """A font is not on this machine."""


def write_paper(document: Document, layout: Layout, path: Path) -> None:
    """Write the whole paper as a PDF."""
    page = landscape(A4) if layout.landscape else A4
    styles = _Styles(layout)
    pieces = list(parts(document))
    front = [styles.paragraph(part) for part in pieces if part.kind in ("title", "front")]
    full = page[0] - 2 * _MARGIN
    floats = [
        _float(part, layout, styles, full)
        for part in pieces
        if part.kind == "table" and _is_wide(part, layout) and not layout.long
    ]
    templates = [
        _template("first", front, page, layout),
        _template("second", [flowable for block in floats for flowable in block], page, layout),
        _template("rest", [], page, layout),
    ]
    story: list[Flowable] = [NextPageTemplate(["second", "rest"])]
    broken = False
    column = (full - (layout.columns - 1) * _GUTTER) / layout.columns
    for part in pieces:
        if part.kind in ("title", "front"):
            continue
        if part.kind == "figure":
            story.append(KeepTogether([_Drawing(), *styles.captions(part), Spacer(1, 8)]))
        elif part.kind == "table":
            if layout.long or not _is_wide(part, layout):
                story += _float(part, layout, styles, column)
        else:
            if floats and part.kind == "reference" and story and not broken:
                # The page that has the tables at its head has to come.
                story.append(PageBreak())
                broken = True
            story.append(styles.paragraph(part))
    document_template = BaseDocTemplate(str(path), pagesize=page, pageTemplates=templates)
    document_template.build(story)


def _is_wide(part: Part, layout: Layout) -> bool:
    return layout.wide and layout.columns > 1 and part.wide


def _template(name: str, head: list[Flowable], page: tuple[float, float], layout: Layout) -> PageTemplate:
    """Return a page with ``head`` over all columns and the columns below it."""
    full = page[0] - 2 * _MARGIN
    heights = [flowable.wrap(full, page[1])[1] + flowable.getSpaceAfter() for flowable in head]
    top = page[1] - _MARGIN - 4 * mm
    below = top - sum(heights) - (6 * mm if head else 0)
    width = (full - (layout.columns - 1) * _GUTTER) / layout.columns
    frames = [
        Frame(_MARGIN + i * (width + _GUTTER), _MARGIN, width, below - _MARGIN, 0, 0, 0, 0, id=f"{name}-{i}")
        for i in range(layout.columns)
    ]

    def draw(canvas: Any, _document: Any) -> None:
        y = top
        for flowable, height in zip(head, heights, strict=True):
            flowable.wrapOn(canvas, full, page[1])
            flowable.drawOn(canvas, _MARGIN, y - height + flowable.getSpaceAfter())
            y -= height
        if layout.running:
            _running(canvas, page, layout)

    return PageTemplate(id=name, frames=frames, onPage=draw)


def _running(canvas: Any, page: tuple[float, float], layout: Layout) -> None:
    number = canvas.getPageNumber()
    canvas.saveState()
    if "watermark" in layout.extras:
        canvas.setFillGray(0.85)
        canvas.setFont("Helvetica-Bold", 60)
        canvas.translate(page[0] / 2, page[1] / 2)
        canvas.rotate(45)
        canvas.drawCentredString(0, 0, "PREPRINT COPY")
        canvas.restoreState()
        canvas.saveState()
    canvas.setFont("Helvetica", 7.5)
    y = page[1] - 12 * mm
    if "odd-even" in layout.extras and number % 2 == 0:
        canvas.drawString(_MARGIN, y, f"{number}   T. Abara et al.")
    elif "odd-even" in layout.extras:
        canvas.drawRightString(page[0] - _MARGIN, y, f"Archives of Response 12 (2024)   {number}")
    else:
        canvas.drawCentredString(page[0] / 2, y, "Archives of Response 12 (2024)")
        canvas.drawCentredString(page[0] / 2, 9 * mm, str(number))
    if "ruled-head" in layout.extras:
        canvas.line(_MARGIN, y - 3, page[0] - _MARGIN, y - 3)
    if "first-footer" in layout.extras and number == 1:
        canvas.drawString(_MARGIN, 13 * mm, "Received 3 May 2024; accepted 9 June 2024. doi: 10.1000/response.2024.117")
    canvas.restoreState()


class _Drawing(Flowable):
    """A figure with labels in it."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room it takes."""
        self.width = width
        return width, 112

    def draw(self) -> None:
        """Draw it."""
        c = self.canv
        c.setFont("Helvetica", 7)
        for x, y, text in ((10, 70, "Donor cell"), (125, 70, "Recipient cell")):
            c.rect(x, y, 65, 28)
            c.drawString(x + 8, y + 12, text)
        c.line(75, 84, 125, 84)
        c.drawString(85, 88, "vesicle")
        c.circle(40, 30, 18)
        c.drawCentredString(40, 28, "miRNA")
        c.drawString(120, 36, "drug efflux")
        c.drawString(90, 12, "apoptosis")


class _Styles:
    """The paragraph styles of a layout."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.family, self.bold = _fonts(layout)
        wrap = {"wordWrap": "CJK"} if layout.chinese else {}
        size = layout.size

        def style(name: str, points: float, **more: Any) -> ParagraphStyle:
            return ParagraphStyle(name, fontName=self.family, fontSize=points, leading=1.35 * points, **wrap, **more)

        align = TA_JUSTIFY if layout.justify else TA_LEFT
        hang = {"leftIndent": 14, "firstLineIndent": -14} if "hanging" in layout.extras else {}
        indent = {"firstLineIndent": 2 * size} if layout.indent else {"spaceAfter": 0.6 * size}
        self.styles = {
            "title": style("title", 15, alignment=TA_CENTER, spaceAfter=8),
            "front": style("front", size - 0.5, alignment=align, spaceAfter=5),
            "heading": style("heading", size + 1, spaceBefore=8, spaceAfter=4, keepWithNext=True),
            "paragraph": style("paragraph", size, alignment=align, **indent),
            "reference": style("reference", size - 1.5, **hang),
            "caption": style("caption", size - 1, alignment=TA_CENTER, spaceAfter=3),
            "note": style("note", size - 2, spaceAfter=6),
        }
        self.cell = style("cell", size - 2.5, alignment=TA_CENTER if layout.centred else TA_LEFT)

    def paragraph(self, part: Part) -> Paragraph:
        """Return a paragraph of text."""
        text = part.texts[0]
        citations = "plain" if part.kind == "reference" else self.layout.citations
        marked = _marked(text, citations)
        if part.kind in ("title", "heading"):
            marked = f'<font name="{self.bold}">{marked}</font>'
        elif part.kind == "front":
            label = re.match(r"[^:：]{1,12}[:：]", text)
            head = label.group() if label else ""
            marked = f'<font name="{self.bold}">{_marked(head)}</font>{_marked(text[len(head) :], citations)}'
        return Paragraph(marked, self.styles[part.kind])

    def captions(self, part: Part) -> list[Flowable]:
        """Return the captions of a float."""
        return [Paragraph(_marked(text), self.styles["caption"]) for text in part.texts]


def _float(part: Part, layout: Layout, styles: _Styles, width: float) -> list[Flowable]:
    table = part.table
    assert table is not None
    heads = head_rows(table.header)
    cell, bold = styles.cell, lambda text: f'<font name="{styles.bold}">{_marked(text)}</font>'
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP" if "top" in layout.extras else "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    grid: list[list[Any]] = [[""] * len(table.header) for _ in heads]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(heads):
        column = 0
        for head in row:
            while (number, column) in taken:
                column += 1
            grid[number][column] = Paragraph(bold(head.text), cell)
            end = (column + head.columns - 1, number + head.rows - 1)
            if end != (column, number):
                commands.append(("SPAN", (column, number), end))
                taken |= {(r, c) for r in range(number, end[1] + 1) for c in range(column, end[0] + 1)}
            if head.columns > 1:
                commands.append(("LINEBELOW", (column, number), (end[0], number), 0.4, colors.black))
            column += head.columns
    first = len(heads)
    for number, texts in enumerate(table.rows):
        span = spans(table, number, layout.grouped)
        cells: list[Any] = [[Paragraph(_marked(item), cell) for item in text.split("; ")] for text in texts]
        if span == 0:
            cells[0] = ""
        elif span > 1:
            commands.append(("SPAN", (0, first + number), (0, first + number + span - 1)))
        grid.append(cells)
    commands += _look(layout, first, len(grid), [spans(table, n, layout.grouped) for n in range(len(table.rows))])
    printed = Table(
        grid,
        colWidths=[share * width for share in widths(table)],
        style=commands,
        repeatRows=first if layout.repeat else 0,
        spaceBefore=3,
        spaceAfter=3,
    )
    note = [Paragraph(_marked(part.note), styles.styles["note"])] if part.note else []
    captions = styles.captions(part)
    return [*captions, printed, *note] if layout.caption == "above" else [printed, *note, *captions]


def _look(layout: Layout, first: int, count: int, groups: list[int]) -> Iterator[tuple[Any, ...]]:
    last = count - 1
    if layout.table in ("three-line", "hairline"):
        yield ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)
        yield ("LINEBELOW", (0, first - 1), (-1, first - 1), 0.5, colors.black)
        yield ("LINEBELOW", (0, last), (-1, last), 1, colors.black)
    if layout.table == "hairline":
        for row in range(first + 1, count):
            yield ("LINEABOVE", (0 if groups[row - first] else 1, row), (-1, row), 0.25, colors.grey)
    if layout.table == "boxed":
        yield ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    if layout.table == "shaded":
        for row in range(first, count, 2):
            yield ("BACKGROUND", (0, row), (-1, row), colors.Color(0.9, 0.93, 0.97))


def _fonts(layout: Layout) -> tuple[str, str]:
    """Return the names of the body's and the bold font."""
    if layout.chinese:
        # Set without a font in the file and without ToUnicode, as old Chinese programs do.
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        return "STSong-Light", "STSong-Light"
    names = ("DejaVuSans", "DejaVuSans-Bold") if layout.sans else ("DejaVuSerif", "DejaVuSerif-Bold")
    for name in names:
        if not (_DEJAVU / f"{name}.ttf").is_file():
            raise MissingFontError("the fonts of Debian's fonts-dejavu-core are not installed")
        pdfmetrics.registerFont(TTFont(name, str(_DEJAVU / f"{name}.ttf")))
    return names


def _marked(text: str, citations: str = "plain") -> str:
    wrapped: dict[str, Callable[[str], str]] = {
        "": lambda inner: inner,
        "sub": lambda inner: f"<sub>{inner}</sub>",
        "sup": lambda inner: f"<super>{inner}</super>",
    }
    return "".join(wrapped[style](html.escape(stretch)) for stretch, style in runs(text, citations))
