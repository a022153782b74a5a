"""``tabularna plot``: pictures of the dataset and of the scores."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, tell, write_bytes
from gold.counts import Ratio

if TYPE_CHECKING:
    from corpus.plots.counts import Bar


_KINDS = {
    "network": ("svg", "png", "html"),
    "drugs": ("svg", "png", "html"),
    "classes": ("svg", "png", "html"),
    "scores": ("svg", "png"),
    "calibration": ("svg", "png"),
}


@click.command("plot")
@click.argument("kind", type=click.Choice(list(_KINDS)))
@dataset_option
@click.option(
    "--scores",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Output of `tabularna score --format json`.",
)
@click.option(
    "--drug",
    "drugs",
    multiple=True,
    help="Only claims on this drug, by any of its names (may be given again).",
)
@click.option(
    "--min-studies", type=click.IntRange(1), default=1, show_default=True, help="Only links of so many studies."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="A file .svg, .png or, for what is drawn from the dataset, .html.",
)
def command(
    kind: str, dataset: str, scores: Path | None, drugs: tuple[str, ...], min_studies: int, output: Path
) -> None:
    """Draw the dataset or the scores.

    \b
    network      which ncRNA changes the resistance to which drug, and its targets
    drugs        ncRNA-drug pairs by drug and direction, over the papers
    classes      the same by class of ncRNA
    scores       scores against gold sets
    calibration  how often statements are right, over the confidence they have

    \b
    Examples:
      tabularna plot network --output network.html
      tabularna plot drugs --output drugs.svg
      tabularna plot calibration --scores score.json --output calibration.png
    """
    form = output.suffix.lstrip(".").lower()
    if form not in _KINDS[kind]:
        raise click.UsageError(f"the output of plot {kind} ends in .{', .'.join(_KINDS[kind])}")
    if kind in ("scores", "calibration"):
        if scores is None:
            raise click.UsageError(f"plot {kind} needs --scores FILE")
        data = _scores(kind, scores, form)
    else:
        data = _claims(kind, dataset, drugs, min_studies, form)
    write_bytes(data, output)
    tell(f"drawn: {output}")


def _claims(kind: str, dataset: str, drugs: tuple[str, ...], min_studies: int, form: str) -> bytes:
    from corpus.exchange.databases import ncrna_class, ncrna_classes
    from corpus.exchange.network import network, standing_claims
    from corpus.plots.counts import count_bars
    from corpus.store.dataset import Dataset
    from corpus.store.query import papers_by_claim

    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=False)) as store:
        claims = standing_claims(store)
        papers = papers_by_claim(store)
        classes = ncrna_classes(store)
    asked = _normal_drugs(drugs, {claim.drug for claim in claims})
    wanted = [claim for claim in claims if not asked or claim.drug in asked]
    if not wanted:
        raise click.ClickException("the dataset holds no claim to draw")
    if kind == "drugs":
        return _counts("Evidence by drug", count_bars(wanted, papers, lambda claim: claim.drug), form)
    if kind == "classes":
        bars = count_bars(wanted, papers, lambda claim: ncrna_class(claim.ncrna, classes) or "other")
        return _counts("Evidence by class of ncRNA", bars, form)
    graph = network(wanted)
    graph.remove_edges_from([(a, b) for a, b, data in graph.edges(data=True) if data["studies"] < min_studies])
    graph.remove_nodes_from([node for node in list(graph) if not graph.degree(node)])
    if not graph:
        raise click.ClickException("no link has so many studies")
    if form == "html":
        from corpus.plots.interactive import network_page

        return network_page(graph).encode("utf-8")
    from corpus.plots.static import network_figure

    return network_figure(graph, form)


def _normal_drugs(written: Sequence[str], known: set[str]) -> set[str]:
    """Return the drugs of the dataset that were asked for, by any name that the lexicons have (顺铂, DDP)."""
    folded = {drug.casefold(): drug for drug in known if drug}
    found = {folded[name.casefold()] for name in written if name.casefold() in folded}
    others = [name for name in written if name.casefold() not in folded]
    if others:
        from nlp.tagger import load_tagger

        tagger = load_tagger()
        for name in others:
            meant = {m.normal for m in tagger.tag_text(name) if m.surface == name} & known
            if not meant:
                raise click.ClickException(f"no claim is on the drug {name!r}")
            found |= meant
    return found


def _counts(title: str, bars: Sequence[Bar], form: str) -> bytes:
    if form == "html":
        from corpus.plots.interactive import counts_page

        return counts_page(bars, title).encode("utf-8")
    from corpus.plots.static import counts_figure

    return counts_figure(bars, form)


def _scores(kind: str, path: Path, form: str) -> bytes:
    from corpus.plots.static import calibration_figure, scores_figure

    try:
        sets = json.loads(path.read_text(encoding="utf-8"))["sets"]
        if kind == "scores":
            return scores_figure({one["name"]: _measures(one) for one in sets}, form)
        promises = _promises(sets)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"{path.name}: not the output of `tabularna score --format json`") from error
    return calibration_figure(promises, form)


def _promises(sets: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[float, int, int]]]:
    """Return, of development and of held-out sets, each confidence, how many statements are right, and of how many."""
    found: dict[str, dict[float, Ratio]] = {}
    for one in sets:
        points = found.setdefault("held-out sets" if one["held_out"] else "development sets", {})
        for bin_ in one["triples"]["table+prose"]["confidences"]:
            points[bin_["promised"]] = points.get(bin_["promised"], Ratio()) + Ratio(bin_["right"], bin_["total"])
    return {
        name: [(promised, ratio.right, ratio.total) for promised, ratio in sorted(points.items())]
        for name, points in found.items()
    }


def _measures(one: dict[str, Any]) -> dict[str, float]:
    """Return the headline scores of one gold set, those that it has."""
    places = {
        "names (core)": ("mentions", "core", "f1"),
        "normal forms": ("normals", "all", "share"),
        "table rows": ("tables", "rows", "share"),
        "triples": ("triples", "table+prose", "all", "f1"),
        "prose only": ("triples", "prose only", "all", "f1"),
        "conflicts": ("conflicts", "f1"),
    }
    found: dict[str, float] = {}
    for label, path in places.items():
        value: Any = one
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, int | float):
            found[label] = float(value)
    return found
