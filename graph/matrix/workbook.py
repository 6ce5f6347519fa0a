"""The matrix as an Excel workbook: a sheet for each document, then the clauses behind all cells, then 核对."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from graph.matrix import words
from graph.matrix.check import check_sheet, doubtful
from graph.matrix.evidence import Links, write_evidence
from graph.matrix.model import Cell, DocumentInfo, Matrix, Row, by_document, outlined
from graph.matrix.unread import quote, unread_note, unread_sheet
from graph.matrix.words import PLAIN, Style
from graph.report import cells
from graph.report.cells import lines, width
from graph.report.model import Report
from graph.report.workbook import Styles, numbered, page, string, write_bare, write_sheet

# Up to so many cells each has a comment and a link, which a spreadsheet carries with ease; above, the number of
# the line of evidence stands in the cell.
LINKED_CELLS = 5_000
_NOTE_LIMIT = 2_000
_TASK_WIDTH = 44
_LINE = 18.0
_HEAD_LETTERS = 18
_DEEPEST = 7
# So many passages that were not read are quoted below a table; the sheet of them has all.
_TOLD = 20


def sheet_names(titles: Iterable[str], taken: Iterable[str] = (words.EVIDENCE,)) -> list[str]:
    """Return a sheet name for each title, different from each other and from the sheets that are added."""
    return cells.sheet_names(titles, taken, words.DOCUMENT)


class _Styles(Styles):
    """The formats of the tables of tasks, beside those of every report."""

    def __init__(self, book: Any) -> None:
        super().__init__(book)
        font = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
        box = {**font, "border": 1, "border_color": "#B7BDC6"}
        group = {**box, "bold": True, "bg_color": "#F2F5F9"}
        self.path = book.add_format({**box, "font_color": "#555555"})
        self.task = [book.add_format({**box, "text_wrap": True, "indent": i}) for i in range(_DEEPEST)]
        self.sign = book.add_format({**box, "align": "center", "font_size": 12})
        self.numbered = book.add_format({**box, "align": "center", "font_size": 9})
        self.groups = [book.add_format({**group, "indent": i}) for i in range(_DEEPEST)]
        self.count = book.add_format({**box, "align": "center", "font_color": "#555555"})
        self.sum = book.add_format({**box, "bold": True, "bg_color": "#FAF6E8", "align": "center", "num_format": "0;;"})
        self.body = book.add_format({**box, "text_wrap": True, "valign": "top"})
        self.number = book.add_format({**box, "valign": "top", "align": "center"})


def to_xlsx(matrix: Matrix, style: Style = PLAIN) -> bytes:
    """Return the matrix as an Excel workbook.

    Text is always written as text, so that nothing in a document can become a formula; the only formulas
    are the totals, which follow when somebody edits the table.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    made_from = matrix.stamp.line(style.language) if matrix.stamp else ""
    book.set_properties({"title": matrix.title[:255], "comments": f"{style.legend}\n{made_from}"})
    styles = _Styles(book)
    linked = sum(len(row.cells) for row in matrix.rows) <= LINKED_CELLS
    check = (check_sheet if linked else doubtful)(matrix, style.language)
    evidence = style.word(words.EVIDENCE)
    links = Links(matrix, evidence, linked)
    left = unread_sheet(matrix, style)
    taken = (evidence, check.name, *(sheet.name for sheet in left))
    names = sheet_names([document.title for document in matrix.documents], taken)
    for name, (document, part) in zip(names, by_document(matrix), strict=True):
        _Grid(book.add_worksheet(name), styles, links, part, style, made_from).write(document)
    write_evidence(book.add_worksheet(evidence), styles, links, matrix, style, made_from)
    report = Report(matrix.title, (), matrix.stamp, style.language, style.paper)
    for sheet in left:
        write_sheet(book.add_worksheet(sheet.name), styles, sheet, report)
    write_bare(book.add_worksheet(check.name), styles, check, report)
    book.close()
    return out.getvalue()


