"""Opening a dataset: versions of its schema, and what is no dataset."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, inspect

from corpus.cli import main
from corpus.extraction import Extraction
from corpus.merge import ChangeKind, Status
from corpus.store import schema
from corpus.store.curate import Request, Verdict, claims, decide, decisions_of, merge
from corpus.store.dataset import Dataset, DatasetError


def set_version(location: str, version: int) -> None:
    dataset = Dataset.open(location)
    with dataset.transaction() as connection:
        connection.execute(schema.schema_version.update().values(version=version))
    dataset.close()


def test_dataset_of_a_newer_program_is_refused(location: str) -> None:
    set_version(location, schema.CURRENT + 1)
    with pytest.raises(
        DatasetError, match=f"version {schema.CURRENT + 1}, .* up to {schema.CURRENT}: update tabularna"
    ):
        Dataset.open(location)


def test_older_dataset_is_brought_up_to_date_once_and_keeps_its_rows(
    location: str, paper: Callable[..., Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = Dataset.open(location)
    dataset.add(paper("A review"))
    merge(dataset)
    dataset.close()

    def add_journal(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE papers ADD COLUMN journal TEXT")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, add_journal))
    monkeypatch.setattr(schema, "CURRENT", schema.CURRENT + 1)
    for _ in range(2):
        dataset = Dataset.open(location)
        with dataset.reading() as connection:
            assert connection.exec_driver_sql("SELECT journal FROM papers").all() == [(None,)]
        assert len(claims(dataset)) == 1
        dataset.close()


def make_version_1(connection: Connection) -> None:
    """Put back what the steps of ``schema.MIGRATIONS`` changed."""
    for statement in (
        "DROP TABLE paper_names",
        "CREATE TABLE paper_names (name VARCHAR(240) NOT NULL PRIMARY KEY,"
        " paper_id INTEGER NOT NULL REFERENCES papers (id))",
        "CREATE INDEX ix_paper_names_paper_id ON paper_names (paper_id)",
        "UPDATE schema_version SET version = 1",
    ):
        connection.exec_driver_sql(statement)


def shape(dataset: Dataset) -> dict[str, object]:
    """All that a database can tell of its tables."""
    with dataset.reading() as connection:
        asked = inspect(connection)
        return {
            table: (
                [(c["name"], str(c["type"]), c["nullable"]) for c in asked.get_columns(table)],
                asked.get_pk_constraint(table)["constrained_columns"],
                sorted(str((k["constrained_columns"], k["referred_table"])) for k in asked.get_foreign_keys(table)),
                sorted(str(index["name"]) for index in asked.get_indexes(table)),
            )
            for table in sorted(asked.get_table_names())
        }


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_older_tables_become_the_same_as_new_ones(location: str) -> None:
    dataset = Dataset.open(location)
    fresh = shape(dataset)
    with dataset.transaction() as connection:
        make_version_1(connection)
    dataset.close()
    dataset = Dataset.open(location)
    assert shape(dataset) == fresh
    dataset.close()


def test_dataset_of_version_1_opens_with_every_row_and_its_decisions_hold(
    tmp_path: Path, root: Path, paper: Callable[..., Extraction], row: Callable[..., object]
) -> None:
    """The file was written by the program as it was then."""
    old = tmp_path / "old.db"
    with sqlite3.connect(old) as connection:
        connection.executescript((root / "tests" / "corpus" / "data" / "dataset-1.sql").read_text(encoding="utf-8"))
    connection.close()
    dataset = Dataset.open(old)
    assert {(c.ncrna, c.drug, c.status) for c in claims(dataset)} == {
        ("H19", "paclitaxel", Status.REJECTED),
        ("miR-21", "cisplatin", Status.PENDING),
    }
    assert [failure.reason for failure in dataset.failures()] == ["no text layer"]
    rows = (row(), row(ncrna="H19", drug="paclitaxel", effect="inhibits", target=""))
    dataset.add(paper("A review of exosomes and resistance", rows, doi="10.1000/first", body=""))
    told = [{change.key.ncrna: change.kind for change in done.changes} for done in merge(dataset)]
    assert told[0] == {"miR-21": ChangeKind.CONTRADICTED}
    rejected = next(c for c in claims(dataset) if c.ncrna == "H19")
    assert (rejected.status, len(decisions_of(dataset, rejected.key))) == (Status.REJECTED, 2)
    dataset.close()


def test_failed_step_to_a_new_version_leaves_the_dataset_as_it_was(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Dataset.open(location).close()

    def fail(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE papers ADD COLUMN journal TEXT")
        connection.exec_driver_sql("SELECT no_such_column FROM papers")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, fail))
        patch.setattr(schema, "CURRENT", schema.CURRENT + 1)
        with pytest.raises(DatasetError, match="no_such_column"):
            Dataset.open(location)
    dataset = Dataset.open(location)
    with dataset.reading() as connection, pytest.raises(Exception, match="journal"):
        connection.exec_driver_sql("SELECT journal FROM papers")
    dataset.close()


def test_file_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "holidays.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE holidays (day TEXT)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(DatasetError, match="holds other tables: holidays"):
        Dataset.open(file)
    assert file.read_bytes() == before


def test_database_of_another_program_is_refused(location: str) -> None:
    dataset = Dataset.open(location)
    with dataset.transaction() as connection:
        schema.metadata.drop_all(connection)
        connection.exec_driver_sql("CREATE TABLE holidays (day TEXT)")
    dataset.close()
    with pytest.raises(DatasetError, match="holds other tables: holidays"):
        Dataset.open(location)


def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("This is no database, but somebody's notes.\n" * 50)
    with pytest.raises(DatasetError, match=r"notes\.txt: file is not a database"):
        Dataset.open(file)
    assert file.read_text().startswith("This is no database")


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="unable to open database file"):
        Dataset.open(tmp_path)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"there is no folder .*missing"):
        Dataset.open(tmp_path / "missing" / "d.db")


def test_missing_dataset_is_not_made_by_a_question(location: str) -> None:
    with pytest.raises(DatasetError, match="no such dataset"):
        Dataset.open(location, create=False)
    if "://" not in location:
        assert not Path(location).exists()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://host/x", "not mysql"),
        ("nonsense://", "not nonsense"),
        ("postgresql://user:secret@127.0.0.1:1/x", r"user:\*\*\*@127.0.0.1:1/x: .*[Cc]onnection"),
    ],
)
def test_url_that_leads_nowhere_is_named_without_its_password(url: str, message: str) -> None:
    with pytest.raises(DatasetError, match=message) as raised:
        Dataset.open(url)
    assert "secret" not in str(raised.value)


def test_damaged_pages_are_told_with_what_to_do(tmp_path: Path, paper: Callable[..., Extraction]) -> None:
    file = tmp_path / "d.db"
    dataset = Dataset.open(file)
    for number in range(20):
        dataset.add(paper(f"Review number {number}"))
    merge(dataset)
    dataset.close()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(file.read_bytes())
    data[3 * 4096 :] = b"\xa5" * (len(data) - 3 * 4096)
    file.write_bytes(data)
    with pytest.raises(DatasetError, match=r"d\.db: database disk image is malformed; .*restore a copy"):
        claims(Dataset.open(file))


@pytest.mark.parametrize(
    ("damage", "command"),
    [
        ("UPDATE claims SET status = 'pendinh'", ("export", "--format", "noncorna")),
        ("UPDATE claims SET mechanism = CAST(x'ff' AS TEXT)", ("export", "--format", "jsonl")),
        ("UPDATE decisions SET verdict = 'bccept'", ("export", "--format", "package", "--output", "out")),
        ("UPDATE versions SET state = 'extracted'; UPDATE claims SET status = ''", ("merge",)),
    ],
)
def test_damaged_values_are_told_by_the_commands(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    paper: Callable[..., Extraction],
    damage: str,
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    dataset = Dataset.open("d.db")
    dataset.add(paper("A review"))
    merge(dataset)
    decide(dataset, Request(claims(dataset)[0].key, Verdict.ACCEPT, 0), curator="Ada")
    dataset.close()
    with sqlite3.connect("d.db") as connection:
        connection.executescript(damage)
    connection.close()
    result = CliRunner().invoke(main, [*command, "--dataset", "d.db"])
    assert result.exit_code == 1
    assert re.match(r"error: d\.db: .*(malformed|decode).*; the file is damaged: restore a copy", result.stderr)


@pytest.mark.parametrize(
    ("column", "value", "form", "told"),
    [
        ("versions.document", b"x\xda", "bioc", "A review.pdf (row 1 of the table versions) is damaged"),
        ("sightings.evidence", '[{"table": "t1"', "package", "row 1 of the table sightings is malformed"),
        ("sightings.evidence", '[{"table": "t1", "rov": 1}]', "package", "row 1 of the table sightings is malformed"),
        ("sightings.evidence", "null", "package", "row 1 of the table sightings is malformed"),
    ],
)
def test_an_export_leaves_out_a_damaged_row_names_it_and_goes_on(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    paper: Callable[..., Extraction],
    column: str,
    value: object,
    form: str,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    dataset = Dataset.open("d.db")
    dataset.add(paper("A review"))
    dataset.add(paper("Another review on exosomes"))
    merge(dataset)
    dataset.close()
    table, _, field = column.partition(".")
    with sqlite3.connect("d.db") as connection:
        connection.execute(f"UPDATE {table} SET {field} = ? WHERE id = 1", [value])  # noqa: S608 - our own names
    connection.close()
    result = CliRunner().invoke(main, ["export", "--format", form, "-o", "out", "--dataset", "d.db"])
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: d.db: ")
    assert told in line
    out = Path("out")
    assert "Another review on exosomes" in (out / "evidence.tsv" if out.is_dir() else out).read_text(encoding="utf-8")
