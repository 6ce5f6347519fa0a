"""Policies on their pages: two on one page are two, and what stands around a policy is none of it."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from extract.pipeline import extract
from extract.plain import to_json
from extract.read import Source
from tests.conftest import CASES
from tests.extract.test_formats import without_places

NAMES = (
    "duties_brackets_of_a_province",
    "duties_in_prose_articles",
    "duties_labels_of_a_city",
    "duties_nested_and_shared",
    "layers_measures",
    "layers_targets",
)
TEXTS = {name: (CASES / name / "input.txt").read_text(encoding="utf-8").strip() for name in NAMES}
NOTICE = "各区人民政府，市直各单位：\n《宁波市支持口岸建设若干措施》已经市政府同意，现印发给你们。\n宁波市商务局\n2024年3月8日\n"
UNTITLED = "(一)支持口岸建设。给予100万元奖励。(市商务局负责)\n(二)优化服务。(市财政局负责)"


def facts(text: str) -> list[object]:
    found = []
    for reading in extract(Source(Path("page.txt"), text, "utf-8")):
        plain = without_places(to_json(reading.facts))
        plain["document"].pop("part")
        found.append(plain)
    return found


@pytest.mark.parametrize(("first", "second"), list(permutations(NAMES, 2)))
def test_two_policies_on_a_page_are_two(first: str, second: str) -> None:
    assert facts(f"{TEXTS[first]}\n\n{TEXTS[second]}\n") == facts(TEXTS[first]) + facts(TEXTS[second])


@pytest.mark.parametrize("first", NAMES)
def test_a_notice_begins_a_policy_that_has_no_title_of_its_own(first: str) -> None:
    assert facts(f"{TEXTS[first]}\n\n{NOTICE}{UNTITLED}\n") == facts(TEXTS[first]) + facts(NOTICE + UNTITLED)


def test_years_in_brackets_below_a_title_belong_to_it() -> None:
    (found,) = extract(
        Source(Path("p.txt"), "宁波市口岸发展行动计划\n（2024—2026年）\n一、建口岸。（市商务局负责）", "")
    )
    assert found.facts.document.title == "宁波市口岸发展行动计划（2024—2026年）"
    assert found.facts.document.period == ("2024", "2026")


def test_a_notice_that_the_preamble_cites_is_no_title() -> None:
    text = (
        "宁波市人民政府关于促进软件产业发展的若干意见\n为贯彻《国务院关于印发软件产业若干政策的通知》，提出如下意见。\n"
        "一、建园区。（市经信局负责）"
    )
    (found,) = extract(Source(Path("p.txt"), text, ""))
    assert found.facts.document.title == "宁波市人民政府关于促进软件产业发展的若干意见"


def test_rows_of_a_table_and_their_groups_are_no_title() -> None:
    text = (
        "附件\n宁波市口岸发展行动计划重点任务分工表\n"
        "序号\t重点任务\t牵头单位\t责任单位\n"
        "一 口岸建设\n"
        "1\t建设智慧口岸\t市口岸办\t市商务局\n"
        "2\t出台若干措施\t市商务局\t市财政局\n"
        "二 保障措施\n"
        "3\t加强政策支持\t市财政局\t市商务局\n"
    )
    (found,) = extract(Source(Path("p.txt"), text, ""))
    assert found.facts.document.title == "宁波市口岸发展行动计划重点任务分工表"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        # The line of an issuer above a title is none of it; a menu, an addressee and a page's data are no titles.
        ("青海省人大常委会\n青海省盐湖条例\n青海省人民代表大会常务委员会\n（2001年6月1日通过）\n第一条 为发展产业，制定本条例。", "青海省盐湖条例"),
        ("国务院办公厅\n\n国务院办公厅关于发展锂电产业工作安排的通知\n国办发（2003）99号\n一、建园区。", "国务院办公厅关于发展锂电产业工作安排的通知"),
        ("无障碍浏览 长者模式\n《〈政府工作报告〉分工方案》政策解读\n发布日期:2024-04-02\n一、起草背景\n印发方案。", "《〈政府工作报告〉分工方案》政策解读"),
        ("国务院办公厅关于成立国家材料产业领导小组的通知 国办发〔2016〕97号 2016年12月23日 发布机关:国务院办公厅 |\n国家材料产业领导小组的通知\n"
         "国务院办公厅关于成立国家材料产业领导小组的通知\n一、主要职责\n统筹。", "国务院办公厅关于成立国家材料产业领导小组的通知"),
        ("现将《<政府工作报告>任务分解表》印发给你们。\n一、建园区。", "<政府工作报告>任务分解表"),
        ("《促进新区产业行动计划》(全文)\n促进新区产业行动计划\n一、建园区。", "促进新区产业行动计划"),
        ("赣州市人民政府关于印发钨产业布局实施意见\n的通知\n各县人民政府：\n现将《赣州市关于钨产业布局的实施意见》印发给你们。\n赣州市关于钨产业布局的实施意见\n一、建园区。",
         "赣州市关于钨产业布局的实施意见"),
    ],
)  # fmt: skip
def test_titles_as_pages_print_them(page: str, title: str) -> None:
    (found, *_) = extract(Source(Path("p.txt"), page, ""))
    assert found.facts.document.title == title


def test_the_draft_that_a_call_for_opinions_annexes_is_a_policy_of_its_own() -> None:
    page = (
        "台州市商务局关于《台州市口岸支持政策》公开征求意见的公告\n起草了《台州市口岸支持政策（征求意见稿）》，现公开征求意见。\n"
        "1.登录网站提出意见。\n2.通过信函提出意见。\n附件：台州市口岸支持政策（征求意见稿）\n台州市商务局\n2023年6月2日\n附件1：\n"
        "台州市口岸支持政策\n（征求意见稿）\n一、支持建港\n给予补助。（市商务局负责）\n"
    )
    first, second = extract(Source(Path("p.txt"), page, ""))
    assert not first.facts.responsibilities
    assert second.facts.document.title == "台州市口岸支持政策（征求意见稿）"
    assert [row.canonical for row in second.facts.responsibilities] == ["台州市商务局"]
