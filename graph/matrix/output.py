"""Put a matrix on the disk: the format by the file's suffix, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.matrix.model import Matrix
from graph.matrix.page import to_html
from graph.matrix.plain import to_csv, to_json, to_markdown
from graph.matrix.words import PLAIN, Style
from graph.matrix.workbook import to_xlsx
from graph.report.output import check, replace

_FORMATS: dict[str, Callable[[Matrix, Style], bytes]] = {
    ".xlsx": to_xlsx,
    ".csv": to_csv,
    ".html": to_html,
    ".md": to_markdown,
    ".json": to_json,
}
SUFFIXES = tuple(_FORMATS)


def write(matrix: Matrix, path: Path, style: Style = PLAIN) -> None:
    """Write the matrix to a file, in the format that its suffix names.

    Parameters
    ----------
    matrix
        What to write.
    path
        A file that ends in ``.xlsx``, ``.csv``, ``.html``, ``.md`` or ``.json``; an existing one is replaced.
    style
        Language, signs and paper.

    Raises
    ------
    OutputError
        If the suffix is another one, the folder doesn't exist, or the file can't be replaced. What stood
        there before is then untouched.
    """
    check(path, SUFFIXES)
    replace(path, _FORMATS[path.suffix.lower()](matrix, style))
