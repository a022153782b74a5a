"""Plots are drawn from the dataset and from scores, and wrong use is told."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.cli import main

PAPER = """miRNA与耐药
表1 ncRNA与耐药
<<table 1>>
ncRNA\tDrug\tEffect\tTarget\tReference
miR-21\tCisplatin\tPromote\tPTEN\t[1]
miR-34a\tCisplatin\tInhibit\tBCL2\t[2]
<</table 1>>
"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plots")
    paper = folder / "paper.txt"
    paper.write_text(PAPER, encoding="utf-8")
    path = folder / "claims.db"
    assert CliRunner().invoke(main, ["ingest", str(paper), "--dataset", str(path), "--merge"]).exit_code == 0
    return path


def plot(*arguments: object) -> Result:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fonts, on a machine without Chinese ones
        return CliRunner().invoke(main, ["plot", *map(str, arguments)])


@pytest.mark.parametrize(("kind", "name", "starts"), [
    ("network", "n.png", b"\x89PNG"), ("network", "n.svg", b"<?xml"), ("network", "n.html", b"<!DOCTYPE html>"),
    ("drugs", "d.png", b"\x89PNG"), ("drugs", "d.svg", b"<?xml"),
])  # fmt: skip
def test_the_dataset_is_drawn(kind: str, name: str, starts: bytes, dataset: Path, tmp_path: Path) -> None:
    assert plot(kind, "--dataset", dataset, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_bytes().lstrip().startswith(starts)


def test_the_interactive_network_needs_no_server(dataset: Path, tmp_path: Path) -> None:
    plot("network", "--dataset", dataset, "-o", tmp_path / "n.html")
    page = (tmp_path / "n.html").read_text(encoding="utf-8")
    assert "<script src=" not in page
    assert all(name in page for name in ("miR-21", "cisplatin", "promotes", "inhibits"))


def test_the_same_dataset_gives_the_same_picture(dataset: Path, tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        plot("network", "--dataset", dataset, "-o", tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_scores_are_drawn(tmp_path: Path) -> None:
    scores = {"sets": [{"name": "a", "mentions": {"core": {"f1": 0.9}}, "conflicts": {"f1": 0.5}}]}
    (tmp_path / "s.json").write_text(json.dumps(scores), encoding="utf-8")
    assert plot("scores", "--scores", tmp_path / "s.json", "-o", tmp_path / "s.svg").exit_code == 0
    assert (tmp_path / "s.svg").stat().st_size > 1000


def test_wrong_use_is_told_in_one_line(dataset: Path, tmp_path: Path) -> None:
    assert "ends in .svg or .png" in plot("drugs", "--dataset", dataset, "-o", tmp_path / "d.html").output
    assert "no claim to draw" in plot("drugs", "--dataset", dataset, "--drug", "x", "-o", tmp_path / "d.svg").output
    (tmp_path / "no.json").write_text("[]", encoding="utf-8")
    told = plot("scores", "--scores", tmp_path / "no.json", "-o", tmp_path / "s.svg").output
    assert "not the output of" in told
