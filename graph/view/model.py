"""What the picture shows: things, the links between them, and the duties behind the links."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any

from extract.errors import QueryError
from graph.query import ask
from graph.store import Graph

KINDS = ("agency", "task", "cluster", "district", "technology")
# The things that stand for a section, by document and path.
Homes = dict[tuple[int, str], list[str]]
_OWNING = {"lead": 0, "responsible": 1}


@dataclass(slots=True)
class Node:
    """One thing of the picture; ``documents`` are numbers of the documents that speak of it."""

    id: str
    kind: str
    name: str
    short: str
    documents: set[int] = field(default_factory=set)
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link from one thing to another: a role, or ``technology``, ``located``, ``sited``."""

    source: str
    target: str
    kind: str
    document: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A fact as the side panel tells it, with the sentence and, for duties, its place (else -1).

    ``term`` is the printed word of a role, or what a district is assigned where that is no cluster.
    """

    source: str
    target: str
    kind: str
    term: str
    document: int
    path: str
    sentence: str
    start: int
    end: int


@dataclass(slots=True)
class Picture:
    """All things, links and duties of some documents; ``owners`` maps a task to the agency that owns it."""

    documents: list[dict[str, Any]]
    nodes: dict[str, Node]
    edges: dict[Edge, None]
    duties: list[Duty]
    owners: dict[str, str]

    def find(self, words: str) -> str:
        """Return the id of the thing that ``words`` name: exactly, or as a part of one name.

        Raises
        ------
        QueryError
            If nothing has these words in its name.
        """
        exact = [n.id for n in self.nodes.values() if words in (n.name, n.short)]
        part = [n.id for n in self.nodes.values() if words in n.name or words in n.short]
        if not exact and not part:
            raise QueryError(
                f"nothing in the graph has {words!r} in its name", "leave --focus out and search in the page"
            )
        return (exact or part)[0]


def read_picture(graph: Graph, document: str | None = None) -> Picture:
    """Read the picture of a graph, or of the documents with some words in their title.

    Raises
    ------
    QueryError
        If no document has these words in its title.
    """
    chosen = [r for r in ask(graph, "documents") if document is None or document in str(r["documentTitle"])]
    if not chosen:
        raise QueryError(f"no document has {document!r} in its title", "quanze query documents lists them")
    number = {str(r["text"]): i for i, r in enumerate(chosen)}
    documents = [{"title": r["documentTitle"], "digest": r["digest"]} for r in chosen]
    picture = Picture(documents, {}, {}, [], {})
    parameters = {"document": document} if document else {}
    tasks = _duties(picture, ask(graph, "assignments", parameters), number)
    sitings = list(ask(graph, "sitings", parameters))
    stated = {(str(row["object"]), str(row["place"])) for row in sitings}
    clusters = _clusters(picture, ask(graph, "clusters", parameters), number, stated)
    _sitings(picture, sitings, number, tasks)
    _technologies(picture, ask(graph, "technologies", parameters), number, tasks, clusters)
    return picture


def _node(picture: Picture, key: str, kind: str, name: str, document: int, short: str = "", detail: str = "") -> Node:
    node = picture.nodes.get(key)
    if node is None:
        node = picture.nodes[key] = Node(key, kind, name, short or name, detail=detail)
    node.documents.add(document)
    return node


def _duties(picture: Picture, rows: Iterable[dict[str, Any]], number: dict[str, int]) -> Homes:
    """Add agencies, tasks, roles and owners; return the tasks of each section."""
    homes: Homes = {}
    best: dict[str, int] = {}
    for row in rows:
        document, who, task, role = number[row["text"]], row["who"], row["taskIri"], row["role"]
        _node(picture, who, "agency", row["agencyName"], document, row["asNamed"])
        _node(picture, task, "task", row["taskTitle"], document, detail=row["path"])
        tasks = homes.setdefault((document, row["path"]), [])
        if task not in tasks:
            tasks.append(task)
        _link(picture, who, task, role, document)
        told = (row["roleTerm"], document, row["path"], row["evidenceText"], row["evidenceStart"], row["evidenceEnd"])
        picture.duties.append(Duty(who, task, role, *told))
        # The first agency that leads owns a task, else the first responsible one, else the first that is named.
        rank = _OWNING.get(role, len(_OWNING))
        if rank < best.get(task, len(_OWNING) + 1):
            best[task] = rank
            picture.owners[task] = who
    return homes


def _clusters(
    picture: Picture, rows: Iterable[dict[str, Any]], number: dict[str, int], stated: Set[tuple[str, str]]
) -> Homes:
    """Add clusters and the districts that host them; return the clusters of each section.

    A row joins a mention to every district that the cluster stands in, whichever document says so. Where a sentence
    of its own states a pair (name, district), :func:`_sitings` tells it; the mention's sentence doesn't say it.
    """
    homes: Homes = {}
    for row in rows:
        document, cluster = number[row["text"]], row["concept"]
        _node(picture, cluster, "cluster", row["clusterName"], document, detail=row["path"])
        found = homes.setdefault((document, row["path"]), [])
        if cluster not in found:
            found.append(cluster)
        if row["place"] and (row["clusterName"], row["place"]) not in stated:
            _node(picture, row["place"], "district", row["districtName"], document)
            _link(picture, cluster, row["place"], "located", document)
            _tell(picture, row, cluster, row["place"], "located", document)
    return homes


def _sitings(picture: Picture, rows: Iterable[dict[str, Any]], number: dict[str, int], tasks: Homes) -> None:
    """Add what is assigned to a district: linked to the cluster of that name, else to the task of the section."""
    named = {n.name: n.id for n in picture.nodes.values() if n.kind == "cluster"}
    for row in rows:
        document, place, about = number[row["text"]], row["place"], row["object"]
        _node(picture, place, "district", row["districtName"], document)
        cluster = named.get(about, "")
        if cluster:
            # The name is spelled in this document too, if only where it is given a place.
            picture.nodes[cluster].documents.add(document)
            _link(picture, cluster, place, "located", document)
            _tell(picture, row, cluster, place, "located", document)
            continue
        targets = tasks.get((document, row["path"]), [])
        for target in targets:
            _link(picture, target, place, "sited", document)
        for target in targets or [""]:
            _tell(picture, row, target, place, "sited", document, about)


def _technologies(
    picture: Picture, rows: Iterable[dict[str, Any]], number: dict[str, int], tasks: Homes, clusters: Homes
) -> None:
    """Add technologies, linked to the tasks of their section; where it has none, to its clusters."""
    for row in rows:
        document, technology = number[row["text"]], row["technology"]
        _node(picture, technology, "technology", row["technologyName"], document)
        section = (document, row["path"])
        homes = tasks.get(section) or clusters.get(section, [])
        for home in homes:
            _link(picture, home, technology, "technology", document)
        for home in homes or [""]:
            _tell(picture, row, home, technology, "technology", document)


def _link(picture: Picture, source: str, target: str, kind: str, document: int) -> None:
    """Add a link; the same one said twice is one line."""
    picture.edges[Edge(source, target, kind, document)] = None


def _tell(
    picture: Picture, row: dict[str, Any], source: str, target: str, kind: str, document: int, about: str = ""
) -> None:
    picture.duties.append(Duty(source, target, kind, about, document, row["path"], row["evidenceText"], -1, -1))
