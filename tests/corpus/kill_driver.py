"""Run as a program: ingest and merge in child processes that die at random moments, and check after each death.

Usage: ``python -m tests.corpus.kill_driver FOLDER DEATHS SEED``. A child dies of an alarm's default action: like
``kill -9``, it runs no handler and may strike inside a write, a commit or an fsync. What a child was told to be
stored, it noted in a file of its own before it went on: none of that may be missing afterwards.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from corpus.batch import PaperResult, ingest
from corpus.extraction import Extraction
from corpus.store.dataset import Dataset
from corpus.store.merging import merge_each
from tests.corpus.faulty_reader import read

PAPERS = 12
ROWS = 4


@dataclass(frozen=True, slots=True)
class Read:
    """A paper that is read in this process, at once."""

    path: Path

    def result(self) -> Extraction:
        return read(self.path)


def write_papers(folder: Path, round_number: int) -> list[Path]:
    papers = []
    for number in range(PAPERS):
        rows = "\n".join(f"miR-{number + row}\tcisplatin\tpromotes" for row in range(ROWS))
        paper = folder / f"{round_number}-{number}.txt"
        title = f"Review {round_number} {number} of exosomes and resistance"
        paper.write_text(f"{title}\n\n<<table 1>>\nncRNA\tdrug\teffect\n{rows}\n<</table 1>>\n", encoding="utf-8")
        papers.append(paper)
    return papers


def work(database: Path, papers: list[Path], told: Path) -> None:
    with told.open("a", encoding="utf-8") as log:

        def note(result: PaperResult) -> None:
            if result.outcome is not None:
                log.write(result.path.name + "\n")
                log.flush()

        dataset = Dataset.open(database)
        ingest(dataset, papers, Read, window=4, on_result=note)
        for done in merge_each(dataset):
            log.write("merged " + done.version.name + "\n")
            log.flush()
        dataset.close()


def child(database: Path, papers: list[Path], told: Path, seconds: float | None) -> bool:
    """Work in a child process that dies after ``seconds``; tell whether it came to its end."""
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        if seconds is not None:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        work(database, papers, told)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise SystemExit(f"the ingest failed after an earlier death (exit status {os.WEXITSTATUS(status)})")
    return os.WIFEXITED(status)


def check(database: Path, told: Path) -> None:
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'versions'").fetchall():
        assert not told.exists() or not told.read_text(), "something was told before there were tables"
        return
    versions = dict(connection.execute("SELECT name, state FROM versions").fetchall())
    assert len(versions) == connection.execute("SELECT count(*) FROM versions").fetchone()[0], "a paper is doubled"
    for line in told.read_text(encoding="utf-8").splitlines():
        name = line.removeprefix("merged ")
        assert name in versions, f"{name} was told to be stored and is not there"
        assert not line.startswith("merged ") or versions[name] == "merged", f"{name} was told to be merged"
    halves = connection.execute(
        "SELECT v.name, count(s.id) FROM versions v LEFT JOIN sightings s ON s.version_id = v.id GROUP BY v.id"
        " HAVING count(s.id) <> ?",
        (ROWS,),
    ).fetchall()
    assert halves == [], "half a paper is stored"
    orphans = connection.execute(
        "SELECT count(*) FROM sightings s JOIN versions v ON v.id = s.version_id"
        " WHERE v.state = 'merged' AND s.key NOT IN (SELECT key FROM claims)"
    ).fetchone()[0]
    assert orphans == 0, "a merged paper lacks claims"
    connection.close()


def main(folder: Path, deaths: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    died = rounds = 0
    start = time.perf_counter()
    papers = write_papers(folder, 0)
    child(folder / "measure.db", papers, folder / "measured", None)
    whole = time.perf_counter() - start
    while died < deaths:
        rounds += 1
        papers = write_papers(folder, rounds)
        database, told = folder / f"{rounds}.db", folder / f"{rounds}.told"
        # Half of the time that is needed: a few deaths, then the end.
        while not child(database, papers, told, chance.uniform(0, whole / 2)):
            died += 1
            if database.exists():
                check(database, told)
        check(database, told)
        states = sqlite3.connect(database).execute("SELECT state, count(*) FROM versions GROUP BY state").fetchall()
        assert states == [("merged", PAPERS)], f"round {rounds} ended with {states}"
    sys.stdout.write(
        f"{died} deaths in {rounds} ingests of {PAPERS} papers, one took {whole:.2f} s: nothing lost, nothing doubled\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
