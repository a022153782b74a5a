"""``tabularna review`` from the command line."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from corpus.commands.review_command import command
from corpus.store.dataset import Dataset


def test_it_tells_its_address_answers_there_and_ends_on_ctrl_c(reviewed: Dataset) -> None:
    arguments = ["review", "--dataset", reviewed.location, "--port", "0", "--curator", "Lin", "--no-browser"]
    process = subprocess.Popen([sys.executable, "-m", "corpus.cli", *arguments], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        told = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert found, told
        answer = httpx.get(found.group(), follow_redirects=True, timeout=20)
        assert "miR-21" in answer.text
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "Traceback" not in rest


def test_a_port_that_is_taken_is_told(reviewed: Dataset) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(command, ["--dataset", reviewed.location, "--port", str(port), "--no-browser"])
    assert result.exit_code == 1
    assert f"port {port} on 127.0.0.1 cannot be used: Address already in use; choose another one" in result.stderr


def test_a_dataset_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--dataset", str(tmp_path / "none.db"), "--no-browser"])
    assert result.exit_code == 1
    assert "no such dataset" in result.stderr


def test_a_missing_extra_is_told(reviewed: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith(("corpus.review", "uvicorn"))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(command, ["--dataset", reviewed.location, "--no-browser"])
    assert result.exit_code == 1
    assert "pip install 'tabularna[review]'" in result.stderr


def test_an_empty_curator_is_wrong_use(reviewed: Dataset) -> None:
    result = CliRunner().invoke(command, ["--dataset", reviewed.location, "--curator", "  ", "--no-browser"])
    assert result.exit_code == 2
    assert "the name is empty" in result.stderr
