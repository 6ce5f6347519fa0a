"""The endpoint as its clients see it: a real server, a real client."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx
import psutil
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, parse, parse_query_results

import ontology
from graph.guard import check
from graph.iris import Iris
from graph.query import questions
from graph.serve.pool import Answer, Answers
from graph.serve.results import NotAcceptable, negotiate
from ontology import CV, ROLE, SKOS
from tests.graph.documents import stored
from tests.graph.facts_sample import sample

W3C = "http://kasei.us/2009/09/sparql/data/"
ASK = "ASK {}"
NUMBERS = count()
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?i"
JSON, XML, CSV, TSV = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)


def w3c_quads() -> Iterator[Quad]:
    """Yield graphs like those that the protocol's tests name, which lie on the web."""
    title = NamedNode("http://purl.org/dc/terms/title")
    for number in range(4):
        name = NamedNode(f"{W3C}data{number}.rdf")
        yield Quad(name, title, Literal(f"graph {number}"), name)


def make(folder: Path) -> Path:
    stored(folder, sample(), *w3c_quads())
    return folder


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    code = "from graph.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "-g", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stderr
            # The address is told when it can be asked.
            told = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
            assert told, process.stderr.read()
            yield told[0]
        finally:
            process.terminate()
            process.communicate(timeout=20)


@pytest.fixture(scope="module")
def folder_served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("served") / "g")


@pytest.fixture(scope="module")
def server(folder_served: Path) -> Iterator[str]:
    with served(folder_served, "--timeout", "6", "--rows", "200", "--workers", "2") as address:
        yield address


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=30) as made:
        yield made


def fresh() -> str:
    """Return a query that was not asked before, so that a worker answers it."""
    return f"{ASK} # {next(NUMBERS)}"


def truth(answer: httpx.Response) -> bool:
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["boolean"])


# The cases of the W3C's SPARQL 1.1 protocol tests that are about queries, under their names.


