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
from extract.read.columns import headings_at, lines_of, segments_of, words_of
from extract.read.ruled import Rules
from extract.tables.model import kinds_of, opens

# In so many lines from the top the headings stand; lengths are in points.
_TOP = 6
_SAME_HEIGHT = 1.5
# Headings of one and of two lines begin at heights that differ by less.
_SAME_LINE = 14.0
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
        across = _across(sheets[::down])
        # All pages of the first columns, then of the next; or a page's right part behind its left one.
        groups = (
            [sheets[i : i + across] for i in range(0, len(sheets), across)]
            if down == 1
            else [sheets[i::down] for i in range(down)]
        )
        if across > 1 and len({len(group) for group in groups}) == 1 and all(_alike(group) for group in groups):
            shifts = _shifts(groups[0])
            return [_joined(group, shifts) for group in groups]
    return list(sheets)


def _headings(sheet: Sheet) -> tuple[list[str], float] | None:
    """Return the first headings on a page that a table of duties may have, where nothing else stands, and their height."""
    # What is merged over columns of two pages is printed on both, over the edge.
    lines = [[c for part in segments_of(line) if _inside(part, sheet) for c in part] for line in lines_of(sheet.chars)]
    lines = [line for line in lines if line][:_TOP]
    for at in range(len(lines)):
        found = headings_at(lines, at, whole=False)
        if found is not None:
            return [words_of(cell) for cell in found[0]], lines[at][0].y
    return None


def _inside(chars: Sequence[Char], sheet: Sheet) -> bool:
    return min(c.x for c in chars) >= 0 and max(c.right for c in chars) <= sheet.width


def _across(sheets: Sequence[Sheet]) -> int:
    """Return how many pages stand side by side, from the first: their headings are those of one table, at one height."""
    whole: list[str] = []
    height = 0.0
    count = 0
    for sheet in sheets:
        found = _headings(sheet)
        if found is None or not _alike([sheets[0], sheet]):
            break
        names, at = found
        on = not whole or abs(at - height) < _SAME_LINE
        if whole and (
            not on or {*names} & {*whole} or "number" in kinds_of(names, ruled=True) or opens(names, ruled=True)
        ):
            break
        whole += names
        height = height or at
        count += 1
    return count if count > 1 and opens(whole, ruled=True) else 1


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
    first = {(words_of(line), round(line[0].y)): line[0].x for line in lines_of(left.chars)}
    for line in lines_of(right.chars)[:_TOP]:
        at = first.get((words_of(line), round(line[0].y)))
        if at is not None and line[0].x < 0:
            return at - line[0].x
    behind = max(c.right for c in left.chars) + _BETWEEN * left.chars[0].size
    return behind - min(c.x for c in right.chars)
