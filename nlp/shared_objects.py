"""One object of two verbs: "A promotes, whereas B counteracts, cisplatin resistance"."""

from __future__ import annotations

import re

from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.items import SAID_OF, Break, Group, Line
from nlp.lists import is_aside
from nlp.model import EntityType
from nlp.outcome_shapes import is_outcome
from nlp.reading import Scan, outcome_sign
from nlp.statements import Statement

_AND_OTHER = re.compile(r"\s(?:and|but|whereas|while|yet)\b")


def read_shared(scan: Scan, index: int) -> bool:
    """Read a verb whose object stands behind the verb of another clause; tell whether it is such a verb."""
    line = scan.line
    cue, comma = line.items[index], line.at(index + 1)
    if not isinstance(cue, Cue) or not cue.sign:
        return False
    if _other_follows(line, index):
        return _say(scan, cue, index + 3)
    if not _ends_at(line, index):
        return False
    place = _object_behind(line, index + 1) if _AND_OTHER.match(line.head(index + 1, 10)) else None
    if place is None and _INSERTED.match(line.head(index + 1, 12)):
        place = _behind_insertion(line, index + 1)
    if place is None and isinstance(comma, Break) and _is_second(line, index):
        place = index + 2
    return place is not None and _say(scan, cue, place)


def _say(scan: Scan, cue: Cue, place: int) -> bool:
    """Say the act on every object of the clause that begins at ``place``."""
    line = scan.line
    if scan.subject is None or scan.is_negated(cue):
        return False
    for position in range(place, len(line.items)):
        item = line.items[position]
        if isinstance(item, Break):
            break
        if isinstance(item, Group) and item.type in SAID_OF:
            scan.found.append(Statement(scan.subject, CueKind.UP, cue.sign, item, None, (cue,)))
        elif isinstance(item, Cue) and item.kinds & OUTCOMES and is_outcome(line, position):
            sign = cue.sign * outcome_sign(line, item)
            scan.found.append(Statement(scan.subject, CueKind.UP, sign, None, item, (cue,)))
            break
    return True


_INSERTED = re.compile(r"\s(?:via|through|by|in|at|under|probably|partly|like|as)\b")


def _behind_insertion(line: Line, comma: int) -> int | None:
    """Return where the object begins behind "promotes, via PTEN, …"."""
    for position in range(comma + 1, len(line.items)):
        item = line.items[position]
        if isinstance(item, Break):
            return position + 1 if _opens_with_object(line, position + 1) else None
    return None


def _other_follows(line: Line, index: int) -> bool:
    """Tell whether another ncRNA with its own verb follows at once: "the former promotes and the latter reverses …"."""
    other, verb = line.at(index + 1), line.at(index + 2)
    named = isinstance(other, Group) and other.type is EntityType.NCRNA
    if not (named or (isinstance(other, Cue) and CueKind.IT in other.kinds)) or other is None:
        return False
    if (
        re.fullmatch(r"\s(?:and|but|while|whereas)\s|[，、]?(?:而|但|并|，)", line.between(line.items[index], other))
        is None
    ):
        return False
    return (
        isinstance(verb, Cue)
        and bool(verb.sign)
        and len(line.between(other, verb)) <= 2
        and _opens_with_object(line, index + 3)
    )


def _ends_at(line: Line, index: int) -> bool:
    """Tell whether a comma stands right behind a verb."""
    comma = line.at(index + 1)
    return isinstance(comma, Break) and not line.between(line.items[index], comma).strip()


def _object_behind(line: Line, comma: int) -> int | None:
    """Return where the object begins that the verb before a comma shares with the verb of the next clause."""
    for position in range(comma + 1, len(line.items)):
        item = line.items[position]
        if isinstance(item, Break):
            return None
        if isinstance(item, Cue) and item.kinds & VERBS and item.sign and _ends_at(line, position):
            return position + 2 if _opens_with_object(line, position + 2) else None
    return None


def _is_second(line: Line, index: int) -> bool:
    """Tell whether the verb before in the sentence waits for the same object."""
    for position in range(index - 1, 0, -1):
        item = line.items[position]
        if isinstance(item, Break):
            first = line.at(position - 1)
            return (
                isinstance(first, Cue)
                and bool(first.sign)
                and _ends_at(line, position - 1)
                and _AND_OTHER.match(line.head(position, 10)) is not None
                and _opens_with_object(line, index + 2)
            )
    return False


def _opens_with_object(line: Line, place: int) -> bool:
    """Tell whether a clause begins with what can be acted on, before any verb."""
    for item in line.items[place:]:
        if is_aside(item):
            continue
        if isinstance(item, Group):
            return item.type in SAID_OF
        return isinstance(item, Cue) and bool(item.kinds & OUTCOMES)
    return False
