"""The reading of one sentence so far: who acts, which verbs are open, what has been said.

The other rooms of the sentence reader work on it: :mod:`nlp.verbs`, :mod:`nlp.objects`, :mod:`nlp.pronouns`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from nlp.clauses import follows_from, is_other_matter, is_taken_up, takes_up, tells_how, tells_of_cells
from nlp.cues import OUTCOMES, Cue, CueKind
from nlp.items import Break, Group, Item, Line, opens_sentence
from nlp.manipulation import Manipulation, find_manipulations
from nlp.model import EntityType
from nlp.name_shapes import on_utr
from nlp.statements import Statement, Subject

_CELLS_TOO = re.compile(r"and\s(?:the\s|these\s)?(?:[\w/-]+\s){0,2}(?:cells|lines?|tumou?rs?|recipients|xenografts)\b")
_CONDITION = re.compile(
    r"\b(?:after|upon|when|once|following|if|as soon as)\s(?:[\w-]+\s){0,3}$|"
    r"\b(?:in|on|against|for)\s(?:[\w/-]+\s){0,4}(?:cells|tumou?rs|lines|xenografts)\s(?:[\w-]+\s){1,4}$"
)
_TURN = re.compile(r"\b(?:but|yet|however)\b|而是|但")
OBJECTS = (EntityType.GENE, EntityType.PATHWAY, EntityType.PROCESS)


@dataclass(slots=True)
class Chain:
    """The verbs that are open, the direction that they make together, and whether they had an object."""

    verbs: list[Cue] = field(default_factory=list)
    sign: int = 0
    kind: CueKind = CueKind.UP
    dead: bool = False  # negated, or a mere association
    last: Item | None = None  # the object met last

    @property
    def is_open(self) -> bool:
        """Tell whether a verb waits for an object or may take one more."""
        return bool(self.verbs)

    def add(self, cue: Cue) -> None:
        """Add a verb to those that wait: directions multiply, one without direction keeps the others'."""
        if not self.verbs:
            self.last = None
        if not self.verbs or cue.sign:
            self.sign = cue.sign * (self.sign or 1)
        elif cue.kinds & {CueKind.SPONGE, CueKind.BIND}:
            # "led to sequestration of miR-151a" says a sponge; "prevents the binding of HuR" says nothing of an ncRNA.
            self.dead = self.dead or self.sign < 0
            self.sign = 0
        if cue.sign == 0 and (not self.verbs or self.kind not in (CueKind.SPONGE,)):
            self.kind = next(
                (kind for kind in (CueKind.SPONGE, CueKind.BIND, CueKind.TARGET) if kind in cue.kinds), CueKind.TARGET
            )
        for kind in (CueKind.SENSITISE, CueKind.FREE):
            if kind in cue.kinds:
                self.kind = kind
        self.verbs.append(cue)

    def clear(self) -> None:
        """Close all verbs."""
        self.verbs, self.sign, self.kind, self.dead, self.last = [], 0, CueKind.UP, False, None


