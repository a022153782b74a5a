"""What a row of an evidence table holds, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.references import cited_numbers
from nlp.cells import CellReader
from nlp.effects import EffectWords
from nlp.headers import Field, HeaderWords
from nlp.model import EntityType
from nlp.row_facts import FactReader

_PATHWAY = re.compile(r"(?:pathways?|signall?ing|axis|cascade|通路|途径|轴)\s*[↑↓⬆⬇]?$", re.IGNORECASE)
_SURE = 0.9
_ARROWED = re.compile(r"[↑↓⬆⬇⇑⇓▲▼]")
_LOWERED = re.compile(r"(?<![A-Za-z])(?:anti|antisense|si|sh|as|aso|lna)[-‐‑–]?\s*(?=$|\s)", re.IGNORECASE)
_TELLING = (Field.DISEASE, Field.DRUG, Field.EFFECT, Field.MECHANISM)


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its cells with their headers by field, and the heading of the rows that it stands under."""

    number: int
    texts: tuple[str, ...]
    cells: Mapping[Field, tuple[tuple[str, str], ...]]
    group: str
    named: str = ""  # the ncRNA that a heading names, where the table has no column of them

    def text(self, field: Field) -> str:
        """Return the cells of a field as one text."""
        return "; ".join(text for _, text in self.cells.get(field, ()) if text.strip())

    def header(self, field: Field) -> str:
        """Return the headers of a field's columns as one text."""
        return "; ".join(header for header, _ in self.cells.get(field, ()))


@dataclass(frozen=True, slots=True)
class TableReader:
    """What the rows of one paper's tables are read with."""

    cells: CellReader
    facts: FactReader
    headers: HeaderWords
    effects: EffectWords

    def is_header(self, text: str) -> bool:
        """Tell whether a text is a header word."""
        named = self.headers.fields(text)
        return named is not None and named[1] >= _SURE

    def names_ncrna(self, text: str) -> bool:
        """Tell whether a text names an ncRNA."""
        return any(mention.type is EntityType.NCRNA for mention in self.cells.tag(text))


def changed(text: str, reader: TableReader) -> str:
    """Return what a cell says of its ncRNA beside the name: "miR-21 inhibitor", "si-MALAT1", "MEG3 (↓)"."""
    named = [mention for mention in reader.cells.tag(text) if mention.type is EntityType.NCRNA]
    if len(named) != 1:
        return ""
    rest = f"{text[: named[0].start]} {text[named[0].end :]}"
    return _LOWERED.sub(" knockdown ", rest)


def pathways(targets: str, reader: TableReader) -> str:
    """Return the pathways and processes among the targets, as written: the mechanism where the row has no other."""
    return "; ".join(
        part.strip()
        for item in re.split(r"[;；]", targets)
        for part in ([item] if _is_pathway(item, reader) else re.split(r"[,，、]", item))
        if _is_pathway(part, reader)
    )


def processes(effect: str, reader: TableReader) -> str:
    """Return the pathways and processes with an arrow beside an effect: "resistance ↑, autophagy ↓"."""
    items = [item.strip() for item in re.split(r"[;；,，、]", effect)]
    return "; ".join(
        item
        for item in items
        if _ARROWED.search(item) and not reader.effects.speaks_of_outcome(item) and _is_pathway(item, reader)
    )


def _is_pathway(item: str, reader: TableReader) -> bool:
    kinds = {mention.type for mention in reader.cells.tag(item.strip())}
    if kinds.intersection((EntityType.GENE, EntityType.NCRNA)):
        return False
    return bool(kinds & {EntityType.PATHWAY, EntityType.PROCESS}) or _PATHWAY.search(item.strip()) is not None


def sources(row: Row, reader: TableReader) -> tuple[str, ...]:
    """Return the source cells of a row; without a column of them the cell lines that its other cells name."""
    if Field.SOURCE in row.cells:
        return reader.cells.sources(row.text(Field.SOURCE))
    named = (mention for field in _TELLING for mention in reader.cells.tag(row.text(field)))
    return tuple(dict.fromkeys(n for mention in named if mention.type is EntityType.CELL for n in mention.normals))


def drugs(row: Row, above: Sequence[str], reader: TableReader) -> tuple[str, ...]:
    """Return the drugs of a row; without a column of them those of its effect, its heading or of what stands above.

    ``above`` are the caption, the heading of the section and the title: the first that speaks of resistance to one
    drug gives it.
    """
    if Field.DRUG in row.cells:
        return reader.cells.normals(row.text(Field.DRUG), EntityType.DRUG)
    mechanism = row.text(Field.MECHANISM)
    states = reader.effects.said(mechanism, reader.cells.tag(mechanism)) is not None
    told = mechanism if states or reader.effects.speaks_of_outcome(mechanism) else ""
    for text in (row.text(Field.EFFECT), row.header(Field.EFFECT), told, row.group):
        if named := tagged_drugs(text, reader):
            return named
    caption, *further = above
    if named := tagged_drugs(caption, reader):
        return named if len(named) == 1 else ()
    spoken = (tagged_drugs(text, reader) for text in further if reader.effects.speaks_of_outcome(text))
    one = next((named for named in spoken if named), ())
    return one if len(one) == 1 else ()


def tagged_drugs(text: str, reader: TableReader) -> tuple[str, ...]:
    """Return the drugs that a text names."""
    drugs = [mention for mention in reader.cells.tag(text) if mention.type is EntityType.DRUG]
    return tuple(dict.fromkeys(normal for mention in drugs for normal in mention.normals))


def references(row: Row, reader: TableReader) -> tuple[int, ...]:
    """Return the references of a row; without a column of them those that any cell cites."""
    if Field.REFERENCE in row.cells and (found := reader.cells.cited(row.text(Field.REFERENCE))):
        return found
    return tuple(dict.fromkeys(number for text in row.texts for number in cited_numbers(text)))
