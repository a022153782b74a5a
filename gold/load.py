"""Gold sets from their files.

A *paper folder* holds ``paper.tsv`` (what the paper is and which file is its true text), ``blocks.tsv`` (a hash of
each block), ``mentions.tsv``, ``triples.tsv``, ``table-triples.tsv``, ``records.tsv`` and ``conflicts.tsv``: offsets
and facts, joined to the text by block. A text that may not be given away stays outside and is named only.
A *paragraph set* is a folder of ``*.markup`` files, each item of which is a small paper of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from extract.errors import ReadError
from extract.model import Document
from extract.plain import read_text
from gold.errors import GoldError
from gold.markup import read_markup
from gold.model import GoldConflict, GoldPaper, GoldRecord, GoldTriple
from gold.tsv import Row, read_rows
from nlp.model import Certainty, ConflictKind, Effect, EntityType, Mention, NcrnaClass, Predicate

PAPER = ("key", "value")
BLOCKS = ("block", "characters", "sha256", "marked")  # marked: were its names marked, yes or no
MENTIONS = ("block", "start", "end", "type", "subtype", "normals", "surface")
TRIPLES = ("block", "subject", "predicate", "object", "certainty", "references")
TABLE_TRIPLES = ("table", "row", "subject", "predicate", "object")
RECORDS = (
    "table",
    "row",
    "source_cells",
    "ncrnas",
    "drugs",
    "effect",
    "effect_as_written",
    "mechanism",
    "targets",
    "references",
)
CONFLICTS = ("table", "row", "ncrna", "kind", "table_value", "prose_value")


class MissingTextError(GoldError):
    """A gold paper whose true text is not on this machine."""


def load_gold(path: Path, *, shared: Path | None = None) -> tuple[GoldPaper, ...]:
    """Load a paper folder, a paragraph set or a single markup file.

    ``shared`` is a folder with texts that are not part of the gold set. Raises
    :class:`~gold.errors.GoldError`, and :class:`MissingTextError` where only the text is missing.
    """
    if path.suffix == ".markup":
        return read_markup(path)
    if (path / "paper.tsv").is_file():
        return (load_paper(path, shared=shared),)
    files = sorted(path.glob("*.markup"))
    if not files:
        raise GoldError(path, 0, "neither a paper folder (paper.tsv) nor a paragraph set (*.markup)")
    return tuple(paper for file in files for paper in read_markup(file))


def load_paper(folder: Path, text: Path | None = None, *, shared: Path | None = None) -> GoldPaper:
    """Load a paper folder; ``text`` is the file of its true text where it is not the one that ``paper.tsv`` names.

    Raises :class:`~gold.errors.GoldError` where a file is wrong or does not fit the text.
    """
    facts = tuple((row.text("key"), row.text("value")) for row in read_rows(folder / "paper.tsv", PAPER))
    named = dict(facts)
    if "text" not in named:
        raise GoldError(folder / "paper.tsv", 0, "no text is named")
    places = [folder, *([shared] if shared else [])]
    file = text or _first(place / named["text"] for place in places)
    if file is None:
        raise MissingTextError(folder / "paper.tsv", 0, f"its text {named['text']} is not on this machine")
    try:
        document = read_text(file)
    except ReadError as error:
        raise GoldError(file, 0, error.reason) from error
    except OSError as error:
        raise GoldError(file, 0, error.strerror or str(error)) from error
    marked = _marked_blocks(folder / "blocks.tsv", document)
    pdf = _first(place / named["pdf"] for place in (*places, file.parent)) if "pdf" in named else None
    return GoldPaper(
        folder.name,
        document,
        _mentions(folder / "mentions.tsv", document, marked),
        (*_triples(folder / "triples.tsv", document), *_table_triples(folder / "table-triples.tsv", document)),
        _records(folder / "records.tsv", document),
        _conflicts(folder / "conflicts.tsv", document),
        marked,
        facts,
        pdf,
    )


def block_hash(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a block's text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def hashed_texts(document: Document) -> tuple[tuple[str, str], ...]:
    """Return what a gold paper keeps hashes of: each block, and the grid of each table, by id."""
    tables = ((t.id, "\n".join("\t".join(row) for row in (t.header, *t.rows))) for t in document.tables)
    return (*((block.id, block.text) for block in document.blocks), *tables)


def _first(files: Iterable[Path]) -> Path | None:
    return next((file for file in files if file.is_file()), None)


def _marked_blocks(path: Path, document: Document) -> frozenset[str]:
    """Return the blocks whose names were marked; refuses a text other than the one that was annotated."""
    texts = dict(hashed_texts(document))
    known = set()
    marked = set()
    for row in read_rows(path, BLOCKS):
        name = row.text("block")
        known.add(name)
        if name not in texts:
            raise row.error(f"{document.source.name} has no {name}")
        if block_hash(texts[name]) != row.text("sha256") or len(texts[name]) != row.number("characters"):
            raise row.error(f"{name} of {document.source.name} is not the text that was annotated")
        if row.text("marked") not in ("yes", "no"):
            raise row.error("marked is yes or no")
        if row.text("marked") == "yes":
            marked.add(name)
    if missing := [name for name in texts if name not in known]:
        raise GoldError(path, 0, f"{document.source.name} has more than was annotated: {', '.join(missing[:5])}")
    return frozenset(marked)


def _mentions(path: Path, document: Document, marked: frozenset[str]) -> tuple[Mention, ...]:
    texts = {block.id: block.text for block in document.blocks}
    mentions: list[Mention] = []
    for row in read_rows(path, MENTIONS):
        block, start, end = row.text("block"), row.number("start"), row.number("end")
        if block not in texts:
            raise row.error(f"there is no block {block}")
        surface = texts[block][start:end]
        if surface != row.text("surface"):
            raise row.error(f"{block} has other text at {start}-{end} than {row.text('surface')!r}")
        if mentions and mentions[-1].block == block and start < mentions[-1].end:
            raise row.error("the mention overlaps the one before it, or is out of order")
        type_ = row.one_of("type", EntityType)
        subtype = row.one_of("subtype", NcrnaClass) if row.optional("subtype") else None
        if (type_ is EntityType.NCRNA) != (subtype is not None):
            raise row.error("an NCRNA has a subtype, nothing else has")
        normals = row.names("normals")
        if not normals:
            raise row.error("no normal form")
        if block not in marked:
            raise row.error(f"a mention in {block}, which blocks.tsv calls not marked")
        mentions.append(Mention(block, start, end, type_, surface, normals, subtype=subtype))
    return tuple(mentions)


def _triples(path: Path, document: Document) -> tuple[GoldTriple, ...]:
    blocks = {block.id for block in document.blocks}
    triples = []
    for row in read_rows(path, TRIPLES):
        if row.text("block") not in blocks:
            raise row.error(f"there is no block {row.text('block')}")
        triples.append(
            GoldTriple(
                row.text("subject"),
                row.one_of("predicate", Predicate),
                row.text("object"),
                row.one_of("certainty", Certainty),
                row.numbers("references"),
                row.text("block"),
                place=row.place,
            )
        )
    return tuple(triples)


def _table_triples(path: Path, document: Document) -> tuple[GoldTriple, ...]:
    return tuple(
        GoldTriple(
            row.text("subject"),
            row.one_of("predicate", Predicate),
            row.text("object"),
            table=_table_row(row, document)[0],
            row=row.number("row"),
            place=row.place,
        )
        for row in _if_there(path, TABLE_TRIPLES)
    )


def _records(path: Path, document: Document) -> tuple[GoldRecord, ...]:
    return tuple(
        GoldRecord(
            *_table_row(row, document),
            row.names("source_cells"),
            row.names("ncrnas"),
            row.names("drugs"),
            row.one_of("effect", Effect),
            row.optional("effect_as_written"),
            row.optional("mechanism"),
            row.names("targets"),
            row.numbers("references"),
            row.place,
        )
        for row in _if_there(path, RECORDS)
    )


def _conflicts(path: Path, document: Document) -> tuple[GoldConflict, ...]:
    conflicts = []
    for row in _if_there(path, CONFLICTS):
        between_abstracts = not (row.optional("table") or row.optional("row"))
        table, number = (None, None) if between_abstracts else _table_row(row, document)
        conflicts.append(
            GoldConflict(
                table,
                number,
                row.text("ncrna"),
                row.one_of("kind", ConflictKind),
                row.text("table_value"),
                row.text("prose_value"),
                row.place,
            )
        )
    return tuple(conflicts)


def _if_there(path: Path, columns: tuple[str, ...]) -> Iterable[Row]:
    """Yield the lines of a file that a paper without tables does not have."""
    return read_rows(path, columns) if path.exists() else ()


def _table_row(row: Row, document: Document) -> tuple[str, int]:
    """Return the table and the row that a line names; refuses those that the text does not have."""
    name, number = row.text("table"), row.number("row")
    table = next((table for table in document.tables if table.id == name), None)
    if table is None or not 1 <= number <= len(table.rows):
        raise row.error(f"{document.source.name} has no row {number} in a table {name}")
    return name, number