class Scan:
    """One sentence while it is read; ``inherited`` is the ncRNA that the text before speaks of.

    ``effect`` is the effect on resistance that it says last, ``recent`` are the ncRNAs that it names, ``topic`` is
    the gene of a sentence without an ncRNA, which "it" may mean; ``event`` tells that "it" means what was done.
    """

    def __init__(
        self,
        line: Line,
        inherited: Subject | None,
        effect: Statement | None = None,
        recent: tuple[Group, ...] = (),
        topic: Group | None = None,
        *,
        event: bool = False,
    ) -> None:
        self.line = line
        self.inherited = inherited
        self.topic = topic
        self.event = event
        self.effect = effect
        self.recent = recent
        self.main: Subject | None = None  # whom the sentence speaks of, while a relative clause speaks of another
        self.subject: Subject | None = None
        self.several: tuple[str, ...] = inherited.names if inherited else ()  # the last list of ncRNAs
        self.acted_on: Subject | None = None  # the ncRNA on which a gene or drug acts
        self.actor: Group | None = None  # a gene, drug or cell that acts in this clause
        self.aside = False  # whether it acts in a clause with "which" only
        self.chain = Chain()
        self.negated: Cue | None = None
        self.observed: Cue | None = None  # the state in which the clause finds its ncRNA
        self.done: set[Item] = set()
        self.found: list[Statement] = []
        self.noted: Statement | None = None  # a change of resistance that no ncRNA is known for
        self.echoes: dict[Cue, Statement] = {}  # which effect told before "this effect" stands for
        self.changes: dict[Group, Manipulation] = find_manipulations(line)
        self.done.update(m.cue for m in self.changes.values() if m.cue is not None)

    def is_negated(self, cue: Cue) -> bool:
        """Tell whether a word of negation stands close before a verb."""
        if self.negated is None:
            return False
        gap = self.line.between(self.negated, cue)
        if _TURN.search(gap):
            return False  # "did not increase apoptosis but did lower SFRP2"
        if len(gap) > (40 if gap.isascii() else 14):
            return False
        conjunction = re.search(r"\band\b", gap)
        if conjunction is None:
            return True
        if _CELLS_TOO.match(gap, conjunction.start()):
            return False  # "… was barely detectable and the cells regained sensitivity"
        # "is no longer restrained and resistance develops": the second verb has its own subject.
        start = self.negated.end + conjunction.end()
        return not any(
            start <= i.start < cue.start and (isinstance(i, Group) or i.kinds & OUTCOMES)
            for i in self.line.items
            if not isinstance(i, Break)
        )

    def is_changed(self) -> bool:
        """Tell whether the ncRNA was manipulated, so that states are effects."""
        return self.subject is not None and self.subject.changed and self.actor is None

    def shows_effect(self, item: Item) -> bool:
        """Tell whether a state is an effect of the ncRNA: it was changed, or the clause says what came of its act."""
        if self.subject is None or self.actor is not None:
            return False
        if self.subject.changed or follows_from(self.line, item) or tells_how(self.line, item):
            return True
        if is_taken_up(self.line, item) or takes_up(self.line, item):
            return True  # "recipient cells that take up these vesicles are less vulnerable"
        return bool(self.found) and (tells_of_cells(self.line, item) or self._follows_act(item))

    def _follows_act(self, item: Item) -> bool:
        """Tell whether a clause says how things are after an act of the ncRNA: "…，凋亡减少", "…, and BCL2 rose"."""
        start, end = self.line.clause(item)
        last = self.found[-1]
        if not isinstance(item, Cue) or last.subject is not self.subject or last.by:
            return False
        clause = self.line.text[start:end]
        apart = last.start < start and (
            re.match(r"\s*(?:and|so)\s", clause) is not None or self._at_once(start, clause)
        )
        if item.text.isascii() and (not apart or is_other_matter(clause)):
            return False
        acted = last.sign or last.kind in (CueKind.SPONGE, CueKind.BIND, CueKind.TARGET)
        return (
            bool(acted)
            and not _OTHER_MATTER.search(clause)
            and not any(
                (isinstance(i, Group) and i.type is EntityType.NCRNA)
                or (isinstance(i, Cue) and CueKind.LINK in i.kinds)
                for i in self.line.items
                if start <= i.start < end
            )
        )

    def _at_once(self, start: int, clause: str) -> bool:
        """Tell whether a clause begins with what the act right before it changed: "…, ATG12 is induced, and …"."""
        first = next((i for i in self.line.items if i.start >= start), None)
        if not isinstance(first, Group) or first.type not in OBJECTS or first.start - start > 24:
            return False
        before = [i for i in self.line.items if isinstance(i, Break) and i.end < start]
        return self.found[-1].start >= (before[-1].end if before else self.line.sentence.start) and "," not in clause

    def awaits_condition(self) -> bool:
        """Tell whether no ncRNA was met yet, so one may follow: "cells responded again after miR-21 was removed"."""
        return (
            self.subject is None
            and self.inherited is None
            and (self.actor is None or self.actor.type is EntityType.CELL)
        )

    def is_other(self, group: Group) -> bool:
        """Tell whether a name can be what the subject acts on."""
        names = self.subject.names if self.subject else ()
        return group.type in (*OBJECTS, EntityType.NCRNA) and not set(group.normals) & set(names)

    def new_subject(self, subject: Subject) -> None:
        """Let ``subject`` speak from here on, and for what was said with its name still to come."""
        if len(subject.names) > 1:
            self.several = subject.names
        elif not set(subject.names) <= set(self.several):
            self.several = ()
        for position, statement in enumerate(self.found):
            if statement.subject is None and (statement.by or self._means(statement, subject)):
                self.found[position] = replace(statement, subject=subject)
        self.subject = subject
        self.actor = None
        self.chain.clear()

    def _means(self, statement: Statement, subject: Subject) -> bool:
        """Tell whether the ncRNA is the means of what was said: "cells promote resistance by secreting miR-21"."""
        between = self.line.text[statement.end : subject.start]
        if subject.changed and len(between) < 120 and _CONDITION.search(between):
            return True  # "cells regain sensitivity once miR-126 is replaced"
        return re.search(r"\b(?:by|via|through)\b|通过|经由|借助", between) is not None and len(between) < 120

    def say(
        self,
        group: Group | None,
        verb: Cue,
        *,
        sign: int,
        outcome: Cue | None = None,
        kind: CueKind | None = None,
    ) -> None:
        """Say something of the subject: of ``group``, or of the drugs of ``outcome``; what is dead stays unsaid."""
        chain = self.chain
        if group is not None and len(chain.verbs) == 1 and chain.verbs[0].text.casefold().startswith("lift"):
            sign = 1  # "lifts MECP2 off its brake"
        if chain.dead or (self.actor is not None and self.actor.type is not EntityType.CELL):
            return
        if self.negated is not None and group is not None and 0 <= group.start - self.negated.end <= 6:
            return
        said = kind or (chain.kind if chain.verbs else CueKind.UP)
        if said is CueKind.BIND and group is not None and not verb.text.isascii():
            # "结合…的3'UTR" is how Chinese says that a miRNA targets a gene.
            said = CueKind.TARGET if on_utr(self.line, self.line.items.index(group)) else said
        verbs = tuple(chain.verbs) if verb in chain.verbs else (*chain.verbs, verb)
        # In a clause whose actor is a cell, or that begins with "through", the ncRNA is named afterwards.
        subject = None if self.actor is not None else self.subject
        statement = Statement(
            subject=subject,
            kind=said,
            sign=sign,
            group=group,
            outcome=outcome,
            verbs=verbs,
            by=subject is None and self.actor is None and self._opens(verbs[0]),
        )
        self.found.append(statement)
        if said is CueKind.SPONGE and subject is not None and subject.changed and subject.polarity < 0:
            # No knockdown makes an ncRNA sponge: from here on the text speaks of the ncRNA itself.
            self.subject = replace(subject, polarity=1, changed=False)

    def _opens(self, verb: Cue) -> bool:
        return opens_sentence(self.line.text[self.line.clause(verb)[0] : verb.end])

    def clause_groups(self, item: Item) -> list[Group]:
        """Return the names in the clause of an item."""
        start, end = self.line.clause(item)
        return [g for g in self.line.items if isinstance(g, Group) and start <= g.start < end]

    def drug_follows(self, cue: Cue) -> bool:
        """Tell whether a drug stands behind a verb in its clause."""
        end = self.line.clause(cue)[1]
        return any(cue.end <= group.start < end for group in self.line.groups(EntityType.DRUG))


