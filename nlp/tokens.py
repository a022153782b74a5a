"""One spaCy Doc for a text in Chinese, English or both, with its mentions as entities.

jieba segments the Chinese, scispaCy's tokeniser rules the rest; a mention is never cut and never runs into its
neighbours. English sentences come from pysbd through scispaCy, Chinese ones from their punctuation.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from platformdirs import user_cache_path
from scispacy.custom_sentence_segmenter import pysbd_sentencizer
from scispacy.custom_tokenizer import combined_rule_tokenizer
from spacy.tokens import Doc, Span

from nlp.model import Mention
from nlp.script import is_han

with warnings.catch_warnings():
    # jieba asks setuptools for pkg_resources, which warns whoever runs us of its own end.
    warnings.simplefilter("ignore", UserWarning)
    import jieba

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = r"\u3001-\u303f\uff01-\uff0c\uff0e\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"  # full-width punctuation
_RUNS = re.compile(rf"[{_HAN}]+|[{_WIDE}]|\s+|[^\s{_HAN}{_WIDE}]+(?: [^\s{_HAN}{_WIDE}]+)*")
_CHINESE_END = re.compile(r"(?:[。！？]|[!?](?=\s*[\u4e00-\u9fff]))+[”’」』）)]*(?:\s*[\[［][\d\s,，、–—-]+[\]］])*\s*")
# Between English and Chinese; within English, pysbd knows abbreviations better.
_ENGLISH_END = re.compile(r"(?<=[a-z0-9)\]][.!?]) +(?=[\u4e00-\u9fff])|(?<=[a-z)\]][.])(?=[\u4e00-\u9fff])")
_ENGLISH_RUN = re.compile(rf"[^{_HAN}{_WIDE}]{{20,}}")


class Tokeniser:
    """Turns texts into Docs; holds jieba's dictionary and spaCy's tokeniser, which take a second to load.

    ``cache`` is the folder where jieba keeps its compiled dictionary: the user's own, since jieba trusts it.
    """

    def __init__(self, cache: Path | None = None) -> None:
        folder = cache or user_cache_path("tabularna", ensure_exists=True)
        jieba.setLogLevel(logging.WARNING)
        self._jieba = jieba.Tokenizer()
        self._jieba.tmp_dir = str(folder)
        self._nlp = spacy.blank("en")
        with warnings.catch_warnings():
            # scispaCy's suffix expression has a "[[" that Python warns of; it means what it says.
            warnings.simplefilter("ignore", FutureWarning)
            self._nlp.tokenizer = combined_rule_tokenizer(self._nlp)

    def doc(self, text: str, mentions: Sequence[Mention]) -> Doc:
        """Return the Doc of a text; ``doc.text`` equals ``text``.

        ``doc.ents`` are the mentions: label the type, ``kb_id_`` the identifier, ``ent_id_`` the normal form.
        """
        spans = list(self._token_spans(text, mentions))
        words, spaces = [], []
        for index, (start, end) in enumerate(spans):
            following = spans[index + 1][0] if index + 1 < len(spans) else len(text)
            words.append(text[start:end])
            spaces.append(following > end)
        doc = Doc(self._nlp.vocab, words=words, spaces=spaces)
        starts = [0, *_sentence_starts(text)]
        if text.strip() and not any(is_han(char) for char in text):
            doc = pysbd_sentencizer(doc)
        else:
            for token in doc:
                token.is_sent_start = token.i == 0
            offsets = {token.idx: token for token in doc}
            for start in starts:
                if start in offsets:
                    offsets[start].is_sent_start = True
            for run in _ENGLISH_RUN.finditer(text):
                _split_english(doc.char_span(*run.span(), alignment_mode="contract"))
        entities = []
        for mention in mentions:
            span = doc.char_span(
                mention.start, mention.end, label=mention.type.value, kb_id=mention.id or "", span_id=mention.normal
            )
            if span is not None:
                for token in span[1:]:
                    token.is_sent_start = False
                entities.append(span)
        doc.ents = tuple(entities)
        return doc

    def _token_spans(self, text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
        """Yield the tokens' spans; between two of them stands one blank or nothing."""
        position = 0
        for mention in sorted(mentions, key=lambda m: m.start):
            yield from self._pieces(text, position, mention.start)
            for word in re.finditer(r"\S+|\s+", text[mention.start : mention.end]):
                if word[0] != " ":
                    yield mention.start + word.start(), mention.start + word.end()
            position = mention.end
        yield from self._pieces(text, position, len(text))

    def _pieces(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for run in _RUNS.finditer(text, start, end):
            first = run[0][0]
            if first.isspace():
                yield from _blanks(text, *run.span())
            elif is_han(first):
                position = run.start()
                for word in self._jieba.cut(run[0]):
                    yield position, position + len(word)
                    position += len(word)
            else:
                for token in self._nlp.tokenizer(run[0]):
                    begin = run.start() + token.idx
                    yield begin, begin + len(token)


def _split_english(run: Span | None) -> None:
    """Mark where pysbd begins sentences within an English run of a mixed text; where it begins is not its matter."""
    if run is None or len(run) < 2:
        return
    for token in pysbd_sentencizer(run.as_doc()):
        if token.is_sent_start and token.i:
            run[token.i].is_sent_start = True


def _blanks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One blank behind a word belongs to the word; any other white space is a token."""
    if start and text[start] == " " and not text[start - 1].isspace():
        start += 1
    if start < end:
        yield start, end


def _sentence_starts(text: str) -> Iterator[int]:
    for end in _CHINESE_END.finditer(text):
        yield end.end()
    for end in _ENGLISH_END.finditer(text):
        yield end.end()
