"""Facts into RDF: the same every time, in declared terms, each thing once."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

import ontology
from extract.errors import GraphError
from extract.facts import Facts
from extract.pipeline import extract
from extract.read import read_file
from graph.build import Reading, all_quads, derived_quads, text_quads
from graph.corpus import Choice
from graph.iris import Iris
from graph.matrix.source import assignments_of, matrix_from
from graph.matrix.words import quoted
from graph.network import build
from graph.view.model import model_of
from ontology.namespaces import QZ
from tests.conftest import CASES
from tests.graph import documents


def test_two_runs_make_the_same_text_graphs(readings: list[Reading]) -> None:
    for reading in readings:
        assert text_quads(reading, Iris()) == text_quads(reading, Iris())


def test_iris_are_ascii_and_there_are_no_blank_nodes(readings: list[Reading]) -> None:
    base = "https://example.org/x/"
    for quad in all_quads(readings, Iris(base), "test"):
        assert quad.subject.value.isascii()
        assert quad.subject.value.startswith(base)


def test_every_own_term_is_declared(readings: list[Reading]) -> None:
    declared = rdflib.Graph().parse(data=ontology.read("policy.ttl"), format="turtle")
    own = {str(s) for s in declared.subjects(RDF.type) if str(s).startswith(ontology.QZ)}
    used = {q.predicate.value for q in all_quads(readings, Iris(), "test")}
    used |= {q.object.value for q in all_quads(readings, Iris(), "test") if q.predicate.value == str(RDF.type)}
    assert {term for term in used if term.startswith(ontology.QZ)} <= own
    assert {str(QZ[name]) for name in QZ.__annotations__ if not name.startswith("_")} == own
    for term in own:
        languages = {label.language for label in declared.objects(rdflib.URIRef(term), rdflib.RDFS.label)}
        assert languages == {"en", "zh"}, term


def test_roles_of_the_scheme_are_those_of_the_facts() -> None:
    roles = rdflib.Graph().parse(data=ontology.read("roles.ttl"), format="turtle")
    scheme = rdflib.URIRef("https://w3id.org/quanze/roles")
    names = {str(r).removeprefix(ontology.ROLE) for r in roles.subjects(SKOS.inScheme, scheme)}
    assert names == {"lead", "responsible", "shared", "support", "joint", "supervise"}


def test_of_two_texts_the_original_is_preferred(readings: list[Reading]) -> None:
    original = readings[0]
    copy = dataclasses.replace(original.facts.document, digest=True, sha256="0" * 64)
    digest = Reading(dataclasses.replace(original.facts, document=copy), original.text)
    preferred = {
        q.subject.value: q.object.value
        for q in derived_quads([digest, original], Iris())
        if q.predicate.value.endswith("preferred")
    }
    iris = Iris()
    assert preferred == {iris.text(copy): "false", iris.text(original.facts.document): "true"}


def test_an_agency_named_twice_is_one_node(readings: list[Reading]) -> None:
    agencies: dict[str, set[str]] = {}
    for q in all_quads(readings, Iris(), "test"):
        if q.predicate.value == str(SKOS.prefLabel) and "/agency/" in q.subject.value:
            agencies.setdefault(q.object.value, set()).add(q.subject.value)
    assert all(len(nodes) == 1 for nodes in agencies.values())
    assert "河南省财政厅" in agencies


def test_document_without_facts_is_still_a_text(readings: list[Reading]) -> None:
    bare = Reading(Facts(readings[0].facts.document, agencies=readings[0].facts.agencies), readings[0].text)
    kinds = {q.object.value for q in text_quads(bare, Iris()) if q.predicate.value == str(RDF.type)}
    assert ontology.QZ + "Text" in kinds


@pytest.mark.parametrize(
    "base", ["", "x", "foo bar/", "https://例子.org/", "https://example.org/a b/", "https://e.org/%zz/"]
)
def test_a_base_that_is_no_iri_is_told(base: str) -> None:
    with pytest.raises(GraphError, match="no absolute IRI"):
        Iris(base)


def test_a_base_ends_where_names_begin() -> None:
    assert Iris("https://example.org/x").base == "https://example.org/x/"
    assert Iris("https://example.org/x#").base == "https://example.org/x#"


def test_a_technology_of_two_documents_is_one_node_whatever_it_is_called() -> None:
    from pathlib import Path

    from extract.pipeline import extract
    from extract.read import Source

    def document(place: str, sentence: str) -> Reading:
        text = f"{place}环保产业行动计划(2024—2026年)\n为促进产业发展,制定本计划。\n一、重点任务\n(一)治理装备。{sentence}\n"
        (reading,) = extract(Source(Path(f"{place}.txt"), text, "utf-8"))
        return Reading(reading.facts, reading.text)

    readings = [
        document("深圳市", "重点发展VOCs治理成套设备、污泥干化机等装备。"),
        document("佛山市", "推广挥发性有机物(VOCs)治理成套设备、高效除尘器等装备。"),
    ]
    quads = list(all_quads(readings, Iris(), "test"))
    section = {q.subject: q.object for q in quads if q.predicate.value.endswith("#section")}
    shared = Iris().technology("挥发性有机物治理成套设备")
    mentions = [q.subject for q in quads if q.predicate.value.endswith("#technology") and q.object.value == shared]
    assert len({section[mention] for mention in mentions}) == 2
    names = {(q.predicate.value.rsplit("#")[-1], q.object.value) for q in quads if q.subject.value == shared}
    assert {
        ("prefLabel", "挥发性有机物治理成套设备"),
        ("altLabel", "VOCs治理成套设备"),
        ("altLabel", "挥发性有机物(VOCs)治理成套设备"),
    } <= names


def test_a_lead_that_a_rule_makes_cites_the_rule() -> None:
    (reading,) = extract(read_file(CASES / "duties_by_a_rule_of_the_notice" / "input.txt"))
    given = Reading(reading.facts, reading.text)
    quads = list(all_quads([given], Iris(), "test"))

    def pairs(term: str) -> dict[object, object]:
        return {q.subject: q.object for q in quads if q.predicate.value.endswith(term)}

    selector, words, named = pairs("#hasSelector"), pairs("#exact"), pairs("#agencyAsNamed")
    ruled = {named[a].value: words[selector[clause]].value for a, clause in pairs("#roleEvidence").items()}  # type: ignore[attr-defined]
    # Who is printed as lead needs no rule.
    assert ruled.keys() == {"市数据资源局", "市发改委"}
    assert all("列第一位的责任单位为牵头单位" in sentence for sentence in ruled.values())
    shown = {a.short: quoted(a) for a in assignments_of(given)}
    assert "列第一位的责任单位为牵头单位" in shown["市数据资源局"]
    assert "列第一位" not in shown["市市场监管局"] + shown["市税务局"]


def test_agencies_of_documents_whose_place_is_unknown_are_never_one() -> None:
    def document(title: str) -> Reading:
        text = f"{title}\n一、育苗\n建设育苗基地。（责任单位：市农委、市林业部门、国家发展改革委）\n"
        return documents.reading(text, f"{title}.txt")

    readings = [document("关于种苗产业的若干措施"), document("关于花卉产业的若干措施")]
    assert {r.facts.document.jurisdiction for r in readings} == {None}
    quads = list(all_quads(readings, Iris(), "test"))
    labels = {q.subject: q.object.value for q in quads if q.predicate.value == str(SKOS.prefLabel)}
    parts = Counter(labels[q.object] for q in quads if q.predicate.value.endswith("hasParticipant"))
    both = {f"{name}（《{r.facts.document.title}》）": 1 for r in readings for name in ("市农委", "市林业部门")}
    assert parts == {**both, "国家发展和改革委员会": 2}
    # Each is still found by the name that is printed.
    printed = Counter(q.object.value for q in quads if q.predicate.value == str(SKOS.altLabel))
    assert printed["市农委"] == printed["市林业部门"] == 2
    matrix = matrix_from(readings, Choice())
    assert {a.canonical for a in matrix.agencies} == parts.keys()
    assert build("agencies", readings).number_of_nodes() == 5
    things = [t.name for t in model_of(readings).things.values() if t.kind == "agency"]
    assert sorted(things) == sorted(parts)
    # The same words in another edition of one policy are one agency.
    agency = next(a for a in readings[0].facts.agencies if not a.known)
    edition = dataclasses.replace(readings[0].facts.document, sha256="0" * 64)
    assert Iris().agency(agency, edition) == Iris().agency(agency, readings[0].facts.document)