# A clause about these says no effect of the act before it.
_OTHER_MATTER = re.compile(
    r"患者|病人|组织|血清|血浆|标本|样本|临床|预后|生存期|当[^，。；]{1,20}时|若|如果|而在|反之|然而|但|"
    r"(?:过表达|敲低|敲除|沉默|抑制|干扰|上调|下调|恢复|补充|回补|阻断)[^，。；]{1,16}后"
)


def kind_of(cue: Cue) -> CueKind:
    """Return what a verb without direction does: sponge, bind or target; ``UP`` for any other."""
    return next((kind for kind in (CueKind.SPONGE, CueKind.BIND, CueKind.TARGET) if kind in cue.kinds), CueKind.UP)


_CELLS_VERBS = ("responded", "responds", "respond", "tolerat", "resisted", "resists", "survived", "withst", "succumb")
_FEWER = re.compile(
    r"\b(?:fewer|less|few|hardly any|no)\s(?:of\s)?(?:(?:the|these|such)\s)?(?:[\w/-]+\s){0,2}"
    r"(?:cells|colonies|clones|tumou?rs|spheres|animals|mice)\s(?:(?:then|\w+ly)\s)?$",
    re.IGNORECASE,
)
_POORLY = re.compile(r"^\W+(?:[^,;]{0,40}?\b)?(?:poorly|badly|worse|less)\b")


# "a poor response", "low sensitivity", "a lack of response"; a participle counts as a verb of the chain instead.
_POOR = re.compile(
    r"\b(?:(?:poor|poorer|weak|weaker|bad|inferior|sluggish|scant|feeble|suboptimal|unsatisfactory|inadequate|deficient|"
    r"insufficient|meagre|meager|minimal|marginal|disappointing|low|incomplete|unfavou?rable|lack of|absence of|absent|"
    r"lacking)\s(?:(?:an?|any|the|clinical|therapeutic|initial|tumou?r|cellular|in vitro|in vivo)\s)*|non-?)$",
    re.IGNORECASE,
)
# "Less sensitive", "poor response", "no longer responded".
_TURNED = re.compile(
    r"(?:\bless |\bno longer |\bfailed to |\bceased to |\bstopped |"
    r"\bbarely |\bhardly |\bscarcely |不(?:太|再)?|欠|无|未获?)$"
)


def outcome_sign(line: Line, cue: Cue) -> int:
    """Return +1 for resistance, -1 for sensitivity; "less sensitive" turns it."""
    sign = 1 if CueKind.RESISTANCE in cue.kinds else -1
    before = line.text[max(cue.start - 12, 0) : cue.start].casefold()
    if cue.text.casefold().startswith(_CELLS_VERBS) and _POORLY.search(line.text[cue.end : line.clause(cue)[1]]):
        return -sign
    if cue.text.casefold().startswith((*_CELLS_VERBS, "die")) and _FEWER.search(
        line.text[max(cue.start - 50, line.sentence.start) : cue.start]
    ):
        return -sign
    if _POOR.search(line.text[max(cue.start - 36, 0) : cue.start]):
        return -sign
    return -sign if _TURNED.search(before) else sign
