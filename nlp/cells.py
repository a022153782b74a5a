"""What the cells of a paper's tables name: ncRNAs, drugs, cells, targets, citations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extract.model import Document, Reference
from extract.references import cited_numbers, spell_out
from nlp.legends import notes_of
from nlp.model import EntityType, Mention, NcrnaClass
from nlp.tagger import Tagger

_ITEMS = re.compile(r"\s*[;；,，、]\s*|\s+(?:and|or)\s+|\s*[和与及]\s*")
_SPLIT = re.compile(r"\s*[;；]\s*(?!\d)|\s*[,，、]\s*|\n")
# In a column of cells "TAM" is a cell, which the two-letter cell itself does not say.
_COLUMN_WORD = {EntityType.CELL: "cells", EntityType.DRUG: "treatment", EntityType.GENE: "gene expression"}
_SIGNS = re.compile(r"[↑↓⬆⬇↗↘⇑⇓▲▼△▽⇧⇩]")
# A name that no lexicon has: "7Su3rd" among cells, "MIRAT" among ncRNAs.
_CELL_CODE = re.compile(
    r"(?=.*[A-Za-z])(?=.*\d|.*[A-Z].*[A-Z]|.*[A-Z].*[-/‐‑]|.*[-/‐‑].*[A-Z])[A-Za-z0-9][A-Za-z0-9/.‐‑+-]{1,19}"
)
_NO_CELLS = re.compile(
    r"in[- ]?(?:vivo|vitro|silico|situ)|ex[- ]vivo|n/?[adr]|dna|m?rna|pcr|q?rt-?pcr|tcga|geo|gse\d+|[ivx]+|[tnm]\d|"
    r"[a-z]*(?:tissue|serum|plasma|blood|tumou?r|mice|mouse|patient|sample|specimen|xenograft)s?",
    re.IGNORECASE,
)
_RNA_SYMBOL = re.compile(
    r"(?=.*[A-Z].*[A-Z0-9])(?!(?:[a-z]*RNAs?|DNA|PCR|[NM]\.?[ADR]\.?)$)[A-Za-z][A-Za-z0-9.‐‑-]{2,15}"
)
_TO = re.compile(r"\s*(?:→|⟶|➔|➝|⇒|[-–—=]>|>)\s*|\s+to\s+|\s*(?:至|到)\s*")
_RECEIVES = re.compile(
    r"[(（]\s*(?:recipients?|recipient cells?|receivers?|受体|受体细胞)\s*[)）]|"
    r"^\s*(?:recipients?|受体|受体细胞)\s*[:：]",
    re.IGNORECASE,
)
_CIRC_ID = re.compile(r"hsa_circ_(\d+)")
_SHORT_CIRC = ("circ_", "circ-", "circ", "circRNA_", "circRNA-", "circRNA")
_NOTE_PARTS = re.compile(r"\n|[;；。]|\.\s|\.$|^\s*(?:注|Notes?|Abbreviations?|缩写|缩略语)\s*[:：.]\s*", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?P<short>[A-Za-z0-9][^\s,，:：=]{1,14})\s*(?:[,，:：=]|为)\s*(?P<long>\S.*?)\s*")
_BARE_NOTE = re.compile(r"\s*(?P<short>(?=\S*[A-Z])[A-Za-z0-9][^\s,，:：=]{1,14})\s+(?P<long>\S.*?)\s*")
_ONLY_NUMBERS = re.compile(
    r"\s*(?:refs?\.?|references?|nos?\.?|文献|参考文献)?\s*[(（]?\s*(\d{1,3}(?:\s*[-‐‑–—~～,，、;；]\s*\d{1,3})*)\s*[)）]?\s*[.。]?\s*",
    re.IGNORECASE,
)
_BEHIND_AUTHOR = re.compile(
    r"(?:et al\.?|等人?)\s*,?\s*[(（]?(\d{1,3}(?:\s*[-–,，]\s*\d{1,3})*)[)）]?\s*$|"
    r"[(（](\d{1,3}(?:\s*[-–,，]\s*\d{1,3})*)[)）]\s*$"
)
_AUTHOR_YEAR = re.compile(
    r"(?P<author>[A-Z](?:[^\W\d_\u4e00-\u9fff]|['’-])+|[\u4e00-\u9fff]{2,3}?(?=等|[\s,，(（]))"
    r"(?P<others>[^;；\d]{0,40}?)(?P<year>(?:19|20)\d\d)"
)

_OTHER_AUTHOR = re.compile(r"[A-Z][^\W\d_\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads names in cells; knows what the paper's prose and the notes below its tables call by which name."""

    tagger: Tagger
    known: Mapping[tuple[EntityType, str], tuple[str, ...]]
    references: tuple[Reference, ...]
    tagged: dict[str, tuple[Mention, ...]] = field(default_factory=dict, compare=False)  # cells are asked for often

    def tag(self, text: str) -> tuple[Mention, ...]:
        """Return all names in a text on its own; a whole text that the paper knows as one name is that name."""
        if text not in self.tagged:
            item = text.strip()
            kinds = [kind for kind in EntityType if (kind, item) in self.known]
            mentions = () if len(kinds) == 1 and item else self.tagger.tag_text(text)
            if kinds and not mentions:
                normals = self.known[kinds[0], item]
                start = text.index(item)
                end = start + len(item)
                mentions = (Mention("", start, end, kinds[0], item, normals, (None,) * len(normals)),)
            self.tagged[text] = mentions
        return self.tagged[text]

    def mentions(self, item: str, *types: EntityType) -> tuple[Mention, ...]:
        """Return the names of some types in one item of a cell.

        Where there is none, the item is looked up among the paper's own names, then read with the word that its
        column speaks of: the first of ``types`` is what the column holds.
        """
        start, text = len(item) - len(item.lstrip()), item.strip()
        if known := next(((kind, self.known[kind, text]) for kind in types if (kind, text) in self.known), None):
            kind, normals = known
            return (Mention("", start, start + len(text), kind, text, normals, (None,) * len(normals)),)
        named = tuple(mention for mention in self.tag(item) if mention.type in types)
        if named or not text or types[0] not in _COLUMN_WORD:
            return named
        plain = _SIGNS.sub(" ", item)
        hinted = self.tag(f"{plain.rstrip()} {_COLUMN_WORD[types[0]]}")
        found = tuple(mention for mention in hinted if mention.type in types and mention.end <= len(item))
        if found or types[0] is not EntityType.DRUG:
            return found
        return tuple(self.tagger.meanings(text, EntityType.DRUG))  # TAM: macrophages elsewhere, here tamoxifen

    def normals(self, text: str, *types: EntityType) -> tuple[str, ...]:
        """Return the normal forms of the names of some types in a cell, each once; see :meth:`mentions`."""
        named = [mention for item in _SPLIT.split(text) for mention in self.mentions(item, *types)]
        return tuple(dict.fromkeys(normal for mention in named for normal in mention.normals))

    def ncrnas(self, text: str, kind: str) -> tuple[str, ...]:
        """Return the ncRNAs of a cell; ``kind`` is what class column and header call them.

        A bare gene symbol in a column of ncRNAs is the ncRNA of that name.
        """
        found = self.normals(text, EntityType.NCRNA)
        if found or not text.strip():
            return found
        classes = [k.value for k in NcrnaClass if k.value.casefold() in kind.casefold().replace("-", "")]
        prefix = classes[0] if len(classes) == 1 else NcrnaClass.LNCRNA.value
        items = [self.tag(f"{prefix} {item}") for item in _ITEMS.split(text)]
        named = tuple(
            dict.fromkeys(n for found in items for m in found if m.type is EntityType.NCRNA for n in m.normals)
        )
        unknown = (item.strip() for item in _ITEMS.split(text))
        return named or tuple(item for item in unknown if _RNA_SYMBOL.fullmatch(item))

    def sources(self, text: str) -> tuple[str, ...]:
        """Return the cells that a cell names; of "A549/DDP → A549" only those before the arrow."""
        found: list[str] = []
        items = re.split(r"[;；](?!\d)|\n", text)  # the cell line RS4;11 is one
        for item in [item for item in items if not _RECEIVES.search(item)] or items:
            donor, *recipients = _TO.split(item)
            cells = self.normals(donor, EntityType.CELL)
            if not cells or not any(self.normals(part, EntityType.CELL) for part in recipients):
                cells = self.normals(item, EntityType.CELL)
            found += cells or self._cell_codes(donor)
        return tuple(dict.fromkeys(found))

    def _cell_codes(self, text: str) -> tuple[str, ...]:
        """Return what looks like the name of a cell line and is no other name."""
        items = (item.strip() for item in _SPLIT.split(text))
        return tuple(item for item in items if _CELL_CODE.fullmatch(item) and not self._is_other(item))

    def _is_other(self, item: str) -> bool:
        """Tell whether an item of a column of cells is something else: a specimen, a disease, a drug, an ncRNA.

        A name inside it does not tell: ACC-MESO-1 is no gene.
        """
        whole = (mention for mention in self.tag(item) if mention.surface == item)
        return _NO_CELLS.fullmatch(item) is not None or any(m.type is not EntityType.GENE for m in whole)

    def cited(self, text: str) -> tuple[int, ...]:
        """Return the reference numbers of a cell: "[22-23]", "22–23", "Li et al. [7]", or an author and a year."""
        plain = unicodedata.normalize("NFKC", text)
        if found := cited_numbers(plain):
            return found
        plain = re.sub(r"\s*(?:\band\b|&|和|与)\s*", ",", plain)
        if numbers := _ONLY_NUMBERS.fullmatch(plain):
            return tuple(dict.fromkeys(spell_out(numbers[1])))
        if behind := _BEHIND_AUTHOR.search(plain):
            return tuple(dict.fromkeys(spell_out(behind[1] or behind[2])))
        identified = [r.number for r in self.references if _identifies(r, plain)]
        if identified:
            return tuple(identified)
        named = [self._by_author(match) for match in _AUTHOR_YEAR.finditer(plain)]
        return tuple(dict.fromkeys(number for number in named if number is not None))

    def _by_author(self, cited: re.Match[str]) -> int | None:
        """Return the one reference whose authors and year these are: first by the first author, then by any."""
        others = _OTHER_AUTHOR.findall(cited["others"])  # or words of a journal
        of_year = [reference for reference in self.references if cited["year"] in reference.text]
        named = [r for r in of_year if _names(r, cited["author"])]
        first = [r for r in named if _names(r, cited["author"], first=True)]
        found = first or named
        if len(found) > 1 and others:
            found = [r for r in found if all(_names(r, other) for other in others)]
        return found[0].number if len(found) == 1 else None


