"""``quanze build``: documents in, a graph out."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from pyoxigraph import Store

from extract.pipeline import Reading as Extracted
from extract.read import Limits
from graph.build import Reading, all_quads
from graph.cli.console import print_json, print_table, warn
from graph.cli.documents import Documents, bundled
from graph.cli.options import DEFAULT_GRAPH, limits_option
from graph.iris import BASE, Iris
from graph.query import ask
from graph.store import Graph, current_version, file_ids, open_graph, write_graph
from graph.validate import validate

_LAYERS = (
    "sections",
    "responsibilities",
    "clusters",
    "districts",
    "technologies",
    "targets",
    "instruments",
    "unparsed",
)
_TOP = 10


def _entries(extracted: Sequence[Extracted], readings: Sequence[Reading]) -> list[dict[str, Any]]:
    entries = []
    for name, source, reading in zip(file_ids(readings), extracted, readings, strict=True):
        facts = reading.facts
        entries.append(
            {
                "id": name,
                "file": facts.document.file,
                "title": facts.document.title,
                "digest": facts.document.digest,
                "stale": False,
                "facts": {layer: len(getattr(facts, layer)) for layer in _LAYERS},
                "unknown_agencies": [a.canonical for a in facts.agencies if not a.known],
                "warnings": list(source.warnings),
            }
        )
    return entries


def _kept(old: Graph, failed: Sequence[tuple[str, str]]) -> list[tuple[dict[str, Any], Reading]]:
    """Return what the old graph holds of files that could not be read now; it stays, marked stale."""
    names = {Path(path).name for path, _ in failed}
    pairs = zip(old.report["documents"], old.readings(), strict=True)
    return [({**entry, "stale": True}, reading) for entry, reading in pairs if entry["file"] in names]


def _summary(graph: Graph, report: Mapping[str, Any]) -> None:
    totals = Counter[str]()
    for entry in report["documents"]:
        totals.update(entry["facts"])
    rows = [
        ["documents", len(report["documents"])],
        ["sections", totals["sections"]],
        ["tasks", report["tasks"]],
        ["agencies", report["agencies"]],
        ["assignments", totals["responsibilities"]],
        *([layer, totals[layer]] for layer in ("clusters", "districts", "technologies", "targets", "instruments")),
        ["triples", report["quads"]],
        ["unread duties", totals["unparsed"]],
        ["violations", len(report["violations"])],
    ]
    print_table(["in the graph", "number"], rows)
    click.echo()
    leaders = [row for row in ask(graph, "leaders") if row["led"] or row["responsible"]][:_TOP]
    if leaders:
        body = [[row["agencyName"], row["led"], row["responsible"], row["tasks"]] for row in leaders]
        print_table(["agencies that lead most", "牵头 led", "负责 responsible", "任务 tasks"], body)
        click.echo()
    for entry in report["documents"]:
        stale = " (could not be read this time; kept from the last build)" if entry["stale"] else ""
        note = "; ".join(entry["warnings"])
        digest = "〔摘编，非原文〕" if entry["digest"] else ""
        click.echo(f"{entry['file']}: {digest}{entry['title']}{stale}{f' [{note}]' if note else ''}")
    click.echo()
    click.echo(f"The graph is in {graph.folder} (facts, texts and report.json in {graph.path}). Next:")
    where = "" if graph.folder == DEFAULT_GRAPH else f" -g {graph.folder}"
    for step in (
        "query --list",
        f"query tasks-without-lead{where}",
        f"matrix{where} -o matrix.xlsx",
        f"view{where} -o view.html",
    ):
        click.echo(f"  quanze {step}")


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=DEFAULT_GRAPH,
    show_default=True,
    help="Folder of the graph.",
)
@click.option("--base", default=BASE, show_default=True, help="Base IRI of the graph's own things.")
@limits_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON instead of the summary.")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], output: Path, base: str, limits: Limits, as_json: bool
) -> None:
    """Read documents and build the graph.

    PATH is a file or a folder, searched through; without one the bundled documents are read. The graph then
    holds exactly these documents. Files that can't be read are named, the others are built, and the exit
    code is 1; what an earlier graph held of such a file stays, marked stale.

    \b
    Examples:
      quanze build
      quanze build policies/ more/意见.txt -o my-graph
    """
    documents = Documents(paths or (bundled(),), limits)
    extracted = list(documents.readings())
    if not extracted:
        raise click.ClickException("no document could be read; the graph is left as it was")
    readings = [Reading(r.facts, r.text) for r in extracted]
    entries = _entries(extracted, readings)
    if documents.failed and current_version(output) is not None:
        for entry, reading in _kept(open_graph(output), documents.failed):
            entries.append(entry)
            readings.append(reading)
        for name, entry in zip(file_ids(readings), entries, strict=True):
            entry["id"] = name
    iris = Iris(base)
    program = version("quanze")
    quads = list(all_quads(readings, iris, program))
    report: dict[str, Any] = {
        "program": program,
        "base": base,
        "documents": entries,
        "failed": [{"file": path, "error": error} for path, error in documents.failed],
        "tasks": len({(r.facts.document.sha256, d.path, d.task) for r in readings for d in r.facts.responsibilities}),
        "agencies": len({iris.agency(a) for r in readings for a in r.facts.agencies}),
        "quads": len(quads),
    }

    def finish(store: Store) -> Mapping[str, Any]:
        report["violations"] = [
            {
                "document": v.document,
                "path": v.path,
                "node": v.node,
                "sentence": v.sentence,
                "message": v.message,
            }
            for v in validate(store, iris)
        ]
        return report

    graph = write_graph(output, readings, quads, finish)
    for found in report["violations"]:
        warn(
            f"violation: {found['document']} {found['path']}: {found['message']} ({found['sentence'] or found['node']})"
        )
    if as_json:
        print_json(report)
    else:
        _summary(graph, report)
    sys.stdout.flush()
    if documents.failed or report["violations"]:
        ctx.exit(1)
