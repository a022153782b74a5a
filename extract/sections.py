"""What part each paragraph plays: title, abstract, heading, caption, reference, or plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.lines import is_cjk
from extract.model import BlockKind
from extract.openings import ABSTRACT, KEYWORDS, NUMBERED_HEADING, REFERENCE_START, REFERENCES
from extract.paragraphs import LARGE, BodyStyle, Paragraph, opens_abstract

_BACK_MATTER = re.compile(
    r"^\s*[\[【]?\s*(?:致\s*谢|基金项目|作者简介|作者贡献|利益冲突|通信作者|通讯作者|收稿日期|修回日期|引用本文|"
    r"acknowledge?ments?|funding|conflicts?\s+of\s+interest|competing\s+interests?|authors?[’']?\s+contributions?|"
    r"data\s+availability|received|correspond\w+|citation|doi|copyright|中图分类号|文献标[识志]码|文章编号)",
    re.I,
)
_MARKS = re.compile(r"[。.!?！？;；，,：:]\s*$")


@dataclass(frozen=True, slots=True)
class Named:
    """A paragraph, the part that it plays, and the heading that it stands under."""

    paragraph: Paragraph
    kind: BlockKind
    section: str | None


def name_blocks(found: Sequence[Paragraph], body: BodyStyle) -> list[Named]:
    """Return every paragraph with its part; nothing is left out."""
    kinds = _kinds(found, body)
    named: list[Named] = []
    section: str | None = None
    for paragraph, kind in zip(found, kinds, strict=True):
        named.append(Named(paragraph, kind, section))
        if kind is BlockKind.HEADING:
            section = paragraph.text.strip()
    return named


def language(text: str) -> str:
    """Return ``zh`` or ``en``: the language that carries the sentence, names in Latin letters aside."""
    han = sum(is_cjk(ch) and ch.isalpha() for ch in text)
    words = len(re.findall(r"[A-Za-z]{2,}", text))
    return "zh" if han > words else "en"


def looks_like_heading(text: str) -> bool:
    """Tell whether a line of plain text is a numbered heading."""
    return (
        bool(NUMBERED_HEADING.match(text))
        and len(text) <= (60 if language(text) == "zh" else 120)
        and not _MARKS.search(text)
    )


def _kinds(found: Sequence[Paragraph], body: BodyStyle) -> list[BlockKind]:
    kinds: list[BlockKind] = []
    titles = _titles(found, body)
    first_text = next((i for i, p in enumerate(found) if opens_abstract(p.lines[0])), None)
    in_references = False
    abstract_waits = False
    for index, paragraph in enumerate(found):
        text = paragraph.text.strip()
        kind = _kind(paragraph, text, body)
        if index in titles:
            kind = BlockKind.TITLE
        elif titles and index < min(titles) and kind is BlockKind.HEADING:
            kind = BlockKind.NOTE  # the journal's rubric above the title
        elif REFERENCES.match(text):
            in_references = True
            kind = BlockKind.HEADING
        elif in_references:
            if kind is BlockKind.HEADING and not REFERENCE_START.match(text):
                in_references = False
            elif kind is not BlockKind.CAPTION:
                kind = BlockKind.REFERENCE
        elif abstract_waits and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.ABSTRACT
        elif first_text is not None and index < first_text and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.NOTE  # authors and their addresses
        abstract_waits = bool(ABSTRACT.match(text)) and len(text) <= 12
        if abstract_waits:
            kind = BlockKind.HEADING
        kinds.append(kind)
    return kinds


def _kind(paragraph: Paragraph, text: str, body: BodyStyle) -> BlockKind:
    if paragraph.caption:
        return BlockKind.CAPTION
    if opens_abstract(paragraph.lines[0]):
        return BlockKind.ABSTRACT
    if KEYWORDS.match(text):
        return BlockKind.KEYWORDS
    if _BACK_MATTER.match(text):
        return BlockKind.NOTE
    size, heavy = paragraph.style
    short = len(text) <= (60 if language(text) == "zh" else 150) and not _MARKS.search(text)
    large = size > LARGE * body.size
    if short and (heavy or large or (NUMBERED_HEADING.match(text) and len(paragraph.lines) <= 2)):
        return BlockKind.HEADING if re.search(r"\w", text) else BlockKind.NOTE
    if size < 0.88 * body.size and not REFERENCE_START.match(text):
        return BlockKind.NOTE
    return BlockKind.PARAGRAPH


def _titles(found: Sequence[Paragraph], body: BodyStyle) -> set[int]:
    """Return the positions of the titles: the largest print on the first page, at most one a language."""
    first_page = [
        (index, p)
        for index, p in enumerate(found[:25])
        if p.lines[0].page == found[0].lines[0].page and p.style[0] > 1.12 * body.size and not p.caption
    ]
    titles: dict[str, tuple[float, int]] = {}
    for index, paragraph in first_page:
        text = paragraph.text.strip()
        if len(text) < 6 or NUMBERED_HEADING.match(text) or ABSTRACT.match(text) or "·" in text[:1]:
            continue
        lang = language(text)
        if lang not in titles or paragraph.style[0] > titles[lang][0] + 0.5:
            titles[lang] = (paragraph.style[0], index)
    return {index for _, index in titles.values()}