def test_query_get(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": ASK}, headers={"Accept": JSON})
    assert truth(answer)
    assert answer.headers["content-type"] == JSON


def test_query_post_form(client: httpx.Client) -> None:
    assert truth(client.post("/sparql", data={"query": ASK}))


def test_query_post_direct(client: httpx.Client) -> None:
    assert truth(client.post("/sparql", content=ASK, headers={"Content-Type": "application/sparql-query"}))


def ask_graph(*numbers: int) -> str:
    return "ASK { " + " . ".join(f"<{W3C}data{n}.rdf> ?p{n} ?o{n}" for n in numbers) + " }"


def test_query_dataset_default_graph(client: httpx.Client) -> None:
    answer = client.post(
        "/sparql",
        params={"default-graph-uri": f"{W3C}data1.rdf"},
        content=ask_graph(1),
        headers={"Content-Type": "application/sparql-query"},
    )
    assert truth(answer)


@pytest.mark.parametrize("method", ["get", "post"])
def test_query_dataset_default_graphs(client: httpx.Client, method: str) -> None:
    graphs = [("default-graph-uri", f"{W3C}data{n}.rdf") for n in (1, 2)]
    for numbers, expected in (((1, 2), True), ((3,), False)):
        pairs = [("query", ask_graph(*numbers)), *graphs]
        answer = (
            client.get("/sparql", params=pairs)
            if method == "get"
            else client.post(
                "/sparql",
                content=str(httpx.QueryParams(pairs)),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
        )
        assert truth(answer) is expected


@pytest.mark.parametrize("method", ["get", "post"])
def test_query_dataset_named_graphs(client: httpx.Client, method: str) -> None:
    query = f"ASK {{ GRAPH ?a {{ <{W3C}data1.rdf> ?b ?c }} GRAPH ?d {{ <{W3C}data2.rdf> ?e ?f }} }}"
    outside = f"ASK {{ GRAPH ?a {{ <{W3C}data3.rdf> ?b ?c }} }}"
    graphs = [("named-graph-uri", f"{W3C}data{n}.rdf") for n in (1, 2)]
    for text, expected in ((query, True), (outside, False), ("ASK { ?s ?p ?o }", False)):
        if method == "get":
            answer = client.get("/sparql", params=[("query", text), *graphs])
        else:
            answer = client.post(
                "/sparql", params=graphs, content=text, headers={"Content-Type": "application/sparql-query"}
            )
        assert truth(answer) is expected


def test_query_dataset_full(client: httpx.Client) -> None:
    pairs = [
        ("query", "SELECT ?g ?x ?s { ?x ?y ?o GRAPH ?g { ?s ?p ?o2 } }"),
        ("default-graph-uri", f"{W3C}data3.rdf"),
        ("named-graph-uri", f"{W3C}data1.rdf"),
        ("named-graph-uri", f"{W3C}data2.rdf"),
    ]
    rows = client.get("/sparql", params=pairs).json()["results"]["bindings"]
    found = {tuple(row[name]["value"].removeprefix(W3C) for name in "gxs") for row in rows}
    assert found == {(f"data{n}.rdf", "data3.rdf", f"data{n}.rdf") for n in (1, 2)}


def test_query_multiple_dataset(client: httpx.Client) -> None:
    query = f"ASK FROM <{W3C}data1.rdf> {{ <{W3C}data1.rdf> ?p ?o }}"
    assert truth(client.get("/sparql", params={"query": query}))
    assert not truth(client.get("/sparql", params={"query": query, "default-graph-uri": f"{W3C}data2.rdf"}))
    other = f"ASK FROM <{W3C}data1.rdf> {{ <{W3C}data2.rdf> ?p ?o }}"
    assert not truth(client.get("/sparql", params={"query": other}))


@pytest.mark.parametrize(
    ("query", "media"),
    [
        ("SELECT (1 AS ?value) {}", JSON),
        ("SELECT (1 AS ?value) {}", XML),
        ("SELECT (1 AS ?value) {}", CSV),
        ("SELECT (1 AS ?value) {}", TSV),
        ("ASK {}", JSON),
        ("ASK {}", XML),
        ("DESCRIBE <http://example.org/>", "text/turtle"),
        ("DESCRIBE <http://example.org/>", "application/rdf+xml"),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", "text/turtle"),
        ("BASE <http://x/> CONSTRUCT { <s> <p> 1 } WHERE {}", "application/rdf+xml"),
        ("BASE <http://x/> CONSTRUCT { <s> <p> 1 } WHERE {}", "application/n-triples"),
        ("BASE <http://x/> CONSTRUCT { <s> <p> 1 } WHERE {}", "application/ld+json"),
    ],
)
def test_query_content_type(client: httpx.Client, query: str, media: str) -> None:
    query = query if "<s>" not in query or "BASE" in query else f"BASE <http://x/> {query}"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": media})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] == media


def test_bad_query_method(client: httpx.Client) -> None:
    answer = client.request("PUT", "/sparql", params={"query": ASK})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
BAD: dict[str, tuple[dict[str, object], int]] = {
    "bad_multiple_queries": ({"params": [("query", ASK), ("query", "SELECT * {}")]}, 400),
    "bad_query_wrong_media_type": ({"content": ASK, "headers": {"Content-Type": "text/plain"}}, 415),
    "bad_query_missing_form_type": ({"content": "query=ASK%20%7B%7D"}, 415),
    "bad_query_missing_direct_type": ({"content": ASK}, 415),
    "bad_query_non_utf8": ({"content": "ASK { ?é ?p ?o }".encode("utf-16"), "headers": DIRECT}, 400),
    "bad_query_syntax": ({"params": {"query": "ASK {"}}, 400),
    "unknown dataset": ({"params": {"query": ASK, "default-graph-uri": "http://example.org/none"}}, 400),
    "a dataset that is no IRI": ({"params": {"query": ASK, "named-graph-uri": "no iri"}}, 400),
    "a charset that is none": (
        {"content": ASK, "headers": {"Content-Type": "application/sparql-query; charset=gbk"}},
        415,
    ),
    "no query": ({"params": {"default-graph-uri": f"{W3C}data1.rdf"}}, 400),
    "an update": ({"data": {"update": "CLEAR ALL"}}, 403),
    "an update, direct": ({"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403),
    "an update as a query": ({"data": {"query": "DROP ALL"}}, 400),
    "a query of another server": ({"data": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 400),
    "a body without end": ({"content": b"query=" + b"x" * 2_000_000, "headers": FORM}, 413),
    "broken percent signs": ({"content": b"query=%FF%FE", "headers": FORM}, 400),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_requests(client: httpx.Client, name: str) -> None:
    request, status = BAD[name]
    if request.keys() == {"params"}:
        answer = client.get("/sparql", **request)  # type: ignore[arg-type]
    else:
        answer = client.post("/sparql", **request)  # type: ignore[arg-type]
    assert (answer.status_code, bool(answer.text)) == (status, True), answer.text


def test_the_same_rows_in_every_format(client: httpx.Client) -> None:
    query = 'SELECT ?s ?o { ?s skos:prefLabel ?o VALUES ?x { "a\\tb\\n\\"<&" } } ORDER BY ?s'.replace(
        "?s ?o", "?s ?o ?x"
    )
    bodies = {
        media: client.get("/sparql", params={"query": query}, headers={"Accept": media}).content
        for media in (JSON, XML, CSV, TSV)
    }
    read = {
        media: [tuple(str(term) for term in row) for row in parse_query_results(bodies[media], form)]  # type: ignore[union-attr]
        for media, form in (
            (JSON, QueryResultsFormat.JSON),
            (XML, QueryResultsFormat.XML),
            (TSV, QueryResultsFormat.TSV),
        )
    }
    assert len(read[JSON]) > 10
    assert read[JSON] == read[XML] == read[TSV]
    table = list(csv.reader(io.StringIO(bodies[CSV].decode(), newline="")))
    assert table[0] == ["s", "o", "x"]
    assert [row[2] for row in table[1:]] == ['a\tb\n"<&'] * len(read[JSON])
    ET.fromstring(bodies[XML])  # noqa: S314 - our own answer


def test_what_a_client_takes_decides() -> None:
    offered = ["application/sparql-results+json", "application/xml", "text/csv"]
    assert negotiate("", offered) == offered[0]
    assert negotiate("*/*", offered) == offered[0]
    assert negotiate("text/*;q=0.5, application/xml;q=0.4", offered) == "text/csv"
    assert negotiate("text/csv;q=0, */*;q=0.1", offered) == offered[0]
    assert negotiate("application/xml, text/csv", offered) == "application/xml"
    with pytest.raises(NotAcceptable):
        negotiate("image/png", offered)


def test_what_nobody_offers_is_not_acceptable(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": ASK}, headers={"Accept": "image/png"}).status_code == 406


def test_the_service_describes_itself(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    assert str(graph.value(service, sd.endpoint)).endswith("/sparql")
    assert len(list(graph.subjects(rdflib.RDF.type, sd.NamedGraph))) == 9
    page = client.get("/sparql", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/query")


def test_other_origins_may_ask(client: httpx.Client) -> None:
    origin = {"Origin": "https://example.org"}
    assert client.get("/sparql", params={"query": ASK}, headers=origin).headers["access-control-allow-origin"] == "*"
    wish = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert client.options("/sparql", headers=wish).status_code == 200


def test_an_answer_that_is_too_long_is_refused_and_says_so(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert answer.status_code == 413
    assert "more than 200 rows; add a LIMIT" in answer.text
    assert client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 200"}).status_code == 200
    assert client.get("/sparql", params={"query": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"}).status_code == 413


@pytest.mark.slow
def test_a_query_is_stopped_at_its_limit_and_the_others_go_on(folder_served: Path) -> None:
    with (
        served(folder_served, "--timeout", "2", "--workers", "3") as address,
        httpx.Client(base_url=address, timeout=30) as client,
        ThreadPoolExecutor(2) as pool,
    ):
        long = [pool.submit(client.get, "/sparql", params={"query": query}) for query in (CROSS, SORT)]
        time.sleep(0.3)
        assert truth(client.get("/sparql", params={"query": fresh()}))
        for answer in (asked.result() for asked in long):
            assert answer.status_code == 422
            assert "limit of 2 s" in answer.text or "MB that it may take" in answer.text
        assert truth(client.get("/sparql", params={"query": fresh()}))


@pytest.mark.slow
def test_a_query_is_stopped_when_its_client_leaves(folder_served: Path) -> None:
    with served(folder_served, "--timeout", "60", "--workers", "2") as address:

        def busy() -> int:
            children = [
                p
                for p in psutil.process_iter(["cmdline"])
                if "graph.serve.worker" in " ".join(p.info["cmdline"] or [])
                and str(folder_served) in " ".join(p.info["cmdline"])
            ]
            before = {p.pid: sum(p.cpu_times()[:2]) for p in children}
            time.sleep(0.5)
            return sum(p.is_running() and sum(p.cpu_times()[:2]) - before[p.pid] > 0.1 for p in children)

        def leave(_: int) -> None:
            with pytest.raises(httpx.ReadTimeout):
                httpx.get(f"{address}/sparql", params={"query": CROSS}, timeout=1)

        with ThreadPoolExecutor(2) as pool:  # as many as there are workers
            list(pool.map(leave, range(2)))
        deadline = time.monotonic() + 15
        while busy() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert busy() == 0
        assert truth(httpx.get(f"{address}/sparql", params={"query": fresh()}, timeout=20))


def test_no_request_leaves_the_machine(client: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        target = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        for query in (
            f"SELECT * {{ SERVICE <{target}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ #\rSERVICE <{target}> {{ ?s ?p ?o }}\n}}",
            f"SELECT * {{ ?s ?p 'a\\u0027 #' . SERVICE <{target}> {{ ?s ?p ?o }}\n}}",
            f"SELECT * {{ ?s ?p 1SERVICE SILENT <{target}> {{ ?s ?p ?o }} }}",
            f"CONSTRUCT FROM <{target}> WHERE {{ ?s ?p ?o }}",
            f"LOAD <{target}>",
        ):
            answer = client.post("/sparql", data={"query": query})
            assert answer.status_code in (200, 400)
            assert "SERVICE" not in query or answer.status_code == 400
        with pytest.raises(TimeoutError):
            listener.accept()


def test_the_word_service_alone_refuses_nothing(client: httpx.Client) -> None:
    query = 'PREFIX ex: <http://example.org/> SELECT ?service { BIND("SERVICE <http://x>" AS ?service) OPTIONAL { ?s ex:service ?o } } # service'
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == 200, answer.text
    assert check("SELECT * { ?s qz:inForceFrom ?o }").dataset is False


def test_things_have_pages_and_triples_under_their_iris(client: httpx.Client) -> None:
    rows = client.get(
        "/sparql", params={"query": "SELECT ?who { ?who a cv:PublicOrganisation } ORDER BY ?who LIMIT 1"}
    ).json()
    iri = rows["results"]["bindings"][0]["who"]["value"]
    path = "/id/" + iri.removeprefix(Iris().base)
    page = client.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "skos:prefLabel" in page.text
    assert "深圳市" in page.text
    for media, form in (
        ("text/turtle", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
    ):
        answer = client.get(path, headers={"Accept": media})
        assert "Accept" in answer.headers["vary"]
        assert NamedNode(iri) in {quad.subject for quad in parse(answer.content, form)}
    assert "名称" in page.text
    named = client.get(path, params={"format": "ttl"}, headers={"Accept": "text/html"})
    assert named.headers["content-type"].startswith("text/turtle")
    assert client.get("/id/agency/none").status_code == 404
    duty = client.get("/sparql", params={"query": "SELECT ?a { ?a a qz:Assignment } ORDER BY ?a LIMIT 1"}).json()
    path = "/id/" + duty["results"]["bindings"][0]["a"]["value"].removeprefix(Iris().base)
    page = client.get(path, headers={"Accept": "text/html"})
    # A fact is called by what it is and by its sentence.
    assert re.search(r"<h1>责任分工·[^<]{2,20}：[^<]{8,}</h1>", page.text)


def test_the_vocabulary_stands_under_its_iris(client: httpx.Client) -> None:
    said = client.get("/role/lead", headers={"Accept": "text/turtle"})
    lead = NamedNode(ROLE + "lead")
    triples = {(q.subject, q.predicate.value, q.object) for q in parse(said.content, RdfFormat.TURTLE)}
    assert (lead, SKOS + "prefLabel", Literal("牵头", language="zh")) in triples
    # Whose parts in tasks are leads is told, too.
    assert any(predicate == CV + "role" and target == lead for _, predicate, target in triples)
    assert "<h1>牵头</h1>" in client.get("/role/lead", headers={"Accept": "text/html"}).text
    for path in ("/roles", "/role/shared", "/rasci", "/rasci/A"):
        subjects = {q.subject for q in parse(client.get(path, params={"format": "nt"}).content, RdfFormat.N_TRIPLES)}
        assert NamedNode("https://w3id.org/quanze" + path) in subjects
    whole = set(parse(client.get("/ontology", headers={"Accept": "text/turtle"}).content, RdfFormat.TURTLE))
    for path in ("/ontology", f"/ontology/{ontology.version()}"):
        other = set(parse(client.get(path, headers={"Accept": "application/ld+json"}).content, RdfFormat.JSON_LD))
        assert len(other) == len(whole)
    for path in ("/role/none", "/rasci/none", "/ontology/0.0.1"):
        assert client.get(path).status_code == 404


def test_pages(client: httpx.Client) -> None:
    home = client.get("/").text
    assert all(f"/ask/{name}" in home for name in questions())
    asked = client.get("/ask/agency-tasks", params={"agency": "市科技创新局"}).text
    assert "攻关核心部件" in asked
    assert "（牵头单位：市科技创新局；" in asked
    assert 'name="agency"' in client.get("/ask/agency-tasks").text
    assert client.get("/ask/none").status_code == 404
    sheet = client.get("/ask/agency-tasks", params={"agency": "市科技创新局", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert "attachment" in sheet.headers["content-disposition"]
    assert rows[0]["单位"] == "深圳市科技创新局"
    assert {row["角色"] for row in rows} <= {"牵头", "负责", "配合", "会同", "督导"}
    assert "<td>深圳市科技创新局</td>" in client.get("/ask/agency-tasks", params={"agency": "市科创局"}).text
    lost = client.get("/ask/agency-tasks", params={"agency": "市科技创信局"}).text
    assert "图谱中没有“市科技创信局”" in lost
    assert ">市科技创新局</a>" in lost
    assert client.get("/ask/in-force", params={"day": "昨天"}).status_code == 400
    for place in ("/nowhere", "/ask/none", "/id/none", "/matrix?document=没有这份"):
        page = client.get(place, headers={"Accept": "text/html"})
        assert (page.status_code, page.headers["content-type"].split(";")[0]) == (404, "text/html")
        assert "回到首页" in page.text
    hostile = client.get("/ask/agency-tasks", params={"agency": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in hostile
    assert "市科技创新局" in client.get("/matrix").text
    assert client.get("/matrix", params={"document": "没有这份"}).status_code == 404
    listed = client.get("/matrix", params={"form": "list"}).text
    assert "<th" in listed
    assert "主要内容" in listed
    assert "主要内容" not in client.get("/matrix").text
    assert client.get("/matrix", params={"form": "lists"}).status_code == 404
    assert "<html" in client.get("/explorer").text
    query = client.get("/query").text
    assert not re.findall(r"(?:src|href)=[\"']https?://", query)
    assert client.get("/static/yasgui/yasgui.min.js").status_code == 200
    assert client.get("/ontology", headers={"Accept": "text/turtle"}).text.startswith("@prefix")
    assert "责任分工" in client.get("/ontology", headers={"Accept": "text/html"}).text
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


@pytest.mark.browser
def test_the_query_page_asks_a_question_and_nobody_else(server: str) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        faults: list[str] = []
        asked: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server}/query")
        page.select_option("#question", "agencies-today")
        page.wait_for_selector(".yasr table td >> text=深圳市审计局", timeout=15_000)
        browser.close()
    assert faults == []
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []


def test_a_newer_version_is_taken_up(tmp_path: Path) -> None:
    folder = make(tmp_path / "g")
    with served(folder, "--workers", "1") as address:
        asked = {"query": "SELECT (COUNT(*) AS ?n) { ?t a qz:Text }"}
        before = httpx.get(f"{address}/sparql", params=asked).json()["results"]["bindings"][0]["n"]["value"]
        stored(folder, sample()[:1])
        after = httpx.get(f"{address}/sparql", params=asked, timeout=20).json()["results"]["bindings"][0]["n"]["value"]
        assert (before, after) == ("2", "1")
        assert httpx.get(f"{address}/health").json()["version"] == 2


def test_a_graph_made_anew_under_the_same_number_is_taken_up(tmp_path: Path) -> None:
    folder = make(tmp_path / "g")
    with served(folder, "--workers", "1") as address:
        asked = {"query": "SELECT ?title { ?t a qz:Text ; dcterms:title ?title }"}
        assert len(httpx.get(f"{address}/sparql", params=asked).json()["results"]["bindings"]) == 2
        shutil.rmtree(folder)
        assert stored(folder, sample()[:1]).version == 1
        assert len(httpx.get(f"{address}/sparql", params=asked, timeout=20).json()["results"]["bindings"]) == 1
        assert httpx.get(f"{address}/").status_code == 200


@pytest.mark.slow
def test_what_was_asked_before_is_answered_while_every_worker_is_busy(folder_served: Path) -> None:
    with served(folder_served, "--workers", "1", "--timeout", "5") as address:
        sparql = f"{address}/sparql"
        first = httpx.get(sparql, params={"query": "SELECT * { ?t a qz:Text } ORDER BY ?t"}, headers={"Accept": CSV})
        with ThreadPoolExecutor(1) as pool:
            long = pool.submit(httpx.get, sparql, params={"query": CROSS}, timeout=60)
            time.sleep(0.3)
            again = httpx.get(
                sparql, params={"query": "SELECT * { ?t a qz:Text } ORDER BY ?t"}, headers={"Accept": CSV}
            )
            assert not long.done()
        assert (again.text, again.headers["content-type"]) == (first.text, first.headers["content-type"])
        # In another format, or of another graph, it is another answer.
        other = httpx.get(sparql, params={"query": "SELECT * { ?t a qz:Text } ORDER BY ?t"}, headers={"Accept": JSON})
        assert other.json()["results"]["bindings"]
        chance = {"query": "SELECT (rand() AS ?r) (STRUUID() AS ?u) {}"}
        assert httpx.get(sparql, params=chance).text != httpx.get(sparql, params=chance).text


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5000), st.sampled_from([200, 200, 422])), max_size=60))
def test_answers_are_kept_within_their_bound(asked: list[tuple[int, int, int]]) -> None:
    kept = Answers(limit=20_000)
    last: dict[str, Answer] = {}
    for number, length, status in asked:
        key = kept.key((1, 1), {"query": f"SELECT {number}"})
        answer = Answer(status, CSV, b"x" * length)
        kept.keep(key, answer)
        if status == 200:
            last[key] = answer
        assert kept.size <= kept.limit
        found = kept.get(key)
        assert found is None or found.status == 200
        if status == 200 and length < 1500:
            assert found is answer
    held = {key: answer for key in last if (answer := kept.get(key)) is not None}
    assert kept.size == sum(kept._weight(key, answer) for key, answer in held.items())


def test_others_need_the_token(folder_served: Path) -> None:
    with served(folder_served, "--token", "geheim", "--workers", "1") as address:
        where = f"{address}/sparql"
        assert httpx.get(where, params={"query": ASK}).status_code == 401
        assert httpx.get(where, params={"query": ASK}, headers={"Authorization": "Bearer falsch"}).status_code == 401
        assert truth(httpx.get(where, params={"query": ASK}, headers={"Authorization": "Bearer geheim"}))
        assert httpx.get(f"{address}/health").status_code == 200
        with httpx.Client(base_url=address) as browser:
            entered = browser.get("/", params={"token": "geheim"})
            assert (entered.status_code, "geheim" in entered.headers["location"]) == (303, False)
            assert browser.get("/").status_code == 200


def hostile(random_: random.Random) -> tuple[str, str, dict[str, str], bytes]:
    """Return a request that nobody means well: method, path, headers, body."""
    words = ["SELECT", "*", "{", "}", "?s", "<", ">", "'", '"', "\\", "\x00", "SERVICE", "#", "\r", "权责", "()", "%", "&", "=",
             "FILTER", "REGEX", "(a+)+$", "ORDER BY", "1e999", "\ud800", "🏛", "GRAPH", "_:", "^^", "@zh", ";", "BASE", "<<", "{|"]  # fmt: skip
    junk = " ".join(random_.choice(words) for _ in range(random_.randrange(1, 40)))
    data = junk.encode("utf-8", "surrogatepass")
    if random_.random() < 0.3:
        data = bytes(random_.randrange(256) for _ in range(random_.randrange(0, 200)))
    if random_.random() < 0.1:
        data = b"SELECT * {" + random_.choice([b"{", b"(", b"[", b"OPTIONAL {"]) * random_.randrange(100, 5000)
    method = random_.choice(["GET", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"])
    path = random_.choice(
        [
            "/sparql",
            "/sparql",
            "/sparql",
            "/id/x",
            "/ask/leaders",
            "/ask/x",
            "/static/..%2f..%2fapp.py",
            "/nowhere",
            "/matrix",
        ]
    )
    quoted = "".join(f"%{b:02X}" for b in data[:500])
    name = random_.choice(
        ["query", "query", "default-graph-uri", "named-graph-uri", "update", "agency", "document", "x"]
    )
    extra = random_.choice(
        ["", f"?{name}={quoted}", f"?query={quoted}&query=1", f"?query=ASK%7B%7D&{name}={quoted}", "?%", "?&&=&"]
    )
    headers = {
        "Content-Type": random_.choice(["application/x-www-form-urlencoded", "application/sparql-query", "application/json",
                                        "application/sparql-query; charset=utf-16", "x", "multipart/form-data"]),
        "Accept": random_.choice(["*/*", "text/csv", "image/png", ";;;q=x", "a/b;q=9", "text/html", ",,,"]),
        "Cookie": random_.choice(["", "quanze-token=;;=\"", "a=b; $x"]),
    }  # fmt: skip
    body = random_.choice([data, b"query=" + quoted.encode(), b"&".join([b"query=" + quoted.encode()] * 3), b""])
    return method, path + extra, headers, body


@pytest.mark.slow
def test_a_thousand_hostile_requests_are_answered_and_none_breaks_the_server(server: str) -> None:
    random_ = random.Random(20231)
    statuses: dict[int, int] = {}
    lock = threading.Lock()

    def send(request: tuple[str, str, dict[str, str], bytes]) -> None:
        method, path, headers, body = request
        answer = client.request(method, path, headers=headers, content=body if method not in ("GET", "HEAD") else None)
        with lock:
            statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, (request, answer.text)

    with httpx.Client(base_url=server, timeout=60) as client, ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(send, hostile(random_)) for _ in range(1000)]:
            done.result()
        assert truth(client.get("/sparql", params={"query": fresh()}))
    assert sum(n for status, n in statuses.items() if 400 <= status < 500) > 700, statuses


@pytest.mark.slow
def test_bytes_that_are_no_http_are_answered_with_4xx_or_closed(server: str) -> None:
    random_ = random.Random(7)
    port = int(server.rsplit(":", 1)[1])
    for _ in range(100):
        junk = bytes(random_.randrange(256) for _ in range(random_.randrange(1, 300))) + b"\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
            raw.sendall(
                random_.choice(
                    [b"", b"GET ", b"GET /sparql HTTP/1.1\r\n", b"POST /sparql HTTP/1.1\r\nContent-Length: -1\r\n"]
                )
                + junk
            )
            raw.shutdown(socket.SHUT_WR)
            answer = raw.recv(100)
        assert not answer or answer.split()[1][:1] == b"4", answer
    assert truth(httpx.get(f"{server}/sparql", params={"query": fresh()}))


def test_a_port_that_is_taken_is_told_in_one_line(folder_served: Path) -> None:
    from click.testing import CliRunner

    from graph.cli import main

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "-g", str(folder_served), "--port", str(port)])
    assert result.exit_code == 1
    assert f"127.0.0.1 port {port} can't be listened on" in result.output
    assert len(result.output.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_ctrl_c_ends_it_quietly(folder_served: Path) -> None:
    code = "from graph.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "-g", str(folder_served), "--port", "0", "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            # The address is told when it can be asked.
            port = re.search(r":(\d+)/", process.stdout.readline())
            assert port
            assert httpx.get(f"http://127.0.0.1:{port[1]}/sparql", params={"query": ASK}, timeout=30).status_code == 200
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (process.returncode, out, err) == (0, "", "")


def test_other_machines_are_let_in_only_by_a_word(folder_served: Path) -> None:
    from click.testing import CliRunner

    from graph.cli import main

    result = CliRunner().invoke(main, ["serve", "-g", str(folder_served), "--host", "0.0.0.0"])  # noqa: S104
    assert result.exit_code == 2
    assert "give a --token, or say --public" in result.output


def test_json_of_the_worker_is_what_json_is() -> None:
    from graph.serve.results import _json

    body = json.loads(
        _json(["a", "b"], [(Literal('x\u0000"\\', language="zh-hans"), None), (Literal(True), NamedNode("http://x/"))])
    )
    first, second = body["results"]["bindings"]
    assert first == {"a": {"type": "literal", "value": 'x\x00"\\', "xml:lang": "zh-hans"}}
    assert second["b"] == {"type": "uri", "value": "http://x/"}
