"""The vocabulary: its files parse, say what they are in both languages, and name nothing that isn't there."""

from __future__ import annotations

import csv
import dataclasses
import re
import shutil
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, VANN, XSD, DefinedNamespace

import ontology
from graph.build import all_quads, text_quads
from graph.iris import Iris
from graph.writer import Reading
from ontology import CV, ELI, OA, PREFIXES, QZ, ROLE
from ontology.page import render
from seeds.tables import rows
from tests.conftest import TOP
from tests.graph.facts_sample import sample

FILES = ("policy.ttl", "roles.ttl", "shapes.ttl")


def parsed(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology.read(name), format="turtle")


@pytest.fixture(scope="module")
def policy() -> rdflib.Graph:
    return parsed("policy.ttl")


def own(graph: rdflib.Graph) -> set[str]:
    return {str(s) for s in graph.subjects(RDF.type) if str(s).startswith(QZ)}


@pytest.mark.parametrize("name", FILES)
def test_files_parse(name: str) -> None:
    assert len(parsed(name)) > 50


def test_the_vocabulary_has_a_version(policy: rdflib.Graph) -> None:
    assert list(policy.objects(rdflib.URIRef("https://w3id.org/quanze/ontology"), OWL.versionIRI))


def test_every_own_term_is_labelled_and_explained_in_both_languages(policy: rdflib.Graph) -> None:
    for term in own(policy):
        for said in (RDFS.label, SKOS.definition, SKOS.example):
            found = list(policy.objects(rdflib.URIRef(term), said))
            assert sorted(str(o.language) for o in found if isinstance(o, rdflib.Literal)) == ["en", "zh"], (term, said)


def test_domains_and_ranges_are_declared_where_they_are_own(policy: rdflib.Graph) -> None:
    named = {str(o) for p in (RDFS.domain, RDFS.range) for o in policy.objects(None, p)}
    assert {n for n in named if n.startswith(QZ)} <= own(policy)


@pytest.mark.parametrize("name", [*ontology.questions(), "shapes.ttl"])
def test_questions_and_shapes_use_declared_terms_only(policy: rdflib.Graph, name: str) -> None:
    text = ontology.questions().get(name) or ontology.read(name)
    used = {QZ + term for term in re.findall(r"\bqz:(\w+)", text)}
    assert used
    assert used <= own(policy)


CARRIED: dict[str, type[DefinedNamespace]] = {str(n): n for n in (DCTERMS, GEO, ORG, PROV, SDO, SKOS, VANN)}


