"""The effect on resistance that a row states: in its effect cell, with the ncRNA's expression, or above the row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlp.cells import CellReader
from nlp.effect_tokens import Form, Said
from nlp.effects import EffectWords
from nlp.model import Effect

_TURNED = {Effect.PROMOTES: Effect.INHIBITS, Effect.INHIBITS: Effect.PROMOTES}
# "R" and "S" in a column of effects.
_LETTERS = {"R": Effect.PROMOTES, "S": Effect.INHIBITS}
# "Type of resistance: acquired" is no effect.
_KIND = re.compile(r"type|kind|mode|form|类型|方式|种类", re.IGNORECASE)
_KINDS = re.compile(
    r"\s*(?:acquired|intrinsic|primary|secondary|innate|inherent|de novo|adaptive|获得性|原发性|继发性|先天性|固有)"
    r"(?:耐药|resistance|\s)*",
    re.IGNORECASE,
)
_YES = re.compile(r"\s*(?:yes|是|[√✓✔●•]+)\s*", re.IGNORECASE)
_PLUS = re.compile(r"\s*[(（]?\s*[+＋]+\s*[)）]?\s*")
_MINUS = re.compile(r"\s*[(（]?\s*[-−–－]+\s*[)）]?\s*")
_BEHIND = re.compile(r"[(（]\s*(\S{1,5})\s*[)）]\s*$")
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
    above: tuple[str, ...] = ()  # the heading of the section and the title of the paper
    known_header: bool = True


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

    ``legend`` says what signs mean. ``composes`` tells that states ("resistance") are what the change of the ncRNA
    leads to, so that what is low in resistant cells inhibits resistance; ``minus`` that "-" is the opposite of "+".
    """

    words: EffectWords
    cells: CellReader
    legend: Mapping[str, str]
    composes: bool = False
    minus: bool = False

    def read(self, row: EffectCells) -> RowEffect:
        """Return the effect of a row."""
        if row.effect is not None and self.words.says_nothing(self._meant(row.effect)):
            return RowEffect()
        said = self.said(row)
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
            if said is None and place == "drug cell":
                said = self._letter(text)
            done = place == "mechanism" and self.words.manipulates(text)  # "knockdown enhanced sensitivity"
            if said is None or (said.form not in forms and not (done and said.form is Form.STATE)):
                continue
            change = self.words.expression(row.expression)
            if said.form is Form.NOUN and place.startswith("header"):
                if change is None:
                    continue  # "resistance to" names the drugs, not an effect
                return RowEffect(said.effect if change[0] > 0 else _TURNED[said.effect], f"{place} and expression")
            return RowEffect(said.effect, f"{place} {text!r}")
        return None

    def said(self, row: EffectCells) -> Said | None:
        """Return what the effect cell says; "↑" speaks of what header, caption or title name, else of resistance."""
        if row.effect is None:
            return None
        text, words = self._meant(row.effect), self.words
        if words.says_nothing(text):
            return None
        if _KINDS.fullmatch(text) and _KIND.search(row.effect_header):
            return None
        if text.strip() in _LETTERS:
            return Said(_LETTERS[text.strip()], Form.NOUN)
        named = words.said(row.effect_header)
        if _YES.fullmatch(text) and named is not None and not words.lowers(row.effect_header):
            if named.form is not Form.BARE:
                return named  # "Resistance: yes"
            text = row.effect_header
        if _PLUS.fullmatch(text) and named is not None and named.form is Form.BARE:
            text = row.effect_header  # "Promotion: +"
        if words.is_directional(row.effect_header) and (answer := _ANSWER.fullmatch(text)):
            if answer["no"] is None or not answer["rest"]:
                return None if answer["no"] else words.said(row.effect_header, self.cells.tag(row.effect_header))
            text = answer["rest"]  # "No, reverses it"
        said = words.said(text, self.cells.tag(text))
        if said is None or said.form is not Form.BARE:
            return said
        header = words.about(row.effect_header)
        if words.is_expression(text) and not header and re.search(r"\w", text):
            return None  # "upregulated" under "Regulation"
        about = header or self._about(row)
        if not about and not row.known_header:
            return None
        effect = _TURNED[said.effect] if about == "sensitivity" else said.effect
        return Said(effect, Form.ACT if re.search(r"\w", text) else Form.STATE)

    def _about(self, row: EffectCells) -> str:
        """Return what the first of header, caption, section and title that speaks of outcomes speaks of."""
        speaking = (t for t in (row.effect_header, row.caption, *row.above) if self.words.speaks_of_outcome(t))
        return self.words.about(next(speaking, ""))

    def _meant(self, text: str) -> str:
        """Return what a sign means: "P" is "promotes" where the note says so, "-" is less where others are "+"."""
        sign = re.sub(r"\s*[(（].*", "", text).strip()
        if sign in self.legend:
            return self.legend[sign]
        return "↓" if self.minus and _MINUS.fullmatch(text) else text

    def _letter(self, drug: str) -> Said | None:
        """Return the effect that stands behind a drug as a sign: "docetaxel (R)"."""
        sign = _BEHIND.search(drug)
        if sign is None:
            return None
        if sign[1] in _LETTERS and sign[1] not in self.legend:
            return Said(_LETTERS[sign[1]], Form.NOUN)
        return self.words.said(self.legend.get(sign[1], ""))


def make_effect_reader(
    words: EffectWords, cells: CellReader, rows: Sequence[EffectCells], legend: Mapping[str, str]
) -> EffectReader:
    """Return the reader for the rows of one table.

    Where an ncRNA that is low goes with resistance, the column of outcomes tells what its change leads to.
    """
    minus = any(
        row.effect is not None and _PLUS.fullmatch(row.effect) and not _asks(row.effect_header, words) for row in rows
    )
    reader = EffectReader(words, cells, legend, minus=minus)
    composes = False
    for row in rows:
        said = reader.said(row)
        change = words.expression(row.expression)
        if said is not None and said.form in (Form.STATE, Form.NOUN) and change is not None and change[0] < 0:
            composes = composes or (said.effect is Effect.PROMOTES and not change[1])
    return replace(reader, composes=composes)


def _asks(header: str, words: EffectWords) -> bool:
    """Tell whether a header names the effect, so that "+" is "yes": "Promotes resistance", "Promotion"."""
    said = words.said(header)
    return words.is_directional(header) or (said is not None and said.form is Form.BARE)
