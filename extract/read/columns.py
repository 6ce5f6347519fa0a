"""Columns of print that no rules part: headings of a table that stand apart, and the gaps between what is below them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extract import patterns as re
from extract.read.blocks import Char
from extract.tables.model import ROW_NUMBER, column_of, kinds_of, opens

# Shares of the size of the type: what is one line, what parts two headings, the least gap between two columns.
_SAME_LINE = 0.4
_APART = 0.3
_GUTTER = 0.12
# Headings are so long, and a heading that is broken has so many lines, so far apart.
_MAX_HEADING, _MAX_LINES, _PITCH = 12, 3, 2.0
# What stands over two headings is shorter.
_MAX_OVER, _OVER_LINES = 6, 2
# A heading that is spaced out stands in so many pieces, each so long.
_MAX_SPACED, _SPACED = 4, 2
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节条]|附件")


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by their headings, and between each two of them where nothing is printed.

    ``printed`` are the characters of the headings, ``last`` is the number of the last row.
    """

    headings: tuple[str, ...]
    gaps: tuple[tuple[float, float], ...]
    printed: tuple[tuple[Char, ...], ...] = ()
    last: int = 0

    @property
    def kinds(self) -> list[str | None]:
        """What the columns hold."""
        return kinds_of(self.headings, ruled=True)

    def column(self, char: Char) -> int:
        """Return the column that a character stands in."""
        middle = (char.x + char.right) / 2
        return sum(middle > (low + high) / 2 for low, high in self.gaps)

    def crossed(self, line: Sequence[Char]) -> bool:
        """Tell whether a line runs over a gap, or is a heading in a single column: of one for numbers, or with its own."""
        if any(char.x < high and char.right > low for char in line for low, high in self.gaps):
            return True
        filled = {self.column(char) for char in line}
        words = "".join(char.char for char in line)
        if len(filled) > 1:
            return False
        return _HEADING.match(words) is not None or (
            self.kinds[filled.pop()] == "number" and ROW_NUMBER.match(words) is None
        )

    def narrowed(self, lines: Sequence[Sequence[Char]]) -> Columns | None:
        """Return the columns with the gaps that the fewest of some lines run over; None where one is too narrow."""
        gaps = tuple(_gap(low, high, lines) for low, high in self.gaps)
        kept = tuple(gap for gap in gaps if gap is not None)
        return replace(self, gaps=kept) if len(kept) == len(gaps) else None


def _gap(low: float, high: float, lines: Sequence[Sequence[Char]]) -> tuple[float, float] | None:
    """Return the widest part of a stretch that the fewest lines print over."""
    edges: dict[float, int] = {low: 0, high: 0}
    for line in lines:
        begin, end = float("-inf"), float("-inf")
        for char in (*line, None):
            if char is not None and char.x <= end:
                end = max(end, char.right)
                continue
            if begin < high and end > low:
                edges[max(begin, low)] = edges.get(max(begin, low), 0) + 1
                edges[min(end, high)] = edges.get(min(end, high), 0) - 1
            if char is not None:
                begin, end = char.x, char.right
    least = _GUTTER * median(c.size for line in lines for c in line) if lines else 0.0
    best: tuple[int, float, float, float] | None = None
    over = 0
    for at, behind in itertools.pairwise(sorted(edges)):
        over += edges[at]
        if behind - at >= least and (best is None or (over, at - behind) < best[:2]):
            best = over, at - behind, at, behind
    return best[2:] if best is not None else None


