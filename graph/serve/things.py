"""A thing of the graph under its IRI: what is said of it, what points to it, and what all of that is called."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple

import ontology
from graph.query import plain
from graph.store import Graph
from graph.wording import value, word
from ontology import DCTERMS, OA, PREFIXES, QZ, RDF, SKOS

SHOWN = 300
_NAMES = (SKOS + "prefLabel", DCTERMS + "title")
# Longer sentences are cut in a list of things.
_SENTENCE = 60
# Own properties whose values are codes, and the column of answers that shows the same.
_CODED = {
    QZ + name: column
    for name, column in (
        *(("agencyKind", "kind"), ("technologyKind", "kind"), ("instrumentKind", "kind"), ("clusterKind", "kind")),
        *(("level", "level"), ("sitingRelation", "relation"), ("citationRelation", "relation")),
        *(("changeKind", "change"), ("certainty", "certainty"), ("comparator", "comparator"), ("reason", "reason")),
    )
}


def about(graph: Graph, node: NamedNode) -> list[Quad]:
    """Return what is said of a thing, and by which things it is pointed to, not more of these than can be read."""
    pointing = zip(range(SHOWN), graph.store.quads_for_pattern(None, None, node, None), strict=False)
    said = [*graph.store.quads_for_pattern(node, None, None, None), *(quad for _, quad in pointing)]
    # What points to itself is in both; a triple may stand in several graphs.
    return list({quad.triple: quad for quad in said}.values())


@cache
def roles() -> Store:
    """Return the scheme of roles, which the graph points to and does not hold."""
    store = Store()
    store.load(ontology.read("roles.ttl"), RdfFormat.TURTLE)
    return store


def name(graph: Graph, node: NamedNode) -> str:
    """Return what a thing is called: by its label or title, a fact by its kind and its sentence, else by its IRI."""
    for predicate in _NAMES:
        found = _one(graph, node, predicate)
        if found is not None:
            return str(plain(found))
    labels = [
        quad.object for quad in roles().quads_for_pattern(node, None, None, None) if quad.predicate.value in _NAMES
    ]
    if labels:
        return next(label.value for label in labels if isinstance(label, Literal) and label.language == "zh")
    evidence = _one(graph, node, QZ + "evidence") or node
    selector = _one(graph, evidence, OA + "hasSelector") if isinstance(evidence, NamedNode) else None
    sentence = _one(graph, selector if isinstance(selector, NamedNode) else node, OA + "exact")
    if sentence is None:
        return term(node.value)
    words = " ".join(str(plain(sentence)).split())
    words = words if len(words) <= _SENTENCE else words[:_SENTENCE] + "…"
    kind = _one(graph, node, RDF + "type")
    printed = _one(graph, node, QZ + "agencyAsNamed")
    head = term(kind.value) if isinstance(kind, NamedNode) else ""
    return f"{head}{'·' + str(plain(printed)) if printed else ''}：{words}"


def _one(graph: Graph, node: NamedNode, predicate: str) -> NamedNode | BlankNode | Literal | Triple | None:
    found = next(graph.store.quads_for_pattern(node, NamedNode(predicate), None, None), None)
    return found.object if found is not None else None


def term(iri: str) -> str:
    """Return what a property or a class is called, with its prefixed name where it has no Chinese label."""
    own = ontology.labels().get(iri)
    return own or word(short(iri))


def short(iri: str) -> str:
    """Return an IRI with its prefix, or its last two steps."""
    if iri == RDF + "type":
        return "a"
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return "/".join(iri.rsplit("/", 2)[-2:])


def shown(graph: Graph, predicate: NamedNode, object_: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return what a value of a property shows."""
    if isinstance(object_, NamedNode):
        return term(object_.value) if predicate.value == RDF + "type" else name(graph, object_)
    return str(value(_CODED.get(predicate.value, ""), plain(object_)))


def rows(graph: Graph, node: NamedNode, quads: list[Quad]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return what is said of a thing and what points to it: property, its short name, value, the value's IRI."""

    def lines() -> Iterator[tuple[bool, tuple[str, ...]]]:
        for quad in quads:
            out = quad.subject == node
            other = quad.object if out else quad.subject
            iri = other.value if isinstance(other, NamedNode) else ""
            predicate = quad.predicate.value
            words = shown(graph, quad.predicate, other)
            yield out, (term(predicate), short(predicate), words, iri)

    found = list(lines())
    return sorted(row for out, row in found if out), sorted(row for out, row in found if not out)
