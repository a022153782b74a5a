"""Records put together from the prose alone."""

from __future__ import annotations

import pytest

from extract.plain import document_from_text
from nlp.confidence import Kind, load_confidence
from nlp.mine import mine
from nlp.model import Effect, Origin, ProseEvidence, Record
from nlp.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def rebuilt(text: str, tagger: Tagger) -> list[Record]:
    records = mine(document_from_text(text, "paper"), tagger, prose_only=True).records
    assert all((record.table, record.row) == (None, None) for record in records)
    return list(records)


def test_statements_of_one_study_become_one_record(tagger: Tagger) -> None:
    text = (
        "CAF-derived exosomal miR-522 targets ALOX15 and inhibits ferroptosis [7]. "
        "It promotes resistance to cisplatin and paclitaxel [7]."
    )
    (record,) = rebuilt(text, tagger)
    assert record.ncrnas == ("miR-522",)
    assert record.drugs == ("cisplatin", "paclitaxel")
    assert record.effect is Effect.PROMOTES
    assert record.targets == ("ALOX15",)
    assert record.mechanism == "inhibits ferroptosis"
    assert record.source_cells == ("CAF",)
    assert record.references == (7,)
    assert all(isinstance(place, ProseEvidence) for place in record.evidence)
    assert len(record.evidence) == 2


def test_cell_lines_of_the_sentence_are_those_in_which_the_ncrna_acts(tagger: Tagger) -> None:
    (record,) = rebuilt("Silencing UCA1 restored the sensitivity of A549/DDP cells to cisplatin [3].", tagger)
    assert record.source_cells == ("A-549/DDP",)


def test_an_abstract_adds_no_record_of_a_study_that_is_cited_later(tagger: Tagger) -> None:
    text = (
        "Abstract: miR-21 promotes cisplatin resistance of gastric cancer.\n"
        "1 Results\n"
        "miR-21 targets PTEN and promotes cisplatin resistance [4].\n"
    )
    (record,) = rebuilt(text, tagger)
    assert record.references == (4,)
    assert len(record.evidence) == 2


def test_opposite_effects_stay_two_records(tagger: Tagger) -> None:
    text = (
        "miR-224 promotes cisplatin resistance [5]. Overexpression of miR-224 increased sensitivity to sorafenib [6]."
    )
    records = rebuilt(text, tagger)
    assert [(record.effect, record.drugs) for record in records] == [
        (Effect.PROMOTES, ("cisplatin",)),
        (Effect.INHIBITS, ("sorafenib",)),
    ]


def test_ncrnas_of_which_the_same_is_said_share_a_record(tagger: Tagger) -> None:
    (record,) = rebuilt("miR-221和miR-222靶向PUMA，促进骨髓瘤细胞对美法仑耐药[11]。", tagger)
    assert record.ncrnas == ("miR-221", "miR-222")
    assert record.targets == ("BBC3",)


def test_hypotheses_give_no_record(tagger: Tagger) -> None:
    assert rebuilt("We speculate that miR-155 may promote paclitaxel resistance.", tagger) == []


def test_a_row_takes_the_prose_of_its_study_as_evidence(tagger: Tagger) -> None:
    text = (
        "Table 1. ncRNAs\n<<table 1>>\nncRNA\tDrug\tEffect on resistance\tRef.\nH19\tCisplatin\tPromotes\t[1]\n"
        "<</table 1>>\nH19 promotes cisplatin resistance [1]. GAS5 reverses cisplatin resistance [2].\n"
    )
    row, prose = mine(document_from_text(text, "paper"), tagger).records
    assert (row.table, row.row, len(row.evidence)) == ("t1", 1, 2)
    assert (prose.table, prose.ncrnas) == (None, ("GAS5",))


def test_a_row_has_the_confidence_of_rows_and_a_record_of_prose_that_of_its_weakest_statement(tagger: Tagger) -> None:
    text = (
        "Table 1. ncRNAs\n<<table 1>>\nncRNA\tDrug\tEffect on resistance\tRef.\nH19\tCisplatin\tPromotes\t[1]\n"
        "<</table 1>>\nGAS5 reverses cisplatin resistance [2]. It also reverses resistance of other cells [2].\n"
    )
    findings = mine(document_from_text(text, "paper"), tagger)
    row, prose = findings.records
    said = [t.confidence for t in findings.triples if t.subject == "GAS5" and t.confidence is not None]
    assert row.confidence == load_confidence().of(Kind.ROW)
    assert prose.confidence == min(said)


def test_cell_lines_named_where_the_ncrna_is_brought_in_are_those_of_the_study(tagger: Tagger) -> None:
    text = "UCA1 is raised in A549/DDP cells. Its knockdown restored cisplatin sensitivity [3]."
    (record,) = rebuilt(text, tagger)
    assert record.source_cells == ("A-549/DDP",)


def test_cell_lines_of_another_ncrna_are_no_cells_of_the_study(tagger: Tagger) -> None:
    text = "H19 is raised in A549/DDP cells [2]. UCA1 promotes cisplatin resistance [3]."
    (record,) = rebuilt(text, tagger)
    assert record.source_cells == ()


def test_what_a_table_lists_as_an_ncrna_is_one_in_the_prose(tagger: Tagger) -> None:
    text = (
        "In tongue cancer QXRT7 promotes cisplatin resistance by upregulating ZEB1 [1]. MZB9 binds it.\n"
        "Table 1. Long RNAs\n"
        "<<table 1>>\nlncRNA\tDrug\tEffect on resistance\tTarget\tRef.\n"
        "QXRT7\tCisplatin\tPromotes\tZEB1\t[1]\nXIST\tCisplatin\tPromotes\tmiR-1\t[2]\n<</table 1>>\n"
    )
    found = mine(document_from_text(text, "paper"), tagger)
    prose = [(t.subject, t.predicate.value, t.object) for t in found.triples if t.origin is Origin.PROSE]
    assert prose == [("QXRT7", "promotes_resistance", "cisplatin"), ("QXRT7", "upregulates", "ZEB1")]
    assert not mine(document_from_text(text, "paper"), tagger, prose_only=True).triples
