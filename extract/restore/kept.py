"""Tables that take seconds to make and a moment to load, kept in the user's cache folder."""

from __future__ import annotations

import hashlib
import logging
import marshal
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_SUM = 4


def kept(name: str, make: Callable[..., T], *sources: bytes) -> T:
    """Return ``make(*sources)``, from the cache folder where it was made of the same before.

    Parameters
    ----------
    name
        Begins the name of its file.
    make
        Makes a value of plain types (what :mod:`marshal` writes). The text of its module and of those beside it is part of
        the key, so that another version makes it anew.
    sources
        What it is made of.
    """
    from platformdirs import user_cache_path

    code = sys.modules[make.__module__].__file__
    key = hashlib.sha256(f"{sys.version_info[:2]} {marshal.version}".encode())
    if code is not None:
        for module in sorted(Path(code).parent.glob("*.py")):
            key.update(module.read_bytes())
    for source in sources:
        key.update(source)
    path = user_cache_path("quanze") / f"{name}-{key.hexdigest()[:20]}.marshal"
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if len(data) > _SUM and zlib.crc32(data[_SUM:]).to_bytes(_SUM, "big") == data[:_SUM]:
        # The folder is the user's own, and this program wrote the file.
        return cast(T, marshal.loads(data[_SUM:]))  # noqa: S302
    made = make(*sources)
    payload = marshal.dumps(cast(Any, made))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        older = set(path.parent.glob(f"{name}-*.marshal"))
        handle, draft = tempfile.mkstemp(dir=path.parent)
        try:
            # Whole or not at all: another process may be reading.
            with open(handle, "wb") as out:  # noqa: PTH123  # a descriptor, not a path
                out.write(zlib.crc32(payload).to_bytes(_SUM, "big") + payload)
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
        for file in older - {path}:
            file.unlink(missing_ok=True)
    except OSError as fault:
        # A folder that can't be written costs seconds at the next start, and nothing else.
        _LOG.debug("%s can't be kept: %s", path, fault)
    return made
