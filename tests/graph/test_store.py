"""Versions: whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad

from extract.errors import GraphError, OutputError
from graph.build import Reading, all_quads
from graph.iris import Iris
from graph.query import ask
from graph.store import Graph, open_graph, write_graph
from tests.graph.conftest import report


def write(folder: Path, readings: list[Reading]) -> Graph:
    return write_graph(folder, readings, all_quads(readings, Iris(), "test"), lambda _: report(readings))


def test_what_is_written_is_read(folder: Path, readings: list[Reading]) -> None:
    graph = write(folder, readings)
    assert list(graph.readings()) == readings
    assert (folder / "CURRENT").read_text().strip() == "1"


def test_a_new_version_replaces_the_old(folder: Path, readings: list[Reading]) -> None:
    first = write(folder, readings)
    second = write_graph(folder, readings[:1], all_quads(readings[:1], Iris(), "test"), lambda _: report(readings[:1]))
    assert (first.version, second.version) == (1, 2)
    assert len(ask(open_graph(folder), "documents")) == 1
    assert len(ask(first, "documents")) == 3  # a reader keeps the version that it opened


@pytest.mark.parametrize("place", ["quads", "report"])
def test_a_run_that_fails_leaves_the_old_graph(folder: Path, readings: list[Reading], place: str) -> None:
    write(folder, readings)

    def breaking() -> Iterator[Quad]:
        yield from list(all_quads(readings, Iris(), "test"))[:10]
        raise RuntimeError("stop")

    def refuse(_: object) -> dict[str, object]:
        raise RuntimeError("stop")

    quads = breaking() if place == "quads" else all_quads(readings, Iris(), "test")
    with pytest.raises(RuntimeError, match="stop"):
        write_graph(folder, readings, quads, refuse if place == "report" else lambda _: report(readings))
    assert open_graph(folder).version == 1
    assert [p.name for p in (folder / "versions").iterdir()] == ["1"]


def test_no_graph_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph in this folder; make one with: quanze build"):
        open_graph(tmp_path)


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path, readings: list[Reading]) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="file"):
        write(tmp_path / "file" / "g", readings)
