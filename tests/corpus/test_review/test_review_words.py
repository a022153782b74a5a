"""Phrases, names and links of the review page."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from corpus.conflicts import SIDES
from corpus.review.links import link
from corpus.review.names import Names
from corpus.review.session import Session, tidy_name
from corpus.review.texts import preferred, read_texts
from corpus.store.curate import EDITABLE, REJECT_REASONS, Verdict
from nlp.model import ConflictKind, Effect, Predicate


def test_every_phrase_is_there_in_both_languages_with_the_same_places() -> None:
    texts = read_texts()
    for key, english in texts["en"].phrases.items():
        chinese = texts["zh"].phrases[key]
        assert english.strip(), key
        assert chinese.strip(), key
        places = [{name for _, name, _, _ in Formatter().parse(phrase) if name} for phrase in (english, chinese)]
        assert places[0] == places[1], key


def test_every_phrase_that_a_template_asks_for_is_there(root: Path) -> None:
    known = set(read_texts()["en"].phrases)
    asked = set()
    for template in (root / "corpus" / "review" / "templates").glob("*.html"):
        asked |= set(re.findall(r'\bt\(\s*["\']([\w:]+?)["\']\s*[,)]', template.read_text(encoding="utf-8")))
    assert len(asked) > 50
    assert asked <= known


def test_every_value_has_its_phrase() -> None:
    known = set(read_texts()["en"].phrases)
    wanted = {f"verdict:{v}" for v in Verdict} | {f"outcome:{v}" for v in Verdict} | {f"kind:{k}" for k in ConflictKind}
    wanted |= {f"{kind}:{e}" for e in Effect for kind in ("effect", "effect_short", "heading")}
    wanted |= {f"reason:{reason}" for reason in REJECT_REASONS} | {f"predicate:{p}" for p in Predicate} | set(EDITABLE)
    wanted |= {f"says:{side}" for side in SIDES}
    assert wanted <= known


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "en"), ("zh-CN,zh;q=0.9", "zh"), ("fr, zh-TW;q=0.8", "zh"), ("EN-us,zh", "en"), (";;,", "en")],
)
def test_the_language_a_browser_asks_for(header: str, language: str) -> None:
    assert preferred(header) == language


@pytest.mark.parametrize(
    ("identifier", "address"),
    [
        ("HGNC:31586", "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:31586"),
        ("CHEBI:28748", "https://www.ebi.ac.uk/chebi/searchId.do?chebiId=CHEBI:28748"),
        ("MESH:D000068878", "https://meshb.nlm.nih.gov/record/ui?ui=D000068878"),
        ("MIMAT0000076", "https://mirbase.org/mature/MIMAT0000076"),
        ("MI0000077", "https://mirbase.org/hairpin/MI0000077"),
        ("CVCL_0031", "https://www.cellosaurus.org/CVCL_0031"),
        ("DRUGBANK:DB00997", "https://go.drugbank.com/drugs/DB00997"),
        ("GO:0006914", "https://www.ebi.ac.uk/QuickGO/term/GO:0006914"),
        ("doi:10.1002/(SICI)1097<1::AID>3.0.CO;2", "https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0.CO;2"),
        ("HGNC:", ""),
        ("HGNC:１２", ""),
        ("javascript:alert(1)", ""),
        ('CHEBI:1"><script>', ""),
        ("doi:10.1000/a b", ""),
        ("CVCL_0031/../x", ""),
    ],
)
def test_only_identifiers_of_a_known_form_lead_somewhere(identifier: str, address: str) -> None:
    assert link(identifier).address == address


def test_names_come_by_their_beginning_then_by_what_they_hold(names: Names) -> None:
    assert names.propose("drug", "doxorub")[0].normal == "doxorubicin"
    assert "doxorubicin" in [p.normal for p in names.propose("drug", "阿霉素")]
    assert names.propose("source_cells", "  ") == ()
    assert len(names.propose("target", "a", limit=7)) == 7


def test_a_name_of_several_things_is_left_as_it_was_written(names: Names) -> None:
    assert names.normal("drug", "Adriamycin") == "doxorubicin"
    assert names.normal("drug", "no such drug") == "no such drug"
    assert names.normal("target", "PTEN") == "PTEN"
    assert names.identifier("drug", "no such drug") is None


@pytest.mark.parametrize("name", ["Lin", "林梅", "O'Brien <x@y>", "."])
def test_a_signed_name_comes_back(name: str) -> None:
    session = Session()
    assert session.name_in(session.sign(name)) == name
    assert Session().name_in(session.sign(name)) is None


def test_a_name_is_one_printable_line_of_bounded_length() -> None:
    assert tidy_name(" A\u202eB\n\tC \x00") == "A B C"
    assert len(tidy_name("x" * 500)) == 80
