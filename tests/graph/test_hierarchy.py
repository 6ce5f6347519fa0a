"""Which cluster is a part of which: said by a document, of one name, or alike; by place, never sideways or downwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.facts import Cluster
from graph.hierarchy import Tie, industry, ties
from graph.query import ask
from graph.writer import Reading
from tests.graph.documents import stored
from tests.graph.facts_sample import sample


def reading(place: str | None, *clusters: tuple[str, str, str | None]) -> Reading:
    """A document of ``place`` with clusters, each a path, a name and what it is said to be a part of."""
    base = sample()[0]
    at = base.facts.clusters[0].at
    level = "national" if place is None else {"省": "province", "市": "prefecture"}[place[-1]]
    document = replace(
        base.facts.document, jurisdiction=place, level=level, title=f"{place}计划", sha256=f"{place}".encode().hex()
    )
    own = tuple(Cluster(path, name, "other", (), at, broader) for path, name, broader in clusters)
    return Reading(replace(base.facts, document=document, clusters=own), base.text)


def test_what_a_document_says_counts_whatever_the_names() -> None:
    city = reading("佛山市", ("二", "陶瓷机械产业集群", "智能装备产业集群"))
    province = reading("广东省", ("三", "智能装备战略性新兴产业集群", None), ("四", "陶瓷产业集群", None))
    assert ties([city, province]) == [
        Tie(("陶瓷机械产业集群", "佛山市"), ("智能装备战略性新兴产业集群", "广东省"), "stated")
    ]


def test_one_name_in_a_place_above_is_one_industry() -> None:
    city = reading("深圳市", ("二", "激光与增材制造产业集群", None))
    province = reading("广东省", ("三", "激光与增材制造战略性新兴产业集群", None))
    state = reading(None, ("一", "激光与增材制造先进制造业集群", None))
    assert [(tie.broad[1], tie.ground) for tie in ties([city, province, state]) if tie.narrow[1] == "深圳市"] == [
        (None, "name"),
        ("广东省", "name"),
    ]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("湖南省", "激光与增材制造产业集群"),  # another province
        ("佛山市", "激光与增材制造产业集群"),  # a city beside it
        ("广东省", "新能源汽车产业集群"),  # another industry
    ],
)
def test_neither_sideways_nor_of_another_industry(place: str, name: str) -> None:
    assert ties([reading("深圳市", ("二", "激光与增材制造产业集群", None)), reading(place, ("三", name, None))]) == []


def test_names_that_are_alike_count_only_for_whole_documents_and_without_a_better_ground() -> None:
    province = reading("广东省", ("", "安全应急与环保战略性新兴产业集群", None), ("二", "新材料产业集群", None))
    whole = reading("深圳市", ("", "安全节能环保产业集群", None))
    assert [(tie.broad[0], tie.ground) for tie in ties([whole, province])] == [
        ("安全应急与环保战略性新兴产业集群", "alike")
    ]
    assert ties([reading("深圳市", ("三", "安全节能环保产业集群", None)), province]) == []
    said = reading("深圳市", ("", "安全节能环保产业集群", "新材料产业集群"))
    assert [tie.ground for tie in ties([said, province])] == ["stated"]


def test_names_are_compared_without_what_all_share() -> None:
    assert industry("激光与增材制造战略性新兴产业集群") == industry("激光与增材制造产业集群")
    assert industry("新能源产业集群") != industry("新能源汽车产业集群")


def test_the_graph_tells_sure_and_likely_ones_apart(tmp_path: Path) -> None:
    readings = [
        reading("深圳市", ("", "安全节能环保产业集群", None), ("二", "激光产业集群", "光电产业集群")),
        reading("广东省", ("", "安全应急与环保战略性新兴产业集群", None)),
    ]
    graph = stored(tmp_path / "g", readings)
    rows = {(r["clusterName"], r["relation"], r["partOf"], r["broaderName"]) for r in ask(graph, "cluster-levels")}
    assert rows == {
        ("安全节能环保产业集群", "alike", None, "安全应急与环保战略性新兴产业集群"),
        # The superior document is not in the graph: what was said stays.
        ("激光产业集群", "stated", "光电产业集群", None),
    }
