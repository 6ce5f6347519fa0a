"""SHACL: what build writes conforms, and what breaks it is told with its sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store

import ontology
from graph import shapes
from graph.build import Reading, all_quads
from graph.iris import Iris
from graph.shapes import validate
from ontology import CV, OA, QZ, RDF, ROLE, SKOS
from tests.graph.facts_sample import sample


def store(readings: list[Reading]) -> Store:
    made = Store()
    made.bulk_extend(all_quads(readings, Iris(), "test"))
    return made


def test_what_build_writes_conforms(readings: list[Reading]) -> None:
    assert list(validate(store(readings))) == []


def test_a_broken_assignment_is_told_with_its_sentence(readings: list[Reading]) -> None:
    broken = store(readings)
    quad = next(broken.quads_for_pattern(None, NamedNode(CV + "role"), None, None))
    broken.remove(quad)
    (found,) = validate(broken)
    assert "角色" in found.message
    assert found.document in {r.facts.document.title for r in readings}
    assert found.path
    assert found.sentence[0] in "（〔["


def test_a_task_without_a_section_is_told_with_its_clause(readings: list[Reading]) -> None:
    broken = store(readings)
    task = next(broken.quads_for_pattern(None, NamedNode(QZ + "leadCount"), None, None)).subject
    for quad in list(broken.quads_for_pattern(task, NamedNode(QZ + "section"), None, None)):
        broken.remove(quad)
    (found,) = validate(broken)
    assert (found.message, found.node) == ("一项任务须属于一个条目", task.value)
    assert found.sentence
    assert found.sentence in next(r.text for r in readings if r.facts.document.title == found.document)


def test_a_fact_without_evidence_is_told(readings: list[Reading]) -> None:
    broken = store(readings)
    quad = next(broken.quads_for_pattern(None, NamedNode(QZ + "evidence"), None, None))
    broken.remove(quad)
    assert [v.message for v in validate(broken)] == ["事实须有且仅有一处依据"]


def test_an_agency_without_a_name_is_told_once_however_many_texts_name_it() -> None:
    broken = store(sample())
    label = NamedNode(SKOS + "prefLabel")
    both = [q for q in broken.quads_for_pattern(None, label, None, None) if q.object.value == "深圳市工业和信息化局"]
    assert len(both) == 1
    broken.remove(both[0])
    assert [(v.node, v.message) for v in validate(broken)] == [(both[0].subject.value, "单位须有一个全称")]


def test_what_only_the_registry_knows_is_checked_too() -> None:
    broken = store(sample())
    province = next(
        q
        for q in broken.quads_for_pattern(None, NamedNode(SKOS + "notation"), None, None)
        if q.subject.value.endswith("/place/440000")
    )
    broken.remove(next(broken.quads_for_pattern(province.subject, NamedNode(SKOS + "prefLabel"), None, None)))
    assert [(v.document, v.node) for v in validate(broken)] == [("", province.subject.value)]


def broken_in_each_way(readings: list[Reading]) -> Iterator[tuple[str, Store]]:
    """Yield a store for each predicate: once without one of its triples, once with its value another."""
    whole = store(readings)
    predicates = sorted({q.predicate.value for q in whole})
    for number, predicate in enumerate(predicates):
        quad = next(whole.quads_for_pattern(None, NamedNode(predicate), None, None))
        for value in (None, Literal("x") if number % 2 else NamedNode("http://example.org/other")):
            broken = Store()
            broken.extend(q for q in whole if q != quad)
            if value is not None:
                broken.add(Quad(quad.subject, quad.predicate, value, quad.graph_name))
            yield f"{predicate} {value}", broken


@pytest.mark.slow
def test_both_engines_report_the_same() -> None:
    pytest.importorskip("shacl")
    found = 0
    for name, broken in broken_in_each_way(sample()[1:]):
        fast, reference = list(validate(broken)), list(validate(broken, fast=False))
        assert fast == reference, name
        found += bool(reference)
    assert found > 75


def test_without_the_faster_engine_the_reference_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shacl", None)
    shapes._fast.cache_clear()
    try:
        broken = store(sample())
        broken.remove(next(broken.quads_for_pattern(None, NamedNode(QZ + "evidence"), None, None)))
        assert [v.message for v in validate(broken)] == ["事实须有且仅有一处依据"]
    finally:
        shapes._fast.cache_clear()


def test_a_quote_that_is_longer_than_its_place_is_told_with_it() -> None:
    broken = store(sample())
    quad = next(broken.quads_for_pattern(None, NamedNode(OA + "exact"), None, None))
    assert isinstance(quad.object, Literal)
    broken.remove(quad)
    broken.add(Quad(quad.subject, quad.predicate, Literal(quad.object.value + "多"), quad.graph_name))
    (found,) = validate(broken)
    assert found.sentence.endswith("多")
    assert found.node == quad.subject.value


def test_reforms_are_checked() -> None:
    broken = store(sample())
    kind = next(broken.quads_for_pattern(None, NamedNode(QZ + "changeKind"), None, None))
    broken.remove(kind)
    broken.add(Quad(kind.subject, kind.predicate, Literal("vanished"), kind.graph_name))
    assert [v.message for v in validate(broken)] == ["机构变动须有一个已知方式"]


def test_what_users_wrote_is_checked_with_what_it_is_about(readings: list[Reading]) -> None:
    broken = store(readings)
    role = next(
        q for q in broken.quads_for_pattern(None, NamedNode(CV + "role"), None, None) if q.object.value.endswith("lead")
    )
    own = NamedNode("urn:x:own")
    broken.add(Quad(role.subject, NamedNode("urn:x:status"), Literal("在办"), own))
    assert list(validate(broken)) == []
    broken.add(Quad(role.subject, role.predicate, NamedNode(ROLE + "support"), own))
    broken.add(Quad(NamedNode("urn:x:task"), NamedNode(RDF + "type"), NamedNode(QZ + "Task")))
    found = list(validate(broken))
    assert found == list(validate(broken, only=())) == list(validate(broken, fast=False))
    assert {v.node for v in found} == {role.subject.value, "urn:x:task"}
    (duty,) = (v for v in found if v.node == role.subject.value)
    assert "角色" in duty.message
    assert duty.document in {r.facts.document.title for r in readings}
    assert duty.path
    assert duty.sentence


def test_every_property_that_build_writes_has_a_shape(readings: list[Reading]) -> None:
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    held = rdflib.Graph().parse(data=ontology.read("shapes.ttl"), format="turtle")
    paths = {str(path) for path in held.objects(None, sh.path)}
    written = {quad.predicate.value for quad in all_quads([*readings, *sample()], Iris(), "test")}
    assert written - paths == set()
