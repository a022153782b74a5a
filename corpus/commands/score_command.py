"""``tabularna score``: what the extraction gets right, measured on gold papers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.commands.options import output_option, tell, write
from corpus.untrusted import for_terminal

if TYPE_CHECKING:
    from gold.model import GoldPaper
    from gold.score import Score
    from nlp.tagger import Tagger


@click.command("score")
@click.argument("sets", nargs=-1, metavar="[PAPER_OR_SET]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--text", "from_text", is_flag=True, help="Mine the true text, also where there is a PDF of the paper.")
@click.option(
    "--pdf",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Mine this file in place of the paper's own PDF (with one PAPER): another print of the same text.",
)
@click.option("--held-out", is_flag=True, help="Only the held-out sets: what to expect of papers nobody has seen.")
@click.option("--no-list", is_flag=True, help="Print the scores without the list of misses and false alarms.")
@click.option("--list-held-out", is_flag=True, help="List the misses of held-out sets too (not for writing rules).")
@click.option(
    "--shared",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("../shared/papers"),
    show_default=True,
    help="Folder with the texts and PDFs of gold papers that are not part of the project.",
)
@output_option
def command(
    sets: tuple[str, ...],
    form: str,
    from_text: bool,
    pdf: Path | None,
    held_out: bool,
    no_list: bool,
    list_held_out: bool,
    shared: Path,
    output: Path | None,
) -> None:
    """Score the extraction against gold papers: by default against all that are there.

    A PAPER_OR_SET is the name of a folder in gold/papers, or the path of such a folder or of a markup file. Each
    paper is mined anew. Sets whose name holds "kept" are held out: rules must not be made from them, and their
    misses are counted without being listed.

    \b
    Examples:
      tabularna score
      tabularna score --held-out --no-list
      tabularna score sample-review --format json --output score.json
      tabularna score my-gold/*.markup --no-list
      tabularna score seed-review --pdf another-print.pdf
    """
    if pdf is not None and (from_text or len(sets) != 1):
        raise click.UsageError("--pdf goes with exactly one PAPER, and not with --text")
    paths = [path for path in _paths(sets) if not held_out or _held_out(path)]
    if not paths:
        raise click.UsageError("none of these sets is held out")
    import json
    from dataclasses import replace

    from gold.errors import GoldError
    from gold.load import MissingTextError, load_gold
    from gold.report import SetScore, score_json, score_text
    from nlp.tagger import load_tagger

    scores: list[SetScore] = []
    failed = False
    tagger = load_tagger()
    for path in paths:
        try:
            papers = load_gold(path, shared=shared)
        except MissingTextError as error:
            tell(f"skipped: {path.name}: {error.reason}")
            failed = failed or bool(sets)
            continue
        except GoldError as error:
            tell(f"error: {error}")
            failed = True
            continue
        if pdf is not None and len(papers) > 1:
            raise click.UsageError(f"--pdf goes with one PAPER; {path.name} holds {len(papers)}")
        if pdf is not None:
            papers = tuple(replace(paper, file=pdf) for paper in papers)
        tell(f"scoring {path.name} ({len(papers)} {'paper' if len(papers) == 1 else 'papers'})")
        found, all_read = _score_papers(papers, tagger, from_text=from_text)
        failed = failed or not all_read
        scores.append(SetScore(path.stem, found, held_out=_held_out(path) and not list_held_out))
    if scores and form == "json":
        write(json.dumps(score_json(scores), ensure_ascii=False, indent=2) + "\n", output)
    elif scores:
        write(for_terminal(score_text(scores, slips=not no_list)), output)
    if failed or not scores:
        sys.exit(1)


def _paths(sets: Sequence[str]) -> list[Path]:
    """Return the gold sets that are meant. Raises ``click.BadParameter`` for one that is not there."""
    import gold

    folder = Path(gold.__file__).parent / "papers"
    if not sets:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    paths = []
    for name in sets:
        path = next((path for path in (Path(name), folder / name) if path.exists()), None)
        if path is None:
            known = ", ".join(sorted(path.name for path in folder.iterdir() if path.is_dir()))
            raise click.BadParameter(f"no gold paper or set {name!r}; there are: {known}", param_hint="PAPER_OR_SET")
        paths.append(path)
    return paths


def _held_out(path: Path) -> bool:
    return "kept" in path.resolve().name or "kept" in path.resolve().parent.name


def _score_papers(papers: Sequence[GoldPaper], tagger: Tagger, *, from_text: bool) -> tuple[tuple[Score, ...], bool]:
    """Mine and score each paper; returns the scores, and whether every paper could be read."""
    from extract.errors import ReadError
    from extract.read import read_document
    from gold.score import score
    from nlp.mine import mine

    scores: list[Score] = []
    all_read = True
    for paper in papers:
        document = paper.document
        if paper.file is not None and not from_text:
            try:
                document = read_document(paper.file)
            except ReadError as error:
                tell(f"error: {error}")
                all_read = False
                continue
        findings = mine(document, tagger)
        prose = mine(document, tagger, prose_only=True) if document.tables else findings
        scores.append(score(paper, document, findings, prose))
    return tuple(scores), all_read
