"""Columns that tell roles in another way: two kinds of bodies in one cell, tasks by what a body does for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import patterns as re
from extract.facts import Span
from extract.page import trim
from extract.tables.model import Cell, column_of

_BOTH = re.compile("[及和与、/／（(]+")
_PARTS = re.compile(r"[/／；;\n]|[ 　]+")
# Cells that say themselves who does what.
_SAYS = re.compile("[:：]|牵头|配合|负责")

# 牵头任务, 配合事项: what the body of the row leads, what it helps with.
_PART = re.compile("(?P<role>牵头|主办|主责|配合|协办|协助|参与)(?:的|落实)?(?:任务|事项|工作|工作任务)$")


def parts_of(columns: Sequence[str]) -> dict[int, str]:
    """Return the columns of tasks whose headings say what the body of a row does for them, with the role as a heading."""
    found = {i: match["role"] + "单位" for i, name in enumerate(columns) if (match := _PART.match(name)) is not None}
    return found if len(found) > 1 else {}


def parted(text: str, heading: str, cell: Cell) -> Iterator[tuple[str, Cell]]:
    """Yield a cell under its heading; under two in one, its first line under the first and the rest under the second.

    Parameters
    ----------
    text
        The page.
    heading
        What stands over the column.
    cell
        A cell of bodies.
    """
    names = [name for name in _BOTH.split(heading.rstrip(")）")) if name]
    words = "".join(piece.of(text) for piece in cell)
    if len(names) != 2 or any(column_of(name) != "role" for name in names) or _SAYS.search(words):
        yield heading, cell
        return
    first = cell[0]
    gap = _PARTS.search(text, first.start, first.end)
    end, begin = (gap.start(), gap.end()) if gap is not None else (first.end, first.end)
    rest = (trim(text, Span(begin, first.end)), *cell[1:])
    below = tuple(piece for piece in rest if piece.start < piece.end)
    if not below:
        yield heading, cell
        return
    yield names[0], (Span(first.start, end),)
    yield names[1], below
