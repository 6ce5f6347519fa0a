"""The assignments of documents, read from their facts, arranged as a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.facts import Agency, Responsibility, Section, Span
from graph.corpus import Choice, Outline, choose, documents_of, named
from graph.matrix.deadlines import deadline
from graph.matrix.model import Assignment, DocumentInfo, Matrix, make_matrix
from graph.report.model import Stamp, stamp_of
from graph.store import Graph
from graph.writer import Reading

_TITLE = "重点任务责任分工表"
# A clause on its own, in brackets or behind its label, tells nothing of the task itself.
_CLAUSE = re.compile(r"[(（〔\[【]|(?:牵头|责任|配合|协办|主办|参与|督导)?(?:单位|部门)[:：]")
_CONTENT = 1_200
_EDGES = " \t\r\n。；;，,、:：."


def matrix_of(
    graph: Graph,
    document: str | None = None,
    *,
    choice: Choice | None = None,
    today: bool = False,
    only: bool = False,
) -> Matrix:
    """Return who owns what, for one document or all.

    Parameters
    ----------
    graph
        A built graph.
    document
        Words of the title of the documents to show; all by default. The same as ``choice.document``.
    choice
        Which documents and duties to show.
    today
        Put who holds an agency's work today in its place, where that is known.
    only
        Show of the chosen tasks only the parts that were chosen, not those of the others in the same task.

    Raises
    ------
    QueryError
        If nothing is chosen: no document has these words in its title, no agency has that name.
    """
    wanted = choice or Choice(document=document)
    return matrix_from(documents_of(graph), wanted, today=today, only=only, stamp=stamp_of(graph))


def matrix_from(
    readings: Sequence[Reading],
    choice: Choice,
    *,
    today: bool = False,
    only: bool = False,
    stamp: Stamp | None = None,
) -> Matrix:
    """Return who owns what in the documents given, as :func:`matrix_of` does for those of a graph."""
    chosen = choose(readings, choice)
    infos = [DocumentInfo(d.title, d.sha256, d.digest) for d in (r.facts.document for r in chosen)]
    assignments = pick([a for r in chosen for a in assignments_of(r)], choice, only)
    notes: list[str] = []
    if today:
        assignments, notes = held_today(assignments)
    title = infos[0].title if len(infos) == 1 else _TITLE
    return make_matrix(assignments, infos, title, stamp, notes)


def assignments_of(reading: Reading) -> Iterator[Assignment]:
    """Yield each agency's part in each task of one document, with the clause that says so."""
    document, text = reading.facts.document, reading.text
    agencies = {a.canonical: a for a in reading.facts.agencies}
    outline = Outline(reading)
    tasks: dict[tuple[str, Span], list[Responsibility]] = {}
    for duty in reading.facts.responsibilities:
        tasks.setdefault((duty.path, duty.task), []).append(duty)
    for (path, task), duties in tasks.items():
        section = outline.find(path, task.start)
        clauses = [d.at.evidence for d in duties]
        above = outline.parents[section.at.start] if section else ()
        content = _content(text, section, task, clauses)
        due = deadline(task.of(text), [c.of(text) for c in dict.fromkeys(clauses)])
        name = (section.title or path) if section else task.of(text)[:30] or document.title
        for duty in duties:
            agency = agencies.get(duty.canonical) or _unknown(duty)
            yield Assignment(
                document=document.title,
                doc_id=document.sha256,
                digest=document.digest,
                path=path,
                section=name,
                parents=tuple((s.path, s.title or s.path) for s in above),
                # Tasks stand where their text begins, so that two clauses of one section are two rows.
                order=task.start,
                canonical=duty.canonical,
                short=duty.agency,
                role=duty.role,
                role_term=duty.role_term,
                start=duty.at.start,
                end=duty.at.end,
                evidence_start=duty.at.evidence.start,
                evidence_end=duty.at.evidence.end,
                evidence=duty.at.evidence.of(text),
                confidence=duty.at.confidence,
                quote=duty.at.quote,
                file=document.file,
                content=content,
                deadline=due,
                line=agency.line,
                jurisdiction=agency.jurisdiction,
                today=agency.current,
            )


def _unknown(duty: Responsibility) -> Agency:
    return Agency(duty.canonical, duty.agency, None, "unknown", None, None, False, "")


def _content(text: str, section: Section | None, task: Span, clauses: Iterable[Span]) -> str:
    """Return the task's own words: its text without the heading and without the clause that says who does it."""
    start = task.start
    if section and section.at.start >= start and section.at.end <= task.end:
        start = section.at.end
    pieces = []
    for clause in sorted(set(clauses), key=lambda c: c.start):
        if start <= clause.start and clause.end <= task.end and _CLAUSE.match(clause.of(text)):
            pieces.append(text[start : clause.start])
            start = clause.end
    pieces.append(text[start : task.end])
    words = " ".join("".join(pieces).split()).lstrip(_EDGES)
    return words if len(words) <= _CONTENT else words[:_CONTENT] + "……"


def pick(assignments: Sequence[Assignment], choice: Choice, only: bool = False) -> list[Assignment]:
    """Return the duties chosen by agency, line and role.

    A task is chosen where one part in it meets all of them; the parts of others in it are shown too, so that the line
    still says with whom, unless ``only`` is set.
    """
    if not (choice.agency or choice.line or choice.roles):
        return list(assignments)
    names = {(a.canonical, a.short, a.quote, *a.today) for a in assignments}
    who = named(choice.agency, sorted(names)) if choice.agency else None
    lines = sorted({(a.line,) for a in assignments if a.line})
    which = named(choice.line, lines, "functional line") if choice.line else None

    def meets(a: Assignment) -> bool:
        return (
            (who is None or a.canonical in who)
            and (which is None or a.line in which)
            and (not choice.roles or a.role in choice.roles)
        )

    if only:
        return [a for a in assignments if meets(a)]
    tasks = {(a.doc_id, a.order, a.path) for a in assignments if meets(a)}
    return [a for a in assignments if (a.doc_id, a.order, a.path) in tasks]


def held_today(assignments: Sequence[Assignment]) -> tuple[list[Assignment], list[str]]:
    """Put who holds an agency's work today in its place; return the assignments and what a reader has to know.

    Where a split leaves several bodies the column names them all, since nobody has said which of them holds this
    task; where it is not known the agency stays as named.
    """
    from dataclasses import replace

    shorts = {a.canonical: a.short for a in assignments}
    moved: dict[str, str] = {}
    unknown: dict[str, None] = {}
    out = []
    for a in assignments:
        if not a.today:
            unknown[a.canonical] = None
            out.append(a)
        elif a.today == (a.canonical,):
            out.append(a)
        else:
            name = "／".join(a.today)
            moved[a.canonical] = name
            short = shorts.get(name) or "／".join(shorts.get(body, body) for body in a.today)
            out.append(replace(a, canonical=name, short=short))
    notes = [f"现行机构：{old} → {new}" for old, new in moved.items()]
    notes += ["“／”隔开的为拆分后的多个机构，文件未定何者承接该事项"] if any("／" in n for n in moved.values()) else []
    if unknown:
        notes.append(f"现行承接机构不详，按原名列出（{len(unknown)}）：{'、'.join(unknown)}")
    return out, notes
