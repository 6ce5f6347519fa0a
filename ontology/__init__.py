"""The vocabulary of policy graphs: OWL terms, SKOS schemes, SHACL shapes and competency questions."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

QZ: Final = "https://w3id.org/quanze/ontology#"
ROLE: Final = "https://w3id.org/quanze/role/"
ELI: Final = "http://data.europa.eu/eli/ontology#"
CV: Final = "http://data.europa.eu/m8g/"
ORG: Final = "http://www.w3.org/ns/org#"
OA: Final = "http://www.w3.org/ns/oa#"
PROV: Final = "http://www.w3.org/ns/prov#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SCHEMA: Final = "https://schema.org/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
DCTERMS: Final = "http://purl.org/dc/terms/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Mapping[str, str] = {
    "qz": QZ,
    "role": ROLE,
    "eli": ELI,
    "cv": CV,
    "org": ORG,
    "oa": OA,
    "prov": PROV,
    "skos": SKOS,
    "schema": SCHEMA,
    "geo": GEO,
    "dcterms": DCTERMS,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
}


def read(name: str) -> str:
    """Return the text of a file of this folder: ``policy.ttl``, ``roles.ttl``, ``shapes.ttl``, ``columns.csv`` and so on.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    """
    return resources.files("ontology").joinpath(name).read_text(encoding="utf-8")


@cache
def version() -> str:
    """Return the version of the ontology."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    info = NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
    found = (q for q in parse(input=read("policy.ttl"), format=RdfFormat.TURTLE) if q.predicate == info)
    return str(next(quad.object.value for quad in found))


@cache
def labels() -> Mapping[str, str]:
    """Return the Chinese labels of the own terms by IRI."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    label = NamedNode(RDFS + "label")
    return {
        quad.subject.value: quad.object.value
        for quad in parse(input=read("policy.ttl"), format=RdfFormat.TURTLE)
        if quad.predicate == label
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.language == "zh"
    }


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the questions' answers: its Chinese heading, and what it is where only programs read it.

    ``for_programs`` is ``iri``, ``offset`` or ``flag``, and empty for what people read.
    """

    zh: str
    for_programs: str


@cache
def columns() -> Mapping[str, Column]:
    """Return the columns that the answers to competency questions have, by name."""
    rows = csv.DictReader(read("columns.csv").splitlines())
    return {row["name"]: Column(row["zh"], row["for_programs"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A term of another vocabulary that the graph uses: of what it is said, what it leads to, what users try in its place."""

    subject: str
    term: str
    zh: str
    en: str
    tried: tuple[str, ...]


@cache
def borrowed() -> tuple[Borrowed, ...]:
    """Return what the graph says with the terms of others, in the order of ``borrowed.csv``."""
    rows = csv.DictReader(read("borrowed.csv").splitlines())
    return tuple(Borrowed(r["subject"], r["term"], r["zh"], r["en"], tuple(r["tried"].split())) for r in rows)


@cache
def questions() -> Mapping[str, str]:
    """Return the competency questions: name to SPARQL, in alphabetical order."""
    folder = resources.files("ontology").joinpath("queries")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return {f.name.removesuffix(".rq"): f.read_text(encoding="utf-8") for f in files}
