"""``quanze network``: who works with whom, measured."""

from __future__ import annotations

from pathlib import Path

import click

from extract.errors import OutputError
from graph.cli.options import graph_option, opened
from graph.cli.tables import format_option, json_option, put_out
from graph.corpus import Choice, choose, documents_of
from graph.network import MEASURES, NETWORKS, build, graphml, network_report
from graph.report.model import stamp_of
from graph.report.output import SUFFIXES, check, replace


@click.command("network")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"File to write: {' '.join(SUFFIXES)}, or .graphml for Gephi and others. Without it a table is printed.",
)
@click.option(
    "--of",
    "name",
    type=click.Choice(list(NETWORKS)),
    default="agencies",
    show_default=True,
    help="; ".join(f"{key}: {en}" for key, (_, en) in NETWORKS.items()) + ".",
)
@click.option(
    "--measure",
    "measures",
    type=click.Choice(list(MEASURES)),
    multiple=True,
    help="Show this measure, and order by the first; may be given several times.  [default: all]",
)
@click.option("--document", help="Only documents with these words in their title or file name.")
@click.option("--jurisdiction", help="Only documents of this place, such as 深圳市.")
@click.option("--date", "day", help="Only documents in force on this day, such as 2024-05-31.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings.")
@format_option
@json_option
def command(
    folder: Path,
    output: Path | None,
    name: str,
    measures: tuple[str, ...],
    document: str | None,
    jurisdiction: str | None,
    day: str | None,
    lang: str,
    form: str,
    as_json: bool,
) -> None:
    """Measure who works with whom, and what lies where.

    Degree, strength, betweenness and communities of a network; what each means is said above the table.

    \b
    Examples:
      quanze network
      quanze network --measure betweenness --jurisdiction 深圳市
      quanze network --of districts --measure communities -o 区域集群.xlsx
      quanze network --of technologies -o technologies.graphml
    """
    graph = opened(folder)
    readings = choose(documents_of(graph), Choice(document, jurisdiction, day))
    network = build(name, readings)
    if output is not None and output.suffix.lower() == ".graphml":
        check(output, (*SUFFIXES, ".graphml"))
        replace(output, graphml(network, stamp_of(graph)))
        click.echo(f"{output}: {network.number_of_nodes()} nodes, {network.number_of_edges()} edges")
        return
    if output is not None and output.suffix.lower() not in SUFFIXES:
        raise OutputError(
            f"{output}: unknown suffix {output.suffix!r}", f"use one of {' '.join((*SUFFIXES, '.graphml'))}"
        )
    report = network_report(name, network, measures or tuple(MEASURES), stamp_of(graph), lang)  # type: ignore[arg-type]
    put_out(report, output, "json" if as_json else form)
