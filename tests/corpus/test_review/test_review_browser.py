"""The review page in a real browser: whole reviews by mouse and by keyboard, two widths, accessibility."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn

from corpus.review.app import create_app
from corpus.review.names import Names
from corpus.store.curate import Request, Verdict, claim, claims, count_by_status, decide, decisions_of
from corpus.store.dataset import Dataset

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
DESKTOP, PHONE = (1366, 820), (390, 844)

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM} (Debian: apt install chromium)")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def address(reviewed: Dataset, names: Names) -> Iterator[str]:
    """The page of the dataset, answering on a free port."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(reviewed, names, port=port), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture
def open_page(browser, address: str) -> Iterator[Callable[..., object]]:
    """Open the page as a new browser would; in the end, no console message may have come and nothing from elsewhere."""
    contexts, said = [], []

    def open_it(size: tuple[int, int] = DESKTOP, *, name: str = "Lin", locale: str = "en", path: str = "/"):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(address) else said.append(asked.url))
        page.goto(address + path)
        page.fill("#name", name)
        page.keyboard.press("Enter")
        page.wait_for_selector("html[data-ready] #entries")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert [text for text in said if "409" not in text] == []


def _press(page, *keys: str) -> None:
    """Press keys on a page that hears them."""
    page.wait_for_selector("html[data-ready]")
    for key in keys:
        page.keyboard.press(key)


def _click(page, selector: str) -> None:
    """Click on a page whose script has run: before that, buttons that open a form do nothing."""
    page.wait_for_selector("html[data-ready]")
    page.click(selector)


def test_a_whole_review_by_mouse(open_page, reviewed: Dataset) -> None:
    page = open_page()
    # The conflict: look at both places, then take what the text says.
    _click(page, "#q2 .jump")
    playwright.expect(page.locator("#e2")).to_have_class("mark-group mark-prose current")
    playwright.expect(page.locator("#e2")).to_be_in_viewport()
    _click(page, "[data-take]")
    _click(page, "text=Save correction")
    playwright.expect(page.locator(".notice")).to_contain_text("miR-21 · cisplatin: corrected.")
    # The ill-meaning row.
    _click(page, "[data-open=reject-form]")
    _click(page, "text=not stated in the paper")
    playwright.expect(page.locator(".notice")).to_contain_text("rejected")
    # A correction with a name from the lexicons.
    _click(page, "[data-open=correct-form]")
    page.fill("#field-drug", "多西")
    _click(page, "#names-drug li:has-text('docetaxel')")
    assert page.input_value("#field-drug") == "docetaxel"
    _click(page, "text=Save correction")
    playwright.expect(page.locator("h1")).to_contain_text("H19")
    # A mistake, taken back.
    _click(page, "#verdicts [value=accept]")
    playwright.expect(page.locator("h1")).to_contain_text("Every claim is reviewed.")
    _click(page, "#undo-last button")
    playwright.expect(page.locator("h1")).to_contain_text("H19")
    _click(page, "#verdicts [value=accept]")
    playwright.expect(page.locator(".notice")).to_contain_text("H19")
    stands = {one.ncrna: (one.status.value, one.drug, one.effect) for one in claims(reviewed)}
    assert stands["miR-21"] == ("corrected", "cisplatin", "inhibits")
    assert stands["miR-155"] == ("corrected", "docetaxel", "inhibits")
    assert stands["H19"] == ("accepted", "doxorubicin", "promotes")
    assert count_by_status(reviewed)["pending"] == 0


def test_a_whole_review_by_keyboard(open_page, reviewed: Dataset, key_of) -> None:
    page = open_page()
    _press(page, "n")
    playwright.expect(page.locator("#q2")).to_have_class("piece piece-prose current")
    _press(page, "+")
    playwright.expect(page.locator("#zoom-value")).to_have_text("125%")
    _press(page, "0")
    _press(page, "?")
    playwright.expect(page.locator("#help")).to_be_visible()
    _press(page, "a")  # not while the help is open
    _press(page, "Escape")
    _press(page, "t")
    _press(page, "Enter")
    playwright.expect(page.locator(".notice")).to_contain_text("miR-21 · cisplatin: corrected.")
    _press(page, "r")
    _press(page, "Escape")
    playwright.expect(page.locator("#reject-form")).to_be_hidden()
    _press(page, "r")
    _press(page, "1")
    playwright.expect(page.locator("h1")).to_contain_text("miR-155")
    _press(page, "c")
    page.focus("#field-target")
    _press(page, "Control+a")
    page.keyboard.type("pten")
    playwright.expect(page.locator("#names-target li").first).to_contain_text("PTEN")
    _press(page, "ArrowDown")
    _press(page, "Enter")
    assert page.input_value("#field-target") == "PTEN"
    _press(page, "Enter")
    playwright.expect(page.locator("h1")).to_contain_text("H19")
    _press(page, "u")
    playwright.expect(page.locator("h1")).to_contain_text("miR-155")
    _press(page, "s")
    playwright.expect(page.locator(".notice")).to_contain_text("skipped")
    _press(page, "j")
    playwright.expect(page.locator("h1")).to_contain_text("miR-155")
    _press(page, "k")
    playwright.expect(page.locator("h1")).to_contain_text("H19")
    _press(page, "/")
    page.keyboard.type("miR-155")
    _press(page, "Enter")
    playwright.expect(page.locator("#entries a")).to_have_count(1)
    assert [d.verdict.value for d in decisions_of(reviewed, key_of("miR-155"))] == ["correct", "undo", "skip"]
    assert [d.reason for d in decisions_of(reviewed, key_of('x" onload="alert(2)'))] == ["not stated in the paper"]


