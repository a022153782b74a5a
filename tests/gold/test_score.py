"""Scores against cases counted by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extract.plain import document_from_text
from gold.counts import Count, Ratio
from gold.interval import Interval, f1_interval
from gold.markup import parse_markup
from gold.model import GoldConflict, GoldPaper, GoldRecord, GoldTriple
from gold.report import SetScore, score_json, score_text
from gold.score import CORE, Reading, Score, score
from gold.score_tables import cell_items
from gold.score_triples import cell_key
from gold.slips import SlipKind
from nlp.model import (
    Certainty,
    Conflict,
    ConflictKind,
    Effect,
    EntityType,
    Findings,
    Mention,
    NcrnaClass,
    Origin,
    Predicate,
    ProseEvidence,
    Record,
    RowEvidence,
    Triple,
)

MARKUP = """== one | lang=zh
⟦miR-21|NCRNA/miRNA|miR-21⟧通过下调⟦PTEN|GENE|PTEN⟧促进⟦SGC7901/DDP|CELL|SGC-7901/DDP⟧对⟦顺铂|DRUG|cisplatin⟧耐药[1]。
> miR-21 | promotes_resistance | cisplatin | asserted | 1
> miR-21 | downregulates | PTEN | asserted | 1
> miR-21 | derived_from | SGC-7901/DDP | asserted | 1
> miR-21 | promotes_resistance | paclitaxel | hypothesised
"""
(GOLD,) = parse_markup(MARKUP, Path("one.markup"))


def mention(start: int, end: int, type_: EntityType, normal: str) -> Mention:
    surface = GOLD.document.blocks[0].text[start:end]
    subtype = NcrnaClass.MIRNA if type_ is EntityType.NCRNA else None
    return Mention("b1", start, end, type_, surface, (normal,), (None,), subtype)


def triple(subject: str, predicate: Predicate, object_: str, certainty: Certainty = Certainty.ASSERTED) -> Triple:
    return Triple(subject, predicate, object_, Origin.PROSE, certainty, (1,), (ProseEvidence("b1", 0, 6),), "")


RIGHT = tuple(replace(m, ids=(None,)) for m in GOLD.mentions)
PROMOTES, INHIBITS = Predicate.PROMOTES_RESISTANCE, Predicate.INHIBITS_RESISTANCE


def test_finding_everything_scores_one() -> None:
    found = tuple(triple(t.subject, t.predicate, t.object, t.certainty) for t in GOLD.triples)
    result = score(GOLD, GOLD.document, Findings(RIGHT, found))
    assert result.mentions_of(*EntityType) == Count(4, 0, 0)
    assert sum(result.normals.values(), Ratio()) == Ratio(4, 4)
    assert result.triples[Reading.PROSE].all.f1 == 1
    assert result.triples[Reading.PROSE].hypothesised == Count(1, 0, 0)
    assert result.slips == ()


def test_mentions_are_strict_in_span_and_type_and_counted_by_type_and_language() -> None:
    found = (
        mention(0, 6, EntityType.NCRNA, "miR-21"),
        mention(10, 13, EntityType.GENE, "PTE"),  # one character short
        mention(28, 30, EntityType.GENE, "cisplatin"),  # the right span, another type
    )
    result = score(GOLD, GOLD.document, Findings(found))
    assert result.mentions[EntityType.NCRNA, "zh"] == Count(1, 0, 0)
    assert result.mentions[EntityType.GENE, "zh"] == Count(0, 2, 1)
    assert result.mentions_of(*CORE) == Count(1, 2, 3)
    assert result.mentions_of(*CORE, lang="en") == Count()
    missed = {slip.place for slip in result.slips if slip.measure == "mentions" and slip.kind is SlipKind.MISSED}
    assert missed == {"b1:10-14", "b1:16-27", "b1:28-30"}


def test_a_mention_reported_twice_is_one_hit_and_one_false_alarm() -> None:
    result = score(GOLD, GOLD.document, Findings((RIGHT[0], RIGHT[0])))
    assert result.mentions[EntityType.NCRNA, "zh"] == Count(1, 1, 0)


def test_normal_forms_count_over_the_mentions_that_are_right_and_cells_without_punctuation() -> None:
    found = (mention(0, 6, EntityType.NCRNA, "miR-21-5p"), mention(16, 27, EntityType.CELL, "SGC7901 DDP"))
    result = score(GOLD, GOLD.document, Findings(found))
    assert result.normals == {EntityType.NCRNA: Ratio(0, 1), EntityType.CELL: Ratio(1, 1)}


def test_triples_pairs_and_direction() -> None:
    found = (
        triple("miR-21", INHIBITS, "cisplatin"),  # the pair is right, the direction wrong
        triple("miR-21", Predicate.DERIVED_FROM, "SGC7901-DDP"),  # the same cell, written otherwise
        triple("miR-21", PROMOTES, "paclitaxel"),  # asserted where the paper supposes
        triple("miR-21", Predicate.DOWNREGULATES, "PTEN", Certainty.HYPOTHESISED),  # supposed where it asserts
    )
    result = score(GOLD, GOLD.document, Findings((), found)).triples[Reading.PROSE]
    assert result.all == Count(1, 2, 2)
    assert result.predicates[Predicate.DERIVED_FROM] == Count(1, 0, 0)
    assert result.predicates[PROMOTES] == Count(0, 1, 1)
    assert result.pairs == Count(2, 1, 1)
    assert result.resistance_pairs == Count(1, 1, 0)
    assert result.direction == Ratio(0, 1)
    assert result.hypothesised == Count(0, 1, 1)


def test_a_triple_said_twice_counts_once() -> None:
    result = score(GOLD, GOLD.document, Findings((), (triple("miR-21", PROMOTES, "cisplatin"),) * 2))
    assert result.triples[Reading.PROSE].all == Count(1, 0, 2)


def test_names_in_the_list_of_references_count_nowhere() -> None:
    text = "正文。\n参考文献\n[1] miR-21 in gastric cancer."
    document = document_from_text(text, "a")
    gold = GoldPaper("a", document, marked=frozenset({"b1"}))
    found = Mention("b3", 4, 10, EntityType.NCRNA, "miR-21", ("miR-21",), subtype=NcrnaClass.MIRNA)
    assert score(gold, document, Findings((found,))).mentions == {}


def test_scores_of_papers_add_up_to_micro_averages() -> None:
    first = score(GOLD, GOLD.document, Findings(RIGHT))
    second = score(GOLD, GOLD.document, Findings())
    total = first + second
    assert total.mentions_of(*EntityType) == Count(4, 0, 4)
    assert total.mentions_of(*EntityType).f1 == 2 * 4 / (2 * 4 + 4)
    assert total.papers == ("one", "one")
    assert total == sum([second], first)
    assert Score() + first == first


TABLE = document_from_text(
    "表1 证据\n<<table 1>>\nCell\tncRNA\tDrug\nMCF-7, CAF\tH19\tCisplatin; DOX\nT\tmiR-1\tTMZ\n<</table 1>>\n正文。",
    "t",
)
RECORD = GoldRecord(
    "t1", 1, ("MCF-7", "CAF"), ("H19",), ("cisplatin", "doxorubicin"), Effect.PROMOTES, "up", None, (), (3,)
)
TABLE_GOLD = GoldPaper(
    "t",
    TABLE,
    triples=(GoldTriple("H19", PROMOTES, "cisplatin", table="t1", row=1),),
    records=(RECORD,),
    conflicts=(GoldConflict("t1", 1, "H19", ConflictKind.DRUG, "cisplatin", "gemcitabine"),),
    marked=frozenset({"b1", "b2"}),
)


def read_record(**changes: object) -> Record:
    record = Record(
        table="t1",
        row=1,
        source_cells=("CAF", "MCF7"),
        ncrnas=("H19",),
        drugs=("doxorubicin", "cisplatin"),
        effect=Effect.PROMOTES,
        effect_as_written="Promote",
        mechanism=None,
        targets=(),
        references=(3,),
        evidence=(RowEvidence("t1", 1),),
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def test_a_cell_is_right_with_the_same_items_in_any_order_and_any_white_space() -> None:
    assert cell_items("MCF-7 ;BT474、 A549") == cell_items("A549, MCF-7；BT474")
    assert cell_items("MCF-7") != cell_items("MCF-7; MCF-7")
    assert cell_items("Wnt/ β-catenin") == cell_items("Wnt/β-catenin")
    assert cell_items("Wnt/β-catenin") != cell_items("Wnt; β-catenin")


def test_cells_rows_and_the_table_that_was_read() -> None:
    read = replace(TABLE.tables[0], id="t9", rows=(("CAF; MCF-7", "H19", "DOX; Cisplatin"), ("T", "miR-1", "TMX")))
    result = score(TABLE_GOLD, replace(TABLE, tables=(read,)), Findings()).tables
    assert (result.cells, result.rows, result.extra_rows) == (Ratio(5, 6), Ratio(1, 2), 0)


def test_a_column_that_was_lost_is_told_by_the_header_and_leaves_no_row_whole() -> None:
    read = replace(TABLE.tables[0], header=("ncRNA", "Drug"), rows=(("H19", "Cisplatin; DOX"), ("miR-1", "TMZ")))
    result = score(TABLE_GOLD, replace(TABLE, tables=(read,)), Findings(records=(read_record(),))).tables
    assert (result.cells, result.rows, result.records) == (Ratio(4, 6), Ratio(0, 2), Ratio(1, 1))


def test_an_empty_cell_is_right_only_where_its_row_was_read() -> None:
    table = replace(TABLE.tables[0], rows=(("", "H19", "TMZ"), ("", "", "")))
    gold = replace(TABLE_GOLD, document=replace(TABLE, tables=(table,)), records=(), conflicts=())
    read = replace(table, rows=table.rows[:1])
    assert score(gold, replace(TABLE, tables=(read,)), Findings()).tables.cells == Ratio(3, 6)


def test_a_cell_merged_over_rows_is_right_once_or_in_each_of_them() -> None:
    table = replace(TABLE.tables[0], rows=(("CAF", "H19", "TMZ"), ("", "miR-1", "TMZ"), ("T", "miR-2", "")))
    gold = replace(TABLE_GOLD, document=replace(TABLE, tables=(table,)), records=(), conflicts=())
    read = replace(table, rows=(("CAF", "H19", "TMZ"), ("CAF", "miR-1", "TMZ"), ("CAF", "miR-2", "DOX")))
    assert score(gold, replace(TABLE, tables=(read,)), Findings()).tables.cells == Ratio(7, 9)


def test_a_row_that_was_lost_shifts_no_other_row() -> None:
    read = replace(TABLE.tables[0], rows=TABLE.tables[0].rows[1:])
    assert score(TABLE_GOLD, replace(TABLE, tables=(read,)), Findings()).tables.rows == Ratio(1, 2)


def test_a_table_that_was_not_read_is_missed_whole_and_an_invented_one_is_extra() -> None:
    result = score(TABLE_GOLD, replace(TABLE, tables=()), Findings()).tables
    assert (result.cells, result.rows, result.records) == (Ratio(0, 6), Ratio(0, 2), Ratio(0, 1))
    assert score(replace(TABLE_GOLD, document=replace(TABLE, tables=())), TABLE, Findings()).tables.extra_rows == 2


def test_records_are_compared_field_by_field_in_any_order() -> None:
    right = score(TABLE_GOLD, TABLE, Findings(records=(read_record(),))).tables
    assert right.records == Ratio(1, 1)
    wrong = score(TABLE_GOLD, TABLE, Findings(records=(read_record(effect=Effect.INHIBITS),))).tables
    assert (wrong.records, wrong.fields["effect"], wrong.fields["drugs"]) == (Ratio(0, 1), Ratio(0, 1), Ratio(1, 1))


def test_conflicts_are_places_by_row_name_and_kind() -> None:
    right = Conflict("t1", 1, "H19", ConflictKind.DRUG, "cisplatin", "gemcitabine", ())
    wrong = Conflict("t1", 2, "miR-1", ConflictKind.DIRECTION, "promotes", "inhibits", ())
    result = score(TABLE_GOLD, TABLE, Findings(conflicts=(right, wrong)))
    assert result.tables.conflicts == Count(1, 1, 0)
    assert [str(slip) for slip in result.slips if slip.measure == "conflicts"] == [
        "t t1 row 2: false alarm: miR-1 direction: promotes / inhibits"
    ]


def test_table_triples_count_in_one_reading_only() -> None:
    result = score(TABLE_GOLD, TABLE, Findings())
    assert result.triples[Reading.EVERYTHING].all == Count(0, 0, 1)
    assert result.triples[Reading.PROSE].all == Count()


def test_cell_names_are_compared_on_letters_and_digits() -> None:
    assert cell_key("SK-BR-3/Tr") == cell_key("SKBR3-TR")
    assert cell_key("MCF-7") != cell_key("MCF-7/ADR")


def test_the_report_names_every_slip_and_hides_those_of_held_out_sets() -> None:
    result = score(GOLD, GOLD.document, Findings())
    shown = score_text([SetScore("dev", (result,))])
    assert "b1:28-30: missed: DRUG 顺铂 (cisplatin)" in shown
    assert "miR-21 promotes_resistance cisplatin" in shown
    hidden = [SetScore("kept", (result,), held_out=True)]
    assert "顺铂" not in score_text(hidden)
    assert score_json(hidden)["slips"] == []
    assert score_json(hidden)["total"]["mentions"]["all"]["fn"] == 4
    assert score_json(hidden)["sets"][0]["by_paper"][0]["name"] == "one"


def test_intervals_hold_the_score_and_need_ten_papers() -> None:
    papers = [Count(9, 1, 1)] * 6 + [Count(5, 5, 5)] * 6
    interval = f1_interval(papers)
    assert interval is not None
    assert 0.5 < interval.low < sum(papers, Count()).f1 < interval.high < 0.9  # type: ignore[operator]
    assert f1_interval([Count(3, 1, 0)] * 12) == Interval(6 / 7, 6 / 7)
    assert f1_interval(papers[:9]) is None
    assert f1_interval([Count()] * 20) is None
