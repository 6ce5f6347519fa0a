"""The matrix as text: CSV for programs and spreadsheets, Markdown for pages that people read."""

from __future__ import annotations

import csv
import io
import re

from graph.matrix import words
from graph.matrix.model import Assignment, DocumentInfo, Matrix, Row, by_document, outlined

# A spreadsheet takes a cell that begins so for a formula; East Asian ones also take the full-width signs.
_FORMULA = re.compile(r"[\t\r\n ]*[=+\-@＝＋－＠]|[\t\r]")
_MARKUP = re.compile(r"([\\`*_\[\]<>#~&|])")


def _safe(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def to_csv(matrix: Matrix) -> bytes:
    """Return the matrix as CSV in UTF-8 with a byte order mark, without which Excel misreads Chinese.

    One line for each task of every document, one column for each agency with its roles in words, and the
    clauses that say so in the last column. A document without duties has a line that says so.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    head = [words.DOCUMENT, words.PATH, words.HEADINGS, words.TASK]
    writer.writerow([_safe(t) for t in (*head, *(a.canonical for a in matrix.agencies), words.COUNT, words.EVIDENCE)])
    for document, part in by_document(matrix):
        title = words.titled(document)
        if not part.rows:
            blank = [""] * (len(matrix.agencies) + 1)
            writer.writerow([_safe(t) for t in (title, "", "", words.NO_DUTIES, *blank, "")])
        for row in part.rows:
            above = " > ".join(name or path for path, name in row.parents)
            cells = [words.labels(row.cells[a.canonical]) if a.canonical in row.cells else "" for a in matrix.agencies]
            clauses = " ｜ ".join(words.sentences(_assignments(row)))
            line = (title, row.path, above, row.section, *cells, str(len(row.cells)), clauses)
            writer.writerow([_safe(text) for text in line])
    return out.getvalue().encode("utf-8-sig")


def _assignments(row: Row) -> list[Assignment]:
    return [a for cell in row.cells.values() for a in cell.assignments]


def _text(text: str) -> str:
    """Escape what Markdown would read as markup; a table row is one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def to_markdown(matrix: Matrix) -> bytes:
    """Return the matrix as GitHub-flavoured Markdown, one table and one list of clauses for each document."""
    lines = [f"# {_text(matrix.title)}", "", words.LEGEND_LINE, ""]
    for document, part in by_document(matrix):
        lines += _document(document, part)
    if not matrix.documents:
        lines += [words.NO_DOCUMENTS, ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _document(document: DocumentInfo, part: Matrix) -> list[str]:
    lines = [f"## {_text(words.titled(document))}", ""]
    if not part.rows:
        return [*lines, words.NO_DUTIES, ""]
    columns = [words.PATH, words.TASK, *words.headings(part.agencies), words.COUNT]
    lines += [_line([_text(c) for c in columns]), _line(["---", "---", *[":-:"] * len(part.agencies), "--:"])]
    for _, item in outlined(part.rows):
        if isinstance(item, Row):
            marks = [words.symbols(item.cells[a.canonical]) if a.canonical in item.cells else "" for a in part.agencies]
            lines.append(_line([_text(item.path), _text(item.section), *marks, str(len(item.cells))]))
        else:
            path, name = item
            lines.append(
                _line(
                    [
                        f"**{_text(path)}**",
                        f"**{_text(name)}**" if name else "",
                        *[""] * (len(part.agencies) + 1),
                    ]
                )
            )
    for name, _, numbers in words.totals(part):
        lines.append(_line(["", name, *(str(n) if n else "" for n in numbers), ""]))
    lines += ["", f"### {words.EVIDENCE}", "", _line([_text(c) for c in words.clause_columns()])]
    lines.append(_line(["---"] * len(words.clause_columns())))
    for number, assignment in enumerate(part.assignments, 1):
        lines.append(_line([_text(value) for value in words.clause_row(number, assignment)]))
    return [*lines, ""]
