"""The sheet of clauses behind the cells, and the links between the two."""

from __future__ import annotations

from typing import Any

from graph.matrix import words
from graph.matrix.model import Assignment, Cell, Matrix
from graph.matrix.words import Style
from graph.report.cells import lines
from graph.report.workbook import numbered, page, string

_WIDTHS = (6, 30, 12, 30, 20, 28, 7, 16, 70, 8, 8, 8)


class Links:
    """Where a clause is listed in the evidence, and which cell of the table rests on it.

    ``linked`` is False where there are too many cells for links: then the cells bear the numbers of the lines.
    """

    def __init__(self, matrix: Matrix, sheet: str, linked: bool) -> None:
        self.linked = linked
        self._sheet = sheet
        self._lines = {id(a): line for line, a in enumerate(matrix.assignments, 1)}
        self._cells: dict[int, str] = {}

    def to_evidence(self, cell: Cell) -> str:
        """Return the link to the first clause of a cell."""
        return f"internal:'{self._sheet}'!A{self._lines[id(cell.assignments[0])] + 1}"

    def numbers(self, cell: Cell) -> str:
        """Return the numbers of the lines of evidence that a cell rests on."""
        return ",".join(str(self._lines[id(a)]) for a in cell.assignments)

    def place(self, cell: Cell, sheet: str, at: str) -> None:
        """Remember where a cell stands."""
        quoted = sheet.replace("'", "''")
        self._cells.update({id(a): f"internal:'{quoted}'!{at}" for a in cell.assignments})

    def to_table(self, assignment: Assignment) -> str:
        """Return the link to the cell that an assignment stands in."""
        return self._cells[id(assignment)]


def write_evidence(sheet: Any, styles: Any, links: Links, matrix: Matrix, style: Style, made_from: str) -> None:
    """Write one line for each assignment: who, what, which role, the sentence and where it stands."""
    if not matrix.documents:
        string(sheet, 1, 0, style.word(words.NO_DOCUMENTS), styles.note)
    columns = style.evidence_columns
    for column, (name, wide) in enumerate(zip(columns, _WIDTHS, strict=True)):
        string(sheet, 0, column, name, styles.head)
        sheet.set_column(column, column, wide)
    sheet.set_row(0, 24)
    for line, assignment in enumerate(matrix.assignments, 1):
        if links.linked:
            sheet.write_url(line, 0, links.to_table(assignment), styles.number)
        high = 1
        for column, value in enumerate(words.evidence_row(line, assignment, style)):
            if isinstance(value, str):
                string(sheet, line, column, value, styles.body)
                high = max(high, lines(value, _WIDTHS[column]))
            elif links.linked or column < len(columns) - 1 or value != 1:
                # In a long list a full confidence goes without saying.
                sheet.write_number(line, column, value, styles.number)
        # Excel's rows end at 409 points.
        sheet.set_row(line, min(409, 15 * high + 4))
    if matrix.assignments:
        sheet.autofilter(0, 0, len(matrix.assignments), len(columns) - 1)
    sheet.freeze_panes(1, 1)
    page(sheet, style.paper, 0, 0, made_from, numbered(style.say))
