"""The table itself: assignments arranged as tasks by agencies, whatever file it ends up in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from extract.facts import ROLES
from graph.report.model import Language, Stamp

_RANK = {str(role): i for i, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document that the matrix covers, with or without duties in it.

    ``issuers`` are full names, ``number`` is its 文号 and ``issued`` the day, month or year in ISO 8601; empty where unknown.
    """

    title: str
    doc_id: str
    digest: bool
    issuers: tuple[str, ...] = ()
    number: str = ""
    issued: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One agency's part in one task, with the clause that says so.

    Attributes
    ----------
    document, doc_id, digest
        Title and identifier of the document; whether its text is a digest and not the original.
    path, section, parents, order
        The heading that the task stands under, those above it (path and title, outermost first) and its
        place in the document. The name of a table, its groups, and the task that its measure belongs to stand among
        them without a path.
    canonical, short
        The agency's full name, and the short form with its prefix.
    role, role_term
        One of ``extract.facts.ROLES``, and the printed word that it was read from.
    start, end
        Where the agency is printed.
    evidence_start, evidence_end, evidence
        Where the clause stands, and its words.
    confidence
        1.0, or lower where a repair or a guess touches it.
    quote
        The agency as the document prints it; empty where only the places are known.
    ruled
        The sentences that make a lead of it though its clause does not say so.
    file
        The file that the document was read from.
    above
        The task of a table that the row is a measure of; empty where it is no measure.
    content, person, deadline
        The task's own words without heading and clause, the person that a table makes answer for it, and the time by which
        it is due, as printed.
    own
        Whether the item itself states the duty; else the clause of another one covers it.
    line, jurisdiction, today, kind
        Of the agency: its functional line, whose agency it is, who holds its work today (none: not known), and what kind
        of body it is.
    """

    document: str
    doc_id: str
    digest: bool
    path: str
    section: str
    parents: tuple[tuple[str, str], ...]
    order: int
    canonical: str
    short: str
    role: str
    role_term: str
    start: int
    end: int
    evidence_start: int
    evidence_end: int
    evidence: str
    confidence: float
    quote: str = ""
    ruled: tuple[str, ...] = ()
    file: str = ""
    above: str = ""
    content: str = ""
    person: str = ""
    deadline: str = ""
    own: bool = True
    line: str | None = None
    jurisdiction: str | None = None
    today: tuple[str, ...] = ()
    kind: str = ""

    @property
    def place(self) -> tuple[bool, int, int]:
        """What orders the duties of a task: its own in the order of the text, then those that another item states."""
        return (not self.own, self.start, _rank(self.role))

    @property
    def others(self) -> bool:
        """Whether the clause goes on behind the name to others that it does not name (市财政局等有关部门)."""
        return self.evidence[max(0, self.end - self.evidence_start) :].startswith("等")

    @property
    def printed(self) -> str:
        """The agency as the clause prints it, or its short form where it is printed outside the clause."""
        inside = self.evidence_start <= self.start < self.end <= self.evidence_end
        # Offsets cut the clause only if the clause is verbatim: a shortened one would yield other words.
        if inside and len(self.evidence) == self.evidence_end - self.evidence_start:
            return self.evidence[self.start - self.evidence_start : self.end - self.evidence_start]
        return self.short


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage of a document that looks like a duty and could not be read: where it stands, its words and the reason's code."""

    document: str
    doc_id: str
    digest: bool
    file: str
    path: str
    section: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one agency does in one task: its roles in the order of ``ROLES``, and what they rest on."""

    roles: tuple[str, ...]
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One task; ``cells`` holds only the agencies that have a part in it."""

    document: str
    doc_id: str
    path: str
    section: str
    parents: tuple[tuple[str, str], ...]
    cells: Mapping[str, Cell]
    above: str = ""
    content: str = ""
    person: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A column: in how many tasks the agency leads, is responsible, and takes any part."""

    canonical: str
    short: str
    led: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tasks by agencies: rows and assignments in document order, agencies by their share of the work.

    ``stamp`` says what it was made from, ``notes`` what a reader has to know beside it, ``unread`` what the rows lack,
    ``common`` are the tasks given to groups (各区政府) in all documents covered, be they among the rows or not.
    """

    title: str
    documents: tuple[DocumentInfo, ...]
    agencies: tuple[Agency, ...]
    rows: tuple[Row, ...]
    assignments: tuple[Assignment, ...]
    stamp: Stamp | None = None
    notes: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    common: tuple[Row, ...] = ()

    def printed_notes(self, language: Language) -> list[str]:
        """Return what is printed below the title: what the table was made from, and its notes."""
        return [*([self.stamp.line(language)] if self.stamp else []), *self.notes]

    def _repr_html_(self) -> str:
        from graph.frame import framed
        from graph.matrix.page import to_html

        return framed(to_html(self).decode(), self.title, 520)


