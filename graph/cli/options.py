"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extract.read import LIMITS, Limits

if TYPE_CHECKING:
    from graph.remote import Address
    from graph.store import Graph

DEFAULT_GRAPH = Path("quanze-out")

_STORE = "quanze.store"
_MEMORY = "quanze.memory"
F = TypeVar("F", bound=Callable[..., Any])


def _address(ctx: click.Context, param: click.Parameter, value: str | None) -> Address | None:
    found = None
    if value:
        from graph.remote import Address

        found = Address.parse(value)
    ctx.meta[_STORE] = found
    return found


def _source(ctx: click.Context, param: click.Parameter, value: Path) -> Path | Address:
    found: Address | None = ctx.meta.get(_STORE)
    return found or value


def _held(ctx: click.Context, param: click.Parameter, value: bool | None) -> bool | None:
    ctx.meta[_MEMORY] = value
    return value


# A document that may not be read is told like one that can't be, and the others are read.
document_path = click.Path(path_type=Path, readable=False)


def _graph_folder(told: str, callback: Callable[..., Any] | None = None) -> Callable[[F], F]:
    return click.option(
        "-g",
        "--graph",
        "folder",
        type=click.Path(path_type=Path),
        default=DEFAULT_GRAPH,
        show_default=True,
        callback=callback,
        help=told,
    )


memory_option = click.option(
    "--memory/--disk",
    "memory",
    default=None,
    callback=_held,
    expose_value=False,
    help="Where the graph is read; by default memory where it is small and many questions follow, else disk.",
)


def graph_option(command: F) -> F:
    """Add what says which graph is read, ``-g`` a folder or ``--store`` another store in its place, and from where."""
    folder = _graph_folder("Folder of the graph, as `quanze build -o` wrote it.", callback=_source)
    store = click.option(
        "--store",
        metavar="query=URL",
        callback=_address,
        is_eager=True,
        expose_value=False,
        help="Ask this SPARQL 1.1 store, which a build was loaded into, instead of the folder.",
    )
    return folder(store(memory_option(command)))


def opened(folder: Path | Address, questions: int = 1) -> Graph:
    """Open the graph that a command reads, where ``--memory`` or ``--disk`` says, else as the program chooses."""
    from graph.store import open_graph

    return open_graph(folder, click.get_current_context().meta.get(_MEMORY), questions)


load_option = click.option(
    "--store",
    metavar="query=URL,update=URL[,data=URL]",
    callback=_address,
    help="Load the graph into this SPARQL 1.1 store, too; only what it doesn't hold yet.",
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

graph_folder_option = _graph_folder("Folder of the graph to change.")

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=DEFAULT_GRAPH,
    show_default=True,
    help="Folder of the graph.",
)

jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    help="Processes that read; by default one for few files, else as many as there are processors.",
)

corrections_option = click.option(
    "--corrections",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Corrections, put on the facts: CSV (UTF-8, GBK) or workbook with 文件, 路径, 层, 原文, 字段, 原值, 新值, "
    "操作 (改/增/删/确认), 经办人, 日期, 理由.",
)
