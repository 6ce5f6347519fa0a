"""Blocks of print: the characters of one cell, as they follow one another in the file.

A program that prints a table writes out a cell's lines one behind the other, whichever of its cells it takes first. Where
no rules are drawn, or the words run over them, that tells which lines belong together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# Shares of the size of the type: how far apart lines of one cell are, what is one line, the gap within a line.
_PITCH = (0.8, 2.2)
_SAME_LINE = 0.4
_GAP = 3.0
_FULL = 2.0
# Lengths that differ by less are the same. In points.
_ALIKE = 0.35


@dataclass(frozen=True, slots=True)
class Char:
    """A printed character: from ``x`` to ``right`` on the baseline ``y`` (from the bottom of the page), in points."""

    char: str
    x: float
    right: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Block:
    """The characters of a cell, of the column that they stand in; the baselines of its first and its last line."""

    column: int
    chars: tuple[Char, ...]

    @property
    def top(self) -> float:
        """The baseline of the first line."""
        return max(c.y for c in self.chars)

    @property
    def bottom(self) -> float:
        """The baseline of the last line."""
        return min(c.y for c in self.chars)

    @property
    def middle(self) -> float:
        """The height of the middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The size of the type."""
        return median(c.size for c in self.chars)

    @property
    def text(self) -> str:
        """The printed characters, without the white space between them."""
        return "".join(c.char for c in self.chars if not c.char.isspace())


def blocks_of(
    chars: Sequence[Char], column_of: Callable[[Char], int], *, single: frozenset[int], rows: Collection[float]
) -> list[Block]:
    """Part characters, in the order of the file, into the blocks that they were written in.

    Parameters
    ----------
    chars
        Of one table, in the order of the file.
    column_of
        In which column a character stands.
    single
        The columns whose cells have one line each: those of numbers.
    rows
        How far apart rows are that stand one below the other: lines that far apart are of two.
    """
    columns = [column_of(char) for char in chars]
    wide: dict[int, float] = {}
    for char, column in zip(chars, columns, strict=True):
        wide[column] = max(wide.get(column, char.right), char.right)
    steps = [
        round(last.y - char.y, 1)
        for (last, a), (char, b) in pairwise(zip(chars, columns, strict=True))
        if a == b not in single and _PITCH[0] < (last.y - char.y) / char.size < _PITCH[1]
        # Where nothing tells how far apart rows are, only a line that is full is sure to go on.
        if rows or wide[a] - last.right < _FULL * last.size
    ]
    pitch = next((s for s, _ in Counter(steps).most_common() if not any(abs(s - r) < _ALIKE for r in rows)), 0.0)
    out: list[list[Char]] = []
    at = -1
    for char, column in zip(chars, columns, strict=True):
        last = out[-1][-1] if out and column == at else None
        if last is not None and (
            _goes_on(last, char) or (column not in single and abs(last.y - char.y - pitch) < _ALIKE)
        ):
            out[-1].append(char)
        else:
            out.append([char])
            at = column
    return [Block(column_of(group[0]), tuple(group)) for group in out if any(not c.char.isspace() for c in group)]


def _goes_on(last: Char, char: Char) -> bool:
    """Tell whether a character stands behind another one on its line."""
    return abs(last.y - char.y) <= _SAME_LINE * char.size and -_GAP < (char.x - last.right) / char.size < _GAP
