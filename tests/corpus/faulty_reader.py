"""A reader for worker processes that does what the paper's text says. Loads no lexicons, so that tests are quick."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from corpus.extraction import Extraction, extraction_of
from corpus.pipeline import MinedPaper
from corpus.worker import WorkerOptions, limit_memory
from extract.errors import NoTextError
from extract.plain import document_from_text
from nlp.model import Effect, Findings, Record, RowEvidence


def set_up(options: WorkerOptions) -> None:
    """Set the limit of memory, as the real worker does."""
    if options.megabytes is not None:
        limit_memory(options.megabytes)


def set_up_in_vain(options: WorkerOptions) -> None:
    """End every worker before its first paper, as a missing file of the installation would."""
    del options
    os._exit(4)


def read(path: Path) -> Extraction:
    """Fail as the paper's first word says, or return one claim for each of its tables' rows."""
    text = path.read_text(encoding="utf-8")
    match text.split()[0]:
        case "EXIT":
            os._exit(3)
        case "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        case "HANG":
            while True:
                signal.pause()
        case "MEMORY":
            bytearray(6 << 30)  # more than the tests' limit, less than any address space
        case "BUG":
            raise ZeroDivisionError("a bug of ours")
        case "SCAN":
            raise NoTextError(path.name, "no text layer", page=2)
    document = document_from_text(text, path.name)
    records = tuple(
        Record(
            table.id,
            number,
            (),
            (row[0],),
            (row[1],),
            Effect(row[2]),
            row[2],
            None,
            (),
            (),
            (RowEvidence(table.id, number),),
        )
        for table in document.tables
        for number, row in enumerate(table.rows, start=1)
    )
    return extraction_of(MinedPaper(document, Findings(records=records)))
