"""The assignments of a graph, read by the competency questions, arranged as a matrix."""

from __future__ import annotations

from typing import Any

from extract.errors import QueryError
from graph.matrix.model import Assignment, DocumentInfo, Matrix, make_matrix
from graph.query import ask
from graph.store import Graph

_TITLE = "重点任务责任分工表"


def matrix_of(graph: Graph, document: str | None = None) -> Matrix:
    """Return who owns what, for one document or all.

    Parameters
    ----------
    graph
        A built graph.
    document
        Words of the title of the documents to show; all by default.

    Raises
    ------
    QueryError
        If no document has these words in its title.
    """
    parameters = {"document": document} if document else {}
    infos: dict[str, DocumentInfo] = {}
    for row in ask(graph, "documents"):
        title = str(row["documentTitle"])
        if document is None or document in title:
            infos[str(row["text"])] = DocumentInfo(title, str(row["text"]), bool(row["digest"]))
    if not infos:
        raise QueryError(f"no document has {document!r} in its title", "quanze query documents lists them")
    titles: dict[tuple[str, str], str] = {}
    parents: dict[tuple[str, str], str] = {}
    for row in ask(graph, "sections", parameters):
        key = (str(row["text"]), str(row["path"]))
        titles[key] = str(row["sectionTitle"])
        parents[key] = str(row["parentPath"])
    assignments = [_assignment(row, titles, parents) for row in ask(graph, "assignments", parameters)]
    title = next(iter(infos.values())).title if len(infos) == 1 else _TITLE
    return make_matrix(assignments, list(infos.values()), title)


def _assignment(
    row: dict[str, Any], titles: dict[tuple[str, str], str], parents: dict[tuple[str, str], str]
) -> Assignment:
    text, path = row["text"], row["path"]
    above: list[tuple[str, str]] = []
    at = parents.get((text, path), "")
    while at:
        above.insert(0, (at, titles[text, at]))
        at = parents[text, at]
    return Assignment(
        document=row["documentTitle"],
        doc_id=text,
        digest=row["digest"],
        path=path,
        section=row["taskTitle"],
        parents=tuple(above),
        # Tasks stand where their text begins, so that two clauses of one section are two rows.
        order=row["taskStart"],
        canonical=row["agencyName"],
        short=row["asNamed"],
        role=row["role"],
        role_term=row["roleTerm"],
        start=row["mentionStart"],
        end=row["mentionEnd"],
        evidence_start=row["evidenceStart"],
        evidence_end=row["evidenceEnd"],
        evidence=row["evidenceText"],
        confidence=row["confidence"],
    )
