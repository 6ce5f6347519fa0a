"""Requests that change the graph: who may, by which rules, and what becomes of them."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.serve.editor import Editor
from graph.serve.pool import Answer, Pool
from graph.serve.protocol import Refused, read_graph, read_triples, read_update
from graph.serve.results import GRAPHS

_ALLOW = "DELETE, GET, HEAD, OPTIONS, POST, PUT"


def loopback(host: str) -> bool:
    """Tell whether a host is this machine and no other can reach it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address(request: Request) -> str:
    """Return where a request went, without its parameters: what relative IRIs are resolved against."""
    return str(request.url.replace(query="", fragment=""))


class Writing:
    """The update endpoint and the graph store.

    Parameters
    ----------
    pool
        Answers who reads a graph.
    editor
        Changes the graph; None where the server is read-only.
    guarded
        Whether a token is asked for.
    origins
        Whose web pages may change the graph beside the server's own.
    left
        Waits until the client of a request leaves.
    """

    def __init__(
        self,
        pool: Pool,
        editor: Editor | None,
        guarded: bool,
        origins: frozenset[str],
        left: Callable[[Request], Awaitable[None]],
    ) -> None:
        self.pool = pool
        self.editor = editor
        self.guarded = guarded
        self.origins = origins
        self.left = left

    def routes(self) -> list[Route]:
        """Return the routes."""
        methods = ["GET", "POST", "PUT", "DELETE", "PATCH"]
        return [Route("/update", self.update, methods=methods), Route("/data", self.data, methods=methods)]

    async def update(self, request: Request) -> Response:
        """Run an update, by the SPARQL 1.1 Protocol."""
        editor = self._editor(request)
        wanted = await read_update(request)
        return respond(await editor.run(wanted.request(address(request))))

    async def data(self, request: Request) -> Response:
        """Read, replace, add to or remove one graph, by the SPARQL 1.1 Graph Store HTTP Protocol."""
        graph = await read_graph(request)
        if request.method in ("GET", "HEAD"):
            asked = {"graph": graph, "accept": request.headers.get("accept", "")}
            return respond(await self.pool.run(asked, lambda: self.left(request)))
        if request.method not in ("PUT", "POST", "DELETE"):
            raise Refused(405, "a graph is read by GET, and changed by PUT, POST or DELETE", Allow=_ALLOW)
        editor = self._editor(request)
        wanted = {"method": request.method, "graph": graph, "base": graph or address(request)}
        if request.method != "DELETE":
            media, body = await read_triples(request, GRAPHS)
            wanted |= {"media": media, "body": body}
        return respond(await editor.run(wanted))

    def _editor(self, request: Request) -> Editor:
        """Return who changes the graph for this request, if it may."""
        if self.editor is None:
            raise Refused(403, "this server is read-only; start it with --allow-updates to change graphs")
        host = request.headers.get("host", "")
        origin = request.headers.get("origin")
        # A page of another site can send a form to this machine, whether or not it may read the answer.
        if origin is not None and urlsplit(origin).netloc != host and origin not in self.origins:
            raise Refused(403, f"pages of {origin} may not change this graph; --cors names those that may")
        # And where its name leads to this machine, the form goes to its own origin.
        if not self.guarded and not loopback(urlsplit(f"//{host}").hostname or ""):
            raise Refused(403, f"without a token the graph is changed under a name of this machine, not as {host}")
        return self.editor


def respond(answer: Answer | None) -> Response:
    """Return the response to a request; None where its client has left."""
    if answer is None:
        return Response(status_code=499)
    headers = {"Vary": "Accept"} | ({"Retry-After": "2"} if answer.status in (429, 503) else {})
    if answer.status in (201, 204):
        return Response(status_code=answer.status)
    return Response(answer.body, answer.status, headers, answer.media)
