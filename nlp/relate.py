"""Prose becomes triples: every sentence read by the rules, its drugs and citations found, its facts written down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from extract.model import Block, BlockKind, Document
from nlp.certainty import is_open_question, supposed_by
from nlp.context import Context, goes_on_with
from nlp.cues import Cue, CueKind, Cues, load_cue_rules, make_cues
from nlp.donors import DonorRule, find_donors, load_donor_rules
from nlp.items import SAID_OF, Item, Line, make_line
from nlp.model import Certainty, EntityType, Mention, Origin, Predicate, ProseEvidence, Triple
from nlp.outcome_drugs import (
    Drugs,
    SublineDrugs,
    all_drugs,
    attribute_drugs,
    clause_drugs,
    earlier_drugs,
    is_about_drugs,
    later_drugs,
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
from nlp.statements import Statement, is_how, predicate_of, strongest

_PROSE = (BlockKind.PARAGRAPH, BlockKind.ABSTRACT)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule files, read once."""

    cues: Cues
    sublines: SublineDrugs
    regional: Regional
    donors: tuple[DonorRule, ...]


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
    before: tuple[str, ...] = ()  # the ncRNAs that the text before speaks of


def load_rules() -> Rules:
    """Read the rule and lexicon files that relations need."""
    return Rules(make_cues(load_cue_rules()), load_subline_drugs(), load_regional(), load_donor_rules())


def find_statements(document: Document, mentions: Sequence[Mention], rules: Rules | None = None) -> tuple[Triple, ...]:
    """Return the triples of the paper's prose, each fact once a sentence, in reading order.

    Where a paragraph says first that an ncRNA targets a gene and then that it lowers it, only the latter is given.
    """
    triples = []
    readings = list(read_prose(document, mentions, rules or load_rules()))
    told: dict[str, list[tuple[str, Predicate, str]]] = defaultdict(list)
    for block, reading in readings:
        told[block.id] += [(f.subject, f.predicate, f.object) for f in reading.facts if not f.hypothesised]
    weak = {
        (block, *fact)
        for block, facts in told.items()
        for fact in set(facts) - strongest(facts)
        if fact[1] is Predicate.TARGETS
    }
    for block, reading in readings:
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
            if (block.id, fact.subject, fact.predicate, fact.object) not in weak
        ]
    return tuple(triples)


def read_prose(document: Document, mentions: Sequence[Mention], rules: Rules) -> Iterator[tuple[Block, Reading]]:
    """Read every sentence of the abstracts and paragraphs in order."""
    by_block: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_block[mention.block].append(mention)
    context = Context()
    for block in document.blocks:
        if block.kind is BlockKind.HEADING or block.kind is BlockKind.TITLE:
            named = [m for m in by_block[block.id] if m.type is EntityType.DRUG]
            names = tuple(dict.fromkeys(name for m in named for name in m.normals))
            context = Context(heading=Drugs(names, "the heading") if names else None)
        elif block.kind in _PROSE:
            context = Context(heading=context.heading)
            text = rules.regional.read(block.text, by_block[block.id])
            for sentence in split_sentences(text, by_block[block.id]):
                yield block, _read(text, sentence, by_block[block.id], rules, context)


def _read(text: str, sentence: Sentence, mentions: Sequence[Mention], rules: Rules, context: Context) -> Reading:
    line = make_line(text, sentence, mentions, rules.cues, context.gene)
    scan = Scan(
        line,
        context.subject if context.age < 2 else None,
        context.effect,
        context.recent,
        context.topic,
        event=not context.told,
    )
    if len(scan.several) < 2:
        scan.several = context.several
    scan.subject = goes_on_with(context, line)
    statements = tuple(read_sentence(scan))
    asked = text[sentence.start : sentence.end].rstrip().endswith(("?", "？"))
    facts = [] if asked else list(_facts(line, statements, scan.echoes, rules, context))
    told = strongest((fact.subject, fact.predicate, fact.object) for fact in facts)
    firm_first = sorted(facts, key=lambda fact: fact.hypothesised)
    unique = {(fact.subject, fact.predicate, fact.object): fact for fact in reversed(firm_first)}
    kept = tuple(fact for key, fact in reversed(unique.items()) if key in told)
    effect = next((s for s in reversed(scan.found) if s.group is None and s.sign and not s.by), scan.noted)
    drugs = _drugs(line, effect.outcome, scan.echoes, rules, context) if effect and effect.outcome else None
    context.remember(scan, effect, drugs, told=bool(kept))
    context.drugs = all_drugs(line, rules.sublines) or context.drugs
    return Reading(line, statements, kept, scan.inherited.names if scan.inherited else ())


