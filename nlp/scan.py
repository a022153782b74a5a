"""Reads one sentence from left to right and says what it states.

A verb opens; what it meets while it is open is its object; two verbs in a row multiply their directions ("led to
decreased", 靶向抑制). A mark that ends a clause closes the verb, the subject stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from nlp.cues import OUTCOMES, VERBS, Cue, CueKind
from nlp.items import Break, Group, Item, Line
from nlp.manipulation import Manipulation, change, find_manipulations, heads_clause
from nlp.model import EntityType
from nlp.shapes import (
    acts,
    binds_before,
    by_agent,
    causes,
    continues_list,
    cue_text,
    death_by_drug,
    describes_process,
    ends_clause,
    excluded,
    follows_list,
    heads_object,
    inner_agent,
    is_agent,
    is_aside,
    is_attribute,
    is_compared,
    is_outcome,
    is_state,
    means,
    on_utr,
    one_of,
    passive_object,
    posted,
    replaces_verb,
    switches_subject,
    target_noun_of,
    through,
)
from nlp.statements import Statement, Subject

_ACTORS = (EntityType.GENE, EntityType.DRUG, EntityType.PATHWAY, EntityType.PROCESS, EntityType.CELL)
_OBJECTS = (EntityType.GENE, EntityType.PATHWAY, EntityType.PROCESS)
_NO_SIGN = (CueKind.TARGET, CueKind.BIND, CueKind.SPONGE)


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
    """One reading of one sentence; ``inherited`` is the ncRNA that the text before speaks of."""

    def __init__(self, line: Line, inherited: Subject | None) -> None:
        self.line = line
        self.inherited = inherited
        self.subject: Subject | None = None
        self.several: tuple[str, ...] = inherited.names if inherited else ()  # the last list of ncRNAs
        self.actor: Group | None = None  # a gene, drug or cell that acts in this clause
        self.chain = Chain()
        self.negated: Cue | None = None
        self.observed: Cue | None = None  # the state in which the clause finds its ncRNA
        self.done: set[Item] = set()
        self.found: list[Statement] = []
        self.changes: dict[Group, Manipulation] = find_manipulations(line)
        self.done.update(m.cue for m in self.changes.values() if m.cue is not None)

    def read(self) -> list[Statement]:
        """Return the statements of the sentence; those whose ncRNA never appears are left out."""
        for index, item in enumerate(self.line.items):
            if isinstance(item, Break):
                self._break(index)
            elif isinstance(item, Cue):
                if item not in self.done:
                    self._cue(index, item)
            elif item.type is EntityType.NCRNA:
                self._ncrna(index, item)
            elif item not in self.done:
                self._name(index, item)
        return [statement for statement in self.found if statement.subject is not None]

    # Clause ends and cues

    def _break(self, index: int) -> None:
        self.negated = None
        if self.observed is not None and self.subject is not None and causes(self.line, index):
            cue = self.observed
            self.subject = replace(self.subject, polarity=cue.sign, changed=True, trail=(cue.text,))
        self.observed = None
        if self.chain.is_open and (follows_list(self.line, index) or self._goes_on(index)):
            return
        switched = switches_subject(self.line, index)
        last = self.chain.last
        self.chain.clear()
        self.actor = None
        if switched and isinstance(last, Group):
            if last.type is EntityType.NCRNA and switched == "name":
                self.subject = Subject(last.normals, 1, False, last.start)
            elif switched == "name":
                self.actor = last

    def _goes_on(self, index: int) -> bool:
        """Tell whether what stands behind a comma is one more item of the list that the open verb acts on."""
        following = self.line.items[index + 1] if index + 1 < len(self.line.items) else None
        if not isinstance(following, Group) or following.type not in _OBJECTS or self.chain.last is None:
            return False
        behind = self.line.items[index + 2] if index + 2 < len(self.line.items) else None
        if isinstance(behind, Cue) and behind.sign and is_state(self.line, index + 2):
            return False  # "…, caspase activity fell"
        return continues_list(self.line, self.chain.last, following)

    def _cue(self, index: int, cue: Cue) -> None:
        kinds = cue.kinds
        if CueKind.NOT in kinds:
            self.negated = cue
        elif CueKind.LINK in kinds:
            self.chain.clear()
            self.chain.dead = True
        elif CueKind.IT in kinds:
            self._it(index)
        elif kinds & OUTCOMES:
            self._outcome(index, cue)
        elif kinds & VERBS and not (change(cue) and re.match(r"后|时", self.line.text[cue.end :])):
            self._verb(index, cue)
        elif change(cue):
            self._bare_change(index, cue)

    def _it(self, index: int) -> None:
        word = self.line.items[index]
        if self.subject is None and self.inherited is not None:
            self.subject = replace(self.inherited, polarity=1, changed=False)
        if self.subject is None:
            return
        before = self.line.items[index - 1] if index else None
        if isinstance(before, Cue) and CueKind.MAKE in before.kinds and len(self.line.between(before, word)) < 3:
            return  # the cells are meant
        chosen = one_of(cue_text(word), self.subject.names, self.several)
        if chosen != self.subject.names:
            self.subject = replace(self.subject, names=chosen, polarity=1, changed=False)
            self.chain.clear()
            return
        if self._it_is_object(index):
            return
        for other in (index - 1, index + 1):
            near = self.line.items[other] if 0 <= other < len(self.line.items) else None
            if isinstance(near, Cue) and change(near) and near not in self.done:
                gap = self.line.between(*sorted((near, self.line.items[index]), key=lambda item: item.start))
                if len(gap.strip()) <= 4 and not (other > index and self._takes_object(other)):
                    self.done.add(near)
                    self.subject = replace(self.subject, polarity=change(near), changed=True, trail=(near.text,))
                    if self.chain.verbs and self.chain.verbs[-1] is near:
                        self.chain.clear()
                    return

    def _takes_object(self, index: int) -> bool:
        """Tell whether a word that may be a noun is a verb with its object right behind it."""
        cue = self.line.items[index]
        following = self.line.items[index + 1] if index + 1 < len(self.line.items) else None
        if not isinstance(cue, Cue) or not cue.kinds & VERBS or following is None or isinstance(following, Break):
            return False
        return isinstance(following, Group) or bool(following.kinds & OUTCOMES)

    def _it_is_object(self, index: int) -> bool:
        """Read "binds PTEN and lowers its level": the word stands for the object met last."""
        verb, word = self.line.items[index - 1] if index else None, self.line.items[index]
        last = next((s.group for s in reversed(self.found) if s.group is not None), None)
        if isinstance(verb, Cue) and CueKind.MAKE in verb.kinds:
            return True  # the cells are meant
        if not isinstance(verb, Cue) or last is None or last.type not in (EntityType.GENE, EntityType.NCRNA):
            return False
        if change(verb) and heads_clause(self.line, index - 1):
            return False  # "loss of it lowers …"
        if verb not in self.chain.verbs or self.chain.last is not None or len(self.line.between(verb, word)) > 6:
            return False
        following = self.line.items[index + 1] if index + 1 < len(self.line.items) else None
        if (
            isinstance(following, Cue)
            and CueKind.TARGET in following.kinds
            and len(self.line.between(word, following)) < 3
        ):
            return True  # "its target XRCC4" is said of the target, which comes
        if inner_agent(self.line, index) or re.match(r"[被与和同]", self.line.text[word.end :]):
            return True
        # To hold up the breakdown of a thing is to keep it.
        broken = re.match(
            r"(?:的)?(?:泛素化|降解|衰减)|\s(?:ubiquitination|degradation|decay)", self.line.text[word.end :]
        )
        self._say(last, verb, sign=self.chain.sign * (-1 if broken else 1))
        self.chain.last = word
        return True

    def _bare_change(self, index: int, cue: Cue) -> None:
        """ "After knockdown, sensitivity rose": the name was given before."""
        known = self.subject or self.inherited
        begin = self.line.clause(cue)[0]
        if known is not None and len(self.line.text[begin : cue.start].strip()) <= 3 and self.actor is None:
            following = self.line.items[index + 1] if index + 1 < len(self.line.items) else None
            done = re.match(r"后|时|可|能|组|细胞|显著|明显", self.line.text[cue.end :])
            if isinstance(following, Group) and following.type in _OBJECTS and not done:
                return
            self.subject = replace(known, polarity=change(cue), changed=True, trail=(cue.text,))

    # Verbs and outcomes

    def _verb(self, index: int, cue: Cue) -> None:
        line = self.line
        if target_noun_of(line, index):
            self._target_noun(cue)
            return
        if cue_text(cue).endswith(("target of", "targets of", "gene of", "genes of")):
            return  # "UCA1 is a target of CREB": the gene acts
        if by_agent(line, index) is not None:
            self._passive(index, cue)
            return
        passive = passive_object(line, index)
        if passive is not None:
            self._passive_zh(passive, cue)
            return
        if is_state(line, index):
            self._state(index, cue)
            return
        if describes_process(line, index):
            return
        last = self.chain.last
        if CueKind.BIND in cue.kinds and isinstance(last, Group) and not line.between(last, cue).strip():
            self.chain.clear()  # "recruits E2F4 binding to TPX2": the object binds, not the subject
            self.chain.dead = True
            return
        if self.chain.is_open and replaces_verb(line, self.chain.verbs[-1], cue, self.chain.last):
            self.chain.clear()
        dead = self.chain.dead or self._is_negated(cue)
        self.chain.add(cue)
        self.chain.dead = dead
        if CueKind.SENSITISE in cue.kinds:
            self._say(None, cue, outcome=cue, sign=-1)
        elif CueKind.PROTECT in cue.kinds and self._drug_follows(cue):
            self._say(None, cue, outcome=cue, sign=1)

    def _drug_follows(self, cue: Cue) -> bool:
        end = self.line.clause(cue)[1]
        return any(cue.end <= group.start < end for group in self.line.groups(EntityType.DRUG))

    def _is_negated(self, cue: Cue) -> bool:
        if self.negated is None:
            return False
        gap = self.line.between(self.negated, cue)
        return len(gap) <= (40 if gap.isascii() else 14)

    def _target_noun(self, cue: Cue) -> None:
        """ "PTEN is a target of miR-21", "miR-21的靶基因PTEN", "its target PTEN"."""
        left = next((g for g in reversed(self._clause_groups(cue)) if g.end <= cue.start and g.type in _OBJECTS), None)
        if left is not None:
            self.found.append(Statement(self.subject, CueKind.TARGET, 0, left, None, (cue,), by=True))

    def _passive(self, index: int, cue: Cue) -> None:
        """ "PTEN is lowered by miR-21": the object stands to the left, the agent comes."""
        if self._is_negated(cue):
            return
        chain = Chain()
        chain.add(cue)
        left = [item for item in self.line.items[:index] if item.start >= self.line.clause(cue)[0]]
        for item in reversed(left):
            if isinstance(item, Group) and (item.type in _OBJECTS or item.type is EntityType.NCRNA):
                self.found.append(Statement(None, chain.kind, chain.sign, item, None, (cue,), by=True))
                break
            if isinstance(item, Cue) and item.kinds & OUTCOMES:
                sign = chain.sign * _outcome_sign(self.line, item)
                self.found.append(Statement(None, CueKind.UP, sign, None, item, (cue,), by=True))
                break
        self.subject = None
        self.chain.clear()

    def _passive_zh(self, item: Group | Cue, cue: Cue) -> None:
        """ "PTEN受miR-21调控": the agent was met before the verb."""
        if self._is_negated(cue) or self.subject is None:
            return
        chain = Chain()
        chain.add(cue)
        if isinstance(item, Group):
            self.found.append(Statement(self.subject, chain.kind, chain.sign, item, None, (cue,)))
            if item.type is EntityType.NCRNA and self.line.text[item.end :].lstrip().startswith("由"):
                self.subject = Subject(item.normals, 1, False, item.start)  # the topic goes on, not its agent
        elif chain.sign:
            sign = chain.sign * _outcome_sign(self.line, item)
            self.found.append(Statement(self.subject, CueKind.UP, sign, None, item, (cue,)))

    def _state(self, index: int, cue: Cue) -> None:
        """ "PTEN rose": the effect of what was done to the ncRNA, or of the verb before ("使…失活")."""
        if self._is_negated(cue) or cue.sign == 0 or not ends_clause(self.line, index):
            return
        last = self.found[-1] if self.found else None
        said_of = next((i for i in reversed(self.line.items[:index]) if not is_aside(i)), None)
        if said_of is not None and self.subject is not None and self.subject.start == said_of.start:
            self.observed = cue
        before = next(
            (
                item
                for item in reversed(self.line.items[:index])
                if isinstance(item, Break)
                or (isinstance(item, Cue) and item.kinds & (VERBS | OUTCOMES))
                or (isinstance(item, Group) and item.type in (*_OBJECTS, EntityType.NCRNA))
            ),
            None,
        )
        if before is None or isinstance(before, Break) or not posted(self.line, before, cue):
            return
        if last is not None and before in (last.group, last.outcome) and last.verbs:
            if last.kind is not CueKind.SENSITISE and CueKind.SPONGE not in last.verbs[-1].kinds:
                self.chain.last = cue
                self.found[-1] = replace(
                    last, sign=(last.sign or 1) * cue.sign, kind=CueKind.UP, verbs=(*last.verbs, cue)
                )
        elif isinstance(before, Group) and self._is_changed() and self._is_other(before):
            self._say(before, cue, sign=cue.sign)

    def _is_other(self, group: Group) -> bool:
        """Tell whether a name can be what the subject acts on."""
        names = self.subject.names if self.subject else ()
        return group.type in (*_OBJECTS, EntityType.NCRNA) and not set(group.normals) & set(names)

    def _is_changed(self) -> bool:
        return self.subject is not None and self.subject.changed and self.actor is None

    def _outcome(self, index: int, cue: Cue) -> None:
        line, sign = self.line, _outcome_sign(self.line, cue)
        following = line.items[index + 1] if index + 1 < len(line.items) else None
        chain = self.chain
        if not is_outcome(line, index):
            return
        if chain.is_open and (chain.last is None or continues_list(line, chain.last, cue)):
            if chain.kind is CueKind.SENSITISE or chain.sign == 0:
                return
            turns = -1 if any(CueKind.BETTER in verb.kinds for verb in chain.verbs) and sign > 0 else 1
            self._say(None, cue, outcome=cue, sign=turns * chain.sign * sign)
            chain.last = cue
            return
        if self._is_changed() and not chain.is_open and is_compared(line, cue):
            self._say(None, cue, outcome=cue, sign=sign)
            return
        later = next(
            (
                i
                for i in line.items[index + 1 :]
                if not isinstance(i, Group) and not (isinstance(i, Cue) and CueKind.BY in i.kinds)
            ),
            following,
        )
        if isinstance(later, Cue) and later.kinds & VERBS and later.sign and self.subject is not None:
            if heads_object(line, cue):
                self._say(None, later, outcome=cue, sign=later.sign * sign)
                self.done.add(later)
                return
            position = line.items.index(later)
            if (
                self._is_changed()
                and by_agent(line, position) is None
                and is_state(line, position)
                and not self._is_negated(later)
            ):
                turns = -1 if CueKind.BETTER in later.kinds and sign > 0 else 1
                self._say(None, later, outcome=cue, sign=turns * later.sign * sign)
                self.done.add(later)

    # Names

    def _ncrna(self, index: int, group: Group) -> None:
        line, chain = self.line, self.chain
        if excluded(line, index):
            return
        done = self.changes.get(group)
        if done is not None:
            waits = chain.is_open and chain.last is None and self.subject is None and not chain.dead
            polarity = done.polarity * (chain.sign if waits else 1)
            self._new_subject(Subject(group.normals, polarity, True, group.start, (done.word,)))
            return
        if self.subject is not None and inner_agent(line, index) and chain.is_open and chain.last is None:
            return
        differs = self.subject is not None and not set(group.normals) & set(self.subject.names)
        behind = binds_before(line, index)
        if behind is None and differs and means(line, index) and not any(s.subject is None for s in self.found):
            return
        if differs and self._is_changed() and self._rises_or_falls(index):
            return
        if differs and behind is not None:
            kind = CueKind.SPONGE if chain.kind is CueKind.SPONGE and CueKind.BIND in behind.kinds else _kind(behind)
            sign = behind.sign * (chain.sign if chain.is_open and chain.last is None and chain.sign else 1)
            if not chain.dead and not self._is_negated(behind):
                self.found.append(Statement(self.subject, kind, sign, group, None, (behind,)))
            self.done.add(behind)
            chain.last = group
            return
        takes = chain.is_open and (chain.last is None or continues_list(line, chain.last, group))
        if differs and takes and self.actor is None and not through(line, index):
            self._say(group, chain.verbs[-1], sign=chain.sign)
            chain.last = group
            return
        polarity = 1
        if chain.is_open and chain.last is None and not inner_agent(line, index) and not through(line, index):
            known = self.subject is not None and not differs
            polarity = 1 if known or CueKind.MAKE in chain.verbs[-1].kinds else chain.sign
        self._new_subject(Subject(group.normals, polarity, False, group.start))

    def _rises_or_falls(self, index: int) -> bool:
        """Tell whether only a state is said of a name: an effect of what was done to the subject, not a new subject."""
        cue = self.line.items[index + 1] if index + 1 < len(self.line.items) else None
        return (
            isinstance(cue, Cue)
            and cue.sign != 0
            and is_state(self.line, index + 1)
            and posted(self.line, self.line.items[index], cue)
            and by_agent(self.line, index + 1) is None
        )

    def _new_subject(self, subject: Subject) -> None:
        """Let ``subject`` speak from here on, and for what was said with its name still to come."""
        if len(subject.names) > 1:
            self.several = subject.names
        for position, statement in enumerate(self.found):
            if statement.subject is None and (statement.by or self._means(statement, subject)):
                self.found[position] = replace(statement, subject=subject)
        self.subject = subject
        self.actor = None
        self.chain.clear()

    def _means(self, statement: Statement, subject: Subject) -> bool:
        """Tell whether the ncRNA is the means of what was said: "cells promote resistance by secreting miR-21"."""
        between = self.line.text[statement.end : subject.start]
        return re.search(r"\b(?:by|via|through)\b|通过|经由|借助", between) is not None and len(between) < 120

    def _name(self, index: int, group: Group) -> None:
        line, chain = self.line, self.chain
        following = line.items[index + 1] if index + 1 < len(line.items) else None
        if group.type in _OBJECTS:
            if is_attribute(line, index) or is_agent(line, index):
                return
            behind = binds_before(line, index)
            if behind is not None and CueKind.BIND in behind.kinds and chain.is_open and chain.sign < 0:
                self.done.add(behind)  # "blocks its interaction with MDM2"
                chain.last = group
                return
            if behind is not None and self.actor is None:
                signs = (chain.sign or 1) * behind.sign if chain.is_open and chain.last is None else behind.sign
                self._say(group, behind, sign=signs, kind=_kind(behind))
                self._inner(index, group, behind)
                self.done.add(behind)
                chain.last = group
                return
            if chain.is_open and (chain.last is None or continues_list(line, chain.last, group)):
                self._say(group, chain.verbs[-1], sign=chain.sign)
                drug_effect = death_by_drug(line, index)
                if drug_effect is not None and chain.sign:
                    self._say(None, chain.verbs[-1], outcome=drug_effect, sign=-chain.sign)
                chain.last = group
                return
        speaks = isinstance(following, Cue) and following.kinds & VERBS and following not in self.done
        if (
            group.type in _ACTORS
            and speaks
            and acts(line, index)
            and not chain.is_open
            and (self.subject is None or self.subject.start < line.clause(group)[0])
            and not is_state(line, index + 1)
            and by_agent(line, index + 1) is None
            and not through(line, index)
        ):
            self.actor = group

    def _inner(self, index: int, group: Group, behind: Cue) -> None:
        """Say of the ncRNA met last what "relieves its inhibition of ATG12" takes from it."""
        if not (self.chain.is_open and self.chain.sign < 0 and behind.sign):
            return
        before = self.line.items[index - 1]
        last = next((s.group for s in reversed(self.found[:-1]) if s.group and s.group.type is EntityType.NCRNA), None)
        inner = before if isinstance(before, Group) and before.type is EntityType.NCRNA else None
        if isinstance(before, Cue) and CueKind.IT in before.kinds:
            inner = last
        if inner is not None:
            subject = Subject(inner.normals, 1, False, inner.start)
            self.found.append(Statement(subject, _kind(behind), behind.sign, group, None, (behind,)))

    def _say(
        self,
        group: Group | None,
        verb: Cue,
        *,
        sign: int,
        outcome: Cue | None = None,
        kind: CueKind | None = None,
    ) -> None:
        chain = self.chain
        if chain.dead or (self.actor is not None and self.actor.type is not EntityType.CELL):
            return
        if self.negated is not None and group is not None and 0 <= group.start - self.negated.end <= 6:
            return
        said = kind or (chain.kind if chain.verbs else CueKind.UP)
        if said is CueKind.BIND and group is not None and on_utr(self.line, self.line.items.index(group)):
            said = CueKind.TARGET
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
            by=subject is None and self.actor is None and self._begins_with_through(verbs[0]),
        )
        self.found.append(statement)

    def _begins_with_through(self, verb: Cue) -> bool:
        begin = self.line.clause(verb)[0]
        return re.match(r"\s*(?:通过|经|By|Via|Through)", self.line.text[begin : verb.end]) is not None

    def _clause_groups(self, item: Item) -> list[Group]:
        start, end = self.line.clause(item)
        return [g for g in self.line.items if isinstance(g, Group) and start <= g.start < end]


def _kind(cue: Cue) -> CueKind:
    return next((kind for kind in (CueKind.SPONGE, CueKind.BIND, CueKind.TARGET) if kind in cue.kinds), CueKind.UP)


def _outcome_sign(line: Line, cue: Cue) -> int:
    """Return +1 for resistance, -1 for sensitivity; "less sensitive" turns it."""
    sign = 1 if CueKind.RESISTANCE in cue.kinds else -1
    before = line.text[max(cue.start - 8, 0) : cue.start].casefold()
    return -sign if re.search(r"(?:\bless |不(?:太|再)?|欠)$", before) else sign


def mentions_verbs(line: Line) -> bool:
    """Tell whether anything in the sentence could state something."""
    return any(isinstance(item, Cue) and item.kinds & (VERBS | OUTCOMES) for item in line.items)
