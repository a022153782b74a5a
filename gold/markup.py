"""The gold markup of CONTRIBUTING.md: paragraphs with their names and triples, as people type them.

``parse_markup`` turns a file into one :class:`~gold.model.GoldPaper` for each ``==`` item. Errors name file and line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.errors import ReadError
from extract.model import Block, BlockKind, Document
from extract.plain import document_from_paragraphs, document_from_text
from gold.errors import GoldError
from gold.model import GoldPaper, GoldTriple
from nlp.model import Certainty, EntityType, Mention, NcrnaClass, Predicate

_MARK = re.compile(r"⟦([^⟦⟧]*)⟧")
_TABLE_EDGE = re.compile(r"<<(/?)table\s+\S+>>")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of markup taken apart: its plain text, and its mentions by half-open offsets into that text."""

    text: str
    mentions: tuple[Mention, ...]


@dataclass(slots=True)
class _Item:
    """What was read of one item so far. Blocks are counted as the text form counts them."""

    line: int
    name: str
    facts: tuple[tuple[str, str], ...]
    lines: list[str] = field(default_factory=list)  # the text form, table lines included
    blocks: list[tuple[str, bool]] = field(default_factory=list)  # text, is it a heading
    mentions: list[Mention] = field(default_factory=list)
    triples: list[GoldTriple] = field(default_factory=list)
    in_table: bool = False
    has_table: bool = False


