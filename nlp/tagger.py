"""The names in a text or a whole paper: found, told apart, normalised."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.model import BlockKind, Document
from nlp.abbreviations import Definition, find_definitions
from nlp.candidates import Candidate, Rank, longest
from nlp.gate import USUAL, Cues, Gate, listed_with
from nlp.grammar_cell import CellGrammar
from nlp.grammar_cell_unknown import UnknownLines, with_parents
from nlp.grammar_drug import DrugGrammar
from nlp.grammar_gene import find_fusions, find_interleukins, find_isoforms, find_numbered, find_oncogenes
from nlp.grammar_ncrna import find_ncrnas
from nlp.grammar_pathway import PathwayGrammar
from nlp.lexicon import Name, data_folder, read_drug_classes, read_names, read_pathways, read_tsv
from nlp.model import EntityType, Mention, NcrnaClass
from nlp.names import NameIndex
from nlp.script import Folded, Folder, bounded, is_han

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from nlp.link import Linker
    from nlp.models import ModelTagger
    from nlp.tokens import Tokeniser


_ABBREVIATION = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z0-9][A-Z0-9-]{2,5}")
_SYMBOL = re.compile(r"(?=.*[A-Z].*[A-Z0-9])[A-Za-z][A-Za-z0-9.-]{2,15}")
_SPELT_OUT = {EntityType.GENE, EntityType.DRUG, EntityType.NCRNA}


@dataclass(frozen=True, slots=True)
class Sense:
    """What an abbreviation means in one paper; ``meaning`` is ``None`` where it is no name of ours."""

    short: str
    meaning: Candidate | None


@dataclass(frozen=True, slots=True)
class _Passage:
    """One text with everything in it that might be a name."""

    block: str
    folded: Folded
    candidates: tuple[Candidate, ...]


class Tagger:
    """Finds names; holds the lexicons and rules. Made by :func:`load_tagger`, passed around explicitly."""

    def __init__(
        self,
        names: NameIndex,
        drugs: DrugGrammar,
        cells: CellGrammar,
        unknown_lines: UnknownLines,
        pathways: PathwayGrammar,
        gate: Gate,
        folder: Folder,
        models: ModelTagger | None = None,
        linker: Linker | None = None,
    ) -> None:
        self._models = models
        self._linker = linker
        self._drugs = drugs
        self._names = names
        self._cells = cells
        self._unknown_lines = unknown_lines
        self._pathways = pathways
        self._gate = gate
        self._folder = folder
        self._tokeniser: Tokeniser | None = None

    def doc(self, text: str, mentions: Sequence[Mention]) -> Doc:
        """Return one spaCy Doc of a text in any mix of languages, the mentions its entities.

        See :meth:`nlp.tokens.Tokeniser.doc`. The first call loads jieba and spaCy (about two seconds).
        """
        if self._tokeniser is None:
            # Most runs never need a Doc, and jieba and spaCy take longer to load than everything else together.
            from nlp.tokens import Tokeniser

            self._tokeniser = Tokeniser()
        return self._tokeniser.doc(text, mentions)

    def tag(self, document: Document, ncrnas: Iterable[str] = ()) -> tuple[Mention, ...]:
        """Return the mentions of all blocks in order; an abbreviation that one block explains holds in all.

        ``ncrnas`` are names that the paper gives to ncRNAs elsewhere, as in a column of its table.
        """
        blocks = [block for block in document.blocks if block.kind is not BlockKind.REFERENCE]
        return self._tag([(block.id, block.text) for block in blocks], ncrnas)

    def tag_text(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions of one text on its own; their ``block`` is empty."""
        return self._tag([("", text)])

    def meanings(self, text: str, kind: EntityType) -> Iterator[Mention]:
        """Yield what a whole text names where only one kind of name can stand, as in a column: the best or none."""
        named = next((name for name in self._names.meanings(text) if name.type is kind), None)
        if named is not None:
            yield Candidate.of(named, 0, len(text)).mention("", text)

    def _tag(self, texts: Sequence[tuple[str, str]], ncrnas: Iterable[str] = ()) -> tuple[Mention, ...]:
        passages = [self._passage(block, text) for block, text in texts]
        senses = {name: Sense(name, _called_ncrna(name)) for name in ncrnas}
        for short, sense in self._senses(passages).items():
            senses.setdefault(short, sense)
        decided = self._decided_names(passages)
        normals = {c.normals for passage in passages for c in self._strong(passage)}
        mentions: list[Mention] = []
        for passage in passages:
            text = passage.folded.original
            kept = [c for c in passage.candidates if self._keep(c, passage, decided)]
            kept = [c for c in kept if text[c.start : c.end] not in senses]
            kept += _abbreviated(text, senses)
            kept = _one_sense(kept, normals)
            mentions += [candidate.mention(passage.block, text) for candidate in longest(kept)]
        return with_parents(mentions)

    def _passage(self, block: str, text: str) -> _Passage:
        folded = self._folder.fold(text)
        hidden = self._gate.hidden(text)
        found = [
            candidate
            for candidate in self._names.find(folded)
            if not self._gate.refused(candidate, text)
            and not any(start <= candidate.start and candidate.end <= end for start, end in hidden)
        ]
        found += [
            *find_numbered(folded, tuple(found), self._names),
            *find_fusions(folded, tuple(found)),
            *find_interleukins(folded, self._names),
            *find_isoforms(folded, self._names),
            *find_oncogenes(folded, self._names),
        ]
        found += find_ncrnas(folded, self._names)
        found += self._drugs.find(folded)
        lines = list(self._cells.find(folded))
        lines += self._unknown_lines.find_sublines(folded)
        found += lines
        found += self._unknown_lines.find(folded, [line for line in lines if _is_line(line)])
        found += self._pathways.find(folded, found)
        if self._models is not None:
            found += (self._linked(candidate, text) for candidate in self._models.find(text))
        return _Passage(block, folded, tuple(found))

    def _linked(self, candidate: Candidate, text: str) -> Candidate:
        if self._linker is None:
            return candidate
        return self._linker.linked(candidate, text[candidate.start : candidate.end])

    def _strong(self, passage: _Passage) -> list[Candidate]:
        return longest(c for c in passage.candidates if self._gate.stands_alone(c, passage.folded.original))

    def _senses(self, passages: Iterable[_Passage]) -> dict[str, Sense]:
        senses: dict[str, Sense] = {}
        for passage in passages:
            text = passage.folded.original
            strong = self._strong(passage)
            by_span = {(c.start, c.end): c for c in strong}
            listed = {(c.start, c.end) for c in passage.candidates if c.name is not None}
            for name in strong:
                if name.type is EntityType.CELL and (name.rank is Rank.PATTERN or name.ambiguity == "subline"):
                    # What one sentence calls a line is one wherever the paper names it.
                    senses.setdefault(text[name.start : name.end], Sense(text[name.start : name.end], name))
                elif name.subtype is NcrnaClass.CIRCRNA and re.fullmatch(r"circ[A-Z][A-Z0-9]{2,}", name.normals[0]):
                    short = "c" + name.normals[0].removeprefix("circ")  # cESRP1 beside circESRP1
                    senses.setdefault(short, Sense(short, name))
                elif name.subtype is NcrnaClass.LNCRNA and (name.start, name.end) not in listed:
                    # What "lncRNA" is written before once, where no lexicon knows the name, is one without it, too.
                    surface = text[name.start : name.end]
                    if _SYMBOL.fullmatch(surface):
                        senses.setdefault(surface, Sense(surface, name))
            for definition in find_definitions(text, strong, self._names):
                for sense in self._sense(definition, text, by_span):
                    senses.setdefault(sense.short, sense)
        return senses

    @staticmethod
    def _sense(definition: Definition, text: str, strong: dict[tuple[int, int], Candidate]) -> Iterator[Sense]:
        own = strong.get(definition.short_span)
        meaning, short = definition.meaning, definition.short
        if meaning is None:
            if own is None:
                yield Sense(short, None)
            elif own.type in _SPELT_OUT:
                # The long form of a known symbol is the same thing, though no lexicon lists it.
                yield Sense(text[slice(*definition.long_span)], own)
            return
        if own is not None and own.rank is Rank.GRAMMAR:
            return
        yield Sense(short, meaning)
        if short[-1] == "s" and short[-2].isupper():
            yield Sense(short[:-1], meaning)
        elif short.isupper():
            yield Sense(short + "s", meaning)

    def _decided_names(self, passages: Iterable[_Passage]) -> dict[str, EntityType]:
        """Return the type of each doubtful surface that the paper speaks for somewhere.

        Doubtful are names that do not stand alone and names of several types: a paper uses one of the senses.
        """
        votes: dict[str, dict[EntityType, int]] = defaultdict(lambda: defaultdict(int))
        elsewhere = self._spelt_out(passages)
        for passage in passages:
            text = passage.folded.original
            doubtful = self._doubtful(passage)
            doubted = {(candidate.start, candidate.end) for candidate in doubtful}
            certain = [c for c in self._strong(passage) if (c.start, c.end) not in doubted]
            taken = {position for c in certain for position in range(c.start, c.end)}
            free = [c for c in doubtful if taken.isdisjoint(range(c.start, c.end))]
            usual = {(c.start, c.end): c.type for c in free if self._gate.prior(c, text) == USUAL}
            # EMT is the process, however often a gene might stand there: ITK is hardly called so.
            free = [c for c in free if c.rank is not Rank.ALIAS or usual.get((c.start, c.end), c.type) is c.type]
            for candidate in free:
                prior = votes[text[candidate.start : candidate.end]]
                prior[candidate.type] = max(prior[candidate.type], self._gate.prior(candidate, text))
            for candidate in free:
                if candidate.normals in elsewhere:
                    votes[text[candidate.start : candidate.end]][candidate.type] += 2
                if self._gate.has_cue(candidate, passage.folded):
                    votes[text[candidate.start : candidate.end]][candidate.type] += 1
            certain += [c for c in free if c.type is EntityType.CELL and self._gate.has_cue(c, passage.folded)]
            for candidate in listed_with(free, certain, text):
                # An alias of HGNC beside a gene may still be the paper's word for something else (EMT and AXL).
                weight = 1 if candidate.rank is Rank.ALIAS else 2
                votes[text[candidate.start : candidate.end]][candidate.type] += weight
        # Of a drug and a gene of one name (asparaginase) the drug is meant, where nothing says which.
        best = {
            surface: max(types, key=lambda kind: (types[kind], kind is EntityType.DRUG))
            for surface, types in votes.items()
        }
        return {surface: kind for surface, kind in best.items() if votes[surface][kind] > 0}

    def _spelt_out(self, passages: Iterable[_Passage]) -> set[tuple[str, ...]]:
        """Return the drugs, cells and diseases that the paper gives a full name: an abbreviation may stand for them."""
        return {
            candidate.normals
            for passage in passages
            for candidate in self._strong(passage)
            if (candidate.type is not EntityType.GENE and candidate.end - candidate.start > 5)
            or any(is_han(char) for char in passage.folded.original[candidate.start : candidate.end])
        }

    def _doubtful(self, passage: _Passage) -> list[Candidate]:
        text = passage.folded.original
        types: dict[tuple[int, int], set[EntityType]] = defaultdict(set)
        named = [candidate for candidate in passage.candidates if candidate.name is not None]
        for candidate in named:
            types[candidate.start, candidate.end].add(candidate.type)
        return [c for c in named if len(types[c.start, c.end]) > 1 or not self._gate.stands_alone(c, text)]

    def _keep(self, candidate: Candidate, passage: _Passage, decided: dict[str, EntityType]) -> bool:
        text = passage.folded.original
        if candidate.name is not None:
            kind = decided.get(text[candidate.start : candidate.end])
            if kind is not None:
                return candidate.type is kind
        return self._gate.stands_alone(candidate, text)


