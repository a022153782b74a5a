"""Ways of journals to set tables and text, each set by the test itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import BlockKind
from tests.extract.raw_pdf import filler, make_pdf, read_bytes, shown, text_of
from tests.extract.typeset import HEADER, PROSE, ROWS, cells, read_typst

CAPTION = "Table 1. RNAs and resistance\n\n"
ALL = ", ".join(["auto"] * len(HEADER))


def test_a_header_without_rule_and_weight_is_parted_from_rows_of_which_every_other_is_shaded(tmp_path: Path) -> None:
    stripes = "fill: (_, y) => if y > 0 and calc.even(y) { luma(230) }"
    table = f"#table(columns: ({ALL}), stroke: none, {stripes}, {cells(HEADER, *ROWS)})"
    (read,) = read_typst(f"{PROSE * 4}\n\n{CAPTION}{table}\n\n{PROSE * 4}", tmp_path).tables
    assert read.header == HEADER
    assert read.rows == ROWS


def test_a_bold_header_ends_before_the_first_rule_where_only_rows_have_rules(tmp_path: Path) -> None:
    lines = "stroke: (_, y) => (bottom: if y > 0 { 0.3pt } else { none }, top: if y == 0 { 2pt } else { none })"
    header = cells(tuple(f"*{text}*" for text in HEADER))
    table = f"#table(columns: ({ALL}), {lines}, {header} {cells(*ROWS)})"
    (read,) = read_typst(f"{PROSE * 4}\n\n{CAPTION}{table}\n\n{PROSE * 4}", tmp_path).tables
    assert read.header == HEADER
    assert read.rows == ROWS


def test_lines_of_a_cell_that_hang_from_its_row_are_no_rows_though_all_lines_are_equally_far_apart(
    tmp_path: Path,
) -> None:
    rows = list(ROWS)
    rows[2] = ("miR-25", "A549/DDP \\ H1299", "Gefitinib", "Promotes", "[5]")
    rows[3] = ("miR-26", "H460", "Cisplatin \\ Gefitinib", "Promotes", "[6]")
    rows[4] = ("H19 \\ GAS5", "PC9", "Cisplatin", "Promotes", "[7]")
    spacing = "inset: (x: 5pt, top: 0pt, bottom: 0.65em)"
    rules = "table.hline(y: 0), table.hline(y: 1), table.hline(y: 11)"
    table = f"#table(columns: ({ALL}), stroke: none, align: top + left, {spacing}, {rules}, {cells(HEADER, *rows)})"
    (read,) = read_typst(f"{PROSE * 4}\n\n{CAPTION}{table}\n\n{PROSE * 4}", tmp_path).tables
    assert [row[0] for row in read.rows] == [row[0].replace(" \\ ", "; ") for row in rows]
    assert read.rows[2][1] == "A549/DDP; H1299"
    assert read.rows[3][2] == "Cisplatin; Gefitinib"


def test_a_centred_table_without_any_rule_goes_on_overleaf(tmp_path: Path) -> None:
    rows = [(f"miR-{n}", cell, drug, effect, f"[{n}]") for n, (_, cell, drug, effect, _) in enumerate(ROWS * 4, 30)]
    table = f"#table(columns: ({ALL}), stroke: none, align: center + horizon, {cells(HEADER, *rows)})"
    document = read_typst(f"{PROSE * 4}\n\n{CAPTION}#align(center)[{table}]\n\n{PROSE * 4}", tmp_path)
    (read,) = document.tables
    assert read.header == HEADER
    assert read.rows == tuple(rows)
    assert document.blocks[-1].text.startswith("The agent failed")


def test_another_table_at_the_head_of_the_next_page_is_no_continuation(tmp_path: Path) -> None:
    other = ("Gene", "Model", "Agent", "Role", "Ref.")
    look = "stroke: (_, y) => (top: if y < 2 { 0.6pt } else { none })"
    tables = [
        f"#table(columns: ({', '.join(['1fr'] * 5)}), {look}, {cells(tuple(f'*{text}*' for text in header))} "
        f"{cells(*ROWS[:6])} table.hline())"
        for header in (HEADER, other)
    ]
    # The caption of the second stands alone at the foot of the first page.
    source = f"{PROSE * 9}\n\n{CAPTION}{tables[0]}\n\n{PROSE * 6}\n\nTable 2. Genes and resistance\n\n#pagebreak()\n"
    first, second = read_typst(source + tables[1], tmp_path).tables
    assert (first.label, first.header) == ("Table 1", HEADER)
    assert (second.label, second.header) == ("Table 2", other)
    assert first.rows == second.rows == ROWS[:6]


def test_a_raised_letter_that_points_to_a_note_is_no_part_of_a_name(tmp_path: Path) -> None:
    rows = [
        (f"{name}#super(typographic: false)[a]" if n % 3 == 0 else name, *rest) for n, (name, *rest) in enumerate(ROWS)
    ]
    rules = "table.hline(y: 0), table.hline(y: 1), table.hline(y: 11)"
    table = f"#table(columns: ({ALL}), stroke: none, {rules}, {cells(HEADER, *rows)})"
    (read,) = read_typst(f"{PROSE * 4}\n\n{CAPTION}{table}\n\n#super[a] In mice.\n\n{PROSE * 4}", tmp_path).tables
    assert read.rows == ROWS


def test_columns_above_a_table_over_the_page_are_read_before_those_below_it(tmp_path: Path) -> None:
    content = ""
    for column, x in enumerate((30, 250)):
        for n in range(5):
            content += shown(f"the upper text, column {column} line {n}, goes on to", x, 380 - 13 * n, size=9)
            content += shown(f"the lower text, column {column} line {n}, goes on to", x, 180 - 13 * n, size=9)
    content += shown("Table 1. RNAs", 30, 300, size=8) + "30 294 430 0.6 re f 30 280 430 0.4 re f 30 210 430 0.6 re f\n"
    for n, row in enumerate((HEADER, *ROWS[:5])):
        content += "".join(shown(cell, 32 + 90 * c, 284 - 13 * n, size=8) for c, cell in enumerate(row))
    text = text_of(read_bytes(make_pdf([content], media="0 0 490 420"), tmp_path))
    places = [text.index(f"the {part} text, column {c}") for part in ("upper", "lower") for c in (0, 1)]
    assert places == sorted(places)


def test_an_initial_belongs_to_the_first_of_the_lines_beside_it(tmp_path: Path) -> None:
    content = shown("T", 40, 232, size=30) + shown("he vesicles of a growing tumour carry small molecules too", 61, 246)
    content += shown("that other cells take up when they come near to them", 61, 232)
    content += shown("and change the way in which they answer to a new drug", 40, 218) + filler(y=190)
    first = read_bytes(make_pdf([content]), tmp_path).blocks[0].text
    assert first.startswith("The vesicles of a growing tumour carry small molecules too that other cells take up")


def test_raised_figures_at_the_begin_of_a_line_cite_what_stands_above(tmp_path: Path) -> None:
    content = shown("the cells no longer answered to the drug that was given then", 40, 260)
    content += shown("14,15", 40, 249.5, size=6) + shown(
        ". The effect was lost when the vesicles were kept away.", 56, 246
    )
    text = text_of(read_bytes(make_pdf([content + filler()]), tmp_path))
    assert "given then [14,15]. The effect" in text or "given then[14,15]. The effect" in text


def test_a_last_line_of_nothing_but_a_raised_citation_belongs_to_its_paragraph(tmp_path: Path) -> None:
    content = shown("the cells no longer answered to the drug that was given then", 40, 260)
    content += shown("[14,15]", 40, 249.5, size=6) + shown(".", 61, 246)
    first = read_bytes(make_pdf([content + filler()]), tmp_path).blocks[0].text
    assert first.replace(" ", "").endswith("giventhen[14,15].")


def test_a_short_line_of_text_set_ragged_ends_no_paragraph_where_the_next_word_had_no_room(tmp_path: Path) -> None:
    lines = (
        "The first drugs were cisplatin (CDDP), doxorubicin (ADR),",
        "cyclophosphamide and others that the patients had",
    )
    content = (
        shown(lines[0], 40, 270)
        + shown(lines[1], 40, 256)
        + shown("all been given in the course of one year or two of them.", 40, 242)
    )
    document = read_bytes(make_pdf([content + filler(y=200)]), tmp_path)
    assert " ".join(lines) in document.blocks[0].text


def test_bracketed_labels_of_abstract_and_keywords_need_no_colon(tmp_path: Path) -> None:
    lines = ("[Abstract] Vesicles carry small molecules from cell to cell.", "[Keywords] vesicle; tumour; drug")
    content = "".join(shown(line, 40, 280 - 13 * n, size=9) for n, line in enumerate(lines)) + filler()
    blocks = read_bytes(make_pdf([content]), tmp_path).blocks
    assert [block.kind for block in blocks[:2]] == [BlockKind.ABSTRACT, BlockKind.KEYWORDS]


@pytest.mark.parametrize("rules", ["table.hline(y: 0), table.hline(y: 1), table.hline(y: 13)", ""])
def test_shaded_headings_of_groups_are_rows_of_their_own(rules: str, tmp_path: Path) -> None:
    def heading(text: str) -> str:
        return f"table.cell(colspan: 5, fill: luma(225))[*{text}*], "

    header = cells(tuple(f"*{text}*" for text in HEADER))
    body = f"{heading('microRNAs')}{cells(*ROWS[:5])}{heading('Long non-coding RNAs')}{cells(*ROWS[5:])}"
    table = f"#table(columns: ({', '.join(['1fr'] * 5)}), stroke: none, {rules} {',' if rules else ''} {header} {body})"
    (read,) = read_typst(f"{PROSE * 4}\n\n{CAPTION}{table}\n\n{PROSE * 4}", tmp_path).tables
    assert read.header == HEADER
    assert [row[0] for row in read.rows if not row[-1]] == ["microRNAs", "Long non-coding RNAs"]
    assert tuple(row for row in read.rows if row[-1]) == ROWS


def test_rows_between_two_shaded_ones_are_not_one_row(tmp_path: Path) -> None:
    look = "stroke: none, fill: (_, y) => if y == 4 or y == 8 { luma(225) }"
    rules = "table.hline(y: 0), table.hline(y: 1), table.hline(y: 11)"
    table = f"#table(columns: ({', '.join(['1fr'] * 5)}), {look}, {rules}, {cells(HEADER, *ROWS)})"
    (read,) = read_typst(f"{PROSE * 4}\n\n{CAPTION}{table}\n\n{PROSE * 4}", tmp_path).tables
    assert (read.header, read.rows) == (HEADER, ROWS)


@pytest.mark.parametrize("look", ["stroke: 0.5pt", "stroke: none"])
def test_two_tables_beside_each_other_are_two(look: str, tmp_path: Path) -> None:
    other = ("Gene", "Model", "Ref.")
    rows = [(f"GENE{n}", "HCT116", f"[{n}]") for n in range(20, 28)]
    few = [(row[0], row[2], row[4]) for row in ROWS[:8]]
    first, second = (
        f"[Table {n}. Molecules #v(2pt) #table(columns: (1fr, 1fr, 1fr), {look}, {cells(*table)})], "
        for n, table in ((1, [("*RNA*", "*Drug*", "*Study*"), *few]), (2, [tuple(f"*{h}*" for h in other), *rows]))
    )
    source = f"{PROSE * 4}\n\n#grid(columns: 2, gutter: 20pt, {first} {second})\n\n{PROSE * 4}"
    one, two = read_typst(source, tmp_path).tables
    assert (one.label, one.rows) == ("Table 1", tuple(few))
    assert (two.label, two.header, two.rows) == ("Table 2", other, tuple(rows))


def test_a_group_name_that_fills_its_column_does_not_run_into_the_next(tmp_path: Path) -> None:
    groups = ("5-FU", "", "", "", "Oxaliplatin", "", "", "Irinotecan", "", "")
    rows = [(group, *row[:2], row[3]) for group, row in zip(groups, ROWS, strict=True)]
    header = ("Drug", "RNA", "Cell line", "Effect")
    columns = "columns: (44pt, 60pt, 60pt, 1fr), inset: (x: 0pt, y: 5pt), stroke: none"
    rules = "table.hline(y: 0), table.hline(y: 1), table.hline(y: 11)"
    table = f"#text(9pt)[#table({columns}, {rules}, {cells(header, *rows)})]"
    (read,) = read_typst(f"{PROSE * 4}\n\n{CAPTION}{table}\n\n{PROSE * 4}", tmp_path).tables
    assert read.header == header
    assert [row[1:] for row in read.rows] == [row[1:] for row in rows]
    assert [read.rows[n][0] for n in (0, 4, 7)] == ["5-FU", "Oxaliplatin", "Irinotecan"]


def test_a_name_behind_the_verb_of_a_full_line_is_no_item(tmp_path: Path) -> None:
    said = [f"Sponges miR-{n + 100}, upregulates CDCA{n}" for n in range(10)]
    rows = [(row[0], cell, row[2]) for row, cell in zip(ROWS, said, strict=True)]
    header = ("RNA", "Mechanism", "Drug")
    rules = "table.hline(y: 0), table.hline(y: 1), table.hline(y: 11)"
    table = f"#text(9pt)[#table(columns: (60pt, 138pt, 60pt), stroke: none, {rules}, {cells(header, *rows)})]"
    (read,) = read_typst(f"{PROSE * 4}\n\n{CAPTION}{table}\n\n{PROSE * 4}", tmp_path).tables
    assert [row[1] for row in read.rows] == said
