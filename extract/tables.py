"""Tables that became lines of text: columns of tasks and of agencies named by a heading, and the rows below.

Cells stand between tabs, bars, or two and more spaces; where only single spaces are left, as in text copied from a page,
the columns are counted from the right, since agencies hold no spaces and tasks may. A table may also come one cell a
line. A line with fewer cells goes on with the row above it (wrapped cells); a blank cell repeats what is merged over it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from extract.facts import Span
from extract.numbering import number_at
from extract.page import trim
from seeds.tables import rows

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"\s*\|?[\s:|\-—─┼+]+\|?\s*$")
_NUMBER = re.compile(r"[(（]?\d{1,3}[)）]?[.．、]?$")
_SPACE, _SPACES = r"[ 　]", r"[ 　]{2,}"
# A heading line is short: a sentence that happens to hold its words is not one.
_MAX_HEADING = 80
_MAX_CELL = 300
_MAX_GROUP = 60
_NOTE = re.compile(r"\s*(?:注|备注|说明|合计)\s*(?:[:：]|$)")
# Headings that a table prints between its rows stand on lines of their own: 一、科研攻关.
_GROUP_KINDS = frozenset({"part", "chapter", "division", "formal", "han", "han_paren"})

Cell = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as printed (or its place in the table), the task, and the cells under role headings.

    A cell is one stretch of text, or several where the page wrapped it; ``heading`` is the line that names the columns.
    """

    label: str
    title: Span
    extent: Span
    roles: tuple[tuple[str, Cell], ...]
    heading: Span


@dataclass(slots=True)
class _Raw:
    """A row as cut: one cell a column."""

    cells: list[Cell]
    extent: Span


@dataclass(slots=True)
class _Table:
    columns: list[str]
    separator: str
    heading: Span
    starts: list[int]
    rows: list[_Raw] = field(default_factory=list)

    def indexes(self, kind: str) -> list[int]:
        """Return the places of the columns of one kind."""
        return [i for i, name in enumerate(self.columns) if column_of(name) == kind]


@cache
def _columns() -> dict[str, str]:
    labels = {r["word"]: "role" if r["role"] else "other" for r in rows("roles") if r["position"] == "label"}
    return labels | {row["word"]: row["column"] for row in rows("table_words")}


@cache
def column_of(heading: str) -> str | None:
    """Return what a column holds by its heading: number, task, detail, role, other; None where it is not known."""
    bare = re.sub(r"[(（][^()（）]*[)）]$", "", heading)
    kind = _columns().get(bare)
    if kind is not None or len(bare) > 8:
        return kind
    kinds = (
        row for row in rows("table_words") if row["column"] in ("task", "detail", "other") and len(row["word"]) > 1
    )
    return next((row["column"] for row in kinds if bare.endswith(row["word"])), None)


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
    return _SPACES if re.search(r"\S[ 　]{2,}\S", words) else _SPACE


def _bare(text: str, line: Span) -> Span:
    """Take the bars off both ends of a line; a tab at its beginning is an empty cell."""
    while line.start < line.end and text[line.start] in " 　\r":
        line = Span(line.start + 1, line.end)
    while line.end > line.start and text[line.end - 1].isspace():
        line = Span(line.start, line.end - 1)
    # A bar at one end only parts a blank cell from the rest.
    if line.end - line.start > 1 and text[line.start] == "|" == text[line.end - 1]:
        return Span(line.start + 1, line.end - 1)
    return line


def _width(text: str, start: int, end: int) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text[start:end])


def _heading(text: str, raw: Span) -> _Table | None:
    """Return the table that a heading line opens, None for any other line."""
    line = _bare(text, raw)
    words = line.of(text)
    if len(words) > _MAX_HEADING or not any(mark in words for mark in "\t| 　") or re.search(r"[。；;：:]", words):
        return None
    separator = _separator(words)
    pieces = _pieces(text, line, separator)
    cells = [re.sub(r"\s+", "", cell.of(text)) for cell in pieces]
    if separator == _SPACE:
        cells = _spelled(cells)
    if not _opens(cells):
        return None
    starts = [_width(text, raw.start, piece.start) for piece in pieces]
    return _Table(cells, separator, line, starts if len(starts) == len(cells) else [])