def listed() -> dict[str, dict[str, str]]:
    """Return the terms that rdflib does not carry, as they are where they were read."""
    found = {}
    for path in sorted((TOP / "tests" / "vocabularies").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found.update({row["term"]: row for row in csv.DictReader(file)})
    return found


def test_borrowed_terms_exist(policy: rdflib.Graph) -> None:
    quads = list(all_quads(sample(), Iris(), "test"))
    used = {q.predicate.value for q in quads}
    used |= {q.object.value for q in quads if q.predicate.value == str(RDF.type)}
    used |= {str(t) for triple in policy for t in triple if isinstance(t, rdflib.URIRef)}
    shorts = re.findall(r"\b(\w+):(\w+)", "".join([*ontology.questions().values(), ontology.read("shapes.ttl")]))
    used |= {PREFIXES[prefix] + term for prefix, term in shorts if prefix in PREFIXES}
    unknown = {term for term in used if term.startswith((CV, ELI, OA))} - listed().keys() - {CV, ELI, OA}
    assert not unknown
    checked = 0
    for term in used:
        for base, namespace in CARRIED.items():
            if term.startswith(base) and term != base:
                assert term.removeprefix(base) in namespace, term
                checked += 1
    assert checked > 30


def test_borrowed_terms_are_declared_as_what_they_are(policy: rdflib.Graph) -> None:
    for term, row in listed().items():
        assert (rdflib.URIRef(term), RDF.type, OWL[row["kind"]]) in policy, term
        assert row["version"]
        assert row["read_from"]


def published() -> rdflib.Graph:
    """Return what the lists say of the terms as axioms; several domains or ranges in a cell are one of them."""
    axioms = rdflib.Graph()
    for term, row in listed().items():
        node = rdflib.URIRef(term)
        axioms.add((node, RDF.type, OWL[row["kind"]]))
        for above in row["subclass_of"].split():
            axioms.add((node, RDFS.subClassOf, rdflib.URIRef(above)))
        for said in ("domain", "range"):
            ends: list[rdflib.term.Node] = [rdflib.URIRef(end) for end in row[said].split()]
            if len(ends) > 1:
                union, first = rdflib.BNode(), rdflib.BNode()
                Collection(axioms, first, ends)
                axioms.add((union, OWL.unionOf, first))
                ends = [union]
            for end in ends:
                axioms.add((node, RDFS[said], end))
    return axioms


def test_borrowed_terms_are_used_within_their_domains_and_ranges(policy: rdflib.Graph) -> None:
    """What is written at either end of a borrowed property is of a class that it is published for, in so many words."""
    told = published()
    told += policy
    told += parsed("roles.ttl")
    for quad in all_quads(sample(), Iris(), "test"):
        if quad.predicate.value == str(RDF.type):
            told.add((rdflib.URIRef(quad.subject.value), RDF.type, rdflib.URIRef(quad.object.value)))

    def kinds(node: str) -> set[str]:
        own = told.objects(rdflib.URIRef(node), RDF.type)
        return {str(above) for kind in own for above in told.transitive_objects(kind, RDFS.subClassOf)} | {
            str(OWL.Thing)
        }

    seen = set()
    for quad in all_quads(sample(), Iris(), "test"):
        row = listed().get(quad.predicate.value)
        if row is None:
            continue
        seen.add(quad.predicate.value)
        assert isinstance(quad.object, Literal) == (row["kind"] == "DatatypeProperty"), quad
        if row["domain"]:
            assert kinds(quad.subject.value) & set(row["domain"].split()), quad
        if isinstance(quad.object, Literal) and row["range"].endswith("nonNegativeInteger"):
            # A whole number from 0 is a non-negative one.
            assert int(quad.object.value) >= 0
        elif isinstance(quad.object, Literal):
            assert quad.object.datatype.value == row["range"], quad
        elif row["range"]:
            assert kinds(quad.object.value) & set(row["range"].split()), quad
    assert len(seen) > 12


@pytest.mark.parametrize("given", ["2025-05-06", "2025-05", "2025"])
def test_only_whole_days_are_dates_to_eli(given: str) -> None:
    reading = sample()[0]
    document = dataclasses.replace(reading.facts.document, issued=given, effective_from=given, effective_to=given)
    quads = text_quads(Reading(dataclasses.replace(reading.facts, document=document), reading.text), Iris())
    dates = {term for term, row in listed().items() if row["range"] == str(XSD.date)}
    wider = {str(DCTERMS.date), str(DCTERMS.valid)}
    found = [q for q in quads if q.predicate.value in dates | wider]
    assert [q.object.value for q in found] == [given] * 3
    for quad in found:
        assert isinstance(quad.object, Literal)
        assert (quad.predicate.value in dates) == (quad.object.datatype.value == str(XSD.date)) == (len(given) == 10)


def contradictions(data: rdflib.Graph) -> list[str]:
    """Return what the OWL 2 RL closure of a graph finds wrong; the graph is closed."""
    import owlrl

    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    errors = [str(o) for s, _, o in data if "DatatypeErr" in str(s) or str(s).endswith("ErrorMessage")]
    errors += [str(o) for _, p, o in data if str(p).endswith("#error")]
    return errors + [str(s) for s in data.subjects(RDF.type, OWL.Nothing)]


@pytest.mark.slow
def test_the_vocabulary_and_what_build_writes_are_consistent(policy: rdflib.Graph) -> None:
    data = published()
    data += policy
    data += parsed("roles.ttl")
    for quad in all_quads(sample(), Iris(), "test"):
        data.parse(data=str(quad.triple) + " .", format="nt")
    assert not contradictions(data)
    # And it did reason: an assignment is a participation.
    assignment = next(data.subjects(RDF.type, rdflib.URIRef(QZ + "Assignment")))
    assert (assignment, RDF.type, rdflib.URIRef(CV + "Participation")) in data
    # What is not written down follows: what a section names, and that a technology is a concept.
    named = set(data.subject_objects(rdflib.URIRef(QZ + "mentionsTechnology")))
    section, technology = rdflib.URIRef(QZ + "section"), rdflib.URIRef(QZ + "technology")
    assert named == {(data.value(mention, section), concept) for mention, concept in data.subject_objects(technology)}
    assert named
    assert all((concept, RDF.type, SKOS.Concept) in data for _, concept in named)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        # By its type, and by the domain and the range of a property.
        (QZ + "x", str(RDF.type), QZ + "Target"),
        (QZ + "x", QZ + "task", QZ + "y"),
        (QZ + "y", QZ + "task", QZ + "x"),
        # By what ELI says: a section is a policy, and what is passed by somebody is one.
        (QZ + "x", str(RDF.type), ELI + "LegalResourceSubdivision"),
        (QZ + "x", ELI + "passed_by", QZ + "y"),
    ],
)
def test_a_mix_up_is_a_contradiction(policy: rdflib.Graph, subject: str, predicate: str, value: str) -> None:
    data = published()
    data += policy
    data.add((rdflib.URIRef(QZ + "x"), RDF.type, rdflib.URIRef(QZ + "Instrument")))
    data.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), rdflib.URIRef(value)))
    assert contradictions(data)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java")
