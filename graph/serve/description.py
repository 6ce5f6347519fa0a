"""What the endpoint says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph.store import Graph
from ontology import RDF, XSD

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


def describe(graph: Graph, endpoint: str) -> Iterator[Triple]:
    """Yield the description of the endpoint at an address."""
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
    yield Triple(service, sd("defaultDataset"), data)
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
