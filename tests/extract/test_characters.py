"""Characters: what a page prints, and nothing that it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.raw_pdf import FILLER, HELVETICA, filler, make_pdf, read_bytes, shown, stream, text_of


def read_page(content: str, folder: Path, *, page: str = "", objects: dict[int, str | bytes] | None = None) -> str:
    """Return the text of a page that prints ``content`` above a paragraph of running text, without that paragraph."""
    document = read_bytes(make_pdf([content + filler()], page=page, objects=objects), folder)
    return text_of(document).removesuffix(" ".join(FILLER)).rstrip("\n")


def line(*parts: str, y: float = 240) -> str:
    """Return one line of text; a part that begins with ``^`` is raised and small, with ``_`` lowered and small."""
    operators = f"BT 40 {y} Td "
    for part in parts:
        rise, size, text = {"^": (4, 6, part[1:]), "_": (-2, 6, part[1:])}.get(part[0], (0, 10, part))
        escaped = text.replace("(", r"\(").replace(")", r"\)")
        operators += f"{rise} Ts /F1 {size} Tf ({escaped}) Tj "
    return operators + "0 Ts ET\n"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("The drug failed in most", "^12", " of them."), "The drug failed in most[12] of them."),
        (("It failed again", "^12,14\x9616", ", as before."), "It failed again[12,14-16], as before."),
        (("It failed again.", "^3, 7", ""), "It failed again.[3,7]"),
        (("Names like miR-21", "^12", " or MCF-7", "^14", " end so."), "Names like miR-21[12] or MCF-7[14] end so."),
        (("It was so in 2019", "^16", " and later."), "It was so in 2019[16] and later."),
        (("It is cited", "^[12]", " in brackets."), "It is cited[12] in brackets."),
    ],
)
def test_raised_figures_behind_a_word_are_a_citation(parts: tuple[str, ...], text: str, tmp_path: Path) -> None:
    assert read_page(line(*(part for part in parts if part)), tmp_path) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("A dose of 10", "^6", " cells, or 3 x 10", "^5", "."), "A dose of 106 cells, or 3 x 105."),
        (("The dose per m", "^2", " and per cm", "^3", " was low."), "The dose per m2 and per cm3 was low."),
        (("The fit had an R", "^2", " of one half."), "The fit had an R2 of one half."),
        (("The Ca", "^2+", " level and CD8", "^+", " T cells."), "The Ca2+ level and CD8+ T cells."),
        (("The IC", "_50", " and the CO", "_2", " rose."), "The IC50 and the CO2 rose."),
        (("Labelled with ", "^131", "I and ", "^18", "F-FDG."), "Labelled with 131I and 18F-FDG."),
        (("As SO", "_4", "^2-", " in water."), "As SO42- in water."),
        (("Mice that are p53", "^-/-", " died."), "Mice that are p53-/- died."),
    ],
)
def test_other_raised_and_lowered_figures_stay_as_printed(parts: tuple[str, ...], text: str, tmp_path: Path) -> None:
    assert read_page(line(*parts), tmp_path) == text


def test_superscript_characters_of_the_font_are_citations_too(tmp_path: Path) -> None:
    printed = "It failed again\xb9\xb2 per m\xb2 in 10\xb3 cells.\xb9,\xb2"
    assert read_page(shown(printed, 40, 240), tmp_path) == "It failed again[12] per m² in 10³ cells.[1,2]"


def test_text_that_is_not_painted_is_not_read(tmp_path: Path) -> None:
    content = shown("Words for robots only", 40, 260, extra="3 Tr") + shown("Words to see", 40, 240, extra="0 Tr")
    assert read_page(content, tmp_path) == "Words to see"


def test_text_under_a_picture_is_read_where_the_page_has_no_other(tmp_path: Path) -> None:
    document = read_bytes(make_pdf(["3 Tr " + filler(), filler()]), tmp_path)
    assert document.blocks[0].text.startswith(FILLER[0])
    assert document.warnings == ("page 1 is a picture; its text is what character recognition made of it",)


def test_white_text_is_read_on_a_dark_ground_only(tmp_path: Path) -> None:
    bar = "0 0 0.4 rg 40 232 200 20 re f 1 g "
    content = bar + shown("White on a bar", 40, 240) + shown("White on white", 40, 270) + "0 g "
    assert read_page(content, tmp_path) == "White on a bar"


def test_a_full_tint_of_one_ink_is_not_white(tmp_path: Path) -> None:
    space = "[/Separation /Black /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0 0 1] /N 1 >>]"
    form = stream(
        "/Ink cs 1 scn " + shown("Printed in black ink", 40, 240),
        dictionary="/Type /XObject /Subtype /Form /BBox [0 0 400 300] "
        f"/Resources << /Font << /F1 {HELVETICA} >> /ColorSpace << /Ink {space} >> >>",
    )
    assert read_page("/X1 Do ", tmp_path, objects={200: form}) == "Printed in black ink"


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.7])
def test_a_shadow_is_read_once(shift: float, tmp_path: Path) -> None:
    content = shown("Shadowed letters, all of them", 40, 240)
    content += shown("Shadowed letters, all of them", 40 + shift, 240 - shift)
    assert read_page(content, tmp_path) == "Shadowed letters, all of them"


def test_double_letters_are_no_shadow(tmp_path: Path) -> None:
    assert read_page(shown("illness, access, Illinois", 40, 240), tmp_path) == "illness, access, Illinois"


def test_a_stamp_across_the_page_is_not_read(tmp_path: Path) -> None:
    stamp = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 80 80 Tm (DRAFT) Tj ET "
    assert read_page(stamp + shown("Words of the paper", 40, 240), tmp_path) == "Words of the paper"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_was_set(rotation: int, tmp_path: Path) -> None:
    document = read_bytes(make_pdf([filler()], page=f"/Rotate {rotation}"), tmp_path)
    assert text_of(document) == " ".join(FILLER)


@pytest.mark.parametrize(
    ("rotation", "matrix"), [(90, "0 1 -1 0 300 0"), (180, "-1 0 0 -1 400 300"), (270, "0 -1 1 0 0 400")]
)
def test_a_page_set_turned_and_shown_upright_has_its_places_as_shown(
    rotation: int, matrix: str, tmp_path: Path
) -> None:
    media = "0 0 400 300" if rotation == 180 else "0 0 300 400"
    plain = read_bytes(make_pdf([filler()]), tmp_path)
    turned = read_bytes(make_pdf([f"{matrix} cm " + filler()], media=media, page=f"/Rotate {rotation}"), tmp_path)
    assert turned.blocks[0].text == plain.blocks[0].text
    places = zip(plain.blocks[0].places, turned.blocks[0].places, strict=True)
    assert all(abs(a.box.x0 - b.box.x0) < 0.5 and abs(a.box.top - b.box.top) < 0.5 for a, b in places)


def test_a_cropped_page_counts_from_its_visible_corner(tmp_path: Path) -> None:
    content = shown("Printer's marks", 5, 290) + filler()
    whole = read_bytes(make_pdf([filler()]), tmp_path)
    cropped = read_bytes(make_pdf([content], page="/CropBox [30 100 400 280]"), tmp_path)
    assert text_of(cropped) == text_of(whole)
    before, after = whole.blocks[0].places[0].box, cropped.blocks[0].places[0].box
    assert after.x0 == pytest.approx(before.x0 - 30)
    assert after.top == pytest.approx(before.top - 20)


def test_a_crop_box_beside_the_page_is_passed_over(tmp_path: Path) -> None:
    document = read_bytes(make_pdf([filler()], page="/CropBox [900 900 1200 1200]"), tmp_path)
    assert text_of(document) == " ".join(FILLER)


def test_text_in_a_form_is_read_where_the_form_is_placed(tmp_path: Path) -> None:
    form = stream(
        shown("Words of a form", 0, 0),
        dictionary="/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Matrix [1 0 0 1 10 0] "
        f"/Resources << /Font << /F1 {HELVETICA} >> >>",
    )
    data = make_pdf(["q 1 0 0 1 30 240 cm /X1 Do Q " + filler()], objects={200: form})
    block = read_bytes(data, tmp_path).blocks[0]
    assert block.text == "Words of a form"
    assert block.places[0].box.x0 == pytest.approx(40)


def test_letters_of_the_symbol_font_are_greek(tmp_path: Path) -> None:
    content = (
        "BT 40 240 Td /F1 10 Tf (TGF-) Tj /F3 10 Tf (b) Tj /F1 10 Tf ( and NF-) Tj /F3 10 Tf (k) Tj "
        "/F1 10 Tf (B rose \\() Tj /F3 10 Tf (\\255) Tj /F1 10 Tf (, p ) Tj "
        "/F3 10 Tf (\\243) Tj /F1 10 Tf ( 0.05\\)) Tj ET "
    )
    assert read_page(content, tmp_path) == "TGF-β and NF-κB rose (↑, p ≤ 0.05)"


@pytest.mark.parametrize("spacing", [0.5, 1.5, 3.0])
def test_a_letter_spaced_line_has_its_words(spacing: float, tmp_path: Path) -> None:
    content = f"{spacing} Tc " + shown("Letter spaced words in a line", 40, 240) + "0 Tc "
    assert read_page(content, tmp_path) == "Letter spaced words in a line"


def test_words_without_blanks_between_them_are_parted_by_their_gaps(tmp_path: Path) -> None:
    content = "BT /F1 10 Tf 40 240 Td [(Words)-300(set)-300(by)-300(gaps)-300(alone)] TJ ET "
    assert read_page(content, tmp_path) == "Words set by gaps alone"


def test_zero_width_characters_leave_no_trace_and_ligatures_are_spelled_out(tmp_path: Path) -> None:
    to_unicode = stream(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        "5 beginbfchar <41> <0041> <42> <200B> <43> <2060> <44> <FEFF> <45> <00660069> endbfchar endcmap end"
    )
    font = HELVETICA.replace(">>", "/ToUnicode 202 0 R >>")
    data = make_pdf(
        [shown("ABAACAADA AEA", 40, 240) + filler().replace("/F1", "/F2")],
        fonts={"F1": font, "F2": HELVETICA},
        objects={202: to_unicode},
    )
    assert text_of(read_bytes(data, tmp_path)).startswith("AAAAAA AfiA")


def test_characters_without_unicode_stay_marked_and_are_told_once(tmp_path: Path) -> None:
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Odd /Encoding << /Differences [65 /g17 /g18] >> "
    font += "/FirstChar 65 /LastChar 66 /Widths [600 600] >>"
    content = shown("AB", 40, 240) + filler().replace("/F1", "/F2")
    document = read_bytes(make_pdf([content, content], fonts={"F1": font, "F2": HELVETICA}), tmp_path)
    assert document.blocks[0].text.startswith("\ufffd\ufffd")
    assert document.warnings == (
        "4 characters on page 1-2 have no Unicode value (no ToUnicode table): each stands as \ufffd",
    )


def test_numbered_glyphs_of_a_bitmap_font_are_read_by_their_number(tmp_path: Path) -> None:
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Odd /Encoding << /Differences [65 /a65 /a66] >> "
    font += "/FirstChar 65 /LastChar 66 /Widths [600 600] >>"
    data = make_pdf([shown("AB", 40, 240) + filler().replace("/F1", "/F2")], fonts={"F1": font, "F2": HELVETICA})
    document = read_bytes(data, tmp_path)
    assert document.blocks[0].text == "AB"
    assert not document.warnings


def test_accents_printed_over_their_letters_are_part_of_them(tmp_path: Path) -> None:
    # TeX prints the accent, goes back, and prints the letter below it.
    content = "BT /F1 10 Tf 40 240 Td [(M)-110(\\250)443(uller and caf)-110(\\264)443(e stay.)] TJ ET "
    assert read_page(content, tmp_path) == "Müller and café stay."


def test_accents_that_stand_alone_stay_alone(tmp_path: Path) -> None:
    assert read_page(shown("The sign \xb4 and ~5 stay.", 40, 240), tmp_path) == "The sign ´ and ~5 stay."


def test_letters_of_negative_size_on_a_turned_page_are_upright(tmp_path: Path) -> None:
    content = "BT /F1 -10 Tf -1 0 0 -1 40 240 Tm (Words of negative size) Tj ET "
    assert read_page(content, tmp_path) == "Words of negative size"


def test_a_gap_behind_a_raised_citation_is_a_blank_where_the_file_has_none(tmp_path: Path) -> None:
    content = (
        "BT 40 240 Td /F1 10 Tf [(It)-300(failed)] TJ 4 Ts /F1 6 Tf (12) Tj 0 Ts /F1 10 Tf [-300(in)-300(most.)] TJ ET "
    )
    assert read_page(content, tmp_path) == "It failed[12] in most."


def test_an_underscore_that_is_drawn_as_a_rule_is_read(tmp_path: Path) -> None:
    # "circ" in Helvetica of 10 points is 16.66 points wide.
    content = line("circ") + "57 239.4 3 0.4 re f\nBT /F1 10 Tf 60.3 240 Td (0009910 rose in most.) Tj ET\n"
    assert read_page(content, tmp_path) == "circ_0009910 rose in most."


def test_a_lowered_figure_of_any_depth_stays_with_its_word(tmp_path: Path) -> None:
    content = "BT 40 240 Td /F1 10 Tf (Its IC) Tj -0.8 Ts /F1 6 Tf (50) Tj 0 Ts /F1 10 Tf ( was low in most.) Tj ET\n"
    assert read_page(content, tmp_path) == "Its IC50 was low in most."


def test_numbers_that_count_the_lines_are_not_read(tmp_path: Path) -> None:
    lines = [f"The line of text that is number {word} of this page" for word in ("one", "two", "three", "four", "five")]
    content = "".join(
        f"BT /F1 6 Tf 24 {240 - 14 * n} Td ({n + 1}) Tj ET BT /F1 10 Tf 40 {240 - 14 * n} Td ({text}) Tj ET\n"
        for n, text in enumerate(lines)
    )
    document = read_bytes(make_pdf([content]), tmp_path)
    assert text_of(document).replace("\n", " ") == " ".join(lines)
