"""Put a report on the disk: the format by the file's suffix, whole or not at all."""

from __future__ import annotations

import importlib
import os
import secrets
from pathlib import Path

from extract.errors import OutputError
from graph.report.model import Report

# The writers are imported when called: Word and Excel libraries are slow to load.
_WRITERS = {
    ".xlsx": ("graph.report.workbook", "to_xlsx"),
    ".csv": ("graph.report.plain", "to_csv"),
    ".html": ("graph.report.page", "to_html"),
    ".md": ("graph.report.plain", "to_markdown"),
    ".docx": ("graph.report.word", "to_docx"),
    ".json": ("graph.report.plain", "to_json"),
}
SUFFIXES = tuple(_WRITERS)


def render(report: Report, suffix: str) -> bytes:
    """Return the report in the format of a suffix, one of ``SUFFIXES``."""
    module, name = _WRITERS[suffix]
    data: bytes = getattr(importlib.import_module(module), name)(report)
    return data


def write(report: Report, path: Path) -> None:
    """Write the report to a file, in the format that its suffix names.

    Parameters
    ----------
    report
        What to write.
    path
        A file that ends in one of ``SUFFIXES``; an existing one is replaced.

    Raises
    ------
    OutputError
        If the suffix is another one, the folder doesn't exist, or the file can't be replaced. What stood
        there before is then untouched.
    """
    check(path, SUFFIXES)
    replace(path, render(report, path.suffix.lower()))


def check(path: Path, suffixes: tuple[str, ...]) -> None:
    """See that a file can be meant by ``path``, before any work is done for it.

    Raises
    ------
    OutputError
        If its suffix is none of ``suffixes``, its folder doesn't exist, or it is a folder itself.
    """
    if path.suffix.lower() not in suffixes:
        raise OutputError(f"{path}: unknown suffix {path.suffix!r}", f"use one of {' '.join(suffixes)}")
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
