"""Whole sentences in the manner of abstracts and reviews: every name found, and nothing else taken for one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nlp.tagger import Tagger, load_tagger

_MARK = re.compile(r"⟦([^⟦⟧|]*)\|([^⟦⟧|]*)\|([^⟦⟧|]*)⟧")
SENTENCES = [
    line
    for line in Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("%")
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


@pytest.mark.parametrize("marked", SENTENCES)
def test_every_name_of_a_sentence_and_no_more(tagger: Tagger, marked: str) -> None:
    plain = _MARK.sub(r"\1", marked)
    found, position = [], 0
    for mention in tagger.tag_text(plain):
        kind = f"{mention.type}/{mention.subtype}" if mention.subtype else str(mention.type)
        found += [plain[position : mention.start], f"⟦{mention.surface}|{kind}|{mention.normal}⟧"]
        position = mention.end
    assert "".join([*found, plain[position:]]) == marked
