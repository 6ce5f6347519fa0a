"""Tables that take seconds to make and a moment to load, kept in the user's cache folder."""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar, cast

from extract.cachefile import load, path_of, store

T = TypeVar("T")


def file_beside(package: str, name: str) -> Path:
    """Return a file of a package, which is not imported for that: some take long to.

    Raises
    ------
    ModuleNotFoundError
        If there is no such package.
    """
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(package)
    return Path(found.origin).with_name(name)


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
    code = sys.modules[make.__module__].__file__
    key = hashlib.sha256(f"{sys.version_info[:2]} {marshal.version} {sys.byteorder}".encode())
    if code is not None:
        for module in sorted(Path(code).parent.glob("*.py")):
            key.update(module.read_bytes())
    for source in sources:
        key.update(source)
    path = path_of(f"{name}-{key.hexdigest()[:20]}")
    found = load(path)
    if found is None:
        found = make(*sources)
        store(path, found, f"{name}-*.marshal")
    return cast(T, found)
