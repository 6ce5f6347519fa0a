"""``quanze extract``: the facts of documents as JSON."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from extract.read import Limits
from extract.written import dumps
from graph.cli.console import print_line
from graph.cli.corrections import Corrector
from graph.cli.documents import Documents
from graph.cli.options import corrections_option, document_path, limits_option


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, type=document_path, metavar="FILE...")
@corrections_option
@limits_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], corrections: Path | None, limits: Limits) -> None:
    """Print the facts of documents as JSON.

    FILE is text, a web page, Word, PDF, Excel or a .zip of these, a folder, or - for standard input. One document gives
    one JSON object; several files, or a folder, give JSON Lines, one object a line. Every
    row carries its place: text[start:end] == quote in the text that `quanze restore FILE` prints.
    The objects follow extract/facts.schema.json.

    \b
    Examples:
      quanze extract policy.txt > facts.json
      quanze extract documents/ > facts.jsonl
      quanze extract documents/ --corrections corrections.csv > facts.jsonl
    """
    # Facts hold no cycles: to look for some after every few hundred of them costs a tenth of the time.
    gc.set_threshold(50_000)
    documents = Documents(paths, limits)
    corrector = Corrector(corrections, documents.files)
    single = len(paths) == 1 and len(documents.files) == 1 and not paths[0].is_dir()
    found = []
    for reading in corrector.correct(documents.readings()):
        facts = reading.facts
        if single:
            found.append(facts)
        else:
            print_line(dumps(facts))
    if len(found) == 1:
        print_line(dumps(found[0], lines=True))
    for facts in found if len(found) > 1 else ():
        print_line(dumps(facts))
    if corrector.tell() or documents.failed:
        ctx.exit(1)
