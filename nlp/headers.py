"""What the columns of a table hold: told by their header words, in both languages, and by their cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from extract.model import Table
from extract.references import cited_numbers
from nlp.cells import CellReader
from nlp.effect_tokens import Form
from nlp.effects import EffectWords
from nlp.lexicon import data_folder, read_tsv
from nlp.model import EntityType, Mention


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
    APART = "apart"  # trial numbers, sequences, test statistics: what tables of evidence do not hold


_HELD = {
    EntityType.NCRNA: Field.NCRNA,
    EntityType.DRUG: Field.DRUG,
    EntityType.CELL: Field.SOURCE,
    EntityType.GENE: Field.TARGET,
    EntityType.PATHWAY: Field.MECHANISM,
    EntityType.PROCESS: Field.MECHANISM,
    EntityType.DISEASE: Field.DISEASE,
}
_BARE_NUMBERS = re.compile(r"\s*[(（]?\d{1,3}(?:\s*[,，、;；\-–—]\s*\d{1,3})*[)）]?\s*")
_AUTHOR = re.compile(r"\s*[A-Z][\w'’-]+[^;；\d]{0,40}(?:19|20)\d\d\b|\s*PMID")
_AUTHOR_NUMBER = re.compile(
    r"\s*[A-Z][\w'’-]+(?:\s+(?:et al\.?|and|&|[A-Z][\w'’-]*)){0,3},?\s*[(（\[]\d{1,3}[)）\]]\s*"
)
_TICK = re.compile(r"\s*[√✓✔●•×✗✘]\s*|\s*(?:yes|是)\s*", re.IGNORECASE)
_UP_OR_DOWN = re.compile(
    r"[\s↑↓⬆⬇↗↘⇑⇓▲▼△▽⇧⇩+]+|(?:in|de)creased?|reduced|elevated|higher|lower|升高|降低|增高|减低", re.IGNORECASE
)
_APART = re.compile(r"\b(?:NCT|ChiCTR\D{0,6}|ISRCTN)\d{6,}|^[\s5'′35–-]*[ACGTU\s]{12,}[\s3'′–-]*$")
_CLASS_WORD = re.compile(r"RNAs?\b|RNA$|exosom|外泌体|microRNA", re.IGNORECASE)
_OF_LEVELS = re.compile(r"express|level|regulat|abundance|content|表达|水平|含量|调", re.IGNORECASE)
_ONLY_ONE = (Field.NCRNA, Field.DRUG, Field.EFFECT, Field.REFERENCE)
_SEVERAL = (Field.DRUG, Field.EFFECT, Field.NCRNA)
_LEAST = 0.35
_PARTS = re.compile(r"\s*(?:[/／、&+,，]|\b(?:and|or)\b|[和与及或])\s*")
_OF = re.compile(r"\s(?:of|in|on|for|to|by|from|with|upon|after|towards?|against)\s")
# Of a header of two parts: "target/pathway", "source/cell line".
_FIRST = (
    Field.NCRNA,
    Field.DRUG,
    Field.TARGET,
    Field.EFFECT,
    Field.MECHANISM,
    Field.SOURCE,
    Field.EXPRESSION,
    Field.REFERENCE,
)


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Header words, folded to lower case, with the fields that they may mean."""

    words: Mapping[str, tuple[Field, ...]]

    def fields(self, header: str) -> tuple[tuple[Field, ...], float] | None:
        """Return the fields that a header may name, and how sure that is from 0 to 1."""
        # Of "donor → recipient" the donor is what a record holds.
        folded = fold_header(re.split(r"→|->|⟶|➔|⇒", header)[0]) or fold_header(header)
        if not folded:
            return None
        if folded in self.words:
            return self.words[folded], 1.0
        parts = [self.words[part] for part in _PARTS.split(folded) if part in self.words]
        if len(parts) > 1 and (first := next((f for f in _FIRST if any(f in part for part in parts)), None)):
            return (first,), 1.0
        inside = [word for word in self.words if not word.endswith(" to") and _holds(folded, word)]
        if not inside:
            return None
        # The last word carries a noun phrase: "level in exosomes", "drug resistance effect", ncRNA来源.
        head = _OF.split(folded)[0].strip()
        carrying = [word for word in inside if head.endswith(word) and _holds(head, word)]
        if carrying:
            best = max(carrying, key=len)
            return self.words[best], 0.6 + 0.3 * len(best) / len(folded)
        best = max(inside, key=lambda word: (len(word), folded.rfind(word)))
        return self.words[best], 0.4 + 0.5 * len(best) / len(folded)


