"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

DEFAULT_GRAPH = Path("quanze-out")

graph_option = click.option(
    "-g",
    "--graph",
    "folder",
    type=click.Path(path_type=Path),
    default=DEFAULT_GRAPH,
    show_default=True,
    help="Folder of the graph, as `quanze build -o` wrote it.",
)
