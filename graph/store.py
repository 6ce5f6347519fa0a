"""A built graph: its store, opened for reading, beside the texts, the facts and the report; and how it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from pyoxigraph import NamedNode, Quad, Store

from extract.errors import GraphError
from extract.facts import Facts
from extract.plain import from_json, to_json
from graph.iris import BASE
from graph.remote import Address, Remote
from graph.versions import current_version, put_in_force, read_report, take_over, write_report
from graph.writer import Reading
from ontology import QZ, RDF

_TEXT, _FACTS = ".txt", ".json"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.I)
# File systems take 255 bytes; the number behind a name and the suffix need some of them.
_LONGEST = 200
# Bytes on disk, about 300,000 triples: so much is read into memory in some three seconds.
_SMALL = 40 * 2**20
# Reading a graph into memory takes as long as about ten questions take longer on disk (benchmarks/queries.py).
_REPAID = 10


def file_ids(readings: Sequence[Reading]) -> list[str]:
    """Return a file-safe name for each document: its id, with a number behind it where two share one."""
    taken: set[str] = set()
    out = []
    for reading in readings:
        stem = _safe(reading.facts.document.id)
        name, count = stem, 1
        # Windows and macOS take A and a for one name.
        while name.lower() in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.lower())
        out.append(name)
    return out


def _safe(name: str) -> str:
    short = name.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")
    name = _UNSAFE.sub("_", short).strip(". ")
    # Windows keeps some names for its devices, whatever the suffix.
    return f"_{name}" if _RESERVED.fullmatch(name) else name or "document"


@dataclass(frozen=True, slots=True)
class Graph:
    """A built graph, opened for reading.

    Attributes
    ----------
    folder
        The folder of the graph.
    version
        Number of the version that was opened.
    store
        Its quads.
    report
        What the build said: documents, warnings, counts, files that failed.
    """

    folder: Path
    version: int
    store: Store
    report: Mapping[str, Any]

    @property
    def path(self) -> Path:
        """The folder of the version."""
        return self.folder / "versions" / str(self.version)

    @property
    def asked(self) -> list[str]:
        """The ids of the documents that questions are answered from: of several texts of a policy the one that stands."""
        aside = {row["file"] for row in self.report.get("editions", ())}
        return [entry["id"] for entry in self.report["documents"] if entry["id"] not in aside]

    def readings(self) -> Iterator[Reading]:
        """Yield facts and restored text of each document, in the order of the build.

        Raises
        ------
        GraphError
            If a build has meanwhile replaced the version that was opened.
        """
        for entry in self.report["documents"]:
            yield self.reading(entry["id"])

    def reading(self, name: str) -> Reading:
        """Return facts and restored text of the document whose id in the report is ``name``.

        Raises
        ------
        GraphError
            If a build has meanwhile replaced the version that was opened.
        """
        try:
            data = json.loads((self.path / "facts" / f"{name}{_FACTS}").read_text(encoding="utf-8"))
            text = (self.path / "texts" / f"{name}{_TEXT}").read_bytes().decode("utf-8", "surrogatepass")
        except OSError as fault:
            raise GraphError(
                f"{self.folder}: the texts of version {self.version} are gone, a newer build has replaced it",
                "open the graph again",
            ) from fault
        return Reading(from_json(data), text)

    def facts(self) -> Iterator[Facts]:
        """Yield the facts of each document."""
        for reading in self.readings():
            yield reading.facts


@dataclass(frozen=True, slots=True)
class RemoteGraph(Graph):
    """A graph in a store over HTTP: it can be asked; facts and texts stay in the folder of the build."""

    def reading(self, name: str) -> Reading:
        """Refuse: the store holds triples only.

        Raises
        ------
        GraphError
            Always.
        """
        raise GraphError("a remote store holds no texts", "name the folder of the build with -g instead of --store")

    def readings(self) -> Iterator[Reading]:
        """Refuse: the store holds triples only."""
        yield self.reading("")


def at_hand(graph: Graph) -> Graph:
    """Return a graph whose store can be read triple by triple: one over HTTP is fetched, with the base that it has.

    Raises
    ------
    GraphError
        If it can't be fetched.
    """
    remote = graph.store
    if not isinstance(remote, Remote):
        return graph
    held = remote.copy()
    text = next(held.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(QZ + "Text"), None), None)
    base = str(text.subject.value).partition("text/")[0] if text is not None else BASE
    return replace(graph, store=held, report={**graph.report, "base": base})


def into_memory(path: Path, memory: bool | None = None, questions: int = 1) -> bool:
    """Tell whether a store is to be read into memory before it is asked.

    Memory answers several times as fast, but it takes time to get there: it is chosen where many questions follow
    and the store is small.

    Parameters
    ----------
    path
        The store's folder.
    memory
        What the user says; None leaves the choice to the program.
    questions
        How many questions will be asked, as far as one knows.
    """
    if memory is not None:
        return memory
    return questions >= _REPAID and sum(f.stat().st_size for f in path.glob("*.sst")) <= _SMALL


def open_store(path: Path, memory: bool) -> Store:
    """Open a store for reading: where it lies, or read into memory.

    Raises
    ------
    OSError
        If there is no store, or it can't be opened.
    """
    store = Store.read_only(str(path))
    if not memory:
        return store
    held = Store()
    held.bulk_extend(store)
    return held


def open_graph(folder: Path | str | Address, memory: bool | None = None, questions: int = 1) -> Graph:
    """Open the current version of a graph for reading.

    Parameters
    ----------
    folder
        What ``quanze build -o`` wrote, or the address of another store that a build was loaded into.
    memory
        Whether it is read into memory; None chooses by its size and by ``questions``.
    questions
        How many questions will be asked, as far as one knows: many repay the time to read a small graph into memory.

    Raises
    ------
    GraphError
        If the folder holds no graph, or one that can't be opened; if the store can't be reached.
    """
    if isinstance(folder, Address):
        remote = Remote(folder)
        remote.check()
        # It is asked in the same way.
        return RemoteGraph(Path(), 0, cast("Store", remote), {"documents": [], "base": BASE})
    folder = Path(folder)
    version = current_version(folder)
    while version is not None:
        try:
            return _opened(folder, version, memory, questions)
        except (OSError, ValueError, RuntimeError) as fault:
            # A newer version may have been put in force just now, and this one's files be gone.
            newer = current_version(folder)
            if newer == version:
                raise GraphError(
                    f"{folder}: the graph can't be opened ({fault})", f"build it again: quanze build -o {folder}"
                ) from fault
            version = newer
    raise GraphError(f"{folder}: no graph in this folder", f"make one with: quanze build -o {folder}")


def _opened(folder: Path, version: int, memory: bool | None, questions: int) -> Graph:
    path = folder / "versions" / str(version)
    # The report is read now, since a later build removes this version's files.
    report = read_report(path)
    store = path / "store"
    return Graph(folder, version, open_store(store, into_memory(store, memory, questions)), report)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a new version takes over from the one before it.

    Attributes
    ----------
    graph
        The version before.
    names
        For each reading the name of its files there; None where they are to be written.
    replaced
        Named graphs of its store that are not taken over; None where nothing of it is.
    """

    graph: Graph
    names: Sequence[str | None]
    replaced: Iterable[str] | None


