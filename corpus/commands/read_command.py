"""``tabularna read``: a paper as text, tables and references."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.commands.options import (
    input_file,
    limit_memory,
    output_option,
    read_errors_end_with_1,
    reading_options,
    tell,
    write,
)


@click.command("read")
@click.argument("paper", type=input_file)
@click.option("--format", "form", type=click.Choice(["json", "markdown", "text"]), default="json", show_default=True)
@reading_options
@output_option
def command(
    paper: Path,
    form: str,
    password: str | None,
    max_pages: int,
    time_limit: float,
    memory_limit: int | None,
    jobs: int,
    output: Path | None,
) -> None:
    """Read PAPER (a PDF, or text with one paragraph a line) in its true reading order.

    \b
    Examples:
      tabularna read review.pdf --format markdown
      tabularna read review.pdf --output review.json
    """
    from corpus.contract import document_json, dump
    from corpus.markdown import document_markdown
    from extract.plain import document_to_text
    from extract.read import ReadOptions, read_document

    options = ReadOptions(password=password, max_pages=max_pages, seconds=time_limit, jobs=jobs)
    limit_memory(memory_limit)
    with read_errors_end_with_1():
        document = read_document(paper, options=options)
    for warning in document.warnings:
        tell(f"warning: {document.source.name}: {warning}")
    if form == "json":
        write(dump(document_json(document)), output)
    elif form == "markdown":
        write(document_markdown(document), output)
    else:
        write(document_to_text(document), output)
