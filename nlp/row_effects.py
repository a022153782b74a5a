"""The effect on resistance that a row states: in its effect cell, with the ncRNA's expression, or above the row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nlp.cells import CellReader
from nlp.effects import EffectWords, Form, Said
from nlp.model import Effect

_TURNED = {Effect.PROMOTES: Effect.INHIBITS, Effect.INHIBITS: Effect.PROMOTES}
# "R" and "S" in a column of effects.
_LETTERS = {"R": Effect.PROMOTES, "S": Effect.INHIBITS}
_ANSWER = re.compile(
    r"\s*(?:(?P<no>no\b|[×✗✘]|否|不是)|yes\b|是|[√✓✔●•+＋]+)\s*[,，:：;；.–-]*\s*(?P<rest>.*?)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class EffectCells:
    """What a row has to say on the effect. A column that the table does not have is ``None``."""

    effect: str | None
    effect_header: str
    drug: str
    expression: str
    drug_header: str
    mechanism: str
    group: str
    caption: str


@dataclass(frozen=True, slots=True)
class RowEffect:
    """The effect and where it stands; ``report`` says what was not understood.

    ``by_drug`` is given where each drug has a column of its own.
    """

    effect: Effect = Effect.UNKNOWN
    why: str = ""
    report: str | None = None
    by_drug: Mapping[str, Effect] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EffectReader:
    """Reads the effects of one table's rows.

    ``composes`` tells that states ("resistance") are what the change of the ncRNA leads to, so that what is low in
    resistant cells inhibits resistance.
    """

    words: EffectWords
    cells: CellReader
    composes: bool

    def read(self, row: EffectCells) -> RowEffect:
        """Return the effect of a row."""
        if row.effect is not None and self.words.says_nothing(row.effect):
            return RowEffect()
        said = _said(self.words, self.cells, row)
        if said is not None:
            effect = self._with_expression(said, row.expression, row.effect_header)
            return RowEffect(effect, f"effect {row.effect!r} in column {row.effect_header!r}")
        elsewhere = self._elsewhere(row)
        if elsewhere is not None:
            return elsewhere
        report = f"no effect on resistance is understood from {row.effect!r}" if row.effect else None
        return RowEffect(report=report)

    def _with_expression(self, said: Said, expression: str, header: str) -> Effect:
        if self.words.lowers(header):
            said = Said(_TURNED[said.effect], said.form)  # "Effect of knockdown on sensitivity"
        change = self.words.expression(expression)
        if change is None or change[0] > 0:
            return said.effect
        turned = change[1] or (self.composes and said.form in (Form.STATE, Form.NOUN))
        return _TURNED[said.effect] if turned else said.effect

    def _elsewhere(self, row: EffectCells) -> RowEffect | None:
        """Return an effect that stands in no column of effects: all rows below a heading, a header or a caption."""
        if row.effect and self.words.speaks_of_outcome(row.effect):
            return None  # it speaks of resistance, but not clearly
        acts = (Form.ACT,)
        for text, place, forms in (
            (row.drug, "drug cell", (*acts, Form.STATE, Form.NOUN)),
            (row.mechanism, "mechanism", acts),
            (row.group, "heading of the rows", (*acts, Form.STATE, Form.NOUN)),
            (row.drug_header, "header of the drugs", (*acts, Form.STATE, Form.NOUN)),
            (row.caption, "caption", acts),
        ):
            said = self.words.said(text, self.cells.tag(text)) if text else None
            if said is None or said.form not in forms:
                continue
            change = self.words.expression(row.expression)
            if said.form is Form.NOUN and place.startswith("header"):
                if change is None:
                    continue  # "resistance to" names the drugs, not an effect
                return RowEffect(said.effect if change[0] > 0 else _TURNED[said.effect], f"{place} and expression")
            return RowEffect(said.effect, f"{place} {text!r}")
        return None


def make_effect_reader(words: EffectWords, cells: CellReader, rows: Sequence[EffectCells]) -> EffectReader:
    """Return the reader for the rows of one table.

    Where an ncRNA that is low goes with resistance, the column of outcomes tells what its change leads to.
    """
    composes = False
    for row in rows:
        said = _said(words, cells, row)
        change = words.expression(row.expression)
        if said is not None and said.form in (Form.STATE, Form.NOUN) and change is not None and change[0] < 0:
            composes = composes or said.effect is Effect.PROMOTES
    return EffectReader(words, cells, composes)


def _said(words: EffectWords, cells: CellReader, row: EffectCells) -> Said | None:
    """Return what the effect cell says; "↑" and "promotes" speak of what the header names, of resistance by default."""
    if row.effect is None or words.says_nothing(row.effect):
        return None
    if row.effect.strip() in _LETTERS:
        return Said(_LETTERS[row.effect.strip()], Form.NOUN)
    text = row.effect
    if words.is_directional(row.effect_header) and (answer := _ANSWER.fullmatch(text)):
        if answer["no"] is None or not answer["rest"]:
            return None if answer["no"] else words.said(row.effect_header, cells.tag(row.effect_header))
        text = answer["rest"]  # "No, reverses it"
    said = words.said(text, cells.tag(text))
    if said is None or said.form is not Form.BARE:
        return said
    header = words.about(row.effect_header)
    if words.is_expression(row.effect) and not header and re.search(r"\w", row.effect):
        return None  # "upregulated" under "Regulation"
    about = header or ("" if words.speaks_of_outcome(row.effect_header) else words.about(row.caption))
    effect = _TURNED[said.effect] if about == "sensitivity" else said.effect
    return Said(effect, Form.ACT if re.search(r"\w", row.effect) else Form.STATE)
