"""One sheet an agency: what it leads and what it takes part in, over all documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from graph.matrix import words
from graph.matrix.listing import by_place, named_task
from graph.matrix.model import Agency, Assignment, Cell, Matrix, Row
from graph.matrix.shared import Share, shares
from graph.matrix.unread import naming, unread_note, unread_sheet, unread_table
from graph.matrix.words import PLAIN, Style
from graph.report.cells import sheet_names
from graph.report.model import Column, Report, Sheet, Table

Say = Callable[[str, str], str]


def agency_report(matrix: Matrix, style: Style = PLAIN, who: Collection[str] | None = None) -> Report:
    """Return a sheet for each agency (only for those of the full names ``who``), after one that lists all with counts."""
    chosen = [a for a in _by_total(matrix) if who is None or a.canonical in who]
    sheets = [_overview(matrix, chosen, style), *(_sheet(matrix, agency, style) for agency in chosen)]
    sheets += unread_sheet(matrix, style)
    return Report(_title(style), tuple(sheets), matrix.stamp, style.language, style.paper)


def agency_reports(
    matrix: Matrix, style: Style = PLAIN, who: Collection[str] | None = None
) -> Iterator[tuple[str, Report]]:
    """Yield a report of its own for each agency (only for those of ``who``), with a name that a file can have."""
    agencies = [a for a in _by_total(matrix) if who is None or a.canonical in who]
    names = sheet_names([agency.canonical for agency in agencies])
    for name, agency in zip(names, agencies, strict=True):
        sheet = _sheet(matrix, agency, style)
        yield name, Report(sheet.title, (sheet,), matrix.stamp, style.language, style.paper)


def _by_total(matrix: Matrix) -> list[Agency]:
    return sorted(matrix.agencies, key=lambda a: (-a.led, -a.total))


def _title(style: Style) -> str:
    return style.say("各单位任务清单", "Tasks by agency")


def _overview(matrix: Matrix, agencies: Sequence[Agency], style: Style) -> Sheet:
    # Of others that have a part in their tasks only this part would be counted: they are no lines of the list.
    t = style.say
    columns = (
        Column("number", t("序号", "No."), 8, "mark"),
        Column("agency", t("单位", "Agency"), 40),
        Column("short", t("文件中简称", "As named"), 24),
        Column("line", t("条线", "Functional line"), 20),
        Column("lead", t("牵头事项", "Leads"), 10, "mark"),
        Column("responsible", t("负责事项", "Responsible"), 10, "mark"),
        Column("total", t("承担事项合计", "Tasks in all"), 14, "mark"),
    )
    lines = {a.canonical: a.line or "" for a in matrix.assignments}
    rows = tuple(
        (i, a.canonical, a.short, lines[a.canonical], a.led, a.done, a.total) for i, a in enumerate(agencies, 1)
    )
    silent = [d for d in matrix.documents if not any(r.doc_id == d.doc_id for r in matrix.rows)]
    notes = [*matrix.notes, *(f"{words.titled(d)}：{style.word(words.NO_DUTIES)}" for d in silent)]
    notes += filter(None, (unread_note(matrix, style, ("“未读出”", "“not read”")),))
    table = (Table(columns, rows),) if rows else ()
    return Sheet(t("总表", "overview"), _title(style), table, tuple(notes))


def columns(style: Style) -> tuple[Column, ...]:
    """Return the columns of an agency's own list."""
    t = style.say
    return (
        Column("number", t("序号", "No."), 8, "mark"),
        Column("document", style.word(words.DOCUMENT), 24),
        Column("path", style.word(words.PATH), 10),
        Column("task", style.word(words.TASK), 22),
        Column("content", t("主要内容", "What is to be done"), 42, "long"),
        Column("role", t("本单位角色", "Its part"), 11, "mark"),
        Column("lead", t("牵头单位", "Lead"), 16),
        Column("others", t("其他单位", "Others"), 22),
        Column("deadline", t("完成时限", "Due"), 14),
        Column("evidence", style.word(words.EVIDENCE), 30, "long"),
    )


