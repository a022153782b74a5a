"""PDF files through pdfplumber, the one place that knows it: each page is parsed once and let go."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import dict_value, resolve1
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extract.assemble import PageLines, assemble
from extract.damage import DAMAGE, told
from extract.device import BoundedInterpreter, PageDevice, PageLimitError
from extract.errors import EncryptedError, LimitError, NotAPdfError, NoTextError, ReadError
from extract.fonts import Fonts
from extract.glyphs import clean
from extract.limits import TimeLimitError, time_limit
from extract.lines import segments
from extract.model import Document, Source
from extract.options import ReadOptions
from extract.page import Page
from extract.repair import repaired
from extract.streams import circular_object, oversized_stream, restore_damaged

_DAMAGE = (*DAMAGE, PdfminerException, MalformedPDFException)
_MEGABYTE = 1_000_000
_PAGES_A_TASK = 16  # of a worker process: enough to make up for opening the file again
_MOSTLY = 0.5  # of a paper's characters


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of one page: its lines, what is to be said about it, and how many characters have no Unicode value."""

    page: PageLines
    warnings: tuple[str, ...] = ()
    unmapped: int = 0


def read_pdf(path: Path, *, options: ReadOptions = ReadOptions()) -> Document:
    """Read a PDF into a document in true reading order.

    A page that is damaged becomes a warning that names it; the other pages are read. Raises
    :class:`~extract.errors.ReadError` (see its subclasses) when nothing can be read, or past a limit.
    """
    try:
        with time_limit(options.seconds) as deadline:
            data = _bytes(path, options)
            readings, warnings = _readings(data, path.name, options, deadline)
            source = Source(path.name, hashlib.sha256(data).hexdigest(), len(readings))
            warnings += _said_once(readings)
            _require_text(path.name, readings, warnings)
            return assemble(source, [reading.page for reading in readings], tuple(warnings))
    except MemoryError as error:
        raise LimitError(path.name, "reading it needs more memory than this process may have") from error
    except TimeLimitError as error:
        raise LimitError(path.name, f"reading took longer than {options.seconds:g} s") from error


def _bytes(path: Path, options: ReadOptions) -> bytes:
    try:
        size = path.stat().st_size
        if size > options.megabytes * _MEGABYTE:
            raise LimitError(path.name, f"the file has {size / 1e6:.0f} MB, the limit is {options.megabytes} MB")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(path.name, error.strerror or str(error)) from error
    if b"%PDF-" not in data[:1024]:
        raise NotAPdfError(path.name, "it does not begin as a PDF does" if data else "the file is empty")
    circular = circular_object(data)
    if circular is not None:
        raise NotAPdfError(path.name, f"object {circular} is nothing but a reference that leads back to itself")
    bomb = oversized_stream(data, options.stream_megabytes * _MEGABYTE)
    if bomb is not None:
        limit = f"the limit is {options.stream_megabytes} MB"
        raise LimitError(path.name, f"the stream at byte {bomb} unfolds to more than that: {limit}")
    return data


