"""Workbooks, such as a 分工表 that an office already has: a row a line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from extract import patterns as re
from extract.errors import ReadError
from extract.read.limits import Limits, check_archive

# What a format quotes, or says of colours and places.
_NO_PLACES = re.compile(r'"[^"]*"|\[[^\]]*\]')
_OLE = b"\xd0\xcf\x11\xe0"


def read(data: bytes, name: str, limits: Limits) -> str:
    """Return the cells of an .xlsx, tabs between them, each sheet's name on a line before its rows.

    A cell merged downwards is given in each of its rows, as a reader of the sheet sees it; hidden sheets are left out.

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
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        left = limits.cells
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            left -= sheet.max_row * sheet.max_column
            if left < 0:
                raise ReadError(f"{name}: more than the {limits.cells:,} cells that are read", "split the workbook")
            lines.append(sheet.title)
            lines += _rows(sheet)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, TypeError) as fault:
        raise ReadError(f"{name}: not a workbook that can be read", "open it in Excel and save it again") from fault
    return "\n".join(lines) + "\n"


def _rows(sheet: Any) -> Iterator[str]:
    filled: dict[tuple[int, int], Any] = {}
    for merged in sheet.merged_cells.ranges:
        first = sheet.cell(merged.min_row, merged.min_col)
        filled.update({(row, merged.min_col): first for row in range(merged.min_row + 1, merged.max_row + 1)})
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_printed(filled.get((number, column), cell)) for column, cell in enumerate(row, 1)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield "\t".join(cells)


def _printed(cell: Any) -> str:
    """Return what a cell shows: dates and shares are kept as numbers, and their format says how they look."""
    value = cell.value
    shown = _NO_PLACES.sub("", cell.number_format or "").lower()
    if value is None:
        return ""
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
