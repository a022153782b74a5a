"""The effect on drug resistance that a table cell, a header or a caption states: its meaning, not its verb.

The verbs are those of the prose (``nlp/rules/relation_cues.tsv``); ``nlp/rules/effect_words.tsv`` adds what only
tables write: arrows, "pro-resistance", "up", "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nlp.cues import describes
from nlp.effect_words import Word, WordList, load_word_list
from nlp.model import Effect, EntityType, Mention

_OUTCOMES = ("resistance", "sensitivity")
_MANIPULATION = "manipulation"
_WHOLE = "whole"  # a word only where it stands alone: "acquired"
# "Improves" is more of sensitivity and less of resistance.
_BETTER = {"better": 1, "worse": -1}
# Names that a phrase on resistance carries along; other names are objects of their own.
_ASIDE = (EntityType.DRUG, EntityType.CELL, EntityType.DISEASE, EntityType.NCRNA)
_CLAUSE = re.compile(r"[;；。\n]|\.\s")
_STOP = re.compile(r"\b(?:by|via|through|after|upon|when|because|due|thus|thereby)\b|通过|经由|从而|进而|因此|借助")
_LISTED = re.compile(r"[,，、/]|\b(?:and|or)\b|[和与及或]|以及")
_ALTERNATIVE = re.compile(r"\s*(?:[,，、/]|and|or|and/or|[和与及或并])\s*")
_ADJOINS = re.compile(r"[\s的了性]*(?:(?:the|of|in|an?|acquired|development|drug|cell)[\s-]+)*", re.IGNORECASE)
_COMPOUND = re.compile(r"[\s-]*(?:mediated|induced|associated|related|dependent|driven|介导|诱导|依赖)", re.IGNORECASE)
_MODIFIES = re.compile(r"[\s-]*的|\s+[a-z]")
_OF_CELLS = re.compile(
    r"[\s-]*(?:cells?|(?:cell )?lines?|sublines?|strains?|patients?|tissues?|tumou?rs?)\b", re.IGNORECASE
)
_BEHIND = re.compile(
    r"[\s\-:：(（性度]*(?:(?:to|towards?|against|of|for)\s+)?\s*(?:is|was|are|were|被|的)?\s*$", re.IGNORECASE
)
_FILLER = re.compile(
    r"(?<![a-z])(?:effects?|effectors?|role|functions?|regulat(?:ion|or|ory|ing)|the|of|on|in|to|towards?|against|for|and|with|an?|is|it|this|"
    r"significantly|strongly|drugs?|chemo(?:therapy|therapeutic)?|treatment|cancer|tumou?r|cells?|acquired|"
    r"multi|agents?|therapy)(?![a-z])|作用|效应|效果|显著|明显|调节|影响|药物?|化疗|细胞|肿瘤|癌|获得性?|产生|能力|程度|表型|[的性对于及并其可能能够可以]",
    re.IGNORECASE,
)
# "Not examined", "yet to be shown", 未探讨.
_NOT_STUDIED = re.compile(
    r"(?:(?:was|were|has|have)\s+)?(?:not|never|yet to be)\s+(?:yet\s+|been\s+|further\s+)*\w+|"
    r"no (?:data|information|report)s?|"
    r"(?:尚|均|暂)?[未无][\u4e00-\u9fff]{1,4}|尚不[\u4e00-\u9fff]{2}",
    re.IGNORECASE,
)
_CITED = re.compile(r"[\[［(（](?=\s*\d)[\d\s,，;–-]*[\]］)）]")


# A sign in brackets or at the end: "resistance (-)".
_MINUS = re.compile(r"(?<=[(（])[-−–－](?=[)）])|(?<=\w\s)[-−–－](?=\s*$)|(?<=[\u4e00-\u9fff])[-−–－](?=\s*$)")
_OF_RESISTANCE = re.compile(r"resist|耐药|抗药|抗性|抵抗", re.IGNORECASE)
_THERAPY = re.compile(r"therap|treatment|chemotherapy|治疗|化疗|用药", re.IGNORECASE)
_AFTER_LOSS = re.compile(
    r"\b(?:of|after|upon|on|following|with)\s+(?:its\s+|the\s+)?(?:\w+\s+)?"
    r"(?:inhibition|suppression|blockade|down-?regulation|loss|reduction)\b(?!\s+of)|(?:抑制|下调|阻断|降低)后",
    re.IGNORECASE,
)
# Nouns of what is done to an ncRNA, and verbs of what comes of it.
_DEED = re.compile(r"(?:ion|ing|loss|blockade)(?: of)?$", re.IGNORECASE)
_ACTS = re.compile(r"(?:[^s]s|ed|t)$", re.IGNORECASE)
_OF_NCRNA = re.compile(
    r"\s*(?:(?:of\s+)?(?:the\s+|this\s+|its\s+)?(?:it|(?:lnc|mi|circ|nc)?rnas?|expression)?\s*)?"
    r"(?:can|could|may|was found to|significantly|markedly|strongly|\s)*",
    re.IGNORECASE,
)
_MAKES = re.compile(r"(?<![A-Za-z])(?:makes?|made|making|more)(?![A-Za-z])|使得?|令|让|更加?", re.IGNORECASE)


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
class _Token:
    start: int
    end: int
    word: Word | None  # None: a name
    text: str

    @property
    def is_outcome(self) -> bool:
        return self.word is not None and self.word.about in _OUTCOMES


@dataclass(frozen=True, slots=True)
class EffectWords:
    """Reads what a text says on resistance, by the words of tables and of prose."""

    known: WordList

    def said(self, text: str, mentions: Sequence[Mention] = ()) -> Said | None:
        """Return the effect that a text states; ``None`` where it states none, or two that differ.

        ``mentions`` are the names in it. A :attr:`Form.BARE` effect is given as one on resistance.
        """
        plain = _MINUS.sub("↓", _CITED.sub(lambda match: " " * len(match.group()), text))
        tokens = self._tokens(plain, mentions)
        done = [
            token
            for index, token in enumerate(tokens)
            if token.word is not None
            and (token.word.about == _MANIPULATION or _is_done(plain, tokens[index : index + 2], mentions))
        ]
        acting = [token for token in tokens if token not in done]
        if not any(token.is_outcome for token in tokens):
            said = self._bare(plain, acting or tokens, mentions)
            return _turned(said, done, plain, acting[0]) if said and acting else said
        rest = _blanked(plain, done)
        found = [
            _turned(said, done, plain, acting[index])
            for index, token in enumerate(acting)
            if token.is_outcome
            for said in self._outcome(rest, acting, index, mentions)
        ]
        if len({said.effect for said in found}) != 1:
            return None
        return next((said for said in found if said.form is Form.ACT), found[0])

    def about(self, text: str) -> str:
        """Return "resistance" or "sensitivity" if the text speaks of just one of the two, else nothing."""
        outcomes = [token for token in self._tokens(text, ()) if token.is_outcome and token.word]
        found = {"resistance" if _OF_RESISTANCE.search(t.text) else t.word.about for t in outcomes if t.word}
        if not found and _THERAPY.search(text):
            return "sensitivity"  # "Influence on therapy: improves"
        return found.pop() if len(found) == 1 else ""

    def speaks_of_outcome(self, text: str) -> bool:
        """Tell whether a text has a word for resistance or sensitivity."""
        return any(token.is_outcome for token in self._tokens(text, ()))

    def expression(self, text: str) -> tuple[int, bool] | None:
        """Return how an ncRNA is expressed, +1 or -1, and whether it was made so; ``None`` where that is not said."""
        words = [t.word for t in self._tokens(text, ()) if t.word is not None and t.word.sign and not t.is_outcome]
        signs = {word.sign for word in words}
        return (signs.pop(), any(word.about == "manipulation" for word in words)) if len(signs) == 1 else None

    def lowers(self, header: str) -> bool:
        """Tell whether a header speaks of lowering the ncRNA: "Effect of knockdown on sensitivity"."""
        done = {t.word.sign for t in self._tokens(header, ()) if t.word is not None and t.word.about == _MANIPULATION}
        return done == {-1} or _AFTER_LOSS.search(header) is not None

    def manipulates(self, text: str) -> bool:
        """Tell whether a text speaks of what was done to the ncRNA: "knockdown", 过表达."""
        return any(t.word is not None and t.word.about == _MANIPULATION for t in self._tokens(text, ()))

    def is_directional(self, header: str) -> bool:
        """Tell whether a header states an effect by itself: "Promotes resistance", "Sensitivity ↑"."""
        if self.lowers(header) or len({_direction(token) for token in self._tokens(header, ())} - {0}) > 1:
            return False  # "Promotion or inhibition of resistance"
        said = self.said(header)
        return said is not None and said.form in (Form.ACT, Form.STATE)

    def is_expression(self, text: str) -> bool:
        """Tell whether a cell says no more than how an ncRNA is expressed: "up", 下调."""
        tokens = self._tokens(text, ())
        words = [token.word for token in tokens if token.word]
        return (
            bool(words)
            and all(word.about in ("expression", "manipulation") for word in words)
            and not self._left_over(text, tokens, ())
        )

    def says_nothing(self, cell: str) -> bool:
        """Tell whether a cell is empty or says that the paper does not know."""
        plain = cell.strip(" .。()（）")
        if not plain or plain.casefold() in self.known.nothing:
            return True
        return _NOT_STUDIED.fullmatch(plain) is not None and not self.speaks_of_outcome(plain)

    def _tokens(self, text: str, mentions: Sequence[Mention]) -> list[_Token]:
        names = [m for m in mentions if m.type not in _ASIDE and not self.known.pattern.search(m.surface)]
        taken = [(m.start, m.end) for m in mentions if m in names or m.type in _ASIDE]
        tokens = [_Token(m.start, m.end, None, m.surface) for m in names]
        for match in self.known.pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            word = self.known.words[match.group().casefold()]
            if word.about == _WHOLE and match.group() != text.strip():
                continue
            about_cells = _OF_CELLS.match(text, match.end()) or (
                match.group().casefold() != "response" and describes(text, match.start(), match.end())
            )
            # "Resistant cells", but not "sensitises cells".
            if word.about in _OUTCOMES and about_cells and (not word.sign or match.group() == "保护"):
                continue
            tokens.append(_Token(match.start(), match.end(), word, match.group()))
        return sorted(tokens, key=lambda token: token.start)

    def _bare(self, text: str, tokens: Sequence[_Token], mentions: Sequence[Mention]) -> Said | None:
        signs = {token.word.sign for token in tokens if token.word is not None}
        if len(signs) != 1 or any(token.word is None or token.word.negates for token in tokens):
            return None
        sign = signs.pop()
        if not sign or self._left_over(text, tokens, mentions):
            return None
        if any(token.word and token.word.about in _BETTER for token in tokens):
            return Said(_effect(sign, "sensitivity"), Form.STATE)
        return Said(_effect(sign, "resistance"), Form.BARE)

    def _outcome(self, text: str, tokens: Sequence[_Token], index: int, mentions: Sequence[Mention]) -> list[Said]:
        token, word = tokens[index], tokens[index].word
        if word is None or self._is_absorbed(text, tokens, index):
            return []
        governors = _governors(text, tokens, index)
        if governors is None:
            return []
        sign = word.sign or 1
        for governor in governors:
            sign *= _factor(governor, word.about)
        if governors:
            state = all(re.search(r"ed$|er$|[↑↓⬆⬇↗↘⇑⇓▲▼△▽]", g.text) for g in governors)
            return [Said(_effect(sign, word.about), Form.STATE if state else Form.ACT)]
        if word.sign:
            return [Said(_effect(sign, word.about), Form.ACT)]
        after = self._behind(text, tokens, index, mentions)
        if after is not None:
            return [Said(_effect(_factor(after, word.about), word.about), Form.STATE)]
        start = max((m.end() for m in _CLAUSE.finditer(text, 0, token.start)), default=0)
        stop = next((m.start() for m in _CLAUSE.finditer(text, token.end)), len(text))
        if self._left_over(text[start:stop], _moved(tokens, start, stop), _inside(mentions, start, stop)):
            return []  # "modulates resistance"
        made = _MAKES.search(text, start, token.start) is not None
        return [Said(_effect(1, word.about), Form.ACT if made else Form.NOUN)]

    def _is_absorbed(self, text: str, tokens: Sequence[_Token], index: int) -> bool:
        """Tell whether an outcome is only the verb of what follows: "restores sensitivity", "restores PTEN"."""
        word, following = tokens[index].word, tokens[index + 1] if index + 1 < len(tokens) else None
        if word is None or not word.sign or following is None:
            return False
        gap = text[tokens[index].end : following.start]
        if following.word is None:
            return not (_CLAUSE.search(gap) or _STOP.search(gap) or _LISTED.search(gap))
        return following.is_outcome and not (_CLAUSE.search(gap) or _LISTED.search(gap)) and len(gap) <= 30

    def _behind(self, text: str, tokens: Sequence[_Token], index: int, mentions: Sequence[Mention]) -> _Token | None:
        """Return the word of direction right behind an outcome: "resistance to cisplatin ↑", 耐药性增强."""
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or following.word is None or not following.word.sign or following.is_outcome:
            return None
        gap = list(text[token.end : following.start])
        for mention in mentions:
            if mention.type in _ASIDE and token.end <= mention.start and mention.end <= following.start:
                gap[mention.start - token.end : mention.end - token.end] = " " * (mention.end - mention.start)
        return following if _BEHIND.fullmatch("".join(gap)) else None

    def _left_over(self, text: str, tokens: Sequence[_Token], mentions: Sequence[Mention]) -> bool:
        """Tell whether a text says more than its words, fillers, drugs and cells."""
        rest = list(text)
        for start, end in [(t.start, t.end) for t in tokens if t.word] + [
            (m.start, m.end) for m in mentions if m.type in _ASIDE
        ]:
            rest[start:end] = " " * (end - start)
        left = _MAKES.sub(" ", _FILLER.sub(" ", re.sub(r"[(（].*?[)）]", " ", "".join(rest))))
        return re.search(r"[A-Za-z]{2}|[\u4e00-\u9fff]", left) is not None


def _governors(text: str, tokens: Sequence[_Token], index: int) -> list[_Token] | None:
    """Return the verbs that an outcome is the object of, nearest first; ``None`` where it is negated or in doubt."""
    found: list[_Token] = []
    right = tokens[index]
    for token in reversed(tokens[:index]):
        gap = text[token.end : right.start]
        if _CLAUSE.search(gap) or _STOP.search(gap):
            break
        listed = _LISTED.search(gap) is not None
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


def _factor(token: _Token, about: str) -> int:
    """Return the sign of a verb over resistance or sensitivity."""
    if token.word is None:
        return 1
    if token.word.about in _BETTER:
        return token.word.sign if about == "sensitivity" else -token.word.sign
    return token.word.sign


def _turned(said: Said, done: Sequence[_Token], text: str, outcome: _Token) -> Said:
    """Return an effect as the ncRNA's own: what its knockdown promotes it inhibits."""
    beside = [
        token
        for token in done
        if not _CLAUSE.search(text, min(token.end, outcome.end), max(token.start, outcome.start))
    ]
    if sum(token.word is not None and token.word.sign < 0 for token in beside) % 2 == 0:
        return said
    return Said(Effect.INHIBITS if said.effect is Effect.PROMOTES else Effect.PROMOTES, said.form)


