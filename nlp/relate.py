"""Prose becomes triples: every sentence read by the rules, its drugs and citations found, its facts written down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Block, BlockKind, Document
from nlp.certainty import is_open_question, supposed_by
from nlp.cues import Cue, CueKind, Cues, load_cue_rules, make_cues
from nlp.donors import find_donors
from nlp.items import SAID_OF, Break, Group, Item, Line, make_line
from nlp.model import Certainty, EntityType, Mention, Origin, Predicate, ProseEvidence, Triple
from nlp.outcome_drugs import (
    Drugs,
    SublineDrugs,
    all_drugs,
    attribute_drugs,
    clause_drugs,
    earlier_drugs,
    is_about_drugs,
    load_subline_drugs,
    names_another,
    names_no_drug,
    stated_drugs,
    subline_drugs,
)
from nlp.reading import Scan
from nlp.regional import Regional, load_regional
from nlp.scan import read_sentence
from nlp.sentences import Sentence, split_sentences
from nlp.statements import Statement, Subject, is_how, predicate_of, strongest

_PROSE = (BlockKind.PARAGRAPH, BlockKind.ABSTRACT)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule files, read once."""

    cues: Cues
    sublines: SublineDrugs
    regional: Regional


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a sentence, before the sentences are put together."""

    subject: str
    predicate: Predicate
    object: str
    hypothesised: bool
    derivation: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as the rules read it: its items, what it states, the facts that follow."""

    line: Line
    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...]


@dataclass(slots=True)
class _Context:
    """What the sentences before leave to the next one."""

    heading: Drugs | None = None
    subject: Subject | None = None
    recent: tuple[Group, ...] = ()  # the ncRNAs that the sentences before name, the last one last
    age: int = 0  # sentences since the subject was named
    drugs: tuple[str, ...] = ()
    effect: Statement | None = None  # the effect on resistance said last
    mentions: dict[str, list[Mention]] = field(default_factory=dict)


def load_rules() -> Rules:
    """Read the rule and lexicon files that relations need."""
    return Rules(make_cues(load_cue_rules()), load_subline_drugs(), load_regional())


def find_statements(document: Document, mentions: Sequence[Mention], rules: Rules | None = None) -> tuple[Triple, ...]:
    """Return the triples of the paper's prose, each fact once a sentence, in reading order."""
    triples = []
    for block, reading in read_prose(document, mentions, rules or load_rules()):
        sentence = reading.line.sentence
        place = ProseEvidence(
            block.id, sentence.start, sentence.end, block.regions(sentence.start, sentence.end) if block.places else ()
        )
        triples += [
            Triple(
                subject=fact.subject,
                predicate=fact.predicate,
                object=fact.object,
                origin=Origin.PROSE,
                certainty=Certainty.HYPOTHESISED if fact.hypothesised else Certainty.ASSERTED,
                references=sentence.references,
                evidence=(place,),
                derivation=fact.derivation,
            )
            for fact in reading.facts
        ]
    return tuple(triples)


def read_prose(document: Document, mentions: Sequence[Mention], rules: Rules) -> Iterator[tuple[Block, Reading]]:
    """Read every sentence of the abstracts and paragraphs in order."""
    by_block: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_block[mention.block].append(mention)
    context = _Context()
    for block in document.blocks:
        if block.kind is BlockKind.HEADING or block.kind is BlockKind.TITLE:
            named = [m for m in by_block[block.id] if m.type is EntityType.DRUG]
            names = tuple(dict.fromkeys(name for m in named for name in m.normals))
            context = _Context(heading=Drugs(names, "the heading") if names else None)
        elif block.kind in _PROSE:
            context = _Context(heading=context.heading)
            text = rules.regional.read(block.text, by_block[block.id])
            for sentence in split_sentences(text, by_block[block.id]):
                yield block, _read(text, sentence, by_block[block.id], rules, context)


def _read(text: str, sentence: Sentence, mentions: Sequence[Mention], rules: Rules, context: _Context) -> Reading:
    line = make_line(text, sentence, mentions, rules.cues)
    scan = Scan(line, context.subject if context.age < 2 else None, context.effect, context.recent)
    if context.subject is not None and context.age == 0 and _names_later(line):
        if not sentence.opens and _CELLS_FIRST.match(text, sentence.start):
            scan.subject = replace(context.subject, changed=True)
        elif context.subject.changed and _GOES_ON.match(text, sentence.start):
            scan.subject = context.subject
    statements = tuple(read_sentence(scan))
    facts = list(_facts(line, statements, rules, context))
    told = strongest((fact.subject, fact.predicate, fact.object) for fact in facts)
    unique = {(fact.subject, fact.predicate, fact.object): fact for fact in reversed(facts)}
    kept = tuple(fact for key, fact in reversed(unique.items()) if key in told)
    if scan.subject is not None or scan.acted_on is not None:
        context.subject, context.age = scan.subject or scan.acted_on, 0
    else:
        context.age += 1
    context.recent = (*context.recent, *line.groups(EntityType.NCRNA))[-6:]
    context.effect = next((s for s in reversed(statements) if s.group is None and s.sign), None)
    context.drugs = all_drugs(line, rules.sublines) or context.drugs
    return Reading(line, statements, kept)


