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
