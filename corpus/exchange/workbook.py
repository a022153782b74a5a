"""The claims as an Excel workbook, made for reading, editing and ``import``."""

from __future__ import annotations

import io

import pandas as pd

from corpus.exchange.evidence import quoted_evidence
from corpus.exchange.frames import identified_frame, safe
from corpus.exchange.marks import mark
from corpus.store.dataset import Dataset

_SHEET_ROWS, _CELL_LENGTH = 1_048_576, 32_767  # the limits of an Excel sheet
_FOR_IMPORT = ("key", "as_exported")  # columns that people need not see
_WIDEST = 48  # letters


class SheetError(Exception):
    """The claims do not fit into a spreadsheet; the message says what is too much."""


def claims_workbook(dataset: Dataset, damages: list[str]) -> bytes:
    """Return a workbook with a sheet of claims and one that quotes their evidence, with fixed headers and filters.

    Damaged evidence is left out, with a line in ``damages`` that names it. Raises :class:`SheetError` where Excel would
    lose some of the rest.
    """
    frame = identified_frame(dataset)
    frame["as_exported"] = [mark(row) for row in frame.to_dict("records")]
    quoted = pd.DataFrame(quoted_evidence(dataset, damages), columns=["key", "paper", "place", "pages", "quote"])
    named = frame[["key", "ncrna", "drug", "effect", "target"]]
    sheets = {"claims": safe(frame), "evidence": safe(named.merge(quoted, on="key"))}
    for name, sheet in sheets.items():
        _check(name, sheet)
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        for name, sheet in sheets.items():
            _write(writer, name, sheet)
    return buffer.getvalue()


def _check(name: str, frame: pd.DataFrame) -> None:
    if len(frame) >= _SHEET_ROWS:
        raise SheetError(f"{len(frame):,} rows of {name} do not fit into the {_SHEET_ROWS:,} of an Excel sheet")
    for column in frame.select_dtypes(exclude="number"):
        longest = frame[column].str.len().max()
        if longest > _CELL_LENGTH:
            raise SheetError(f"{column} of a claim has {longest:,.0f} characters, an Excel cell holds {_CELL_LENGTH:,}")


def _write(writer: pd.ExcelWriter, name: str, frame: pd.DataFrame) -> None:
    frame.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 2))
    sheet = writer.sheets[name]
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(frame.columns, start=1):
        letter = sheet.cell(1, number).column_letter
        widest = max([len(column), *(len(str(value)) for value in frame[column].head(200))])
        sheet.column_dimensions[letter].width = min(widest + 2, _WIDEST)
        sheet.column_dimensions[letter].hidden = column in _FOR_IMPORT
        if frame[column].dtype.kind not in "if":  # or a gene that is typed in, DEC1, becomes a date
            for (cell,) in sheet.iter_rows(min_row=2, min_col=number, max_col=number):
                cell.number_format = "@"
