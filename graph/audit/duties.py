"""Checks of one document's duties: who is in charge, who is not, who has too much."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator

from extract.facts import Responsibility, Section, Span
from graph.audit.model import Finding, finding, head, place
from graph.audit.prose import prose_findings
from graph.audit.tasks import Tasks, collective
from graph.writer import Reading

_IN_CHARGE = ("lead", "responsible")
_MANY = 5
# From so many items on, and such a share of them with a clause, an item without one stands out.
_SIBLINGS, _SHARE = 2, 0.6


def duty_findings(reading: Reading) -> Iterator[Finding]:
    """Yield what is the matter with the duties of one document."""
    tasks = Tasks(reading)
    for piece in reading.facts.unparsed:
        at = place(reading, piece.path, _title(tasks, piece.path, piece.start), Span(piece.start, piece.end))
        yield finding("unread-duty", at, f"未能读出：{piece.reason}", piece.quote)
    if not tasks.tasks:
        if not reading.facts.unparsed:
            yield finding("no-duties", head(reading), "该文件未载明责任分工")
        return
    styled = []
    for (path, _), duties in tasks.tasks:
        yield from _task(tasks, path, duties)
        if not tasks.leads and _several_responsible(duties):
            styled.append((path, duties))
    if styled:
        path, duties = styled[0]
        message = f"该文件不设牵头单位，{len(styled)} 项任务由多家按职责分工负责，如 {path} 有 {len(_who(duties))} 家"
        yield finding("no-lead-style", tasks.place(path, duties[0]), message)
    yield from _without_clause(tasks)
    yield from prose_findings(tasks)
    yield from _overloaded(tasks)


def _title(tasks: Tasks, path: str, start: int) -> str:
    section = tasks.outline.find(path, start)
    return section.title if section else ""


def _who(duties: list[Responsibility], *roles: str) -> list[str]:
    return list(dict.fromkeys(d.agency for d in duties if not roles or d.role in roles))


def _several_responsible(duties: list[Responsibility]) -> bool:
    return not _who(duties, "lead") and len(_who(duties, "responsible")) > 1


def _task(tasks: Tasks, path: str, duties: list[Responsibility]) -> Iterator[Finding]:
    agencies = {a.canonical: a for a in tasks.reading.facts.agencies}
    at = tasks.place(path, duties[0])
    charged = [d for d in duties if d.role in _IN_CHARGE]
    if not charged:
        others = "、".join(f"{d.agency}（{d.role_term}）" for d in duties)
        yield finding("no-owner", at, f"只有配合、会同或督导单位：{others}", others)
    elif all(collective(agencies.get(d.canonical)) for d in charged):
        names = "、".join(_who(charged))
        yield finding("only-collective", at, f"负责的只有泛称单位：{names}", names)
    if tasks.leads and _several_responsible(duties):
        names = "、".join(_who(duties, "responsible"))
        yield finding("no-lead", at, f"{len(_who(duties, 'responsible'))} 家负责，无牵头单位：{names}", names)
    leads = _who(duties, "lead")
    if len(leads) > 1:
        yield finding("several-leads", at, f"{len(leads)} 家牵头：{'、'.join(leads)}", "、".join(leads))
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    for duty in duties:
        roles[duty.agency][duty.role_term] = None
    kinds = {d.agency: {x.role for x in duties if x.agency == d.agency} for d in duties}
    for agency, terms in roles.items():
        if len(kinds[agency]) > 1:
            yield finding("two-roles", at, f"{agency}既为{'又为'.join(terms)}", agency)


def _without_clause(tasks: Tasks) -> Iterator[Finding]:
    """Yield items without a clause among brothers that have one."""
    facts = tasks.reading.facts
    covered = [task for (_, task), _ in tasks.tasks]
    children: dict[int, list[Section]] = defaultdict(list)
    for section in facts.sections:
        above = tasks.outline.parents[section.at.start]
        children[above[-1].at.start if above else -1].append(section)

    def has(section: Section) -> bool:
        """Tell whether a clause stands in the section, or in one above that covers it."""
        inside = any(section.extent.start <= task.start < section.extent.end for task in covered)
        return inside or any(task.start <= section.at.start and section.body.end <= task.end for task in covered)

    for siblings in children.values():
        owned = sum(has(s) for s in siblings)
        if owned < _SIBLINGS or owned / len(siblings) < _SHARE:
            continue
        for section in siblings:
            # A heading that is not left out of a part with clauses: 总体要求 beside 重点任务 has none by nature.
            if has(section) or (not tasks.outline.parents[section.at.start] and _top(facts.sections)):
                continue
            at = place(tasks.reading, section.path, section.title, section.body)
            yield finding("no-clause", at, f"并列的 {len(siblings)} 条中 {owned} 条有分工语句，该条没有", section.title)


def _top(sections: tuple[Section, ...]) -> bool:
    """Tell whether the document has parts, of which some tell the present or the aims and not tasks."""
    return any("/" in section.path for section in sections)


def _overloaded(tasks: Tasks) -> Iterator[Finding]:
    """Yield agencies above Tukey's fence: the upper quartile plus 1.5 interquartile ranges (Tukey 1977)."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, Responsibility]] = {}
    for (path, _), duties in tasks.tasks:
        for canonical in {d.canonical for d in duties if d.role in _IN_CHARGE}:
            counts[canonical] += 1
            first.setdefault(canonical, (path, next(d for d in duties if d.canonical == canonical)))
    if len(counts) < _MANY:
        return
    low, middle, high = statistics.quantiles(counts.values(), n=4, method="inclusive")
    fence = high + 1.5 * (high - low)
    for canonical, number in counts.most_common():
        if number > fence and number >= _MANY:
            path, duty = first[canonical]
            message = (
                f"牵头或负责 {number} 项，占 {len(tasks.tasks)} 项的 {number / len(tasks.tasks):.0%}；"
                f"各单位中位数 {middle:g} 项，界限 {fence:g} 项"
            )
            yield finding("overloaded", tasks.place(path, duty), message, canonical)
