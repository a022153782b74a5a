"""Effects that differ by drug within one row: a column for each drug, or "cisplatin ↑; paclitaxel ↓"."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.headers import Field
from nlp.model import Effect, EntityType
from nlp.row_effects import EffectCells, EffectReader, RowEffect
from nlp.row_values import Row, TableReader, tagged_drugs

_ITEMS = re.compile(r"\s*[;；,，、/\n]\s*|\s+but\s+|\s+and\s+|但")

_WORDS = re.compile(r"[A-Za-z]+\s+[A-Za-z-]+\s+[A-Za-z]+|[\u4e00-\u9fff]{4}")


def by_drug(row: Row, said: EffectCells, effects: EffectReader, reader: TableReader) -> RowEffect | None:
    """Return the effects of a row drug by drug; ``None`` where it has one for all of them."""
    if Field.DRUG not in row.cells and (by_column := _by_column(row, said, effects, reader)) is not None:
        return by_column
    return _by_item(row, said, effects, reader)


def _by_column(row: Row, said: EffectCells, effects: EffectReader, reader: TableReader) -> RowEffect | None:
    told: dict[str, Effect] = {}
    for header, text in row.cells.get(Field.EFFECT, ()):
        if drugs := tagged_drugs(header, reader):
            effect = effects.read(replace(said, effect=text, effect_header=header)).effect
            told |= dict.fromkeys(drugs, effect)
    known = {drug: effect for drug, effect in told.items() if effect is not Effect.UNKNOWN}
    if not told:
        return None
    one = set(known.values())
    return RowEffect(one.pop() if len(one) == 1 else Effect.UNKNOWN, "the columns of the drugs", by_drug=known)


def _by_item(row: Row, said: EffectCells, effects: EffectReader, reader: TableReader) -> RowEffect | None:
    """Return the effects of the items of a cell where each has its drug and they are not the same."""
    text = said.drug if said.effect is None else said.effect
    items = [item for item in _ITEMS.split(text) if item.strip()]
    own = [tagged_drugs(item, reader) for item in items]
    if not all(own):
        in_order = reader.cells.normals(row.text(Field.DRUG), EntityType.DRUG)
        own = [(drug,) for drug in in_order] if len(in_order) == len(items) and not any(own) else []
    told: dict[str, Effect] = {}
    for item, drugs in zip(items, own, strict=False):
        cells = replace(said, drug=item) if said.effect is None else replace(said, effect=item)
        told |= dict.fromkeys(drugs, effects.read(cells).effect)
    if len(set(told.values())) < 2 or Effect.UNKNOWN in told.values():
        return None
    return RowEffect(Effect.UNKNOWN, f"{text!r}, drug by drug", by_drug=told)


def by_sentence(row: Row, reader: TableReader) -> RowEffect | None:
    """Return the effect that the effect cell or the mechanism cell states as a sentence, as prose does."""
    for field in (Field.EFFECT, Field.MECHANISM):
        text = row.text(field)
        said = reader.facts.drugs(text) if _WORDS.search(text) else {}
        if said and Effect.UNKNOWN not in said.values():
            one = set(said.values())
            own = reader.cells.normals(row.text(Field.DRUG), EntityType.DRUG)
            drugs = {} if own and len(one) == 1 else said
            return RowEffect(one.pop() if len(one) == 1 else Effect.UNKNOWN, f"{text!r} as a sentence", by_drug=drugs)
    return None
