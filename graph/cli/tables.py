"""What the commands that print reports share: a terminal table, or a format by suffix or by name."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph.cli.console import print_table
from graph.report.cells import shown
from graph.report.model import Report
from graph.report.output import render, write

FORMATS = ("table", "csv", "json", "md")

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to print without -o.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="The same as --format json.")


def print_report(report: Report, form: str) -> None:
    """Print a report: as tables in which Chinese lines up, or as the bytes of another format."""
    if form != "table":
        data = render(report, f".{form}")
        # A terminal or a pipe has no need of the mark by which Excel tells UTF-8.
        click.echo(data.decode("utf-8-sig", "replace"), nl=False)
        return
    for sheet in report.sheets:
        for line in filter(None, (sheet.title, sheet.about, *sheet.notes)):
            click.echo(line)
        for table in sheet.tables:
            for text in filter(None, (table.caption, table.note)):
                click.echo(text)
            rows = [[shown(v) if isinstance(v, float) else v for v in row] for row in (*table.rows, *table.totals)]
            # Sentences are as wide as in a workbook; without any, a row stays on its line.
            wraps = any(c.kind == "long" for c in table.columns)
            widths = [c.width if c.kind in ("text", "long") else None for c in table.columns] if wraps else ()
            print_table([c.label for c in table.columns], rows, widths=widths)
        click.echo()
    if report.made_from:
        click.echo(report.made_from)
    sys.stdout.flush()


def put_out(report: Report, output: Path | None, form: str) -> None:
    """Write a report to the file named, or else print it."""
    if output is None:
        print_report(report, form)
        return
    write(report, output)
    rows = sum(len(table.rows) for sheet in report.sheets for table in sheet.tables)
    number = len(report.sheets)
    # Only a workbook has sheets.
    on = f" on {number} {'sheet' if number == 1 else 'sheets'}" if output.suffix.lower() == ".xlsx" else ""
    click.echo(f"{output}: {rows} {'row' if rows == 1 else 'rows'}{on}")
