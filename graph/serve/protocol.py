"""What a request asks, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

BODY = 2**20
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"


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

    def request(self, accept: str) -> dict[str, Any]:
        """Return what a worker is told."""
        return {"query": self.query, "default": self.default, "named": self.named, "accept": accept}


async def read(request: Request) -> Operation:
    """Return what a request asks.

    Raises
    ------
    Refused
        400 where it is malformed, 403 for an update, 405 for another method, 413 for a body that is too long, 415
        for a media type that is none of the protocol's.
    """
    parameters = _pairs(request.scope["query_string"], "the address")
    if request.method in ("GET", "HEAD"):
        return _operation(parameters)
    if request.method != "POST":
        raise Refused(405, "ask by GET or POST", Allow="GET, HEAD, OPTIONS, POST")
    media, _, rest = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    charset = dict(_charset(rest)).get("charset", "utf-8")
    if media not in (_FORM, _DIRECT, _UPDATE):
        raise Refused(415, f"POST {_FORM} with query=…, or the query itself as {_DIRECT}")
    if media == _UPDATE:
        raise Refused(403, "this endpoint is read-only: it takes no updates")
    if charset not in ("utf-8", "utf8"):
        raise Refused(415, f"{charset} is not understood; write UTF-8")
    body = await _body(request)
    if media == _FORM:
        # The address of a form carries nothing of the protocol's.
        return _operation(_pairs(body, "the form"))
    if any(name == "query" for name, _ in parameters):
        raise Refused(400, "a query in the address and one in the body")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Refused(400, "the query is not UTF-8") from fault
    return _operation([*parameters, ("query", text)])


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


async def _body(request: Request) -> bytes:
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > BODY:
            raise Refused(413, f"a query may have {BODY} bytes")
        parts.append(part)
    return b"".join(parts)


def _operation(pairs: list[tuple[str, str]]) -> Operation:
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise Refused(403, "this endpoint is read-only: it takes no updates")
    if len(queries) > 1:
        raise Refused(400, "more than one query")
    default = tuple(value for name, value in pairs if name == "default-graph-uri")
    named = tuple(value for name, value in pairs if name == "named-graph-uri")
    if not queries and (default or named):
        raise Refused(400, "no query")
    return Operation(queries[0] if queries else None, default, named)
