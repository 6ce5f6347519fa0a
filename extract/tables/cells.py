"""Lines of a table cut into the cells of its columns: what parts them, and which cell a row has lost or moved."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from extract import patterns as re
from extract.facts import Span
from extract.names.kinds import looks_like_agency
from extract.page import trim
from extract.tables.ditto import refers
from extract.tables.fitting import bodies_in, fitted, kinds_to_fit
from extract.tables.model import BAR, BARS, ROW_NUMBER, SPACES, Cell, Table, column_of, opens

SPACE, COMMA = r"[ 　]", ","
_LINE = re.compile(r"[^\n]+")
_NAMES = re.compile("[、，,;；\\s]")
# Where a sentence begins below a table, and what stands for nobody in a cell.
_BELOW = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、]|(?:注|备注|说明|合计)[:：]?")
# A table may have thousands of rows; between blanks such a number may be a year.
_LONG_NUMBER = re.compile(r"\d{4,5}$")
# A cell is full where only the gap, a character and a mark have room behind it.
_ROOM = 6
_NOBODY = re.compile(r"[/／—\-－无]+")
# A cell of a table saved as CSV: in quotes where it holds commas or line breaks itself.
_CSV_CELL = re.compile(r'(?:[ 　]*"(?P<quoted>(?:[^"]|"")*)"[ 　]*|(?P<bare>[^,]*))(?:,|\Z)')


def pieces_of(text: str, line: Span, separator: str) -> list[Span]:
    """Return what stands between the separators of a line, blanks around it left out."""
    if separator == COMMA:
        return list(_csv_cells(text, line))
    out = []
    start = line.start
    for match in re.finditer(separator, text[line.start : line.end]):
        out.append(Span(start, line.start + match.start()))
        start = line.start + match.end()
    out.append(Span(start, line.end))
    return [trim(text, piece) for piece in out]


def _csv_cells(text: str, line: Span) -> Iterator[Span]:
    words = line.of(text)
    at = 0
    while at <= len(words):
        match = _CSV_CELL.match(words, at)
        if match is None:
            return
        start, end = match.span("quoted" if match["quoted"] is not None else "bare")
        yield trim(text, Span(line.start + start, line.start + end))
        if match.end() == len(words) and not match[0].endswith(","):
            return
        at = match.end()


def separator_of(words: str) -> str:
    """Return what stands between the cells of a line."""
    if "\t" in words:
        return r"\t"
    if any(bar in words for bar in BARS):
        return BAR
    if words.count(",") > 1 and opens([cell.strip(' "') for cell in words.split(",")]):
        return COMMA
    return SPACES if re.search(r"\S[ 　]{2,}\S", words) else SPACE


def bare(text: str, line: Span) -> Span:
    """Take the bars off both ends of a line; a tab at its beginning is an empty cell."""
    while line.start < line.end and text[line.start] in " 　\r":
        line = Span(line.start + 1, line.end)
    while line.end > line.start and text[line.end - 1].isspace():
        line = Span(line.start, line.end - 1)
    # A bar at one end only parts a blank cell from the rest.
    if line.end - line.start > 1 and text[line.start] in BARS and text[line.end - 1] in BARS:
        return Span(line.start + 1, line.end - 1)
    return line


def width(text: str, start: int, end: int) -> int:
    """Return how many columns of a terminal a stretch of text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text[start:end])