class _Grid:
    """One document's sheet while it is written."""

    def __init__(self, sheet: Any, styles: _Styles, links: Links, part: Matrix, style: Style, made_from: str) -> None:
        self.sheet, self.styles, self.links, self.part, self.style = sheet, styles, links, part, style
        self.made_from = made_from
        self.columns = {agency.canonical: i for i, agency in enumerate(part.agencies, 2)}
        self.last = 2 + len(part.agencies)
        self.head = 2

    def write(self, document: DocumentInfo) -> None:
        style, styles, sheet = self.style, self.styles, self.sheet
        string(sheet, 0, 0, words.headed(document, f" {style.word('责任分工表')}", style), styles.title)
        sheet.set_row(0, 30)
        about = words.issued(document, style)
        if about:
            string(sheet, 1, 0, about, styles.about)
            sheet.set_row(1, 20)
            self.head += 1
        legends, first = self.head - 1, self.head + 1
        footer = numbered(style.say)
        if not self.part.rows:
            string(sheet, legends, 0, style.word(words.NO_DUTIES), styles.note)
            string(sheet, self.head, 0, self.made_from, styles.legend)
            self._unread(self.head + 1)
            page(sheet, style.paper, 0, 0, self.made_from, footer)
            return
        legend = f"{style.word('图例')}：{style.legend}"
        string(sheet, legends, 0, f"{legend}　　{self.made_from}" if self.made_from else legend, styles.legend)
        sheet.set_row(legends, 22)
        items = list(outlined(self.part.rows))
        self._head(items)
        end = first + len(items)
        # Most cells are empty: one rule draws the lines of all of them.
        rule = {"type": "formula", "criteria": "=TRUE", "format": styles.grid}
        sheet.conditional_format(first, 0, end - 1, self.last, rule)
        for line, (depth, item) in enumerate(items, first):
            if isinstance(item, Row):
                self._task(line, depth, item)
            else:
                self._group(line, depth, item)
        below = self._unread(self._totals(end) + 1)
        for line, note in enumerate(self.part.notes, below):
            string(sheet, line, 0, note, styles.legend)
        sheet.freeze_panes(first, 2)
        sheet.autofilter(self.head, 0, end - 1, self.last)
        sheet.outline_settings(visible=True, symbols_below=False)
        page(sheet, style.paper, 0, self.head, self.made_from, footer)

    def _unread(self, line: int) -> int:
        """Write below the table what it lacks, for whoever prints this sheet alone; return the next line."""
        if not self.part.unread:
            return line
        said = unread_note(self.part, self.style, ("“未读出”表", "sheet “not read”"))
        string(self.sheet, line, 0, said, self.styles.note)
        told = [f"{piece.path} {quote(piece)}".strip() for piece in self.part.unread[:_TOLD]]
        for below, quoted in enumerate(told, line + 1):
            string(self.sheet, below, 0, quoted, self.styles.legend)
        return line + 1 + len(told)

    def _head(self, items: Sequence[tuple[int, tuple[str, str] | Row]]) -> None:
        sheet, styles, part, style = self.sheet, self.styles, self.part, self.style
        paths = [item.path if isinstance(item, Row) else item[0] for _, item in items]
        sheet.set_column(0, 0, min(20, max(8, *(width(path) + 3 for path in paths))))
        sheet.set_column(1, 1, _TASK_WIDTH)
        string(sheet, self.head, 0, style.word(words.PATH), styles.head)
        string(sheet, self.head, 1, style.word(words.TASK), styles.head)
        names = words.headings(part.agencies)
        wide = max(width(style.sign(role)) for role in words.LABELS) + 2.6
        sheet.set_column(2, 1 + len(names), wide if self.links.linked else wide + 5)
        for column, (name, agency) in enumerate(zip(names, part.agencies, strict=True), 2):
            # A longer name would push the table off the screen, as the head is frozen; the note has it in full.
            shown = name if len(name) <= _HEAD_LETTERS else name[: _HEAD_LETTERS - 1] + "…"
            string(sheet, self.head, column, shown, styles.upright)
            sheet.write_comment(self.head, column, agency.canonical, {"x_scale": 1.6, "y_scale": 0.5})
        sheet.set_column(self.last, self.last, 6)
        string(sheet, self.head, self.last, style.word(words.COUNT), styles.upright)
        # One letter above the other, and room below for the filter's button.
        sheet.set_row(self.head, 14.5 * min(_HEAD_LETTERS, max(4, *(len(name) for name in names))) + 20)

    def _group(self, line: int, depth: int, heading: tuple[str, str]) -> None:
        path, name = heading
        style = self.styles.groups[min(depth, _DEEPEST - 1)]
        string(self.sheet, line, 0, path, self.styles.groups[0])
        string(self.sheet, line, 1, name or path, style)
        for column in range(2, self.last + 1):
            self.sheet.write_blank(line, column, None, self.styles.groups[0])
        self.sheet.set_row(line, 20, None, {"level": min(depth, _DEEPEST)})

    def _task(self, line: int, depth: int, row: Row) -> None:
        from xlsxwriter.utility import xl_range

        string(self.sheet, line, 0, row.path, self.styles.path)
        indent = min(depth, _DEEPEST - 1)
        name = row.section or row.path
        string(self.sheet, line, 1, name, self.styles.task[indent])
        for canonical, cell in row.cells.items():
            self._cell(line, self.columns[canonical], canonical, cell)
        count = f"=COUNTA({xl_range(line, 2, line, self.last - 1)})"
        self.sheet.write_formula(line, self.last, count, self.styles.count, len(row.cells))
        high = _LINE * lines(name, _TASK_WIDTH - 2 * indent) + 3
        self.sheet.set_row(line, high, None, {"level": min(depth, _DEEPEST)})

    def _cell(self, line: int, column: int, canonical: str, cell: Cell) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell

        signs = self.style.signs_of(cell)
        if not self.links.linked:
            string(self.sheet, line, column, f"{signs}{self.links.numbers(cell)}", self.styles.numbered)
            return
        # A link writes a text of its own, which the sign then replaces.
        self.sheet.write_url(line, column, self.links.to_evidence(cell), self.styles.sign)
        string(self.sheet, line, column, signs, self.styles.sign)
        self.links.place(cell, self.sheet.get_name(), xl_rowcol_to_cell(line, column))
        note = self._note(canonical, cell)
        high = max(1.0, min(8.0, lines(note, 46) * 0.22))
        self.sheet.write_comment(line, column, note, {"x_scale": 2.6, "y_scale": high})

    def _note(self, canonical: str, cell: Cell) -> str:
        t = self.style.say
        parts = [f"{canonical}：{self.style.labels_of(cell)}"]
        for clause in dict.fromkeys(words.quoted(a) for a in cell.assignments):
            own = [a for a in cell.assignments if words.quoted(a) == clause]
            terms = "、".join(dict.fromkeys(a.role_term for a in own if a.role_term))
            doubt = min(a.confidence for a in own)
            tail = f"（{t('原文用词', 'printed word')}：{terms}）" if terms else ""
            tail += f"（{t('置信度', 'confidence')} {doubt:g}）" if doubt < 1 else ""
            parts.append(clause + tail)
        text = "\n".join(parts)
        return text if len(text) <= _NOTE_LIMIT else text[: _NOTE_LIMIT - 1] + "…"

    def _totals(self, line: int) -> int:
        from xlsxwriter.utility import xl_range

        bottom = line - 1
        totals = words.totals(self.part, self.style)
        for row, (name, sign, numbers) in enumerate(totals, line):
            self.sheet.write_blank(row, 0, None, self.styles.total_label)
            string(self.sheet, row, 1, name, self.styles.total_label)
            for column, number in enumerate(numbers, 2):
                area = xl_range(self.head + 1, column, bottom, column)
                count = f'=COUNTIF({area},"*{sign}*")' if sign else f"=COUNTA({area})"
                self.sheet.write_formula(row, column, count, self.styles.sum, number)
            self.sheet.write_blank(row, self.last, None, self.styles.sum)
            self.sheet.set_row(row, 20)
        return line + len(totals)
