"""Sentences and the citations that hold for them, in the styles of different journals."""

from __future__ import annotations

import pytest

from nlp.sentences import citations, split_sentences


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It confers resistance [3, 5-7].", (3, 5, 6, 7)),
        ("It confers resistance to sunitinib.¹³", (13,)),
        ("It confers resistance¹⁰⁻¹²,¹⁵ in vivo", (10, 11, 12, 15)),
        ("一项研究证实了这一点¹²。", (12,)),
        ("It renders cells resistant to PLX4032 (7).", (7,)),
        ("It renders cells resistant to vemurafenib (7, 9–10), and others.", (7, 9, 10)),
        ("About 10⁵ cells on 2 cm² took up Ca²⁺.", ()),
        ("There are two ways: (1) efflux and (2) repair.", ()),
        ("A bracket rules [4] over rounds (7).", (4,)),
    ],
)
def test_citations_are_found_in_every_style(text: str, numbers: tuple[int, ...]) -> None:
    assert citations(text) == numbers


def test_a_raised_citation_ends_its_sentence() -> None:
    text = "It restores the response to sunitinib.⁷ miR-130b targets PTEN; cells tolerate it.⁸ The rest is open."
    found = [(text[s.start : s.end].strip(), s.references) for s in split_sentences(text, ())]
    assert found == [
        ("It restores the response to sunitinib.⁷", (7,)),
        ("miR-130b targets PTEN;", (8,)),
        ("cells tolerate it.⁸", (8,)),
        ("The rest is open.", (8,)),
    ]
