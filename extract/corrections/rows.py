"""Reading a corrections file: CSV (UTF-8 with or without BOM, or GBK) or the sheet 核对 of a workbook.

Columns are 文件, 路径, 层, 原文, 字段, 原值, 新值, 操作, 经办人, 日期, 理由, in any order; others are left alone, and so is a row
without an operation (a sheet that was handed out and not filled in). A row that can't be understood is a fault with its
line; the others are used.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extract.corrections.values import FIELDS, in_chinese, listed, meaning, near, say, spelled
from extract.errors import ReadError

COLUMNS = ("文件", "路径", "层", "原文", "字段", "原值", "新值", "操作", "经办人", "日期", "理由")
_NEEDED = ("层", "操作")
SHEET = "核对"
# Layers whose rows are found by something else than printed words.
_WITHOUT_WORDS = ("sections", "document")


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of the file.

    ``line`` is its line (a workbook's row); ``file`` and ``path`` say where (``*``: everywhere); ``layer``, ``field`` and
    ``operation`` are the program's own words (responsibilities, role, change); ``words`` are the words as printed;
    ``chinese`` says whether the row is written in Chinese, and its faults told so.
    """

    line: int
    file: str
    path: str
    layer: str
    words: str
    field: str
    old: str
    new: str
    operation: str
    who: str
    day: str
    reason: str
    chinese: bool = True

    @property
    def note(self) -> str:
        """Who corrected, when and why, in one line: it stays with the fact."""
        said = " ".join(filter(None, (self.operation, self.who, self.day)))
        return f"correction ({said}){': ' + self.reason if self.reason else ''}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that can't be used, with its line."""

    line: int
    message: str
    status: Literal["fault", "ambiguous"] = "fault"


@dataclass(frozen=True, slots=True)
class Corrections:
    """The rows of a file, and the faults in it."""

    source: str
    rows: tuple[Correction, ...]
    faults: tuple[Fault, ...] = ()


def read_corrections(path: Path) -> Corrections:
    """Read a corrections file.

    Raises
    ------
    ReadError
        If it is missing, in no encoding of the above, empty or without a needed column.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise ReadError(f"{path}: can't be read ({fault.strerror})", "check the path of --corrections") from fault
    lines = _workbook(path, data) if data[:2] == b"PK" else _csv(path, data)
    rows: list[Correction] = []
    faults: list[Fault] = []
    for line, cells in lines:
        if not cells["操作"]:
            continue
        row = _row(line, cells)
        if isinstance(row, Fault):
            faults.append(row)
        else:
            rows.append(row)
    return Corrections(str(path), tuple(rows), tuple(faults))


def _csv(path: Path, data: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise ReadError(f"{path}: neither UTF-8 nor GBK", "save it as CSV UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""))
    heading = next(reader, [])
    places = _columns(path, heading)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            raise ReadError(f"{path}:{line}: not CSV ({fault})", "save it as CSV again") from fault
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, _cells(places, cells)


def _workbook(path: Path, data: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (OSError, ValueError, KeyError) as fault:
        raise ReadError(f"{path}: no workbook ({fault})", "send back the .xlsx, or a CSV") from fault
    sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    places: Mapping[str, int] | None = None
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = ["" if value is None else str(value) for value in values]
        if places is None:
            # A title or a note may stand above the headings.
            if set(_NEEDED) <= {cell.strip() for cell in cells}:
                places = _columns(path, cells)
        elif any(cell.strip() for cell in cells):
            yield number, _cells(places, cells)
    if places is None:
        raise ReadError(f"{path}: no column named {' or '.join(_NEEDED)}", f"the columns are {'、'.join(COLUMNS)}")


def _columns(path: Path, heading: list[str]) -> Mapping[str, int]:
    places = {name.strip().lstrip("\ufeff"): i for i, name in enumerate(heading)}
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        raise ReadError(f"{path}: no column named {'、'.join(missing)}", f"the columns are {'、'.join(COLUMNS)}")
    return places


def _cells(places: Mapping[str, int], cells: list[str]) -> Mapping[str, str]:
    out = {}
    for name in COLUMNS:
        at = places.get(name)
        out[name] = cells[at].strip() if at is not None and at < len(cells) else ""
    return out


def _row(line: int, cells: Mapping[str, str]) -> Correction | Fault:
    chinese = in_chinese(cells["层"], cells["字段"])
    t = say(chinese)
    operation = meaning("operation", cells["操作"])
    layer = meaning("layer", cells["层"])
    if operation is None:
        asked, among = cells["操作"], listed("operation", ("change", "add", "remove", "confirm"), True)
        return Fault(line, t(f"操作应为{among}之一，不是“{asked}”", f"操作 {asked!r} is none of {among}"))
    if layer is None:
        asked, among = cells["层"], listed("layer", FIELDS, chinese)
        guess = near(asked, "layer", FIELDS)
        return Fault(
            line,
            t(
                f"层应为{among}之一，没有“{asked}”{f'，是否指“{guess}”？' if guess else ''}",
                f"层 {asked!r} is no layer ({among}){f'; did you mean {guess}?' if guess else ''}",
            ),
        )
    called = cells["层"] if in_chinese(cells["层"]) else spelled("layer", layer, chinese)
    names = [part.strip() for part in cells["字段"].split("|") if part.strip()]
    fields = [meaning("field", name, FIELDS[layer]) for name in names]
    wrong = [name for name, field in zip(names, fields, strict=True) if field is None]
    if wrong:
        among = listed("field", sorted(FIELDS[layer]), chinese)
        guess = near(wrong[0], "field", FIELDS[layer])
        return Fault(
            line,
            t(
                f"{called}没有字段“{wrong[0]}”{f'，是否指“{guess}”？' if guess else ''}，可填：{among}",
                f"字段 {wrong[0]!r} is no field of {called} ({among}){f'; did you mean {guess}?' if guess else ''}",
            ),
        )
    if operation == "change" and len(fields) != 1:
        return Fault(line, t("操作为“改”时，字段须填一项", "改 needs one 字段"))
    if operation == "add" and layer in ("agencies", "document"):
        return Fault(line, t(f"{called}不能增，请用“改”", f"nothing can be added to {called}; use 改"))
    if operation == "remove" and layer == "document":
        return Fault(
            line,
            t(
                "不能用核对表删去整份文件，请不要读入该文件",
                "a document can't be taken out by a correction; leave its file out",
            ),
        )
    if not cells["原文"] and not (layer in _WITHOUT_WORDS and operation != "add"):
        return Fault(line, t("原文为空：请照文件所印填写", "原文 is empty: write the words as printed"))
    if operation == "add" and len(cells["新值"].split("|") if fields else []) != len(fields):
        return Fault(
            line,
            t(
                "字段与新值的项数不同（各项用 | 隔开）",
                "字段 and 新值 hold different numbers of values (separated by |)",
            ),
        )
    return Correction(
        line,
        cells["文件"],
        cells["路径"],
        layer,
        cells["原文"],
        "|".join(str(field) for field in fields),
        cells["原值"],
        cells["新值"],
        operation,
        cells["经办人"],
        cells["日期"],
        cells["理由"],
        chinese,
    )
