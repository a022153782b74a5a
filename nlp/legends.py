"""What notes, caption and headers of a table explain: "R, resistance; S, sensitivity", "↑表示耐药性增强"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extract.model import BlockKind, Document, Table
from nlp.effect_tokens import Form
from nlp.effects import EffectWords

_MARK = r"[↑↓⬆⬇↗↘⇑⇓▲▼△▽⇧⇩+＋⊕⊖\-−–－±√✓✔○●◯◎×✗✘★☆*#]{1,3}"
_SIGN = rf"[(（\[]?(?:{_MARK}|[A-Z][A-Za-z]{{0,4}}|[1-9])[)）\]]?"
_MEANS = (
    r"(?:[,，:：=]|(?:which\s+)?(?:means?|indicates?|denotes?|represents?|stands?\s+for|refers?\s+to|shows?|marks?)\b|"
    r"(?:表示|代表|指|示|为|意为|即)(?:的是)?)"
)
_ONE = re.compile(rf"\s*(?:(?P<sign>{_SIGN})\s*{_MEANS}|(?P<mark>{_MARK}))\s*(?P<meaning>\w.*?)\s*", re.DOTALL)
_TWO = re.compile(
    rf"\s*(?P<first>{_SIGN})\s*(?:and|or|/|／|和|与|及|或|、|,|，)\s*(?P<second>{_SIGN})\s*(?:分别|respectively)?\s*{_MEANS}\s*"
    r"(?P<meaning>\w.*?)(?:,?\s*respectively)?\s*",
    re.DOTALL,
)
_AND = re.compile(r"\s*(?:/|／|、|\band\b|\bor\b|和|与|及|或)\s*")
_PARTS = re.compile(
    rf"[;；。\n]|\.\s|\.$|[,，]\s*(?=(?:和|而|and\s+)?(?:{_MARK}\s*(?:{_MEANS}|\w)|[A-Z][A-Za-z]{{0,4}}\s*[=:：]))"
)
_QUOTES = re.compile(r"[\"“”‘’]")
_BRACKET = re.compile(r"[(（](?P<inside>.*?)[)）]")
_BEGINS_NOTE = re.compile(
    r"\s*(?:注|附注|备注|说明|缩写|缩略语|Notes?|Abbreviations?|Legend|Key)\s*[:：.]\s*", re.IGNORECASE
)


def read_legend(table: Table, document: Document, words: EffectWords) -> Mapping[str, str]:
    """Return the signs that a table explains as effects, each with its meaning as written.

    Signs of expression ("↑, upregulated") and abbreviations that have nothing to do with effects are left out.
    """
    found: dict[str, str] = {}
    for text in _texts(table, document):
        for part in _PARTS.split(_BEGINS_NOTE.sub("", _QUOTES.sub("", text))):
            for sign, meaning in _explained(part, words):
                if words.said(meaning) is not None and not words.is_expression(meaning):
                    found.setdefault(sign, meaning)
    return found


def notes_of(table: Table, document: Document) -> str:
    """Return the notes of a table; in the text form of a paper these are the paragraphs that begin as notes."""
    blocks = [b.text for b in document.blocks if b.kind is BlockKind.NOTE or _BEGINS_NOTE.match(b.text)]
    following = [
        after.text
        for block, after in zip(document.blocks, document.blocks[1:], strict=False)
        if block.kind is BlockKind.CAPTION and block.text in table.caption and after.kind is not BlockKind.CAPTION
    ]
    return "\n".join(dict.fromkeys((*([table.notes] if table.notes else []), *following, *blocks)))


def _texts(table: Table, document: Document) -> Iterator[str]:
    for header in table.header:
        yield from (match["inside"] for match in _BRACKET.finditer(header))
    yield from (match["inside"] for match in _BRACKET.finditer(table.caption))
    yield notes_of(table, document)


def _explained(part: str, words: EffectWords) -> Iterator[tuple[str, str]]:
    if both := _TWO.fullmatch(part):
        meanings = _AND.split(both["meaning"], maxsplit=1)
        if len(meanings) == 2:
            about = words.about(both["meaning"])
            for sign, meaning in zip((both["first"], both["second"]), meanings, strict=True):
                said = words.said(meaning)
                yield _bare(sign), f"{meaning} {about}" if said and said.form is Form.BARE and about else meaning
        return
    if one := _ONE.fullmatch(part):
        yield _bare(one["sign"] or one["mark"]), one["meaning"]


def _bare(sign: str) -> str:
    return sign.strip(" ()（）[]")
