"""Text from a paper is untrusted: what it must not carry into a terminal, a spreadsheet or a database."""

from __future__ import annotations

import re

# C0 and C1 controls (escape sequences start with one of them), the marks that reorder what is shown, and the two code
# points that are no characters, which XML refuses.
# Tab and newline are left to the caller, who knows whether they are separators.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# What a spreadsheet may take for a formula, also behind blanks and marks that take no room; and our own mark.
_FORMULA = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]*['=+\-@＝＋－＠]")


def for_terminal(text: str) -> str:
    """Return ``text`` with every character that could steer a terminal shown as U+FFFD."""
    return _STEERING.sub("\ufffd", text)


def storable(text: str) -> str:
    """Return ``text`` with NUL, which PostgreSQL refuses, and lone surrogates, which UTF-8 lacks, as U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def for_cell(text: str) -> str:
    """Return ``text`` as one spreadsheet cell: on one line, and never a formula.

    A leading apostrophe marks text that a spreadsheet would otherwise run (OWASP, "CSV Injection");
    ``from_cell`` takes it off again.
    """
    line = re.sub(r"[\t\r\n]+", " ", for_terminal(text.replace("\r", " ")))
    return "'" + line if _FORMULA.match(line) else line


def from_cell(cell: str) -> str:
    """Return the text that ``for_cell`` wrote."""
    return cell[1:] if cell.startswith("'") else cell
