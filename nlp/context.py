"""What the sentences before leave to the next one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from nlp.cues import Cue, CueKind
from nlp.donors import Source
from nlp.items import Break, Group, Line
from nlp.model import EntityType
from nlp.outcome_drugs import Drugs
from nlp.reading import Scan
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
    drugs: tuple[str, ...] = ()
    effect: Statement | None = None  # the effect on resistance said last
    effect_drugs: Drugs | None = None
    effect_age: int = 0
    source: Source = field(default_factory=Source)

    def remember(self, scan: Scan, effect: Statement | None, drugs: Drugs | None, *, told: bool) -> None:
        """Keep what a sentence leaves to the next one."""
        if scan.subject is not None or scan.acted_on is not None:
            self.subject, self.age = scan.subject or scan.acted_on, 0
        else:
            self.age += 1
        self.told = told
        named = scan.line.groups(EntityType.NCRNA)
        self.several = next((g.normals for g in reversed(named) if len(g.normals) > 1), self.several)
        self.recent = (*self.recent, *named)[-6:]
        self.gene = next(reversed(scan.line.groups(EntityType.GENE)), None) or self.gene
        if effect is not None:
            self.effect, self.effect_drugs, self.effect_age = effect, drugs, 0
        elif self.effect_age:
            self.effect = self.effect_drugs = None
        else:
            self.effect_age += 1


def goes_on_with(context: Context, line: Line) -> Subject | None:
    """Return the ncRNA of the text before that a sentence goes on to tell of without a word for it."""
    subject, sentence = context.subject, line.sentence
    if subject is None or context.age or not _names_later(line):
        return None
    if not sentence.opens and (_CELLS_FIRST.match(line.text, sentence.start) or _only_tells(context, line)):
        return replace(subject, changed=True)
    if not subject.changed:
        return None
    if _GOES_ON.match(line.text, sentence.start) or (not context.told and not line.groups(EntityType.NCRNA)):
        return subject
    return None


def _only_tells(context: Context, line: Line) -> bool:
    """Tell whether a part behind a semicolon only says how things are after what the part before states."""
    start, end = line.sentence.start, line.sentence.end
    return (
        context.told
        and not line.groups(EntityType.NCRNA)
        and not _OTHER_MATTER.search(line.text, start, end)
        and not any(isinstance(i, Cue) and i.kinds & {CueKind.IT, CueKind.LINK} for i in line.items)
    )


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
# A sentence that tells more of the experiment before.
_GOES_ON = re.compile(
    r"\s*(?:at the same time|in parallel|concomitantly|simultaneously|as a (?:result|consequence)|consequently|"
    r"accordingly|thus|hence|therefore|in addition|moreover|furthermore|also|then|thereupon|thereafter|afterwards|"
    r"(?:\S+\s){1,4}(?:then|thereupon|also|consequently|as a result)\s)\b",
    re.IGNORECASE,
)
# A part about these says nothing of what an ncRNA does to cells.
_OTHER_MATTER = re.compile(
    r"\b(?:patients?|sera|serum|plasma|specimens?|samples?|tissues?|biops\w+|clinical\w*|prognos\w+|cohort|trials?|"
    r"however|whereas|conversely|contrast|contrary|unlike|yet|others?|another|few|many|most|some|authors?|stud(?:y|ies)|"
    r"data|evidence|unknown|unclear|literature)\b|\?|患者|病人|组织|血清|血浆|标本|样本|临床|预后|然而|但|而|另",
    re.IGNORECASE,
)
