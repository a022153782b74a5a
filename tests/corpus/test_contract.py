"""What the commands print, against the published schemas and against what a schema cannot say."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pdfplumber
import pytest

from corpus.contract import DOCUMENT, FINDINGS, MENTIONS, schema

Json = dict[str, Any]
Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = """胃癌外泌体非编码RNA研究进展
miR-21通过下调PTEN促进胃癌细胞对顺铂的耐药性[1]。
In A549/DDP cells, silencing MALAT1 restored sensitivity to cisplatin [2]; miR-30a may inhibit autophagy.
<<table 1>>
ncRNA	Drug	Effect	Target	References
miR-21	Cisplatin	Promote	PTEN↓	[1]
MALAT1	Cisplatin	Inhibit	-	[2]
<</table 1>>
"""


def call(*arguments: str | Path, stdin: str | None = None) -> Json:
    done = subprocess.run(
        [sys.executable, "-c", "from corpus.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        input=stdin,
    )
    assert done.returncode == 0, done.stderr
    answer: Json = json.loads(done.stdout)
    return answer


def check(answer: Json, name: str) -> None:
    form = schema(name)
    jsonschema.Draft202012Validator.check_schema(form)
    jsonschema.Draft202012Validator(form).validate(answer)


def check_places(answer: Json, pages: dict[int, tuple[float, float]]) -> None:
    """Every box lies on its page; every cell, reference and row is where the table says."""
    regions = [region for block in answer["blocks"] for region in block["regions"]]
    regions += [region for table in answer["tables"] for cell in table["cells"] for region in cell["regions"]]
    for region in regions:
        width, height = pages[region["page"]]
        x0, top, x1, bottom = region["box"]
        assert -1 <= x0 < x1 <= width + 1, region
        assert -1 <= top < bottom <= height + 1, region
    for table in answer["tables"]:
        assert all(len(row) == len(table["header"]) for row in table["rows"])
        for cell in table["cells"]:
            assert cell["row"] + cell["rowspan"] <= len(table["rows"]) + 1
            assert cell["col"] + cell["colspan"] <= len(table["header"])
            if cell["row"]:
                covered = range(cell["row"] - 1, cell["row"] - 1 + cell["rowspan"])
                assert {table["rows"][row][cell["col"]] for row in covered} == {cell["text"]}
    assert len({block["id"] for block in answer["blocks"]}) == len(answer["blocks"])


def check_findings(answer: Json) -> None:
    """Offsets hold, evidence leads somewhere, and records, triples and conflicts agree with one another."""
    blocks = {block["id"]: block["text"] for block in answer["blocks"]}
    rows = {table["id"]: len(table["rows"]) for table in answer["tables"]}
    for mention in answer["mentions"]:
        assert blocks[mention["block"]][mention["start"] : mention["end"]] == mention["surface"]
    spans = sorted((m["block"], m["start"], m["end"]) for m in answer["mentions"])
    for left, right in pairwise(spans):
        assert left[0] != right[0] or left[2] <= right[1], "mentions overlap"
    for found in (*answer["triples"], *answer["records"], *answer["conflicts"]):
        assert found["evidence"], found
        for place in found["evidence"]:
            if "table" in place:
                assert 1 <= place["row"] <= rows[place["table"]]
            else:
                assert 0 <= place["start"] < place["end"] <= len(blocks[place["block"]])
    for triple in answer["triples"]:
        assert triple["derivation"]
        kinds = {"table" if "table" in place else "prose" for place in triple["evidence"]}
        assert kinds == {triple["origin"]}
    for record in answer["records"]:
        assert (record["table"] is None) == (record["row"] is None)
        assert record["ncrnas"]


def page_sizes(pdf: Path) -> dict[int, tuple[float, float]]:
    with pdfplumber.open(pdf) as opened:
        return {number: (float(page.width), float(page.height)) for number, page in enumerate(opened.pages, start=1)}


@pytest.fixture(scope="module")
def sample(root: Path) -> Path:
    return root / "corpus" / "sample" / "sample-review.pdf"


def test_read_answers_in_its_form(sample: Path) -> None:
    answer = call("read", sample, "--format", "json")
    check(answer, DOCUMENT)
    check_places(answer, page_sizes(sample))
    assert answer["source"]["pages"] == len(page_sizes(sample))


def test_mine_answers_in_its_form(sample: Path) -> None:
    answer = call("mine", sample, "--format", "json")
    check(answer, FINDINGS)
    check_places(answer, page_sizes(sample))
    check_findings(answer)
    assert answer["records"]
    assert answer["conflicts"]


def test_prose_only_hides_the_tables(sample: Path) -> None:
    answer = call("mine", sample, "--prose-only", "--format", "json")
    check(answer, FINDINGS)
    check_findings(answer)
    assert {record["table"] for record in answer["records"]} == {None}
    assert {triple["origin"] for triple in answer["triples"]} == {"prose"}
    assert answer["conflicts"] == []


def test_mine_takes_text(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(TEXT, encoding="utf-8")
    answer = call("mine", paper)
    check(answer, FINDINGS)
    check_findings(answer)
    assert [record["row"] for record in answer["records"] if record["table"]] == [1, 2]
    assert [(c["row"], c["kind"], c["table_value"], c["prose_value"]) for c in answer["conflicts"]] == [
        (2, "direction", "inhibits", "promotes")
    ]
    supposed = [t for t in answer["triples"] if t["certainty"] == "hypothesised"]
    assert [(t["subject"], t["predicate"], t["object"]) for t in supposed] == [("miR-30a", "inhibits", "autophagy")]


@pytest.mark.parametrize("name", ["-", "lines.txt"])
def test_tag_takes_a_file_or_standard_input(name: str, tmp_path: Path) -> None:
    lines = ["吉非替尼耐药的PC9/GR细胞分泌外泌体miR-214。", "", "𝟓-FU and ５-FU; miR‑21 targets β-catenin 🧬."]
    if name != "-":
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    answer = call("tag", name if name == "-" else tmp_path / name, stdin="\n".join(lines))
    check(answer, MENTIONS)
    assert [paragraph["text"] for paragraph in answer["paragraphs"]] == [line for line in lines if line]
    for paragraph in answer["paragraphs"]:
        assert paragraph["mentions"]
        for mention in paragraph["mentions"]:
            assert paragraph["text"][mention["start"] : mention["end"]] == mention["surface"]


@pytest.mark.parametrize("name", ["seed-review", "seed-review-perglyph", "seed-review-splittable"])
def test_the_example_keeps_the_contract(name: str, shared: Path) -> None:
    pdf = shared / f"{name}.pdf"
    answer = call("mine", pdf)
    check(answer, FINDINGS)
    check_places(answer, page_sizes(pdf))
    check_findings(answer)
    assert [len(table["rows"]) for table in answer["tables"]] == [17]
    assert len([record for record in answer["records"] if record["table"]]) == 17
