"""Workbooks, such as a 分工表 that an office already has: a row a line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from extract import patterns as re
from extract.errors import ReadError
from extract.read.found import Found, some
from extract.read.limits import Limits, check_archive

# What a format quotes, or says of colours and places.
_NO_PLACES = re.compile(r'"[^"]*"|\[[^\]]*\]')
# What stands in a cell that names nobody.
_NOTHING = "—"
_OLE = b"\xd0\xcf\x11\xe0"


def read(data: bytes, name: str, limits: Limits) -> Found:
    """Return the cells of an .xlsx, tabs between them, each sheet's name on a line before its rows.

    A cell merged downwards is given in each of its rows, as a reader of the sheet sees it. What somebody hid, sheets, rows
    and columns, is left out and told, since it is often what held before; so are cells that are struck through. Rows that a filter or
    a folded group hides are read: they are part of the table.

    Raises
    ------
    ReadError
        If it is encrypted, has more cells than are read, or is no workbook.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    if data.startswith(_OLE):
        raise ReadError(f"{name}: encrypted, or an old .xls", "save it as .xlsx without a password (另存为 .xlsx)")
    check_archive(data, name, limits)
    lines: list[str] = []
    out: list[str] = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
        left = limits.cells
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible" and _filled(sheet)]
        if hidden:
            out.append(_told(len(hidden), "hidden sheet", some(hidden), "取消隐藏工作表"))
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            left -= sheet.max_row * sheet.max_column
            if left < 0:
                raise ReadError(f"{name}: more than the {limits.cells:,} cells that are read", "split the workbook")
            lines.append(sheet.title)
            lines += _rows(sheet, out)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, TypeError) as fault:
        raise ReadError(f"{name}: not a workbook that can be read", "open it in Excel and save it again") from fault
    return Found("\n".join(lines) + "\n", tuple(out))


def _told(count: int, what: str, which: str, mend: str) -> str:
    return f"{count} {what}{'s' * (count != 1)} left out ({which}); if wanted, {mend}"


def _filled(sheet: Any) -> bool:
    return any(cell.value is not None for row in sheet.iter_rows() for cell in row)


def _rows(sheet: Any, out: list[str]) -> Iterator[str]:
    """Yield the rows of a sheet that are seen; what is left out is told in ``out``."""
    filled: dict[tuple[int, int], Any] = {}
    for merged in sheet.merged_cells.ranges:
        first = sheet.cell(merged.min_row, merged.min_col)
        filled.update({(row, merged.min_col): first for row in range(merged.min_row + 1, merged.max_row + 1)})
    columns, (unseen, folded) = _hidden_columns(sheet), _hidden_rows(sheet)
    rows: list[str] = []
    struck: list[str] = []
    beside = set()
    though = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = []
        for column, cell in enumerate(row, 1):
            printed, gone = _printed(filled.get((number, column), cell))
            if column in columns:
                beside |= {columns[column]} if printed and number not in unseen else set()
                continue
            if gone and number not in unseen:
                struck.append(gone)
            # A blank cell would repeat what stands over it.
            cells.append(printed or (_NOTHING if gone else ""))
        while cells and not cells[-1]:
            cells.pop()
        if cells and number in unseen:
            rows.append(str(number))
        elif any(cell != _NOTHING for cell in cells if cell):
            though += number in folded
            yield "\t".join(cells)
    where = f" of sheet {sheet.title}"
    if rows:
        out.append(_told(len(rows), "hidden row", some(rows) + where, "取消隐藏行"))
    if beside:
        out.append(_told(len(beside), "hidden column", some(sorted(beside)) + where, "取消隐藏列"))
    if though:
        out.append(
            f"{though} row{'s' * (though != 1)} that a filter or a folded group hides read too (sheet {sheet.title})"
        )
    if struck:
        out.append(_told(len(struck), "cell", f"struck through: {some(struck)}", "去掉删除线"))


def _hidden_columns(sheet: Any) -> dict[int, str]:
    """Return the columns that somebody hid, with their letters; those of a folded group are read."""
    from openpyxl.utils import get_column_letter

    found = {}
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and not dimension.outlineLevel and dimension.min and dimension.max:
            last = min(dimension.max, sheet.max_column)
            found.update({column: get_column_letter(column) for column in range(dimension.min, last + 1)})
    return found


def _hidden_rows(sheet: Any) -> tuple[set[int], set[int]]:
    """Return the rows that somebody hid, and those that a filter or a folded group hides."""
    from openpyxl.utils import range_boundaries

    filters = [sheet.auto_filter, *(table.autoFilter for table in sheet.tables.values())]
    filtered: set[int] = set()
    for each in filters:
        if each is not None and each.ref and each.filterColumn:
            _, first, _, last = range_boundaries(each.ref)
            # A filter covers what was entered below it since.
            filtered |= set(range(first, (max(last, sheet.max_row) if each is sheet.auto_filter else last) + 1))
    hidden = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    folded = {number for number in hidden if number in filtered or sheet.row_dimensions[number].outlineLevel}
    return hidden - folded, folded


def _printed(cell: Any) -> tuple[str, str]:
    """Return what a cell shows, and what of it is struck through."""
    from openpyxl.cell.rich_text import CellRichText

    value = cell.value
    if isinstance(value, CellRichText):
        sound = [isinstance(piece, str) or not piece.font.strike for piece in value]
        kept, gone = ("".join(str(p) for p, s in zip(value, sound, strict=True) if s is way) for way in (True, False))
        return " ".join(kept.split()), " ".join(gone.split())
    words = "" if value is None else _shown(cell)
    return ("", words) if words and cell.font is not None and cell.font.strike else (words, "")


def _shown(cell: Any) -> str:
    """Return a value as it looks: dates and shares are kept as numbers, and their format says how they look."""
    value = cell.value
    shown = _NO_PLACES.sub("", cell.number_format or "").lower()
    if isinstance(value, datetime):
        # A month is kept as its first day, a day as its midnight.
        month = f"{value.month}月" if "m" in shown or "y" not in shown else ""
        day = f"{value.day}日" if "d" in shown or "y" not in shown else ""
        clock = f" {value:%H:%M}" if value.time() != time() else ""
        return f"{value.year}年{month}{day}{clock}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        share = "%" in shown
        # No more places than a sheet is precise to: 0.07 of all is 7%.
        number = f"{value * 100 if share else value:.12g}" if share or float(value).is_integer() else str(value)
        return number + "%" * share
    return " ".join(str(value).split())
