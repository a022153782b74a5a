"""The network, the counts and the scores as SVG or PNG, drawn with matplotlib."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from math import isnan, nan

import networkx as nx
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator
from scipy.stats import binomtest

from corpus.plots.counts import EFFECTS, Bar
from corpus.plots.layers import Columns, columns_of
from corpus.plots.style import COLOURS, DASHES, EFFECT_LABELS, PAIRS, SERIES, plot_style

MOST_FREE = 60  # nodes that springs part so that every name can be read
MOST_BARS = 40
MOST_NCRNAS = 300  # lines of a picture


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
    """Draw the network; ``form`` is svg or png. A large one is drawn in columns."""
    if len(graph) > MOST_FREE:
        return _columns_figure(columns_of(graph, most=MOST_NCRNAS), form)
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
        for node, (x, y) in places.items():
            axes.annotate(
                node, (x, y), xytext=(0, 7), textcoords="offset points", ha="center", fontsize=8,
                path_effects=[withStroke(linewidth=2.5, foreground="white")],
            )  # fmt: skip
        axes.legend(handles=_legend(), loc="lower left", frameon=False, fontsize=8)
        return _bytes(figure, form)


def _columns_figure(columns: Columns, form: str) -> bytes:
    """Draw a network in columns: what it acts on stands to the left and right of each ncRNA."""
    graph, places = columns.graph, columns.places
    with plot_style():
        figure = Figure(figsize=(11, 1.5 + 0.17 * columns.lines), layout="constrained")
        axes = figure.subplots()
        axes.set_axis_off()
        axes.set_xlim(-0.5, 2.5)
        axes.set_ylim(-0.5, columns.lines + 0.5)
        for effect in ("targets", "unknown", "inhibits", "promotes", "disputed"):
            for start, end, data in graph.edges(data=True):
                if data["effect"] == effect:
                    axes.plot(
                        *columns.link(start, end), color=COLOURS[effect], linestyle=DASHES[effect],
                        linewidth=0.4 + 0.4 * data["studies"], alpha=0.8, zorder=1,
                    )  # fmt: skip
        sides = {"drug": "right", "ncRNA": "center", "target": "left"}
        for node, (x, y) in places.items():
            kind = graph.nodes[node]["kind"]
            axes.text(
                x, y, graph.nodes[node]["label"], ha=sides[kind], va="center", fontsize=7, zorder=2,
                bbox={"boxstyle": "round,pad=0.15", "facecolor": COLOURS[kind], "alpha": 0.35, "linewidth": 0},
            )  # fmt: skip
        figure.legend(handles=_legend(), loc="outside upper center", ncols=4, frameon=False, fontsize=8)
        if columns.left_out:
            axes.set_title(left_out(columns.left_out), fontsize=9)
        return _bytes(figure, form)


def left_out(count: int) -> str:
    """Return what a picture says of the ncRNAs that it has no room for."""
    return f"without the {count} ncRNAs of the fewest studies; narrow it with --drug or --min-studies"


def not_shown(bars: Sequence[Bar]) -> str:
    """Return what a picture says of the bars that it has no room for."""
    return f" (not shown: {len(bars) - MOST_BARS} more with the fewest pairs)" if len(bars) > MOST_BARS else ""


def counts_figure(bars: Sequence[Bar], form: str) -> bytes:
    """Draw the bars, the longest on top, as many as there is room for."""
    drawn = bars[:MOST_BARS][::-1]
    with plot_style():
        figure = Figure(figsize=(7, 1.2 + 0.28 * max(len(drawn), 2)), layout="constrained")
        axes = figure.subplots()
        start = [0] * len(drawn)
        for effect in EFFECTS:
            width = [bar.pairs[effect] for bar in drawn]
            if any(width):
                axes.barh(
                    [bar.label for bar in drawn], width, left=start, color=COLOURS[effect], label=EFFECT_LABELS[effect]
                )
            start = [a + b for a, b in zip(start, width, strict=True)]
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        axes.margins(y=0.01)
        axes.set_xlabel(PAIRS + not_shown(bars))
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
        return _bytes(figure, form)


def calibration_figure(groups: Mapping[str, Sequence[tuple[float, int, int]]], form: str) -> bytes:
    """Draw, for each group of gold sets, the share that is right (0 to 1) over the confidence that was promised.

    A point is one promise: ``(promised, right, total)``; its area grows with ``total``, and its bar is Wilson's 95 %
    interval of the share.
    """
    with plot_style():
        figure = Figure(figsize=(6, 5), layout="constrained")
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], color=COLOURS["unknown"], linewidth=1, label="promised = right")
        lowest = 1.0
        for number, (name, points) in enumerate(groups.items()):
            colour = SERIES[number % len(SERIES)]
            for promised, right, total in points:
                interval = binomtest(right, total).proportion_ci(method="wilson")
                lowest = min(lowest, interval.low, promised)
                axes.plot([promised, promised], [interval.low, interval.high], color=colour, linewidth=1)
            axes.scatter(
                [promised for promised, _, _ in points],
                [right / total for _, right, total in points],
                s=[12 + 3 * total**0.5 for _, _, total in points], color=colour, label=name, zorder=3,
            )  # fmt: skip
        floor = max(lowest - 0.03, 0.0)
        axes.set_xlim(floor, 1.01)
        axes.set_ylim(floor, 1.01)
        axes.set_xlabel("confidence promised")
        axes.set_ylabel("share right")
        axes.legend(frameon=False, loc="upper left")
        return _bytes(figure, form)


def scores_figure(scores: Mapping[str, Mapping[str, float]], form: str) -> bytes:
    """Draw scores from 0 to 1 as a table: one line a gold set, one column a measure, the darker the higher.

    What a set does not measure stays empty.
    """
    measures = list(dict.fromkeys(measure for of_set in scores.values() for measure in of_set))
    values = [[of_set.get(measure, nan) for measure in measures] for of_set in scores.values()]
    with plot_style():
        figure = Figure(figsize=(3 + len(measures), 1.2 + 0.26 * len(scores)), layout="constrained")
        axes = figure.subplots()
        axes.imshow(values, cmap="Blues", vmin=0.5, vmax=1.7, aspect="auto")
        for line, of_set in enumerate(values):
            for column, value in enumerate(of_set):
                if not isnan(value):
                    axes.text(column, line, f"{100 * value:.1f}", ha="center", va="center", fontsize=8)
        axes.set_xticks(range(len(measures)), measures)
        axes.set_yticks(range(len(scores)), list(scores))
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_xlabel("F1 or share, in percent")
        return _bytes(figure, form)


def _legend() -> list[Line2D]:
    nodes = [
        Line2D([], [], marker="o", linestyle="", color=COLOURS[kind], label=kind)
        for kind in ("ncRNA", "drug", "target")
    ]
    edges = [
        Line2D([], [], color=COLOURS[effect], linestyle=DASHES[effect], label=label)
        for effect, label in EFFECT_LABELS.items()
    ]
    return [*nodes, *edges]


def _bytes(figure: Figure, form: str) -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format=form, dpi=160, metadata={"Date": None} if form == "svg" else None)
    return buffer.getvalue()
