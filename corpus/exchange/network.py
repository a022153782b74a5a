"""The claims as a network: ncRNAs point to the drugs whose resistance they change and to their targets."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from corpus.merge import Status
from corpus.store.query import claims
from corpus.store.values import Claim
from corpus.untrusted import for_terminal

if TYPE_CHECKING:
    import networkx as nx

    from corpus.store.dataset import Dataset

_OUT = (Status.REJECTED, Status.GONE)


def standing_claims(dataset: Dataset) -> tuple[Claim, ...]:
    """Return the claims that nobody rejected and some paper still states."""
    return tuple(claim for claim in claims(dataset) if claim.status not in _OUT)


def network(found: Iterable[Claim]) -> nx.DiGraph[str]:
    """Return the network of claims.

    Nodes have ``kind`` (ncRNA, drug or target); edges ``effect`` (promotes, inhibits, unknown, targets) and the number
    of primary ``studies``. Where studies disagree there is one edge with effect ``disputed``.
    """
    import networkx

    graph: nx.DiGraph[str] = networkx.DiGraph()
    studies: dict[tuple[str, str], dict[str, set[str]]] = {}
    for claim in found:
        ncrna = for_terminal(claim.ncrna)  # XML, too, refuses control characters
        for other, kind, effect in ((claim.drug, "drug", claim.effect), (claim.target, "target", "targets")):
            if not other:
                continue
            other = for_terminal(other)
            graph.add_node(ncrna, kind="ncRNA")
            if other not in graph:
                graph.add_node(other, kind=kind)
            studies.setdefault((ncrna, other), {}).setdefault(effect, set()).add(claim.study)
    for (start, end), effects in sorted(studies.items()):
        said = [effect for effect in ("promotes", "inhibits", "targets", "unknown") if effect in effects]
        effect = "disputed" if said[:2] == ["promotes", "inhibits"] else said[0]
        names = {study for of_effect in effects.values() for study in of_effect}
        graph.add_edge(start, end, effect=effect, studies=len(names))
    return graph


def graphml(found: Iterable[Claim]) -> bytes:
    """Return the network as GraphML, which Cytoscape opens."""
    import networkx

    buffer = BytesIO()
    networkx.write_graphml(network(found), buffer)
    return buffer.getvalue()
