"""``tabularna export``: the curated dataset in other programs' formats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, tell, write

if TYPE_CHECKING:
    from corpus.store.dataset import Dataset

_TEXT = ("tsv", "csv", "jsonl", "bioc", "pubtator", "webannotation", "ncrnadrug", "noncorna", "mirtarbase")
_FILES = ("xlsx", "graphml")


@click.command("export")
@dataset_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["package", *_TEXT, *_FILES]),
    default="tsv",
    show_default=True,
    help="package: a folder of sorted TSV with datapackage.json, made for git and for `tabularna import`.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write here, not to standard output; for package a folder.",
)
def command(dataset: str, form: str, output: Path | None) -> None:
    """Write the claims of the dataset, or the names and relations of its papers.

    \b
    tsv csv xlsx jsonl              the claims as they stand
    package                         the claims and decisions as files that curators edit
    bioc pubtator webannotation     the names and relations in the papers' text
    graphml                         the evidence network, for Cytoscape
    ncrnadrug noncorna mirtarbase   CSV in the columns of those databases; what they cannot hold is told

    \b
    Examples:
      tabularna export --format xlsx --output claims.xlsx
      tabularna export --format package --output curated/
      tabularna export --format bioc --output papers.json
    """
    from corpus.store.dataset import Dataset

    if form in ("package", *_FILES) and output is None:
        raise click.UsageError(f"--format {form} needs --output")
    if output is not None and output.is_dir() is not (form == "package") and output.exists():
        kind = "a folder" if form == "package" else "a file"
        raise click.UsageError(f"--format {form} writes {kind}, which {output} is not")
    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=False)) as store:
        if output is None or form in _TEXT:
            write(_text(store, form), output)
        elif form == "package":
            _package(store, output)
        else:
            _file(store, form, output)


def _package(store: Dataset, output: Path) -> None:
    from corpus.exchange.package import write_package

    with _file_errors(output):
        write_package(store, output)


def _file(store: Dataset, form: str, output: Path) -> None:
    if form == "xlsx":
        from corpus.exchange.frames import claims_workbook

        data = claims_workbook(store)
    else:
        from corpus.exchange.network import graphml, standing_claims

        data = graphml(standing_claims(store))
    with _file_errors(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(data)


def _text(store: Dataset, form: str) -> str:
    from corpus.exchange import annotations, databases, frames, papers
    from corpus.exchange.network import standing_claims

    if form in ("tsv", "csv"):
        return frames.claims_table(store, "\t" if form == "tsv" else ",")
    if form == "jsonl":
        return frames.claims_lines(store)
    if form in ("bioc", "pubtator", "webannotation"):
        writers = {
            "bioc": annotations.bioc_json,
            "pubtator": annotations.pubtator,
            "webannotation": annotations.web_annotations,
        }
        return writers[form](papers.stored_papers(store))
    exported = databases.database_csv(standing_claims(store), form)
    for loss in exported.losses:
        tell(f"{form}: {loss}")
    return exported.text


@contextmanager
def _file_errors(output: Path) -> Iterator[None]:
    """Tell a file that cannot be written as every command does."""
    try:
        yield
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error