def read_markup(path: Path) -> tuple[GoldPaper, ...]:
    """Read a markup file. Raises :class:`~gold.errors.GoldError` with the line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoldError(path, 0, f"not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise GoldError(path, 0, error.strerror or str(error)) from error
    return parse_markup(text, path)


def parse_markup(text: str, path: Path) -> tuple[GoldPaper, ...]:
    """Return one paper for each item, in order. ``path`` is named in errors.

    Raises :class:`~gold.errors.GoldError` for text outside an item, brackets that do not close or nest, unknown
    types, predicates or certainties, and names that two items share.
    """
    items: list[_Item] = []
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if not content or content.startswith("%"):
            continue
        if content.startswith("=="):
            items.append(_opened(content, path, number, {item.name for item in items}))
            continue
        if not items:
            raise GoldError(path, number, "text before the first item (== name)")
        _add_line(items[-1], line, path, number)
    headings_marked = any(_marked_headings(item) for item in items)
    return tuple(_paper(item, path, headings_marked=headings_marked) for item in items)


def parse_line(line: str, block: str, path: Path, number: int) -> Marked:
    """Take one line of markup apart; its mentions name ``block``. Raises :class:`~gold.errors.GoldError`."""
    plain: list[str] = []
    mentions: list[Mention] = []
    length = position = 0
    for mark in _MARK.finditer(line):
        before = line[position : mark.start()]
        surface, kind, normals = _fields(mark.group(1), path, number)
        start = length + len(before)
        length = start + len(surface)
        plain += [before, surface]
        mentions.append(_mention(block, start, surface, kind, normals, path, number))
        position = mark.end()
    plain.append(line[position:])
    text = "".join(plain)
    if stray := re.search(r"[⟦⟧]", text):
        raise GoldError(path, number, f"a bracket {stray.group()} that does not close, or marks that nest")
    return Marked(text, tuple(mentions))


def parse_triple(content: str, block: str, path: Path, number: int) -> GoldTriple:
    """Read ``subject | predicate | object | certainty [| references]``. Raises :class:`~gold.errors.GoldError`."""
    fields = [part.strip() for part in content.split("|")]
    if len(fields) not in (4, 5) or not all(fields[:4]):
        raise GoldError(path, number, "a triple is: subject | predicate | object | certainty | references")
    subject, predicate, object_, certainty = fields[:4]
    if predicate not in {known.value for known in Predicate}:
        raise GoldError(path, number, f"unknown predicate {predicate!r}")
    if certainty not in {known.value for known in Certainty}:
        raise GoldError(path, number, f"unknown certainty {certainty!r} (asserted or hypothesised)")
    references = parse_references(fields[4] if len(fields) == 5 else "", path, number)
    return GoldTriple(
        subject, Predicate(predicate), object_, Certainty(certainty), references, block, place=f"{path.name}:{number}"
    )


def parse_references(text: str, path: Path, number: int) -> tuple[int, ...]:
    """Read reference numbers parted by ``;`` or ``,``. Raises :class:`~gold.errors.GoldError`."""
    parts = [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
    if wrong := next((part for part in parts if not (part.isascii() and part.isdigit())), None):
        raise GoldError(path, number, f"{wrong!r} is no reference number (spell ranges out: 22; 23)")
    return tuple(int(part) for part in parts)


def _opened(content: str, path: Path, number: int, taken: set[str]) -> _Item:
    name, *rest = (part.strip() for part in content.removeprefix("==").split("|"))
    if not name:
        raise GoldError(path, number, "an item without a name")
    if name in taken:
        raise GoldError(path, number, f"a second item named {name!r}")
    facts: list[tuple[str, str]] = []
    for part in rest:
        key, equals, value = part.partition("=")
        if not equals or not key.strip():
            raise GoldError(path, number, f"{part!r} is not key=value")
        facts.append((key.strip(), value.strip()))
    return _Item(number, name, tuple(facts))


def _add_line(item: _Item, line: str, path: Path, number: int) -> None:
    content = line.strip()
    edge = _TABLE_EDGE.fullmatch(content)
    if edge or item.in_table:
        item.in_table = edge is None or not edge.group(1)
        item.has_table = True
        item.lines.append(content if edge else line)
    elif content.startswith(">"):
        if not any(not heading for _, heading in item.blocks):
            raise GoldError(path, number, "a triple before the paragraph that states it")
        item.triples.append(parse_triple(content.removeprefix(">"), f"b{len(item.blocks)}", path, number))
    elif content.startswith("|"):
        raise GoldError(path, number, "row facts belong in the records.tsv of a paper folder")
    else:
        heading = content.startswith("! ")
        marked = parse_line(content.removeprefix("! ").strip(), f"b{len(item.blocks) + 1}", path, number)
        item.blocks.append((marked.text, heading))
        item.lines.append(marked.text)
        item.mentions += marked.mentions


def _paper(item: _Item, path: Path, *, headings_marked: bool) -> GoldPaper:
    if not any(not heading for _, heading in item.blocks):
        raise GoldError(path, item.line, f"item {item.name!r} has no paragraph")
    try:
        document = (
            document_from_text("\n".join(item.lines), item.name)
            if item.has_table
            else document_from_paragraphs([text for text, _ in item.blocks], item.name)
        )
    except ReadError as error:
        raise GoldError(path, item.line, f"item {item.name!r}: {error.reason}") from error
    headings = {f"b{n}" for n, (_, heading) in enumerate(item.blocks, start=1) if heading}
    document = replace(document, blocks=_with_headings(document, headings))
    marked = frozenset(
        block.id
        for block in document.blocks
        if block.kind is not BlockKind.REFERENCE and (headings_marked or block.id not in headings)
    )
    return GoldPaper(item.name, document, tuple(item.mentions), tuple(item.triples), marked=marked, facts=item.facts)


def _with_headings(document: Document, headings: set[str]) -> tuple[Block, ...]:
    """Make headings of the lines that the markup calls so, and name them as the section of what follows."""
    blocks: list[Block] = []
    section: str | None = None
    for block in document.blocks:
        kind = BlockKind.HEADING if block.id in headings else block.kind
        blocks.append(replace(block, kind=kind, section=section))
        if kind is BlockKind.HEADING:
            section = block.text
    return tuple(blocks)


def _marked_headings(item: _Item) -> bool:
    headings = {f"b{n}" for n, (_, heading) in enumerate(item.blocks, start=1) if heading}
    return any(mention.block in headings for mention in item.mentions)


def _fields(content: str, path: Path, number: int) -> Sequence[str]:
    fields = content.rsplit("|", 2)
    if len(fields) != 3 or not all(part.strip() for part in fields):
        raise GoldError(path, number, f"a mark is ⟦surface|TYPE|normal⟧, not ⟦{content}⟧")
    return fields


def _mention(block: str, start: int, surface: str, kind: str, normals: str, path: Path, number: int) -> Mention:
    if surface != surface.strip():
        raise GoldError(path, number, f"the marked name {surface!r} begins or ends with a space")
    type_name, slash, class_name = kind.strip().partition("/")
    if type_name not in {known.value for known in EntityType}:
        raise GoldError(path, number, f"unknown type {type_name!r}")
    type_ = EntityType(type_name)
    if (type_ is EntityType.NCRNA) != bool(slash):
        raise GoldError(path, number, f"{kind.strip()!r}: an NCRNA has a class (NCRNA/miRNA), nothing else has")
    if slash and class_name not in {known.value for known in NcrnaClass}:
        raise GoldError(path, number, f"unknown class {class_name!r} of ncRNA")
    names = tuple(name.strip() for name in re.split(r";\s", normals))
    if not all(names):
        raise GoldError(path, number, f"an empty normal form of {surface!r}")
    subtype = NcrnaClass(class_name) if slash else None
    return Mention(block, start, start + len(surface), type_, surface, names, subtype=subtype)
