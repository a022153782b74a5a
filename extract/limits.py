"""A limit of time that holds inside of the parser as well."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 0.2  # seconds between two alarms: a parser may take the first for damage of the file and go on


class TimeLimitError(Exception):
    """The time for the whole file is over."""


@contextmanager
def time_limit(seconds: float) -> Iterator[float]:
    """Raise :class:`TimeLimitError` in the block after ``seconds``; give the deadline, a ``time.monotonic``.

    Only the main thread of a program on POSIX can be interrupted anywhere. Elsewhere, and where the program has an
    alarm of its own running, the block has to look at the deadline itself.
    """
    deadline = time.monotonic() + seconds
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer") or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield deadline
        return

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise TimeLimitError

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield deadline
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
