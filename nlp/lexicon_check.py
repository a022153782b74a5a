"""Check the lexicons: every line well formed, named once, sorted, and of a known source.

``python -m nlp.lexicon_check`` checks the project's own, ``python -m nlp.lexicon_check FOLDER`` any other copy. Each
problem is printed as ``file:line: reason``; the exit code is 1 where there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SOURCES = "sources.tsv"
SEPARATOR = "|"
BY_HAND = "curated"


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason to refuse a line; the header is line 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """Return the fault as ``file:line: reason``."""
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Form:
    """What the lines of one lexicon look like.

    ``key`` columns may not be empty and together name a line once. ``lists`` columns hold items joined by ``|``.
    ``patterns`` hold for cells (or items) that are not empty. An item of a ``unique`` column may stand in one line
    only, its spelling folded: a name of two things belongs into a column that asks for context. What stands in a
    column of ``quoted`` must come from a source other than this project's own hands.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    lists: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    patterns: Mapping[str, str] = field(default_factory=dict)
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Items of ``column`` in ``file`` are values of ``to_column`` in one of ``to_files``."""

    file: str
    column: str
    to_files: tuple[str, ...]
    to_column: str


LANGUAGE = "en|zh"
FORMS: Mapping[str, Form] = {
    "abbreviations.tsv": Form(("name", "meaning", "source"), ("name",)),
    "ambiguous_names.tsv": Form(
        ("name", "why", "meaning", "needs", "source"),
        ("name",),
        patterns={"why": "abbreviation|short|word", "needs": "context|upper"},
    ),
    "cell_lines.tsv": Form(
        ("name", "accession", "disease", "names", "source"),
        ("name",),
        lists=("names",),
        unique=("name", "names", "accession"),
        patterns={"accession": "CVCL_[0-9A-Z]{4}"},
        quoted=("accession",),
    ),
    "cell_types.tsv": Form(
        ("normal", "zh", "en", "source"), ("normal",), lists=("zh", "en"), unique=("normal", "zh", "en")
    ),
    "diseases.tsv": Form(
        ("normal", "zh", "en", "abbreviations", "mesh", "source"),
        ("normal",),
        lists=("zh", "en", "abbreviations"),
        unique=("normal", "zh", "en"),
        patterns={"mesh": r"[CD]\d{6,9}"},
    ),
    "drug_classes.tsv": Form(("name", "lang", "note", "source"), ("name",), patterns={"lang": LANGUAGE}),
    "drug_suffixes.tsv": Form(
        ("suffix", "drugs", "parents", "note", "source"), ("suffix", "parents"), lists=("drugs", "parents")
    ),
    "drugs.tsv": Form(
        ("inn", "zh", "names", "needs_context", "class", "chebi", "mesh", "drugbank", "source"),
        ("inn",),
        lists=("zh", "names", "needs_context"),
        unique=("inn", "zh", "names"),
        patterns={
            "chebi": r"CHEBI:\d+",
            "class": "antibody|cytotoxic|hormonal|immunotherapy|modulator|natural|targeted",
            "drugbank": r"DB\d{5}",
            "mesh": r"[CD]\d{6,9}",
        },
    ),
    "gene_aliases_curated.tsv": Form(
        ("name", "symbol", "note", "source"), ("name",), patterns={"note": "needs_context"}
    ),
    "gene_families.tsv": Form(
        ("normal", "names", "kind", "note", "source"),
        ("normal",),
        lists=("names",),
        unique=("normal", "names"),
        patterns={"kind": "complex|family|fusion|viral protein"},
    ),
    "gene_names.tsv": Form(("name", "symbol", "source"), ("name", "symbol")),
    "gene_synonyms.tsv": Form(
        ("name", "normal", "kind", "id", "note", "source"),
        ("name",),
        unique=("name",),
        patterns={"id": r"HGNC:\d+|FPLX:[A-Za-z0-9_]+", "kind": "family|gene", "note": "needs_context"},
    ),
    "genes.tsv": Form(
        ("symbol", "id", "locus_group", "names", "source"),
        ("symbol",),
        lists=("names",),
        patterns={"id": r"HGNC:\d+", "locus_group": "other|protein|pseudogene"},
    ),
    "ncrna_aliases_curated.tsv": Form(("name", "symbol", "note", "source"), ("name",)),
    "ncrna_names.tsv": Form(
        ("name", "names", "class", "note", "source"), ("name",), lists=("names",), unique=("name", "names")
    ),
    "ncrna_genes.tsv": Form(
        ("symbol", "id", "class", "names", "source"),
        ("symbol",),
        lists=("names",),
        patterns={
            "class": "RNA cluster|Y RNA|lncRNA|miRNA|misc RNA|rRNA|snRNA|snoRNA|vault RNA",
            "id": r"HGNC:\d+",
        },
    ),
    "pathway_words.tsv": Form(
        ("word", "lang", "class", "source"), ("word",), patterns={"class": "axis|signaling", "lang": LANGUAGE}
    ),
    "pathways.tsv": Form(("normal", "zh", "en", "source"), ("normal",), lists=("zh", "en"), unique=("en", "zh")),
    "processes.tsv": Form(
        ("normal", "zh", "en", "needs_context", "go", "source"),
        ("normal",),
        lists=("zh", "en", "needs_context"),
        unique=("normal", "zh", "en"),
        patterns={"go": r"GO:\d{7}"},
    ),
    "resistance_marks.tsv": Form(
        ("mark", "position", "note", "source"), ("mark", "position"), patterns={"position": "prefix|suffix"}
    ),
    SOURCES: Form(("source", "title", "version", "date", "licence", "rebuilt_by"), ("source",)),
}
LINKS = (
    Link("gene_aliases_curated.tsv", "symbol", ("genes.tsv", "ncrna_genes.tsv"), "symbol"),
    Link("ncrna_aliases_curated.tsv", "symbol", ("ncrna_genes.tsv",), "symbol"),
    Link("gene_names.tsv", "symbol", ("genes.tsv",), "symbol"),
    Link("drug_suffixes.tsv", "drugs", ("drugs.tsv",), "inn"),
    Link("drug_suffixes.tsv", "parents", ("cell_lines.tsv",), "name"),
)

Row = tuple[int, Mapping[str, str]]


def _folded(name: str) -> str:
    return re.sub(r"[\s\-]", "", name).casefold()


def _items(row: Mapping[str, str], column: str, form: Form) -> list[str]:
    cell = row[column]
    return (cell.split(SEPARATOR) if column in form.lists else [cell]) if cell else []


def _well_formed(file: str, text: str, form: Form) -> tuple[list[Row], list[Problem]]:
    """Split a lexicon into rows; lines that are none become problems."""
    lines = text.split("\n")
    problems: list[Problem] = []
    if lines[-1] != "":
        problems.append(Problem(file, len(lines), "the last line does not end with a line break"))
    else:
        lines.pop()
    if not lines or tuple(lines[0].split("\t")) != form.columns:
        return [], [Problem(file, 1, f"the header is not {' '.join(form.columns)!r}, separated by tabs")]
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(form.columns):
            reason = f"{len(cells)} columns where the header has {len(form.columns)}"
            problems.append(Problem(file, number, reason))
            continue
        rows.append((number, dict(zip(form.columns, cells, strict=True))))
        if number > 2 and line < lines[number - 2]:
            problems.append(Problem(file, number, f"not in order: {cells[0]!r} comes before the line above"))
    return rows, problems


def _cell_problems(file: str, rows: Sequence[Row], form: Form, sources: frozenset[str]) -> Iterator[Problem]:
    for number, row in rows:
        for column, cell in row.items():
            if cell != cell.strip() or not cell.isprintable():
                yield Problem(file, number, f"{column} {cell!r} has a space at an end or a control character")
            items = _items(row, column, form)
            if len(set(items)) < len(items):
                yield Problem(file, number, f"{column} names something twice: {cell!r}")
            for item in items:
                if item != item.strip() or (not item and column in form.lists):
                    yield Problem(file, number, f"{column} has an empty or unstripped item: {cell!r}")
                elif column in form.patterns and not re.fullmatch(form.patterns[column], item):
                    yield Problem(file, number, f"{column} {item!r} is not of the form {form.patterns[column]}")
        if not row[form.key[0]]:
            yield Problem(file, number, f"{form.key[0]} is empty")
        if file == SOURCES:
            continue
        named = row["source"].split(SEPARATOR)
        for source in named:
            if source not in sources:
                yield Problem(file, number, f"unsourced: {source!r} is not described in {SOURCES}")
        for column in form.quoted:
            if row[column] and set(named) <= {BY_HAND}:
                yield Problem(file, number, f"unsourced: nobody but us says {column} {row[column]!r}")


def _duplicates(file: str, rows: Sequence[Row], form: Form) -> Iterator[Problem]:
    keys: dict[tuple[str, ...], int] = {}
    names: dict[str, int] = {}
    for number, row in rows:
        key = tuple(row[column] for column in form.key)
        first = keys.setdefault(key, number)
        if first != number:
            yield Problem(file, number, f"duplicate: {' '.join(filter(None, key))!r} is already in line {first}")
            continue
        for column in form.unique:
            for item in _items(row, column, form):
                first = names.setdefault(_folded(item), number)
                if first != number:
                    yield Problem(file, number, f"duplicate: {column} {item!r} is already in line {first}")


def _broken_links(tables: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    for link in LINKS:
        known = {row[link.to_column] for file in link.to_files for _, row in tables.get(file, ())}
        for number, row in tables.get(link.file, ()):
            for item in _items(row, link.column, FORMS[link.file]):
                if item not in known:
                    where = " or ".join(link.to_files)
                    yield Problem(link.file, number, f"{link.column} {item!r} is not in {where}")


def check_lexicons(folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the lexicons of a folder, by file and line; nothing where all is well.

    A ``.tsv`` file of unknown form is a problem, a missing one is not: a copy may hold some of them only.
    """
    problems: list[Problem] = []
    tables: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("*.tsv")):
        if path.name not in FORMS:
            problems.append(Problem(path.name, 1, "no lexicon of this name is known"))
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            problems.append(Problem(path.name, line, "not UTF-8"))
            continue
        tables[path.name], found = _well_formed(path.name, text, FORMS[path.name])
        problems += found
    sources = frozenset(row["source"] for _, row in tables.get(SOURCES, ()))
    for file, rows in tables.items():
        problems += _cell_problems(file, rows, FORMS[file], sources)
        problems += _duplicates(file, rows, FORMS[file])
    problems += _broken_links(tables)
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.reason)))


def main(arguments: Sequence[str]) -> int:
    """Print the problems of the folder named in ``arguments``, or of the project's lexicons; return the exit code."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parent / "lexicons"
    problems = check_lexicons(folder)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    sys.stderr.write(f"{len(problems)} problems in {folder}\n" if problems else f"{folder}: no problem\n")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
