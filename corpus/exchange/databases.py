"""Claims as CSV in the columns of ncRNA databases, and what each of them cannot hold.

Column names follow the download files of ncRNADrug (drug resistance), NoncoRNA and miRTarBase. Cells that the dataset
knows nothing of stay empty.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.store.values import Claim
from corpus.untrusted import for_cell

_PMID = re.compile(r"pmid:(\d+)$")
_RESPONSE = {"promotes": "resistance", "inhibits": "sensitivity"}


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of one file, and in one line each how many claims were left out or shortened, and why."""

    text: str
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    columns: tuple[str, ...]
    row: Callable[[Claim], Mapping[str, str] | str]  # a row, or the reason why the form cannot hold the claim
    drops: tuple[str, ...]  # what no row can say


def _ncrna_class(name: str) -> str:
    if re.match(r"(?:miR|let)-", name):
        return "miRNA"
    if re.match(r"(?:hsa_)?circ|ciRS", name):
        return "circRNA"
    return "piRNA" if name.startswith("piR-") else "tRF" if re.match(r"t[RF]|tiRNA", name) else "lncRNA"


def _pmid(claim: Claim) -> str:
    match = _PMID.match(claim.study)
    return match[1] if match else ""


def _ncrnadrug(claim: Claim) -> Mapping[str, str] | str:
    if not claim.drug or claim.effect not in _RESPONSE:
        return "no drug or no direction"
    return {
        "ncRNA_Name": claim.ncrna,
        "ncRNA_Type": _ncrna_class(claim.ncrna),
        "Drug_Name": claim.drug,
        "Drug_Response": _RESPONSE[claim.effect],
        "Target_Gene": claim.target,
        "Pathway": claim.mechanism or "",
        "Cell_Line": claim.source_cells,
        "PMID": _pmid(claim),
    }


def _noncorna(claim: Claim) -> Mapping[str, str] | str:
    if not claim.drug or claim.effect not in _RESPONSE:
        return "no drug or no direction"
    return {
        "ncRNA": claim.ncrna,
        "ncRNA type": _ncrna_class(claim.ncrna),
        "Drug": claim.drug,
        "Resistance/Sensitivity": _RESPONSE[claim.effect],
        "Target": claim.target,
        "Reference": _pmid(claim) or claim.study,
    }


def _mirtarbase(claim: Claim) -> Mapping[str, str] | str:
    if _ncrna_class(claim.ncrna) != "miRNA":
        return "not a miRNA"
    if not claim.target:
        return "no target"
    if _ncrna_class(claim.target) in ("miRNA", "circRNA"):
        return "the target is not a gene"
    return {
        "miRNA": f"hsa-{claim.ncrna}",
        "Species (miRNA)": "Homo sapiens",
        "Target Gene": claim.target,
        "Species (Target Gene)": "Homo sapiens",
        "References (PMID)": _pmid(claim),
    }


_FORMS = {
    "ncrnadrug": _Form(
        ("ncRNA_Name", "ncRNA_Type", "Drug_Name", "Drug_Response", "Target_Gene", "Pathway", "Cell_Line", "PMID"),
        _ncrnadrug,
        ("who decided and when", "evidence on the page", "conflicts"),
    ),
    "noncorna": _Form(
        ("ncRNA", "ncRNA type", "Drug", "Resistance/Sensitivity", "Target", "Reference"),
        _noncorna,
        ("mechanism", "source cells", "who decided and when", "evidence on the page", "conflicts"),
    ),
    "mirtarbase": _Form(
        (
            "miRTarBase ID",
            "miRNA",
            "Species (miRNA)",
            "Target Gene",
            "Target Gene (Entrez ID)",
            "Species (Target Gene)",
            "Experiments",
            "Support Type",
            "References (PMID)",
        ),
        _mirtarbase,
        ("drug and effect", "mechanism", "source cells", "who decided and when", "evidence on the page"),
    ),
}


def database_csv(claims: Sequence[Claim], database: str) -> Exported:
    """Return the claims in the columns of ``database``: ncrnadrug, noncorna or mirtarbase.

    Raises ``KeyError`` for any other name.
    """
    form = _FORMS[database]
    rows = [form.row(claim) for claim in claims]
    kept = list(dict.fromkeys(tuple(r.get(c, "") for c in form.columns) for r in rows if not isinstance(r, str)))
    left_out = Counter(reason for reason in rows if isinstance(reason, str))
    losses = [f"{count} of {len(claims)} claims left out: {reason}" for reason, count in sorted(left_out.items())]
    losses.append(f"not in these columns: {', '.join(form.drops)}")
    return Exported(_csv(form.columns, kept), tuple(losses))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([for_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()
