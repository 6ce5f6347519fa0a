"""What the commands that change a graph print when they are done."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from graph.cli.console import print_json, print_table, progress, warn
from graph.cli.corrections import told
from graph.cli.options import DEFAULT_GRAPH
from graph.editions import WHY
from graph.jobs import Built, Outcome
from graph.query import ask
from graph.remote import Address, load
from graph.store import Graph

_TOP = 10


def watched(files: Sequence[Path], outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Yield what was read with a bar on a terminal, telling each fault in a line of its own."""
    with progress(files, "reading") as bar:
        # The bar leads, so that it moves as files are read.
        for _ in bar:
            outcome = next(outcomes)
            for fault in outcome.faults:
                warn(f"error: {fault}")
            yield outcome


def loaded(built: Built, store: Address | None) -> None:
    """Load what was built into another store, where one is named, and say so."""
    if store is None:
        return

    def watch(names: Sequence[str]) -> Iterator[str]:
        with progress(names, "loading") as bar:
            yield from bar

    new, left, gone = load(built.graph.store, store, built.graph.folder, watch)
    click.echo(f"{store.query}: {new} graphs loaded, {left} left as they were, {gone} removed", err=True)


def conclude(ctx: click.Context, built: Built, as_json: bool) -> None:
    """Print what a build came to; the exit code is 1 where something failed or is not as its shape says."""
    graph, report = built.graph, built.graph.report
    for found in report["violations"]:
        where = f"{found['document']} {found['path']}".strip()
        warn(f"violation: {where}: {found['message']} ({found['sentence'] or found['node']})")
    _editions(report)
    corrections = report.get("corrections", {})
    unapplied = told(corrections.get("file", ""), corrections.get("rows", ()))
    if as_json:
        print_json({**report, "failed": built.failed, "version": graph.version, "changed": built.changed})
    elif built.changed:
        _summary(graph, report)
    else:
        documents = len(graph.asked)
        unread = f" {_files(built.failed)} could not be read." if built.failed else ""
        click.echo(
            f"Nothing has changed: the graph in {graph.folder} holds {documents} document{'s' * (documents != 1)} as before.{unread}"
        )
    sys.stdout.flush()
    if built.failed or report["violations"] or unapplied:
        ctx.exit(1)


def _summary(graph: Graph, report: Mapping[str, Any]) -> None:
    totals = Counter[str]()
    aside = {row["file"] for row in report.get("editions", ())}
    for entry in report["documents"]:
        if entry["id"] not in aside:
            totals.update(entry["facts"])
    rows = [
        ["documents", len(graph.asked)],
        *([["other texts of these", len(aside)]] if aside else []),
        ["sections", totals["sections"]],
        ["tasks", report["tasks"]],
        ["agencies", report["agencies"]],
        ["assignments", totals["responsibilities"]],
        *([layer, totals[layer]] for layer in ("clusters", "districts", "technologies", "targets", "instruments")),
        ["triples", report["quads"]],
        *([["of these users' own, kept", report["own"]]] if report.get("own") else []),
        ["unread duties", totals["unparsed"]],
        ["violations", len(report["violations"])],
    ]
    print_table(["in the graph", "number"], rows)
    click.echo(
        "agencies: with a part in a task, or issuing a document; triples: counted once for each text that says them"
    )
    click.echo()
    leaders = [row for row in ask(graph, "leaders") if row["led"] or row["responsible"]][:_TOP]
    if leaders:
        body = [[row["agencyName"], row["led"], row["responsible"], row["tasks"]] for row in leaders]
        print_table(["agencies that lead most", "牵头 led", "负责 responsible", "任务 tasks"], body)
        click.echo()
    _documents(report)
    click.echo(f"The graph is in {graph.folder} (facts, texts and report.json in {graph.path}). Next:")
    where = "" if graph.folder == DEFAULT_GRAPH else f" -g {graph.folder}"
    for step in (
        "query --list",
        f"query tasks-without-lead{where}",
        f"matrix{where} -o matrix.xlsx",
        f"view{where} -o view.html",
    ):
        click.echo(f"  quanze {step}")


# As many lines about documents as can be taken in; the report has the others.
_SHOWN = 40


def _documents(report: Mapping[str, Any]) -> None:
    read, kept, removed = report["read"], report["kept"], report["removed"]
    click.echo(f"{_files(read)} read, {_files(kept)} unchanged and kept, {_files(removed)} removed")
    if report["read_again"]:
        click.echo(
            f"{_files(report['read_again'])} read again though unchanged: the program, its tables or the corrections "
            "are not what they were, or --anew asked for it"
        )
    if report["written_anew"]:
        click.echo("all triples written anew: the program, its ontology or the base IRI is not what it was")
    called = _called(report)
    instead = {row["file"]: called[row["stands"]] for row in report.get("editions", ())}
    for entry in report["documents"][:_SHOWN]:
        stale = " (could not be read this time; kept from the last build)" if entry["stale"] else ""
        note = "; ".join(entry["warnings"])
        digest = "〔摘编，非原文〕" if entry["digest"] else ""
        other = f" (not asked: {instead[entry['id']]} stands for it)" if entry["id"] in instead else ""
        click.echo(f"{entry['file']}: {digest}{entry['title']}{stale}{other}{f' [{note}]' if note else ''}")
    if len(report["documents"]) > _SHOWN:
        click.echo(f"… and {len(report['documents']) - _SHOWN} more (quanze query documents lists them)")
    for source in removed[:_SHOWN]:
        click.echo(f"removed: {source}")
    click.echo()


def _editions(report: Mapping[str, Any]) -> None:
    """Tell which texts are not asked, since another one stands for their policy."""
    rows = report.get("editions", ())
    called = _called(report)
    for row in rows[:_SHOWN]:
        file, stands = called[row["file"]], called[row["stands"]]
        warn(f"two texts of 《{row['title']}》: {stands} stands for it, {file} is not asked, as {WHY[row['why']]}")
    if len(rows) > _SHOWN:
        warn(f"… and {len(rows) - _SHOWN} more texts that are not asked (editions in report.json)")
    if rows:
        warn("quanze remove takes out the text that is not wanted; quanze diff shows what changed between two")


def _called(report: Mapping[str, Any]) -> dict[str, str]:
    """Return what to call each document, by its id: its file's name, or the whole path where two have that name."""
    names = Counter(entry["file"] for entry in report["documents"])
    return {
        entry["id"]: entry["file"] if names[entry["file"]] == 1 else entry.get("source") or entry["id"]
        for entry in report["documents"]
    }


def _files(names: Sequence[object]) -> str:
    return "1 file" if len(names) == 1 else f"{len(names)} files"
