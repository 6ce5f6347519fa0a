"""Agencies by agencies: how often two have a part in the same task, and who leads whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, permutations

from graph.matrix import words
from graph.matrix.model import DocumentInfo, Matrix, Row, by_document
from graph.matrix.unread import unread_note, unread_sheet
from graph.matrix.words import PLAIN, Style
from graph.report.model import Column, Report, Sheet, Table, Value

# A square of more agencies is wider than any sheet that is read; the pairs have them all.
_SQUARE = 120
_NAMED = 6


@dataclass(slots=True)
class _Counts:
    """Common tasks of two agencies, both ways, and tasks that one leads and the other has a part in."""

    common: Counter[tuple[str, str]]
    leads: Counter[tuple[str, str]]


def _count(matrix: Matrix) -> _Counts:
    counts = _Counts(Counter(), Counter())
    for row in matrix.rows:
        for one, other in permutations(row.cells, 2):
            counts.common[one, other] += 1
            if "lead" in row.cells[one].roles and "lead" not in row.cells[other].roles:
                counts.leads[one, other] += 1
    return counts


def together_report(matrix: Matrix, style: Style = PLAIN) -> Report:
    """Return for each document squares of its agencies, then the pairs over all documents with their tasks.

    A square says in how many tasks both have a part, or how many the row's agency leads and the column's takes part in.
    """
    t = style.say
    title = t("单位协作表", "Agencies together")
    sheets = [_sheet(document, part, style) for document, part in by_document(matrix)]
    sheets += [_pairs(matrix, _count(matrix), style), *unread_sheet(matrix, style)]
    return Report(title, tuple(sheets), matrix.stamp, style.language, style.paper)


def _sheet(document: DocumentInfo, part: Matrix, style: Style) -> Sheet:
    t = style.say
    counts = _count(part)
    tables = []
    if counts.common:
        note = t("格内为两单位共同承担的事项数", "cells: tasks in which both have a part")
        tables.append(_square(part, counts.common, t("共同承担", "Together"), note, style))
    if counts.leads:
        note = t("行单位牵头、列单位参与的事项数", "tasks that the row's agency leads and the column's has a part in")
        tables.append(_square(part, counts.leads, t("牵头关系", "Who leads whom"), note, style))
    notes = [*part.notes, *filter(None, (unread_note(part, style, ("“未读出”", "“not read”")),))]
    if not part.rows:
        notes.append(style.word(words.NO_DUTIES))
    elif not counts.leads:
        notes.append(t("所列事项没有牵头与参与之分", "in these tasks nobody leads another"))
    title = f"{words.titled(document)}{t('单位协作表', ': agencies together')}"
    return Sheet(document.title, title, tuple(tables), tuple(notes), about=words.issued(document, style))


def _square(matrix: Matrix, counts: Counter[tuple[str, str]], caption: str, note: str, style: Style) -> Table:
    t = style.say
    rows_of = {a for a, _ in counts}
    columns_of = {b for _, b in counts}
    down = [a for a in matrix.agencies if a.canonical in rows_of][:_SQUARE]
    across = [a for a in matrix.agencies if a.canonical in columns_of][:_SQUARE]
    names = words.headings(matrix.agencies)
    short = {a.canonical: name for a, name in zip(matrix.agencies, names, strict=True)}
    columns = (
        Column("agency", t("单位", "Agency"), 26),
        *(Column(b.canonical, short[b.canonical], 5, "upright") for b in across),
        Column("total", t("合计", "Sum"), 6, "upright"),
    )
    rows: list[tuple[Value, ...]] = []
    for a in down:
        numbers = [counts[a.canonical, b.canonical] for b in across]
        rows.append((short[a.canonical], *(n or None for n in numbers), sum(numbers)))
    left = max(len(rows_of) - _SQUARE, len(columns_of) - _SQUARE, 0)
    if left:
        note += t(f"；另有 {left} 个单位只列入“单位对”表", f"; {left} more agencies are in the pairs only")
    return Table(columns, tuple(rows), caption, note)


def _pairs(matrix: Matrix, counts: _Counts, style: Style) -> Sheet:
    t = style.say
    tasks: dict[tuple[str, str], list[Row]] = {}
    for row in matrix.rows:
        for pair in combinations(sorted(row.cells), 2):
            tasks.setdefault(pair, []).append(row)
    columns = (
        Column("agency_a", t("单位甲", "Agency A"), 30),
        Column("agency_b", t("单位乙", "Agency B"), 30),
        Column("tasks", t("共同事项", "Common tasks"), 10, "mark"),
        Column("a_leads", t("甲牵头", "A leads"), 8, "mark"),
        Column("b_leads", t("乙牵头", "B leads"), 8, "mark"),
        Column("which", t("事项", "Tasks"), 60, "long"),
    )
    several = len(matrix.documents) > 1
    rows = []
    for (a, b), shared in sorted(tasks.items(), key=lambda item: (-len(item[1]), item[0])):
        own = [f"{row.document} {row.path} {row.section}" if several else f"{row.path} {row.section}" for row in shared]
        rest = f"……（{len(own)}）" if len(own) > _NAMED else ""
        which = "；".join(own[:_NAMED]) + rest
        rows.append((a, b, len(shared), counts.leads[a, b], counts.leads[b, a], which))
    table = (Table(columns, tuple(rows)),) if rows else ()
    notes = () if rows else (t("所选文件没有两个单位共同承担的事项", "no two agencies share a task"),)
    return Sheet(t("单位对", "pairs"), t("共同承担事项的单位对", "Pairs of agencies with common tasks"), table, notes)
