"""Pages for people: questions by form, the query page, matrices, the picture, and each thing under its IRI."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

import ontology
from extract.errors import QueryError
from graph.bodies import meant
from graph.names import check_values, missing
from graph.ordering import place_code
from graph.query import Question, Value, ask, prepared, questions
from graph.serve.pool import Pool
from graph.serve.results import GRAPHS, NotAcceptable, negotiate, render_graph
from graph.serve.things import about, roles, short
from graph.serve.things import name as name_of
from graph.serve.things import rows as rows_of
from graph.store import Graph, open_graph
from graph.versions import current_stamp
from graph.wording import DIGEST, for_people, heading, value
from ontology import XSD

_HTML = "text/html"
_BY_NAME = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
# The vocabulary stands here under the paths that its IRIs have.
_SCHEMES = "https://w3id.org/quanze"
_VOCABULARY = tuple(f"{_SCHEMES}/{name}" for name in ("ontology", "role", "rasci"))
# In this order on the first page.
_TOPICS = ("单位", "任务", "文件", "集群与区域", "技术", "目标与扶持", "依据与存疑")


class Pages:
    """The pages of one graph; what is costly is made once for each version of it."""

    def __init__(self, folder: Path, pool: Pool) -> None:
        self.folder = folder
        self.pool = pool
        self._graph: Graph | None = None
        self._stamp: tuple[int, int] | None = None
        self._made: dict[tuple[str, str], bytes] = {}
        self._lock = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the routes of the pages."""
        return [
            Route("/", self.home),
            Route("/query", self.query),
            Route("/ask/{name}", self.asked),
            Route("/matrix", self.matrix),
            Route("/explorer", self.explorer),
            Route("/ontology", self.ontology),
            Route("/ontology/{version}", self.ontology),
            *(Route(path, self.role) for path in ("/roles", "/rasci", "/role/{name}", "/rasci/{letter}")),
            Route("/id/{rest:path}", self.thing),
        ]

    async def graph(self) -> Graph:
        """Return the version in force, opened."""
        stamp = current_stamp(self.folder)
        if self._graph is None or stamp != self._stamp:
            self._graph = await run_in_threadpool(open_graph, self.folder)
            self._stamp = stamp
            self._made.clear()
        return self._graph

    @cached_property
    def _templates(self) -> Any:
        import jinja2

        loader = jinja2.FileSystemLoader(str(resources.files("graph.serve") / "templates"))
        return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)

    def _page(self, template: str, status: int = 200, **values: object) -> Response:
        text = self._templates.get_template(template).render(values)
        return HTMLResponse(text, status, {"Vary": "Accept"})

    async def home(self, _: Request) -> Response:
        """Say what the graph holds and what can be done with it."""
        graph = await self.graph()
        documents = await run_in_threadpool(_documents, graph)
        return self._page("home.html", report=graph.report, documents=documents, topics=_by_topic(), link=self._link)

    async def query(self, _: Request) -> Response:
        """Give a page to write SPARQL on, with the questions ready to run."""
        ready = {name: {"title": f"{q.title_zh} {q.title}", "sparql": _example(q)} for name, q in questions().items()}
        # In a script element only this sequence could end it.
        return self._page("query.html", questions=json.dumps(ready, ensure_ascii=False).replace("</", "<\\/"))

    async def asked(self, request: Request) -> Response:
        """Answer a competency question in a table."""
        name = request.path_params["name"]
        found = questions().get(name)
        if found is None:
            return self.fault(request, 404, "没有这个问题。", f"there is no question named {name!r}")
        given = {p.name: request.query_params.get(p.name, "").strip() for p in found.parameters}
        values = {key: value for key, value in given.items() if value}
        if any(p.required and p.name not in values for p in found.parameters):
            return self._page("ask.html", question=found, given=given, rows=None)
        try:
            check_values(name, values)
        except QueryError as fault:
            return self._page("ask.html", 400, question=found, given=given, fault=str(fault))
        graph = await self.graph()
        more = await run_in_threadpool(meant, graph, values)
        asking = {"query": prepared(name, values, more), "accept": "application/sparql-results+json"}
        answer = await self.pool.run(asking, _never)
        if answer is None or answer.status != 200:
            words = answer.body.decode("utf-8", "replace") if answer else "stopped"
            return self._page("ask.html", answer.status if answer else 503, question=found, given=given, fault=words)
        result = json.loads(answer.body)
        names = [result["head"]["vars"][i] for i in for_people(result["head"]["vars"])]
        rows = [[self._cell(name, row) for name in names] for row in result["results"]["bindings"]]
        headings = [heading(name) for name in names]
        if request.query_params.get("format") == "csv":
            return _sheet(found.title_zh, headings, [[cell["text"] for cell in row] for row in rows])
        lost = None if rows else await run_in_threadpool(missing, graph, name, values)
        return self._page("ask.html", question=found, given=given, columns=headings, rows=rows, lost=lost)

    def _cell(self, name: str, row: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """Return what a cell shows; a digest is never shown as the original."""
        term = row.get(name)
        if term is None:
            return {"text": ""}
        text = str(value(name, term["value"]))
        if term.get("datatype") == f"{XSD}boolean":
            text = str(value(name, text == "true"))
        if name == "documentTitle" and row.get("digest", {}).get("value") == "true":
            text = f"{DIGEST}{text}"
        link = self._link(term["value"]) if term["type"] == "uri" else ""
        return {"text": short(text) if link else text, "link": link}

    def _link(self, iri: str) -> str:
        """Return where a thing of the graph is found here."""
        base = self._graph.report["base"] if self._graph else ""
        if base and iri.startswith(base):
            return f"/id/{iri.removeprefix(base)}"
        return iri.removeprefix(_SCHEMES) if iri.startswith(_VOCABULARY) else ""

    async def _written(self, kind: str, words: str, suffix: str, write: Callable[[Graph, Path], object]) -> bytes:
        """Return what ``write`` writes to a file, made once for each version of the graph."""
        async with self._lock:
            graph = await self.graph()
            key = (kind, words)
            if key not in self._made:
                if len(self._made) > 50:
                    self._made.clear()

                def make() -> bytes:
                    with tempfile.TemporaryDirectory() as folder:
                        path = Path(folder) / f"page{suffix}"
                        write(graph, path)
                        return path.read_bytes()

                self._made[key] = await run_in_threadpool(make)
            return self._made[key]

    async def matrix(self, request: Request) -> Response:
        """Show who owns what, of one document or all, in one of the forms of ``quanze matrix``."""
        from graph.corpus import Choice, documents_of
        from graph.matrix.forms import FORMS, report_of
        from graph.matrix.output import write
        from graph.matrix.source import matrix_of
        from graph.report import write as write_report

        words, form = request.query_params.get("document", ""), request.query_params.get("form", "tasks")
        if form not in FORMS:
            raise QueryError(f"no form of the matrix is called {form!r}", f"there are {', '.join(FORMS)}")

        def written(graph: Graph, path: Path) -> None:
            matrix = matrix_of(graph, words or None)
            if form == "tasks":
                write(matrix, path)
            else:
                readings = documents_of(graph)
                write_report(report_of(form, matrix, readings, Choice(document=words or None)), path)

        return HTMLResponse(await self._written(f"matrix {form}", words, ".html", written))

    async def explorer(self, request: Request) -> Response:
        """Show the interactive picture."""
        from graph.view import write_view

        words = request.query_params.get("document", "")
        body = await self._written(
            "view", words, ".html", lambda graph, path: write_view(graph, path, document=words or None)
        )
        return HTMLResponse(body)

    async def ontology(self, request: Request) -> Response:
        """Show the vocabulary: as a page, or as triples for machines."""
        if request.path_params.get("version", ontology.version()) != ontology.version():
            return self.fault(
                request, 404, "没有此版本的本体。", f"this is version {ontology.version()} of the ontology"
            )
        try:
            media = negotiate(request.headers.get("accept", ""), [_HTML, *GRAPHS])
        except NotAcceptable as fault:
            return PlainTextResponse(f"this comes as {fault}", 406)
        if media == _HTML:
            from ontology.page import render

            return HTMLResponse(await run_in_threadpool(render), headers={"Vary": "Accept"})
        if media == "text/turtle":
            # As it was written, with its comments.
            return Response(ontology.read("policy.ttl"), headers={"Vary": "Accept"}, media_type=media)
        return _triples([quad.triple for quad in parse(ontology.read("policy.ttl"), RdfFormat.TURTLE)], media)

    async def described(self, request: Request, describe: Callable[[Graph, str], Iterator[Triple]]) -> Response:
        """Answer with triples, in the format that the client takes."""
        graph = await self.graph()
        endpoint = str(request.url.replace(query="", fragment=""))
        triples = await run_in_threadpool(lambda: list(describe(graph, endpoint)))
        return _triples(triples, request.headers.get("accept", ""))

    async def thing(self, request: Request) -> Response:
        """Show a thing under its IRI: a page for people, triples for machines."""
        graph = await self.graph()
        try:
            node = NamedNode(graph.report["base"] + request.path_params["rest"])
        except ValueError:
            return self.fault(request, 404, "这不是一个标识。", "that is no IRI")
        return await self._about(request, graph, node, await run_in_threadpool(about, graph, node))

    async def role(self, request: Request) -> Response:
        """Show a role of the scheme, or the scheme: what it is, and whose parts in tasks are of that kind."""
        graph = await self.graph()
        try:
            node = NamedNode(_SCHEMES + request.scope["path"])
        except ValueError:
            return self.fault(request, 404, "这不是一个标识。", "that is no IRI")
        quads = await run_in_threadpool(about, replace(graph, store=roles()), node)
        if quads:
            quads += await run_in_threadpool(about, graph, node)
        return await self._about(request, graph, node, quads)

    async def _about(self, request: Request, graph: Graph, node: NamedNode, quads: list[Quad]) -> Response:
        if not quads:
            return self.fault(request, 404, "图谱中没有此标识。", f"nothing in this graph is called {node.value}")
        form = request.query_params.get("format", "")
        try:
            media = _BY_NAME.get(form) or negotiate(request.headers.get("accept", ""), [_HTML, *GRAPHS])
        except NotAcceptable as fault:
            return PlainTextResponse(f"this comes as {fault}", 406)
        if media != _HTML:
            return _triples([quad.triple for quad in quads], media)
        out, back = await run_in_threadpool(rows_of, graph, node, quads)
        title = await run_in_threadpool(name_of, graph, node)
        return self._page("thing.html", iri=node.value, name=title, out=out, back=back, link=self._link)

    def fault(self, request: Request, status: int, zh: str, en: str) -> Response:
        """Say what is wrong: on a page to a browser, in one line to a program."""
        if _HTML in request.headers.get("accept", ""):
            return self._page("fault.html", status, zh=zh, en=en)
        return PlainTextResponse(en, status)


def _documents(graph: Graph) -> list[dict[str, Value]]:
    """Return the rows of the documents, the province's before its cities'."""

    def order(row: dict[str, Value]) -> tuple[str, str, str]:
        place = str(row["place"]) if row["place"] else None
        return place_code(place, national=place is None), str(row["issued"] or ""), str(row["documentTitle"])

    return sorted(ask(graph, "documents"), key=order)


def _by_topic() -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {topic: [] for topic in _TOPICS}
    for question in questions().values():
        found.setdefault(question.topic, []).append(question)
    return found


def _sheet(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Response:
    """Return a table as CSV that Excel opens with its Chinese, under the question's name."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows([headings, *rows])
    named = f"attachment; filename=\"quanze.csv\"; filename*=UTF-8''{quote(title)}.csv"
    return Response(buffer.getvalue().encode("utf-8-sig"), 200, {"Content-Disposition": named}, "text/csv")


async def _never() -> None:
    """Wait without end: a form's answer is bounded by its time alone."""
    await asyncio.Event().wait()


def _example(question: Question) -> str:
    """Return a question's SPARQL with the examples of what it requires put in."""
    return prepared(question.name, {p.name: p.example for p in question.parameters if p.required})


def _triples(triples: Sequence[Triple], accept: str) -> Response:
    try:
        media, body, _ = render_graph(dict.fromkeys(triples), accept, len(triples))
    except NotAcceptable as fault:
        return PlainTextResponse(f"this comes as {fault}", 406)
    return Response(body, headers={"Vary": "Accept"}, media_type=media)
