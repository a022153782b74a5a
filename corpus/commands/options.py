"""What the commands share: options, output, and the way a failure is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.untrusted import for_terminal
from extract.errors import ReadError
from extract.options import ReadOptions

if TYPE_CHECKING:
    from nlp.tagger import Tagger


class _PaperFile(click.Path):
    """The path of one paper; a folder is wrong use, told with what to do."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises ``click.BadParameter`` where there is no file."""
        if Path(value).is_dir():
            self.fail(f"{value} is a folder; `tabularna ingest {value}` reads all papers in it", param, ctx)
        return super().convert(value, param, ctx)


input_file = _PaperFile(exists=True, dir_okay=False, path_type=Path)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write here, not to standard output.",
)
password_option = click.option("--password", help="Password of an encrypted PDF.")
_LIMITS = ReadOptions()


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of reading one paper: its password, how far it is read, and with how much."""
    for option in (
        click.option(
            "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share a long PDF."
        ),
        click.option("--memory-limit", type=click.IntRange(min=64), metavar="MB", help="Memory of this process."),
        click.option(
            "--time-limit",
            type=click.FloatRange(min=0, min_open=True),
            default=_LIMITS.seconds,
            show_default=True,
            metavar="SECONDS",
            help="Time for reading the paper.",
        ),
        click.option(
            "--max-pages",
            type=click.IntRange(min=1),
            default=_LIMITS.max_pages,
            show_default=True,
            help="Pages that are read.",
        ),
        password_option,
    ):
        command = option(command)
    return command


def limit_memory(megabytes: int | None) -> None:
    """Let this process have no more than that; ``None`` sets no limit."""
    if megabytes is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)


def write(text: str | Iterable[str], output: Path | None) -> None:
    """Write ``text``, which may come in pieces, as UTF-8 to ``output``, or to standard output where that is ``None``.

    Raises ``click.FileError`` when it cannot be written; an older file is then left as it was.
    """
    pieces = (piece.encode("utf-8", "backslashreplace") for piece in ((text,) if isinstance(text, str) else text))
    if output is None:
        try:
            sys.stdout.buffer.writelines(pieces)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise  # whoever read this has seen enough: click ends quietly
        except OSError as error:
            sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - or Python tries once more at its end
            raise click.FileError("standard output", error.strerror or str(error)) from error
        return
    write_bytes(pieces, output)


def write_bytes(data: bytes | Iterable[bytes], output: Path) -> None:
    """Write ``data`` to the file ``output``; raises as ``write`` does."""
    from corpus.output import save

    try:
        save(output, data)
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
    except MemoryError:
        tell("error: the paper needs more memory than this process may have (--memory-limit)")
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


def tagger_of(models: tuple[str, ...]) -> Tagger:
    """Return the tagger with those spaCy pipelines; a pipeline that cannot be used is wrong use, told in one line."""
    from nlp.models import ModelError
    from nlp.tagger import load_tagger

    try:
        return load_tagger(models=models)
    except ModelError as error:
        raise click.UsageError(str(error)) from error
