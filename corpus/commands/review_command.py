"""``tabularna review``: the review page."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, password_option, tell


@click.command("review")
@dataset_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Where the page answers on this machine; 0 takes a free one.",
)
@click.option("--curator", metavar="NAME", help="Whose decisions these are; without it the page asks.")
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page in a browser.")
@password_option
def command(dataset: str, port: int, curator: str | None, browser: bool, password: str | None) -> None:
    """Review the claims of the dataset in a browser: the evidence on its page, and a decision on each.

    The page answers on this machine only (127.0.0.1) and needs no network. Ctrl-C ends it; every decision is stored
    when it is taken. Several curators may work on one dataset at once.

    \b
    Examples:
      tabularna review
      tabularna review --dataset curated.db --curator "Lin Mei" --port 9000
    """
    try:
        from corpus.review.server import PortTakenError, serve
    except ModuleNotFoundError as error:
        tell(f"error: the review page needs {error.name}: pip install 'tabularna[review]'")
        sys.exit(1)
    from corpus.review.session import tidy_name
    from corpus.store.dataset import Dataset

    name = None
    if curator is not None:
        name = tidy_name(curator)
        if not name:
            raise click.BadParameter("the name is empty", param_hint="--curator")
    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=False)) as store:
        try:
            serve(store, port=port, curator=name, password=password, open_browser=browser, tell=tell)
        except PortTakenError as error:
            tell(f"error: {error}; choose another one: tabularna review --port {port + 1 if port < 65535 else 8765}")
            sys.exit(1)
