"""What ``tabularna mine`` shows on a terminal: the records as a table, then the conflicts."""

from __future__ import annotations

import io
import shutil
from itertools import pairwise

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.conflicts import concerns, sides_of
from corpus.paths import path_text
from corpus.untrusted import for_terminal
from extract.model import Document
from nlp.model import Conflict, Effect, Evidence, Findings, Record, RowEvidence

_EFFECT_STYLE = {Effect.PROMOTES: "red", Effect.INHIBITS: "green", Effect.UNKNOWN: "dim"}


def summary_text(document: Document, findings: Findings, *, colour: bool = False) -> str:
    """Return the summary as text, as wide as the terminal; ``colour`` adds ANSI colours."""
    width = max(shutil.get_terminal_size((120, 40)).columns, 80)
    console = Console(file=io.StringIO(), width=width, force_terminal=colour, no_color=not colour, highlight=False)
    name = path_text(document.source.name)
    title = document.title.zh or document.title.en or name
    console.print(_safe(title), style="bold")
    console.print(
        _safe(
            f"{name}: {_counted(document.source.pages, 'page') + ', ' if document.source.pages else ''}"
            f"{_counted(len(document.blocks), 'block')}, {_counted(len(findings.mentions), 'mention')}, "
            f"{_counted(len(findings.triples), 'triple')}, {_counted(len(findings.records), 'record')}, "
            f"{_counted(len(findings.conflicts), 'conflict')}"
        )
    )
    if findings.records:
        console.print(_record_table(findings))
    for conflict in findings.conflicts:
        console.print(_conflict_line(document, conflict))
    assert isinstance(console.file, io.StringIO)  # noqa: S101 - made above
    return console.file.getvalue()


def _record_table(findings: Findings) -> Table:
    table = Table(show_lines=False, pad_edge=False)
    for name in ("row", "source cells", "ncRNA", "drug", "effect", "mechanism", "target", "ref."):
        table.add_column(name, overflow="fold")
    of_tables = {record.table for record in findings.records if record.table}
    for before, record in pairwise([None, *findings.records]):
        assert record is not None  # noqa: S101 - only the first of the list is
        if before is not None and before.table != record.table:
            table.add_section()
        where = f"{record.table} {record.row}" if record.row and len(of_tables) > 1 else str(record.row or "–")
        disputed = any(concerns(conflict, record) for conflict in findings.conflicts)
        table.add_row(
            _safe(f"{where}{' !' if disputed else ''}"),
            _safe(", ".join(record.source_cells)),
            _safe(", ".join(record.ncrnas)),
            _safe(", ".join(record.drugs)),
            Text(record.effect.value, style=_EFFECT_STYLE[record.effect]),
            _safe(record.mechanism or ""),
            _safe(", ".join(record.targets)),
            _safe(_references(record)),
            style="bold" if disputed else None,
        )
    return table


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _references(record: Record) -> str:
    return ", ".join(str(number) for number in record.references)


def _conflict_line(document: Document, conflict: Conflict) -> Text:
    where = f"{conflict.table} row {conflict.row}" if conflict.table else "abstracts"
    first, second = sides_of(document, conflict)
    places = "; ".join(place for place in (_place(document, e) for e in conflict.evidence) if place)
    line = Text("! ", style="bold red")
    line.append_text(
        _safe(
            f"{where}, {conflict.ncrna}, {conflict.kind.value}: {first} says {conflict.table_value}, "
            f"{second} says {conflict.prose_value}"
        )
    )
    line.append_text(_safe(f" ({places})" if places else ""))
    return line


def _place(document: Document, evidence: Evidence) -> str:
    if isinstance(evidence, RowEvidence):
        return ""
    pages = sorted({region.page for region in evidence.regions})
    text = next((b.text[evidence.start : evidence.end] for b in document.blocks if b.id == evidence.block), "")
    shown = text if len(text) <= 90 else text[:87] + "…"
    return f"p. {', '.join(map(str, pages))}: {shown}" if pages else shown


def _safe(text: str) -> Text:
    return Text(for_terminal(text.replace("\n", " ")))
