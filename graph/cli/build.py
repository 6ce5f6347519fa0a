"""``quanze build``: documents in, a graph out."""

from __future__ import annotations

from pathlib import Path

import click

from extract.read import Limits
from graph.cli.documents import Documents, bundled
from graph.cli.options import corrections_option, document_path, jobs_option, limits_option, load_option, output_option
from graph.cli.summary import conclude, loaded, watched
from graph.iris import BASE
from graph.jobs import Options, build
from graph.remote import Address


@click.command("build")
@click.argument("paths", nargs=-1, type=document_path, metavar="[PATH]...")
@output_option
@click.option("--base", default=BASE, show_default=True, help="Base IRI of the graph's own things.")
@jobs_option
@limits_option
@corrections_option
@click.option("--anew", is_flag=True, help="Read every file again, changed or not.")
@load_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON instead of the summary.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path,
    base: str,
    jobs: int,
    limits: Limits,
    corrections: Path | None,
    anew: bool,
    store: Address | None,
    as_json: bool,
) -> None:
    """Read documents and build the graph.

    PATH is a file or a folder, searched through; without one the bundled documents are read. The graph then
    holds exactly these documents. A file is read only if it, the program or the corrections have changed since the
    last build. Files that can't be read are named, the others are built, and the exit
    code is 1; what an earlier graph held of such a file stays, marked stale. What users wrote into graphs of their own
    (quanze serve --allow-updates) stays as it is.

    \b
    Examples:
      quanze build
      quanze build policies/ more/意见.txt -o my-graph
      quanze build policies/ --jobs 4
      quanze build policies/ --store query=http://localhost:3030/ds/query,update=http://localhost:3030/ds/update
    """
    documents = Documents(paths or (bundled(),))
    options = Options(base=base, jobs=jobs, corrections=corrections, limits=limits, anew=anew)
    built = build(output, documents.files, options, faults=documents.failed, watch=watched)
    loaded(built, store)
    conclude(ctx, built, as_json)