def _sheet(matrix: Matrix, agency: Agency, style: Style) -> Sheet:
    t = style.say
    titles = {document.doc_id: words.numbered(document) for document in matrix.documents}
    rows = [(row, row.cells[agency.canonical]) for row in matrix.rows if agency.canonical in row.cells]
    led = [pair for pair in rows if "lead" in pair[1].roles]
    other = [pair for pair in rows if "lead" not in pair[1].roles]
    tables = []
    for name, pairs in ((t("本单位牵头事项", "Tasks that it leads"), led), (t("参与事项", "Tasks with a part"), other)):
        if pairs:
            lines = tuple(
                _line(i, titles[row.doc_id], row, cell, agency, style) for i, (row, cell) in enumerate(pairs, 1)
            )
            caption = f"{name}{t(f'（{len(pairs)} 项）', f' ({len(pairs)})')}"
            tables.append(Table(columns(style), lines, caption))
    shared = shares(matrix, agency.canonical)
    notes: tuple[str, ...] = ()
    if shared and _kind(matrix, agency) == "department":
        notes = (_told(shared, titles, t),)
    elif shared:
        lines = tuple(_shared(i, titles[share.row.doc_id], share, agency, style) for i, share in enumerate(shared, 1))
        tables.append(Table(columns(style), lines, _given(shared, t)))
    names = {name for _, cell in rows for a in cell.assignments for name in (a.quote, a.short, a.canonical)}
    # Its own sheet may be all that an agency gets: what names it and could not be read stands there, too.
    tables += unread_table(replace(matrix, unread=tuple(naming(matrix.unread, names))), style)
    title = f"{agency.canonical}{t('任务清单', ': tasks')}"
    return Sheet(agency.canonical, title, tuple(tables), notes)


def _kind(matrix: Matrix, agency: Agency) -> str:
    return next(a.kind for a in matrix.assignments if a.canonical == agency.canonical)


def _groups(shared: Sequence[Share]) -> str:
    return "、".join(f"“{name}”" for name in dict.fromkeys(a.short for share in shared for a in share.parts))


def _given(shared: Sequence[Share], t: Say) -> str:
    """Return the heading of what is given to groups that the agency belongs to, or may belong to."""
    sure = all(share.sure for share in shared)
    ask = (
        ""
        if sure
        else t("，其中“有关”等未列明者是否包括本单位请核", "; whether it is among those meant by 有关 is to be checked")
    )
    return t(
        f"文件交给{_groups(shared)}的事项（{len(shared)} 项，未点名本单位{ask}）",
        f"Given to {_groups(shared)} without naming it ({len(shared)}{ask})",
    )


def _told(shared: Sequence[Share], titles: Mapping[str, str], t: Say) -> str:
    """Return the note on what is given to departments that are not named."""
    places: dict[str, list[str]] = {}
    for share in shared:
        places.setdefault(titles[share.row.doc_id], []).append(share.row.path or share.row.section)
    where = t("；", "; ").join(f"《{title}》{'、'.join(dict.fromkeys(paths))}" for title, paths in places.items())
    return t(
        f"另有 {len(shared)} 项交给{_groups(shared)}，未点名，是否涉及本单位请核：{where}",
        f"{len(shared)} more are given to {_groups(shared)}, which may mean it: {where}",
    )


def _shared(number: int, document: str, share: Share, agency: Agency, style: Style) -> tuple[str | int, ...]:
    parts: dict[str, list[Assignment]] = {}
    for a in share.parts:
        parts.setdefault(a.short, []).append(a)
    roles = "；".join(
        f"{style.labels_of(Cell(tuple(a.role for a in own), tuple(own)))}（{name}）" for name, own in parts.items()
    )
    cell = Cell(tuple(dict.fromkeys(a.role for a in share.parts)), share.parts)
    line = _line(number, document, share.row, cell, agency, style)
    return (*line[:5], roles, *line[6:])


def _line(number: int, document: str, row: Row, cell: Cell, agency: Agency, style: Style) -> tuple[str | int, ...]:
    everyone: list[Assignment] = [a for there in row.cells.values() for a in there.assignments]
    lead, _, _ = by_place(everyone, style)
    _, responsible, support = by_place((a for a in everyone if a.canonical != agency.canonical), style)
    rest = "；".join(filter(None, (responsible, support)))
    clauses = "\n".join(words.sentences(cell.assignments))
    roles = style.labels_of(cell)
    task, content = named_task(row, cell.assignments[0].digest)
    return (number, document, row.path, task, content, roles, lead, rest, row.deadline, clauses)
