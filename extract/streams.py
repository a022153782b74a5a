"""Compressed streams of a PDF: how far a damaged one can be unfolded, and which one unfolds too far.

pdfminer unfolds a stream whole, whatever comes of it, and takes one with a single wrong byte for empty.
"""

from __future__ import annotations

import re
import zlib
from binascii import Error as EncodingError
from typing import Any

from pdfminer.ascii85 import ascii85decode
from pdfminer.pdftypes import LITERALS_ASCII85_DECODE, LITERALS_FLATE_DECODE

_STREAM = re.compile(rb"stream\r?\n")
_REFERENCE = re.compile(rb"\b(\d{1,9})\s{1,4}\d{1,5}\s{1,4}obj\s{1,4}(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R\b")
_DICTIONARY = 1024  # bytes before a stream in which its dictionary is looked for
_STEP = 65_536


def inflate(data: bytes | memoryview, limit: int) -> tuple[bytes, bool]:
    """Return what zlib data holds, up to ``limit`` bytes, and whether that is all and undamaged.

    The checksum behind the data is not looked at: many a maker of PDFs leaves it out.
    """
    if len(data) < 2 or data[0] & 15 != 8:
        return b"", False
    data = data[2:]
    unfolder = zlib.decompressobj(-zlib.MAX_WBITS)
    found: list[bytes] = []
    size = 0
    for start in range(0, len(data), _STEP):
        waiting: bytes | memoryview = data[start : start + _STEP]
        while waiting and size < limit and not unfolder.eof:
            try:
                found.append(unfolder.decompress(waiting, limit - size))
            except zlib.error:
                return b"".join([*found, _salvaged(data, size, limit)]), False
            size += len(found[-1])
            waiting = unfolder.unconsumed_tail
        if unfolder.eof or size >= limit:
            break
    return b"".join(found), unfolder.eof


def _salvaged(data: bytes | memoryview, known: int, limit: int) -> bytes:
    """Return what stands between the ``known`` bytes and the damage: zlib gives it only byte by byte."""
    unfolder = zlib.decompressobj(-zlib.MAX_WBITS)
    found = bytearray()
    size = 0
    for start in range(len(data)):
        try:
            part = unfolder.decompress(data[start : start + 1], limit)
        except zlib.error:
            break
        found += part[max(known - size, 0) :]
        size += len(part)
        if size >= limit:
            break
    return bytes(found)


def oversized_stream(data: bytes, limit: int) -> int | None:
    """Return where the first stream of a PDF begins that unfolds to more than ``limit`` bytes; ``None`` if none does.

    Images are passed over: they are never unfolded here.
    """
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        start = match.end()
        if data[max(match.start() - 3, 0) : match.start()] == b"end":
            continue
        opening = data[max(match.start() - _DICTIONARY, 0) : match.start()]
        dictionary = opening[opening.rfind(b" obj") + 1 :]
        if re.search(rb"/Subtype\s*/Image\b", dictionary):
            continue
        end = data.find(b"endstream", start)
        content: bytes | memoryview = view[start : end if end >= 0 else len(data)]
        if b"ASCII85Decode" in dictionary or b"/A85" in dictionary:
            content = _from_ascii85(bytes(content))
        if _inflated_size(content, limit) > limit:
            return start
    return None


def circular_object(data: bytes) -> int | None:
    """Return an object that is nothing but a reference to itself, if through others; ``None`` if there is none.

    pdfminer would follow it forever.
    """
    leads = {int(match[1]): int(match[2]) for match in _REFERENCE.finditer(data)}
    for start in leads:
        seen = {start}
        number = leads[start]
        while number in leads and number not in seen:
            seen.add(number)
            number = leads[number]
        if number in seen:
            return number
    return None


def restore_damaged(stream: Any, limit: int) -> bool:
    """Put what can be read of a damaged Flate stream in its place; tell whether it was damaged."""
    if stream.data is not None or stream.decipher is not None or not stream.rawdata:
        return False
    filters = [name for name, _ in stream.get_filters()]
    if not filters or filters[-1] not in LITERALS_FLATE_DECODE or len(filters) > 2:
        return False
    data = bytes(stream.rawdata)
    if len(filters) == 2:
        if filters[0] not in LITERALS_ASCII85_DECODE:
            return False
        data = _from_ascii85(data)
    content, whole = inflate(data, limit)
    if whole:
        return False
    stream.data = content
    return True


def _inflated_size(data: bytes | memoryview, limit: int) -> int:
    unfolder = zlib.decompressobj()
    size = 0
    for start in range(0, len(data), _STEP):
        waiting: bytes | memoryview = data[start : start + _STEP]
        while waiting and size <= limit and not unfolder.eof:
            try:
                size += len(unfolder.decompress(waiting, 4 * _STEP))
            except zlib.error:
                return size
            waiting = unfolder.unconsumed_tail
        if unfolder.eof or size > limit:
            break
    return size


def _from_ascii85(data: bytes) -> bytes:
    try:
        return bytes(ascii85decode(data))
    except (EncodingError, ValueError):
        return b""
