"""The names of the lexicons (``nlp/lexicons/*.tsv``), each with its type, normal form and identifier."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable

from nlp.model import EntityType, NcrnaClass


class Trust(StrEnum):
    """How far a written name alone shows what it means, the most telling first."""

    CURATED = "curated"  # written down by a person as this thing's name
    SYMBOL = "symbol"  # an approved symbol of HGNC
    ALIAS = "alias"  # an alias or former symbol of HGNC: many are also something else
    CONTEXT = "context"  # a name that also means other things: the text must speak for it


@dataclass(frozen=True, slots=True)
class Name:
    """One written name of one thing. ``ambiguity`` is set where the thing is not a single one (a family)."""

    written: str
    type: EntityType
    normal: str
    id: str | None
    trust: Trust
    subtype: NcrnaClass | None = None
    ambiguity: str | None = None


class LexiconError(ValueError):
    """A lexicon or rule file cannot be used; the message names the file, the line and the reason."""


def data_folder(name: str) -> Traversable:
    """Return ``nlp/<name>``: the folder of the lexicons or that of the rules."""
    return files("nlp").joinpath(name)


def read_tsv(file: Traversable) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated file by column.

    Raises :class:`LexiconError` for a line whose number of columns differs from the header's.
    """
    with file.open(encoding="utf-8") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(rows, None)
        if header is None:
            raise LexiconError(f"{file.name}: the file is empty")
        for number, row in enumerate(rows, start=2):
            if len(row) != len(header):
                raise LexiconError(f"{file.name}, line {number}: {len(row)} columns, the header has {len(header)}")
            yield dict(zip(header, row, strict=True))


def _split(joined: str) -> list[str]:
    return [part.strip() for part in joined.split("|") if part.strip()]


def _first_id(row: dict[str, str]) -> str | None:
    for column, prefix in (("chebi", "CHEBI:"), ("mesh", "MESH:"), ("drugbank", "DRUGBANK:")):
        identifier = row.get(column, "")
        if identifier:
            return identifier if ":" in identifier else prefix + identifier
    return None


