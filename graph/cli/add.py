"""``quanze add``: more documents into a graph."""

from __future__ import annotations

from pathlib import Path

import click

from extract.read import Limits
from graph.cli.documents import Documents
from graph.cli.options import (
    corrections_option,
    document_path,
    graph_folder_option,
    jobs_option,
    limits_option,
    load_option,
)
from graph.cli.summary import conclude, loaded, watched
from graph.jobs import Options, build
from graph.remote import Address


@click.command("add")
@click.argument("paths", nargs=-1, required=True, type=document_path, metavar="PATH...")
@graph_folder_option
@jobs_option
@limits_option
@corrections_option
@load_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON instead of the summary.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    folder: Path,
    jobs: int,
    limits: Limits,
    corrections: Path | None,
    store: Address | None,
    as_json: bool,
) -> None:
    """Add documents to a graph, or read them anew; the others in it stay.

    PATH is a file or a folder, searched through. A file that the graph holds already is read again if it has
    changed. A graph that doesn't exist yet is made.

    \b
    Examples:
      quanze add 新文件.docx
      quanze add inbox/ -g my-graph
    """
    documents = Documents(paths)
    options = Options(jobs=jobs, corrections=corrections, limits=limits)
    built = build(folder, documents.files, options, faults=documents.failed, keep_others=True, watch=watched)
    loaded(built, store)
    conclude(ctx, built, as_json)
