"""The sheet 核对: every duty as a line of the corrections file, to be filled in and sent back.

The columns are those of the corrections file. A line says what was read; whoever checks it chooses 确认, 改 (with a new
value), 删 or 增 and signs. A line without 操作 says nothing. The sheet is saved as CSV and given to ``--corrections``.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.matrix.model import Assignment
from graph.report.model import Column, Language, Sheet, Table

COLUMNS = ("文件", "路径", "层", "原文", "字段", "原值", "新值", "操作", "经办人", "日期", "理由")
OPERATIONS = ("确认", "改", "删", "增")
_WIDTHS = (28, 12, 16, 24, 10, 30, 30, 8, 12, 12, 30)
_LAYER = "responsibilities"


def check_table(assignments: Iterable[Assignment], language: Language) -> Sheet:
    """Return the sheet 核对 for assignments: two lines each, the agency and its role, operation left open."""
    columns = tuple(
        Column(name, name, width, choices=OPERATIONS if name == "操作" else ())
        for name, width in zip(COLUMNS, _WIDTHS, strict=True)
    )
    rows: list[tuple[str, ...]] = []
    for a in assignments:
        place = (a.file or a.document, a.path, _LAYER, a.quote or a.printed)
        rows.append((*place, "canonical", a.canonical, *[""] * 5))
        rows.append((*place, "role", a.role, *[""] * 5))
    name = "核对" if language == "zh" else "corrections"
    return Sheet(name, name, (Table(columns, tuple(rows)),), bare=True)
