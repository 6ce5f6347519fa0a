"""A change of the graph from outside of a build: put on a copy, which takes the place of the graph when it is whole.

Graphs below the base IRI are what builds write. A change leaves them as they are, unless it is said that it may not:
then the report notes which it touched, and the next build writes these anew. All others, and what stands in no named
graph, are the users' own: every build keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TypeVar

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store

from extract.errors import GraphError, QueryError
from graph.lock import one_writer
from graph.versions import current_version, put_in_force, read_report, take_over, write_report

T = TypeVar("T")
UNNAMED = DefaultGraph()


class Protected(QueryError):  # noqa: N818 - it is no fault, but a rule
    """A change of what a build wrote, where that is not allowed."""


def written_by_build(store: Store, base: str) -> Iterator[NamedNode]:
    """Yield the graphs that builds write."""
    for name in store.named_graphs():
        if isinstance(name, NamedNode) and name.value.startswith(base):
            yield name


def own_graphs(store: Store, base: str) -> list[NamedNode | BlankNode | DefaultGraph]:
    """Return the graphs that are the users' own, with the one that has no name."""
    written = set(written_by_build(store, base))
    return [UNNAMED, *(name for name in store.named_graphs() if name not in written)]


def own_quads(store: Store, base: str) -> Iterator[Quad]:
    """Yield what users wrote: into graphs of their own, and into none."""
    for name in own_graphs(store, base):
        yield from store.quads_for_pattern(None, None, None, name)


def own_triples(store: Store, base: str) -> int:
    """Return how many triples users wrote."""
    return sum(1 for _ in own_quads(store, base))


def change(
    folder: Path,
    alter: Callable[[Store], T],
    *,
    built: bool = False,
    reach: Collection[str] | None = None,
    mark: str = "",
) -> T:
    """Alter a copy of the graph in force, and put it in the graph's place.

    Readers see the old state or the new one, each whole, and so does who opens the graph after this process was killed.

    Parameters
    ----------
    folder
        The graph's folder.
    alter
        Alters the store that it is given. An exception from it changes nothing.
    built
        Whether what builds wrote may be changed, too.
    reach
        Named graphs that it alters at most, where one knows; to compare all takes its time in a large graph.
    mark
        As :func:`graph.versions.put_in_force` has it.

    Returns
    -------
    T
        What ``alter`` returned.

    Raises
    ------
    GraphError
        If there is no graph, or it can't be opened.
    OutputError
        If the folder can't be written, or another process is writing to it.
    Protected
        If a graph that builds write would be changed, and may not be.
    """
    with one_writer(folder):
        number = current_version(folder)
        if number is None:
            raise GraphError(f"{folder}: no graph in this folder", f"make one with: quanze build -o {folder}")
        old = folder / "versions" / str(number)
        report = read_report(old)
        out: list[T] = []
        touched: set[str] = set()

        def fill(fresh: Path) -> None:
            for part in ("texts", "facts"):
                (fresh / part).mkdir()
                for file in (old / part).iterdir():
                    take_over(file, fresh / part / file.name)
            before = Store.read_only(str(old / "store"))
            # A backup shares the files that did not change.
            before.backup(str(fresh / "store"))
            after = Store(str(fresh / "store"))
            out.append(alter(after))
            touched.update(_touched(before, after, report["base"], reach))
            if touched and not built:
                raise Protected(
                    f"this would change what a build has written: {', '.join(sorted(touched)[:3])}",
                    f"write into graphs of your own, whose names don't begin with {report['base']}; facts are corrected "
                    "with quanze build --corrections",
                )
            after.flush()
            noted = sorted({*report.get("touched", ()), *touched})
            write_report(
                fresh, {**report, "quads": len(after), "own": own_triples(after, report["base"]), "touched": noted}
            )

        put_in_force(folder, fill, mark)
    return out[0]


def _touched(before: Store, after: Store, base: str, reach: Collection[str] | None) -> Iterator[str]:
    """Yield the graphs of builds that are not what they were; a graph is dumped in the order of its keys."""
    for name in {*written_by_build(before, base), *written_by_build(after, base)}:
        if (reach is None or name.value in reach) and _dumped(before, name) != _dumped(after, name):
            yield name.value


def _dumped(store: Store, name: NamedNode) -> bytes | None:
    return store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) if store.contains_named_graph(name) else None
