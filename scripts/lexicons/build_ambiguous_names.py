"""Rebuild ``ambiguous_names.tsv``: gene names that are also ordinary words or common abbreviations.

Needs ``wordfreq`` (``pip install wordfreq``) for how often a word is used in English.

Usage: python scripts/lexicons/build_ambiguous_names.py
"""

from __future__ import annotations

import re

from sources import read_lexicon, write_lexicon
from wordfreq import zipf_frequency

# Zipf 3 is one in a million words. Long names that are rarer are still words (chisel, armadillo); short ones are not.
SHORT_NAME_ZIPF = 3.0
LONG_NAME_ZIPF = 2.3
LONG_NAME = 4
# Words so common that capitals in a heading are likelier than the gene (WAS, SHE).
COMMONEST_ZIPF = 5.5
ASCII_WORD = re.compile(r"[A-Za-z]{2,}")
SHORT = re.compile(r"[A-Za-z0-9]{1,2}")


def is_word(name: str) -> bool:
    """Whether a reader of English would take the name, in lower case, for a word."""
    floor = LONG_NAME_ZIPF if len(name) >= LONG_NAME else SHORT_NAME_ZIPF
    return ASCII_WORD.fullmatch(name) is not None and zipf_frequency(name.lower(), "en") >= floor


def main() -> None:
    """Judge every symbol and alias of the two gene lexicons, less those a curator gave a meaning of their own."""
    meanings = {row["name"].upper(): row["meaning"] for row in read_lexicon("abbreviations.tsv")}
    curated = {row["name"].upper() for row in read_lexicon("gene_aliases_curated.tsv")}
    symbols: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for file in ("genes.tsv", "ncrna_genes.tsv"):
        for row in read_lexicon(file):
            symbols[row["symbol"].upper()] = row["symbol"]
            for alias in filter(None, row["names"].split("|")):
                aliases.setdefault(alias.upper(), alias)
    rows = []
    for key in symbols.keys() | aliases.keys():
        name = symbols.get(key) or aliases[key]
        # A symbol in capitals is the gene; an alias is so only where a curator knows it to be in use.
        commonest = zipf_frequency(key.lower(), "en") >= COMMONEST_ZIPF
        trusted = "upper" if (key in symbols or key in curated) and not commonest else "context"
        if key in meanings:
            rows.append((name, "abbreviation", meanings[key], "context", "curated"))
        elif is_word(key):
            rows.append((name, "word", "", trusted, "wordfreq"))
        elif SHORT.fullmatch(key) and key not in curated:
            rows.append((name, "short", "", "context", "hgnc"))
    write_lexicon("ambiguous_names.tsv", ("name", "why", "meaning", "needs", "source"), rows)


if __name__ == "__main__":
    main()
