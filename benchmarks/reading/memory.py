"""The peak of memory of this process alone."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_megabytes() -> float:
    """Return the most memory that this process has held, in megabytes.

    On Linux, ``getrusage`` counts what the parent held when it made this process, so the kernel's own mark is read.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        marks = [line.split() for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        if marks:
            return int(marks[0][1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
