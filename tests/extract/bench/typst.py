"""Test papers in Typst's markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Document
from tests.extract.bench.layout import Layout
from tests.extract.bench.parts import Part, head_rows, parts, runs, spans, widths

_SPECIAL = re.compile(r"([\\#*_`$<>@=\-+/~\[\]\"'])")


def typst_source(document: Document, layout: Layout) -> str:
    """Return the whole paper as Typst markup."""
    pieces = list(parts(document))
    front = [part for part in pieces if part.kind in ("title", "front")]
    body = [part for part in pieces if part.kind not in ("title", "front")]
    opening = "\n\n".join(_part(part, layout) for part in front)
    if layout.columns > 1:
        opening = f'#place(top + center, scope: "parent", float: true, clearance: 1.5em)[{opening}]'
    return "\n\n".join([*_settings(layout), opening, *_body(body, layout)])


def _settings(layout: Layout) -> Iterator[str]:
    lang = "zh" if layout.chinese else "en"
    fonts = '("Libertinus Serif", "Noto Serif CJK SC")' if not layout.sans else '("DejaVu Sans", "Noto Sans CJK SC")'
    head = (
        "header: context { if calc.odd(here().page()) [#h(1fr) #text(7.5pt)[T. Abara et al.]] "
        "else [#text(7.5pt)[Archives of Response, Vol. 12 (2024)] #h(1fr)] },"
        if "odd-even" in layout.extras
        else "header: text(7.5pt)[ARCHIVES OF RESPONSE #h(1fr) 12(3), 2024],"
    )
    foot = (
        "footer: context { if here().page() == 1 [#text(7pt)[Received 3 May 2024; accepted 9 June 2024. "
        "Supported by the Fund for Quiet Science (No. 81770). #linebreak() "
        "doi: 10.1000/response.2024.117 #h(1fr) © The authors]] else [#h(1fr) #counter(page).display() #h(1fr)] },"
        if "first-footer" in layout.extras
        else 'numbering: "1",'
    )
    mark = (
        "background: rotate(-40deg, text(60pt, fill: luma(225))[PREPRINT COPY]),"
        if "watermark" in layout.extras
        else ""
    )
    flip = "flipped: true," if layout.landscape else ""
    yield (
        f'#set page(paper: "{layout.page.lower()}", margin: (x: 18mm, y: 22mm), columns: {layout.columns}, '
        f"{head if layout.running else ''} {foot if layout.running else ''} {mark} {flip})"
    )
    yield f'#set text(font: {fonts}, size: {layout.size}pt, lang: "{lang}")'
    indent = "first-line-indent: (amount: 2em, all: true)," if layout.indent else "spacing: 1.1em,"
    spacing = f"spacing: 0.65em, {indent}" if layout.indent else indent
    yield f"#set par(justify: {'true' if layout.justify else 'false'}, {spacing})"
    yield "#set columns(gutter: 7mm)"
    if "line-numbers" in layout.extras:
        yield "#set par.line(numbering: n => text(6pt)[#n])"


def _body(pieces: list[Part], layout: Layout) -> Iterator[str]:
    noted = False
    for part in pieces:
        if part.kind == "paragraph" and "footnotes" in layout.extras and not noted and len(part.texts[0]) > 200:
            noted = True
            yield _part(part, layout) + "#footnote[Cell lines were named as in the cited papers.]"
        else:
            yield _part(part, layout)


def _part(part: Part, layout: Layout) -> str:
    text = _marked(part.texts[0], "plain" if part.kind == "reference" else layout.citations)
    if part.kind == "title":
        return f'#align(center, text(15pt, weight: "bold")[#par(first-line-indent: 0em)[{text}]])'
    if part.kind == "front":
        label = re.match(r"[^:：]{1,12}[:：]", part.texts[0])
        head = _marked(label.group()) if label else ""
        rest = _marked(part.texts[0][label.end() if label else 0 :], layout.citations)
        return f"#par(first-line-indent: 0em)[#align(left)[*{head}*{rest}]]"
    if part.kind == "heading":
        return f'#block(above: 1.2em, below: 0.8em, text({layout.size + 1}pt, weight: "bold")[{text}])'
    if part.kind == "reference":
        hang = "hanging-indent: 1.6em" if "hanging" in layout.extras else "hanging-indent: 0em"
        return f"#text({layout.size - 1.5}pt)[#par(first-line-indent: 0em, {hang})[{text}]]"
    return _float(part, layout) if part.kind in ("figure", "table") else text


def _float(part: Part, layout: Layout) -> str:
    captions = " #linebreak() ".join(_marked(text) for text in part.texts)
    caption = f"#align(center, text({layout.size - 1}pt)[#par(first-line-indent: 0em)[{captions}]])"
    if part.kind == "figure":
        return _placed(f"{_drawing()}\n\n{caption}", layout, wide=False, side="bottom")
    note = f"#text({layout.size - 1.5}pt)[#par(first-line-indent: 0em)[{_marked(part.note)}]]" if part.note else ""
    grid = _table(part, layout)
    whole = f"{caption}\n\n{grid}\n\n{note}" if layout.caption == "above" else f"{grid}\n\n{note}\n\n{caption}"
    if "rotated" in layout.extras and part.table and len(part.table.header) > 6:
        return f"#page(flipped: true, columns: 1)[{whole}]"
    wide = layout.wide and part.wide
    if layout.long:
        return whole
    return _placed(whole, layout, wide=wide, side="bottom" if "floats-below" in layout.extras else "top")


def _placed(content: str, layout: Layout, *, wide: bool, side: str) -> str:
    if layout.columns == 1:
        return f"#block(breakable: false)[{content}]"
    scope = "parent" if wide else "column"
    return f'#place({side}, scope: "{scope}", float: true, clearance: 1.4em)[#block(width: 100%)[{content}]]'


def _drawing() -> str:
    return (
        "#align(center, box(width: 72mm, height: 42mm, stroke: 0.5pt)[#set text(7pt)\n"
        "#place(dx: 4mm, dy: 5mm, rect(width: 22mm, height: 9mm)[Donor cell])\n"
        "#place(dx: 44mm, dy: 5mm, rect(width: 24mm, height: 9mm)[Recipient cell])\n"
        "#place(dx: 26mm, dy: 9mm, line(length: 18mm))\n#place(dx: 30mm, dy: 5mm)[vesicle]\n"
        "#place(dx: 8mm, dy: 24mm, circle(radius: 6mm)[miRNA])\n#place(dx: 46mm, dy: 27mm)[drug efflux ↑]\n"
        "#place(dx: 30mm, dy: 33mm)[apoptosis ↓]])"
    )


def _table(part: Part, layout: Layout) -> str:
    table = part.table
    assert table is not None
    rows = head_rows(table.header)
    head: list[str] = []
    for number, row in enumerate(rows):
        head += [f"table.cell(colspan: {cell.columns}, rowspan: {cell.rows})[*{_marked(cell.text)}*]" for cell in row]
        if number == 0 and len(rows) == 2:
            at = 0
            for cell in row:
                if cell.columns > 1:
                    head.append(f"table.hline(start: {at}, end: {at + cell.columns}, stroke: 0.4pt)")
                at += cell.columns
    cells: list[str] = []
    for number, row in enumerate(table.rows):
        span = spans(table, number, layout.grouped)
        for column, cell in enumerate(row):
            if column == 0 and span == 0:
                continue
            inner = " #linebreak() ".join(_marked(item) for item in cell.split("; "))
            cells.append(f"table.cell(rowspan: {span})[{inner}]" if column == 0 and span > 1 else f"[{inner}]")
        if layout.table == "hairline" and number + 1 < len(table.rows):
            start = 0 if spans(table, number + 1, layout.grouped) else 1
            cells.append(f"table.hline(start: {start}, stroke: 0.3pt)")
    shares = ", ".join(f"{100 * share:.1f}fr" for share in widths(table))
    stroke = "0.5pt" if layout.table == "boxed" else "none"
    fill = "(x, y) => if calc.odd(y) { rgb(232, 238, 245) }" if layout.table == "shaded" else "none"
    rule = {"three-line": "1pt", "hairline": "0.8pt"}.get(layout.table)
    line = f"table.hline(stroke: {rule})," if rule else ""
    thin = "table.hline(stroke: 0.5pt)," if rule else ""
    align = f"{'center' if layout.centred else 'left'} + {'top' if 'top' in layout.extras else 'horizon'}"
    return (
        f"#text({layout.size - 1.5}pt)[#set par(first-line-indent: 0em, justify: false, spacing: 0.6em)\n"
        f"#table(columns: ({shares}), stroke: {stroke}, fill: {fill}, align: {align}, inset: (x: 3pt, y: 3pt),\n"
        f"{line} table.header(repeat: {'true' if layout.repeat else 'false'}, {', '.join(head)}), {thin}\n"
        f"{', '.join(cells)}, {line})]"
    )


def _marked(text: str, citations: str = "plain") -> str:
    found = []
    for stretch, style in runs(text, citations):
        escaped = _SPECIAL.sub(r"\\\1", stretch)
        if style:
            # Typst takes a semicolon behind a call for its end.
            escaped = f"#{'super' if style == 'sup' else 'sub'}[{escaped}];"
        found.append(escaped)
    return "".join(found)
