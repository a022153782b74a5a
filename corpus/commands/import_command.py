"""``tabularna import``: curated files back into the dataset."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, tell


@click.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@dataset_option
@click.option("--curator", required=True, help="Whose decisions the edited rows are.")
def command(folder: Path, dataset: str, curator: str) -> None:
    """Apply the edited rows of FOLDER, which `tabularna export --format package` wrote.

    An edited line of claims.tsv becomes a decision of the curator: a changed value corrects the claim, the status
    accepted or rejected (with the reason as note) says so. Every bad line is told with file and number, and then
    nothing at all is applied.

    \b
    Example:
      tabularna import curated/ --curator "A. Lee"
    """
    from corpus.exchange.package import PackageError, read_package
    from corpus.store.dataset import Dataset

    if not curator.strip():
        raise click.BadParameter("the name is empty", param_hint="--curator")
    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=False)) as store:
        try:
            done = read_package(store, folder, curator)
        except PackageError as error:
            for problem in error.problems:
                tell(f"error: {problem}")
            tell("nothing was applied")
            sys.exit(1)
    if done.absent:
        tell(f"{done.absent} claims of the dataset have no line in claims.tsv, which changes nothing")
    tell(f"{done.changed} claim{'' if done.changed == 1 else 's'} changed" if done.changed else "nothing was edited")
