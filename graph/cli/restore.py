"""``quanze restore``: the text that facts refer to, and what was done to get it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from extract.page import Page, Repair
from extract.read import Limits, read_file
from extract.wrapped import page_of
from graph.cli.console import print_json, print_table, write_whole
from graph.cli.options import document_path, limits_option

# How many characters of the restored text stand on each side of a repair in --diff.
_AROUND = 14


def _rows(page: Page) -> list[dict[str, object]]:
    return [
        {
            "source": r.start,
            "restored": r.place.start,
            "before": r.before,
            "after": r.after,
            "why": r.why,
            "confidence": r.confidence,
        }
        for r in page.repairs
    ]


def _report(page: Page, as_json: bool) -> None:
    rows = _rows(page)
    if as_json:
        print_json(rows)
        return
    columns = ["source", "restored", "before", "after", "why", "confidence"]
    print_table(columns, [[row[c] for c in columns] for row in rows])
    doubtful = sum(r.doubtful for r in page.repairs)
    click.echo(f"{len(rows)} repairs, {doubtful} of them less than certain")


def _context(page: Page, repair: Repair) -> tuple[str, str]:
    text, place = page.text, repair.place
    before = text[max(0, place.start - _AROUND) : place.start].rpartition("\n")[2]
    behind = text[place.end : place.end + _AROUND].partition("\n")[0]
    return before, behind


def _diff(page: Page) -> None:
    """Print each misread run with what it was read as; readings and script are counted only."""
    for repair in page.repairs:
        if not repair.why.startswith("misread"):
            continue
        before, behind = _context(page, repair)
        click.secho(f"@@ {repair.place.start} {repair.why}, confidence {repair.confidence}", fg="cyan")
        click.echo(f"- {before}" + click.style(repair.before, fg="red") + behind)
        click.echo(f"+ {before}" + click.style(repair.after, fg="green") + behind)
    removed = Counter(r.why for r in page.repairs if r.why.startswith("injected"))
    script = next((r.why for r in page.repairs if r.why.startswith("traditional")), "simplified script")
    whole = [r.why for r in page.repairs if r.why.startswith(("radicals", "lines"))]
    said = [f"{count} {why} removed" for why, count in removed.items()] or ["0 injected pinyin removed"]
    click.echo("; ".join([*said, script, *whole]))


@click.command("restore")
@click.argument("file", type=document_path)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of the terminal.")
@click.option("--report", is_flag=True, help="List the repairs instead: place, before, after, why, how sure.")
@click.option("--diff", is_flag=True, help="Show what was misread beside what it was read as, in colour.")
@click.option("--json", "as_json", is_flag=True, help="With --report: print JSON.")
@limits_option
def command(file: Path, output: Path | None, report: bool, diff: bool, as_json: bool, limits: Limits) -> None:
    """Print the restored text of a document.

    Bytes that a web page misread are read again, pinyin and commas that it injected are removed, radicals that a font
    put for characters become these, and traditional script is set in simplified; a text without such damage comes out
    unchanged, but that lines broken at a fixed width are put together, as --report says. What can't be known, a figure
    swallowed by a lost byte, is marked □. The offsets of `quanze extract` count the characters of this text. FILE may be -
    for standard input.

    \b
    Examples:
      quanze restore page.txt > policy.txt
      quanze restore page.txt --diff
    """
    if str(file) != "-" and not file.is_file():
        raise click.ClickException(f"{file}: no such file; check the path")
    source = read_file(file, limits)
    page = page_of(source.text)
    if report or as_json:
        if not as_json:
            click.echo(f"{file}: read as {source.encoding}")
        _report(page, as_json)
    elif diff:
        _diff(page)
    elif output is None:
        click.echo(page.text, nl=False)
    else:
        write_whole(output, page.text)
