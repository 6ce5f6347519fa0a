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
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, Store

from extract.errors import GraphError, OutputError
from extract.facts import Facts, from_json, to_json
from graph.writer import Reading

_CURRENT = "CURRENT"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def file_ids(readings: Sequence[Reading]) -> list[str]:
    """Return a file-safe name for each document: its id, with a number behind it where two share one."""
    seen: dict[str, int] = {}
    out = []
    for reading in readings:
        name = _UNSAFE.sub("_", reading.facts.document.id).strip(". ") or "document"
        # Windows and macOS take A and a for one name.
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        count = seen[name.lower()]
        out.append(name if count == 1 else f"{name}-{count}")
    return out


@dataclass(frozen=True, slots=True)
class Graph:
    """A built graph, opened for reading."""

    folder: Path
    version: int
    store: Store

    @property
    def path(self) -> Path:
        """The folder of the version."""
        return self.folder / "versions" / str(self.version)

    @property
    def report(self) -> Mapping[str, Any]:
        """What the build said: documents, warnings, counts, files that failed."""
        loaded: dict[str, Any] = json.loads((self.path / "report.json").read_text(encoding="utf-8"))
        return loaded

    def readings(self) -> Iterator[Reading]:
        """Yield facts and restored text of each document, in the order of the build."""
        for entry in self.report["documents"]:
            name = entry["id"]
            data = json.loads((self.path / "facts" / f"{name}.json").read_text(encoding="utf-8"))
            with (self.path / "texts" / f"{name}.txt").open(
                encoding="utf-8", errors="surrogatepass", newline=""
            ) as file:
                yield Reading(from_json(data), file.read())

    def facts(self) -> Iterator[Facts]:
        """Yield the facts of each document."""
        for reading in self.readings():
            yield reading.facts


def open_graph(folder: Path | str) -> Graph:
    """Open the current version of a graph for reading.

    Parameters
    ----------
    folder
        What ``quanze build -o`` wrote.

    Raises
    ------
    GraphError
        If the folder holds no graph, or one that can't be opened.
    """
    folder = Path(folder)
    try:
        version = int((folder / _CURRENT).read_text(encoding="ascii"))
    except (OSError, ValueError) as fault:
        raise GraphError(f"{folder}: no graph in this folder", f"make one with: quanze build -o {folder}") from fault
    store = folder / "versions" / str(version) / "store"
    try:
        return Graph(folder, version, Store.read_only(str(store)))
    except (OSError, ValueError) as fault:
        raise GraphError(
            f"{folder}: the graph can't be opened ({fault})", f"build it again: quanze build -o {folder}"
        ) from fault


def current_version(folder: Path) -> int | None:
    """Return the number of the version in force, None where there is none."""
    try:
        return int((folder / _CURRENT).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def write_graph(
    folder: Path,
    readings: Sequence[Reading],
    quads: Iterable[Quad],
    report: Callable[[Store], Mapping[str, Any]],
) -> Graph:
    """Write a new version of the graph and put it in force.

    Parameters
    ----------
    folder
        Made if it doesn't exist.
    readings
        What the texts and facts are written from.
    quads
        The whole graph.
    report
        Called with the loaded store before the version is put in force; what it returns becomes
        ``report.json``. An exception from it commits nothing.

    Returns
    -------
    Graph
        The new version, opened for reading.

    Raises
    ------
    OutputError
        If the folder can't be written; the old graph stays.
    """
    try:
        versions = folder / "versions"
        versions.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=versions, prefix=".writing-"))
    except OSError as fault:
        raise OutputError(f"{folder}: can't be written ({fault.strerror})", "name another folder with -o") from fault
    try:
        _fill(fresh, readings, quads, report)
        number = max((int(p.name) for p in versions.iterdir() if p.name.isdigit()), default=0) + 1
        fresh.replace(versions / str(number))
    except OSError as fault:
        shutil.rmtree(fresh, ignore_errors=True)
        raise OutputError(
            f"{folder}: can't be written ({fault.strerror})", "free some space or name another folder"
        ) from fault
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    pointer = folder / f".{_CURRENT}.new"
    pointer.write_text(f"{number}\n", encoding="ascii")
    os.replace(pointer, folder / _CURRENT)  # noqa: PTH105 - the call that the platforms promise to be atomic
    _clean(versions, number)
    return open_graph(folder)


def _fill(
    fresh: Path,
    readings: Sequence[Reading],
    quads: Iterable[Quad],
    report: Callable[[Store], Mapping[str, Any]],
) -> None:
    for name in ("texts", "facts"):
        (fresh / name).mkdir()
    for name, reading in zip(file_ids(readings), readings, strict=True):
        text = reading.text.encode("utf-8", "surrogatepass")
        (fresh / "texts" / f"{name}.txt").write_bytes(text)
        facts = json.dumps(to_json(reading.facts), ensure_ascii=False, indent=1)
        (fresh / "facts" / f"{name}.json").write_text(facts + "\n", encoding="utf-8", newline="\n")
    store = Store(str(fresh / "store"))
    store.bulk_extend(quads)
    store.optimize()
    store.flush()
    summary = json.dumps(report(store), ensure_ascii=False, indent=1)
    (fresh / "report.json").write_text(summary + "\n", encoding="utf-8", newline="\n")
    # Windows can't rename a folder with open files in it.
    del store


def _clean(versions: Path, current: int) -> None:
    """Remove versions no longer in force; one that a reader still holds open stays until the next build."""
    for old in versions.iterdir():
        if old.name != str(current):
            shutil.rmtree(old, ignore_errors=True)
