"""The graph held against its SHACL shapes, by pySHACL on an in-memory rdflib graph.

Each text's graph is checked together with the registry, which describes the agencies and places that it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

import ontology
from graph.iris import Iris
from ontology import OA, QZ, RDF

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault of the graph: which node, in which document and section, what sentence, what is wrong."""

    document: str
    path: str
    node: str
    sentence: str
    message: str


def _texts(store: Store) -> list[NamedNode]:
    found = store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(QZ + "Text"), None)
    return sorted({quad.graph_name for quad in found if isinstance(quad.graph_name, NamedNode)}, key=str)


def _memory(store: Store, *graphs: NamedNode) -> rdflib.Graph:
    """Return the union of some graphs as an rdflib Memory graph, on which pySHACL is fast."""
    import rdflib

    triples = (quad.triple for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))
    data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=data.decode("utf-8"), format="nt")


def validate(store: Store, iris: Iris | None = None) -> Iterator[Violation]:
    """Yield the violations of every text's graph and of the registry.

    Parameters
    ----------
    store
        A built graph.
    iris
        The base that the graph was built with.
    """
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(data=ontology.read("shapes.ttl"), format="turtle")
    registry = NamedNode((iris or Iris()).graph("registry"))
    for text in _texts(store):
        data = _memory(store, text, registry)
        conforms, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, meta_shacl=False)
        if not conforms:
            yield from _violations(data, results, text.value)


def _violations(data: rdflib.Graph, results: rdflib.Graph, text: str) -> Iterator[Violation]:
    from rdflib import Namespace, URIRef
    from rdflib.namespace import DCTERMS

    sh, qz, oa = Namespace(_SH), Namespace(QZ), Namespace(OA)
    title = str(data.value(URIRef(text), DCTERMS.title) or text)
    found = []
    for result in results.subjects(sh.resultSeverity, sh.Violation):
        node = results.value(result, sh.focusNode)
        messages = sorted(results.objects(result, sh.resultMessage), key=lambda m: getattr(m, "language", "") != "zh")
        section = data.value(node, qz.section) or data.value(data.value(node, qz.task), qz.section)
        selector = data.value(data.value(node, qz.evidence), oa.hasSelector)
        found.append(
            Violation(
                document=title,
                path=str(data.value(section, qz.path) or data.value(node, qz.path) or ""),
                node=str(node),
                sentence=str(data.value(selector, oa.exact) or ""),
                message=str(messages[0]) if messages else "",
            )
        )
    yield from sorted(found, key=lambda v: (v.path, v.node, v.message))
