"""Files in the user's cache folder: plain values that this program wrote and can make again."""

from __future__ import annotations

import marshal
import zlib
from pathlib import Path
from typing import Any

_SUM = 4


def path_of(name: str) -> Path:
    """Return where a file of the cache stands."""
    from platformdirs import user_cache_path

    return user_cache_path("quanze") / f"{name}.marshal"


def load(path: Path) -> Any:
    """Return the value that a file holds, None where there is no such file or it is not whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if len(data) <= _SUM or zlib.crc32(memoryview(data)[_SUM:]).to_bytes(_SUM, "big") != data[:_SUM]:
        return None
    # The folder is the user's own, and this program wrote the file.
    return marshal.loads(memoryview(data)[_SUM:])  # noqa: S302


def store(path: Path, value: Any, older: str) -> None:
    """Write a value of plain types (what :mod:`marshal` writes), whole or not at all.

    Parameters
    ----------
    path
        The file, by :func:`path_of`.
    value
        What it is to hold.
    older
        A pattern of file names in that folder: those that match are of other versions and are taken away.
    """
    import tempfile

    payload = marshal.dumps(value)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        gone = set(path.parent.glob(older)) - {path}
        handle, draft = tempfile.mkstemp(dir=path.parent)
        try:
            # Another process may be reading.
            with open(handle, "wb") as out:  # noqa: PTH123  # a descriptor, not a path
                out.write(zlib.crc32(payload).to_bytes(_SUM, "big") + payload)
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
        for file in gone:
            file.unlink(missing_ok=True)
    except OSError as fault:
        # A folder that can't be written costs time at the next start, and nothing else.
        told("%s can't be kept: %s", path, fault)


def told(message: str, *about: object) -> None:
    """Log why something is made anew: it costs time and nothing else."""
    import logging

    logging.getLogger(__name__).debug(message, *about)