def _rank(role: str) -> int:
    return _RANK.get(role, len(_RANK))


def _cell(assignments: Sequence[Assignment]) -> Cell:
    return Cell(tuple(sorted({a.role for a in assignments}, key=_rank)), tuple(assignments))


def _row(assignments: Sequence[Assignment]) -> Row:
    by_agency: dict[str, list[Assignment]] = {}
    for a in assignments:
        by_agency.setdefault(a.canonical, []).append(a)
    first = assignments[0]
    cells = MappingProxyType({name: _cell(items) for name, items in by_agency.items()})
    return Row(
        first.document,
        first.doc_id,
        first.path,
        first.section,
        first.parents,
        cells,
        first.above,
        first.content,
        first.person,
        first.deadline,
    )


def _rows(ordered: Iterable[Assignment]) -> tuple[Row, ...]:
    tasks: dict[tuple[str, int, str], list[Assignment]] = {}
    for a in ordered:
        tasks.setdefault((a.doc_id, a.order, a.path), []).append(a)
    return tuple(_row(items) for items in tasks.values())


def _agencies(rows: Sequence[Row]) -> tuple[Agency, ...]:
    cells: dict[str, list[Cell]] = {}
    for row in rows:
        for canonical, cell in row.cells.items():
            cells.setdefault(canonical, []).append(cell)
    found = [
        Agency(
            canonical,
            own[0].assignments[0].short or canonical,
            sum("lead" in cell.roles for cell in own),
            sum("responsible" in cell.roles for cell in own),
            len(own),
        )
        for canonical, own in cells.items()
    ]
    # The sort is stable and ``found`` is in order of first appearance, which therefore breaks ties.
    return tuple(sorted(found, key=lambda agency: (-agency.led, -agency.done)))


def make_matrix(
    assignments: Iterable[Assignment],
    documents: Sequence[DocumentInfo],
    title: str,
    stamp: Stamp | None = None,
    notes: Sequence[str] = (),
    unread: Sequence[Unread] = (),
    common: Iterable[Assignment] = (),
) -> Matrix:
    """Arrange assignments as a table.

    Parameters
    ----------
    assignments
        In any order.
    documents
        All documents that the table covers, in the order in which they should stand; one without
        assignments stays, so that its silence shows. A document that only an assignment names is added.
    title
        What the table is called.
    stamp, notes
        What it was made from, and what a reader has to know beside it.
    unread
        What looks like a duty and could not be read.
    common
        The parts in tasks that are given to groups.

    Returns
    -------
    Matrix
        Agencies by tasks led, then tasks they are responsible for, then first appearance.
    """
    given = list(assignments)
    by_id = {document.doc_id: document for document in documents}
    for a in given:
        by_id.setdefault(a.doc_id, DocumentInfo(a.document, a.doc_id, a.digest))
    place = {doc_id: i for i, doc_id in enumerate(by_id)}
    ordered = sorted(given, key=lambda a: (place[a.doc_id], a.order, a.path, *a.place))
    rows = _rows(ordered)
    shared = _rows(sorted(common, key=lambda a: (place.get(a.doc_id, len(place)), a.order, a.path, *a.place)))
    return Matrix(
        title, tuple(by_id.values()), _agencies(rows), rows, tuple(ordered), stamp, tuple(notes), tuple(unread), shared
    )


def by_document(matrix: Matrix) -> Iterator[tuple[DocumentInfo, Matrix]]:
    """Yield each document with the matrix of its own tasks, agencies and counts."""
    own: dict[str, list[Assignment]] = {document.doc_id: [] for document in matrix.documents}
    for a in matrix.assignments:
        own[a.doc_id].append(a)
    for document in matrix.documents:
        unread = [piece for piece in matrix.unread if piece.doc_id == document.doc_id]
        given = own[document.doc_id]
        yield document, make_matrix(given, [document], document.title, matrix.stamp, matrix.notes, unread)


def outlined(rows: Iterable[Row]) -> Iterator[tuple[int, tuple[str, str] | Row]]:
    """Yield the rows of one document with the headings above them, each with its depth.

    A heading is given once, before the first task below it; a task that has tasks of its own below it is
    their heading.
    """
    open_headings: tuple[tuple[str, str], ...] = ()
    for row in rows:
        shared = 0
        for above, heading in zip(open_headings, row.parents, strict=False):
            # By path alone, where there is one: a task may bear a title of its own under the same number.
            if above[0] != heading[0] or (not heading[0] and above != heading):
                break
            shared += 1
        for depth in range(shared, len(row.parents)):
            yield depth, row.parents[depth]
        yield len(row.parents), row
        open_headings = (*row.parents, (row.path, row.section))
