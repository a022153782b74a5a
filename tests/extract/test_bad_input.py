"""Input that is damaged, hostile or no paper at all: one clear error, or a warning that names the page."""

from __future__ import annotations

import pickle
import re
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extract.errors import EncryptedError, LimitError, NotAPdfError, NoTextError, ReadError
from extract.options import ReadOptions
from extract.read import read_document
from tests.extract.raw_pdf import FILLER, HELVETICA, filler, make_pdf, read_bytes, shown, stream, text_of

BODY = " ".join(FILLER)


def refusal(data: bytes, folder: Path, *, options: ReadOptions | None = None) -> ReadError:
    """Return the error that reading ``data`` ends with."""
    with pytest.raises(ReadError) as caught:
        read_bytes(data, folder, options=options)
    assert str(caught.value).startswith("paper.pdf: ")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
    return caught.value


def encrypted(**passwords: str) -> bytes:
    """Return a one-page PDF that is encrypted."""
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(passwords["user"], passwords.get("owner"), strength=128))
    for index, line in enumerate(FILLER):
        canvas.drawString(72, 700 - 14 * index, line)
    canvas.save()
    return out.getvalue()


# -- what is no PDF


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"<html><body>Not found</body></html>", "does not begin as a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 2000, "does not begin as a PDF"),
        (b"%PDF-1.7\n", "damaged beyond repair"),
        (b"%PDF-1.7\n" + b"\0\xff" * 5000, "damaged beyond repair"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n", "no pages"),
    ],
)
def test_no_pdf(data: bytes, reason: str, tmp_path: Path) -> None:
    error = refusal(data, tmp_path)
    assert isinstance(error, NotAPdfError)
    assert reason in error.reason


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="Is a directory"):
        read_document(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.pdf: No such file"):
        read_document(tmp_path / "none.pdf")


def test_an_error_comes_whole_out_of_a_worker_process(tmp_path: Path) -> None:
    error = refusal(b"", tmp_path)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), str(again)) == (type(error), str(error))


def test_binary_data_with_another_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(bytes(range(256)) * 10)
    with pytest.raises(NotAPdfError, match=r"data\.bin: neither a PDF nor UTF-8 text"):
        read_document(path)


def test_what_stands_before_the_head_of_a_pdf_is_passed_over(tmp_path: Path) -> None:
    assert text_of(read_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + make_pdf([filler()]), tmp_path)) == BODY


# -- encryption


def test_an_encrypted_file_needs_its_password(tmp_path: Path) -> None:
    error = refusal(encrypted(user="open"), tmp_path)
    assert isinstance(error, EncryptedError)
    assert error.reason == "it is encrypted and needs a password"


def test_a_wrong_password_is_told(tmp_path: Path) -> None:
    error = refusal(encrypted(user="open"), tmp_path, options=ReadOptions(password="shut"))  # noqa: S106 - made up here
    assert isinstance(error, EncryptedError)
    assert error.reason == "the password is wrong"
    assert "shut" not in str(error)


@pytest.mark.parametrize("password", ["open", "owner"])
def test_the_right_password_opens(password: str, tmp_path: Path) -> None:
    data = encrypted(user="open", owner="owner")
    assert text_of(read_bytes(data, tmp_path, options=ReadOptions(password=password))) == BODY


def test_a_file_that_is_only_locked_against_changes_is_read(tmp_path: Path) -> None:
    assert text_of(read_bytes(encrypted(user="", owner="owner"), tmp_path)) == BODY


