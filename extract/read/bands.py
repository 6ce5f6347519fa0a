"""Rows of a table without rules: the lines below its headings parted into those of each row.

Where the rows have numbers each goes to the number at whose height it begins or has its middle, cell by cell if the file
was written so; else cells that stand beside one another are a row. Where the file goes by lines, all ways are weighed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from extract.read.blocks import Block, Char, blocks_of
from extract.read.columns import Columns, lines_of
from extract.tables.model import ROW_NUMBER

# What speaks against a way to part lines into rows: a cell whose lines stand apart, one that is blank.
_TORN, _BLANK = 30.0, 40.0
# So many times the step between lines is more than one; a row has so many lines at the most.
_MORE, _MAX_LINES = 1.25, 40
# Shares of the size of the type.
_SAME_LINE, _LEVEL, _HALF = 0.4, 0.25, 0.5


def rows_of(chars: Sequence[Char], columns: Columns, *, leading: bool) -> list[list[list[Char]]]:
    """Return the rows of a stretch, each a list of the characters of its cells.

    Parameters
    ----------
    chars
        What stands below the headings, in the order of the file.
    columns
        Its columns.
    leading
        Whether the first row may be the end of one that the page before begins.
    """
    numbers = frozenset(i for i, kind in enumerate(columns.kinds) if kind == "number")
    printed = [c for c in chars if columns.column(c) in numbers]
    heights = [line[0].y for line in lines_of(printed)]
    rows = {round(a - b, 1) for a, b in itertools.pairwise(heights)}
    blocks = blocks_of(chars, columns.column, single=numbers, rows=rows)
    anchors = sorted((b for b in blocks if b.column in numbers and ROW_NUMBER.match(b.text)), key=lambda b: -b.top)
    bands = _by_anchors(blocks, anchors, columns, leading=leading) if anchors else _by_touch(blocks, columns)
    if bands is None:
        bands = _by_lines(chars, anchors, columns, leading=leading)
    out = []
    for band in bands:
        row: list[list[Char]] = [[] for _ in columns.headings]
        for block in sorted(band, key=lambda b: -b.top):
            row[block.column] += block.chars
        out.append(row)
    return out


def _by_anchors(
    blocks: Sequence[Block], anchors: Sequence[Block], columns: Columns, *, leading: bool
) -> list[list[Block]] | None:
    """Give each block to the number whose height its middle or its first line has; None where rows lack their task.

    What stands above the first number is the end of a row of the page before where there may be one (``leading``).
    """
    bands: list[list[Block]] = [[], *([anchor] for anchor in anchors)]
    highest = anchors[0].top + _HALF * anchors[0].size
    for column in range(len(columns.headings)):
        own = [b for b in blocks if b.column == column and b not in anchors]

        def near(height: float) -> tuple[float, int]:
            return min((abs(height - anchor.top), i) for i, anchor in enumerate(anchors, 1))

        tops = [(0.0, 0) if leading and b.top > highest else near(b.top) for b in own]
        best = min([[near(b.middle) for b in own], tops], key=lambda way: sum(miss for miss, _ in way))
        for block, (_, i) in zip(own, best, strict=True):
            bands[i].append(block)
    tasks = [i for i, kind in enumerate(columns.kinds) if kind in ("task", "detail")]
    several = any(n > 1 for band in bands for n in _counts(band))
    if several or any(not {b.column for b in band} & {*tasks} for band in bands[1:]):
        return None
    return [band for band in bands if band]


def _counts(band: Sequence[Block]) -> list[int]:
    columns = [b.column for b in band]
    return [columns.count(column) for column in set(columns)]


def _by_touch(blocks: Sequence[Block], columns: Columns) -> list[list[Block]] | None:
    """Make rows of blocks that stand beside one another; None where no block shows that the file goes by cells."""
    bands: list[list[Block]] = []
    low = 0.0
    for block in sorted(blocks, key=lambda b: -b.top):
        if bands and block.top + _LEVEL * block.size > low:
            bands[-1].append(block)
            low = min(low, block.bottom)
        else:
            bands.append([block])
            low = block.bottom
    kinds = columns.kinds
    whole = all({"role"} & {kinds[b.column] for b in band} for band in bands)
    broken = any(b.top - b.bottom > _SAME_LINE * b.size for b in blocks)
    plain = all(n == 1 for band in bands for n in _counts(band))
    return bands if whole and broken and plain else None


def _by_lines(chars: Sequence[Char], anchors: Sequence[Block], columns: Columns, *, leading: bool) -> list[list[Block]]:
    """Part the lines of a stretch into rows, each with one number where rows have numbers.

    Of all ways the one is taken in which cells begin together or have their middle at one height, in which no cell is torn
    apart, and where a column of tasks or bodies is seldom blank.
    """
    lines = [Block(columns.column(c[0]), tuple(c)) for line in lines_of(chars) for c in _by_column(line, columns)]
    heights: list[float] = []
    for block in sorted(lines, key=lambda b: -b.top):
        if not heights or heights[-1] - block.top > _LEVEL * block.size:
            heights.append(block.top)
    level = {id(b): min(range(len(heights)), key=lambda i: abs(heights[i] - b.top)) for b in lines}
    at: list[list[Block]] = [[b for b in lines if level[id(b)] == i] for i in range(len(heights))]
    numbers = {id(b) for b in lines if any(c in b.chars for a in anchors for c in a.chars[:1])}
    pitch = _least_step(lines)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(heights) + 1):
        ways = []
        for start in range(max(0, end - _MAX_LINES), end):
            band = [b for i in range(start, end) for b in at[i]]
            numbered = sum(id(b) in numbers for b in band)
            if anchors and numbered != 1 and not (leading and start == numbered == 0):
                continue
            price = best[start][0] + (_price(band, columns, pitch, lines) if numbered or not anchors else 0.0)
            ways.append((price, start))
        best.append(min(ways, default=(float("inf"), end - 1)))
    out: list[list[Block]] = []
    end = len(heights)
    while end > 0:
        start = best[end][1]
        out.append([b for i in range(start, end) for b in at[i]])
        end = start
    return out[::-1]


def _by_column(line: Sequence[Char], columns: Columns) -> Iterator[list[Char]]:
    for _, group in itertools.groupby(line, key=columns.column):
        yield list(group)


def _least_step(lines: Sequence[Block]) -> float:
    """Return how far apart lines of one cell are: the least step between lines of one column."""
    steps = [
        a.top - b.top
        for column in {b.column for b in lines}
        for a, b in itertools.pairwise(sorted((b for b in lines if b.column == column), key=lambda b: -b.top))
    ]
    return min((s for s in steps if s > _HALF * lines[0].size), default=0.0)


def _price(band: Sequence[Block], columns: Columns, pitch: float, lines: Sequence[Block]) -> float:
    """Return what speaks against the lines of a band being one row."""
    top, bottom = max(b.top for b in band), min(b.top for b in band)
    kinds = columns.kinds
    price = 0.0
    for column, kind in enumerate(kinds):
        cell = sorted((b for b in band if b.column == column), key=lambda b: -b.top)
        if not cell:
            price += _BLANK * (kind in ("task", "detail", "role"))
            continue
        first, last = cell[0].top, cell[-1].top
        price += min(abs(top - first), abs((top + bottom) / 2 - (first + last) / 2))
        price += sum(_TORN for a, b in itertools.pairwise(cell) if a.top - b.top > _MORE * pitch)
        # A line that leaves room for the next character ends its cell.
        wide = max(b.chars[-1].right for b in lines if b.column == column)
        size = cell[0].size
        price += sum(
            _HALF * size
            for a in cell[:-1]
            if wide - a.chars[-1].right > 2 * size and not (kind == "role" or a.text.endswith(("、", "，")))
        )
        below = [b for b in lines if b.column == column and 0 < last - b.top < _MORE * pitch]
        if wide - cell[-1].chars[-1].right < size and below:
            price += _HALF * size
    return price
