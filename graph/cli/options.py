"""Options that several commands share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from extract.read import LIMITS, Limits

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


def _limits(ctx: click.Context, param: click.Parameter, value: float) -> Limits:
    return replace(LIMITS, bytes=int(value * 2**20))


limits_option = click.option(
    "--max-mb",
    "limits",
    type=click.FloatRange(min=0, min_open=True),
    default=LIMITS.bytes / 2**20,
    show_default=True,
    callback=_limits,
    help="Refuse files that are larger, in MB.",
)
