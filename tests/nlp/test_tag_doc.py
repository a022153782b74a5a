"""One spaCy Doc for mixed text: exact offsets, protected names, sentences, what spaCy's tools need."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.matcher import Matcher
from spacy.tokens import DocBin

from nlp.tagger import Tagger, load_tagger

MIXED = "敲低MALAT1后，A549/DDP细胞对顺铂（cisplatin）更敏感[3]。In MCF-7/ADR cells, 5-FU lowered TGF-β1. It was slow."
PIECES = st.sampled_from(
    [
        "miR‑21",
        "ＭＣＦ－７/ADR",
        "TGF-β1",
        "顺铂",
        "乳腺癌",
        "耐药",
        "e\u0301",
        "😀",
        "ℵ",
        "①",
        "Ⅲ",
        "\u3000",
        "\n",
        "  ",
    ]
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def test_names_stay_whole_and_are_entities(tagger: Tagger) -> None:
    doc = tagger.doc(MIXED, tagger.tag_text(MIXED))
    assert doc.text == MIXED
    assert [(ent.text, ent.label_) for ent in doc.ents][:4] == [
        ("MALAT1", "NCRNA"),
        ("A549/DDP", "CELL"),
        ("顺铂", "DRUG"),
        ("cisplatin", "DRUG"),
    ]
    assert {"MALAT1", "A549/DDP", "MCF-7/ADR", "5-FU", "TGF-β1", "敏感"} <= {token.text for token in doc}
    assert doc.ents[0].kb_id_ == "HGNC:29665"
    assert doc.ents[2].ent_id_ == "cisplatin"


def test_sentences_end_in_both_languages(tagger: Tagger) -> None:
    doc = tagger.doc(MIXED, ())
    assert [sentence.text[:6] for sentence in doc.sents] == ["敲低MALA", "In MCF", "It was"]
    english = tagger.doc("Levels fell (Fig. 2) vs. controls. Dr. Li et al. saw it twice.", ())
    assert len(list(english.sents)) == 2


def test_english_abbreviations_end_no_sentence_of_a_mixed_text(tagger: Tagger) -> None:
    text = "Dr. Li et al. found miR-21. It rose vs. controls. 乳腺癌患者。Fig. 2 shows MCF-7/ADR cells."
    sentences = [sentence.text for sentence in tagger.doc(text, tagger.tag_text(text)).sents]
    assert sentences == [
        "Dr. Li et al. found miR-21.",
        "It rose vs. controls.",
        "乳腺癌患者。",
        "Fig. 2 shows MCF-7/ADR cells.",
    ]


def test_spacy_tools_work_on_the_doc(tagger: Tagger) -> None:
    doc = tagger.doc(MIXED, tagger.tag_text(MIXED))
    assert "A549/DDP" in displacy.render(doc, style="ent", page=False)
    restored = next(DocBin(docs=[doc]).get_docs(doc.vocab))
    assert [ent.kb_id_ for ent in restored.ents] == [ent.kb_id_ for ent in doc.ents]
    matcher = Matcher(doc.vocab)
    matcher.add("knockdown", [[{"TEXT": "敲低"}, {"ENT_TYPE": "NCRNA"}]])
    assert len(matcher(doc)) == 1


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join))
def test_offsets_are_exact_on_any_text(tagger: Tagger, text: str) -> None:
    mentions = tagger.tag_text(text)
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    doc = tagger.doc(text, mentions)
    assert doc.text == text
    assert [(ent.start_char, ent.end_char) for ent in doc.ents] == [(m.start, m.end) for m in mentions]
