"""Goals in tables: a heading line that names years, and rows of an indicator, its unit and a value a year.

Cells stand side by side in a line, set apart by tabs, bars or spaces, or each on a line of its own. Where the rows are
places, the caption above names what is measured (``captions``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import patterns as re
from extract.facts import Comparator, Span
from extract.quantities import comparison_of
from extract.records import record
from extract.targets.captions import Caption, caption_above, names_places

_LINE = re.compile(r"[^\n]+")
_YEAR = re.compile(r"20\d{2}(?=年|$|\s|[)）(（])")
_HEADING = re.compile(r"指标|单位|名称|类别|内容|项目")
_SEPARATORS = (re.compile(r"[ 　]*(?:\t|\|)[ 　]*"), re.compile(r"[ 　]{2,}"), re.compile(r"[ 　]+"))
_BASE = re.compile(r"基期|基数|现状|实际|完成|预计|起始")
_UNIT = re.compile(r"[（(](?P<unit>[^（）()\d]{1,10})[）)]\s*$")
_VALUE = re.compile(
    r"[〔\[【]?(?:累计|总计|年均)*(?P<grown>增长|提高|下降|降低)?(?P<before>[≥≤＞＜><]=?|超过|突破|不低于|不少于|不高于|不超过|达到|约|超|达)?\s*(?P<n>-?\d[\d,，]*(?:\.\d+)?)(?P<range>\s*[%％]?\s*(?:[-—–~～至]|——)\s*\d+(?:\.\d+)?)?"
    r"\s*(?P<unit>[^\d\s（(以左]{0,6}?)(?P<after>以上|左右|以内|以下)?[〕\]】]?(?:\s*[（(][^（）()]*[)）])?"
)
# 1. 规上企业数, but 一般工业固废, 5G基站 and 12英寸晶圆 begin with no number of a row.
_NUMBERED = re.compile(
    r"^(?:\d{1,2}(?:[.、．]|(?=[\u4e00-\u9fff\s]|$)(?!英寸|[类级年月万千百亿个家纳]))|[（(]?[一二三四五六七八九十]{1,3}(?:[）)、.．]|$))(?=\D|$)"
)
# Rows that may be places are looked at though no year stands beside.
_PLACE = re.compile(r"^\s*(?:序号[\s|　]*)?[一-鿿（）()、]{1,10}(?:[\t|　]| {1,})")
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
    # Of a table whose rows are places.
    caption: Caption | None = None
    named: tuple[tuple[int, str, str], ...] = ()


def _cells(text: str, line: Span, separator: re.Pattern[str]) -> list[Span]:
    out, at = [], line.start
    for cut in separator.finditer(text, line.start, line.end):
        out.append(Span(at, cut.start()))
        at = cut.end()
    out.append(Span(at, line.end))
    return [cell for cell in out if cell.of(text).strip() or separator is _SEPARATORS[0]]


def _heading(text: str, line: Span, floor: int, present: int | None) -> _Heading | None:
    words = line.of(text)
    if "。" in words or "，" in words:
        return None
    dated = "20" in words and _YEAR.search(words) is not None and _HEADING.search(words) is not None
    if not dated and not _PLACE.search(words):
        return None
    separator = next((s for s in _SEPARATORS if len(s.findall(words.strip())) >= 2), None)
    if separator is None:
        return None
    cells = [cell.of(text) for cell in _cells(text, line, separator)]
    if any(names_places(cell) for cell in cells[:2]):
        return _of_places(cells, separator, caption_above(text, line.start, floor), present)
    return _columns(cells, separator, present) if dated else None


def _of_places(
    cells: Sequence[str], separator: re.Pattern[str], caption: Caption, present: int | None
) -> _Heading | None:
    """Read the heading of a table whose rows are places; None where nothing says what is measured or by when."""
    heading = _columns(cells, separator, present)
    if not caption.aims:
        return None
    if heading is not None:
        own = _Heading(heading.width, heading.years, heading.base, heading.unit, separator, caption)
        return own if len(caption.measured) > 1 else None
    if caption.year is None or (present is not None and caption.year < present):
        return None
    printed = [(len(cells) - i, cell.strip(), _UNIT.search(cell.strip())) for i, cell in enumerate(cells)]
    named = tuple((at, cell[: unit.start()].strip(), unit["unit"]) for at, cell, unit in printed if unit is not None)
    return _Heading(len(cells), {}, {}, None, separator, caption, named) if named else None


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
    """Return the value of a cell, its unit and what compares it."""
    match = _VALUE.fullmatch(text[cell.start : cell.end].strip())
    if match is None:
        return None
    value = float(re.sub("[,，]", "", match["n"]))
    # The lower end of a range is what is aimed at least.
    least = match["range"] and not match["before"] and not match["after"]
    return value, match["unit"], ">=" if least else comparison_of(match["before"], match["after"])


def _row(text: str, line: Span, heading: _Heading) -> Iterator[Cell]:
    return _read_row(text, line, _cells(text, line, heading.separator), heading)


def _read_row(text: str, line: Span, cells: Sequence[Span], heading: _Heading) -> Iterator[Cell]:
    count = len(cells)
    if heading.named:
        yield from _of_columns(text, line, cells, heading)
        return
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
    if heading.caption is not None:
        indicator, unit = heading.caption.measured, heading.caption.unit
    before = [(year, _value(text, cells[count - at])) for at, year in sorted(heading.base.items())]
    start = next(((year, found[0]) for year, found in before if found is not None), None)
    for at, year in sorted(heading.years.items(), reverse=True):
        cell = cells[count - at]
        found = _value(text, cell)
        if found is not None and len(indicator) > 1:
            value, own, comparator = found
            base_year, base = start or (None, None)
            yield Cell(indicator, comparator, value, own or unit, year, base, base_year, cell, line)


def _of_columns(text: str, line: Span, cells: Sequence[Span], heading: _Heading) -> Iterator[Cell]:
    """Read a row of a table whose columns name what is measured of the row's place."""
    year = heading.caption.year if heading.caption is not None else None
    if len(cells) != heading.width or year is None:
        return
    for at, indicator, unit in heading.named:
        cell = cells[-at]
        found = _value(text, cell)
        if found is not None and len(indicator) > 1:
            yield Cell(indicator, found[2], found[0], found[1] or unit, year, None, None, cell, line)


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
        if heading is None and "20" not in match[0] and not _PLACE.search(match[0]):
            continue
        line = Span(match.start(), match.end())
        own = _heading(text, line, span.start, present)
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
