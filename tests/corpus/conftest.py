"""Datasets on both databases, and small papers made of rows."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from corpus.extraction import Extraction, extraction_of
from corpus.pipeline import MinedPaper
from corpus.store.dataset import Dataset
from corpus.store.merging import merge
from extract.model import Block, BlockKind, Document, Reference, Source, Table, Title
from nlp.model import Effect, Findings, Record, RowEvidence


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a paper's table: one claim."""

    ncrna: str = "miR-21"
    drug: str = "cisplatin"
    effect: str = "promotes"
    target: str = "PTEN"
    reference: int | None = 1
    mechanism: str = "PTEN loss"
    confidence: float = 0.9


def make_paper(
    title: str,
    rows: tuple[Row, ...] = (Row(),),
    *,
    references: tuple[Reference, ...] = (Reference(1, "", doi="10.1000/one"),),
    printing: str = "",
    doi: str | None = None,
    body: str | None = None,
) -> Extraction:
    """Return the extraction of a paper whose table has ``rows``; ``printing`` tells two files of one paper apart.

    Without a ``body`` two papers of one title have the same text.
    """
    cells = tuple((row.ncrna, row.drug, row.effect, row.target, row.mechanism) for row in rows)
    header = ("ncRNA", "drug", "effect", "target", "mechanism")
    text = f"What stands in {title or printing} is told here, and how it was found." if body is None else body
    blocks = (
        Block("b1", BlockKind.TITLE, f"{title} doi: {doi}" if doi else title, "en"),
        Block("b2", BlockKind.PARAGRAPH, text, "en"),
    )
    document = Document(
        Source(
            f"{title}.pdf", hashlib.sha256(repr((title, rows, references, printing, doi, body)).encode()).hexdigest(), 1
        ),
        Title(en=title or None),
        blocks,
        (Table("t1", "Table 1", "", header, cells),),
        references,
    )
    records = tuple(
        Record(
            table="t1",
            row=number,
            source_cells=(),
            ncrnas=(row.ncrna,),
            drugs=(row.drug,) if row.drug else (),
            effect=Effect(row.effect),
            effect_as_written=row.effect,
            mechanism=row.mechanism,
            targets=(row.target,) if row.target else (),
            references=(row.reference,) if row.reference else (),
            evidence=(RowEvidence("t1", number),),
            confidence=row.confidence,
        )
        for number, row in enumerate(rows, start=1)
    )
    return extraction_of(MinedPaper(document, Findings(records=records)))


@pytest.fixture(scope="session")
def paper() -> Callable[..., Extraction]:
    """The maker of papers, for tests that cannot import it."""
    return make_paper


@pytest.fixture(scope="session")
def row() -> type[Row]:
    """The rows that papers are made of."""
    return Row


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """A private PostgreSQL server on a Unix socket; calling the fixture makes an empty schema and gives its URL."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        pytest.skip("PostgreSQL's server programs are not on this machine (Debian: apt-get install postgresql)")
    psycopg = pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="tabularna-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, owner)
    switch = {"user": owner} if os.geteuid() == 0 else {}

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries[-1] / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, timeout=60, **switch)  # type: ignore[call-overload]

    data = folder / "data"
    run("initdb", "-D", str(data), "-U", owner, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c shared_buffers=16MB"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    numbers = count(1)

    def make() -> str:
        name = f"dataset{next(numbers)}"
        url = f"postgresql://{owner}@/postgres?host={folder}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{url}&options=-csearch_path%3D{name}"

    try:
        yield make
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty dataset may be made: a file, then a PostgreSQL database."""
    if request.param == "sqlite":
        return str(tmp_path / "dataset.db")
    url: str = request.getfixturevalue("postgres")()
    return url


@pytest.fixture
def dataset(location: str) -> Iterator[Dataset]:
    """An empty dataset, on either database."""
    opened = Dataset.open(location)
    yield opened
    opened.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Dataset]:
    """Three claims: miR-1, miR-2 and miR-3 make cells resistant to cisplatin."""
    opened = Dataset.open(tmp_path / "d.db")
    opened.add(make_paper("A review", tuple(Row(ncrna=f"miR-{n}") for n in (1, 2, 3))))
    merge(opened)
    yield opened
    opened.close()
