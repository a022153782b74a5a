"""The dataset as pandas data frames, and the flat files that are written from them."""

from __future__ import annotations

from collections import Counter, defaultdict

import pandas as pd
from sqlalchemy import Connection, func, select

from corpus.identifiers import KINDS, identify
from corpus.store import schema
from corpus.store.dataset import Dataset
from corpus.store.query import NOT_STANDING, OPPOSITE
from corpus.store.references import printed_studies
from corpus.untrusted import for_cell

CLAIM_COLUMNS = (
    "key",
    "ncrna",
    "drug",
    "effect",
    "target",
    "source_cells",
    "mechanism",
    "study",
    "reference",
    "papers",
    "status",
    "note",
    "conflicts",
    "contradicted_by",
    "confidence",
    "revision",
)
_COUNTED = ("reference", "papers", "contradicted_by")  # the others are columns of the claims themselves


def claims_frame(dataset: Dataset) -> pd.DataFrame:
    """Return one row a claim with its present state, sorted by meaning.

    ``study`` is the primary study by its surest name and ``reference`` its entry in a bibliography; ``papers`` lists
    the reviews that state the claim, joined by ``; ``, and ``contradicted_by`` counts the standing claims on the same
    ncRNA and drug with the opposite effect.
    """
    names = [name for name in CLAIM_COLUMNS if name not in _COUNTED]
    query = select(*(schema.claims.c[name] for name in names))
    with dataset.reading() as connection:
        frame = pd.DataFrame(connection.execute(query).all(), columns=names)
        papers = _papers_by_claim(connection)
        printed = printed_studies(connection, schema.versions.c.state == "merged")
    frame["reference"] = [printed.get(study, "") for study in frame["study"]]
    frame["papers"] = ["; ".join(papers.get(key, ())) for key in frame["key"]]
    frame["contradicted_by"] = _contradictions(frame)
    # Sorted here: each database has its own order of letters.
    order = ["ncrna", "drug", "effect", "target", "study", "key"]
    return frame[list(CLAIM_COLUMNS)].sort_values(order, ignore_index=True)


def identified_frame(dataset: Dataset) -> pd.DataFrame:
    """Return ``claims_frame`` with a column of identifiers (``ncrna_id`` …) behind each column of names.

    Items that are joined by ``; `` have their identifiers joined alike; what is not surely known stays empty.
    """
    from nlp.tagger import load_tagger

    frame = claims_frame(dataset)
    m = schema.mentions.c
    query = select(m.type, m.normal, m.identifier).where(m.identifier.is_not(None)).distinct()
    with dataset.reading() as connection:
        known = [(row.type, row.normal, row.identifier) for row in connection.execute(query)]
    identifiers = identify(known, load_tagger())
    for column in KINDS:
        found = [identifiers(column, names.split("; ")) for names in frame[column]]
        frame.insert(list(frame.columns).index(column) + 1, f"{column}_id", found)
    return frame


def claims_table(dataset: Dataset, separator: str) -> str:
    """Return the claims as TSV or CSV text that a spreadsheet opens without running anything in it."""
    return safe(identified_frame(dataset)).to_csv(sep=separator, index=False, lineterminator="\n")


def claims_lines(dataset: Dataset) -> str:
    """Return the claims as JSON Lines, one object a claim."""
    frame = identified_frame(dataset)
    return "" if frame.empty else frame.to_json(orient="records", lines=True, force_ascii=False)


def _papers_by_claim(connection: Connection) -> dict[str, list[str]]:
    s, v, p = schema.sightings.c, schema.versions.c, schema.papers.c
    query = (
        select(s.key, func.coalesce(p.title_zh, p.title_en, v.name))
        .join(schema.versions, v.id == s.version_id)
        .join(schema.papers, p.id == v.paper_id)
        .where(v.state == "merged")
        .distinct()
    )
    found: dict[str, list[str]] = defaultdict(list)
    for key, paper in connection.execute(query):
        found[key].append(paper)
    return {key: sorted(titles) for key, titles in found.items()}


def _contradictions(frame: pd.DataFrame) -> list[int]:
    standing = ~frame["status"].isin(NOT_STANDING) & (frame["drug"] != "")
    rows = list(zip(standing, frame["ncrna"], frame["drug"], frame["effect"], strict=True))
    counts = Counter((ncrna, drug, effect) for stands, ncrna, drug, effect in rows if stands)
    return [
        counts[ncrna, drug, OPPOSITE[effect]] if stands and effect in OPPOSITE else 0
        for stands, ncrna, drug, effect in rows
    ]


def safe(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with every text as one cell that no spreadsheet runs."""
    return frame.map(lambda value: for_cell(value) if isinstance(value, str) else value)