def lines_of(chars: Sequence[Char]) -> list[list[Char]]:
    """Return the characters by their lines, from the top of the page, each from left to right."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -c.y):
        if rows and abs(rows[-1][0].y - char.y) <= _SAME_LINE * max(rows[-1][0].size, char.size):
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = ([c for c in sorted(row, key=lambda c: c.x) if not c.char.isspace()] for row in rows)
    return [line for line in lines if line]


def columns_in(lines: Sequence[Sequence[Char]], at: int) -> tuple[Columns, int] | None:
    """Return the columns whose headings stand in a line, or in that and those below it; and the line behind."""
    found = headings_at(lines, at, whole=True)
    if found is None:
        return None
    cells, end = found
    sides = [(min(c.x for c in cell), max(c.right for c in cell)) for cell in cells]
    gaps = tuple((a[1], b[0]) for a, b in itertools.pairwise(sides))
    return Columns(tuple(words_of(cell) for cell in cells), gaps, tuple(map(tuple, cells))), end


def words_of(chars: Sequence[Char]) -> str:
    """Return the words of characters."""
    return "".join(c.char for c in chars)


def headings_at(lines: Sequence[Sequence[Char]], at: int, *, whole: bool) -> tuple[list[list[Char]], int] | None:
    """Return the headings that stand in a line, or in that and those below it, and the line behind; the most that are known.

    Parameters
    ----------
    lines
        The lines of a page.
    at
        The first that may be one of the heading.
    whole
        Whether the headings have to be those of a table of duties, and not only some of them.
    """
    best: tuple[int, list[list[Char]], int] | None = None
    for end in range(at + 1, min(at + _MAX_LINES, len(lines)) + 1):
        if end > at + 1 and lines[end - 2][0].y - lines[end - 1][0].y > _PITCH * lines[at][0].size:
            break
        cells = _heading_cells([c for line in lines[at:end] for c in line])
        names = [words_of(cell) for cell in cells]
        if max(map(len, names)) > _MAX_HEADING or (whole and (len(names) < 2 or not opens(names, ruled=True))):
            continue
        known = sum(column_of(name) is not None for name in names)
        if known * 3 >= len(names) * 2 and (best is None or known > best[0]):
            best = known, cells, end
    return best[1:] if best is not None else None


def segments_of(chars: Sequence[Char]) -> list[list[Char]]:
    """Part characters where nothing is printed for a while."""
    groups: list[list[Char]] = []
    right = float("-inf")
    for char in sorted(chars, key=lambda c: c.x):
        if char.x - right > _APART * char.size:
            groups.append([])
        groups[-1].append(char)
        right = max(right, char.right)
    return groups


def _heading_cells(chars: Sequence[Char]) -> list[list[Char]]:
    """Part the characters of headings into those of each, what was spaced out put together."""
    groups: list[list[Char]] = []
    for group in segments_of(chars):
        group.sort(key=lambda c: (-round(c.y), c.x))
        below = [segments_of(line) for line in lines_of(group)]
        # 牵头单位 and 配合单位 under 责任单位.
        names = [words_of(part) for line in below for part in line]
        over = len(below) == _OVER_LINES and len(below[0]) == 1 and len(names[0]) <= _MAX_OVER
        known = all(column_of(name) for name in names[1:]) and column_of("".join(names)) is None
        groups += below[1] if over and known else [group]
    out: list[list[Char]] = []
    at = 0
    while at < len(groups):
        many = next((n for n in range(_MAX_SPACED, 1, -1) if _spaced_out(groups[at : at + n + 1], n)), 1)
        out.append([c for group in groups[at : at + many] for c in group])
        at += many
    return out


def _spaced_out(groups: Sequence[Sequence[Char]], many: int) -> bool:
    """Tell whether the first of some groups are one heading, spaced out (序 号), and the one behind them is not of it."""
    if len(groups) < many or max(len(group) for group in groups[:many]) > _SPACED:
        return False
    gaps = [min(c.x for c in b) - max(c.right for c in a) for a, b in itertools.pairwise(groups)]
    names = ["".join(c.char for c in group) for group in groups[:many]]
    inside = max(gaps[: many - 1])
    alone = len(groups) == many or gaps[many - 1] > inside
    return alone and column_of(names[0]) is None and column_of("".join(names)) is not None
