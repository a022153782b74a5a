"""One self-contained HTML page about a mined paper: conflicts first, the rebuilt table with pictures of its evidence.

Nothing is loaded from elsewhere and nothing runs: the page's own policy forbids scripts. All text of the paper is
escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2

from corpus.conflicts import concerns, sides_of
from corpus.pages import PictureError, crop_png
from corpus.pipeline import MinedPaper
from extract.model import Block, Box, Region
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


@dataclass(frozen=True, slots=True)
class Place:
    """One piece of evidence: its words, its page, and a picture as a data address where there is one."""

    text: str
    page: int | None
    picture: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One record, its number in the list and whether prose and table disagree on it."""

    record: Record
    number: int
    disputed: bool
    places: tuple[Place, ...]


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

    def crop(self, regions: Iterable[Region]) -> str | None:
        """Return the picture of all regions on the first page they touch, as a data address."""
        placed = list(regions)
        if self._path is None or not placed or self._left <= 0:
            return None
        page = placed[0].page
        box = Box.around(region.box for region in placed if region.page == page)
        wider = Box(box.x0 - _MARGIN, box.top - _MARGIN, box.x1 + _MARGIN, box.bottom + _MARGIN)
        try:
            png = crop_png(self._path, page, wider, _SCALE, self._password)
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
    )
    return environment.get_template("report.html")


def _places(
    evidence: Iterable[Evidence], blocks: dict[str, Block], mined: MinedPaper, camera: _Camera
) -> Iterator[Place]:
    for item in evidence:
        page = item.regions[0].page if item.regions else None
        yield Place(_words(item, blocks, mined), page, camera.crop(item.regions))


def _words(item: Evidence, blocks: dict[str, Block], mined: MinedPaper) -> str:
    if isinstance(item, RowEvidence):
        table = next((table for table in mined.document.tables if table.id == item.table), None)
        cells = table.rows[item.row - 1] if table is not None and item.row <= len(table.rows) else ()
        return f"{table.label if table else item.table}, row {item.row}: {' | '.join(cells)}"
    block = blocks.get(item.block) if isinstance(item, ProseEvidence) else None
    return block.text[item.start : item.end].strip() if block is not None else ""


def _highlighted(blocks: Iterable[Block], mentions: Iterable[Mention]) -> Iterator[str]:
    """Yield each block with its names marked, as HTML by displaCy, which escapes the text."""
    from spacy import displacy

    by_block: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_block.setdefault(mention.block, []).append(mention)
    for block in blocks:
        if block.id in by_block:
            marked = {
                "text": block.text,
                "ents": [
                    {"start": m.start, "end": m.end, "label": m.type.value, "kb_id": m.normal}
                    for m in sorted(by_block[block.id], key=lambda mention: mention.start)
                ],
                "title": None,
            }
            yield displacy.render(marked, style="ent", manual=True, jupyter=False, options={"colors": _COLOURS})
