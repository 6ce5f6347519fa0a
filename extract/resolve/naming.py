"""What the rules share: an agency from its parts, a place put into a pattern, the kind that an ending tells."""

from __future__ import annotations

from typing import cast

from extract import patterns as re
from extract.facts import Agency, AgencyKind, Level
from extract.resolve.context import CORPS, full_name
from seeds.places import Place, ancestors, spelled

_INSTITUTION_ENDS = (
    "大学", "学院", "研究院", "研究所", "实验室", "医院", "协会", "联盟", "学会", "商会", "博物馆", "科学院", "党校", "学校", "图书馆",
    "研究中心", "基金会", "促进会", "联合会", "出版社", "报社", "电视台",
)  # fmt: skip
_ENTERPRISE_ENDS = (
    "公司", "集团", "银行", "电网", "供电局", "机场", "分行", "支行", "交易所", "信用社", "农信联社", "联社", "港口集团", "供电所",
)  # fmt: skip
_GROUPS = (
    "领导小组",
    "指挥部",
    "联席会议",
    "专班",
    "协调小组",
    "工作组",
    "推进组",
    "委员会办公室",
    "推进办",
    "协调机构",
    "专项小组",
    "推进小组",
    "工作小组",
    "指导小组",
    "专责组",
)


# 部际联席会议制度的通知, 专班日常工作由…: what is said of a group.
_NO_GROUP = re.compile(r"(?:通知|意见|方案|决定|制度|机制|职责|工作|的函)$|[:：，,。《》]|(?<=.)由")


def agency(
    canonical: str,
    short: str,
    place: Place | None,
    kind: str,
    line: str | None,
    reason: str,
    known: bool = True,
) -> Agency:
    """Return an agency of a place (None where it has none), with the reason in words."""
    level: Level | None = place.level if place else None
    where = spelled(place) if place else None
    return Agency(canonical, short, level, cast(AgencyKind, kind), where, line or None, known, reason)


def fill(pattern: str, place: Place) -> str:
    """Put a place into the pattern of a full name."""
    if "{" not in pattern:
        return pattern
    above = next(ancestors(place), place)
    province = next((p for p in ancestors(place) if p.level == "province"), place)
    return pattern.format(
        full=full_name(place),
        name=place.name,
        short=place.short,
        city=full_name(above),
        province=province.name,
        wei="委员会" if place.name.endswith("自治区") or place.name == CORPS else "委",
    )


def kind_by_end(name: str) -> AgencyKind | None:
    """Return the kind of body that the end of a name tells, where no rule knows the name."""
    if any(word in name for word in _GROUPS) and not _NO_GROUP.search(name):
        return "leading_group"
    if name.endswith(_INSTITUTION_ENDS):
        return "institution"
    if name.endswith(_ENTERPRISE_ENDS):
        return "enterprise"
    return None
