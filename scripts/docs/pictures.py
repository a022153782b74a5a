"""Make the pictures of the documentation: ``python scripts/docs/pictures.py``.

They show the bundled paper; the calibration is that of all gold sets. Needs the ``dev`` extra and Debian's chromium
and fonts-noto-cjk.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from corpus.cli import main

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "corpus" / "sample" / "sample-review.pdf"


def run(*arguments: object) -> None:
    """Run one command of tabularna; raises ``RuntimeError`` when it fails."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exit_code:
        raise RuntimeError(result.output)


def picture_of(address: str, picture: Path, width: int, height: int) -> None:
    """Take a picture of a page as a browser of that size shows it."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise RuntimeError("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=picture)
        browser.close()


@contextmanager
def review_page(dataset: Path) -> Iterator[str]:
    """Run ``tabularna review`` on a free port and give its address."""
    command = [sys.executable, "-m", "corpus.cli", "review", "--dataset", str(dataset), "--port", "0", "--no-browser"]
    with subprocess.Popen([*command, "--curator", "Lin Mei"], cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None  # noqa: S101 - asked for above
        told = next((line for line in process.stderr if "http://" in line), "")
        address = re.search(r"http://\S+", told)
        try:
            if address is None:
                raise RuntimeError("the review page did not start")
            yield address.group()
        finally:
            process.terminate()


def make() -> None:
    """Write all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report, dataset, scores = (Path(folder, name) for name in ("report.html", "claims.db", "score.json"))
        run("mine", SAMPLE, "--format", "html", "--output", report)
        picture_of(report.as_uri(), PICTURES / "report.png", 1200, 1150)
        run("ingest", SAMPLE, "--dataset", dataset, "--merge")
        with review_page(dataset) as address:
            picture_of(address, PICTURES / "review.png", 1400, 900)
        for kind in ("network", "drugs"):
            run("plot", kind, "--dataset", dataset, "--output", PICTURES / f"{kind}.png")
        run("score", "--format", "json", "--output", scores)
        run("plot", "calibration", "--scores", scores, "--output", PICTURES / "calibration.png")


if __name__ == "__main__":
    make()
    print("pictures written")
