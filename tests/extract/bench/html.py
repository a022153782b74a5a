"""Test papers as HTML, for the typesetters that print it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from extract.model import Block, BlockKind, Document, Table
from tests.extract.bench.layout import Layout

_CITATION = re.compile(r"\s?\[(\d+(?:[,\-–]\d+)*)\]")


def page_html(document: Document, layout: Layout) -> str:
    """Return the whole paper as one HTML page set as ``layout`` says."""
    front, body = [], []
    for part in _parts(document, layout):
        (front if part.startswith(("<h1", "<p class=front")) else body).append(part)
    lang = "zh-CN" if layout.paper == "zh" else "en"
    return (
        f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>.</title>"
        f"<style>{_css(layout)}</style></head><body>{''.join(front)}<div class=body>{''.join(body)}</div></body></html>"
    )


def _css(layout: Layout) -> str:
    family = "Noto Sans CJK SC" if layout.sans else "Noto Serif CJK SC"
    latin = "DejaVu Sans" if layout.sans else "DejaVu Serif"
    gap = "p { text-indent: 2em; margin: 0 } p.front { text-indent: 0 }" if layout.indent else "p { margin: 0 0 .7em }"
    running = (
        "@top-center { content: 'Notes on Resistance 2024, 12(3)'; font-size: 7pt }"
        "@bottom-center { content: counter(page); font-size: 8pt }"
        if layout.running and layout.typesetter == "weasyprint"
        else ""
    )
    sheet = f"{layout.page} {'landscape' if layout.landscape else 'portrait'}"
    return f"""
@page {{ size: {sheet}; margin: 18mm 16mm; {running} }}
body {{ font: {layout.size}pt/1.45 "{latin}", "{family}", serif; margin: 0;
  {"text-align: justify;" if layout.justify else ""} }}
h1 {{ font-size: 15pt; text-align: center; margin: 0 0 6pt }}
h2 {{ font-size: {layout.size + 1}pt; margin: 8pt 0 4pt; text-indent: 0; text-align: left; break-after: avoid }}
{gap}
p.front {{ font-size: {layout.size - 0.5}pt; margin-bottom: 5pt }}
p.ref {{ font-size: {layout.size - 1.5}pt; text-indent: -2em; padding-left: 2em; margin: 0 }}
.body {{ columns: {layout.columns}; column-gap: 7mm; column-fill: auto }}
sup {{ font-size: .65em; line-height: 0; vertical-align: super }}
figure {{ margin: 6pt 0; {"" if layout.long else "break-inside: avoid;"}
  {"column-span: all;" if layout.wide and layout.columns > 1 else ""} }}
{"" if layout.repeat else "thead { display: table-row-group }"}
tr {{ break-inside: avoid }}
figcaption, .note {{ font-size: {layout.size - 1}pt; text-align: center; text-indent: 0; margin: 3pt 0 }}
table {{ border-collapse: collapse; width: 100%; font-size: {layout.size - 1.5}pt; line-height: 1.25;
  text-align: {"center" if layout.centred else "left"} }}
td, th {{ padding: 2.5pt 4pt; vertical-align: middle; text-align: inherit }}
{_TABLES[layout.table]}
"""


_TABLES = {
    "three-line": "table { border-top: 1.2pt solid; border-bottom: 1.2pt solid } thead { border-bottom: .6pt solid }",
    "hairline": "table { border-top: 1pt solid; border-bottom: 1pt solid } tr { border-bottom: .25pt solid #999 }",
    "boxed": "td, th { border: .5pt solid }",
    "shaded": "tbody tr:nth-child(odd) td { background: #e8eef5 } th { background: #bccbdd }",
    "bare": "th { font-weight: bold }",
}


def _parts(document: Document, layout: Layout) -> Iterator[str]:
    tables = list(document.tables)
    captions: list[str] = []
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.CAPTION:
            captions.append(block.text)
            following = document.blocks[index + 1 : index + 2]
            if not (following and following[0].kind is BlockKind.CAPTION) and tables:
                yield _table(tables.pop(0), captions, layout)
                captions = []
        else:
            yield _block(block, layout)


def _block(block: Block, layout: Layout) -> str:
    text = html.escape(block.text)
    if block.kind is BlockKind.TITLE:
        return f"<h1>{text}</h1>"
    if block.kind in (BlockKind.ABSTRACT, BlockKind.KEYWORDS):
        label = re.match(r"[^:：]{1,12}[:：]", text)
        head = label.group() if label else ""
        return f"<p class=front><b>{head}</b>{text[len(head) :]}</p>"
    if block.kind is BlockKind.HEADING:
        return f"<h2>{text}</h2>"
    if block.kind is BlockKind.REFERENCE:
        return f"<p class=ref>{text}</p>"
    if layout.citations == "raised":
        text = _CITATION.sub(r"<sup>[\1]</sup>", text)
    elif layout.citations == "bare":
        text = _CITATION.sub(r"<sup>\1</sup>", text)
    return f"<p>{text}</p>"


def _table(table: Table, captions: list[str], layout: Layout) -> str:
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in table.header)
    rows = "".join(f"<tr>{''.join(_row(table, number, layout))}</tr>" for number in range(len(table.rows)))
    caption = "".join(f"<figcaption>{html.escape(text)}</figcaption>" for text in captions)
    body = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    note = "<p class=note>Note: all lines are human.</p>" if layout.notes else ""
    return (
        f"<figure>{caption}{body}{note}</figure>"
        if layout.caption == "above"
        else f"<figure>{body}{note}{caption}</figure>"
    )


def _row(table: Table, number: int, layout: Layout) -> Iterator[str]:
    for column, cell in enumerate(table.rows[number]):
        span = ""
        if layout.grouped and column == 0:
            if number and table.rows[number - 1][0] == cell:
                continue
            same = next((n for n in range(number, len(table.rows)) if table.rows[n][0] != cell), len(table.rows))
            span = f" rowspan={same - number}"
        yield f"<td{span}>{'<br>'.join(html.escape(item) for item in cell.split('; '))}</td>"
