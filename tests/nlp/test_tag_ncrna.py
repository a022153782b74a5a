"""Every way of writing a non-coding RNA's name, and what is none."""

from __future__ import annotations

import pytest

from nlp.model import EntityType
from nlp.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def ncrnas(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    return [(m.surface, m.normal) for m in tagger.tag_text(text) if m.type is EntityType.NCRNA]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("miR-567", "miR-567"),
        ("miR‑567", "miR-567"),
        ("miR–567", "miR-567"),
        ("ｍｉＲ－567", "miR-567"),
        ("miRNA-21", "miR-21"),
        ("microRNA-21", "miR-21"),
        ("MicroRNA 21", "miR-21"),
        ("miR21", "miR-21"),
        ("MIR21", "miR-21"),
        ("hsa-miR-9-5p", "miR-9-5p"),
        ("miR-381-3P", "miR-381-3p"),
        ("miR-9*", "miR-9*"),
        ("miR-125b-1-3p", "miR-125b-1-3p"),
        ("miR-34A", "miR-34a"),
        ("miR-17-92", "miR-17-92"),
        ("miR-34a/b/c", "miR-34a; miR-34b; miR-34c"),
        ("miR-200a/b/c-3p", "miR-200a-3p; miR-200b-3p; miR-200c-3p"),
        ("miR-221/222", "miR-221; miR-222"),
        ("let-7a", "let-7a"),
        ("Let-7b-5p", "let-7b-5p"),
        ("let-7a/b", "let-7a; let-7b"),
        ("ebv-miR-BART7-3p", "miR-BART7-3p"),
        ("lnc-SOX6-1", "lnc-SOX6-1"),
        ("linc-ROR", "LINC-ROR"),
        ("LINC00461", "LINC00461"),
        ("RP11-838N2.4", "RP11-838N2.4"),
        ("AC073352.1", "AC073352.1"),
        ("LncRNA-H19", "H19"),
        ("HOTAIR", "HOTAIR"),
        ("circ-UBE2D2", "circUBE2D2"),
        ("circ UBE2D2", "circUBE2D2"),
        ("circFoxp1", "circFOXP1"),
        ("circRNA-CREIT", "circCREIT"),
        ("circRNA_100284", "circRNA_100284"),
        ("hsa_circ_0001546", "hsa_circ_0001546"),
        ("piR-651", "piR-651"),
        ("SNORD78", "SNORD78"),
        ("tRF-Leu-CAG", "tRF-Leu-CAG"),
        ("tRF-30-JZOYJE22RR33", "tRF-30-JZOYJE22RR33"),
        ("hY4", "RNY4"),
    ],
)
def test_forms_of_names_in_both_languages(tagger: Tagger, written: str, normal: str) -> None:
    assert ncrnas(tagger, f"外泌体{written}可逆转耐药性。") == [(written, normal)]
    assert ncrnas(tagger, f"We saw that {written}, in exosomes, reversed it.") == [(written, normal)]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("lncRNA H19上调", "H19"),
        ("长链非编码RNA UCA1高表达", "UCA1"),
        ("long non-coding RNA MALAT1", "MALAT1"),
        ("lncRNA ZZQ12-mediated resistance", "ZZQ12"),
        ("the miR-200 family", "miR-200"),
        ("antagomiR-21", "miR-21"),
        ("miR-34a/c-Met", "miR-34a"),
    ],
)
def test_only_the_name_is_the_mention(tagger: Tagger, text: str, surface: str) -> None:
    assert [found for found, _ in ncrnas(tagger, text)] == [surface]


@pytest.mark.parametrize(
    "text",
    [
        "外泌体miRNA、lncRNA和circRNA均为ncRNA",
        "microRNAs 22 nt long and miRNA 22个核苷酸",
        "The lncRNA expression and circRNA profiles",
        "lncRNA-miRNA-mRNA network",
        "letter 7a, mirror 21, circa 2019",
    ],
)
def test_class_words_alone_are_no_names(tagger: Tagger, text: str) -> None:
    assert ncrnas(tagger, text) == []


def test_a_list_with_the_stem_left_out(tagger: Tagger) -> None:
    assert ncrnas(tagger, "miR-221, -222 and -155 rose") == [
        ("miR-221", "miR-221"),
        ("-222", "miR-222"),
        ("-155", "miR-155"),
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("miR-21-5p", None),
        ("miR-21", "arm unspecified"),
        ("miR-200 family", "family"),
        ("miR-17-92 cluster", "cluster"),
        ("pre-miR-21", "precursor"),
    ],
)
def test_what_is_not_one_single_molecule_says_so(tagger: Tagger, text: str, state: str | None) -> None:
    assert [mention.ambiguity for mention in tagger.tag_text(text)] == [state]
