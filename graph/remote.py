"""Any SPARQL 1.1 store in the embedded one's place: asked by the protocol, loaded by Graph Store Protocol or update.

The store must answer a query without ``FROM`` over the union of its named graphs, as the embedded one does.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from extract.errors import GraphError, OutputError
from ontology import QZ

_TIMEOUT = 600.0
# Large enough that a request's cost does not count, small enough for every store's limit.
_BATCH = 10_000
_JSON = "application/sparql-results+json"
_NT = "application/n-triples"
STATE = "remote.json"
_UNION = (
    "start it so that its default graph is the union of all: oxigraph serve --union-default-graph, "
    "in Fuseki tdb2:unionDefaultGraph true"
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is asked, updated, and loaded by the Graph Store Protocol."""

    query: str
    update: str | None = None
    data: str | None = None

    def __str__(self) -> str:
        pairs = (("query", self.query), ("update", self.update), ("data", self.data))
        return ",".join(f"{name}={url}" for name, url in pairs if url)

    @classmethod
    def parse(cls, text: str) -> Address:
        """Return the address that ``query=URL[,update=URL][,data=URL]`` names.

        Raises
        ------
        GraphError
            If it can't be read.
        """
        mend = "write query=http://…/query,update=http://…/update[,data=http://…/store]"
        parts: dict[str, str] = {}
        for part in text.split(","):
            name, _, url = part.partition("=")
            if name not in ("query", "update", "data") or not url.startswith(("http://", "https://")):
                raise GraphError(f"{part!r} is no address of a store", mend)
            parts[name] = url
        if "query" not in parts:
            raise GraphError(f"{text!r} names nowhere to ask", mend)
        return cls(parts["query"], parts.get("update"), parts.get("data"))


def _send(url: str, body: bytes | None, method: str = "POST", kind: str = "", accept: str = "*/*") -> tuple[str, bytes]:
    """Send a request, return media type and body.

    Raises
    ------
    GraphError
        If the store can't be reached.
    urllib.error.HTTPError
        If it refuses.
    """
    headers = {"Accept": accept, "User-Agent": "quanze", **({"Content-Type": kind} if kind else {})}
    request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310 - http(s) only, see Address
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
            return answer.headers.get_content_type(), answer.read()
    except urllib.error.HTTPError:
        raise
    except OSError as fault:
        reason = getattr(fault, "reason", fault)
        raise GraphError(
            f"{url}: the store can't be reached ({reason})", "see whether it runs, and its address"
        ) from fault


def _words(fault: urllib.error.HTTPError) -> str:
    return f"{fault.code} {fault.read(500).decode('utf-8', 'replace').strip()}"


class Remote:
    """A store over HTTP, asked as the embedded one is."""

    def __init__(self, address: Address) -> None:
        self.address = address

    def query(
        self, query: str, *, prefixes: Mapping[str, str] | None = None, use_default_graph_as_union: bool = False
    ) -> QuerySolutions | QueryBoolean | tuple[Triple, ...]:
        """Answer a query.

        Parameters
        ----------
        query
            SPARQL.
        prefixes
            Prefixes that it may leave out.
        use_default_graph_as_union
            As the embedded store has it; the server's own setting decides.

        Raises
        ------
        SyntaxError
            If the store finds no query in it.
        OSError
            If it refuses for another reason.
        GraphError
            If it can't be reached.
        """
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        body = urllib.parse.urlencode({"query": head + query}).encode()
        kind = "application/x-www-form-urlencoded"
        try:
            media, found = _send(self.address.query, body, kind=kind, accept=f"{_JSON}, {_NT};q=0.9")
        except urllib.error.HTTPError as fault:
            if fault.code == 400:
                raise SyntaxError(_words(fault)) from fault
            raise OSError(f"{self.address.query}: {_words(fault)}") from fault
        if media in (_JSON, "application/json"):
            return parse_query_results(found, QueryResultsFormat.JSON)
        return tuple(quad.triple for quad in parse(found, RdfFormat.N_TRIPLES))

    def copy(self) -> Store:
        """Return all that the store holds in named graphs, in memory, for what a query alone can't do.

        Raises
        ------
        GraphError
            If the store can't be reached, or refuses.
        """
        held = Store()
        try:
            rows = self.query("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }")
            held.bulk_extend(Quad(row[0], row[1], row[2], row[3]) for row in rows)  # type: ignore[union-attr]
        except (OSError, SyntaxError, ValueError) as fault:
            raise GraphError(f"{self.address.query}: the graph can't be fetched ({fault})", "see its log") from fault
        return held

    def check(self) -> None:
        """See that the store answers, and over all its graphs.

        Raises
        ------
        GraphError
            If it does not.
        """
        try:
            if not self.query(f"ASK {{ ?t a <{QZ}Text> }}") and self.query(f"ASK {{ GRAPH ?g {{ ?t a <{QZ}Text> }} }}"):
                raise GraphError(f"{self.address.query}: the store answers from its default graph alone", _UNION)
        except (OSError, SyntaxError, ValueError) as fault:
            raise GraphError(f"{self.address.query}: no SPARQL endpoint ({fault})", "check the address") from fault