def _opens(cells: Sequence[str]) -> bool:
    """Tell whether cells are the headings of a table of duties."""
    kinds = [column_of(cell) for cell in cells]
    tasked = "task" in kinds or "detail" in kinds
    return len(cells) > 1 and "role" in kinds and tasked and kinds.count(None) <= len(kinds) // 3


def _spelled(cells: Sequence[str]) -> list[str]:
    """Join single characters that were set apart (工 作 任 务)."""
    out: list[str] = []
    for cell in cells:
        if out and len(cell) == 1 and len(out[-1]) < 4 and out[-1] not in _columns():
            out[-1] += cell
        else:
            out.append(cell)
    return out


def _cut(text: str, raw: Span, table: _Table) -> list[Cell] | None:
    """Cut a line into as many cells as there are columns; None where it is no row."""
    line = _bare(text, raw)
    pieces = _pieces(text, line, table.separator)
    wide = len(table.columns)
    numbered = column_of(table.columns[0]) == "number"
    if table.separator == _SPACE:
        task = table.indexes("task")[0] if table.indexes("task") else table.indexes("detail")[0]
        behind = wide - task - 1
        if len(pieces) < wide or (numbered and not _NUMBER.match(pieces[0].of(text))):
            return None
        head, tail = pieces[:task], pieces[len(pieces) - behind :]
        return [(p,) for p in (*head, Span(pieces[task].start, pieces[len(pieces) - behind - 1].end), *tail)]
    if table.separator == r"\t" and 1 < len(pieces) < wide:
        pieces += [Span(line.end, line.end)] * (wide - len(pieces))
    if table.separator == _SPACES and 1 < len(pieces) < wide and _NUMBER.match(pieces[0].of(text)) and numbered:
        placed = _placed(text, raw, pieces, table)
        return placed if placed is not None and all(any(placed[i]) for i in table.indexes("task")) else None
    if len(pieces) == wide - 1 and numbered and not _NUMBER.match(pieces[0].of(text)) and table.separator != _SPACES:
        pieces = [Span(line.start, line.start), *pieces]
    return [(p,) if p.start < p.end else () for p in pieces] if len(pieces) == wide else None


def _placed(text: str, raw: Span, pieces: Sequence[Span], table: _Table) -> list[Cell] | None:
    """Give each piece to the column that it stands under; None where two would share one."""
    starts = table.starts
    if table.rows:
        above = table.rows[-1]
        line_start = text.rfind("\n", 0, above.extent.start) + 1
        seen = [_width(text, line_start, c[0].start) if c else -1 for c in above.cells]
        if len(seen) == len(table.columns) and min(seen) >= 0:
            starts = seen
    if not starts:
        return None
    out: list[Cell] = [()] * len(table.columns)
    for piece in pieces:
        at = _width(text, raw.start, piece.start)
        index = min(range(len(starts)), key=lambda i: abs(starts[i] - at))
        if out[index]:
            return None
        out[index] = (piece,)
    return out


def _goes_on(text: str, raw: Span, table: _Table) -> bool:
    """Add a line of wrapped cells to the row above it; False where it is none."""
    if not table.rows or table.separator == _SPACE or raw.of(text)[:1] not in " 　\xa0\t|":
        return False
    line = _bare(text, raw)
    pieces = [p for p in _pieces(text, line, table.separator) if p.start < p.end]
    parted = table.separator == _SPACES or re.search(table.separator, raw.of(text)) is not None
    if not parted or _NOTE.match(line.of(text)):
        return False
    if not pieces or _NUMBER.match(pieces[0].of(text)):
        return False
    if table.separator == _SPACES:
        placed = _placed(text, raw, pieces, table)
    else:
        every = _pieces(text, line, table.separator)
        placed = [(p,) if p.start < p.end else () for p in every] if len(every) <= len(table.columns) else None
    if placed is None:
        return False
    row = table.rows[-1]
    row.cells = [old + new for old, new in zip(row.cells, [*placed, *[()] * len(row.cells)], strict=False)]
    row.extent = Span(row.extent.start, line.end)
    return True


