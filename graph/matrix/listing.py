"""The list (分工表) as it is issued: one numbered line for each task, agencies by their part."""

from __future__ import annotations

from collections.abc import Iterable

from graph.matrix import words
from graph.matrix.model import Assignment, DocumentInfo, Matrix, Row, by_document
from graph.matrix.unread import unread_note, unread_table
from graph.matrix.words import PLAIN, Style
from graph.report.model import Column, Report, Sheet, Table, Value

# The issued form has three columns for agencies. What the clause calls otherwise stands with those who support, and
# says so behind the name.
_PLACES = {"lead": 0, "responsible": 1, "support": 2, "joint": 2, "supervise": 2}


def list_report(matrix: Matrix, style: Style = PLAIN) -> Report:
    """Return the list of a matrix: a sheet for each document, numbered through.

    A document without duties has a sheet that says so.
    """
    t = style.say
    sheets = [_sheet(document, part, style) for document, part in by_document(matrix)]
    if not sheets:
        sheets = [Sheet(t("分工表", "list"), matrix.title, notes=(style.word(words.NO_DOCUMENTS),))]
    return Report(matrix.title, tuple(sheets), matrix.stamp, style.language, style.paper)


def columns(style: Style, persons: bool = False) -> tuple[Column, ...]:
    """Return the columns of the form as issued; with one for persons where a table makes them answer for tasks."""
    t = style.say
    return (
        Column("number", t("序号", "No."), 8, "mark"),
        Column("task", t("重点任务", "Task"), 22),
        Column("content", t("主要内容", "What is to be done"), 52, "long"),
        Column("lead", t("牵头单位", "Lead"), 20),
        Column("responsible", t("责任单位", "Responsible"), 26),
        Column("support", t("配合单位", "Support"), 18),
        *([Column("person", t("责任人", "Person"), 14)] if persons else []),
        Column("deadline", t("完成时限", "Due"), 14),
        Column("evidence", t("依据", "Evidence"), 32, "long"),
    )


def _sheet(document: DocumentInfo, part: Matrix, style: Style) -> Sheet:
    title = words.headed(document, style.say("重点任务分工表", ": list of tasks"), style)
    about = words.issued(document, style)
    beside = unread_table(part, style)
    notes = (*part.notes, *filter(None, (unread_note(part, style, ("表后", "below the table")),)))
    if not part.rows:
        return Sheet(document.title, title, beside, (style.word(words.NO_DUTIES), *part.notes), about=about)
    persons = any(row.person for row in part.rows)
    cells = (_cells(row, style, persons) for row in part.rows)
    rows: tuple[tuple[Value, ...], ...] = tuple((i, *line) for i, line in enumerate(cells, 1))
    groups = tuple(_heading(row) for row in part.rows)
    if any(groups):
        # Below the tasks of another heading one without any would look like one of them.
        first = next(i for i, group in enumerate(groups) if group)
        own = (f"{row.path} {row.section}".strip() for row in part.rows)
        groups = tuple(g or (name if i > first else "") for i, (g, name) in enumerate(zip(groups, own, strict=True)))
    return Sheet(
        document.title, title, (Table(columns(style, persons), rows, groups=groups), *beside), notes, about=about
    )


def _heading(row: Row) -> str:
    """Return the headings above a task with their numbers, outermost first; the task of a measure has its own column.

    The first that has no number (the name of a table, its group) stands in brackets, which part it from a row.
    """
    given = [(path, title) for path, title in row.parents if path or title != row.above]
    bare = next((i for i, (path, _) in enumerate(given) if not path), -1)
    names = [f"{path.rsplit('/', 1)[-1]} {title}".rstrip("：:") if path else title for path, title in given]
    return "　".join(f"【{name}】" if i == bare else name for i, name in enumerate(names))


def _cells(row: Row, style: Style, persons: bool) -> tuple[str, ...]:
    assignments = [a for cell in row.cells.values() for a in cell.assignments]
    places = by_place(assignments, style)
    digest = assignments[0].digest
    task, content = named_task(row, digest)
    clauses = "\n".join(words.sentences(assignments))
    where = f"{style.say('条目', 'item')} {row.path}：" if row.path else ""
    who = [row.person] if persons else []
    return (task, content, *places, *who, row.deadline, f"{where}{clauses}")


def named_task(row: Row, digest: bool) -> tuple[str, str]:
    """Return what a task is called and what is to be done; of a table with measures below tasks the name is the task's."""
    what = "；".join(filter(None, (row.section if row.above else "", row.content)))
    return row.above or row.section, words.marked(what, digest) if what else ""


def by_place(assignments: Iterable[Assignment], style: Style) -> tuple[str, str, str]:
    """Return who leads, who is responsible and who supports, in the order of the document, as columns of the form."""
    found: tuple[dict[tuple[str, str], str], ...] = ({}, {}, {})
    for a in sorted(assignments, key=lambda a: a.place):
        tail = f"（{style.label(a.role)}）" if a.role in {"joint", "supervise"} or a.role not in _PLACES else ""
        names = found[_PLACES.get(a.role, 2)]
        # 市财政局等有关部门: there are others, whom the clause doesn't name.
        names[a.short, tail] = names.get((a.short, tail)) or ("等" if a.others else "")
    lead, responsible, support = (
        joined(f"{name}{etc}{tail}" for (name, tail), etc in names.items()) for names in found
    )
    return lead, responsible, support


def joined(names: Iterable[str]) -> str:
    """Join names by 、, or by ； where one has a 、 of its own (各州、市人民政府), so that it is seen where each ends."""
    given = list(names)
    return ("；" if any("、" in name for name in given) else "、").join(given)
