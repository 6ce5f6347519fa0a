"""Tables of clusters, districts, technologies, targets and measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.export.tables.model import DOCUMENT, MENTION, PATH, Column, Table, at_columns
from graph.writer import Reading


def _clusters(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for c in reading.facts.clusters:
        for district in c.districts or (None,):
            yield {
                "document": key,
                "path": c.path,
                "cluster": c.name,
                "kind": c.kind,
                "district": district,
                "part_of": c.broader,
                **at_columns(c.at, reading.text),
            }


CLUSTERS = Table(
    "clusters",
    "产业集群",
    "one row for each cluster and host district",
    (
        DOCUMENT,
        PATH,
        Column("cluster", "string", "集群", "name"),
        Column("kind", "string", "类别", "strategic_emerging, future_industry, pillar or other"),
        Column("district", "string", "承载地", "host district; empty where none is named"),
        Column("part_of", "string", "所属上级集群", "superior document's cluster that it is said to be a part of"),
        *MENTION,
    ),
    _clusters,
)


def _sitings(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for d in reading.facts.districts:
        yield {
            "document": key,
            "path": d.path,
            "district": d.district,
            "relation": d.relation,
            "object": d.object,
            **at_columns(d.at, reading.text),
        }


SITINGS = Table(
    "sitings",
    "区域布局",
    "one row for each district and what it is assigned",
    (
        DOCUMENT,
        PATH,
        Column("district", "string", "区域", "district, zone or park"),
        Column("relation", "string", "关系", "focus, supports_cluster, pilot or park"),
        Column("object", "string", "事项", "what is to grow there"),
        *MENTION,
    ),
    _sitings,
)


def _technologies(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for t in reading.facts.technologies:
        yield {
            "document": key,
            "path": t.path,
            "technology": t.name,
            "concept": t.concept or t.name,
            "kind": t.kind,
            **at_columns(t.at, reading.text),
        }


TECHNOLOGIES = Table(
    "technologies",
    "技术",
    "one row for each technology of a section",
    (
        DOCUMENT,
        PATH,
        Column("technology", "string", "技术（原文）", "name as printed"),
        Column("concept", "string", "技术概念", "name under which mentions of different documents are one"),
        Column("kind", "string", "类别", "technology, product, equipment, material or service"),
        *MENTION,
    ),
    _technologies,
)


def _targets(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for t in reading.facts.targets:
        yield {
            "document": key,
            "path": t.path,
            "indicator": t.indicator,
            "comparator": t.comparator,
            "value": t.value,
            "unit": t.unit,
            "year": t.year,
            "baseline": t.baseline,
            "baseline_year": t.baseline_year,
            **at_columns(t.at, reading.text),
        }


TARGETS = Table(
    "targets",
    "量化目标",
    "one row a quantified goal",
    (
        DOCUMENT,
        PATH,
        Column("indicator", "string", "指标", "what is counted"),
        Column("comparator", "string", "比较", ">=, <=, = or ~"),
        Column("value", "number", "数值", "in the unit"),
        Column("unit", "string", "单位", "with 万 and 亿 as printed"),
        Column("year", "integer", "期限", "year by which it is to be met"),
        Column("baseline", "number", "基期值", "value that it starts from, in the unit"),
        Column("baseline_year", "integer", "基期年份", "year of that value"),
        *MENTION,
    ),
    _targets,
)


def _instruments(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for i in reading.facts.instruments:
        yield {
            "document": key,
            "path": i.path,
            "kind": i.kind,
            "rate": i.rate,
            "amount": i.amount,
            "max": i.max,
            "unit": i.unit,
            "condition": i.condition,
            "beneficiary": i.beneficiary,
            **at_columns(i.at, reading.text),
        }


INSTRUMENTS = Table(
    "instruments",
    "扶持措施",
    "one row a quantified measure of support",
    (
        DOCUMENT,
        PATH,
        Column("kind", "string", "类别", "grant, cap, ratio and so on"),
        Column("rate", "number", "比例", "0.3 for 30 %"),
        Column("amount", "number", "金额", "fixed sum, in the unit"),
        Column("max", "number", "最高金额", "highest sum, in the unit"),
        Column("unit", "string", "单位", "with 万 and 亿 as printed"),
        Column("condition", "string", "条件", "for what, as printed"),
        Column("beneficiary", "string", "对象", "to whom, as printed"),
        *MENTION,
    ),
    _instruments,
)