# -- no text


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    image = stream(
        b"\x80" * 100,
        dictionary="/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    error = refusal(make_pdf(["q 400 0 0 300 0 0 cm /X1 Do Q"], objects={200: image}), tmp_path)
    assert isinstance(error, NoTextError)
    assert error.reason == "no page has a text layer (a scan?)"


def test_a_paper_whose_fonts_name_no_characters_has_no_text(tmp_path: Path) -> None:
    names = " ".join(f"/g{code}" for code in range(200, 290))
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /Odd /Encoding << /Differences [32 {names}] >> "
    font += f"/FirstChar 32 /LastChar 121 /Widths [{' '.join(['500'] * 90)}] >>"
    error = refusal(make_pdf([filler()], fonts={"F1": font}), tmp_path)
    assert isinstance(error, NoTextError)
    assert "no Unicode value" in error.reason


# -- damage


def test_a_damaged_cross_reference_table_is_rebuilt(tmp_path: Path) -> None:
    data = re.sub(rb"\d{10} 00000 n", b"0000000007 00000 n", make_pdf([filler()]))
    assert text_of(read_bytes(data, tmp_path)) == BODY


def test_a_missing_cross_reference_table_is_rebuilt(tmp_path: Path) -> None:
    data = make_pdf([filler()])
    assert text_of(read_bytes(data[: data.rindex(b"xref\n0")], tmp_path)) == BODY


def test_a_truncated_file_gives_the_pages_that_are_left_and_says_so(tmp_path: Path) -> None:
    data = make_pdf([shown(f"Page number {number} begins here", 40, 250) + filler() for number in (1, 2, 3)])
    document = read_bytes(data[: data.index(b"14 0 obj") + 20], tmp_path)
    assert "Page number 2" in text_of(document)
    assert "Page number 3" not in text_of(document)
    assert any("3 pages, of which 2 were found" in warning for warning in document.warnings)


def test_a_page_whose_content_is_missing_is_told(tmp_path: Path) -> None:
    data = make_pdf([filler(), filler()]).replace(b"/Contents 13 0 R", b"/Contents 99 0 R")
    document = read_bytes(data, tmp_path)
    assert text_of(document) == BODY
    assert document.warnings == ("page 2 is damaged: its content was read as far as the damage",)


def test_a_page_is_read_as_far_as_the_damage_of_its_compressed_content(tmp_path: Path) -> None:
    lines = "".join(shown(f"{line} in line {i}", 40, 290 - 3 * i) for i, line in enumerate(FILLER * 20))
    compressed = bytearray(zlib.compress(lines.encode()))
    compressed[len(compressed) // 2 :] = b"\xff" * 30
    data = make_pdf([filler(), "PLACE"])
    data = data.replace(stream("PLACE"), stream(bytes(compressed), dictionary="/Filter /FlateDecode"))
    document = read_bytes(data, tmp_path)
    assert text_of(document).startswith(BODY)
    assert "in line 3" in text_of(document)
    assert document.warnings == ("page 2 is damaged: its content was read as far as the damage",)


def test_a_page_without_its_font_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    document = read_bytes(make_pdf([filler(), "BT /F9 10 Tf 40 40 Td (Read as Latin) Tj ET", filler()]), tmp_path)
    assert text_of(document).count(FILLER[0]) == 2
    assert "Read as Latin" in text_of(document)
    assert len(document.warnings) == 1
    assert document.warnings[0] == "page 2 asks for a font that is missing or damaged: its letters may be others"


def test_a_page_with_a_damaged_font_keeps_its_text(tmp_path: Path) -> None:
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H >>"
    content = shown("Set in a broken font", 40, 250) + filler().replace("/F1", "/F2")
    document = read_bytes(make_pdf([content], fonts={"F1": font, "F2": HELVETICA}), tmp_path)
    assert BODY in text_of(document)
    assert "Set in a broken font" in text_of(document)
    assert document.warnings == ("page 1 asks for a font that is missing or damaged: its letters may be others",)


@pytest.mark.parametrize("media", ["0 0 0 0", "400 300 0 0", "0 0 1e9 1e9"])
def test_an_odd_size_of_the_page_loses_nothing(media: str, tmp_path: Path) -> None:
    assert text_of(read_bytes(make_pdf([filler()], media=media), tmp_path)) == BODY


def test_a_blank_page_is_no_damage(tmp_path: Path) -> None:
    assert read_bytes(make_pdf([filler(), ""]), tmp_path).warnings == ()


# -- recursion


def test_a_page_tree_that_is_its_own_branch_is_read_once(tmp_path: Path) -> None:
    document = read_bytes(make_pdf([filler()], kids="10 0 R 2 0 R 10 0 R"), tmp_path)
    assert text_of(document) == BODY


def test_a_form_that_holds_itself_is_read_once(tmp_path: Path) -> None:
    form = stream(
        shown("Words of a form", 40, 240) + "/X1 Do ",
        dictionary="/Type /XObject /Subtype /Form /BBox [0 0 400 300] "
        f"/Resources << /Font << /F1 {HELVETICA} >> /XObject << /X1 200 0 R >> >>",
    )
    document = read_bytes(make_pdf(["/X1 Do " + filler()], objects={200: form}), tmp_path)
    assert text_of(document).count("Words of a form") == 1


@pytest.mark.parametrize(
    "objects", [b"202 0 obj\n202 0 R\nendobj\n", b"202 0 obj\n203 0 R\nendobj\n203 0 obj\n202 0 R\n"]
)
def test_an_object_that_refers_to_itself_is_refused(objects: bytes, tmp_path: Path) -> None:
    data = make_pdf([filler()]).replace(b"/MediaBox [0 0 400 300]", b"/MediaBox 202 0 R      ")
    error = refusal(data.replace(b"xref\n0", objects + b"xref\n0", 1), tmp_path)
    assert error.reason == "object 202 is nothing but a reference that leads back to itself"


def test_forms_that_multiply_end_at_the_time_limit(tmp_path: Path) -> None:
    forms: dict[int, str | bytes] = {
        number: stream(
            f"/X{number + 1} Do " * 10,
            dictionary="/Type /XObject /Subtype /Form /BBox [0 0 400 300] "
            f"/Resources << /XObject << /X{number + 1} {number + 1} 0 R >> >>",
        )
        for number in range(200, 215)
    }
    data = make_pdf([filler() + "/X1 Do "], objects=forms)
    # The page alone would take years; three seconds are enough to come to it on any machine.
    error = refusal(data, tmp_path, options=ReadOptions(seconds=3))
    assert isinstance(error, LimitError)
    assert error.page == 1
    assert "longer than 3 s" in error.reason


# -- limits


def test_a_decompression_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    bomb = make_pdf([filler(), b" " * 30_000_000], compress=True)
    assert len(bomb) < 100_000
    error = refusal(bomb, tmp_path, options=ReadOptions(stream_megabytes=20))
    assert isinstance(error, LimitError)
    assert "unfolds to more than that: the limit is 20 MB" in error.reason


def test_a_large_picture_is_no_bomb(tmp_path: Path) -> None:
    picture = stream(
        bytes(3_000_000),
        dictionary="/Type /XObject /Subtype /Image /Width 1000 /Height 1000 /ColorSpace /DeviceRGB /BitsPerComponent 8",
        compress=True,
    )
    data = make_pdf([filler() + "q 100 0 0 50 0 0 cm /X1 Do Q"], objects={200: picture})
    assert BODY in text_of(read_bytes(data, tmp_path, options=ReadOptions(stream_megabytes=1)))


def test_a_page_of_countless_glyphs_is_left_out_and_the_others_are_read(tmp_path: Path) -> None:
    crowded = "BT /F1 2 Tf 10 10 Td " + "(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) Tj\n" * 20_000 + "ET"
    document = read_bytes(make_pdf([filler(), crowded], compress=True), tmp_path)
    assert text_of(document) == BODY
    assert document.warnings == ("page 2 has more than 100000 characters and was left out",)


def test_a_file_of_nothing_but_countless_glyphs_is_refused(tmp_path: Path) -> None:
    error = refusal(make_pdf([filler()]), tmp_path, options=ReadOptions(characters_per_page=10))
    assert isinstance(error, LimitError)
    assert error.reason == "page 1 has more than 10 characters and was left out"


def test_operands_without_an_operator_do_not_fill_the_memory(tmp_path: Path) -> None:
    document = read_bytes(make_pdf(["1 2 3 4 " * 50_000 + "\n" + filler()]), tmp_path)
    assert text_of(document) == BODY


def test_the_number_of_pages_can_be_limited(tmp_path: Path) -> None:
    document = read_bytes(make_pdf([filler()] * 4), tmp_path, options=ReadOptions(max_pages=2))
    assert document.source.pages == 2
    assert document.warnings == ("only the first 2 of 4 pages were read: the limit is 2",)


@pytest.mark.parametrize("data", [make_pdf([filler()]), b"Vesicles carry RNA.\n"], ids=["PDF", "text"])
def test_a_file_that_is_too_large_is_not_opened(data: bytes, tmp_path: Path) -> None:
    error = refusal(data + b" " * 2_000_000, tmp_path, options=ReadOptions(megabytes=1))
    assert isinstance(error, LimitError)
    assert error.reason == "the file has 2 MB, the limit is 1 MB"


@pytest.mark.parametrize(
    "name", ["max_pages", "characters_per_page", "megabytes", "stream_megabytes", "seconds", "jobs"]
)
def test_a_limit_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} has to be above zero, not 0"):
        ReadOptions(**{name: 0})  # type: ignore[arg-type]


def test_pages_read_in_two_processes_are_the_same(tmp_path: Path) -> None:
    contents = [shown(f"Head of page {number}", 40, 260) + filler() for number in range(40)]
    contents[20] = "BT /F9 10 Tf 40 40 Td (Read as Latin) Tj ET"
    path = tmp_path / "paper.pdf"
    path.write_bytes(make_pdf(contents))
    one, two = (read_document(path, options=ReadOptions(jobs=jobs)) for jobs in (1, 2))
    assert one == two
    assert one.source.pages == 40
    assert any("page 21 asks for a font" in warning for warning in two.warnings)
