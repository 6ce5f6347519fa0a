"""Tables of duties: who does what, who the agencies are, what became of them."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from extract.facts import Agency, Change
from graph.export.tables.model import AGENCY, PATH, Column, Table, joined

ASSIGNMENTS = Table(
    "assignments",
    "责任分工",
    "one row for each agency's part in a task",
    attrgetter("responsibilities"),
    (
        PATH,
        Column("task_start", "integer", "任务起点", "first character of what the duty clause is about", "task.start"),
        Column("task_end", "integer", "任务终点", "character behind it", "task.end"),
        AGENCY,
        Column("agency_as_named", "string", "单位（原文）", "as printed, with its shared prefix restored", "agency"),
        Column("role", "string", "角色", "lead, responsible, support, joint or supervise"),
        Column("role_term", "string", "角色原词", "the printed word"),
    ),
)

AGENCIES = Table(
    "agencies",
    "单位",
    "one row for each agency of a document",
    attrgetter("agencies"),
    (
        AGENCY,
        Column("short", "string", "简称", "short form with its prefix"),
        Column("level", "string", "层级", "national, province, prefecture, county or zone"),
        Column("kind", "string", "类别", "department, party, government and so on"),
        Column("jurisdiction", "string", "辖区", "place that it belongs to"),
        Column("line", "string", "条线", "functional line that ties it to its counterparts"),
        Column("known", "boolean", "已识别", "false where no rule knows the name"),
        Column(
            "today",
            "string",
            "现承接单位",
            "who holds its work today, joined by 、; empty where not known",
            joined("current"),
        ),
        Column("reason", "string", "判定理由", "how the name was resolved"),
    ),
    mentioned=False,
)


class _Reform(NamedTuple):
    agency: Agency
    change: Change


CHANGES = Table(
    "changes",
    "机构变动",
    "one row for each reform of an agency of a document",
    lambda facts: (_Reform(agency, change) for agency in facts.agencies for change in agency.changes),
    (
        replace(AGENCY, of="agency.canonical"),
        Column("change", "string", "方式", "renamed, merged, split, transferred or abolished", "change.kind"),
        Column(
            "bodies", "string", "结果单位", "who holds the work from then on, joined by 、", joined("change.bodies")
        ),
        Column("date", "date", "日期", "ISO 8601; empty where not known", "change.date"),
        Column("certainty", "string", "确定程度", "certain, likely or unknown", "change.certainty"),
        Column("source", "string", "出处", "act that ordered it", "change.source"),
    ),
    mentioned=False,
)
