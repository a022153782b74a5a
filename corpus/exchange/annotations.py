"""Names and relations in the formats of text mining: BioC JSON, PubTator and W3C Web Annotation.

Sources: the BioC DTD and its JSON form (Comeau et al. 2013), the PubTator format of NCBI, the W3C Web Annotation
Data Model with TextPositionSelector and TextQuoteSelector. Offsets count code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.exchange.papers import StoredMention, StoredPaper
from corpus.untrusted import for_terminal

_TYPES = {"NCRNA": "ncRNA", "DRUG": "Chemical", "GENE": "Gene", "CELL": "CellLine", "DISEASE": "Disease"}
_GAP = 1  # between the passages of one document


def bioc_json(papers: Iterable[StoredPaper]) -> str:
    """Return a BioC collection: one document a paper, one passage a block, relations by the names they hold of."""
    collection = {
        "source": "tabularna",
        "date": "",
        "key": "tabularna.key",
        "infons": {},
        "documents": [_bioc_document(paper) for paper in papers],
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def pubtator(papers: Iterable[StoredPaper]) -> str:
    """Return the papers in PubTator format; every block is one text line, all counted as one text.

    Relations follow the names: ``id<TAB>predicate<TAB>subject<TAB>object``. A paper's number is its place in the
    dataset, from 1.
    """
    lines: list[str] = []
    for number, paper in enumerate(papers, start=1):
        names: list[str] = []
        for index, (offset, block, mentions) in enumerate(_passages(paper)):
            lines.append(f"{number}|{'t' if index == 0 else 'a'}|{_line(block['text'])}")
            names += [
                "\t".join(
                    (
                        str(number),
                        str(offset + m.start),
                        str(offset + m.end),
                        _line(m.surface),
                        _TYPES.get(m.type, m.type.title()),
                        _line(m.identifier or m.normal),
                    )
                )
                for m in mentions
            ]
        lines += names
        lines += [f"{number}\t{t['predicate']}\t{_line(t['subject'])}\t{_line(t['object'])}" for t in _asserted(paper)]
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def web_annotations(papers: Iterable[StoredPaper]) -> str:
    """Return W3C Web Annotations as JSON Lines: one for each name, its target the block of the paper's text."""
    return "".join(
        json.dumps(_web_annotation(paper, block, mention, number), ensure_ascii=False) + "\n"
        for paper in papers
        for _, block, mentions in _passages(paper)
        for number, mention in enumerate(mentions)
    )


def _passages(paper: StoredPaper) -> Iterator[tuple[int, dict[str, Any], tuple[StoredMention, ...]]]:
    offset = 0
    for block in paper.findings["blocks"]:
        yield offset, block, paper.mentions.get(block["id"], ())
        offset += len(block["text"]) + _GAP


def _asserted(paper: StoredPaper) -> list[dict[str, Any]]:
    return [triple for triple in paper.findings["triples"] if triple["certainty"] == "asserted"]


def _bioc_document(paper: StoredPaper) -> dict[str, Any]:
    passages: list[dict[str, Any]] = []
    places: dict[tuple[str, str], list[tuple[int, str]]] = {}  # (block, normal form) → offset and annotation id
    number = 0
    for offset, block, mentions in _passages(paper):
        annotations = []
        for mention in mentions:
            number += 1
            annotations.append(_bioc_annotation(mention, offset, f"T{number}"))
            for normal in mention.normal.split("; "):
                places.setdefault((block["id"], normal), []).append((mention.start, f"T{number}"))
        passages.append(
            {
                "offset": offset,
                "infons": {"type": block["kind"], "block": block["id"], "lang": block["lang"]},
                "text": block["text"],
                "sentences": [],
                "annotations": annotations,
                "relations": [],
            }
        )
    return {
        "id": paper.doi or paper.sha256[:16],
        "infons": {"name": paper.name, "sha256": paper.sha256},
        "passages": passages,
        "annotations": [],
        "relations": list(_bioc_relations(paper, places)),
    }


def _bioc_annotation(mention: StoredMention, offset: int, identifier: str) -> dict[str, Any]:
    return {
        "id": identifier,
        "infons": {
            "type": _TYPES.get(mention.type, mention.type.title()),
            "normal": mention.normal,
            **({"identifier": mention.identifier} if mention.identifier else {}),
        },
        "text": mention.surface,
        "locations": [{"offset": offset + mention.start, "length": mention.end - mention.start}],
    }


def _bioc_relations(
    paper: StoredPaper, places: dict[tuple[str, str], list[tuple[int, str]]]
) -> Iterator[dict[str, Any]]:
    """Yield the relations of the prose whose two names stand in the sentence that states them."""
    number = 0
    for triple in _asserted(paper):
        for evidence in triple["evidence"]:
            if "block" not in evidence:
                continue
            ends = [
                next(
                    (
                        name
                        for start, name in places.get((evidence["block"], triple[role]), ())
                        if evidence["start"] <= start < evidence["end"]
                    ),
                    None,
                )
                for role in ("subject", "object")
            ]
            if None in ends:
                continue
            number += 1
            yield {
                "id": f"R{number}",
                "infons": {"type": triple["predicate"], "references": ",".join(map(str, triple["references"]))},
                "nodes": [{"refid": ends[0], "role": "subject"}, {"refid": ends[1], "role": "object"}],
            }


def _web_annotation(paper: StoredPaper, block: dict[str, Any], mention: StoredMention, number: int) -> dict[str, Any]:
    text = block["text"]
    source = f"urn:sha256:{paper.sha256}#{block['id']}"
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{source}/{number}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": mention.type},
            {"type": "TextualBody", "purpose": "identifying", "value": mention.identifier or mention.normal},
        ],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": mention.start, "end": mention.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": mention.surface,
                    "prefix": text[max(mention.start - 24, 0) : mention.start],
                    "suffix": text[mention.end : mention.end + 24],
                },
            ],
        },
    }


def _line(text: str) -> str:
    # One code point for one, so that the offsets hold.
    return for_terminal("".join(" " if char in "\t\n\r" else char for char in text))
