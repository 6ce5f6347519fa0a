"""Agencies that an item names in its text and its clause leaves out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from extract.facts import Responsibility, Span
from graph.audit.model import Finding, finding, place
from graph.audit.tasks import Tasks, collective, in_prose
from seeds.tables import rows

# A name of fewer letters (省厅, 各区) is met in words that mean something else.
_SHORTEST = 4
_ENDS = "委员会|办公室|厅|局|委|办"


@cache
def _by_line() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds a department by its functional line (省商务厅), and the line of each of its words."""
    lines: dict[str, str] = {}
    for row in rows("lines"):
        for word in (row["stem"], *row["forms"].split("|")):
            if len(word) > 1:
                lines.setdefault(word, row["line"])
    words = "|".join(map(re.escape, sorted(lines, key=len, reverse=True)))
    # 各市、县科技局 and 地级以上市商务局 are no single agency of the document's own level.
    return re.compile(rf"(?<![各、级上城县])[省市](?P<word>{words})(?:{_ENDS})(?![\u4e00-\u9fff]?属)"), lines


def prose_findings(tasks: Tasks) -> Iterator[Finding]:
    """Yield agencies that an item gives a duty in prose, or only names, and that its clause does not have."""
    facts = tasks.reading.facts
    prose = [d for d in facts.responsibilities if in_prose(d)]
    clauses = {d.at.evidence for d in facts.responsibilities if not in_prose(d)}
    lines = {a.canonical: a.line for a in facts.agencies}
    paths: dict[Span, set[str]] = defaultdict(set)
    for duty in facts.responsibilities:
        paths[duty.at.evidence].add(duty.path)
    covering = {evidence for evidence, where in paths.items() if len(where) > 1}
    for task in tasks.tasks:
        listed = [d for d in task.duties if not in_prose(d)]
        if not listed:
            continue
        # A sentence behind the clause, or one that covers the item among others (以上任务由…), is one in its own right.
        owners = {
            d.canonical
            for d in task.duties
            if d in listed or not task.states(d) or d.at.evidence in covering or d.task == d.at.evidence
        }
        title = task.section.title if task.section else ""
        for duty in (d for d in prose if d.at.evidence in task.span):
            if duty.canonical not in owners:
                at = place(tasks.reading, task.path, title, duty.at.evidence)
                message = f"正文写明{duty.agency}{duty.role_term}，分工语句中没有该单位"
                yield finding("prose-duty", at, message, duty.agency)
                owners.add(duty.canonical)
        owned = {lines.get(canonical) for canonical in owners}
        for name, span in _named(tasks, task.span, owners, owned, clauses, listed):
            at = place(tasks.reading, task.path, title, sentence(tasks.reading.text, span.start, task.span))
            yield finding("prose-duty", at, f"正文点名{name}，分工语句中没有该单位", name)


def _named(
    tasks: Tasks,
    task: Span,
    owners: set[str],
    owned: set[str | None],
    clauses: set[Span],
    listed: Sequence[Responsibility],
) -> Iterator[tuple[str, Span]]:
    """Yield the agencies named in a task's text outside its clauses, each once, with where."""
    text = tasks.reading.text
    found: dict[str, Span] = {}
    for agency in tasks.reading.facts.agencies:
        if agency.canonical in owners or collective(agency):
            continue
        for name in (agency.canonical, agency.short):
            if len(name) >= _SHORTEST:
                for match in re.finditer(re.escape(name), text[task.start : task.end]):
                    found.setdefault(agency.short, Span(task.start + match.start(), task.start + match.end()))
    pattern, lines = _by_line()
    printed = {d.agency for d in listed}
    for match in pattern.finditer(text, task.start, task.end):
        if lines[match["word"]] not in owned and match.group() not in printed:
            found.setdefault(match.group(), Span(match.start(), match.end()))
    for name, span in sorted(found.items(), key=lambda item: item[1].start):
        if not any(span in clause for clause in clauses):
            yield name, span


def sentence(text: str, start: int, within: Span) -> Span:
    """Return the sentence around a place, inside a span."""
    begins = max(text.rfind(mark, within.start, start) + 1 for mark in "。；;\n")
    ends = [end for end in (text.find(mark, start, within.end) for mark in "。；;\n") if end >= 0]
    return Span(max(begins, within.start), min(ends) + 1 if ends else within.end)
