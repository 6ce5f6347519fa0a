"""What a tidy table is, and the columns that several share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from extract.facts import Mention, Span
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


DOCUMENT = Column("document", "string", "文件标识", "id of the document, as in documents")
PATH = Column("path", "string", "条目路径", "numbers of the heading and those above it; empty for the whole document")
MENTION = (
    Column("start", "integer", "起点", "first character of the words, in the restored text"),
    Column("end", "integer", "终点", "character behind the last of the words"),
    Column("quote", "string", "原文", "the words as printed: text[start:end]"),
    Column("evidence_start", "integer", "依据起点", "first character of the clause or sentence that says so"),
    Column("evidence_end", "integer", "依据终点", "character behind its last"),
    Column("evidence", "string", "依据", "the clause or sentence that says so"),
    Column("confidence", "number", "置信度", "1, or lower where a repair or a guess touches the fact"),
    Column("rule", "string", "规则", "name of the rule that found it"),
)


def at_columns(at: Mention, text: str) -> dict[str, Any]:
    """Return the cells of where a fact is printed."""
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


def span_columns(name: str, span: Span) -> dict[str, int]:
    """Return the cells of where a stretch of text begins and ends."""
    return {f"{name}_start": span.start, f"{name}_end": span.end}


AGENCY = Column("agency", "string", "单位全称", "full official name at the document's date")
