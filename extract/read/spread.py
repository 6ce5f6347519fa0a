"""Sheets of a workbook that were printed on several pages side by side, put together again.

A program prints a sheet that is too wide page by page: all rows of the first columns, then all rows of those on their
right (or each page's right half behind its left one). The headings on the pages tell: those of the one go on with those
of the other, at the same height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.read.blocks import Char
from extract.read.columns import heading_cells, lines_of
from extract.read.ruled import Rules
from extract.tables.model import column_of, kinds_of, opens

# In so many lines from the top the headings stand; lengths are in points.
_TOP = 6
_SAME_HEIGHT = 1.5
_MAX_HEADING = 12
# What parts pages without rules that are put side by side, in sizes of the type.
_BETWEEN = 2.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as drawn: its characters in the order of the file, its rules, its size in points."""

    chars: tuple[Char, ...]
    rules: Rules
    width: float
    height: float


def side_by_side(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages, those of a sheet that was printed in several columns of pages put side by side."""
    for down in range(1, len(sheets)):
        if not _goes_right(sheets[0], sheets[down]):
            continue
        if down == 1:
            # Right halves behind their left ones, or a sheet of one page's height.
            across = 2
            while across < len(sheets) and _goes_right(sheets[across - 1], sheets[across]):
                across += 1
            groups = [sheets[i : i + across] for i in range(0, len(sheets), across)]
        else:
            groups = [sheets[i::down] for i in range(down)]
        if len({len(group) for group in groups}) == 1 and all(_alike(group) for group in groups):
            shifts = _shifts(groups[0])
            return [_joined(group, shifts) for group in groups]
    return list(sheets)


def _headings(sheet: Sheet) -> tuple[list[str], float] | None:
    """Return the first line on a page that holds headings of a table of duties and nothing else, and its height."""
    for line in lines_of(sheet.chars)[:_TOP]:
        names = ["".join(c.char for c in cell) for cell in heading_cells(line)]
        known = sum(column_of(name) is not None for name in names)
        if known and max(map(len, names)) <= _MAX_HEADING and known * 3 >= len(names) * 2:
            return names, line[0].y
    return None


def _goes_right(left: Sheet, right: Sheet) -> bool:
    """Tell whether the columns of one page stand on the right of those of another, by their headings and their rules."""
    here, there = _headings(left), _headings(right)
    if here is None or there is None or abs(here[1] - there[1]) > _SAME_HEIGHT or {*here[0]} & {*there[0]}:
        return False
    return (
        opens([*here[0], *there[0]], ruled=True)
        and "number" not in kinds_of(there[0], ruled=True)
        and not opens(there[0], ruled=True)
        and _alike([left, right])
    )


def _alike(group: Sequence[Sheet]) -> bool:
    """Tell whether pages have rules at the same heights, as those of one sheet's rows have, or none."""
    first, *others = [sorted({y for y, _, _ in sheet.rules.across}) for sheet in group]
    return all(
        len(first) == len(other) and all(abs(a - b) <= _SAME_HEIGHT for a, b in zip(first, other, strict=True))
        for other in others
    )


def _shifts(group: Sequence[Sheet]) -> list[float]:
    """Return by how much each page of a sheet's first row of pages is moved to the right."""
    out = [0.0]
    for left, right in pairwise(group):
        out.append(out[-1] + _shift(left, right))
    return out


def _joined(group: Sequence[Sheet], shifts: Sequence[float]) -> Sheet:
    whole = group[0]
    for sheet, by in zip(group[1:], shifts[1:], strict=True):
        moved = [replace(c, x=c.x + by, right=c.right + by) for c in sheet.chars]
        # What is merged over the columns of both, the title, is printed on both.
        printed = {(c.char, round(c.y), round(c.x)) for c in whole.chars}
        more = [c for c in moved if not any((c.char, round(c.y), round(c.x) + d) in printed for d in (-1, 0, 1))]
        across = tuple((y, round(a + by, 1), round(b + by, 1)) for y, a, b in sheet.rules.across)
        down = tuple((round(x + by, 1), a, b) for x, a, b in sheet.rules.down)
        rules = Rules(whole.rules.across + across, tuple(dict.fromkeys(whole.rules.down + down)))
        whole = Sheet((*whole.chars, *more), rules, sheet.width + by, whole.height)
    return whole


def _shift(left: Sheet, right: Sheet) -> float:
    """Return by how much the right page is moved: to the last rule of the left one, to where a title goes on, behind it."""
    if left.rules.down and right.rules.down:
        return max(x for x, _, _ in left.rules.down) - min(x for x, _, _ in right.rules.down)
    first = {("".join(c.char for c in line), round(line[0].y)): line[0].x for line in lines_of(left.chars)}
    for line in lines_of(right.chars)[:_TOP]:
        at = first.get(("".join(c.char for c in line), round(line[0].y)))
        if at is not None and line[0].x < 0:
            return at - line[0].x
    behind = max(c.right for c in left.chars) + _BETWEEN * left.chars[0].size
    return behind - min(c.x for c in right.chars)
