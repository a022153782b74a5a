"""The command line as users meet it: exit codes, one clear line for each fault, nothing heavy before it is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import COMMANDS, main
from corpus.store.dataset import Dataset

HEAVY = ("pandas", "numpy", "spacy", "scispacy", "pdfplumber", "pdfminer", "sqlalchemy", "jieba", "matplotlib", "bokeh")


def call(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "corpus.cli", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


@pytest.fixture(scope="module")
def sample(root: Path) -> Path:
    return root / "corpus" / "sample" / "sample-review.pdf"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example(name: str, tmp_path: Path) -> None:
    done = call(name, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert f"tabularna {name}".encode() in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["mine", "--help"], ["mine", "--colour"], ["mien"], ["mine", "missing.pdf"], ["read"], ["plot", "x"]],
)
def test_nothing_heavy_is_imported_for_an_answer_at_once(arguments: list[str], tmp_path: Path) -> None:
    asked = (
        "import sys\nfrom corpus.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print('HEAVY', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "HEAVY []", done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["mien"],
        ["mine"],
        ["mine", "missing.pdf"],
        ["mine", "."],
        ["mine", "--format", "xml", "paper.txt"],
        ["read", "paper.txt", "--max-pages", "0"],
        ["read", "paper.txt", "--time-limit", "nought"],
        ["tag"],
        ["tag", "paper.txt", "--model", "no_such_model"],
        ["mine", "paper.txt", "--model", "no_such_model"],
        ["plot", "pie"],
        ["export", "--format", "doc"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_says_why(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text("miR-21 targets PTEN.\n", encoding="utf-8")
    done = call(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert done.stderr.strip()


@pytest.mark.parametrize("command", ["read", "mine"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("latin.txt", "Über miR-21".encode("latin-1")),
        ("zeros.txt", b"miR-21\x00PTEN"),
        ("half.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat"),
        ("open-table.txt", b"text\n<<table 1>>\na\tb\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_paper_ends_with_1_and_one_line_that_names_it(
    command: str, name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    done = call(command, name, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("error:")
    assert name in lines[0]


def test_text_that_is_not_utf_8_cannot_be_tagged(tmp_path: Path) -> None:
    (tmp_path / "gbk.txt").write_bytes("顺铂耐药".encode("gbk"))
    done = call("tag", "gbk.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert b"gbk.txt" in done.stderr
    assert b"UTF-8" in done.stderr


def test_an_output_that_cannot_be_written_is_one_clear_line(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = call("read", sample, "--output", "file/out.json", cwd=tmp_path)
    assert done.returncode == 1
    assert b"file/out.json" in done.stderr
    assert b"Traceback" not in done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_a_pipe_gets_json_and_a_file_what_was_asked(sample: Path, tmp_path: Path) -> None:
    piped = call("mine", sample, cwd=tmp_path)
    assert piped.returncode == 0
    assert json.loads(piped.stdout)["schema"] == "tabularna/findings@1"
    written = call("mine", sample, "--format", "tsv", "--output", "rows.tsv", cwd=tmp_path)
    assert written.returncode == 0
    assert written.stdout == b""
    header, *rows = (tmp_path / "rows.tsv").read_text(encoding="utf-8").splitlines()
    assert {len(row.split("\t")) for row in rows} == {len(header.split("\t"))}
    first = dict(zip(header.split("\t"), rows[0].split("\t"), strict=True))
    assert {name: first[name] for name in ("ncrnas", "drugs", "effect", "targets", "references")} == {
        "ncrnas": "miR-21", "drugs": "cisplatin", "effect": "promotes", "targets": "PTEN", "references": "4",
    }  # fmt: skip
    assert [first[f"{name}_ids"] for name in ("ncrna", "drug", "target")] == ["HGNC:31586", "CHEBI:27899", "HGNC:9588"]
    assert "Exosomal transfer of tumor-associated macrophage" in first["cited"]


def test_a_terminal_is_safe_from_a_paper(tmp_path: Path) -> None:
    # An escape sequence that would set the window's title, in a name and in a file's name.
    hostile = "miR-21\x1b]0;gotcha\x07 promotes cisplatin resistance by lowering PTEN [1]."
    (tmp_path / "paper\x1b[2J.txt").write_text(hostile, encoding="utf-8")
    for arguments in (("--format", "summary"), ("--format", "tsv")):
        done = call("mine", "paper\x1b[2J.txt", *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert b"\x1b]" not in done.stdout + done.stderr
        assert b"\x1b[2J" not in done.stdout + done.stderr
        assert b"\x07" not in done.stdout + done.stderr


def test_lines_of_text_are_paragraphs_and_nothing_else_is(tmp_path: Path) -> None:
    # A form feed, a line separator or a file separator inside a line does not end it.
    text = "miR-21\u2028targets PTEN.\x0cPage two.\r\nmiR-30a targets ATG5.\n"
    done = call("tag", "-", cwd=tmp_path, stdin=text.encode())
    paragraphs = [paragraph["text"] for paragraph in json.loads(done.stdout)["paragraphs"]]
    assert paragraphs == ["miR-21\u2028targets PTEN.\x0cPage two.", "miR-30a targets ATG5."]


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    Dataset.open(path).close()
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    arguments = ["--dataset", str(path), "--format", "xlsx", "-o", str(tmp_path / "claims.xlsx")]
    done = CliRunner().invoke(main, ["export", *arguments])
    assert done.exit_code == 2
    assert "pip install 'tabularna[excel]'" in done.stderr
