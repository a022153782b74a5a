"""PDF files through pdfplumber, the one place that knows it: each page is parsed once and let go."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extract.assemble import assemble
from extract.errors import EncryptedError, LimitError, NotAPdfError, NoTextError, ReadError
from extract.glyphs import clean
from extract.model import Box, Document, Source
from extract.options import ReadOptions
from extract.page import Glyph, Page, Rule

# What pdfminer and its codecs raise on damaged objects. It has no common base for them.
_DAMAGE = (
    PDFException,
    PSException,
    PdfminerException,
    MalformedPDFException,
    AssertionError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    EOFError,
    OSError,
)
_THICKEST_RULE = 2.5  # points; anything thicker is a shade


def read_pdf(path: Path, *, options: ReadOptions = ReadOptions()) -> Document:
    """Read a PDF into a document in true reading order.

    A page that is damaged becomes a warning that names it; the other pages are read. Raises
    :class:`~extract.errors.ReadError` (see its subclasses) when nothing can be read.
    """
    size = path.stat().st_size
    if size > options.megabytes * 1_000_000:
        raise LimitError(path.name, f"the file has {size / 1e6:.0f} MB, the limit is {options.megabytes} MB")
    data = path.read_bytes()
    if b"%PDF-" not in data[:1024]:
        raise NotAPdfError(path.name, "the file is empty" if not data else "it does not begin as a PDF does")
    warnings: list[str] = []
    pages = list(_pages(path, options, warnings))
    source = Source(path.name, hashlib.sha256(data).hexdigest(), len(pages))
    if not any(page.glyphs for page in pages):
        reason = warnings[0] if warnings else "no page has a text layer (a scan?)"
        raise NoTextError(path.name, reason)
    return assemble(source, pages, tuple(warnings))


def _pages(path: Path, options: ReadOptions, warnings: list[str]) -> Iterator[Page]:
    """Yield each page, an empty one in place of a damaged one."""
    deadline = time.monotonic() + options.seconds
    unmapped = 0
    with _opened(path, options) as pdf:
        for number, parsed in enumerate(_page_objects(pdf, path, warnings), start=1):
            if number > options.max_pages:
                warnings.append(f"only the first {options.max_pages} pages were read")
                return
            if time.monotonic() > deadline:
                raise LimitError(path.name, f"reading took longer than {options.seconds:g} s", number)
            try:
                page = PlumberPage(pdf, parsed, page_number=number, initial_doctop=0)
                width, height = float(page.width), float(page.height)
                glyphs = _glyphs(page, path, number, options)
                rules, shades, pictures = _drawings(page)
                page.close()
            except ReadError:
                raise
            except _DAMAGE as error:
                warnings.append(f"page {number} is damaged and was left out ({_told(error)})")
                yield Page(number, 0.0, 0.0, (), ())
                continue
            mapped = [glyph for glyph in glyphs if not glyph.text.startswith("(cid:")]
            unmapped += len(glyphs) - len(mapped)
            yield clean(Page(number, width, height, tuple(mapped), rules, shades, pictures))
    if unmapped:
        warnings.append(f"{unmapped} characters have no Unicode value (fonts without ToUnicode) and were left out")


@contextmanager
def _opened(path: Path, options: ReadOptions) -> Iterator[PDF]:
    try:
        pdf = pdfplumber.open(path, password=options.password or "", unicode_norm=None)
    except _DAMAGE as error:
        raise _refusal(path, error, options) from error
    try:
        yield pdf
    finally:
        pdf.stream.close()


def _page_objects(pdf: PDF, path: Path, warnings: list[str]) -> Iterator[PDFPage]:
    """Yield the pages of the page tree as far as it can be followed."""
    number = 0
    try:
        for page in PDFPage.create_pages(pdf.doc):
            number += 1
            yield page
    except _DAMAGE as error:
        warnings.append(f"the page tree is damaged after page {number} ({_told(error)})")
    if not number:
        raise NotAPdfError(path.name, "it has no pages, or its page tree is damaged")


def _told(error: BaseException) -> str:
    """Return an error in one line; what it quotes of the file may be long and is cut."""
    line = " ".join(f"{type(error).__name__}: {error}".split())
    return line if len(line) <= 160 else line[:157] + "…"


def _refusal(path: Path, error: Exception, options: ReadOptions) -> ReadError:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        wrong = "the password is wrong" if options.password else "it is encrypted and needs a password"
        return EncryptedError(path.name, wrong)
    if isinstance(cause, PDFTextExtractionNotAllowed):
        return EncryptedError(path.name, "its owner does not allow text extraction")
    return NotAPdfError(path.name, f"it is damaged beyond repair ({_told(cause)})")


def _glyphs(page: Any, path: Path, number: int, options: ReadOptions) -> list[Glyph]:
    chars: list[Mapping[str, Any]] = page.chars
    if len(chars) > options.characters_per_page:
        raise LimitError(
            path.name,
            f"it has {len(chars)} characters, the limit is {options.characters_per_page}",
            number,
        )
    left, top, right, bottom = page.bbox
    glyphs = []
    for char in chars:
        box = Box(char["x0"] - left, char["top"] - top, char["x1"] - left, char["bottom"] - top)
        outside = box.x1 <= 0 or box.bottom <= 0 or box.x0 >= right - left or box.top >= bottom - top
        if outside or _invisible(char):
            continue
        rise = char["matrix"][5] - char["y0"] if char["upright"] else 0.0
        glyphs.append(
            Glyph(
                text=char["text"],
                box=box,
                baseline=box.bottom - rise,
                size=float(char["size"]),
                font=str(char["fontname"]),
                upright=bool(char["upright"]),
            )
        )
    return glyphs


def _invisible(char: Mapping[str, Any]) -> bool:
    """Tell whether a character is too small to see, or white."""
    if char["size"] < 1.5:
        return True
    colour = char.get("non_stroking_color")
    if not isinstance(colour, tuple | list) or not all(isinstance(part, int | float) for part in colour):
        return False
    if len(colour) == 4:
        return all(part <= 0.02 for part in colour)
    return bool(colour) and all(part >= 0.98 for part in colour)


def _drawings(page: Any) -> tuple[tuple[Rule, ...], tuple[Box, ...], tuple[Box, ...]]:
    left, top = page.bbox[:2]
    rules: list[Rule] = []
    shades: list[Box] = []
    pictures: list[Box] = []
    drawn = (("line", page.lines), ("rect", page.rects), ("curve", page.curves), ("image", page.images))
    for kind, items in drawn:
        for item in items:
            box = Box(item["x0"] - left, item["top"] - top, item["x1"] - left, item["bottom"] - top)
            if kind in ("line", "rect") and min(box.width, box.height) <= _THICKEST_RULE:
                rules.append(Rule(box))
            elif kind == "rect":
                shades.append(box)
                rules += _edges(box) if item.get("stroke") and not item.get("fill") else []
            else:
                pictures.append(box)
    return tuple(rules), tuple(shades), tuple(pictures)


def _edges(box: Box) -> list[Rule]:
    return [
        Rule(Box(box.x0, box.top, box.x1, box.top)),
        Rule(Box(box.x0, box.bottom, box.x1, box.bottom)),
        Rule(Box(box.x0, box.top, box.x0, box.bottom)),
        Rule(Box(box.x1, box.top, box.x1, box.bottom)),
    ]