def write_graph(
    folder: Path,
    readings: Sequence[Reading],
    quads: Iterable[Quad],
    report: Callable[[Store], Mapping[str, Any]],
    kept: Kept | None = None,
) -> Graph:
    """Write a new version of the graph and put it in force.

    Parameters
    ----------
    folder
        Made if it doesn't exist.
    readings
        What the texts and facts are written from.
    quads
        The whole graph; beside ``kept`` what is new in it.
    report
        Called with the loaded store before the version is put in force; what it returns becomes
        ``report.json``. An exception from it commits nothing.
    kept
        What is taken over from the version before instead of being written anew.

    Returns
    -------
    Graph
        The new version, opened for reading.

    Raises
    ------
    OutputError
        If the folder can't be written; the old graph stays.
    """
    put_in_force(folder, lambda fresh: _fill(fresh, readings, quads, report, kept))
    return open_graph(folder)


def _fill(
    fresh: Path,
    readings: Sequence[Reading],
    quads: Iterable[Quad],
    report: Callable[[Store], Mapping[str, Any]],
    kept: Kept | None,
) -> None:
    for name in ("texts", "facts"):
        (fresh / name).mkdir()
    before = kept.names if kept else [None] * len(readings)
    for name, old, reading in zip(file_ids(readings), before, readings, strict=True):
        if kept is not None and old is not None:
            for part in (f"texts/{{}}{_TEXT}", f"facts/{{}}{_FACTS}"):
                take_over(kept.graph.path / part.format(old), fresh / part.format(name))
            continue
        text = reading.text.encode("utf-8", "surrogatepass")
        (fresh / "texts" / f"{name}{_TEXT}").write_bytes(text)
        facts = json.dumps(to_json(reading.facts), ensure_ascii=False, indent=1)
        (fresh / "facts" / f"{name}{_FACTS}").write_text(facts + "\n", encoding="utf-8", newline="\n")
    store = _store(fresh / "store", quads, kept)
    write_report(fresh, report(store))
    # Windows can't rename a folder with open files in it.
    del store


def _store(path: Path, quads: Iterable[Quad], kept: Kept | None) -> Store:
    if kept is None or kept.replaced is None:
        store = Store(str(path))
        store.bulk_extend(quads)
        store.optimize()
    else:
        # A backup shares the files that did not change.
        kept.graph.store.backup(str(path))
        store = Store(str(path))
        for name in kept.replaced:
            store.remove_graph(NamedNode(name))
        store.bulk_extend(quads)
    store.flush()
    return store
