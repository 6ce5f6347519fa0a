"""The matrix as an Excel workbook: a sheet for each document, then the clauses behind all cells."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from graph.matrix import words
from graph.matrix.model import Assignment, Cell, DocumentInfo, Matrix, Row, by_document, outlined

_NAME_LIMIT = 31
_TEXT_LIMIT = 32_767
_NOTE_LIMIT = 2_000
_BAD_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Excel keeps this name for itself; 依据 is the sheet that we add.
_TAKEN = ("history", words.EVIDENCE)
_A3 = 8
_TITLE, _LEGEND, _HEAD, _FIRST = 0, 1, 2, 3
_TASK_WIDTH = 44
_LINE = 18.0
_HEAD_LETTERS = 18
_DEEPEST = 7
_EVIDENCE_WIDTHS = (6, 30, 12, 30, 20, 28, 7, 16, 70, 8, 8, 8)
# Excel takes 65,530 links on a sheet; the lines below stay without.
_LINK_LIMIT = 65_000


def to_xlsx(matrix: Matrix) -> bytes:
    """Return the matrix as an Excel workbook.

    Text is always written as text, so that nothing in a document can become a formula; the only formulas
    are the totals, which follow when somebody edits the table.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": matrix.title, "comments": words.LEGEND_LINE})
    styles = _Styles(book)
    links = _Links(matrix)
    names = sheet_names([document.title for document in matrix.documents])
    for name, (document, part) in zip(names, by_document(matrix), strict=True):
        _document(book.add_worksheet(name), styles, links, document, part)
    _evidence(book.add_worksheet(words.EVIDENCE), styles, links, matrix)
    book.close()
    return out.getvalue()


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return a sheet name for each title: legal in Excel and different from each other."""
    taken = {name.casefold() for name in _TAKEN}
    names = []
    for title in titles:
        base = _BAD_IN_NAME.sub("_", title).strip(" '") or words.DOCUMENT
        name = _cut(base, _NAME_LIMIT)
        number = 2
        while name.casefold() in taken:
            tail = f"({number})"
            name = _cut(base, _NAME_LIMIT - len(tail)) + tail
            number += 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, limit: int) -> str:
    # Excel counts UTF-16 units: a rare character takes two.
    def units(s: str) -> int:
        return len(s.encode("utf-16-le", "surrogatepass")) // 2

    if units(text) <= limit:
        return text
    while units(text) > limit - 1:
        text = text[:-1]
    return text + "…"


def _width(text: str) -> int:
    """Return how many half-width columns the text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(_width(line) * 1.03 / width)) for line in text.split("\n"))


class _Links:
    """Where a clause is listed in the evidence, and which cell of the table rests on it."""

    def __init__(self, matrix: Matrix) -> None:
        self._lines = {id(a): line for line, a in enumerate(matrix.assignments, 1)}
        self._cells: dict[int, str] = {}

    def to_evidence(self, cell: Cell) -> str:
        """Return the link to the first clause of a cell."""
        return f"internal:'{words.EVIDENCE}'!A{self._lines[id(cell.assignments[0])] + 1}"

    def place(self, cell: Cell, sheet: str, at: str) -> None:
        """Remember where a cell stands."""
        quoted = sheet.replace("'", "''")
        self._cells.update({id(a): f"internal:'{quoted}'!{at}" for a in cell.assignments})

    def to_table(self, assignment: Assignment) -> str:
        """Return the link to the cell that an assignment stands in."""
        return self._cells[id(assignment)]


class _Styles:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
        box = {**font, "border": 1, "border_color": "#B7BDC6"}
        head = {**box, "bold": True, "bg_color": "#DCE6F1", "align": "center"}
        group = {**box, "bold": True, "bg_color": "#F2F5F9"}
        total = {**box, "bold": True, "bg_color": "#FAF6E8", "align": "center"}
        self.title = book.add_format({**font, "font_name": "黑体", "font_size": 16})
        self.legend = book.add_format({**font, "font_color": "#444444"})
        self.note = book.add_format({**font, "font_size": 12, "font_color": "#9C2F00", "bold": True})
        self.head = book.add_format({**head, "text_wrap": True})
        # 270 is XlsxWriter's word for upright letters above each other, as in a Chinese table head.
        self.upright = book.add_format({**head, "rotation": 270, "valign": "top"})
        self.path = book.add_format({**box, "font_color": "#555555"})
        self.task = [book.add_format({**box, "text_wrap": True, "indent": i}) for i in range(_DEEPEST)]
        self.mark = book.add_format({**box, "align": "center", "font_size": 12})
        self.empty = book.add_format(box)
        self.group = [book.add_format({**group, "indent": i}) for i in range(_DEEPEST)]
        self.count = book.add_format({**box, "align": "center", "font_color": "#555555"})
        self.total_label = book.add_format({**total, "align": "right"})
        self.total = book.add_format({**total, "num_format": "0;;"})
        self.body = book.add_format({**box, "text_wrap": True, "valign": "top"})
        self.number = book.add_format({**box, "valign": "top", "align": "center"})


