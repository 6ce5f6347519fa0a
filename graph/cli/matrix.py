"""``quanze matrix``: who owns what, as a table that an office can print."""

from __future__ import annotations

from pathlib import Path

import click

from graph.cli.options import graph_option
from graph.matrix import write
from graph.matrix.source import matrix_of
from graph.store import open_graph


@click.command("matrix")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write: .xlsx, .csv, .html or .md.",
)
@click.option("--document", help="Only documents with these words in their title.")
def command(folder: Path, output: Path, document: str | None) -> None:
    """Print who owns what: tasks by agencies.

    Cells hold the roles (牵头 ●, 负责 ○, 配合 △, 会同 ◇, 督导 ▽) with the clause that says so; a workbook has a
    sheet for each document and one of evidence. A document without duties gets a sheet that says so.

    \b
    Examples:
      quanze matrix -o 分工表.xlsx
      quanze matrix --document 安全应急与环保 -o matrix.html
    """
    matrix = matrix_of(open_graph(folder), document)
    write(matrix, output)
    counts = f"{len(matrix.rows)} tasks, {len(matrix.agencies)} agencies, {len(matrix.assignments)} assignments"
    click.echo(f"{output}: {counts} of {len(matrix.documents)} documents")
