"""Whether two files hold the same paper: a title alone may be a journal's heading ("Review article")."""

from __future__ import annotations

from typing import Any

from corpus.citations import fold
from corpus.store.columns import from_json

_LENGTH = 20  # letters and digits of one piece: three or four English words, a Chinese clause
_SHARED = 0.3  # two printings of one paper share over nine tenths of their pieces, two reviews of one field 0.01


def same_text(findings: str, other: str) -> bool:
    """Tell whether the texts of two papers (``tabularna/findings@1`` as JSON text) are largely the same.

    Titles, references and the headers of tables are left out, which different papers share. A text in another
    language is another text.
    """
    one, two = (_pieces(from_json(text, "the text of a paper")) for text in (findings, other))
    return len(one & two) > _SHARED * min(len(one), len(two))


def _pieces(findings: dict[str, Any]) -> set[str]:
    texts = [block["text"] for block in findings["blocks"] if block["kind"] not in ("title", "reference")]
    texts += [cell for table in findings["tables"] for row in table["rows"] for cell in row]
    text = fold(" ".join(texts))
    return {text[start : start + _LENGTH] for start in range(len(text) - _LENGTH + 1)}
