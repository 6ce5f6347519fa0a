"""A report as one HTML file that needs nothing else: no network, no server."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib import resources

from graph.report.cells import shown
from graph.report.model import Column, Marked, Report, Sheet, Table, Value, say


def _part(name: str) -> str:
    return resources.files("graph.report").joinpath(name).read_text("utf-8")


def self_contained(title: str, language: str, style: str, script: str, body: str) -> bytes:
    """Return a page that runs its own script, loads nothing and sends nothing.

    Parameters
    ----------
    title
        Plain text.
    language
        ``zh`` or ``en``, of headings and notes.
    style, script, body
        As they stand in the page; ``body`` has its texts escaped.
    """
    script = f"\n{script}"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    # Should a text ever get past the escaping, the page still runs nothing but its own script and loads nothing.
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = f"""<!DOCTYPE html>
<html lang="{"zh-CN" if language == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>
{style}</style>
</head>
<body>
{body}<script>{script}</script>
</body>
</html>
"""
    return page.encode("utf-8", "replace")


def to_html(report: Report) -> bytes:
    """Return the report as a self-contained page; the filter box keeps the rows that have all words typed."""
    hint = say(report.language)("筛选：输入词语，空格隔开", "filter: words, with spaces between")
    body = (
        f'<header><h1>{escape(report.title)}</h1><input id="q" type="search" placeholder="{hint}" '
        f'aria-label="{hint}"><span id="hits" role="status"></span></header>\n'
        f'<main>\n<p class="made">{escape(report.made_from)}</p>\n'
        f"{''.join(_sheet(sheet, len(report.sheets) > 1) for sheet in report.sheets)}</main>\n"
    )
    style = _part("page.css").replace("size: A4", f"size: {report.paper}")
    return self_contained(report.title, report.language, style, _part("page.js"), body)


def _sheet(sheet: Sheet, several: bool) -> str:
    out = ["<section>\n", f"<h2>{escape(sheet.title)}</h2>\n" if several else ""]
    out += [f'<p class="about">{escape(sheet.about)}</p>\n' if sheet.about else ""]
    out += [f'<p class="{"note" if sheet.tables else "none"}">{escape(note)}</p>\n' for note in sheet.notes]
    out += [table_html(table) for table in sheet.tables]
    return "".join([*out, "</section>\n"])


def table_html(table: Table) -> str:
    """Return one table as HTML, its texts escaped."""
    out = [f"<h3>{escape(table.caption)}</h3>\n" if table.caption else ""]
    out.append(f'<p class="note">{escape(table.note)}</p>\n' if table.note else "")
    heads = "".join(f'<th scope="col" class="{c.kind}"><span>{escape(c.label)}</span></th>' for c in table.columns)
    fit = all(c.kind != "upright" for c in table.columns)
    opening = f'<table class="fit">\n<colgroup>{_sizes(table.columns)}</colgroup>' if fit else "<table>"
    out.append(f"{opening}\n<thead><tr>{heads}</tr></thead>\n<tbody>\n")
    for row in table.lines():
        if isinstance(row, str):
            out.append(f'<tr class="g"><th colspan="{len(table.columns)}" scope="rowgroup">{escape(row)}</th></tr>\n')
        else:
            out.append(f"<tr>{_cells(table.columns, row)}</tr>\n")
    out.append("</tbody>\n")
    if table.totals:
        lines = "".join(f"<tr>{_cells(table.columns, row)}</tr>\n" for row in table.totals)
        out.append(f"<tfoot>\n{lines}</tfoot>\n")
    return "".join([*out, "</table>\n"])


def _sizes(columns: tuple[Column, ...]) -> str:
    """Share the page's width among columns: a square scrolls, a list fits the window and the sheet."""
    # A narrow column keeps room for its heading and the padding.
    widths = [min(c.width, 60) + 2 for c in columns]
    return "".join(f'<col style="width:{100 * w / sum(widths):.1f}%">' for w in widths)


def _cells(columns: tuple[Column, ...], row: tuple[Value, ...]) -> str:
    return "".join(
        f'<td class="{"mark" if isinstance(v, int | float) else c.kind}">{_text(v)}</td>'
        for c, v in zip(columns, row, strict=True)
    )


def _text(value: Value) -> str:
    if isinstance(value, Marked):
        return "".join(f"<mark>{escape(text)}</mark>" if marked else escape(text) for text, marked in value.runs)
    return escape(shown(value))
