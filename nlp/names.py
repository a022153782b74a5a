"""All names in one index: where in a text each may stand, and what a written name means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import ahocorasick

from nlp.candidates import Candidate
from nlp.lexicon import Name, Trust
from nlp.model import EntityType, NcrnaClass
from nlp.script import Folded, Folder, bounded, is_han

_MIRNA_GENE = re.compile(r"MIR(?P<let>LET)?(?P<number>[0-9A-Z]+(?:-\d+)?)")


_COUNTABLE = {EntityType.CELL, EntityType.DISEASE, EntityType.GENE}


class NameIndex:
    """Names by the form under which they are looked up (:meth:`nlp.script.Folder.key`)."""

    def __init__(self, names: Iterable[Name], folder: Folder) -> None:
        self._folder = folder
        self._names: dict[str, list[Name]] = defaultdict(list)
        self._mirna_ids: dict[str, set[str]] = defaultdict(set)
        for name in names:
            # The symbols of miRNA genes serve the grammar; a miRNA without a number (bantam) is looked up.
            if name.subtype is NcrnaClass.MIRNA and name.trust is not Trust.CURATED:
                self._add_mirna(name)
            else:
                self._names[folder.key(name.written)].append(name)
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for key in self._names:
            if key:
                self._automaton.add_word(key)
        self._automaton.make_automaton()

    def _add_mirna(self, name: Name) -> None:
        gene = _MIRNA_GENE.fullmatch(name.normal)
        if gene is not None and name.written == name.normal and name.id is not None:
            number = gene["number"].lower()
            stem = f"let-{number}" if gene["let"] else f"miR-{number}"
            for normal in {
                stem,
                re.sub(r"(?<=[a-z])(\d)$", r"-\1", stem),
                re.sub(r"(?<=[a-z\d])-\d$|(?<=[a-z])\d$", "", stem),
            }:
                self._mirna_ids[normal].add(name.id)

    def mirna_id(self, normal: str) -> str | None:
        """Return HGNC's id of the one gene of a miRNA; ``None`` where it is unknown or one of several genes."""
        ids = self._mirna_ids.get(re.sub(r"-[35]p$|\*$", "", normal), set())
        return next(iter(ids)) if len(ids) == 1 else None

    def written(self) -> Iterator[str]:
        """Return every name as the lexicons write it."""
        return (name.written for names in self._names.values() for name in names)

    def meanings(self, written: str) -> list[Name]:
        """Return everything that a written name may mean, the best trusted first."""
        order = list(Trust)
        return sorted(self._names.get(self._folder.key(written), []), key=lambda name: order.index(name.trust))

    def gene(self, written: str) -> str | None:
        """Return the symbol of the gene that ``written`` names, if there is one."""
        found = [n for n in self.meanings(written) if n.type is EntityType.GENE and n.trust is not Trust.CONTEXT]
        return found[0].normal if found else None

    def gene_id(self, symbol: str) -> str | None:
        """Return the identifier of the gene with that symbol."""
        return next((n.id for n in self.meanings(symbol) if n.type is EntityType.GENE and n.normal == symbol), None)

    def ncrna(self, written: str) -> Name | None:
        """Return the ncRNA gene that ``written`` names, if there is one."""
        found = [name for name in self.meanings(written) if name.type is EntityType.NCRNA]
        return found[0] if found else None

    def find(self, folded: Folded, *, open_end: bool = False) -> Iterator[Candidate]:
        """Yield every name that stands in the text at word boundaries, overlaps and doubtful ones included.

        With ``open_end`` more letters may follow at once (the ``DDP`` of ``A549DDP``).
        """
        squeezed, text, kept, original = folded.squeezed, folded.text, folded.kept, folded.original
        for last, length in self._automaton.iter(squeezed):
            first = last + 1 - length
            start, end = kept[first], kept[last] + 1
            span = folded.original_span(start, end)
            if span is None:
                continue
            plural = False
            if not bounded(original, *span, open_end=open_end):
                plural = _plural(original, span[1]) and bounded(original, span[0], span[1] + 1)
                if not plural and not _silenced(original, *span) and not _before_mrna(original, *span):
                    continue
            key, written = squeezed[first : last + 1], text[start:end]
            exact = {name.type for name in self._names[key] if name.written == original[slice(*span)]}
            for name in self._names[key]:
                if name.type in exact and name.written != original[slice(*span)] and name.trust is not Trust.SYMBOL:
                    continue  # SF1 as written is another gene than SF-1
                if written == key == name.written or separators_agree(written, self._folder.fold(name.written).text):
                    if not plural:
                        yield Candidate.of(name, *span)
                    elif name.type in _COUNTABLE and name.trust in {Trust.CURATED, Trust.CONTEXT}:
                        yield Candidate.of(name, span[0], span[1] + 1)


def _silenced(text: str, start: int, end: int) -> bool:
    """Whether only the ``si`` or ``sh`` of an interfering RNA stands before a symbol in capitals (``siPSMA3-AS1``)."""
    glued = text[max(0, start - 2) : start] in {"si", "sh"} and text[start:end].isupper() and end - start > 3
    return glued and bounded(text, start - 2, end)


def _before_mrna(text: str, start: int, end: int) -> bool:
    """Whether only the word mRNA is glued to a name's end."""
    return text.startswith("mRNA", end) and bounded(text, start, end, open_end=True)


def _plural(text: str, end: int) -> bool:
    """Whether a plural's ``s`` follows a name of letters that ends at ``end``."""
    return text[end : end + 1] == "s" and text[end - 1].isalpha() and text[end - 1] not in "sS"


def separators_agree(written: str, name: str) -> bool:
    """Whether two folded names that differ in blanks and hyphens at most are still one name.

    A hyphen may be left out, added between letters and digits, or stand for a blank; a blank may be added only
    before a number (``Bcl 2``) or beside a Chinese character.

    >>> separators_agree("mcf 7", "mcf-7"), separators_agree("her 2", "her2"), separators_agree("was p", "wasp")
    (True, True, False)
    """
    if written == name:
        return True
    for before, after, ours, theirs in _gaps(written, name):
        if ours == theirs:
            continue
        alphabetic = before.isalpha() and after.isalpha() and not is_han(before) and not is_han(after)
        both_digits = before.isdigit() and after.isdigit()
        if ours == "" and " " in theirs and alphabetic and name.rpartition(" ")[2] == after:
            return False  # "proteins" is not protein S
        if theirs == "" and alphabetic and (" " in ours or len(name) < 6):
            return False
        if both_digits and "" in (ours, theirs):
            return False
        if " " in ours and theirs == "" and before.isdigit() and not is_han(after):
            return False
        if len(ours) > 3 or "  " in ours:
            return False
        if ours == "" and " " in theirs and alphabetic and len(name) < 8:
            return False
    return True


def _gaps(left: str, right: str) -> Iterator[tuple[str, str, str, str]]:
    """Walk two names along; yield each pair of neighbouring characters with what separates it on either side."""
    i = j = 0
    while i < len(left) and j < len(right):
        before, i, j = left[i], i + 1, j + 1
        ours, i = _separator(left, i)
        theirs, j = _separator(right, j)
        if i < len(left) and (ours or theirs):
            yield before, left[i], ours, theirs


def _separator(text: str, start: int) -> tuple[str, int]:
    end = start
    while end < len(text) and text[end] in " -":
        end += 1
    return text[start:end], end
