"""What each named question answers, on facts made by hand."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from extract.errors import ExtractError
from graph.build import Reading, text_quads
from graph.iris import Iris
from graph.query import ask
from graph.shapes import validate
from graph.store import Graph
from tests.graph.documents import reading, stored
from tests.graph.facts_sample import measures, plan, sample

PLAN = "深圳市机器人产业行动计划（2023—2025年）"
MEASURES = "深圳市智能机器人产业集群若干措施"
CLUSTER = "智能机器人产业集群"
HOSTS = "智能机器人产业集群布局在南山区、龙华区，在龙华区建设机器人测试场，发展伺服电机。"
CORE = "（牵头单位：市科技创新局；责任单位：市工业和信息化局；配合单位：南山区人民政府）"
TECH, INDUSTRY = "深圳市科技创新局", "深圳市工业和信息化局"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return stored(tmp_path_factory.mktemp("sample"), sample())


def answer(graph: Graph, name: str, columns: str, **parameters: str) -> list[tuple[object, ...]]:
    return [tuple(row[c] for c in columns.split()) for row in ask(graph, name, parameters)]


# Name, parameters, columns, rows: every question has its line, and a test says so.
CASES: list[tuple[str, dict[str, str], str, list[tuple[object, ...]]]] = [
    (
        "agency-tasks",
        {"agency": "市科技创新局"},
        "agencyName role roleTerm path taskTitle evidenceText",
        [
            (TECH, "lead", "牵头", "二/(一)", "攻关核心部件", CORE),
            (
                TECH,
                "responsible",
                "按职责分工负责",
                "二/(二)",
                "建设产业集群",
                "（市工业和信息化局、科技创新局按职责分工负责）",
            ),
        ],
    ),
    (
        "assignments",
        {"document": "措施"},
        "documentTitle file digest path sectionTitle taskTitle agencyName asNamed role roleTerm mentionStart confidence",
        [
            (
                MEASURES,
                "measures.txt",
                False,
                "一",
                "布局",
                "布局",
                INDUSTRY,
                "市工业和信息化局",
                "responsible",
                "负责",
                39,
                1.0,
            ),
            (
                MEASURES,
                "measures.txt",
                False,
                "一",
                "布局",
                "布局",
                "深圳市宝安区人民政府",
                "宝安区人民政府",
                "joint",
                "会同",
                49,
                1.0,
            ),
        ],
    ),
    (
        "basis",
        {},
        "documentTitle relation citedTitle number inGraph evidenceText",
        [
            (
                PLAN,
                "based_on",
                "广东省制造业发展纲要",
                "粤府〔2021〕9号",
                False,
                "《广东省制造业发展纲要》（粤府〔2021〕9号）",
            )
        ],
    ),
    (
        "cluster-districts",
        {"cluster": "机器人"},
        "clusterName districtName documentTitle path",
        [
            (CLUSTER, "宝安区", MEASURES, "一"),
            (CLUSTER, "南山区", PLAN, "二/(二)"),
            (CLUSTER, "龙华区", PLAN, "二/(二)"),
        ],
    ),
    (
        "cluster-technologies",
        {"cluster": "机器人"},
        "clusterName technologyName documentTitle digest path",
        [(CLUSTER, "伺服电机", PLAN, False, "二/(二)")],
    ),
    (
        "clusters",
        {},
        "documentTitle path clusterName kind districtName",
        [
            (MEASURES, "一", CLUSTER, "strategic_emerging", "宝安区"),
            (PLAN, "二/(二)", CLUSTER, "strategic_emerging", "南山区"),
            (PLAN, "二/(二)", CLUSTER, "strategic_emerging", "龙华区"),
        ],
    ),
    (
        "district-clusters",
        {"district": "龙华区"},
        "districtName relation object documentTitle path evidenceText",
        [
            # No row of the district says so: the cluster names it as its host.
            ("龙华区", "supports_cluster", CLUSTER, PLAN, "二/(二)", HOSTS),
            ("龙华区", "park", "机器人测试场", PLAN, "二/(二)", HOSTS),
        ],
    ),
    (
        "documents",
        {},
        "documentTitle kind place issuers number issued digest file tasks",
        [
            (MEASURES, "若干措施", "深圳市", None, None, None, False, "measures.txt", 1),
            (
                PLAN,
                "行动计划",
                "深圳市",
                f"{INDUSTRY}、{TECH}",
                "深工信〔2023〕7号",
                "2023-03-01",
                False,
                "plan.txt",
                4,
            ),
        ],
    ),
    (
        "instruments",
        {},
        "documentTitle path kind rate max unit evidenceText",
        [(PLAN, "二/(三)", "grant", 0.2, 500.0, "万元", "按设备投资额的20%资助，最高500万元。")],
    ),
    (
        "leaders",
        {"document": "计划"},
        "agencyName led responsible supported joint supervised tasks",
        [
            (TECH, 1, 1, 0, 0, 0, 2),
            (INDUSTRY, 0, 2, 0, 0, 0, 2),
            ("市机器人专班", 0, 1, 0, 0, 0, 1),
            ("深圳市统计局", 0, 1, 0, 0, 0, 1),
            ("深圳市南山区人民政府", 0, 0, 1, 0, 0, 1),
            ("深圳市审计局", 0, 0, 0, 0, 1, 1),
        ],
    ),
    (
        "sections",
        {"document": "计划"},
        "path sectionTitle parentPath start",
        [
            ("一", "目标", "", 64),
            ("二", "任务", "", 93),
            ("二/(一)", "攻关核心部件", "二", 103),
            ("二/(二)", "建设产业集群", "二", 162),
            ("二/(三)", "给予资助", "二", 234),
            ("一", "评价事项", "", 283),
        ],
    ),
    (
        "sitings",
        {},
        "documentTitle path districtName relation object",
        [
            (PLAN, "二/(二)", "南山区", "supports_cluster", CLUSTER),
            (PLAN, "二/(二)", "龙华区", "park", "机器人测试场"),
        ],
    ),
    (
        "targets",
        {},
        "documentTitle path indicator comparator value unit year evidenceText",
        [(PLAN, "一", "机器人产业增加值", ">=", 300.0, "亿元", 2025, "到2025年，机器人产业增加值达到300亿元。")],
    ),
    (
        "task-agencies",
        {"task": "核心部件"},
        "path taskTitle role agencyName asNamed evidenceText",
        [
            ("二/(一)", "攻关核心部件", "lead", TECH, "市科技创新局", CORE),
            ("二/(一)", "攻关核心部件", "responsible", INDUSTRY, "市工业和信息化局", CORE),
            ("二/(一)", "攻关核心部件", "support", "深圳市南山区人民政府", "南山区人民政府", CORE),
        ],
    ),
    (
        "tasks-without-lead",
        {"document": "计划"},
        "documentTitle digest path taskTitle responsible",
        [
            (PLAN, False, "二/(二)", "建设产业集群", 2),
            (PLAN, False, "二/(三)", "给予资助", 1),
            # The annex numbers anew: 评价事项, not the first 一.
            (PLAN, False, "一", "评价事项", 1),
        ],
    ),
    (
        "technologies",
        {},
        "documentTitle path technologyName evidenceText",
        [(PLAN, "二/(一)", "谐波减速器", "突破谐波减速器。"), (PLAN, "二/(二)", "伺服电机", HOSTS)],
    ),
]


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), CASES, ids=[case[0] for case in CASES])
def test_the_answer(
    made: Graph, name: str, parameters: dict[str, str], columns: str, rows: list[tuple[object, ...]]
) -> None:
    assert answer(made, name, columns, **parameters) == rows


def test_who_works_together(made: Graph) -> None:
    # Which of a pair comes first is a matter of IRIs.
    pairs = {(frozenset((row["agencyA"], row["agencyB"])), row["tasks"]) for row in ask(made, "together")}
    assert (frozenset((TECH, INDUSTRY)), 2) in pairs
    assert (frozenset((INDUSTRY, "深圳市宝安区人民政府")), 1) in pairs
    assert len(pairs) == 5


@pytest.mark.parametrize("name", ["科技创新局", "市科技创新局", TECH])
def test_an_agency_is_found_as_printed_in_short_and_in_full(made: Graph, name: str) -> None:
    assert len(ask(made, "agency-tasks", {"agency": name})) == 2


def test_the_sample_conforms(made: Graph) -> None:
    assert list(validate(made.store)) == []


def test_the_same_text_from_two_files_counts_once(tmp_path: Path) -> None:
    first = plan()
    copy = dataclasses.replace(first.facts.document, id="copy", file="copy.txt")
    graph = stored(tmp_path, [first, Reading(dataclasses.replace(first.facts, document=copy), first.text)])
    assert len(ask(graph, "assignments")) == len(first.facts.responsibilities)
    assert answer(graph, "documents", "documentTitle file") == [(PLAN, "copy.txt")]
    preferred = {q.object.value for q in graph.store if q.predicate.value.endswith("#preferred")}
    assert preferred == {"true"}


def test_a_digest_is_read_only_where_there_is_no_original(tmp_path: Path) -> None:
    original = plan()
    shorter = Reading(
        dataclasses.replace(
            original.facts,
            document=dataclasses.replace(original.facts.document, digest=True, sha256="0" * 64),
        ),
        original.text,
    )
    both = stored(tmp_path / "both", [shorter, original])
    assert answer(both, "documents", "documentTitle digest") == [(PLAN, False)]
    assert len(ask(both, "assignments")) == len(original.facts.responsibilities)
    alone = stored(tmp_path / "alone", [shorter])
    assert answer(alone, "documents", "documentTitle digest") == [(PLAN, True)]


def test_an_agency_named_twice_in_a_task_is_one(tmp_path: Path) -> None:
    once = plan()
    duties = (*once.facts.responsibilities, once.facts.responsibilities[0])
    graph = stored(tmp_path, [Reading(dataclasses.replace(once.facts, responsibilities=duties), once.text)])
    assert (TECH, 1, 2) in answer(graph, "leaders", "agencyName led tasks")
    leads = [int(q.object.value) for q in graph.store if q.predicate.value.endswith("#leadCount")]
    assert sum(leads) == 1


def test_facts_that_name_no_agency_row_are_refused() -> None:
    broken = measures()
    with pytest.raises(ExtractError, match=r"measures\.txt: no agency describes 深圳市工业和信息化局"):
        text_quads(Reading(dataclasses.replace(broken.facts, agencies=()), broken.text), Iris())


def test_an_agency_that_no_rule_knows_is_marked(made: Graph) -> None:
    agency = next(
        q.subject for q in made.store if q.object.value == "市机器人专班" and "#prefLabel" in q.predicate.value
    )
    known = {q.object.value for q in made.store.quads_for_pattern(agency, None, None) if "#known" in q.predicate.value}
    assert known == {"false"}
    assert "/u-" in agency.value


def test_a_measure_is_one_row_whatever_its_sum_is_called(tmp_path: Path) -> None:
    text = """宁波市支持船舶产业发展若干措施
