"""Typeset the English review on lung cancer and write its gold: ``python scripts/sample/typeset_lung.py``.

Reads ``gold/papers/dev-lung-review-en/source.markup`` and writes ``paper.pdf``, ``paper.txt`` and everything that is
marked beside it. Set with WeasyPrint (HTML in two columns, a shaded table with hairlines) so that not all gold papers
come from one typesetter. Needs the ``dev`` extra.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import weasyprint

from extract.model import BlockKind, Document, Table
from extract.plain import document_from_text, document_to_text
from gold.convert import join_to_text, write_annotation
from gold.load import PAPER
from gold.markup import read_markup
from gold.tsv import write_rows

FOLDER = Path(__file__).resolve().parents[2] / "gold" / "papers" / "dev-lung-review-en"
MARKUP = FOLDER / "source.markup"

STYLE = """
@page { size: 210mm 280mm; margin: 20mm 17mm;
  @top-left { content: "Drug Response Reviews 3 (2024) 12-14"; font: 7.5pt "Liberation Sans"; }
  @bottom-right { content: counter(page); font: 8pt "Liberation Sans"; } }
body { font: 9.4pt/1.32 "Liberation Serif"; }
h1 { font: bold 15pt/1.2 "Liberation Sans"; }
.front { border-bottom: 0.5pt solid #888; margin-bottom: 4mm; }
.columns { columns: 2; column-gap: 7mm; text-align: justify; hyphens: auto; }
h2 { font: bold 9.6pt "Liberation Sans"; margin: 3mm 0 1.2mm; break-after: avoid; }
p { margin: 0 0 1mm; text-indent: 1em; }
.front p, .references p { text-indent: 0; }
.references p { font-size: 7.4pt; }
sup { font-size: 6.4pt; line-height: 0; }
table { border-collapse: collapse; width: 100%; font: 7.8pt "Liberation Sans"; margin-bottom: 5mm; }
th { background: #dde4ee; text-align: left; }
th, td { border-bottom: 0.25pt solid #999; padding: 1mm 1.4mm; vertical-align: top; }
caption { font: bold 8.4pt "Liberation Sans"; text-align: left; padding-bottom: 1mm; }
"""


def main() -> None:
    """Write the PDF, the true text and the annotation."""
    items = read_markup(MARKUP)
    text = document_to_text(items[0].document)
    document = document_from_text(text, "paper.txt")
    weasyprint.HTML(string=page(document)).write_pdf(FOLDER / "paper.pdf")
    (FOLDER / "paper.txt").write_text(text, encoding="utf-8", newline="\n")
    write_annotation(join_to_text(items, document, MARKUP), FOLDER)
    facts = [("language", "en"), ("pdf", "paper.pdf"), ("text", "paper.txt")]
    write_rows(FOLDER / "paper.tsv", PAPER, [*facts, ("topic", "lung cancer; written in our own words to be held out")])


def page(document: Document) -> str:
    """Return the paper as HTML: front matter and table over the full width, all else in two columns."""
    front: list[str] = []
    first: list[str] = []
    rest: list[str] = []
    references: list[str] = []
    body = first
    caption = ""
    for block in document.blocks:
        text = escape(block.text)
        if block.kind is BlockKind.TITLE:
            front.append(f"<h1>{text}</h1>")
        elif block.kind in (BlockKind.ABSTRACT, BlockKind.KEYWORDS):
            front.append(f"<p>{re.sub('^[^:]*:', lambda label: f'<b>{label.group()}</b>', text)}</p>")
        elif block.kind is BlockKind.CAPTION:
            caption, body = text, rest
        elif block.kind is BlockKind.REFERENCE:
            references.append(f"<p>{text}</p>")
        elif block.kind is BlockKind.HEADING:
            body.append(f"<h2>{text}</h2>")
        else:
            body.append(f"<p>{text}</p>")
    return (
        f"<html lang=en><style>{STYLE}</style><div class=front>{''.join(front)}</div>"
        f"<div class=columns>{''.join(first)}</div>{_table(document.tables[0], caption)}"
        f"<div class=columns>{''.join(rest)}<div class=references>{''.join(references)}</div></div></html>"
    )


def _table(table: Table, caption: str) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell).replace('; ', '<br>')}</td>" for cell in row) + "</tr>"
        for row in table.rows
    )
    return f"<table><caption>{caption}</caption><tr>{head}</tr>{rows}</table>"


if __name__ == "__main__":
    main()
