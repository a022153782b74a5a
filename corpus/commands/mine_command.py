"""``tabularna mine``: records, triples and conflicts of one paper."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpus.commands.options import (
    input_file,
    limit_memory,
    output_option,
    read_errors_end_with_1,
    reading_options,
    tagger_of,
    tell,
    write,
)


@click.command("mine")
@click.argument("paper", type=input_file)
@click.option("--prose-only", is_flag=True, help="Hide the tables: rebuild the records from the prose alone.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["summary", "json", "tsv", "html"]),
    help="Default: a summary on a terminal, JSON otherwise.",
)
@click.option("--model", "models", multiple=True, help="Add the entities of an installed spaCy pipeline.")
@reading_options
@output_option
def command(
    paper: Path,
    prose_only: bool,
    form: str | None,
    models: tuple[str, ...],
    password: str | None,
    max_pages: int,
    time_limit: float,
    memory_limit: int | None,
    jobs: int,
    output: Path | None,
) -> None:
    """Rebuild the evidence records of PAPER (a PDF, or text with one paragraph a line).

    \b
    Examples:
      tabularna mine review.pdf
      tabularna mine review.pdf --format tsv --output rows.tsv
      tabularna mine review.pdf --prose-only --format json
    """
    from corpus.contract import dump, findings_json
    from corpus.pipeline import mine_paper
    from extract.read import ReadOptions

    options = ReadOptions(password=password, max_pages=max_pages, seconds=time_limit, jobs=jobs)
    limit_memory(memory_limit)
    with read_errors_end_with_1():
        tagger = tagger_of(models)
        mined = mine_paper(paper, tagger, options=options, prose_only=prose_only)
    for warning in (*mined.document.warnings, *mined.findings.reports):
        tell(f"warning: {mined.document.source.name}: {warning}")
    form = form or ("summary" if output is None and sys.stdout.isatty() else "json")
    if form == "json":
        write(dump(findings_json(mined.document, mined.findings)), output)
    elif form == "tsv":
        from corpus.tsv import records_tsv

        write(records_tsv(mined.document, mined.findings, tagger), output)
    elif form == "html":
        from corpus.report import report_html

        write(report_html(mined, paper if mined.document.source.pages else None, password=password), output)
    else:
        from corpus.summary import summary_text

        write(summary_text(mined.document, mined.findings), output)