一、支持企业培育
对新认定的专精特新企业,给予20万元一次性奖励;对购置焊接机器人的,按投资额的30%给予补助,最高100万元。(责任单位:市经信局、市财政局)
对年产值首次超过10亿元、50亿元的企业,分别奖励50万元、200万元。(责任单位:市经信局)
"""
    made = stored(tmp_path / "g", [reading(text)])
    assert [row["sum"] for row in ask(made, "support-above", {"amount": "10"})] == [200.0, 100.0, 50.0, 20.0]
    rows = [tuple(row) for row in ask(made, "support-agencies").values()]
    # Four measures by two agencies.
    assert len(rows) == len(set(rows)) == 8


def test_a_body_is_found_by_every_form_of_its_name_and_a_branch_is_nobodys_superior(tmp_path: Path) -> None:
    texts = (
        "佛山市渔港方案\n一、修建码头。（市工信局牵头，市自然资源局南海分局狮山管理所配合）\n二、疏浚航道。（市自然资源局负责）\n",
        "深圳市渔港方案\n一、修建码头。（市工业和信息化局牵头）\n",
        "佛山市南海区渔港方案\n一、修建码头。（区自然资源局牵头）\n",
        "关于建设渔港的措施\n一、修建码头。（市工业和信息化局牵头）\n",
    )
    graph = stored(tmp_path / "g", [reading(text, f"{i}.txt") for i, text in enumerate(texts)])
    found = [
        [row["agencyName"] for row in ask(graph, "agency-tasks", {"agency": name})]
        for name in ("市工信局", "市工业和信息化局", "工业和信息化局")
    ]
    assert found[0] == found[1] == ["佛山市工业和信息化局", "市工业和信息化局", "深圳市工业和信息化局"]
    assert found[2] == ["佛山市工业和信息化局", "深圳市工业和信息化局"]
    pairs = [(row["upperAgency"], row["lowerAgency"]) for row in ask(graph, "counterparts")]
    assert [upper for upper, _ in pairs] == ["佛山市自然资源局"]
