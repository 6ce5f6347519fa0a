"""Collects the quads of one named graph."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from extract.facts import Facts
from ontology import RDF, XSD

_TYPE = NamedNode(RDF + "type")
_INTEGER = NamedNode(XSD + "integer")
# ISO 8601 lets a day or a month be left out, which are other datatypes.
_DATES = {4: NamedNode(XSD + "gYear"), 7: NamedNode(XSD + "gYearMonth"), 10: NamedNode(XSD + "date")}


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as it comes from extraction: its facts and the restored text that they refer to."""

    facts: Facts
    text: str


class Writer:
    """Collects the quads of one graph; absent words and dates write nothing."""

    def __init__(self, graph: str) -> None:
        self.graph = NamedNode(graph)
        self.quads: list[Quad] = []

    def add(self, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        """Add one triple."""
        self.quads.append(Quad(NamedNode(subject), NamedNode(predicate), value, self.graph))

    def a(self, subject: str, *types: str) -> None:
        """Say what kind of thing a subject is."""
        for kind in types:
            self.quads.append(Quad(NamedNode(subject), _TYPE, NamedNode(kind), self.graph))

    def link(self, subject: str, predicate: str, target: str) -> None:
        """Add a triple whose object is an IRI."""
        self.add(subject, predicate, NamedNode(target))

    def text(self, subject: str, predicate: str, words: str | None, language: str | None = None) -> None:
        """Add words, with their language where one is given."""
        if words:
            self.add(subject, predicate, Literal(words, language=language) if language else Literal(words))

    def number(self, subject: str, predicate: str, value: int) -> None:
        """Add a whole number."""
        self.add(subject, predicate, Literal(str(value), datatype=_INTEGER))

    def date(self, subject: str, predicate: str, day: str | None) -> None:
        """Add a day, a month or a year in ISO 8601."""
        if day:
            self.add(subject, predicate, Literal(day, datatype=_DATES.get(len(day), _DATES[10])))

    def real(self, subject: str, predicate: str, value: float | None) -> None:
        """Add a number that need not be whole."""
        if value is not None:
            self.add(subject, predicate, Literal(value))
