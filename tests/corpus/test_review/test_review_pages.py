"""What a curator sees on the review page, and what becomes of decisions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from corpus.merge import Status
from corpus.review.app import create_app
from corpus.review.names import Names
from corpus.store.curate import ClaimFilter, Request, Verdict, claim, claims, decide, decisions_of
from corpus.store.dataset import Dataset

ROW_4 = 'x" onload="alert(2)'  # the ill-meaning row, the least sure of the others
OWN = "http://127.0.0.1:8765"


@dataclass
class Curator:
    """Somebody at the page, who sends the forms that it shows."""

    browser: TestClient

    def see(self, path: str) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == 200
        return unescape(answer.text)

    def say(self, key: str, verdict: str, *, query: str = "", **fields: str) -> tuple[int, str, str]:
        """Send a decision as the page of the claim has it; give status, the address led to, and the page."""
        shown = self.browser.get(f"/claims/{key}").text
        return self.send(key, self.form(shown) | {"verdict": verdict, **fields}, query)

    def send(self, key: str, form: dict[str, str], query: str = "") -> tuple[int, str, str]:
        answer = self.browser.post(f"/claims/{key}/decision{query}", data=form, follow_redirects=False)
        return answer.status_code, answer.headers.get("location", ""), unescape(answer.text)

    @staticmethod
    def form(html: str) -> dict[str, str]:
        verdicts = html[html.index('id="verdicts"') :]
        return dict(re.findall(r'<input type="hidden" name="(token|revision)" value="(\w+)"', verdicts))


@pytest.fixture
def lin(reviewed: Dataset, names: Names) -> Curator:
    app = create_app(reviewed, names, port=8765, curator="Lin")
    return Curator(TestClient(app, base_url=OWN, headers={"Origin": OWN}))


Key = Callable[[str], str]


def _queue(html: str) -> list[str]:
    return re.findall(r"<b>([^<]+)</b>", html[html.index('id="entries"') : html.index("</nav>")])


def test_the_conflict_comes_first_then_the_least_sure(lin: Curator) -> None:
    assert _queue(lin.see("/")) == ["miR-21", ROW_4, "miR-155", "H19"]


def test_what_is_known_comes_after_what_is_new(lin: Curator, key_of: Key) -> None:
    lin.say(key_of("H19"), "correct", ncrna=ROW_4, drug="{{ 7*7 }}", target="", source_cells="", mechanism="")
    assert _queue(lin.see("/")) == ["miR-21", "miR-155", ROW_4]


def test_a_claim_that_another_contradicts_comes_before_the_others(lin: Curator, key_of: Key) -> None:
    lin.say(key_of("H19"), "correct", ncrna="miR-155", drug="paclitaxel", target="", source_cells="", mechanism="")
    html = lin.see("/")
    assert _queue(html) == ["miR-21", "miR-155", ROW_4]
    assert '<span class="badge conflict">contradicted</span>' in html
    assert "miR-155 promotes resistance to paclitaxel" in lin.see(f"/claims/{key_of('miR-155')}").replace("\n", " ")


def test_a_claim_is_shown_with_its_fields_evidence_and_derivation(lin: Curator, key_of: Key) -> None:
    html = lin.see(f"/claims/{key_of('miR-21')}")
    assert "Table and text disagree about the direction" in html
    assert (
        '<a class="identifier" href="https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:31586"' in html
    )
    assert "https://www.ebi.ac.uk/chebi/searchId.do?chebiId=CHEBI:27899" in html  # cisplatin, by the lexicon
    assert "https://www.cellosaurus.org/CVCL_0031" in html
    assert "https://doi.org/10.1000/cells" in html
    assert "https://pubmed.ncbi.nlm.nih.gov/123456/" in html
    assert "<dt>Mechanism</dt><dd>PTEN loss</dd>" in html
    assert "<blockquote>Loss of miR-21 made the cells resistant to cisplatin [1].</blockquote>" in html
    assert "miR-21 [Loss-] [resistant] → inhibits_resistance cisplatin" in html


def test_the_derivation_stays_when_the_ncrna_is_corrected(lin: Curator, key_of: Key) -> None:
    key = key_of("miR-21")
    lin.say(key, "correct", ncrna="miR-21-5p", drug="cisplatin", target="PTEN", effect="promotes", mechanism="")
    assert "miR-21 [Loss-] [resistant] → inhibits_resistance cisplatin" in lin.see(f"/claims/{key}")


def test_boxes_stand_where_the_evidence_is_printed(lin: Curator, key_of: Key) -> None:
    html = lin.see(f"/claims/{key_of('miR-21')}")
    first, second = html[html.index('id="page-1"') :].split('id="page-2"')
    assert first.count("<rect") == 7
    assert '<rect x="118.5" y="118.5" width="63" height="15"' in first  # the cell at 120, 120 and a rim of 1.5
    assert second[: second.index("</figure>")].count("<rect") == 1
    assert 'viewBox="0 0 595.0 842.0"' in first


def test_the_page_is_drawn_from_the_very_file_that_was_read(lin: Curator, reviewed: Dataset, key_of: Key) -> None:
    address = re.findall(r'<img src="(/pages/[^"]+)"', lin.see(f"/claims/{key_of('miR-21')}"))[0]
    assert lin.browser.get(address).content.startswith(b"\x89PNG")
    pdf = Path(reviewed.versions()[0].path or "")
    pdf.write_bytes(pdf.read_bytes() + b"\n% changed")
    assert lin.browser.get(address).status_code == 404
    html = lin.see(f"/claims/{key_of('miR-21')}")
    assert "the file has been changed since it was read" in html
    assert re.search(r'id="e1"><td><span[^>]*>1</span>MCF-7</td><td>miR-21</td>', html)
    assert "</span>Loss of miR-21 made the cells resistant to cisplatin [1].</mark>" in html
    pdf.unlink()
    assert "No such file" in lin.see(f"/claims/{key_of('miR-21')}")


def test_accepting_stores_who_and_leads_to_the_next(lin: Curator, reviewed: Dataset, key_of: Key) -> None:
    status, address, _ = lin.say(key_of("miR-21"), "accept")
    assert status == 303
    assert parse_qs(urlsplit(address).query) == {"done": [key_of("miR-21")]}
    taken = decisions_of(reviewed, key_of("miR-21"))[0]
    assert (taken.verdict, taken.curator, bool(taken.decided_at)) == (Verdict.ACCEPT, "Lin", True)
    after = lin.see(address)
    assert "miR-21 · cisplatin: accepted." in after
    assert "1 of 4 reviewed" in after
    assert "miR-21" not in _queue(after)


def test_undo_of_the_last_decision_leads_back_to_its_claim(lin: Curator, reviewed: Dataset, key_of: Key) -> None:
    _, address, _ = lin.say(key_of("miR-21"), "reject", reason="wrong direction")
    after = lin.browser.get(address).text
    form = dict(
        re.findall(
            r'name="(token|revision)" value="(\w+)"', after[after.index('id="undo-last"') :].partition("</form>")[0]
        )
    )
    status, back, _ = lin.send(key_of("miR-21"), {**form, "verdict": "undo"})
    assert (status, urlsplit(back).path) == (303, f"/claims/{key_of('miR-21')}")
    undone = claim(reviewed, key_of("miR-21"))
    assert undone is not None
    assert undone.status is Status.PENDING
    assert "undid the decision before" in lin.see(back)


def test_rejecting_needs_a_reason_of_the_list(lin: Curator, reviewed: Dataset, key_of: Key) -> None:
    status, _, page = lin.say(key_of("H19"), "reject", reason="because")
    assert status == 400
    assert "the reason is one of" in page
    status, _, _ = lin.say(key_of("H19"), "reject", reason="wrong drug")
    assert status == 303
    assert decisions_of(reviewed, key_of("H19"))[-1].reason == "wrong drug"


def test_a_correction_keeps_only_what_changed_in_normal_forms(lin: Curator, reviewed: Dataset, key_of: Key) -> None:
    key = key_of("H19")
    same = {"ncrna": "H19", "target": "Unknown", "effect": "promotes", "mechanism": "Unknown"}
    lin.say(key, "correct", **same, drug="顺铂", source_cells="mcf-7；SKBR3")
    assert decisions_of(reviewed, key)[-1].values == {"drug": "cisplatin", "source_cells": "MCF-7; SK-BR-3"}
    assert "Drug → cisplatin" in lin.see(f"/claims/{key}")


def test_a_correction_of_nothing_is_refused_and_stays_open(lin: Curator, reviewed: Dataset, key_of: Key) -> None:
    key = key_of("H19")
    status, _, page = lin.say(key, "correct", drug="doxorubicin")
    assert status == 400
    assert "Nothing was changed" in page
    assert decisions_of(reviewed, key) == ()
    assert re.search(r'id="correct-form"[^>]*>', page)
    assert "hidden" not in re.findall(r'id="correct-form"[^>]*>', page)[0]


def test_a_skipped_claim_waits_at_the_end(lin: Curator, key_of: Key) -> None:
    _, address, _ = lin.say(key_of("miR-21"), "skip")
    after = lin.see(address)
    assert _queue(after)[-1] == "miR-21"
    assert "0 of 4 reviewed" in after


@pytest.mark.parametrize("verdict", ["accept", "reject", "correct", "skip"])
def test_a_stale_decision_is_refused_and_shown(lin: Curator, reviewed: Dataset, key_of: Key, verdict: str) -> None:
    key = key_of("H19")
    form = lin.form(lin.browser.get(f"/claims/{key}").text)
    decide(reviewed, Request(key, Verdict.CORRECT, 0, {"drug": "tamoxifen"}), curator="Wu")
    status, _, page = lin.send(key, {**form, "verdict": verdict, "reason": "wrong drug", "drug": "gemcitabine"})
    assert status == 409
    assert "Not stored" in page
    assert "Drug → tamoxifen" in page
    assert "Wu" in page
    assert 'value="gemcitabine"' in page  # what was typed is not lost
    assert [decision.curator for decision in decisions_of(reviewed, key)] == ["Wu"]
    assert lin.send(key, {**lin.form(page), "verdict": "accept"})[0] == 303


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?conflicts=1", ["miR-21"]),
        ("?q=PACLI", ["miR-155"]),
        ("?status=accepted", []),
        ("?paper=1&q=H19", ["H19"]),
        ("?paper=77", []),
        ("?status=nonsense&paper=x&q=H19", ["H19"]),
    ],
)
def test_filters_keep_what_fits(lin: Curator, query: str, shown: list[str]) -> None:
    assert _queue(lin.see(f"/{query}")) == shown


def test_filters_stay_while_one_works(lin: Curator, key_of: Key) -> None:
    _, address, _ = lin.say(key_of("miR-21"), "accept", query="?status=all&q=i")
    assert parse_qs(urlsplit(address).query) == {"status": ["all"], "q": ["i"], "done": [key_of("miR-21")]}


def test_the_end_of_the_queue_says_so(lin: Curator, key_of: Key) -> None:
    _, address, _ = lin.say(key_of("H19"), "accept", query="?q=H19")
    assert "No claim fits these filters." in lin.see(address)


def test_names_are_proposed_from_either_language(lin: Curator) -> None:
    found = lin.browser.get("/names", params={"field": "drug", "q": "阿霉"}).json()
    assert found[0] == {"normal": "doxorubicin", "written": "阿霉素", "id": "CHEBI:28748"}
    used = lin.browser.get("/names", params={"field": "ncrna", "q": "mir-1"}).json()
    assert used[0]["normal"] == "miR-155"  # as the dataset writes it
    assert lin.browser.get("/names", params={"field": "secret", "q": "a"}).json() == []


def test_the_name_is_asked_once(reviewed: Dataset, names: Names, key_of: Key) -> None:
    app = create_app(reviewed, names, port=8765)
    new = Curator(TestClient(app, base_url=OWN, headers={"Origin": OWN}))
    asked = new.see(f"/claims/{key_of('H19')}")
    form = dict(re.findall(r'name="(token|next)" value="([^"]+)"', asked[asked.index('action="/curator"') :]))
    assert new.browser.post("/curator", data={**form, "name": " \u0007 "}).status_code == 400
    answer = new.browser.post("/curator", data={**form, "name": "  林 \n梅 "})
    assert answer.url.path == f"/claims/{key_of('H19')}"
    new.say(key_of("H19"), "accept")
    assert decisions_of(reviewed, key_of("H19"))[0].curator == "林 梅"


def test_the_page_speaks_the_language_of_the_browser_or_the_chosen_one(lin: Curator, key_of: Key) -> None:
    page = f"/claims/{key_of('miR-21')}"
    assert "表格与正文不一致" in unescape(lin.browser.get(page, headers={"Accept-Language": "zh-CN,zh;q=0.9,en"}).text)
    token = lin.form(lin.browser.get(page).text)["token"]
    chosen = lin.browser.post("/language", data={"token": token, "language": "zh", "next": page})
    assert chosen.url.path == page
    assert '<html lang="zh-Hans">' in chosen.text


def test_a_dataset_that_does_not_answer_is_told(
    lin: Curator, reviewed: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OperationalError("", None, Exception("disk I/O error"))

    monkeypatch.setattr(reviewed.engine, "connect", broken)
    answer = lin.browser.get("/")
    assert answer.status_code == 503
    assert "disk I/O error" in answer.text


def _of_mir_9(dataset: Dataset) -> list[tuple[str, str]]:
    return sorted((one.drug, one.status.value) for one in claims(dataset, ClaimFilter(ncrna="miR-9")))


def test_a_whole_row_is_accepted_and_taken_back_together(lin: Curator, reviewed: Dataset, wide_row: str) -> None:
    html = lin.see(f"/claims/{wide_row}")
    assert "Accept the whole row: 3 claims" in html
    assert "This paper was read from a text without pages." in html
    form = dict(re.findall(r'name="(token|revision|also)" value="([^"]+)"', html[html.index("whole-row") :]))
    status, address, _ = lin.send(wide_row, {**form, "verdict": "accept"})
    assert status == 303
    assert "miR-9" not in urlsplit(address).path
    assert {status for _, status in _of_mir_9(reviewed)} == {"accepted"}
    after = lin.see(address)
    assert "Also 2 more of its row." in after
    undo = after[after.index('id="undo-last"') :].partition("</form>")[0]
    lin.send(wide_row, {**dict(re.findall(r'name="(token|revision|also)" value="([^"]+)"', undo)), "verdict": "undo"})
    assert {status for _, status in _of_mir_9(reviewed)} == {"pending"}


def test_of_a_row_all_is_accepted_or_nothing(lin: Curator, reviewed: Dataset, wide_row: str) -> None:
    html = lin.see(f"/claims/{wide_row}")
    form = dict(re.findall(r'name="(token|revision|also)" value="([^"]+)"', html[html.index("whole-row") :]))
    other = claims(reviewed, ClaimFilter(ncrna="miR-9", drug="paclitaxel"))[0].key
    decide(reviewed, Request(other, Verdict.REJECT, 0, reason="wrong drug"), curator="Wu")
    assert lin.send(wide_row, {**form, "verdict": "accept"})[0] == 409
    assert _of_mir_9(reviewed) == [("cisplatin", "pending"), ("docetaxel", "pending"), ("paclitaxel", "rejected")]


@pytest.mark.parametrize("verdict", ["reject", "correct"])
def test_a_row_is_only_accepted_as_a_whole(lin: Curator, reviewed: Dataset, wide_row: str, verdict: str) -> None:
    other = claims(reviewed, ClaimFilter(ncrna="miR-9", drug="paclitaxel"))[0].key
    fields = {"reason": "wrong drug", "drug": "gemcitabine", "also": f"{other}:0"}
    assert lin.say(wide_row, verdict, **fields)[0] == 400
    assert {status for _, status in _of_mir_9(reviewed)} == {"pending"}


@pytest.mark.parametrize("table", ["sightings", "conflicts", "versions"])
def test_a_damaged_row_is_named_and_the_claim_is_shown_without_it(
    lin: Curator, reviewed: Dataset, key_of: Key, table: str
) -> None:
    sql = {
        "sightings": "UPDATE sightings SET evidence = '[{\"table\": 1' WHERE id = 1",
        "conflicts": "UPDATE conflicts SET evidence = '[1, 2]' WHERE id = 1",
        "versions": "UPDATE versions SET document = x'78da00' WHERE id = 1",
    }
    with reviewed.transaction() as connection:
        connection.exec_driver_sql(sql[table])
    shown = lin.see(f"/claims/{key_of('miR-21')}")
    assert f"row 1 of the table {table}" in shown
    assert 'value="accept"' in shown
