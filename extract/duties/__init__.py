"""Duty clauses: who leads, does, supports, joins or supervises a task.

A clause is found by its form (``clauses``: in brackets, on a line of its own, at the end of a paragraph; ``prose``) and
read by one small grammar (``grammar``, its words in ``words``). Clauses that cover other sections give rows on each
of them (``cover``); rules that the notice states once turn the roles of all (``rules``). What looks like a clause and
yields no names is returned as unparsed, never dropped (``audit``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extract import patterns as re
from extract.duties.audit import EXPLAINS, flat_table, reason_for, rows_left, sentence_around, unread
from extract.duties.bare import only_names
from extract.duties.cells import read_cell, read_columns
from extract.duties.clauses import Clause, find_clauses
from extract.duties.cover import apart, covered, homes, overseen
from extract.duties.grammar import read_clause
from extract.duties.items import (
    IN_PROSE,
    OPENING,
    find_items,
    find_subjects,
    joined_by,
    lists_tasks,
    opening,
    parted,
    read_item,
)
from extract.duties.nobody import says_nobody
from extract.duties.parts import Part, beside_leads
from extract.duties.past import told_of_past
from extract.duties.references import referring
from extract.duties.rules import Rules, find_rules, is_only_rule, rules_of_clause
from extract.duties.said import said_plainly
from extract.duties.same import same_parts
from extract.duties.tasks import Task, join_stated
from extract.duties.wording import clause_parts, of_lines, prose_parts, without
from extract.duties.words import is_signal, label_of, label_word, role_words
from extract.facts import Responsibility, Span, Unparsed
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim
from extract.resolve import Context, resolve
from extract.tables import TableRow
from extract.tables.model import without_level

# Behind the signature 主办单位 is the host of the page.
_HOST = re.compile(r"\s*(?:本?网站|网页|页面)?\s*(?:主办|承办|协办|联系|技术支持)单位")
_SEATED = re.compile("[^，,。；;:：]{0,30}(?:设在|设于|挂靠)")
_MIN_HEADS = 2
_MIN_LIST = 3
_MAX_NAMES = 80
_LINE = re.compile(r"[^\n]+")
_NOT_A_NAME = "not an agency's name, or no role word for it"


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
    reader = _Reader(outline, context)
    for path, row in outline.rows:
        reader.take_row(path, row)
    rows = [row.extent for _, row in outline.rows]
    begins = [row.start for row in rows]
    for clause in find_clauses(outline, context):
        index = bisect_right(begins, clause.outer.start) - 1
        if index < 0 or clause.outer.start >= rows[index].end:
            reader.take(clause)
    reader.take_items()
    return reader.result()


class _Reader:
    """Gathers the duties of a policy clause by clause."""

    def __init__(self, outline: Outline, context: Context) -> None:
        self.outline = outline
        self.context = context
        self.found: list[Responsibility] = []
        self.unread: list[Unparsed] = []
        self.settled: list[Span] = [s for _, row in outline.rows for s in (row.extent, row.heading)]
        self.taken: set[str] = set()
        self.closed: set[str] = set()
        self.tasks: list[Task] = []
        self.last_of: dict[str, int] = {}
        self.covering: list[tuple[int, Clause, Part]] = []
        self.block: tuple[int, tuple[str, ...]] | None = None
        # Whether a line of the block that is being read says who leads.
        self.led = False
        self.paths = {s.path: s for s in outline.sections}
        self.rules = find_rules(outline.span.of(outline.text))
        self.canonical: dict[str, str] = {}
        self.flat = flat_table(outline, self.settled)
        self.here: dict[tuple[str, Span], set[tuple[str, str]]] = {}

    def take(self, clause: Clause) -> None:
        """Read one clause; one that gives several items to others each is taken apart."""
        pieces = (
            apart(self.outline, clause) or referring(self.outline, clause) or overseen(self.outline, clause, self.taken)
        )
        for paths, piece in pieces:
            self._take(piece, paths)
        if not pieces:
            self._take(clause, ())

    def _take(self, clause: Clause, given: tuple[str, ...]) -> None:
        """Read a clause whose words stand for ``given`` paths, or for those that its place says."""
        text = self.outline.text
        words, base = clause.inner.of(text), clause.inner.start
        if clause.label:
            column = label_of(clause.label)
            given_by = read_clause(words, Span(0, len(words)), self.context, column)
            parts, strange = tuple(given_by[0]), tuple(given_by[1])
        elif not clause.prose and (same := self._same(clause)) is not None:
            parts, strange = same
        else:
            parts, strange = (prose_parts if clause.prose else clause_parts)(words, self.context)
            if clause.prose and parts and (past := told_of_past(words, self.context.date)):
                parts, strange = without(parts, past), ()
                if not parts:
                    self.settled.append(clause.outer)
                    return
        if not parts and is_only_rule(words):
            # （注：列第一位的为牵头单位，其他为责任单位。）: who it is that leads stands in the clauses.
            self.settled.append(clause.outer)
            return
        if not parts and (clause.prose or (strange and not is_signal(words) and not of_lines(words, strange))):
            # Nobody has a part in a sentence of prose, or in a bracket that holds no duty clause.
            return
        if clause.outer.start >= self.outline.closing.start and _HOST.match(text, clause.inner.start):
            self.settled.append(clause.outer)
            return
        self.led = self.led and not given
        paths = given or self._homes(clause)
        if not parts and not clause.prose and _SEATED.match(words):
            # （办公室设在区委办，电话…）
            self.settled.append(clause.outer)
            return
        if not parts and reason_for(text, clause.inner, clause.inner) == EXPLAINS:
            self.settled.append(clause.outer)
            return
        self.settled.append(clause.outer)
        if clause.prose and parts and self.flat.start < clause.outer.end and clause.outer.start < self.flat.end:
            self._miss(paths[0], clause.outer, "in a table that has lost its lines")
            return
        for span in strange:
            self._miss(paths[0], Span(base + span.start, base + span.end), _NOT_A_NAME)
        if not parts:
            if not strange and not says_nobody(words):
                self._miss(paths[0], clause.outer, "a duty clause without a name")
            return
        own: Sequence[Part] = [part for part in parts if not (part.later or part.above)]
        later = [part for part in parts if part.later or part.above]
        if not given:
            self.covering += [(clause.outer.start, clause, part) for part in later]
        if not clause.prose:
            # 牵头单位：A on the line above: no rule need say who of the others leads.
            self.led = self.led or (clause.own_line and any(part.role == "lead" for part in own))
            # 排在首位的为牵头单位 in the clause itself: nothing else is ruled by it.
            stated = rules_of_clause(words) if "位" in words else Rules()
            own = own if self.led else (self.rules | stated).apply(own, words, own=stated != Rules())
        for path in paths:
            self._add(
                self._task(path, clause, bool(given)),
                clause,
                (*own, *(part for part in later if not part.below)),
                "prose" if clause.prose else "clause",
                base,
            )

    def _same(self, clause: Clause) -> tuple[tuple[Part, ...], tuple[Span, ...]] | None:
        words, here = clause.inner.of(self.outline.text), self.outline.path_at(clause.outer.start)
        if "同" not in words:
            return None
        return same_parts(words, here, [task.path for task in self.tasks], self.found, self.context)

    def take_items(self) -> None:
        """Read the lists that name a body before each item, where no word of duty has said so already."""
        text, outline = self.outline.text, self.outline
        tables = sorted((row.extent.start, row.extent.end) for _, row in outline.rows)

        def in_table(at: int) -> bool:
            index = bisect_right(tables, (at, len(text))) - 1
            return index >= 0 and at < tables[index][1]

        whole_lines = [
            line
            for match in _LINE.finditer(text, outline.span.start, outline.closing.start)
            if (line := trim(text, Span(match.start(), match.end()))).start < line.end and not in_table(line.start)
        ]
        self._take_names(whole_lines)
        lines = [item for line in whole_lines for item in parted(text, line)]
        beside = {row.at.start for row in self.found if row.at.rule in IN_PROSE}
        items = [(i, read_item(text, i.names, i.said, self.context)) for i in find_items(text, lines, beside)]
        # One heading that is a body's name may be anything; a list has several.
        below = sum(item.below for item, part in items if part is not None)
        told = [(item, part) for item, part in items if part is not None and (not item.below or below >= _MIN_HEADS)]
        spoken = [row.at.evidence for row in self.found]
        clauses = [row.at.evidence for row in self.found if row.at.rule not in IN_PROSE]
        for run in find_subjects(text, lines, self.context):
            have = [any(item.whole.start < at.end and at.start < item.whole.end for at in spoken) for item in run]
            # 四、市农业农村局大力推广…, among items that say in words of duty what their subjects do.
            if len(run) >= _MIN_LIST and 2 * sum(have) >= len(run):
                told += [
                    (item, part)
                    for item, has in zip(run, have, strict=True)
                    if not has and (part := read_item(text, item.names, item.said, self.context)) is not None
                ]
        for item, part in told:
            names, whole = item.names, item.whole
            path = outline.path_at(names.start)
            section = outline.section_at(names.start)
            above = outline.headings(section) if section is not None else ()
            if item.said.end == item.said.start and any(section is not None and at in section.extent for at in clauses):
                # The items below have clauses that say whose they are.
                continue
            if not lists_tasks(above[1:] if section is not None and section.at.end > names.start else above):
                continue
            has = {
                row.agency
                for row in self.found
                if row.path == path or (row.at.evidence.start < whole.end and whole.start < row.at.evidence.end)
            }
            fresh = replace(part, names=tuple(name for name in part.names if name.agency not in has))
            if fresh.names:
                clause = Clause(whole, whole, own_line=False, prose=True)
                self.settled.append(whole)
                self._add(self._task(path, clause, given=False), clause, (fresh,), "item", 0)

    def _take_names(self, lines: Sequence[Span]) -> None:
        """Read lines that hold the names of bodies and nothing else, each below an item; one alone may be anything."""
        text = self.outline.text
        named = []
        for above, line in pairwise(lines):
            words = line.of(text)
            if len(words) > _MAX_NAMES or " " in words or not only_names(words, self.context):
                continue
            if self.outline.section_at(line.start) is None:
                continue
            if number_at(text, line.start) is None and number_at(text, above.start) is not None:
                named.append(line)
        for line in named if len(named) >= _MIN_HEADS else ():
            clause = Clause(line, line, own_line=True)
            if not any(row.at.evidence.start < line.end and line.start < row.at.evidence.end for row in self.found):
                self.take(clause)

    def take_row(self, path: str, row: TableRow) -> None:
        """Read one row of a table: each cell under the role of its column, each bracket in it by its own verb."""
        text = self.outline.text
        parts: list[Part] = []
        for heading, cell in row.roles:
            named = re.sub(r"[(（].*", "", heading)
            # A column of 市级部门 says whose the task is, as 责任单位 does.
            column = (
                label_word(named)
                or label_word(without_level(named))
                or role_words("short").get(named)
                or label_of("责任单位")
            )
            found, strange = read_cell(text, cell, self.context, column)
            parts += found
            for span in strange:
                self._miss(path, span, _NOT_A_NAME)
        parts += read_columns(text, row, self.context)
        if parts:
            clause = Clause(row.extent, row.extent, own_line=False)
            task = Task(path, row.title, row.extent.end)
            self._remember(task)
            self._add(task, clause, self.rules.apply(beside_leads(parts), text), "row", 0)

    def result(self) -> tuple[tuple[Responsibility, ...], tuple[Unparsed, ...]]:
        """Spread the parts that cover later sections, and return everything in the order of the tasks."""
        stated = {task.path for task in self.tasks if not task.prose}
        for position, clause, part in self.covering:
            if part.above:
                for task in [] if clause.own_line else self.tasks:
                    if task.at < position and not (task.prose and task.path in stated):
                        self._add(task, clause, (part,), "covering", clause.inner.start)
                continue
            reach = covered(self.outline, clause)
            for section in reach.bare(self.outline, self.taken):
                self._remember(Task(section.path, section.body, section.body.end))
            for task in self.tasks:
                # A sentence besides the clause of its section is covered with it.
                first = clause.outer.end + 1 if part.below else position + 1
                if first <= task.at <= reach.end and not (task.prose and task.path in stated):
                    self._add(task, clause, (part,), "covering", clause.inner.start)
        self._take_said()
        self.found = join_stated(self.tasks, self.found)
        text = self.outline.text
        settled = [*self.settled, *(row.at.evidence for row in self.found)]
        for span in unread(text, self.outline.span, settled):
            path = self.outline.path_at(span.start)
            above = path.rpartition("/")[0]
            subject = any(row.path == above and row.at.rule in OPENING for row in self.found)
            joined = joined_by(text, span, self.context) if subject else None
            if joined is not None:
                clause = Clause(span, span, own_line=False, prose=True)
                self._add(self._task(path, clause, given=False), clause, (joined,), "item", 0)
            else:
                self._miss(path, span, "words of duty, but no agency that is known")
        known = [s for _, row in self.outline.rows for s in (row.extent, row.heading)]
        known += [row.at.evidence for row in self.found]
        for span in rows_left(self.outline, known, self.context):
            self._miss(self.outline.path_at(span.start), span, "a row of a table that could not be read")
        order = {(task.path, task.span): task.at for task in self.tasks}
        self.found.sort(key=lambda row: (order[row.path, row.task], row.at.start))
        self.unread.sort(key=lambda piece: (piece.start, piece.end))
        return tuple(opening(self.outline, self.found)), tuple(self.unread)

    def _take_said(self) -> None:
        """Give departments what they are said to do where nothing else of the phrase was read."""
        text = self.outline.text
        told = {task.span for task in self.tasks if task.prose}
        read = [span for span in self.settled if span not in told]
        read += [Span(row.at.start, row.at.end) if row.task in told else row.at.evidence for row in self.found]
        read += [Span(piece.start, piece.end) for piece in self.unread]
        for said in said_plainly(self.outline, read, tuple(told), self.context):
            path = self.outline.path_at(said.phrase.start)
            if not said.sure:
                self._miss(path, said.phrase, "what a department is said to do, amid a sentence")
                continue
            body = self.paths[path].body
            whole = next((t for t in told if t.start <= said.phrase.start < t.end), None)
            whole = whole or sentence_around(text, said.phrase.start, body)
            clause = Clause(whole, whole, own_line=False, prose=True)
            self._add(self._task(path, clause, given=False), clause, (said.part,), "said", 0)

    def _homes(self, clause: Clause) -> tuple[str, ...]:
        """Return the paths of a clause; a line right below another line of duties belongs where that one does."""
        text = self.outline.text
        paths = homes(self.outline, clause, self.taken, self.closed)
        if (
            clause.own_line
            and self.block is not None
            and not text[self.block[0] : clause.outer.start].strip("。;；").strip()
        ):
            paths = self.block[1]
        else:
            self.led = False
        self.block = (clause.outer.end, paths) if clause.own_line else None
        return paths

    def _canonical(self, agency: str) -> str:
        # A policy names few agencies many times.
        if agency not in self.canonical:
            self.canonical[agency] = resolve(agency, self.context).canonical
        return self.canonical[agency]

    def _miss(self, path: str, span: Span, reason: str) -> None:
        self.unread.append(Unparsed(path, span.start, span.end, span.of(self.outline.page.text), reason))

    def _task(self, path: str, clause: Clause, given: bool) -> Task:
        """Return the text that a clause is about: its section up to it, behind the last clause; in prose its sentence."""
        outline = self.outline
        if given:
            # 上述第2项由B牵头: the item itself, which may have a clause of its own.
            stated = next((t for t in self.tasks if t.path == path and not t.prose), None)
            if stated is not None:
                return stated
            body = self.paths[path].body
            span = trim(outline.text, Span(body.start, max(body.start, min(body.end, clause.outer.start))))
        elif clause.prose:
            span = clause.outer
        else:
            home = self.paths.get(path)
            start = self.last_of.get(path, home.body.start if home else outline.preamble.start)
            span = trim(outline.text, Span(min(start, clause.outer.start), clause.outer.start))
        task = Task(path, span, clause.outer.end, clause.prose)
        self._remember(task)
        if not clause.prose:
            self.closed.add(path)
        return task

    def _remember(self, task: Task) -> None:
        self.taken.add(task.path)
        self.tasks.append(task)
        # A sentence before a clause is part of what the clause is about.
        if not task.prose:
            self.last_of[task.path] = max(task.at, self.last_of.get(task.path, 0))

    def _add(self, task: Task, clause: Clause, parts: Iterable[Part], rule: str, base: int) -> None:
        """Give a task to the names of parts whose places count from ``base``."""
        here = self.here.setdefault((task.path, task.span), set())
        for part in parts:
            for name in part.names:
                if (name.agency, part.role) in here:
                    continue
                here.add((name.agency, part.role))
                start, end = base + name.at.start, base + name.at.end
                at = self.outline.page.mention(start, end, f"duties.{rule}", evidence=clause.outer)
                who = self._canonical(name.agency)
                row = Responsibility(task.path, name.agency, who, part.role, part.term, task.span, at)
                self.found.append(row)
