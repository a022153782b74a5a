"""The effect on drug resistance that a table cell, a header or a caption states: its meaning, not its verb.

The verbs are those of the prose (``nlp/rules/relation_cues.tsv``); ``nlp/rules/effect_words.tsv`` adds what only
tables write: arrows, "pro-resistance", "up", "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.cues import describes
from nlp.effect_tokens import (
    BETTER,
    CLAUSE,
    LISTED,
    MANIPULATION,
    OF_RESISTANCE,
    OUTCOMES,
    STOP,
    Form,
    Said,
    Token,
    blanked,
    direction,
    effect_of,
    factor,
    gap_without,
    governors_of,
    inside,
    is_done,
    moved,
    turned,
)
from nlp.effect_words import WordList, load_word_list
from nlp.model import EntityType, Mention

_WHOLE = "whole"  # a word only where it stands alone: "acquired"
# Names that a phrase on resistance carries along; other names are objects of their own.
_ASIDE = (EntityType.DRUG, EntityType.CELL, EntityType.DISEASE, EntityType.NCRNA)
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
_RESISTANCE_IS = re.compile(r"(?:resistance|sensitivity|耐药性?|敏感性)\s*(?:is|was|被)?\s*$", re.IGNORECASE)
_THERAPY = re.compile(r"therap|treatment|chemotherapy|治疗|化疗|用药", re.IGNORECASE)
_AFTER_LOSS = re.compile(
    r"\b(?:of|after|upon|on|following|with)\s+(?:its\s+|the\s+)?(?:\w+\s+)?"
    r"(?:inhibition|suppression|blockade|down-?regulation|loss|reduction)\b(?!\s+of)|(?:抑制|下调|阻断|降低)后",
    re.IGNORECASE,
)
_MAKES = re.compile(
    r"(?<![A-Za-z])(?:makes?|made|making|becom(?:es?|ing)|became|more)(?![A-Za-z])|使得?|令|让|变得|更加?",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"(?:creased|hanced|duced|vated|raised|lowered|heightened|strengthened|weakened|minished|augmented|impaired|improved|"
    r"acquired|stored|er)$|[↑↓⬆⬇↗↘⇑⇓▲▼△▽]",
    re.IGNORECASE,
)
# "Potentiates the effect of cisplatin", 增强顺铂的作用.
_OF_DRUG = re.compile(
    r"(?:effects?|effectiveness|actions?|activity|potency|toxicity|killing|efficiency)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DRUGS = re.compile(
    r"\s*(?:的\s*)?(?:抗肿瘤|抗癌|治疗|杀伤)?(?:作用|效果|效应|活性|毒性|效力)|'s?\s+(?:effects?|activity|action)"
)
_LETTER = re.compile(r"\s*(?P<letter>[RS])\s*(?P<arrow>[↑↓⬆⬇⇑⇓▲▼+＋−－-])\s*")


@dataclass(frozen=True, slots=True)
class EffectWords:
    """Reads what a text says on resistance, by the words of tables and of prose."""

    known: WordList

    def said(self, text: str, mentions: Sequence[Mention] = ()) -> Said | None:
        """Return the effect that a text states; ``None`` where it states none, or two that differ.

        ``mentions`` are the names in it. A :attr:`Form.BARE` effect is given as one on resistance.
        """
        if letter := _LETTER.fullmatch(text):
            about = "resistance" if letter["letter"] == "R" else "sensitivity"
            return Said(effect_of(1 if letter["arrow"] in "↑⬆⇑▲+＋" else -1, about), Form.STATE)
        plain = _MINUS.sub("↓", _CITED.sub(lambda match: " " * len(match.group()), text))
        tokens = self._tokens(plain, mentions)
        done = [
            token
            for index, token in enumerate(tokens)
            if token.word is not None
            and (token.word.about == MANIPULATION or is_done(plain, tokens[index : index + 2], mentions))
        ]
        acting = [token for token in tokens if token not in done]
        if not any(token.is_outcome for token in tokens):
            said = self._bare(plain, acting or tokens, mentions)
            return turned(said, done, plain, acting[0]) if said and acting else said
        rest = blanked(plain, done)
        found = [
            turned(said, done, plain, acting[index])
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
        found = {"resistance" if OF_RESISTANCE.search(t.text) else t.word.about for t in outcomes if t.word}
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
        done = {t.word.sign for t in self._tokens(header, ()) if t.word is not None and t.word.about == MANIPULATION}
        return done == {-1} or _AFTER_LOSS.search(header) is not None

    def manipulates(self, text: str) -> bool:
        """Tell whether a text speaks of what was done to the ncRNA: "knockdown", 过表达."""
        return any(t.word is not None and t.word.about == MANIPULATION for t in self._tokens(text, ()))

    def is_role(self, text: str) -> bool:
        """Tell whether a text says no more than what an ncRNA is in cancer: "oncogene", 抑癌."""
        tokens = self._tokens(text, ())
        words = [token.word for token in tokens if token.word]
        return (
            bool(words)
            and not any(w.sign or w.about or w.negates for w in words)
            and not self._left_over(text, tokens, ())
        )

    def is_directional(self, header: str) -> bool:
        """Tell whether a header states an effect by itself: "Promotes resistance", "Sensitivity ↑"."""
        if self.lowers(header) or len({direction(token) for token in self._tokens(header, ())} - {0}) > 1:
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
        if not plain or plain.lower() in self.known.nothing:
            return True
        return _NOT_STUDIED.fullmatch(plain) is not None and not self.speaks_of_outcome(plain)

    def _tokens(self, text: str, mentions: Sequence[Mention]) -> list[Token]:
        names = [m for m in mentions if m.type not in _ASIDE and not self.known.find(m.surface)]
        taken = [(m.start, m.end) for m in mentions if m in names or m.type in _ASIDE]
        tokens = [Token(m.start, m.end, None, m.surface) for m in names]
        for start, end, word in self.known.find(text):
            if any(first < end and start < last for first, last in taken):
                continue
            written = text[start:end]
            if word.about == _WHOLE and written != text.strip() and not _RESISTANCE_IS.search(text[:start]):
                continue
            about_cells = _OF_CELLS.match(text, end) or (
                written.casefold() != "response" and describes(text, start, end)
            )
            # "Resistant cells", but not "sensitises cells".
            if word.about in OUTCOMES and about_cells and (not word.sign or written == "保护"):
                continue
            tokens.append(Token(start, end, word, written))
        return sorted(tokens, key=lambda token: token.start)

    def _bare(self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> Said | None:
        signs = {token.word.sign for token in tokens if token.word is not None}
        if len(signs) != 1 or any(token.word is None or token.word.negates for token in tokens):
            return None
        sign = signs.pop()
        drugs = [mention for mention in mentions if mention.type is EntityType.DRUG]
        if sign and any(_OF_DRUG.search(text[: m.start]) or _DRUGS.match(text, m.end) for m in drugs):
            return Said(effect_of(sign, "sensitivity"), Form.ACT)
        if not sign or self._left_over(text, tokens, mentions):
            return None
        if any(token.word and token.word.about in BETTER for token in tokens):
            return Said(effect_of(sign, "sensitivity"), Form.STATE)
        return Said(effect_of(sign, "resistance"), Form.BARE)

    def _outcome(self, text: str, tokens: Sequence[Token], index: int, mentions: Sequence[Mention]) -> list[Said]:
        token, word = tokens[index], tokens[index].word
        if word is None or self._is_absorbed(text, tokens, index):
            return []
        governors = governors_of(text, tokens, index)
        if governors is None:
            return []
        sign = word.sign or 1
        for governor in governors:
            sign *= factor(governor, word.about)
        if governors:
            state = all(_ADJECTIVE.search(g.text) for g in governors)
            return [Said(effect_of(sign, word.about), Form.STATE if state else Form.ACT)]
        if word.sign:
            return [Said(effect_of(sign, word.about), Form.ACT)]
        after = self._behind(text, tokens, index, mentions)
        if after is not None:
            return [Said(effect_of(factor(after, word.about), word.about), Form.STATE)]
        start = max((m.end() for m in CLAUSE.finditer(text, 0, token.start)), default=0)
        stop = next((m.start() for m in CLAUSE.finditer(text, token.end)), len(text))
        if self._left_over(text[start:stop], moved(tokens, start, stop), inside(mentions, start, stop)):
            return []  # "modulates resistance"
        made = _MAKES.search(text, start, token.start) is not None
        return [Said(effect_of(1, word.about), Form.ACT if made else Form.NOUN)]

    def _is_absorbed(self, text: str, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether an outcome is only the verb of what follows: "restores sensitivity", "restores PTEN"."""
        word, following = tokens[index].word, tokens[index + 1] if index + 1 < len(tokens) else None
        if word is None or not word.sign or following is None:
            return False
        gap = text[tokens[index].end : following.start]
        if following.word is None:
            return not (CLAUSE.search(gap) or STOP.search(gap) or LISTED.search(gap))
        return following.is_outcome and not (CLAUSE.search(gap) or LISTED.search(gap)) and len(gap) <= 30

    def _behind(self, text: str, tokens: Sequence[Token], index: int, mentions: Sequence[Mention]) -> Token | None:
        """Return the word of direction right behind an outcome: "resistance to cisplatin ↑", 耐药性增强."""
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or following.word is None or not following.word.sign or following.is_outcome:
            return None
        aside = [mention for mention in mentions if mention.type in _ASIDE]
        return following if _BEHIND.fullmatch(gap_without(text, token.end, following.start, aside)) else None

    def _left_over(self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
        """Tell whether a text says more than its words, fillers, drugs and cells."""
        rest = list(text)
        for start, end in [(t.start, t.end) for t in tokens if t.word] + [
            (m.start, m.end) for m in mentions if m.type in _ASIDE
        ]:
            rest[start:end] = " " * (end - start)
        left = _MAKES.sub(" ", _FILLER.sub(" ", re.sub(r"[(（].*?[)）]", " ", "".join(rest))))
        return re.search(r"[A-Za-z]{2}|[\u4e00-\u9fff]", left) is not None


def load_effect_words() -> EffectWords:
    """Return the reader of effects with the words of ``nlp/rules``."""
    return EffectWords(load_word_list())
