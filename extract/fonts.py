"""Fonts whose characters have no Unicode value, which pdfminer takes for Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import LIT, PSLiteral

from extract.damage import DAMAGE

_NUMBERED = re.compile(r"[A-Za-z]{1,3}([0-9A-Fa-f]+)$")
_HELVETICA = MappingProxyType(
    {"Subtype": LIT("Type1"), "BaseFont": LIT("Helvetica"), "Encoding": LIT("WinAnsiEncoding")}
)
_SECOND_HYPHEN = 0xAD  # of WinAnsiEncoding


class Fonts(PDFResourceManager):
    """pdfminer's fonts; a code whose glyph has a name that means nothing (``/g17``) has no Unicode value.

    Without this, such a code is read by the encoding that the font sets aside, as any letter. A font that the file
    does not hold, or holds damaged, is taken for Helvetica and counted in ``missing``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.missing = 0

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return the font that a dictionary describes."""
        try:
            font = super().get_font(objid, spec or _HELVETICA)
            self.missing += not spec
        except DAMAGE:
            self.missing += 1
            font = super().get_font(None, _HELVETICA)
        if isinstance(font, PDFSimpleFont):
            for code in nameless_codes(spec):
                font.cid2unicode.pop(code, None)
            if font.cid2unicode.get(_SECOND_HYPHEN) == " ":
                # pdfminer 20260107 reads the code as a blank; ISO 32000-1, annex D.2, note 6 says hyphen.
                font.cid2unicode = {**font.cid2unicode, _SECOND_HYPHEN: "-"}
        return font


def nameless_codes(spec: Mapping[str, object]) -> Iterator[int]:
    """Yield the codes to which a simple font gives a glyph whose name stands for no character."""
    encoding = resolve1(spec.get("Encoding"))
    differences = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    code = 0
    for item in differences if isinstance(differences, list) else ():
        if isinstance(item, int):
            code = item
        elif isinstance(item, PSLiteral):
            if not _means_something(item.name, code):
                yield code
            code += 1


def _means_something(name: Any, code: int) -> bool:
    if not isinstance(name, str) or name == ".notdef":
        return True
    try:
        name2unicode(name)
    except (KeyError, ValueError):
        numbered = _NUMBERED.match(name)
        # Bitmap fonts of TeX number their glyphs by the code: /a65 is A.
        return numbered is not None and f"{code}" == numbered[1].lstrip("0")
    return True
