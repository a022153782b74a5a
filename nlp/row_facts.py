"""What the target and mechanism cells of a row state of its ncRNAs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.plain import document_from_paragraphs
from nlp.cells import CellReader
from nlp.cues import VERBS, CueKind
from nlp.effects import EffectWords
from nlp.model import Certainty, Effect, EntityType, Mention, Predicate
from nlp.relate import Rules, find_statements
from nlp.script import is_han

_NAMES = (EntityType.GENE, EntityType.NCRNA)
_DEEDS = (EntityType.PATHWAY, EntityType.PROCESS)
_UP, _DOWN = "↑⬆↗⇑▲△⇧", "↓⬇↘⇓▼▽⇩"
_ARROW = _UP + _DOWN
_ARROW_BEHIND = re.compile(rf"\s*[)）]?\s*(?:expression|levels?|表达)?\s*[(（]?\s*(?P<arrow>[{_ARROW}])")
_ARROW_BEFORE = re.compile(rf"(?P<arrow>[{_ARROW}])\s*[(（]?\s*$")
_SIGN_BEHIND = re.compile(r"\s*[(（]\s*([-−–－+＋])\s*[)）]")
_WORD_BEHIND = re.compile(
    r"\s*(?:gene|protein|mRNA|expression|蛋白|基因|表达|水平|\s)*[(（:：]?\s*(?P<word>[A-Za-z-]+|[\u4e00-\u9fff]{2,4})\s*[)）]?\s*$"
)
_BRACKETS = re.compile(r"[(（][^)）]*[)）]|\b(?:axis|pathways?|signall?ing)\b|轴|(?:信号)?通路")
_LINKS = re.compile(r"\b(?:and|or|the|via)\b|[和与及、]|以及")
_SPONGE = re.compile(r"spong|decoy|sequest|海绵|吸附|诱饵|ceRNA|竞争性?内源", re.IGNORECASE)
_BINDING = re.compile(r"\s*[(（]\s*(?:binding|binds|bound|interaction|结合|互作)[^)）]*[)）]", re.IGNORECASE)
_ITEM = re.compile(rf"[;；]|(?<=[{_ARROW}])\s*[,，、/]|[,，、/](?=\s*[{_ARROW}])")
_NOUN_FIRST = re.compile(r"\w+(?:ion|ance|ment|al|age|down|out)\b|\w+(?:ed|er)\s", re.IGNORECASE)
_NOUN_BEHIND = re.compile(r"\w(?:ion|ance|al|ment|down|age)\b", re.IGNORECASE)
# A name that no cell holds, in whose place the cell's words are read as a sentence.
_SOMETHING = "miR-99999"
# What was done to the ncRNA, at the beginning of a cell.
_DONE = re.compile(
    r"\s*((?:knock-?(?:down|out)|silencing|depletion|inhibition|over-?expression|ectopic expression|"
    r"up-?regulation|down-?regulation|restoration)(?=\s+(?!of\b)[a-z])|(?:敲低|敲除|沉默|干扰|过表达|抑制|下调|上调)(?=后|可|能))"
    r"(?:\s+(?=[a-z]))?",
    re.IGNORECASE,
)
_EFFECTS = {
    Predicate.PROMOTES_RESISTANCE: Effect.PROMOTES,
    Predicate.INHIBITS_RESISTANCE: Effect.INHIBITS,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A predicate with its object, and why."""

    predicate: Predicate
    object: str
    why: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class FactReader:
    """Reads facts in cells, by arrows, by words beside the names, and as sentences."""

    cells: CellReader
    effects: EffectWords
    rules: Rules

    def targets(self, text: str, header: str) -> list[Fact]:
        """Return what a cell under a header of targets states; a name without a direction is a target."""
        of_header = self._sign(header)
        all_sponged, sponged = is_sponge(header), False
        facts: list[Fact] = []
        for item in self._items(text):
            mentions = self.cells.tag(item)
            if not any(mention.type in _NAMES for mention in mentions):
                mentions = tuple(
                    sorted((*mentions, *self.cells.mentions(item, EntityType.GENE)), key=lambda mention: mention.start)
                )
            told = self._told(item, mentions)
            # "sponges miR-1; miR-2": the verb holds for a bare name behind it.
            sponged = is_sponge(item) or (sponged and not told and not re.search(r"[^\W\d_]", _without(item, mentions)))
            for mention in mentions:
                sign = told.get(mention, 0) or (of_header if mention.type is EntityType.GENE else 0)
                predicate = _predicate(mention, sign, sponge=sponged or (all_sponged and mention not in told))
                if predicate is Predicate.TARGETS and _BINDING.match(item, mention.end):
                    predicate = Predicate.BINDS
                facts += _facts(mention, predicate, f"{mention.surface!r} in the target column")
            spoken = self._spoken(item, mentions)
            facts = [fact for fact in facts if fact.object not in {s.object for s in spoken}] + spoken
        return _strongest(facts)

    def only_names(self, text: str) -> bool:
        """Tell whether a cell holds names, arrows and what stands in brackets, and no more words."""
        rest = _without(text, self.cells.tag(text))
        return not re.search(r"[A-Za-z]{3}|[\u4e00-\u9fff]", _LINKS.sub(" ", _BRACKETS.sub(" ", rest)))

    def mechanism(self, text: str, *, bare_names: bool) -> list[Fact]:
        """Return what a cell on the mechanism states; with ``bare_names`` a cell of names only names targets."""
        facts: list[Fact] = []
        sponge = is_sponge(text)
        for item in self._items(text):
            mentions = self.cells.tag(item)
            spoken = self._spoken(item, mentions)
            facts += spoken
            told = self._told(item, mentions)
            only_names = not re.search(r"[A-Za-z]{3}|[\u4e00-\u9fff]", _LINKS.sub(" ", _without(item, mentions)))
            for mention in mentions:
                if any(fact.object in mention.normals for fact in spoken):
                    continue
                predicate = _predicate(mention, told.get(mention, 0), sponge=sponge)
                if predicate is Predicate.TARGETS and not (bare_names and only_names):
                    continue
                facts += _facts(mention, predicate, f"{mention.surface!r} in the mechanism column")
        return _strongest(facts)

    def drugs(self, text: str) -> dict[str, Effect]:
        """Return the effects on resistance to drugs that a cell states as a sentence: "reduces docetaxel toxicity"."""
        plain = re.sub(rf"[{_ARROW}]", " ", text).strip(" .。")
        sentence = _sentence(plain, self.cells.tag(text)) if plain else ""
        said: dict[str, Effect] = {}
        for fact in self._stated(sentence) if sentence else ():
            if effect := _EFFECTS.get(fact.predicate):
                said[fact.object] = effect if said.get(fact.object, effect) is effect else Effect.UNKNOWN
        return said

    def _items(self, text: str) -> Iterator[str]:
        return (item.strip() for item in _ITEM.split(text) if item.strip())

    def _told(self, item: str, mentions: Sequence[Mention]) -> dict[Mention, int]:
        """Return the directions of the names in an item, by arrows or by a word behind in brackets."""
        told: dict[Mention, int] = {}
        before = mentions and _ARROW_BEFORE.search(item[: mentions[0].start]) is not None
        for index, mention in enumerate(mentions):
            end = mentions[index + 1].start if index + 1 < len(mentions) else len(item)
            start = mentions[index - 1].end if index else 0
            arrow = (
                _ARROW_BEFORE.search(item[start : mention.start])
                if before
                else _ARROW_BEHIND.match(item[mention.end : end])
            )
            if arrow is not None:
                told[mention] = 1 if arrow["arrow"] in _UP else -1
            elif (mark := _SIGN_BEHIND.match(item[mention.end : end])) is not None:
                told[mention] = 1 if mark[1] in "+＋" else -1
            elif (word := _WORD_BEHIND.fullmatch(item[mention.end : end])) is not None and index + 1 == len(mentions):
                told |= {m: sign for m in mentions if m not in told and (sign := self._sign(word["word"]))}
            elif before and told and not re.search(r"\w", item[start : mention.start]):
                told[mention] = next(reversed(told.values()))  # "↓PTEN, BCL2"
        return told

    def _sign(self, text: str) -> int:
        said = self.effects.expression(text)
        return said[0] if said else 0

    def _spoken(self, item: str, mentions: Sequence[Mention]) -> list[Fact]:
        """Return the facts of an item's words, read as a sentence on the ncRNA."""
        plain = re.sub(rf"[{_ARROW}]", " ", item).strip(" .。")
        cues = self.rules.cues.find(plain, ())
        if not any(cue.kinds & VERBS or CueKind.SPONGE in cue.kinds for cue in cues):
            return []
        sentence = _sentence(plain, mentions)
        facts = [fact for fact in self._stated(sentence) if fact.object != _SOMETHING] if sentence else []
        types = {normal: mention.type for mention in mentions for normal in mention.normals}
        return [
            Fact(predicate, name, f"{item!r} in the row", types[name])
            for predicate, name in ((fact.predicate, fact.object) for fact in facts)
            if name in types and types[name] in (*_NAMES, *_DEEDS)
        ]

    def _stated(self, sentence: str) -> list[Fact]:
        document = document_from_paragraphs([sentence], "cell")
        triples = find_statements(document, self.cells.tagger.tag(document), self.rules)
        return [
            Fact(triple.predicate, triple.object, triple.derivation, EntityType.GENE)
            for triple in triples
            if triple.subject == _SOMETHING and triple.certainty is Certainty.ASSERTED
        ]


