"""Gold paragraphs in the inline markup that ``CONTRIBUTING.md`` describes.

A file holds items; each is a small paper of its own: an optional heading, paragraphs with marked names, and the
triples that they state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from extract.model import Document
from extract.plain import document_from_text
from nlp.model import Certainty, EntityType, Mention, NcrnaClass, Predicate

_MARK = re.compile(r"⟦([^⟦⟧|]*)\|([^⟦⟧|]*)\|([^⟦⟧]*)⟧")


class GoldError(ValueError):
    """A gold file cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True, order=True)
class GoldTriple:
    """One triple that the gold set holds to be stated."""

    subject: str
    predicate: Predicate
    object: str
    certainty: Certainty = Certainty.ASSERTED
    references: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldText:
    """One item: a small paper with its mentions (by block of ``document``) and the triples of its prose."""

    id: str
    facts: dict[str, str]
    document: Document
    mentions: tuple[Mention, ...]
    triples: tuple[GoldTriple, ...]


@dataclass(slots=True)
class _Item:
    id: str
    facts: dict[str, str]
    headings: list[str] = field(default_factory=list)
    paragraphs: list[tuple[str, list[Mention]]] = field(default_factory=list)  # text and mentions, in order
    triples: list[GoldTriple] = field(default_factory=list)


def read_markup(path: Path) -> tuple[GoldText, ...]:
    """Return the items of a gold file; raises :class:`GoldError` with file and line for what it cannot read."""
    items: list[_Item] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        try:
            _line(line, items)
        except (ValueError, IndexError) as error:
            raise GoldError(f"{path.name}:{number}: {error}") from error
    identifiers = [item.id for item in items]
    doubled = next((name for name in identifiers if identifiers.count(name) > 1), None)
    if doubled is not None:
        raise GoldError(f"{path.name}: item {doubled} stands there twice")
    return tuple(_gold(item) for item in items)


def _line(line: str, items: list[_Item]) -> None:
    if not line or line.startswith("%"):
        return
    if line.startswith("=="):
        name, *facts = (part.strip() for part in line[2:].split("|"))
        items.append(_Item(name, dict(fact.split("=", 1) for fact in facts)))
    elif not items:
        raise ValueError("text before the first '== item' line")
    elif line.startswith("! "):
        items[-1].paragraphs.append((line[2:].strip(), []))
        items[-1].headings.append(line[2:].strip())
    elif line.startswith(">"):
        items[-1].triples.append(_triple(line[1:]))
    else:
        items[-1].paragraphs.append(_marked(line))


def _triple(text: str) -> GoldTriple:
    subject, predicate, name, *rest = (part.strip() for part in text.split("|"))
    certainty = Certainty(rest[0]) if rest and rest[0] else Certainty.ASSERTED
    references = tuple(int(part) for part in re.split(r"[;,]", rest[1])) if len(rest) > 1 and rest[1] else ()
    return GoldTriple(subject, Predicate(predicate), name, certainty, references)


def _marked(line: str) -> tuple[str, list[Mention]]:
    parts: list[str] = []
    mentions: list[Mention] = []
    position, length = 0, 0
    for match in _MARK.finditer(line):
        parts += [line[position : match.start()], match[1]]
        start = length + match.start() - position
        length = start + len(match[1])
        position = match.end()
        kind, _, subtype = match[2].partition("/")
        normals = tuple(normal.strip() for normal in match[3].split(";"))
        if not match[1] or not all(normals):
            raise ValueError(f"an empty name in {match[0]}")
        ncrna = NcrnaClass(subtype) if subtype else None
        mentions.append(Mention("", start, length, EntityType(kind), match[1], normals, subtype=ncrna))
    parts.append(line[position:])
    text = "".join(parts)
    if "⟦" in text or "⟧" in text:
        raise ValueError("a mark is not closed, or marks stand inside each other")
    return text, mentions


def _gold(item: _Item) -> GoldText:
    """Return the item with its document; every paragraph is looked up again among the document's blocks."""
    document = document_from_text("\n".join(text for text, _ in item.paragraphs), item.id)
    blocks = iter(document.blocks)
    mentions: list[Mention] = []
    for text, marked in item.paragraphs:
        block = next((b for b in blocks if b.text == text), None)
        if block is None:
            raise GoldError(f"{item.id}: the paragraph is not read back as it stands: {text[:40]}")
        mentions += [Mention(block.id, m.start, m.end, m.type, m.surface, m.normals, subtype=m.subtype) for m in marked]
    return GoldText(item.id, item.facts, document, tuple(mentions), tuple(item.triples))