def test_hermit_finds_the_vocabulary_consistent(policy: rdflib.Graph, tmp_path: Path) -> None:
    owlready2 = pytest.importorskip("owlready2")
    path = tmp_path / "policy.nt"
    policy.serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()
    found = world.get_ontology(path.as_uri()).load()
    with found:
        owlready2.sync_reasoner_hermit(world, debug=0)
    assert not list(world.inconsistent_classes())


def test_every_printed_word_for_a_role_is_a_label_of_it() -> None:
    roles = parsed("roles.ttl")
    for row in rows("roles"):
        if row["term"]:
            # 按职责分工负责 is narrower than responsible: its labels count for both.
            names = ("responsible", "shared") if row["role"] == "responsible" else (row["role"],)
            labels = {
                str(label)
                for name in names
                for said in (SKOS.prefLabel, SKOS.altLabel)
                for label in roles.objects(rdflib.URIRef(ROLE + name), said)
            }
            assert row["term"] in labels, row


def test_each_role_has_a_letter() -> None:
    roles = parsed("roles.ttl")
    letters = set(roles.subjects(SKOS.inScheme, rdflib.URIRef("https://w3id.org/quanze/rasci")))
    for role in roles.subjects(RDF.type, ORG.Role):
        assert set(roles.objects(role, SKOS.closeMatch)) & letters, role
    shared = rdflib.URIRef(ROLE + "shared")
    assert (shared, SKOS.broader, rdflib.URIRef(ROLE + "responsible")) in roles


def test_the_page_is_that_of_the_vocabulary() -> None:
    page = render()
    assert (TOP / "docs" / "ontology.html").read_text(encoding="utf-8") == page, (
        "python -m ontology.page > docs/ontology.html"
    )
    assert all(f'id="{term.removeprefix(QZ)}"' in page for term in own(parsed("policy.ttl")))
    assert "<svg" in page
    assert not re.findall(r"(?:src|<link[^>]*href)=\"https?:", page)