def _readings(data: bytes, name: str, options: ReadOptions, deadline: float) -> tuple[list[_Reading], list[str]]:
    """Return what came of each page, and what is to be said about the file."""
    opened, warnings = _open_best(data, name, options)
    pages = opened.pages[: options.max_pages]
    if options.jobs == 1 or len(pages) <= _PAGES_A_TASK:
        fonts = Fonts()
        readings = [
            _read_page(fonts, page, name, number, options, deadline) for number, page in enumerate(pages, start=1)
        ]
    else:
        readings = _read_in_processes(opened.data, name, len(pages), options, deadline)
    if len(pages) < len(opened.pages):
        limit = f"the limit is {options.max_pages}"
        warnings.append(f"only the first {len(pages)} of {len(opened.pages)} pages were read: {limit}")
    return readings, warnings


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open file: its bytes, its pages as far as they were found, and how many it says that it has."""

    data: bytes
    pages: list[PDFPage]
    promised: int
    damage: str | None = None


def _open_best(data: bytes, name: str, options: ReadOptions) -> tuple[_Opened, list[str]]:
    """Open the file as it is, or repaired where that brings more of its pages back; tell what was wrong."""
    found: list[_Opened] = []
    refusal: NotAPdfError | None = None
    try:
        found.append(_open(data, name, options))
    except NotAPdfError as error:
        refusal = error
    if not found or not found[0].pages or found[0].damage or found[0].promised > len(found[0].pages):
        better = repaired(data, options.stream_megabytes * _MEGABYTE)
        if better is not None:
            with suppress(NotAPdfError):
                found.append(_open(better, name, options))
    opened = max(found, key=lambda each: len(each.pages), default=None)
    if opened is None or not opened.pages:
        damage = opened.damage if opened else None
        raise refusal or NotAPdfError(name, f"its page tree is damaged: {damage}" if damage else "it has no pages")
    warnings = ["the file is damaged: its table of objects was made anew"] if opened.data is not data else []
    if opened.promised > len(opened.pages):
        lost = f"the file speaks of {opened.promised} pages, of which {len(opened.pages)} were found"
        warnings.append(f"{lost}: the others are damaged")
    elif opened.damage:
        warnings.append(f"the page tree is damaged after page {len(opened.pages)} ({opened.damage})")
    return opened, warnings


def _open(data: bytes, name: str, options: ReadOptions) -> _Opened:
    try:
        pdf = pdfplumber.open(BytesIO(data), password=options.password or "", unicode_norm=None)
    except _DAMAGE as error:
        raise _refusal(name, error, options) from error
    pages: list[PDFPage] = []
    damage: str | None = None
    try:
        pages.extend(PDFPage.create_pages(pdf.doc))
    except _DAMAGE as error:
        damage = told(_cause(error))
    return _Opened(data, pages, _promised_pages(pdf), damage)


def _read_in_processes(data: bytes, name: str, count: int, options: ReadOptions, deadline: float) -> list[_Reading]:
    """Read the pages in ``options.jobs`` processes, each of which opens the file by itself."""
    starts = range(0, count, _PAGES_A_TASK)
    left = replace(options, jobs=1, seconds=max(deadline - time.monotonic(), 0.001))
    # Spawned: a fork would copy the threads and connections of the caller in the state they happen to be in.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(options.jobs, max(len(starts), 1)), mp_context=context) as pool:
        tasks = [pool.submit(_read_range, data, name, start, left) for start in starts]
        try:
            return [reading for task in tasks for reading in task.result()]
        except BrokenProcessPool as error:
            raise LimitError(name, "a process that read its pages died, as one does without memory") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _read_range(data: bytes, name: str, start: int, options: ReadOptions) -> list[_Reading]:
    with time_limit(options.seconds) as deadline:
        opened, fonts = _open(data, name, options), Fonts()
        return [
            _read_page(fonts, page, name, number, options, deadline)
            for number, page in enumerate(opened.pages[start : start + _PAGES_A_TASK], start=start + 1)
        ]


def _read_page(
    fonts: Fonts, parsed: PDFPage, name: str, number: int, options: ReadOptions, deadline: float
) -> _Reading:
    """Read one page; what is wrong with it is told in the warnings of the reading."""
    if time.monotonic() > deadline:
        raise LimitError(name, f"reading took longer than {options.seconds:g} s", number)
    device = PageDevice(fonts, number, deadline=deadline, characters=options.characters_per_page)
    warnings: list[str] = []
    missing = fonts.missing
    try:
        if _restored(parsed, options):
            warnings.append(f"page {number} is damaged: its content was read as far as the damage")
        BoundedInterpreter(fonts, device).process_page(parsed)
    except TimeLimitError as error:
        raise LimitError(name, f"reading took longer than {options.seconds:g} s", number) from error
    except PageLimitError:
        warnings.append(f"page {number} has more than {options.characters_per_page} characters and was left out")
        return _Reading(PageLines(Page(number, 0.0, 0.0, (), ()), ()), tuple(warnings))
    except _DAMAGE as error:
        warnings.append(f"page {number} is damaged: it was read as far as the damage ({told(_cause(error))})")
    if fonts.missing > missing:
        warnings.append(f"page {number} asks for a font that is missing or damaged: its letters may be others")
    if device.recognised:
        warnings.append(f"page {number} is a picture; its text is what character recognition made of it")
    page = clean(device.page())
    lines = PageLines(replace(page, glyphs=()), tuple(segments(number, page.glyphs)))
    return _Reading(lines, tuple(warnings), device.unmapped)


def _restored(parsed: PDFPage, options: ReadOptions) -> bool:
    """Repair the page's own content streams; tell whether one of them is damaged or missing."""
    named = resolve1(parsed.attrs.get("Contents"))
    streams = [resolve1(each) for each in (named if isinstance(named, list) else [named]) if each is not None]
    missing = [stream for stream in streams if not hasattr(stream, "rawdata")]
    unnamed = "Contents" in parsed.attrs and not streams and named != []
    damaged = [restore_damaged(s, options.stream_megabytes * _MEGABYTE) for s in streams if hasattr(s, "rawdata")]
    return bool(missing) or unnamed or any(damaged)


def _promised_pages(pdf: PDF) -> int:
    """Return how many pages the page tree says that it has; 0 where it does not say."""
    try:
        count = resolve1(dict_value(pdf.doc.catalog.get("Pages")).get("Count"))
    except _DAMAGE:
        return 0
    return count if isinstance(count, int) else 0


def _said_once(readings: Sequence[_Reading]) -> list[str]:
    """Return the warnings of all pages, and one for all characters that cannot be read."""
    warnings = [warning for reading in readings for warning in reading.warnings]
    unmapped = sum(reading.unmapped for reading in readings)
    if unmapped:
        numbers = _ranges([reading.page.page.number for reading in readings if reading.unmapped])
        warnings.append(
            f"{unmapped} characters on page {numbers} have no Unicode value (no ToUnicode table): each stands as \ufffd"
        )
    return warnings


def _ranges(numbers: Sequence[int]) -> str:
    """Return page numbers in order as people write them: ``1-3, 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(str(number) for number in run) for run in runs)


def _require_text(name: str, readings: Sequence[_Reading], warnings: Sequence[str]) -> None:
    characters = sum(len(line.glyphs) for reading in readings for line in reading.page.lines)
    unmapped = sum(reading.unmapped for reading in readings)
    if characters > unmapped and unmapped <= _MOSTLY * characters:
        return
    left_out = [warning for warning in warnings if "left out" in warning]
    if left_out:
        raise LimitError(name, "; ".join(left_out))
    raise NoTextError(name, "; ".join(warnings) or "no page has a text layer (a scan?)")


def _cause(error: Exception) -> Exception:
    """Return the parser's own error, which pdfplumber wraps into another."""
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    return cause if isinstance(cause, Exception) else error


def _refusal(name: str, error: Exception, options: ReadOptions) -> ReadError:
    cause = _cause(error)
    if isinstance(cause, MemoryError | TimeLimitError):
        raise cause
    if isinstance(cause, PDFPasswordIncorrect):
        wrong = "the password is wrong" if options.password else "it is encrypted and needs a password"
        return EncryptedError(name, wrong)
    return NotAPdfError(name, f"it is damaged beyond repair ({told(_cause(error))})")
