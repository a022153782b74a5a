"""Read spoiled PDFs, each in a process of its own limits, and count what came of them.

    PYTHONPATH=. python benchmarks/reading/fuzz.py --mutants 600 --seconds 20

Ends with status 1 when a mutant crashes with anything but the toolkit's own error, hangs, or kills its process; it is
then kept in ``--keep`` for a look.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
from collections import Counter
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from extract.errors import ReadError
from extract.options import ReadOptions
from extract.read import read_document
from tests.extract.mutants import mutants, sound_pdfs

_MEMORY = 2 << 30  # bytes that a process may have


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def read_mutant(data: bytes, seconds: float) -> str:
    """Return what came of reading ``data``: how it was refused, or how it was read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.pdf"
        path.write_bytes(data)
        try:
            document = read_document(path, options=ReadOptions(seconds=seconds))
        except ReadError as error:
            return f"refused: {type(error).__name__}"
    if any(len(block.places) != len(block.text) for block in document.blocks):
        return "wrong: places and text differ"
    return "read with warnings" if document.warnings else "read"


def main() -> int:
    """Run the mutants and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="limit for one file; the process is ended at twice that"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    chosen = parser.parse_args()
    counts: Counter[str] = Counter()
    failures: list[tuple[int, str]] = []
    made = list(mutants(sound_pdfs(), chosen.mutants, chosen.seed))
    with ProcessPool(chosen.jobs, initializer=_limit_memory, context=multiprocessing.get_context("spawn")) as pool:
        tasks = [pool.schedule(read_mutant, args=(data, chosen.seconds), timeout=2 * chosen.seconds) for data in made]
        for index, task in enumerate(tasks):
            try:
                result = task.result()
            except FutureTimeoutError:
                result = "wrong: hangs"
            except ProcessExpired as error:
                result = f"wrong: process ended ({error})"
            except Exception as error:  # noqa: BLE001 - finding them is what this is for
                result = f"wrong: {type(error).__name__}: {error}"[:160]
            counts[result] += 1
            if result.startswith("wrong"):
                failures.append((index, result))
                chosen.keep.mkdir(exist_ok=True)
                (chosen.keep / f"{chosen.seed}-{index}.pdf").write_bytes(made[index])
    for result, count in counts.most_common():
        print(f"{count:5}  {result}")
    for index, result in failures:
        print(f"mutant {index}: {result}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
