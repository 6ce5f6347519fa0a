"""Tidy tables: one a kind of fact, one row a fact, each column said once, in a data dictionary beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extract.facts import Agency, Change, Mention, Span
from graph.writer import Reading

Kind = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, type as Table Schema (Frictionless) has it, what it holds, in Chinese and English."""

    name: str
    kind: Kind
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: name, what a row is, columns, and what makes the rows of one document."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    rows: Callable[[str, Reading], Iterable[Mapping[str, Any]]]


def _c(name: str, kind: Kind, zh: str, en: str) -> Column:
    return Column(name, kind, zh, en)


_DOCUMENT = _c("document", "string", "文件标识", "id of the document, as in documents")
_PATH = _c("path", "string", "条目路径", "numbers of the heading and those above it; empty for the whole document")
_MENTION = (
    _c("start", "integer", "起点", "first character of the words, in the restored text"),
    _c("end", "integer", "终点", "character behind the last of the words"),
    _c("quote", "string", "原文", "the words as printed: text[start:end]"),
    _c("evidence_start", "integer", "依据起点", "first character of the clause or sentence that says so"),
    _c("evidence_end", "integer", "依据终点", "character behind its last"),
    _c("evidence", "string", "依据", "the clause or sentence that says so"),
    _c("confidence", "number", "置信度", "1, or lower where a repair or a guess touches the fact"),
    _c("rule", "string", "规则", "name of the rule that found it"),
)


def _at(at: Mention, text: str) -> dict[str, Any]:
    return {
        "start": at.start,
        "end": at.end,
        "quote": at.quote,
        "evidence_start": at.evidence.start,
        "evidence_end": at.evidence.end,
        "evidence": at.evidence.of(text),
        "confidence": at.confidence,
        "rule": at.rule,
    }


def _span(name: str, span: Span) -> dict[str, int]:
    return {f"{name}_start": span.start, f"{name}_end": span.end}


