"""Write ``docs/cli.md`` from the commands' own help: ``python scripts/docs/cli_reference.py``."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.cli import COMMANDS, main

TARGET = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
HEAD = """# Command line

Made by `python scripts/docs/cli_reference.py` from the commands' own help; a test compares the two.
"""


def reference() -> str:
    """Return the whole page."""
    parts = [HEAD, _section("tabularna", main)]
    context = click.Context(main, info_name="tabularna")
    for name in COMMANDS:
        command = main.get_command(context, name)
        if command is None:
            raise LookupError(name)
        parts.append(_section(f"tabularna {name}", command))
    return "\n".join(parts)


def _section(title: str, command: click.Command) -> str:
    context = click.Context(
        command, info_name=title, max_content_width=100, terminal_width=100, help_option_names=["-h", "--help"]
    )
    return f"## {title}\n\n```text\n{command.get_help(context).strip()}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    print(f"{TARGET.name} written")
