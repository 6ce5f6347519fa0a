"""What is printed around the table: symbols, headings and notes, the same in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.matrix.model import Agency, Assignment, Cell, DocumentInfo, Matrix

LABELS = {"lead": "牵头", "responsible": "负责", "support": "配合", "joint": "会同", "supervise": "督导"}
SYMBOLS = {"lead": "●", "responsible": "○", "support": "△", "joint": "◇", "supervise": "▽"}
LEGEND = tuple((SYMBOLS[role], label) for role, label in LABELS.items())
LEGEND_LINE = "　".join(f"{symbol} {label}" for symbol, label in LEGEND)

PATH, TASK, COUNT, EVIDENCE, DOCUMENT, HEADINGS = "条目", "事项", "单位数", "依据", "文件", "上级标题"
NO_DUTIES = "该文件未载明责任分工"
NO_DOCUMENTS = "没有文件"
DIGEST = "摘编，非原文"

EVIDENCE_COLUMNS = (
    "序号",
    "文件",
    "路径",
    "事项",
    "单位(原文)",
    "单位(全称)",
    "角色",
    "原文用词",
    "依据原文",
    "起",
    "止",
    "置信度",
)


def titled(document: DocumentInfo) -> str:
    """Return the document's title, marked where its text is a digest."""
    return f"{document.title}（{DIGEST}）" if document.digest else document.title


def quoted(assignment: Assignment) -> str:
    """Return the clause, marked where it is not the original's wording."""
    return f"〔{DIGEST}〕{assignment.evidence}" if assignment.digest else assignment.evidence


def label(role: str) -> str:
    """Return the Chinese word for a role; one that is not in the vocabulary stays as it is."""
    return LABELS.get(role, role)


def symbols(cell: Cell) -> str:
    """Return the cell's roles as symbols."""
    return "".join(SYMBOLS.get(role, role) for role in cell.roles)


def labels(cell: Cell) -> str:
    """Return the cell's roles in words."""
    return "、".join(label(role) for role in cell.roles)


def headings(agencies: Sequence[Agency]) -> list[str]:
    """Return short names for columns, full ones where two agencies share a short name."""
    times = Counter(agency.short for agency in agencies)
    return [agency.short if times[agency.short] == 1 else agency.canonical for agency in agencies]


def sentences(assignments: Iterable[Assignment]) -> list[str]:
    """Return the different clauses, each once, in order."""
    return list(dict.fromkeys(quoted(a) for a in assignments))


def evidence_row(number: int, a: Assignment) -> tuple[str | int | float, ...]:
    """Return one line of the evidence table, for ``EVIDENCE_COLUMNS``."""
    document = titled(DocumentInfo(a.document, a.doc_id, a.digest))
    words = (a.path, a.section, a.printed, a.canonical, label(a.role), a.role_term, quoted(a))
    return (number, document, *words, a.start, a.end, a.confidence)


def clause_columns() -> tuple[str, ...]:
    """Return ``EVIDENCE_COLUMNS`` for a table that stands under its document's title."""
    return EVIDENCE_COLUMNS[:1] + EVIDENCE_COLUMNS[2:]


def clause_row(number: int, a: Assignment) -> list[str]:
    """Return one line of the evidence table as text, for :func:`clause_columns`."""
    row = evidence_row(number, a)
    return [f"{value:g}" if isinstance(value, float) else str(value) for value in row[:1] + row[2:]]


def totals(matrix: Matrix) -> list[tuple[str, str, list[int]]]:
    """Return the closing lines: label, symbol (empty for all roles) and a number for each agency.

    Only roles that occur have a line.
    """
    lines: list[tuple[str, str, list[int]]] = []
    present = {a.role for a in matrix.assignments}
    for role, name in LABELS.items():
        if role in present:
            numbers = [
                sum(role in row.cells[a.canonical].roles for row in matrix.rows if a.canonical in row.cells)
                for a in matrix.agencies
            ]
            lines.append((f"{name}事项数", SYMBOLS[role], numbers))
    lines.append(("承担事项合计", "", [a.total for a in matrix.agencies]))
    return lines
