"""Tables that stand one cell a line, as text copied from a document or a page does.

Blank cells and merged ones leave no line, and a cell that was wrapped leaves several: where a row has more lines than the
table has columns, each line is given to a column by what the columns hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from extract import patterns as re
from extract.facts import Span
from extract.names.kinds import looks_like_agency
from extract.names.known import is_known
from extract.numbering import number_at
from extract.page import trim
from extract.resolve import Context
from extract.tables.model import MAX_CELL, ROW_NUMBER, Cell, RawRow, Table, column_of, names_group, opens
from seeds.tables import rows

_ANYWHERE = Context(None, None)
_MAX_HEADING = 8
# Headings that were broken take so many lines, each so long; a table of fewer columns than these has them whole.
_MAX_HEADINGS, _MAX_HEADING_LINE, _LEAST_WIDE = 30, 14, 4
# The columns between the task and the bodies, whatever they hold.
_BETWEEN = "栏"
# Bodies that stand one a line make the rows of a table long.
_MAX_LINES = 40
# The task and the dates of an item within a row stand between the bodies of two.
_MAX_GAP = 3
# By so much the number of a row may be above that of the row before it; longer ones are figures.
_MAX_JUMP = 20
_DATE = re.compile(r"\s*(?:20\d\d|二[〇○零一二三四五六七八九]{3})年")
_ITEM = re.compile(r"[①-⑳⑴-⒇]|[(（]?\d")
_NOBODY = re.compile(r"[/／—\-－无]+$")
# What speaks for a line in a column, and against it: only the order of the sums counts.
_FITS, _STRANGE, _BREAK, _ANEW, _LEFT = 2.0, -8.0, -0.6, -1.0, -0.8
_AGENCIES = {0: _STRANGE, 1: 0.5, 2: _FITS}
# What a way to fill columns is worth, and its cells as (column, first line, line behind the last).
_Way = tuple[float, tuple[tuple[int, int, int], ...]]
_NO_WAY: _Way = (float("-inf"), ())
_SOON = 0.5
_OWN = ("number", "task", "detail", "role")
# A column of dates by its heading, and what a date is.
_DATED = re.compile("时限|时间|时序|期限|节点|进度")
_WHEN = re.compile("[年月季]|持续|长期|常年|每|按|立即|适时|前$|底$|推进")
# Lines that a table without numbers may have, and the fewest of a row with one.
_MAX_BLOCK, _LEAST_LINES = 400, 2
_BLANK = {"number": _STRANGE, "task": -4.0, "detail": -1.0, "role": -1.5}


def upright_table(text: str, lines: Sequence[Span], first: int) -> tuple[Table, int] | None:
    """Read a table that stands one cell a line; return it and the line behind it."""
    columns: list[str] = []
    at = first
    if "|" in lines[first].of(text):
        lines = [_unbarred(text, line) for line in lines]
    while at < len(lines) and len(columns) < 8:
        words = "".join(lines[at].of(text).split())
        if len(words) > 12 or words in columns:
            break
        taken = 1
        if column_of(words) is None:
            below = "".join(lines[at + 1].of(text).split()) if columns and at + 1 < len(lines) else ""
            if column_of(below) is not None:
                # 名称 above 工作任务: a heading that no table has.
                taken = 1 if 1 < len(words) <= _MAX_HEADING and not ROW_NUMBER.match(words) else 0
            else:
                # 主 / 要内容: a heading that a page broke.
                words, taken = words + below, 2 if column_of(words + below) is not None else 0
            if not taken or len(words) > 12 or words in columns:
                break
        columns.append(words)
        at += taken
    if len(columns) < 2 or not opens(columns):
        columns, at = _broken_heading(text, lines, first)
        if not columns:
            return None
    numbered = column_of(columns[0]) == "number"
    if numbered and at + 1 < len(lines) and _ends_heading(text, lines[at], lines[at + 1]):
        columns.append("".join(lines[at].of(text).split()))
        at += 1
    table = Table(columns, "\n", Span(lines[first].start, lines[at - 1].end), [])
    while at < len(lines):
        first_row = numbered and not table.rows and at + 1 < len(lines) and _is_first(text, lines[at + 1])
        if names_group(text, lines[at]) or (first_row and not ROW_NUMBER.match(lines[at].of(text).strip())):
            # 一、科技创新; 主要预期目标（15项） above the first row.
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
    while at < len(lines) and at - starts[-1] <= _MAX_LINES:
        if ROW_NUMBER.match(_said(text, lines[at])) and int(re.sub(r"\D", "", _said(text, lines[at]))) == len(starts) + 1:
            starts.append(at)
        at += 1
    wide = min((b - a for a, b in pairwise(starts)), default=0)
    if task is None or role is None or not _LEAST_WIDE <= wide <= len(said) + 1:
        return nothing
    between = [f"{_BETWEEN}{i}" for i in range(wide - 3)]
    return [_said(text, lines[first]), task, *between, role], begin


def _said(text: str, line: Span) -> str:
    return "".join(line.of(text).split())


def _ends_heading(text: str, line: Span, below: Span) -> bool:
    """Tell whether a line is the last heading, which no table has: 目标类型 above the number of the first row."""
    words = "".join(line.of(text).split())
    first = _is_first(text, below)
    plain = ROW_NUMBER.match(words) is None and not names_group(text, line)
    return first and plain and 1 < len(words) <= _MAX_HEADING


def _is_first(text: str, line: Span) -> bool:
    """Tell whether a line is the number of the first row."""
    words = line.of(text).strip()
    return ROW_NUMBER.match(words) is not None and _value(text, line) == 1


def _unbarred(text: str, line: Span) -> Span:
    """Return a line without the bar that a page's table left at its end."""
    bare = trim(text, line)
    return trim(text, Span(bare.start, bare.end - 1)) if text[bare.end - 1 : bare.end] == "|" else line


