"""What the columns of an evidence table hold: told by their header words, in both languages, and by their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extract.model import Table
from extract.references import cited_numbers
from nlp.effects import EffectWords
from nlp.lexicon import data_folder, read_tsv
from nlp.model import EntityType
from nlp.tagger import Tagger


class Field(StrEnum):
    """The part that a column plays in a record."""

    SOURCE = "source"
    RECIPIENT = "recipient"
    NCRNA = "ncrna"
    CLASS = "class"
    EXPRESSION = "expression"
    DRUG = "drug"
    EFFECT = "effect"
    MECHANISM = "mechanism"
    TARGET = "target"
    REFERENCE = "reference"
    DISEASE = "disease"
    OTHER = "other"


_HELD = {
    EntityType.NCRNA: Field.NCRNA,
    EntityType.DRUG: Field.DRUG,
    EntityType.CELL: Field.SOURCE,
    EntityType.GENE: Field.TARGET,
    EntityType.PATHWAY: Field.MECHANISM,
    EntityType.PROCESS: Field.MECHANISM,
    EntityType.DISEASE: Field.DISEASE,
}
_BARE_NUMBERS = re.compile(r"\s*\d{1,3}(?:\s*[,，、;；\-–—]\s*\d{1,3})*\s*")
_ONLY_ONE = (Field.NCRNA, Field.DRUG, Field.EFFECT, Field.REFERENCE)


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Header words by field, folded to lower case."""

    words: Mapping[str, Field]

    def field(self, header: str) -> tuple[Field, float] | None:
        """Return the field that a header names, and how sure that is from 0 to 1."""
        folded = fold_header(header)
        if not folded:
            return None
        if folded in self.words:
            return self.words[folded], 1.0
        inside = [word for word in self.words if _holds(folded, word)]
        if not inside:
            return None
        # The last word carries an English noun phrase, and any Chinese one.
        best = max(inside, key=lambda word: (len(word), folded.rfind(word)))
        return self.words[best], 0.4 + 0.5 * len(best) / len(folded)


def load_header_words() -> HeaderWords:
    """Read ``nlp/rules/header_words.tsv``."""
    rows = read_tsv(data_folder("rules").joinpath("header_words.tsv"))
    return HeaderWords({row["word"].casefold(): Field(row["field"]) for row in rows})


def map_columns(
    table: Table, tagger: Tagger, words: HeaderWords, effects: EffectWords
) -> tuple[dict[int, Field], list[str]]:
    """Return column → field, and a report for each column that neither header nor cells explain."""
    scores: list[dict[Field, float]] = []
    reports: list[str] = []
    for column, header in enumerate(table.header):
        cells = [row[column] for row in table.rows]
        named = words.field(header)
        held = _held(cells, tagger, effects)
        score = {field: 1.1 * share for field, share in held.items()}
        if named is not None:
            score[named[0]] = score.get(named[0], 0.0) + 1.5 * named[1]
            if named[0] is Field.RECIPIENT:
                score[Field.SOURCE] = 0.0
        if not score or max(score.values()) < 0.35:
            reports.append(f"table {table.label or table.id}: column {column + 1} ({header!r}) is not understood")
        scores.append(score)
    return _assign(scores), reports


def fold_header(header: str) -> str:
    """Return a header in lower case, without brackets, full stops and doubled spaces."""
    text = re.sub(r"[(（\[].*?[)）\]]", " ", header.casefold())
    return re.sub(r"\s+", " ", text.replace(".", " ")).strip(" :：")


def _holds(folded: str, word: str) -> bool:
    if word.isascii():
        return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", folded) is not None
    return word in folded


def _held(cells: Sequence[str], tagger: Tagger, effects: EffectWords) -> dict[Field, float]:
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return {}
    counts: dict[Field, float] = {}
    for cell in filled:
        fields = {_HELD[mention.type] for mention in tagger.tag_text(cell)}
        if cited_numbers(cell) or _BARE_NUMBERS.fullmatch(cell):
            fields = {Field.REFERENCE}
        if not fields and effects.speaks_of_effect(cell):
            fields = {Field.EFFECT}
        for field in fields:
            counts[field] = counts.get(field, 0.0) + 1.0 / len(fields)
    return {field: count / len(filled) for field, count in counts.items()}


def _assign(scores: Sequence[Mapping[Field, float]]) -> dict[int, Field]:
    """Give each column its best field; a field that a record has once goes to its best column."""
    assigned: dict[int, Field] = {}
    claims = sorted(
        ((score, column, field) for column, fields in enumerate(scores) for field, score in fields.items()),
        key=lambda claim: (-claim[0], claim[1]),
    )
    for score, column, field in claims:
        taken = field in assigned.values() and field in _ONLY_ONE
        if column not in assigned and not taken and score >= 0.35:
            assigned[column] = field
    return assigned
