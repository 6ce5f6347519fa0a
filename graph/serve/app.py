"""The web application: the endpoint, and pages for people."""

from __future__ import annotations

import contextlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from importlib import resources
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extract.errors import QuanzeError
from graph.serve.description import describe
from graph.serve.editor import Editor, Updates
from graph.serve.pages import Pages
from graph.serve.pool import Limits, Pool
from graph.serve.protocol import Refused, read
from graph.serve.writing import Writing, address, respond

_COOKIE = "quanze-token"
_SECURITY = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    # Pages load nothing from elsewhere and send nothing there; YASGUI and the picture carry scripts in the page.
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'self'; "
        b"base-uri 'none'; object-src 'none'",
    ),
]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served, and to whom.

    Attributes
    ----------
    folder
        The graph's folder.
    limits
        What a query may take.
    memory
        Whether workers hold the graph in memory; None chooses by its size.
    token
        What a client must show, as ``Authorization: Bearer`` or once as ``?token=``; None asks for nothing.
    origin
        Whose pages may ask from a browser, as CORS has it.
    updates
        Whether clients may change graphs of their own (``own``) or what builds wrote, too (``all``); None for neither.
    """

    folder: Path
    limits: Limits = field(default_factory=Limits)
    memory: bool | None = None
    token: str | None = None
    origin: str = "*"
    updates: Updates | None = None


class _Gate:
    """Puts the security headers on every answer, and asks for the token where there is one."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def secure(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_SECURITY]}
            await send(message)

        request = Request(scope)
        if self.token is None or request.url.path == "/health" or request.method == "OPTIONS":
            await self.app(scope, receive, secure)
        elif self._right(request.query_params.get("token")):
            # A browser keeps it from here on; the address loses it.
            response = RedirectResponse(request.url.remove_query_params("token"), 303)
            response.set_cookie(_COOKIE, self.token, httponly=True, samesite="strict")
            await response(scope, receive, secure)
        elif self._right(_bearer(request)) or self._right(_cookie(request)):
            await self.app(scope, receive, secure)
        else:
            refusal = PlainTextResponse(
                "this server asks for its token: Authorization: Bearer …, or ?token=… in a browser",
                401,
                {"WWW-Authenticate": "Bearer"},
            )
            await refusal(scope, receive, secure)

    def _right(self, shown: str | None) -> bool:
        return shown is not None and hmac.compare_digest(shown.encode(), (self.token or "").encode())


def _bearer(request: Request) -> str | None:
    kind, _, shown = request.headers.get("authorization", "").partition(" ")
    return shown.strip() if kind.lower() == "bearer" else None


def _cookie(request: Request) -> str | None:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(_COOKIE)
    except Exception:
        return None
    return found.value if found else None


def create_app(settings: Settings) -> Starlette:
    """Return the application.

    Parameters
    ----------
    settings
        What is served, and to whom.
    """
    pool = Pool(settings.folder, settings.limits, settings.memory)
    pages = Pages(settings.folder, pool)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.open()
        try:
            yield
        finally:
            await pool.close()

    async def sparql(request: Request) -> Response:
        operation = await read(request)
        if operation.query is None:
            if "text/html" in request.headers.get("accept", ""):
                return RedirectResponse("/query", 303)
            return await pages.described(request, lambda graph, endpoint: describe(graph, endpoint, settings.updates))
        asked = operation.request(request.headers.get("accept", ""), address(request))
        return respond(await pool.run(asked, lambda: _left(request)))

    async def health(_: Request) -> Response:
        graph = await pages.graph()
        return JSONResponse({"status": "ok", "version": graph.version, "triples": graph.report.get("quads")})

    origins = ["*"] if settings.origin == "*" else settings.origin.split(",")
    editor = Editor(settings.folder, settings.limits, settings.updates) if settings.updates else None
    writing = Writing(pool, editor, settings.token is not None, frozenset(origins) - {"*"}, _left)
    routes = [
        Route("/sparql", sparql, methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
        Route("/health", health),
        *writing.routes(),
        *pages.routes(),
        Mount("/static", StaticFiles(directory=str(resources.files("graph.serve") / "static"))),
    ]
    cors = Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST", "PUT", "DELETE"] if editor else ["GET", "POST"],
        allow_headers=["*"],
        expose_headers=["Content-Location", "Retry-After"],
    )
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(_Gate, token=settings.token), cors],
        exception_handlers=_handlers(pages),
    )


async def _left(request: Request) -> None:
    """Wait until the client leaves."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return


def _handlers(pages: Pages) -> dict[Any, Callable[[Request, Any], Awaitable[Response]]]:
    async def refused(_: Request, fault: Refused) -> Response:
        return PlainTextResponse(fault.message, fault.status, fault.headers)

    async def gone(_: Request, fault: ClientDisconnect) -> Response:
        return Response(status_code=499)

    async def told(request: Request, fault: QuanzeError) -> Response:
        return pages.fault(request, 404, "没有找到所要的内容。", str(fault))

    async def other(request: Request, fault: HTTPException) -> Response:
        if fault.status_code != 404:
            return PlainTextResponse(fault.detail, fault.status_code, fault.headers)
        return pages.fault(request, 404, "没有这个页面。", "there is no such page")

    return {Refused: refused, ClientDisconnect: gone, QuanzeError: told, HTTPException: other}