def _names(reference: Reference, author: str, *, first: bool = False) -> bool:
    """Tell whether a reference names an author where its authors stand, or begins with that author."""
    before = r"\W*(?:\d+\W+)?(?:[A-Z]\b\W*)*" if first else r".*?(?<!\w)"
    return re.match(rf"{before}{re.escape(author)}(?![A-Za-z])", reference.text[:60], re.IGNORECASE) is not None


def _identifies(reference: Reference, cell: str) -> bool:
    """Tell whether a cell gives the PubMed number or the DOI of a reference."""
    pmid, doi = reference.pmid, reference.doi
    return bool((pmid and re.search(rf"(?<!\d){pmid}(?!\d)", cell)) or (doi and doi.casefold() in cell.casefold()))


def make_cell_reader(document: Document, mentions: Iterable[Mention], tagger: Tagger) -> CellReader:
    """Return the reader for one paper; ``mentions`` are those of its prose."""
    known: dict[tuple[EntityType, str], tuple[str, ...]] = {}
    for mention in mentions:
        known.setdefault((mention.type, mention.surface), mention.normals)
        if mention.type is EntityType.NCRNA and (circ := _CIRC_ID.fullmatch(mention.normal)):
            # What the prose calls hsa_circ_0001 may be circ_0001 in a narrow column.
            known |= {(EntityType.NCRNA, f"{short}{circ[1]}"): mention.normals for short in _SHORT_CIRC}
    for table in document.tables:
        known |= _explained(notes_of(table, document), tagger)
    return CellReader(tagger, known, document.references)


def _explained(notes: str, tagger: Tagger) -> dict[tuple[EntityType, str], tuple[str, ...]]:
    """Return what a note below a table explains: "DDP, cisplatin; TMZ: temozolomide"."""
    found = {}
    for part in _NOTE_PARTS.split(notes):
        explained = _NOTE.fullmatch(part)
        # "DDP cisplatin, TMZ temozolomide": a journal's style without any mark between the two
        pairs = [explained] if explained else map(_BARE_NOTE.fullmatch, re.split("[,，]", part))
        for pair in filter(None, pairs):
            meaning: Sequence[Mention] = tagger.tag_text(pair["long"])
            if len(meaning) == 1 and meaning[0].surface == pair["long"]:
                found[meaning[0].type, pair["short"]] = meaning[0].normals
    return found
