"""The knowledge graph: build it from facts, store it, ask it, print it, look at it.

What is named here is the public surface; it is loaded when first used, since RDF libraries are heavy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.matrix.model import Matrix
    from graph.matrix.output import write as write_matrix
    from graph.matrix.source import matrix_of
    from graph.query import Question, Rows, ask, questions, run
    from graph.shapes import Violation, validate
    from graph.store import Graph, open_graph
    from graph.view import View, view_of, write_view
    from graph.writer import Reading

_HOMES = {
    "Graph": "graph.store",
    "Matrix": "graph.matrix.model",
    "Question": "graph.query",
    "Reading": "graph.writer",
    "Rows": "graph.query",
    "View": "graph.view",
    "Violation": "graph.shapes",
    "ask": "graph.query",
    "matrix_of": "graph.matrix.source",
    "open_graph": "graph.store",
    "questions": "graph.query",
    "run": "graph.query",
    "validate": "graph.shapes",
    "view_of": "graph.view",
    "write_matrix": "graph.matrix.output",
    "write_view": "graph.view",
}
_RENAMED = {"write_matrix": "write"}

__all__ = [
    "Graph",
    "Matrix",
    "Question",
    "Reading",
    "Rows",
    "View",
    "Violation",
    "ask",
    "matrix_of",
    "open_graph",
    "questions",
    "run",
    "validate",
    "view_of",
    "write_matrix",
    "write_view",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'graph' has no attribute {name!r}")
    return getattr(importlib.import_module(home), _RENAMED.get(name, name))
