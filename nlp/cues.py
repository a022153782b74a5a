"""The words that carry a statement: verbs of effect, resistance and sensitivity, negation, supposition.

They are data, ``nlp/rules/relation_cues.tsv``: a word, its language, its kind, an example sentence, and the triple
that the example states. A word may be of several kinds; the sentence decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import ahocorasick

from nlp.lexicon import data_folder, read_tsv
from nlp.model import EntityType, Mention


class CueKind(StrEnum):
    """What a cue does in a sentence."""

    UP = "up"  # promotes, 增强
    DOWN = "down"  # inhibits, 逆转
    TARGET = "target"  # targets, 调控: no direction
    BIND = "bind"
    SPONGE = "sponge"
    FREE = "free"  # frees a miRNA from its sponge
    SENSITISE = "sensitise"
    PROTECT = "protect"  # protects cells from a drug
    BETTER = "better"  # improves: less resistance, more sensitivity
    MAKE = "make"  # 使 …: the verb stands behind its object
    MORE = "more"  # overexpression of the ncRNA itself
    LESS = "less"  # knockdown of the ncRNA itself
    RESISTANCE = "resistance"
    SENSITIVITY = "sensitivity"
    NOT = "not"
    PERHAPS = "perhaps"
    IT = "it"  # words that stand for the ncRNA named before
    BY = "by"  # the passive's agent
    SAME = "same"  # did so, 作用类似: the effect on resistance said last, of another ncRNA
    OPPOSITE = "opposite"  # had the opposite effect, 作用相反
    LINK = "link"  # correlates with, 相关: an association, no act
    EVENT = "event"  # "the treatment", "the result was": what was told before acts
    WITH = "with"  # "was accompanied by": what comes with a change of the ncRNA
    EFFECT = "effect"  # "this effect", "the protection": the effect on resistance told last
    PROTEIN = "protein"  # "the kinase": the gene named last
    DOER = "doer"  # 推手, 抑制因子: "N is the … of resistance"; its direction is its other kind
    PART = "part"  # 参与: takes part in resistance, which only a supposition means as promoting it
    CONFER = "confer"  # 促耐药: makes resistant, all in one word
    DRUG_IT = "drug_it"  # 该药, 两药: drugs named before
    PATHWAY_IT = "pathway_it"  # 该通路: a pathway named before
    PLAIN = "plain"  # a longer word that hides a cue: 受体, 启动子, 由此


VERBS = frozenset(
    (
        CueKind.UP,
        CueKind.DOWN,
        CueKind.TARGET,
        CueKind.BIND,
        CueKind.SPONGE,
        CueKind.FREE,
        CueKind.SENSITISE,
        CueKind.PROTECT,
        CueKind.CONFER,
        CueKind.PART,
        CueKind.BETTER,
        CueKind.MAKE,
    )
)
_POSITIVE = frozenset(
    (
        *(CueKind.UP, CueKind.MAKE, CueKind.FREE, CueKind.SENSITISE),
        *(CueKind.PROTECT, CueKind.CONFER, CueKind.PART, CueKind.BETTER),
    )
)
OUTCOMES = frozenset((CueKind.RESISTANCE, CueKind.SENSITIVITY))

# 耐药 that describes cells, patients or mechanisms is no outcome.
_DESCRIBES = re.compile(
    r"^(?:性)?(?:的)?[^，。；、：,;在于对向从和及与使并给传]{0,10}?(?:细胞|患者|组织|株|亲本|标本|样本|肿瘤|移植瘤|裸鼠|模型|亚系|个体|病人|来源|源性|型)|"
    r"^(?:性)?(?:的)?(?:机制|程度|相关|关系|基因|蛋白|问题|现象|研究|领域|发生机制|标志|机理|谱|表型的)"
)
_DESCRIBES_EN = re.compile(
    r"^[\s-]*(?:related|associated|mechanisms?|genes?|proteins?|phenotypes? of|profiles?|cells?|markers?)\b", re.I
)
_RESPONSE_TO = re.compile(r"^\s+(?:of\s[^,;.]{1,60}\s)?to\b", re.I)
_BECOMES = re.compile(
    r"\b(?:render|made|make|making|prove|becom|became|more|less|turn|increasingly|keep|kept|leav|left|remain|stay)\w*\W+(?:\S+\W+){0,4}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in a text, by half-open offsets, and the kinds that its word has."""

    start: int
    end: int
    text: str
    kinds: frozenset[CueKind]

    @property
    def sign(self) -> int:
        """+1 for more, -1 for less, 0 for a verb without direction."""
        if CueKind.DOWN in self.kinds:
            return -1
        return 1 if self.kinds & _POSITIVE else 0


