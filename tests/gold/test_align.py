"""Places in a paper as it was read, found again in its true text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.plain import document_from_paragraphs
from gold.align import align, reading_right

TRUE = document_from_paragraphs(["miR-21促进顺铂耐药。", "H19促进紫杉醇耐药。"], "true")


def test_equal_blocks_go_together_in_any_order() -> None:
    read = document_from_paragraphs(["H19促进紫杉醇耐药。", "miR-21促进顺铂耐药。"], "read")
    alignment = align(read, TRUE)
    assert alignment.span("b1", 0, 3) == ("b2", 0, 3)
    assert alignment.span("b2", 8, 10) == ("b1", 8, 10)
    assert reading_right(alignment, TRUE) == (24, 24)


def test_a_paragraph_that_was_cut_in_two_still_aligns() -> None:
    read = document_from_paragraphs(["miR-21促进", "顺铂耐药。", "H19促进紫杉醇耐药。"], "read")
    alignment = align(read, TRUE)
    assert alignment.span("b2", 0, 2) == ("b1", 8, 10)
    assert alignment.block("b2") == "b1"


def test_a_name_with_a_stray_space_covers_the_true_name() -> None:
    read = document_from_paragraphs(["miR- 21促进顺铂耐药。", "H19促进紫杉醇耐药。"], "read")
    assert align(read, TRUE).span("b1", 0, 7) == ("b1", 0, 6)


def test_text_that_is_not_in_the_true_text_has_no_place() -> None:
    read = document_from_paragraphs(["miR-21促进顺铂耐药。", "Running head", "H19促进紫杉醇耐药。"], "read")
    alignment = align(read, TRUE)
    assert alignment.span("b2", 0, 7) is None
    assert not alignment.touches("b2", 0, 7)
    assert alignment.block("b2") is None


def test_lost_characters_count_as_not_read() -> None:
    read = document_from_paragraphs(["miR-21促进耐药。", "H19促进紫杉醇耐药。"], "read")
    assert reading_right(align(read, TRUE), TRUE) == (22, 24)


PARAGRAPH = st.text(st.sampled_from("ab12胃癌。 -"), min_size=1, max_size=20)


@settings(deadline=None)
@given(st.lists(PARAGRAPH, min_size=1, max_size=4), st.lists(PARAGRAPH, min_size=1, max_size=4))
def test_aligned_characters_are_the_same_and_map_one_to_one(read: list[str], true: list[str]) -> None:
    one, other = document_from_paragraphs(read, "read"), document_from_paragraphs(true, "true")
    alignment = align(one, other)
    left, right = ({block.id: block.text for block in document.blocks} for document in (one, other))
    for (block, offset), (goal, place) in alignment.characters.items():
        assert left[block][offset] == right[goal][place]
    assert len(set(alignment.characters.values())) == len(alignment.characters)
    found, total = reading_right(alignment, other)
    assert 0 <= found <= total
