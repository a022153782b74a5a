"""Whether two accounts of one ncRNA contradict each other: in its effect on a drug, in the drug, in its target.

Precision comes first. What one side leaves out or adds, a family beside its member, a name with and without its arm
are no contradictions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.confidence import INFERRED, kind_of
from nlp.lexicon import data_folder, read_tsv
from nlp.model import ConflictKind, Effect, Evidence, Predicate, Triple

EFFECTS = {Predicate.PROMOTES_RESISTANCE: Effect.PROMOTES, Predicate.INHIBITS_RESISTANCE: Effect.INHIBITS}
_OPPOSITE = {
    Predicate.UPREGULATES: Predicate.DOWNREGULATES,
    Predicate.DOWNREGULATES: Predicate.UPREGULATES,
    Predicate.ACTIVATES: Predicate.INHIBITS,
    Predicate.INHIBITS: Predicate.ACTIVATES,
}
_DIRECT = frozenset((Predicate.SPONGES, Predicate.BINDS, Predicate.TARGETS))
_TARGETS = frozenset((*_DIRECT, Predicate.UPREGULATES, Predicate.DOWNREGULATES))
# Words of a derivation that make an effect on a gene a direct one.
_DIRECTLY = re.compile(r"靶|直接|结合|target|direct|bind|bound|untranslated|UTR", re.IGNORECASE)
_MIRNA = re.compile(r"(?P<stem>(?:miR|let)-\d+)(?P<letter>[a-z]*)(?P<copy>-\d+)?(?P<arm>-[35]p|\*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GeneKinds:
    """Gene families and complexes, and proteins that papers measure as a result of what a target does."""

    families: frozenset[str]
    readouts: frozenset[str]


def load_gene_kinds() -> GeneKinds:
    """Read ``nlp/lexicons/gene_families.tsv`` and ``nlp/rules/readout_genes.tsv``."""
    families = read_tsv(data_folder("lexicons").joinpath("gene_families.tsv"))
    readouts = read_tsv(data_folder("rules").joinpath("readout_genes.tsv"))
    return GeneKinds(frozenset(row["normal"] for row in families), frozenset(row["gene"] for row in readouts))


@dataclass(frozen=True, slots=True)
class Account:
    """What one place of a paper says of one ncRNA.

    ``drugs`` and ``targets`` are those that a record lists, beside those of the triples. ``named`` are all names in
    the sentences of the account, ``around`` those of their paragraphs.
    """

    ncrna: str
    triples: tuple[Triple, ...]
    drugs: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()

    def effects(self, drug: str) -> set[Effect]:
        """Return the effects on resistance to one drug."""
        return {EFFECTS[t.predicate] for t in self.triples if t.predicate in EFFECTS and t.object == drug}

    def all_drugs(self) -> set[str]:
        """Return the drugs that are listed or whose resistance is changed."""
        return {t.object for t in self.triples if t.predicate in EFFECTS} | self.drugs

    def objects(self, *predicates: Predicate) -> set[str]:
        """Return the objects of the given predicates."""
        return {triple.object for triple in self.triples if triple.predicate in predicates}

    def all_targets(self) -> set[str]:
        """Return the genes and miRNAs that are listed or acted on."""
        return self.objects(*_TARGETS) | self.targets

    def evidence(self, predicates: Iterable[Predicate], objects: Iterable[str]) -> tuple[Evidence, ...]:
        """Return the places that say it, each once."""
        wanted, names = set(predicates), set(objects)
        found = [t for t in self.triples if t.predicate in wanted and t.object in names]
        return tuple(dict.fromkeys(place for triple in found for place in triple.evidence))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the first and the second account say, and where the second one says it."""

    kind: ConflictKind
    first: str
    second: str
    predicates: tuple[Predicate, ...]
    objects: tuple[str, ...]


def disagreements(first: Account, second: Account, elsewhere: Account, kinds: GeneKinds) -> Iterator[Disagreement]:
    """Yield what two accounts contradict each other in.

    ``elsewhere`` is what both sides say of the ncRNA in other places about the same study: what is said there too is
    no contradiction.
    """
    yield from _direction(first, second, elsewhere)
    yield from _drug(first, second, elsewhere)
    yield from _opposite(first, second, elsewhere)
    yield from _target(first, second, elsewhere, kinds)


def _direction(first: Account, second: Account, elsewhere: Account) -> Iterator[Disagreement]:
    turned = {}
    for drug in sorted(first.all_drugs() & second.all_drugs()):
        one, other = first.effects(drug), second.effects(drug)
        if len(one) == len(other) == 1 and one != other and not other & elsewhere.effects(drug):
            turned[drug] = (one.pop().value, other.pop().value)
    if turned:
        one_value, other_value = next(iter(turned.values()))
        yield Disagreement(ConflictKind.DIRECTION, one_value, other_value, tuple(EFFECTS), tuple(turned))


