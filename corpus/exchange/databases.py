"""Claims as CSV in the columns of ncRNA databases, and what each of them cannot hold.

Column names follow those of ncRNADrug (drug resistance), NoncoRNA and miRTarBase. Cells that the dataset knows nothing
of stay empty, species among them: normal forms of names hold for any species.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from corpus.merge import Status
from corpus.store import schema
from corpus.store.dataset import Dataset
from corpus.store.values import Claim
from corpus.untrusted import for_cell
from nlp.model import NcrnaClass

_PMID = re.compile(r"pmid:(\d+)$")
_RESPONSE = {"promotes": "resistance", "inhibits": "sensitivity"}


Classes = Mapping[str, str]  # normal form of an ncRNA → its class, as far as papers tell


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of one file, and in one line each how many claims were left out or shortened, and why."""

    text: str
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    columns: tuple[str, ...]
    row: Callable[[Claim, Classes], Mapping[str, str] | str]  # a row, or why the form cannot hold the claim
    drops: tuple[str, ...]  # what no row can say


def ncrna_classes(dataset: Dataset) -> dict[str, str]:
    """Return the class of every ncRNA that a paper of the dataset names: miRNA, lncRNA or circRNA."""
    m = schema.mentions.c
    known = [c.value for c in (NcrnaClass.MIRNA, NcrnaClass.LNCRNA, NcrnaClass.CIRCRNA)]
    with dataset.reading() as connection:
        rows = connection.execute(select(m.normal, m.subtype).where(m.subtype.in_(known)).distinct()).all()
    return {row.normal: row.subtype for row in rows}


def ncrna_class(name: str, classes: Classes) -> str:
    """Return what the name itself says, else what the papers say; ``""`` where neither does."""
    if re.match(r"(?:miR|let)-", name):
        return "miRNA"
    if re.match(r"(?:hsa_)?circ|ciRS", name):
        return "circRNA"
    return "piRNA" if name.startswith("piR-") else classes.get(name, "")


def _pmid(claim: Claim) -> str:
    match = _PMID.match(claim.study)
    return match[1] if match else ""


def _ncrnadrug(claim: Claim, classes: Classes) -> Mapping[str, str] | str:
    if not claim.drug or claim.effect not in _RESPONSE:
        return "no drug or no direction"
    return {
        "ncRNA_Name": claim.ncrna,
        "ncRNA_Type": ncrna_class(claim.ncrna, classes),
        "Drug_Name": claim.drug,
        "Drug_Response": _RESPONSE[claim.effect],
        "Target_Gene": claim.target,
        "Pathway": claim.mechanism or "",
        "Cell_Line": claim.source_cells,
        "PMID": _pmid(claim),
    }


def _noncorna(claim: Claim, classes: Classes) -> Mapping[str, str] | str:
    if not claim.drug or claim.effect not in _RESPONSE:
        return "no drug or no direction"
    return {
        "ncRNA": claim.ncrna,
        "ncRNA type": ncrna_class(claim.ncrna, classes),
        "Drug": claim.drug,
        "Resistance/Sensitivity": _RESPONSE[claim.effect],
        "Target": claim.target,
        "Reference": _pmid(claim) or claim.study,
    }


def _mirtarbase(claim: Claim, classes: Classes) -> Mapping[str, str] | str:
    if ncrna_class(claim.ncrna, classes) != "miRNA":
        return "not a miRNA"
    if not claim.target:
        return "no target"
    if ncrna_class(claim.target, classes) in ("miRNA", "circRNA"):
        return "the target is not a gene"
    return {
        "miRNA": claim.ncrna,
        "Target Gene": claim.target,
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
        ("drug and effect", "mechanism", "source cells", "who decided and when", "evidence on the page", "conflicts"),
    ),
}


def database_csv(claims: Sequence[Claim], database: str, classes: Classes) -> Exported:
    """Return the claims in the columns of ``database``: ncrnadrug, noncorna or mirtarbase.

    ``classes`` comes from :func:`ncrna_classes`. Raises ``KeyError`` for any other database.
    """
    form = _FORMS[database]
    rows = [form.row(claim, classes) for claim in claims]
    cells = [tuple(row.get(column, "") for column in form.columns) for row in rows if not isinstance(row, str)]
    kept = list(dict.fromkeys(cells))
    left_out = Counter(reason for reason in rows if isinstance(reason, str))
    losses = [f"{count} of {len(claims)} claims left out: {reason}" for reason, count in sorted(left_out.items())]
    if len(kept) < len(cells):
        losses.append(f"{len(cells)} claims in {len(kept)} rows: in these columns some claims are the same")
    pending = sum(claim.status is Status.PENDING for claim in claims)
    if pending:
        losses.append(f"{pending} of {len(claims)} claims were not reviewed by a curator, which the rows cannot say")
    studies = {claim.study for claim in claims if not _pmid(claim)}
    if studies and "PMID" in " ".join(form.columns):
        losses.append(f"{len(studies)} studies are known by DOI or title only, and their PMID cells stay empty")
    empty = [column for number, column in enumerate(form.columns) if kept and not any(row[number] for row in kept)]
    if empty:
        losses.append(f"the dataset knows nothing for: {', '.join(empty)}")
    losses.append(f"not in these columns: {', '.join(form.drops)}")
    return Exported(_csv(form.columns, kept), tuple(losses))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([for_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()
