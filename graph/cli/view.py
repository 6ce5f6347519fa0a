"""``quanze view``: the graph as one interactive page."""

from __future__ import annotations

from pathlib import Path

import click

from graph.cli.options import graph_option
from graph.store import open_graph
from graph.view import write_view


@click.command("view")
@graph_option
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="HTML file to write.")
@click.option("--document", help="Only documents with these words in their title.")
@click.option("--focus", help="Open on this agency, task, district, cluster or technology.")
def command(folder: Path, output: Path, document: str | None, focus: str | None) -> None:
    """Draw the graph as one interactive HTML page that needs no network.

    \b
    Examples:
      quanze view -o graph.html
      quanze view --focus 深圳市发展和改革委员会 -o graph.html
    """
    summary = write_view(open_graph(folder), output, document=document, focus=focus)
    click.echo(f"{output}: {summary.nodes} nodes, {summary.edges} edges; open it in a browser")
