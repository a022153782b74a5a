"""Exports open elsewhere and come back unchanged; imports apply all or nothing."""

from __future__ import annotations

import csv
import errno
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import frictionless
import networkx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from corpus.cli import main
from corpus.exchange.databases import database_csv
from corpus.exchange.frames import claims_frame
from corpus.extraction import Extraction
from corpus.output import save
from corpus.store.curate import Claim, merge
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
    assert {(row["ncrna_id"], row["drug_id"], row["target_id"], row["reference"]) for row in rows} == {
        ("HGNC:31586", "CHEBI:27899", "HGNC:9588", "Lee A. One study[J]. J Test, 2020, 1(1): 1-2."),
        ("HGNC:29665", "CHEBI:28445", "HGNC:31606", "Chen B. Another study[J]. J Test, 2021, 2(1): 3-4."),
    }
    lines = [json.loads(line) for line in export(dataset, "jsonl").stdout.splitlines()]
    assert [line["key"] for line in lines] == [row["key"] for row in rows]


def test_a_workbook_opens_with_a_header(dataset: Path, tmp_path: Path) -> None:
    export(dataset, "xlsx", tmp_path / "claims.xlsx")
    book = openpyxl.load_workbook(tmp_path / "claims.xlsx")
    sheet = book["claims"]
    assert [cell.value for cell in sheet[1]][:4] == ["key", "ncrna", "ncrna_id", "drug"]
    assert sheet.max_row == 3
    assert {cell.number_format for cell in sheet["B"][1:]} == {"@"}  # a name that is typed in stays text
    quotes = {(row[1], row[-1]) for row in book["evidence"].iter_rows(min_row=2, values_only=True)}
    assert ("miR-21", "miR-21通过下调PTEN促进胃癌细胞对顺铂的耐药性[1]。") in quotes


def test_a_csv_file_opens_in_excel_and_a_pipe_is_plain(dataset: Path, tmp_path: Path) -> None:
    export(dataset, "csv", tmp_path / "claims.csv")
    assert (tmp_path / "claims.csv").read_bytes() == b"\xef\xbb\xbf" + export(dataset, "csv").stdout_bytes


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


def test_pubtator_has_one_title_and_one_abstract_and_relates_what_it_names(dataset: Path) -> None:
    title, abstract, *lines = export(dataset, "pubtator").stdout.splitlines()
    assert title == "1|t|miRNA与耐药"
    text = title.removeprefix("1|t|") + " " + abstract.removeprefix("1|a|")
    assert lines.pop() == ""
    names = [line.split("\t") for line in lines if line.count("\t") == 5]
    relations = [line.split("\t") for line in lines if line.count("\t") == 3]
    assert len(names) + len(relations) == len(lines)
    assert len(names) > 5
    for _, start, end, surface, _, _ in names:
        assert text[int(start) : int(end)] == surface
    identifiers = {name[5] for name in names}
    assert all({subject, other} <= identifiers for _, _, subject, other in relations)
    assert {predicate for _, predicate, _, _ in relations} >= {"promotes_resistance", "downregulates"}


def test_a_table_s_relation_leads_to_the_names_in_the_text_or_is_counted(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    prose = "miR-21通过下调PTEN促进胃癌细胞对顺铂的耐药性[1]。"
    paper.write_text(PAPER.replace("MALAT1吸附miR-23b-3p，促进长春新碱耐药[2]。", ""), encoding="utf-8")
    assert prose in paper.read_text(encoding="utf-8")
    database = tmp_path / "claims.db"
    CliRunner().invoke(main, ["ingest", str(paper), "--dataset", str(database)])
    result = export(database, "bioc")
    (document,) = json.loads(result.stdout)["documents"]
    origins = {relation["infons"]["origin"] for relation in document["relations"]}
    assert origins == {"table", "prose"}
    assert "relations with a name that stands in tables only" in result.stderr
    names = {a["id"] for passage in document["passages"] for a in passage["annotations"]}
    assert all(node["refid"] in names for relation in document["relations"] for node in relation["nodes"])


def test_web_annotations_quote_what_they_point_to(dataset: Path) -> None:
    annotations = [json.loads(line) for line in export(dataset, "webannotation").stdout.splitlines()]
    assert len({annotation["id"] for annotation in annotations}) == len(annotations) > 5
    blocks = {
        f"urn:sha256:{document['infons']['sha256']}#{passage['infons']['block']}": passage["text"]
        for document in json.loads(export(dataset, "bioc").stdout)["documents"]
        for passage in document["passages"]
    }
    for annotation in annotations:
        text = blocks[annotation["target"]["source"]]
        position, quote = annotation["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])


def test_the_network_opens_as_graphml(dataset: Path, tmp_path: Path) -> None:
    export(dataset, "graphml", tmp_path / "network.graphml")
    graph = networkx.read_graphml(tmp_path / "network.graphml")
    assert graph.edges["miR-21", "cisplatin"]["effect"] == "promotes"
    assert graph.nodes["PTEN"]["kind"] == "target"


def test_a_database_export_tells_what_it_leaves_out(dataset: Path) -> None:
    result = export(dataset, "mirtarbase")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["miRNA"], row["Target Gene"]) for row in rows] == [("miR-21", "PTEN")]
    assert "1 of 2 claims left out: not a miRNA" in result.stderr
    assert "2 of 2 claims were not reviewed by a curator" in result.stderr
    assert "knows nothing for: miRTarBase ID, Species (miRNA), Target Gene (Entrez ID)" in result.stderr


