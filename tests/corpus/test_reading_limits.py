"""The options that bound the reading of one paper."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import main
from tests.extract.raw_pdf import filler, make_pdf


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(make_pdf([filler()] * 60))
    return path


def test_pages_beyond_the_limit_are_told(paper: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(paper), "--max-pages", "2", "--format", "text"])
    assert result.exit_code == 0
    assert "warning: paper.pdf: only the first 2 of 60 pages were read: the limit is 2" in result.stderr


def test_time_beyond_the_limit_is_an_error(paper: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(paper), "--time-limit", "0.001"])
    assert result.exit_code == 1
    assert result.stderr.startswith("error: paper.pdf:")
    assert "longer than 0.001 s" in result.stderr
    assert result.stdout == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to the limit of memory")
def test_memory_beyond_the_limit_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(make_pdf([filler(), b" " * 200_000_000], compress=True))
    program = "from corpus.cli import main; main()"
    command = [sys.executable, "-c", program, "read", str(path), "--memory-limit", "150"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert "memory" in result.stderr
    assert "Traceback" not in result.stderr
