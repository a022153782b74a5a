"""Which names stand for what the lexicon says: short and common names must be spoken for by the text.

Many symbols and aliases of genes are also words, numerals or other abbreviations (CAN, SET, WAS; GC, CSC, OS). A
name passes by its look, by words beside it (``nlp/rules/tag_cues.tsv``), or by a neighbour in a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.candidates import Candidate
from nlp.lexicon import LexiconError, Name, Trust
from nlp.model import EntityType
from nlp.script import Folded, is_han

_ROMAN = re.compile(r"[IVXⅠ-Ⅻivx]+")
_RESIDUE = re.compile(r"(?:Ser|Thr|Tyr|Lys|Arg|His|Asp|Glu|Cys|Met)-?\d{1,4}|[SYTKR]\d{3,4}|[A-Z]\d{2,4}[A-Z]")
# Oncogenes as they were written before they had human symbols: c-kit, v-abl, N-ras.
_ONCOGENE = re.compile(r"[cvnkhl]-[a-z]{2,5}\d?", re.IGNORECASE)
_CLASS_WORD = re.compile(r"l(?:nc|inc) ?rnas? ", re.IGNORECASE)
# What makes of a process's name that of a thing: an efflux pump, an autophagosome, an enzyme of drug metabolism.
_THING = re.compile(r"泵|蛋白(?!质)|小体(?!的?[形生]成)|体(?![内外系现])|酶")
# "低分化" is a grade, and "区分化疗" holds no differentiation.
_GRADE = re.compile(r"[低中高未区]$")
_NO_PROTEIN = re.compile(r"-interacting (?:RNA|non)|-seq(?![a-z])", re.IGNORECASE)
# A Greek letter with a number names a subunit of something else, though HGNC lists some as aliases.
_GREEK_NUMBER = re.compile(r"(?:alpha|beta|gamma|delta|epsilon|[αβγδε])[- ]?\d{0,2}", re.IGNORECASE)
# What turns the name of a disease into that of a virus, or of what is not yet the disease.
_OTHER_THAN_DISEASE = re.compile(r"(?: [A-E])?\s?(?:virus|viral|病毒|前病变|旁)")
_AUTHOR_FOLLOWS = re.compile(r"(?: et al|等(?:[\[［\d（(]|人|学者|研究|发现)|[，,]? and colleagues)")
_MOVED_TO = re.compile(r"[至到给入进向酶了的][^，。]?|RNA|后的?受体")
USUAL = 3  # votes for the sense in which a curated name is written
_LIST_LINK = re.compile(r"(?:\s?[,，、/&+]\s?|\s?(?:和|与|及|或|以及)\s?|,?\s(?:and|or)\s|\s?[（(]\s?|\s?[)）]\s?)+")


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that speak for a type when they stand right before or right after a name."""

    before: dict[EntityType, re.Pattern[str]]
    after: dict[EntityType, re.Pattern[str]]

    @classmethod
    def of(cls, rows: Iterable[dict[str, str]]) -> Cues:
        """Read the rows of ``tag_cues.tsv``; raises :class:`LexiconError` for an unknown type or side."""
        words: dict[tuple[str, EntityType], list[str]] = {}
        for row in rows:
            if row["type"] not in set(EntityType) or row["side"] not in {"before", "after"}:
                raise LexiconError(f"tag_cues.tsv: unknown type or side in {row}")
            words.setdefault((row["side"], EntityType(row["type"])), []).append(row["cue"])

        def pattern(side: str, kind: EntityType) -> re.Pattern[str]:
            cues = sorted(words.get((side, kind), []), key=len, reverse=True)
            joined = "|".join(_cue(cue, side) for cue in cues) or "(?!)"
            return re.compile(rf"(?:{joined})[ -]?$" if side == "before" else rf"[ -]?(?:{joined})")

        return cls(
            {kind: pattern("before", kind) for kind in EntityType},
            {kind: pattern("after", kind) for kind in EntityType},
        )

    def of_drug(self, text: str, start: int, end: int) -> bool:
        """Whether a cue of drugs stands beside a span of a text in lower case."""
        before = self.before[EntityType.DRUG].search(text, max(0, start - 30), start)
        return before is not None or self.after[EntityType.DRUG].match(text, end) is not None

    def speak_for(self, candidate: Candidate, folded: Folded) -> bool:
        """Whether a cue of the candidate's type stands beside it."""
        start, end = folded.position(candidate.start), folded.position(candidate.end)
        before = self.before[candidate.type].search(folded.text, max(0, start - 30), start)
        return before is not None or self.after[candidate.type].match(folded.text, end) is not None


