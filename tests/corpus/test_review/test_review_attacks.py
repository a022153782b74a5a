"""Each way in which another site, program or paper could get at the review page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from corpus.review.app import create_app
from corpus.review.names import Names
from corpus.review.session import Session
from corpus.store.curate import claim, decisions_of
from corpus.store.dataset import Dataset

PORT = 8765
OWN = f"http://127.0.0.1:{PORT}"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory, make_reviewed: Callable[[Path], Dataset]) -> Iterator[Dataset]:
    """One dataset for all attacks: none of them changes it."""
    dataset = make_reviewed(tmp_path_factory.mktemp("attacked"))
    yield dataset
    dataset.close()


@pytest.fixture(scope="module")
def client(reviewed: Dataset, names: Names) -> TestClient:
    app = create_app(reviewed, names, port=PORT, curator="Lin")
    return TestClient(app, base_url=OWN, headers={"Origin": OWN}, follow_redirects=False)


@pytest.fixture
def token(client: TestClient) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get("/curator").text)
    assert found
    return found.group(1)


@pytest.fixture
def form(token: str) -> dict[str, str]:
    return {"token": token, "revision": "0", "verdict": "accept"}


@pytest.fixture
def target(key_of: Callable[[str], str]) -> str:
    return f"/claims/{key_of('miR-21')}/decision"


@pytest.fixture
def undecided(reviewed: Dataset, key_of: Callable[[str], str]) -> Callable[[], bool]:
    return lambda: decisions_of(reviewed, key_of("miR-21")) == ()


def test_our_own_form_is_taken(
    client: TestClient, form: dict[str, str], reviewed: Dataset, key_of: Callable[[str], str]
) -> None:
    assert client.post(f"/claims/{key_of('miR-155')}/decision", data=form).status_code == 303
    assert [decision.curator for decision in decisions_of(reviewed, key_of("miR-155"))] == ["Lin"]


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"localhost.evil.example:{PORT}", ""]
)
def test_a_name_that_was_pointed_at_loopback_is_refused(
    client: TestClient, target: str, form: dict[str, str], undecided, host: str
) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421
    assert client.post(target, data=form, headers={"Host": host, "Origin": f"http://{host}"}).status_code == 421
    assert undecided()


@pytest.mark.parametrize("host", [f"localhost:{PORT}", f"[::1]:{PORT}", f"LOCALHOST:{PORT}"])
def test_other_names_of_loopback_are_ours(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 303


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:9999", f"https://127.0.0.1:{PORT}", f"{OWN}.evil.example", ""],
)
def test_a_form_of_another_site_is_refused_even_with_the_token(
    client: TestClient, target: str, form: dict[str, str], undecided, origin: str
) -> None:
    assert client.post(target, data=form, headers={"Origin": origin}).status_code == 403
    assert undecided()


def test_a_form_without_an_origin_is_refused(reviewed: Dataset, names: Names, target: str, undecided) -> None:
    bare = TestClient(create_app(reviewed, names, port=PORT, curator="Lin"), base_url=OWN)
    assert bare.post(target, data={"verdict": "accept", "revision": "0"}).status_code == 403
    assert undecided()


@pytest.mark.parametrize("given", ["", "0" * 64, "é" * 64, Session(b"another run").token])
@pytest.mark.parametrize("where", ["decision", "/curator", "/language"])
def test_a_form_without_our_token_is_refused(
    client: TestClient, target: str, form: dict[str, str], undecided, where: str, given: str
) -> None:
    address = target if where == "decision" else where
    answer = client.post(address, data={**form, "token": given, "name": "Mallory", "language": "zh"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "Nothing was stored" in answer.text
    assert undecided()


def test_nothing_is_changed_by_get(client: TestClient, target: str, form: dict[str, str], undecided) -> None:
    assert client.get(target, params=form).status_code == 405
    assert undecided()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, target: str, method: str) -> None:
    assert client.request(method, target).status_code == 405


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_uploads_and_other_bodies_are_refused(client: TestClient, target: str, kind: str, undecided) -> None:
    assert client.post(target, content=b"{}", headers={"Content-Type": kind}).status_code == 415
    assert undecided()


def test_a_large_body_is_refused_by_its_announced_length(client: TestClient, target: str, form: dict[str, str]) -> None:
    assert client.post(target, data={**form, "mechanism": "x" * 70_000}).status_code == 413


def test_a_large_body_is_refused_when_it_comes_in_pieces(client: TestClient, target: str) -> None:
    pieces = (b"x" * 1000 for _ in range(100))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post(target, content=pieces, headers=headers).status_code == 413


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&".join(b"a=%d" % number for number in range(1000)), b"=&=&;", b""])
def test_a_body_that_is_no_form_of_ours_is_refused(client: TestClient, target: str, undecided, body: bytes) -> None:
    answer = client.post(target, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code in (400, 403)
    assert undecided()


@pytest.mark.parametrize("length", ["-1", "many", "9" * 40])
def test_a_false_length_is_refused(client: TestClient, target: str, length: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": length}
    assert client.post(target, content=b"", headers=headers).status_code in (400, 413)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/static//etc/passwd",
        "/static/%00",
        "/static/",
        "/pages/1/../../curated.db",
        "/pages/1/..%2f1.png",
        "/pages/-1/1.png",
        "/pages/99/1.png",
        "/pages/1/99.png",
        "/pages/1/0.png",
        "/pages/99999999999999999999/1.png",
        "/pages/1/99999999999999999999.png",
        "/claims/../curated.db",
        "/claims/%27%20OR%201=1",
        "/claims/" + "0" * 32,
        "/claims/" + "A" * 32,
    ],
)
def test_no_path_leads_out_of_what_is_shown(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize("scale", ["0", "5", "1000000", "nan", "-1", "2.5", ""])
def test_pictures_have_the_sizes_we_offer(client: TestClient, scale: str) -> None:
    assert client.get("/pages/1/1.png", params={"scale": scale}).status_code == 404


def test_what_a_paper_prints_is_shown_as_text(client: TestClient, key_of: Callable[[str], str]) -> None:
    answer = client.get(f"/claims/{key_of(chr(120) + chr(34) + ' onload=' + chr(34) + 'alert(2)')}")
    assert answer.status_code == 200
    html = answer.text
    assert "<script>alert" not in html
    assert "<img src=x>" not in html
    assert 'onload="alert' not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert "\u202e" not in html
    assert "<b>and</b>" not in html


@pytest.mark.parametrize("field", ["q", "done", "version", "status", "paper"])
def test_what_the_address_says_is_shown_as_text(client: TestClient, key_of: Callable[[str], str], field: str) -> None:
    html = client.get(f"/claims/{key_of('H19')}", params={field: '"><script>alert(3)</script>'}).text
    assert "<script>alert" not in html


def test_what_is_typed_is_shown_as_text(client: TestClient, target: str, form: dict[str, str]) -> None:
    bad = {**form, "verdict": "correct", "effect": "<script>", "drug": '"><script>alert(4)</script>'}
    answer = client.post(target, data=bad)
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", ["/", "/curator", "/static/review.css", "/pages/1/1.png", "/names", "/nowhere"])
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_refusals_have_the_security_headers_too(client: TestClient) -> None:
    assert "content-security-policy" in client.get("/", headers={"Host": "evil.example"}).headers


class _Tags(HTMLParser):
    """Notes what a browser would take as tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_no_page_needs_what_the_policy_forbids(client: TestClient, key_of: Callable[[str], str]) -> None:
    for path in ("/curator", f"/claims/{key_of('miR-21')}", "/?status=gone", "/nowhere"):
        html = client.get(path, follow_redirects=True).text
        seen = _Tags()
        seen.feed(html)
        assert "style" not in seen.tags
        assert not [name for name, _ in seen.attributes if name == "style" or name.startswith("on")], path
        assert not [value for _, value in seen.attributes if (value or "").startswith("javascript:")], path
        assert re.findall(r"<script[^>]*>[^<]*", html) == ['<script src="/static/review.js" type="module">']


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "/nowhere", "javascript:alert(1)", "/%0d%0aX"],
)
def test_no_form_leads_to_another_site(client: TestClient, token: str, back: str) -> None:
    answer = client.post("/curator", data={"token": token, "name": "Lin", "next": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_name_is_signed_and_cannot_be_made_up(reviewed: Dataset, names: Names, key_of: Callable[[str], str]) -> None:
    app = create_app(reviewed, names, port=PORT)
    asked = TestClient(app, base_url=OWN, headers={"Origin": OWN})
    for cookie in ("TWFsbG9yeQ==.", "TWFsbG9yeQ==." + "0" * 64, Session(b"x").sign("Mallory"), "%%%", "é", "."):
        page = asked.get("/", headers={"Cookie": f"tabularna-curator-{PORT}={cookie}".encode()})
        assert "Who is reviewing?" in page.text
    found = re.search(r'name="token" value="(\w+)"', page.text)
    assert found
    sent = {"token": found.group(1), "revision": "0", "verdict": "accept"}
    assert "Who is reviewing?" in asked.post(f"/claims/{key_of('H19')}/decision", data=sent).text
    assert claim(reviewed, key_of("H19")).revision == 0


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient, token: str) -> None:
    cookie = client.post("/curator", data={"token": token, "name": "Lin"}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
