"""What cells do by themselves: they survive a drug, succumb to it, enter apoptosis or are spared it."""

from __future__ import annotations

import re

from nlp.cues import Cue
from nlp.items import Group, Line
from nlp.model import EntityType

_WERE = re.compile(
    r"\b(?:are|is|were|was|grew|proved|turned)\s(?:(?:\w+ly|then|again|much|far|still|both|a lot|once more|"
    r"(?:about |roughly |nearly )?(?:twice|(?:two|three|four|five|ten|\d[\d.]*)(?: times|-fold|fold)) (?:as|more)|"
    r"as)\s)*$"
)


def are_found_so(line: Line, outcome: Cue) -> bool:
    """Tell whether cells are said to be so: "were two times as sensitive to", "were killed by"."""
    if not outcome.text.isascii():
        return False
    return _WERE.search(line.text[max(outcome.start - 60, line.sentence.start) : outcome.start]) is not None


_INTO = re.compile(
    r"\b(?:enter(?:ed|s|ing)?|under(?:went|go|goes|going)|went into|going into|slid into|pushed into|driven into|"
    r"commit(?:ted)? to|succumb(?:ed|s)? to|died (?:by|of|from|through)|die (?:by|of|from|through)|fell prey to|"
    r"(?:became|become) (?:prone|susceptible|liable|vulnerable) to|readily showed|displayed|exhibited|showed)\s"
    r"(?:(?P<more>more|increased|enhanced|massive|extensive|pronounced|marked|frequent|stronger)\s|"
    r"(?P<less>less|little|hardly any|no|reduced|decreased|diminished|weaker)\s)?(?:\w+-\w+\s)?$"
)
_OUT_OF = re.compile(
    r"\b(?:evad(?:ed|es|e|ing)|escap(?:ed|es|e|ing)(?: from)?|avoid(?:ed|s|ing)?|resist(?:ed|s|ing)?|"
    r"(?:were|was|are) (?:spared(?: from)?|protected (?:from|against)|immune to|resistant to|refractory to)|"
    r"withst(?:ood|and|ands)|dodg(?:ed|es|ing)|elud(?:ed|es|ing))\s(?:\w+-\w+\s)?$"
)
_ALTERED = re.compile(r"(?:displayed|exhibited|showed)\s")


def fate(line: Line, index: int) -> int:
    """Return +1 where cells enter a process of death, -1 where they evade it, 0 where neither is said."""
    process = line.items[index]
    if not isinstance(process, Group) or process.type is not EntityType.PROCESS:
        return 0
    before = line.text[max(process.start - 60, line.clause(process)[0]) : process.start]
    if _OUT_OF.search(before):
        return -1
    into = _INTO.search(before)
    if into is None or (_ALTERED.match(into.group()) and not (into["more"] or into["less"])):
        return 0
    return -1 if into["less"] else 1
