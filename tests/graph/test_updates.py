"""Changes of a served graph as its clients make them: a real server, a real client; and what builds make of them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import rdflib

from graph.change import Protected, change
from graph.iris import BASE
from graph.jobs import Options, build
from graph.operations import Dataset, check_update, run_update
from graph.store import open_graph
from tests.conftest import CASES
from tests.graph.served import CROSS, FORM, W3C, hostile, make, served, truth

# The SPARQL 1.1 Update and Graph Store protocols, over HTTP: the whole run goes through them.
pytestmark = pytest.mark.slow

TEST = "http://example.org/protocol-update-dataset-test/"
DIRECT = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}
HEAD = "PREFIX dc: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/> "
DOCUMENTS = f"{HEAD} CLEAR SILENT GRAPH <{TEST}> ; INSERT {{ GRAPH <{TEST}> {{ ?s a dc:BibliographicResource }} }}"


@pytest.fixture(scope="module")
def free(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server on which everything may be changed, with the graphs of the protocol's tests."""
    folder = make(tmp_path_factory.mktemp("free") / "g")
    with (
        served(folder, "--allow-updates=all", "--timeout", "20", "--rows", "200", "--workers", "1") as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        for n in range(1, 4):
            body = f"<{W3C}data{n}.rdf> a <http://xmlns.com/foaf/0.1/Document> ."
            answer = client.put("/data", params={"graph": f"{W3C}data{n}.rdf"}, content=body, headers=TURTLE)
            assert answer.status_code == 204, answer.text
        yield client


def ask(client: httpx.Client, pattern: str) -> bool:
    return truth(client.post("/sparql", data={"query": f"{HEAD} ASK {{ {pattern} }}"}))


def marked(*numbers: int) -> str:
    return "".join(f"GRAPH <{TEST}> {{ <{W3C}data{n}.rdf> a dc:BibliographicResource }} " for n in numbers)


# The cases of the W3C's SPARQL 1.1 protocol tests that are about updates, under their names. Those that clear all come last.

BAD: dict[str, tuple[str, dict[str, object], int]] = {
    "bad_update_get": ("GET", {"params": {"update": "CLEAR ALL"}}, 405),
    "bad_multiple_updates": ("POST", {"content": "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", "headers": FORM}, 400),
    "bad_update_wrong_media_type": ("POST", {"content": "CLEAR NAMED", "headers": {"Content-Type": "text/plain"}}, 415),
    "bad_update_missing_form_type": ("POST", {"content": "update=CLEAR%20NAMED"}, 415),
    "bad_update_non_utf8": ("POST", {"content": "CLEAR NAMED".encode("utf-16"), "headers": DIRECT}, 400),
    "bad_update_syntax": ("POST", {"content": "update=CLEAR%20XYZ", "headers": FORM}, 400),
    "bad_update_dataset_conflict": (
        "POST",
        {
            "params": {"using-named-graph-uri": f"{W3C}data1.rdf"},
            "content": f"{DOCUMENTS} USING <{W3C}data1.rdf> WHERE {{ ?s ?p ?o }}",
            "headers": DIRECT,
        },
        400,
    ),
    "a dataset that is not there": (
        "POST",
        {"params": {"using-graph-uri": "http://example.org/none"}, "content": "CLEAR NAMED", "headers": DIRECT},
        400,
    ),
    "a query": ("POST", {"data": {"query": "ASK {}", "update": "CLEAR NAMED"}}, 400),
    "nothing": ("POST", {"data": {"x": "y"}}, 400),
    "a graph that is not there": ("POST", {"data": {"update": "DROP GRAPH <http://example.org/none>"}}, 400),
    "what comes before is undone": (
        "POST",
        {"data": {"update": "INSERT DATA { <urn:x:a> <urn:x:undone> 1 } ; DROP GRAPH <http://example.org/none>"}},
        400,
    ),
    "too many solutions": ("POST", {"data": {"update": "INSERT { ?s a ?s } WHERE { ?s ?p ?o }"}}, 400),
    "a file": ("POST", {"data": {"update": "LOAD <file:///etc/passwd>"}}, 400),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_updates_change_nothing(free: httpx.Client, name: str) -> None:
    before = free.get("/health").json()
    method, request, status = BAD[name]
    answer = free.request(method, "/update", **request)  # type: ignore[arg-type]
    assert (answer.status_code, bool(answer.text)) == (status, True), answer.text
    assert free.get("/health").json() == before


def test_update_dataset_default_graph(free: httpx.Client) -> None:
    answer = free.post(
        "/update",
        params={"using-graph-uri": f"{W3C}data1.rdf"},
        content=f"{DOCUMENTS} WHERE {{ ?s a foaf:Document }}",
        headers=DIRECT,
    )
    assert answer.status_code == 204, answer.text
    assert ask(free, marked(1))
    assert not ask(free, marked(2))


def test_update_dataset_default_graphs(free: httpx.Client) -> None:
    pairs = [("using-graph-uri", f"{W3C}data{n}.rdf") for n in (1, 2)]
    update = f"{DOCUMENTS} WHERE {{ ?s a foaf:Document }}"
    body = str(httpx.QueryParams([("update", update), *pairs]))
    assert free.post("/update", content=body, headers=FORM).status_code == 204
    assert ask(free, marked(1, 2))
    assert not ask(free, marked(3))


def test_update_dataset_named_graphs(free: httpx.Client) -> None:
    pairs = [("using-named-graph-uri", f"{W3C}data{n}.rdf") for n in (1, 2)]
    update = f"{DOCUMENTS} WHERE {{ GRAPH ?g {{ ?s a foaf:Document }} }}"
    assert free.post("/update", params=pairs, content=update, headers=DIRECT).status_code == 204
    assert ask(free, marked(1, 2))
    assert not ask(free, marked(3))


def test_update_dataset_full(free: httpx.Client) -> None:
    pairs = [("using-graph-uri", f"{W3C}data1.rdf"), ("using-named-graph-uri", f"{W3C}data2.rdf")]
    update = f"{DOCUMENTS.replace('?s a dc:B', '?s a dc:B', 1)} WHERE {{ GRAPH ?g {{ ?in a foaf:Document }} ?s a foaf:Document }}"
    both = update.replace(
        "{ ?s a dc:BibliographicResource }", "{ ?s a dc:BibliographicResource . ?in a dc:BibliographicResource }"
    )
    assert free.post("/update", params=pairs, content=both, headers=DIRECT).status_code == 204
    assert ask(free, marked(1, 2))
    assert not ask(free, marked(3))


def test_update_base_uri(free: httpx.Client) -> None:
    graph = "http://example.org/protocol-base-test/"
    update = f"CLEAR SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{ <http://example.org/s> <http://example.org/p> <test> }} }}"
    assert free.post("/update", data={"update": update}).status_code == 204
    rows = free.get("/sparql", params={"query": f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"}).json()
    assert [row["o"]["value"] for row in rows["results"]["bindings"]] == [str(free.base_url.join("/test"))]


def test_a_where_finds_what_a_query_finds(free: httpx.Client) -> None:
    found = "?t a qz:Task ; dcterms:title ?title"
    count = free.get("/sparql", params={"query": f"SELECT * {{ {found} }}"}).json()["results"]["bindings"]
    update = f"INSERT {{ GRAPH <urn:x:status> {{ ?t <urn:x:status> '在办' }} }} WHERE {{ {found} }}"
    assert free.post("/update", data={"update": update}).status_code == 204
    rows = free.get("/sparql", params={"query": "SELECT * { ?t <urn:x:status> ?s ; qz:section ?section }"}).json()
    assert len(rows["results"]["bindings"]) == len(count) > 0
    # And by a name that was answered before: what was kept of the old state is not given out.
    assert free.post("/update", data={"update": "DROP GRAPH <urn:x:status>"}).status_code == 204
    rows = free.get("/sparql", params={"query": "SELECT * { ?t <urn:x:status> ?s ; qz:section ?section }"}).json()
    assert rows["results"]["bindings"] == []


def test_a_graph_is_put_read_added_to_and_removed(free: httpx.Client) -> None:
    named = {"graph": "urn:x:notes"}
    assert free.get("/data", params=named).status_code == 404
    assert free.delete("/data", params=named).status_code == 404
    put = free.put("/data", params=named, content="<urn:x:a> <urn:x:says> '一'@zh .", headers=TURTLE)
    assert put.status_code == 201
    assert (
        free.post("/data", params=named, content="<urn:x:a> <urn:x:says> '二'@zh .", headers=TURTLE).status_code == 204
    )
    graph = rdflib.Graph().parse(data=free.get("/data", params=named, headers={"Accept": "text/turtle"}).text)
    assert {str(o) for o in graph.objects()} == {"一", "二"}
    assert free.put("/data", params=named, content="<urn:x:a> <urn:x:says> 3 .", headers=TURTLE).status_code == 204
    assert len(rdflib.Graph().parse(data=free.get("/data", params=named, headers={"Accept": "text/turtle"}).text)) == 1
    assert free.put("/data?default", content="<urn:x:b> <urn:x:says> 4 .", headers=TURTLE).status_code == 204
    assert "4" in free.get("/data?default").text
    assert free.delete("/data?default").status_code == 204
    assert free.delete("/data", params=named).status_code == 204
    assert free.head("/data", params=named).status_code == 404
    for request, status in (
        ({"params": {"graph": "relative"}, "content": "", "headers": TURTLE}, 400),
        ({"params": {}, "content": "", "headers": TURTLE}, 400),
        ({"params": named, "content": "<a> <b>", "headers": TURTLE}, 400),
        ({"params": named, "content": b"\xff", "headers": TURTLE}, 400),
        ({"params": named, "content": "x", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"params": named, "content": b"#" * (17 * 2**20), "headers": TURTLE}, 413),
    ):
        answer = free.put("/data", **request)  # type: ignore[arg-type]
        assert (answer.status_code, bool(answer.text)) == (status, True), answer.text
    assert free.request("PATCH", "/data", params=named).status_code == 405


def test_the_service_describes_its_neighbour(free: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=free.get("/sparql", headers={"Accept": "text/turtle"}).text)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(sd.supportedLanguage, sd.SPARQL11Update)
    assert str(service) == str(free.base_url.join("/update"))
    assert "the next build writes them anew" in str(graph.value(service, rdflib.RDFS.comment))


def test_pages_of_other_sites_change_nothing(free: httpx.Client) -> None:
    update = {"update": "INSERT DATA { <urn:x:a> <urn:x:evil> 1 }"}
    for headers in (
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
    ):
        assert free.post("/update", data=update, headers=headers).status_code == 403
    assert not ask(free, "?s <urn:x:evil> ?o")
    own = {"Origin": str(free.base_url).rstrip("/")}
    assert free.post("/update", data={"update": "CREATE SILENT GRAPH <urn:x:own>"}, headers=own).status_code == 204


def test_an_update_is_stopped_at_its_limit_and_the_next_goes_through(tmp_path: Path) -> None:
    folder = make(tmp_path / "g")
    with (
        served(folder, "--allow-updates", "--timeout", "3", "--workers", "1") as address,
        ThreadPoolExecutor(2) as pool,
    ):
        pattern = CROSS.partition("{")[2].rpartition("}")[0]
        long = f"INSERT {{ <urn:x:a> <urn:x:n> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {pattern} }} }}"
        answer = pool.submit(httpx.post, f"{address}/update", data={"update": long}, timeout=60)
        time.sleep(0.5)
        assert truth(httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=30))
        assert (answer.result().status_code, "nothing was changed" in answer.result().text) == (422, True)
        assert [p.name for p in (folder / "versions").iterdir()] == ["1"]
        assert httpx.post(f"{address}/update", data={"update": "CLEAR DEFAULT"}, timeout=60).status_code == 204


def test_what_builds_wrote_is_theirs(tmp_path: Path) -> None:
    folder = make(tmp_path / "g")
    with served(folder, "--allow-updates", "--workers", "1", "--token", "geheim") as address:
        headers = {"Authorization": "Bearer geheim"}
        update = f"{address}/update"
        assert httpx.post(update, data={"update": "CLEAR ALL"}).status_code == 401
        for text in ("CLEAR ALL", f"INSERT DATA {{ GRAPH <{BASE}text/new> {{ <urn:x:a> a <urn:x:b> }} }}",
                     "DELETE { GRAPH ?g { ?a cv:role ?r } } WHERE { GRAPH ?g { ?a cv:role ?r } }"):  # fmt: skip
            answer = httpx.post(update, data={"update": text}, headers=headers, timeout=30)
            assert answer.status_code == 403, answer.text
            assert "graphs of your own" in answer.text
        assert open_graph(folder).version == 1
        own = httpx.post(update, data={"update": "INSERT DATA { <urn:x:a> a <urn:x:b> }"}, headers=headers, timeout=30)
        assert own.status_code == 204
        with ThreadPoolExecutor(4) as pool:
            # One after the other, none lost.
            texts = [f"INSERT DATA {{ GRAPH <urn:x:many> {{ <urn:x:a> <urn:x:n> {n} }} }}" for n in range(6)]
            done = [pool.submit(httpx.post, update, data={"update": t}, headers=headers, timeout=60) for t in texts]
            assert [answer.result().status_code for answer in done] == [204] * 6
        assert len(list(open_graph(folder).store.quads_for_pattern(None, None, None, None))) > 6
        rows = open_graph(folder).store.query("SELECT * { GRAPH <urn:x:many> { ?s ?p ?o } }")
        assert len(list(rows)) == 6  # type: ignore[arg-type]


def test_readers_see_the_old_state_or_the_new_while_others_write(tmp_path: Path) -> None:
    folder = make(tmp_path / "g")
    query = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH <urn:x:pair> { ?s ?p ?o } }"}
    with served(folder, "--allow-updates", "--workers", "2") as address, ThreadPoolExecutor(3) as pool:

        def write(n: int) -> None:
            text = f"DROP SILENT GRAPH <urn:x:pair> ; INSERT DATA {{ GRAPH <urn:x:pair> {{ <urn:x:a> <urn:x:p> {n} , {-n} }} }}"
            answer = httpx.post(f"{address}/update", data={"update": text}, timeout=60)
            assert answer.status_code == 204, answer.text

        def read() -> set[str]:
            seen = set()
            for _ in range(20):
                answer = httpx.get(f"{address}/sparql", params=query, timeout=60)
                assert answer.status_code == 200, answer.text
                seen.add(answer.json()["results"]["bindings"][0]["n"]["value"])
                assert httpx.get(f"{address}/", timeout=60).status_code == 200
                # And who opens the folder beside the server.
                assert len(list(open_graph(folder).store)) > 10
            return seen

        write(1)
        reading = [pool.submit(read), pool.submit(read)]
        for n in range(2, 14):
            write(n)
        assert [done.result() for done in reading] == [{"2"}, {"2"}]


def test_read_only_is_the_default(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from graph.cli import main

    folder = make(tmp_path / "g")
    with served(folder, "--workers", "1") as address:
        for answer in (
            httpx.post(f"{address}/update", data={"update": "CLEAR ALL"}),
            httpx.put(f"{address}/data?graph=urn:x:a", content="", headers=TURTLE),
            httpx.delete(f"{address}/data?graph={W3C}data1.rdf"),
        ):
            assert (answer.status_code, "--allow-updates" in answer.text) == (403, True)
        assert "graph 1" in httpx.get(f"{address}/data", params={"graph": f"{W3C}data1.rdf"}).text
    result = CliRunner().invoke(main, ["serve", "-g", str(folder), "--host", "0.0.0.0", "--public", "--allow-updates"])  # noqa: S104
    assert (result.exit_code, "give a --token" in result.output) == (2, True)


# These two leave the server without data.


def test_update_post_form(free: httpx.Client) -> None:
    assert free.post("/update", data={"update": "CLEAR ALL"}).status_code == 204
    assert not ask(free, "?s ?p ?o")


def test_update_post_direct(free: httpx.Client) -> None:
    assert free.post("/update", content="CLEAR ALL", headers=DIRECT).status_code == 204
    assert free.get("/health").json()["triples"] == 0


# What builds make of it.


@pytest.fixture
def policies(tmp_path: Path) -> list[Path]:
    names = ("duties_brackets_of_a_province", "duties_labels_of_a_city")
    for name in names:
        (tmp_path / f"{name}.txt").write_bytes((CASES / name / "input.txt").read_bytes())
    return [tmp_path / f"{name}.txt" for name in names]


def quads(folder: Path) -> set[str]:
    return {str(q) for q in open_graph(folder).store if "/graph/run>" not in str(q.graph_name)}


def inserted(text: str, folder: Path, built: bool = False) -> None:
    change(folder, lambda store: run_update(store, check_update(text), Dataset(), "http://x/", 1000), built=built)


@pytest.mark.parametrize("base", [BASE, "https://example.org/other/"])
def test_builds_keep_what_users_wrote(folder: Path, policies: list[Path], base: str) -> None:
    build(folder, policies[:1], Options())
    inserted("INSERT DATA { <urn:x:a> <urn:x:p> 1 . GRAPH <urn:x:g> { <urn:x:b> <urn:x:p> 2 } }", folder)
    own = {q for q in quads(folder) if "urn:x:" in q}
    assert len(own) == 2
    # The same documents, more of them, all anew, and under another base.
    assert not build(folder, policies[:1], Options()).changed
    for files, options in ((policies, Options()), (policies, Options(anew=True)), (policies[1:], Options(base=base))):
        graph = build(folder, files, options).graph
        assert {q for q in quads(folder) if "urn:x:" in q} == own
        assert graph.report["own"] == 2
        assert not [
            g for g in graph.store.named_graphs() if not str(g.value).startswith(("urn:x:", graph.report["base"]))
        ]


def test_builds_undo_what_was_done_to_what_they_wrote(folder: Path, policies: list[Path]) -> None:
    build(folder, policies, Options())
    before = quads(folder)
    text = "DELETE { GRAPH ?g { ?a cv:role ?r } } WHERE { GRAPH ?g { ?a cv:role ?r } }"
    with pytest.raises(Protected):
        inserted(text, folder)
    inserted(text, folder, built=True)
    assert quads(folder) < before
    inserted("INSERT DATA { <urn:x:a> <urn:x:p> 1 }", folder)
    built = build(folder, policies, Options())
    assert (built.changed, built.graph.report["read"], "touched" in built.graph.report) == (True, [], False)
    assert {q for q in quads(folder) if "urn:x:" not in q} == before
    assert not build(folder, policies, Options()).changed


_DYING = """
import os, signal, sys
from pathlib import Path
import graph.change
from graph.change import change
from graph.operations import Dataset, check_update, run_update
folder, at = Path(sys.argv[1]), int(sys.argv[2])
count = 0
def touched(event, args):
    global count
    if event in ("open", "os.mkdir", "os.rename", "os.link", "os.rmdir", "os.remove", "os.listdir", "shutil.rmtree"):
        if any(str(folder) in str(a) for a in args):
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)
parts = check_update("INSERT DATA { GRAPH <urn:x:g> { <urn:x:b> <urn:x:p> 2 } }")
def alter(store):
    touched("open", [folder])
    run_update(store, parts, Dataset(), "http://x/", 10)
    touched("open", [folder])
sys.addaudithook(touched)
change(folder, alter)
print(count)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_kill_9_leaves_the_old_or_the_new_state(folder: Path, policies: list[Path]) -> None:
    def run(at: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _DYING, str(folder), str(at)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    build(folder, policies[:1], Options())
    old = quads(folder)
    places = int(run(0).stdout)
    new = quads(folder)
    assert len(new) == len(old) + 1
    states = set()
    for n in range(12):
        inserted("DROP SILENT GRAPH <urn:x:g>", folder)
        assert run(1 + round(n * (places - 1) / 11)).returncode == -signal.SIGKILL
        assert quads(folder) in (old, new)
        states.add(quads(folder) == new)
        assert len(list(open_graph(folder).readings())) == 1
    assert states == {False, True}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_server_that_is_killed_in_an_update_leaves_a_whole_graph(folder: Path, policies: list[Path]) -> None:
    build(folder, policies[:1], Options())
    old = quads(folder)
    code = "from graph.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "serve",
        "-g",
        str(folder),
        "--port",
        "0",
        "--allow-updates",
        "--workers",
        "1",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split(" at ")[1].split("/ ")[0]
        lines = " ".join(f"<urn:x:{n}> <urn:x:p> {n} ." for n in range(20_000))
        with ThreadPoolExecutor(1) as pool:
            sent = pool.submit(
                httpx.post, f"{address}/update", content=f"INSERT DATA {{ {lines} }}", headers=DIRECT, timeout=60
            )
            time.sleep(0.7)
            process.kill()
            # It may have been quicker.
            assert isinstance(sent.exception(), httpx.TransportError | None)
    # The process that was at it may go on to its end: then the new state is whole.
    deadline = time.monotonic() + 30
    while len(quads(folder)) == len(old) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert len(quads(folder)) in (len(old), len(old) + 20_000)


def test_hostile_changes_are_refused_and_break_nothing(tmp_path: Path) -> None:
    chance = random.Random(11)
    statuses: Counter[int] = Counter()
    with (
        served(make(tmp_path / "g"), "--allow-updates", "--timeout", "10", "--workers", "1") as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        for _ in range(150):
            method, _, headers, body = hostile(chance)
            path = chance.choice(["/update", "/data", "/data?graph=urn:x:a", "/data?default"])
            headers["Content-Type"] = chance.choice(
                [headers["Content-Type"], "application/sparql-update", "text/turtle", "application/rdf+xml"]
            )
            answer = client.request(
                method, path, headers=headers, content=body if method not in ("GET", "HEAD") else None
            )
            statuses[answer.status_code] += 1
            assert answer.status_code < 500, (method, path, headers, body, answer.text)
        assert truth(client.get("/sparql", params={"query": "ASK { ?t a qz:Text }"}))
    assert sum(n for status, n in statuses.items() if 400 <= status < 500) > 80, statuses
