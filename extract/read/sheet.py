"""Workbooks, such as a 分工表 that an office already has: a row a line."""

from __future__ import annotations

import io
import zipfile

from extract.errors import ReadError
from extract.read.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0"


def read(data: bytes, name: str, limits: Limits) -> str:
    """Return the cells of an .xlsx, tabs between them, each sheet's name on a line before its rows.

    Raises
    ------
    ReadError
        If it is encrypted or no workbook.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    if data.startswith(_OLE):
        raise ReadError(f"{name}: encrypted, or an old .xls", "save it as .xlsx without a password (另存为 .xlsx)")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        lines = []
        for sheet in book.worksheets:
            lines.append(sheet.title)
            for row in sheet.iter_rows(values_only=True):
                cells = ["" if value is None else " ".join(str(value).split()) for value in row]
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    lines.append("\t".join(cells))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, TypeError) as fault:
        raise ReadError(f"{name}: not a workbook that can be read", "open it in Excel and save it again") from fault
    return "\n".join(lines) + "\n"
