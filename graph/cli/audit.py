"""``quanze audit``: what a reviewer looks for."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from extract.errors import QueryError
from graph.audit import SEVERITIES, Audit, audit, audit_report, checks
from graph.audit.levels import COUNTERPART
from graph.audit.pairs import Pair
from graph.cli.console import print_json, print_table
from graph.cli.options import graph_option, opened
from graph.cli.tables import put_out
from graph.corpus import Choice, choose, documents_of
from graph.report.model import Report, stamp_of
from graph.report.output import SUFFIXES
from graph.writer import Reading

_MET = 3


@click.command("audit")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"File to write: {' '.join(SUFFIXES)}. Without it a table is printed.",
)
@click.option("--document", help="Only documents with these words in their title or file name.")
@click.option("--jurisdiction", help="Only documents of this place, such as 深圳市.")
@click.option(
    "--check", "only", multiple=True, help="Only this check; may be given several times. --list has the names."
)
@click.option(
    "--severity", type=click.Choice(SEVERITIES), default="notice", show_default=True, help="Only so grave or graver."
)
@click.option("--date", "day", help="Hold agencies and validity against this day.  [default: today]")
@click.option("--superior", help="Words of the superior document's title; goes with --subordinate.")
@click.option("--subordinate", help="Words of the title of the document that should carry it out.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=COUNTERPART,
    show_default=True,
    help="Similarity below which a superior task has no counterpart.",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings.")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="never",
    show_default=True,
    help=f"Exit with code {_MET} where a finding is so grave or graver.",
)
@click.option("--list", "show", is_flag=True, help="Show the checks and what they look for.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    output: Path | None,
    document: str | None,
    jurisdiction: str | None,
    only: tuple[str, ...],
    severity: str,
    day: str | None,
    superior: str | None,
    subordinate: str | None,
    threshold: float,
    lang: str,
    fail_on: str,
    show: bool,
    as_json: bool,
) -> None:
    """Look for what a reviewer looks for, each finding with its sentence.

    Tasks with nobody in charge, several responsible and no lead (told apart from documents that never name one), several
    leads, 各有关部门 alone, agencies that are gone, names in the text that the clause leaves out, agencies with unusually
    many tasks, superior tasks without a counterpart below (with the similarity), clusters and technologies taken up or dropped,
    targets that disagree, documents past their validity.

    \b
    Examples:
      quanze audit --list
      quanze audit -o 核查.xlsx
      quanze audit --severity warning --document 行动计划
      quanze audit --superior 广东省培育安全应急 --subordinate 深圳市培育发展安全节能 -o 对照.html
      quanze audit --json --fail-on error         for CI: exit code 3 where an error is found
    """
    if show:
        rows = [[c.name, c.severity, c.title(lang), c.explanation(lang)] for c in checks().values()]  # type: ignore[arg-type]
        if as_json:
            print_json([asdict(c) for c in checks().values()])
        else:
            print_table(["check", "severity", "title", "looks for"], rows)
        return
    graph = opened(folder)
    readings = choose(documents_of(graph), Choice(document=document, jurisdiction=jurisdiction))
    between = _between(readings, superior, subordinate)
    found = audit(readings, _day(day), only=only, between=between, threshold=threshold)
    found = Audit(tuple(found.gravest(severity)), found.counterparts, found.pairs, found.documents, found.day)
    report = audit_report(found, stamp_of(graph), lang)  # type: ignore[arg-type]
    if as_json and output is None:
        print_json(
            {
                "made_from": asdict(stamp_of(graph)),
                "date": found.day,
                "documents": found.documents,
                "findings": [asdict(f) for f in found.findings],
            }
        )
    else:
        put_out(report if output else _short(report), output, "table")
    if fail_on != "never" and found.gravest(fail_on):
        ctx.exit(_MET)


def _day(day: str | None) -> date | None:
    if day is None:
        return None
    try:
        return date.fromisoformat(day)
    except ValueError as fault:
        raise QueryError(f"{day!r} is no day", "write it as 2024-05-31") from fault


def _between(readings: list[Reading], superior: str | None, subordinate: str | None) -> list[Pair] | None:
    if superior is None and subordinate is None:
        return None
    if superior is None or subordinate is None:
        raise click.UsageError("--superior and --subordinate go together")
    upper = choose(readings, Choice(document=superior))
    lower = choose(readings, Choice(document=subordinate))
    return [Pair(a, tuple(lower), ("所选",) * len(lower), named=True) for a in upper]


def _short(report: Report) -> Report:
    """Return the report for a terminal: the findings without the columns that no screen has room for."""
    from dataclasses import replace

    shown = ("severity", "check", "document", "path", "subject", "message", "sentence")
    sheets = []
    for sheet in report.sheets[:1]:
        tables = []
        for table in sheet.tables:
            kept = [i for i, c in enumerate(table.columns) if c.key in shown]
            rows = tuple(tuple(_cut(row[i]) for i in kept) for row in table.rows)
            tables.append(replace(table, columns=tuple(table.columns[i] for i in kept), rows=rows))
        sheets.append(replace(sheet, tables=tuple(tables)))
    return replace(report, sheets=tuple(sheets))


def _cut(value: str | int | float | None, limit: int = 80) -> str | int | float | None:
    return value[: limit - 1] + "…" if isinstance(value, str) and len(value) > limit else value
