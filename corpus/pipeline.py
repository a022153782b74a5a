"""The whole run on one page: a paper in, everything that it says out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.model import Document
from extract.read import ReadOptions, read_document
from nlp.mine import mine
from nlp.model import Findings
from nlp.tagger import Tagger

DEFAULT_OPTIONS = ReadOptions()


@dataclass(frozen=True, slots=True)
class MinedPaper:
    """One paper as it was read, and what was found in it."""

    document: Document
    findings: Findings


def mine_paper(
    path: Path,
    tagger: Tagger,
    *,
    options: ReadOptions = DEFAULT_OPTIONS,
    prose_only: bool = False,
) -> MinedPaper:
    """Read and mine the paper at ``path``.

    ``prose_only`` hides the tables, so that every record comes from the prose. Raises
    :class:`extract.errors.ReadError` when the paper cannot be read.
    """
    document = read_document(path, options=options)
    return MinedPaper(document, mine(document, tagger, prose_only=prose_only))
