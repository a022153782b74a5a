"""``tabularna import``: curated files back into the dataset."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, tell


@click.command("import")
@click.argument("edited", metavar="FOLDER|XLSX", type=click.Path(exists=True, path_type=Path))
@dataset_option
@click.option("--curator", required=True, help="Whose decisions the edited rows are.")
def command(edited: Path, dataset: str, curator: str) -> None:
    """Apply the edited rows of a FOLDER from `tabularna export --format package`, or of a workbook from --format xlsx.

    An edited line of claims.tsv, or row of the workbook, becomes a decision of the curator: a changed value corrects
    the claim, the status accepted or rejected (with the reason as note) says so. Every bad line is told with file and
    number, and then nothing at all is applied.

    \b
    Examples:
      tabularna import curated/ --curator "A. Lee"
      tabularna import claims.xlsx --curator "A. Lee"
    """
    from corpus.exchange.edited import PackageError
    from corpus.exchange.package import read_package
    from corpus.store.dataset import Dataset

    if not curator.strip():
        raise click.BadParameter("the name is empty", param_hint="--curator")
    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=False)) as store:
        try:
            done = read_package(store, edited, curator)
        except PackageError as error:
            for problem in error.problems:
                tell(f"error: {problem}")
            tell("nothing was applied")
            sys.exit(1)
    if done.absent:
        tell(f"{done.absent} claims of the dataset have no line in the file, which changes nothing")
    tell(f"{done.changed} claim{'' if done.changed == 1 else 's'} changed" if done.changed else "nothing was edited")
