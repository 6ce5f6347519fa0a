"""Put a matrix on the disk: the format by the file's suffix, whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from extract.errors import OutputError
from graph.matrix.model import Matrix
from graph.matrix.page import to_html
from graph.matrix.plain import to_csv, to_markdown
from graph.matrix.workbook import to_xlsx

_FORMATS: dict[str, Callable[[Matrix], bytes]] = {
    ".xlsx": to_xlsx,
    ".csv": to_csv,
    ".html": to_html,
    ".md": to_markdown,
}
SUFFIXES = tuple(_FORMATS)


def write(matrix: Matrix, path: Path) -> None:
    """Write the matrix to a file, in the format that its suffix names.

    Parameters
    ----------
    matrix
        What to write.
    path
        A file that ends in ``.xlsx``, ``.csv``, ``.html`` or ``.md``; an existing one is replaced.

    Raises
    ------
    OutputError
        If the suffix is another one, the folder doesn't exist, or the file can't be replaced. What stood
        there before is then untouched.
    """
    render = _FORMATS.get(path.suffix.lower())
    if render is None:
        raise OutputError(f"{path}: unknown suffix {path.suffix!r}", f"use one of {' '.join(SUFFIXES)}")
    check(path)
    replace(path, render(matrix))


def check(path: Path) -> None:
    """See that a file can be meant by ``path``, before any work is done for it.

    Raises
    ------
    OutputError
        If its folder doesn't exist, or it is a folder itself.
    """
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist", "create it first")
    if path.is_dir():
        raise OutputError(f"{path}: is a folder", "name a file")


def replace(path: Path, data: bytes) -> None:
    """Make ``data`` the content of a file, whole or not at all.

    Raises
    ------
    OutputError
        If the folder can't be written or the file can't be replaced. What stood there before is then untouched.
    """
    # A link stays a link: the file that it points to is replaced. The temporary file is opened by name and
    # not by mkstemp, whose files only their owner can read: a matrix goes to a shared folder.
    target = path.resolve()
    temporary = target.with_name(f".quanze-{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        mend = (
            "choose a folder that you may write to" if isinstance(fault, PermissionError) else "choose another folder"
        )
        raise OutputError(f"{path}: can't write in {target.parent}: {fault.strerror}", mend) from fault
    try:
        os.replace(temporary, target)  # noqa: PTH105 - the name says that it is atomic
    except PermissionError as fault:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: can't be replaced", "close the program that has it open") from fault
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: can't be replaced: {fault.strerror}", "choose another name") from fault
