"""From marked text to the files of a paper folder.

People type names into the text (the gold markup) and a paper folder keeps offsets only. ``python -m gold.convert
MARKUP TEXT FOLDER`` joins the paragraphs of the markup to the blocks of the paper's text form and writes
``blocks.tsv``, ``mentions.tsv`` and ``triples.tsv``; what a table says is typed into its own files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from extract.model import Document
from extract.plain import read_text
from gold.errors import GoldError
from gold.load import BLOCKS, MENTIONS, TRIPLES, block_hash, hashed_texts
from gold.markup import read_markup
from gold.model import GoldPaper, GoldTriple
from gold.tsv import joined, write_rows
from nlp.model import Mention


def join_to_text(items: Sequence[GoldPaper], document: Document, path: Path) -> GoldPaper:
    """Return one paper over ``document`` with the marks of all ``items``, which are its paragraphs.

    A paragraph goes with the first block of the same text that comes after the one before. Raises
    :class:`~gold.errors.GoldError` for a paragraph that the document does not have.
    """
    mentions: list[Mention] = []
    triples: list[GoldTriple] = []
    marked: set[str] = set()
    ids = [block.id for block in document.blocks]
    texts = [block.text for block in document.blocks]
    position = 0
    for item in items:
        blocks: dict[str, str] = {}
        for block in item.document.blocks:
            if block.text in texts[position:]:
                index = texts.index(block.text, position)
                position = index + 1
            elif block.text in texts:  # a heading that is repeated above each of its paragraphs
                index = texts.index(block.text)
            else:
                raise GoldError(path, 0, f"{item.name}: {document.source.name} has no paragraph {block.text[:20]!r}…")
            blocks[block.id] = ids[index]
        marked.update(blocks[name] for name in item.marked)
        mentions += [replace(mention, block=blocks[mention.block]) for mention in item.mentions]
        triples += [replace(triple, block=blocks[triple.block or ""]) for triple in item.triples]
    order = {name: index for index, name in enumerate(ids)}
    mentions = sorted(dict.fromkeys(mentions), key=lambda mention: (order[mention.block], mention.start))
    triples = sorted(
        triples, key=lambda t: (order[t.block or ""], t.subject, t.predicate, t.object, t.certainty, t.references)
    )
    return GoldPaper(document.source.name, document, tuple(mentions), tuple(triples), marked=frozenset(marked))


def write_annotation(paper: GoldPaper, folder: Path) -> None:
    """Write the hashes, mentions and prose triples of a paper to its folder, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(
        folder / "blocks.tsv",
        BLOCKS,
        [
            (name, len(text), block_hash(text), "yes" if name in paper.marked else "no")
            for name, text in hashed_texts(paper.document)
        ],
    )
    write_rows(folder / "mentions.tsv", MENTIONS, map(_mention_row, paper.mentions))
    prose = [triple for triple in paper.triples if triple.block is not None]
    write_rows(folder / "triples.tsv", TRIPLES, _unique(map(_triple_row, prose)))


def _mention_row(mention: Mention) -> tuple[object, ...]:
    return (
        mention.block,
        mention.start,
        mention.end,
        mention.type.value,
        mention.subtype.value if mention.subtype else None,
        joined(mention.normals),
        mention.surface,
    )


def _triple_row(triple: GoldTriple) -> tuple[object, ...]:
    return (
        triple.block,
        triple.subject,
        triple.predicate.value,
        triple.object,
        triple.certainty.value,
        joined(triple.references),
    )


def _unique(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return list(dict.fromkeys(rows))


def main(arguments: Sequence[str]) -> int:
    """Run the conversion; returns the exit status."""
    if len(arguments) != 3:
        sys.stderr.write("usage: python -m gold.convert MARKUP TEXT FOLDER\n")
        return 2
    markup, text, folder = map(Path, arguments)
    try:
        write_annotation(join_to_text(read_markup(markup), read_text(text), markup), folder)
    except GoldError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
