"""Tables of clusters, districts, technologies, targets and measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from extract.facts import Cluster, Facts
from graph.export.tables.model import PATH, Column, Table


def _hosted(facts: Facts) -> Iterator[Cluster]:
    """Yield each cluster once for each of its districts."""
    for cluster in facts.clusters:
        for district in cluster.districts or (None,):
            yield replace(cluster, districts=(district,) if district else ())


CLUSTERS = Table(
    "clusters",
    "产业集群",
    "one row for each cluster and host district",
    _hosted,
    (
        PATH,
        Column("cluster", "string", "集群", "name", "name"),
        Column("kind", "string", "类别", "strategic_emerging, future_industry, pillar or other"),
        Column(
            "district",
            "string",
            "承载地",
            "host district; empty where none is named",
            lambda cluster: next(iter(cluster.districts), None),
        ),
        Column(
            "part_of",
            "string",
            "所属上级集群",
            "superior document's cluster that it is said to be a part of",
            "broader",
        ),
    ),
)

SITINGS = Table(
    "sitings",
    "区域布局",
    "one row for each district and what it is assigned",
    attrgetter("districts"),
    (
        PATH,
        Column("district", "string", "区域", "district, zone or park"),
        Column("relation", "string", "关系", "focus, supports_cluster, pilot or park"),
        Column("object", "string", "事项", "what is to grow there"),
    ),
)

TECHNOLOGIES = Table(
    "technologies",
    "技术",
    "one row for each technology of a section",
    attrgetter("technologies"),
    (
        PATH,
        Column("technology", "string", "技术（原文）", "name as printed", "name"),
        Column(
            "concept",
            "string",
            "技术概念",
            "name under which mentions of different documents are one",
            lambda technology: technology.concept or technology.name,
        ),
        Column("kind", "string", "类别", "technology, product, equipment, material or service"),
    ),
)

TARGETS = Table(
    "targets",
    "量化目标",
    "one row a quantified goal",
    attrgetter("targets"),
    (
        PATH,
        Column("indicator", "string", "指标", "what is counted"),
        Column("comparator", "string", "比较", ">=, <=, = or ~"),
        Column("value", "number", "数值", "in the unit"),
        Column("unit", "string", "单位", "with 万 and 亿 as printed"),
        Column("year", "integer", "期限", "year by which it is to be met"),
        Column("baseline", "number", "基期值", "value that it starts from, in the unit"),
        Column("baseline_year", "integer", "基期年份", "year of that value"),
    ),
)

INSTRUMENTS = Table(
    "instruments",
    "扶持措施",
    "one row a quantified measure of support",
    attrgetter("instruments"),
    (
        PATH,
        Column("kind", "string", "类别", "grant, cap, ratio and so on"),
        Column("rate", "number", "比例", "0.3 for 30 %"),
        Column("amount", "number", "金额", "fixed sum, in the unit"),
        Column("max", "number", "最高金额", "highest sum, in the unit"),
        Column("unit", "string", "单位", "with 万 and 亿 as printed"),
        Column("condition", "string", "条件", "for what, as printed"),
        Column("beneficiary", "string", "对象", "to whom, as printed"),
        Column("per", "string", "计发单位", "for each of what, as printed"),
    ),
)
