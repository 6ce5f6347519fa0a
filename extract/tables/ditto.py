"""Cells that refer to another one: 同上 and its marks to the cell above, 同左 and 同牵头单位 to that on the left."""

from __future__ import annotations

from collections.abc import Sequence

from extract import patterns as re
from extract.facts import Span
from extract.tables.model import Cell, RawRow

_ABOVE = "同 ?上(?:[栏行列项]|一行|一项)?|同前|〃|〞|″|”|“|\"|'{2}"
_LEFT = "同 ?左[栏列]?|同(?:牵头|责任|主办)(?:单位|部门)"
_MARK = rf"[(（]?(?:{_ABOVE}|{_LEFT})[)）]?[。；;]?"
_BETWEEN = "[、，,；;及和]"
_WHOLE = re.compile(_MARK)
# 同上、市财政局; 市财政局、同上
_BEFORE = re.compile(rf"(?:{_MARK})(?={_BETWEEN}[^、])")
_BEHIND = re.compile(rf"(?<={_BETWEEN})(?:{_MARK})$")
_TO_LEFT = re.compile(_LEFT)


def refers(words: str) -> bool:
    """Tell whether a cell holds nothing but a mark that refers to another one."""
    return _WHOLE.fullmatch(words.strip()) is not None


def with_references(text: str, rows: Sequence[RawRow], roles: Sequence[int]) -> None:
    """Put into the cells of rows that refer to another cell what that holds; what refers to nothing stays.

    Parameters
    ----------
    text
        The page.
    rows
        The rows of a table, from the top.
    roles
        The columns of bodies: a cell on the left is one of these.
    """
    above: RawRow | None = None
    for row in rows:
        for column, cell in enumerate(row.cells):
            found = _mark(text, cell)
            if found is None:
                continue
            mark, before, behind = found
            lefts = [i for i in roles if i < column]
            left = row.cells[lefts[-1]] if lefts else ()
            meant = left if _TO_LEFT.search(mark) else above.cells[column] if above is not None else ()
            if meant:
                row.cells[column] = (*before, *meant, *behind)
        above = row


def _mark(text: str, cell: Cell) -> tuple[str, Cell, Cell] | None:
    """Return the mark of a cell, and the names before and behind it."""
    if len(cell) != 1:
        return None
    words, start = cell[0].of(text), cell[0].start
    match = _WHOLE.fullmatch(words) or _BEFORE.match(words) or _BEHIND.search(words)
    if match is None:
        return None
    before, behind = Span(start, start + match.start()), Span(start + match.end(), cell[0].end)
    return match[0], (before,) if before.start < before.end else (), (behind,) if behind.start < behind.end else ()
