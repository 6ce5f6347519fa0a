"""Tasks: several clauses on one thing are one task, two things in one item are two."""

from __future__ import annotations

from graph.tasks import tasks_of
from tests.graph.documents import reading


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
