"""Rescue experiments: what others do undoes an effect, and is nothing that the ncRNA does.

"The benefit was abolished by overexpression of BCL2", "… was lost again when PTEN was silenced".
"""

from __future__ import annotations

import re

from nlp.cues import Cue, CueKind
from nlp.items import Break, Group, Item, Line, cue_text
from nlp.lists import is_aside
from nlp.model import EntityType

_PARTICIPLE = re.compile(
    r"(?:\w+ed(?: (?:off|out|up|down|away|back))?|undone|overcome|overridden|lost|offset|worn down|broken|cut|"
    r"wiped out|shut off)"
)
_BY = re.compile(r"\s(?:\w+ly\s|again\s|in turn\s)?by\s")


def undone_by_others(line: Line, index: int) -> bool:
    """Tell whether a participle has an agent that is no ncRNA: "an effect blunted by re-expression of XRCC2"."""
    cue = line.items[index]
    if not isinstance(cue, Cue) or not cue.text.isascii() or not _PARTICIPLE.fullmatch(cue_text(cue)):
        return False
    if not _BY.match(line.text, cue.end) or cue.sign >= 0:
        return False
    end = line.clause(cue)[1]
    behind = [i for i in line.items[index + 1 :] if i.start < end and not is_aside(i)]
    agent = next((i for i in behind if isinstance(i, Group)), None)
    if agent is None or agent.type is not EntityType.GENE or agent.start - cue.end > 60:
        return False
    named = any(isinstance(i, Group) and i.type is EntityType.NCRNA for i in behind)
    return not named and not any(isinstance(i, Cue) and CueKind.IT in i.kinds for i in behind)


_UNDER = re.compile(r"\b(?:when|once|if|unless|until|whenever|provided that)\s(?:(?:the|both|also|\w+ of)\s)*$")


def in_condition(line: Line, group: Item) -> bool:
    """Tell whether a name begins a condition: "… when PTEN was silenced"."""
    before = line.text[max(group.start - 40, line.sentence.start) : group.start]
    return before.isascii() and _UNDER.search(before) is not None


_TO_BE = re.compile(
    r"\bfrom\s(?:(?:becoming|turning|growing|getting|being|acquiring|developing|gaining|building up|mounting|escaping|"
    r"re-?acquiring|remaining|the|their|its|more|again|\w+ly)\s)*$"
)
_KEEPS = re.compile(r"(?:keep|keeps|kept|keeping)")


def keeps_from(line: Line, verb: Cue, outcome: Cue) -> bool:
    """Tell whether "kept" is to hinder: "kept the cells from becoming resistant"."""
    if not _KEEPS.fullmatch(cue_text(verb)) or any(
        isinstance(i, Break) and verb.end <= i.start < outcome.start for i in line.items
    ):
        return False
    return _TO_BE.search(line.text[verb.end : outcome.start]) is not None
