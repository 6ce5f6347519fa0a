"""The process that puts one change on the graph and ends: an update, or what the Graph Store Protocol does to a graph.

It is a process of its own, so that the server can end it at its limit; until the new version is in force, that leaves
the graph as it was. The request is JSON on standard input, the outcome JSON on standard output.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Store

from extract.errors import GraphError, OutputError, QueryError
from graph.change import UNNAMED, Protected, change
from graph.operations import Dataset, check_update, run_update
from graph.serve.results import GRAPHS
from graph.serve.worker import bound


def _put(request: dict[str, Any], store: Store) -> int:
    """Replace a graph, add to it or remove it, as the method says; the status tells whether it is a new one."""
    name = request["graph"]
    graph: NamedNode | DefaultGraph = NamedNode(name) if name else UNNAMED
    held = not name or store.contains_named_graph(graph)
    if request["method"] == "DELETE" and not held:
        raise LookupError(name)
    try:
        if request["method"] != "POST":
            (store.remove_graph if name else store.clear_graph)(graph)
        if request["method"] != "DELETE":
            if isinstance(graph, NamedNode):
                store.add_graph(graph)
            store.load(
                request["body"].encode(), format=GRAPHS[request["media"]], base_iri=request["base"], to_graph=graph
            )
    except SyntaxError as fault:
        raise QueryError(f"the graph doesn't parse: {fault}") from fault
    except (OSError, ValueError, RuntimeError) as fault:
        raise QueryError(f"the graph can't be changed: {fault}") from fault
    return 204 if held else 201


def _together(reaches: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for reach in reaches:
        if reach is None:
            return None
        found |= reach
    return found


def outcome(folder: Path, request: dict[str, Any], built: bool, rows: int, mark: str) -> tuple[int, str]:
    """Return the status and the words of the answer to one request; faults of the request are answers, too."""
    try:
        if "text" in request:
            parts = check_update(request["text"])
            dataset = Dataset(tuple(request["default"]), tuple(request["named"]))
            reach = _together(part.reach for part in parts)

            def alter(store: Store) -> int:
                run_update(store, parts, dataset, request["base"], rows)
                return 204

        else:
            reach = frozenset({request["graph"]})

            def alter(store: Store) -> int:
                return _put(request, store)

        status = change(folder, alter, built=built, reach=reach, mark=mark)
    except LookupError:
        return 404, f"there is no graph {request['graph']}"
    except Protected as fault:
        return 403, str(fault)
    except (QueryError, RecursionError) as fault:
        return 400, str(fault)
    except OutputError as fault:
        return 503, str(fault)
    except GraphError as fault:
        return 503, str(fault)
    return status, ""


def main(folder: str, built: str, rows: str, megabytes: str, mark: str) -> None:
    """Put the change that standard input tells of on a graph."""
    bound(int(megabytes))
    request = json.load(sys.stdin.buffer)
    status, words = outcome(Path(folder), request, built == "all", int(rows), mark)
    # A server that was ended meanwhile does not listen any more.
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.buffer.write(json.dumps([status, words]).encode("ascii"))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