def _facts(
    line: Line,
    statements: Sequence[Statement],
    echoes: Mapping[Cue, Statement],
    rules: Rules,
    context: Context,
) -> Iterator[Fact]:
    for statement in statements:
        predicate = predicate_of(statement)
        if predicate is None or statement.subject is None or is_how(statement, statements):
            continue
        if statement.group is not None:
            objects, why = statement.group.normals, ""
        elif statement.outcome is not None and is_about_drugs(line, statement.outcome):
            if _is_spelled_out(statement, statements):
                continue
            drugs = _drugs(line, statement.outcome, echoes, rules, context)
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
        if predicate in _EFFECTS and _is_of_vesicles(statement, echoes, context) and context.effect_source is not None:
            # "Vesicles of CAFs protect the cells. The responsible cargo was miR-522."
            for subject, name in product(statement.subject.names, context.effect_source.normals):
                yield Fact(subject, Predicate.DERIVED_FROM, name, False, f"{subject} in the vesicles of {name}")
    for ncrnas, cells in find_donors(line, rules.donors, context.source):
        for subject, name in _pairs(line, ncrnas.normals, cells.normals, cells):
            yield Fact(subject, Predicate.DERIVED_FROM, name, False, f"{subject} from vesicles of {name}")


_EFFECTS = (Predicate.PROMOTES_RESISTANCE, Predicate.INHIBITS_RESISTANCE)


def _is_of_vesicles(statement: Statement, echoes: Mapping[Cue, Statement], context: Context) -> bool:
    """Tell whether a statement names the ncRNA behind an effect of vesicles that the text before tells."""
    if context.effect is None or context.effect.subject is not None:
        return False
    if statement.outcome is not None and echoes.get(statement.outcome) is context.effect:
        return statement.direction == context.effect.sign
    return bool(statement.verbs) and CueKind.SAME in statement.verbs[0].kinds


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


def _drugs(line: Line, outcome: Cue, echoes: Mapping[Cue, Statement], rules: Rules, context: Context) -> Drugs | None:
    if (told := echoes.get(outcome)) is not None:  # "this effect"
        if told is context.effect:
            return context.effect_drugs
        return _drugs(line, told.outcome, echoes, rules, context) if told.outcome else None
    known = (*context.drugs, *(context.heading.names if context.heading else ()))
    stated, same = stated_drugs(line, outcome), bool(outcome.kinds & {CueKind.SAME, CueKind.OPPOSITE})
    if stated is None and not same and names_another(line, outcome):
        return subline_drugs(line, rules.sublines, sure=True, known=known)
    if stated is None and names_no_drug(line, outcome):
        return context.heading
    stated = (
        stated
        or clause_drugs(line, outcome, rules.sublines)
        or attribute_drugs(line)
        or subline_drugs(line, rules.sublines, sure=True, known=known)
    )
    if stated is not None:
        return stated
    if same and context.effect_drugs is not None:
        return context.effect_drugs
    return (
        earlier_drugs(line, outcome)
        or later_drugs(line, outcome)
        or (Drugs(context.drugs, "the sentence before") if context.drugs else None)
        or context.heading
        or subline_drugs(line, rules.sublines, sure=False, known=known)
    )


def _pairs(line: Line, subjects: Sequence[str], objects: Sequence[str], place: Item | None) -> list[tuple[str, str]]:
    """Return every subject with every object; "respectively" pairs lists of one length in order."""
    if len(subjects) == len(objects) > 1 and _is_respective(line, subjects, place):
        return list(zip(subjects, objects, strict=True))
    return [(subject, name) for subject in subjects for name in objects]


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


def _derivation(statement: Statement, subject: str, predicate: Predicate, name: str, why: str) -> str:
    done = "".join(f"[{word}] " for word in statement.subject.trail) if statement.subject else ""
    verbs = " ".join(f"[{cue.text}{'+' if cue.sign > 0 else '-' if cue.sign < 0 else ''}]" for cue in statement.verbs)
    outcome = f" [{statement.outcome.text}]" if statement.outcome and statement.outcome not in statement.verbs else ""
    drugs = f" (drug: {why})" if why else ""
    return f"{done}{subject} {verbs}{outcome} → {predicate.value} {name}{drugs}"
