"""The graph as a network for Gephi and its like: things as nodes, roles and places as edges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.query import ask
from graph.store import Graph

if TYPE_CHECKING:
    import networkx


def network(graph: Graph) -> networkx.MultiDiGraph[Any]:
    """Return documents, tasks, agencies, districts, clusters and technologies with what links them."""
    import networkx

    out: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(name="quanze")
    tasks: dict[tuple[str, str], list[str]] = {}

    def node(key: str, kind: str, label: object, **more: object) -> str:
        if key not in out:
            out.add_node(key, label=str(label), kind=kind, **{k: v for k, v in more.items() if v is not None})
        return key

    drawn: set[tuple[str, str, str, str]] = set()

    def edge(source: str, target: str, kind: str, sentence: object = "") -> None:
        # A cluster of five districts comes in five rows, and is set out once.
        new = (source, target, kind, str(sentence or ""))
        if new not in drawn:
            drawn.add(new)
            out.add_edge(source, target, kind=kind, label=kind, sentence=new[3])

    for row in ask(graph, "documents"):
        node(str(row["text"]), "document", row["documentTitle"], digest=row["digest"], issued=str(row["issued"] or ""))
    for row in ask(graph, "assignments"):
        text, task, who = str(row["text"]), str(row["taskIri"]), str(row["who"])
        if task not in out:
            node(task, "task", row["taskTitle"], path=row["path"])
            edge(task, text, "part of")
            tasks.setdefault((text, str(row["path"])), []).append(task)
        edge(node(who, "agency", row["agencyName"]), task, str(row["role"]), row["evidenceText"])
    for row in ask(graph, "clusters"):
        cluster = node(str(row["concept"]), "cluster", row["clusterName"])
        edge(str(row["text"]), cluster, "sets out", row["evidenceText"])
        if row["districtIri"]:
            edge(
                cluster,
                node(str(row["districtIri"]), "district", row["districtName"]),
                "located in",
                row["evidenceText"],
            )
    for row in ask(graph, "sitings"):
        district = node(str(row["districtIri"]), "district", row["districtName"])
        edge(str(row["text"]), district, str(row["relation"]), f"{row['object']}: {row['evidenceText']}")
    for row in ask(graph, "technologies"):
        technology = node(str(row["technology"]), "technology", row["technologyName"])
        for holder in tasks.get((str(row["text"]), str(row["path"])), [str(row["text"])]):
            edge(holder, technology, "technology", row["evidenceText"])
    return out


def write_network(graph: Graph, path: Path) -> None:
    """Write the network as GraphML or GEXF, as the suffix says."""
    import networkx

    made = network(graph)
    if path.suffix.lower() == ".graphml":
        networkx.write_graphml(made, path, encoding="utf-8", infer_numeric_types=True)
    else:
        networkx.write_gexf(made, path, encoding="utf-8")
