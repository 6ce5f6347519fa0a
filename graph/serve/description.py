"""What the endpoint says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from pyoxigraph import Literal, NamedNode, Triple

from graph.serve.editor import Updates
from graph.store import Graph
from ontology import RDF, RDFS, XSD

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


_KEPT = (
    "Graphs whose IRIs begin with {base} are written by quanze build. {may} All other graphs, and triples in no named "
    "graph, are the users' own: every build keeps them. The WHERE of an update reads the union of all graphs, unless "
    "USING, WITH or the protocol's using-graph-uri name others; triples outside GRAPH are written into no named graph."
)
_MAY = {
    "own": "Updates that would change them are refused.",
    "all": "Updates may change them; the next build writes them anew from its documents.",
}


def describe(graph: Graph, endpoint: str, updates: Updates | None = None) -> Iterator[Triple]:
    """Yield the description of the endpoint at an address, and of its neighbour for updates where there is one.

    Parameters
    ----------
    graph
        What is served.
    endpoint
        Where queries are answered.
    updates
        What clients may change; None for nothing.
    """
    service, data = NamedNode(endpoint), NamedNode(endpoint + "#dataset")
    default = NamedNode(endpoint + "#default-graph")

    def sd(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    kind = NamedNode(RDF + "type")
    yield Triple(service, kind, sd("Service"))
    yield Triple(service, sd("endpoint"), service)
    yield Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    yield Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    for name in _RESULTS:
        yield Triple(service, sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, sd("defaultEntailmentRegime"), NamedNode("http://www.w3.org/ns/entailment/Simple"))
    yield Triple(service, sd("defaultDataset"), data)
    if updates is not None:
        update = NamedNode(urljoin(endpoint, "/update"))
        yield Triple(update, kind, sd("Service"))
        yield Triple(update, sd("endpoint"), update)
        yield Triple(update, sd("supportedLanguage"), sd("SPARQL11Update"))
        yield Triple(update, sd("feature"), sd("UnionDefaultGraph"))
        yield Triple(update, sd("defaultDataset"), data)
        words = _KEPT.format(base=graph.report["base"], may=_MAY[updates])
        yield Triple(update, NamedNode(RDFS + "comment"), Literal(words, language="en"))
    yield Triple(data, kind, sd("Dataset"))
    yield Triple(data, sd("defaultGraph"), default)
    yield Triple(default, kind, sd("Graph"))
    number = Literal(str(len(graph.store)), datatype=NamedNode(XSD + "integer"))
    yield Triple(default, NamedNode(_VOID + "triples"), number)
    for at, name in enumerate(sorted(str(g.value) for g in graph.store.named_graphs())):
        node = NamedNode(f"{endpoint}#graph-{at + 1}")
        yield Triple(data, sd("namedGraph"), node)
        yield Triple(node, kind, sd("NamedGraph"))
        yield Triple(node, sd("name"), NamedNode(name))