def test_single_keys_can_be_turned_off(open_page, reviewed: Dataset) -> None:
    page = open_page()
    page.keyboard.press("?")
    page.uncheck("#single-keys")
    page.keyboard.press("Escape")
    _press(page, "a")
    page.keyboard.press("c")
    playwright.expect(page.locator("#correct-form")).to_be_hidden()
    assert count_by_status(reviewed)["accepted"] == 0


def test_a_stale_decision_is_shown(open_page, reviewed: Dataset, key_of) -> None:
    page = open_page()
    decide(reviewed, Request(key_of("miR-21"), Verdict.REJECT, 0, reason="duplicate"), curator="Wu")
    _press(page, "a")
    playwright.expect(page.locator("[role=alert]")).to_contain_text("somebody has decided on this claim")
    playwright.expect(page.locator(".history")).to_contain_text("Wu")
    _press(page, "a")
    playwright.expect(page.locator(".notice")).to_contain_text("miR-21 · cisplatin: accepted.")
    assert claim(reviewed, key_of("miR-21")).revision == 2


def test_a_review_on_a_phone(open_page, reviewed: Dataset) -> None:
    page = open_page(PHONE, locale="zh-CN")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE[0]
    button = page.locator("#verdicts [value=accept]")
    playwright.expect(button).to_be_in_viewport()
    assert button.bounding_box()["height"] >= 44
    _click(page, "#q1 .jump")
    playwright.expect(page.locator("#e1")).to_be_in_viewport()
    button.click()
    playwright.expect(page.locator(".notice")).to_contain_text("已接受")
    assert count_by_status(reviewed)["accepted"] == 1


def test_boxes_lie_on_what_they_mark(open_page) -> None:
    page = open_page()
    picture, mark = page.locator("#page-1 img").bounding_box(), page.locator("#e1 rect").nth(1).bounding_box()
    scale = picture["width"] / 595
    assert mark["x"] == pytest.approx(picture["x"] + 118.5 * scale, abs=1.5)
    assert mark["y"] == pytest.approx(picture["y"] + 118.5 * scale, abs=1.5)


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_axe_finds_nothing_serious(open_page, size: tuple[int, int], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page(size)
    page.emulate_media(color_scheme=scheme)
    for opened in (None, "correct-form", "reject-form"):
        if opened:
            _click(page, f"[data-open={opened}]")
        found = axe.Axe().run(page).response["violations"]
        assert [(f["id"], f["nodes"][0]["html"]) for f in found if f["impact"] in ("serious", "critical")] == []


def test_a_paper_without_pages_is_read_jumped_through_and_accessible(open_page, wide_row: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for size, scheme in ((DESKTOP, "dark"), (PHONE, "light")):
        page = open_page(size, path=f"/claims/{wide_row}")
        page.emulate_media(color_scheme=scheme)
        _click(page, "#q1 .jump")
        playwright.expect(page.locator("#e1")).to_have_class("mark-group current")
        playwright.expect(page.locator("#e1")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        found = axe.Axe().run(page).response["violations"]
        assert [(f["id"], f["nodes"][0]["html"]) for f in found if f["impact"] in ("serious", "critical")] == []


def test_the_number_at_a_reading_leads_to_its_evidence(open_page) -> None:
    page = open_page()
    _click(page, ".reading-prose [data-show]")
    playwright.expect(page.locator("#q2")).to_have_class("piece piece-prose current")
    playwright.expect(page.locator("#e2")).to_be_in_viewport()


def test_a_very_long_name_stays_in_its_place(open_page, reviewed: Dataset, key_of) -> None:
    change = {"ncrna": "LUCAT1" + "A" * 90, "mechanism": "x" * 300}
    decide(reviewed, Request(key_of("H19"), Verdict.CORRECT, 0, change), curator="Wu")
    for size in (DESKTOP, PHONE):
        page = open_page(size, path="/?status=corrected")
        for place in ("html", ".claim-scroll", "#entries"):
            wide, room = page.evaluate(
                "s => { const e = document.querySelector(s); return [e.scrollWidth, e.clientWidth]; }", place
            )
            assert wide <= room, (size, place)
