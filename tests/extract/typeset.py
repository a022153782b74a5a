"""Small papers in Typst's markup, for what a typesetter does by itself."""

from __future__ import annotations

from pathlib import Path

import typst

from extract.model import Document
from extract.read import read_document

PROSE = "The agent failed in most patients, and what made it fail was sought in the small molecules of the cells. "
HEADER = ("RNA", "Cell line", "Drug", "Effect", "Study")
ROWS = tuple(
    (f"miR-{20 + n}", ("A549/DDP", "H1299", "PC9")[n % 3], ("Cisplatin", "Gefitinib")[n % 2], "Promotes", f"[{n}]")
    for n in range(3, 13)
)


def read_typst(source: str, folder: Path) -> Document:
    """Set a source on small pages and read it."""
    path = folder / "paper.pdf"
    path.write_bytes(typst.compile(("#set page(width: 420pt, height: 560pt)\n" + source).encode()))
    return read_document(path)


def cells(*rows: tuple[str, ...]) -> str:
    """Return rows as the cells of a table in Typst's markup; brackets in them have to be balanced."""
    return "".join(f"[{text}], " for row in rows for text in row)