def _drug(first: Account, second: Account, elsewhere: Account) -> Iterator[Disagreement]:
    drugs, others = first.all_drugs(), second.all_drugs()
    if not drugs or not others or drugs & others or others & elsewhere.all_drugs():
        return
    if drugs & second.named:
        return  # named beside it: a combination, or more than was understood
    effects = {effect for drug in drugs for effect in first.effects(drug)}
    if effects and not effects & {effect for drug in others for effect in second.effects(drug)}:
        return  # another finding of the study
    inferred = [t for t in second.triples if t.predicate in EFFECTS and kind_of(t) in INFERRED]
    if inferred and (drugs & second.around or any("heading" in triple.derivation for triple in inferred)):
        return
    yield Disagreement(ConflictKind.DRUG, _list(drugs), _list(others), tuple(EFFECTS), tuple(sorted(others)))


def _opposite(first: Account, second: Account, elsewhere: Account) -> Iterator[Disagreement]:
    for predicate, opposite in _OPPOSITE.items():
        turned = first.objects(predicate) & second.objects(opposite)
        turned -= first.objects(opposite) | second.objects(predicate) | elsewhere.objects(opposite)
        for name in sorted(turned):
            said = [t for t in second.triples if t.predicate is opposite and t.object == name]
            # A miRNA that raises its target: rather a sentence misread than one meant so.
            doubtful = _is_mirna(second.ncrna) and opposite is Predicate.UPREGULATES
            if doubtful and all(triple.derivation.startswith("[") for triple in said):
                continue
            one, other = f"{predicate.value} {name}", f"{opposite.value} {name}"
            yield Disagreement(ConflictKind.TARGET, one, other, (opposite,), (name,))


def _target(first: Account, second: Account, elsewhere: Account, kinds: GeneKinds) -> Iterator[Disagreement]:
    for mirnas in (False, True):
        targets = {name for name in first.all_targets() if _is_mirna(name) == mirnas}
        alike = [triple for triple in second.triples if _is_mirna(triple.object) == mirnas]
        said = _replacing(first, second, alike, targets, kinds)
        others = {triple.object for triple in said}
        if not targets or not others:
            continue
        known = second.all_targets() | second.around
        if any(compatible(one, other) for one in targets for other in others | known):
            continue
        if others & (elsewhere.all_targets() | first.named) or (targets | others) & kinds.families:
            continue
        predicates = tuple(dict.fromkeys(triple.predicate for triple in said))
        yield Disagreement(ConflictKind.TARGET, _list(targets), _list(others), predicates, tuple(sorted(others)))


def _replacing(
    first: Account, second: Account, triples: Sequence[Triple], targets: set[str], kinds: GeneKinds
) -> list[Triple]:
    """Return those of the second account's ``triples`` that give other targets.

    They are direct ones, or one thing in the place of another.
    """
    direct = [t for t in triples if t.predicate in _TARGETS and _is_direct(t)]
    if direct:
        return direct
    # What a miRNA does to its targets, or what the first account says of its own.
    alike = {t.predicate for t in first.triples if t.object in targets}
    if _is_mirna(second.ncrna):
        alike = {Predicate.DOWNREGULATES}
    elif alike <= _DIRECT and _share_sponged(first, second):
        alike = {Predicate.UPREGULATES}  # what a sponge does to the gene behind its miRNA
    said = [t for t in triples if t.predicate in alike and t.predicate in _TARGETS]
    single = len(targets) == 1 and len({t.object for t in said}) == 1
    return said if single and not any(t.object in kinds.readouts for t in said) else []


def _share_sponged(first: Account, second: Account) -> bool:
    """Tell whether both accounts name a miRNA that the ncRNA holds."""
    held = {name for name in first.all_targets() if _is_mirna(name)}
    return any(compatible(one, other) for one in held for other in second.objects(*_DIRECT) if _is_mirna(other))


def _is_direct(triple: Triple) -> bool:
    return triple.predicate in _DIRECT or _DIRECTLY.search(triple.derivation.partition("→")[0]) is not None


def compatible(one: str, other: str) -> bool:
    """Tell whether two names may mean one thing: miR-200 and miR-200c, miR-21 and miR-21-5p, AKT and AKT1.

    A pathway is compatible with what stands in its name.
    """
    if one == other:
        return True
    left, right = _MIRNA.fullmatch(one), _MIRNA.fullmatch(other)
    if left and right:
        same = left["stem"].casefold() == right["stem"].casefold()
        return same and all(not left[p] or not right[p] or left[p] == right[p] for p in ("letter", "copy", "arm"))
    if one in re.split(r"[/\s]", other) or other in re.split(r"[/\s]", one):
        return True
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return long.startswith(short) and re.fullmatch(r"[-\s]?[a-z0-9]{0,3}", long[len(short) :]) is not None


def same_but_arm(one: str, other: str) -> bool:
    """Tell whether two miRNAs are one but for an arm that only one of the names gives."""
    left, right = _MIRNA.fullmatch(one), _MIRNA.fullmatch(other)
    if left is None or right is None or bool(left["arm"]) == bool(right["arm"]):
        return False
    return all(left[part] == right[part] for part in ("stem", "letter", "copy"))


def _is_mirna(name: str) -> bool:
    return _MIRNA.fullmatch(name) is not None


def _list(names: Iterable[str]) -> str:
    return "; ".join(sorted(names))