def _genes(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        symbol, identifier = row["symbol"], row["id"]
        if row["locus_group"] == "pseudogene":
            # What papers name of a pseudogene is its transcript.
            yield Name(symbol, EntityType.NCRNA, symbol, identifier, Trust.SYMBOL, NcrnaClass.LNCRNA)
        else:
            yield Name(symbol, EntityType.GENE, symbol, identifier, Trust.SYMBOL)
        if row["locus_group"] == "protein":
            for alias in _split(row["names"]):
                yield Name(alias, EntityType.GENE, symbol, identifier, Trust.ALIAS)


_CLASSES = {
    "circRNA": NcrnaClass.CIRCRNA,
    "miRNA": NcrnaClass.MIRNA,
    "lncRNA": NcrnaClass.LNCRNA,
    "RNA cluster": NcrnaClass.OTHER,
}


def _ncrna_genes(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        subtype = _CLASSES.get(row["class"], NcrnaClass.OTHER)
        symbol, identifier = row["symbol"], row["id"]
        yield Name(symbol, EntityType.NCRNA, symbol, identifier, Trust.SYMBOL, subtype)
        if subtype is not NcrnaClass.MIRNA:
            for alias in _split(row["names"]):
                yield Name(alias, EntityType.NCRNA, symbol, identifier, Trust.ALIAS, subtype)


def _ncrna_names(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        subtype = _CLASSES.get(row["class"], NcrnaClass.OTHER)
        for written in {row["name"], *_split(row["names"])}:
            yield Name(written, EntityType.NCRNA, row["name"], None, Trust.CURATED, subtype)


def _gene_names(rows: Iterator[dict[str, str]], ids: dict[str, str | None]) -> Iterator[Name]:
    for row in rows:
        yield Name(row["name"], EntityType.GENE, row["symbol"], ids.get(row["symbol"]), Trust.CURATED)


def _gene_aliases(rows: Iterator[dict[str, str]], ids: dict[str, str | None]) -> Iterator[Name]:
    for row in rows:
        trust = Trust.CONTEXT if row["note"] == "needs_context" else Trust.CURATED
        yield Name(row["name"], EntityType.GENE, row["symbol"], ids.get(row["symbol"]), trust)


def _gene_synonyms(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        trust = Trust.CONTEXT if row["note"] == "needs_context" else Trust.CURATED
        family = "family" if row["kind"] == "family" else None
        yield Name(row["name"], EntityType.GENE, row["normal"], row["id"] or None, trust, None, family)


def _families(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        for written in {row["normal"], *_split(row["names"])}:
            yield Name(written, EntityType.GENE, row["normal"], None, Trust.CURATED, None, row["kind"])


def _drugs(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        inn, identifier = row["inn"], _first_id(row)
        for written in {inn, *_split(row["zh"]), *_split(row["names"])}:
            yield Name(written, EntityType.DRUG, inn, identifier, Trust.CURATED)
        for written in _split(row["needs_context"]):
            yield Name(written, EntityType.DRUG, inn, identifier, Trust.CONTEXT)


def _cell_lines(rows: Iterator[dict[str, str]], doubtful: Set[str]) -> Iterator[Name]:
    for row in rows:
        for written in {row["name"], *_split(row["names"])}:
            # GEO is a database as well: three letters say little. Kelly is a surname.
            short = written.isalpha() and len(written) < 4
            trust = Trust.CONTEXT if short or written.upper() in doubtful else Trust.CURATED
            yield Name(written, EntityType.CELL, row["name"], row["accession"] or None, trust)


def _cell_types(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        for written in {row["normal"], *_split(row["zh"]), *_split(row["en"])}:
            short = len(written) < 3 and written.isascii() and written.isupper()
            trust = Trust.CONTEXT if short else Trust.CURATED
            yield Name(written, EntityType.CELL, row["normal"], None, trust)


def _diseases(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        identifier = f"MESH:{row['mesh']}" if row["mesh"] else None
        for written in {row["normal"], *_split(row["zh"]), *_split(row["en"])}:
            yield Name(written, EntityType.DISEASE, row["normal"], identifier, Trust.CURATED)
        for written in _split(row["abbreviations"]):
            trust = Trust.CONTEXT if len(written) < 3 else Trust.CURATED
            yield Name(written, EntityType.DISEASE, row["normal"], identifier, trust)


def _processes(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        for written in {row["normal"], *_split(row["zh"]), *_split(row["en"])}:
            yield Name(written, EntityType.PROCESS, row["normal"], row["go"] or None, Trust.CURATED)
        for written in _split(row["needs_context"]):
            yield Name(written, EntityType.PROCESS, row["normal"], row["go"] or None, Trust.CONTEXT)


def _pathways(rows: Iterator[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        for written in (*_split(row["zh"]), *_split(row["en"])):
            yield Name(written, EntityType.PATHWAY, row["normal"], None, Trust.CURATED)


def read_names(lexicons: Traversable) -> list[Name]:
    """Read the names of all lexicons in a folder. Raises :class:`LexiconError` for a malformed file."""

    def rows(name: str) -> Iterator[dict[str, str]]:
        file = lexicons.joinpath(name)
        return read_tsv(file) if file.is_file() else iter(())

    genes = list(_genes(rows("genes.tsv")))
    doubtful = {row["name"].upper() for row in rows("ambiguous_names.tsv") if row["needs"] == "context"}
    ids = {name.normal: name.id for name in genes}
    return [
        *genes,
        *_ncrna_genes(rows("ncrna_genes.tsv")),
        *_ncrna_names(rows("ncrna_names.tsv")),
        *_gene_names(rows("gene_names.tsv"), ids),
        *_gene_aliases(rows("gene_aliases_curated.tsv"), ids),
        *_families(rows("gene_families.tsv")),
        *_gene_synonyms(rows("gene_synonyms.tsv")),
        *_drugs(rows("drugs.tsv")),
        *_cell_lines(rows("cell_lines.tsv"), doubtful),
        *_cell_types(rows("cell_types.tsv")),
        *_diseases(rows("diseases.tsv")),
        *_processes(rows("processes.tsv")),
    ]


def read_drug_classes(lexicons: Traversable) -> list[str]:
    """Read the names of classes of drugs and of regimens, which are no drug and hold no gene."""
    return [row["name"] for row in read_tsv(lexicons.joinpath("drug_classes.tsv"))]


def read_pathways(lexicons: Traversable) -> list[Name]:
    """Read the named pathways, by the names of their members."""
    return list(_pathways(read_tsv(lexicons.joinpath("pathways.tsv"))))
