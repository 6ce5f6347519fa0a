"""What a request asks, by the SPARQL 1.1 Protocol and the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request

BODY = 2**20
CHANGE = 16 * 2**20
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_ELSEWHERE = "queries alone are answered here; updates go to /update, of a server that was started with --allow-updates"


class Refused(Exception):  # noqa: N818 - the answer is the status
    """A request that is not answered; the status says why."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with the dataset that the protocol names; None asks for the service description."""

    query: str | None
    default: tuple[str, ...]
    named: tuple[str, ...]

    def request(self, accept: str, base: str) -> dict[str, Any]:
        """Return what a worker is told."""
        return {"query": self.query, "default": self.default, "named": self.named, "accept": accept, "base": base}


@dataclass(frozen=True, slots=True)
class Update:
    """An update with the dataset that the protocol names."""

    text: str
    default: tuple[str, ...]
    named: tuple[str, ...]

    def request(self, base: str) -> dict[str, Any]:
        """Return what the updater is told."""
        return {"text": self.text, "default": self.default, "named": self.named, "base": base}


async def read(request: Request) -> Operation:
    """Return what a request asks.

    Raises
    ------
    Refused
        400 where it is malformed, 403 for an update, 405 for another method, 413 for a body that is too long, 415
        for a media type that is none of the protocol's.
    """
    if request.method in ("GET", "HEAD"):
        return _operation(_pairs(request.scope["query_string"], "the address"))
    if request.method != "POST":
        raise Refused(405, "ask by GET or POST", Allow="GET, HEAD, OPTIONS, POST")
    if _media(request)[0] == _UPDATE:
        raise Refused(403, _ELSEWHERE)
    return _operation(await _posted(request, "query", _DIRECT, BODY))


async def read_update(request: Request) -> Update:
    """Return the update that a request wants.

    Raises
    ------
    Refused
        As :func:`read` does; 405 for any method but POST.
    """
    if request.method != "POST":
        raise Refused(405, "an update is sent by POST", Allow="OPTIONS, POST")
    pairs = await _posted(request, "update", _UPDATE, CHANGE)
    if any(name == "query" for name, _ in pairs):
        raise Refused(400, "queries are answered at /sparql")
    updates = _all(pairs, "update")
    if len(updates) != 1:
        raise Refused(400, "more than one update" if updates else "no update")
    return Update(updates[0], _all(pairs, "using-graph-uri"), _all(pairs, "using-named-graph-uri"))


async def read_graph(request: Request) -> str:
    """Return the graph that a request of the Graph Store Protocol is about, empty for what stands in none.

    Raises
    ------
    Refused
        400 where it names no graph, or not in the protocol's way.
    """
    pairs = _pairs(request.scope["query_string"], "the address")
    found = _all(pairs, "graph")
    if len(found) + len(_all(pairs, "default")) != 1:
        raise Refused(400, "name one graph: ?graph=IRI, or ?default for what stands in none")
    if not found:
        return ""
    try:
        # Only an absolute IRI is one.
        return NamedNode(found[0]).value
    except ValueError as fault:
        raise Refused(400, f"{found[0]!r} is no absolute IRI ({fault})") from fault


async def read_triples(request: Request, offered: Container[str]) -> tuple[str, str]:
    """Return media type and text of the graph that a request carries.

    Raises
    ------
    Refused
        400 where it is no UTF-8, 413 where it is too long, 415 where it comes in none of the formats.
    """
    media, _ = _media(request)
    if media not in offered:
        raise Refused(415, f"{media or 'no media type'} is not understood; send text/turtle or application/n-triples")
    return media, _decoded(await _body(request, CHANGE), "the graph")


def _media(request: Request) -> tuple[str, str]:
    """Return a request's media type and its character set."""
    media, _, rest = request.headers.get("content-type", "").partition(";")
    return media.strip().lower(), dict(_charset(rest)).get("charset", "utf-8")


async def _posted(request: Request, name: str, direct: str, limit: int) -> list[tuple[str, str]]:
    """Return the parameters of a POST; what is sent directly is one of them."""
    parameters = _pairs(request.scope["query_string"], "the address")
    media, charset = _media(request)
    if media not in (_FORM, direct):
        raise Refused(415, f"POST {_FORM} with {name}=…, or the {name} itself as {direct}")
    if charset not in ("utf-8", "utf8"):
        raise Refused(415, f"{charset} is not understood; write UTF-8")
    body = await _body(request, limit)
    if media == _FORM:
        # The address of a form carries nothing of the protocol's.
        return _pairs(body, "the form")
    if _all(parameters, name):
        raise Refused(400, f"one {name} in the address and one in the body")
    return [*parameters, (name, _decoded(body, f"the {name}"))]


def _decoded(body: bytes, what: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Refused(400, f"{what} is not UTF-8") from fault


def _all(pairs: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


def _charset(rest: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in rest.split(";"))
    return [(name.strip().lower(), value.strip().strip('"').lower()) for name, _, value in pairs]


def _pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=1000
        )
    except ValueError as fault:
        raise Refused(400, f"{where} can't be read: {fault}") from fault


async def _body(request: Request, limit: int) -> bytes:
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > limit:
            raise Refused(413, f"this may have {limit} bytes")
        parts.append(part)
    return b"".join(parts)


def _operation(pairs: list[tuple[str, str]]) -> Operation:
    queries = _all(pairs, "query")
    if _all(pairs, "update"):
        raise Refused(403, _ELSEWHERE)
    if len(queries) > 1:
        raise Refused(400, "more than one query")
    default, named = _all(pairs, "default-graph-uri"), _all(pairs, "named-graph-uri")
    if not queries and (default or named):
        raise Refused(400, "no query")
    return Operation(queries[0] if queries else None, default, named)
