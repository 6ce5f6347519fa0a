"""Fingerprints: hashes of all that decides what is read from a file and what is written of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

# What of a package is data for documentation or examples only.
_ASIDE = frozenset({"__pycache__", "documents", "README.md"})
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def _files(folder: Traversable) -> Iterable[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name in _ASIDE:
            continue
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry.name, entry.read_bytes()


def _hash(parts: Iterable[tuple[str, bytes]]) -> str:
    total = hashlib.sha256()
    for name, data in parts:
        total.update(f"{name}\x1f{len(data)}\x1f".encode())
        total.update(data)
    return total.hexdigest()[:16]


def _versions() -> str:
    """Return the versions of the libraries that have a say in what is read."""
    names = {m[0] for r in metadata.requires("quanze") or () if "extra ==" not in r and (m := _NAME.match(r))}
    found = []
    for name in sorted(names):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(name)
    return "\n".join(found)


@cache
def _extraction() -> str:
    packages = [(name, _hash(_files(resources.files(name))).encode()) for name in ("extract", "seeds")]
    program = f"{metadata.version('quanze')}\n{_versions()}".encode()
    return _hash([*packages, ("program", program)])


def reading_print(corrections: Path | None = None, left_out: Iterable[int] = ()) -> str:
    """Return the hash of what decides which facts a file gives: program, libraries, tables, corrections.

    The code itself is hashed, since a version may stand for several states of it. ``left_out`` are lines of the corrections
    that are put on no file, as their name is of several.
    """
    if corrections is None:
        return _extraction()
    rows = ("corrections", corrections.read_bytes()), ("left out", repr(list(left_out)).encode())
    return _hash([("extraction", _extraction().encode()), *rows])


# The modules that make triples of facts: build.py and all of this room that it imports.
WRITERS = (
    "build.py",
    "derived.py",
    "editions.py",
    "hierarchy.py",
    "iris.py",
    "ordering.py",
    "outline.py",
    "registry.py",
    "ruled.py",
    "similarity.py",
    "tasks.py",
    "titles.py",
    "writer.py",
)


@cache
def _writers() -> str:
    folder = resources.files("graph")
    # Questions and their columns say nothing of what is written.
    terms = (part for part in _files(resources.files("ontology")) if not part[0].endswith((".rq", ".csv")))
    return _hash([*((n, folder.joinpath(n).read_bytes()) for n in WRITERS), *terms])


def writing_print(base: str) -> str:
    """Return the hash of what decides which triples the facts give: the code that writes, the ontology, the base."""
    return _hash([("writers", _writers().encode()), ("base", base.encode())])
