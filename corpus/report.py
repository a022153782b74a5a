"""One self-contained HTML page about a mined paper: conflicts first, the rebuilt table with pictures of its evidence.

Nothing is loaded from elsewhere and nothing runs: the page's own policy forbids scripts. All text of the paper is
escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import jinja2

from corpus.conflicts import concerns, sides_of
from corpus.pages import PictureError, crop_png
from corpus.pipeline import MinedPaper
from corpus.untrusted import for_terminal
from extract.model import Block, BlockKind, Box, Region
from nlp.model import Conflict, Evidence, Mention, ProseEvidence, Record, RowEvidence

_MARGIN = 3.0  # points around a crop
_SCALE = 1.6  # pixels a point
_BUDGET = 24_000_000  # bytes of pictures in one page
_COLOURS = {
    "NCRNA": "#ffd7a8",
    "DRUG": "#c9e4ff",
    "GENE": "#d5f0cf",
    "CELL": "#e6dcff",
    "PATHWAY": "#fff1a8",
    "PROCESS": "#d9f2ef",
    "DISEASE": "#ffd9e1",
}
# displaCy's mark without its label in every place: the colours are explained once.
_ENTITY = '<mark class="entity" style="background: {bg}" title="{told}">{text}{normal}</mark>'


@dataclass(frozen=True, slots=True)
class Place:
    """One piece of evidence: its words, its page, and pictures as data addresses: one for each column it stands in.

    ``wide`` is set for a row of a table, which takes the width of the page.
    """

    text: str
    page: int | None
    pictures: tuple[str, ...]
    wide: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One record, its number in the list and whether prose and table disagree on it."""

    record: Record
    number: int
    disputed: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A block of the paper as HTML with its names marked; ``lang`` is zh or en."""

    heading: bool
    lang: str
    html: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """One conflict, who says its two readings, and both its places."""

    conflict: Conflict
    sides: tuple[str, str]
    places: tuple[Place, ...]


class _Camera:
    """Takes pictures of the paper until the budget is used up; without a file it takes none."""

    def __init__(self, path: Path | None, password: str | None) -> None:
        self._path = path
        self._password = password
        self._left = _BUDGET
        self.refused: str | None = None

    def crop(self, region: Region) -> str | None:
        """Return the picture of a region, as a data address."""
        if self._path is None:
            return None
        if self._left <= 0:
            self.refused = f"pictures are left out from here on: they take more than {_BUDGET // 1_000_000} MB"
            return None
        box = region.box
        wider = Box(box.x0 - _MARGIN, box.top - _MARGIN, box.x1 + _MARGIN, box.bottom + _MARGIN)
        try:
            png = crop_png(self._path, region.page, wider, _SCALE, self._password)
        except PictureError as error:
            self.refused = str(error)
            return None
        self._left -= len(png)
        return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def report_html(mined: MinedPaper, path: Path | None, *, password: str | None = None) -> str:
    """Return the report of one paper as HTML.

    ``path`` is the PDF that the pictures are taken from; ``None`` for a paper that was read from text. Pictures are
    left out when the file cannot be drawn or when they would make the page larger than about 30 MB; it says so.
    """
    camera = _Camera(path, password)
    document, findings = mined.document, mined.findings
    blocks = {block.id: block for block in document.blocks}
    disputes = [
        Dispute(conflict, sides_of(document, conflict), tuple(_places(conflict.evidence, blocks, mined, camera)))
        for conflict in findings.conflicts
    ]
    rows = [
        Row(
            record,
            number,
            any(concerns(conflict, record) for conflict in findings.conflicts),
            tuple(_places(record.evidence, blocks, mined, camera)),
        )
        for number, record in enumerate(findings.records, start=1)
    ]
    return _template().render(
        document=document,
        findings=findings,
        disputes=disputes,
        rows=rows,
        texts=list(_highlighted(document.blocks, findings.mentions)),
        colours=_COLOURS,
        warnings=[*document.warnings, *findings.reports, *([camera.refused] if camera.refused else [])],
        blocks=blocks,
    )


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("corpus", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        # Marks that reorder what is shown must not make a paper's text read as something else.
        finalize=lambda value: for_terminal(value) if type(value) is str else value,
    )
    return environment.get_template("report.html")


def _places(
    evidence: Iterable[Evidence], blocks: dict[str, Block], mined: MinedPaper, camera: _Camera
) -> Iterator[Place]:
    for item in evidence:
        page = item.regions[0].page if item.regions else None
        wide = isinstance(item, RowEvidence)
        pictures = [camera.crop(part) for part in parts_of(item.regions, across=wide)]
        shown = tuple(picture for picture in pictures if picture is not None)
        yield Place(_words(item, blocks, mined), page, shown, wide)


def parts_of(regions: Iterable[Region], *, across: bool) -> tuple[Region, ...]:
    """Join the lines of a piece of evidence that stand below each other; each column and page is a part of its own.

    With ``across``, what stands beside each other is joined too: the cells of a row.
    """
    parts: list[Region] = []
    for region in regions:
        last = parts[-1] if parts else None
        if last is not None and _adjoin(last, region, across=across):
            parts[-1] = Region(last.page, Box.around((last.box, region.box)))
        else:
            parts.append(region)
    return tuple(parts)


def _adjoin(one: Region, other: Region, *, across: bool) -> bool:
    a, b = one.box, other.box
    room = 1.5 * (b.bottom - b.top)
    beside = across or (a.x0 < b.x1 and b.x0 < a.x1)
    return one.page == other.page and beside and b.top - room < a.bottom and a.top - room < b.bottom


def _words(item: Evidence, blocks: dict[str, Block], mined: MinedPaper) -> str:
    if isinstance(item, RowEvidence):
        table = next((table for table in mined.document.tables if table.id == item.table), None)
        cells = table.rows[item.row - 1] if table is not None and item.row <= len(table.rows) else ()
        return f"{table.label if table else item.table}, row {item.row}: {' | '.join(cells)}"
    block = blocks.get(item.block) if isinstance(item, ProseEvidence) else None
    return block.text[item.start : item.end].strip() if block is not None else ""


def _highlighted(blocks: Iterable[Block], mentions: Iterable[Mention]) -> Iterator[Text]:
    """Yield headings and each block that holds a name, the names marked, as HTML by displaCy."""
    from spacy import displacy

    by_block: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_block.setdefault(mention.block, []).append(mention)
    options = {"colors": _COLOURS, "template": _ENTITY}
    for block in blocks:
        heading = block.kind in (BlockKind.HEADING, BlockKind.TITLE)
        if not heading and block.id not in by_block:
            continue
        marked = {
            "text": for_terminal(block.text),
            "ents": [
                {"start": m.start, "end": m.end, "label": m.type.value, "params": _shown(m)}
                for m in sorted(by_block.get(block.id, ()), key=lambda mention: mention.start)
            ],
            "title": None,
        }
        html = displacy.render(marked, style="ent", manual=True, jupyter=False, options=options)
        yield Text(heading, block.lang, html)


def _shown(mention: Mention) -> dict[str, str]:
    """Return what stands at a name: its normal form where it is written otherwise, and all of it for the pointer.

    displaCy escapes the text of the paper but none of this.
    """
    normal = for_terminal(mention.normal)
    differs = normal.casefold() != mention.surface.casefold()
    told = f"{mention.type.value}: {normal}" + (f" ({mention.id})" if mention.id else "")
    return {"normal": f" <small>{escape(normal)}</small>" if differs else "", "told": escape(told)}
