"""Kill the real command, workers and all, at random moments, and check the dataset after each time.

Usage: python benchmarks/dataset/kills.py [--kills 100] [--papers 400] [--jobs 2]

After each ``kill -9`` of ``tabularna ingest --merge`` the file has to be whole and to hold whole papers only, and no
worker may be left running. When all papers are in, their number and their claims have to be those of an ingest that
nobody disturbed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_up import PaperMaker

QUESTIONS = (
    ("PRAGMA integrity_check", [("ok",)]),
    ("PRAGMA foreign_key_check", []),
    ("SELECT sha256 FROM versions GROUP BY sha256, tool_version HAVING count(*) > 1", []),
    ("SELECT id FROM versions WHERE id NOT IN (SELECT version_id FROM sightings)", []),
    (
        "SELECT s.key FROM sightings s JOIN versions v ON v.id = s.version_id"
        " WHERE v.state = 'merged' AND s.key NOT IN (SELECT key FROM claims)",
        [],
    ),
)


def start(folder: Path, database: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Start the command in a process group of its own."""
    command = [sys.executable, "-m", "corpus.cli", "ingest", str(folder / "*.txt"), "--dataset", str(database)]
    return subprocess.Popen(
        [*command, "--merge", "--jobs", str(jobs)], stderr=subprocess.DEVNULL, start_new_session=True
    )


def check(database: Path) -> int:
    """Ask all questions and return the number of papers; raises ``SystemExit`` with what is wrong."""
    connection = sqlite3.connect(database)
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'versions'").fetchall():
        return 0
    for question, expected in QUESTIONS:
        answer = connection.execute(question).fetchall()
        if answer != expected:
            raise SystemExit(f"{question}: {answer[:5]}")
    papers: int = connection.execute("SELECT count(*) FROM versions").fetchone()[0]
    connection.close()
    return papers


def content(database: Path) -> set[tuple[object, ...]]:
    """Return what the dataset says, without times and running numbers."""
    connection = sqlite3.connect(database)
    return set(connection.execute("SELECT key, study, status, evidence_fingerprint FROM claims").fetchall())


def difference(disturbed: Path, calm: Path, status: int) -> str:
    """Say in what the dataset of a disturbed ingest differs from the other one."""
    connection = sqlite3.connect(disturbed)
    failures = connection.execute("SELECT path, reason FROM failures").fetchall()
    states = connection.execute("SELECT state, count(*) FROM versions GROUP BY state").fetchall()
    missing, added = content(calm) - content(disturbed), content(disturbed) - content(calm)
    return (
        f"\nthe last ingest ended with {status}; {len(missing)} claims are missing ({sorted(missing)[:2]}), "
        f"{len(added)} are too many ({sorted(added)[:2]}); versions: {states}; failures: {failures}"
    )


def workers_left(group: int) -> bool:
    """Tell whether a process of the killed command runs a minute later; one that is starting may take its time."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


def seconds_to_the_first_paper(process: subprocess.Popen[bytes], database: Path) -> float:
    """Wait until a command has stored a paper, and return how long that took: before, there is little to lose."""
    began = time.monotonic()
    while process.poll() is None and not (database.exists() and check(database)):
        time.sleep(0.1)
    return time.monotonic() - began


def main() -> None:
    """Kill, check, and compare with an undisturbed run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--papers", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=3, help="longest life of a command after its first paper")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - chance, not secrecy
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        PaperMaker(chance).write(folder, options.papers, paragraphs=4, rows=8)
        calm, disturbed = folder / "calm.db", folder / "disturbed.db"
        process = start(folder, calm, options.jobs)
        start_up = seconds_to_the_first_paper(process, calm)
        if process.wait() != 0:
            raise SystemExit("the undisturbed ingest failed")
        kills = rounds = 0
        while kills < options.kills:
            process = start(folder, disturbed, options.jobs)
            try:
                # One in five dies while it starts.
                life = chance.uniform(0.3, start_up) if chance.random() < 0.2 else start_up
                process.wait(timeout=life + chance.uniform(0, options.seconds))
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                kills += 1
                if workers_left(process.pid):
                    raise SystemExit("a worker outlived its parent") from None
                papers = check(disturbed) if disturbed.exists() else 0
                sys.stdout.write(f"\r{kills} kills, {rounds} whole ingests, {papers} papers")
                sys.stdout.flush()
                continue
            rounds += 1
            if content(disturbed) != content(calm):
                raise SystemExit(difference(disturbed, calm, process.returncode))
            for path in folder.glob("disturbed.db*"):
                path.unlink()
        process = start(folder, disturbed, options.jobs)
        process.wait()
        same = content(disturbed) == content(calm) and check(disturbed) == options.papers
        sys.stdout.write(f"\n{'nothing lost, nothing doubled' if same else 'THE DATASETS DIFFER'}\n")
        raise SystemExit(not same)


if __name__ == "__main__":
    main()
