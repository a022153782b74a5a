"""How much CPU a command takes before it can answer: ``python benchmarks/startup.py``.

User and system time of whole processes, the median of five runs each, in seconds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

CALLS = (("--help",), ("mine", "--help"), ("mine", "--colour"), ("mien",), ("mine", "missing.pdf"))
RUNS = 5


def cpu_seconds(arguments: tuple[str, ...]) -> float:
    """Return the CPU time of one call in seconds, whatever its exit code."""
    before = os.times()
    call = "from corpus.cli import main; main(prog_name='tabularna')"
    subprocess.run([sys.executable, "-c", call, *arguments], capture_output=True, check=False)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Print one line a call."""
    for arguments in CALLS:
        seconds = statistics.median(cpu_seconds(arguments) for _ in range(RUNS))
        print(f"{'tabularna ' + ' '.join(arguments):28}{seconds:6.2f} s of CPU")


if __name__ == "__main__":
    main()
