"""A report as an Excel workbook: a sheet for each sheet, ready to print."""

from __future__ import annotations

import io
from typing import Any

from graph.report.cells import lines, sheet_names, width
from graph.report.model import Column, Marked, Paper, Report, Sheet, Table, Value, say

TEXT_LIMIT = 32_767
_PAPER = {"A3": 8, "A4": 9}
_LINE = 15.0
# Excel's rows end at 409 points.
_HIGHEST = 409.0
_HEAD_LETTERS = 16


class Styles:
    """The formats of one workbook, the same for every sheet in it."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
        box = {**font, "border": 1, "border_color": "#B7BDC6"}
        head = {**box, "bold": True, "bg_color": "#DCE6F1", "align": "center"}
        # Its words run over the columns, which no line may part.
        group = {**box, "bold": True, "bg_color": "#F2F5F9", "left": 0, "right": 0}
        total = {**box, "bold": True, "bg_color": "#FAF6E8"}
        self.title = book.add_format({**font, "font_name": "黑体", "font_size": 16})
        self.legend = book.add_format({**font, "font_color": "#444444"})
        self.about = book.add_format({**font, "font_size": 11})
        self.caption = book.add_format({**font, "font_name": "黑体", "font_size": 12})
        self.note = book.add_format({**font, "font_size": 12, "font_color": "#9C2F00", "bold": True})
        self.head = book.add_format({**head, "text_wrap": True})
        # 270 is XlsxWriter's word for upright letters above each other, as in a Chinese table head.
        self.upright = book.add_format({**head, "rotation": 270, "valign": "top"})
        self.group = book.add_format(group)
        self.grid = book.add_format({"border": 1, "border_color": "#B7BDC6"})
        self.text = book.add_format({**box, "text_wrap": True})
        self.long = book.add_format({**box, "text_wrap": True, "valign": "top"})
        self.mark = book.add_format({**box, "align": "center"})
        self.fill = book.add_format({**box, "text_wrap": True, "bg_color": "#FFFDF2"})
        self.total = book.add_format({**total, "align": "center"})
        self.total_label = book.add_format({**total, "align": "right"})
        letters = {"font_name": "宋体", "font_size": 10.5}
        self.words = book.add_format(letters)
        self.changed = book.add_format({**letters, "bold": True, "font_color": "#C00000"})


def string(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write text as text; ``write()`` would take "=…" for a formula and "http…" for a link."""
    sheet.write_string(row, column, text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…", style)


def page(sheet: Any, paper: Paper, first: int, last: int, made_from: str, numbered: str) -> None:
    """Set a sheet up for printing: landscape, one page wide, head lines on every page, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(_PAPER[paper])
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first, last)
    # & begins a code in a footer, and the whole may have 255 letters.
    safe = made_from.replace("&", "&&")[:180]
    sheet.set_footer(f"&L&8{safe}&R{numbered}")


def numbered(report_says: Any) -> str:
    """Return the footer's words for page x of y."""
    words: str = report_says("第 &P 页，共 &N 页", "page &P of &N")
    return words


def to_xlsx(report: Report) -> bytes:
    """Return the report as an Excel workbook; it holds no formula, and text is always written as text."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": report.title[:255], "comments": report.made_from})
    styles = Styles(book)
    for name, sheet in zip(sheet_names([s.name for s in report.sheets]), report.sheets, strict=True):
        put = write_bare if sheet.bare else write_sheet
        put(book.add_worksheet(name), styles, sheet, report)
    book.close()
    return out.getvalue()


def write_sheet(target: Any, styles: Styles, sheet: Sheet, report: Report) -> None:
    """Write one sheet: title, what it was made from, notes, then the tables one below the other."""
    string(target, 0, 0, sheet.title, styles.title)
    target.set_row(0, 30)
    line = 1
    if sheet.about:
        string(target, line, 0, sheet.about, styles.about)
        target.set_row(line, 20)
        line += 1
    if report.made_from:
        string(target, line, 0, report.made_from, styles.legend)
        line += 1
    for note in sheet.notes:
        string(target, line, 0, note, styles.legend if sheet.tables else styles.note)
        target.set_row(line, 20)
        line += 1
    # Tables below each other share their columns' widths: the widest of each place.
    widths: dict[int, int] = {}
    for table in sheet.tables:
        for i, column in enumerate(table.columns):
            widths[i] = max(widths.get(i, 0), column.width)
    for i, size in widths.items():
        target.set_column(i, i, size)
    # Frozen, filtered and repeated is the head of the only table, whatever stands beside it.
    single = sum(not table.beside for table in sheet.tables) == 1
    head = 0
    for i, table in enumerate(sheet.tables):
        if not single or i:
            line += 1
        at, line = _table(target, styles, table, line, widths, single and not table.beside)
        head = head if table.beside else at
    first = head if single else 0
    page(target, report.paper, first, first, report.made_from, numbered(say(report.language)))


def _table(
    target: Any, styles: Styles, table: Table, line: int, widths: dict[int, int], single: bool
) -> tuple[int, int]:
    """Write a table from ``line`` on; return the line of its head and the first line below it."""
    for text, style in ((table.caption, styles.caption), (table.note, styles.legend)):
        if text:
            string(target, line, 0, text, style)
            target.set_row(line, 22)
            line += 1
    head = line
    _head(target, styles, table.columns, head)
    last = len(table.columns) - 1
    for row in table.lines():
        line += 1
        if isinstance(row, str):
            string(target, line, 0, row, styles.group)
            for i in range(1, last + 1):
                target.write_blank(line, i, None, styles.group)
            target.set_row(line, 20)
        else:
            _row(target, styles, table.columns, widths, line, row)
    bottom = line
    for total in table.totals:
        line += 1
        for i, value in enumerate(total):
            _value(target, line, i, value, styles.total if isinstance(value, int | float) else styles.total_label)
        target.set_row(line, 20)
    if bottom > head:
        _choices(target, table.columns, head + 1, bottom)
    if single and table.rows:
        target.freeze_panes(head + 1, 0)
        target.autofilter(head, 0, bottom, last)
    return head, line + 1


def _choices(target: Any, columns: tuple[Column, ...], first: int, last: int) -> None:
    for i, column in enumerate(columns):
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            target.data_validation(first, i, last, i, rule)


def _head(target: Any, styles: Styles, columns: tuple[Column, ...], line: int) -> None:
    high = 24.0
    for i, column in enumerate(columns):
        if column.kind == "upright":
            # A longer name would push the table off the screen, as the head is frozen.
            label = column.label
            text = label if len(label) <= _HEAD_LETTERS else label[: _HEAD_LETTERS - 1] + "…"
            string(target, line, i, text, styles.upright)
            high = max(high, 14.5 * max(4, len(text)) + 20)
        else:
            string(target, line, i, column.label, styles.head)
            high = max(high, _LINE * lines(column.label, column.width) + 9)
    target.set_row(line, min(_HIGHEST, high))


def _row(
    target: Any, styles: Styles, columns: tuple[Column, ...], widths: dict[int, int], line: int, row: tuple[Value, ...]
) -> None:
    told = [
        lines(value, max(widths[i], width("中")))
        for i, (column, value) in enumerate(zip(columns, row, strict=True))
        if isinstance(value, str) and value and column.kind in {"text", "long"}
    ]
    high = _LINE * max(told, default=1) + 5
    # All cells of a row stand at its middle; a text that has no room in the highest row begins at its top.
    long = styles.text if high <= _HIGHEST else styles.long
    for i, (column, value) in enumerate(zip(columns, row, strict=True)):
        style = {"long": long, "text": styles.text}.get(column.kind, styles.mark)
        if column.choices:
            style = styles.fill
        elif isinstance(value, int | float):
            style = styles.mark
        if isinstance(value, Marked):
            _marked(target, styles, line, i, value, style)
        else:
            _value(target, line, i, value, style)
    target.set_row(line, min(_HIGHEST, high))


def _value(target: Any, line: int, column: int, value: Value, style: Any) -> None:
    if value is None or value == "":
        target.write_blank(line, column, None, style)
    elif isinstance(value, str):
        string(target, line, column, value, style)
    else:
        target.write_number(line, column, value, style)


def _marked(target: Any, styles: Styles, line: int, column: int, value: Marked, style: Any) -> None:
    """Write words of which some are marked, these in bold and colour."""
    # A rich string has two runs at least, and none may be empty.
    if len(value.runs) < 2 or len(value.plain) > TEXT_LIMIT:
        _value(target, line, column, value.plain, style)
        return
    parts = [part for text, mark in value.runs for part in (styles.changed if mark else styles.words, text)]
    target.write_rich_string(line, column, *parts, style)


def write_bare(target: Any, styles: Styles, sheet: Sheet, report: Report) -> None:
    """Write one table below the sheet's notes, without title: a sheet that programs read back.

    It may be long and mostly empty, so that its lines are drawn by one rule and no row has a height of its own.
    """
    (table,) = sheet.tables
    for i, column in enumerate(table.columns):
        target.set_column(i, i, column.width)
    for line, note in enumerate(sheet.notes):
        string(target, line, 0, note, styles.legend)
    head = len(sheet.notes)
    _head(target, styles, table.columns, head)
    for line, row in enumerate(table.rows, head + 1):
        for i, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    string(target, line, i, value, styles.text)
            elif value is not None:
                target.write_number(line, i, value, styles.mark)
    if table.rows:
        bottom, last = head + len(table.rows), len(table.columns) - 1
        rule = {"type": "formula", "criteria": "=TRUE", "format": styles.grid}
        target.conditional_format(head + 1, 0, bottom, last, rule)
        _choices(target, table.columns, head + 1, bottom)
        target.autofilter(head, 0, bottom, last)
    target.freeze_panes(head + 1, 0)
    page(target, report.paper, head, head, report.made_from, numbered(say(report.language)))
