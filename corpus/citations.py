"""Under which names one study is known, whatever the style in which a paper cites it.

A study's DOI and PMID are sure; its title, folded to letters and digits, is what citation styles share. The styles
told apart here are GB/T 7714 (``Authors. Title[J]. Journal, year``), Vancouver and AMA (``Authors. Title. Journal.
Year``), Nature (``Authors Title. Journal vol, pages (year)``) and author-year styles (``Authors (year) Title.``).
"""

from __future__ import annotations

import re
import unicodedata

from extract.model import Document, Reference

SHORTEST_TITLE = 12  # letters and digits; what is shorter may well be a journal
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_PRINTED_DOI = re.compile(r"\bdoi\b[\s:：]*(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_TYPE_MARK = re.compile(r"\s*\[[A-Z]{1,2}(?:/OL)?\]")
_YEAR = re.compile(r"\((?:19|20)\d{2}[a-z]?\)[.,:]?\s+(?=\S)")
_PART = re.compile(
    r"(?<=[^\s.])\.\s+|[。？?]\s*"
    # Chinese journals print no blank after the names: "LI M.Exosomal …", "李四.外泌体…".
    r"|(?<=\b[A-Z])\.(?=[A-Z][a-z]{2})|\.(?=[\u4e00-\u9fff])"
)
_INITIALS = re.compile(r"(?:[A-Z]\.?[- ]?){1,3}|et|al|and|&|等")
_HAN_NAMES = re.compile(r"[\u4e00-\u9fff·]{2,5}(?:[,，、;；]\s*[\u4e00-\u9fff·]{2,5})*[,，、]?\s*等?")


def study_names(reference: Reference) -> tuple[str, ...]:
    """Return the names of a cited study, the surest first: ``doi:…``, ``pmid:…``, ``title:…``."""
    names = []
    printed = _DOI.search(reference.text)
    doi = reference.doi or (printed.group() if printed else None)
    if doi:
        names.append("doi:" + _bare_doi(doi))
    if reference.pmid:
        names.append("pmid:" + reference.pmid.strip()[:20])
    title = fold(reference_title(reference.text))
    if len(title) >= SHORTEST_TITLE:
        names.append("title:" + title[:160])
    return tuple(names)


def reference_title(entry: str) -> str:
    """Return the title in one entry of a bibliography; ``""`` where none can be told from the rest."""
    text = _DOI.sub(" ", unicodedata.normalize("NFKC", entry.replace("．", ". ")))
    text = re.sub(r"^\s*(?:\[\d+\]|\d+[.)])\s*", "", text)
    mark = _TYPE_MARK.search(text)
    year = _YEAR.search(text)
    if mark:
        text = text[: mark.start()]
    elif year and year.end() < 0.7 * len(text):
        text = text[year.end() :]
    titles = (part.strip() for part in _PART.split(text))
    return next((part for part in titles if len(fold(part)) >= SHORTEST_TITLE and not _names_people(part)), "")


def printed_doi(document: Document) -> str | None:
    """Return the paper's own DOI where its first page prints one, labelled as such."""
    for number, block in enumerate(document.blocks):
        on_first_page = block.places[0].page == 1 if block.places else number < 12
        found = _PRINTED_DOI.search(unicodedata.normalize("NFKC", block.text)) if on_first_page else None
        if found and block.kind != "reference":
            return _bare_doi(found.group(1))
    return None


def fold(text: str) -> str:
    """Return ``text`` as lower-case letters and digits only, so that two printings of one title are equal."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())


def _bare_doi(doi: str) -> str:
    return re.sub(r"^https?://(?:dx\.)?doi\.org/", "", doi.strip().lower()).rstrip(".,;)]")[:230]


def _names_people(part: str) -> bool:
    if _HAN_NAMES.fullmatch(part):
        return True
    words = [word.strip(",;") for word in part.split()]
    initials = sum(_INITIALS.fullmatch(word) is not None for word in words)
    if initials >= 0.3 * len(words):
        return True
    items = [item.split() for item in part.split(",")]
    return len(items) > 2 and all(len(item) <= 3 and all(word[:1].isupper() for word in item) for item in items)
