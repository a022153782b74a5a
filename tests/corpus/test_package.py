"""Curators work in files: what an edited package changes, and what it never does."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import frictionless
import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.exchange.edited import PackageError
from corpus.exchange.package import Imported, read_package, write_package
from corpus.exchange.workbook import claims_workbook
from corpus.extraction import Extraction
from corpus.store.curate import Request, Verdict, claims, decide, decisions_of, merge
from corpus.store.dataset import Dataset

TEXT = st.text(st.characters(), max_size=12) | st.sampled_from(
    ("=1+1", 'a"b', "'x", "a\tb\nc", "miR\u2028-1", "\ufeff=1")
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mechanisms=st.lists(TEXT, min_size=1, max_size=4), corrected=TEXT.filter(str.strip))
@example(mechanisms=["\x00", "\ud800"], corrected="0")
def test_any_text_goes_out_and_comes_back_without_an_edit(
    paper: Callable[..., Extraction], row: Callable[..., object], mechanisms: list[str], corrected: str
) -> None:
    with TemporaryDirectory() as folder:
        store = Dataset.open(Path(folder) / "d.db")
        rows = tuple(row(ncrna=f"miR-{n}", mechanism=text, target=text) for n, text in enumerate(mechanisms))
        store.add(paper("A review", rows))
        merge(store)
        first = claims(store)[0]
        decide(store, Request(first.key, Verdict.CORRECT, 0, {"drug": corrected}), curator=corrected)
        package = Path(folder) / "package"
        write_package(store, package)
        before = {path.name: path.read_bytes() for path in package.iterdir()}
        assert read_package(store, package, "Ada") == Imported(changed=0, absent=0)
        write_package(store, package)
        assert {path.name: path.read_bytes() for path in package.iterdir()} == before
        assert len(before["claims.tsv"].decode().split("\n")) == len(mechanisms) + 2
        with frictionless.system.use_context(trusted=True):
            report = frictionless.Package(str(package / "datapackage.json")).validate()
        assert report.valid, report.flatten(["message"])
        store.close()


def edit(store: Dataset, folder: Path, name: str, /, **values: str) -> None:
    """Change cells of the line of the ncRNA ``name`` in the package ``folder``, written where it is missing."""
    if not folder.exists():
        write_package(store, folder)
    path = folder / "claims.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for line in rows:
        if line["ncrna"] == name:
            line.update(values)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_edits_of_all_kinds_are_taken(store: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    edit(store, folder, "miR-1", status="Accepted ")
    edit(store, folder, "miR-2", status="rejected", note="wrong drug")
    edit(store, folder, "miR-3", target=" KRAS ", status="corrected")
    assert read_package(store, folder, "Ada").changed == 3
    assert read_package(store, folder, "Ada").changed == 0  # the same file again
    found = {claim.ncrna: (claim.status.value, claim.target, claim.note) for claim in claims(store)}
    assert found == {
        "miR-1": ("accepted", "PTEN", ""),
        "miR-2": ("rejected", "PTEN", "wrong drug"),
        "miR-3": ("corrected", "KRAS", ""),
    }
    (decision,) = decisions_of(store, next(claim.key for claim in claims(store) if claim.ncrna == "miR-3"))
    assert (decision.curator, decision.values) == ("Ada", {"target": "KRAS"})


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": "rejected", "note": "I do not like it"}, "a rejected claim needs a note that is one of"),
        ({"status": "rejected", "note": "wrong drug", "drug": "x"}, "either rejected or corrected, not both"),
        ({"note": "wrong drug"}, "goes with status rejected only"),
        ({"status": "gone"}, "cannot be set from pending to gone"),
        ({"status": "fine"}, "status is one of"),
        ({"study": "doi:10.1/x"}, "only ncrna, drug, effect, target, source_cells, mechanism, status, note"),
        ({"ncrna": " "}, "a claim needs an ncRNA"),
        ({"target": "2-Sep"}, "target '2-Sep' is a date, which a spreadsheet made of a name"),
        ({"key": "0" * 32}, "there is no claim"),
    ],
)
def test_an_edit_that_cannot_be_is_told_with_its_line(
    store: Dataset, tmp_path: Path, values: dict[str, str], reason: str
) -> None:
    edit(store, tmp_path / "package", "miR-1", **values)
    edit(store, tmp_path / "package", "miR-2", drug="carboplatin")
    with pytest.raises(PackageError) as raised:
        read_package(store, tmp_path / "package", "Ada")
    (problem,) = raised.value.problems
    assert re.match(rf"claims\.tsv:[234]: .*{re.escape(reason)}", problem)
    assert {claim.drug for claim in claims(store)} == {"cisplatin"}


def test_an_old_file_takes_nothing_back(
    store: Dataset, tmp_path: Path, paper: Callable[..., Extraction], row: Callable[..., object]
) -> None:
    folder = tmp_path / "package"
    edit(store, folder, "miR-1", drug="carboplatin")
    store.add(paper("A review", tuple(row(ncrna=f"miR-{n}", mechanism="newer words") for n in (1, 2, 4))))
    merge(store)
    with pytest.raises(PackageError, match="the claim has changed since this file was written"):
        read_package(store, folder, "Ada")
    edit(store, folder, "miR-1", drug="cisplatin")
    assert read_package(store, folder, "Ada") == Imported(changed=0, absent=1)
    assert {claim.mechanism for claim in claims(store) if claim.ncrna != "miR-3"} == {"newer words"}


def test_decisions_are_not_taken_in_their_own_file(store: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    edit(store, folder, "miR-1", status="accepted")
    read_package(store, folder, "Ada")
    write_package(store, folder)
    path = folder / "decisions.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("Ada", "Emmy"), encoding="utf-8")
    with pytest.raises(PackageError, match=r"decisions\.tsv:2: the dataset holds no such decision"):
        read_package(store, folder, "Ada")


def test_files_that_are_no_tables_are_told_with_their_line(store: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    write_package(store, folder)
    path = folder / "claims.tsv"
    good = path.read_bytes()
    for bad, reason in (
        (good.replace(b"miR-2", b"miR-2\t"), r"claims\.tsv:\d: 17 cells where the header has 16"),
        (good + b'"', "claims.tsv:5: unexpected end of data"),
        (good.replace(b"cisplatin", "顺铂".encode("gbk")), "claims.tsv:2: the file is not UTF-8"),
        (good.replace(b"ncrna", b"rna", 1), "claims.tsv:1: the header has to be"),
        (b"", "claims.tsv:1: the header has to be"),
    ):
        path.write_bytes(bad)
        with pytest.raises(PackageError, match=reason):
            read_package(store, folder, "Ada")
    path.write_bytes(b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n"))
    assert read_package(store, folder, "Ada").changed == 0


@pytest.mark.parametrize("code", ["cp1252", "gbk"])
def test_a_file_that_was_opened_in_another_code_is_no_correction(
    store: Dataset, tmp_path: Path, paper: Callable[..., Extraction], row: Callable[..., object], code: str
) -> None:
    written = "β-catenin ↑" if code == "cp1252" else "上调通路"
    store.add(paper("Another review", (row(ncrna="miR-9", mechanism=written),)))
    merge(store)
    edit(store, tmp_path / "package", "miR-9", mechanism=written.encode().decode(code))
    with pytest.raises(PackageError, match="opened in another code than UTF-8"):
        read_package(store, tmp_path / "package", "Ada")


def test_a_workbook_is_edited_and_comes_back(store: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "claims.xlsx"
    path.write_bytes(claims_workbook(store, []))
    assert read_package(store, path, "Ada") == Imported(changed=0, absent=0)
    book = openpyxl.load_workbook(path)
    sheet = book["claims"]
    column = {cell.value: cell.column for cell in sheet[1]}
    assert [sheet.cell(line, column["ncrna"]).value for line in (2, 3, 4)] == ["miR-1", "miR-2", "miR-3"]
    sheet.cell(2, column["status"]).value = "accepted"
    sheet.cell(3, column["target"]).value = "KRAS"
    sheet.cell(4, column["target"]).value = None
    book.save(path)
    assert read_package(store, path, "Ada").changed == 3
    assert {c.ncrna: (c.status.value, c.target) for c in claims(store)} == {
        "miR-1": ("accepted", "PTEN"),
        "miR-2": ("corrected", "KRAS"),
        "miR-3": ("corrected", ""),
    }
    sheet.cell(3, column["target"]).value = date(2026, 9, 2)
    book.save(path)
    with pytest.raises(PackageError, match=r"claims\.xlsx:3: target is a date"):
        read_package(store, path, "Ada")
    path.write_bytes(b"no workbook")
    with pytest.raises(PackageError, match=r"claims\.xlsx: no workbook with the sheet 'claims'"):
        read_package(store, path, "Ada")