@dataclass(frozen=True, slots=True)
class CueRule:
    """One line of the cue file."""

    word: str
    lang: str
    kind: CueKind
    example: str
    triple: str


class Cues:
    """All cue words; finds them in one pass."""

    def __init__(self, kinds: Mapping[str, frozenset[CueKind]]) -> None:
        """``kinds`` gives the kinds of each word in lower case."""
        self._kinds = {word: found for word, found in kinds.items() if _APART not in word}
        self._apart: dict[str, dict[str, frozenset[CueKind]]] = {}
        for word in kinds.keys() - self._kinds.keys():
            first, _, last = word.partition(_APART)
            self._apart.setdefault(first, {})[last] = kinds[word]
            self._kinds.setdefault(first, frozenset())
        self._automaton = ahocorasick.Automaton()
        for word in self._kinds:
            self._automaton.add_word(word, word)
        self._automaton.make_automaton()
        self._adverbs = _TELLING | frozenset(part for word in kinds for part in word.split() if part.endswith("ly"))

    def _without_adverbs(self, text: str) -> tuple[str, Sequence[int]]:
        """Return ``text`` without adverbs, and where each character stood: "interacts directly with" is one cue."""
        kept: list[str] = []
        places: list[int] = []
        position = 0
        for match in _ADVERB.finditer(text):
            if match.group()[:-1] in self._adverbs:
                continue
            kept.append(text[position : match.start()])
            places += range(position, match.start())
            position = match.end()
        if not position:
            return text, range(len(text))
        kept.append(text[position:])
        places += range(position, len(text))
        return "".join(kept), places

    def _apart_kinds(self, word: str, text: str, end: int, mentions: Sequence[Mention]) -> frozenset[CueKind] | None:
        """Return the kinds of a verb whose particle stands behind its object: "brought BCL2 down"."""
        names = [m for m in mentions if end < m.start < end + 60]
        if not names or names[0].start - end > 10:
            return None
        for name in names:
            for last, kinds in sorted(self._apart[word].items(), key=lambda pair: -len(pair[0])):
                if re.match(rf"{_LEVEL}\s{last}\b", text[name.end : name.end + 40]):
                    return kinds
        return None

    def find(self, text: str, mentions: Sequence[Mention], start: int = 0, end: int | None = None) -> list[Cue]:
        """Return the cues of ``text[start:end]`` outside the mentions, from left to right, the longest first."""
        stop = len(text) if end is None else end
        lowered, places = self._without_adverbs(_lower(text[start:stop]))
        spans = [
            (start + places[last + 1 - len(word)], start + places[last] + 1, word)
            for last, word in self._automaton.iter(lowered)
            if _is_word(lowered, last + 1 - len(word), last + 1)
        ]
        taken = [(mention.start, mention.end) for mention in mentions if mention.end > start and mention.start < stop]
        found: list[Cue] = []
        position = start
        for begin, finish, word in sorted(spans, key=lambda span: (span[0], -span[1])):
            if begin < position or any(begin < other_end and other_start < finish for other_start, other_end in taken):
                continue
            kinds = self._kinds[word]
            if word in self._apart:
                kinds = self._apart_kinds(word, text, finish, mentions) or kinds
            if not kinds or (CueKind.EFFECT in kinds and _EFFECT_OF.match(text, finish)):
                continue  # "the effect of cisplatin"
            position = finish
            if CueKind.PLAIN in kinds:
                continue
            if _is_attribute(text, begin, finish):
                continue
            if (kinds & OUTCOMES or word == "保护") and describes(text, begin, finish):
                drug = any(m.end == begin - 1 and m.type is EntityType.DRUG for m in mentions)
                if not (drug and word == "response"):  # "TMZ response"
                    continue
            if word in _IN_CELLS and any(m.end == begin - 1 and m.type is EntityType.DRUG for m in mentions):
                kinds = frozenset((CueKind.SENSITIVITY,))  # "doxorubicin accumulation"
            if CueKind.BIND in kinds and "competitive" in text[begin:finish].casefold():
                kinds = frozenset((CueKind.SPONGE,))  # "binds competitively to"
            # "is driven in part by" reads as "is driven by".
            written = text[begin:finish] if finish - begin == len(word) else word
            found.append(Cue(begin, finish, written, kinds))
        return found


