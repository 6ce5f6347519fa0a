"""What a row of the list says beside the agencies: the task's own text, its deadline, whose clause it rests on."""

from __future__ import annotations

import pytest

from graph.corpus import Choice
from graph.matrix import Assignment
from graph.matrix.listing import by_place
from graph.matrix.source import assignments_of, matrix_from
from graph.matrix.words import PLAIN, sentences
from tests.graph.documents import reading

HEAD = "三亚市渔港建设工作方案\n"


def parts(body: str) -> list[Assignment]:
    return list(assignments_of(reading(HEAD + body)))


@pytest.mark.parametrize(
    ("item", "content", "due"),
    [
        # A sentence that says nothing but who is left out, what it says besides stays.
        ("建设渔港。修建码头。由市农业农村局负责,市财政局配合。2026年底前建成。", "修建码头。2026年底前建成。", "2026年底前"),
        ("建设渔港\n修建码头。这项工作由市农业农村局牵头,会同市财政局推进,市供销社配合做好产销对接。", "修建码头。市供销社配合做好产销对接。", ""),
        ("建设渔港\n修建码头。码头工程由市交通运输局负责,市财政局参与。", "修建码头。码头工程由市交通运输局负责。", ""),
        ("建设渔港。修建码头,由市财政局负责,2025年6月30日前完成。", "修建码头,由市财政局负责,2025年6月30日前完成。", "2025年6月30日前"),
        ("建设渔港\n各区政府、市财政局要按照职责分工抓好落实。", "", ""),
        # The clause stands in the heading, or behind its label, with a time of its own.
        ("建设渔港(由市农业农村局牵头)\n修建码头,清理淤泥。", "修建码头,清理淤泥。", ""),
        ("建设渔港。修建码头。(责任单位:市财政局;完成时限:2026年12月)", "修建码头。", "2026年12月"),
        ("建设渔港。修建码头。(市财政局牵头,9月底前发布清单)", "修建码头。", "9月底前"),
        ("建设渔港。修建码头。(市财政局负责)\n本方案由市财政局负责解释,有效期至2027年12月31日。", "修建码头。", ""),
    ],
)  # fmt: skip
def test_what_is_to_be_done_is_told_without_who_does_it(item: str, content: str, due: str) -> None:
    (found,) = {(a.content, a.deadline) for a in parts(f"一、主要任务\n(一){item}\n")}
    assert found == (content, due)


TABLE = """三亚市渔港建设重点任务分工表
序号 重点任务 牵头单位 配合单位 完成时限
1 修建码头 市农业农村局 市财政局、市水务局 2024年底
2 疏浚航道 市交通运输局 市财政局 持续推进
"""
MEASURES = """三亚市渔港建设重点任务分工表
序号\t重点任务\t具体举措\t牵头单位\t配合单位\t完成时限
1\t建设渔港\t修建码头\t市农业农村局\t市财政局\t2025年12月
\t\t疏浚航道\t市交通运输局\t\t2026年6月
2\t保护渔港\t巡查渔港\t市农业农村局\t市财政局\t长期坚持
"""


def test_a_column_for_the_deadline_is_read_however_its_cells_are_parted() -> None:
    assert [row.deadline for row in matrix_from([reading(TABLE)], Choice()).rows] == ["2024年底", "持续推进"]


def test_a_measure_stands_below_the_task_of_its_table() -> None:
    rows = matrix_from([reading(MEASURES)], Choice()).rows
    assert [(r.above, r.section, r.deadline) for r in rows] == [
        ("建设渔港", "修建码头", "2025年12月"),
        ("建设渔港", "疏浚航道", "2026年6月"),
        ("保护渔港", "巡查渔港", "长期坚持"),
    ]


def test_the_item_s_own_agencies_stand_before_those_that_another_item_adds() -> None:
    body = (
        "一、重点任务\n(一)修建码头。修建码头。(牵头单位:市财政局;责任单位:市水务局。以下任务均涉及各区人民政府,不再列出)\n"
        "(二)疏浚航道。清理淤泥。(责任单位:市交通运输局、市农业农村局)\n"
    )
    second = [a for a in parts(body) if a.path == "一/(二)"]
    assert by_place(second, PLAIN) == ("", "市交通运输局、市农业农村局、各区人民政府", "")
    assert sentences(second) == ["(责任单位:市交通运输局、市农业农村局)", "以下任务均涉及各区人民政府,不再列出"]
