"""The matrix as text: CSV and JSON for programs and spreadsheets, Markdown for pages that people read."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict

from graph.matrix import words
from graph.matrix.model import Assignment, DocumentInfo, Matrix, Row, by_document, outlined
from graph.matrix.unread import quote, reason, unread_note
from graph.matrix.words import PLAIN, Style
from graph.report.cells import csv_safe, markdown_safe


def to_csv(matrix: Matrix, style: Style = PLAIN) -> bytes:
    """Return the matrix as CSV in UTF-8 with a byte order mark, without which Excel misreads Chinese.

    One line for each task of every document, one column for each agency with its roles in words (or in letters, where
    these are chosen), then the clauses that say so and what the file was made from. A document without duties has a
    line that says so.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    head = [style.word(w) for w in (words.DOCUMENT, words.PATH, words.HEADINGS, words.TASK)]
    abouts = {document.doc_id: words.issued(document, style) for document in matrix.documents}
    told = any(abouts.values())
    tail = [style.word(words.COUNT), style.word(words.EVIDENCE), *([style.say("发文信息", "issued")] if told else [])]
    stamped = ["　".join(matrix.printed_notes(style.language))] if matrix.stamp or matrix.notes else []
    tail += [style.word("来源")] if stamped else []
    names = [a.canonical for a in matrix.agencies]
    writer.writerow([csv_safe(t) for t in (*head, *names, *tail)])
    shown = style.signs_of if style.signs == "rasci" else style.labels_of
    for document, part in by_document(matrix):
        title = words.titled(document)
        about = [abouts[document.doc_id]] if told else []
        empty = [""] * len(names)
        if not part.rows:
            blank = [*[""] * (len(names) + 2), *about]
            writer.writerow([csv_safe(t) for t in (title, "", "", style.word(words.NO_DUTIES), *blank, *stamped)])
        for row in part.rows:
            above = " > ".join(name or path for path, name in row.parents)
            cells = [shown(row.cells[name]) if name in row.cells else "" for name in names]
            clauses = " ｜ ".join(words.sentences(_assignments(row)))
            line = (title, row.path, above, row.section, *cells, str(len(row.cells)), clauses, *about, *stamped)
            writer.writerow([csv_safe(text) for text in line])
        for piece in part.unread:
            why = f"{style.say('未能读出的疑似分工', 'not read')}：{reason(piece, style)}"
            line = (title, piece.path, piece.section, why, *empty, "", quote(piece), *about, *stamped)
            writer.writerow([csv_safe(text) for text in line])
    return out.getvalue().encode("utf-8-sig")


def _assignments(row: Row) -> list[Assignment]:
    return [a for cell in row.cells.values() for a in cell.assignments]


def to_json(matrix: Matrix, style: Style = PLAIN) -> bytes:
    """Return the matrix as JSON: documents, tasks with their agencies and roles, and the sentences behind them."""
    data = {
        "title": matrix.title,
        "made_from": asdict(matrix.stamp) if matrix.stamp else None,
        "notes": list(matrix.notes),
        "agencies": [asdict(a) for a in matrix.agencies],
        "documents": [
            {
                "title": document.title,
                "id": document.doc_id,
                "digest": document.digest,
                "issuers": list(document.issuers),
                "number": document.number,
                "issued": document.issued,
                "note": "" if part.rows else style.word(words.NO_DUTIES),
                "tasks": [_task(row) for row in part.rows],
                "unread": [
                    {"path": p.path, "section": p.section, "passage": p.quote, "reason": p.reason} for p in part.unread
                ],
            }
            for document, part in by_document(matrix)
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _task(row: Row) -> dict[str, object]:
    parts = [
        {
            "agency": a.canonical,
            "as_named": a.short,
            "role": a.role,
            "role_term": a.role_term,
            "start": a.start,
            "end": a.end,
            "evidence": words.quoted(a),
            "evidence_start": a.evidence_start,
            "evidence_end": a.evidence_end,
            "confidence": a.confidence,
        }
        for a in _assignments(row)
    ]
    under = [{"path": path, "title": title} for path, title in row.parents]
    return {"path": row.path, "title": row.section, "under": under, "deadline": row.deadline, "parts": parts}


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def to_markdown(matrix: Matrix, style: Style = PLAIN) -> bytes:
    """Return the matrix as GitHub-flavoured Markdown, one table and one list of clauses for each document."""
    lines = [f"# {markdown_safe(matrix.title)}", "", style.legend, ""]
    for note in matrix.printed_notes(style.language):
        lines += [markdown_safe(note), ""]
    for document, part in by_document(matrix):
        lines += _document(document, part, style)
    if not matrix.documents:
        lines += [style.word(words.NO_DOCUMENTS), ""]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "surrogatepass")


def _unread(part: Matrix, style: Style) -> list[str]:
    if not part.unread:
        return []
    pieces = [f"- {piece.path} {quote(piece)}（{reason(piece, style)}）" for piece in part.unread]
    return [markdown_safe(unread_note(part, style)), "", *(f"- {markdown_safe(p[2:])}" for p in pieces), ""]


def _document(document: DocumentInfo, part: Matrix, style: Style) -> list[str]:
    lines = [f"## {markdown_safe(words.titled(document))}", ""]
    about = words.issued(document, style)
    lines += [markdown_safe(about), ""] if about else []
    left = _unread(part, style)
    if not part.rows:
        return [*lines, style.word(words.NO_DUTIES), "", *left]
    columns = [
        style.word(words.PATH),
        style.word(words.TASK),
        *words.headings(part.agencies),
        style.word(words.COUNT),
    ]
    lines += [_line([markdown_safe(c) for c in columns]), _line(["---", "---", *[":-:"] * len(part.agencies), "--:"])]
    for _, item in outlined(part.rows):
        if isinstance(item, Row):
            cells = item.cells
            marks = [style.signs_of(cells[a.canonical]) if a.canonical in cells else "" for a in part.agencies]
            lines.append(_line([markdown_safe(item.path), markdown_safe(item.section), *marks, str(len(cells))]))
        else:
            path, name = (f"**{markdown_safe(text)}**" if text else "" for text in item)
            lines.append(_line([path, name, *[""] * (len(part.agencies) + 1)]))
    for name, _, numbers in words.totals(part, style):
        lines.append(_line(["", name, *(str(n) if n else "" for n in numbers), ""]))
    columns = list(style.clause_columns)
    lines += ["", *left] if left else []
    lines += ["", f"### {style.word(words.EVIDENCE)}", "", _line([markdown_safe(c) for c in columns])]
    lines.append(_line(["---"] * len(columns)))
    for number, assignment in enumerate(part.assignments, 1):
        lines.append(_line([markdown_safe(value) for value in words.clause_row(number, assignment, style)]))
    return [*lines, ""]
