"""SHACL: what build writes conforms, and what breaks it is told with its sentence."""

from __future__ import annotations

from pyoxigraph import NamedNode, Store

from graph.build import Reading, all_quads
from graph.iris import Iris
from graph.validate import validate
from ontology import CV, QZ, SKOS
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