def load(
    store: Store, address: Address, folder: Path, watch: Callable[[Sequence[str]], Iterator[str]] = iter
) -> tuple[int, int, int]:
    """Make a remote store hold the graphs of a built one; what it holds of them already is left as it is.

    A run that breaks off is taken up where it stopped: what has been loaded is noted in the graph's folder, graph
    by graph.

    Parameters
    ----------
    store
        The embedded store.
    address
        Where to load; by the Graph Store Protocol where ``data`` is named, else by ``update``.
    folder
        The graph's folder.
    watch
        Given the graphs to load, yields them; a place for progress.

    Returns
    -------
    tuple of int
        Graphs loaded, left as they were, and removed.

    Raises
    ------
    GraphError
        If the store can't be reached.
    OutputError
        If it refuses the data, or ``address`` names no way to load.
    """
    if address.update is None and address.data is None:
        raise OutputError(f"{address}: names no way to load", "add update=URL or data=URL")
    note = folder / STATE
    noted = _noted(note)
    done = noted.setdefault(str(address), {})
    parts = {str(name.value): _lines(store, str(name.value)) for name in store.named_graphs()}
    hashes = {name: _hash(lines) for name, lines in parts.items()}
    held = _held(address)
    standing = {name for name in parts if done.get(name) == hashes[name] and held.get(name) == len(parts[name])}
    gone = sorted((done.keys() & held.keys()) - parts.keys())
    try:
        for name in gone:
            _drop(address, name)
            done.pop(name, None)
        for name in watch(sorted(parts.keys() - standing)):
            done.pop(name, None)
            _put(address, name, parts[name])
            done[name] = hashes[name]
            note.write_text(json.dumps(noted, indent=1) + "\n", encoding="utf-8")
    except urllib.error.HTTPError as fault:
        raise OutputError(f"{fault.url}: the store refuses the data ({_words(fault)})", "see its log") from fault
    note.write_text(json.dumps(noted, indent=1) + "\n", encoding="utf-8")
    return len(parts) - len(standing), len(standing), len(gone)


def _noted(note: Path) -> dict[str, dict[str, str]]:
    try:
        found: dict[str, dict[str, str]] = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Without the note everything is loaded again, which does no harm.
        return {}
    return found


def _lines(store: Store, name: str) -> list[str]:
    from pyoxigraph import NamedNode

    return sorted(f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, NamedNode(name)))


def _hash(lines: Iterable[str]) -> str:
    total = hashlib.sha256()
    for line in lines:
        total.update(line.encode() + b"\n")
    return total.hexdigest()


def _held(address: Address) -> dict[str, int]:
    """Return how many triples the store has of each graph: it may have been emptied since the note was written."""
    text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    try:
        rows = Remote(address).query(text)
    except (OSError, SyntaxError) as fault:
        raise GraphError(f"{address.query}: no SPARQL endpoint ({fault})", "check the address") from fault
    return {str(row[0].value): int(row[1].value) for row in rows}  # type: ignore[union-attr]


def _drop(address: Address, name: str) -> None:
    if address.update is not None:
        _update(address.update, f"DROP SILENT GRAPH <{name}>")
    else:
        _send(_graph_url(address, name), None, "DELETE")


def _graph_url(address: Address, name: str) -> str:
    return f"{address.data}{'&' if '?' in (address.data or '') else '?'}{urllib.parse.urlencode({'graph': name})}"


def _update(url: str, text: str) -> None:
    _send(url, text.encode(), kind="application/sparql-update")


def _put(address: Address, name: str, lines: Sequence[str]) -> None:
    """Replace a graph, in batches."""
    batches = [lines[at : at + _BATCH] for at in range(0, len(lines), _BATCH)] or [[]]
    if address.data is not None:
        for number, batch in enumerate(batches):
            # PUT replaces what was there, POST adds to it.
            _send(_graph_url(address, name), "\n".join(batch).encode(), "POST" if number else "PUT", _NT)
        return
    assert address.update is not None  # noqa: S101 - load sees to it
    _update(address.update, f"DROP SILENT GRAPH <{name}>")
    for batch in batches:
        if batch:
            _update(address.update, f"INSERT DATA {{ GRAPH <{name}> {{\n" + "\n".join(batch) + "\n} }")
