"""The process that runs one query at a time on a read-only store.

A query that runs in the engine can't be stopped, but a process can: the server kills the worker at the query's limit,
or when its client leaves, and starts another. Requests come as JSON lines on standard input; answers go to standard
output as a JSON line and so many bytes. The process ends when its input does, even in the midst of a query.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, Store

from extract.errors import QueryError
from graph.faults import explain
from graph.guard import check
from graph.operations import graphs
from graph.query import is_update
from graph.serve.results import NotAcceptable, TooMany, render, render_graph
from graph.store import open_store
from ontology import PREFIXES


def answer(store: Store, request: dict[str, Any], rows: int) -> tuple[dict[str, Any], bytes]:
    """Return status and body of the answer to one request; faults of the query are answers, too."""
    try:
        if "graph" in request:
            return _whole_graph(store, request, rows)
        checked = check(request["query"])
        default, named = graphs(store, request.get("default", ())), graphs(store, request.get("named", ()))
        chosen = bool(default or named)
        found = store.query(
            checked.text,
            base_iri=request.get("base"),
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=not chosen and not checked.dataset,
            # A dataset of the protocol overrides that of the query; what it leaves out is empty.
            default_graph=[*default] if chosen else None,
            named_graphs=[*named] if chosen else None,
        )
        media, body, number = render(found, request.get("accept", ""), rows)
    except QueryError as fault:
        return _fault(400, str(fault))
    except SyntaxError as fault:
        if is_update(request["query"]):
            return _fault(400, "the query doesn't parse: it is an update; these go to /update")
        return _fault(400, explain(request["query"], fault))
    except NotAcceptable as fault:
        return _fault(406, f"an answer of this kind comes as {fault}")
    except TooMany as fault:
        return _fault(413, f"the answer has more than {fault} rows; add a LIMIT, or start the server with --rows")
    except (OSError, ValueError, RuntimeError) as fault:
        return _fault(400, f"the query can't be run: {fault}")
    except RecursionError:
        return _fault(400, "the query is nested too deeply")
    return {"status": 200, "type": media, "length": len(body), "rows": number}, body


def _whole_graph(store: Store, request: dict[str, Any], rows: int) -> tuple[dict[str, Any], bytes]:
    """Answer what the Graph Store Protocol asks: all of one graph, or of what stands in none."""
    name = request["graph"]
    graph = NamedNode(name) if name else DefaultGraph()
    if name and not store.contains_named_graph(graph):
        return _fault(404, f"there is no graph {name}")
    quads = store.quads_for_pattern(None, None, None, graph)
    media, body, number = render_graph((quad.triple for quad in quads), request.get("accept", ""), rows)
    return {"status": 200, "type": media, "length": len(body), "rows": number}, body


def _fault(status: int, message: str) -> tuple[dict[str, Any], bytes]:
    body = message.encode("utf-8", "replace")
    return {"status": status, "type": "text/plain; charset=utf-8", "length": len(body), "rows": 0}, body


def bound(megabytes: int) -> None:
    """Bound what the process may allocate, where the system knows such a bound; beyond it the process dies."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20, hard))


def main(path: str, memory: str, rows: str, megabytes: str) -> None:
    """Serve requests until the input ends."""
    out: BinaryIO = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(2, 1)
    store = open_store(Path(path), memory == "memory")
    bound(int(megabytes))
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin.buffer:
            waiting.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    out.write(b"ready\n")
    out.flush()
    while True:
        head, body = answer(store, json.loads(waiting.get()), int(rows))
        out.write(json.dumps(head).encode() + b"\n" + body)
        out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