def find_rows(text: str, span: Span) -> Iterator[TableRow]:
    """Yield the rows of every table of duties in a stretch of text.

    Parameters
    ----------
    text
        The page.
    span
        Where to look.
    """
    table: _Table | None = None
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text, span.start, span.end) if m[0].strip()]
    i = 0
    while i < len(lines):
        raw = lines[i]
        i += 1
        opened = _heading(text, raw)
        if opened is not None:
            if table is not None and table.columns == opened.columns:
                continue
            if table is not None:
                yield from _finished(text, table)
            table = opened
            continue
        if table is None:
            upright = _upright(text, lines, i - 1)
            if upright is not None:
                i = upright[1]
                yield from _finished(text, upright[0])
            continue
        if _RULE.match(raw.of(text)) or _is_group(text, raw, table):
            continue
        cells = _cut(text, raw, table)
        if cells is not None:
            table.rows.append(_Raw(cells, trim(text, raw)))
        elif not _goes_on(text, raw, table) and not _between(text, lines[i - 1 : i + 2], table):
            yield from _finished(text, table)
            table = None
    if table is not None:
        yield from _finished(text, table)


def _is_group(text: str, raw: Span, table: _Table) -> bool:
    """Tell whether a line is a heading between the rows of a table."""
    line = _bare(text, raw)
    filled = (
        [p for p in _pieces(text, line, table.separator) if p.start < p.end] if table.separator != _SPACE else [line]
    )
    return len(filled) == 1 and _names_group(text, filled[0])


def _between(text: str, lines: Sequence[Span], table: _Table) -> bool:
    """Tell whether the first of some lines is one cell over the whole width between rows: 一 科技创新, 保障措施.

    A number tells a heading by itself; without one, rows have to follow, perhaps behind a second such line.
    """
    if table.separator == _SPACE:
        return False
    for line in lines:
        if _cut(text, line, table) is not None:
            return line is not lines[0]
        words = _bare(text, line).of(text)
        if len(words) >= _MAX_GROUP or re.search(r"[。；;：:\t|]|\S[ 　]{2,}\S", words) or _NOTE.match(words):
            return False
    return False


def _names_group(text: str, line: Span) -> bool:
    """Tell whether a short line is a heading with a number: 一、科技创新."""
    number = number_at(text, trim(text, line).start)
    return number is not None and number.style.kind in _GROUP_KINDS and line.end - line.start < _MAX_GROUP


def _upright(text: str, lines: Sequence[Span], first: int) -> tuple[_Table, int] | None:
    """Read a table that stands one cell a line; return it and the line behind it."""
    columns: list[str] = []
    at = first
    while at < len(lines) and len(columns) < 8:
        words = "".join(lines[at].of(text).split())
        if len(words) > 12 or column_of(words) is None or words in columns:
            break
        columns.append(words)
        at += 1
    if len(columns) < 2 or not _opens(columns):
        return None
    table = _Table(columns, "\n", Span(lines[first].start, lines[at - 1].end), [])
    numbered = column_of(columns[0]) == "number"
    while at < len(lines):
        if _names_group(text, lines[at]):
            at += 1
            continue
        taken = _upright_row(text, lines, at, table, numbered)
        if taken == 0:
            break
        at += taken
    return (table, at) if table.rows else None