def _string(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    # Not write(), which would take "=…" for a formula and "http…" for a link.
    sheet.write_string(row, column, text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1] + "…", style)


def _page(sheet: Any, first: int, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first, last)
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def _document(sheet: Any, styles: _Styles, links: _Links, document: DocumentInfo, part: Matrix) -> None:
    _string(sheet, _TITLE, 0, f"{words.titled(document)} 责任分工表", styles.title)
    sheet.set_row(_TITLE, 30)
    if not part.rows:
        _string(sheet, _LEGEND, 0, words.NO_DUTIES, styles.note)
        _page(sheet, _TITLE, _TITLE)
        return
    _string(sheet, _LEGEND, 0, f"图例：{words.LEGEND_LINE}", styles.legend)
    sheet.set_row(_LEGEND, 22)
    items = list(outlined(part.rows))
    _head(sheet, styles, part, items)
    last_column = 2 + len(part.agencies)
    for line, (depth, item) in enumerate(items, _FIRST):
        if isinstance(item, Row):
            _task(sheet, styles, links, part, line, depth, item)
        else:
            _group(sheet, styles, line, depth, item, last_column)
    end = _FIRST + len(items)
    _totals(sheet, styles, part, end)
    sheet.freeze_panes(_FIRST, 2)
    sheet.autofilter(_HEAD, 0, end - 1, last_column)
    sheet.outline_settings(visible=True, symbols_below=False)
    _page(sheet, _TITLE, _HEAD)


def _head(sheet: Any, styles: _Styles, part: Matrix, items: Sequence[tuple[int, tuple[str, str] | Row]]) -> None:
    paths = [item.path if isinstance(item, Row) else item[0] for _, item in items]
    sheet.set_column(0, 0, min(20, max(8, *(_width(path) + 3 for path in paths))))
    sheet.set_column(1, 1, _TASK_WIDTH)
    _string(sheet, _HEAD, 0, words.PATH, styles.head)
    _string(sheet, _HEAD, 1, words.TASK, styles.head)
    names = words.headings(part.agencies)
    sheet.set_column(2, 1 + len(names), 4.6)
    for column, (name, agency) in enumerate(zip(names, part.agencies, strict=True), 2):
        # A longer name would push the table off the screen, as the head is frozen; the note has it in full.
        shown = name if len(name) <= _HEAD_LETTERS else name[: _HEAD_LETTERS - 1] + "…"
        _string(sheet, _HEAD, column, shown, styles.upright)
        sheet.write_comment(_HEAD, column, agency.canonical, {"x_scale": 1.6, "y_scale": 0.5})
    last = 2 + len(names)
    sheet.set_column(last, last, 6)
    _string(sheet, _HEAD, last, words.COUNT, styles.upright)
    # One letter above the other, and room below for the filter's button.
    sheet.set_row(_HEAD, 14.5 * min(_HEAD_LETTERS, max(4, *(len(name) for name in names))) + 20)


def _group(sheet: Any, styles: _Styles, line: int, depth: int, heading: tuple[str, str], last: int) -> None:
    path, name = heading
    style = styles.group[min(depth, _DEEPEST - 1)]
    _string(sheet, line, 0, path, styles.group[0])
    _string(sheet, line, 1, name or path, style)
    for column in range(2, last + 1):
        sheet.write_blank(line, column, None, styles.group[0])
    sheet.set_row(line, 20, None, {"level": min(depth, _DEEPEST)})