_EFFECT_OF = re.compile(r"\s(?:of|on|upon|towards?|from)\b")
_IN_CELLS = ("accumulation", "retention", "influx")
_APART = " … "
_LEVEL = r"(?:\s(?:levels?|expression|signall?ing|protein|mRNA))*"
# Adverbs that turn what the words around them say.
_TELLING = frozenset(("poorly", "badly", "weakly", "rarely", "only", "inversely", "oppositely", "equally"))
_ADVERB = re.compile(
    r"\b(?:[a-z]{3,}ly|(?:at least )?in (?:large |no small )?part|to (?:a|some) (?:\w+ )?extent|also|in turn|at least) "
    r"(?=[a-z])"
)


def _lower(text: str) -> str:
    """Return ``text`` in lower case, every character keeping its place."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _is_word(text: str, start: int, end: int) -> bool:
    """Tell whether a match is no part of a longer Latin word."""
    if not text[start:end].isascii():
        return True
    if text[max(start - 4, 0) : start].endswith(("co-", "non-", "self-")):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return not ("a" <= before <= "z") and not ("a" <= after <= "z")


def load_cue_rules() -> tuple[CueRule, ...]:
    """Read ``nlp/rules/relation_cues.tsv``."""
    rows = read_tsv(data_folder("rules").joinpath("relation_cues.tsv"))
    return tuple(CueRule(r["cue"], r["lang"], CueKind(r["kind"]), r["example"], r["triple"]) for r in rows)


def make_cues(rules: Iterable[CueRule]) -> Cues:
    """Return the cues that the rules describe."""
    kinds: dict[str, set[CueKind]] = {}
    for rule in rules:
        kinds.setdefault(rule.word.lower(), set()).add(rule.kind)
    return Cues({word: frozenset(found) for word, found in kinds.items()})


# Adjectives that count only where they are said of the cells: "renders cells resistant", not "resistant samples".
_ADJECTIVES = frozenset(
    (
        *("resistant", "refractory", "tolerant", "insensitive", "unresponsive", "chemoresistant", "chemorefractory"),
        *("sensitive", "effective", "responsive", "susceptible", "chemosensitive", "vulnerable", "hypersensitive"),
    )
)
_PREDICATIVE = re.compile(
    r"^(?:\s*(?:$|[.,;:)(\[])|\s(?:to|in|than|again|after|upon|when|by|via|through|and|or|but|once|both|as|at|under)\b)"
)


_ARE = re.compile(
    r"(?<!that )(?<!which )(?<!who )\b(?:are|is|were|was)\s(?:\w+ly\s|then\s|highly\s)?"
    r"(?:(?:(?:about|roughly|nearly|some)\s)?(?:twice|half|(?:\w+|[\d.]+)(?: times|-fold|fold))\s(?:as|more)\s)?$"
)


_TIMES_AS = re.compile(r"\b(?:are|is|were|was|became|become)\s(?:[\w.-]+\s){0,3}(?:as|times more|fold more)\s$")


def _is_said(text: str, start: int) -> bool:
    """Tell whether an adjective at ``start`` is said of what becomes so, or of a subject before it."""
    before = text[max(start - 60, 0) : start]
    if _TIMES_AS.search(before):
        return True
    return _BECOMES.search(before) is not None or _ARE.search(before) is not None


def _is_attribute(text: str, start: int, end: int) -> bool:
    """Tell whether an adjective stands before a noun or is not said of cells that change: "resistant samples"."""
    if text[start:end].casefold() not in _ADJECTIVES:
        return False
    said = _PREDICATIVE.match(text[end : end + 24]) is not None
    return not said or not _is_said(text, start)


def describes(text: str, start: int, end: int) -> bool:
    """Tell whether a word for resistance or sensitivity describes something rather than being what is changed."""
    word, after = text[start:end], text[end : end + 24]
    if word.casefold().endswith(" to") and not word.casefold().startswith(("respon", "succumb")):
        return not _is_said(text, start)
    if word == "保护":
        return re.match(r"性|作用|因子|机制", after) is not None
    if word.casefold().startswith("response") and text[max(start - 4, 0) : start].casefold().endswith("in "):
        return True
    if word.casefold() == "response":
        return _RESPONSE_TO.match(text[end : end + 80]) is None
    if word.isascii():
        return not word.endswith((" of", " in", " more", " fewer")) and _DESCRIBES_EN.match(after) is not None
    return word.endswith(("耐药", "敏感", "抵抗")) and _DESCRIBES.match(after) is not None
