"""Plots are drawn from the dataset and from scores, and wrong use is told."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.cli import main
from corpus.merge import Status
from corpus.plots.counts import Bar, count_bars
from corpus.plots.static import counts_figure
from corpus.store.values import Claim

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
    ("drugs", "d.png", b"\x89PNG"), ("drugs", "d.svg", b"<?xml"), ("drugs", "d.html", b"<!DOCTYPE html>"),
    ("classes", "c.png", b"\x89PNG"), ("classes", "c.html", b"<!DOCTYPE html>"),
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


def test_what_is_promised_is_drawn_beside_what_is_right(tmp_path: Path) -> None:
    points = [{"promised": 0.9, "right": 18, "total": 20}, {"promised": 0.97, "right": 90, "total": 90}]
    scores = {"sets": [{"name": "a", "held_out": False, "triples": {"table+prose": {"confidences": points}}}]}
    (tmp_path / "s.json").write_text(json.dumps(scores), encoding="utf-8")
    assert plot("calibration", "--scores", tmp_path / "s.json", "-o", tmp_path / "s.png").exit_code == 0
    assert (tmp_path / "s.png").read_bytes().startswith(b"\x89PNG")


def test_chinese_labels_have_their_characters() -> None:
    bars = (Bar("顺铂", {"promotes": 2, "inhibits": 1, "unknown": 0}, 3),)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        counts_figure(bars, "png")
    if any("fonts-noto-cjk" in str(warning.message) for warning in told):
        pytest.skip("no font with Chinese characters is installed (Debian: fonts-noto-cjk)")
    assert not [warning for warning in told if "missing from font" in str(warning.message)]


def test_bars_count_pairs_once_however_many_studies_and_papers_state_them() -> None:
    claims = [claim("k1", "miR-21", "promotes"), claim("k2", "miR-21", "promotes"), claim("k3", "miR-34a", "inhibits")]
    papers = {"k1": frozenset({1, 2}), "k2": frozenset({2}), "k3": frozenset({3})}
    (bar,) = count_bars(claims, papers, lambda claim: claim.drug)
    assert dict(bar.pairs) == {"promotes": 1, "inhibits": 1, "unknown": 0}
    assert bar.label == "cisplatin (3 papers)"


def claim(key: str, ncrna: str, effect: str) -> Claim:
    return Claim(key, ncrna, "cisplatin", effect, "PTEN", key, "", None, Status.PENDING, "", None, "", "", 0, "")


def test_wrong_use_is_told_in_one_line(dataset: Path, tmp_path: Path) -> None:
    assert "ends in .svg, .png" in plot("scores", "--scores", dataset, "-o", tmp_path / "s.html").output
    assert "needs --scores" in plot("calibration", "-o", tmp_path / "s.svg").output
    assert "no claim to draw" in plot("drugs", "--dataset", dataset, "--drug", "x", "-o", tmp_path / "d.svg").output
    (tmp_path / "no.json").write_text("[]", encoding="utf-8")
    told = plot("scores", "--scores", tmp_path / "no.json", "-o", tmp_path / "s.svg").output
    assert "not the output of" in told
