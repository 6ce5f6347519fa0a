"""Tables that became lines of text: columns of tasks and of agencies named by a heading, and the rows below.

Cells stand between tabs, bars, or two and more spaces; where only single spaces are left, as in text copied from a page,
the columns are counted from the right, since agencies hold no spaces and tasks may. A table may also come one cell a
line (``upright``). A line with fewer cells goes on with the row above it (wrapped cells); a blank cell repeats what is merged over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract import patterns as re
from extract.facts import Span
from extract.numbering import number_at
from extract.page import trim
from extract.tables.cells import (
    COMMA,
    SPACE,
    aligned,
    bare,
    cut,
    goes_on_above,
    pieces_of,
    placed_under,
    separator_of,
    width,
)
from extract.tables.ditto import with_references
from extract.tables.model import (
    BAR,
    BARS,
    MAX_GROUP,
    ROW_NUMBER,
    RULED,
    SPACES,
    Cell,
    RawRow,
    Table,
    TableRow,
    body_columns,
    column_of,
    names_group,
    opens,
    says_part,
    spelled,
    words_of,
)
from extract.tables.paired import parted, parts_of
from extract.tables.said import assigned, shares, tells_more, without_bodies
from extract.tables.upright import upright_table
from extract.tables.wrapped import breaks_off, goes_on_below, joins_last_cell, wrapped_row

__all__ = [
    "TableRow",
    "assigned",
    "column_of",
    "find_rows",
    "opens_table",
    "shares",
    "tells_more",
    "without_bodies",
]

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"\s*[\s:|\-—─━═+\u2500-\u257f]+\s*$")
# A heading line is short, blanks left out: a sentence that happens to hold its words is not one.
_MAX_HEADING = 80
# Of tasks by bodies it holds the names of all bodies.
_MAX_MATRIX = 600
_PARTS = f"\t 　,{BARS}"
_QUOTED = re.compile(r'(?:^|(?<=,))[ 　]*"(?:[^"]|"")*"[ 　]*(?=,|$)', re.MULTILINE)
_OPENS = re.compile(r'(?:^|,)[ 　]*"')
# A cell may run over so many lines.
_MAX_OPEN = 24
_PAGE_NUMBER = re.compile(r"\s*(?:[—–－\-]+ ?\d{1,3} ?[—–－\-]+|第 ?\d{1,3} ?页(?:[，, /]*共 ?\d{1,3} ?页)?)\s*")
_NOTE = re.compile(r"\s*(?:注|备注|说明|合计|总计|小计|共计)\s*(?:[:：]|$)")


def _heading(text: str, raw: Span) -> Table | None:
    """Return the table that a heading line opens, None for any other line."""
    words = raw.of(text)
    if any(mark in words for mark in "。；;：:") or not any(mark in words for mark in _PARTS):
        return None
    line = bare(text, raw)
    words = line.of(text)
    size = len("".join(words.split()))
    if size > _MAX_MATRIX or not any(mark in words for mark in _PARTS):
        return None
    separator = separator_of(words)
    pieces = pieces_of(text, line, separator)
    cells = [re.sub(r"\s+", "", cell.of(text)) for cell in pieces]
    if size > _MAX_HEADING and not (separator in RULED and body_columns(cells)):
        return None
    if separator == SPACE:
        cells = spelled(cells)
    if not opens(cells, ruled=separator in RULED):
        return None
    starts = [width(text, raw.start, piece.start) for piece in pieces]
    end = trim(text, raw).end
    return Table(cells, separator, line, starts if len(starts) == len(cells) else [], line_end=end)


def _gives_roles(line: Table, table: Table) -> bool:
    """Tell whether what looks like headings is a row that gives districts their roles: 建设园区, 牵头, 配合."""
    named = [line.columns[i] for i in table.indexes("task") if i < len(line.columns)]
    alike = (table.indexes("place") or table.indexes("body")) and len(line.columns) == len(table.columns)
    return bool(alike) and not any(column_of(name) for name in named)


def _under(text: str, raw: Span, table: Table) -> bool:
    """Take the second line of a heading: 牵头单位 and 配合单位 under 责任单位, which reaches over both."""
    pieces = pieces_of(text, bare(text, raw), table.separator) if table.separator in (r"\t", BAR) else []
    names = [re.sub(r"\s+", "", piece.of(text)) for piece in pieces]
    names += [""] * (len(table.columns) - len(names))
    if len(names) != len(table.columns) or not any(names):
        return False
    if any(name and column_of(name) is None for name in names) or "role" not in map(column_of, names):
        return False
    whole = [below or above for above, below in zip(table.columns, names, strict=True)]
    if not opens(whole, ruled=True):
        return False
    table.columns = whole
    table.heading = Span(table.heading.start, bare(text, raw).end)
    return True


def opens_table(text: str, line: Span) -> bool:
    """Tell whether a line holds the headings of a table of duties, its cells between bars or tabs."""
    words = line.of(text)
    return any(mark in words for mark in f"\t{BARS}") and _heading(text, line) is not None


def _open_quote(text: str, lines: Sequence[Span], at: int, table: Table) -> int:
    """Return the line that ends a row of CSV: a cell that a quote opens may go on over several (12" is none)."""
    if table.separator != COMMA:
        return at
    for last in range(at, min(at + _MAX_OPEN, len(lines))):
        if _OPENS.search(_QUOTED.sub("", text[lines[at].start : lines[last].end])) is None:
            return last
    return at


def _closed(text: str, lines: Sequence[Span], at: int, table: Table) -> int:
    """Return the line that ends the row which begins at one: rows that end with a bar go on until there is one."""
    if table.separator != BAR or text[table.line_end - 1 : table.line_end] not in BARS:
        return at
    for last in range(at, min(at + _MAX_OPEN, len(lines))):
        if text[lines[last].start : lines[last].end].rstrip().endswith(tuple(BARS)):
            return last
        if last > at and _heading(text, lines[last]) is not None:
            break
    return at


def _goes_on(text: str, raw: Span, table: Table) -> bool:
    """Add a line of wrapped cells to the row above it; False where it is none."""
    if not table.rows or table.separator == SPACE:
        return False
    line = bare(text, raw)
    pieces = [p for p in pieces_of(text, line, table.separator) if p.start < p.end]
    if raw.of(text)[:1] not in f" 　\xa0\t{BARS}" and not _at_margin(text, raw, pieces, table):
        return False
    parted = (
        raw.start == line.start or table.separator == SPACES or re.search(table.separator, raw.of(text)) is not None
    )
    if not parted or _NOTE.match(line.of(text)):
        return False
    if not pieces or ROW_NUMBER.match(pieces[0].of(text)):
        return False
    if table.separator == SPACES:
        placed = placed_under(text, raw, pieces, table)
    else:
        every = pieces_of(text, line, table.separator)
        placed = [(p,) if p.start < p.end else () for p in every] if len(every) <= len(table.columns) else None
    if placed is None:
        return False
    row = table.rows[-1]
    row.cells = [old + new for old, new in zip(row.cells, [*placed, *[()] * len(row.cells)], strict=False)]
    row.extent = Span(row.extent.start, line.end)
    return True


def _at_margin(text: str, raw: Span, pieces: Sequence[Span], table: Table) -> bool:
    """Tell whether a line that begins at the margin goes on with wrapped cells: each stands under a full one."""
    if table.separator != SPACES or names_group(text, raw):
        return False
    row = aligned(text, raw, pieces, table)
    return row is not None and goes_on_above(text, row, table)


def find_rows(text: str, span: Span) -> Iterator[TableRow]:
    """Yield the rows of every table of duties in a stretch of text.

    Parameters
    ----------
    text
        The page.
    span
        Where to look.
    """
    table: Table | None = None
    # A bar alone on its line parts cells that stand one a line.
    lines = [
        Span(m.start(), m.end())
        for m in _LINE.finditer(text, span.start, span.end)
        if m[0].strip() not in ("", *BARS) and _PAGE_NUMBER.fullmatch(m[0]) is None
    ]
    i = 0
    while i < len(lines):
        raw = lines[i]
        i += 1
        opened = _heading(text, raw)
        if opened is not None and not (table is not None and _gives_roles(opened, table)):
            if table is not None and table.columns == opened.columns:
                continue
            if table is not None:
                yield from _finished(text, table)
            table = opened
            if i < len(lines) and _under(text, lines[i], table):
                i += 1
            continue
        if table is None:
            upright = upright_table(text, lines, i - 1)
            if upright is not None:
                i = upright[1]
                yield from _finished(text, upright[0])
            continue
        if _RULE.match(raw.of(text)) or _is_group(text, raw, table):
            continue
        if _joins_short(text, raw, table):
            continue
        last = max(_closed(text, lines, i - 1, table), _open_quote(text, lines, i - 1, table))
        cells = cut(text, Span(raw.start, lines[last].end), table)
        if cells is not None and last >= i:
            raw, i = Span(raw.start, lines[last].end), last + 1
        elif cells is None:
            cells = cut(text, raw, table)
        if cells is not None and not (
            table.separator == SPACE and not all(cells) and breaks_off(text, lines[i:], table)
        ):
            table.rows.append(RawRow(cells, trim(text, raw)))
            continue
        if table.separator == SPACE:
            if joins_last_cell(text, lines, i - 1, table):
                continue
            cells, after = wrapped_row(text, lines, i - 1, table)
            if cells is not None:
                table.rows.append(RawRow(cells, trim(text, Span(raw.start, lines[after - 1].end))))
            if after >= i:
                i = after
                continue
            if table.rows and goes_on_below(text, lines, i - 1, words_of(text, table.rows[-1].cells[0])):
                continue
        if not _goes_on(text, raw, table) and not _between(text, lines[i - 1 : i + 2], table):
            yield from _finished(text, table)
            table = None
    if table is not None:
        yield from _finished(text, table)


def _joins_short(text: str, raw: Span, table: Table) -> bool:
    """Finish a row that a line break within a cell has cut off: its last cell goes on in this line."""
    if table.separator != r"\t" or not table.rows or column_of(table.columns[0]) != "number":
        return False
    row, line = table.rows[-1], bare(text, raw)
    pieces = pieces_of(text, line, table.separator)
    whole = pieces_of(text, bare(text, row.extent), table.separator)
    if (
        ROW_NUMBER.match(pieces[0].of(text))
        or not 1 < len(whole) < len(table.columns)
        or len(whole) + len(pieces) - 1 != len(table.columns)
    ):
        return False
    if "\n" in row.extent.of(text) or not pieces[0].of(text):
        return False
    last = len(whole) - 1
    row.cells[last] = (*row.cells[last], pieces[0])
    for i, piece in enumerate(pieces[1:], last + 1):
        row.cells[i] = (piece,) if piece.start < piece.end else ()
    row.extent = Span(row.extent.start, line.end)
    return True


def _is_group(text: str, raw: Span, table: Table) -> bool:
    """Tell whether a line is a heading between the rows of a table."""
    line = bare(text, raw)
    filled = (
        [p for p in pieces_of(text, line, table.separator) if p.start < p.end] if table.separator != SPACE else [line]
    )
    return len(filled) == 1 and names_group(text, filled[0])


def _between(text: str, lines: Sequence[Span], table: Table) -> bool:
    """Tell whether the first of some lines is one cell over the whole width between rows: 一 科技创新, 保障措施.

    A number tells a heading by itself; without one, rows have to follow, perhaps behind a second such line.
    """
    if table.separator == SPACE:
        return False
    for line in lines:
        if cut(text, line, table) is not None:
            return line is not lines[0]
        words = bare(text, line).of(text)
        if len(words) >= MAX_GROUP or re.search(r"[。；;：:\t|]|\S[ 　]{2,}\S", words) or _NOTE.match(words):
            return False
    return False


def _finished(text: str, table: Table) -> Iterator[TableRow]:
    """Yield the rows of a table that has ended, blanks filled with what is merged over them."""
    tasks = table.indexes("task") or table.indexes("detail")
    details = [*tasks[1:], *(i for i in table.indexes("detail") if i not in tasks)]
    numbers = table.indexes("number")
    roles = table.indexes("role")
    places, bodies = table.indexes("place"), table.indexes("body")
    unknown = [i for i, kind in enumerate(table.kinds) if kind is None]
    first = tasks[0]
    parts = parts_of(table.columns) if len(roles) == 1 else {}
    with_references(text, table.rows, roles)
    heads = [words_of(text, row.cells[first]) for row in table.rows]
    merged = any(not head or head == before for before, head in pairwise(heads))
    above: RawRow | None = None
    seen: dict[str, int] = {}
    for count, row in enumerate(table.rows, 1):
        cells = row.cells
        owners = [cells[i] for i in roles]
        if not any(words_of(text, cell) for cell in owners) and above is not None:
            if table.separator == "\n" and not text[row.extent.end :].strip():
                # The page ends before its owners.
                continue
            owners = [above.cells[i] for i in roles]
        if parts:
            yield from _of_body(table, row, owners, seen)
            above = row
            continue
        order = [*([*details, first] if merged else [first, *details]), *unknown]
        title = next((cells[i] for i in order if words_of(text, cells[i])), ())
        owned = any(words_of(text, cell) for cell in (*owners, *(cells[i] for i in places)))
        owned = owned or any(says_part(words_of(text, cells[i])) for i in bodies)
        first_cell = next((words for cell in cells if (words := words_of(text, cell))), "")
        if not title or not owned or _NOTE.fullmatch(words_of(text, title)) or _NOTE.fullmatch(first_cell):
            continue
        printed = words_of(text, cells[numbers[0]]).strip("(（)）.．、") if numbers else ""
        own = number_at(text, title[0].start) if not numbers else None
        if own is not None and trim(text, Span(own.end, title[0].end)).start < title[0].end:
            printed, title = own.label, (trim(text, Span(own.end, title[0].end)),)
        label = printed or (str(count) if above is None or not numbers else next(reversed(seen), str(count)))
        seen[label] = seen.get(label, 0) + 1
        label = label if seen[label] == 1 else f"{label}.{seen[label]}"
        named = tuple(
            part for i, cell in zip(roles, owners, strict=True) if cell for part in parted(text, table.columns[i], cell)
        )
        for i, cell in zip(roles, owners, strict=True):
            row.cells[i] = cell
        if not words_of(text, row.cells[first]) and above is not None:
            row.cells[first] = above.cells[first]
        above = row
        every = tuple(zip(table.columns, row.cells, strict=True))
        yield TableRow(label, title[0], row.extent, named, table.heading, every)


def _of_body(table: Table, row: RawRow, owners: Sequence[Cell], seen: dict[str, int]) -> Iterator[TableRow]:
    """Yield the tasks of a body whose row has a column for those that it leads and one for those that it helps with."""
    every = tuple(zip(table.columns, row.cells, strict=True))
    for i, role in parts_of(table.columns).items():
        for piece in row.cells[i]:
            label = str(len(seen) + 1)
            seen[label] = 1
            yield TableRow(label, piece, piece, ((role, owners[0]),), table.heading, every)
