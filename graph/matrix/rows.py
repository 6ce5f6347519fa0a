"""What stands beside the agencies in a row of a table: its table, its group, the task above a measure, what, who, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.facts import Span
from extract.tables import find_rows
from extract.tables.model import Cell, column_of
from graph.tasks import in_row
from graph.writer import Reading

_WHEN = re.compile("时限|时间|节点|期限|进度")
_GROUP = re.compile("(?:领域|类别|分类|板块|版块|方面|门类|类型)$")
_PERSON = re.compile("(?:责任|负责|联系|联络|经办|分管|包保|牵头)(?:人|领导)员?$|领导$")
# What a table is called on the line above it, and lines between the two that only say who fills it in.
_TITLE = re.compile(r"(?:表|清单|台账|分工|分解|一览)(?:[（(][^（()）]*[)）])?$")
_ANNEX = re.compile(r"^附[件表录]?[\d一二三四五六七八九十]*[:：.．、\s]*")
_FILLED_IN = re.compile(r"^(?:填[报表]|制表|单位)|[:：]")
_LONGEST = 60
# Without a name of its own a table that stands in a document of items is called what it is.
UNNAMED = "任务分工表"
_MARKS = re.compile(r"[\s|｜,，]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A row as its table's columns part it.

    ``table`` is what its table is called, ``named`` whether it bears that name itself, ``begins`` where it begins, ``group`` what a column of groups
    (重点领域) says, ``above`` the task of a merged first column where the row is one of its measures, ``content`` what the
    columns beside the row's title say of it, ``person`` who answers for it, ``deadline`` the cells under a heading that asks
    for a time.
    """

    table: str = ""
    named: bool = False
    begins: int = 0
    group: str = ""
    above: str = ""
    content: str = ""
    person: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of a document's tables of duties by their extent, and where the lines with their columns' headings stand."""

    rows: Mapping[Span, Line] = field(default_factory=dict)
    heads: tuple[Span, ...] = ()


def lines_of(reading: Reading) -> Lines:
    """Return the rows of a document's tables of duties."""
    if not any(map(in_row, reading.facts.responsibilities)):
        return Lines()
    text, policy = reading.text, reading.facts.document.span
    found: dict[Span, Line] = {}
    heads: list[Span] = []
    end, table = policy.start, Line()
    for row in find_rows(text, policy):
        names = tuple(name for name, _ in row.cells)
        between = Span(min(end, row.extent.start), row.extent.start)
        head = _head(text, between, names)
        if head is not None or not found:
            begins = head.start if head else row.extent.start
            called = _called(text, Span(policy.start, begins))
            table = Line(called or UNNAMED, bool(called), begins)
            heads += [head] if head else []
        end = row.extent.end
        found[row.extent] = _line(text, row.cells, row.title, table)
    return Lines(found, tuple(heads))


def _line(text: str, cells: Sequence[tuple[str, Cell]], at: Span, table: Line) -> Line:
    said = [(name, cell, _words(text, cell)) for name, cell in cells]
    what = [(cell, words) for name, cell, words in said if column_of(name) in {"task", "detail"}]
    title = next((words for cell, words in what if any(at in piece for piece in cell)), "")
    others = [words for _, words in what if words and words != title]
    above = what[0][1] if what and what[0][1] != title else ""
    content = "；".join(words for words in others if words != above)

    def under(heading: re.Pattern[str], *kinds: str) -> str:
        asked = (words for name, _, words in said if heading.search(name) and column_of(name) not in kinds)
        return "；".join(dict.fromkeys(filter(None, asked)))

    group = under(_GROUP, "role", "detail")
    return replace(
        table,
        group="" if group in {above, title} else group,
        above=above,
        content=content,
        person=under(_PERSON, "role"),
        deadline=under(_WHEN, "task"),
    )


def _words(text: str, cell: Cell) -> str:
    return " ".join("".join(piece.of(text) for piece in cell).split())


def _upwards(text: str, within: Span) -> Iterator[Span]:
    """Yield the lines of a stretch that are not blank, the last one first."""
    end = within.end
    while end > within.start:
        start = max(text.rfind("\n", within.start, end) + 1, within.start)
        if text[start:end].strip():
            yield Span(start, end)
        end = start - 1


def _head(text: str, between: Span, columns: Sequence[str]) -> Span | None:
    """Return the lines above a row that hold nothing but headings of its columns."""
    head: Span | None = None
    for line in _upwards(text, between):
        whole = left = _MARKS.sub("", line.of(text))
        if not whole:
            continue
        # A heading that spans several columns (责任分工) stands above theirs.
        for name in sorted(columns, key=len, reverse=True):
            left = left.replace(name, "")
        if len(left) * 2 <= len(whole):
            head = Span(line.start, head.end if head else line.end)
        else:
            break
    return head


def _called(text: str, before: Span) -> str:
    """Return the name of a table from the lines above it, empty where there is none."""
    for number, line in enumerate(_upwards(text, before)):
        words = _ANNEX.sub("", "".join(line.of(text).split()))
        if len(words) <= _LONGEST and _TITLE.search(words):
            return words
        if number == 1 or len(words) > _LONGEST or not (words == "" or _FILLED_IN.search(words)):
            return ""
    return ""
