"""``tabularna ingest``, ``diff`` and ``merge`` from end to end."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import Connection

from corpus.cli import main
from corpus.inputs import InputListError, find_papers
from corpus.merge import Change
from corpus.store import merging
from corpus.store.dataset import DatasetError, Version

PAPER = """{title}

Abstract: Exosomes carry RNA from resistant cells to sensitive ones.

Table 1 ncRNAs and drug resistance
<<table 1>>
ncRNA	Drug	Effect	Target	Reference
miR-21	cisplatin	{effect}	PTEN	[1]
H19	paclitaxel	promotes resistance	miR-340-3p	[2]
<</table 1>>

References
[1] Li M, Wang Q. Exosomal miR-21 and cisplatin in lung cancer[J]. Cancer Lett, 2019, 12: 4-9.
[2] Xu P, Sun T. H19 moves between breast cancer cells[J]. Oncogene, 2020, 3: 1-8.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the commands run, with two reviews that disagree."""
    monkeypatch.chdir(tmp_path)
    for name, title, effect in (
        ("one", "Exosomes and resistance of lung cancer", "promotes resistance"),
        ("two", "What exosomes do to drug response", "inhibits resistance"),
    ):
        Path(f"{name}.txt").write_text(PAPER.format(title=title, effect=effect), encoding="utf-8")
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.mark.usefixtures("folder")
def test_from_papers_to_merged_claims() -> None:
    ingested = call("ingest", "one.txt", "--merge")
    assert (ingested.exit_code, ingested.stdout) == (0, "")
    assert "1 new paper" in ingested.stderr
    assert "merged 1 paper" in ingested.stderr
    assert "1 new paper" in call("ingest", "*.txt").stderr

    told = call("diff")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0] == "two.txt: What exosomes do to drug response: 1 confirmed, 1 contradicted"
    assert lines[1].startswith("  ! contradicted: miR-21 inhibits resistance to cisplatin via PTEN")
    assert lines[2].startswith("  = confirmed: H19 promotes resistance to paclitaxel via miR-340-3p")
    assert call("merge", "--dry-run").stdout == told.stdout == call("merge").stdout
    assert call("merge").stdout == "nothing to merge\n"


@pytest.mark.usefixtures("folder")
def test_merge_that_breaks_off_tells_what_it_has_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    call("ingest", "one.txt", "two.txt")
    merged = merging._apply

    def fail_at_the_second(connection: Connection, version: Version, found: Sequence[Change]) -> None:
        if version.name == "two.txt":
            raise DatasetError("tabularna.db: the disk is gone")
        merged(connection, version, found)

    with monkeypatch.context() as patch:
        patch.setattr(merging, "_apply", fail_at_the_second)
        result = call("merge")
    assert (result.exit_code, result.stderr) == (1, "error: tabularna.db: the disk is gone\n")
    assert result.stdout.startswith("one.txt: Exosomes and resistance of lung cancer: 2 new\n")
    assert call("merge").stdout.startswith("two.txt: ")


def test_changes_as_json(folder: Path) -> None:
    call("ingest", str(folder / "one.txt"))
    papers = json.loads(call("diff", "--format", "json").stdout)["papers"]
    assert [change["kind"] for change in papers[0]["changes"]] == ["new", "new"]
    assert papers[0]["changes"][0]["study"] == "title:h19movesbetweenbreastcancercells"


@pytest.mark.usefixtures("folder")
def test_failed_paper_is_named_and_ends_with_1() -> None:
    Path("scan.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    Path("notes.pdf").write_text("these are no pages", encoding="utf-8")
    result = call("ingest", "one.txt", "scan.pdf", "notes.pdf")
    assert result.exit_code == 1
    assert "failed: notes.pdf: " in result.stderr
    assert "failed: scan.pdf: " in result.stderr
    assert "1 new paper" in result.stderr
    assert "2 failed" in result.stderr


@pytest.mark.usefixtures("folder")
def test_all_failures_are_tried_again_without_naming_them() -> None:
    Path("later.txt").write_bytes(b"")
    assert call("ingest", "one.txt", "later.txt").exit_code == 1
    Path("later.txt").write_bytes(Path("two.txt").read_bytes())
    result = call("ingest", "--retry-failed")
    assert result.exit_code == 0
    assert "1 new paper" in result.stderr
    assert "`tabularna diff` shows" in result.stderr


@pytest.mark.parametrize("command", ["diff", "merge"])
def test_question_to_a_dataset_that_is_not_there(folder: Path, command: str) -> None:
    result = call(command, "--dataset", "typo.db")
    assert result.exit_code == 1
    assert result.stderr == "error: typo.db: no such dataset (`tabularna ingest` makes one)\n"
    assert not (folder / "typo.db").exists()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "at least one PATH"),
        (("nowhere.pdf",), "nowhere.pdf: no such file or folder"),
        (("one.txt", "--model", "no_such_model"), "'no_such_model' is not installed"),
        (("one.txt", "--jobs", "0"), "--jobs"),
    ],
)
def test_wrong_use_ends_with_2(arguments: tuple[str, ...], message: str) -> None:
    result = call("ingest", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_folder_means_all_papers_below_it(folder: Path) -> None:
    (folder / "deep" / "er").mkdir(parents=True)
    for name in ("b.PDF", "a.pdf", "deep/er/c.pdf", "deep/d.doc", "._a.pdf"):
        (folder / name).touch()
    (folder / "deep" / "lost.pdf").symlink_to("lost.pdf")
    others: list[Path] = []
    assert [paper.name for paper in find_papers(["."], others)] == ["a.pdf", "b.PDF", "c.pdf", "lost.pdf"]
    assert sorted(path.name for path in others) == ["d.doc", "one.txt", "two.txt"]
    (folder / "empty").mkdir()
    with pytest.raises(InputListError, match="the folder holds no PDF"):
        find_papers(["empty"])


def test_patterns_and_lists_name_papers_once(folder: Path) -> None:
    lists = folder / "lists"
    lists.mkdir()
    (lists / "new.txt").write_text("\ufeff# what came in\n../one.txt\n\n../two.txt\n", encoding="utf-8")
    assert [str(paper) for paper in find_papers(["o*.txt", "one.txt", "@lists/new.txt"])] == [
        "one.txt",
        "lists/../two.txt",
    ]
    with pytest.raises(InputListError, match="no PDF or text file fits"):
        find_papers(["*.docx"])


@pytest.mark.usefixtures("folder")
def test_list_names_the_line_of_a_missing_file() -> None:
    Path("list").write_text("one.txt\nthree.txt\n", encoding="utf-8")
    with pytest.raises(InputListError, match=r"list:2: no such file: three\.txt"):
        find_papers(["@list"])
    Path("list").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputListError, match="list: not a readable list"):
        find_papers(["@list"])


def test_names_with_marks_of_patterns_are_names_first(folder: Path) -> None:
    (folder / "a[1].txt").write_text("x", encoding="utf-8")
    assert [paper.name for paper in find_papers(["a[1].txt"])] == ["a[1].txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_fails_alone(folder: Path) -> None:
    (folder / "two.txt").chmod(0)
    result = call("ingest", "one.txt", "two.txt")
    assert "failed: two.txt: Permission denied" in result.stderr
    assert "1 new paper" in result.stderr


def test_folder_that_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "papers" / "locked").mkdir(parents=True)
    (folder / "papers" / "a.pdf").touch()
    scandir = os.scandir

    def deny(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", deny)
    with pytest.raises(InputListError, match=r"papers/locked: Permission denied"):
        find_papers(["papers"])


def test_a_file_that_failed_is_found_again_whatever_bytes_its_name_has(folder: Path) -> None:
    names = (os.fsdecode(b"caf\xe9.txt"), "back\\xe9slash.txt")
    for name in names:
        (folder / name).write_bytes(b"")
    first = call("ingest", *names)
    assert {r"failed: caf\xe9.txt: the file is empty", r"failed: back\x5cxe9slash.txt: the file is empty"} <= set(
        first.stderr.splitlines()
    )
    for name, topic in zip(names, ("lung", "breast"), strict=True):
        text = PAPER.format(title=f"Exosomes in {topic} cancer", effect="promotes resistance")
        (folder / name).write_text(text + topic * 30, encoding="utf-8")
    again = call("ingest", "--retry-failed")
    assert (again.exit_code, "2 new papers" in again.stderr) == (0, True)


def test_an_encrypted_paper_is_read_again_when_its_password_comes(folder: Path) -> None:
    canvas = Canvas(str(folder / "locked.pdf"), encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(72, 700, "miR-21 promotes cisplatin resistance.")
    canvas.save()
    assert "it is encrypted and needs a password" in call("ingest", "locked.pdf").stderr
    assert "(failed before" in call("ingest", "locked.pdf").stderr
    assert "1 new paper" in call("ingest", "locked.pdf", "--password", "secret").stderr


def test_the_example_review(shared: Path, folder: Path) -> None:
    del folder
    assert call("ingest", str(shared / "seed-review.pdf"), "--merge").exit_code == 0
    assert "already in the dataset" in call("ingest", str(shared / "seed-review.pdf")).stderr