def test_the_class_of_an_ncrna_comes_from_its_name_or_the_papers_and_is_never_guessed() -> None:
    claims_of = [Claim(str(n), name, "cisplatin", "promotes", "", "s", *[""] * 8, "") for n, name in enumerate("ab")]
    rows = list(csv.DictReader(io.StringIO(database_csv(claims_of, "noncorna", {"a": "lncRNA"}).text)))
    assert [row["ncRNA type"] for row in rows] == ["lncRNA", ""]


def test_claims_that_are_one_row_elsewhere_are_told() -> None:
    claims_of = [Claim(str(n), "miR-1", "cisplatin", "promotes", "", "s", *[""] * 8, "") for n in range(3)]
    exported = database_csv(claims_of, "noncorna", {})
    assert len(exported.text.splitlines()) == 2
    assert exported.losses[0] == "3 claims in 1 rows: in these columns some claims are the same"


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


@pytest.mark.parametrize(
    "nasty",
    [
        '=HYPERLINK("x")',
        "+1",
        "-2",
        "@A1",
        "'quoted",
        "  =1+1",
        "\t=1",
        "\r=1",
        "\n@x",
        "＝1+1",
        "\u3000－1",
        "\ufeff=1",
    ],
)
def test_a_formula_in_a_name_stays_text(nasty: str) -> None:
    cell = for_cell(nasty)
    assert cell.startswith("'")
    assert not set(cell) & set("\t\r\n")
    assert for_cell(from_cell(cell)) == cell


def test_contradictions_between_reviews_stand_in_the_tables(
    store: Dataset, paper: Callable[..., Extraction], row: Callable[..., object]
) -> None:
    store.add(paper("Another review", (row(ncrna="miR-1", effect="inhibits"),)))
    merge(store)
    frame = claims_frame(store)
    assert dict(zip(frame["ncrna"] + " " + frame["effect"], frame["contradicted_by"], strict=True)) == {
        "miR-1 inhibits": 1,
        "miR-1 promotes": 1,
        "miR-2 promotes": 0,
        "miR-3 promotes": 0,
    }


def test_a_workbook_that_would_lose_text_is_not_written(
    tmp_path: Path, paper: Callable[..., Extraction], row: Callable[..., object]
) -> None:
    path = tmp_path / "long.db"
    store = Dataset.open(path)
    store.add(paper("A review", (row(mechanism="x" * 40_000),)))
    merge(store)
    store.close()
    arguments = ["export", "--dataset", str(path), "--format", "xlsx", "--output", str(tmp_path / "claims.xlsx")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "mechanism of a claim has 40,000 characters, an Excel cell holds 32,767" in result.stderr
    assert not (tmp_path / "claims.xlsx").exists()


def test_a_disk_that_is_full_leaves_the_old_file_and_is_told(dataset: Path, tmp_path: Path) -> None:
    kept = tmp_path / "claims.tsv"
    kept.write_text("what stood here before", encoding="utf-8")

    def fills_the_disk() -> Iterator[bytes]:
        yield b"half of it"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        save(kept, fills_the_disk())
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["what stood here before"]
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    command = [sys.executable, "-m", "corpus.cli", "export", "--dataset", str(dataset)]
    for arguments, stdout in ((["--output", str(full)], subprocess.PIPE), ([], full.open("wb"))):
        done = subprocess.run([*command, *arguments], stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8")
        assert (done.returncode, "No space left on device" in done.stderr) == (1, True)
        assert "Traceback" not in done.stderr