@dataclass(frozen=True, slots=True)
class Columns:
    """The field of each column that has one, and reports on what was not sure."""

    fields: Mapping[int, Field]
    reports: tuple[str, ...]

    def of(self, *fields: Field) -> list[int]:
        """Return the columns of some fields, from left to right."""
        return sorted(column for column, field in self.fields.items() if field in fields)


def load_header_words() -> HeaderWords:
    """Read ``nlp/rules/header_words.tsv``: a word, and the field that it means, or several parted by ``|``."""
    rows = read_tsv(data_folder("rules").joinpath("header_words.tsv"))
    return HeaderWords({row["word"].casefold(): tuple(map(Field, row["field"].split("|"))) for row in rows})


def map_columns(
    table: Table, cell_reader: CellReader, words: HeaderWords, effects: EffectWords, *, last_reference: int = 999
) -> Columns:
    """Return the fields of a table's columns; ``last_reference`` is the highest number of the paper's bibliography.

    Reports name each column that neither header nor cells explain, that is read by its cells alone, or that is left
    out because another one holds the same.
    """
    named = [words.fields(header) for header in table.header]
    held = [
        _held(cells, cell_reader, effects, numbers_cite=_may_cite(cells, named[column], last_reference))
        for column, cells in enumerate(_columns(table))
    ]
    scores = [
        _score(header, names, holds, cell_reader, effects, ticked=any(map(_TICK.fullmatch, cells)))
        for header, names, holds, cells in zip(table.header, named, held, _columns(table), strict=True)
    ]
    _tell_effect_from_expression(scores, named, held)
    directional = {column for column, header in enumerate(table.header) if effects.is_directional(header)}
    directional |= {c for c, header in enumerate(table.header) if _names_drug(header, cell_reader)}
    directional |= _ticked(table, effects)
    for column in directional.intersection(_ticked(table, effects)):
        scores[column][Field.EFFECT] = 3.0
    sources = {c for c, names in enumerate(named) if names is not None and Field.SOURCE in names[0]}
    assigned = _assign(scores, directional, sources)
    if Field.NCRNA not in assigned.values() and not _headed_by_ncrnas(table, cell_reader):
        # Whatever its header says: "Gene", "RNA species", "Entry".
        share, column = max(((share.get(Field.NCRNA, 0.0), -c) for c, share in enumerate(held)), default=(0.0, 0))
        of_caption = {m.normals for m in cell_reader.tag(table.caption) if m.type is EntityType.NCRNA}
        is_target = assigned.get(-column) is Field.TARGET and len(of_caption) == 1
        if share >= _LEAST and not is_target:
            assigned[-column] = Field.NCRNA
    reports: list[str] = []
    for column, (header, names, score) in enumerate(zip(table.header, named, scores, strict=True)):
        place = f"table {table.label or table.id}: column {column + 1} ({header!r})"
        if not score or max(score.values()) < _LEAST:
            reports.append(f"{place} is not understood")
        elif column not in assigned:
            best = max(score, key=lambda field: score[field])
            reports.append(f"{place} is left out, another column is the {best.value}")
        elif names is None and not effects.speaks_of_outcome(header):
            reports.append(f"{place} is read as {assigned[column].value} by what its cells hold")
    return Columns(assigned, tuple(reports))


def _columns(table: Table) -> list[list[str]]:
    """Return the cells of each column, without rows that are a heading of those below: one text, in all or one cell."""
    rows = [row for row in table.rows if len(row) < 3 or len({text for text in row if text.strip()}) > 1]
    return [[row[column] for row in rows] for column in range(len(table.header))]


def _ticked(table: Table, effects: EffectWords) -> set[int]:
    """Return the columns that say an effect by their header and ticks: "Promotion | Inhibition", "Resistance"."""
    found = set()
    for column, header in enumerate(table.header):
        cells = [row[column] for row in table.rows if row[column].strip()]
        ticks = [cell for cell in cells if _TICK.fullmatch(cell) or re.fullmatch(r"[\s+＋]+", cell)]
        rest = [cell for cell in cells if cell not in ticks and not effects.says_nothing(cell)]
        if ticks and not rest and effects.said(header) is not None and len(ticks) < len(table.rows):
            found.add(column)
    return found


