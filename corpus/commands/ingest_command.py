"""``tabularna ingest``: many papers into the curated dataset."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, password_option, tell

if TYPE_CHECKING:
    from corpus.batch import PaperResult, Submit
    from corpus.store.dataset import Failure
    from corpus.worker import WorkerOptions


_RESUME = "what was read is kept, and the same command goes on from there"


@click.command("ingest")
@click.argument("paths", nargs=-1, metavar="PATH...")
@dataset_option
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Worker processes on this machine.",
)
@click.option("--cluster", metavar="ADDRESS", help="Use the workers of a dask.distributed scheduler instead.")
@click.option("--seconds", type=click.FloatRange(1), default=300, show_default=True, help="Time limit per paper.")
@click.option("--megabytes", type=click.IntRange(512), default=4096, show_default=True, help="Memory limit per worker.")
@click.option(
    "--retry-failed", is_flag=True, help="Read again the papers that failed before: all of them where no PATH is given."
)
@click.option("--merge/--no-merge", "merging", default=False, help="Merge what was read into the claims at once.")
@click.option("--model", "models", multiple=True, help="Add the entities of an installed spaCy pipeline.")
@password_option
def command(
    paths: tuple[str, ...],
    dataset: str,
    jobs: int,
    cluster: str | None,
    seconds: float,
    megabytes: int,
    retry_failed: bool,
    merging: bool,
    models: tuple[str, ...],
    password: str | None,
) -> None:
    """Read papers into the dataset: files, folders (all PDFs below them), patterns such as "*.txt", or @LIST for a
    file with one path a line.

    The same command again goes on where it was stopped; after a change of a lexicon or a rule it reads all papers
    anew. What was read waits for `tabularna merge`, which `tabularna diff` shows beforehand.

    \b
    Examples:
      tabularna ingest reviews/ --jobs 2
      tabularna ingest @new.txt --dataset curated.db --merge
      tabularna ingest --retry-failed --seconds 900
    """
    from corpus.batch import PoolError, ingest, results
    from corpus.inputs import InputListError, find_papers
    from corpus.paths import path_of
    from corpus.store.dataset import Dataset
    from corpus.store.merging import merge_each
    from corpus.worker import WorkerOptions
    from extract.errors import EncryptedError
    from nlp.models import ModelError
    from nlp.tagger import load_tagger

    if not paths and not retry_failed:
        raise click.UsageError("name at least one PATH, or --retry-failed")
    passed_over: list[Path] = []
    try:
        papers = find_papers(paths, passed_over)
        if models:
            load_tagger(models=models)  # told here once, and not by every worker
    except (InputListError, ModelError) as error:
        raise click.UsageError(str(error)) from error
    if passed_over:
        tell(_told(passed_over))
    options = WorkerOptions(seconds=seconds, megabytes=megabytes, password=password, models=models)
    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=bool(paths), models=models)) as store:
        papers = papers or tuple(path_of(failure.path) for failure in store.failures())

        def again(failure: Failure) -> bool:
            return retry_failed or (password is not None and failure.kind == EncryptedError.__name__)

        try:
            with _workers(jobs, cluster, options) as (submit, window), _progress(len(papers)) as show:
                report = ingest(store, papers, submit, window=window, again=again, on_result=show)
        except PoolError as error:
            tell(f"error: {error}; {_RESUME}")
            sys.exit(1)
        except KeyboardInterrupt:
            tell(f"stopped; {_RESUME}")
            sys.exit(130)
        for line in results(report):
            tell(line)
        if merging:
            merged = sum(1 for _ in merge_each(store))
            tell(f"merged {merged} paper{'' if merged == 1 else 's'}")
        elif store.versions("extracted"):
            tell("`tabularna diff` shows what is new, `tabularna merge` takes it into the claims")
    if report.failed:
        sys.exit(1)


def _told(passed_over: Sequence[Path]) -> str:
    """Return what is said of files in folders that are no PDFs."""
    kinds = Counter(path.suffix.lower() or "no suffix" for path in passed_over)
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(5))
    return f"folders stand for their PDFs; other files passed over: {told}"


@contextmanager
def _workers(jobs: int, cluster: str | None, options: WorkerOptions) -> Iterator[tuple[Submit, int]]:
    """Start or reach the workers; yields how to give them a paper, and how many to have under way at once."""
    if cluster is None:
        from corpus.batch import local_pool

        with local_pool(jobs, options) as submit:
            # Papers enter the dataset in order: the others go on while the first one takes its time.
            yield submit, 16 * jobs
        return
    try:
        from corpus.cluster import cluster_pool
    except ModuleNotFoundError as error:
        raise click.UsageError("--cluster needs the extra `cluster`: pip install 'tabularna[cluster]'") from error
    with cluster_pool(cluster, options) as reached:
        yield reached


@contextmanager
def _progress(total: int) -> Iterator[Callable[[PaperResult], None]]:
    """Show a bar with rate and time left on standard error; yields what to call with each result."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from corpus.paths import path_text

    columns = (
        TextColumn("papers"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("papers", total=total, rate="")

        def show(result: PaperResult) -> None:
            speed = progress.tasks[0].finished_speed or progress.tasks[0].speed
            progress.update(task, advance=1, rate="" if speed is None else f"{60 * speed:.0f} a minute")
            if result.reason is not None:
                tell(f"failed: {path_text(result.path)}: {result.reason}")

        yield show
