"""The scores of one paper, after the annotation guidelines; scores of several papers add up with ``+``.

Mentions are strict: the same span and the same type. Triples are compared as a set per paper, in two readings:
with the tables, and with the tables hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from extract.model import Document
from gold.align import Alignment, align, reading_right
from gold.counts import Count, Ratio, merged
from gold.model import GoldPaper
from gold.score_tables import TableScore, score_tables
from gold.score_triples import TripleScore, cell_key, score_triples
from gold.slips import Slip, SlipKind, around, found_place, in_reading_order
from nlp.model import EntityType, Findings, Mention

CORE = (EntityType.NCRNA, EntityType.DRUG, EntityType.GENE, EntityType.CELL)


class Reading(StrEnum):
    """What of a paper is read for triples."""

    EVERYTHING = "table+prose"
    PROSE = "prose only"


@dataclass(frozen=True, slots=True)
class Score:
    """Additive scores of one or more papers.

    ``mentions`` is by type and language of the block; ``normals`` counts, by type, the mentions that are right and
    have the right normal form; ``characters`` says how much of the true text was read.
    """

    papers: tuple[str, ...] = ()
    characters: Ratio = field(default_factory=Ratio)
    mentions: dict[tuple[EntityType, str], Count] = field(default_factory=dict)
    normals: dict[EntityType, Ratio] = field(default_factory=dict)
    tables: TableScore = field(default_factory=TableScore)
    triples: dict[Reading, TripleScore] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()

    def __add__(self, other: Score) -> Score:
        """Return the score of the papers of both."""
        return Score(
            (*self.papers, *other.papers),
            self.characters + other.characters,
            merged(self.mentions, other.mentions),
            merged(self.normals, other.normals),
            self.tables + other.tables,
            merged(self.triples, other.triples),
            (*self.slips, *other.slips),
        )

    def mentions_of(self, *types: EntityType, lang: str | None = None) -> Count:
        """Return the mentions of some types together, in one language where ``lang`` is given."""
        return sum(
            (count for (type_, of), count in self.mentions.items() if type_ in types and lang in (None, of)), Count()
        )


def score(gold: GoldPaper, document: Document, findings: Findings, prose: Findings | None = None) -> Score:
    """Compare what was found in ``document`` with the gold.

    ``document`` may be the true text itself or the paper as it was read from its PDF; places are compared in the
    true text. ``prose`` is what was found with the tables hidden; it may be left out for a paper without tables.
    """
    alignment = align(document, gold.document)
    mentions, normals, slips = _score_mentions(gold, alignment, findings.mentions)
    tables, table_slips = score_tables(gold, document, findings)
    everything, slips_of_everything = score_triples(
        gold, findings.triples, with_tables=True, reading=Reading.EVERYTHING.value, alignment=alignment
    )
    only, slips_of_prose = score_triples(
        gold,
        (prose or findings).triples,
        with_tables=False,
        reading=Reading.PROSE.value,
        alignment=alignment,
    )
    return Score(
        (gold.name,),
        Ratio(*reading_right(alignment, gold.document)),
        mentions,
        normals,
        tables,
        {Reading.EVERYTHING: everything, Reading.PROSE: only},
        tuple(
            replace(slip, paper=gold.name)
            for slip in in_reading_order((*slips, *table_slips, *slips_of_everything, *slips_of_prose))
        ),
    )


def _score_mentions(
    gold: GoldPaper, alignment: Alignment, found: Iterable[Mention]
) -> tuple[dict[tuple[EntityType, str], Count], dict[EntityType, Ratio], list[Slip]]:
    blocks = {block.id: block for block in gold.document.blocks}
    true = {(m.block, m.start, m.end, m.type): m for m in gold.mentions if m.block in gold.marked}
    mentions: dict[tuple[EntityType, str], Count] = {}
    normals: dict[EntityType, Ratio] = {}
    slips: list[Slip] = []
    hit: set[tuple[str, int, int, EntityType]] = set()
    for mention in found:
        span = alignment.span(mention.block, mention.start, mention.end)
        if span is None and not alignment.touches(mention.block, mention.start, mention.end):
            continue  # text that nobody annotated, such as the list of references
        if span is not None and span[0] not in gold.marked:
            continue
        block = span[0] if span else alignment.block(mention.block)
        key = (*span, mention.type) if span else None
        place = found_place(block, span[1:] if span else None)
        context = around(blocks[span[0]].text, *span[1:]) if span else ""
        lang = blocks[block].lang if block else "zh"
        if key is None or key not in true or key in hit:
            mentions = merged(mentions, {(mention.type, lang): Count(fp=1)})
            slips.append(
                Slip(
                    "mentions",
                    SlipKind.FALSE_ALARM,
                    f"{mention.type} {mention.surface} ({mention.normal})",
                    place,
                    context=context,
                )
            )
            continue
        hit.add(key)
        right = _names(mention) == _names(true[key])
        mentions = merged(mentions, {(mention.type, lang): Count(tp=1)})
        normals = merged(normals, {mention.type: Ratio(int(right), 1)})
        if not right:
            said = f"{mention.surface}: {mention.normal}, not {true[key].normal}"
            slips.append(Slip("normal forms", SlipKind.WRONG, said, place))
    for key, mention in true.items():
        if key not in hit:
            mentions = merged(mentions, {(mention.type, blocks[mention.block].lang): Count(fn=1)})
            place = found_place(mention.block, (mention.start, mention.end))
            context = around(blocks[mention.block].text, mention.start, mention.end)
            what = f"{mention.type} {mention.surface} ({mention.normal})"
            slips.append(Slip("mentions", SlipKind.MISSED, what, place, context=context))
    return mentions, normals, slips


def _names(mention: Mention) -> set[str]:
    """Return the normal forms of a mention as they are compared."""
    return set(map(cell_key, mention.normals) if mention.type is EntityType.CELL else mention.normals)
