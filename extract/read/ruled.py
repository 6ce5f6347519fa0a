"""Ruled tables of a printed page: which characters stand in which cell, from the lines drawn around them.

A cell is what lies between the nearest rules on four sides, so that merged cells need no rule of their own. A cell
that reaches over several rows is given in each of them, as Word and spreadsheets do.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Rules thinner than this are lines, thicker ones pictures; ends that miss each other by less touch. In points.
_THIN = 3.0
_TOUCH = 2.5
_LEAST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Char:
    """A printed character: from ``x`` to ``right`` on the baseline ``y`` (from the bottom of the page), in points."""

    char: str
    x: float
    right: float
    y: float
    size: float


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
        elif right - left > _THIN and top - bottom > _THIN and item.raw:
            across |= {(round(top, 1), left, right), (round(bottom, 1), left, right)}
            down |= {(round(left, 1), bottom, top), (round(right, 1), bottom, top)}
    return Rules(_joined(across), _joined(down))


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


def tables_of(chars: Sequence[Char], rules: Rules) -> tuple[list[Char], list[Table]]:
    """Part the characters of a page into those outside all tables and the tables.

    Parameters
    ----------
    chars
        All characters of the page.
    rules
        What :func:`rules_of` found there.
    """
    if len(rules.across) < 2 or len(rules.down) < 3:
        return list(chars), []
    rest: list[Char] = []
    cells: dict[tuple[float, float, float, float], list[Char]] = defaultdict(list)
    for char in chars:
        cell = rules.cell((char.x + char.right) / 2, char.y + 0.3 * char.size)
        if cell is None:
            rest.append(char)
        else:
            cells[cell].append(char)
    if len(cells) < _LEAST_CELLS:
        return list(chars), []
    return rest, [_table(group, rules, cells) for group in _groups(list(cells))]


_Cell = tuple[float, float, float, float]


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
    edges = sorted({x for c in group for x in c[:2]})
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
