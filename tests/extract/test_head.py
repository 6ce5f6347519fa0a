"""Whose policy it is, where no place begins its title."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.facts import Facts
from extract.head.jurisdiction import place_of_number
from extract.pipeline import extract
from extract.read import Source

TASKS = """一、主要任务
（一）培育企业。到2025年，培育企业10家。（责任单位：{0}工信局、{0}发改委）
（二）加强组织。做好落实。（责任单位：{0}科技局）
"""


def facts_of(text: str) -> Facts:
    (reading,) = extract(Source(Path("case.txt"), text, "utf-8"))
    return reading.facts


@pytest.mark.parametrize(
    ("before", "level", "behind", "place", "science"),
    [
        # Who signs, though the policy names the province's first.
        (
            "关于支持低空经济发展的若干措施\n为落实《广东省低空经济方案》，制定本措施。\n", "市",
            "佛山市工业和信息化局\n2024年5月6日\n", "佛山市", "佛山市科学技术局",
        ),
        ("关于支持羊绒产业的若干措施\n为贯彻《河北省规划》，制定本措施。\n", "县", "清河县人民政府\n2023年2月1日\n", "清河县", "清河县科学技术局"),
        # Its number.
        ("关于发展氢能的若干措施\n成办发〔2021〕12号\n为贯彻《四川省规划》，制定本措施。\n", "市", "", "成都市", "成都市科学技术局"),
        # Who announces it: a zone.
        (
            "合肥高新技术产业开发区管理委员会关于印发支持量子信息产业发展若干政策的通知\n", "",
            "", "合肥高新技术产业开发区", "合肥高新技术产业开发区科学技术局",
        ),
        # What the text says of its own place.
        ("关于促进集成电路产业的意见\n根据《江苏省规划》，结合常州市实际，提出如下意见。\n", "市", "", "常州市", "常州市科学技术局"),
    ],
)  # fmt: skip
def test_jurisdiction_without_a_place_in_the_title(
    before: str, level: str, behind: str, place: str, science: str
) -> None:
    facts = facts_of(before + TASKS.format(level) + behind)
    assert facts.document.jurisdiction == place
    assert science in {row.canonical for row in facts.responsibilities}


def test_a_ministry_that_signs_issues_the_policy_of_the_country() -> None:
    facts = facts_of("关于推动机器人产业发展的意见\n一、任务\n（一）研发关节。\n工业和信息化部\n2023年2月1日\n")
    assert facts.document.level == "national"


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("粤府函〔2020〕82号", "广东省"),
        ("苏政办发〔2021〕3号", "江苏省"),
        ("苏府办〔2021〕3号", "苏州市"),
        ("深工信规〔2022〕1号", "深圳市"),
        ("工信部联规〔2021〕5号", "全国"),
        ("国办发〔2021〕5号", "全国"),
    ],
)
def test_number_tells_the_place(number: str, place: str | None) -> None:
    found = place_of_number(number)
    assert (found.name if found else None) == place
