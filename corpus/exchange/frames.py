"""The dataset as pandas data frames, and the flat files that are written from them."""

from __future__ import annotations

import io
from collections import defaultdict

import pandas as pd
from sqlalchemy import func, select

from corpus.store import schema
from corpus.store.dataset import Dataset
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
    "papers",
    "status",
    "note",
    "conflicts",
    "confidence",
    "revision",
)


def claims_frame(dataset: Dataset) -> pd.DataFrame:
    """Return one row a claim with its present state, sorted by meaning.

    ``papers`` lists the reviews that state the claim, joined by ``; ``; ``study`` is the primary study.
    """
    names = CLAIM_COLUMNS[:8] + CLAIM_COLUMNS[9:]
    c = schema.claims.c
    query = select(*(c[name] for name in names)).order_by(c.ncrna, c.drug, c.effect, c.target, c.study)
    with dataset.transaction() as connection:
        frame = pd.DataFrame(connection.execute(query).all(), columns=list(names))
    papers = _papers_by_claim(dataset)
    frame["papers"] = ["; ".join(papers.get(key, ())) for key in frame["key"]]
    return frame[list(CLAIM_COLUMNS)]


def claims_table(dataset: Dataset, separator: str) -> str:
    """Return the claims as TSV or CSV text that a spreadsheet opens without running anything in it."""
    return _safe(claims_frame(dataset)).to_csv(sep=separator, index=False, lineterminator="\n")


def claims_workbook(dataset: Dataset) -> bytes:
    """Return the claims as an Excel workbook with a fixed header row and filters."""
    buffer = io.BytesIO()
    frame = _safe(claims_frame(dataset))
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        frame.to_excel(writer, sheet_name="claims", index=False, freeze_panes=(1, 0))
        sheet = writer.sheets["claims"]
        sheet.auto_filter.ref = sheet.dimensions
        for column, name in enumerate(frame.columns, start=1):
            longest = max([len(name), *(len(str(value)) for value in frame[name].head(200))])
            sheet.column_dimensions[sheet.cell(1, column).column_letter].width = min(longest + 2, 48)
    return buffer.getvalue()


def claims_lines(dataset: Dataset) -> str:
    """Return the claims as JSON Lines, one object a claim."""
    return claims_frame(dataset).to_json(orient="records", lines=True, force_ascii=False)


def _papers_by_claim(dataset: Dataset) -> dict[str, list[str]]:
    s, v, p = schema.sightings.c, schema.versions.c, schema.papers.c
    title = func.coalesce(p.title_zh, p.title_en, v.name)
    query = (
        select(s.key, title)
        .join(schema.versions, v.id == s.version_id)
        .join(schema.papers, p.id == v.paper_id)
        .where(v.state == "merged")
        .distinct()
        .order_by(s.key, title)
    )
    found: dict[str, list[str]] = defaultdict(list)
    with dataset.transaction() as connection:
        for key, paper in connection.execute(query):
            found[key].append(paper)
    return found


def _safe(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.map(lambda value: for_cell(value) if isinstance(value, str) else value)
