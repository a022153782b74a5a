"""The network, the counts and the scores as SVG or PNG, drawn with matplotlib."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import networkx as nx
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from corpus.plots.style import COLOURS, DASHES, plot_style

if TYPE_CHECKING:
    from corpus.store.values import Claim

_MOST_LABELS = 90


def layout_of(graph: nx.DiGraph[str]) -> dict[str, tuple[float, float]]:
    """Return a place for every node, the same at every call; parts that no edge joins stand beside each other."""
    undirected = graph.to_undirected()
    places: dict[str, tuple[float, float]] = {}
    left = 0.0
    for part in sorted(nx.connected_components(undirected), key=lambda part: (-len(part), min(part))):
        size = max(len(part) ** 0.5, 1.0)
        spring = nx.spring_layout(undirected.subgraph(sorted(part)), seed=4, k=1.6 / size, iterations=120)
        for node, (x, y) in spring.items():
            places[node] = (left + (float(x) + 1) * size, float(y) * size)
        left += 2 * size + 1.0
    return places


def network_figure(graph: nx.DiGraph[str], form: str) -> bytes:
    """Draw the network; ``form`` is svg or png. Names of the nodes with fewest edges are left out in a large one."""
    with plot_style():
        side = min(6 + len(graph) ** 0.5, 26)
        figure = Figure(figsize=(1.5 * side, side), layout="constrained")
        axes = figure.subplots()
        axes.set_axis_off()
        places = layout_of(graph)
        for effect in ("targets", "unknown", "inhibits", "promotes", "disputed"):
            edges = [(a, b) for a, b, data in graph.edges(data=True) if data["effect"] == effect]
            nx.draw_networkx_edges(
                graph, places, edgelist=edges, ax=axes, edge_color=COLOURS[effect], style=DASHES[effect],
                width=[1.0 + 0.5 * graph.edges[e]["studies"] for e in edges], arrowsize=9, node_size=160,
            )  # fmt: skip
        for kind in ("ncRNA", "drug", "target"):
            nodes = [node for node, data in graph.nodes(data=True) if data["kind"] == kind]
            nx.draw_networkx_nodes(graph, places, nodelist=nodes, ax=axes, node_color=COLOURS[kind], node_size=160)
        shown = sorted(graph, key=lambda node: (-graph.degree(node), node))[:_MOST_LABELS]
        for node in shown:
            x, y = places[node]
            axes.annotate(node, (x, y), xytext=(0, 7), textcoords="offset points", ha="center", fontsize=8)
        axes.legend(handles=_legend(), loc="lower left", frameon=False, fontsize=8)
        if len(shown) < len(graph):
            axes.set_title(
                f"{len(shown)} of {len(graph)} names shown; narrow it with --drug or --min-studies", fontsize=9
            )
        return _bytes(figure, form)


def counts_figure(claims: Sequence[Claim], form: str, *, most: int = 25) -> bytes:
    """Draw how many ncRNAs promote and inhibit resistance to each drug; the ``most`` frequent drugs."""
    counts: Counter[tuple[str, str]] = Counter()
    for drug, effect, _ in {(claim.drug, claim.effect, claim.ncrna) for claim in claims if claim.drug}:
        counts[drug, effect] += 1
    totals = Counter({drug: sum(n for (d, _), n in counts.items() if d == drug) for drug, _ in counts})
    drugs = [drug for drug, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:most]][::-1]
    with plot_style():
        figure = Figure(figsize=(7, 1.2 + 0.28 * max(len(drugs), 1)), layout="constrained")
        axes = figure.subplots()
        start = [0] * len(drugs)
        for effect in ("promotes", "inhibits", "unknown"):
            width = [counts[drug, effect] for drug in drugs]
            axes.barh(drugs, width, left=start, color=COLOURS[effect], label=f"{effect} resistance")
            start = [a + b for a, b in zip(start, width, strict=True)]
        axes.set_xlabel("ncRNAs")
        axes.legend(frameon=False)
        return _bytes(figure, form)


def scores_figure(scores: Mapping[str, Mapping[str, float]], form: str) -> bytes:
    """Draw scores from 0 to 1: one group a measure, one bar a gold set."""
    sets = list(scores)
    measures = list(dict.fromkeys(measure for of_set in scores.values() for measure in of_set))
    with plot_style():
        figure = Figure(figsize=(max(6.0, 1.1 * len(measures)), 4), layout="constrained")
        axes = figure.subplots()
        palette = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"]
        width = 0.8 / max(len(sets), 1)
        for number, name in enumerate(sets):
            given = [(place, scores[name][m]) for place, m in enumerate(measures) if m in scores[name]]
            axes.bar(
                [place + number * width for place, _ in given], [value for _, value in given], width,
                label=name, color=palette[number % len(palette)],
            )  # fmt: skip
        axes.set_xticks([place + 0.4 - width / 2 for place in range(len(measures))], measures, rotation=20)
        axes.set_ylim(0, 1.05)
        axes.set_ylabel("F1")
        axes.legend(frameon=False, loc="lower right")
        return _bytes(figure, form)


def _legend() -> list[Line2D]:
    nodes = [
        Line2D([], [], marker="o", linestyle="", color=COLOURS[kind], label=kind)
        for kind in ("ncRNA", "drug", "target")
    ]
    edges = [
        Line2D([], [], color=COLOURS[effect], linestyle=DASHES[effect], label=label)
        for effect, label in (
            ("promotes", "promotes resistance"),
            ("inhibits", "inhibits resistance"),
            ("disputed", "studies disagree"),
            ("targets", "acts on"),
        )
    ]
    return [*nodes, *edges]


def _bytes(figure: Figure, form: str) -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format=form, dpi=160, metadata={"Date": None} if form == "svg" else None)
    return buffer.getvalue()
