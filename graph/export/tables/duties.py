"""Tables of duties: who does what, who the agencies are, what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.facts import Agency, Change
from graph.export.tables.model import AGENCY, DOCUMENT, MENTION, PATH, Column, Table, at_columns, span_columns
from graph.writer import Reading


def _assignments(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for r in reading.facts.responsibilities:
        yield {
            "document": key,
            "path": r.path,
            **span_columns("task", r.task),
            "agency": r.canonical,
            "agency_as_named": r.agency,
            "role": r.role,
            "role_term": r.role_term,
            **at_columns(r.at, reading.text),
        }


ASSIGNMENTS = Table(
    "assignments",
    "责任分工",
    "one row for each agency's part in a task",
    (
        DOCUMENT,
        PATH,
        Column("task_start", "integer", "任务起点", "first character of what the duty clause is about"),
        Column("task_end", "integer", "任务终点", "character behind it"),
        AGENCY,
        Column("agency_as_named", "string", "单位（原文）", "as printed, with its shared prefix restored"),
        Column("role", "string", "角色", "lead, responsible, support, joint or supervise"),
        Column("role_term", "string", "角色原词", "the printed word"),
        *MENTION,
    ),
    _assignments,
)


def _agencies(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for a in reading.facts.agencies:
        yield {
            "document": key,
            "agency": a.canonical,
            "short": a.short,
            "level": a.level,
            "kind": a.kind,
            "jurisdiction": a.jurisdiction,
            "line": a.line,
            "known": a.known,
            "today": "、".join(a.current),
            "reason": a.reason,
        }


AGENCIES = Table(
    "agencies",
    "单位",
    "one row for each agency of a document",
    (
        DOCUMENT,
        AGENCY,
        Column("short", "string", "简称", "short form with its prefix"),
        Column("level", "string", "层级", "national, province, prefecture, county or zone"),
        Column("kind", "string", "类别", "department, party, government and so on"),
        Column("jurisdiction", "string", "辖区", "place that it belongs to"),
        Column("line", "string", "条线", "functional line that ties it to its counterparts"),
        Column("known", "boolean", "已识别", "false where no rule knows the name"),
        Column("today", "string", "现承接单位", "who holds its work today, joined by 、; empty where not known"),
        Column("reason", "string", "判定理由", "how the name was resolved"),
    ),
    _agencies,
)


def _changes(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    pairs: list[tuple[Agency, Change]] = [(a, c) for a in reading.facts.agencies for c in a.changes]
    for a, c in pairs:
        yield {
            "document": key,
            "agency": a.canonical,
            "change": c.kind,
            "bodies": "、".join(c.bodies),
            "date": c.date,
            "certainty": c.certainty,
            "source": c.source,
        }


CHANGES = Table(
    "changes",
    "机构变动",
    "one row for each reform of an agency of a document",
    (
        DOCUMENT,
        AGENCY,
        Column("change", "string", "方式", "renamed, merged, split, transferred or abolished"),
        Column("bodies", "string", "结果单位", "who holds the work from then on, joined by 、"),
        Column("date", "date", "日期", "ISO 8601; empty where not known"),
        Column("certainty", "string", "确定程度", "certain, likely or unknown"),
        Column("source", "string", "出处", "act that ordered it"),
    ),
    _changes,
)
