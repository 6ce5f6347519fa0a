"""The sheet 核对: every duty as a line of the corrections file, to be filled in and sent back.

The columns are those of the corrections file. A line says what was read; whoever checks it chooses 确认, 改 (with a new
value), 删 or 增 and signs. A line without 操作 says nothing. The workbook itself, or the sheet saved as CSV, is given to
``--corrections``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.matrix.model import Assignment
from graph.matrix.words import LABELS
from graph.report.model import Column, Language, Sheet, Table, say

COLUMNS = ("文件", "路径", "层", "原文", "字段", "原值", "新值", "操作", "经办人", "日期", "理由")
OPERATIONS = ("确认", "改", "删", "增")
_WIDTHS = (28, 12, 16, 24, 10, 30, 30, 8, 12, 12, 30)
_LAYER, _AGENCY, _ROLE = "责任分工", "单位", "角色"
_CHOICES = {"操作": OPERATIONS, "字段": (_ROLE, _AGENCY)}


def doubtful(assignments: Sequence[Assignment], language: Language) -> Sheet:
    """Return the sheet 核对 for the duties that a repair or a guess touches, with a note on where the others are.

    Nobody checks tens of thousands of lines in a workbook; the form ``check`` has them all, by agency or document.
    """
    some = [a for a in assignments if a.confidence < 1]
    note = say(language)(
        f"只列置信度低于 1 的 {len(some)} 项，全部 {len(assignments)} 项：quanze matrix --form check -o 核对.csv",
        f"only the {len(some)} duties with a confidence below 1; all {len(assignments)}: quanze matrix --form check -o check.csv",
    )
    return replace(check_table(some, language), notes=(note,))


def check_table(assignments: Iterable[Assignment], language: Language) -> Sheet:
    """Return the sheet 核对 for assignments: one line each with its role, operation left open.

    A line on the agency itself has 单位 as its 字段 and an empty 原值; a workbook offers both.
    """
    columns = tuple(
        Column(name, name, width, choices=_CHOICES.get(name, ())) for name, width in zip(COLUMNS, _WIDTHS, strict=True)
    )
    rows: list[tuple[str, ...]] = []
    for a in assignments:
        place = (a.file or a.document, a.path, _LAYER, a.quote or a.printed)
        rows.append((*place, _ROLE, LABELS.get(a.role, a.role), "", "", "", "", ""))
    name = "核对" if language == "zh" else "corrections"
    return Sheet(name, name, (Table(columns, tuple(rows)),), bare=True)
