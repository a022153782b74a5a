"""The words of one text and how they go together: which verbs govern which outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nlp.effect_words import Word
from nlp.model import Effect, EntityType, Mention

OUTCOMES = ("resistance", "sensitivity")
MANIPULATION = "manipulation"
# "Improves" is more of sensitivity and less of resistance.
BETTER = {"better": 1, "worse": -1}
CLAUSE = re.compile(r"[;；。\n]|\.\s")
STOP = re.compile(r"\b(?:by|via|through|after|upon|when|because|due|thus|thereby)\b|通过|经由|从而|进而|因此|借助")
LISTED = re.compile(r"[,，、/]|\b(?:and|or)\b|[和与及或]|以及")
_ALTERNATIVE = re.compile(r"\s*(?:[,，、/]|and|or|and/or|[和与及或并])\s*")
_ADJOINS = re.compile(r"[\s的了性]*(?:(?:the|of|in|an?|acquired|development|drug|cell)[\s-]+)*", re.IGNORECASE)
_COMPOUND = re.compile(r"[\s-]*(?:mediated|induced|associated|related|dependent|driven|介导|诱导|依赖)", re.IGNORECASE)
_MODIFIES = re.compile(r"[\s-]*的|\s+[a-z]")
# Nouns of what is done to an ncRNA, and verbs of what comes of it.
_DEED = re.compile(r"(?:ion|ing|loss|blockade)(?: of)?$", re.IGNORECASE)
_ACTS = re.compile(r"(?:[^s]s|ed|t)$", re.IGNORECASE)
_OF_NCRNA = re.compile(
    r"\s*(?:(?:of\s+)?(?:the\s+|this\s+|its\s+)?(?:it|(?:lnc|mi|circ|nc)?rnas?|expression)?\s*)?"
    r"(?:can|could|may|was found to|significantly|markedly|strongly|\s)*",
    re.IGNORECASE,
)
OF_RESISTANCE = re.compile(r"resist|耐药|抗药|抗性|抵抗", re.IGNORECASE)


class Form(StrEnum):
    """How an effect is said."""

    ACT = "act"  # "promotes resistance": what the ncRNA does
    STATE = "state"  # "resistance ↑": what is seen
    NOUN = "noun"  # "resistance" alone
    BARE = "bare"  # "promotes", "↑": of what the header speaks


@dataclass(frozen=True, slots=True)
class Said:
    """An effect and how it is said."""

    effect: Effect
    form: Form


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a name in a text, by half-open offsets."""

    start: int
    end: int
    word: Word | None  # None: a name
    text: str

    @property
    def is_outcome(self) -> bool:
        """Whether it is a word for resistance or sensitivity."""
        return self.word is not None and self.word.about in OUTCOMES


def governors_of(text: str, tokens: Sequence[Token], index: int) -> list[Token] | None:
    """Return the verbs that an outcome is the object of, nearest first; ``None`` where it is negated or in doubt."""
    found: list[Token] = []
    right, outcome = tokens[index], tokens[index].word
    is_verb = outcome is not None and outcome.sign != 0
    for token in reversed(tokens[:index]):
        gap = text[token.end : right.start]
        if CLAUSE.search(gap) or STOP.search(gap):
            break
        listed = LISTED.search(gap) is not None
        if listed and is_verb:
            break  # "increased apoptosis and sensitised cells"
        if token.word is None:
            if found or not (listed or _COMPOUND.match(text, token.end)):
                break
        elif token.word.negates:
            return None
        elif token.is_outcome and not token.word.sign:
            if found or not listed:
                break
        elif found and token.word.sign and _ALTERNATIVE.fullmatch(gap):
            if found[-1].word and token.word.sign != found[-1].word.sign:
                return None  # "promotes or reverses resistance"
        elif found and not _ADJOINS.fullmatch(gap):
            break
        elif token.word.sign and not _modifies(text, token):
            found.append(token)
        right = token
    return found


def factor(token: Token, about: str) -> int:
    """Return the sign of a verb over resistance or sensitivity."""
    if token.word is None:
        return 1
    if token.word.about in BETTER:
        return token.word.sign if about == "sensitivity" else -token.word.sign
    return token.word.sign


def turned(said: Said, done: Sequence[Token], text: str, outcome: Token) -> Said:
    """Return an effect as the ncRNA's own: what its knockdown promotes it inhibits."""
    beside = [
        token for token in done if not CLAUSE.search(text, min(token.end, outcome.end), max(token.start, outcome.start))
    ]
    if sum(token.word is not None and token.word.sign < 0 for token in beside) % 2 == 0:
        return said
    return Said(Effect.INHIBITS if said.effect is Effect.PROMOTES else Effect.PROMOTES, said.form)


def is_done(text: str, pair: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Tell whether the first of two words is what was done to the ncRNA: "inhibition (of miR-1) restores …"."""
    if len(pair) < 2 or pair[0].word is None or pair[1].word is None or not pair[0].word.sign or pair[0].is_outcome:
        return False
    if not (_DEED.search(pair[0].text) and pair[1].word.sign and _ACTS.search(pair[1].text)):
        return False
    names = [mention for mention in mentions if mention.type is EntityType.NCRNA]
    return _OF_NCRNA.fullmatch(gap_without(text, pair[0].end, pair[1].start, names)) is not None


def direction(token: Token) -> int:
    """Return the direction of a word in a header, 0 for none and for what is done to the ncRNA."""
    if token.word is None or token.word.about == MANIPULATION:
        return 0
    turned = token.word.about == "sensitivity" and OF_RESISTANCE.search(token.text)
    return -token.word.sign if turned else token.word.sign


def _modifies(text: str, token: Token) -> bool:
    """Tell whether a word only says whose resistance is meant: "autophagy-mediated", 自噬介导的."""
    return _COMPOUND.fullmatch(token.text) is not None and _MODIFIES.match(text, token.end) is not None


def effect_of(sign: int, about: str) -> Effect:
    """Return the effect of more (+1) or less (-1) resistance or sensitivity."""
    return Effect.PROMOTES if (sign > 0) == (about == "resistance") else Effect.INHIBITS


def blanked(text: str, tokens: Sequence[Token]) -> str:
    """Return a text with blanks in place of some words."""
    rest = list(text)
    for token in tokens:
        rest[token.start : token.end] = " " * (token.end - token.start)
    return "".join(rest)


def gap_without(text: str, start: int, stop: int, mentions: Sequence[Mention]) -> str:
    """Return a part of a text with blanks in place of the names in it."""
    gap = list(text[start:stop])
    for mention in inside(mentions, start, stop):
        gap[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(gap)


def moved(tokens: Sequence[Token], start: int, stop: int) -> list[Token]:
    """Return the words of a part of a text, by offsets into that part."""
    return [Token(t.start - start, t.end - start, t.word, t.text) for t in tokens if start <= t.start and t.end <= stop]


def inside(mentions: Sequence[Mention], start: int, stop: int) -> list[Mention]:
    """Return the names in a part of a text, by offsets into that part."""
    return [
        Mention(m.block, m.start - start, m.end - start, m.type, m.surface, m.normals)
        for m in mentions
        if start <= m.start and m.end <= stop
    ]
