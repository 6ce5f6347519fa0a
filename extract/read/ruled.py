"""Ruled tables of a printed page: which characters stand in which cell, from the lines drawn around them.

A cell is what lies between the nearest rules on four sides, so that merged cells need no rule of their own. A cell
that reaches over several rows is given in each of them, as Word and spreadsheets do.
"""

from __future__ import annotations

import itertools
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.read.blocks import Char, blocks_of
from extract.tables.fitting import bodies_in

# Rules thinner than this are lines, thicker ones pictures; ends that miss each other by less touch. In points.
_THIN = 3.0
_TOUCH = 2.5
# A path of more segments than a rectangle has is looked into, up to so many; what is off by less is straight.
_RECTANGLE, _MAX_SEGMENTS, _STRAIGHT = 5, 20_000, 0.5
_LEAST_CELLS = 4
_LEAST_COLUMNS = 2
# Lines nearer than this share of their size lie one over the other, where both have so many characters.
_OVER, _WORDS = 0.8, 3
# So many sizes of the type beyond the last row the words of a cell may stand that the page's end has cut.
_BEYOND = 2.5


@dataclass(frozen=True, slots=True)
class Rules:
    """Lines across, as (y, from x, to x), and lines down, as (x, from y, to y)."""

    across: tuple[tuple[float, float, float], ...]
    down: tuple[tuple[float, float, float], ...]

    def cell(self, x: float, y: float) -> tuple[float, float, float, float] | None:
        """Return the (left, right, bottom, top) of the cell around a point, None outside all tables."""
        beside = [rule for rule, low, high in self.down if low - _TOUCH <= y <= high + _TOUCH]
        over = [rule for rule, low, high in self.across if low - _TOUCH <= x <= high + _TOUCH]
        left = max((v for v in beside if v <= x), default=None)
        right = min((v for v in beside if v > x), default=None)
        bottom = max((v for v in over if v <= y), default=None)
        top = min((v for v in over if v > y), default=None)
        if left is None or right is None or bottom is None or top is None:
            return None
        return left, right, bottom, top


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``top`` from the bottom of the page, its rows of cells, each the characters in it, how wide each is."""

    top: float
    rows: tuple[tuple[tuple[Char, ...], ...], ...]
    widths: tuple[tuple[float, ...], ...]


def rules_of(page: Any) -> Rules:
    """Return the rules that a page of a PDF draws, those inside forms too."""
    import ctypes

    import pypdfium2.raw as pdfium

    across, down = set(), set()
    sides = [ctypes.c_float() for _ in range(4)]
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=4):
        if not pdfium.FPDFPageObj_GetBounds(item.raw, *sides):
            continue
        left, bottom, right, top = (s.value for s in sides)
        if top - bottom <= _THIN < right - left:
            across.add((round((top + bottom) / 2, 1), left, right))
        elif right - left <= _THIN < top - bottom:
            down.add((round((left + right) / 2, 1), bottom, top))
        elif pdfium.FPDFPath_CountSegments(item.raw) > _RECTANGLE:
            # A grid that was drawn in one go.
            for x0, y0, x1, y1 in _strokes(item.raw):
                if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) > _THIN:
                    across.add((round(y0, 1), min(x0, x1), max(x0, x1)))
                elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) > _THIN:
                    down.add((round(x0, 1), min(y0, y1), max(y0, y1)))
        elif item.raw:
            across |= {(round(top, 1), left, right), (round(bottom, 1), left, right)}
            down |= {(round(left, 1), bottom, top), (round(right, 1), bottom, top)}
    return Rules(_joined(across), _joined(down))


def _strokes(path: Any) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight lines of a path, from where to where on the page."""
    import ctypes

    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for i in range(min(pdfium.FPDFPath_CountSegments(path), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield *last, *here
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield *here, *start
        last = here


def _joined(segments: set[tuple[float, float, float]]) -> tuple[tuple[float, float, float], ...]:
    """Make one rule of pieces that lie on one line and touch: every cell may draw its own border."""
    out: list[tuple[float, float, float]] = []
    level = float("-inf")
    group: list[tuple[float, float]] = []

    def close() -> None:
        for low, high in sorted(group):
            if out and out[-1][0] == level and low <= out[-1][2] + _TOUCH:
                out[-1] = (level, out[-1][1], max(out[-1][2], high))
            else:
                out.append((level, low, high))
        group.clear()

    for at, low, high in sorted(segments):
        if at - level > _TOUCH:
            close()
            level = at
        group.append((low, high))
    close()
    return tuple(out)


def tables_of(chars: Sequence[Char], rules: Rules, before: Rules | None = None) -> tuple[list[Char], list[Table]]:
    """Part the characters of a page into those outside all tables and the tables.

    Parameters
    ----------
    chars
        All characters of the page.
    rules
        What :func:`rules_of` found there.
    before
        The same of the page before: a table that goes on from there may have a single row.
    """
    if len(rules.across) < 2 or len(rules.down) < 3:
        return list(chars), []
    rules = _closed(rules)
    rest: list[Char] = []
    cells: dict[tuple[float, float, float, float], list[Char]] = defaultdict(list)
    for char in chars:
        cell = rules.cell((char.x + char.right) / 2, char.y + 0.3 * char.size)
        if cell is None:
            rest.append(char)
        else:
            cells[cell].append(char)
    if len(cells) < (1 if before is not None and _same_columns(before, rules) else _LEAST_CELLS):
        return list(chars), []
    if _overflows(cells):
        rest, cells = _by_blocks(chars, rules)
    rest = _cut_off(rest, rules, cells)
    return rest, [_table(group, rules, cells) for group in _groups(list(cells))]


def _closed(rules: Rules) -> Rules:
    """Return rules with the first and the last one across whole: below a cell that goes on on the next page none is drawn."""
    heights = [y for y, _, _ in rules.across]
    more = []
    for y in (min(heights), max(heights)):
        reached = [x for x, low, high in rules.down if low - _TOUCH <= y <= high + _TOUCH]
        if len({*reached}) > _LEAST_COLUMNS:
            more.append((y, min(reached), max(reached)))
    return Rules((*rules.across, *more), rules.down)


def _same_columns(before: Rules, rules: Rules) -> bool:
    here = {round(x) for x, _, _ in rules.down}
    return len(here) > _LEAST_COLUMNS and here == {round(x) for x, _, _ in before.down}


_Cell = tuple[float, float, float, float]


def _overflows(cells: dict[_Cell, list[Char]]) -> bool:
    """Tell whether words run over the rules of rows that are too low for them: two lines lie one over the other."""
    lines: dict[tuple[float, float], dict[float, list[Char]]] = defaultdict(lambda: defaultdict(list))
    for cell, chars in cells.items():
        for char in chars:
            lines[cell[:2]][round(char.y, 1)].append(char)
    near = any(
        a - b < _OVER * said[b][0].size and min(len(said[a]), len(said[b])) >= _WORDS and _beside(said[a], said[b])
        for said in lines.values()
        for a, b in itertools.pairwise(sorted(said, reverse=True))
    )
    return near or any(_laid_over(line) for said in lines.values() for line in said.values())


def _laid_over(line: Sequence[Char]) -> bool:
    """Tell whether two words are printed one over the other; fake bold prints a character twice, a hair apart."""
    over = [
        a.char != b.char and a.right - b.x > _OVER / 2 * a.size
        for a, b in itertools.pairwise(sorted((c for c in line if not c.char.isspace()), key=lambda c: c.x))
    ]
    return sum(over) >= _WORDS


def _beside(above: Sequence[Char], below: Sequence[Char]) -> bool:
    return min(c.x for c in above) < max(c.right for c in below) and min(c.x for c in below) < max(
        c.right for c in above
    )


def _by_blocks(chars: Sequence[Char], rules: Rules) -> tuple[list[Char], dict[_Cell, list[Char]]]:
    """Give the words of a table whose rows are too low to the cell in which the middle of each block stands, or its top.

    Of the two ways the one is taken in which fewer cells hold two blocks.
    """
    edges = sorted({x for x, _, _ in rules.down})
    heights = sorted({y for y, _, _ in rules.across})
    rows = {round(b - a, 1) for a, b in itertools.pairwise(heights)}
    blocks = blocks_of(chars, lambda c: bisect(edges, (c.x + c.right) / 2), single=frozenset(), rows=rows)
    ways = []
    for top in (False, True):
        cells: dict[_Cell, list[Char]] = defaultdict(list)
        rest: list[Char] = []
        twice = 0
        for block in blocks:
            middle = (min(c.x for c in block.chars) + max(c.right for c in block.chars)) / 2
            cell = rules.cell(middle, (block.top if top else block.middle) + 0.3 * block.size)
            over = cell is not None and any(abs(c.y - block.top) < _OVER * block.size for c in cells.get(cell, ()))
            twice += cell is not None and cell in cells
            # What lies over other words is of another cell.
            (rest if cell is None or over else cells[cell]).extend(block.chars)
        ways.append((twice, top, rest, cells))
    return min(ways, key=lambda way: way[:2])[2:]


def _cut_off(rest: Sequence[Char], rules: Rules, cells: dict[_Cell, list[Char]]) -> list[Char]:
    """Give the names of bodies beyond a table's end to the blank cell there; return what else stands outside.

    A cell that is merged over rows of two pages has its words in its middle: on the one page they stand below its last
    rule, on the other over the headings, where the program hides them.
    """
    edges = sorted({x for x, _, _ in rules.down})
    out: list[Char] = []
    for block in blocks_of(rest, lambda c: bisect(edges, (c.x + c.right) / 2), single=frozenset(), rows=()):
        left, right = min(c.x for c in block.chars), max(c.right for c in block.chars)
        blank = [
            cell
            for y in {(a + b) / 2 for a, b in itertools.pairwise(sorted({y for y, _, _ in rules.across}))}
            if (cell := rules.cell((left + right) / 2, y)) is not None and not cells.get(cell)
            if cell[0] - _TOUCH <= left and right <= cell[1] + _TOUCH
            if min(abs(block.top - cell[2]), abs(block.bottom - cell[3])) < _BEYOND * block.size
        ]
        if blank and bodies_in(block.text):
            cells[blank[0]].extend(block.chars)
        else:
            out += block.chars
    return out


def _groups(cells: Sequence[_Cell]) -> Iterator[list[_Cell]]:
    """Yield the cells of each table, from the top of the page down."""
    group: list[_Cell] = []
    lowest = 0.0
    for cell in sorted(cells, key=lambda c: -c[3]):
        if group and cell[3] < lowest - _TOUCH:
            yield group
            group = []
        lowest = min(lowest, cell[2]) if group else cell[2]
        group.append(cell)
    if group:
        yield group


def _table(group: Sequence[_Cell], rules: Rules, cells: dict[_Cell, list[Char]]) -> Table:
    levels = sorted({y for c in group for y in c[2:]}, reverse=True)
    # A column that is blank all the way down is one, too.
    drawn = {x for x, low, high in rules.down if low < levels[0] - _TOUCH and high > levels[-1] + _TOUCH}
    edges = sorted({x for c in group for x in c[:2]} | drawn)
    rows, widths = [], []
    for top, bottom in itertools.pairwise(levels):
        row: list[tuple[Char, ...]] = []
        wide: list[float] = []
        last: _Cell | None = None
        for left, right in itertools.pairwise(edges):
            cell = rules.cell((left + right) / 2, (top + bottom) / 2)
            # A cell over several columns is one; where no cell is, the column stays empty.
            if cell is None or cell != last:
                row.append(tuple(cells.get(cell, ())) if cell is not None else ())
                wide.append(cell[1] - cell[0] if cell is not None else 0.0)
            last = cell
        if any(row):
            rows.append(tuple(row))
            widths.append(tuple(wide))
    return Table(max(levels), tuple(rows), tuple(widths))
