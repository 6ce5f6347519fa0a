"""Goals in tables: a heading line that names years, and rows of an indicator, its unit and a value a year.

Cells stand side by side in a line, set apart by tabs, bars or spaces, or each on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import patterns as re
from extract.facts import Comparator, Span
from extract.quantities import comparison_of
from extract.records import record

_LINE = re.compile(r"[^\n]+")
_YEAR = re.compile(r"20\d{2}(?=年|$|\s|[)）(（])")
_HEADING = re.compile(r"指标|单位|名称|类别|内容|项目")
_SEPARATORS = (re.compile(r"[ 　]*(?:\t|\|)[ 　]*"), re.compile(r"[ 　]{2,}"), re.compile(r"[ 　]+"))
_BASE = re.compile(r"基期|基数|现状|实际|完成|预计|起始")
_UNIT = re.compile(r"[（(](?P<unit>[^（）()\d]{1,10})[）)]\s*$")
_VALUE = re.compile(
    r"(?:累计|总计)?(?P<before>[≥≤＞＜><]=?|超过|突破|不低于|不少于|不高于|不超过|达到|约|超|达)?\s*(?P<n>-?\d[\d,，]*(?:\.\d+)?)"
    r"\s*(?P<unit>[^\d\s（(以左]{0,6}?)(?P<after>以上|左右|以内|以下)?(?:\s*[（(][^（）()]*[)）])?"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、．]?|[（(]?[一二三四五六七八九十]{1,3}[）)、.]?)(?=\D|$)")
# How a heading begins whose cells stand each on a line.
_STACK_HEADS = frozenset(
    (
        *("序号", "类别", "类型", "领域", "名称", "项目"),
        *(
            which + what + more
            for which in ("", "主要", "具体", "核心", "发展", "量化")
            for what in ("指标", "目标")
            for more in ("", "名称", "内容")
        ),
    )
)
_MAX_COLUMNS = 9
_MAX_CELL = 40
_MAX_GROUP = 12
_GROUP = re.compile(r"^(?:预期性|约束性|属性|备注|.{0,1})$")


@record
class Cell:
    """One goal of a table: ``at`` is its value as printed, ``row`` the line that it stands in."""

    indicator: str
    comparator: Comparator
    value: float
    unit: str
    year: int
    baseline: float | None
    baseline_year: int | None
    at: Span
    row: Span


@record
class Table:
    """A table of goals with its place."""

    span: Span
    cells: tuple[Cell, ...]


@record
class _Heading:
    """The columns of a table, counted from the right, since a group's name on the left is printed once."""

    width: int
    years: dict[int, int]
    base: dict[int, int]
    unit: int | None
    separator: re.Pattern[str]


def _cells(text: str, line: Span, separator: re.Pattern[str]) -> list[Span]:
    out, at = [], line.start
    for cut in separator.finditer(text, line.start, line.end):
        out.append(Span(at, cut.start()))
        at = cut.end()
    out.append(Span(at, line.end))
    return [cell for cell in out if cell.of(text).strip() or separator is _SEPARATORS[0]]


def _heading(text: str, line: Span, present: int | None) -> _Heading | None:
    words = line.of(text)
    if "20" not in words or not _YEAR.search(words) or not _HEADING.search(words) or "。" in words or "，" in words:
        return None
    separator = next((s for s in _SEPARATORS if len(s.findall(words.strip())) >= 2), None)
    if separator is None:
        return None
    return _columns([cell.of(text) for cell in _cells(text, line, separator)], separator, present)


def _columns(cells: Sequence[str], separator: re.Pattern[str], present: int | None) -> _Heading | None:
    """Read the cells of a heading; None where none names a year that something is due in."""
    years: dict[int, int] = {}
    base: dict[int, int] = {}
    unit = None
    for i, cell in enumerate(cells):
        named = _YEAR.findall(cell)
        from_right = len(cells) - i
        if "单位" in cell:
            unit = from_right
        elif len(named) == 1 and not re.search(r"增长|增速|年均|累计", cell):
            past = _BASE.search(cell) or (present is not None and int(named[0]) < present)
            (base if past else years)[from_right] = int(named[0])
    if present is None and not base and len(years) > 1:
        # Without a period the first year of several is the one that things start from.
        first = max(years)
        base[first] = years.pop(first)
    return _Heading(len(cells), years, base, unit, separator) if years else None


def _value(text: str, cell: Span) -> tuple[float, str, Comparator] | None:
    match = _VALUE.fullmatch(text[cell.start : cell.end].strip())
    if match is None:
        return None
    value = float(re.sub("[,，]", "", match["n"]))
    return value, match["unit"], comparison_of(match["before"], match["after"])


