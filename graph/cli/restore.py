"""``quanze restore``: the text that facts refer to."""

from __future__ import annotations

from pathlib import Path

import click

from extract.read import read_file
from extract.restore import restore
from graph.cli.console import write_whole


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of the terminal.")
def command(file: Path, output: Path | None) -> None:
    """Print the restored text of a document.

    Bytes that were misread are read again, pinyin that a web page injected behind characters is removed, and
    traditional script set in simplified;
    a text without such damage comes out unchanged. The offsets of `quanze extract` count its characters.
    """
    if not file.is_file():
        raise click.ClickException(f"{file}: no such file; check the path")
    text = restore(read_file(file).text).text
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
