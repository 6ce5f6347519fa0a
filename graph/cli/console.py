"""What the commands share: tables, CSV, JSON, progress, errors on one line."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from extract.errors import OutputError

T = TypeVar("T")
# Wide enough that nothing is cut in a pipe: a terminal wraps, a file should not.
_PIPE_WIDTH = 10_000
_PIECE = re.compile(r"[\x21-\x7e]+|.", re.S)
_CLOSING = frozenset("，。；：、）》〉」』】〕！？”’…")


def warn(message: str) -> None:
    """Print one line to standard error."""
    click.echo(f"quanze: {message}", err=True)


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    title: str | None = None,
    widths: Sequence[int | None] = (),
) -> None:
    """Print rows as a table in which Chinese lines up; nothing is cut in a pipe.

    Parameters
    ----------
    columns
        Headings.
    rows
        Cells; numbers stand right.
    title
        A line above the table.
    widths
        For each column how many half-width letters its lines have at most, None for any; rows of several lines stand
        apart. Where it is empty, only a terminal wraps.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    body = [list(row) for row in rows]
    terminal = sys.stdout.isatty()
    console = Console(file=sys.stdout, width=None if terminal else _PIPE_WIDTH, highlight=False, soft_wrap=not terminal)
    if title:
        console.print(Text(title, style="bold"))
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, safe_box=True, leading=bool(any(widths)))
    for i, name in enumerate(columns):
        numeric = bool(body) and all(isinstance(row[i], (int, float)) for row in body)
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    limits = widths or [None] * len(columns)
    for row in body:
        cells = zip(map(cell_text, row), limits, strict=True)
        table.add_row(*(Text(folded(text, most) if most else text) for text, most in cells))
    buffer = io.StringIO()
    plain = console if terminal else Console(file=buffer, width=_PIPE_WIDTH, highlight=False, color_system=None)
    plain.print(table)
    if not terminal:
        sys.stdout.write("\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n")


def folded(text: str, width: int) -> str:
    """Return text in lines of a width, as Chinese is set: between any two characters, none begun by a closing mark."""
    from rich.cells import cell_len

    lines: list[list[str]] = [[]]
    for piece in _PIECE.findall(text):
        line = lines[-1]
        if line and cell_len("".join(line)) + cell_len(piece) > width:
            # The character before a closing mark goes with it.
            taken = [line.pop()] if piece in _CLOSING and len(line) > 1 else []
            lines.append(taken)
        if piece != " " or lines[-1]:
            lines[-1].append(piece)
    return "\n".join("".join(line).rstrip() for line in lines)


def cell_text(value: Any) -> str:
    """Return how a cell prints: nothing for None, three decimals for a fraction."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    return str(value).replace("\n", " ")


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as CSV (RFC 4180, line ends as the RFC has them)."""
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    writer.writerows(["" if value is None else value for value in row] for row in rows)


def print_line(text: str) -> None:
    """Print a long line that holds no control characters: ``click.echo`` would look for colours in it."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_json(data: Any) -> None:
    """Print JSON with Chinese as it is."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


@contextmanager
def progress(items: Sequence[T], label: str) -> Iterator[Iterator[T]]:
    """Show a bar on a terminal while ``items`` are worked through; be quiet in a pipe."""
    if not sys.stderr.isatty():
        yield iter(items)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield iter(bar.track(items, description=label))


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    OutputError
        If the folder doesn't exist or the file can't be replaced.
    """
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist", "create it first")
    import tempfile

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as fault:
        mend = "choose a folder that you may write to"
        raise OutputError(f"{path}: can't write in {path.parent} ({fault.strerror})", mend) from fault
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        temporary.replace(path)
    except PermissionError as fault:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: can't be written", "close the program that has it open") from fault
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
