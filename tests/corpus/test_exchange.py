"""Exports open elsewhere and come back unchanged; imports apply all or nothing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import frictionless
import networkx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from corpus.cli import main
from corpus.exchange.frames import claims_frame
from corpus.store.dataset import Dataset
from corpus.untrusted import for_cell, from_cell

PAPER = """miRNA与耐药
摘要：miR-21促进胃癌细胞对顺铂的耐药[1]。
表1 ncRNA与耐药
<<table 1>>
ncRNA\tDrug\tEffect\tTarget\tReference
miR-21\tCisplatin\tPromote\tPTEN\t[1]
lncRNA MALAT1\tVincristine\tPromote\tmiR-23b-3p\t[2]
<</table 1>>
miR-21通过下调PTEN促进胃癌细胞对顺铂的耐药性[1]。MALAT1吸附miR-23b-3p，促进长春新碱耐药[2]。
参考文献
[1] Lee A. One study[J]. J Test, 2020, 1(1): 1-2.
[2] Chen B. Another study[J]. J Test, 2021, 2(1): 3-4.
"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exchange")
    paper = folder / "paper.txt"
    paper.write_text(PAPER, encoding="utf-8")
    path = folder / "claims.db"
    done = CliRunner().invoke(main, ["ingest", str(paper), "--dataset", str(path), "--merge"])
    assert done.exit_code == 0, done.output
    return path


def export(dataset: Path, form: str, output: Path | None = None) -> Result:
    extra = ["--output", str(output)] if output else []
    result = CliRunner().invoke(main, ["export", "--dataset", str(dataset), "--format", form, *extra])
    assert result.exit_code == 0, result.output
    return result


def test_tables_hold_every_claim(dataset: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(export(dataset, "csv").stdout)))
    assert {(row["ncrna"], row["drug"], row["effect"], row["target"]) for row in rows} == {
        ("miR-21", "cisplatin", "promotes", "PTEN"),
        ("MALAT1", "vincristine", "promotes", "miR-23b-3p"),
    }
    lines = [json.loads(line) for line in export(dataset, "jsonl").stdout.splitlines()]
    assert [line["key"] for line in lines] == [row["key"] for row in rows]


def test_a_workbook_opens_with_a_header(dataset: Path, tmp_path: Path) -> None:
    export(dataset, "xlsx", tmp_path / "claims.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "claims.xlsx")["claims"]
    assert [cell.value for cell in sheet[1]][:3] == ["key", "ncrna", "drug"]
    assert sheet.max_row == 3


def test_bioc_offsets_and_relations_lead_to_the_names(dataset: Path) -> None:
    (document,) = json.loads(export(dataset, "bioc").stdout)["documents"]
    names = {}
    for passage in document["passages"]:
        for annotation in passage["annotations"]:
            (place,) = annotation["locations"]
            start = place["offset"] - passage["offset"]
            assert passage["text"][start : start + place["length"]] == annotation["text"]
            names[annotation["id"]] = annotation["infons"]["normal"]
    stated = {
        (names[r["nodes"][0]["refid"]], r["infons"]["type"], names[r["nodes"][1]["refid"]])
        for r in document["relations"]
    }
    assert ("miR-21", "downregulates", "PTEN") in stated
    assert ("MALAT1", "promotes_resistance", "vincristine") in stated


def test_pubtator_offsets_count_the_lines_as_one_text(dataset: Path) -> None:
    lines = export(dataset, "pubtator").stdout.splitlines()
    text = "\n".join(line.split("|", 2)[2] for line in lines if "|t|" in line[:8] or "|a|" in line[:8])
    names = [line.split("\t") for line in lines if line.count("\t") == 5]
    assert len(names) > 5
    for _, start, end, surface, _, _ in names:
        assert text[int(start) : int(end)] == surface


def test_web_annotations_quote_what_they_point_to(dataset: Path) -> None:
    annotations = [json.loads(line) for line in export(dataset, "webannotation").stdout.splitlines()]
    assert len({annotation["id"] for annotation in annotations}) == len(annotations) > 5
    for annotation in annotations:
        position, quote = annotation["target"]["selector"]
        assert position["end"] - position["start"] == len(quote["exact"])


def test_the_network_opens_as_graphml(dataset: Path, tmp_path: Path) -> None:
    export(dataset, "graphml", tmp_path / "network.graphml")
    graph = networkx.read_graphml(tmp_path / "network.graphml")
    assert graph.edges["miR-21", "cisplatin"]["effect"] == "promotes"
    assert graph.nodes["PTEN"]["kind"] == "target"


def test_a_database_export_tells_what_it_leaves_out(dataset: Path) -> None:
    result = export(dataset, "mirtarbase")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["miRNA"], row["Target Gene"]) for row in rows] == [("hsa-miR-21", "PTEN")]
    assert "1 of 2 claims left out: not a miRNA" in result.stderr


def test_the_package_is_valid_and_comes_back_without_a_change(dataset: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    export(dataset, "package", folder)
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = CliRunner().invoke(main, ["import", str(folder), "--dataset", str(dataset), "--curator", "A"])
    assert again.exit_code == 0
    assert "nothing was edited" in again.stderr
    export(dataset, "package", folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_edited_row_becomes_a_decision_and_a_one_line_difference(dataset: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    export(dataset, "package", folder)
    path = folder / "claims.tsv"
    before = path.read_text(encoding="utf-8").splitlines()
    row = next(line for line in before if "MALAT1" in line)
    path.write_text("\n".join(before).replace(row, row.replace("\tmiR-23b-3p\t", "\tmiR-23b-5p\t")) + "\n", "utf-8")
    done = CliRunner().invoke(main, ["import", str(folder), "--dataset", str(dataset), "--curator", "A. Lee"])
    assert "1 claim changed" in done.stderr
    export(dataset, "package", folder)
    after = path.read_text(encoding="utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert "A. Lee" in (folder / "decisions.tsv").read_text(encoding="utf-8")


def test_a_bad_line_is_named_and_nothing_is_applied(dataset: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    export(dataset, "package", folder)
    path = folder / "claims.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("\tpromotes\t", "\tcauses\t")
    lines[2] = lines[2].replace("\tPTEN\t", "\tTP53\t").replace("\tmiR-23b-5p\t", "\tmiR-1\t")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    store = Dataset.open(dataset)
    before = claims_frame(store)
    done = CliRunner().invoke(main, ["import", str(folder), "--dataset", str(dataset), "--curator", "A"])
    assert done.exit_code == 1
    assert "claims.tsv:2: effect is promotes, inhibits or unknown" in done.stderr
    assert claims_frame(store).equals(before)
    store.close()


def test_a_formula_in_a_name_stays_text() -> None:
    for nasty in ('=HYPERLINK("x")', "+1", "-2", "@A1", "'quoted", "a\tb"):
        assert not for_cell(nasty).startswith(("=", "+", "-", "@"))
        assert "\t" not in for_cell(nasty)
    assert from_cell(for_cell("=1+1")) == "=1+1"
