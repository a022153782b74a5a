"""A small paper with its PDF in a dataset, and the review page over it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.extraction import extraction_of
from corpus.pipeline import MinedPaper
from corpus.review.names import Names
from corpus.store.curate import ClaimFilter, claims, merge
from corpus.store.dataset import Dataset
from extract.model import Block, BlockKind, Box, Cell, Document, Reference, Region, Source, Table, Title
from nlp.lexicon import data_folder, read_names
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

HEADER = ("Source", "ncRNA", "Drug", "Effect", "Mechanism", "Target", "Ref.")
# The last row is what an ill-meaning PDF could print.
ROWS = (
    ("MCF-7", "miR-21", "Cisplatin", "Promote", "PTEN loss", "PTEN", "[1]"),
    ("MCF-7", "H19", "Adriamycin", "Promote", "Unknown", "Unknown", "[1]"),
    ("SK-BR-3", "miR-155", "Paclitaxel", "Inhibit", "EMT", "TP53", "[1]"),
    ("</dd><script>alert(1)</script>", 'x" onload="alert(2)', "{{ 7*7 }}", "Promote", "<img src=x>", "a\u202eb", "[1]"),
)
SENTENCE = "Loss of miR-21 made the cells resistant to cisplatin [1]."


def _box(row: int, col: int) -> Region:
    return Region(1, Box(50 + 70 * col, 100 + 20 * row, 110 + 70 * col, 112 + 20 * row))


def _draw(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 8)
    for number, row in enumerate((HEADER, *ROWS)):
        for col, text in enumerate(row):
            canvas.drawString(50 + 70 * col, 842 - (110 + 20 * number), text[:14].replace("\u202e", ""))
    canvas.showPage()
    canvas.drawString(50, 742, SENTENCE)
    canvas.showPage()
    canvas.save()


def _record(number: int) -> Record:
    row = ROWS[number - 1]
    evidence: tuple[RowEvidence | ProseEvidence, ...] = (
        RowEvidence("t1", number, tuple(_box(number, col) for col in range(len(row)))),
    )
    if number == 1:
        evidence += (ProseEvidence("b2", 0, len(SENTENCE), (Region(2, Box(50, 90, 320, 103)),)),)
    return Record(
        table="t1",
        row=number,
        source_cells=(row[0],),
        ncrnas=(row[1],),
        drugs=({"Adriamycin": "doxorubicin"}.get(row[2], row[2].lower()),),
        effect=Effect.INHIBITS if row[3] == "Inhibit" else Effect.PROMOTES,
        effect_as_written=row[3],
        mechanism=row[4],
        targets=(row[5],),
        references=(1,),
        evidence=evidence,
        confidence=1 - number / 10,
    )


def _make(folder: Path) -> Dataset:
    pdf = folder / "review.pdf"
    _draw(pdf)
    cells = tuple(
        Cell(number, col, text, regions=(_box(number, col),))
        for number, row in enumerate((HEADER, *ROWS))
        for col, text in enumerate(row)
    )
    document = Document(
        Source("review.pdf", hashlib.sha256(pdf.read_bytes()).hexdigest(), 2),
        Title(en="Exosomes <b>and</b> resistance"),
        (
            Block("b1", BlockKind.TITLE, "Exosomes <b>and</b> resistance", "en"),
            Block("b2", BlockKind.PARAGRAPH, SENTENCE, "en", section="2 Transfer"),
        ),
        (Table("t1", "Table 1", "", HEADER, ROWS, cells),),
        (Reference(1, "Doe J. A study of cells. 2020.", doi="10.1000/cells", pmid="123456"),),
    )
    findings = Findings(
        mentions=(Mention("b2", 8, 14, EntityType.NCRNA, "miR-21", ("miR-21",), ("HGNC:31586",), NcrnaClass.MIRNA),),
        triples=(
            Triple(
                "miR-21",
                Predicate.INHIBITS_RESISTANCE,
                "cisplatin",
                Origin.PROSE,
                Certainty.ASSERTED,
                (1,),
                (ProseEvidence("b2", 0, len(SENTENCE)),),
                "miR-21 [Loss-] [resistant] → inhibits_resistance cisplatin",
            ),
        ),
        records=tuple(_record(number) for number in range(1, len(ROWS) + 1)),
        conflicts=(Conflict("t1", 1, "miR-21", ConflictKind.DIRECTION, "promotes", "inhibits", _record(1).evidence),),
    )
    dataset = Dataset.open(folder / "curated.db")
    dataset.add(extraction_of(MinedPaper(document, findings)), pdf)
    merge(dataset)
    return dataset


@pytest.fixture(scope="session")
def make_reviewed() -> Callable[[Path], Dataset]:
    """Make, in a folder, a dataset with the paper's four claims; the one on miR-21 has a conflict of direction."""
    return _make


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[Dataset]:
    """Such a dataset, fresh for every test; the paper is ``review.pdf`` beside it."""
    dataset = _make(tmp_path)
    yield dataset
    dataset.close()


@pytest.fixture(scope="session")
def names() -> Names:
    """The names of the lexicons."""
    return Names(read_names(data_folder("lexicons")))


@pytest.fixture
def key_of(reviewed: Dataset) -> Callable[[str], str]:
    """Give the key of the claim on an ncRNA."""
    return lambda ncrna: claims(reviewed, ClaimFilter(ncrna=ncrna))[0].key


@pytest.fixture
def wide_row(reviewed: Dataset) -> str:
    """Add a second paper, a text, one row of which makes three claims on miR-9; give the key of the first."""
    document = Document(
        Source("second.txt", "0" * 64, 0),
        Title(en="A second review of exosomes"),
        (Block("b1", BlockKind.TITLE, "A second review of exosomes", "en"),),
        (Table("t1", "Table 1", "", ("ncRNA", "Drug"), (("miR-9", "several"),)),),
    )
    record = Record(
        table="t1",
        row=1,
        source_cells=(),
        ncrnas=("miR-9",),
        drugs=("cisplatin", "docetaxel", "paclitaxel"),
        effect=Effect.PROMOTES,
        effect_as_written=None,
        mechanism=None,
        targets=(),
        references=(),
        evidence=(RowEvidence("t1", 1),),
    )
    reviewed.add(extraction_of(MinedPaper(document, Findings(records=(record,)))), Path("second.txt"))
    merge(reviewed)
    return claims(reviewed, ClaimFilter(ncrna="miR-9", drug="cisplatin"))[0].key