def _task(sheet: Any, styles: _Styles, links: _Links, part: Matrix, line: int, depth: int, row: Row) -> None:
    from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

    _string(sheet, line, 0, row.path, styles.path)
    indent = min(depth, _DEEPEST - 1)
    name = row.section or row.path
    _string(sheet, line, 1, name, styles.task[indent])
    for column, agency in enumerate(part.agencies, 2):
        cell = row.cells.get(agency.canonical)
        if cell is None:
            sheet.write_blank(line, column, None, styles.empty)
            continue
        # A link writes a text of its own, which the symbol then replaces.
        sheet.write_url(line, column, links.to_evidence(cell), styles.mark)
        _string(sheet, line, column, words.symbols(cell), styles.mark)
        links.place(cell, sheet.get_name(), xl_rowcol_to_cell(line, column))
        note = _note(agency.canonical, cell)
        lines = _lines(note, 46)
        sheet.write_comment(line, column, note, {"x_scale": 2.6, "y_scale": max(1.0, min(8.0, lines * 0.22))})
    last = 1 + len(part.agencies)
    count = f"=COUNTA({xl_range(line, 2, line, last)})"
    sheet.write_formula(line, last + 1, count, styles.count, len(row.cells))
    sheet.set_row(line, _LINE * _lines(name, _TASK_WIDTH - 2 * indent) + 3, None, {"level": min(depth, _DEEPEST)})


def _note(canonical: str, cell: Cell) -> str:
    parts = [f"{canonical}：{words.labels(cell)}"]
    for clause in dict.fromkeys(words.quoted(a) for a in cell.assignments):
        own = [a for a in cell.assignments if words.quoted(a) == clause]
        terms = "、".join(dict.fromkeys(a.role_term for a in own if a.role_term))
        doubt = min(a.confidence for a in own)
        tail = f"（原文用词：{terms}）" if terms else ""
        tail += f"（置信度 {doubt:g}）" if doubt < 1 else ""
        parts.append(clause + tail)
    text = "\n".join(parts)
    return text if len(text) <= _NOTE_LIMIT else text[: _NOTE_LIMIT - 1] + "…"


def _totals(sheet: Any, styles: _Styles, part: Matrix, line: int) -> None:
    from xlsxwriter.utility import xl_range

    last = line - 1
    for row, (name, symbol, numbers) in enumerate(words.totals(part), line):
        sheet.write_blank(row, 0, None, styles.total_label)
        _string(sheet, row, 1, name, styles.total_label)
        for column, number in enumerate(numbers, 2):
            area = xl_range(_FIRST, column, last, column)
            count = f'=COUNTIF({area},"*{symbol}*")' if symbol else f"=COUNTA({area})"
            sheet.write_formula(row, column, count, styles.total, number)
        sheet.write_blank(row, 2 + len(numbers), None, styles.total)
        sheet.set_row(row, 20)


def _evidence(sheet: Any, styles: _Styles, links: _Links, matrix: Matrix) -> None:
    if not matrix.documents:
        _string(sheet, 1, 0, words.NO_DOCUMENTS, styles.note)
    for column, (name, width) in enumerate(zip(words.EVIDENCE_COLUMNS, _EVIDENCE_WIDTHS, strict=True)):
        _string(sheet, 0, column, name, styles.head)
        sheet.set_column(column, column, width)
    sheet.set_row(0, 24)
    for line, assignment in enumerate(matrix.assignments, 1):
        if line <= _LINK_LIMIT:
            sheet.write_url(line, 0, links.to_table(assignment), styles.number)
        _evidence_line(sheet, styles, line, assignment)
    if matrix.assignments:
        sheet.autofilter(0, 0, len(matrix.assignments), len(words.EVIDENCE_COLUMNS) - 1)
    sheet.freeze_panes(1, 1)
    _page(sheet, 0, 0)


def _evidence_line(sheet: Any, styles: _Styles, line: int, assignment: Assignment) -> None:
    height = 1
    for column, value in enumerate(words.evidence_row(line, assignment)):
        if isinstance(value, str):
            _string(sheet, line, column, value, styles.body)
            height = max(height, _lines(value, _EVIDENCE_WIDTHS[column]))
        else:
            sheet.write_number(line, column, value, styles.number)
    # Excel's rows end at 409 points.
    sheet.set_row(line, min(409, 15 * height + 4))
