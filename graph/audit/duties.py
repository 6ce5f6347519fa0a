"""Checks of one document's duties: who is in charge, who is not, who has too much."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from extract.facts import Responsibility, Section, Span
from graph.audit.model import Finding, finding, head, place
from graph.audit.prose import prose_findings
from graph.audit.tasks import Tasks, collective, in_prose, statements
from graph.tasks import Task
from graph.wording import word
from graph.writer import Reading

_IN_CHARGE = ("lead", "responsible")
_MANY = 5
# From so many items on, and such a share of them with a clause, an item without one stands out.
_SIBLINGS, _SHARE = 2, 0.6
# A document that names a lead in less than half of its tasks has another style, and some exceptions.
_STYLE = 0.5
# Items that tell aims, scope or validity have no clause by nature, nor have articles, which state duties in sentences.
_WITHOUT = re.compile(
    r"第[^/]*[条章节篇]|解释|施行|有效期|制定本|目标|目的|指导思想|总体|原则|适用|现状|基础|附则|形势|要求"
)


def duty_findings(reading: Reading) -> Iterator[Finding]:
    """Yield what is the matter with the duties of one document."""
    tasks = Tasks(reading)
    for piece in reading.facts.unparsed:
        section = tasks.outline.find(piece.path, piece.start)
        at = place(reading, piece.path, section.title if section else "", Span(piece.start, piece.end))
        yield finding("unread-duty", at, f"未能读出：{word(piece.reason)}", piece.quote)
    if not tasks.tasks:
        if not reading.facts.unparsed:
            yield finding("no-duties", head(reading), "该文件未载明责任分工")
        return
    for task in tasks.tasks:
        yield from _task(tasks, task)
    yield from _leads(tasks)
    yield from _without_clause(tasks)
    yield from prose_findings(tasks)
    yield from _overloaded(tasks)


def _who(duties: Iterable[Responsibility], *roles: str) -> list[str]:
    return list(dict.fromkeys(d.agency for d in duties if not roles or d.role in roles))


def _task(tasks: Tasks, task: Task) -> Iterator[Finding]:
    agencies = {a.canonical: a for a in tasks.reading.facts.agencies}
    at = tasks.place(task)
    charged = [d for d in task.duties if d.role in _IN_CHARGE]
    if not charged:
        # A sentence (市审计局依法进行审计监督) tells one agency's part and doesn't set out to name who is in charge.
        # Nor does a line that names who oversees alone.
        overseen = all(d.role == "supervise" for d in task.duties)
        if not overseen and not all(in_prose(d) for d in task.duties):
            others = "、".join(f"{d.agency}（{d.role_term}）" for d in task.duties)
            yield finding("no-owner", at, f"只有配合、会同或督导单位：{others}", others)
    elif all(collective(agencies.get(d.canonical)) for d in charged):
        names = "、".join(_who(charged))
        yield finding("only-collective", at, f"负责的只有泛称单位：{names}", names)
    for duties in statements(task):
        at = tasks.place(task, duties[0])
        leads = _who(duties, "lead")
        if len(leads) > 1:
            yield finding("several-leads", at, f"{len(leads)} 家牵头：{'、'.join(leads)}", "、".join(leads))
        roles: dict[str, dict[str, str]] = defaultdict(dict)
        for duty in duties:
            roles[duty.agency][duty.role] = duty.role_term or duty.role
        for agency, terms in roles.items():
            if len(terms) > 1:
                yield finding("two-roles", at, f"{agency}既为{'又为'.join(terms.values())}", agency)


def _leads(tasks: Tasks) -> Iterator[Finding]:
    """Yield tasks with several responsible and no lead: each where leads are the rule, one for all where they are not."""
    charged = [t for t in tasks.tasks if _who(t.duties, *_IN_CHARGE)]
    led = [t for t in charged if _who(t.duties, "lead")]
    several = [
        t
        for t in charged
        if not _who(t.duties, "lead") and any(len(_who(said, "responsible")) > 1 for said in statements(t))
    ]
    if not several:
        return
    if len(led) >= _STYLE * len(charged):
        for task in several:
            names = _who(task.duties, "responsible")
            message = f"{len(names)} 家负责，无牵头单位：{'、'.join(names)}"
            yield finding("no-lead", tasks.place(task), message, "、".join(names))
        return
    first = several[0]
    style = f"该文件 {len(charged)} 项任务中 {len(led)} 项" if led else "该文件不"
    message = (
        f"{style}设牵头单位，{len(several)} 项任务由多家按职责分工负责，"
        f"如 {first.path} 有 {len(_who(first.duties, 'responsible'))} 家"
    )
    yield finding("no-lead-style", tasks.place(first), message)


def _without_clause(tasks: Tasks) -> Iterator[Finding]:
    """Yield items without a clause among brothers that have one."""
    facts, text = tasks.reading.facts, tasks.reading.text
    covered = [t.span for t in tasks.tasks]
    clauses = {d.path for t in tasks.tasks for d in t.duties if not in_prose(d)}
    children: dict[int, list[Section]] = defaultdict(list)
    for section in facts.sections:
        above = tasks.outline.parents[section.at.start]
        children[above[-1].at.start if above else -1].append(section)
    parted = any("/" in section.path for section in facts.sections)

    def has(section: Section) -> bool:
        """Tell whether a clause stands in the section, or in one above that covers it, or something unread does."""
        inside = any(section.extent.start <= span.start < section.extent.end for span in covered)
        above = any(span.start <= section.at.start and section.body.end <= span.end for span in covered)
        unread = any(section.extent.start <= piece.start < section.extent.end for piece in facts.unparsed)
        return inside or above or unread

    for siblings in children.values():
        owned = sum(has(s) and s.path in clauses for s in siblings)
        if owned < _SIBLINGS or owned / len(siblings) < _SHARE:
            continue
        for section in siblings:
            top = parted and not tasks.outline.parents[section.at.start]
            words = f"{section.path.rsplit('/', 1)[-1]} {section.body.of(text)[:60]}"
            if has(section) or top or _WITHOUT.search(words):
                continue
            at = place(tasks.reading, section.path, section.title, section.body)
            yield finding("no-clause", at, f"并列的 {len(siblings)} 条中 {owned} 条有分工语句，该条没有", section.title)


def _overloaded(tasks: Tasks) -> Iterator[Finding]:
    """Yield agencies above Tukey's fence: the upper quartile plus 1.5 interquartile ranges (Tukey 1977)."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[Task, Responsibility]] = {}
    for task in tasks.tasks:
        for duty in task.duties:
            if duty.role in _IN_CHARGE:
                first.setdefault(duty.canonical, (task, duty))
        counts.update({d.canonical for d in task.duties if d.role in _IN_CHARGE})
    if len(counts) < _MANY:
        return
    low, middle, high = statistics.quantiles(counts.values(), n=4, method="inclusive")
    fence = high + 1.5 * (high - low)
    for canonical, number in counts.most_common():
        if number > fence and number >= _MANY:
            message = (
                f"牵头或负责 {number} 项，占 {len(tasks.tasks)} 项的 {number / len(tasks.tasks):.0%}；"
                f"各单位中位数 {middle:g} 项，界限 {fence:g} 项"
            )
            yield finding("overloaded", tasks.place(*first[canonical]), message, canonical)
