"""What a tidy table is, and the columns that several share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

from extract.facts import Facts
from graph.writer import Reading

Kind = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, type as Table Schema (Frictionless) has it, what it holds, in Chinese and English.

    ``of`` returns its cell for a fact; a string is the name of the fact's attribute, an empty one that of the column.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    of: str | Callable[[Any], Any] = ""

    def cells(self) -> Callable[[Any], Any]:
        """Return what gives the cell for a fact."""
        return attrgetter(self.of or self.name) if isinstance(self.of, str) else self.of


@dataclass(frozen=True, slots=True)
class Table:
    """A table: name, what a row is, the facts of a document that are its rows, and its own columns.

    The document stands before its own columns; where ``mentioned``, where the fact is printed stands behind them.
    """

    name: str
    zh: str
    en: str
    facts: Callable[[Facts], Iterable[Any]]
    own: tuple[Column, ...]
    mentioned: bool = True

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in their order."""
        return (DOCUMENT, *self.own, *(MENTION if self.mentioned else ()))

    def rows(self, key: str, reading: Reading) -> Iterator[list[Any]]:
        """Yield the rows of one document, cells in the order of the columns."""
        cells = [column.cells() for column in self.columns[1:]]
        evidence = self.columns.index(_EVIDENCE) if self.mentioned else 0
        for fact in self.facts(reading.facts):
            row = [key, *(cell(fact) for cell in cells)]
            if self.mentioned:
                row[evidence] = row[evidence].of(reading.text)
            yield row


DOCUMENT = Column("document", "string", "文件标识", "id of the document, as in documents")
PATH = Column("path", "string", "条目路径", "numbers of the heading and those above it; empty for the whole document")
AGENCY = Column("agency", "string", "单位全称", "full official name at the document's date", "canonical")
_EVIDENCE = Column("evidence", "string", "依据", "the clause or sentence that says so", "at.evidence")
MENTION = (
    Column("start", "integer", "起点", "first character of the words, in the restored text", "at.start"),
    Column("end", "integer", "终点", "character behind the last of the words", "at.end"),
    Column("quote", "string", "原文", "the words as printed: text[start:end]", "at.quote"),
    Column(
        "evidence_start",
        "integer",
        "依据起点",
        "first character of the clause or sentence that says so",
        "at.evidence.start",
    ),
    Column("evidence_end", "integer", "依据终点", "character behind its last", "at.evidence.end"),
    _EVIDENCE,
    Column("confidence", "number", "置信度", "1, or lower where a repair or a guess touches the fact", "at.confidence"),
    Column("rule", "string", "规则", "name of the rule that found it", "at.rule"),
)


def joined(attribute: str) -> Callable[[Any], str]:
    """Return what joins the names that a fact has under an attribute."""
    names = attrgetter(attribute)
    return lambda fact: "、".join(names(fact))
