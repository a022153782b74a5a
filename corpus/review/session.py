"""Who is at the page: the curator's name in a signed cookie, and the token that every change carries.

The key lives as long as the process: after a restart, forms of before are refused and the name is asked again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

LONGEST_NAME = 80  # characters


class Session:
    """The key of one running page."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key if key is not None else secrets.token_bytes(32)

    @property
    def token(self) -> str:
        """What a form carries to show that it is ours."""
        return self._signature(b"form")

    def is_token(self, given: str) -> bool:
        """Tell whether a form carried our token, in the same time whatever it carried."""
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())

    def sign(self, name: str) -> str:
        """Return a cookie that says who the curator is."""
        said = base64.urlsafe_b64encode(name.encode()).decode()
        return f"{said}.{self._signature(b'name:' + name.encode())}"

    def name_in(self, cookie: str) -> str | None:
        """Return the name in a cookie that we have signed; ``None`` for any other."""
        said, _, signature = cookie.partition(".")
        try:
            name = base64.urlsafe_b64decode(said.encode("ascii")).decode()
        except (binascii.Error, ValueError):
            return None
        expected = self._signature(b"name:" + name.encode())
        if not name or not hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode()):
            return None
        return name

    def _signature(self, what: bytes) -> str:
        return hmac.new(self._key, what, hashlib.sha256).hexdigest()


def tidy_name(given: str) -> str:
    """Return a curator's name on one line and within its length; ``""`` where nothing printable is left."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in given).split())
    return line[:LONGEST_NAME].strip()
