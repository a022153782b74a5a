"""Make the pictures of the documentation from the bundled paper: ``python scripts/docs/pictures.py``.

Needs the ``dev`` extra and Debian's chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from click.testing import CliRunner

from corpus.cli import main

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "corpus" / "sample" / "sample-review.pdf"


def run(*arguments: object) -> None:
    """Run one command of tabularna; raises ``RuntimeError`` when it fails."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exit_code:
        raise RuntimeError(result.output)


def picture_of(page: Path, picture: Path, height: int) -> None:
    """Take a picture of a page 1200 pixels wide."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise RuntimeError("chromium is not installed")
    subprocess.run(
        [program, "--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size=1200,{height}",
         f"--screenshot={picture}", page.as_uri()],
        check=True, capture_output=True,
    )  # fmt: skip


def make() -> None:
    """Write the report's and the network's picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report, dataset = Path(folder, "report.html"), Path(folder, "claims.db")
        run("mine", SAMPLE, "--format", "html", "--output", report)
        picture_of(report, PICTURES / "report.png", 1150)
        run("ingest", SAMPLE, "--dataset", dataset, "--merge")
        run("plot", "network", "--dataset", dataset, "--output", PICTURES / "network.png")


if __name__ == "__main__":
    make()
    print("pictures written")