def _cue(word: str, side: str) -> str:
    escaped = re.escape(word)
    if is_han(word[0]):
        return escaped
    return rf"(?<![a-z]){escaped}" if side == "before" else rf"{escaped}(?![a-z])"


class Gate:
    """Tells names that stand for themselves from those that need evidence."""

    def __init__(self, cues: Cues, ambiguous: Iterable[dict[str, str]], classes: Iterable[str] = ()) -> None:
        """``ambiguous`` are the rows of ``ambiguous_names.tsv``; ``classes`` the names of drug classes and regimens.

        Only those in capitals hide a gene (R-CHOP): the EGFR of "EGFR inhibitor" is one.
        """
        hiding = [name for name in classes if re.fullmatch(r"[A-Z]+-(?!TKI)[A-Z]+", name)]
        joined = "|".join(re.escape(name) for name in sorted(hiding, key=len, reverse=True))
        self._regimens = re.compile(rf"(?<![A-Za-z0-9-])(?:{joined or '(?!)'})(?![A-Za-z0-9-])")
        codes = [name for name in classes if re.fullmatch(r"[A-Z]{3,8}", name)]
        self._class_codes = re.compile(rf"(?<![A-Za-z0-9/-])(?:{'|'.join(codes) or '(?!)'})(?![A-Za-z0-9/-])")
        self._cues = cues
        self._needs: dict[str, str] = {row["name"].upper(): row["needs"] for row in ambiguous}

    def stands_alone(self, candidate: Candidate, text: str) -> bool:
        """Whether the look of a name is enough."""
        name = candidate.name
        if name is None:
            return True
        surface = text[candidate.start : candidate.end]
        if name.trust is Trust.CONTEXT:
            return False
        if any(is_han(char) for char in surface):
            return True
        if len(surface) < 5 and surface.isalpha() and _shouted(text, candidate.start, candidate.end):
            return False
        if candidate.type in {EntityType.GENE, EntityType.NCRNA}:
            return self._symbol_stands_alone(surface, name)
        written = name.written[:1].upper() + name.written[1:] if name.written.islower() else name.written
        if surface in {name.written, f"{name.written}s", written, f"{written}s"} or any(
            char.isdigit() for char in surface
        ):
            return True
        if sum(char.isupper() for char in name.written) > 1 or (
            candidate.type is EntityType.CELL and " " not in surface
        ):
            # An abbreviation, or a cell line that is also a word: only as its makers write it, or in capitals.
            return len(surface) > 5 and (surface.isupper() or " " in surface)
        return True

    def _symbol_stands_alone(self, surface: str, name: Name) -> bool:
        trust, written = name.trust, name.written
        letters = [char for char in surface if char.isalpha()]
        length = sum(char.isalnum() for char in surface)
        digit = any(char.isdigit() for char in surface)
        upper = sum(char.isupper() for char in letters)
        greek = any("α" <= char <= "ω" for char in surface)
        if not letters or _ROMAN.fullmatch(surface):
            return False
        if trust is Trust.CURATED:
            same_case = surface == written or length > 5 or " " in surface or _ONCOGENE.fullmatch(surface) is not None
            return same_case or digit or greek or (upper > 0 and length > 2)
        if _ONCOGENE.fullmatch(surface) is not None and "-" in written:
            return True
        needs = self._needs.get(surface.upper())
        if length < 3 or needs == "context" or (needs == "upper" and upper < len(letters)):
            return False
        if trust is Trust.SYMBOL:
            if digit:
                return upper > 0 or (length > 4 and " " not in surface)
            mouse = name.type is EntityType.NCRNA and surface.istitle() and needs is None
            return upper == len(letters) or ((upper > 1 or mouse) and length > 3)
        if digit or greek:
            return (length > 3 and upper > 0) or (length > 4) or (surface == written and length > 3)
        return length > 3 and upper > 1

    def refused(self, candidate: Candidate, text: str) -> bool:
        """Whether a name can be nothing of the kind, whatever speaks for it: an author, a numeral, a word."""
        name = candidate.name
        if name is None:
            return False
        surface = text[candidate.start : candidate.end]
        if candidate.type is EntityType.NCRNA and _CLASS_WORD.match(surface):
            return True  # "lncRNA ROR": the grammar takes the name alone
        if candidate.type is EntityType.CELL and surface[:2] in {"T ", "B "} and text[: candidate.start].endswith("-"):
            return True  # Evsa-T cells are a line
        if candidate.type is EntityType.DISEASE and _OTHER_THAN_DISEASE.match(text, candidate.end):
            return True
        if name.trust is Trust.CONTEXT and len(surface) < 4 and surface.removesuffix("s") != name.written:
            return surface.upper() != surface or "-" in name.written  # an author Hu, a label S1
        if surface.islower() and surface.isalpha() and name.written.isupper() and name.type is not EntityType.NCRNA:
            return True  # "all" is no leukaemia
        if candidate.type is EntityType.GENE and _NO_PROTEIN.match(text, candidate.end):
            return True
        if any(is_han(char) for char in surface):
            if candidate.type is EntityType.PROCESS and _THING.match(text, candidate.end):
                return True
            if surface == "分化" and (_GRADE.search(text, 0, candidate.start) or text.startswith("疗", candidate.end)):
                return True
            # "H19转移", "转移至受体细胞" is transport, not metastasis.
            moved = candidate.type is EntityType.PROCESS and surface == "转移"
            return moved and (_MOVED_TO.match(text, candidate.end) is not None or _is_latin(text, candidate.start))
        if _ROMAN.fullmatch(surface) or not any(char.isalpha() for char in surface):
            return True
        author = surface.isalpha() and surface.istitle() and _AUTHOR_FOLLOWS.match(text, candidate.end) is not None
        if author and candidate.type is EntityType.CELL and " " not in name.written:
            return True  # Kelly et al.
        if candidate.type not in {EntityType.GENE, EntityType.NCRNA} or name.trust is Trust.CURATED:
            return False
        if author:
            return True
        if _GREEK_NUMBER.fullmatch(surface):
            return True
        if name.trust is not Trust.SYMBOL and (_RESIDUE.fullmatch(surface) or len(surface) < 3):
            return True
        letters = [char for char in surface if char.isalpha()]
        if surface.isalpha() and surface.islower():
            return True
        if candidate.type is EntityType.NCRNA and name.trust is Trust.SYMBOL and len(surface) > 2:
            return False  # H19 has one letter and is no label
        return len(letters) < 2 or (len(surface) == 2 and not surface.isupper() and surface.isalpha())

    def hidden(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of regimens such as ``R-CHOP``: there are no names inside.

        ``CHOP`` is also a gene: a regimen it is where the words beside it speak of a drug.
        """
        folded = text.lower()
        treated = (
            match.span() for match in self._class_codes.finditer(text) if self._cues.of_drug(folded, *match.span())
        )
        return [*(match.span() for match in self._regimens.finditer(text)), *treated]

    def prior(self, candidate: Candidate, text: str) -> int:
        """Return how much a name's sense weighs before its context is looked at, in votes of cues."""
        if candidate.name is None or not self.stands_alone(candidate, text):
            return 0
        # HK2 as written is the gene, though HK-2 is a cell line.
        exact = text[candidate.start : candidate.end] == candidate.name.written
        if candidate.name.trust is Trust.CURATED:
            return USUAL if exact else 0
        return 1

    def has_cue(self, candidate: Candidate, folded: Folded) -> bool:
        """Whether words beside a doubtful name speak for it."""
        return self._cues.speak_for(candidate, folded)


def _is_latin(text: str, position: int) -> bool:
    """Whether a Latin letter or a digit stands right before a position."""
    return position > 0 and text[position - 1].isascii() and text[position - 1].isalnum()


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether a name stands among words in capitals, where any word looks like a symbol."""
    around = [
        char for char in text[max(0, start - 30) : start] + text[end : end + 30] if char.isascii() and char.isalpha()
    ]
    return len(around) > 15 and sum(char.isupper() for char in around) > 0.9 * len(around)


def listed_with(candidates: Sequence[Candidate], accepted: Sequence[Candidate], text: str) -> Iterator[Candidate]:
    """Yield the candidates that stand in a list beside an accepted name of their type."""
    ends = {other.end: other.type for other in accepted}
    starts = {other.start: other.type for other in accepted}
    for candidate in candidates:
        after = _LIST_LINK.match(text, candidate.end)
        if after is not None and starts.get(after.end()) is candidate.type:
            yield candidate
            continue
        head = text[max(0, candidate.start - 8) : candidate.start]
        links = (head[-size:] for size in range(1, len(head) + 1) if _LIST_LINK.fullmatch(head[-size:]))
        if any(ends.get(candidate.start - len(link)) is candidate.type for link in links):
            yield candidate
