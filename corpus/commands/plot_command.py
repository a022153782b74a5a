"""``tabularna plot``: pictures of the dataset and of the scores."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from corpus.commands.options import dataset_errors_end_with_1, dataset_option, tell, write_bytes


@click.command("plot")
@click.argument("kind", type=click.Choice(["network", "drugs", "scores"]))
@dataset_option
@click.option(
    "--scores",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Output of `tabularna score --format json`.",
)
@click.option("--drug", "drugs", multiple=True, help="Only claims on this drug (may be given again).")
@click.option(
    "--min-studies", type=click.IntRange(1), default=1, show_default=True, help="Only links of so many studies."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="A file .svg, .png or, for the network, .html.",
)
def command(
    kind: str, dataset: str, scores: Path | None, drugs: tuple[str, ...], min_studies: int, output: Path
) -> None:
    """Draw the evidence network, the counts by drug, or the scores against gold sets.

    \b
    Examples:
      tabularna plot network --output network.html
      tabularna plot drugs --output drugs.svg
      tabularna plot scores --scores score.json --output scores.png
    """
    form = output.suffix.lstrip(".").lower()
    if form not in ("svg", "png", "html") or (form == "html" and kind != "network"):
        raise click.UsageError("--output ends in .svg or .png (the network also in .html)")
    if kind == "scores":
        if scores is None:
            raise click.UsageError("plot scores needs --scores FILE")
        data = _scores(scores, form)
    else:
        data = _claims(kind, dataset, drugs, min_studies, form)
    write_bytes(data, output)
    tell(f"drawn: {output}")


def _claims(kind: str, dataset: str, drugs: tuple[str, ...], min_studies: int, form: str) -> bytes:
    from corpus.exchange.network import network, standing_claims
    from corpus.store.dataset import Dataset

    with dataset_errors_end_with_1(), closing(Dataset.open(dataset, create=False)) as store:
        claims = standing_claims(store)
    wanted = [claim for claim in claims if not drugs or claim.drug in drugs]
    if not wanted:
        raise click.ClickException("the dataset holds no claim to draw")
    if kind == "drugs":
        from corpus.plots.static import counts_figure

        return counts_figure(wanted, form)
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


def _scores(path: Path, form: str) -> bytes:
    from corpus.plots.static import scores_figure

    try:
        sets = json.loads(path.read_text(encoding="utf-8"))["sets"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"{path.name}: not the output of `tabularna score --format json`") from error
    return scores_figure({one["name"]: _measures(one) for one in sets}, form)


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
