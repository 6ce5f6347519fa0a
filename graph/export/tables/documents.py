"""Tables of documents: what each is, its sections, what it cites, what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.export.tables.model import DOCUMENT, MENTION, PATH, Column, Table, at_columns, span_columns
from graph.writer import Reading


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


DOCUMENTS = Table(
    "documents",
    "文件",
    "one row a document",
    (
        DOCUMENT,
        Column("title", "string", "标题", "title"),
        Column("kind", "string", "文种", "行动计划, 意见, 办法 and so on"),
        Column("jurisdiction", "string", "辖区", "place that it is in force in"),
        Column("level", "string", "层级", "national, province, prefecture, county or zone"),
        Column("issuers", "string", "印发单位", "full names, joined by 、"),
        Column("number", "string", "文号", "文号"),
        Column("issued", "date", "印发日期", "ISO 8601; a month or a year where no day is printed"),
        Column("effective_from", "date", "施行日期", "ISO 8601"),
        Column("effective_to", "date", "失效日期", "ISO 8601"),
        Column("period_from", "integer", "规划期起", "first year of the period in the title"),
        Column("period_to", "integer", "规划期止", "last year of the period in the title"),
        Column("stage", "string", "阶段", "征求意见稿, 试行 and so on"),
        Column("interpreters", "string", "解释单位", "bodies that explain it, joined by 、"),
        Column("digest", "boolean", "摘编", "true where the text is a digest and not the original (摘编，非原文)"),
        Column("file", "string", "来源文件", "name of the file"),
        Column("sha256", "string", "文本哈希", "SHA-256 of the policy's restored text"),
    ),
    _documents,
)


def _sections(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for order, s in enumerate(reading.facts.sections, 1):
        yield {"document": key, "path": s.path, "order": order, "title": s.title, **span_columns("body", s.body)}


SECTIONS = Table(
    "sections",
    "条目",
    "one row a numbered heading",
    (
        DOCUMENT,
        PATH,
        Column("order", "integer", "次序", "place in the document, from 1"),
        Column("title", "string", "标题", "words of the heading"),
        Column("body_start", "integer", "正文起点", "first character of its own text"),
        Column("body_end", "integer", "正文终点", "character behind its own text"),
    ),
    _sections,
)


def _citations(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for c in reading.facts.document.cites:
        yield {
            "document": key,
            "relation": c.relation,
            "title": c.title,
            "number": c.number,
            **at_columns(c.at, reading.text),
        }


CITATIONS = Table(
    "citations",
    "引用",
    "one row for each policy that a document names",
    (
        DOCUMENT,
        Column("relation", "string", "关系", "based_on, implements, replaces or cites"),
        Column("title", "string", "标题", "title as printed"),
        Column("number", "string", "文号", "文号 where it is printed"),
        *MENTION,
    ),
    _citations,
)


def _unparsed(key: str, reading: Reading) -> Iterator[Mapping[str, Any]]:
    for u in reading.facts.unparsed:
        yield {"document": key, "path": u.path, "start": u.start, "end": u.end, "quote": u.quote, "reason": u.reason}


UNPARSED = Table(
    "unparsed",
    "未读通的分工",
    "one row for words that look like a duty and could not be read",
    (
        DOCUMENT,
        PATH,
        Column("start", "integer", "起点", "first character"),
        Column("end", "integer", "终点", "character behind the last"),
        Column("quote", "string", "原文", "the words"),
        Column("reason", "string", "原因", "why they could not be read"),
    ),
    _unparsed,
)
