"""What the commands share: options, output, and the way a failure is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from corpus.untrusted import for_terminal
from extract.errors import ReadError

input_file = click.Path(exists=True, dir_okay=False, path_type=Path)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write here, not to standard output.",
)
password_option = click.option("--password", help="Password of an encrypted PDF.")


def write(text: str, output: Path | None) -> None:
    """Write ``text`` as UTF-8 to ``output``, or to standard output where that is ``None``.

    Raises ``click.FileError`` when the file cannot be written.
    """
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error


def tell(message: str) -> None:
    """Say something to the user on standard error."""
    click.echo(for_terminal(message), err=True)


@contextmanager
def read_errors_end_with_1() -> Iterator[None]:
    """Turn a paper that cannot be read into one clear line and exit status 1."""
    try:
        yield
    except ReadError as error:
        tell(f"error: {error}")
        sys.exit(1)


dataset_option = click.option(
    "--dataset",
    default="tabularna.db",
    show_default=True,
    envvar="TABULARNA_DATASET",
    metavar="FILE|URL",
    help="The dataset: an SQLite file, or the URL of a PostgreSQL database.",
)


@contextmanager
def dataset_errors_end_with_1() -> Iterator[None]:
    """Turn a dataset that cannot be used into one clear line and exit status 1."""
    from corpus.store.dataset import DatasetError

    try:
        yield
    except DatasetError as error:
        tell(f"error: {error}")
        sys.exit(1)
