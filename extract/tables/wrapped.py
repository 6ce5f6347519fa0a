"""Rows of a table whose cells stand one blank apart, and which a page has broken over lines."""

from __future__ import annotations

from collections.abc import Sequence

from extract import patterns as re
from extract.facts import Span
from extract.names.kinds import looks_like_agency
from extract.page import trim
from extract.tables.model import ROW_NUMBER, Cell, Table, column_of, names_group

# So many lines a row may have, and between two rows what belongs to none may.
_MAX_LINES = 12
_STRAY = 6
_MAX_LINE, _SHORT = 120, 40
_LISTED = re.compile("[、，,;；]")
_BLANK = re.compile(r"[^ 　\r]+")


def _pieces(text: str, line: Span) -> list[Span]:
    return [Span(m.start(), m.end()) for m in _BLANK.finditer(text, line.start, line.end)]


def _number(text: str, line: Span) -> int | None:
    pieces = _pieces(text, line)
    first = pieces[0].of(text) if len(pieces) > 1 else ""
    return int(re.sub(r"\D", "", first)) if ROW_NUMBER.match(first) else None


def _turns(text: str, by_line: Sequence[Sequence[Span]]) -> list[int]:
    """Return the lines that begin another way of listing: names one a line end where names between 、 begin."""
    lists = ["、" in pieces[0].of(text) for pieces in by_line]
    lists[0] = "、" in by_line[0][-1].of(text)
    return [i for i in range(1, len(lists)) if lists[i] and not lists[i - 1]]


def breaks_off(text: str, below: Sequence[Span], table: Table) -> bool:
    """Tell whether a row that lacks cells goes on in the line below it, which begins none of its own."""
    if column_of(table.columns[0]) != "number" or not below or below[0].end - below[0].start > _SHORT:
        return False
    return _number(text, below[0]) is None and not names_group(text, below[0])


def wrapped_row(text: str, lines: Sequence[Span], at: int, table: Table) -> tuple[list[Cell] | None, int]:
    """Read the row that begins in a line with a number and goes on below, up to the number of the next.

    The first words of a line go on with the last cell of the line above; where that leaves too few cells by just as many
    as there are line breaks, every line begins a cell; where one is missing, the list between 、 below names one a line
    does. Anything else can be read in more than one way.

    Returns
    -------
    cells, next line
        No cells where the row can be read in several ways, and ``at`` itself where no row begins.
    """
    number = _number(text, lines[at])
    if number is None:
        return None, at
    end = at + 1
    while end < len(lines) and end - at < _MAX_LINES and _number(text, lines[end]) is None:
        if names_group(text, lines[end]) or lines[end].end - lines[end].start > _MAX_LINE:
            break
        end += 1
    if end == at + 1:
        return None, at
    by_line = [_pieces(text, line) for line in lines[at:end]]
    wide = len(table.columns)
    missing = wide - sum(map(len, by_line)) + len(by_line) - 1
    breaks = list(range(1, len(by_line)))
    anew = breaks if missing == len(breaks) else _turns(text, by_line) if missing == 1 else []
    cells: list[Cell] = [(piece,) for piece in by_line[0]]
    for i, pieces in enumerate(by_line[1:], 1):
        if i in anew and missing == len(anew):
            cells.append(())
        cells[-1] = (*cells[-1], pieces[0])
        cells += [(piece,) for piece in pieces[1:]]
    if len(cells) < wide and wide - len(cells) <= _blank_behind(table) and _names(text, cells[-1]):
        # The row has no deadline, no remark.
        cells += [()] * (wide - len(cells))
    if len(cells) < wide:
        return None, end
    task = (table.indexes("task") or table.indexes("detail"))[0]
    behind = wide - task - 1
    middle = tuple(piece for cell in cells[task : len(cells) - behind] for piece in cell)
    return [*cells[:task], middle, *cells[len(cells) - behind :]], end


def _blank_behind(table: Table) -> int:
    """Return how many columns behind the last one of bodies hold other things."""
    kinds = [column_of(heading) for heading in table.columns]
    return len(kinds) - 1 - max(i for i, kind in enumerate(kinds) if kind == "role")


def _names(text: str, cell: Cell) -> bool:
    """Tell whether a cell holds the names of bodies and nothing else."""
    pieces = [name for span in cell for name in _LISTED.split(span.of(text)) if name]
    return bool(pieces) and all(looks_like_agency(name) for name in pieces)


def joins_last_cell(text: str, lines: Sequence[Span], at: int, table: Table) -> bool:
    """Add a line of bodies to the last cell of the row above it, which seemed whole: it ends with a mark, or more rows follow."""
    line = trim(text, lines[at])
    if not table.rows or _blank_behind(table) or len(_pieces(text, line)) != 1 or not _names(text, (line,)):
        return False
    row = table.rows[-1]
    last = row.cells[-1]
    if not last or text[last[-1].end : line.start].strip():
        return False
    number = "".join(piece.of(text) for piece in row.cells[0])
    if text[last[-1].end - 1] not in "、，,;；" and not goes_on_below(text, lines, at, number):
        return False
    row.cells[-1] = (*last, line)
    row.extent = Span(row.extent.start, line.end)
    return True


def goes_on_below(text: str, lines: Sequence[Span], at: int, last: str) -> bool:
    """Tell whether the table goes on behind a line that is no row of it: the number that comes next stands near below."""
    digits = re.sub(r"\D", "", last)
    expected = int(digits) + 1 if digits else None
    return expected is not None and any(
        _number(text, line) in (expected, expected + 1) for line in lines[at : at + _STRAY]
    )
