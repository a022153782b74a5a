"""The ``tabularna`` command. Nothing heavy is imported before the command that needs it runs."""

from __future__ import annotations

import importlib
import logging
import sys
from typing import Any

import click

# Each name X has a module corpus.commands.X_command that defines a click command called ``command``.
COMMANDS = {
    "read": "Read a paper into text, tables and references.",
    "tag": "Find and normalise the names in plain text.",
    "mine": "Rebuild records, triples and conflicts from one paper.",
    "explain": "Show how a sentence is understood.",
    "ingest": "Read many papers into the curated dataset.",
    "diff": "Show what new papers would change in the dataset.",
    "merge": "Merge extracted records into the curated dataset.",
    "export": "Write the dataset in an exchange format.",
    "import": "Read an edited workbook or package back into the dataset.",
    "review": "Open the review page in a browser.",
    "plot": "Draw the evidence network, counts and score plots.",
    "score": "Score the extraction against a gold set.",
}


# What an installation without all extras may lack, and the extra that has it.
EXTRAS = {"openpyxl": "excel", "matplotlib": "plot", "bokeh": "plot"}


class LazyGroup(click.Group):
    """A command group whose commands are imported one at a time, when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the command names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command; ``None`` when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"corpus.commands.{cmd_name}_command")
        command = module.command
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake of ours, not of the user
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises ``click.UsageError`` where it needs an extra that is not installed."""
        try:
            return super().invoke(ctx)
        except ImportError as error:
            # pandas tells of a missing package in words of its own.
            extra = next((e for name, e in EXTRAS.items() if name in (error.name or str(error))), None)
            if extra is None:
                raise
            raise click.UsageError(f"this needs the extra `{extra}`: pip install 'tabularna[{extra}]'") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table above, so that ``--help`` imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tabularna", prog_name="tabularna")
def main() -> None:
    """Mine reviews on non-coding RNA and drug resistance, in Chinese and English.

    Reads PDFs, rebuilds their evidence tables, finds the same facts in the prose, reports where the two
    disagree, and keeps a curated dataset up to date.

    \b
    Example:
      tabularna mine review.pdf
    """
    # pdfminer remarks on every oddity of a file; what matters is told as a warning of the document.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)


if __name__ == "__main__":
    sys.exit(main())
