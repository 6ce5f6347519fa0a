"""The graph held against its SHACL shapes, by pySHACL on an in-memory rdflib graph.

Each text's graph is checked together with what the registry says of the agencies and places that it names, so that the
time grows with the texts and not with their square; then the registry by itself, for what no text names.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Store, Triple, serialize

import ontology
from graph.iris import Iris
from ontology import OA, QZ, RDF

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault of the graph: which node, in which document and section, what sentence, what is wrong.

    The document is empty where the node belongs to the registry and no text names it.
    """

    document: str
    path: str
    node: str
    sentence: str
    message: str


def _texts(store: Store) -> list[NamedNode]:
    found = store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(QZ + "Text"), None)
    return sorted({quad.graph_name for quad in found if isinstance(quad.graph_name, NamedNode)}, key=str)


def _memory(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as an rdflib Memory graph, on which pySHACL is fast."""
    import rdflib

    data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=data.decode("utf-8"), format="nt")


def _of_text(store: Store, text: NamedNode, registry: NamedNode) -> Iterator[Triple]:
    """Yield a text's triples, and those of the registry about the nodes that it points to."""
    named = set()
    for quad in store.quads_for_pattern(None, None, None, text):
        yield quad.triple
        if isinstance(quad.object, NamedNode):
            named.add(quad.object)
    for node in named:
        for quad in store.quads_for_pattern(node, None, None, registry):
            yield quad.triple


def validate(store: Store, iris: Iris | None = None, only: Container[str] | None = None) -> Iterator[Violation]:
    """Yield the violations of every text's graph and of the registry, each once.

    Parameters
    ----------
    store
        A built graph.
    iris
        The base that the graph was built with.
    only
        IRIs of the texts to check beside the registry; all by default.
    """
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(data=ontology.read("shapes.ttl"), format="turtle")
    registry = NamedNode((iris or Iris()).graph("registry"))
    parts = [
        (text.value, _of_text(store, text, registry)) for text in _texts(store) if only is None or text.value in only
    ]
    parts.append(("", (quad.triple for quad in store.quads_for_pattern(None, None, None, registry))))
    # An agency without a name is one fault, however many texts name it.
    told: set[tuple[str, str]] = set()
    for text, triples in parts:
        data = _memory(triples)
        conforms, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, meta_shacl=False)
        if conforms:
            continue
        for violation in _violations(data, results, text):
            if (violation.node, violation.message) not in told:
                told.add((violation.node, violation.message))
                yield violation


def _violations(data: rdflib.Graph, results: rdflib.Graph, text: str) -> Iterator[Violation]:
    from rdflib import Namespace, URIRef
    from rdflib.namespace import DCTERMS

    sh, qz, oa = Namespace(_SH), Namespace(QZ), Namespace(OA)
    title = str(data.value(URIRef(text), DCTERMS.title) or text) if text else ""
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