def is_sponge(text: str) -> bool:
    """Tell whether a text says that the ncRNA is a sponge."""
    return _SPONGE.search(text) is not None


def _sentence(text: str, mentions: Sequence[Mention]) -> str:
    """Return an item as a sentence; empty where a name stands first and no deed behind it: "miR-7 (sponge)"."""
    if (done := _DONE.match(text)) is not None:
        rest = text[done.end() :]
        return (
            f"{done[1]}{_SOMETHING}{rest}。" if is_han(text[0]) else f"{done[1].capitalize()} of {_SOMETHING} {rest}."
        )
    if is_han(text[0]) or any(is_han(char) for char in text):
        return f"{_SOMETHING}{text}。"
    named = mentions and mentions[0].start == 0
    if named and not _NOUN_BEHIND.search(text):
        return ""
    if named or _NOUN_FIRST.match(text):
        return f"{_SOMETHING} leads to {text if named else text[0].lower() + text[1:]}."
    return f"{_SOMETHING} {text[0].lower()}{text[1:]}."


def _without(text: str, mentions: Sequence[Mention]) -> str:
    rest = list(text)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(rest)


def _facts(mention: Mention, predicate: Predicate | None, why: str) -> list[Fact]:
    return [Fact(predicate, normal, why, mention.type) for normal in mention.normals] if predicate else []


def _predicate(mention: Mention, sign: int, *, sponge: bool) -> Predicate | None:
    if mention.type in _DEEDS:
        return {1: Predicate.ACTIVATES, -1: Predicate.INHIBITS}.get(sign)
    if mention.type not in _NAMES:
        return None
    if sponge and mention.type is EntityType.NCRNA:
        return Predicate.SPONGES
    return {1: Predicate.UPREGULATES, -1: Predicate.DOWNREGULATES}.get(sign, Predicate.TARGETS)


def _strongest(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts without those that only say "targets" of what another one says more of."""
    said = {fact.object for fact in facts if fact.predicate is not Predicate.TARGETS}
    unique = {(fact.predicate, fact.object): fact for fact in reversed(facts)}
    return [
        fact for fact in reversed(unique.values()) if not (fact.predicate is Predicate.TARGETS and fact.object in said)
    ]
