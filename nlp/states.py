"""How an ncRNA is after the act on another one: "敲低MALAT1后，miR-23b升高"."""

from __future__ import annotations

import re

from nlp.cues import Cue, CueKind
from nlp.items import Group, cue_text
from nlp.reading import Scan
from nlp.shapes import by_agent, is_state, posted


def is_held(scan: Scan, index: int, group: Group) -> bool:
    """Read "导入GAS5后，miR-21被吸附": what a changed ncRNA does to another, told without its name."""
    line = scan.line
    by, held = line.at(index + 1), line.at(index + 2)
    if cue_text(by) not in ("被", "受到", "遭") or not isinstance(held, Cue) or not held.kinds & {CueKind.SPONGE}:
        return False
    if len(line.between(group, held)) > 8 or not re.match(r"[，、。；而并后且]|$", line.head(index + 2, 1)):
        return False
    scan.say(group, held, sign=0, kind=CueKind.SPONGE)
    scan.done.add(held)
    return True


_HELD = re.compile(r"sponged|sequestered|soaked up|trapped|captured|absorbed|bound|targeted|scavenged|titrated")


# "miR-140-5p不再受到束缚": how it is after the act on another.
_FREED = re.compile(r"的?(?:表达|水平|活性|功能)*(?:也|则|随之|因此|因而)?(?:不再|得以|免于|摆脱|脱离)")


def rises_or_falls(scan: Scan, index: int) -> bool:
    """Tell whether only a state is said of a name: an effect of what was done to the subject, not a new subject."""
    cue = scan.line.items[index + 1] if index + 1 < len(scan.line.items) else None
    if _FREED.match(scan.line.head(index, 10)):
        return True
    return (
        isinstance(cue, Cue)
        and (cue.sign != 0 or _HELD.fullmatch(cue_text(cue)) is not None)
        and is_state(scan.line, index + 1)
        and posted(scan.line, scan.line.items[index], cue)
        and by_agent(scan.line, index + 1) is None
    )
