"""Hyphens at the end of a line: the author's, which are part of a name, and the typesetter's, which are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.hyphens import join_words, seam
from tests.extract.raw_pdf import make_pdf, read_bytes, shown, text_of

WORDS = frozenset(
    {
        "drug",
        "dose",
        "epithelial",
        "follow-up",
        "resistance",
        "cell",
        "single",
        "agent",
        "re-sensitise",
        "under",
        "lying",
        "abcb",
    }
)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        # the typesetter's
        ("the ln-", "cRNA", "the lncRNA"),
        ("外泌体ln-", "cRNA", "外泌体lncRNA"),
        ("的cir-", "cRNA对", "的circRNA对"),
        ("microR-", "NAs", "microRNAs"),
        ("circ-", "RNA", "circRNA"),
        ("si-", "RNA", "siRNA"),
        ("resist-", "ance to", "resistance to"),
        ("down-", "regulated", "downregulated"),
        ("Adria-", "mycin", "Adriamycin"),
        ("cis-", "platin", "cisplatin"),
        ("si-", "lencing", "silencing"),
        ("circ-", "ular", "circular"),
        ("pre-", "sent", "present"),
        ("co-", "lon", "colon"),
        ("anti-", "body", "antibody"),
        ("cor-", "related", "correlated"),
        ("ex-", "pressing", "expressing"),
        ("pheno-", "type", "phenotype"),
        ("imatinib-in-", "duced", "imatinib-induced"),
        ("AB-", "CB1", "ABCB1"),
        ("hn-", "RNPA2B1", "hnRNPA2B1"),
        ("under-", "lying cell", "underlying cell"),
        # the author's
        ("miR-", "221-3p", "miR-221-3p"),
        ("circ-", "UBE2D2", "circ-UBE2D2"),
        ("MDA-MB-", "231", "MDA-MB-231"),
        ("TGF-", "β1", "TGF-β1"),
        ("耐药-", "相关", "耐药-相关"),
        ("NF-", "κB", "NF-κB"),
        ("β-", "catenin", "β-catenin"),
        ("beta-", "catenin", "beta-catenin"),
        ("E-", "cadherin", "E-cadherin"),
        ("p-", "AKT", "p-AKT"),
        ("5-", "FU", "5-FU"),
        ("pre-", "miRNA", "pre-miRNA"),
        ("PTEN-", "deficient", "PTEN-deficient"),
        ("non-", "small cell", "non-small cell"),
        ("co-", "expression", "co-expression"),
        ("drug-", "resistant", "drug-resistant"),
        ("exosome-", "derived", "exosome-derived"),
        ("epithelial-", "mesenchymal", "epithelial-mesenchymal"),
        ("cell-", "to-cell", "cell-to-cell"),
        ("state-", "of-the-art", "state-of-the-art"),
        ("a follow-", "up of", "a follow-up of"),
        ("10-", "fold", "10-fold"),
        ("ex-", "vivo", "ex-vivo"),
        ("bcl-", "w", "bcl-w"),
        ("loss-of-", "function", "loss-of-function"),
        ("metabolic-", "stromal", "metabolic-stromal"),
        ("cis-", "diamminedichloroplatinum", "cis-diamminedichloroplatinum"),
        ("re-", "sensitised", "re-sensitised"),
        ("single-", "agent", "single-agent"),
        ("re-", "expression", "re-expression"),
        ("stem-", "like cells", "stem-like cells"),
        ("cell-to-", "cell", "cell-to-cell"),
        ("https://a.org/some-", "page", "https://a.org/some-page"),
        # no hyphen
        ("外泌体", "miR-21", "外泌体miR-21"),
        ("多柔比", "星", "多柔比星"),
        ("the drug", "was given", "the drug was given"),
        ("PI3K/", "AKT", "PI3K/AKT"),
        ("hsa_circ_", "0001", "hsa_circ_0001"),
        ("doi:10.", "1000/x1", "doi:10.1000/x1"),
        ("a dash -", "between", "a dash - between"),
    ],
)
def test_two_lines_are_joined(before: str, after: str, joined: str) -> None:
    assert join_words(before, after, WORDS) == joined


def test_what_stands_elsewhere_in_the_paper_decides() -> None:
    assert join_words("chemo-", "resistance", frozenset({"chemo-resistance"})) == "chemo-resistance"
    assert join_words("chemo-", "resistance", frozenset({"chemoresistance"})) == "chemoresistance"
    assert join_words("NSC-", "LC", frozenset({"nsclc"})) == "NSCLC"


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_a_seam_takes_at_most_one_hyphen_and_adds_at_most_one_blank(before: str, after: str) -> None:
    kept, gap = seam(before, after)
    assert gap in ("", " ")
    assert before[kept:] in ("", "-", "‐", "‑")


def test_lines_of_a_page_are_joined_by_the_words_of_the_whole_paper(tmp_path: Path) -> None:
    lines = (
        "It is known that drug tolerance and chemoresistance are not the",
        "same, and that the exosomes of cells with chemo-",
        "resistance carry miR-",
        "221-3p and the adria-",
        "mycin that was left in the long chain of the blood.",
    )
    content = "".join(shown(line, 40, 240 - 14 * index) for index, line in enumerate(lines))
    assert text_of(read_bytes(make_pdf([content]), tmp_path)) == (
        "It is known that drug tolerance and chemoresistance are not the same, and that the exosomes of cells with "
        "chemoresistance carry miR-221-3p and the adriamycin that was left in the long chain of the blood."
    )


def test_a_soft_hyphen_that_is_printed_at_the_end_of_a_line_is_the_typesetters(tmp_path: Path) -> None:
    lines = (
        "The patients were followed for two years after the last resist\xad",
        "ance test, and the samples were kept.",
    )
    content = "".join(shown(line, 40, 240 - 14 * index) for index, line in enumerate(lines))
    assert text_of(read_bytes(make_pdf([content]), tmp_path)) == (
        "The patients were followed for two years after the last resistance test, and the samples were kept."
    )
