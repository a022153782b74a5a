"""What the sentences before leave to the next one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from nlp.clauses import is_other_matter
from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.donors import Source, source_of, speaks_of_vesicles
from nlp.items import Break, Group, Line, cue_text
from nlp.model import EntityType
from nlp.outcome_drugs import Drugs
from nlp.reading import OBJECTS, Scan
from nlp.shapes import by_agent, is_state, posted
from nlp.statements import Statement, Subject


@dataclass(slots=True)
class Context:
    """The ncRNA, the gene, the drugs and the effect on resistance that the text before speaks of."""

    heading: Drugs | None = None
    subject: Subject | None = None
    told: bool = False  # whether the sentence before stated anything
    several: tuple[str, ...] = ()  # the last list of ncRNAs
    recent: tuple[Group, ...] = ()  # the ncRNAs that the sentences before name, the last one last
    age: int = 0  # sentences since the subject was named
    gene: Group | None = None
    topic: Group | None = None  # the gene of the sentence before, where it names no ncRNA
    drugs: tuple[str, ...] = ()
    effect: Statement | None = None  # the effect on resistance said last
    effect_drugs: Drugs | None = None
    effect_source: Group | None = None  # the cells whose vesicles have it
    effect_age: int = 0
    source: Source = field(default_factory=Source)

    def remember(self, scan: Scan, effect: Statement | None, drugs: Drugs | None, *, told: bool) -> None:
        """Keep what a sentence leaves to the next one."""
        if scan.subject is not None or scan.acted_on is not None:
            self.subject, self.age = scan.main or scan.subject or scan.acted_on, 0
        else:
            self.age += 1
        self.told = told
        self.source = source_of(scan.line, self.source)
        named = scan.line.groups(EntityType.NCRNA)
        self.several = next((g.normals for g in reversed(named) if len(g.normals) > 1), self.several)
        self.recent = (*self.recent, *named)[-6:]
        genes = scan.line.groups(EntityType.GENE)
        self.topic = genes[-1] if genes and not named else None
        self.gene = next(reversed(scan.line.groups(EntityType.GENE)), None) or self.gene
        if effect is not None:
            self.effect, self.effect_drugs, self.effect_age = effect, drugs, 0
            self.effect_source = self.source.vesicles if speaks_of_vesicles(scan.line) else None
        elif self.effect_age:
            self.effect = self.effect_drugs = None
        else:
            self.effect_age += 1


def goes_on_with(context: Context, line: Line) -> Subject | None:
    """Return the ncRNA of the text before that a sentence goes on to tell of without a word for it."""
    subject, sentence = context.subject, line.sentence
    if subject is None or context.age:
        return None
    if not sentence.opens and _CELLS_FIRST.match(line.text, sentence.start):
        return replace(subject, changed=True)
    if not _names_later(line):
        return None
    if not sentence.opens and _only_tells(context, line):
        return replace(subject, changed=True)
    if not line.groups(EntityType.NCRNA) and _VESICLES_REACH.search(line.text, sentence.start, sentence.end):
        return replace(subject, polarity=1, changed=True)
    if context.told and _SO_THEN.match(line.text, sentence.start) and not line.groups(EntityType.NCRNA):
        return replace(subject, changed=True)
    if not subject.changed or _begins_with_it(line):
        return None
    if _GOES_ON.match(line.text, sentence.start) or (not context.told and not line.groups(EntityType.NCRNA)):
        return subject
    return subject if _tells_states(line) else None


def _begins_with_it(line: Line) -> bool:
    """Tell whether the ncRNA is the subject of a sentence by a pronoun: "It directly targets …"."""
    first = line.at(0)
    return isinstance(first, Cue) and CueKind.IT in first.kinds and first.text.isascii() and cue_text(first) != "its"


# "As a consequence, VOPP1 is increased": what came of what is told before.
_SO_THEN = re.compile(
    r"\s*(?:as a (?:result|consequence)|consequently|accordingly|in consequence|"
    r"as a (?:direct )?(?:result|consequence) of this|in this way|in response|as one result|thereby)\b",
    re.IGNORECASE,
)


def _tells_states(line: Line) -> bool:
    """Tell whether a sentence begins with how things are, and of no patients: "At the protein level, RASSF1 fell"."""
    verb = next((n for n, i in enumerate(line.items) if isinstance(i, Cue) and i.kinds & VERBS), -1)
    cue = line.at(verb)
    if (
        not isinstance(cue, Cue)
        or not is_state(line, verb)
        or is_other_matter(line.text[line.sentence.start : line.sentence.end])
    ):
        return False
    before = line.at(verb - 1)
    if not cue.text.isascii() or re.match(r"\s(?:\w+\s)?by\b", line.head(verb, 20)):
        return False
    if not isinstance(before, Group | Cue) or not posted(line, before, cue):
        return False
    named = isinstance(before, Group) and before.type in OBJECTS
    return (named or bool(isinstance(before, Cue) and before.kinds & OUTCOMES)) and by_agent(line, verb) is None


# "亲本细胞摄取这些外泌体之后，…"
_VESICLES_REACH = re.compile(
    r"(?:摄取|内化|吞噬|吸收|接收|摄入|加入|给予|接触)(?:了)?(?:这些|上述|该|此类|其|耐药细胞的?)(?:细胞)?(?:来源|分泌|释放)?的?(?:外泌体|囊泡)(?:之?后|以后|时)|"
    r"与(?:这些|上述|该|此类|其)(?:外泌体|囊泡)(?:共培养|共孵育|孵育)(?:之?后|以后|时)"
)


def _only_tells(context: Context, line: Line) -> bool:
    """Tell whether a part behind a semicolon only says how things are after what the part before states."""
    start, end = line.sentence.start, line.sentence.end
    return (
        (context.told or (context.subject is not None and context.subject.changed))
        and not line.groups(EntityType.NCRNA)
        and _begins_with_state(line)
        and not is_other_matter(line.text[start:end])
        and not any(isinstance(i, Cue) and i.kinds & {CueKind.IT, CueKind.LINK} for i in line.items)
    )


def _begins_with_state(line: Line) -> bool:
    """Tell whether the first verb says how something is, or what cells or drugs do, and is no act."""
    verb = next((n for n, i in enumerate(line.items) if isinstance(i, Cue) and i.kinds & (VERBS | OUTCOMES)), -1)
    cue = line.at(verb)
    if not isinstance(cue, Cue) or not cue.text.isascii() or cue.kinds & OUTCOMES:
        return True
    return is_state(line, verb)


def _names_later(line: Line) -> bool:
    """Tell whether a sentence names no ncRNA before its third clause, or only says how one is."""
    named = next(iter(line.groups(EntityType.NCRNA)), None)
    if named is None:
        return True
    clauses = sum(isinstance(i, Break) and i.start < named.start for i in line.items)
    index = line.items.index(named)
    cue = line.at(index + 1)
    falls = clauses == 1 and isinstance(cue, Cue) and is_state(line, index + 1) and posted(line, named, cue)
    return clauses >= 2 or falls


# "…; recipients become less sensitive": the part behind a semicolon says what became of the cells.
_CELLS_FIRST = re.compile(
    r"\s*(?:and\s|so\s|thus,?\s|hence,?\s|in turn,?\s|as a result,?\s)?(?:the\s)?(?:\w+\s)?"
    r"(?:cells|recipients|tumou?rs|xenografts)\s(?:became|become|were|are|grew|turned|respond\w*|surviv\w*|regain\w*|acquir\w*|lost)\b",
    re.IGNORECASE,
)
# A sentence that tells more of the experiment before.
_GOES_ON = re.compile(
    r"\s*(?:at the same time|in parallel|concomitantly|simultaneously|as a (?:result|consequence)|consequently|"
    r"accordingly|thus|hence|therefore|in addition|moreover|furthermore|also|then|thereupon|thereafter|afterwards|"
    r"(?:\S+\s){1,4}(?:then|thereupon|also|consequently|as a result)\s)\b",
    re.IGNORECASE,
)
