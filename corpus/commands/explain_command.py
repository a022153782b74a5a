"""``tabularna explain``: how a sentence is understood."""

from __future__ import annotations

import sys

import click

from corpus.commands.options import write


@click.command("explain")
@click.argument("text")
def command(text: str) -> None:
    """Show the tokens, names, cues, scopes, rules and triples of TEXT (- reads standard input).

    \b
    Examples:
      tabularna explain "敲低MALAT1后，A549/DDP细胞对顺铂的敏感性增强"
      tabularna explain "miR-21 promotes cisplatin resistance by targeting PTEN."
    """
    from corpus.untrusted import for_terminal
    from nlp.explain import explain
    from nlp.tagger import load_tagger

    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    text = " ".join(text.split())
    if not text:
        raise click.UsageError("there is no text to explain")
    write("".join(f"{for_terminal(line)}\n" for line in explain(text, load_tagger())), None)
