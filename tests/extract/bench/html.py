"""Test papers as HTML, for the typesetters that print it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from extract.model import Document, Table
from tests.extract.bench.layout import Layout
from tests.extract.bench.parts import Part, head_rows, parts, runs, spans


def page_html(document: Document, layout: Layout) -> str:
    """Return the whole paper as one HTML page set as ``layout`` says."""
    front, body = [], []
    for part in parts(document):
        (front if part.kind in ("title", "front") else body).append(_block(part, layout))
    lang = "zh-CN" if layout.chinese else "en"
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
sup, sub {{ font-size: .65em; line-height: 0; vertical-align: super }}
sub {{ vertical-align: sub }}
figure {{ margin: 6pt 0; {"" if layout.long else "break-inside: avoid;"} }}
figure.wide {{ {"column-span: all;" if layout.wide and layout.columns > 1 else ""} }}
{"" if layout.repeat else "thead { display: table-row-group }"}
tr {{ break-inside: avoid }}
figcaption, .note {{ font-size: {layout.size - 1}pt; text-align: center; text-indent: 0; margin: 3pt 0 }}
table {{ border-collapse: collapse; width: 100%; font-size: {layout.size - 1.5}pt; line-height: 1.25;
  text-align: {"center" if layout.centred else "left"} }}
td, th {{ padding: 2.5pt 4pt; vertical-align: {"top" if "top" in layout.extras else "middle"}; text-align: inherit }}
{_TABLES[layout.table]}
"""


_TABLES = {
    "three-line": "table { border-top: 1.2pt solid; border-bottom: 1.2pt solid } thead { border-bottom: .6pt solid }",
    "hairline": "table { border-top: 1pt solid; border-bottom: 1pt solid } tr { border-bottom: .25pt solid #999 }",
    "boxed": "td, th { border: .5pt solid }",
    "shaded": "tbody tr:nth-child(odd) td { background: #e8eef5 } th { background: #bccbdd }",
    "bare": "th { font-weight: bold }",
    "band": "th { background: #1f4e79; color: #fff } tbody tr:nth-child(even) td { background: #eef3f8 }",
    "stripes": "th { font-weight: normal } tbody tr:nth-child(even) td { background: #eee }",
    "rows": "table { border-top: 2pt solid } td { border-bottom: .3pt solid #ddd }",
}


def _float(part: Part, layout: Layout) -> str:
    captions = "".join(f"<figcaption>{_marked(text)}</figcaption>" for text in part.texts)
    if part.table is None:
        return f"<figure class=drawn>{_DRAWING}{captions}</figure>"
    return _table(part, captions, layout)


_DRAWING = (
    '<svg width="270" height="130" font-size="9"><rect x="1" y="1" width="268" height="128" fill="none" stroke="#000"/>'
    '<rect x="10" y="12" width="80" height="30" fill="#eee" stroke="#000"/><text x="20" y="30">Donor cell</text>'
    '<rect x="170" y="12" width="90" height="30" fill="#eee" stroke="#000"/><text x="178" y="30">Recipient cell</text>'
    '<path d="M90 27 H170" stroke="#000"/><text x="110" y="22">vesicle</text>'
    '<circle cx="50" cy="90" r="22" fill="none" stroke="#000"/><text x="36" y="93">miRNA</text>'
    '<text x="170" y="90">drug efflux</text><text x="120" y="118">apoptosis</text></svg>'
)


def _block(part: Part, layout: Layout) -> str:
    if part.kind in ("figure", "table"):
        return _float(part, layout)
    text = part.texts[0]
    if part.kind == "title":
        return f"<h1>{_marked(text)}</h1>"
    if part.kind == "front":
        label = re.match(r"[^:：]{1,12}[:：]", text)
        head = label.group() if label else ""
        return f"<p class=front><b>{_marked(head)}</b>{_marked(text[len(head) :])}</p>"
    if part.kind == "heading":
        return f"<h2>{_marked(text)}</h2>"
    if part.kind == "reference":
        return f"<p class=ref>{_marked(text)}</p>"
    return f"<p>{_marked(text, layout.citations)}</p>"


def _marked(text: str, citations: str = "plain") -> str:
    return "".join(
        f"<{style}>{html.escape(stretch)}</{style}>" if style else html.escape(stretch)
        for stretch, style in runs(text, citations)
    )


def _table(part: Part, caption: str, layout: Layout) -> str:
    table = part.table
    assert table is not None
    head = "".join(
        f"<tr>{''.join(f'<th colspan={c.columns} rowspan={c.rows}>{_marked(c.text)}</th>' for c in row)}</tr>"
        for row in head_rows(table.header)
    )
    rows = "".join(f"<tr>{''.join(_row(table, number, layout))}</tr>" for number in range(len(table.rows)))
    body = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    text = part.note or ("Note: all lines are human." if layout.notes else "")
    note = f"<p class=note>{_marked(text)}</p>" if text else ""
    wide = " class=wide" if part.wide else ""
    return (
        f"<figure{wide}>{caption}{body}{note}</figure>"
        if layout.caption == "above"
        else f"<figure{wide}>{body}{note}{caption}</figure>"
    )


def _row(table: Table, number: int, layout: Layout) -> Iterator[str]:
    span = spans(table, number, layout.grouped)
    for column, cell in enumerate(table.rows[number]):
        if column == 0 and span == 0:
            continue
        merged = f" rowspan={span}" if column == 0 and span > 1 else ""
        yield f"<td{merged}>{'<br>'.join(_marked(item) for item in cell.split('; '))}</td>"
