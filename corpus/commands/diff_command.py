"""``tabularna diff``: what merging would change."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, output_option, write


@click.command("diff")
@dataset_option
@click.option("--all", "show_all", is_flag=True, help="Show unchanged claims too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def command(dataset: str, show_all: bool, form: str, output: Path | None) -> None:
    """Show what the papers that were read, but not merged, would change in the dataset.

    \b
    Examples:
      tabularna diff --dataset curated.db
      tabularna diff --format json
    """
    from corpus.changes import changes_json, changes_text
    from corpus.store.dataset import Dataset
    from corpus.store.merging import plan_each

    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=False)) as store:
        planned = plan_each(store)
        text = (
            changes_json(planned, store.printed_studies, show_all=show_all)
            if form == "json"
            else "".join(changes_text(planned, store.printed_studies, show_all=show_all))
        )
    write(text, output)
