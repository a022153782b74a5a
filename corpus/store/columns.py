"""Column types for text that comes out of PDFs, JSON read back, and the time for the columns of times."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, LargeBinary, Text, TypeDecorator

from corpus.untrusted import storable


class DamagedError(Exception):
    """A stored value that cannot be read back; the message says what it was to be."""


def from_json(stored: str, what: str) -> Any:
    """Return the value of JSON that this program stored.

    Raises :class:`DamagedError` when it is none any more; the message begins with ``what``, the name of the text.
    """
    try:
        return json.loads(stored)
    except ValueError as error:
        raise DamagedError(f"{what} is malformed: {error}") from error


class PaperText(TypeDecorator[str]):
    """Text as a paper may print it.

    What no database takes is replaced one for one, so that offsets still fit.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Replace what the database could not store."""
        return None if value is None else storable(value)


class CompressedText(TypeDecorator[str]):
    """Long text that is seldom read: zlib over UTF-8, a tenth of its size for a document's JSON."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """Compress."""
        return None if value is None else zlib.compress(storable(value).encode(), 6)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Give the text back as it was stored. Raises :class:`DamagedError` when that cannot be done."""
        try:
            return None if value is None else zlib.decompress(value).decode()
        except (zlib.error, UnicodeDecodeError) as error:
            raise DamagedError(f"a compressed text is malformed: {error}") from error


def now() -> str:
    """Return the time, in UTC, as ISO 8601 with seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
