"""The graph held against its SHACL shapes.

pySHACL on an in-memory rdflib graph is the reference and says what is wrong. Where the engine of the package ``shacl``
is installed, thirty times as fast, it looks first, and pySHACL sees only what does not conform; a test holds both to the
same findings. Each text's graph is checked together with what the registry says of the agencies and places that it names,
so that the time grows with the texts and not with their square; then what users wrote, together with all that is said of
the same things; then the registry by itself, for what no text names.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, RdfFormat, Store, Triple, serialize

import ontology
from graph.change import own_graphs
from graph.iris import Iris
from ontology import OA, QZ, RDF

if TYPE_CHECKING:
    import rdflib

Graph = NamedNode | BlankNode | DefaultGraph
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


def _memory(data: bytes) -> rdflib.Graph:
    """Return N-Triples as an rdflib Memory graph, on which pySHACL is fast."""
    import rdflib

    return rdflib.Graph().parse(data=data.decode("utf-8"), format="nt")


@cache
def _fast() -> Callable[[bytes], int] | None:
    """Return what counts the violations of N-Triples quickly, where it is installed."""
    try:
        import shacl
    except ImportError:
        return None
    shapes = shacl.Shapes.from_turtle(ontology.read("shapes.ttl"))
    return lambda data: len(shapes.validate_text(data.decode("utf-8"), format="ntriples").results)


def _with(
    store: Store, graphs: Sequence[Graph], others: Sequence[NamedNode] | None, steps: int = 2
) -> Iterator[Triple]:
    """Yield the triples of graphs, and those of ``others`` about the nodes that they speak of, and that these point to.

    Two steps: a shape asks what kind of thing an agency's place or line is. Without ``others`` every graph is asked.
    """
    near: set[NamedNode] = set()
    for graph in graphs:
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield quad.triple
            near.update(node for node in (quad.subject, quad.object) if isinstance(node, NamedNode))
    seen = set(near)
    for _ in range(steps):
        next_near: set[NamedNode] = set()
        for node in near:
            for other in (None,) if others is None else others:
                for quad in store.quads_for_pattern(node, None, None, other):
                    yield quad.triple
                    if isinstance(quad.object, NamedNode) and quad.object not in seen:
                        next_near.add(quad.object)
        seen |= next_near
        near = next_near


def _speak_of(store: Store, graphs: Sequence[Graph], node: str) -> bool:
    name = NamedNode(node)
    return any(
        next(store.quads_for_pattern(subject, None, value, graph), None) is not None
        for graph in graphs
        for subject, value in ((name, None), (None, name))
    )


def validate(
    store: Store, iris: Iris | None = None, only: Container[str] | None = None, fast: bool = True
) -> Iterator[Violation]:
    """Yield the violations of every text's graph, of what users wrote and of the registry, each once.

    What users wrote is held against the shapes together with what the graph says of the same things.

    Parameters
    ----------
    store
        A built graph.
    iris
        The base that the graph was built with.
    only
        IRIs of the texts to check beside the others; all by default.
    fast
        Let the faster engine look first, where it is installed.
    """
    look = _fast() if fast else None
    iris = iris or Iris()
    registry, derived, run = (NamedNode(iris.graph(name)) for name in ("registry", "derived", "run"))
    own = own_graphs(store, iris.base)
    texts = (text for text in _texts(store) if text not in own and (only is None or text.value in only))
    parts: list[tuple[Sequence[Graph], str, Iterator[Triple]]] = [
        ([text], text.value, _with(store, [text], (registry, derived, run))) for text in texts
    ]
    # Three steps lead from a fact to its sentence and to its section's number.
    parts.append((own, "", _with(store, own, None, 3)))
    # What a text's agencies point to is the registry's own, which is looked at last.
    parts.append(((), "", _with(store, [registry, run], (derived,))))
    # An agency without a name is one fault, however many texts name it.
    told: set[tuple[str, str]] = set()
    for graphs, text, triples in parts:
        written = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        if look is not None and not look(written):
            continue
        data = _memory(written)
        conforms, results = _reference(data)
        if conforms:
            continue
        for violation in _violations(data, results, text):
            if graphs and not _speak_of(store, graphs, violation.node):
                continue
            if (violation.node, violation.message) not in told:
                told.add((violation.node, violation.message))
                yield violation


def _reference(data: rdflib.Graph) -> tuple[bool, rdflib.Graph]:
    import pyshacl

    conforms, results, _ = pyshacl.validate(data, shacl_graph=_shapes(), advanced=False, meta_shacl=False)
    return conforms, results


@cache
def _shapes() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=ontology.read("shapes.ttl"), format="turtle")


def _violations(data: rdflib.Graph, results: rdflib.Graph, text: str) -> Iterator[Violation]:
    from rdflib import Namespace, URIRef
    from rdflib.namespace import DCTERMS

    sh, qz, oa = Namespace(_SH), Namespace(QZ), Namespace(OA)
    found = []
    for result in results.subjects(sh.resultSeverity, sh.Violation):
        node = results.value(result, sh.focusNode)
        if (result, sh.sourceConstraintComponent, sh.SPARQLConstraintComponent) in results:
            # The shape stands on the text and tells the node at fault as the value.
            node = results.value(result, sh.value) or node
        messages = sorted(results.objects(result, sh.resultMessage), key=lambda m: getattr(m, "language", "") != "zh")
        section = data.value(node, qz.section) or data.value(data.value(node, qz.task), qz.section)
        # A task has no sentence of its own: its clause says where it is.
        evidence = data.value(node, qz.evidence) or data.value(data.value(None, qz.task, node), qz.evidence)
        selector = data.value(evidence, oa.hasSelector) or node
        source = URIRef(text) if text else data.value(evidence, oa.hasSource)
        found.append(
            Violation(
                document=str(data.value(source, DCTERMS.title) or text),
                path=str(data.value(section, qz.path) or data.value(node, qz.path) or ""),
                node=str(node),
                sentence=str(data.value(selector, oa.exact) or data.value(node, DCTERMS.title) or ""),
                message=str(messages[0]) if messages else "",
            )
        )
    yield from sorted(found, key=lambda v: (v.path, v.node, v.message))