def _headed_by_ncrnas(table: Table, cell_reader: CellReader) -> bool:
    """Tell whether ncRNAs stand as headings above the rows."""
    headings = [
        next(iter(one)) for row in table.rows if len(row) > 2 and len(one := {t for t in row if t.strip()}) == 1
    ]
    named = [any(m.type is EntityType.NCRNA for m in cell_reader.tag(heading)) for heading in headings]
    return sum(named) > 1 and 2 * sum(named) > len(named)


def _tell_effect_from_expression(
    scores: Sequence[dict[Field, float]],
    named: Sequence[tuple[tuple[Field, ...], float] | None],
    held: Sequence[Mapping[Field, float]],
) -> None:
    """Read a column of "up" and "down" without a known header as effects where another one is the expression."""
    certain = {
        column
        for column, (names, holds) in enumerate(zip(named, held, strict=True))
        if (names is not None and Field.EXPRESSION in names[0])
        or holds.get(Field.EXPRESSION, 0.0) > holds.get(Field.EFFECT, 0.0) + 0.2
    }
    for column, score in enumerate(scores):
        if named[column] is None and column not in certain and certain and score.get(Field.EFFECT, 0.0) > 0.0:
            score[Field.EXPRESSION] = 0.0


def _score(
    header: str,
    named: tuple[tuple[Field, ...], float] | None,
    held: Mapping[Field, float],
    cell_reader: CellReader,
    effects: EffectWords,
    *,
    ticked: bool,
) -> dict[Field, float]:
    """Return how well each field explains a column, by what its cells hold and what its header says."""
    score = {field: 1.1 * share for field, share in held.items()}
    fields, sure = named or ((), 0.0)
    if not fields and ticked and effects.said(header) is None:
        score.pop(Field.EFFECT, None)  # "yes" to what is not known
    changes = fields[:1] == (Field.EXPRESSION,) and sure < 1.0 and not _OF_LEVELS.search(header)
    if (not fields or changes) and effects.speaks_of_outcome(header):  # "IC50 change"
        fields, sure = (Field.DRUG if held.get(Field.DRUG, 0.0) > 0.5 else Field.EFFECT,), 0.9
    weak = {Field.CLASS, Field.OTHER, Field.SOURCE}.intersection(fields)
    stronger = (Field.EFFECT, Field.REFERENCE) if Field.SOURCE in weak else (Field.EFFECT, Field.REFERENCE, Field.DRUG)
    if weak and max(held.get(field, 0.0) for field in stronger) > 0.5:
        sure *= 0.5  # "Group: promotes resistance", "Source: [12]", "Type of drug: cisplatin"
    for field in fields:
        score[field] = score.get(field, 0.0) + 1.5 * sure
    if fields and fields[0] is Field.RECIPIENT:
        score[Field.SOURCE] = 0.0
    if _names_drug(header, cell_reader) and (held.get(Field.EFFECT, 0.0) + held.get(Field.EXPRESSION, 0.0)) > 0.5:
        score[Field.EFFECT] = 3.0  # a column for each drug
    return score


def _names_drug(header: str, cell_reader: CellReader) -> bool:
    return any(mention.type is EntityType.DRUG for mention in cell_reader.tag(header))


def _may_cite(cells: Sequence[str], named: tuple[tuple[Field, ...], float] | None, last_reference: int) -> bool:
    """Tell whether bare numbers in a column can be references: under no or an unknown header, in rising order."""
    if named is not None and not {Field.SOURCE, Field.REFERENCE}.intersection(named[0]):
        return False
    numbers = [int(match[0]) for cell in cells if (match := re.match(r"\d{1,3}(?!\d)", cell.strip(" (（")))]
    rising = sum(one <= other for one, other in pairwise(numbers))
    counts_rows = numbers == list(range(1, len(numbers) + 1))
    return not counts_rows and max(numbers, default=0) <= last_reference and rising >= 0.8 * (len(numbers) - 1)


