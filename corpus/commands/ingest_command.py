"""``tabularna ingest``: many papers into the curated dataset."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, password_option, tell


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
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
@click.option("--retry-failed", is_flag=True, help="Read again the papers that failed before.")
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
    """Read papers into the dataset: files, folders, patterns, or @LIST for a file with one path a line.

    The same command again goes on where it was stopped. What was read waits for `tabularna merge`, which
    `tabularna diff` shows beforehand.

    \b
    Examples:
      tabularna ingest reviews/ --jobs 2
      tabularna ingest @new.txt --dataset curated.db --merge
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from corpus.batch import PaperResult, ingest, local_pool, results
    from corpus.inputs import InputListError, find_papers
    from corpus.store.dataset import Dataset
    from corpus.store.merging import merge_each
    from corpus.worker import WorkerOptions

    try:
        papers = find_papers(paths)
    except InputListError as error:
        raise click.UsageError(str(error)) from error
    options = WorkerOptions(seconds=seconds, megabytes=megabytes, password=password, models=models)
    with dataset_errors_end_with_1(), ExitStack() as stack:
        store = Dataset.open(dataset)
        stack.callback(store.close)
        if cluster is None:
            submit = stack.enter_context(local_pool(jobs, options))
            window = 4 * jobs
        else:
            from corpus.cluster import cluster_pool

            submit, window = stack.enter_context(cluster_pool(cluster, options))
        progress = stack.enter_context(
            Progress(
                TextColumn("papers"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )
        )
        task = progress.add_task("papers", total=len(papers), rate="")

        def show(result: PaperResult) -> None:
            speed = progress.tasks[0].finished_speed or progress.tasks[0].speed
            progress.update(task, advance=1, rate="" if speed is None else f"{60 * speed:.0f} a minute")
            if result.reason is not None:
                tell(f"failed: {result.path}: {result.reason}")

        report = ingest(store, papers, submit, window=window, retry_failed=retry_failed, on_result=show)
        progress.stop()
        for line in results(report):
            tell(line)
        if merging:
            merged = sum(1 for _ in merge_each(store))
            tell(f"merged {merged} paper{'' if merged == 1 else 's'}")
    if report.failed:
        sys.exit(1)
