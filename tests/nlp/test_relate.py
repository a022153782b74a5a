"""What sentences state: our own examples over many cancers, drugs and constructions, in ``statements.txt``.

Those whose direction is what is hard to tell are in ``statements-direction.txt``.

A line ``# …`` is a sentence of a paper of one paragraph; the lines below it are all that it states.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.plain import document_from_paragraphs, document_from_text
from nlp.model import Certainty, ProseEvidence, Triple
from nlp.relate import Rules, find_statements, load_rules
from nlp.tagger import Tagger, load_tagger


def examples() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    lines = [
        line
        for name in ("statements.txt", "statements-direction.txt")
        for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    ]
    for line in lines:
        if line.startswith("# "):
            found.append((line[2:], []))
        elif line.strip():
            found[-1][1].append(line.strip())
    return found


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def stated(triple: Triple) -> str:
    supposed = " (hypothesised)" if triple.certainty is Certainty.HYPOTHESISED else ""
    return f"{triple.subject} {triple.predicate.value} {triple.object}{supposed}"


@pytest.mark.parametrize(("sentence", "expected"), examples(), ids=lambda value: str(value)[:40])
def test_a_sentence_states_exactly_this(sentence: str, expected: list[str], tagger: Tagger, rules: Rules) -> None:
    document = document_from_paragraphs([sentence], "example")
    triples = find_statements(document, tagger.tag(document), rules)
    assert {stated(triple) for triple in triples} == set(expected)


def mined(text: str, tagger: Tagger, rules: Rules) -> tuple[Triple, ...]:
    document = document_from_text(text, "example")
    return find_statements(document, tagger.tag(document), rules)


def test_the_heading_gives_the_drug_that_a_sentence_leaves_out(tagger: Tagger, rules: Rules) -> None:
    triples = mined("2.1 miRNA与吉非替尼耐药\n研究发现，miR-214可促进肺癌细胞耐药[3]。", tagger, rules)
    assert [stated(triple) for triple in triples] == ["miR-214 promotes_resistance gefitinib"]
    assert triples[0].references == (3,)


def test_a_pronoun_stands_for_the_ncrna_of_the_sentence_before(tagger: Tagger, rules: Rules) -> None:
    text = "miR-145在结肠癌中表达降低[1]。该miRNA通过抑制ABCB1逆转长春新碱耐药[2]。"
    triples = mined(text, tagger, rules)
    assert {stated(triple) for triple in triples} == {
        "miR-145 downregulates ABCB1",
        "miR-145 inhibits_resistance vincristine",
    }
    assert {triple.references for triple in triples} == {(2,)}


def test_evidence_is_the_sentence(tagger: Tagger, rules: Rules) -> None:
    text = "Cisplatin is used widely. miR-21 promotes cisplatin resistance [4]. Much is unknown."
    (triple,) = mined(text, tagger, rules)
    (place,) = triple.evidence
    assert isinstance(place, ProseEvidence)
    assert text[place.start : place.end].strip() == "miR-21 promotes cisplatin resistance [4]."


def test_resistance_to_many_drugs_takes_no_drug_from_elsewhere(tagger: Tagger, rules: Rules) -> None:
    assert mined("顺铂是常用药物。miR-21促进胃癌细胞的多药耐药。", tagger, rules) == ()


def test_the_derivation_names_the_words_that_were_used(tagger: Tagger, rules: Rules) -> None:
    (triple,) = mined("Knockdown of MALAT1 restored cisplatin sensitivity.", tagger, rules)
    for word in ("Knockdown of", "restored", "sensitivity"):
        assert word in triple.derivation
