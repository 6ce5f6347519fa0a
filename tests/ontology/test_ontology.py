"""The vocabulary: its files parse, say what they are in both languages, and name nothing that isn't there."""

from __future__ import annotations

import re

import pytest
import rdflib
from rdflib.namespace import DCTERMS, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, DefinedNamespace

import ontology
from graph.build import all_quads
from graph.iris import Iris
from ontology import CV, ELI, OA, PREFIXES, QZ, ROLE
from seeds.tables import rows
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
        for said in (RDFS.label, RDFS.comment):
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


def test_borrowed_terms_exist(policy: rdflib.Graph) -> None:
    carried: dict[str, type[DefinedNamespace]] = {str(n): n for n in (DCTERMS, GEO, ORG, PROV, SDO, SKOS)}
    listed = {str(s) for s in policy.subjects(RDFS.isDefinedBy) if str(s).startswith((CV, ELI, OA))}
    quads = list(all_quads(sample(), Iris(), "test"))
    used = {q.predicate.value for q in quads}
    used |= {q.object.value for q in quads if q.predicate.value == str(RDF.type)}
    shorts = re.findall(r"\b(eli|oa|cv):(\w+)", "".join([*ontology.questions().values(), ontology.read("shapes.ttl")]))
    used |= {PREFIXES[prefix] + term for prefix, term in shorts}
    assert {term for term in used if term.startswith((CV, ELI, OA))} <= listed
    for term in used:
        for base, namespace in carried.items():
            if term.startswith(base):
                assert term.removeprefix(base) in namespace, term


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
