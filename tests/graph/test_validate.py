"""SHACL: what build writes conforms, and what breaks it is told with its sentence."""

from __future__ import annotations

from pyoxigraph import NamedNode, Store

from graph.build import Reading, all_quads
from graph.iris import Iris
from graph.validate import validate
from ontology import CV, QZ


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
