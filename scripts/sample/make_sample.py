"""Typeset the bundled sample and write its gold: ``python scripts/sample/make_sample.py``.

Reads ``sample-review.markup`` beside this file; writes ``corpus/sample/sample-review.pdf``, and in
``gold/papers/sample-review`` the true text and everything that is marked in it. What the table says (``records.tsv``,
``table-triples.tsv``, ``conflicts.tsv``) is typed there by hand. Needs the ``dev`` extra and the Debian package
``fonts-noto-cjk``.
"""

from __future__ import annotations

import re
from pathlib import Path

import typst

from extract.model import Block, BlockKind, Document, Table
from extract.plain import document_from_text, document_to_text
from gold.convert import join_to_text, write_annotation
from gold.load import PAPER
from gold.markup import read_markup
from gold.tsv import write_rows

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MARKUP = HERE / "sample-review.markup"
PDF = ROOT / "corpus" / "sample" / "sample-review.pdf"
GOLD = ROOT / "gold" / "papers" / "sample-review"

PREAMBLE = """
#set document(title: "tabularna sample review", date: none)
#set page(paper: "a4", columns: 2, margin: (x: 1.8cm, top: 2.2cm, bottom: 1.8cm), numbering: "1",
  header: text(size: 8pt)[#h(1fr) tabularna 示例 · Sample review #h(1fr)])
#set columns(gutter: 0.8cm)
#set text(font: ("Libertinus Serif", "Noto Serif CJK SC"), size: 9.5pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.62em, spacing: 0.75em, first-line-indent: (amount: 2em, all: true))
#let head(size, body) = block(above: 1em, below: 0.7em, sticky: true,
  text(font: "Noto Sans CJK SC", weight: "bold", size: size, body))
#let front(body) = par(first-line-indent: 0pt, body)
"""


def main() -> None:
    """Write the PDF, the true text and the annotation."""
    items = read_markup(MARKUP)
    text = document_to_text(items[0].document)
    document = document_from_text(text, "paper.txt")
    PDF.parent.mkdir(parents=True, exist_ok=True)
    PDF.write_bytes(typst.compile(typst_source(document).encode("utf-8"), timestamp=0))
    GOLD.mkdir(parents=True, exist_ok=True)
    (GOLD / "paper.txt").write_text(text, encoding="utf-8", newline="\n")
    write_annotation(join_to_text(items, document, MARKUP), GOLD)
    facts = [("language", "zh"), ("pdf", "../../../corpus/sample/sample-review.pdf"), ("text", "paper.txt")]
    write_rows(GOLD / "paper.tsv", PAPER, [*facts, ("topic", "gastric cancer; the bundled sample")])


def typst_source(document: Document) -> str:
    """Return the typst source of the paper: front matter and table over both columns, all else in two."""
    tables = list(document.tables)
    front: list[str] = []
    body: list[str] = []
    captions: list[str] = []
    for block in document.blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.ABSTRACT, BlockKind.KEYWORDS):
            front.append(_front(block))
        elif block.kind is BlockKind.CAPTION:
            captions.append(block.text)
            if len(captions) == 2:
                body.append(_table(captions, tables.pop(0)))
                captions = []
        elif block.kind is BlockKind.HEADING:
            body.append(f"#head(10pt, {_string(block.text)})")
        elif block.kind is BlockKind.REFERENCE:
            body.append(
                f"#par(first-line-indent: 0pt, hanging-indent: 1.6em, text(size: 7.5pt, {_string(block.text)}))"
            )
        else:
            body.append(_paragraph(block.text))
    spanning = "\n\n".join(front)
    return f'{PREAMBLE}\n#place(top, scope: "parent", float: true, clearance: 1.4em)[\n{spanning}\n]\n' + "\n\n".join(
        body
    )


def _front(block: Block) -> str:
    if block.kind is BlockKind.TITLE:
        size = "15pt" if block.lang == "zh" else "12pt"
        return f'#align(center, text(size: {size}, weight: "bold", {_string(block.text)}))'
    colon = re.search("[:：]", block.text)
    end = colon.end() if colon else 0
    label, rest = block.text[:end], block.text[end:]
    return f"#front(text(size: 9pt, strong({_string(label)}) + {_string(rest)}))"


def _paragraph(text: str) -> str:
    """Return a paragraph with its citations raised."""
    pieces = re.split(r"(\[\d+\])", text)
    return (
        "#par("
        + " + ".join(
            f"super(size: 0.7em, {_string(piece)})" if number % 2 else f"text({_string(piece)})"
            for number, piece in enumerate(pieces)
            if piece
        )
        + ")"
    )


def _table(captions: list[str], table: Table) -> str:
    """Return a three-line table over both columns, its captions above it."""
    head = ", ".join(f"strong({_string(cell)})" for cell in table.header)
    rows = ",\n".join(", ".join(_cell(cell) for cell in row) for row in table.rows)
    caption = " + linebreak() + ".join(f'text(size: 8.5pt, weight: "bold", {_string(line)})' for line in captions)
    return f"""#place(top, scope: "parent", float: true, clearance: 1.2em)[
#set par(first-line-indent: 0pt, justify: false, leading: 0.5em)
#align(center, {caption})
#align(center, text(size: 7.6pt, table(columns: (1.3fr, 1.2fr, 1fr, 1fr, 1.7fr, 1fr, 0.8fr), stroke: none,
  inset: (x: 3pt, y: 2.8pt), align: center + horizon,
  table.hline(stroke: 1pt), table.header({head}), table.hline(stroke: 0.5pt),
{rows},
  table.hline(stroke: 1pt))))
]"""


def _cell(text: str) -> str:
    """Return a cell, each of its items on a line of its own."""
    return " + linebreak() + ".join(f"text({_string(item)})" for item in text.split("; "))


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


if __name__ == "__main__":
    main()
