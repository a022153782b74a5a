"""Every line of the cue file holds what its example says."""

from __future__ import annotations

import pytest

from extract.plain import document_from_paragraphs
from nlp.cues import CueRule, load_cue_rules
from nlp.relate import Rules, find_statements, load_rules
from nlp.tagger import Tagger, load_tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.mark.parametrize("rule", load_cue_rules(), ids=lambda rule: f"{rule.kind}-{rule.word}")
def test_the_example_of_a_cue_gives_its_triple(rule: CueRule, tagger: Tagger, rules: Rules) -> None:
    document = document_from_paragraphs([rule.example], "example")
    triples = find_statements(document, tagger.tag(document), rules)
    assert [f"{t.subject} {t.predicate.value} {t.object}" for t in triples] == [
        triple for triple in rule.triple.split("; ") if triple
    ]
