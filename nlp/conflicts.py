"""Where a paper contradicts itself: its table against its prose, one abstract against the other.

A row is compared only with prose about the same ncRNA that cites the same study (or, in a paper that cites nothing,
names the same drug).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.model import BlockKind, Document
from nlp.confidence import INFERRED, kind_of
from nlp.disagree import EFFECTS, Account, GeneKinds, disagreements, load_gene_kinds, same_but_arm
from nlp.model import Certainty, Conflict, Mention, Origin, ProseEvidence, Record, Triple

# A sentence that cites more studies than this speaks of none of them in particular.
_SPECIFIC = 3


@dataclass(frozen=True, slots=True)
class _Paper:
    """The asserted statements of a paper, and the names by block."""

    prose: tuple[Triple, ...]
    table: tuple[Triple, ...]
    mentions: Mapping[str, Sequence[Mention]]

    def account(self, ncrna: str, triples: Sequence[Triple]) -> Account:
        """Return what sentences say of an ncRNA as an account.

        A name that only a statement on another ncRNA needs is not counted as one beside it.
        """
        places = {e for t in triples for e in t.evidence if isinstance(e, ProseEvidence)}
        mine = {triple.object for triple in triples}
        named: set[str] = set()
        around: set[str] = set()
        for block in {place.block for place in places}:
            spans = [(place.start, place.end) for place in places if place.block == block]
            for mention in self.mentions.get(block, ()):
                left = set(mention.normals) - (self._of_others(block, mention.start, ncrna) - mine)
                around |= left
                if any(start <= mention.start and mention.end <= end for start, end in spans):
                    named |= left
        return Account(ncrna, tuple(triples), named=frozenset(named), around=frozenset(around))

    def _of_others(self, block: str, offset: int, ncrna: str) -> set[str]:
        """Return the objects of what the sentence at a place states of other ncRNAs."""
        return {
            triple.object
            for triple in self.prose
            if triple.subject != ncrna
            for place in triple.evidence
            if isinstance(place, ProseEvidence) and place.block == block and place.start <= offset < place.end
        }

    def about(self, ncrna: str) -> list[Triple]:
        """Return the prose about an ncRNA; under its name with or without an arm where the paper has but one."""
        exact = [triple for triple in self.prose if triple.subject == ncrna]
        if exact:
            return exact
        alike = {triple.subject for triple in self.prose if same_but_arm(triple.subject, ncrna)}
        return [triple for triple in self.prose if triple.subject in alike] if len(alike) == 1 else []


def find_conflicts(
    document: Document, records: Sequence[Record], triples: Sequence[Triple], mentions: Iterable[Mention] = ()
) -> tuple[Conflict, ...]:
    """Return the conflicts of a paper: by table and row, then those of the abstracts.

    ``records`` are the rows of tables, ``triples`` those of the tables and of the prose, ``mentions`` the names of
    the prose.
    """
    by_block: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_block[mention.block].append(mention)
    asserted = [triple for triple in triples if triple.certainty is Certainty.ASSERTED]
    paper = _Paper(
        tuple(triple for triple in asserted if triple.origin is Origin.PROSE),
        tuple(triple for triple in asserted if triple.origin is Origin.TABLE),
        by_block,
    )
    kinds = load_gene_kinds()
    found = [
        conflict
        for record in records
        for ncrna in record.ncrnas
        for conflict in _of_row(record, ncrna, records, paper, kinds)
    ]
    return (*found, *_between_abstracts(document, paper, kinds))


def _of_row(
    record: Record, ncrna: str, records: Sequence[Record], paper: _Paper, kinds: GeneKinds
) -> Iterable[Conflict]:
    about = paper.about(ncrna)
    said = _of_study(record, about)
    if not said:
        return
    row = _row_account(record, ncrna, paper)
    rest = [t for t in about if t not in said]
    siblings = [
        _row_account(other, ncrna, paper)
        for other in records
        if other is not record and ncrna in other.ncrnas and set(other.references) & set(record.references)
    ]
    prose = paper.account(ncrna, said)
    named = {t.object for t in rest if t.predicate in EFFECTS and kind_of(t) not in INFERRED}
    if row.all_drugs() & named:
        # The prose has the row's drug in another place: which study it speaks of is not sure.
        prose = Account(ncrna, prose.triples, named=prose.named | row.all_drugs(), around=prose.around)
    elsewhere = Account(
        ncrna,
        tuple(triple for sibling in siblings for triple in sibling.triples),
        frozenset(drug for sibling in siblings for drug in sibling.drugs),
        frozenset(target for sibling in siblings for target in sibling.targets),
    )
    around = prose.around | {t.object for t in rest}
    prose = Account(ncrna, prose.triples, named=prose.named, around=around)
    for found in disagreements(row, prose, elsewhere, kinds):
        yield Conflict(
            table=record.table,
            row=record.row,
            ncrna=ncrna,
            kind=found.kind,
            table_value=found.first,
            prose_value=found.second,
            evidence=(record.evidence[0], *prose.evidence(found.predicates, found.objects)),
        )


def _row_account(record: Record, ncrna: str, paper: _Paper) -> Account:
    place = record.evidence[0]
    triples = tuple(t for t in paper.table if t.subject == ncrna and t.evidence[0] == place)
    named = frozenset(triple.object for triple in triples)
    return Account(ncrna, triples, frozenset(record.drugs), frozenset(record.targets), named)


def _of_study(record: Record, about: Sequence[Triple]) -> list[Triple]:
    """Return the prose about the study that a row reports."""
    cited = [t for t in about if _cites(t, record)]
    if cited:
        # A sentence next to it that cites nothing goes on about it.
        return cited + [t for t in about if not t.references and any(_adjoins(t, other) for other in cited)]
    uncited = [t for t in about if not t.references or not record.references]
    same_drug = {t.evidence for t in uncited if t.predicate in EFFECTS and t.object in record.drugs}
    return [t for t in uncited if t.evidence in same_drug]


def _cites(triple: Triple, record: Record) -> bool:
    cited, own = set(triple.references), set(record.references)
    return bool(cited & own) and (len(cited) <= _SPECIFIC or cited <= own)


def _adjoins(triple: Triple, cited: Triple) -> bool:
    one, other = triple.evidence[0], cited.evidence[0]
    if not isinstance(one, ProseEvidence) or not isinstance(other, ProseEvidence) or one.block != other.block:
        return False
    return abs(one.start - other.end) <= 1 or abs(other.start - one.end) <= 1


def _between_abstracts(document: Document, paper: _Paper, kinds: GeneKinds) -> list[Conflict]:
    """Compare the Chinese with the English abstract, the one that comes first being the table's side."""
    languages = {block.id: block.lang for block in document.blocks if block.kind is BlockKind.ABSTRACT}
    order = list(dict.fromkeys(languages.values()))
    if len(order) < 2:
        return []
    sides: dict[str, list[Triple]] = {lang: [] for lang in order}
    for triple in paper.prose:
        place = triple.evidence[0]
        if isinstance(place, ProseEvidence) and place.block in languages:
            sides[languages[place.block]].append(triple)
    found = []
    for ncrna in dict.fromkeys(triple.subject for triple in sides[order[0]]):
        first, second = (paper.account(ncrna, [t for t in sides[lang] if t.subject == ncrna]) for lang in order[:2])
        nothing = Account(ncrna, ())
        for told in disagreements(first, second, nothing, kinds):
            back = [t for t in disagreements(second, first, nothing, kinds) if t.kind is told.kind]
            if not back:
                continue  # each side must contradict the other
            places = [
                *first.evidence(back[0].predicates, back[0].objects),
                *second.evidence(told.predicates, told.objects),
            ]
            found.append(Conflict(None, None, ncrna, told.kind, told.first, told.second, tuple(places)))
    return found