def cut(text: str, raw: Span, table: Table) -> list[Cell] | None:
    """Cut a line into as many cells as there are columns; None where it is no row."""
    line = bare(text, raw)
    pieces = pieces_of(text, line, table.separator)
    wide = len(table.columns)
    numbered = column_of(table.columns[0]) == "number"
    if table.separator == SPACES and wide > len(pieces) > 1 and (row := aligned(text, raw, pieces, table)) is not None:
        return row if _is_row(text, row, table) else None
    if table.separator != SPACE and wide > len(pieces) > 1 and (moved := _moved_left(text, pieces, table)) is not None:
        return [by_lines(text, piece) for piece in moved]
    if table.separator == SPACE:
        return _between_blanks(text, pieces, table)
    if table.separator == BAR and len(pieces) == wide:
        pieces = _moved_right(text, pieces, table)
    if table.separator == COMMA:
        if numbered and len(pieces) > wide:
            pieces = _commas_in_task(text, pieces, table)
        if not _is_csv(text, pieces, table, numbered):
            return None
    if table.separator in (r"\t", COMMA) and 1 < len(pieces) < wide:
        pieces += [Span(line.end, line.end)] * (wide - len(pieces))
    if table.separator == SPACES and 1 < len(pieces) < wide and ROW_NUMBER.match(pieces[0].of(text)) and numbered:
        placed = placed_under(text, raw, pieces, table)
        return placed if placed is not None and all(any(placed[i]) for i in table.indexes("task")) else None
    if len(pieces) == wide - 1 and numbered and not ROW_NUMBER.match(pieces[0].of(text)) and table.separator != SPACES:
        pieces = [Span(line.start, line.start), *pieces]
    return [by_lines(text, piece) for piece in pieces] if len(pieces) == wide else None


def _between_blanks(text: str, pieces: Sequence[Span], table: Table) -> list[Cell] | None:
    """Cut a line between single blanks, which stand within cells too, and where a blank cell leaves nothing."""
    numbered = column_of(table.columns[0]) == "number"
    if len(pieces) < 2 or (numbered and not ROW_NUMBER.match(pieces[0].of(text))):
        return None
    row, *more = fitted(text, pieces, kinds_to_fit(table), whole=True) or [[]]
    roles, tasks = table.indexes("role"), (*table.indexes("task"), *table.indexes("detail"))
    if more or not any(row[i] for i in tasks) or not any(row[i] for i in roles):
        return None
    owners = [piece.of(text) for i in roles for piece in row[i]]
    if not all(bodies_in(words) or _NOBODY.fullmatch(words) or refers(words) for words in owners):
        return None
    return [_one(cell) if i not in roles else cell for i, cell in enumerate(row)]


def _one(cell: Cell) -> Cell:
    """Return a cell that blanks have parted as the one stretch that it is."""
    return (Span(cell[0].start, cell[-1].end),) if cell else ()


def aligned(text: str, raw: Span, pieces: Sequence[Span], table: Table) -> list[Cell] | None:
    """Give each piece to the heading that it begins exactly under; None where one stands under none."""
    out: list[Cell] = [()] * len(table.columns)
    for piece in pieces:
        at = width(text, raw.start, piece.start)
        under = next((i for i, start in enumerate(table.starts) if abs(start - at) <= 1), None)
        if under is None:
            return None
        out[under] = (piece,)
    return out


def _is_row(text: str, row: Sequence[Cell], table: Table) -> bool:
    """Tell whether cells that stand under their headings are a row of their own: a task, who does it, its number."""
    if column_of(table.columns[0]) == "number":
        begins = bool(row[0]) and ROW_NUMBER.match(row[0][0].of(text)) is not None
    else:
        begins = not goes_on_above(text, row, table)
    tasked = any(row[i] for i in (*table.indexes("task"), *table.indexes("detail")))
    return begins and tasked and any(row[i] for i in table.indexes("role"))


def goes_on_above(text: str, row: Sequence[Cell], table: Table) -> bool:
    """Tell whether the cells of a line without a number go on with those above it, which fill their columns."""
    if column_of(table.columns[0]) == "number" or not table.rows:
        return False
    above = table.rows[-1].cells
    return all(_is_full(text, above[i], i, table) for i, cell in enumerate(row) if cell)


def _is_full(text: str, cell: Cell, column: int, table: Table) -> bool:
    """Tell whether the last line of a cell leaves no room for more before the next column."""
    if not cell or column + 1 >= len(table.starts):
        return bool(cell)
    room = table.starts[column + 1] - table.starts[column] - width(text, cell[-1].start, cell[-1].end)
    return room <= _ROOM


