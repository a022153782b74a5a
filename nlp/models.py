"""Entities of installed spaCy pipelines, added to what the lexicons and grammars find.

Which label stands for which type says ``nlp/rules/tag_model_labels.tsv``; labels that it does not list are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from nlp.candidates import Candidate, Rank
from nlp.model import EntityType

if TYPE_CHECKING:
    from spacy.language import Language


class ModelError(ValueError):
    """A spaCy pipeline cannot be used; the message says which and why."""


class ModelTagger:
    """The entities of one or several spaCy pipelines. Raises :class:`ModelError` for one that cannot be loaded."""

    def __init__(self, models: Sequence[str], labels: Mapping[str, EntityType]) -> None:
        self._labels = labels
        self._pipelines = [_loaded(model, labels) for model in models]

    def find(self, text: str) -> Iterator[Candidate]:
        """Yield the pipelines' entities; the normal form is the name as written."""
        for pipeline in self._pipelines:
            for entity in pipeline(text).ents:
                kind = self._labels.get(entity.label_)
                if kind is not None and entity.text.strip() == entity.text:
                    yield Candidate(
                        entity.start_char, entity.end_char, kind, (entity.text,), (entity.kb_id_ or None,), Rank.MODEL
                    )


def _loaded(model: str, labels: Mapping[str, EntityType]) -> Language:
    import spacy

    try:
        pipeline = spacy.load(model)
    except OSError as error:
        raise ModelError(f"spaCy pipeline {model!r} is not installed, and is no folder that holds one") from error
    except ValueError as error:
        raise ModelError(f"spaCy pipeline {model!r} cannot be loaded: {error}") from error
    known = {label for name in pipeline.pipe_names for label in pipeline.pipe_labels.get(name, [])}
    if known.isdisjoint(labels):
        raise ModelError(
            f"spaCy pipeline {model!r} has no entity label that tag_model_labels.tsv maps to a type; "
            f"its labels: {', '.join(sorted(known)) or 'none'}"
        )
    return pipeline