def _is_done(text: str, pair: Sequence[_Token], mentions: Sequence[Mention]) -> bool:
    """Tell whether the first of two words is what was done to the ncRNA: "inhibition (of miR-1) restores …"."""
    if len(pair) < 2 or pair[0].word is None or pair[1].word is None or not pair[0].word.sign or pair[0].is_outcome:
        return False
    if not (_DEED.search(pair[0].text) and pair[1].word.sign and _ACTS.search(pair[1].text)):
        return False
    gap = list(text[pair[0].end : pair[1].start])
    for mention in mentions:
        if mention.type is EntityType.NCRNA and pair[0].end <= mention.start and mention.end <= pair[1].start:
            gap[mention.start - pair[0].end : mention.end - pair[0].end] = " " * (mention.end - mention.start)
    return _OF_NCRNA.fullmatch("".join(gap)) is not None


def _direction(token: _Token) -> int:
    """Return the direction of a word in a header, 0 for none and for what is done to the ncRNA."""
    if token.word is None or token.word.about == _MANIPULATION:
        return 0
    turned = token.word.about == "sensitivity" and _OF_RESISTANCE.search(token.text)
    return -token.word.sign if turned else token.word.sign


def _modifies(text: str, token: _Token) -> bool:
    """Tell whether a word only says whose resistance is meant: "autophagy-mediated", 自噬介导的."""
    return _COMPOUND.fullmatch(token.text) is not None and _MODIFIES.match(text, token.end) is not None


def _effect(sign: int, about: str) -> Effect:
    """Return the effect of more (+1) or less (-1) resistance or sensitivity."""
    return Effect.PROMOTES if (sign > 0) == (about == "resistance") else Effect.INHIBITS


def _blanked(text: str, tokens: Sequence[_Token]) -> str:
    rest = list(text)
    for token in tokens:
        rest[token.start : token.end] = " " * (token.end - token.start)
    return "".join(rest)


def _moved(tokens: Sequence[_Token], start: int, stop: int) -> list[_Token]:
    return [
        _Token(t.start - start, t.end - start, t.word, t.text) for t in tokens if start <= t.start and t.end <= stop
    ]


def _inside(mentions: Sequence[Mention], start: int, stop: int) -> list[Mention]:
    return [
        Mention(m.block, m.start - start, m.end - start, m.type, m.surface, m.normals)
        for m in mentions
        if start <= m.start and m.end <= stop
    ]


def load_effect_words() -> EffectWords:
    """Return the reader of effects with the words of ``nlp/rules``."""
    return EffectWords(load_word_list())
