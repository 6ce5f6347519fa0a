"""The assignments of documents, read from their facts, arranged as a matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from extract.asked import means
from extract.errors import QueryError
from extract.facts import Agency, Document, Facts, Responsibility, Section, Span
from graph.corpus import Choice, choose, documents_of, named
from graph.matrix.content import saying, text_of, without_rules
from graph.matrix.deadlines import deadline
from graph.matrix.model import Assignment, DocumentInfo, Matrix, make_matrix
from graph.matrix.rows import Line, lines_of
from graph.matrix.shared import held
from graph.matrix.unread import naming, unread_of
from graph.matrix.words import LABELS
from graph.outline import Outline
from graph.registry import told_apart
from graph.report.model import Language, Stamp, say, stamp_of
from graph.ruled import ruling
from graph.store import Graph
from graph.tasks import Task, in_row, tasks_of
from graph.writer import Reading

_TITLE = "重点任务责任分工表"


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
        Words of the title or file name of the documents to show; all by default. The same as ``choice.document``.
    choice
        Which documents and duties to show.
    today
        Put who holds an agency's work today in its place, where that is known.
    only
        Show of the chosen tasks only the parts that were chosen, not those of the others in the same task.

    Raises
    ------
    QueryError
        If nothing is chosen: no document has these words in its title or file name, no agency has that name, no task meets all.
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
    language: Language = "zh",
) -> Matrix:
    """Return who owns what in the documents given, as :func:`matrix_of` does for those of a graph; notes in a language.

    Raises
    ------
    QueryError
        If tasks are assigned, but none that meets the choice.
    """
    chosen = choose(readings, choice)
    apart = told_apart(chosen)
    everything = [
        replace(a, canonical=apart.get((a.doc_id, a.canonical), a.canonical)) for r in chosen for a in assignments_of(r)
    ]
    assignments = pick(everything, choice, only)
    if everything and not assignments:
        raise QueryError("no task meets all that was chosen", "take away --agency, --line or --role")
    documents = [r.facts.document for r in chosen]
    notes = conditions(choice, only, language)
    unread = [piece for r in chosen for piece in unread_of(r)]
    if not choice.whole:
        # A document with nothing of what was chosen is left out; that one assigns no duties at all is told.
        silent = [d for d in documents if d.sha256 not in {a.doc_id for a in everything}]
        documents = [d for d in documents if d.sha256 in {a.doc_id for a in assignments}]
        shown = {d.sha256 for d in documents}
        unread = [piece for piece in unread if piece.doc_id in shown]
        if choice.agency:
            # Of other agencies' duties this table has none, read or not.
            own = pick(assignments, choice, only=True)
            unread = naming(unread, {name for a in own for name in (a.quote, a.short, a.canonical)})
        if silent:
            t = say(language)
            none = t(
                f"另有 {len(silent)} 件所选文件未载明责任分工，不在表内",
                f"{len(silent)} of the documents chosen assign no duties and are not in the table",
            )
            notes.append(f"{none}{t('：', ': ')}{t('、', ', ').join(f'《{d.title}》' for d in silent)}")
    infos = [_info(d) for d in documents]
    if today:
        assignments, told = held_today(assignments, language)
        notes += told
    title = infos[0].title if len(infos) == 1 else _TITLE
    return make_matrix(assignments, infos, title, stamp, notes, unread, held(everything))


def _info(d: Document) -> DocumentInfo:
    return DocumentInfo(d.title, d.sha256, d.digest, d.issuers, d.doc_number or "", d.issued or "")


def conditions(choice: Choice, only: bool = False, language: Language = "zh") -> list[str]:
    """Return what was chosen as a note, so that nobody takes a part for the whole; none where all is shown."""
    t = say(language)
    stated = (
        (t("文件", "document"), choice.document),
        (t("地区", "jurisdiction"), choice.jurisdiction),
        (t("施行日", "in force on"), choice.day),
        (t("单位", "agency"), choice.agency),
        (t("条线", "functional line"), choice.line),
        (t("角色", "role"), "、".join(LABELS.get(role, role) if language == "zh" else role for role in choice.roles)),
    )
    parts = [f"{name} {value}" for name, value in stated if value]
    if only and parts:
        parts.append(t("只列所选单位", "parts of others left out"))
    return [f"{t('选取条件', 'chosen')}：{t('；', '; ').join(parts)}"] if parts else []


def assignments_of(reading: Reading) -> Iterator[Assignment]:
    """Yield each agency's part in each task of one document, with the clause that says so."""
    document, text = reading.facts.document, reading.text
    agencies = {a.canonical: a for a in reading.facts.agencies}
    outline = Outline(reading)
    lines = lines_of(reading)
    # A document that is nothing but its table needs no second name of it above its rows.
    tasks = tasks_of(reading)
    tables = {line.begins for line in lines.rows.values()}
    mixed = len(tables) > 1 or any(task.section is not None and not any(map(in_row, task.duties)) for task in tasks)
    since = int(document.issued[:4]) if document.issued else None
    for task in tasks:
        above = outline.parents[task.section.at.start] if task.section else ()
        if task.listed and task.section:
            above = (*above, task.section)
        line = next((lines.rows[d.at.evidence] for d in task.duties if d.at.evidence in lines.rows), Line())
        parents = _under(above, line, mixed)
        clauses = dict.fromkeys(d.at.evidence.of(text) for d in task.duties if task.states(d))
        beside = [words.of(text) for words in task.beside]
        task = replace(task, beside=(*task.beside, *(head for head in lines.heads if head in task.span)))
        content = text_of(task, text)
        alone = task.section is not None and task.span == task.section.body
        if not content and task.section and alone and not any(_below(other, task.section) for other in tasks):
            # 二、空间布局(由市发展改革委牵头): what is to be done stands in the items below.
            task = replace(task, span=Span(task.span.start, task.section.extent.end))
            content = text_of(task, text)
        elif not content and task.section and alone:
            # Of the items below those that are no rows of their own.
            content = " ".join(
                text_of(replace(task, section=None, span=s.extent), text) for s in _left(task, tasks, reading)
            )
        content = line.content or content
        due = line.deadline or deadline(without_rules(task.span.of(text)), [*clauses, *beside], since)
        # Whoever corrected it for one agency of the task did for all.
        due = next((duty.deadline for duty in task.duties if duty.deadline is not None), due)
        for duty in task.duties:
            agency = agencies.get(duty.canonical) or _unknown(duty)
            own = task.states(duty)
            evidence = duty.at.evidence if own else saying(duty, text)
            yield Assignment(
                document=document.title,
                doc_id=document.sha256,
                digest=document.digest,
                path=task.path,
                section=task.short,
                parents=parents,
                # Tasks stand where their text begins, so that two clauses of one section are two rows.
                order=task.span.start,
                canonical=duty.canonical,
                short=duty.agency,
                role=duty.role,
                role_term=duty.role_term,
                start=duty.at.start,
                end=duty.at.end,
                evidence_start=evidence.start,
                evidence_end=evidence.end,
                evidence=evidence.of(text),
                confidence=duty.at.confidence,
                quote=duty.at.quote,
                ruled=tuple(" ".join(m.evidence.of(text).split()) for m in ruling(document, duty)),
                file=document.file,
                above=line.above,
                content=content,
                person=line.person,
                deadline=due,
                own=own,
                line=agency.line,
                jurisdiction=agency.jurisdiction,
                today=agency.current,
                kind=agency.kind,
            )


