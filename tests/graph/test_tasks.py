"""Tasks: several clauses on one thing are one task, two things in one item are two."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.corpus import Choice
from graph.matrix.source import assignments_of, matrix_from
from graph.query import ask
from graph.tasks import tasks_of
from graph.titles import LONGEST, short_title
from tests.graph.documents import CITY, PROVINCE, reading, stored


def told(text: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(t.path, t.title, [(d.agency, d.role) for d in t.duties]) for t in tasks_of(reading(text))]


def test_a_block_of_lines_is_one_task() -> None:
    text = (
        "海南省渔港建设重点工作分工方案\n一、建设渔港\n1.建设中心渔港。\n牵头单位：省农业农村厅\n责任单位：省财政厅、水务厅\n"
        "2.疏浚航道。\n牵头单位：省交通运输厅\n配合单位：省财政厅\n"
    )
    assert told(text) == [
        ("一/1", "建设中心渔港", [("省农业农村厅", "lead"), ("省财政厅", "responsible"), ("省水务厅", "responsible")]),
        ("一/2", "疏浚航道", [("省交通运输厅", "lead"), ("省财政厅", "support")]),
    ]


def test_a_sentence_that_covers_items_adds_to_the_task_of_each() -> None:
    text = (
        "三亚市渔港建设工作方案\n一、主要任务\n(一)建设渔港。修建码头。(牵头单位:市农业农村局)\n"
        "(二)疏浚航道。清理淤泥。(牵头单位:市交通运输局)\n以上第(一)至(二)项任务由市政府督查室负责督办。\n"
    )
    assert told(text) == [
        ("一/(一)", "建设渔港", [("市农业农村局", "lead"), ("市政府督查室", "supervise")]),
        ("一/(二)", "疏浚航道", [("市交通运输局", "lead"), ("市政府督查室", "supervise")]),
    ]


def test_two_things_with_their_clauses_in_one_item_are_two_tasks() -> None:
    text = (
        "三亚市渔港建设工作方案\n一、建设渔港\n修建码头。(市农业农村局负责)\n疏浚航道,清理淤泥。(市交通运输局负责)\n"
        "二、保护渔港\n巡查渔港。(市农业农村局负责)\n"
    )
    assert [(path, who) for path, _, who in told(text)] == [
        ("一", [("市农业农村局", "responsible")]),
        ("一", [("市交通运输局", "responsible")]),
        ("二", [("市农业农村局", "responsible")]),
    ]


def test_each_line_of_a_list_of_bodies_is_a_task_with_its_own_time() -> None:
    text = (
        "三亚市渔港建设工作方案\n一、职责分工\n各单位职责如下。\n市农业农村局：统筹渔港建设，每月5日前汇总进展。\n"
        "市财政局负责安排资金。\n市水务局、市交通运输局：疏浚航道，2025年底前完工。\n"
    )
    assert [(a.section, a.parents, a.short, a.content, a.deadline) for a in assignments_of(reading(text))] == [
        (title, (("一", "职责分工"),), short, content, due)
        for title, short, content, due in (
            ("统筹渔港建设，每月5日前汇总进展", "市农业农村局", "市农业农村局：统筹渔港建设，每月5日前汇总进展。", "每月5日前"),
            ("市财政局负责安排资金", "市财政局", "市财政局负责安排资金。", ""),
            ("疏浚航道，2025年底前完工", "市水务局", "市水务局、市交通运输局：疏浚航道，2025年底前完工。", "2025年底前"),
            ("疏浚航道，2025年底前完工", "市交通运输局", "市水务局、市交通运输局：疏浚航道，2025年底前完工。", "2025年底前"),
        )
    ]  # fmt: skip


def test_what_a_sentence_opens_with_a_colon_is_the_task_with_the_items_below_it() -> None:
    text = (
        "三亚市渔港管理办法\n第一条 为管理渔港，制定本办法。\n第二条 市农业农村局履行以下职责：\n（一）编制渔港规划；\n"
        "（二）会同市财政局开展绩效评价。\n第三条 市水务局负责疏浚航道。\n"
    )
    rows = [(a.path, a.short, a.role, a.content) for a in assignments_of(reading(text))]
    duties = "（一）编制渔港规划； （二）会同市财政局开展绩效评价。"
    assert rows[:2] == [
        ("第二条", "市农业农村局", "responsible", duties),
        ("第二条/(二)", "市财政局", "joint", ""),
    ]


def test_what_is_said_of_a_part_behind_its_last_item_is_a_task_of_the_part() -> None:
    text = (
        "三亚市渔港建设工作方案\n一、建设渔港\n1.修建码头。（市农业农村局牵头）\n2.疏浚航道。（市水务局牵头）\n"
        "上述任务，由牵头单位于每月25日前报市政府督查室，市政府督查室会同市财政局定期通报。\n"
    )
    last = "上述任务，由牵头单位于每月25日前报市政府督查室，市政府督查室会同市财政局定期通报"
    assert [(a.path, a.short, a.content, a.deadline) for a in assignments_of(reading(text))] == [
        ("一/1", "市农业农村局", "", ""),
        ("一/2", "市水务局", "", ""),
        ("一", "市政府督查室", last, "每月25日前"),
        ("一", "市财政局", last, "每月25日前"),
    ]


@pytest.mark.parametrize(
    ("words", "names", "short"),
    [
        ("建设渔港", (), "建设渔港"),
        # A heading keeps its words up to what a column has room for.
        ("加强疏浚，清理淤泥", (), "加强疏浚，清理淤泥"),
        ("推进深远海养殖平台和中心渔港建设，全年新增深水网箱一百二十口以上", (), "推进深远海养殖平台和中心渔港建设"),
        ("一是，由市农业农村局负责统筹推进全市渔港升级改造，并按月调度工程进展", (), "一是，由市农业农村局负责统筹推进全市渔港升级改造"),
        ("研制深水网箱、自动投饵机、水质监测浮标、起网机器人和远洋渔船冷冻加工成套装备", (), "研制深水网箱、自动投饵机、水质监测浮标…"),
        ("对全市范围内从事远洋捕捞并在本市中心渔港卸货交易冷藏加工的渔业企业给予补助", (), "对全市范围内从事远洋捕捞并在本市中心渔港卸货交易冷藏加工的渔…"),
        ("（职责分工）市农业农村局负责渔港的管理", (), "职责分工"),
        ("建设渔港（市农业农村局牵头）", ("市农业农村局",), "建设渔港"),
        ("建设渔港（含避风锚地）", ("市农业农村局",), "建设渔港（含避风锚地）"),
        ("▲ 修建码头。\n清理淤泥", (), "修建码头"),
    ],
)  # fmt: skip
def test_what_a_task_is_called_where_there_is_little_room(words: str, names: tuple[str, ...], short: str) -> None:
    assert short_title(words, names) == short


@given(st.text("渔港建设，。；、（）\n▲一二"))
def test_a_short_title_fits_and_is_words_of_the_text(words: str) -> None:
    short = short_title(words)
    assert len(short) <= LONGEST + 1
    assert short.removesuffix("…") in words


def test_a_sentence_for_a_heading_is_cut_and_stands_whole_beside_it() -> None:
    sentence = "推进深远海养殖平台和中心渔港建设，全年新增深水网箱一百口以上，建成智慧渔港两座"
    text = f"三亚市渔港建设工作方案\n一、主要任务\n1.{sentence}。\n牵头单位：市农业农村局\n2.疏浚航道。清理淤泥。\n牵头单位：市交通运输局\n"
    rows = {(a.path, a.section, a.content) for a in assignments_of(reading(text))}
    assert ("一/2", "疏浚航道", "清理淤泥。") in rows
    ((_, short, content),) = rows - {("一/2", "疏浚航道", "清理淤泥。")}
    assert short == "推进深远海养殖平台和中心渔港建设"
    assert content.startswith(sentence)


def test_sentences_of_one_item_are_one_task_and_two_clauses_of_an_article_are_named_each_by_its_words() -> None:
    text = (
        "三亚市渔港管理办法\n第一条 市农业农村局负责渔港的规划建设和日常运行维护管理工作，并会同市交通运输局编制渔港发展规划。"
        "市财政局负责资金的预算安排和拨付。\n第二条 对全市范围内从事远洋捕捞并在本市中心渔港卸货的企业给予补助，每户最高十万元。"
        "（市财政局负责）\n对新购置深水网箱和自动投饵机的养殖企业按设备投资额的百分之二十给予补助。（市农业农村局负责）\n"
    )
    first, *rest = tasks_of(reading(text))
    assert [(d.agency, d.role) for d in first.duties] == [
        ("市农业农村局", "responsible"),
        ("市交通运输局", "joint"),
        ("市财政局", "responsible"),
    ]
    assert [t.short for t in rest] == [
        "对全市范围内从事远洋捕捞并在本市中心渔港卸货的企业给予补助",
        "对新购置深水网箱和自动投饵机的养殖企业按设备投资额的百分之二…",
    ]


REFERRED = (
    "三亚市渔港建设工作方案\n一、主要任务\n1.1 建设渔港\n修建码头。这项工作由市农业农村局牵头,市财政局配合。2026年底前建成。\n"
    "1.2 疏浚航道\n清理淤泥。市交通运输局负责疏浚,市财政局参与。市水务局负责验收。\n"
    "二、保障措施\n2.1 加强督办\n以上1.1至1.2各项任务由市政府督查室负责督办。\n"
)


def test_a_reference_adds_to_an_item_that_states_its_duties_in_sentences() -> None:
    port, fairway = tasks_of(reading(REFERRED))
    assert [(d.agency, d.role) for d in port.duties] == [
        ("市农业农村局", "lead"),
        ("市财政局", "support"),
        ("市政府督查室", "supervise"),
    ]
    assert [d.agency for d in fairway.duties] == ["市交通运输局", "市财政局", "市水务局", "市政府督查室"]
    assert [port.states(d) for d in port.duties] == [True, True, False]


def test_the_graph_its_report_and_the_matrix_count_the_same_tasks(tmp_path: Path) -> None:
    found = [reading(text) for text in (REFERRED, PROVINCE, CITY)]
    number = len(matrix_from(found, Choice()).rows)
    assert number == sum(len(tasks_of(r)) for r in found) == 11
    graph = stored(tmp_path / "g", found)
    assert sum(int(str(row["tasks"])) for row in ask(graph, "documents")) == number
    without = {row["path"] for row in ask(graph, "tasks-without-lead")}
    assert "一/1.1" not in without
    assert "一/1.2" in without


def test_lines_with_a_time_or_a_person_belong_to_the_clause_before_them() -> None:
    text = (
        "三亚市渔港建设工作方案\n一、建设渔港\n修建码头。\n牵头领导：王副市长\n牵头单位：市农业农村局\n完成时限：2024年6月底前\n配合单位：市财政局\n"
        "疏浚航道。\n牵头单位：市交通运输局\n完成时限：2025年12月\n"
    )
    rows = {(a.short, a.content, a.deadline) for a in assignments_of(reading(text))}
    assert rows == {
        ("市农业农村局", "修建码头。", "2024年6月底前"),
        ("市财政局", "修建码头。", "2024年6月底前"),
        ("市交通运输局", "疏浚航道。", "2025年12月"),
    }


def test_a_text_without_a_title_calls_its_task_by_its_own_beginning() -> None:
    text = (
        "对全市渔港的泊位、航道、锚地和后方冷链设施逐一登记造册,查明各处的容量、年代和权属,每座渔港建一本台账并按季度更新,由专人保管。"
        "开展老旧泊位加固改造工程,加快布设充电桩和加冰点。(责任单位:市农业农村局、市交通运输局,完成时限:2024年9月)\n"
    )
    (task,) = tasks_of(reading(text))
    assert text.startswith(task.short.removesuffix("…"))
    assert reading(text).facts.document.title == text[: text.index("。")]
    assert reading(text).facts.document.title.endswith("由专人保管")
