"""Other tools that read text and tables from PDFs, each called as its documentation shows first."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True)
class Pages:
    """What a tool reads: the text in its order (``None`` where it reads tables only), tables as rows of cells."""

    text: str | None
    tables: list[list[list[str]]]


@dataclass(frozen=True)
class Tool:
    """A tool: its name in the table, the module that has to be installed, and how it reads."""

    name: str
    module: str
    read: Callable[[Path], Pages]

    @property
    def installed(self) -> bool:
        """Whether the tool is here."""
        return importlib.util.find_spec(self.module) is not None


def _tabularna(path: Path) -> Pages:
    from extract.read import read_document

    document = read_document(path)
    tables = [[list(table.header), *(list(row) for row in table.rows)] for table in document.tables]
    return Pages("\n".join(block.text for block in document.blocks), tables)


def _pdfplumber(settings: Mapping[str, str]) -> Callable[[Path], Pages]:
    def read(path: Path) -> Pages:
        import pdfplumber

        texts: list[str] = []
        tables: list[list[list[str]]] = []
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                texts.append(page.extract_text() or "")
                tables += [_cells(table) for table in page.extract_tables(dict(settings))]
                page.close()
        return Pages("\n".join(texts), tables)

    return read


def _camelot(flavor: str) -> Callable[[Path], Pages]:
    def read(path: Path) -> Pages:
        import camelot

        found = camelot.read_pdf(str(path), pages="all", flavor=flavor)
        tables = [_cells(table.df.values.tolist()) for table in found]
        return Pages(None, tables)

    return read


def _pymupdf(path: Path) -> Pages:
    import pymupdf

    with pymupdf.open(path) as pdf:
        texts = [page.get_text() for page in pdf]
        tables = [_cells(table.extract()) for page in pdf for table in page.find_tables().tables]
        return Pages("\n".join(texts), tables)


def _cells(rows: list[list[str | None]]) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in rows]


_BY_TEXT = MappingProxyType({"vertical_strategy": "text", "horizontal_strategy": "text"})
TOOLS = (
    Tool("tabularna", "extract", _tabularna),
    Tool("pdfplumber lines", "pdfplumber", _pdfplumber(MappingProxyType({}))),
    Tool("pdfplumber text", "pdfplumber", _pdfplumber(_BY_TEXT)),
    Tool("camelot stream", "camelot", _camelot("stream")),
    Tool("camelot network", "camelot", _camelot("network")),
    Tool("camelot hybrid", "camelot", _camelot("hybrid")),
    Tool("PyMuPDF", "pymupdf", _pymupdf),
)
