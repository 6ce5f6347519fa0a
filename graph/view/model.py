"""What the picture shows: things, the links between them, and the duties behind the links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from extract.errors import QueryError
from graph.query import ask
from graph.store import Graph

KINDS = ("agency", "task", "cluster", "district", "technology")


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
    """A fact as the side panel tells it, with the sentence and its place."""

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
    edges: list[Edge]
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
    picture = Picture(documents, {}, [], [], {})
    parameters = {"document": document} if document else {}
    homes = _duties(picture, ask(graph, "assignments", parameters), number)
    _clusters(picture, ask(graph, "clusters", parameters), number, homes)
    _sitings(picture, ask(graph, "sitings", parameters), number)
    _technologies(picture, ask(graph, "technologies", parameters), number, homes)
    return picture


def _node(picture: Picture, key: str, kind: str, name: str, document: int, short: str = "", detail: str = "") -> Node:
    node = picture.nodes.get(key)
    if node is None:
        node = picture.nodes[key] = Node(key, kind, name, short or name, detail=detail)
    node.documents.add(document)
    return node


def _duties(picture: Picture, rows: Iterable[dict[str, Any]], number: dict[str, int]) -> dict[tuple[int, str], str]:
    """Add agencies, tasks and roles; return the thing that stands for each section."""
    homes: dict[tuple[int, str], str] = {}
    for row in rows:
        document = number[row["text"]]
        _node(picture, row["who"], "agency", row["agencyName"], document, row["asNamed"])
        _node(picture, row["taskIri"], "task", row["taskTitle"], document, detail=row["path"])
        homes.setdefault((document, row["path"]), row["taskIri"])
        picture.edges.append(Edge(row["who"], row["taskIri"], row["role"], document))
        picture.duties.append(
            Duty(
                row["who"],
                row["taskIri"],
                row["role"],
                row["roleTerm"],
                document,
                row["path"],
                row["evidenceText"],
                row["evidenceStart"],
                row["evidenceEnd"],
            )
        )
        # The first agency that leads owns a task, else the first that is named.
        owner = picture.owners.get(row["taskIri"])
        leads = (
            {d.source for d in picture.duties if d.target == row["taskIri"] and d.kind == "lead"} if owner else set()
        )
        if owner is None or (row["role"] == "lead" and owner not in leads):
            picture.owners[row["taskIri"]] = row["who"]
    return homes


def _clusters(
    picture: Picture,
    rows: Iterable[dict[str, Any]],
    number: dict[str, int],
    homes: dict[tuple[int, str], str],
) -> None:
    for row in rows:
        document = number[row["text"]]
        _node(picture, row["concept"], "cluster", row["clusterName"], document, detail=row["path"])
        homes.setdefault((document, row["path"]), row["concept"])
        if row["place"]:
            _node(picture, row["place"], "district", row["districtName"], document)
            picture.edges.append(Edge(row["concept"], row["place"], "located", document))
            _tell(picture, row, row["concept"], row["place"], "located", document)


def _sitings(picture: Picture, rows: Iterable[dict[str, Any]], number: dict[str, int]) -> None:
    named = {n.name: n.id for n in picture.nodes.values() if n.kind == "cluster"}
    for row in rows:
        document = number[row["text"]]
        _node(picture, row["place"], "district", row["districtName"], document)
        target = named.get(row["object"], "")
        _tell(picture, row, row["place"], target, row["object"], document)


def _technologies(
    picture: Picture,
    rows: Iterable[dict[str, Any]],
    number: dict[str, int],
    homes: dict[tuple[int, str], str],
) -> None:
    for row in rows:
        document = number[row["text"]]
        _node(picture, row["technology"], "technology", row["technologyName"], document)
        home = homes.get((document, row["path"]), "")
        if home:
            picture.edges.append(Edge(home, row["technology"], "technology", document))
        _tell(picture, row, home, row["technology"], "technology", document)


def _tell(picture: Picture, row: dict[str, Any], source: str, target: str, kind: str, document: int) -> None:
    picture.duties.append(Duty(source, target, kind, "", document, row["path"], row["evidenceText"], -1, -1))
