"""The network as one HTML page to zoom and point at, drawn with bokeh; it opens without a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import networkx as nx
from bokeh.embed import file_html
from bokeh.models import ColumnDataSource, FactorRange, HoverTool, Range1d, Text
from bokeh.models.renderers import GlyphRenderer
from bokeh.plotting import figure
from bokeh.resources import INLINE

from corpus.plots.counts import EFFECTS, Bar
from corpus.plots.layers import Columns, columns_of
from corpus.plots.static import MOST_BARS, MOST_FREE, MOST_NCRNAS, layout_of, left_out, not_shown
from corpus.plots.style import COLOURS, DASHES, EFFECT_LABELS, PAIRS

_TOOLS = "pan,wheel_zoom,box_zoom,reset,save"


def counts_page(bars: Sequence[Bar], title: str) -> str:
    """Return the bars as a page, as many as there is room for; numbers show where the pointer rests."""
    axis, bars = PAIRS + not_shown(bars), bars[:MOST_BARS]
    labels = [bar.label for bar in bars[::-1]]
    plot = figure(
        title=title, y_range=FactorRange(factors=labels), height=120 + 24 * max(len(bars), 2),
        sizing_mode="stretch_width", tools="pan,xwheel_zoom,reset,save", x_axis_label=axis,
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
    """Return the page; names and effects show where the pointer rests. A large network is drawn in columns."""
    columns = columns_of(graph, most=MOST_NCRNAS) if len(graph) > MOST_FREE else None
    if columns is None:
        places: Mapping[str, tuple[float, float]] = layout_of(graph)
        # The wheel zooms a picture that fits the window, and moves the page where it does not.
        plot = figure(
            title="Evidence network", sizing_mode="stretch_both", tools=_TOOLS, active_scroll="wheel_zoom"
        )  # fmt: skip
    else:
        graph, places = columns.graph, columns.places
        title = "Evidence network" + (f", {left_out(columns.left_out)}" if columns.left_out else "")
        plot = figure(
            title=title, sizing_mode="stretch_width", height=120 + 16 * columns.lines, tools=_TOOLS,
            x_range=Range1d(start=-0.5, end=2.5), y_range=Range1d(start=-0.5, end=columns.lines + 0.5),
            toolbar_location="above",
        )  # fmt: skip
    plot.axis.visible = False
    plot.grid.visible = False
    drawn: GlyphRenderer[Any]
    for effect in ("targets", "unknown", "inhibits", "promotes", "disputed"):
        edges = [(a, b, d) for a, b, d in graph.edges(data=True) if d["effect"] == effect]
        if not edges:
            continue
        lines = [_line(columns, places, a, b) for a, b, _ in edges]
        source = ColumnDataSource(
            {
                "xs": [xs for xs, _ in lines],
                "ys": [ys for _, ys in lines],
                "says": [f"{a} {'acts on' if effect == 'targets' else effect} {_label(graph, b)}" for a, b, _ in edges],
                "studies": [d["studies"] for _, _, d in edges],
            }
        )
        drawn = plot.multi_line(
            "xs", "ys", source=source, line_color=COLOURS[effect], line_dash=DASHES[effect],
            line_width=2 if columns is None else 1,
            legend_label=EFFECT_LABELS[effect],
        )  # fmt: skip
        plot.add_tools(HoverTool(renderers=[drawn], tooltips=[("", "@says"), ("studies", "@studies")]))
    sides: dict[str, Literal["right", "center", "left"]] = {"drug": "right", "ncRNA": "center", "target": "left"}
    for kind, side in sides.items():
        nodes = [node for node, data in graph.nodes(data=True) if data["kind"] == kind]
        source = ColumnDataSource(
            {
                "x": [places[n][0] for n in nodes],
                "y": [places[n][1] for n in nodes],
                "name": [_label(graph, n) for n in nodes],
            }
        )
        if columns is None:
            plot.text("x", "y", text="name", source=source, text_font_size="9px", y_offset=-8, text_align="center")
            drawn = plot.scatter(
                "x", "y", source=source, size=13, color=COLOURS[kind], line_color="white", legend_label=kind
            )
        else:
            drawn = plot.add_glyph(source, _name(kind, side))
        plot.add_tools(HoverTool(renderers=[drawn], tooltips=[(kind, "@name")]))
    plot.legend.click_policy = "hide"
    if columns is not None:
        plot.add_layout(plot.legend[0], "above")
        plot.legend.orientation = "horizontal"
    page: str = file_html(plot, INLINE, "tabularna: evidence network")
    return page


def _label(graph: nx.DiGraph[str], node: str) -> str:
    label: str = graph.nodes[node].get("label", node)
    return label


def _name(kind: str, side: Literal["right", "center", "left"]) -> Text:
    return Text(
        x="x", y="y", text="name", text_font_size="11px", text_align=side, text_baseline="middle",
        background_fill_color=COLOURS[kind], background_fill_alpha=0.35,
    )  # fmt: skip


def _line(
    columns: Columns | None, places: Mapping[str, tuple[float, float]], start: str, end: str
) -> tuple[list[float], list[float]]:
    if columns is not None:
        return columns.link(start, end)
    return [places[start][0], places[end][0]], [places[start][1], places[end][1]]
