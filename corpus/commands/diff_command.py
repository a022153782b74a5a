"""``tabularna diff``: what merging would change."""

from __future__ import annotations

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
    from corpus.store.curate import plan
    from corpus.store.dataset import Dataset

    with dataset_errors_end_with_1():
        planned = plan(Dataset.open(dataset))
    render = changes_json if form == "json" else changes_text
    write(render(planned, show_all=show_all), output)
