"""Joining what a line break parted: words, hyphenated words, names that keep their hyphen, Chinese text.

A hyphen at the end of a line is either part of a name (``miR-`` / ``221-3p``) or was put there by the typesetter
(``ln-`` / ``cRNA``, ``resis-`` / ``tance``). What decides is the build of both halves, and whether the joined word
stands elsewhere in the same paper.
"""

from __future__ import annotations

import re
from collections.abc import Set

from extract.lines import is_cjk

_HYPHENS = "-‐‑\u00ad"
_NO_WORDS: frozenset[str] = frozenset()
# Prefixes that are written with a hyphen before a name or a number, whatever the name.
_KEEPS = re.compile(
    r"(?:^|[^A-Za-z])(?:mi[rR]|let|pre|pri|hsa|mmu|circ|hsa_circ|lnc|linc|si|sh|anti|non|co|post|cis|trans|"
    r"[αβγδκ]|IL|TGF|TNF|NF|IFN|CD|c|p|E|N|PD|CTLA|Bcl|HIF|Ki)$"
)


def join_words(before: str, after: str, words: Set[str] = _NO_WORDS) -> str:
    """Join two lines of text: with a space, without one, or without the hyphen that a line break put there.

    ``words`` are the words of the whole paper in lower case.
    """
    if not before or not after:
        return before + after
    kept, gap = seam(before, after, words)
    return before[:kept] + gap + after


def seam(before: str, after: str, words: Set[str] = _NO_WORDS) -> tuple[int, str]:
    """Return how many characters of ``before`` are kept, and what stands between the two lines."""
    last, first = before[-1], after[0]
    if last in _HYPHENS and len(before) > 1 and not before[-2].isspace():
        return (len(before) - 1, "") if _typesetters(before[:-1], after, words) else (len(before), "")
    if is_cjk(last) or is_cjk(first):
        return len(before), ""
    if last in "/–—" or first in "/" or "\u2150" <= first <= "\u218f":
        return len(before), ""  # a slash, or the Roman numeral of a name such as LC3Ⅱ
    return len(before), " "


def _typesetters(before: str, after: str, words: Set[str]) -> bool:
    """Tell whether the hyphen between the halves was put there by the typesetter."""
    left = re.search(r"[^\W\d_]+$", before)
    right = re.match(r"[^\W\d_]+", after)
    if left is None or right is None:
        return False  # a digit on either side: part of a name
    head, tail = left.group(), right.group()
    whole = head + tail
    if f"{head}-{tail}".lower() in words:
        return False
    if whole.lower() in words:
        return True
    if _KEEPS.search(before) or is_cjk(head[-1]) or is_cjk(tail[0]):
        return False
    if head.islower() and tail.islower():
        return True
    if tail.islower():  # Refe- / rences, Adria- / mycin
        return head[1:].islower() and len(head) > 1
    # ln- / cRNA: the tail goes on in small letters before its capitals; circ- / UBE2D2 does not.
    return head.islower() and tail[0].islower()
