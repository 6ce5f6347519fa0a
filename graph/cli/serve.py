"""``quanze serve``: the graph as a SPARQL endpoint with pages."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.options import DEFAULT_GRAPH
from graph.store import open_graph

if TYPE_CHECKING:
    from graph.serve.editor import Updates


def _listener(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to the address."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    # On Windows this would let two servers have one port.
    if sys.platform != "win32":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as fault:
        made.close()
        raise click.ClickException(
            f"{host} port {port} can't be listened on ({fault.strerror or fault}); take another with --port or --host"
        ) from fault
    return made


@click.command("serve")
@click.option(
    "-g",
    "--graph",
    "folder",
    type=click.Path(path_type=Path),
    default=DEFAULT_GRAPH,
    show_default=True,
    help="Folder of the graph, as `quanze build -o` wrote it.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7890, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds that a query may take."
)
@click.option(
    "--rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows that an answer may have."
)
@click.option(
    "--workers", type=click.IntRange(1), help="Queries at the same time; by default one a processor, at least two."
)
@click.option(
    "--memory/--disk", "memory", default=None, help="Where queries read; by default memory for a small graph."
)
@click.option("--token", envvar="QUANZE_TOKEN", help="What clients must show (Authorization: Bearer, or ?token= once).")
@click.option("--public", is_flag=True, help="Serve other machines without a token.")
@click.option(
    "--allow-updates",
    "updates",
    type=click.Choice(["own", "all"]),
    is_flag=False,
    flag_value="own",
    help="Let clients change the graph at /update and /data: graphs of their own (own, the default), or what builds "
    "wrote, too (all).",
)
@click.option(
    "--cors", "origin", default="*", show_default=True, help="Whose web pages may ask: *, or origins with commas."
)
def command(
    folder: Path,
    host: str,
    port: int,
    timeout: float,
    rows: int,
    workers: int | None,
    memory: bool | None,
    token: str | None,
    public: bool,
    updates: Updates | None,
    origin: str,
) -> None:
    """Serve the graph: SPARQL at /sparql, and pages to ask, look and print.

    Read-only, unless --allow-updates is given. A query is stopped at its limit, or when its client leaves, and the others go on; it reaches neither
    files nor other servers. Only this machine can reach the server unless --host says otherwise, which asks for a
    --token or for --public. A graph that is built anew meanwhile is taken up with the next query. Ctrl-C ends it.

    With --allow-updates, SPARQL updates go to /update and whole graphs to /data?graph=IRI (PUT, POST, DELETE). A change is
    whole or not at all, one at a time, and seen by the next query. It may not fetch from elsewhere (LOAD, SERVICE), and
    stops at the limits of queries. Graphs that users make are theirs: every build keeps them. What builds write, the
    graphs whose names begin with the base IRI, can't be changed, since the next build would undo it: correct facts with
    quanze build --corrections. With --allow-updates=all it can, and the next build does undo it; matrices and the
    picture show what was built all the while. Other machines need a --token for it.

    \b
    Examples:
      quanze serve
      quanze serve --allow-updates
      curl --data-urlencode 'update=INSERT DATA { GRAPH <urn:x:notes> { <urn:x:a> <urn:x:status> "done" } }' http://127.0.0.1:7890/update
      curl -T notes.ttl -H 'Content-Type: text/turtle' 'http://127.0.0.1:7890/data?graph=urn:x:notes'
      quanze serve -g my-graph --port 8000 --timeout 10
      QUANZE_TOKEN=… quanze serve --host 0.0.0.0
      curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT * { ?t a qz:Task } LIMIT 5' http://127.0.0.1:7890/sparql
    """
    import uvicorn

    from graph.serve.app import Settings, create_app
    from graph.serve.pool import Limits
    from graph.serve.writing import loopback

    if not loopback(host) and not token and not public:
        raise click.UsageError(f"{host} lets other machines in: give a --token, or say --public")
    if not loopback(host) and not token and updates:
        raise click.UsageError(f"{host} lets other machines change the graph: give a --token")
    graph = open_graph(folder)

    limits = Limits(seconds=timeout, rows=rows, workers=workers or max(2, os.cpu_count() or 2))
    app = create_app(Settings(folder, limits, memory, token, origin, updates))
    documents = len(graph.asked)
    config = uvicorn.Config(app, host, port, log_level="warning", server_header=False, lifespan="on")
    listener = _listener(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listener.getsockname()[1]}/"

    changes = ", updates at /update, graphs at /data" if updates else ""

    class Server(uvicorn.Server):
        """Tells the address when it can be asked, and not before."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if not self.should_exit:
                click.echo(f"{documents} documents at {address} (SPARQL at /sparql{changes}); Ctrl-C ends it")

    with contextlib.suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listener])
