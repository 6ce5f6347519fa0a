"""Another store in the embedded one's place: the oxigraph server of PyPI, over real HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graph.remote
from extract.errors import GraphError, OutputError, QueryError
from graph.cli import main
from graph.iris import BASE
from graph.query import ask, questions, run
from graph.remote import STATE, Address, Remote, load
from graph.store import Graph, at_hand, open_graph
from tests.graph.facts_sample import sample
from tests.graph.test_answers import comparable, stored


def _program() -> str:
    """Return the server's program, which the package puts beside Python's, wherever that is."""
    try:
        files = metadata.files("oxigraph") or []
    except metadata.PackageNotFoundError:
        return ""
    found = (Path(str(f.locate())) for f in files if f.name in ("oxigraph", "oxigraph.exe"))
    return next((str(path) for path in found if path.is_file()), "")


PROGRAM = _program()
pytestmark = pytest.mark.skipif(not PROGRAM, reason="the oxigraph server is not installed")


@contextmanager
def server(*options: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PROGRAM, "serve", "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.fixture
def address() -> Iterator[str]:
    with server("--union-default-graph") as url:
        yield url


def by_update(url: str) -> Address:
    return Address.parse(f"query={url}/query,update={url}/update")


def by_data(url: str) -> Address:
    return Address.parse(f"query={url}/query,data={url}/store")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return stored(tmp_path_factory.mktemp("remote") / "g", sample())


def triples(remote: Address) -> int:
    (row,) = Remote(remote).query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    return int(row[0].value)  # type: ignore[union-attr]


@pytest.mark.parametrize("way", [by_update, by_data])
def test_it_answers_as_the_embedded_store_does(
    made: Graph, address: str, way: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph.remote, "_BATCH", 100)
    remote = way(address)  # type: ignore[operator]
    (made.folder / STATE).unlink(missing_ok=True)
    assert load(made.store, remote, made.folder) == (5, 0, 0)
    assert triples(remote) == len(made.store)
    there = open_graph(remote)
    for name, asked in questions().items():
        given = {p.name: p.example for p in asked.parameters if p.required}
        assert comparable(ask(there, name, given).values()) == comparable(ask(made, name, given).values()), name
    assert run(there, "ASK { ?t a qz:Text }") is True
    assert len(run(there, "CONSTRUCT { ?t a qz:Task } { ?t a qz:Task }")) == 5  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="doesn't parse"):
        run(there, "SELECT ?x WHERE {")
    with pytest.raises(GraphError, match="holds no texts"):
        list(there.readings())


def test_it_is_fetched_for_what_a_query_can_not_do(made: Graph, address: str, tmp_path: Path) -> None:
    remote = by_update(address)
    (made.folder / STATE).unlink(missing_ok=True)
    load(made.store, remote, made.folder)
    held = at_hand(open_graph(remote))
    assert (set(held.store), held.report["base"]) == (set(made.store), BASE)
    checked = CliRunner().invoke(main, ["validate", "--store", str(remote)])
    assert (checked.exit_code, "0 violations" in checked.output) == (0, True), checked.output
    written = CliRunner().invoke(main, ["export", "--store", str(remote), "-o", str(tmp_path / "x.nq")])
    assert written.exit_code == 0, written.output
    assert len((tmp_path / "x.nq").read_text("utf-8").splitlines()) == len(made.store)


def test_only_what_it_does_not_hold_is_loaded(made: Graph, address: str) -> None:
    remote = by_update(address)
    (made.folder / STATE).unlink(missing_ok=True)
    assert load(made.store, remote, made.folder) == (5, 0, 0)
    assert load(made.store, remote, made.folder) == (0, 5, 0)
    Remote(remote).query("ASK {}")
    graph.remote._update(f"{address}/update", "CLEAR ALL")
    assert load(made.store, remote, made.folder) == (5, 0, 0)  # it was emptied meanwhile


def test_graphs_that_are_gone_are_removed(made: Graph, address: str, tmp_path: Path) -> None:
    remote = by_data(address)
    (made.folder / STATE).unlink(missing_ok=True)
    load(made.store, remote, made.folder)
    fewer = stored(tmp_path / "fewer", sample()[:1])
    (fewer.folder / STATE).write_bytes((made.folder / STATE).read_bytes())
    new, left, gone = load(fewer.store, remote, fewer.folder)
    assert (gone, left) == (1, 1)
    assert triples(remote) == len(fewer.store)
    assert new == 3


def test_a_load_that_breaks_off_is_taken_up(made: Graph, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    remote = by_update(address)
    (made.folder / STATE).unlink(missing_ok=True)
    whole, calls = graph.remote._put, 0

    def breaking(to: Address, name: str, lines: list[str]) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            whole(to, name, lines[:5])  # half of it
            raise GraphError("the line went dead")
        whole(to, name, lines)

    monkeypatch.setattr(graph.remote, "_put", breaking)
    with pytest.raises(GraphError, match="line went dead"):
        load(made.store, remote, made.folder)
    monkeypatch.undo()
    assert len(json.loads((made.folder / STATE).read_text())[str(remote)]) == 2
    assert load(made.store, remote, made.folder) == (3, 2, 0)
    assert triples(remote) == len(made.store)


def test_a_store_that_does_not_unite_its_graphs_is_told(made: Graph) -> None:
    with server() as url:
        (made.folder / STATE).unlink(missing_ok=True)
        load(made.store, by_update(url), made.folder)
        with pytest.raises(GraphError, match="--union-default-graph"):
            open_graph(by_update(url))


def test_faults_name_the_mend(made: Graph, address: str) -> None:
    for text in ("http://x/", "query=ftp://x/", "update=http://x/", "query"):
        with pytest.raises(GraphError, match="write query="):
            Address.parse(text)
    with pytest.raises(GraphError, match="can't be reached"):
        open_graph(Address.parse("query=http://127.0.0.1:9/"))
    with pytest.raises(GraphError, match="no SPARQL endpoint"):
        open_graph(Address.parse(f"query={address}/nowhere"))
    with pytest.raises(OutputError, match="names no way to load"):
        load(made.store, Address.parse(f"query={address}/query"), made.folder)
    with pytest.raises((OutputError, urllib.error.HTTPError), match="refuses"):
        load(made.store, Address.parse(f"query={address}/query,update={address}/nowhere"), made.folder)


def test_from_the_command_line(address: str, tmp_path: Path, digests: list[Path]) -> None:
    def quanze(*args: object) -> Result:
        return CliRunner().invoke(main, [str(a) for a in args])

    where = f"query={address}/query,update={address}/update"
    built = quanze("build", digests[2], "-o", tmp_path / "g", "--store", where)
    assert built.exit_code == 0, built.output
    assert "4 graphs loaded" in built.output
    rows = json.loads(quanze("query", "documents", "--store", f"query={address}/query", "--json").output)
    assert len(rows) == 1
    matrix = quanze("matrix", "--store", f"query={address}/query", "-o", tmp_path / "m.csv")
    assert matrix.exit_code == 0 or "holds no texts" in matrix.output, matrix.output
