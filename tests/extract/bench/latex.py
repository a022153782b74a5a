"""Test papers in LaTeX, for pdfTeX (English) and XeTeX (Chinese)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Document
from tests.extract.bench.layout import Layout
from tests.extract.bench.parts import Part, head_rows, parts, runs, spans, widths

_SPECIAL = re.compile(r"[\\{}#$%&_^~<>|]")
_SPELLED = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
}  # fmt: skip
_GREEK = {
    "α": r"\ensuremath{\alpha}", "β": r"\ensuremath{\beta}", "γ": r"\ensuremath{\gamma}", "κ": r"\ensuremath{\kappa}",
    "µ": r"\ensuremath{\mu}", "μ": r"\ensuremath{\mu}", "′": r"\ensuremath{'}", "±": r"\ensuremath{\pm}",
    "–": "--", "’": "'", "“": "``", "”": "''", "↑": r"\ensuremath{\uparrow}", "↓": r"\ensuremath{\downarrow}",
}  # fmt: skip


def latex_source(document: Document, layout: Layout) -> str:
    """Return the whole paper as LaTeX."""
    pieces = list(parts(document))
    front = [part for part in pieces if part.kind in ("title", "front")]
    body = [part for part in pieces if part.kind not in ("title", "front")]
    opening = "\n\n".join(_part(part, layout) for part in front)
    if layout.columns == 2:
        opening = rf"\twocolumn[\begin{{@twocolumnfalse}}{opening}\vspace{{5mm}}\end{{@twocolumnfalse}}]"
    if "first-footer" in layout.extras:
        opening += (
            "\n\\let\\thefootnote\\relax\\footnotetext{Received 3 May 2024; accepted 9 June 2024. Supported by the "
            "Fund for Quiet Science (No.~81770). Correspondence: T. Abara, abara@example.org}"
        )
    return "\n\n".join([*_preamble(layout), r"\begin{document}", opening, *_body(body, layout), r"\end{document}", ""])


def _preamble(layout: Layout) -> Iterator[str]:
    columns = ",twocolumn" if layout.columns == 2 else ""
    yield rf"\documentclass[10pt,a4paper,twoside{columns}]{{article}}"
    yield r"\usepackage[margin=19mm]{geometry}\usepackage{booktabs,array,longtable,graphicx,xcolor,colortbl}"
    if layout.chinese:
        family = "Noto Sans CJK SC" if layout.sans else "Noto Serif CJK SC"
        yield r"\usepackage{fontspec}" + rf"\setmainfont{{{family}}}"
        yield '\\XeTeXlinebreaklocale "zh"\n\\XeTeXlinebreakskip = 0pt plus 1pt minus 0.1pt'
        yield r"\linespread{1.25}"
    else:
        yield r"\usepackage[utf8]{inputenc}"
        if layout.sans:
            yield r"\renewcommand{\familydefault}{\sfdefault}"
    yield r"\setlength{\columnsep}{7mm}\setlength{\parskip}{0pt}\emergencystretch=2em"
    yield r"\setlength{\parindent}{2em}" if layout.indent else r"\setlength{\parindent}{0pt}\setlength{\parskip}{5pt}"
    if not layout.justify:
        yield r"\AtBeginDocument{\raggedright\setlength{\parindent}{1.5em}}"
    if layout.running:
        yield r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}"
        yield (
            r"\fancyhead[LE]{\small\thepage\quad Archives of Response}\fancyhead[RO]{\small Abara et al.\quad\thepage}"
            if "odd-even" in layout.extras
            else r"\fancyhead[C]{\small Archives of Response 12 (2024)}\fancyfoot[C]{\thepage}"
        )
        if "ruled-head" not in layout.extras:
            yield r"\renewcommand{\headrulewidth}{0pt}"
    if "line-numbers" in layout.extras:
        yield r"\usepackage[switch]{lineno}\linenumbers\renewcommand\linenumberfont{\normalfont\tiny}"
    if "watermark" in layout.extras:
        mark = r"\rotatebox{45}{\textcolor{gray!30}{\fontsize{60}{60}\selectfont PREPRINT}}"
        yield rf"\AddToHook{{shipout/background}}{{\put(120,-560){{{mark}}}}}"
    if "rotated" in layout.extras:
        yield r"\usepackage{rotating}"


def _body(pieces: list[Part], layout: Layout) -> Iterator[str]:
    noted = False
    heading = ""
    for part in pieces:
        text = _part(part, layout)
        if part.kind == "heading" and "run-in" in layout.extras and not part.texts[0].lower().startswith("ref"):
            heading = rf"\textbf{{{_marked(part.texts[0])}}}\quad "
            continue
        if part.kind == "paragraph":
            if "footnotes" in layout.extras and not noted and len(part.texts[0]) > 200:
                noted = True
                text += r"\footnote{Cell lines were named as in the cited papers.}"
            text, heading = heading + text, ""
        yield text


def _part(part: Part, layout: Layout) -> str:
    text = _marked(part.texts[0], "plain" if part.kind == "reference" else layout.citations)
    if part.kind == "title":
        return rf"\begin{{center}}\Large\bfseries {text}\end{{center}}"
    if part.kind == "front":
        label = re.match(r"[^:：]{1,12}[:：]", part.texts[0])
        head = _marked(label.group()) if label else ""
        rest = _marked(part.texts[0][label.end() if label else 0 :], layout.citations)
        return rf"\noindent{{\small\textbf{{{head}}}{rest}}}\par\vspace{{1mm}}"
    if part.kind == "heading":
        return rf"\par\vspace{{2mm}}\noindent{{\large\bfseries {text}\par}}\nopagebreak\vspace{{1mm}}"
    if part.kind == "reference":
        hang = r"\hangindent=1.8em\hangafter=1 " if "hanging" in layout.extras else ""
        return rf"{{\footnotesize\noindent {hang}{text}\par}}"
    return _float(part, layout) if part.kind in ("figure", "table") else text


def _float(part: Part, layout: Layout) -> str:
    captions = r"\\ ".join(_marked(text) for text in part.texts)
    caption = rf"{{\small {captions}}}"
    if part.kind == "figure":
        return rf"\begin{{figure}}[b]\centering{_DRAWING}\par\vspace{{2mm}}{caption}\end{{figure}}"
    assert part.table is not None
    wide = layout.wide and layout.columns == 2 and part.wide
    if layout.long:
        return _long(part, layout, caption)
    note = rf"\par\vspace{{1mm}}{{\scriptsize {_marked(part.note)}}}" if part.note else ""
    grid = _tabular(part, layout, r"\textwidth" if wide else r"\linewidth")
    whole = (
        rf"\centering {caption}\par\vspace{{1.5mm}}{grid}{note}"
        if layout.caption == "above"
        else rf"\centering {grid}{note}\par\vspace{{2mm}}{caption}"
    )
    place = "b" if "floats-below" in layout.extras else "t"
    if "rotated" in layout.extras and len(part.table.header) > 6:
        star = "*" if layout.columns == 2 else ""
        sideways = whole.replace(r"\textwidth", r"\textheight").replace(r"\linewidth", r"\textheight")
        return rf"\begin{{sidewaystable{star}}}{sideways}\end{{sidewaystable{star}}}"
    name = "table*" if wide else "table"
    return rf"\begin{{{name}}}[{place}]{whole}\end{{{name}}}"


_DRAWING = r"""\setlength{\unitlength}{1mm}\begin{picture}(72,40)\scriptsize
\put(0,0){\framebox(72,40){}}\put(4,26){\framebox(22,9){Donor cell}}\put(44,26){\framebox(24,9){Recipient cell}}
\put(26,30){\vector(1,0){18}}\put(31,32){vesicle}\put(14,12){\circle{12}}\put(10,11){miRNA}
\put(44,12){drug efflux}\put(30,5){apoptosis}\end{picture}"""


def _rules(layout: Layout) -> tuple[str, str, str]:
    if layout.table in ("three-line", "hairline"):
        return r"\toprule", r"\midrule", r"\bottomrule"
    return (r"\hline",) * 3 if layout.table == "boxed" else ("",) * 3


def _lines(part: Part, layout: Layout) -> tuple[str, list[str]]:
    """Return the header and the rows of a table, each with the rule below it."""
    table = part.table
    assert table is not None
    heads = head_rows(table.header)
    head = ""
    for number, row in enumerate(heads):
        at, cells, rules = 1, [], ""
        for cell in row:
            text = rf"\textbf{{{_marked(cell.text)}}}"
            if cell.columns > 1:
                text = rf"\multicolumn{{{cell.columns}}}{{c}}{{{text}}}"
                rules += rf"\cmidrule(lr){{{at}-{at + cell.columns - 1}}}"
            cells.append(text)
            at += cell.columns
        if number == 1:
            spanned = iter(cells)
            cells = ["" if cell.rows == 2 else next(spanned) for cell in heads[0] for _ in range(cell.columns)]
        head += " & ".join(cells) + r" \\" + rules
    rows = []
    for number, texts in enumerate(table.rows):
        span = spans(table, number, layout.grouped)
        cells = [_cell(cell) for cell in texts]
        if span > 1:
            cells[0] = rf"\raisebox{{-{0.65 * (span - 1):.2f}em}}[0pt][0pt]{{{_marked(texts[0])}}}"
        elif span == 0:
            cells[0] = ""
        line = " & ".join(cells) + r" \\"
        last = number + 1 == len(table.rows)
        below = "" if last else spans(table, number + 1, layout.grouped)
        if not last and layout.table in ("hairline", "boxed"):
            line += r"\hline" if below else rf"\cline{{2-{len(texts)}}}"
        elif not last and layout.table != "shaded":
            line += r"\addlinespace[1.2pt]"
        rows.append((r"\rowcolor{blue!8}" if layout.table == "shaded" and number % 2 == 0 else "") + line)
    return head, rows


def _specification(part: Part, layout: Layout, whole: str) -> str:
    assert part.table is not None
    kind = r">{\centering\arraybackslash}" if layout.centred else r">{\raggedright\arraybackslash}"
    kind += "p" if "top" in layout.extras else "m"
    bar = "|" if layout.table == "boxed" else ""
    shares = [f"{kind}{{\\dimexpr {share:.4f}{whole}-2\\tabcolsep\\relax}}" for share in widths(part.table)]
    return bar + bar.join(shares) + bar


def _tabular(part: Part, layout: Layout, whole: str) -> str:
    top, middle, bottom = _rules(layout)
    head, rows = _lines(part, layout)
    body = "\n".join(rows)
    return (
        rf"{{\scriptsize\setlength{{\tabcolsep}}{{3pt}}\begin{{tabular}}{{{_specification(part, layout, whole)}}}"
        f"{top}\n{head}{middle}\n{body}{bottom}\n" + r"\end{tabular}}"
    )


def _long(part: Part, layout: Layout, caption: str) -> str:
    top, middle, bottom = _rules(layout)
    head, rows = _lines(part, layout)
    assert part.table is not None
    columns = len(part.table.header)
    number = re.findall(r"\d+", part.texts[0])[0]
    continued = layout.continued.format(number)
    again = rf"\multicolumn{{{columns}}}{{c}}{{{continued}}}\\" if layout.continued else ""
    repeated = f"{again}{top}{head}{middle}" if layout.repeat else again
    body = "\n".join(rows)
    kinds = _specification(part, layout, r"\linewidth")
    return (
        rf"{{\scriptsize\setlength{{\tabcolsep}}{{3pt}}\begin{{longtable}}{{{kinds}}}"
        rf"\multicolumn{{{columns}}}{{c}}{{{caption.replace(chr(92) * 2, ' ')}}}\\{top}{head}{middle}\endfirsthead "
        rf"{repeated}\endhead {bottom}\endfoot {body}" + "\n" + r"\end{longtable}}"
    )


def _cell(text: str) -> str:
    return r"\newline ".join(_marked(item) for item in text.split("; "))


def _marked(text: str, citations: str = "plain") -> str:
    found = []
    for stretch, style in runs(text, citations):
        escaped = _SPECIAL.sub(lambda match: _SPELLED.get(match[0], "\\" + match[0]), stretch)
        if not re.search(r"[\u4e00-\u9fff]", text):
            escaped = "".join(_GREEK.get(ch, ch) for ch in escaped)
        if style:
            escaped = rf"\text{'super' if style == 'sup' else 'sub'}script{{{escaped}}}"
        found.append(escaped)
    return "".join(found)