def _upright_row(text: str, lines: Sequence[Span], at: int, table: Table, numbered: bool) -> int:
    """Take one row from ``at`` on; return how many lines it has, 0 where there is none."""
    wide = len(table.columns)
    kinds = _kinds(table.columns)
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
            room += room < _MAX_LINES and _agencies("".join(lines[end].of(text).split())) > 0
            end += 1
        # 序号: the next table begins.
        last = end >= len(lines) or end - at >= room or column_of("".join(lines[end].of(text).split())) == "number"
        cells = [trim(text, line) for line in lines[at : _last_end(text, lines, at + wide, end) if last else end]]
        if any(len(cell.of(text)) > MAX_CELL for cell in cells) or len(cells) < _LEAST_LINES:
            return 0
    else:
        cells = _block(text, lines, at)
    found = _fitted(text, cells, kinds, whole=numbered)
    for fitted in found:
        filled = [piece for cell in fitted for piece in cell]
        table.rows.append(RawRow(fitted, Span(filled[0].start, filled[-1].end)))
    return sum(len(cell) for fitted in found for cell in fitted) if not numbered else len(cells)


def _kinds(columns: Sequence[str]) -> tuple[str | None, ...]:
    """Return what the columns hold, those of dates told from other ones, and tasks from what is merged over several."""
    kinds = [column_of(name) for name in columns]
    for group in [i for i, kind in enumerate(kinds) if kind == "task"][:-1]:
        kinds[group] = "other"
    return tuple("date" if k == "other" and _DATED.search(name) else k for k, name in zip(kinds, columns, strict=True))


def _block(text: str, lines: Sequence[Span], at: int) -> list[Span]:
    """Return the lines from one on that may be cells of rows without numbers: up to a sentence or a numbered line."""
    out: list[Span] = []
    for line in lines[at : at + _MAX_BLOCK]:
        cell = trim(text, line)
        words = cell.of(text)
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
        if _agencies("".join(lines[at].of(text).split())) > 0:
            found = at + 1
    return found


