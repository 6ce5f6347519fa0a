"""Tables without rules: columns from the words of a heading that stand apart, rows from the places of what is below.

Nothing is taken for a table but what stands below headings of a table of duties (序号, 重点任务, 牵头单位) and leaves a gap
between each two of them all the way down, with bodies in the columns of bodies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.read.bands import rows_of
from extract.read.blocks import Char
from extract.read.columns import Columns, columns_in, lines_of, segments_of, words_of
from extract.read.ruled import Table
from extract.tables.fitting import bodies_in

# So many lines that belong to no column may stand between rows, each so long.
_BETWEEN, _GROUP = 2, 40
# What is this many times as far below as any line before, and so many lines at the least, is another thing.
_FAR, _LEAST_FAR = 2.5, 5.0
# A line that is shorter may be the page's number; so many lines may stand at the head of each page.
_SHORT, _TOP = 12, 2
# What a cell is said to hold where it names bodies that are known.
_KNOWN = 2


def tables_below(
    chars: Sequence[Char], carried: Columns | None = None
) -> tuple[list[Char], list[Table], Columns | None]:
    """Part the characters of a page into those outside all tables and the tables that no rules are drawn around.

    Parameters
    ----------
    chars
        Of the page, outside its ruled tables, in the order of the file.
    carried
        The columns of the table that the page before ended with.

    Returns
    -------
    rest, tables, columns
        The last are those of the table that this page ends with.
    """
    lines = lines_of(chars)
    found: list[_Found] = []
    at = 0
    while at < len(lines):
        opened = columns_in(lines, at)
        columns, first = opened if opened is not None else (carried, at)
        if columns is None or (opened is None and at > _TOP):
            at += 1
            continue
        # The first row of a page may be the end of one that the page before begins.
        table = _table_at(chars, lines, (at, first), columns, leading=carried is not None)
        if table is not None:
            found.append(table)
        carried = carried if table is None and opened is None else None
        at = table.behind if table is not None else max(first, at + 1)
    taken = {c for table in found for line in table.lines for c in line}
    last = found[-1] if found else None
    left = len(lines) - last.behind if last is not None else 0
    ends = left == 0 or (left == 1 and len(lines[-1]) < _SHORT)
    tables = [table for each in found for table in each.tables]
    return [c for c in chars if c not in taken], tables, last.columns if last is not None and ends else None


@dataclass(frozen=True, slots=True)
class _Found:
    """A table: its columns, its stretches between headings over all columns, its lines and which line is behind it."""

    columns: Columns
    tables: list[Table]
    lines: list[list[Char]]
    behind: int


def _table_at(
    chars: Sequence[Char], lines: Sequence[list[Char]], at: tuple[int, int], columns: Columns, *, leading: bool
) -> _Found | None:
    """Read the table whose headings stand in the lines between two, or which goes on there where these are the same."""
    begin, first = at
    end = next((i for i in range(first, len(lines)) if columns_in(lines, i) is not None), len(lines))
    settled = columns.narrowed(lines[first:end])
    if settled is None:
        return None
    stretches, behind = _stretches(lines[:end], first, settled)
    if behind < end and columns_in(lines, behind) is None and settled.crossed(lines[behind]) and _is_row(lines[behind]):
        # The columns are not as they seem.
        return None
    tables: list[Table] = []
    last = 0
    for stretch in stretches:
        own = {c for line in stretch for c in line}
        rows = rows_of([c for c in chars if c in own], settled, leading=leading and not tables)
        tables.append(_table(rows, settled))
        last = _last_number(rows, settled) or last
    headed = first > begin
    if not tables or not (headed or "number" not in columns.kinds or last > columns.last):
        return None
    if headed:
        top = max(c.y + c.size for cell in settled.printed for c in cell)
        tables.insert(0, Table(top, (settled.printed,), tables[0].widths[:1]))
    if not _has_bodies(tables[headed:], settled):
        return None
    printed = [*(map(list, settled.printed) if headed else ()), *(line for stretch in stretches for line in stretch)]
    return _Found(replace(settled, last=last), tables, printed, behind)


def _stretches(lines: Sequence[list[Char]], first: int, columns: Columns) -> tuple[list[list[list[Char]]], int]:
    """Return the lines of a table, those between two headings over its whole width together; and the line behind."""
    out: list[list[list[Char]]] = [[]]
    farthest = 0.0
    at = first
    while at < len(lines):
        line = lines[at]
        step = lines[at - 1][0].y - line[0].y if at > first else 0.0
        if farthest and step > max(_FAR * farthest, _LEAST_FAR * line[0].size):
            break
        if columns.crossed(line):
            after = _rows_again(lines, at, columns)
            if after is None:
                break
            out.append([])
            at = after
            continue
        farthest = max(farthest, step, line[0].size)
        out[-1].append(line)
        at += 1
    return [stretch for stretch in out if stretch], at


def _is_row(line: Sequence[Char]) -> bool:
    """Tell whether a line that runs over a gap is a row all the same: parts stand apart in it, of which one names bodies."""
    parts = segments_of(line)
    return len(parts) > 1 and any(bodies_in(words_of(part)) for part in parts)


def _rows_again(lines: Sequence[list[Char]], at: int, columns: Columns) -> int | None:
    """Return the line in which rows go on behind a heading over several columns (一、完善设施), None where none do."""
    for below in range(at, min(at + _BETWEEN + 1, len(lines))):
        if not columns.crossed(lines[below]):
            return below
        if len(lines[below]) > _GROUP or lines[below][-1].char in "。；;" or _is_row(lines[below]):
            return None
    return None


def _table(rows: Sequence[Sequence[Sequence[Char]]], columns: Columns) -> Table:
    wide = []
    for i in range(len(columns.headings)):
        own = [c for row in rows for c in row[i]]
        wide.append(max(c.right for c in own) - min(c.x for c in own) if own else 0.0)
    top = max(c.y + c.size for row in rows for cell in row for c in cell)
    return Table(top, tuple(tuple(map(tuple, row)) for row in rows), tuple(tuple(wide) for _ in rows))


def _has_bodies(tables: Sequence[Table], columns: Columns) -> bool:
    """Tell whether most cells under the headings of bodies name bodies."""
    roles = [i for i, kind in enumerate(columns.kinds) if kind == "role"]
    rows = [row for table in tables for row in table.rows]
    said = [words for row in rows for i in roles if (words := "".join(c.char for c in row[i]).strip())]
    names = [bodies_in(words) == _KNOWN or (bodies_in(words) > 0 and "，" not in words) for words in said]
    return 2 * sum(names) > len(said)


def _last_number(rows: Sequence[Sequence[Sequence[Char]]], columns: Columns) -> int:
    if "number" not in columns.kinds:
        return 0
    at = columns.kinds.index("number")
    digits = ["".join(c.char for c in row[at] if c.char.isdigit()) for row in rows]
    return max((int(d) for d in digits if d), default=0)
