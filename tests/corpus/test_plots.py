"""Plots are drawn from the dataset and from scores, and wrong use is told."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from corpus.cli import main
from corpus.exchange.network import network
from corpus.merge import Status
from corpus.plots.counts import Bar, count_bars
from corpus.plots.interactive import counts_page, network_page
from corpus.plots.layers import COLUMNS, columns_of
from corpus.plots.static import counts_figure, network_figure
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
    told = plot("drugs", "--dataset", dataset, "--drug", "x", "-o", tmp_path / "d.svg").output
    assert "no claim is on the drug 'x'" in told
    for name in ("Cisplatin", "顺铂"):
        assert plot("drugs", "--dataset", dataset, "--drug", name, "-o", tmp_path / "d.svg").exit_code == 0
    (tmp_path / "no.json").write_text("[]", encoding="utf-8")
    told = plot("scores", "--scores", tmp_path / "no.json", "-o", tmp_path / "s.svg").output
    assert "not the output of" in told


def _random_claims(count: int) -> list[Claim]:
    chance = Random(7)  # noqa: S311 - the same every time
    return [
        replace(
            claim(f"k{number}", f"miR-{chance.randint(1, count // 2)}", chance.choice(["promotes", "inhibits"])),
            drug=f"drug {chance.randint(1, 30)}",
            target=chance.choice(["H19", f"GENE{chance.randint(1, 90)}"]),
        )
        for number in range(count)
    ]


def test_of_a_large_network_every_name_has_a_line_of_its_own_in_its_column() -> None:
    columns = columns_of(network(_random_claims(500)), most=300)
    graph = columns.graph
    assert set(columns.places) == set(graph)
    assert columns.left_out == 0
    for kind, x in COLUMNS.items():
        heights = sorted(columns.places[node][1] for node, data in graph.nodes(data=True) if data["kind"] == kind)
        assert all(columns.places[node][0] == x for node, data in graph.nodes(data=True) if data["kind"] == kind)
        assert all(above - below >= 0.99 for below, above in pairwise(heights))
        assert 0 < heights[0] < heights[-1] < columns.lines


def test_a_network_without_room_leaves_out_the_least_studied_and_says_how_many() -> None:
    claims = [claim(f"k{n}{study}", f"miR-{n}", "promotes") for n in range(1, 101) for study in range(1 + (n > 60))]
    columns = columns_of(network(claims), most=40)
    assert columns.left_out == 60
    assert {f"miR-{n}" for n in range(61, 101)} < set(columns.places)
    many = network([claim(f"k{number}", f"miR-{number}", "promotes") for number in range(360)])
    assert "without the 60 ncRNAs" in network_page(many)


def test_an_ncrna_on_which_another_acts_stands_among_the_targets_too() -> None:
    graph = network([replace(claim("k1", "H19", "promotes"), target="miR-675"), claim("k2", "miR-675", "inhibits")])
    columns = columns_of(graph, most=9)
    shown = [(columns.places[n][0], data["label"]) for n, data in columns.graph.nodes(data=True)]
    assert sorted(shown) == [(0, "cisplatin"), (1, "H19"), (1, "miR-675"), (2, "PTEN"), (2, "miR-675")]
    assert all(abs(columns.places[a][0] - columns.places[b][0]) == 1 for a, b in columns.graph.edges)


def test_bars_without_room_are_told() -> None:
    claims = [replace(claim(f"k{n}", "miR-1", "promotes"), drug=f"drug {n}") for n in range(43)]
    bars = count_bars(claims, {}, lambda claim: claim.drug)
    assert len(bars) == 43
    assert "not shown: 3 more" in counts_page(bars, "Evidence by drug")


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_large_network_is_drawn(form: str) -> None:
    drawn = network_figure(network(_random_claims(150)), form)
    assert drawn.startswith(b"\x89PNG" if form == "png" else b"<?xml")