def _fitted(text: str, lines: Sequence[Span], kinds: tuple[str | None, ...], *, whole: bool) -> list[list[Cell]]:
    """Fit lines into the columns; several rows where cells are merged over them.

    Lines of one row (``whole``) are all taken. Others are those of rows without numbers, which go on as long as they fit.
    """
    wide = len(kinds)
    words = ["".join(line.of(text).split()) for line in lines]
    if whole and len(lines) == wide and not _astray(kinds, words):
        return [[(line,) for line in lines]]
    starts = [i for i, kind in enumerate(kinds) if kind in ("task", "detail")]
    before = [0.0, *accumulate(_worth((), kind, i) for i, kind in enumerate(kinds))]
    best: dict[tuple[int, int], _Way] = {}

    def taken(at: int, column: int, count: int, price: float) -> _Way:
        behind, rest = best[at + count, column + 1]
        worth = price + _worth(words[at : at + count], kinds[column], column) + behind
        return worth, ((column, at, at + count), *rest)

    def next_row(at: int) -> _Way:
        """Return the best way to go on with the lines from one on where a row has ended."""
        left = len(words) - at
        # One line more is a heading between rows; else the rows go on under what is merged over them.
        ways: list[_Way] = [(0.0, ())] if not left or not whole else []
        ways += [(_LEFT, ())] if whole and left == 1 and not _agencies(words[at]) else []
        ways += [taken(at, start, count, _ANEW) for start in starts for count in (1, 2) if count <= left]
        if not whole:
            ways += [taken(at, i, n, before[i]) for i in range(wide) for n in (1, 2, 3) if n <= left]
        return max(ways, default=_NO_WAY)

    # From the last line to the first, and from the last column to the first.
    for at in range(len(words), -1, -1):
        best[at, wide] = next_row(at)
        for column in range(wide - 1, -1, -1):
            most = _MAX_LINES if whole and kinds[column] == "role" else wide
            best[at, column] = max(taken(at, column, n, 0.0) for n in range(min(most, len(words) - at) + 1))

    found: list[list[Cell]] = []
    last = wide
    for column, start, end in best[0, 0][1]:
        if column <= last:
            found.append([()] * wide)
        found[-1][column] = tuple(lines[start:end])
        last = column
    return [row for row in found if any(row)]


def _astray(kinds: Sequence[str | None], words: Sequence[str]) -> bool:
    """Tell whether a body stands under a heading that is none's role: the cell before it has several lines or none."""
    return any(kind not in _OWN and _agencies(said) > 1 for kind, said in zip(kinds, words, strict=False))


def _worth(words: Sequence[str], kind: str | None, column: int) -> float:
    """Return how well lines make one cell of a column."""
    if not words:
        # Of two columns of bodies, the first is seldom the blank one.
        return _BLANK.get(kind or "", -0.3) + column / 1000
    # A cell broken without a mark is likelier in a column further right.
    worth = sum(1.0 if before.endswith(("、", "，", ",")) else _BREAK + column / 100 for before in words[:-1])
    if kind == "number":
        return 1.0 if len(words) == 1 and ROW_NUMBER.match(words[0]) else _STRANGE
    if kind == "role":
        return worth + sum(_FITS if _NOBODY.match(word) else _AGENCIES[_agencies(word)] for word in words)
    if kind == "date":
        worth += _SOON if all(_WHEN.search(word) for word in words) else -_SOON
    return worth + 1.0 - sum(_agencies(word) for word in words)


@lru_cache(maxsize=4096)
def _agencies(words: str) -> int:
    """Return 2 where words are names of bodies that a rule knows, 1 where they end as such names do, else 0."""
    if _ITEM.match(words):
        return 0
    names = [name for name in re.split("[、，,;；:：]", _role_words().sub("、", words)) if name]
    known = sum(is_known(name, _ANYWHERE) for name in names)
    if names and known * 2 > len(names):
        return 2
    if any(name.startswith(_verbs()) and not is_known(name, _ANYWHERE) for name in names):
        # 建设检验检测中心, 培育龙头企业
        return 0
    return 1 if names and (known or all(looks_like_agency(name) for name in names)) else 0


@cache
def _role_words() -> re.Pattern[str]:
    """Return the pattern of what a cell says of roles beside the names: 牵头单位：, 按职责分工负责."""
    said = [(r["word"], r["position"].split("|")) for r in rows("roles")]
    labels = "|".join(sorted((w for w, at in said if "label" in at), key=len, reverse=True))
    verbs = "|".join(sorted((w for w, at in said if "verb" in at), key=len, reverse=True))
    return re.compile(f"(?:{labels})[:：]|(?:{verbs})(?=$|[、，,;；。])")


@cache
def _verbs() -> tuple[str, ...]:
    """Return what a task begins with."""
    return tuple(r["word"] for r in rows("tech_verbs") if len(r["word"]) > 1)
