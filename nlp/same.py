"""Effects said to be the same as, or the opposite of, the one told last."""

from __future__ import annotations

import re

from nlp.cues import Cue, CueKind
from nlp.items import Group
from nlp.model import EntityType
from nlp.reading import Scan
from nlp.statements import Statement, Subject

_FOR = re.compile(r"(?:\s\w+){0,4}\s?(?:\b(?:for|of|with|by|to|does|did|do))?\s(?:(?:the|exosomal|\w*RNAs?)\s)*$")


def read_same(scan: Scan, cue: Cue) -> None:
    """ "miR-222 did so too", "miR-30a的作用则相反": the effect on resistance said last, of the ncRNA at hand."""
    line = scan.line
    before = line.at(line.items.index(cue) - 1)
    if (
        isinstance(before, Group)
        and before.type is not EntityType.NCRNA
        and re.match(r"的?$", line.between(before, cue))
    ):
        return  # "间充质干细胞的作用相反": it is said of the cells
    behind = next((g for g in line.groups(EntityType.NCRNA) if cue.end <= g.start < line.clause(cue)[1]), None)
    heads = not line.text[line.clause(cue)[0] : cue.start].replace("and", "").strip()
    if behind is not None and heads and cue.text.isascii() and _FOR.match(line.between(cue, behind)):
        # "the same was true for circMTO1", "as did miR-155"
        earlier = next((s for s in reversed(scan.found) if s.group is None and s.sign), None) or scan.effect
        if earlier is not None:
            direction = -earlier.direction if CueKind.OPPOSITE in cue.kinds else earlier.direction
            subject = Subject(behind.normals, 1, False, behind.start)
            outcome = earlier.outcome if earlier in scan.found else cue
            scan.found.append(Statement(subject, CueKind.UP, direction, None, outcome, (cue,)))
        return
    if scan.subject is None:
        scan.subject = scan.inherited
    here = next((s for s in reversed(scan.found) if s.group is None and s.sign), None)
    last = here or scan.effect
    if scan.subject is None or last is None:
        return
    named_before = scan.subject.changed and scan.subject.start < line.sentence.start
    other = last.subject is not None and not set(last.subject.names) & set(scan.subject.names)
    if named_before and other and CueKind.OPPOSITE in cue.kinds:
        return  # "its knockdown did the reverse" of what its overexpression did
    # "Knockdown of UCA1 restored sensitivity; MALAT1 acts similarly": like UCA1, not like its knockdown.
    sign = last.sign if scan.subject.changed else last.direction
    scan.chain.clear()
    turned = -sign if CueKind.OPPOSITE in cue.kinds else sign
    scan.say(None, cue, outcome=here.outcome if here else cue, sign=turned)
