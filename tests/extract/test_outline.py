"""The outline: numbering of every kind, paths, bodies, and what stands around the policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.frame import find_frame
from extract.outline import Outline, read_outline
from extract.pipeline import extract
from extract.read import Source
from extract.restore import restore


def outline(text: str) -> Outline:
    page = restore(text)
    frame = find_frame(page.text)
    return read_outline(page, frame.head, frame.body)


STYLES = {
    "three levels": ("一、甲\n（一）乙。正文\n1.丙\n2.丁\n（二）戊\n二、己", ["一", "一/(一)", "一/(一)/1", "一/(一)/2", "一/(二)", "二"]),
    "running on": ("一、甲\n（一）乙\n（二）丙\n二、丁\n（三）戊", ["一", "一/(一)", "一/(二)", "二", "二/(三)"]),
    "no level between": ("一、甲\n1.乙\n2.丙\n二、丁\n3.戊", ["一", "一/1", "一/2", "二", "二/3"]),
    "articles": ("第一章 总则\n第一条 甲\n第二条 乙\n第二章 分则\n第三条 丙", ["第一章", "第一章/第一条", "第一章/第二条", "第二章", "第二章/第三条"]),
    "decimal": ("一、甲\n1.1 乙\n1.2 丙\n二、丁\n2.1 戊", ["一", "一/1.1", "一/1.2", "二", "二/2.1"]),
    "brackets and circles": ("1、甲\n（1）乙\n①丙\n②丁\n（2）戊", ["1", "1/(1)", "1/(1)/①", "1/(1)/②", "1/(2)"]),
    "figures are no headings": ("一、甲\n1.5万亿元产值。\n2025年目标\n二、乙", ["一", "二"]),
    "one line": ("（一）甲。正文。（二）乙。正文。（三）丙。正文。", ["(一)", "(二)", "(三)"]),
    "small full stop": ("1﹒甲\n2﹒乙", ["1", "2"]),
    "formal": ("壹、甲\n一、乙\n（一）丙\n貳、丁".replace("貳", "贰"), ["壹", "壹/一", "壹/一/(一)", "贰"]),
    "dashes for numerals": ("—、甲\n(-)乙\n(二)丙\n二、丁\n（－）戊", ["一", "一/(一)", "一/(二)", "二", "二/(一)"]),
    "an extract skips": ("一、甲\n5．乙，丙。\n三、丁\n21．戊，己。\n五、庚\n30．辛，壬。", ["一", "一/5", "三", "三/21", "五", "五/30"]),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_paths(style: str) -> None:
    text, paths = STYLES[style]
    assert [s.path for s in outline(text).sections] == paths


def test_contents_are_dropped() -> None:
    text = "一、总体要求\n二、重点任务\n一、总体要求\n坚持创新驱动。\n二、重点任务\n抓好项目。"
    found = outline(text)
    assert [(s.path, s.body.of(found.text)[-6:]) for s in found.sections] == [
        ("一", "坚持创新驱动。"[-6:]),
        ("二", "\n抓好项目。"),
    ]


def test_policy_is_told_from_its_page() -> None:
    page = (
        "某某网\n当前位置：首页 > 政策\n绿谷市人民政府关于发展氢能产业的实施意见\n来源：某网 日期：2023-06-28\n"
        "各区人民政府：\n为发展氢能产业，提出如下意见。\n一、目标\n到2027年形成规模。\n二、任务\n抓好项目。\n"
        "附件：任务表\n绿谷市人民政府\n2023年5月6日\n相关文章推荐：\n一、别的新闻\n"
    )
    found = outline(page)
    text = found.span.of(found.text)
    assert text.startswith("绿谷市人民政府关于发展氢能产业的实施意见")
    assert text.endswith("2023年5月6日")
    assert found.preamble.of(found.text) == "为发展氢能产业，提出如下意见。"
    assert found.closing.of(found.text).startswith("附件：任务表")
    assert [s.path for s in found.sections] == ["一", "二"]


def test_no_heading_at_all() -> None:
    assert outline("只有一段话，没有编号。").sections == ()


def test_a_page_with_two_policies_is_two() -> None:
    page = (
        "绿谷市人民政府关于发展氢能产业的实施意见\n为发展氢能产业，提出如下意见。\n一、目标\n形成规模。\n二、任务\n"
        "（一）抓项目。（市发展改革委负责）\n主要工作措施\n1.每月通报。\n绿谷市人民政府\n2023年5月6日\n"
        "深圳市促进储能产业发展若干措施\n第一条 支持研发。（责任单位：市科技创新局）\n第二条 支持示范。\n"
        "深圳市培育氢能产业行动计划（2024-2026年）\n一、总体要求\n稳步推进。\n"
    )
    found = [r.facts for r in extract(Source(Path("x.txt"), page, "utf-8"))]
    assert [(f.document.part, f.document.title) for f in found] == [
        (1, "绿谷市人民政府关于发展氢能产业的实施意见"),
        (2, "深圳市促进储能产业发展若干措施"),
        (3, "深圳市培育氢能产业行动计划（2024-2026年）"),
    ]
    assert [[s.path for s in f.sections] for f in found] == [
        ["一", "二", "二/(一)", "二/(一)/1"],
        ["第一条", "第二条"],
        ["一"],
    ]
    assert [d.canonical for d in found[1].responsibilities] == ["深圳市科技创新局"]


@pytest.mark.parametrize("above", ["附表\n某县灯具任务分工表\n", "某县灯具任务分工表\n", ""])
def test_a_section_ends_above_the_table_behind_it(above: str) -> None:
    table = "序号\t任务\t牵头单位\t配合单位\n1\t建园区\t县商务局\t县财政局\n2\t办展会\t县科技局\t县教育局"
    found = outline(f"某县灯具方案\n一、总体要求\n建设灯具强县。\n二、工作要求\n县政府办加强督查。\n{above}{table}")
    assert [s.body.of(found.text) for s in found.sections][1] == "二、工作要求\n县政府办加强督查。"
    assert len(found.rows) == 2
