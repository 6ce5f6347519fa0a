"""``quanze diff``: two versions of a policy, or a province's and a city's."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path

import click

from extract.errors import GraphError, QueryError, ReadError
from graph.cli.console import print_json, warn
from graph.cli.corrections import Corrector
from graph.cli.options import corrections_option, graph_option, opened
from graph.cli.tables import print_report, put_out
from graph.corpus import Choice, choose, documents_of
from graph.diff import diff, diff_report, to_html
from graph.diff.printed import brief_of, summary, title_of
from graph.report.model import Report, Sheet, Stamp, stamp_of
from graph.report.output import SUFFIXES, check, replace
from graph.writer import Reading


@click.command("diff")
@click.argument("old")
@click.argument("new")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"File to write: {' '.join(SUFFIXES)}; .html has the texts side by side. Without it tables are printed.",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@corrections_option
def command(
    old: str,
    new: str,
    folder: Path,
    output: Path | None,
    lang: str,
    as_json: bool,
    corrections: Path | None,
) -> None:
    """Hold two documents against each other: versions of a policy, or a province's and a city's.

    OLD and NEW are files, or documents in the graph: their files' names, or words of their titles. What is told: sections added, removed, moved,
    reworded; agencies that gained or lost tasks; measures of support and targets raised or lowered; clusters and
    technologies in and out. What changed in a wording stands in 【】, in workbooks and pages in colour.
    Corrections are put on files; those of a graph's documents are put on them when it is built.

    \b
    Examples:
      quanze diff 行动计划2021.pdf 行动计划2024.pdf -o 对照.html
      quanze diff 广东省培育安全应急 深圳市培育发展安全节能 -o 对照.xlsx
      quanze diff old.txt new.txt --json
    """
    corrector = Corrector(corrections, [path for path in (Path(old), Path(new)) if path.is_file()])
    one, other = _reading(old, folder, corrector), _reading(new, folder, corrector)
    corrector.tell()
    result = diff(one, other)
    stamp = _stamp(old, new, folder)
    if output is not None and output.suffix.lower() == ".html":
        check(output, SUFFIXES)
        replace(output, to_html(result, stamp, lang))  # type: ignore[arg-type]
        click.echo(f"{output}: {len(result.changes)} changes")
    elif output is not None:
        put_out(diff_report(result, stamp, lang), output, "table")  # type: ignore[arg-type]
    elif as_json:
        titles = {side: r.facts.document.title for side, r in (("old", one), ("new", other))}
        print_json({"made_from": asdict(stamp), **titles, "changes": [asdict(c) for c in result.changes]})
    else:
        tables = (summary(result, lang), brief_of(result, lang)) if result.changes else ()  # type: ignore[arg-type]
        notes = () if result.changes else ("两份文件没有差异" if lang == "zh" else "the documents do not differ",)
        title = title_of(result, lang)  # type: ignore[arg-type]
        print_report(Report(title, (Sheet(title, title, tables, notes),), stamp, lang), "table")  # type: ignore[arg-type]


def _stamp(old: str, new: str, folder: Path) -> Stamp:
    """Return where the documents come from: the graph where one of them does, else the files."""
    if not (Path(old).is_file() and Path(new).is_file()):
        return stamp_of(opened(folder))
    names = f"{Path(old).name} / {Path(new).name}"
    return Stamp(names, None, version("quanze"), date.today().isoformat())


def _reading(name: str, folder: Path, corrector: Corrector) -> Reading:
    """Return the document that a path or words of a title mean."""
    path = Path(name)
    if path.is_file():
        return _from_file(path, corrector)
    held = _held(name, folder)
    if held is not None:
        return held
    if path.suffix or len(path.parts) > 1:
        raise ReadError(f"{name}: no such file", "check the path, or write words of a title that the graph holds")
    found = choose(documents_of(opened(folder)), Choice(document=name))
    if len(found) > 1:
        titles = "; ".join(r.facts.document.title for r in found)
        raise QueryError(f"{name!r} is in several titles: {titles}", "write more of the title")
    return found[0]


def _held(name: str, folder: Path) -> Reading | None:
    """Return the document of the graph whose file has this name: the one way to name each of two editions."""
    try:
        graph = opened(folder)
    except GraphError:
        return None
    ids = [entry["id"] for entry in graph.report["documents"] if name in (entry["file"], entry["id"])]
    return graph.reading(ids[0]) if len(ids) == 1 else None


def _from_file(path: Path, corrector: Corrector) -> Reading:
    from extract.pipeline import extract
    from extract.read import read_file

    found = [Reading(r.facts, r.text) for r in corrector.correct(extract(read_file(path)))]
    if len(found) > 1:
        warn(f"{path}: holds {len(found)} documents; {found[0].facts.document.title} is taken")
    return found[0]
