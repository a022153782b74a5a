"""Print a test paper as a PDF with one of the typesetters."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from extract.model import Document
from tests.extract.bench.html import page_html
from tests.extract.bench.latex import latex_source
from tests.extract.bench.layout import Layout
from tests.extract.bench.office import office_source
from tests.extract.bench.typst import typst_source

_MINUTE = 60  # seconds


class MissingTypesetterError(Exception):
    """The typesetter or a font is not on this machine; the message says what to install."""


def print_paper(document: Document, layout: Layout, folder: Path) -> Path:
    """Write the paper in its layout and return the PDF."""
    path = folder / f"{layout.name}.pdf"
    if layout.chinese and layout.typesetter != "reportlab":
        _require_chinese()
    {
        "weasyprint": _weasyprint,
        "chromium": _chromium,
        "typst": _typst,
        "reportlab": _reportlab,
        "latex": _latex,
        "office": _office,
    }[layout.typesetter](document, layout, path)
    return path


def _weasyprint(document: Document, layout: Layout, path: Path) -> None:
    import weasyprint

    weasyprint.HTML(string=page_html(document, layout)).write_pdf(path)


def _chromium(document: Document, layout: Layout, path: Path) -> None:
    program = _program("Chromium", "chromium", "chromium", "chromium-browser", "google-chrome")
    source = path.with_suffix(".html")
    source.write_text(page_html(document, layout), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    _run([program, *options, f"--print-to-pdf={path}", source.as_uri()], path.parent)


def _typst(document: Document, layout: Layout, path: Path) -> None:
    import typst

    path.write_bytes(typst.compile(typst_source(document, layout).encode()))


def _reportlab(document: Document, layout: Layout, path: Path) -> None:
    from tests.extract.bench.platypus import MissingFontError, write_paper

    try:
        write_paper(document, layout, path)
    except MissingFontError as error:
        raise MissingTypesetterError(str(error)) from error


def _latex(document: Document, layout: Layout, path: Path) -> None:
    program = _program("LaTeX", "texlive-xetex", "xelatex" if layout.chinese else "pdflatex")
    source = path.with_suffix(".tex")
    source.write_text(latex_source(document, layout), encoding="utf-8")
    command = [program, "-interaction=nonstopmode", "-halt-on-error", source.name]
    # Columns and heads of a table that breaks over pages are settled on the second run.
    for _ in range(2 if layout.long else 1):
        _run(command, path.parent)


def _office(document: Document, layout: Layout, path: Path) -> None:
    program = _program("LibreOffice", "libreoffice-writer-nogui", "soffice", "libreoffice")
    source = path.with_suffix(".fodt")
    source.write_text(office_source(document, layout), encoding="utf-8")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    _run([program, profile, "--headless", "--convert-to", "pdf", source.name], path.parent)


def _program(name: str, package: str, *commands: str) -> str:
    found = next(filter(None, map(shutil.which, commands)), None)
    if found is None:
        raise MissingTypesetterError(f"{name} is not installed (Debian package {package})")
    return found


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=2 * _MINUTE)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {(done.stdout + done.stderr)[-2000:]}")


def _require_chinese() -> None:
    listed = shutil.which("fc-list")
    fonts = subprocess.run([listed, ":lang=zh-cn", "family"], capture_output=True, text=True).stdout if listed else ""
    if "Noto Serif CJK SC" not in fonts:
        raise MissingTypesetterError("Noto Serif CJK SC is not installed (Debian package fonts-noto-cjk)")
