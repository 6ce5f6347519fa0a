"""The matrix as one HTML file that needs nothing else: no network, no server."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib import resources

from graph.matrix import words
from graph.matrix.model import DocumentInfo, Matrix, Row, by_document, outlined


def _part(name: str) -> str:
    return resources.files("graph.matrix").joinpath(name).read_text("utf-8")


def to_html(matrix: Matrix) -> bytes:
    """Return the matrix as a self-contained HTML page.

    Each symbol links to its clause in the table below. The filter box keeps the tasks in which one agency's
    part has all the words typed (in its name, its role, the task or a heading above it), or whose clause has
    what was typed as it stands.
    """
    title = escape(matrix.title)
    body = [_section(i, document, part) for i, (document, part) in enumerate(by_document(matrix))]
    if not matrix.documents:
        body = [f'<p class="none">{words.NO_DOCUMENTS}</p>']
    script = f"\n{_part('page.js')}"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    # Should a text ever get past the escaping, the page still runs nothing but its own script and loads nothing.
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
    hint = "筛选：事项、单位、原文"
    page = f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_part("page.css")}</style>
</head>
<body>
<header><h1>{title}</h1><input id="q" type="search" placeholder="{hint}" aria-label="{hint}">
<span id="hits" role="status"></span><span>{words.LEGEND_LINE}</span></header>
<main>
{"".join(body)}</main>
<script>{script}</script>
</body>
</html>
"""
    return page.encode()


def _section(index: int, document: DocumentInfo, part: Matrix) -> str:
    note = f' <span class="digest">（{words.DIGEST}）</span>' if document.digest else ""
    head = f"<section>\n<h2>{escape(document.title)}{note}</h2>\n"
    if not part.rows:
        return f'{head}<p class="none">{words.NO_DUTIES}</p>\n</section>\n'
    number = {id(a): i for i, a in enumerate(part.assignments, 1)}
    return f"{head}{_table(index, part, number)}{_clauses(index, part)}</section>\n"


def _table(index: int, part: Matrix, number: dict[int, int]) -> str:
    names = words.headings(part.agencies)
    heads = "".join(
        f'<th class="a" scope="col" title="{escape(a.canonical)}"><span>{escape(name)}</span></th>'
        for name, a in zip(names, part.agencies, strict=True)
    )
    lines = [
        '<table class="m">\n<thead><tr>'
        f'<th scope="col">{words.PATH}</th><th class="n" scope="col">{words.TASK}</th>'
        f'{heads}<th class="a" scope="col"><span>{words.COUNT}</span></th></tr></thead>\n<tbody>\n'
    ]
    for depth, item in outlined(part.rows):
        lines.append(_task(index, depth, item, part, number) if isinstance(item, Row) else _group(depth, item, part))
    lines.append("</tbody>\n<tfoot>\n")
    for name, _, numbers in words.totals(part):
        cells = "".join(f"<td>{n or ''}</td>" for n in numbers)
        lines.append(f'<tr><td></td><th class="n" scope="row">{name}</th>{cells}<td></td></tr>\n')
    lines.append("</tfoot>\n</table>\n")
    return "".join(lines)


def _group(depth: int, heading: tuple[str, str], part: Matrix) -> str:
    path, name = heading
    rest = f'<td colspan="{len(part.agencies) + 1}"></td>'
    return f'<tr class="g" data-d="{depth}">{_name(depth, path, name, "rowgroup")}{rest}</tr>\n'


def _task(index: int, depth: int, row: Row, part: Matrix, number: dict[int, int]) -> str:
    cells = []
    for agency in part.agencies:
        cell = row.cells.get(agency.canonical)
        if cell is None:
            cells.append('<td class="c"></td>')
            continue
        hint = "\n".join([f"{agency.canonical}：{words.labels(cell)}", *words.sentences(cell.assignments)])
        ids = [f"d{index}e{number[id(a)]}" for a in cell.assignments]
        cells.append(
            f'<td class="c"><a href="#{ids[0]}" data-e="{" ".join(ids)}" title="{escape(hint)}">'
            f"{escape(words.symbols(cell))}</a></td>"
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


def _clauses(index: int, part: Matrix) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in words.clause_columns())
    lines = [f'<h3>{words.EVIDENCE}</h3>\n<table class="e">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n']
    quote = words.clause_columns().index("依据原文")
    for number, a in enumerate(part.assignments, 1):
        cells = "".join(
            f"<td{' class=q' if i == quote else ''}>{escape(value)}</td>"
            for i, value in enumerate(words.clause_row(number, a))
        )
        above = [text for heading in a.parents for text in heading]
        who = " ".join([*above, a.path, a.section, a.canonical, a.short, words.label(a.role)])
        lines.append(f'<tr id="d{index}e{number}" data-who="{escape(who.lower())}">{cells}</tr>\n')
    return "".join(lines) + "</tbody>\n</table>\n"
