"""The pages of the endpoint: things under their IRIs, the vocabulary, the questions as forms."""

from __future__ import annotations

import csv
import io
import re
import shutil

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

import ontology
from graph.iris import Iris
from graph.query import questions
from ontology import CV, ROLE, SKOS

pytestmark = pytest.mark.slow


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
