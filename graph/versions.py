"""The folder that holds a graph: versions written aside, one small file that names the current one.

::

    DIR/CURRENT                 the number of the version in force
    DIR/versions/<n>/store/     Oxigraph
    DIR/versions/<n>/texts/     restored texts, <id>.txt
    DIR/versions/<n>/facts/     facts as JSON, <id>.json
    DIR/versions/<n>/report.json

A version is written under another name, renamed when whole, and then named by CURRENT, which is replaced
atomically: a run that dies leaves the old graph as it was. Readers keep the version that they opened.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from extract.errors import OutputError

_CURRENT = "CURRENT"
_REPORT = "report.json"
# A folder half written and not touched for so long belongs to no running build.
_ABANDONED = 3600.0


def current_version(folder: Path) -> int | None:
    """Return the number of the version in force, None where there is none."""
    try:
        return int((folder / _CURRENT).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def current_stamp(folder: Path) -> tuple[int, int] | None:
    """Return the version in force and the time it was put in force, which differ for a folder that was made anew."""
    version = current_version(folder)
    try:
        return None if version is None else (version, (folder / _CURRENT).stat().st_mtime_ns)
    except OSError:
        return None


def write_report(version: Path, report: Mapping[str, Any]) -> None:
    """Write what a version says of itself."""
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (version / _REPORT).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_report(version: Path) -> dict[str, Any]:
    """Return what a version says of itself."""
    found: dict[str, Any] = json.loads((version / _REPORT).read_text(encoding="utf-8"))
    return found


def put_in_force(folder: Path, fill: Callable[[Path], object], mark: str = "") -> int:
    """Write a version aside, and put it in force when it is whole.

    Parameters
    ----------
    folder
        The graph's folder; made if it doesn't exist.
    fill
        Writes the version into the folder that it is given. An exception from it commits nothing.
    mark
        Begins the name that the version has until it is whole, so that whoever ends this process can clear it away.

    Returns
    -------
    int
        The number of the version.

    Raises
    ------
    OutputError
        If the folder can't be written; the old graph stays.
    """
    try:
        versions = folder / "versions"
        versions.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=versions, prefix=f".writing-{mark}"))
    except OSError as fault:
        raise OutputError(f"{folder}: can't be written ({fault.strerror})", "name another folder with -o") from fault
    written = fresh
    try:
        fill(fresh)
        number = max((int(p.name) for p in versions.iterdir() if p.name.isdigit()), default=0) + 1
        written = fresh.replace(versions / str(number))
        pointer = folder / f".{_CURRENT}.new"
        pointer.write_text(f"{number}\n", encoding="ascii")
        os.replace(pointer, folder / _CURRENT)  # noqa: PTH105 - the call that the platforms promise to be atomic
    except OSError as fault:
        _discard(folder, written)
        raise OutputError(
            f"{folder}: can't be written ({fault.strerror or fault})", "free some space or name another folder"
        ) from fault
    except BaseException:
        _discard(folder, written)
        raise
    _clean(versions, number)
    return number


def clear_away(folder: Path, mark: str) -> None:
    """Remove what a process that was ended has left of a version of this mark."""
    for left in (folder / "versions").glob(f".writing-{mark}*"):
        shutil.rmtree(left, ignore_errors=True)


def take_over(old: Path, new: Path) -> None:
    """Give a file that never changes a second name; copy it where the file system has no such names."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)


def _discard(folder: Path, written: Path) -> None:
    """Remove a version that was not put in force; an interrupt may come just after it was."""
    if written.name != str(current_version(folder)):
        shutil.rmtree(written, ignore_errors=True)


def _clean(versions: Path, current: int) -> None:
    """Remove versions no longer in force, and what a run that died has left.

    A version that a reader still holds open stays on Windows until the next build.
    """
    for old in versions.iterdir():
        if old.name.isdigit():
            done = int(old.name) < current
        else:
            try:
                done = time.time() - old.stat().st_mtime > _ABANDONED
            except FileNotFoundError:
                # Another build has just renamed it.
                continue
        if done:
            shutil.rmtree(old, ignore_errors=True)
