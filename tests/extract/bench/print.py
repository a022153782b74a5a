"""Print a test paper as a PDF with one of the typesetters."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from extract.model import Document
from tests.extract.bench.html import page_html
from tests.extract.bench.layout import Layout


class MissingTypesetterError(Exception):
    """The typesetter is not on this machine; the message says what to install."""


def print_paper(document: Document, layout: Layout, folder: Path) -> Path:
    """Write the paper in its layout and return the PDF."""
    path = folder / f"{layout.name}.pdf"
    if layout.typesetter == "weasyprint":
        _weasyprint(page_html(document, layout), path)
    elif layout.typesetter == "chromium":
        _chromium(page_html(document, layout), path)
    else:
        raise ValueError(layout.typesetter)
    return path


def _weasyprint(page: str, path: Path) -> None:
    import weasyprint

    weasyprint.HTML(string=page).write_pdf(path)


def _chromium(page: str, path: Path) -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise MissingTypesetterError("headless Chromium is not installed (Debian package chromium)")
    source = path.with_suffix(".html")
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={path}",
            source.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
