"""PDFs that were spoiled on purpose, the same ones for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from io import BytesIO

import typst
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.extract.raw_pdf import HELVETICA, filler, make_pdf, shown, stream

_TYPST = """
#set page(width: 300pt, height: 300pt)
#set text(size: 9pt, font: ("Liberation Serif", "Noto Serif CJK SC"))
= Vesicles and drugs
Vesicles carry miR-21#super[3] to the cells 外泌体 that survive.
#figure(
  table(columns: 3, [Name], [Drug], [Effect], [miR-21], [cisplatin], [up], [H19], [paclitaxel], [down]),
  caption: [Names],
)
"""


def sound_pdfs() -> list[bytes]:
    """Return small sound PDFs of different makes, from which mutants are bred."""
    form = stream(
        shown("Words of a form", 40, 240),
        dictionary=f"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F1 {HELVETICA} >> >>",
    )
    table = "40 100 m 360 100 l S 40 80 m 360 80 l S 40 40 m 360 40 l S "
    cells = "".join(
        shown(text, 40 + 100 * (index % 3), 86 - 20 * (index // 3))
        for index, text in enumerate(("Name", "Drug", "Effect", "miR-21", "cisplatin", "up", "H19", "taxol", "down"))
    )
    return [
        make_pdf([filler(), filler() + table + cells]),
        make_pdf(["/X1 Do " + filler()], objects={200: form}, page="/Rotate 90 /CropBox [10 10 390 290]"),
        make_pdf([filler()] * 3, compress=True),
        typst.compile(_TYPST.encode()),
        _reportlab(None),
        _reportlab(StandardEncryption("", "owner", strength=128)),
    ]


def _reportlab(encryption: StandardEncryption | None) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 300), pageCompression=0, encrypt=encryption, invariant=1)
    if encryption is None:  # reportlab leaves strings of this font as they are, where all are to be encrypted
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(40, 200, "外泌体miR-21可降低肿瘤细胞对顺铂的敏感度，其机制尚不清楚。")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(40, 180, "Vesicles carry microRNAs to the cells that survive the drug.")
    canvas.save()
    return out.getvalue()


def mutants(sound: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield ``count`` spoiled PDFs."""
    chance = random.Random(seed)  # noqa: S311 - the same mutants every time
    for index in range(count):
        data = sound[index % len(sound)]
        for _ in range(chance.choice((1, 1, 2, 4, 8))):
            data = chance.choice(_WAYS)(data, chance)
        yield data


def _flip(data: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randint(1, 400) :]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(len(data) // 4, len(data))]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start : start + chance.randint(1, 200)] * chance.randint(2, 50) + data[start:]


def _replace_one(pattern: bytes, choices: tuple[bytes, ...]) -> Callable[[bytes, random.Random], bytes]:
    def replace(data: bytes, chance: random.Random) -> bytes:
        places = list(re.finditer(pattern, data))
        if not places:
            return data
        place = chance.choice(places)
        return data[: place.start()] + chance.choice(choices) + data[place.end() :]

    return replace


def _redirect(data: bytes, chance: random.Random) -> bytes:
    references = list(re.finditer(rb"\d+ 0 R", data))
    if not references:
        return data
    place, other = chance.choice(references), chance.choice(references)
    return data[: place.start()] + other[0] + data[place.end() :]


def _nest(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.choice((b"[", b"<<", b"(", b"<< /A [", b"q ", b"BT ")) * 3000 + data[start:]


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _cut_out,
    _truncate,
    _repeat,
    _redirect,
    _nest,
    _replace_one(rb"(?<![\d.])\d+(?![\d.])", (b"0", b"-1", b"99999999999", b"1e308", b"0.0000001", b"null", b"-32768")),
    _replace_one(rb"/[A-Za-z]+", (b"/Pages", b"/Kids", b"/Length", b"/Filter", b"/X", b"/FlateDecode", b"/#00", b"")),
    _replace_one(rb"\d+ 0 R", (b"null", b"1 0 R", b"2 0 R", b"[1 0 R]", b"<< >>", b"(text)", b"7 0 R")),
    _replace_one(rb"endobj|endstream|stream|obj|xref|trailer|>>|<<|\]|\[", (b"", b"stream", b"<<", b"[", b"endobj")),
    _replace_one(
        rb"\b(?:Tj|TJ|Tf|Td|Tm|cm|Do|re|q|Q|BT|ET)\b", (b"Tf", b"Do", b"cm", b"Tm", b"Q", b"BI", b"ID", b"scn")
    ),
)
