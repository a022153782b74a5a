"""Where an identifier leads: only for identifiers that have the known form of their register."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Form of the identifier → address of its entry. Forms as the registers publish them (see also bioregistry.io).
_REGISTERS = (
    (r"HGNC:(\d{1,6})", "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{}"),
    (r"CHEBI:(\d{1,7})", "https://www.ebi.ac.uk/chebi/searchId.do?chebiId=CHEBI:{}"),
    (r"(?:MESH:)?([CD]\d{6,9})", "https://meshb.nlm.nih.gov/record/ui?ui={}"),
    (r"(?:DRUGBANK:)?(DB\d{5})", "https://go.drugbank.com/drugs/{}"),
    (r"(MIMAT\d{7})", "https://mirbase.org/mature/{}"),
    (r"(MI\d{7})", "https://mirbase.org/hairpin/{}"),
    (r"(CVCL_[A-Z0-9]{4})", "https://www.cellosaurus.org/{}"),
    (r"GO:(\d{7})", "https://www.ebi.ac.uk/QuickGO/term/GO:{}"),
    (r"pmid:(\d{1,8})", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    (r"doi:(10\.\d{4,9}/[-._;()/:A-Za-z0-9<>\[\]]+)", "https://doi.org/{}"),
)
_UNSAFE_IN_PATH = {"<": "%3C", ">": "%3E", "[": "%5B", "]": "%5D"}


@dataclass(frozen=True, slots=True)
class Link:
    """An identifier and the address of its entry; ``address`` is empty where its form is not a known one."""

    identifier: str
    address: str


def link(identifier: str) -> Link:
    """Return where an identifier leads. Nothing but its digits and letters gets into the address."""
    for form, address in _REGISTERS:
        found = re.fullmatch(form, identifier, re.ASCII)
        if found:
            safe = "".join(_UNSAFE_IN_PATH.get(sign, sign) for sign in found.group(1))
            return Link(identifier, address.format(safe))
    return Link(identifier, "")


def links(identifiers: str) -> tuple[Link, ...]:
    """Return the links of identifiers that are joined by ``; ``."""
    return tuple(link(part) for part in identifiers.split("; ") if part)
