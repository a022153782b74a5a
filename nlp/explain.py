"""How a sentence is understood, step by step, for a curator or a rule writer to read."""

from __future__ import annotations

from collections.abc import Iterator

from extract.plain import document_from_paragraphs
from nlp.cues import CueKind
from nlp.items import Break, Group, Item, Line
from nlp.manipulation import find_manipulations
from nlp.model import EntityType
from nlp.relate import Fact, Reading, load_rules, read_prose
from nlp.tagger import Tagger


def explain(text: str, tagger: Tagger) -> Iterator[str]:
    """Yield the lines that explain ``text``, a sentence or a paragraph of one line.

    First tokens and mentions; then for every sentence its clauses with names and cues, what is manipulated, negated
    or supposed, and the triples with their derivations.
    """
    document = document_from_paragraphs([text], "text")
    mentions = tagger.tag(document)
    block = document.blocks[0]
    yield "tokens    " + " | ".join(token.text for token in tagger.doc(block.text, mentions) if token.text.strip())
    for mention in mentions:
        kind = mention.type.value + (f"/{mention.subtype.value}" if mention.subtype else "")
        identifier = mention.id or "no identifier"
        yield f"mention   {mention.start}-{mention.end} {mention.surface} → {kind} {mention.normal} ({identifier})"
    for _, reading in read_prose(document, mentions, load_rules()):
        yield from _sentence(reading)


def _sentence(reading: Reading) -> Iterator[str]:
    line = reading.line
    sentence = line.sentence
    cited = f" cites {', '.join(map(str, sentence.references))}" if sentence.references else ""
    yield ""
    yield f"sentence  {sentence.start}-{sentence.end}{cited}: {line.text[sentence.start : sentence.end].strip()}"
    if reading.before:
        yield f"before    the text speaks of {', '.join(reading.before)}"
    for number, clause in enumerate(_clauses(line), start=1):
        if clause:
            yield f"clause {number}  " + " · ".join(_item(item) for item in clause)
    for group, done in find_manipulations(line).items():
        yield f"changed   {', '.join(group.normals)} {'raised' if done.polarity > 0 else 'lowered'} by “{done.word}”"
    for cue in (item for item in line.items if not isinstance(item, Group | Break)):
        if CueKind.NOT in cue.kinds:
            yield f"negated   what follows “{cue.text}” in its clause"
        elif CueKind.PERHAPS in cue.kinds:
            yield f"supposed  the clause of “{cue.text}” and what follows"
        elif CueKind.LINK in cue.kinds:
            yield f"no act    what follows “{cue.text}” in its clause is only an association"
    yield from (_fact(fact) for fact in reading.facts)
    if not reading.facts:
        yield "triple    none" + _why_none(reading)


def _clauses(line: Line) -> list[list[Item]]:
    clauses: list[list[Item]] = [[]]
    for item in line.items:
        if isinstance(item, Break):
            clauses.append([])
        else:
            clauses[-1].append(item)
    return clauses


def _item(item: Item) -> str:
    if isinstance(item, Group):
        return f"{item.type.value} {', '.join(item.normals)}"
    if isinstance(item, Break):
        return "|"
    return f"[{item.text}: {'/'.join(sorted(item.kinds))}]"


def _fact(fact: Fact) -> str:
    supposed = " (hypothesised)" if fact.hypothesised else ""
    return f"triple    {fact.subject} {fact.predicate.value} {fact.object}{supposed} because {fact.derivation}"


def _why_none(reading: Reading) -> str:
    line = reading.line
    if not line.groups(EntityType.NCRNA) and not reading.before:
        return ": no ncRNA is named here or before"
    if not any(not isinstance(item, Group | Break) for item in line.items):
        return ": no word of the rules"
    return ": the words say no act of an ncRNA on a name"
