"""The endpoint as its clients see it: a real server, a real client."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import httpx
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, parse_query_results

from graph.serve.results import NotAcceptable, negotiate
from tests.graph.served import ASK, CSV, DIRECT, FORM, JSON, TSV, W3C, XML, ask_graph, truth

# The cases of the W3C's SPARQL 1.1 protocol tests that are about queries, under their names.


def test_query_get(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": ASK}, headers={"Accept": JSON})
    assert truth(answer)
    assert answer.headers["content-type"] == JSON


def test_query_post_form(client: httpx.Client) -> None:
    assert truth(client.post("/sparql", data={"query": ASK}))


def test_query_post_direct(client: httpx.Client) -> None:
    assert truth(client.post("/sparql", content=ASK, headers={"Content-Type": "application/sparql-query"}))


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


def test_json_of_the_worker_is_what_json_is() -> None:
    from graph.serve.results import _json

    body = json.loads(
        _json(["a", "b"], [(Literal('x\u0000"\\', language="zh-hans"), None), (Literal(True), NamedNode("http://x/"))])
    )
    first, second = body["results"]["bindings"]
    assert first == {"a": {"type": "literal", "value": 'x\x00"\\', "xml:lang": "zh-hans"}}
    assert second["b"] == {"type": "uri", "value": "http://x/"}