def _is_csv(text: str, pieces: Sequence[Span], table: Table, numbered: bool) -> bool:
    """Tell whether pieces between commas are cells, and not a sentence below the table."""
    first = pieces[0].of(text)
    if _BELOW.match(first) or (numbered and first and not (ROW_NUMBER.match(first) or _LONG_NUMBER.match(first))):
        return False
    bare = [pieces[i] for i in table.indexes("role") if i < len(pieces) and text[pieces[i].start - 1] != '"']
    names = [name for piece in bare for name in _NAMES.split(piece.of(text)) if name]
    return all(looks_like_agency(name) or _NOBODY.fullmatch(name) for name in names)


def _commas_in_task(text: str, pieces: list[Span], table: Table) -> list[Span]:
    """Join the pieces of a task that holds commas without being in quotes, where the owners behind it show its end."""
    task = (table.indexes("task") or table.indexes("detail"))[0]
    more = len(pieces) - len(table.columns)
    joined = [*pieces[:task], Span(pieces[task].start, pieces[task + more].end), *pieces[task + more + 1 :]]
    owners = [w for i in table.indexes("role") for w in _NAMES.split(joined[i].of(text)) if w]
    inside = pieces[task + more].of(text)
    return joined if owners and all(map(looks_like_agency, owners)) and not looks_like_agency(inside) else pieces


def by_lines(text: str, piece: Span) -> Cell:
    """Return a cell as the lines that a page broke it into."""
    if "\n" not in piece.of(text):
        return (piece,) if piece.start < piece.end else ()
    lines = (trim(text, Span(m.start(), m.end())) for m in _LINE.finditer(text, piece.start, piece.end))
    return tuple(line for line in lines if line.start < line.end)


def _moved_left(text: str, pieces: list[Span], table: Table) -> list[Span] | None:
    """Put blanks before a row that has lost what is merged over its left; None where its owners don't stand so."""
    blank = len(table.columns) - len(pieces)
    roles = table.indexes("role")
    if any(i < blank for i in roles) or not roles:
        return None

    def owners(at: int) -> bool:
        words = [w for i in roles if 0 <= i - at < len(pieces) for w in _NAMES.split(pieces[i - at].of(text)) if w]
        return bool(words) and all(looks_like_agency(word) for word in words)

    if owners(0) or not owners(blank):
        return None
    return [Span(pieces[0].start, pieces[0].start)] * blank + pieces


def _moved_right(text: str, pieces: list[Span], table: Table) -> list[Span]:
    """Move the cells of a row to the right where a page wrote the blanks of what is merged on the left behind them."""
    blank = next((n for n, piece in enumerate(reversed(pieces)) if piece.start < piece.end), 0)
    blank -= next((n for n, column in enumerate(reversed(table.columns)) if column), 0)
    roles = table.indexes("role")
    if blank <= 0 or any(i < blank for i in roles):
        return pieces

    def owners(at: int) -> bool:
        words = [word for i in roles for word in re.split("[、，,;； 　]", pieces[i - at].of(text)) if word]
        return bool(words) and all(looks_like_agency(word) for word in words)

    if owners(0) or not owners(blank):
        return pieces
    return [Span(pieces[0].start, pieces[0].start)] * blank + pieces[: len(pieces) - blank]


def placed_under(text: str, raw: Span, pieces: Sequence[Span], table: Table) -> list[Cell] | None:
    """Give each piece to the column that it stands under; None where two would share one."""
    starts = table.starts
    if table.rows:
        above = table.rows[-1]
        line_start = text.rfind("\n", 0, above.extent.start) + 1
        seen = [width(text, line_start, c[0].start) if c else -1 for c in above.cells]
        if len(seen) == len(table.columns) and min(seen) >= 0:
            starts = seen
    if not starts:
        return None
    out: list[Cell] = [()] * len(table.columns)
    for piece in pieces:
        at = width(text, raw.start, piece.start)
        index = min(range(len(starts)), key=lambda i: abs(starts[i] - at))
        if out[index]:
            return None
        out[index] = (piece,)
    return out