def fold_header(header: str) -> str:
    """Return a header in lower case, without brackets, full stops and doubled spaces."""
    text = re.sub(r"[(（\[].*?[)）\]]", " ", header.casefold())
    return re.sub(r"\s+", " ", text.replace(".", " ")).strip(" :：")


def _holds(folded: str, word: str) -> bool:
    if word.isascii():
        return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", folded) is not None
    return word in folded


def _held(
    cells: Sequence[str], cell_reader: CellReader, effects: EffectWords, *, numbers_cite: bool
) -> dict[Field, float]:
    filled = [cell for cell in cells if not effects.says_nothing(cell)]
    if not filled:
        return {}
    counts: dict[Field, float] = {}
    for cell in filled:
        fields = _cell_fields(cell, cell_reader, effects, numbers_cite=numbers_cite)
        for field in fields:
            counts[field] = counts.get(field, 0.0) + 1.0 / len(fields)
    with_verbs = sum(_begins_with_verb(cell, cell_reader.tag(cell)) for cell in filled)
    if counts.get(Field.TARGET, 0.0) >= 0.2 * len(filled) and with_verbs < 0.3 * len(filled):
        counts[Field.TARGET] += counts.pop(Field.MECHANISM, 0.0)  # targets and pathways together
    return {field: count / len(filled) for field, count in counts.items()}


def _cell_fields(cell: str, cell_reader: CellReader, effects: EffectWords, *, numbers_cite: bool) -> set[Field]:
    if _BARE_NUMBERS.fullmatch(cell):
        return {Field.REFERENCE} if numbers_cite else set()
    if cited_numbers(cell) and not cell.strip()[:1].isalpha():
        return {Field.REFERENCE}
    if _APART.search(cell):
        return {Field.APART}
    mentions = cell_reader.tag(cell)
    said = effects.said(cell, mentions)
    if said is not None and said.form is not Form.BARE:
        return {Field.EFFECT}
    fields = {_HELD[mention.type] for mention in mentions}
    if fields & {Field.TARGET, Field.NCRNA} and _begins_with_verb(cell, mentions):
        return {Field.MECHANISM}
    if not fields and (cited_numbers(cell) or _AUTHOR.match(cell) or _AUTHOR_NUMBER.fullmatch(cell)):
        return {Field.REFERENCE}
    if (not fields and cell.strip() in ("R", "S")) or _TICK.fullmatch(cell):
        return {Field.EFFECT}
    if fields or said is None:
        return fields
    if effects.is_expression(cell):
        return {Field.EXPRESSION}
    return {Field.EFFECT, Field.EXPRESSION} if _UP_OR_DOWN.fullmatch(cell) else {Field.EFFECT}


def _begins_with_verb(cell: str, mentions: Sequence[Mention]) -> bool:
    """Tell whether a cell says what is done to a name: "Targets CAV1", 上调PSMA3; but not "lncRNA H19"."""
    begins = cell[: min((mention.start for mention in mentions), default=0)].strip()
    return re.search(r"[A-Za-z]{4}|[\u4e00-\u9fff]{2}", begins) is not None and not _CLASS_WORD.search(begins)


def _assign(
    scores: Sequence[Mapping[Field, float]], directional: Collection[int], sources: Collection[int]
) -> dict[int, Field]:
    """Give each column its best field; a field that a record has once goes to its best column.

    ``directional`` columns say by their header on which drug or in which direction: there may be several, as there
    may be several of the ``sources``, whose header says that they hold cells.
    """
    assigned: dict[int, Field] = {}
    claims = sorted(
        ((score, column, field) for column, fields in enumerate(scores) for field, score in fields.items()),
        # Of equals the first of the fields: an arrow alone is expression rather than effect.
        key=lambda claim: (-round(claim[0], 6), claim[1], list(Field).index(claim[2])),
    )
    for score, column, field in claims:
        taken = field in _ONLY_ONE and any(
            other is field and not (column in directional and place in directional and field in _SEVERAL)
            for place, other in assigned.items()
        )
        taken |= field is Field.SOURCE and column not in sources and Field.SOURCE in assigned.values()
        if column in assigned or score < _LEAST:
            continue
        if not taken:
            assigned[column] = field
        elif field is Field.NCRNA and scores[column].get(Field.NCRNA, 0.0) > 1.1:
            # "circRNA | miRNA": the second one is what the first one acts on.
            assigned[column] = Field.TARGET
    return assigned
