"""``tabularna tag``: the names in plain text, no PDF involved."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from corpus.commands.options import output_option, tagger_of, tell, write


@click.command("tag")
@click.argument("text", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--model", "models", multiple=True, help="Add the entities of an installed spaCy pipeline.")
@output_option
def command(text: Path, models: tuple[str, ...], output: Path | None) -> None:
    """Find and normalise the names in TEXT (one paragraph a line; - reads standard input).

    The lines are taken as one paper: an abbreviation that one of them defines holds for all.

    \b
    Examples:
      tabularna tag abstract.txt
      echo "敲低H19后恢复A549/DDP细胞对顺铂的敏感性" | tabularna tag -
    """
    from corpus.contract import dump, mentions_json
    from extract.plain import document_from_paragraphs

    try:
        raw = sys.stdin.buffer.read() if str(text) == "-" else text.read_bytes()
        lines = re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        pdf = raw.startswith(b"%PDF")
        tell(f"error: {text}: " + ("a PDF, which `tabularna mine` reads" if pdf else f"byte {error.start}: not UTF-8"))
        sys.exit(1)
    paragraphs = [line for line in lines if line.strip()]
    document = document_from_paragraphs(paragraphs, name=text.name)
    mentions = tagger_of(models).tag(document)
    by_block = {block.id: [m for m in mentions if m.block == block.id] for block in document.blocks}
    write(
        dump(mentions_json((block.text, by_block[block.id]) for block in document.blocks)),
        output,
    )