def _facts(line: Line, statements: Sequence[Statement], rules: Rules, context: _Context) -> Iterator[Fact]:
    for statement in statements:
        predicate = predicate_of(statement)
        if predicate is None or statement.subject is None or is_how(statement, statements):
            continue
        if statement.group is not None:
            objects, why = statement.group.normals, ""
        elif statement.outcome is not None and is_about_drugs(line, statement.outcome):
            if _is_spelled_out(statement, statements):
                continue
            drugs = _drugs(line, statement.outcome, rules, context)
            if drugs is None:
                continue
            objects, why = drugs.names, drugs.why
        else:
            continue
        doubts = supposed_by(line, statement)
        if any(is_open_question(cue) for cue in doubts):
            continue
        for subject, name in _pairs(line, statement.subject.names, objects, statement.group or statement.outcome):
            if subject != name:
                yield Fact(
                    subject, predicate, name, bool(doubts), _derivation(statement, subject, predicate, name, why)
                )
    for ncrnas, cells in find_donors(line):
        for subject, name in _pairs(line, ncrnas.normals, cells.normals, cells):
            yield Fact(subject, Predicate.DERIVED_FROM, name, False, f"{subject} from vesicles of {name}")


def _is_spelled_out(statement: Statement, statements: Sequence[Statement]) -> bool:
    """Tell whether "the reverse holds for miR-509, which sensitised cells to olaparib" tells its effect afterwards."""
    if not statement.verbs or not statement.verbs[0].kinds & {CueKind.SAME, CueKind.OPPOSITE}:
        return False
    return any(
        other.group is None
        and other.start > statement.start
        and other.subject
        and statement.subject
        and other.subject.names == statement.subject.names
        for other in statements
    )


def _drugs(line: Line, outcome: Cue, rules: Rules, context: _Context) -> Drugs | None:
    stated = (
        stated_drugs(line, outcome)
        or clause_drugs(line, outcome, rules.sublines)
        or attribute_drugs(line)
        or subline_drugs(line, rules.sublines, sure=True)
    )
    if stated is not None:
        return stated
    if names_no_drug(outcome):
        return context.heading
    if names_another(line, outcome):
        return None
    return (
        earlier_drugs(line, outcome)
        or (Drugs(context.drugs, "the sentence before") if context.drugs else None)
        or context.heading
        or subline_drugs(line, rules.sublines, sure=False)
    )


def _pairs(line: Line, subjects: Sequence[str], objects: Sequence[str], place: Item | None) -> list[tuple[str, str]]:
    """Return every subject with every object; "respectively" pairs lists of one length in order."""
    if len(subjects) == len(objects) > 1 and _is_respective(line, subjects, place):
        return list(zip(subjects, objects, strict=True))
    return [(subject, name) for subject in subjects for name in objects]


def _names_later(line: Line) -> bool:
    """Tell whether a sentence names no ncRNA before its third clause."""
    named = next(iter(line.groups(EntityType.NCRNA)), None)
    return named is None or sum(isinstance(i, Break) and i.start < named.start for i in line.items) >= 2


# "…; recipients become less sensitive": the part behind a semicolon says what became of the cells.
_CELLS_FIRST = re.compile(
    r"\s*(?:and\s|so\s|thus,?\s|hence,?\s|in turn,?\s|as a result,?\s)?(?:the\s)?(?:\w+\s)?"
    r"(?:cells|recipients|tumou?rs|xenografts)\s(?:became|become|were|are|grew|turned|respond\w*|surviv\w*|regain\w*|acquir\w*|lost)\b",
    re.IGNORECASE,
)


def _is_respective(line: Line, subjects: Sequence[str], place: Item | None) -> bool:
    """Tell whether "respectively" is said in the sentence, or 分别 of this list and not of one before it."""
    start, end = line.sentence.start, line.sentence.end
    if re.search(r"respectively", line.text[start:end], re.IGNORECASE):
        return True
    if place is None:
        return False
    words = [match.end() for match in re.finditer("分别", line.text[start : place.end])]
    if not words:
        return "分别" in line.text[place.end : end]  # "对顺铂和5-FU的敏感性分别增强"
    # "分别通过靶向A和B增强顺铂和5-FU的疗效": the targets are paired, both ncRNAs act on both drugs.
    return not any(
        start + words[-1] <= group.start
        and group.end <= place.start
        and len(group.normals) == len(subjects)
        and group.normals != tuple(subjects)
        and not (isinstance(place, Cue) and group.type is EntityType.DRUG)
        for group in line.groups(*SAID_OF, EntityType.CELL)
    )


# A sentence that tells more of the experiment before.
_GOES_ON = re.compile(
    r"\s*(?:at the same time|in parallel|concomitantly|simultaneously|as a (?:result|consequence)|consequently|"
    r"accordingly|thus|hence|therefore|in addition|moreover|furthermore|also)\b",
    re.IGNORECASE,
)


def _derivation(statement: Statement, subject: str, predicate: Predicate, name: str, why: str) -> str:
    done = "".join(f"[{word}] " for word in statement.subject.trail) if statement.subject else ""
    verbs = " ".join(f"[{cue.text}{'+' if cue.sign > 0 else '-' if cue.sign < 0 else ''}]" for cue in statement.verbs)
    outcome = f" [{statement.outcome.text}]" if statement.outcome and statement.outcome not in statement.verbs else ""
    drugs = f" (drug: {why})" if why else ""
    return f"{done}{subject} {verbs}{outcome} → {predicate.value} {name}{drugs}"
