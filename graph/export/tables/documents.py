"""Tables of documents: what each is, its sections, what it cites, what could not be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from extract.facts import Document, Section
from graph.export.tables.model import PATH, Column, Table, joined


def _year(end: int) -> Callable[[Document], int | None]:
    return lambda document: int(document.period[end]) if document.period else None


DOCUMENTS = Table(
    "documents",
    "文件",
    "one row a document",
    lambda facts: (facts.document,),
    (
        Column("title", "string", "标题", "title"),
        Column("kind", "string", "文种", "行动计划, 意见, 办法 and so on", "type"),
        Column("jurisdiction", "string", "辖区", "place that it is in force in"),
        Column("level", "string", "层级", "national, province, prefecture, county or zone"),
        Column("issuers", "string", "印发单位", "full names, joined by 、", joined("issuers")),
        Column("number", "string", "文号", "文号", "doc_number"),
        Column("issued", "date", "印发日期", "ISO 8601; a month or a year where no day is printed"),
        Column("effective_from", "date", "施行日期", "ISO 8601"),
        Column("effective_to", "date", "失效日期", "ISO 8601"),
        Column("period_from", "integer", "规划期起", "first year of the period in the title", _year(0)),
        Column("period_to", "integer", "规划期止", "last year of the period in the title", _year(1)),
        Column("stage", "string", "阶段", "征求意见稿, 试行 and so on"),
        Column("interpreters", "string", "解释单位", "bodies that explain it, joined by 、", joined("interpreters")),
        Column("digest", "boolean", "摘编", "true where the text is a digest and not the original (摘编，非原文)"),
        Column("file", "string", "来源文件", "name of the file"),
        Column("sha256", "string", "文本哈希", "SHA-256 of the policy's restored text"),
    ),
    mentioned=False,
)


class _Placed(NamedTuple):
    order: int
    section: Section


SECTIONS = Table(
    "sections",
    "条目",
    "one row a numbered heading",
    lambda facts: (_Placed(order, section) for order, section in enumerate(facts.sections, 1)),
    (
        replace(PATH, of="section.path"),
        Column("order", "integer", "次序", "place in the document, from 1"),
        Column("title", "string", "标题", "words of the heading", "section.title"),
        Column("body_start", "integer", "正文起点", "first character of its own text", "section.body.start"),
        Column("body_end", "integer", "正文终点", "character behind its own text", "section.body.end"),
    ),
    mentioned=False,
)

CITATIONS = Table(
    "citations",
    "引用",
    "one row for each policy that a document names",
    attrgetter("document.cites"),
    (
        Column("relation", "string", "关系", "based_on, implements, replaces or cites"),
        Column("title", "string", "标题", "title as printed"),
        Column("number", "string", "文号", "文号 where it is printed"),
    ),
)

UNPARSED = Table(
    "unparsed",
    "未读通的分工",
    "one row for words that look like a duty and could not be read",
    attrgetter("unparsed"),
    (
        PATH,
        Column("start", "integer", "起点", "first character"),
        Column("end", "integer", "终点", "character behind the last"),
        Column("quote", "string", "原文", "the words"),
        Column("reason", "string", "原因", "why they could not be read"),
    ),
    mentioned=False,
)
