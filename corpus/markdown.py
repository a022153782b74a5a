"""A document as Markdown, for people and for language models."""

from __future__ import annotations

import re

from extract.model import Block, BlockKind, Document, Table

_PREFIX = {BlockKind.TITLE: "# ", BlockKind.NOTE: "> "}


def document_markdown(document: Document) -> str:
    """Return the paper as Markdown; each table stands after its caption, or at the end without one."""
    parts: list[str] = []
    waiting = list(document.tables)
    blocks = document.blocks
    for index, block in enumerate(blocks):
        parts.append(_prefix(block) + escape(block.text))
        more_captions = index + 1 < len(blocks) and blocks[index + 1].kind is BlockKind.CAPTION
        if block.kind is BlockKind.CAPTION and not more_captions:
            own = [table for table in waiting if table.caption and block.text in table.caption]
            parts += [_table(table) for table in own]
            waiting = [table for table in waiting if table not in own]
    parts += [_table(table) for table in waiting]
    if document.references and not any(block.kind is BlockKind.REFERENCE for block in blocks):
        parts += [f"{reference.number}. {escape(reference.text)}" for reference in document.references]
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Return ``text`` so that Markdown and the HTML inside it show it as it stands."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)


def _prefix(block: Block) -> str:
    if block.kind is not BlockKind.HEADING:
        return _PREFIX.get(block.kind, "")
    # "2.1.1 …" is a heading of the third level: one more # for each dot of its number.
    number = re.match(r"\d+(?:\.\d+)*", block.text)
    return "##" + "#" * min(number.group().count(".") if number else 0, 4) + " "


def _table(table: Table) -> str:
    lines = [
        "| " + " | ".join(escape(cell).replace("\n", " ") for cell in row) + " |" for row in (table.header, *table.rows)
    ]
    lines.insert(1, "|" + " --- |" * len(table.header))
    return "\n".join(lines)
