"""A report as text: CSV for spreadsheets, JSON for programs, Markdown for pages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from graph.report.cells import csv_safe, markdown_safe, shown
from graph.report.model import Report, Sheet, Table, Value, say


def tables(report: Report) -> Iterator[tuple[Sheet, Table]]:
    """Yield every table with the sheet that it stands on."""
    for sheet in report.sheets:
        for table in sheet.tables:
            yield sheet, table


def csv_rows(report: Report) -> list[list[str]]:
    """Return the report as one rectangle: heading line first.

    Several tables share the columns that they have in common; where there are several, two columns before all others
    say which sheet and which table a row comes from. Rows that stand under headings have the heading in a column. A sheet
    without a table has a row with its notes. The stamp is the last column of every row, so that a row that is copied
    elsewhere keeps it.
    """
    t = say(report.language)
    found = list(tables(report))
    silent = [sheet for sheet in report.sheets if all(table.beside for table in sheet.tables)]
    several = sum(not table.beside for _, table in found) + len(silent) > 1
    grouped = any(table.groups for _, table in found)
    labels = list(dict.fromkeys(c.label for _, table in found for c in table.columns))
    head = [t("表", "sheet"), t("类", "table")] if several else []
    head += [t("上级标题", "under")] if grouped else []
    stamp = [report.made_from] if report.stamp else []
    tail = [t("发文信息", "issued")] if any(sheet.about for sheet in report.sheets) else []
    told = [*tail]
    tail += ([t("说明", "note")] if silent else []) + ([t("来源", "made from")] if stamp else [])
    out = [[*head, *labels, *tail]]
    for sheet in report.sheets:
        if sheet in silent:
            before = [sheet.name, ""] if several else []
            blank = [""] * (len(head) - len(before) + len(labels))
            out.append([*before, *blank, *([sheet.about] if told else []), t("；", "; ").join(sheet.notes), *stamp])
        for table in sheet.tables:
            place = {c.label: i for i, c in enumerate(table.columns)}
            for i, row in enumerate(table.rows):
                before = [sheet.name, table.caption] if several else []
                before += [table.groups[i] if table.groups else ""] if grouped else []
                cells = [shown(row[place[label]]) if label in place else "" for label in labels]
                about = [sheet.about] if told else []
                out.append([*before, *cells, *about, *([""] if silent else []), *stamp])
    return out


def to_csv(report: Report) -> bytes:
    """Return the report as CSV in UTF-8 with a byte order mark, without which Excel misreads Chinese."""
    out = io.StringIO()
    csv.writer(out).writerows([csv_safe(cell) for cell in row] for row in csv_rows(report))
    return out.getvalue().encode("utf-8-sig")


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as what ``json`` writes: each row an object by the keys of its columns."""
    return {
        "title": report.title,
        "made_from": asdict(report.stamp) if report.stamp else None,
        "sheets": [
            {
                "name": sheet.name,
                "title": sheet.title,
                "about": sheet.about,
                "notes": list(sheet.notes),
                "tables": [_table_data(table) for table in sheet.tables],
            }
            for sheet in report.sheets
        ],
    }


def _table_data(table: Table) -> dict[str, Any]:
    keys = [c.key for c in table.columns]
    rows: list[dict[str, Value]] = [dict(zip(keys, row, strict=True)) for row in table.rows]
    if table.groups:
        rows = [{"under": group, **row} for group, row in zip(table.groups, rows, strict=True)]
    labels = {c.key: c.label for c in table.columns}
    return {"caption": table.caption, "note": table.note, "labels": labels, "rows": rows}


def to_json(report: Report) -> bytes:
    """Return the report as JSON with Chinese as it is."""
    return (json.dumps(as_data(report), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def to_markdown(report: Report) -> bytes:
    """Return the report as GitHub-flavoured Markdown."""
    out = [f"# {markdown_safe(report.title)}", ""]
    if report.made_from:
        out += [markdown_safe(report.made_from), ""]
    for sheet in report.sheets:
        out += [f"## {markdown_safe(sheet.title)}", ""]
        for note in filter(None, (sheet.about, *sheet.notes)):
            out += [markdown_safe(note), ""]
        for table in sheet.tables:
            out += _markdown(table)
    return ("\n".join(out).rstrip() + "\n").encode("utf-8", "surrogatepass")


def _markdown(table: Table) -> list[str]:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    out = [f"### {markdown_safe(table.caption)}", ""] if table.caption else []
    out += [markdown_safe(table.note), ""] if table.note else []
    marks = [":-:" if c.kind in {"mark", "upright"} else "---" for c in table.columns]
    out += [line([markdown_safe(c.label) for c in table.columns]), line(marks)]
    for row in (*table.lines(), *table.totals):
        if isinstance(row, str):
            out.append(line([f"**{markdown_safe(row)}**", *[""] * (len(table.columns) - 1)]))
        else:
            out.append(line([markdown_safe(shown(value)) for value in row]))
    return [*out, ""]
