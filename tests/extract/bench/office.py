"""Test papers as flat OpenDocument text, for LibreOffice Writer."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from extract.model import Document
from tests.extract.bench.layout import Layout
from tests.extract.bench.parts import Part, head_rows, parts, runs, spans, widths

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)


def office_source(document: Document, layout: Layout) -> str:
    """Return the whole paper as a flat OpenDocument file."""
    pieces = list(parts(document))
    columns = "".join(
        f'<style:style style:name="W{number}_{column}" style:family="table-column"><style:table-column-properties '
        f'style:rel-column-width="{round(10000 * share)}*"/></style:style>'
        for number, part in enumerate(pieces)
        if part.table is not None
        for column, share in enumerate(widths(part.table))
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{''.join(_styles(layout))}</office:styles>"
        f"<office:automatic-styles>{columns}{''.join(_automatic(layout))}</office:automatic-styles>"
        f"<office:master-styles>{_master(layout)}</office:master-styles>"
        f"<office:body><office:text>{''.join(_sections(pieces, layout))}</office:text></office:body></office:document>"
    )


def _styles(layout: Layout) -> Iterator[str]:
    latin, chinese = (
        ("Liberation Sans", "Noto Sans CJK SC") if layout.sans else ("Liberation Serif", "Noto Serif CJK SC")
    )
    lang = 'fo:language="en" fo:country="US" style:language-asian="zh" style:country-asian="CN"'
    size = layout.size
    hyphenate = 'fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"'
    indent = 'fo:text-indent="2em"' if False else f'fo:text-indent="{2 * size}pt"'
    gap = f'{indent} fo:margin-bottom="0pt"' if layout.indent else f'fo:margin-bottom="{0.6 * size}pt"'
    align = 'fo:text-align="justify"' if layout.justify else 'fo:text-align="left"'

    def style(name: str, points: float, paragraph: str, text: str = "") -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
            f'<style:text-properties style:font-name="{latin}" fo:font-family="\'{latin}\'" '
            f'style:font-family-asian="\'{chinese}\'" fo:font-size="{points}pt" style:font-size-asian="{points}pt" '
            f"{lang} {hyphenate} {text}/></style:style>"
        )

    bold = 'fo:font-weight="bold" style:font-weight-asian="bold"'
    hang = f'fo:margin-left="{1.6 * size}pt" fo:text-indent="-{1.6 * size}pt"' if "hanging" in layout.extras else ""
    centre = 'fo:text-align="center"'
    yield style("Body", size, f'{gap} {align} fo:line-height="120%"')
    yield style("Title", 15, f'{centre} fo:margin-bottom="6pt"', bold)
    yield style("Front", size - 0.5, f'fo:margin-bottom="4pt" {align}')
    yield style("Head", size + 1, 'fo:margin-top="6pt" fo:margin-bottom="4pt" fo:keep-with-next="always"', bold)
    yield style("Ref", size - 1.5, hang)
    yield style("Caption", size - 1, f'{centre} fo:margin-top="3pt" fo:margin-bottom="3pt" fo:keep-with-next="always"')
    yield style("Note", size - 1.5, 'fo:margin-bottom="6pt"')
    yield style("Cell", size - 1.5, centre if layout.centred else 'fo:text-align="left"')
    yield style("Label", 7, "")
    yield style("Running", 7.5, 'fo:text-align="center"')
    if "line-numbers" in layout.extras:
        yield (
            '<text:linenumbering-configuration text:number-lines="true" text:offset="0.3cm" style:num-format="1" '
            'text:number-position="left" text:increment="1"/>'
        )


def _automatic(layout: Layout) -> Iterator[str]:
    sheet = ("297mm", "210mm") if layout.landscape else ("210mm", "297mm")
    boxed = "0.5pt solid #000000"
    inner = f'fo:border="{boxed}"' if layout.table == "boxed" else ""
    hair = 'fo:border-bottom="0.3pt solid #888888"' if layout.table == "hairline" else inner
    three = layout.table in ("three-line", "hairline")
    pad = f'fo:padding="2pt" style:vertical-align="{"top" if "top" in layout.extras else "middle"}"'
    yield (
        f'<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="{sheet[0]}" '
        f'fo:page-height="{sheet[1]}" fo:margin="16mm"/><style:header-style><style:header-footer-properties '
        'fo:min-height="6mm" fo:margin-bottom="3mm"/></style:header-style><style:footer-style>'
        '<style:header-footer-properties fo:min-height="6mm" fo:margin-top="3mm"/></style:footer-style>'
        "</style:page-layout>"
    )
    cells = {
        "CTop": ('fo:border-top="1pt solid #000000"' if three else inner),
        "COver": ('fo:border-top="1pt solid #000000" fo:border-bottom="0.4pt solid #000000"' if three else inner),
        "CHead": ('fo:border-bottom="0.6pt solid #000000"' if three else inner),
        "COne": ('fo:border-top="1pt solid #000000" fo:border-bottom="0.6pt solid #000000"' if three else inner),
        "CBody": hair,
        "CLast": ('fo:border-bottom="1pt solid #000000"' if three else inner),
        "CDark": 'fo:background-color="#e4ecf4"',
    }
    for name, look in cells.items():
        yield (
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {look} {pad}/>'
            "</style:style>"
        )
    yield (
        '<style:style style:name="T" style:family="table"><style:table-properties style:rel-width="100%" '
        'table:align="margins"/></style:style>'
        '<style:style style:name="R" style:family="table-row"><style:table-row-properties '
        'fo:keep-together="always"/></style:style>'
    )
    for count in (1, 2, 3):
        yield (
            f'<style:style style:name="S{count}" style:family="section"><style:section-properties>'
            f'<style:columns fo:column-count="{count}" fo:column-gap="7mm"/></style:section-properties></style:style>'
        )
    for name, where in (("sup", "super"), ("sub", "sub")):
        yield (
            f'<style:style style:name="{name}" style:family="text"><style:text-properties '
            f'style:text-position="{where} 60%"/></style:style>'
        )
    yield (
        '<style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold" '
        'style:font-weight-asian="bold"/></style:style>'
        '<style:style style:name="G" style:family="graphic"><style:graphic-properties draw:stroke="solid" '
        'svg:stroke-width="0.2mm" svg:stroke-color="#000000" draw:fill="none" draw:textarea-vertical-align="middle"/>'
        "</style:style>"
    )


def _master(layout: Layout) -> str:
    if not layout.running:
        return '<style:master-page style:name="Standard" style:page-layout-name="P"/>'
    left = (
        '<style:header-left><text:p text:style-name="Running"><text:page-number/> T. Abara et al.</text:p>'
        "</style:header-left>"
        if "odd-even" in layout.extras
        else ""
    )
    return (
        '<style:master-page style:name="Standard" style:page-layout-name="P"><style:header>'
        f'<text:p text:style-name="Running">Archives of Response 12 (2024)</text:p></style:header>{left}'
        '<style:footer><text:p text:style-name="Running"><text:page-number/></text:p></style:footer>'
        "</style:master-page>"
    )


def _sections(pieces: list[Part], layout: Layout) -> Iterator[str]:
    """Yield the text in sections of one or several columns: what is wide parts the columns."""
    opened = 0
    number = 0
    noted = False
    for index, part in enumerate(pieces):
        wide = part.kind in ("title", "front") or (layout.wide and part.wide)
        columns = 1 if wide else layout.columns
        if columns != opened:
            number += 1
            close = "</text:section>" if opened else ""
            yield f'{close}<text:section text:style-name="S{columns}" text:name="s{number}">'
            opened = columns
        footnote = part.kind == "paragraph" and "footnotes" in layout.extras and not noted and len(part.texts[0]) > 200
        noted = noted or footnote
        yield _part(part, layout, index, footnote)
    yield "</text:section>"


def _part(part: Part, layout: Layout, index: int, footnote: bool) -> str:
    if part.table is not None:
        captions = "".join(f'<text:p text:style-name="Caption">{_marked(text)}</text:p>' for text in part.texts)
        note = f'<text:p text:style-name="Note">{_marked(part.note)}</text:p>' if part.note else ""
        grid = _table(part, layout, index)
        return captions + grid + note if layout.caption == "above" else grid + note + captions
    if part.kind == "figure":
        captions = "".join(f'<text:p text:style-name="Caption">{_marked(text)}</text:p>' for text in part.texts)
        return f'<text:p text:style-name="Caption">{_DRAWING}</text:p>{captions}'
    citations = "plain" if part.kind == "reference" else layout.citations
    text = _marked(part.texts[0], citations)
    if part.kind == "front":
        label = re.match(r"[^:：]{1,12}[:：]", part.texts[0])
        head = label.group() if label else ""
        rest = _marked(part.texts[0][len(head) :], citations)
        text = f'<text:span text:style-name="b">{_marked(head)}</text:span>{rest}'
    if footnote:
        text += (
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
            '<text:p text:style-name="Label">Cell lines were named as in the cited papers.</text:p>'
            "</text:note-body></text:note>"
        )
    style = {"title": "Title", "front": "Front", "heading": "Head", "reference": "Ref"}.get(part.kind, "Body")
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def _labelled(x: float, y: float, width: float, height: float, text: str) -> str:
    return (
        f'<draw:rect draw:style-name="G" svg:x="{x}mm" svg:y="{y}mm" svg:width="{width}mm" svg:height="{height}mm">'
        f'<text:p text:style-name="Label">{text}</text:p></draw:rect>'
    )


_DRAWING = (
    '<draw:g text:anchor-type="as-char">'
    + _labelled(0, 0, 72, 40, "")
    + _labelled(4, 4, 22, 9, "Donor cell")
    + _labelled(44, 4, 24, 9, "Recipient cell")
    + _labelled(8, 22, 14, 10, "miRNA")
    + _labelled(40, 24, 26, 10, "drug efflux, apoptosis")
    + "</draw:g>"
)


def _table(part: Part, layout: Layout, index: int) -> str:
    table = part.table
    assert table is not None
    columns = "".join(f'<table:table-column table:style-name="W{index}_{n}"/>' for n in range(len(table.header)))
    heads = head_rows(table.header)
    head = ""
    for number, row in enumerate(heads):
        cells = ""
        under = iter(row)
        if number == 1:
            for above in heads[0]:
                if above.rows == 2:
                    cells += "<table:covered-table-cell/>"
                else:
                    cells += "".join(_cell(next(under).text, "CHead", bold=True) for _ in range(above.columns))
        else:
            for cell in row:
                look = "COne" if cell.rows == len(heads) else "COver"
                cells += _cell(cell.text, look, bold=True, columns=cell.columns, rows=cell.rows)
                cells += "<table:covered-table-cell/>" * (cell.columns - 1)
        head += f'<table:table-row table:style-name="R">{cells}</table:table-row>'
    body = ""
    for number, texts in enumerate(table.rows):
        look = "CLast" if number + 1 == len(table.rows) else "CBody"
        if layout.table == "shaded":
            look = "CDark" if number % 2 == 0 else "CBody"
        span = spans(table, number, layout.grouped)
        cells = _cell(texts[0], look, rows=span) if span else "<table:covered-table-cell/>"
        if span > 1 and number + span == len(table.rows) and layout.table != "shaded":
            cells = _cell(texts[0], "CLast", rows=span)
        cells += "".join(_cell(text, look) for text in texts[1:])
        body += f'<table:table-row table:style-name="R">{cells}</table:table-row>'
    if layout.repeat:
        head = f"<table:table-header-rows>{head}</table:table-header-rows>"
    return f'<table:table table:name="t{index}" table:style-name="T">{columns}{head}{body}</table:table>'


def _cell(text: str, look: str, *, bold: bool = False, columns: int = 1, rows: int = 1) -> str:
    span = f' table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
    lines = "".join(
        f'<text:p text:style-name="Cell">{f"<text:span text:style-name={chr(34)}b{chr(34)}>" if bold else ""}'
        f"{_marked(item)}{'</text:span>' if bold else ''}</text:p>"
        for item in text.split("; ")
    )
    return f'<table:table-cell table:style-name="{look}"{span if columns + rows > 2 else ""}>{lines}</table:table-cell>'


def _marked(text: str, citations: str = "plain") -> str:
    return "".join(
        f'<text:span text:style-name="{style}">{html.escape(stretch)}</text:span>' if style else html.escape(stretch)
        for stretch, style in runs(text, citations)
    )