def _documents(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    d = reading.facts.document
    yield {
        "document": key,
        "title": d.title,
        "kind": d.type,
        "jurisdiction": d.jurisdiction,
        "level": d.level,
        "issuers": "、".join(d.issuers),
        "number": d.doc_number,
        "issued": d.issued,
        "effective_from": d.effective_from,
        "effective_to": d.effective_to,
        "period_from": int(d.period[0]) if d.period else None,
        "period_to": int(d.period[1]) if d.period else None,
        "stage": d.stage,
        "interpreters": "、".join(d.interpreters),
        "digest": d.digest,
        "file": d.file,
        "sha256": d.sha256,
    }


def _sections(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for order, s in enumerate(reading.facts.sections, 1):
        yield {"document": key, "path": s.path, "order": order, "title": s.title, **_span("body", s.body)}


def _assignments(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for r in reading.facts.responsibilities:
        yield {
            "document": key,
            "path": r.path,
            **_span("task", r.task),
            "agency": r.canonical,
            "agency_as_named": r.agency,
            "role": r.role,
            "role_term": r.role_term,
            **_at(r.at, reading.text),
        }


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
                **_at(c.at, reading.text),
            }


def _sitings(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for d in reading.facts.districts:
        yield {
            "document": key,
            "path": d.path,
            "district": d.district,
            "relation": d.relation,
            "object": d.object,
            **_at(d.at, reading.text),
        }


def _technologies(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for t in reading.facts.technologies:
        yield {
            "document": key,
            "path": t.path,
            "technology": t.name,
            "concept": t.concept or t.name,
            "kind": t.kind,
            **_at(t.at, reading.text),
        }


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
            **_at(t.at, reading.text),
        }


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
            **_at(i.at, reading.text),
        }


def _citations(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for c in reading.facts.document.cites:
        yield {
            "document": key,
            "relation": c.relation,
            "title": c.title,
            "number": c.number,
            **_at(c.at, reading.text),
        }


def _unparsed(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for u in reading.facts.unparsed:
        yield {"document": key, "path": u.path, "start": u.start, "end": u.end, "quote": u.quote, "reason": u.reason}


_AGENCY = _c("agency", "string", "单位全称", "full official name at the document's date")
TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "文件",
        "one row a document",
        (
            _DOCUMENT,
            _c("title", "string", "标题", "title"),
            _c("kind", "string", "文种", "行动计划, 意见, 办法 and so on"),
            _c("jurisdiction", "string", "辖区", "place that it is in force in"),
            _c("level", "string", "层级", "national, province, prefecture, county or zone"),
            _c("issuers", "string", "印发单位", "full names, joined by 、"),
            _c("number", "string", "文号", "文号"),
            _c("issued", "date", "印发日期", "ISO 8601; a month or a year where no day is printed"),
            _c("effective_from", "date", "施行日期", "ISO 8601"),
            _c("effective_to", "date", "失效日期", "ISO 8601"),
            _c("period_from", "integer", "规划期起", "first year of the period in the title"),
            _c("period_to", "integer", "规划期止", "last year of the period in the title"),
            _c("stage", "string", "阶段", "征求意见稿, 试行 and so on"),
            _c("interpreters", "string", "解释单位", "bodies that explain it, joined by 、"),
            _c("digest", "boolean", "摘编", "true where the text is a digest and not the original (摘编，非原文)"),
            _c("file", "string", "来源文件", "name of the file"),
            _c("sha256", "string", "文本哈希", "SHA-256 of the policy's restored text"),
        ),
        _documents,
    ),
    Table(
        "sections",
        "条目",
        "one row a numbered heading",
        (
            _DOCUMENT,
            _PATH,
            _c("order", "integer", "次序", "place in the document, from 1"),
            _c("title", "string", "标题", "words of the heading"),
            _c("body_start", "integer", "正文起点", "first character of its own text"),
            _c("body_end", "integer", "正文终点", "character behind its own text"),
        ),
        _sections,
    ),
    Table(
        "assignments",
        "责任分工",
        "one row for each agency's part in a task",
        (
            _DOCUMENT,
            _PATH,
            _c("task_start", "integer", "任务起点", "first character of what the duty clause is about"),
            _c("task_end", "integer", "任务终点", "character behind it"),
            _AGENCY,
            _c("agency_as_named", "string", "单位（原文）", "as printed, with its shared prefix restored"),
            _c("role", "string", "角色", "lead, responsible, support, joint or supervise"),
            _c("role_term", "string", "角色原词", "the printed word"),
            *_MENTION,
        ),
        _assignments,
    ),
    Table(
        "agencies",
        "单位",
        "one row for each agency of a document",
        (
            _DOCUMENT,
            _AGENCY,
            _c("short", "string", "简称", "short form with its prefix"),
            _c("level", "string", "层级", "national, province, prefecture, county or zone"),
            _c("kind", "string", "类别", "department, party, government and so on"),
            _c("jurisdiction", "string", "辖区", "place that it belongs to"),
            _c("line", "string", "条线", "functional line that ties it to its counterparts"),
            _c("known", "boolean", "已识别", "false where no rule knows the name"),
            _c("today", "string", "现承接单位", "who holds its work today, joined by 、; empty where not known"),
            _c("reason", "string", "判定理由", "how the name was resolved"),
        ),
        _agencies,
    ),
    Table(
        "changes",
        "机构变动",
        "one row for each reform of an agency of a document",
        (
            _DOCUMENT,
            _AGENCY,
            _c("change", "string", "方式", "renamed, merged, split, transferred or abolished"),
            _c("bodies", "string", "结果单位", "who holds the work from then on, joined by 、"),
            _c("date", "date", "日期", "ISO 8601; empty where not known"),
            _c("certainty", "string", "确定程度", "certain, likely or unknown"),
            _c("source", "string", "出处", "act that ordered it"),
        ),
        _changes,
    ),
    Table(
        "clusters",
        "产业集群",
        "one row for each cluster and host district",
        (
            _DOCUMENT,
            _PATH,
            _c("cluster", "string", "集群", "name"),
            _c("kind", "string", "类别", "strategic_emerging, future_industry, pillar or other"),
            _c("district", "string", "承载地", "host district; empty where none is named"),
            _c("part_of", "string", "所属上级集群", "superior document's cluster that it is said to be a part of"),
            *_MENTION,
        ),
        _clusters,
    ),
    Table(
        "sitings",
        "区域布局",
        "one row for each district and what it is assigned",
        (
            _DOCUMENT,
            _PATH,
            _c("district", "string", "区域", "district, zone or park"),
            _c("relation", "string", "关系", "focus, supports_cluster, pilot or park"),
            _c("object", "string", "事项", "what is to grow there"),
            *_MENTION,
        ),
        _sitings,
    ),
    Table(
        "technologies",
        "技术",
        "one row for each technology of a section",
        (
            _DOCUMENT,
            _PATH,
            _c("technology", "string", "技术（原文）", "name as printed"),
            _c("concept", "string", "技术概念", "name under which mentions of different documents are one"),
            _c("kind", "string", "类别", "technology, product, equipment, material or service"),
            *_MENTION,
        ),
        _technologies,
    ),
    Table(
        "targets",
        "量化目标",
        "one row a quantified goal",
        (
            _DOCUMENT,
            _PATH,
            _c("indicator", "string", "指标", "what is counted"),
            _c("comparator", "string", "比较", ">=, <=, = or ~"),
            _c("value", "number", "数值", "in the unit"),
            _c("unit", "string", "单位", "with 万 and 亿 as printed"),
            _c("year", "integer", "期限", "year by which it is to be met"),
            _c("baseline", "number", "基期值", "value that it starts from, in the unit"),
            _c("baseline_year", "integer", "基期年份", "year of that value"),
            *_MENTION,
        ),
        _targets,
    ),
    Table(
        "instruments",
        "扶持措施",
        "one row a quantified measure of support",
        (
            _DOCUMENT,
            _PATH,
            _c("kind", "string", "类别", "grant, cap, ratio and so on"),
            _c("rate", "number", "比例", "0.3 for 30 %"),
            _c("amount", "number", "金额", "fixed sum, in the unit"),
            _c("max", "number", "最高金额", "highest sum, in the unit"),
            _c("unit", "string", "单位", "with 万 and 亿 as printed"),
            _c("condition", "string", "条件", "for what, as printed"),
            _c("beneficiary", "string", "对象", "to whom, as printed"),
            *_MENTION,
        ),
        _instruments,
    ),
    Table(
        "citations",
        "引用",
        "one row for each policy that a document names",
        (
            _DOCUMENT,
            _c("relation", "string", "关系", "based_on, implements, replaces or cites"),
            _c("title", "string", "标题", "title as printed"),
            _c("number", "string", "文号", "文号 where it is printed"),
            *_MENTION,
        ),
        _citations,
    ),
    Table(
        "unparsed",
        "未读通的分工",
        "one row for words that look like a duty and could not be read",
        (
            _DOCUMENT,
            _PATH,
            _c("start", "integer", "起点", "first character"),
            _c("end", "integer", "终点", "character behind the last"),
            _c("quote", "string", "原文", "the words"),
            _c("reason", "string", "原因", "why they could not be read"),
        ),
        _unparsed,
    ),
)


def rows(table: Table, documents: Sequence[tuple[str, Reading]]) -> Iterator[list[Any]]:
    """Yield the rows of a table, cells in the order of its columns."""
    for key, reading in documents:
        for row in table.rows(key, reading):
            yield [row[column.name] for column in table.columns]


def package(suffix: str, base: str) -> dict[str, Any]:
    """Return the data dictionary as a Data Package (Frictionless, version 1)."""
    return {
        "profile": "tabular-data-package" if suffix == ".csv" else "data-package",
        "name": "quanze",
        "title": "产业政策权责事实表",
        "homepage": base,
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}{suffix}",
                "title": table.zh,
                "description": table.en,
                **({"profile": "tabular-data-resource", "encoding": "utf-8"} if suffix == ".csv" else {}),
                "schema": {
                    "fields": [
                        # A month or a year is a date here, which is more than Table Schema's date takes.
                        {
                            "name": c.name,
                            "type": "string" if c.kind == "date" else c.kind,
                            "title": c.zh,
                            "description": c.en,
                        }
                        for c in table.columns
                    ]
                },
            }
            for table in TABLES
        ],
    }
