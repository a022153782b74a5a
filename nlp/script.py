"""Text as names are looked up in it: folded, with the way back to the original offsets.

Folding follows Unicode's compatibility forms (NFKC) and case folding, and then what typesetters vary without
changing the name: kinds of dashes, Greek letters or their names, combining marks, Traditional or Simplified
characters. The stored text never changes; every folded character knows the character it came from.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from opencc import OpenCC

GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
DASHES = frozenset("-‐‑‒–—―−⁃﹘﹣－~∼～_·•・‧")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_APOSTROPHES = dict.fromkeys("’‘ʼ′`´＇", "'")


def is_han(char: str) -> bool:
    """Whether ``char`` is a Chinese character."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\uf900" <= char <= "\ufaff"


def bounded(text: str, start: int, end: int, *, open_end: bool = False) -> bool:
    """Whether the span cuts no word of an alphabet; with ``open_end`` only its start is looked at."""
    if start and is_word(text[start]) and is_word(text[start - 1]):
        return False
    return open_end or not (end < len(text) and is_word(text[end - 1]) and is_word(text[end]))


def is_word(char: str) -> bool:
    """Whether ``char`` belongs to a word written with an alphabet: a letter other than Chinese, or a digit."""
    if char.isascii():
        return char.isalnum()
    return unicodedata.category(char) in {"Lu", "Ll", "Lt", "Nd", "Mn"}


def fold_char(char: str) -> str:
    """Return what one character is looked up as: none, one or several characters.

    >>> [fold_char(char) for char in "Ａβ‑Ⅲ"]
    ['a', 'beta', '-', 'iii']
    """
    if char.isascii():
        return " " if char.isspace() else char.lower().replace("_", "-").replace("~", "-").replace("`", "'")
    if char in DASHES:
        return "-"
    if char in _INVISIBLE:
        return ""
    if char in _APOSTROPHES:
        return "'"
    if is_han(char):
        return unicodedata.normalize("NFKC", char)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    kept = "".join(part for part in decomposed if unicodedata.category(part) != "Mn")
    return "".join("-" if part in DASHES else GREEK.get(part, " " if part.isspace() else part) for part in kept)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. ``text[i]`` came from ``original[origin[i]]``; ``origin`` ends with ``len(original)``.

    ``squeezed`` is ``text`` without blanks and hyphens, and ``squeezed[i]`` is ``text[kept[i]]``: names are looked
    up there, since papers write MCF-7, MCF 7 and MCF7.
    """

    original: str
    text: str
    origin: tuple[int, ...]
    squeezed: str
    kept: tuple[int, ...]

    def position(self, offset: int) -> int:
        """Return where the character at an offset of the original begins in ``text``."""
        return bisect_left(self.origin, offset)

    def original_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the original behind ``text[start:end]``; ``None`` where it would cut a character."""
        first, last = self.origin[start], self.origin[end - 1]
        if (start and self.origin[start - 1] == first) or self.origin[end] == last:
            return None
        stop = last + 1
        while stop < len(self.original) and unicodedata.category(self.original[stop]) == "Mn":
            stop += 1
        return first, stop


class Folder:
    """Folds texts; keeps what it learnt about each character and the Traditional-to-Simplified table."""

    def __init__(self) -> None:
        self._simplifier = OpenCC("t2s")
        self._folds: dict[str, str] = {}

    def simplified(self, text: str) -> str:
        """Return ``text`` in Simplified characters, one for one."""
        if text.isascii():
            return text
        whole: str = self._simplifier.convert(text)
        if len(whole) == len(text):
            return whole
        single = (self._simplifier.convert(char) for char in text)
        return "".join(new if len(new) == 1 else old for old, new in zip(text, single, strict=True))

    def fold(self, text: str) -> Folded:
        """Return ``text`` folded, with its offsets."""
        folds = self._folds
        pieces: list[str] = []
        origin: list[int] = []
        for index, char in enumerate(self.simplified(text)):
            folded = folds.get(char)
            if folded is None:
                folded = folds[char] = fold_char(char)
            pieces.append(folded)
            if len(folded) == 1:
                origin.append(index)
            else:
                origin.extend([index] * len(folded))
        origin.append(len(text))
        joined = "".join(pieces)
        kept = tuple([index for index, char in enumerate(joined) if char not in " -"])
        squeezed = joined.replace(" ", "").replace("-", "")
        return Folded(text, joined, tuple(origin), squeezed, kept)

    def key(self, name: str) -> str:
        """Return the form under which a name is looked up: folded, without blanks and hyphens."""
        if name.isascii():
            return name.lower().replace(" ", "").replace("-", "").replace("_", "")
        return self.fold(name).squeezed
