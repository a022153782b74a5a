"""Write ``docs/cli.md`` from the commands' own help: ``python scripts/docs/cli_reference.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from corpus.cli import COMMANDS

TARGET = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
HEAD = """# Command line

Made by `python scripts/docs/cli_reference.py` from the commands' own help; a test compares the two.
"""


def reference() -> str:
    """Return the whole page. Each command is asked in a process of its own, as a user would ask it."""
    sections = [_section("tabularna"), *(_section("tabularna", name) for name in COMMANDS)]
    return "\n".join([HEAD, *sections])


def _section(*words: str) -> str:
    asked = subprocess.run(
        [sys.executable, "-c", "from corpus.cli import main; main(prog_name='tabularna')", *words[1:], "--help"],
        env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return f"## {' '.join(words)}\n\n```text\n{asked.stdout.strip()}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    print(f"{TARGET.name} written")
