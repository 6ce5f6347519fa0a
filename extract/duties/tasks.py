"""The tasks that duties are given on, and one task made of what a sentence says and a clause behind it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract import patterns as re
from extract.duties.items import IN_PROSE
from extract.facts import Responsibility, Span
from extract.records import record

# 王官庄镇, 和龙市: the place, and not its government.
_A_PLACE = re.compile("^[^各有相]+(?:[市县区州盟旗镇乡]|街道)$")


@record
class Task:
    """What a duty is about: its text with its path; ``at`` is where the clause that gives it ends, ``prose`` a sentence's own."""

    path: str
    span: Span
    at: int
    prose: bool = False


def _holds(whole: Span, part: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end and whole != part


def join_stated(tasks: Sequence[Task], found: Sequence[Responsibility]) -> list[Responsibility]:
    """Give what a sentence says of a task to the task itself, where a clause behind it states the duties of both.

    市科技局负责建设平台…。（责任单位：市科技局、市商务局）is one task, in which 市科技局 is responsible once.
    """
    if not any(row.at.rule in IN_PROSE for row in found):
        return list(found)
    clauses: dict[str, list[Task]] = {}
    for task in tasks:
        if not task.prose:
            clauses.setdefault(task.path, []).append(task)
    stated = {(row.path, row.task, row.agency, row.role) for row in found if row.at.rule not in IN_PROSE}
    out: list[Responsibility] = []
    for row in found:
        prose = row.at.rule in IN_PROSE
        whole = next((t for t in clauses.get(row.path, ()) if _holds(t.span, row.task)), None) if prose else None
        if whole is not None and _A_PLACE.search(row.agency):
            # 王官庄镇要建设集聚区。（县工信局负责）: where it is to be; whose it is the clause says.
            continue
        if whole is not None:
            key = (row.path, whole.span, row.agency, row.role)
            if key in stated:
                continue
            stated.add(key)
            row = replace(row, task=whole.span)
        out.append(row)
    return out
