"""``quanze remove``: documents out of a graph."""

from __future__ import annotations

from pathlib import Path

import click

from graph.cli.options import graph_folder_option, load_option
from graph.cli.summary import conclude, loaded
from graph.jobs import Options, remove
from graph.remote import Address


@click.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT...")
@graph_folder_option
@load_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON instead of the summary.")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], folder: Path, store: Address | None, as_json: bool) -> None:
    """Take documents out of a graph; the others in it stay.

    DOCUMENT is the name of its file, the path that it was read from, its title, its id as the report has it, or a part of
    these that no other document has. Nothing is removed if one of them is not in the graph, or may be one of several;
    the path of a file means all the documents in it.

    \b
    Examples:
      quanze remove 旧文件.docx
      quanze remove 高质量发展的若干措施 -g my-graph
      quanze remove 深圳/03.txt
    """
    built = remove(folder, names, Options())
    loaded(built, store)
    conclude(ctx, built, as_json)
