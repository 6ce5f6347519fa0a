"""``quanze export``: the graph for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from graph.cli.options import graph_option, opened
from graph.export import FORMATS, export
from graph.store import at_hand


@click.command("export")
@graph_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="File, or folder of tables, to write."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="By default as the file's suffix says.")
def command(folder: Path, output: Path, form: str | None) -> None:
    """Write the graph in another program's format.

    RDF: .ttl (Turtle), .trig, .nq (N-Quads), .nt, .jsonld. Networks that Gephi opens: .graphml, .gexf. Tidy tables
    into a folder: --format csv or parquet, one table a kind of fact, one row a fact with its sentence (of several
    texts of one policy: of the one that stands for it), and beside them a data dictionary (dictionary.csv for people,
    datapackage.json for programs).

    \b
    Examples:
      quanze export -o graph.trig
      quanze export -o graph.gexf
      quanze export --format csv -o tables
    """
    click.echo(export(at_hand(opened(folder)), output, form))
