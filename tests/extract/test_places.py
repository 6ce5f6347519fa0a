"""What sentences assign to places: mountains and plains, shared provinces, offices that are none, quarters of a zone."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.facts import Facts
from extract.pipeline import extract
from extract.read import Source


def facts(title: str, sentence: str) -> Facts:
    text = f"{title}\n为促进产业发展,制定本意见。\n一、重点任务\n(一)优化布局。{sentence}\n(二)其他。无。\n"
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    return reading.facts


@pytest.mark.parametrize(
    ("title", "sentence", "expected"),
    [
        (
            "国务院办公厅关于促进木本油料产业发展的意见",
            "在秦巴山区、太行山建设核桃良种基地。",
            {("秦巴山区", "核桃良种基地"), ("太行山", "核桃良种基地")},
        ),
        (
            "国务院办公厅关于促进马铃薯产业发展的意见",
            "支持甘肃、贵州等省建设脱毒种薯基地。",
            {("甘肃省", "脱毒种薯基地"), ("贵州省", "脱毒种薯基地")},
        ),
        (
            "国务院办公厅关于促进花椒产业发展的意见",
            "在河北安国、陕西韩城等集散地建设花椒交易中心。",
            {("安国市", "花椒交易中心"), ("韩城市", "花椒交易中心")},
        ),
        (
            "湖北省油茶产业发展行动方案",
            "全省以大别山区、幕阜山区为重点发展区域。",
            {("大别山区", "油茶产业"), ("幕阜山区", "油茶产业")},
        ),
        ("吉林省医药产业发展实施意见", "发挥长白山道地药材优势,发展经典名方制剂。", set()),
        (
            "天津经济技术开发区促进合成生物产业发展办法",
            "西区重点建设中试验证基地,中区发展酶制剂。天津经开区科技局会同天津经开区发展改革局编制计划。天津开发区发展聚乳酸。",
            {("西区", "中试验证基地"), ("中区", "酶制剂")},
        ),
        ("江苏省氢能产业实施意见", "支持南通市开展氢能综合应用示范。", {("南通市", "氢能综合应用")}),
        ("江苏省氢能产业实施意见", "推动南京江北新区转型升级,打造“一区五园”。", set()),
        (
            "江州市重点产业链发展意见",
            "装备产业培育围绕甘谷县轻合金产业链、大田县铸造和装备产业链等。医药产业培育明溪县生物医药产业链。",
            {("甘谷县", "轻合金产业链"), ("大田县", "铸造和装备产业链"), ("明溪县", "生物医药产业链")},
        ),
        (
            "商丘市产业集群培育计划",
            "纺织服装产业形成夏邑县、睢县2个超200亿元产业集群。",
            {("夏邑县", "纺织服装产业"), ("睢县", "纺织服装产业")},
        ),
        (
            "桂林市罗汉果产业意见",
            "在永福县龙江乡、百寿镇,临桂区茶洞镇建设种植基地,依托桂林经开区苏桥片区发展甜苷提取。",
            {
                *((town, "种植基地") for town in ("龙江乡", "百寿镇", "茶洞镇")),
                ("桂林经开区", "苏桥片区"),
                ("桂林经开区", "甜苷提取"),
            },
        ),
        ("宁波市汽车产业规划", "支持杭州湾新区发展新能源汽车。", {("杭州湾新区", "新能源汽车")}),
        ("云南省中药产业规划", "以文山州为主建设三七产业带。", {("文山州", "三七产业带")}),
        (
            "贵州省动力电池产业规划",
            "联动铜仁市、黔南州,重点发展磷酸铁锂电池,布局发展钠离子电池。",
            {(p, o) for p in ("铜仁市", "黔南州") for o in ("磷酸铁锂电池", "钠离子电池")},
        ),
    ],
)
def test_what_a_sentence_assigns(title: str, sentence: str, expected: set[tuple[str, str]]) -> None:
    assert {(row.district, row.object) for row in facts(title, sentence).districts} == expected


def test_clusters_of_a_size_are_named_by_what_stands_before_their_number() -> None:
    found = facts("商丘市工业发展计划", "形成食品、纺织服装、装备制造3个主营业务收入超千亿元的产业集群。").clusters
    assert [row.name for row in found] == ["食品", "纺织服装", "装备制造"]


def test_what_stands_in_other_cells_of_a_row_is_no_object() -> None:
    table = (
        "江州市低空经济重点任务分工表\n序号\t重点任务\t牵头单位\t完成时限\n"
        "1\t在武康街道试点无人机配送\t市交通运输局\t2025年9月底\n2\t建设起降场\t市财政局\t2025年10月底\n"
    )
    (reading,) = extract(Source(Path("x.txt"), table, "utf-8"))
    assert [row.object for row in reading.facts.districts] == ["无人机配送"]
