"""``quanze validate``: the graph held against its shapes."""

from __future__ import annotations

from pathlib import Path

import click

from graph.cli.console import print_json
from graph.cli.options import graph_option, opened
from graph.iris import Iris
from graph.shapes import validate
from graph.store import at_hand


@click.command("validate")
@graph_option
@click.option("--json", "as_json", is_flag=True, help="Print the violations as JSON.")
@click.pass_context
def command(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Check a built graph against its SHACL shapes.

    Prints each violation with its document, section and sentence; the exit code is 1 if there is one.
    """
    graph = at_hand(opened(folder, questions=100))
    found = list(validate(graph.store, Iris(graph.report["base"])))
    if as_json:
        print_json(
            [
                {
                    "document": v.document,
                    "path": v.path,
                    "node": v.node,
                    "sentence": v.sentence,
                    "message": v.message,
                }
                for v in found
            ]
        )
    else:
        for v in found:
            where = f"{v.document} {v.path}".strip()
            click.echo(f"{where}: {v.message}: {v.sentence or v.node}")
        click.echo("1 violation" if len(found) == 1 else f"{len(found)} violations")
    if found:
        ctx.exit(1)
