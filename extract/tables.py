"""Tables that became lines of text: a heading line with columns of tasks and of agencies, and its rows.

Cells stand between tabs, bars, or two and more spaces; where only single spaces are left, as in text copied from a
page, the columns are counted from the right, since agencies hold no spaces and tasks may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.facts import Span
from extract.page import trim
from seeds.tables import rows

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")
_NUMBER = re.compile(r"\d{1,3}[.．、]?$")
# A heading line is short: a sentence that happens to hold its words is not one.
_MAX_HEADING = 80


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as printed (or its place in the table), the task, and the cells under role headings."""

    label: str
    title: Span
    extent: Span
    roles: tuple[tuple[str, Span], ...]


@cache
def _columns() -> dict[str, str]:
    return {row["word"]: row["column"] for row in rows("table_words")}


def _pieces(text: str, line: Span, separator: str) -> list[Span]:
    out = []
    start = line.start
    for match in re.finditer(separator, text[line.start : line.end]):
        out.append(Span(start, line.start + match.start()))
        start = line.start + match.end()
    out.append(Span(start, line.end))
    return [trim(text, piece) for piece in out]


def _separator(words: str) -> str:
    """Return what stands between the cells of a line."""
    if "\t" in words:
        return r"\t"
    if words.count("|") > 1:
        return r"\|"
    return r"[ 　]{2,}" if re.search(r"\S[ 　]{2,}\S", words) else r"[ 　]"


def _bare(text: str, line: Span) -> Span:
    """Take the bars off both ends of a line."""
    line = trim(text, line)
    start = line.start + (text[line.start : line.start + 1] == "|")
    end = line.end - (text[line.end - 1 : line.end] == "|")
    return Span(start, max(start, end))


def _heading(text: str, line: Span) -> tuple[list[str], str] | None:
    """Return the columns of a heading line and its separator, None for any other line."""
    words = line.of(text)
    if len(words) > _MAX_HEADING or re.search(r"[。；;：:]", words):
        return None
    separator = _separator(words)
    cells = [re.sub(r"\s+", "", cell.of(text)) for cell in _pieces(text, line, separator)]
    if separator == r"[ 　]":
        cells = _spelled(cells)
    known = _columns()
    kinds = [known.get(cell) for cell in cells]
    if len(cells) < 2 or "role" not in kinds or "task" not in kinds or kinds.count(None) > len(kinds) // 3:
        return None
    return cells, separator


def _spelled(cells: Sequence[str]) -> list[str]:
    """Join single characters that were set apart (工 作 任 务)."""
    out: list[str] = []
    for cell in cells:
        if out and len(cell) == 1 and len(out[-1]) < 4 and out[-1] not in _columns():
            out[-1] += cell
        else:
            out.append(cell)
    return out


def _cells(text: str, line: Span, columns: Sequence[str], separator: str) -> list[Span] | None:
    """Cut a line into as many cells as there are columns; None where it is no row."""
    pieces = _pieces(text, line, separator)
    if separator != r"[ 　]":
        if len(pieces) == len(columns) - 1 and _columns().get(columns[0]) == "number":
            pieces = [Span(line.start, line.start), *pieces]
        return pieces if len(pieces) == len(columns) else None
    numbered = _columns().get(columns[0]) == "number"
    task = next(i for i, name in enumerate(columns) if _columns().get(name) == "task")
    behind = len(columns) - task - 1
    if len(pieces) < len(columns) or (numbered and not _NUMBER.match(pieces[0].of(text))):
        return None
    head, tail = pieces[:task], pieces[len(pieces) - behind :]
    return [*head, Span(pieces[task].start, pieces[len(pieces) - behind - 1].end), *tail]


def find_rows(text: str, span: Span) -> Iterator[TableRow]:
    """Yield the rows of every table of duties in a stretch of text.

    Parameters
    ----------
    text
        The page.
    span
        Where to look.
    """
    columns: list[str] = []
    separator = ""
    count = 0
    for match in _LINE.finditer(text, span.start, span.end):
        line = _bare(text, Span(match.start(), match.end()))
        heading = _heading(text, line)
        if heading is not None:
            columns, separator = heading
            count = 0
            continue
        if not columns or _RULE.match(match[0]) or line.start >= line.end:
            continue
        cells = _cells(text, line, columns, separator)
        if cells is None:
            columns = []
            continue
        named = dict(zip(columns, cells, strict=True))
        kinds = _columns()
        title = next(cell for name, cell in named.items() if kinds.get(name) == "task")
        roles = tuple((name, cell) for name, cell in named.items() if kinds.get(name) == "role" and cell.of(text))
        if title.start >= title.end or not roles:
            continue
        count += 1
        number = next(
            (cell.of(text).rstrip(".．、") for name, cell in named.items() if kinds.get(name) == "number"), ""
        )
        yield TableRow(number or str(count), title, trim(text, Span(match.start(), match.end())), roles)
