"""``tabularna merge``: what was read becomes part of the curated dataset."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, output_option, write


@click.command("merge")
@dataset_option
@click.option("--dry-run", is_flag=True, help="Only show what would happen.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def command(dataset: str, dry_run: bool, form: str, output: Path | None) -> None:
    """Merge the papers that were read into the dataset; a curator's word is never overwritten.

    \b
    Examples:
      tabularna merge --dry-run
      tabularna merge --dataset curated.db
    """
    from corpus.changes import changes_json, changes_text
    from corpus.store.dataset import Dataset
    from corpus.store.merging import merge_each, plan_each

    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=False)) as store:
        done = plan_each(store) if dry_run else merge_each(store)
        if form == "json":
            write(changes_json(done, store.printed_studies, show_all=False), output)
            return
        told: list[str] = []
        try:
            for line in changes_text(done, store.printed_studies, show_all=False):
                told.append(line)  # noqa: PERF402 - what came before a fault has to be kept
        finally:  # what was merged before a fault is merged, and is told
            write("".join(told), output)
