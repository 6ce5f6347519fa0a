"""Tables that stand one cell a line, as text copied from a document or a page does.

Blank cells and merged ones leave no line, and a cell that was wrapped leaves several: where a row has more lines than the
table has columns, each line is given to a column by what the columns hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract import patterns as re
from extract.facts import Span
from extract.numbering import number_at
from extract.page import trim
from extract.tables.fitting import MAX_LINES, bodies_in, fitted, kinds_to_fit
from extract.tables.model import BARS, MAX_CELL, ROW_NUMBER, RawRow, Table, column_of, names_group, opens

_MAX_HEADING = 8
# Headings that were broken take so many lines, each so long; a table of fewer columns than these has them whole.
_MAX_HEADINGS, _MAX_HEADING_LINE, _LEAST_WIDE = 30, 14, 4
# The columns between the task and the bodies, whatever they hold.
_BETWEEN = "栏"
# The task and the dates of an item within a row stand between the bodies of two.
_MAX_GAP = 3
# By so much the number of a row may be above that of the row before it; longer ones are figures.
_MAX_JUMP = 20
_DATE = re.compile(r"\s*(?:20\d\d|二[〇○零一二三四五六七八九]{3})年")
# 十二
_MAX_GROUP_NUMBER = 3
# Lines that a table without numbers may have, and the fewest of a row with one.
_MAX_BLOCK, _LEAST_LINES = 400, 2


def upright_table(text: str, lines: Sequence[Span], first: int) -> tuple[Table, int] | None:
    """Read a table that stands one cell a line; return it and the line behind it."""
    columns: list[str] = []
    at = first
    if any(bar in lines[first].of(text) for bar in BARS):
        lines = [_unbarred(text, line) for line in lines]
    while at < len(lines) and len(columns) < 8:
        words = "".join(lines[at].of(text).split())
        if len(words) > 12 or words in columns:
            break
        taken = 1
        if column_of(words) is None:
            below = "".join(lines[at + 1].of(text).split()) if at + 1 < len(lines) else ""
            if column_of(below) is not None:
                # 名称 above 工作任务: a heading that no table has.
                taken = 1 if 1 < len(words) <= _MAX_HEADING and not ROW_NUMBER.match(words) else 0
            elif columns:
                # 主 / 要内容: a heading that a page broke.
                words, taken = words + below, 2 if column_of(words + below) is not None else 0
            if not columns and column_of(below) in (None, "number"):
                break
            if not taken or len(words) > 12 or words in columns:
                break
        columns.append(words)
        at += taken
    if columns and column_of(columns[0]) is None and column_of(columns[1]) != "role" and opens(columns[1:]):
        # The table's title above its headings, and no heading before that of who does it.
        return None
    if len(columns) < 2 or not opens(columns):
        columns, at = _broken_heading(text, lines, first)
        if not columns:
            return None
    numbered = column_of(columns[0]) == "number"
    if numbered and _ends_heading(text, lines[at : at + 3]):
        columns.append("".join(lines[at].of(text).split()))
        at += 1
    table = Table(columns, "\n", Span(lines[first].start, lines[at - 1].end), [])
    while at < len(lines):
        first_row = numbered and not table.rows and at + 1 < len(lines) and _is_first(text, lines[at + 1])
        if names_group(text, lines[at]):
            # 一、科技创新; 一 above 科技创新
            at += 1 if len(_said(text, lines[at])) > _MAX_GROUP_NUMBER else 2
            continue
        if first_row and not ROW_NUMBER.match(lines[at].of(text).strip()):
            # 主要预期目标（15项） above the first row.
            at += 1
            continue
        taken = _upright_row(text, lines, at, table, numbered)
        if taken == 0:
            break
        at += taken
    return (table, at) if table.rows else None


def _broken_heading(text: str, lines: Sequence[Span], first: int) -> tuple[list[str], int]:
    """Read headings that a page broke in the middle (资金 / 来源): as many columns as the shortest row has lines.

    Only the number, the task behind it and the bodies at the end need be told; what stands between is another thing.
    """
    nothing: tuple[list[str], int] = ([], first)
    if column_of(_said(text, lines[first])) != "number":
        return nothing
    begin = first + 1
    while begin < len(lines) and begin - first < _MAX_HEADINGS and not _is_first(text, lines[begin]):
        if lines[begin].end - lines[begin].start > _MAX_HEADING_LINE:
            return nothing
        begin += 1
    if begin >= len(lines) or not _is_first(text, lines[begin]):
        return nothing
    said = [_said(text, line) for line in lines[first + 1 : begin]]
    task = next((name for n in (1, 2) if column_of(name := "".join(said[:n])) in ("task", "detail")), None)
    role = next((name for n in (1, 2) if column_of(name := "".join(said[-n:])) == "role"), None)
    starts, at = [begin], begin
    while at < len(lines) and at - starts[-1] <= MAX_LINES:
        if (
            ROW_NUMBER.match(_said(text, lines[at]))
            and int(re.sub(r"\D", "", _said(text, lines[at]))) == len(starts) + 1
        ):
            starts.append(at)
        at += 1
    wide = min((b - a for a, b in pairwise(starts)), default=0)
    if task is None or role is None or not _LEAST_WIDE <= wide <= len(said) + 1:
        return nothing
    between = [f"{_BETWEEN}{i}" for i in range(wide - 3)]
    return [_said(text, lines[first]), task, *between, role], begin


def _said(text: str, line: Span) -> str:
    return "".join(line.of(text).split())


def _ends_heading(text: str, lines: Sequence[Span]) -> bool:
    """Tell whether the first of some lines is the last heading, which no table has: 目标类型 above the first row's number."""
    if len(lines) < 2:
        return False
    words = "".join(lines[0].of(text).split())
    # 一、科技创新 may stand between them.
    first = _is_first(text, lines[1]) or (len(lines) > 2 and names_group(text, lines[1]) and _is_first(text, lines[2]))
    plain = ROW_NUMBER.match(words) is None and not names_group(text, lines[0])
    return first and plain and 1 < len(words) <= _MAX_HEADING


