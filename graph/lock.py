"""One writer at a time; readers need no lock, since a version in force never changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.errors import OutputError

_LOCK = ".lock"


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Hold the graph's lock; the operating system frees it when the process ends, however it ends.

    Raises
    ------
    OutputError
        If another process is writing to the graph, or the folder can't be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / _LOCK, timeout=0)
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as fault:
        raise OutputError(
            f"{folder}: another quanze is writing to this graph", "wait until it is done, or build into another folder"
        ) from fault
    except OSError as fault:
        raise OutputError(f"{folder}: can't be written ({fault.strerror})", "name another folder with -o") from fault
    try:
        yield
    finally:
        lock.release()
        if made and {entry.name for entry in folder.iterdir()} <= {_LOCK}:
            # Nothing came of the build: no folder is left behind that looks like a graph.
            (folder / _LOCK).unlink(missing_ok=True)
            folder.rmdir()
