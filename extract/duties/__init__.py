"""Duty clauses: who leads, does, supports, joins or supervises a task.

A clause is found by its form (``clauses``: in brackets, on a line of its own, at the end of a paragraph, in prose) and
read by one small grammar (``grammar``). Clauses that cover later sections give rows on each of them; rules that
the notice states once turn the roles of all. What looks like a clause and yields no names is returned as
unparsed, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.duties.clauses import Clause, brackets, find_clauses, is_signal
from extract.duties.grammar import Part, names_persons, read_clause, role_words
from extract.facts import Responsibility, Span, Unparsed
from extract.names import is_known
from extract.outline import Outline
from extract.page import trim
from extract.resolve import Context, resolve
from extract.tables import TableRow

_ABOVE = re.compile(r"[(（〔\[［【\s]*(?:以上|上述)")
# Characters that end the name of a body.
_NAME_END = re.compile(r"[委厅局办部署院室处会队府区市县位门关]")
_NO_DUTY = re.compile(r"负责解释|解释权")
# Rules that a notice states once for all clauses behind it.
_FIRST_LEADS = re.compile(
    r"(?:列|排)(?:名|在)?(?:首位|第一(?:位|个)?)的?(?:责任)?(?:单位|部门)(?:为|是|即为)[^。\n]{0,6}牵头"
)
_SOLE_LEADS = re.compile(
    r"(?:无|没有|未明确|未列)牵头(?:责任)?(?:单位|部门)的[,，]?\s*责任(?:单位|部门)(?:即)?(?:为|是)牵头"
)


def _home(outline: Outline, clause: Clause, taken: set[str]) -> str:
    """Return the path that a clause belongs to.

    On a paragraph of its own after the last sub-item, where no sub-item has a clause of its own, or
    where it says 以上, it belongs to the parent.
    """
    section = outline.section_at(clause.outer.start)
    if section is None:
        return ""
    parents = outline.parents(section)
    above = _ABOVE.match(clause.outer.of(outline.text)) is not None
    if not parents or not (clause.own_line or above):
        return section.path
    parent = parents[-1]
    siblings = [s for s in outline.sections if outline.parents(s)[-1:] == (parent,)]
    last = siblings[-1].path == section.path
    if above or (last and section.path in taken):
        return parent.path
    if last and len(siblings) > 1 and not any(s.path in taken for s in siblings):
        return parent.path
    return section.path


def find_duties(outline: Outline, context: Context) -> tuple[tuple[Responsibility, ...], tuple[Unparsed, ...]]:
    """Read every duty clause of a policy.

    Parameters
    ----------
    outline
        The policy with its sections.
    context
        Jurisdiction and date, which decide what a name stands for.

    Returns
    -------
    tuple
        One :class:`Responsibility` for each (clause, agency, role), and one :class:`Unparsed` for each
        piece that looks like a duty and could not be read.
    """
    text = outline.text
    reader = _Reader(outline, context)
    for path, row in outline.rows:
        reader.take_row(path, row)
    rows = [row.extent for _, row in outline.rows]
    for clause in find_clauses(outline):
        if any(row.start <= clause.outer.start < row.end for row in rows):
            continue
        if not _NO_DUTY.search(clause.outer.of(text)):
            reader.take(clause)
    return reader.result()


@dataclass(frozen=True, slots=True)
class _Task:
    path: str
    span: Span
    at: int


class _Reader:
    """Gathers the duties of a policy clause by clause."""

    def __init__(self, outline: Outline, context: Context) -> None:
        self.outline = outline
        self.context = context
        self.found: list[Responsibility] = []
        self.unread: list[Unparsed] = []
        self.taken: set[str] = set()
        self.tasks: list[_Task] = []
        self.covering: list[tuple[int, Clause, Part]] = []
        self.paths = {s.path: s for s in outline.sections}
        policy = outline.span.of(outline.text)
        self.first_leads = _FIRST_LEADS.search(policy) is not None
        self.sole_leads = _SOLE_LEADS.search(policy) is not None

    def take(self, clause: Clause) -> None:
        """Read one clause."""
        text = self.outline.text
        path = _home(self.outline, clause, self.taken)
        if clause.prose:
            parts = self._prose(clause.inner)
            strange: list[Span] = []
            if not parts:
                return
        else:
            parts, strange = read_clause(text, clause.inner, self.context)
            if not parts and strange and not is_signal(clause.inner.of(text)):
                parts, strange = self._bare(clause.inner), []
                if not parts:
                    return
        for span in strange:
            self._miss(path, span, "not an agency's name, or no role word for it")
        if not parts:
            if not strange and not names_persons(clause.inner.of(text)):
                self._miss(path, clause.outer, "a duty clause without a name")
            return
        own = [part for part in parts if not part.later]
        task = self._task(path, clause)
        self.covering += [(clause.outer.start, clause, part) for part in parts if part.later]
        if not clause.prose:
            own = self._ruled(own)
        self._add(task, clause, (*own, *(part for part in parts if part.later)), "prose" if clause.prose else "clause")

    def take_row(self, path: str, row: TableRow) -> None:
        """Read one row of a table: each cell under the role of its column, each bracket in it by its own verb."""
        text = self.outline.text
        labels = {word.text: word for word in role_words("label")}
        parts: list[Part] = []
        for heading, cell in row.roles:
            pieces = [(cell, labels.get(heading))]
            for bracket in brackets(text, cell):
                inner = Span(bracket.start + 1, bracket.end - 1)
                if is_signal(inner.of(text)):
                    pieces = [(Span(cell.start, bracket.start), labels.get(heading)), (inner, None)]
            for piece, column in pieces:
                found, strange = read_clause(text, piece, self.context, column)
                parts += found
                for span in strange:
                    self._miss(path, span, "not an agency's name, or no role word for it")
        if parts:
            clause = Clause(row.extent, row.extent, own_line=False)
            task = _Task(path, row.title, row.extent.end)
            self.taken.add(path)
            self.tasks.append(task)
            self._add(task, clause, self._ruled(parts), "row")

    def result(self) -> tuple[tuple[Responsibility, ...], tuple[Unparsed, ...]]:
        """Spread the parts that cover later sections, and return everything in the order of the tasks."""
        for position, clause, part in self.covering:
            for task in self.tasks:
                if task.at > position:
                    self._add(task, clause, (part,), "covering")
        order = {(task.path, task.span): task.at for task in self.tasks}
        self.found.sort(key=lambda row: order[row.path, row.task])
        return tuple(self.found), tuple(self.unread)

    def _prose(self, inner: Span) -> list[Part]:
        """Read the longest beginning of a sentence that names agencies and nothing else.

        What they do follows without a mark (会同市发展改革委制定标准), so that the end of the last name must be found.
        """
        text = self.outline.text
        for end in range(inner.end, inner.start + 2, -1):
            if end < inner.end and not _NAME_END.match(text[end - 1]):
                continue
            parts, strange = read_clause(text, Span(inner.start, end), self.context)
            if parts and not strange and self._known(parts):
                return parts
        return []

    def _bare(self, inner: Span) -> list[Part]:
        """Read a bracket of nothing but agencies as theirs to do; most of them must be known."""
        word = next(w for w in role_words("verb") if w.text == "负责")
        parts, strange = read_clause(self.outline.text, inner, self.context, replace(word, term=""))
        names = [name.agency for part in parts for name in part.names]
        known = sum(is_known(name, self.context) for name in names)
        return parts if not strange and 2 * known > len(names) else []

    def _known(self, parts: list[Part]) -> bool:
        """In prose only names that a rule knows count: 企业负责 gives nobody a duty."""
        names = [name.agency for part in parts for name in part.names]
        return all(is_known(name, self.context) for name in names)

    def _miss(self, path: str, span: Span, reason: str) -> None:
        self.unread.append(Unparsed(path, span.start, span.end, span.of(self.outline.text), reason))

    def _task(self, path: str, clause: Clause) -> _Task:
        """Return the text that a clause is about: its section up to it, behind the last clause; in prose its sentence."""
        outline = self.outline
        if clause.prose:
            span = clause.outer
        else:
            home = self.paths.get(path)
            before = [t.at for t in self.tasks if t.path == path]
            start = max(before) if before else home.body.start if home else outline.preamble.start
            span = trim(outline.text, Span(min(start, clause.outer.start), clause.outer.start))
        task = _Task(path, span, clause.outer.end)
        self.taken.add(path)
        self.tasks.append(task)
        return task

    def _ruled(self, parts: list[Part]) -> list[Part]:
        """Apply a rule that the notice states once: the first agency named leads, or a sole one does."""
        if any(part.role == "lead" for part in parts):
            return parts
        out: list[Part] = []
        for part in parts:
            if part.role != "responsible" or not (self.first_leads or self.sole_leads):
                out.append(part)
            elif self.sole_leads:
                out.append(replace(part, role="lead"))
            elif not any(p.role == "lead" for p in out):
                out.append(replace(part, names=part.names[:1], role="lead"))
                out.append(replace(part, names=part.names[1:]))
            else:
                out.append(part)
        return [part for part in out if part.names]

    def _add(self, task: _Task, clause: Clause, parts: Iterable[Part], rule: str) -> None:
        here = {(r.agency, r.role) for r in self.found if r.path == task.path and r.task == task.span}
        for part in parts:
            for name in part.names:
                if (name.agency, part.role) in here:
                    continue
                here.add((name.agency, part.role))
                who = resolve(name.agency, self.context)
                at = self.outline.page.mention(name.at.start, name.at.end, f"duties.{rule}", evidence=clause.outer)
                row = Responsibility(task.path, name.agency, who.canonical, part.role, part.term, task.span, at)
                self.found.append(row)
