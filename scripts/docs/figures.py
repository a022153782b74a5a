"""Write the measured figures into README.md and docs/limits.md: ``python scripts/docs/figures.py [NAME …]``.

A page marks each place with ``<!-- figures NAME -->`` and ``<!-- /figures -->``; between the two stands what the
command of that name prints, as it printed it. Without names, every command is run (some minutes).
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", ROOT / "docs" / "limits.md")
COMMANDS = {
    "scores": ("-m", "corpus.cli", "score", "--no-list"),
    "heldout": ("-m", "corpus.cli", "score", "--held-out", "--no-list"),
    "calibration": ("benchmarks/relations/calibrate.py",),
    "ablation": ("benchmarks/relations/ablation.py",),
    "startup": ("benchmarks/startup.py",),
    "tagging": ("benchmarks/tagging/speed.py",),
}
_PLACE = re.compile(r"(<!-- figures (\w+) -->\n).*?(<!-- /figures -->)", re.DOTALL)


def measure(name: str) -> str:
    """Return what the command of a figure prints; of the scores, the overview. Raises ``CalledProcessError``."""
    printed = subprocess.run(
        [sys.executable, *COMMANDS[name]], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True
    ).stdout
    lines = printed.strip().splitlines()
    if name in ("scores", "heldout"):
        lines = lines[1 : lines.index("")]
    return "```text\n" + "\n".join(line.rstrip() for line in lines) + "\n```\n"


def main(names: Sequence[str]) -> None:
    """Measure and write the figures of the given names."""
    chosen = list(names) or list(COMMANDS)
    measured = {name: measure(name) for name in chosen}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        page.write_text(
            _PLACE.sub(lambda m: m[1] + measured[m[2]] + m[3] if m[2] in measured else m[0], text), encoding="utf-8"
        )
    print("written: " + ", ".join(chosen))


if __name__ == "__main__":
    main(sys.argv[1:])
