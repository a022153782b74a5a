"""The gold sets of the project: they parse, and they do not contradict themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import BlockKind
from gold.load import CONFLICTS, MENTIONS, RECORDS, TABLE_TRIPLES, TRIPLES, MissingTextError, load_gold
from gold.model import GoldPaper, GoldTriple
from gold.score_triples import cell_key
from gold.tsv import Row, read_rows
from nlp.model import ConflictKind, Effect, EntityType, Predicate

PAPERS = Path(__file__).resolve().parents[2] / "gold" / "papers"
SETS = sorted(path.name for path in PAPERS.iterdir() if path.is_dir())
FOLDERS = [name for name in SETS if (PAPERS / name / "paper.tsv").is_file()]
OBJECTS = {
    Predicate.PROMOTES_RESISTANCE: {EntityType.DRUG},
    Predicate.INHIBITS_RESISTANCE: {EntityType.DRUG},
    Predicate.ACTIVATES: {EntityType.PATHWAY, EntityType.PROCESS},
    Predicate.INHIBITS: {EntityType.PATHWAY, EntityType.PROCESS},
    Predicate.DERIVED_FROM: {EntityType.CELL},
}
TARGETS = {EntityType.GENE, EntityType.NCRNA}


def loaded(name: str) -> tuple[GoldPaper, ...]:
    try:
        return load_gold(PAPERS / name, shared=PAPERS.parents[2] / "shared" / "papers")
    except MissingTextError as error:
        pytest.skip(error.reason)


def names(paper: GoldPaper, types: set[EntityType]) -> set[str]:
    return {
        cell_key(name) if mention.type is EntityType.CELL else name
        for mention in paper.mentions
        if mention.type in types
        for name in mention.normals
    }


def has_unmarked_heading(paper: GoldPaper) -> bool:
    return any(block.kind is BlockKind.HEADING and block.id not in paper.marked for block in paper.document.blocks)


def unexplained(paper: GoldPaper, triple: GoldTriple) -> str | None:
    """Say which end of a prose triple is named nowhere in the paper with a type that fits; None when both are."""
    if triple.subject not in names(paper, {EntityType.NCRNA}):
        return "subject"
    found = names(paper, OBJECTS.get(triple.predicate, TARGETS))
    wanted = cell_key(triple.object) if triple.predicate is Predicate.DERIVED_FROM else triple.object
    return None if wanted in found else "object"


def said_of(paper: GoldPaper, ncrna: str, blocks: set[str]) -> set[str]:
    """Return the objects and the effects that some blocks state of one ncRNA."""
    triples = [triple for triple in paper.triples if triple.block in blocks and triple.subject == ncrna]
    return {t.object for t in triples} | {t.predicate.removesuffix("_resistance") for t in triples}


@pytest.mark.parametrize("name", SETS)
def test_every_set_loads_and_says_something(name: str) -> None:
    papers = loaded(name)
    assert papers
    assert all(paper.mentions for paper in papers)
    assert any(paper.triples for paper in papers)


@pytest.mark.parametrize("name", SETS)
def test_both_ends_of_every_prose_triple_are_named_with_a_type_that_fits(name: str) -> None:
    # Headings of paragraph sets are not marked; a name that stands only there may still be the end of a triple.
    wrong = [
        f"{triple.place or triple.block}: {end}"
        for paper in loaded(name)
        if not has_unmarked_heading(paper)
        for triple in paper.triples
        if triple.block is not None and (end := unexplained(paper, triple))
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("name", SETS)
def test_no_study_has_two_opposite_effects_in_one_paragraph(name: str) -> None:
    effects: dict[tuple[str, str, str, str, tuple[int, ...]], set[Predicate]] = {}
    for paper in loaded(name):
        for triple in paper.triples:
            if triple.block and triple.predicate in (Predicate.PROMOTES_RESISTANCE, Predicate.INHIBITS_RESISTANCE):
                key = (paper.name, triple.block, triple.subject, triple.object, triple.references)
                effects.setdefault(key, set()).add(triple.predicate)
    assert not [key[:2] for key, predicates in effects.items() if len(predicates) > 1]


@pytest.mark.parametrize("name", FOLDERS)
def test_records_give_the_resistance_and_donor_triples_of_their_row(name: str) -> None:
    (paper,) = loaded(name)
    for record in paper.records:
        said = {
            (triple.subject, triple.predicate.value, triple.object)
            for triple in paper.triples
            if triple.table == record.table and triple.row == record.row
        }
        known = record.effect is not Effect.UNKNOWN
        effect = {(n, f"{record.effect}_resistance", drug) for n in record.ncrnas for drug in record.drugs if known}
        donors = {(n, "derived_from", cell) for n in record.ncrnas for cell in record.source_cells}
        assert effect <= said, record.place
        assert {t for t in said if t[1].endswith("_resistance")} == effect, record.place
        assert {t for t in said if t[1] == "derived_from"} <= donors, record.place
        assert {t[0] for t in said} <= set(record.ncrnas), record.place


@pytest.mark.parametrize("name", FOLDERS)
def test_there_is_one_record_for_every_row_of_an_evidence_table(name: str) -> None:
    (paper,) = loaded(name)
    evidence = {record.table for record in paper.records}
    rows = [(t.id, row) for t in paper.document.tables if t.id in evidence for row in range(1, len(t.rows) + 1)]
    assert [(record.table, record.row) for record in paper.records] == rows


@pytest.mark.parametrize("name", FOLDERS)
def test_conflicts_are_real_by_the_gold_itself(name: str) -> None:
    (paper,) = loaded(name)
    abstracts = [block.id for block in paper.document.blocks if block.kind is BlockKind.ABSTRACT]
    for conflict in paper.conflicts:
        if conflict.table is None:
            one, other = (said_of(paper, conflict.ncrna, {block}) for block in abstracts)
            assert conflict.table_value in one - other, conflict.place
            assert conflict.prose_value in other - one, conflict.place
            continue
        (record,) = [r for r in paper.records if (r.table, r.row) == (conflict.table, conflict.row)]
        assert conflict.ncrna in record.ncrnas, conflict.place
        if conflict.kind is ConflictKind.DRUG:
            assert conflict.table_value in record.drugs, conflict.place
            assert conflict.prose_value not in record.drugs, conflict.place
        elif conflict.kind is ConflictKind.DIRECTION:
            assert conflict.table_value == record.effect.value != conflict.prose_value, conflict.place
        said = said_of(paper, conflict.ncrna, {block.id for block in paper.document.blocks})
        assert any(value in said for value in conflict.prose_value.split("; ")), conflict.place


@pytest.mark.parametrize("name", FOLDERS)
def test_files_are_sorted_so_that_changes_read_as_a_diff(name: str) -> None:
    def block_order(row: Row) -> tuple[int, int]:
        return int(row.text("block").removeprefix("b")), row.number("start") if "start" in row.columns else 0

    def row_order(row: Row) -> tuple[str, int]:
        return (row.text("table"), row.number("row")) if row.optional("table") else ("", 0)

    by_block: list[tuple[str, tuple[str, ...]]] = [("mentions", MENTIONS), ("triples", TRIPLES)]
    by_row: list[tuple[str, tuple[str, ...]]] = [
        ("records", RECORDS),
        ("table-triples", TABLE_TRIPLES),
        ("conflicts", CONFLICTS),
    ]
    for file, columns in by_block:
        order = [block_order(row) for row in read_rows(PAPERS / name / f"{file}.tsv", columns)]
        assert order == sorted(order), file
    for file, columns in by_row:
        places = [row_order(row) for row in read_rows(PAPERS / name / f"{file}.tsv", columns)]
        assert places == sorted(places), file


def test_the_example_holds_what_was_counted_by_hand(shared: Path) -> None:
    (paper,) = load_gold(PAPERS / "seed-review", shared=shared)
    assert len(paper.records) == 17
    assert [(conflict.row, conflict.kind.value) for conflict in paper.conflicts] == [
        (1, "direction"),
        (11, "drug"),
        (14, "direction"),
    ]
    assert paper.file is not None
    assert paper.file.name == "seed-review.pdf"
