"""Words for resistance and sensitivity: the object of a verb, or of the state behind them."""

from __future__ import annotations

import re

from nlp.clauses import is_result
from nlp.cues import VERBS, Cue, CueKind
from nlp.fates import are_found_so
from nlp.items import Break, Group, Line
from nlp.lists import continues_list
from nlp.name_shapes import is_agent
from nlp.outcome_shapes import (
    heads_object,
    is_compared,
    is_efficacy,
    is_finite,
    is_life,
    is_outcome,
    is_predicate_zh,
)
from nlp.reading import OBJECTS, Scan, outcome_sign
from nlp.rescues import keeps_from
from nlp.shapes import (
    by_agent,
    changed_agent_behind,
    is_state,
)
from nlp.statements import Statement


def _made_too(scan: Scan, outcome: Cue) -> int:
    """Return the direction of "使" for a second thing that it makes: "使细胞增殖加快并对顺铂耐药"; 0 for any other."""
    chain = scan.chain
    if chain.dead or not any(CueKind.MAKE in verb.kinds for verb in chain.verbs):
        return 0
    last = chain.last or chain.verbs[-1]
    if isinstance(last, Cue) and CueKind.MAKE in last.kinds:
        return 0
    between = scan.line.between(last, outcome)
    if not re.match(r"[^，。；]{0,12}?(?:并且?|且|而|以及)[^，。；]{0,3}(?:对|向|产生|获得)?[^，。；]{0,20}$", between):
        return 0
    sign = 1
    for verb in chain.verbs:
        sign *= verb.sign or 1
        if CueKind.MAKE in verb.kinds:
            return sign
    return 0


# "克服替莫唑胺耐药的新靶点": what may come, not what is.
_IS_AIM = re.compile(
    r"性?的(?:[^，。；]{0,8})?(?:靶点|靶标|策略|手段|方法|标志物|候选|思路|方向|突破口|切入点|选择|契机|前景)"
)


def _is_found(line: Line, outcome: Cue) -> bool:
    """Tell whether changed cells "responded" or "were twice as sensitive"."""
    return outcome.text.casefold().startswith("responded") or are_found_so(line, outcome)


def read_outcome(scan: Scan, index: int, cue: Cue) -> None:
    """Read a word for resistance or sensitivity: the object of an open verb, or of the state behind it."""
    line, sign = scan.line, outcome_sign(scan.line, cue)
    following = line.items[index + 1] if index + 1 < len(line.items) else None
    chain = scan.chain
    if not is_outcome(line, index):
        if is_life(cue) and chain.is_open and chain.last is None and len(line.between(chain.verbs[-1], cue)) <= 12:
            chain.last = cue  # an object that says nothing of drugs: "hindered viability, migration and resistance"
        return
    if _IS_AIM.match(line.head(index, 16)) and not cue.text.isascii():
        chain.last = cue
        return
    made = _made_too(scan, cue)
    if made:
        scan.say(None, cue, outcome=cue, sign=made * sign)
        chain.last = cue
        return
    if chain.is_open and chain.last is not None and is_finite(line, cue):
        chain.clear()  # "lost their stemness and responded to cisplatin"
    if chain.is_open and (chain.last is None or continues_list(line, chain.last, cue)):
        if chain.kind is CueKind.SENSITISE or chain.sign == 0:
            return
        turns = -1 if any(CueKind.BETTER in verb.kinds for verb in chain.verbs) and sign > 0 else 1
        seen = chain.last is None and re.search(
            r"\ban?\s(?:\w+ly\s)?$", line.tail(line.items.index(chain.verbs[-1]), 16)
        )
        if seen and not chain.dead and changed_agent_behind(line, index) is not None:
            verbs, total = tuple(chain.verbs[-1:]), chain.verbs[-1].sign * sign
            scan.subject = None  # "an increased IC50 after LINC01133 silencing": whose, comes
            scan.found.append(Statement(None, CueKind.UP, total, None, cue, verbs, by=True))
            chain.clear()
            return
        turns *= -1 if keeps_from(line, chain.verbs[-1], cue) else 1
        scan.say(None, cue, outcome=cue, sign=turns * chain.sign * sign)
        chain.last = cue
        return
    if (
        (not chain.is_open or chain.last is not None)
        and (is_compared(line, cue) or (scan.is_changed() and _is_found(line, cue)))
        and (scan.shows_effect(cue) or (scan.subject is not None and is_efficacy(cue)) or scan.awaits_condition())
    ):
        scan.say(None, cue, outcome=cue, sign=sign)
        return
    later = next(
        (
            i
            for i in line.items[index + 1 :]
            if not isinstance(i, Group) and not (isinstance(i, Cue) and CueKind.BY in i.kinds)
        ),
        following,
    )
    if isinstance(later, Cue) and later.kinds & VERBS and later.sign and scan.subject is None:
        if is_state(line, line.items.index(later)) and not scan.is_negated(later):
            scan.noted = Statement(None, CueKind.UP, later.sign * sign, None, cue, (later,))
    elif isinstance(later, Cue) and later.kinds & VERBS and later.sign:
        if heads_object(line, cue):
            scan.say(None, later, outcome=cue, sign=later.sign * sign)
            scan.done.add(later)
            return
        position = line.items.index(later)
        if (
            scan.shows_effect(later)
            and by_agent(line, position) is None
            and is_state(line, position)
            and not scan.is_negated(later)
        ):
            turns = -1 if CueKind.BETTER in later.kinds and sign > 0 else 1
            scan.say(None, later, outcome=cue, sign=turns * later.sign * sign)
            scan.done.add(later)
            for group in listed_before(scan, index):
                scan.say(group, later, sign=later.sign)
            return
    denied = scan.negated is not None and scan.negated.end != cue.start  # "不再敏感" turns by itself
    if not chain.is_open and not denied and scan.shows_effect(cue) and is_predicate_zh(line, cue):
        scan.say(None, cue, outcome=cue, sign=sign)
        return
    if is_result(line, cue) and scan.subject is not None and not chain.is_open:
        scan.say(None, cue, outcome=cue, sign=sign)


def listed_before(scan: Scan, index: int) -> list[Group]:
    """Return the names that share the state of an outcome: "glycolysis and oxaliplatin resistance were enhanced"."""
    found: list[Group] = []
    last = scan.line.items[index]
    for position in range(index - 1, -1, -1):
        item = scan.line.items[position]
        if isinstance(item, Break) or item.start < scan.line.clause(last)[0] or is_agent(scan.line, position):
            break
        if isinstance(item, Group) and item.type in OBJECTS and continues_list(scan.line, item, last):
            if scan.is_other(item):
                found.append(item)
            last = item
    return found