def dues_of(facts: Facts, text: str) -> dict[tuple[str, int, int], str]:
    """Return when each duty of a document is due, as the table prints it, by its path and the place of its mention."""
    return {(a.path, a.start, a.end): a.deadline for a in assignments_of(Reading(facts, text))}


def _under(above: Sequence[Section], line: Line, mixed: bool) -> tuple[tuple[str, str], ...]:
    """Return the headings above a task; of a row, its table's name and group and the task of a measure stand among them."""
    outside = [(s.path, s.title or s.path) for s in above if s.at.start < line.begins or not line.table]
    within = [(s.path, s.title or s.path) for s in above if s.at.start >= line.begins and line.table]
    if line.named:
        # An annex is no part of the item that the document ends with.
        outside = []
    table = line.table if mixed else ""
    inner = [("", title) for title in (line.group, line.above) if title]
    return (*outside, *([("", table)] if table else []), *within, *inner)


def _below(task: Task, section: Section) -> bool:
    return section.body.end <= task.span.start < section.extent.end


def _left(task: Task, tasks: Sequence[Task], reading: Reading) -> Iterator[Section]:
    """Yield the sections right below a task's that no other task stands in."""
    whole = cast(Section, task.section)
    depth = whole.path.count("/") + 1
    for section in reading.facts.sections:
        within = section.path.count("/") == depth and whole.body.end <= section.at.start < whole.extent.end
        taken = (o for o in tasks if o.span.start < section.extent.end and section.at.start < o.span.end)
        if within and next(taken, None) is None:
            yield section


def _unknown(duty: Responsibility) -> Agency:
    return Agency(duty.canonical, duty.agency, None, "unknown", None, None, False, "")


def pick(assignments: Sequence[Assignment], choice: Choice, only: bool = False) -> list[Assignment]:
    """Return the duties chosen by agency, line and role.

    A task is chosen where one part in it meets all of them; the parts of others in it are shown too, so that the line
    still says with whom, unless ``only`` is set.
    """
    if choice.whole:
        return list(assignments)
    asked = choice.agency or ""
    bodies = {(a.canonical, a.jurisdiction) for a in assignments} if asked else set()
    other = {pair: (asked,) if means(asked, *pair) else () for pair in bodies}
    names = {
        (a.canonical, a.short, a.quote, *a.today, *other.get((a.canonical, a.jurisdiction), ())) for a in assignments
    }
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


def _short(body: str, old: Assignment) -> str:
    """Shorten a successor's name as that of the body before it is: 深圳市科技创新局 → 市科技创新局."""
    place = old.jurisdiction or ""
    prefix = old.short[:1]
    if prefix and place.endswith(prefix) and old.canonical.startswith(place) and body.startswith(place):
        return prefix + body.removeprefix(place)
    return body


def held_today(assignments: Sequence[Assignment], language: Language = "zh") -> tuple[list[Assignment], list[str]]:
    """Put who holds an agency's work today in its place; return the assignments and what a reader has to know.

    Where a split leaves several bodies the column names them all, since nobody has said which of them holds this
    task; where it is not known the agency stays as named.
    """
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
            short = "／".join(shorts.get(body) or _short(body, a) for body in a.today)
            out.append(replace(a, canonical=name, short=short))
    t = say(language)
    joint = t("、", ", ")
    notes = [f"{t('现行机构', 'today')}：{old} → {new}" for old, new in moved.items()]
    if any("／" in name for name in moved.values()):
        notes.append(
            t(
                "“／”隔开的为拆分后的多个机构，文件未定何者承接该事项",
                "／ stands between the bodies of a split; nothing says which of them holds the task",
            )
        )
    if unknown:
        told = t(
            f"现行承接机构不详，按原名列出（{len(unknown)}）",
            f"who holds their work today is not known, so they stand as named ({len(unknown)})",
        )
        notes.append(f"{told}：{joint.join(unknown)}")
    return out, notes
