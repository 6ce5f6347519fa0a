"""What the endpoint refuses and stops: long queries and answers, hostile requests, other machines."""

from __future__ import annotations

import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.guard import check
from graph.serve.pool import Answer, Answers
from tests.graph.documents import stored
from tests.graph.facts_sample import sample
from tests.graph.served import ASK, CROSS, CSV, JSON, SORT, fresh, hostile, make, served, truth

pytestmark = pytest.mark.slow


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
        # Of workers that were stopped others take the place, which are busy for a moment as they start.
        while (left := busy()) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert left == 0
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
