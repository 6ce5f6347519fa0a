"""The matrix as one HTML file that needs nothing else: no network, no server."""

from __future__ import annotations

from html import escape
from importlib import resources

from graph.matrix import words
from graph.matrix.model import DocumentInfo, Matrix, Row, by_document, outlined
from graph.matrix.unread import unread_note, unread_table
from graph.matrix.words import PLAIN, Style
from graph.report.page import self_contained, table_html


def _part(name: str) -> str:
    return resources.files("graph.matrix").joinpath(name).read_text("utf-8")


def to_html(matrix: Matrix, style: Style = PLAIN) -> bytes:
    """Return the matrix as a self-contained HTML page.

    Each symbol links to its clause in the table below. The filter box keeps the tasks in which one agency's
    part has all the words typed (in its name, its role, the task or a heading above it), or whose clause has
    what was typed as it stands.
    """
    hint = style.say("筛选：事项、单位、原文", "filter: task, agency, sentence")
    sections = [_section(i, document, part, style) for i, (document, part) in enumerate(by_document(matrix))]
    if not matrix.documents:
        sections = [f'<p class="none">{style.word(words.NO_DOCUMENTS)}</p>']
    notes = "".join(f'<p class="made">{escape(note)}</p>\n' for note in matrix.printed_notes(style.language))
    body = f"""<header><h1>{escape(matrix.title)}</h1><input id="q" type="search" placeholder="{hint}" aria-label="{hint}">
<span id="hits" role="status"></span><span>{escape(style.legend)}</span></header>
<main>
{notes}{"".join(sections)}</main>
"""
    css = _part("page.css").replace("size: A3", f"size: {style.paper}")
    return self_contained(matrix.title, style.language, css, _part("page.js"), body)


def _section(index: int, document: DocumentInfo, part: Matrix, style: Style) -> str:
    note = f' <span class="digest">（{words.DIGEST}）</span>' if document.digest else ""
    about = words.issued(document, style)
    head = f"<section>\n<h2>{escape(document.title)}{note}</h2>\n"
    head += f'<p class="about">{escape(about)}</p>\n' if about else ""
    left = unread_note(part, style, ("表后", "below the table"))
    head += f'<p class="unread">{escape(left)}</p>\n' if left else ""
    beside = "".join(table_html(table) for table in unread_table(part, style))
    if not part.rows:
        return f'{head}<p class="none">{style.word(words.NO_DUTIES)}</p>\n{beside}</section>\n'
    number = {id(a): i for i, a in enumerate(part.assignments, 1)}
    return f"{head}{_table(index, part, number, style)}{beside}{_clauses(index, part, style)}</section>\n"


def _table(index: int, part: Matrix, number: dict[int, int], style: Style) -> str:
    names = words.headings(part.agencies)
    heads = "".join(
        f'<th class="a" scope="col" title="{escape(a.canonical)}"><span>{escape(name)}</span></th>'
        for name, a in zip(names, part.agencies, strict=True)
    )
    lines = [
        '<table class="m">\n<thead><tr>'
        f'<th scope="col">{style.word(words.PATH)}</th><th class="n" scope="col">{style.word(words.TASK)}</th>'
        f'{heads}<th class="a" scope="col"><span>{style.word(words.COUNT)}</span></th></tr></thead>\n<tbody>\n'
    ]
    for depth, item in outlined(part.rows):
        if isinstance(item, Row):
            lines.append(_task(index, depth, item, part, number, style))
        else:
            lines.append(_group(depth, item, part))
    lines.append("</tbody>\n<tfoot>\n")
    for name, _, numbers in words.totals(part, style):
        cells = "".join(f"<td>{n or ''}</td>" for n in numbers)
        lines.append(f'<tr><td></td><th class="n" scope="row">{name}</th>{cells}<td></td></tr>\n')
    lines.append("</tfoot>\n</table>\n")
    return "".join(lines)


def _group(depth: int, heading: tuple[str, str], part: Matrix) -> str:
    path, name = heading
    rest = f'<td colspan="{len(part.agencies) + 1}"></td>'
    return f'<tr class="g" data-d="{depth}">{_name(depth, path, name, "rowgroup")}{rest}</tr>\n'


def _task(index: int, depth: int, row: Row, part: Matrix, number: dict[int, int], style: Style) -> str:
    cells = []
    for agency in part.agencies:
        cell = row.cells.get(agency.canonical)
        if cell is None:
            # Most cells are empty: what closes them may be left out in HTML, and what they look like comes from CSS.
            cells.append("<td>")
            continue
        hint = "\n".join([f"{agency.canonical}：{style.labels_of(cell)}", *words.sentences(cell.assignments)])
        ids = [f"d{index}e{number[id(a)]}" for a in cell.assignments]
        cells.append(
            f'<td class="c"><a href="#{ids[0]}" data-e="{" ".join(ids)}" title="{escape(hint)}">'
            f"{escape(style.signs_of(cell))}</a></td>"
        )
    return (
        f'<tr class="t" data-d="{depth}">{_name(depth, row.path, row.section, "row")}{"".join(cells)}'
        f'<td class="c">{len(row.cells)}</td></tr>\n'
    )


def _name(depth: int, path: str, title: str, scope: str) -> str:
    return (
        f'<td class="p">{escape(path)}</td><th class="n" scope="{scope}" '
        f'style="padding-left:{depth + 0.5}rem">{escape(title or path)}</th>'
    )


def _clauses(index: int, part: Matrix, style: Style) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in style.clause_columns)
    lines = [f'<h3>{style.word(words.EVIDENCE)}</h3>\n<table class="e">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n']
    quote = words.QUOTE_COLUMN
    for number, a in enumerate(part.assignments, 1):
        cells = "".join(
            f"<td{' class=q' if i == quote else ''}>{escape(value)}</td>"
            for i, value in enumerate(words.clause_row(number, a, style))
        )
        above = [text for heading in a.parents for text in heading]
        who = " ".join([*above, a.path, a.section, a.canonical, a.short, style.label(a.role)])
        lines.append(f'<tr id="d{index}e{number}" data-who="{escape(who.lower())}">{cells}</tr>\n')
    return "".join(lines) + "</tbody>\n</table>\n"
