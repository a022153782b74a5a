"""Names and relations in the formats of text mining: BioC JSON, PubTator and W3C Web Annotation.

Sources: the BioC DTD and its JSON form (Comeau et al. 2013), the PubTator format of NCBI, the W3C Web Annotation
Data Model with TextPositionSelector and TextQuoteSelector. Offsets count code points.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from corpus.exchange.papers import StoredMention, StoredPaper
from corpus.untrusted import for_terminal

_TYPES = {"NCRNA": "ncRNA", "DRUG": "Chemical", "GENE": "Gene", "CELL": "CellLine", "DISEASE": "Disease"}
_GAP = 1  # between the passages of one document
_Place = tuple[str, int, str]  # block, offset in it, annotation


def bioc_json(papers: Iterable[StoredPaper], left_out: Counter[str]) -> Iterator[str]:
    """Yield a BioC collection piece by piece: one document a paper, one passage a block, relations between names.

    ``left_out`` counts the relations without a place, by reason: a name that stands in tables only.
    """
    head = {"source": "tabularna", "date": "", "key": "tabularna.key", "infons": {}}
    yield json.dumps(head)[:-1] + ', "documents": ['
    for number, paper in enumerate(papers):
        text = json.dumps(_bioc_document(paper, left_out), ensure_ascii=False, indent=1)
        yield f"{',' if number else ''}\n{text}"
    yield "\n]}\n"


def pubtator(papers: Iterable[StoredPaper], left_out: Counter[str]) -> Iterator[str]:
    """Yield the papers in PubTator format: the first block as title, all others, one blank apart, as abstract.

    Relations follow the names: ``id<TAB>predicate<TAB>subject<TAB>object``, by the identifiers of the names' lines.
    A paper's number is its place in the dataset, from 1. ``left_out`` counts what the format cannot say.
    """
    for number, paper in enumerate(papers, start=1):
        passages = list(_passages(paper))
        texts = [_line(block["text"]) for _, block, _ in passages]
        lines = [f"{number}|t|{texts[0] if texts else ''}", f"{number}|a|{' '.join(texts[1:])}"]
        identifiers: dict[str, str] = {}
        for offset, _, mentions in passages:
            for m in mentions:
                if m.identifier and ";" not in m.identifier:
                    identifiers[m.normal] = m.identifier
                kind = _TYPES.get(m.type, m.type.title())
                place = (str(number), str(offset + m.start), str(offset + m.end), _line(m.surface))
                lines.append("\t".join((*place, kind, _line(m.identifier or m.normal))))
        for triple in paper.findings["triples"]:
            if triple["certainty"] != "asserted":
                left_out["hypotheses, which PubTator cannot mark as such"] += 1
                continue
            ends = (identifiers.get(triple[role], triple[role]) for role in ("subject", "object"))
            lines.append("\t".join((str(number), triple["predicate"], *map(_line, ends))))
        yield "".join(f"{line}\n" for line in (*dict.fromkeys(lines), ""))


def web_annotations(papers: Iterable[StoredPaper]) -> Iterator[str]:
    """Yield W3C Web Annotations as JSON Lines: one for each name, its target the block of the paper's text."""
    yield from (
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


def _bioc_document(paper: StoredPaper, left_out: Counter[str]) -> dict[str, Any]:
    passages: list[dict[str, Any]] = []
    places: dict[str, list[_Place]] = {}
    number = 0
    for offset, block, mentions in _passages(paper):
        annotations = []
        for mention in mentions:
            number += 1
            annotations.append(_bioc_annotation(mention, offset, f"T{number}"))
            for normal in mention.normal.split("; "):
                places.setdefault(normal, []).append((block["id"], mention.start, f"T{number}"))
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
        "relations": list(_bioc_relations(paper, places, left_out)),
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
    paper: StoredPaper, places: dict[str, list[_Place]], left_out: Counter[str]
) -> Iterator[dict[str, Any]]:
    number = 0
    for triple in paper.findings["triples"]:
        prose = [evidence for evidence in triple["evidence"] if "block" in evidence]
        ends = [_nearest(places.get(triple[role], ()), prose[0] if prose else None) for role in ("subject", "object")]
        if None in ends:
            left_out["relations with a name that stands in tables only, which BioC's passages leave out"] += 1
            continue
        number += 1
        yield {
            "id": f"R{number}",
            "infons": {
                "type": triple["predicate"],
                "certainty": triple["certainty"],
                "origin": triple["origin"],
                "references": ",".join(map(str, triple["references"])),
            },
            "nodes": [{"refid": ends[0], "role": "subject"}, {"refid": ends[1], "role": "object"}],
        }


def _nearest(places: Sequence[_Place], evidence: dict[str, Any] | None) -> str | None:
    """Return the annotation of a name in the sentence that states it, else in its paragraph, else its first one.

    A name may be carried over from a heading or an earlier sentence, and a table has no passage of its own.
    """

    def distance(place: _Place) -> int:
        block, start, _ = place
        if evidence is None or block != evidence["block"]:
            return 2
        return 0 if evidence["start"] <= start < evidence["end"] else 1

    return min(places, key=distance)[2] if places else None


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
