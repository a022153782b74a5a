"""A large network in three columns: drugs at the left, ncRNAs in the middle, targets at the right.

Springs make a ball of some hundred nodes in which no name can be read; in columns every name has a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

COLUMNS = {"drug": 0.0, "ncRNA": 1.0, "target": 2.0}
_HALF = 0.12  # of a name in the middle column: there its links begin
_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """A network laid out: ``places`` in columns (x) and lines (y, from 0 at the bottom to ``lines``).

    The nodes have a ``label``: an ncRNA on which another one acts stands in the column of targets too. ``left_out``
    counts the ncRNAs that found no room, those of the fewest studies.
    """

    graph: nx.DiGraph[str]
    places: Mapping[str, tuple[float, float]]
    lines: int
    left_out: int

    def link(self, start: str, end: str) -> tuple[list[float], list[float]]:
        """Return the two ends of a link, which leads to the column beside."""
        (x0, y0), (x1, y1) = self.places[start], self.places[end]
        inward = _HALF if x1 > x0 else -_HALF
        return [x0 + inward, x1], [y0, y1]


def columns_of(graph: nx.DiGraph[str], *, most: int) -> Columns:
    """Lay out a network; at most ``most`` ncRNAs are kept, those of the most studies."""
    graph = _with_targets_apart(graph)
    kinds = nx.get_node_attributes(graph, "kind")
    weight = {node: sum(data["studies"] for *_, data in graph.out_edges(node, data=True)) for node in graph}
    acting = sorted((n for n in graph if kinds[n] == "ncRNA"), key=lambda node: (-weight[node], node))
    kept = set(acting[:most])
    shown = graph.subgraph([n for n in graph if n in kept or (kinds[n] != "ncRNA" and kept & set(graph.pred[n]))])
    order = {kind: sorted((n for n in shown if kinds[n] == kind), key=str.casefold) for kind in COLUMNS}
    order["drug"].sort(key=lambda node: -shown.degree(node))
    height = {node: place for nodes in order.values() for node, place in _spread(nodes)}
    for _ in range(_SWEEPS):
        for kind, others in (("ncRNA", "drug"), ("target", "ncRNA"), ("drug", "ncRNA")):
            order[kind].sort(key=lambda node: _middle(shown, node, kinds, others, height))
            height |= dict(_spread(order[kind]))
    lines = max((len(nodes) for nodes in order.values()), default=1)
    places = {node: (COLUMNS[kinds[node]], (1 - height[node]) * lines) for node in shown}
    return Columns(shown, places, lines, len(acting) - len(kept))


def _with_targets_apart(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    apart: nx.DiGraph[str] = nx.DiGraph()
    apart.add_nodes_from((node, {**data, "label": node}) for node, data in graph.nodes(data=True))
    for start, end, data in graph.edges(data=True):
        if graph.nodes[end]["kind"] == "ncRNA":
            name, end = end, f"{end} as target"
            apart.add_node(end, kind="target", label=name)
        apart.add_edge(start, end, **data)
    return apart


def _spread(nodes: list[str]) -> Iterable[tuple[str, float]]:
    return ((node, (place + 0.5) / len(nodes)) for place, node in enumerate(nodes))


def _middle(
    graph: nx.DiGraph[str], node: str, kinds: Mapping[str, str], kind: str, height: Mapping[str, float]
) -> float:
    """Return the mean height of the neighbours of one kind; its own where it has none."""
    near = [height[other] for other in nx.all_neighbors(graph, node) if kinds[other] == kind]
    return sum(near) / len(near) if near else height[node]
