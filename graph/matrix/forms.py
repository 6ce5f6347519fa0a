"""The forms of the matrix by name: what the command line and a program ask for."""

from __future__ import annotations

from collections.abc import Sequence

from graph.corpus import Choice
from graph.matrix import words
from graph.matrix.agencies import agency_report
from graph.matrix.check import check_sheet
from graph.matrix.districts import district_report
from graph.matrix.listing import by_place, list_report
from graph.matrix.model import Matrix, Row, by_document, outlined
from graph.matrix.source import pick
from graph.matrix.together import together_report
from graph.matrix.unread import unread_table
from graph.matrix.words import PLAIN, Style
from graph.report.model import Column, Report, Sheet, Stamp, Table
from graph.writer import Reading

FORMS = {
    "tasks": ("tasks × agencies, roles in the cells", "任务×单位"),
    "list": ("the 分工表 as issued: task, content, lead, responsible, support, deadline, evidence", "分工表"),
    "agency": ("one sheet an agency: what it leads, what it takes part in", "各单位清单"),
    "districts": ("districts × clusters and technologies", "区域×集群、技术"),
    "together": ("agencies × agencies: how often together, who leads whom", "单位×单位"),
    "check": (
        "every duty, deadline, unread passage, target and support measure as a line of the corrections file, to be filled in (核对)",
        "核对",
    ),
}


def report_of(
    form: str, matrix: Matrix, readings: Sequence[Reading] = (), choice: Choice | None = None, style: Style = PLAIN
) -> Report:
    """Return the report of a form.

    Parameters
    ----------
    form
        A key of ``FORMS``. ``tasks`` is here the short table for a terminal, with the agencies of each part in one
        cell; the whole table is written by ``graph.matrix.write``.
    matrix
        The duties.
    readings, choice
        Where the form ``districts`` finds what is placed where; the others do without.
    style
        Language and paper.
    """
    if form == "districts":
        return district_report(readings, choice, style, matrix.stamp)
    if form == "check":
        sheet = check_sheet(matrix, style.language, readings if choice is None or choice.whole else ())
        return Report(matrix.title, (sheet,), _stamped(matrix, form), style.language, style.paper)
    if form == "agency":
        return agency_report(matrix, style, chosen(matrix, choice))
    build = {"tasks": short_report, "list": list_report, "together": together_report}
    return build[form](matrix, style)


def chosen(matrix: Matrix, choice: Choice | None) -> set[str] | None:
    """Return the agencies that a choice by agency, line or role means, None where it means all."""
    if choice is None or choice.whole:
        return None
    return {a.canonical for a in pick(matrix.assignments, choice, only=True)}


def _stamped(matrix: Matrix, form: str) -> Stamp | None:
    # The corrections file has its columns and no other.
    return None if form == "check" else matrix.stamp


def short_report(matrix: Matrix, style: Style = PLAIN) -> Report:
    """Return tasks with the agencies of each part in one cell: what a terminal has room for."""
    columns = (
        Column("path", style.word(words.PATH)),
        Column("task", style.word(words.TASK)),
        Column("lead", style.label("lead")),
        Column("responsible", style.label("responsible")),
        Column("support", style.label("support")),
        Column("count", style.word(words.COUNT), kind="mark"),
    )
    sheets = []
    for document, part in by_document(matrix):
        rows = [_short(item, style) for _, item in outlined(part.rows) if isinstance(item, Row)]
        tables = (*((Table(columns, tuple(rows)),) if rows else ()), *unread_table(part, style))
        notes = part.notes if rows else (style.word(words.NO_DUTIES),)
        about = words.issued(document, style)
        sheets.append(Sheet(document.title, words.titled(document), tables, notes, about=about))
    return Report(matrix.title, tuple(sheets), matrix.stamp, style.language, style.paper)


def _short(row: Row, style: Style) -> tuple[str | int, ...]:
    parts = by_place((a for cell in row.cells.values() for a in cell.assignments), style)
    return (row.path, "：".join(filter(None, (row.above, row.section))), *parts, len(row.cells))
