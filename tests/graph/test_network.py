"""Networks of agencies, technologies, districts and clusters."""

from __future__ import annotations

import io
from itertools import combinations

import networkx as nx
import pytest

from extract.errors import QueryError
from graph.corpus import Choice
from graph.matrix.source import matrix_from
from graph.network import MEASURES, NETWORKS, build, graphml, measure, network_report
from graph.report.plain import as_data
from tests.conftest import CASES
from tests.graph.documents import CITY, PROVINCE, reading

READINGS = (reading(PROVINCE), reading(CITY))


def test_two_agencies_are_joined_by_the_tasks_that_they_share() -> None:
    graph = build("agencies", READINGS)
    expected: dict[frozenset[str], int] = {}
    for row in matrix_from(READINGS, Choice()).rows:
        for pair in combinations(row.cells, 2):
            expected[frozenset(pair)] = expected.get(frozenset(pair), 0) + 1
    found = {frozenset((graph.nodes[a]["label"], graph.nodes[b]["label"])): w for a, b, w in graph.edges(data="weight")}
    assert found == expected


def test_agencies_and_technologies_meet_in_a_task() -> None:
    graph = build("technologies", READINGS)
    assert nx.is_bipartite(graph)
    assert graph.has_edge("agency:宁波市经济和信息化局", "technology:船用低速柴油机")
    assert not graph.has_edge("agency:宁波市商务局", "technology:船用低速柴油机")


def test_districts_and_clusters_are_those_of_the_facts() -> None:
    found = reading((CASES / "layers_places" / "input.txt").read_text("utf-8"))
    graph = build("districts", [found])
    hosted = {(d, c.name) for c in found.facts.clusters for d in c.districts}
    assert graph.number_of_edges() == len(hosted) > 0


def test_measures_are_those_of_the_definitions() -> None:
    path: nx.Graph[str] = nx.path_graph(["甲", "乙", "丙"])
    nx.set_edge_attributes(path, 2, "weight")
    values = measure(path)
    assert values["degree"] == {"甲": 1, "乙": 2, "丙": 1}
    assert values["strength"]["乙"] == 4
    assert values["betweenness"] == {"甲": 0.0, "乙": 1.0, "丙": 0.0}
    empty = measure(nx.Graph())
    assert empty["communities"] == {}


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_measure_is_explained_beside_the_table(name: str, language: str) -> None:
    report = network_report(name, build(name, READINGS), tuple(MEASURES), None, language)  # type: ignore[arg-type]
    notes = report.sheets[0].notes
    for known in MEASURES.values():
        assert (known.meaning_zh if language == "zh" else known.meaning_en) in notes


def test_nodes_stand_by_the_measure_asked_for() -> None:
    report = network_report("agencies", build("agencies", READINGS), ("betweenness",))
    rows = as_data(report)["sheets"][0]["tables"][0]["rows"]
    assert [r["betweenness"] for r in rows] == sorted((r["betweenness"] for r in rows), reverse=True)
    assert set(rows[0]) == {"kind", "label", "betweenness"}


def test_graphml_carries_the_measures() -> None:
    graph = build("agencies", READINGS)
    back = nx.read_graphml(io.BytesIO(graphml(graph)))
    assert set(back) == set(graph)
    assert all({"degree", "strength", "betweenness", "community", "label"} <= set(d) for _, d in back.nodes(data=True))


def test_an_unknown_network_is_said() -> None:
    with pytest.raises(QueryError, match="there are agencies, technologies, districts"):
        build("friends", READINGS)
