"""Whether a statement is asserted, supposed or only asked."""

from __future__ import annotations

import re

from nlp.cues import Cue, CueKind
from nlp.items import Break, Group, Item, Line
from nlp.model import EntityType
from nlp.statements import Statement

_MATRIX = re.compile(
    r"we |it (?:is|was|has|seems) |has been suggested|"
    r"hypothe|speculat|postulat|suspect|tempting|conceivable|whether|unclear|unknown|seems to|appears to|remains|"
    r"awaits|has yet|propose|suppose|猜|推|假|是否|尚|或许|设想|认为"
)
_SCOPE_ENDS = re.compile(r":\s|：|，(?:但|然而|不过|而)|\b(?:because|since|whereas|while|as|although|though)\b")


# "A loop was proposed for UCA1, which sponges miR-18a": what follows is told.
_PROPOSED = re.compile(r"propos|postulat", re.IGNORECASE)
_FOR = re.compile(r"\s(?:for|by|as)\b")
# "Whether it does so is unknown": nobody says that it does.
_OPEN_QUESTION = re.compile(
    r"whether|unclear|unknown|remains to be|has yet to be|awaits|是否|能否|可否|何种|如何|哪些|哪种|怎样|"
    r"尚不清楚|尚不明确|尚未明确|尚待明确|未知|不明|未明|尚属未知|不得而知|.{0,2}争议|.{0,2}定论|结论不一|未见报道|尚未报道"
)


def is_open_question(cue: Cue) -> bool:
    """Tell whether a word makes a question of what it holds for, so that nothing is stated."""
    return _OPEN_QUESTION.match(cue.text.casefold()) is not None


def supposed_by(line: Line, statement: Statement) -> list[Cue]:
    """Return the words that make a supposition of a statement.

    "We speculate that" holds for what follows up to a colon, a modal for its clause and what goes on with its subject.
    """
    first = statement.verbs[0] if statement.verbs else statement.group or statement.outcome
    if first is None:
        return []
    start, end = line.clause(first)
    return [
        cue
        for cue in line.items
        if isinstance(cue, Cue)
        and CueKind.PERHAPS in cue.kinds
        and not (_PROPOSED.match(cue.text) and _FOR.match(line.text, cue.end))
        and (
            _holds_in(line, cue, statement, first, (start, end))
            or (cue.end <= statement.start and _reaches(line, cue, statement))
        )
    ]


def _holds_in(line: Line, cue: Cue, statement: Statement, first: Item, clause: tuple[int, int]) -> bool:
    """Tell whether a word of supposition stands in the clause of a statement and reaches it."""
    return (
        clause[0] <= cue.start < clause[1]
        and not _is_behind(cue, statement)
        and not _HOW_ONLY.search(line.text[statement.end : cue.start])
        and not _SCOPE_ENDS.search(line.text[cue.end : first.start])
    )


# Words that hold for what stands behind them only: "sponges miR-7 and may raise EGFR".
_FORWARD = re.compile(r"may|might|would|could|possibly|perhaps|likely|presumably|potentially|probably|appears|seems")


def _is_behind(cue: Cue, statement: Statement) -> bool:
    return _FORWARD.match(cue.text.casefold()) is not None and statement.end <= cue.start


_SUPPOSED = re.compile(r"推测|推断|假设|猜想|猜测|设想|据推测")
# "…是否参与耐药尚不明确，我们推测…": what is unknown stands before.
_BACKWARD = re.compile(
    r"是否|能否|可否|何种|如何|哪些|哪种|怎样|尚|有待|未知|不明|未明|不得而知|.{0,2}争议|.{0,2}定论|结论不一|未见报道"
)
# "促进耐药的机制尚不清楚": that it does so is known.
_HOW_ONLY = re.compile(r"机制|机理|原因|途径|意义|细节")


def _reaches(line: Line, cue: Cue, statement: Statement) -> bool:
    between = line.text[cue.end : statement.start]
    first = statement.verbs[0] if statement.verbs else statement.group or statement.outcome or cue
    if re.match(r"\s*as (?:one|we|expected)\b", line.text[line.clause(cue)[0] : cue.start]):
        return False
    if _BACKWARD.match(cue.text):
        return False
    if _SUPPOSED.match(cue.text):
        between = re.sub(r"^[^，。；：:]{0,12}[：:]", "", between)  # "推测其机制可能是：…" holds for what comes
    if _SCOPE_ENDS.search(between):
        return False
    if re.match(r"\s*(?:which|whose)\b", line.text[line.clause(first)[0] : first.start]):
        return False  # "it is conceivable that miR-29b, which lowers MCL1, …"
    if not cue.text.isascii() or _MATRIX.match(cue.text.casefold()):
        return True
    # A modal goes on only while no other subject comes: "may raise X, thereby …" but not "…, and its loss lowers Y".
    return not any(
        cue.end <= item.start < statement.start
        and (
            (isinstance(item, Cue) and CueKind.IT in item.kinds)
            or (isinstance(item, Group) and item.type is EntityType.NCRNA)
        )
        and isinstance(line.at(position - 1), Break | Cue)
        and re.search(r"[,，;]\s*(?:and |but |while |whereas )?$", line.text[cue.end : item.start])
        for position, item in enumerate(line.items)
    )
