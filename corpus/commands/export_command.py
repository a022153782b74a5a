"""``tabularna export``: the curated dataset in other programs' formats."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, tell, write, write_bytes

if TYPE_CHECKING:
    from corpus.store.dataset import Dataset

_TEXT = ("tsv", "csv", "jsonl", "bioc", "pubtator", "webannotation", "ncrnadrug", "noncorna", "mirtarbase")
_FILES = ("xlsx", "graphml")
_SEPARATORS = {"tsv": "\t", "csv": ","}


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
    tsv csv xlsx jsonl              the claims as they stand, with identifiers and references (for Excel: xlsx or csv)
    package                         claims, decisions and evidence as files that curators edit
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
    damages: list[str] = []
    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=False)) as store:
        if output is None or form in _TEXT:
            text = _text(store, form, damages)
            if form == "csv" and output is not None and isinstance(text, str):
                text = "\ufeff" + text  # or Excel takes the file for one in the old code page of the system
            write(text, output)
        elif form == "package":
            damages += _package(store, output)
        else:
            write_bytes(_file(store, form, damages), output)
    for damage in damages:
        tell(f"error: {dataset}: {damage}")
    if damages:
        sys.exit(1)


def _package(store: Dataset, output: Path) -> tuple[str, ...]:
    from corpus.exchange.package import write_package

    try:
        return write_package(store, output)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error


def _file(store: Dataset, form: str, damages: list[str]) -> bytes:
    if form == "xlsx":
        from corpus.exchange.workbook import SheetError, claims_workbook

        try:
            return claims_workbook(store, damages)
        except SheetError as error:
            raise click.ClickException(f"{error}; --format tsv holds them all") from error
    from corpus.exchange.network import graphml, standing_claims

    return graphml(standing_claims(store))


def _text(store: Dataset, form: str, damages: list[str]) -> str | Iterable[str]:
    if form in ("tsv", "csv", "jsonl"):
        from corpus.exchange import frames

        return frames.claims_lines(store) if form == "jsonl" else frames.claims_table(store, _SEPARATORS[form])
    if form in ("bioc", "pubtator", "webannotation"):
        return _annotations(store, form, damages)
    from corpus.exchange.databases import database_csv, ncrna_classes
    from corpus.exchange.network import standing_claims

    exported = database_csv(standing_claims(store), form, ncrna_classes(store))
    for loss in exported.losses:
        tell(f"{form}: {loss}")
    return exported.text


def _annotations(store: Dataset, form: str, damages: list[str]) -> Iterator[str]:
    from corpus.exchange.annotations import bioc_json, pubtator, web_annotations
    from corpus.exchange.papers import stored_papers

    left_out: Counter[str] = Counter()
    if form == "webannotation":
        yield from web_annotations(stored_papers(store, damages))
    else:
        yield from (bioc_json if form == "bioc" else pubtator)(stored_papers(store, damages), left_out)
    for reason, count in sorted(left_out.items()):
        tell(f"{form}: left out: {count} {reason}")
