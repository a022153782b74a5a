"""Joining what a line break parted: words, hyphenated words, names that keep their hyphen, Chinese text.

A hyphen at the end of a line is either part of a name (``miR-`` / ``221-3p``) or was put there by the typesetter
(``ln-`` / ``cRNA``, ``resis-`` / ``tance``). What decides is the build of both halves, and whether the joined word
stands elsewhere in the same paper.
"""

from __future__ import annotations

import re
from collections.abc import Set

from extract.lines import is_cjk

_HYPHENS = "-‐‑"
_NO_WORDS: frozenset[str] = frozenset()
# A name that goes on with a figure, a capital or a Greek letter keeps its hyphen: miR-221, circ-UBE2D2, pre-miRNA.
# What goes on in small letters is a word that was cut (cir- / cular, si- / lencing), with these exceptions:
_KEPT_TAILS = {
    "non": re.compile(r"(?!etheless)"),
    "anti": re.compile(r"(?!bod(?:y|ies)|gen|biotic|cipat|dote|septic|oxid)"),
    "co": re.compile(
        r"cultur|express|transfect|treat|administ|immuno|locali|morbid|regulat|factor|activat|stimul|recept|"
        r"incubat|worker|deliver|target|inhibit|author"
    ),
    "re": re.compile("e"),
    "cis": re.compile(r"(?!platin|tern|tron)"),
    "ex": re.compile(r"(?:vivo|smoker|patient)"),
    **dict.fromkeys(("alpha", "beta", "gamma", "delta", "kappa", "self", "well"), re.compile("")),
}
# The second half of a compound that is written with a hyphen: drug-resistant, dose-dependent, exosome-derived.
_SECOND_HALF = re.compile(
    r"(?:resistant|sensitive|dependent|independent|related|induced|mediated|associated|derived|treated|based|specific|"
    r"positive|negative|term|scale|wide|targeted|targeting|coding|binding|expressing|containing|"
    r"enriched|loaded|deficient|driven|activated|driving|matched|blind|line|to|of|in|and|by)$"
)
# The same behind any word but those that it makes one word with: stem-like, cell-free, wild-type; phenotype, unlike.
_ENDINGS = {
    "like": re.compile(r"(?:un|dis|child|god|life)$"),
    "free": re.compile(r"(?:care)$"),
    "type": re.compile(r"(?:pheno|geno|karyo|sero|proto|archi?e|haplo|ribo|bio|eco|stereo|sub|patho|immuno)$"),
}
_RNA = re.compile(
    r"(?:(?:mi|micro|lnc|circ|linc|pi|si|sh|sn|sno|nc|ce|e|m|t|r|ds|ss|tracr)RNAs?|(?:hn|sn|sno)RNPs?[A-Z]?)$",
    re.IGNORECASE,
)
_LONG = 6  # letters: two words of this length each that stand side by side were written with a hyphen
# An adjective (epithelial-, metabolic-), and what is no ending of it (-isation, -ally, -ness).
_ADJECTIVE = re.compile(r"(?:al|ic|ous|ary|oid)$")
_ROOT = re.compile(r"(?!ness)[b-df-hjkmnp-tv-xz]")
_CHAINED = re.compile(r"[A-Za-z]-(?:(?:of|and|the)|(?P<maybe>to|in|by|on|or|up))$")
_STEM = 5  # letters by which a word is known in another form
_WORD = 5  # letters: two words of the paper of this length make a compound
# Words that begin longer ones: underlying, thereafter.
_JOINED = frozenset({"after", "every", "other", "there", "under", "where", "while"})
_LAST_LETTERS = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]+$")
_FIRST_LETTERS = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]+")
_ADDRESS = re.compile(r"(?:://|\bwww\.|\b10\.)\S*$")


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
    if _ADDRESS.search(before) and (last in "-/_=&?%~#" or before.endswith("10.")) and not first.isupper():
        return len(before), ""  # the address of a page is cut anywhere
    if last in _HYPHENS and len(before) > 1 and not before[-2].isspace():
        return (len(before) - 1, "") if _typesetters(before[:-1], after, words) else (len(before), "")
    if is_cjk(last) or is_cjk(first):
        return len(before), ""
    if last in "/–—_" or first in "/" or "\u2150" <= first <= "\u218f":
        return len(before), ""  # a slash, or the Roman numeral of a name such as LC3Ⅱ
    return len(before), " "


def _typesetters(before: str, after: str, words: Set[str]) -> bool:
    """Tell whether the hyphen between the halves was put there by the typesetter."""
    left = _LAST_LETTERS.search(before)
    right = _FIRST_LETTERS.match(after)
    if left is None or right is None:
        return False  # a figure or a Chinese character on either side: part of a name
    head, tail = left.group(), right.group()
    whole = head + tail
    if f"{head}-{tail}".lower() in words:
        return False
    if whole.lower() in words or _RNA.match(whole):
        return True
    if len(tail) > _STEM and any(word.startswith(f"{head}-{tail[:_STEM]}".lower()) for word in words):
        return False  # re- / sensitised, where the paper has re-sensitise
    if len(head) == 1 or len(tail) == 1 or not (head.isascii() and tail.isascii()):
        return False  # no typesetter leaves one letter alone
    chained = _CHAINED.search(before)
    if chained and (not chained["maybe"] or tail in words):
        return False  # loss-of- / function, cell-to- / cell; but imatinib-in- / duced
    if not tail.islower():
        return False  # circ- / UBE2D2, pre- / miRNA
    if not head[1:].islower():
        return False  # PTEN- / deficient
    return not _compound(head.lower(), tail, after[len(tail) :], words)


def _compound(head: str, tail: str, rest: str, words: Set[str]) -> bool:
    """Tell whether two halves in small letters were written with a hyphen by the author."""
    kept = _KEPT_TAILS.get(head)
    if kept is not None:
        return kept.match(tail) is not None
    known = head in words
    if known and tail in words and min(len(head), len(tail)) >= _WORD and head not in _JOINED:
        return True  # single- / agent
    ending = _ENDINGS.get(tail)
    if ending is not None:
        return ending.search(head) is None
    if _SECOND_HALF.match(tail) and (len(tail) > 3 or rest.startswith("-")):
        return known or len(head) >= _LONG - 1 or (rest.startswith("-") and len(tail) <= 3)
    return len(head) >= _LONG and len(tail) >= _LONG and (known or bool(_ADJECTIVE.search(head) and _ROOT.match(tail)))
