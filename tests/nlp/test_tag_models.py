"""Entities of a user's own spaCy pipeline: added where the lexicons know nothing, under a stated label map."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.training import Example

from nlp.model import EntityType
from nlp.models import ModelError
from nlp.tagger import load_tagger

SENTENCES = ["We gave florbinex to mice .", "Then florbinex was stopped .", "Low florbinex doses failed ."]


def trained(folder: Path, label: str) -> str:
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    ner.add_label(label)
    examples = []
    for text in SENTENCES:
        start = text.index("florbinex")
        examples.append(Example.from_dict(nlp.make_doc(text), {"entities": [(start, start + 9, label)]}))
    nlp.initialize(lambda: examples)
    for _ in range(25):
        nlp.update(examples)
    nlp.to_disk(folder)
    return str(folder)


def test_a_pipeline_adds_what_no_lexicon_knows(tmp_path: Path) -> None:
    model = trained(tmp_path / "pipe", "CHEMICAL")
    text = "We gave florbinex to mice ."
    assert load_tagger().tag_text(text) == ()
    (mention,) = load_tagger(models=(model,)).tag_text(text)
    assert (mention.surface, mention.type, mention.ambiguity) == ("florbinex", EntityType.DRUG, "not in lexicon")


def test_a_pipeline_without_a_known_label_is_refused(tmp_path: Path) -> None:
    model = trained(tmp_path / "pipe", "PLANET")
    with pytest.raises(ModelError, match="PLANET"):
        load_tagger(models=(model,))


def test_a_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match="en_no_such_pipeline"):
        load_tagger(models=("en_no_such_pipeline",))
