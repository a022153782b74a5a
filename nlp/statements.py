"""What one sentence states of an ncRNA, before it becomes triples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nlp.cues import Cue, CueKind
from nlp.items import Group
from nlp.model import EntityType, Predicate


@dataclass(frozen=True, slots=True)
class Subject:
    """The ncRNAs that a sentence speaks of.

    ``polarity`` is what was done to them: +1 as they are or raised, -1 lowered, 0 changed in an unknown direction.
    ``changed`` tells a manipulation, after which a state counts as its effect, from a mere name.
    """

    names: tuple[str, ...]
    polarity: int
    changed: bool
    start: int
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; ``sign`` is the composed direction, 0 where none is said.

    ``group`` is the object; for an effect on resistance it is ``None``, ``outcome`` is the cue and the drugs are
    looked for afterwards. ``subject`` is ``None`` while the ncRNA has not been met.
    """

    subject: Subject | None
    kind: CueKind
    sign: int
    group: Group | None
    outcome: Cue | None
    verbs: tuple[Cue, ...]
    by: bool = False  # it follows "through" or stands before "by": the agent comes later

    @property
    def start(self) -> int:
        """Return the offset of its first verb or object."""
        return min(part.start for part in (*self.verbs, self.group, self.outcome) if part is not None)

    @property
    def end(self) -> int:
        """Return the offset behind its last verb or object."""
        return max(part.end for part in (*self.verbs, self.group, self.outcome) if part is not None)

    @property
    def direction(self) -> int:
        """Return the sign with the subject's polarity: what the ncRNA itself does."""
        return self.sign * (self.subject.polarity if self.subject else 1)


_SIGNED_GENE = {1: Predicate.UPREGULATES, -1: Predicate.DOWNREGULATES}
_SIGNED_PROCESS = {1: Predicate.ACTIVATES, -1: Predicate.INHIBITS}
_EFFECT = {1: Predicate.PROMOTES_RESISTANCE, -1: Predicate.INHIBITS_RESISTANCE}
_UNSIGNED = {
    CueKind.SPONGE: Predicate.SPONGES,
    CueKind.BIND: Predicate.BINDS,
    CueKind.TARGET: Predicate.TARGETS,
}


def predicate_of(statement: Statement) -> Predicate | None:
    """Return the predicate that a statement gives, ``None`` where it gives none."""
    if statement.group is None:
        return _EFFECT.get(statement.direction)
    if statement.group.type in (EntityType.PATHWAY, EntityType.PROCESS):
        return _SIGNED_PROCESS.get(statement.direction)
    if statement.group.type not in (EntityType.GENE, EntityType.NCRNA):
        return None
    if statement.kind is CueKind.FREE and statement.group.type is EntityType.NCRNA:
        if statement.subject is None or statement.subject.polarity > 0:
            return None
        return Predicate.SPONGES  # what frees a miRNA when it is lowered held it before
    if statement.kind in _UNSIGNED and statement.sign == 0:
        if statement.subject is not None and statement.subject.polarity < 0 and statement.kind is CueKind.TARGET:
            return None
        predicate = _UNSIGNED[statement.kind]
        if predicate is Predicate.TARGETS and binds_site(statement):
            return Predicate.BINDS
        if predicate is Predicate.SPONGES and statement.group.type is EntityType.GENE:
            return Predicate.BINDS
        return predicate
    return _SIGNED_GENE.get(statement.direction)


def binds_site(statement: Statement) -> bool:
    """Tell whether a statement says that an ncRNA binds the 3'UTR of a gene, which is how it lowers it."""
    last = statement.verbs[-1] if statement.verbs else None
    return (
        last is not None
        and statement.kind is CueKind.TARGET
        and CueKind.BIND in last.kinds
        and not last.kinds & {CueKind.TARGET, CueKind.SPONGE}
    )


def is_how(statement: Statement, others: Iterable[Statement]) -> bool:
    """Tell whether binding a 3'UTR is only how a gene is lowered that the sentence says is lowered."""
    return binds_site(statement) and any(
        other.group is not None
        and statement.group is not None
        and other.group.normals == statement.group.normals
        and other.direction < 0
        for other in others
    )


_STRENGTH = {
    Predicate.SPONGES: 3,
    Predicate.UPREGULATES: 2,
    Predicate.DOWNREGULATES: 2,
    Predicate.TARGETS: 1,
}


def strongest(found: Iterable[tuple[str, Predicate, str]]) -> set[tuple[str, Predicate, str]]:
    """Return the facts of a sentence without those that a more telling one about the same pair replaces.

    "Targets A and lowers it" is ``downregulates``; "sponges and binds A" is ``sponges``.
    """
    facts = list(found)
    best: dict[tuple[str, str], int] = {}
    for subject, predicate, name in facts:
        strength = _STRENGTH.get(predicate, 0)
        best[subject, name] = max(best.get((subject, name), 0), strength)
    return {
        (subject, predicate, name)
        for subject, predicate, name in facts
        if (predicate not in _STRENGTH and (predicate is not Predicate.BINDS or best[subject, name] < 3))
        or _STRENGTH.get(predicate) == best[subject, name]
    }