def _is_line(cell: Candidate) -> bool:
    """Whether a cell is a line by its looks or its accession, and no cell type."""
    return cell.end - cell.start > 3 and (cell.name is None or cell.ids[0] is not None or cell.normals[0][-1].isdigit())


def _one_sense(candidates: Iterable[Candidate], normals: Set[tuple[str, ...]]) -> list[Candidate]:
    """Of several things of one type that a name may mean, keep what the paper names otherwise; else say so."""
    spans: dict[tuple[int, int, EntityType], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        spans[candidate.start, candidate.end, candidate.type].append(candidate)
    chosen: list[Candidate] = []
    for readings in spans.values():
        best = min(reading.rank for reading in readings)
        equal = [reading for reading in readings if reading.rank is best]
        mentioned = [reading for reading in equal if reading.normals in normals] or equal
        meanings = list(dict.fromkeys("; ".join(reading.normals) for reading in mentioned))
        doubt = f"one of: {', '.join(meanings)}" if len(meanings) > 1 else mentioned[0].ambiguity
        chosen.append(replace(mentioned[0], ambiguity=doubt))
    return chosen


def _called_ncrna(name: str) -> Candidate:
    return Candidate(0, len(name), EntityType.NCRNA, (name,), (None,), Rank.PAPER, NcrnaClass.LNCRNA)


def _abbreviated(text: str, senses: dict[str, Sense]) -> Iterator[Candidate]:
    for short, sense in senses.items():
        if sense.meaning is None:
            continue
        for match in re.finditer(re.escape(short), text):
            if bounded(text, *match.span()):
                yield replace(sense.meaning, start=match.start(), end=match.end(), rank=Rank.PAPER, name=None)


def load_tagger(models: Sequence[str] = ()) -> Tagger:
    """Load the lexicons and rules. Raises :class:`nlp.lexicon.LexiconError` when one of them is malformed, and
    :class:`nlp.models.ModelError` for a pipeline that cannot be used.

    ``models`` names installed spaCy pipelines whose entities are added where the lexicons know nothing.
    """
    lexicons, rules = data_folder("lexicons"), data_folder("rules")
    folder = Folder()
    names: list[Name] = read_names(lexicons)
    index = NameIndex(names, folder)
    lines = NameIndex((name for name in names if name.type is EntityType.CELL), folder)
    agents = [row["suffix"] for row in read_tsv(lexicons.joinpath("drug_suffixes.tsv"))]
    agents += [name.written for name in names if name.type is EntityType.DRUG and _ABBREVIATION.fullmatch(name.written)]
    abbreviations = [row["name"] for row in read_tsv(lexicons.joinpath("abbreviations.tsv"))]
    words = {row["word"]: row["class"] for row in read_tsv(lexicons.joinpath("pathway_words.tsv"))}
    return Tagger(
        index,
        DrugGrammar(read_tsv(rules.joinpath("tag_drug_stems.tsv"))),
        CellGrammar(lines, index, agents, list(read_tsv(lexicons.joinpath("resistance_marks.tsv")))),
        UnknownLines(read_tsv(rules.joinpath("cell_words.tsv")), lines, index, agents, abbreviations),
        PathwayGrammar(words, read_pathways(lexicons), folder),
        Gate(
            Cues.of(read_tsv(rules.joinpath("tag_cues.tsv"))),
            read_tsv(lexicons.joinpath("ambiguous_names.tsv")),
            read_drug_classes(lexicons),
        ),
        folder,
        *_models(models, index, names),
    )


def _models(models: Sequence[str], index: NameIndex, names: Sequence[Name]) -> tuple[ModelTagger | None, Linker | None]:
    if not models:
        return None, None
    from nlp.link import Linker
    from nlp.models import ModelTagger

    rows = read_tsv(data_folder("rules").joinpath("tag_model_labels.tsv"))
    return ModelTagger(models, {row["label"]: EntityType(row["type"]) for row in rows}), Linker(index, names)
