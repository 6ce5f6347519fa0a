"""``quanze view``: the graph as one interactive page."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import click

from graph.cli.console import progress
from graph.cli.options import graph_option, opened

KINDS = ("agency", "task", "technology", "district", "cluster", "target", "instrument")
# A bar for five documents would be gone before it is read.
_MANY = 50


@click.command("view")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="An .html file to write; a folder, or a .zip, where one page would be too large.",
)
@click.option("--document", help="Only documents with these words in their title or file name.")
@click.option("--focus", help="Open on this agency, task, district, cluster or technology.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Only things of this kind; may be repeated. Agencies and tasks go together. All by default.",
)
@click.option(
    "--engine",
    type=click.Choice(("pyvis", "none")),
    default="pyvis",
    show_default=True,
    help="What draws the pictures; none leaves the focus view and the map out, for a page of half the size.",
)
@click.option(
    "--split",
    type=click.Choice(("agency", "district")),
    default="agency",
    show_default=True,
    help="How a folder or zip is split into pages.",
)
def command(
    folder: Path,
    output: Path,
    document: str | None,
    focus: str | None,
    kinds: tuple[str, ...],
    engine: str,
    split: Literal["agency", "district"],
) -> None:
    """Make an interactive page of the graph that needs no network and no server: open it by a double click.

    It shows who owns what as a matrix, a search with the list of duties and their sentences, the surroundings of one
    thing, a map of who leads what, and the documents themselves with all that was read from them marked. The page
    finds names by Chinese, pinyin and pinyin initials, and gives its rows as CSV, its pictures as PNG and SVG.

    One page takes 10,000 things. Beyond that, name a folder or a .zip: it holds an index and a page for every few
    agencies (or districts).

    \b
    Examples:
      quanze view -o graph.html
      quanze view --focus 市发展改革委 -o graph.html
      quanze view --document 行动计划 --kind agency --kind task -o duties.html
      quanze view --engine none -o mail.html          half the size, without pictures
      quanze view --split district -o graph.zip
    """
    from graph.view import write_view

    summary = write_view(opened(folder), output, document, focus, kinds or KINDS, engine == "pyvis", split, _working)
    counts = f"{summary.nodes} nodes, {summary.edges} edges"
    pages = f" on {summary.pages - 1} pages with an index" if summary.pages > 1 else ""
    if output.suffix.lower() == ".zip":
        start = "unpack it and open index.html"
    else:
        start = f"open {output / 'index.html'}" if output.is_dir() else "open it"
    opens = f", opening on {summary.focus}" if summary.focus else ""
    click.echo(f"{output}: {counts}{pages}{opens}; {start} in a browser")


def _working(items: Sequence[str]) -> Iterator[str]:
    """Show a bar on a terminal while many items are worked through."""
    if len(items) < _MANY or not sys.stderr.isatty():
        yield from items
        return
    with progress(items, "writing" if items[0].endswith(".html") else "reading") as bar:
        yield from bar
