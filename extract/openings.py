"""How the parts of a paper begin: captions, headings, references, abstract and key words."""

from __future__ import annotations

import re

CAPTION_START = re.compile(
    r"^\s*(?:续?\s*[表图]\s*\d+|(?:Supplementary\s+)?(?:Fig(?:ure|\.)?|Tab(?:le|\.)?)\s*S?\d+|Continued\s+table|"
    r"(?:Fig(?:ure|\.)?|Tab(?:le|\.)?)\s+[IVX]+\b)",
    re.IGNORECASE,
)
NUMBERED_HEADING = re.compile(
    r"^\s*(?:\d{1,2}(?:[.．]\d{1,2}){0,3}[.．、]?\s+(?=\S)|\d{1,2}(?:[.．]\d{1,2}){1,3}(?=[^\d\s.．%])|"
    r"[一二三四五六七八九十]{1,3}[、．.]\s*|[（(][一二三四五六七八九十]{1,3}[)）]\s*|[IVX]{1,4}\.\s+)"
)
REFERENCE_START = re.compile(r"^\s*(?:\[\s*\d{1,3}\s*\]|［\d{1,3}］|\(\d{1,3}\)\s|\d{1,3}\s*[.．、]\s*(?=[^\d\s]))")
_ABSTRACT_WORD = r"(?:摘\s*要|提\s*要|abstract|summary)"
# Brackets part the word from what follows (【摘要】目的…); a bare word must be parted, and "Summary of …" is a heading.
ABSTRACT = re.compile(
    rf"^\s*(?:[\[【［(（]\s*{_ABSTRACT_WORD}\s*[\]】］)）]\s*[:：.]?|"
    rf"{_ABSTRACT_WORD}\s*(?:[:：.]|$|(?=\s+(?!\s|of\b|and\b))))",
    re.I,
)
KEYWORDS = re.compile(
    r"^\s*[\[【［(（]?\s*(?:关\s*键\s*词|主\s*题\s*词|key\s*-?words?)\s*[\]】］)）]?\s*[:：;；.]?", re.I
)
REFERENCES = re.compile(
    r"^\s*(?:\d+[.．、]?\s*)?[\[【]?\s*(?:参\s*考\s*文\s*献|references?(?:\s+and\s+notes)?|bibliography|literature\s+cited|works\s+cited)"
    r"\s*[\]】]?\s*[:：]?\s*$",
    re.I,
)
# What follows the label of a float that is spoken of, not captioned.
_CITING = re.compile(
    r"[)）,，。;；]|所示|显示|总结|列出|汇总|归纳|给出|中|可见|可知|"
    r"(?:and|or|shows?|summari[sz]es?|lists?|presents?|gives?|compares?|reports?|describes?|provides?|contains?|"
    r"illustrates?|depicts?|displays?|outlines?|details?|includes?|collects?|is|are|was|were|has|have|also|"
    r"demonstrates?|indicates?|suggests?|reveals?)\b(?!\s*[:：])"
)


def begins_caption(text: str) -> bool:
    """Tell whether a line begins a caption, rather than prose that cites one (``Figure 1 shows …``)."""
    label = CAPTION_START.match(text)
    return label is not None and not _CITING.match(text[label.end() :].strip())
