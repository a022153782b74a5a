"""The network as one HTML page to zoom and point at, drawn with bokeh; it opens without a server."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
from bokeh.embed import file_html
from bokeh.models import ColumnDataSource, FactorRange, HoverTool
from bokeh.plotting import figure
from bokeh.resources import INLINE

from corpus.plots.counts import EFFECTS, Bar
from corpus.plots.static import layout_of
from corpus.plots.style import COLOURS, DASHES, EFFECT_LABELS, PAIRS


def counts_page(bars: Sequence[Bar], title: str) -> str:
    """Return the bars as a page; numbers show where the pointer rests."""
    labels = [bar.label for bar in bars[::-1]]
    plot = figure(
        title=title, y_range=FactorRange(factors=labels), height=120 + 24 * max(len(bars), 2),
        sizing_mode="stretch_width", tools="pan,xwheel_zoom,reset,save", x_axis_label=PAIRS,
    )  # fmt: skip
    effects = [effect for effect in EFFECTS if any(bar.pairs[effect] for bar in bars)]
    source = ColumnDataSource({e: [bar.pairs[e] for bar in bars[::-1]] for e in effects})
    source.add(labels, "label")
    plot.hbar_stack(
        effects, y="label", height=0.8, source=source, color=[COLOURS[effect] for effect in effects],
        legend_label=[EFFECT_LABELS[effect] for effect in effects],
    )  # fmt: skip
    plot.add_tools(HoverTool(tooltips=[("", "@label"), *((effect, f"@{effect}") for effect in effects)]))
    plot.x_range.start = 0  # type: ignore[attr-defined]
    page: str = file_html(plot, INLINE, f"tabularna: {title}")
    return page


def network_page(graph: nx.DiGraph[str]) -> str:
    """Return the page; names and effects show where the pointer rests."""
    places = layout_of(graph)
    plot = figure(
        title="Evidence network", sizing_mode="stretch_both", tools="pan,wheel_zoom,box_zoom,reset,save",
        active_scroll="wheel_zoom",
    )  # fmt: skip
    plot.axis.visible = False
    plot.grid.visible = False
    for effect in ("targets", "unknown", "inhibits", "promotes", "disputed"):
        edges = [(a, b, d) for a, b, d in graph.edges(data=True) if d["effect"] == effect]
        source = ColumnDataSource(
            {
                "xs": [[places[a][0], places[b][0]] for a, b, _ in edges],
                "ys": [[places[a][1], places[b][1]] for a, b, _ in edges],
                "says": [f"{a} {'acts on' if effect == 'targets' else effect} {b}" for a, b, _ in edges],
                "studies": [d["studies"] for _, _, d in edges],
            }
        )
        drawn = plot.multi_line(
            "xs", "ys", source=source, line_color=COLOURS[effect], line_dash=DASHES[effect], line_width=2,
            legend_label=effect,
        )  # fmt: skip
        plot.add_tools(HoverTool(renderers=[drawn], tooltips=[("", "@says"), ("studies", "@studies")]))
    for kind in ("ncRNA", "drug", "target"):
        nodes = [node for node, data in graph.nodes(data=True) if data["kind"] == kind]
        source = ColumnDataSource(
            {"x": [places[n][0] for n in nodes], "y": [places[n][1] for n in nodes], "name": nodes}
        )
        points = plot.scatter(
            "x", "y", source=source, size=13, color=COLOURS[kind], line_color="white", legend_label=kind
        )
        plot.text("x", "y", text="name", source=source, text_font_size="9px", y_offset=-8, text_align="center")
        plot.add_tools(HoverTool(renderers=[points], tooltips=[(kind, "@name")]))
    plot.legend.click_policy = "hide"
    page: str = file_html(plot, INLINE, "tabularna: evidence network")
    return page
