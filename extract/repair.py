"""PDFs whose table of contents (cross-reference table, catalog, page tree) is lost: found again by looking for objects.

What comes of it is the same file with a new table behind it, so that the parser can read it.
"""

from __future__ import annotations

import re

from extract.streams import inflate

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,9})\s{1,4}(\d{1,5})\s{1,4}obj\b")
_TYPE = re.compile(rb"/Type\s*/(Catalog|Pages|Page|ObjStm)\b")
_ENCRYPTION = re.compile(rb"/Encrypt\s*\d+\s+\d+\s+R")
_IDENTITY = re.compile(rb"/ID\s*\[\s*<[^>]{0,100}>\s*<[^>]{0,100}>\s*\]")
_HEADER = re.compile(rb"/First\s+(\d{1,9})\b")
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 4096  # bytes behind "obj" in which an object's type is looked for


def repaired(data: bytes, limit: int) -> bytes | None:
    """Return the PDF with a cross-reference table made anew; ``None`` where it holds no page.

    ``limit`` is the number of bytes that one compressed object stream may unfold to.
    """
    out = bytearray(data)
    out += b"\nendstream\nendobj\n"
    places = {int(match[1]): match.start() for match in _OBJECT.finditer(data)}
    types = {number: _type(data, place) for number, place in places.items()}
    # The objects of a damaged encrypted file cannot be unpacked without its key.
    if not _ENCRYPTION.search(data):
        for number in [number for number, kind in types.items() if kind == b"ObjStm"]:
            for inner, body in _unpacked(data, places[number], limit):
                if inner not in places:
                    places[inner] = len(out)
                    types[inner] = _type(body, 0)
                    out += b"%d 0 obj\n" % inner + body + b"\nendobj\n"
    pages = [number for number in sorted(places, key=places.__getitem__) if types[number] == b"Page"]
    if not pages:
        return None
    root = next((number for number, kind in types.items() if kind == b"Catalog"), None)
    if root is None or not any(kind == b"Pages" for kind in types.values()):
        tree, root = max(places) + 1, max(places) + 2
        kids = b" ".join(b"%d 0 R" % number for number in pages)
        places[tree] = len(out)
        out += b"%d 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n" % (tree, len(pages), kids)
        places[root] = len(out)
        out += b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (root, tree)
    return bytes(out + _table(places, root, data, len(out)))


def _table(places: dict[int, int], root: int, data: bytes, start: int) -> bytes:
    table = bytearray(b"xref\n")
    for number, place in sorted(places.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, place)
    # The key and the identity go together, and without them nothing can be deciphered.
    kept = [match[0] for pattern in (_ENCRYPTION, _IDENTITY) for match in list(pattern.finditer(data))[-1:]]
    trailer = b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(table + trailer % (max(places) + 1, root, b" ".join(kept), start))


def _type(data: bytes, place: int) -> bytes:
    end = data.find(b"endobj", place, place + _DICTIONARY)
    found = _TYPE.search(data, place, end if end >= 0 else place + _DICTIONARY)
    return found[1] if found else b""


def _unpacked(data: bytes, place: int, limit: int) -> list[tuple[int, bytes]]:
    """Return the objects that an object stream holds (ISO 32000-1, 7.5.7), as far as it can be read."""
    begin = _STREAM.search(data, place, place + _DICTIONARY)
    first = _HEADER.search(data, place, place + _DICTIONARY)
    if begin is None or first is None:
        return []
    end = data.find(b"endstream", begin.end())
    packed = data[begin.end() : end if end >= 0 else len(data)]
    content = inflate(packed, limit)[0] if b"FlateDecode" in data[place : begin.start()] else packed
    start = int(first[1])
    header = [int(figure) for figure in re.findall(rb"\d{1,9}", content[:start])]
    numbers, offsets = header[0::2], [start + offset for offset in header[1::2]]
    ends = [*offsets[1:], len(content)]
    return [
        (number, content[offset:stop])
        for number, offset, stop in zip(numbers, offsets, ends, strict=False)
        if offset < stop <= len(content)
    ]
