"""Every line of the file of donor patterns finds the cells of its example by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.plain import document_from_paragraphs
from nlp.donors import DonorRule, load_donor_rules
from nlp.model import Predicate
from nlp.relate import Rules, find_statements, load_rules
from nlp.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def donors(text: str, tagger: Tagger, rules: Rules) -> list[str]:
    document = document_from_paragraphs([text], "example")
    triples = find_statements(document, tagger.tag(document), rules)
    return [f"{t.subject} {t.object}" for t in triples if t.predicate is Predicate.DERIVED_FROM]


@pytest.mark.parametrize("rule", load_donor_rules(), ids=lambda rule: rule.example[:40])
def test_a_pattern_alone_finds_the_donor_of_its_example(rule: DonorRule, tagger: Tagger, rules: Rules) -> None:
    assert donors(rule.example, tagger, replace(rules, donors=(rule,))) == [rule.donors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("K562/G01 cells resist imatinib. The same cells released miR-365 in exosomes.", ["miR-365 K-562/G01"]),
        (
            "Vesicles of CAFs reach tumour cells. They carry miR-522. The same donors export miR-21.",
            ["miR-522 CAF", "miR-21 CAF"],
        ),
        ("CAFs shed exosomes. These vesicles are rich in miR-522.", ["miR-522 CAF"]),
        ("CAFs are found in the stroma, and their exosomes deliver miR-522 to tumour cells.", ["miR-522 CAF"]),
        ("We studied CAFs of lung tumours. The exosomes they release are loaded with miR-196a.", ["miR-196a CAF"]),
        ("Exosomes of A549/DDP cells are poor in miR-100-5p.", []),
        ("Exosomal miR-21 was taken up by A549 cells.", []),
        ("miR-21 was transfected into A549 cells.", []),
    ],
)
def test_words_stand_for_the_cells_and_vesicles_that_were_named(
    text: str, expected: list[str], tagger: Tagger, rules: Rules
) -> None:
    assert donors(text, tagger, rules) == expected