def _upright_row(text: str, lines: Sequence[Span], at: int, table: _Table, numbered: bool) -> int:
    """Take one row from ``at`` on; return how many lines it has, 0 where there is none."""
    wide = len(table.columns)
    if numbered:
        if not _NUMBER.match(lines[at].of(text).strip()):
            return 0
        end = at + 1
        while end < len(lines) and end - at < wide + 6 and not _NUMBER.match(lines[end].of(text).strip()):
            if _names_group(text, lines[end]):
                break
            end += 1
        last = end >= len(lines) or end - at >= wide + 6
        cells = [trim(text, line) for line in lines[at : min(end, at + wide) if last else end]]
    else:
        cells = [trim(text, line) for line in lines[at : at + wide]]
        if any(number_at(text, cell.start) is not None for cell in cells[1:]):
            return 0
    if any(len(cell.of(text)) > _MAX_CELL or (cell.of(text).endswith("。") and not numbered) for cell in cells) or (
        len(cells) < wide - 1 if numbered else len(cells) < wide
    ):
        return 0
    taken = len(cells)
    table.rows.append(_Raw(_fitted(text, cells, wide), Span(cells[0].start, cells[-1].end)))
    return taken


def _fitted(text: str, cells: Sequence[Span], wide: int) -> list[Cell]:
    """Fit lines into columns: a line that ends with 、 goes on in the next; what is missing is blank at the end."""
    out: list[Cell] = []
    spare = len(cells) - wide
    goes_on = False
    for cell in cells:
        if goes_on or (
            spare > 0 and len(out) == 2 and len(cells) - len(out) > wide - 1 and text[cell.start] in "，、；"
        ):
            out[-1] = (*out[-1], cell)
            spare -= 1
        else:
            out.append((cell,))
        goes_on = spare > 0 and cell.of(text).endswith(("、", "，", ","))
    while len(out) > wide:
        out[1] = (*out[1], *out.pop(2))
    return out + [()] * (wide - len(out))


def _words(text: str, cell: Cell) -> str:
    return "".join(piece.of(text) for piece in cell)


def _finished(text: str, table: _Table) -> Iterator[TableRow]:
    """Yield the rows of a table that has ended, blanks filled with what is merged over them."""
    tasks = table.indexes("task") or table.indexes("detail")
    details = [*tasks[1:], *(i for i in table.indexes("detail") if i not in tasks)]
    numbers = table.indexes("number")
    roles = table.indexes("role")
    first = tasks[0]
    heads = [_words(text, row.cells[first]) for row in table.rows]
    merged = any(not head or head == before for before, head in pairwise(heads))
    above: _Raw | None = None
    seen: dict[str, int] = {}
    for count, row in enumerate(table.rows, 1):
        cells = row.cells
        owners = [cells[i] for i in roles]
        if not any(_words(text, cell) for cell in owners) and above is not None:
            owners = [above.cells[i] for i in roles]
        order = [*details, first] if merged else [first, *details]
        title = next((cells[i] for i in order if _words(text, cells[i])), ())
        if not title or not any(_words(text, cell) for cell in owners) or _NOTE.fullmatch(_words(text, title)):
            continue
        printed = _words(text, cells[numbers[0]]).strip("(（)）.．、") if numbers else ""
        own = number_at(text, title[0].start) if not numbers else None
        if own is not None and trim(text, Span(own.end, title[0].end)).start < title[0].end:
            printed, title = own.label, (trim(text, Span(own.end, title[0].end)),)
        label = printed or (str(count) if above is None or not numbers else next(reversed(seen), str(count)))
        seen[label] = seen.get(label, 0) + 1
        label = label if seen[label] == 1 else f"{label}.{seen[label]}"
        named = tuple((table.columns[i], cell) for i, cell in zip(roles, owners, strict=True) if cell)
        for i, cell in zip(roles, owners, strict=True):
            row.cells[i] = cell
        above = row
        yield TableRow(label, title[0], row.extent, named, table.heading)
