"""A real server for the tests of the endpoint, and what they ask it."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx
from pyoxigraph import Literal, NamedNode, Quad

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


def fresh() -> str:
    """Return a query that was not asked before, so that a worker answers it."""
    return f"{ASK} # {next(NUMBERS)}"


def truth(answer: httpx.Response) -> bool:
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["boolean"])


def ask_graph(*numbers: int) -> str:
    return "ASK { " + " . ".join(f"<{W3C}data{n}.rdf> ?p{n} ?o{n}" for n in numbers) + " }"


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


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
