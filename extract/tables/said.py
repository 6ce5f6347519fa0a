"""What the rows of a table say beside whose the task is: shares of districts, parts of bodies, what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import patterns as re
from extract.tables.model import BARS, Cell, TableRow, body_columns, place_columns, says_part, words_of

# What a cell holds that says nothing.
_NOTHING = " 　\xa0-—–－/／\\×无0"
_CONTENT = re.compile("内容|措施|举措")


def without_bodies(text: str, rows: Sequence[TableRow]) -> str:
    """Return the text with full stops where tables of tasks name bodies and between cells: what a cell says ends with it."""
    for row in rows:
        for _, cell in row.roles:
            for at in cell:
                before = text[: at.start].rstrip(f" \t　{BARS}")
                text = f"{before}{'。' * (at.end - len(before))}{text[at.end :]}"
        for at in (cell[0] for _, cell in row.cells if cell):
            if at.start > row.extent.start and text[at.start - 1] in " 　":
                text = f"{text[: at.start - 1]}。{text[at.start :]}"
    return text


def shares(text: str, row: TableRow) -> Iterator[tuple[str, Cell]]:
    """Yield the districts that have columns of their own in a table, each with its cell where that says something."""
    headings = [heading for heading, _ in row.cells]
    for i in place_columns(headings):
        if words_of(text, row.cells[i][1]).strip(_NOTHING):
            yield row.cells[i]


def assigned(text: str, row: TableRow) -> Iterator[tuple[str, Cell]]:
    """Yield the bodies that have columns of their own in a table, each with its cell where that gives it a part."""
    for i in body_columns([heading for heading, _ in row.cells]):
        if says_part(words_of(text, row.cells[i][1])):
            yield row.cells[i]


def tells_more(row: TableRow) -> bool:
    """Tell whether a cell beside the task says what is to be done (具体内容), so that the task is only its heading."""
    return any(_CONTENT.search(heading) and row.title not in cell and cell for heading, cell in row.cells)
