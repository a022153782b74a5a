"""PDFs written by hand, operator by operator, where a typesetter would not do what a test needs."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.model import Document
from extract.options import ReadOptions
from extract.read import read_document

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
TIMES = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
SYMBOL = "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"
# Enough running text that the paper has a body: what stands in a test line is then judged against it.
FILLER = (
    "The patients were followed for two years after the last cycle",
    "of treatment and the samples were taken at each of the visits",
    "before any other drug was given, as the protocol had asked for",
    "and were kept at minus eighty degrees until they were needed.",
)


def make_pdf(
    contents: Sequence[str | bytes],
    *,
    page: str = "",
    media: str = "0 0 400 300",
    fonts: Mapping[str, str] | None = None,
    objects: Mapping[int, str | bytes] | None = None,
    compress: bool = False,
    catalog: str = "",
    kids: str | None = None,
) -> bytes:
    """Return a PDF with one page for each content stream.

    ``page`` is added to each page's dictionary, ``catalog`` to the catalog. Objects 1 and 2 are the catalog and the
    page tree, page ``i`` (from 0) is object ``10 + 2 * i`` and its content the one behind it; ``objects`` adds others
    (take numbers from 200). Fonts are named F1, F2, … in the content.
    """
    named = dict(fonts) if fonts is not None else {"F1": HELVETICA, "F2": TIMES, "F3": SYMBOL}
    resources = "<< /Font << " + " ".join(f"/{name} {font}" for name, font in named.items()) + " >> XOBJECTS >>"
    resources = resources.replace("XOBJECTS", "/XObject << /X1 200 0 R /X2 201 0 R >>" if objects else "")
    numbers = [10 + 2 * index for index in range(len(contents))]
    body: dict[int, bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: (
            f"<< /Type /Pages /Count {len(contents)} /MediaBox [{media}] "
            f"/Kids [{kids or ' '.join(f'{number} 0 R' for number in numbers)}] >>"
        ).encode(),
    }
    for number, content in zip(numbers, contents, strict=True):
        body[number] = (
            f"<< /Type /Page /Parent 2 0 R /Resources {resources} /Contents {number + 1} 0 R {page} >>"
        ).encode()
        body[number + 1] = stream(content, compress=compress)
    for number, extra in (objects or {}).items():
        body[number] = extra.encode("latin-1") if isinstance(extra, str) else extra
    return _file(body)


def stream(content: str | bytes, *, dictionary: str = "", compress: bool = False) -> bytes:
    """Return a stream object."""
    data = content.encode("latin-1") if isinstance(content, str) else content
    if compress:
        data = zlib.compress(data)
        dictionary += " /Filter /FlateDecode"
    return f"<< /Length {len(data)} {dictionary} >>\nstream\n".encode() + data + b"\nendstream"


def shown(text: str, x: float, y: float, *, size: float = 10, font: str = "F1", extra: str = "") -> str:
    """Return the operators that print ``text`` with its baseline at ``y`` points from the bottom."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {extra} 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def filler(x: float = 40, y: float = 200) -> str:
    """Return a paragraph of running text that begins at ``y``."""
    return "".join(shown(line, x, y - 14 * index) for index, line in enumerate(FILLER))


def read_bytes(data: bytes, folder: Path, *, options: ReadOptions | None = None, name: str = "paper.pdf") -> Document:
    """Read a PDF given as bytes."""
    path = folder / name
    path.write_bytes(data)
    return read_document(path, options=options or ReadOptions())


def text_of(document: Document) -> str:
    """Return the text of all blocks, one a line."""
    return "\n".join(block.text for block in document.blocks)


def _file(objects: Mapping[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    size = max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        entry = f"{offsets[number]:010d} 00000 n \n" if number in offsets else "0000000000 65535 f \n"
        out += entry.encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