def _row(text: str, line: Span, heading: _Heading) -> Iterator[Cell]:
    return _read_row(text, line, _cells(text, line, heading.separator), heading)


def _read_row(text: str, line: Span, cells: Sequence[Span], heading: _Heading) -> Iterator[Cell]:
    count = len(cells)
    first = max((*heading.years, *heading.base))
    if not first < count <= heading.width + 1:
        return
    named = [c for i, c in enumerate(cells) if count - i > first and count - i != heading.unit]
    named = [c for c in named if not _GROUP.match(_NUMBERED.sub("", c.of(text).strip()))]
    if not named:
        return
    indicator = _NUMBERED.sub("", named[-1].of(text).strip()).strip(" ：:*＊#")
    printed = _UNIT.search(indicator)
    indicator = indicator[: printed.start()].strip() if printed else indicator
    unit = cells[count - heading.unit].of(text).strip() if heading.unit else printed["unit"] if printed else ""
    before = [(year, _value(text, cells[count - at])) for at, year in sorted(heading.base.items())]
    start = next(((year, found[0]) for year, found in before if found is not None), None)
    for at, year in sorted(heading.years.items(), reverse=True):
        cell = cells[count - at]
        found = _value(text, cell)
        if found is not None and len(indicator) > 1:
            value, own, comparator = found
            base_year, base = start or (None, None)
            yield Cell(indicator, comparator, value, own or unit, year, base, base_year, cell, line)


def _stacked(text: str, lines: Sequence[Span], present: int | None) -> tuple[list[Cell], int]:
    """Read a table whose cells stand each on a line, from its heading on: its cells, and how many lines they take.

    How many columns there are is told by the rows: that width counts under which the most of them read.
    """
    best: list[Cell] = []
    taken = 0
    for width in range(3, min(_MAX_COLUMNS, len(lines) // 2) + 1):
        heading = _columns([line.of(text) for line in lines[:width]], _SEPARATORS[0], present)
        if heading is None:
            continue
        found: list[Cell] = []
        at, end = width, width
        while at + width <= len(lines):
            row = lines[at : at + width]
            cells = list(_read_row(text, Span(row[0].start, row[-1].end), row, heading))
            if len(cells) == len(heading.years):
                found += cells
                at = end = at + width
            elif at == end and len(lines[at].of(text)) <= _MAX_GROUP:
                # The name of a group on a line of its own.
                at += 1
            else:
                break
        if len(found) > len(best):
            best, taken = found, end
    return best, taken


def _stacks(text: str, span: Span, present: int | None) -> Iterator[Table]:
    """Find the tables of goals whose cells stand each on a line."""
    if _STACK_HEADS.isdisjoint(map(str.strip, span.of(text).split("\n"))):
        return
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text, span.start, span.end)]
    i = 0
    while i < len(lines):
        if lines[i].of(text).strip() not in _STACK_HEADS:
            i += 1
            continue
        stop = i
        while (
            stop < len(lines) and len(lines[stop].of(text)) <= _MAX_CELL and not _SENTENCE.search(lines[stop].of(text))
        ):
            stop += 1
        cells, taken = _stacked(text, lines[i:stop], present)
        if len(cells) > 1:
            yield Table(Span(lines[i].start, lines[i + taken - 1].end), tuple(cells))
            i += taken
        else:
            i += 1


def find_tables(text: str, span: Span, present: int | None) -> Iterator[Table]:
    """Find the tables of goals in a stretch of text.

    Parameters
    ----------
    text
        The text; cells are set apart by tabs, bars, spaces or line breaks.
    span
        Where to look.
    present
        The year from which on a column is a goal and no past figure; None where it is not known.
    """
    yield from _stacks(text, span, present)
    heading, start, cells = None, 0, list[Cell]()
    end = 0
    for match in _LINE.finditer(text, span.start, span.end):
        # A table begins with a line that names years.
        if heading is None and "20" not in match[0]:
            continue
        line = Span(match.start(), match.end())
        own = _heading(text, line, present)
        found: list[Cell] = list(_row(text, line, heading)) if heading is not None and own is None else []
        if own is not None or (heading is not None and not found and _SENTENCE.search(match[0])):
            if cells:
                yield Table(Span(start, end), tuple(cells))
            heading, start, cells = own, line.start, []
        cells += found
        end = line.end if found else end
    if cells:
        yield Table(Span(start, end), tuple(cells))


_SENTENCE = re.compile(r"[。；]|^\s*[（(]?[一二三四五六七八九十]+[）)、]")