def _is_first(text: str, line: Span) -> bool:
    """Tell whether a line is the number of the first row."""
    words = line.of(text).strip()
    return ROW_NUMBER.match(words) is not None and _value(text, line) == 1


def _unbarred(text: str, line: Span) -> Span:
    """Return a line without the bar that a page's table left at its end."""
    bare = trim(text, line)
    return trim(text, Span(bare.start, bare.end - 1)) if bare.start < bare.end and text[bare.end - 1] in BARS else line


def _upright_row(text: str, lines: Sequence[Span], at: int, table: Table, numbered: bool) -> int:
    """Take one row from ``at`` on; return how many lines it has, 0 where there is none."""
    wide = len(table.columns)
    kinds = kinds_to_fit(table)
    if numbered:
        if not ROW_NUMBER.match(lines[at].of(text).strip()):
            return 0
        end = at + 1
        room = wide + 6
        here = _value(text, lines[at])
        while end < len(lines) and end - at < room and not _begins_row(text, lines[end], here):
            if names_group(text, lines[end]) or column_of("".join(lines[end].of(text).split())) == "number":
                break
            # One body a line fills no column.
            room += room < MAX_LINES and bodies_in("".join(lines[end].of(text).split())) > 0
            end += 1
        # 序号: the next table begins.
        last = end >= len(lines) or end - at >= room or column_of("".join(lines[end].of(text).split())) == "number"
        cells = [trim(text, line) for line in lines[at : _last_end(text, lines, at + wide, end) if last else end]]
        if any(len(cell.of(text)) > MAX_CELL for cell in cells) or len(cells) < _LEAST_LINES:
            return 0
    else:
        cells = _block(text, lines, at, table.columns)
    found = fitted(text, cells, kinds, whole=numbered)
    if not numbered and len(cells) == _MAX_BLOCK:
        # The last row may go on behind the lines that were looked at.
        found = found[:-1]
    for row in found:
        filled = [piece for cell in row for piece in cell]
        table.rows.append(RawRow(row, Span(filled[0].start, filled[-1].end)))
    return sum(len(cell) for row in found for cell in row) if not numbered else len(cells)


def _block(text: str, lines: Sequence[Span], at: int, columns: Sequence[str]) -> list[Span]:
    """Return the lines from one on that may be cells of rows without numbers.

    They end before a sentence, a numbered line, and the headings that come again on the next page.
    """
    out: list[Span] = []
    for line, below in zip(lines[at : at + _MAX_BLOCK], [*lines[at + 1 : at + _MAX_BLOCK], None], strict=False):
        cell = trim(text, line)
        words = cell.of(text)
        if [words, below.of(text).strip() if below is not None else ""] == list(columns[:2]):
            break
        if len(words) > MAX_CELL or words.endswith("。") or (out and number_at(text, cell.start) is not None):
            break
        out.append(cell)
    return out


def _value(text: str, line: Span) -> int:
    return int(re.sub(r"\D", "", line.of(text)))


def _begins_row(text: str, line: Span, here: int) -> bool:
    """Tell whether a line is the number of a row behind number ``here``, and no sum of money in it (900)."""
    return ROW_NUMBER.match(line.of(text).strip()) is not None and (
        (n := _value(text, line)) == 1 or here <= n <= here + _MAX_JUMP
    )


def _last_end(text: str, lines: Sequence[Span], least: int, end: int) -> int:
    """Return where the last row ends: behind the bodies that go on one a line, but for those that sign above a date."""
    found = min(least, end)
    for at in range(found, end):
        if at - found >= _MAX_GAP or (at + 1 < len(lines) and _DATE.match(lines[at + 1].of(text))):
            break
        if bodies_in("".join(lines[at].of(text).split())) > 0:
            found = at + 1
    return found
