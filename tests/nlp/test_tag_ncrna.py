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
        ("microRNA (miR)-21", "miR-21"),
        ("微小RNA-21", "miR-21"),
        ("微RNA-155-5p", "miR-155-5p"),
        ("Mirn21", "miR-21"),
        ("MIRLET7A1", "let-7a-1"),
        ("miR-196a2", "miR-196a-2"),
        ("miR-548ah-3p", "miR-548ah-3p"),
        ("miR-126-3p/5p", "miR-126-3p; miR-126-5p"),
        ("miR-29s", "miR-29"),
        ("miR-17~92", "miR-17-92"),
        ("ath-miR156a", "miR-156a"),
        ("bantam", "bantam"),
        ("lincRNA-p21", "TP53COR1"),
        ("Xist", "XIST"),
        ("TINCR", "TINCR"),
        ("MT1JP", "MT1JP"),
        ("XLOC_006753", "XLOC_006753"),
        ("n375709", "n375709"),
        ("MSTRG.292666.16", "MSTRG.292666.16"),
        ("cir-ITCH", "circITCH"),
        ("circ-β-catenin", "circCTNNB1"),
        ("circ_0001546", "circ_0001546"),
        ("CDR1as", "CDR1-AS"),
        ("ciRS-7", "CDR1-AS"),
        ("tRF-1:30-Gly-CCC-3", "tRF-1:30-Gly-CCC-3"),
        ("tRF-3017A", "tRF-3017A"),
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
        ("lncRNA ROR", "ROR"),
        ("环状RNA HIPK3", "HIPK3"),
        ("circRNA cSMARCA5", "cSMARCA5"),
        ("snoRNA U50", "U50"),
        ("siPSMA3-AS1", "PSMA3-AS1"),
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
        "miRNA 2.0 arrays, let 7 patients, circular RNA has been studied",
        "LNCaP cells and TRF1",
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
    assert ncrnas(tagger, "miR-10a and 10b; miRNAs 21 and 155; miR-19a-3p and -5p; miR-21 and 24h") == [
        ("miR-10a", "miR-10a"),
        ("10b", "miR-10b"),
        ("miRNAs 21", "miR-21"),
        ("155", "miR-155"),
        ("miR-19a-3p", "miR-19a-3p"),
        ("-5p", "miR-19a-5p"),
        ("miR-21", "miR-21"),
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


def test_a_circ_rna_is_written_with_a_c_where_the_paper_names_it_in_full(tagger: Tagger) -> None:
    found = tagger.tag_text("circESRP1 (also written cESRP1) is low; cESRP1 sponges miR-93-5p.")
    assert [(m.surface, m.normal) for m in found] == [
        ("circESRP1", "circESRP1"),
        ("cESRP1", "circESRP1"),
        ("cESRP1", "circESRP1"),
        ("miR-93-5p", "miR-93-5p"),
    ]


def test_a_name_that_no_lexicon_has_is_one_wherever_the_paper_writes_it(tagger: Tagger) -> None:
    text = "The lncRNA QXRT7 is lost in resistant clones. QXRT7 binds EZH2, and QXRT7P1 does not."
    assert ncrnas(tagger, text) == [("QXRT7", "QXRT7"), ("QXRT7", "QXRT7")]
