"""The order in which documents stand wherever several are shown."""

from __future__ import annotations

import dataclasses
import random

from graph.corpus import documents_of
from graph.ordering import place_and_date
from graph.store import open_graph
from tests.graph.facts_sample import plan
from tests.graph.test_questions import stored

DOCUMENTS = [
    ("制造业发展纲要", None, "national", "2021-03"),
    ("无日期的计划", "广东省", "province", None),
    ("先进制造业集群计划", "广东省", "province", "2020-05-18"),
    ("机器人产业集群计划", "广东省", "province", "2020-09-28"),
    ("若干措施", "深圳市", "prefecture", "2019-01-01"),
    ("机器人行动计划", "深圳市", "prefecture", "2023"),
    ("宝安区措施", "宝安区", "county", "2018-06"),
    ("佛山市计划", "佛山市", "prefecture", "2017-01-01"),
    ("四川省计划", "四川省", "province", "2010-01-01"),
    ("不知何处的计划", None, None, "2001-01-01"),
]


def test_province_before_city_then_by_date(tmp_path) -> None:  # type: ignore[no-untyped-def]
    made = plan()
    readings = [
        dataclasses.replace(
            made,
            facts=dataclasses.replace(
                made.facts,
                document=dataclasses.replace(
                    made.facts.document,
                    id=f"d{number}", title=title, jurisdiction=place, level=level, issued=issued,
                    effective_from=None, period=None, doc_number=None, sha256=f"{number:064}",
                ),
            ),
        )
        for number, (title, place, level, issued) in enumerate(DOCUMENTS)
    ]  # fmt: skip
    random.Random(3).shuffle(readings)
    graph = stored(tmp_path, readings)
    assert [r.facts.document.title for r in documents_of(open_graph(graph.folder))] == [row[0] for row in DOCUMENTS]


def test_the_order_does_not_hang_on_names_alone() -> None:
    document = plan().facts.document
    other = dataclasses.replace(document, sha256="f" * 64)
    assert place_and_date(document) != place_and_date(other)
