"""Versions: whole or not at all."""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store

import graph.store
from extract.errors import GraphError, OutputError
from graph.build import Reading, all_quads
from graph.iris import Iris
from graph.query import ask
from graph.store import file_ids, into_memory, open_graph, write_graph
from tests.graph.documents import report, stored


def test_what_is_written_is_read(folder: Path, readings: list[Reading]) -> None:
    graph = stored(folder, readings)
    assert list(graph.readings()) == readings
    assert (folder / "CURRENT").read_text().strip() == "1"


def test_a_new_version_replaces_the_old(folder: Path, readings: list[Reading]) -> None:
    first = stored(folder, readings)
    second = stored(folder, readings[:1])
    assert (first.version, second.version) == (1, 2)
    assert len(ask(open_graph(folder), "documents")) == 1
    assert len(ask(first, "documents")) == 3  # a reader keeps the version that it opened


@pytest.mark.parametrize("place", ["quads", "report"])
def test_a_run_that_fails_leaves_the_old_graph(folder: Path, readings: list[Reading], place: str) -> None:
    stored(folder, readings)

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


@pytest.mark.parametrize(("memory", "questions", "held"), [
    (None, 1, False), (None, 100, True), (True, 1, True), (False, 100, False),
])  # fmt: skip
def test_where_questions_read_is_chosen_and_can_be_said(
    folder: Path, readings: list[Reading], memory: bool | None, questions: int, held: bool
) -> None:
    stored(folder, readings)
    graph = open_graph(folder, memory, questions)
    quad = next(iter(graph.store))
    # What lies on disk is opened for reading alone.
    with nullcontext() if held else pytest.raises(RuntimeError, match="only possible on read-write"):
        graph.store.remove(quad)
    assert len(ask(open_graph(folder), "documents")) == len(readings)


def test_a_large_graph_stays_on_disk(tmp_path: Path) -> None:
    part = tmp_path / "1.sst"
    with part.open("wb") as file:
        file.truncate(41 * 2**20)
    assert not into_memory(tmp_path, questions=10**6)
    assert into_memory(tmp_path, memory=True)


def test_no_graph_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph in this folder; make one with: quanze build"):
        open_graph(tmp_path)


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path, readings: list[Reading]) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="file"):
        stored(tmp_path / "file" / "g", readings)


def test_each_document_has_a_file_of_its_own(readings: list[Reading]) -> None:
    def named(name: str) -> Reading:
        facts = readings[0].facts
        return Reading(
            dataclasses.replace(facts, document=dataclasses.replace(facts.document, id=name)), readings[0].text
        )

    names = ["a", "a", "a-2", "A", "con", "nul.2", "长" * 120, "a/b", "..", "", "x?\udc80"]
    found = file_ids([named(name) for name in names])
    assert found[:6] == ["a", "a-2", "a-2-2", "A-3", "_con", "_nul.2"]
    assert found[7:] == ["a_b", "document", "document-2", "x__"]
    assert len({name.lower() for name in found}) == len(names)
    assert all(len(name.encode()) <= 240 for name in found)


def test_an_open_graph_outlives_its_replacement(folder: Path, readings: list[Reading]) -> None:
    first = stored(folder, readings)
    stored(folder, readings)
    assert len(first.report["documents"]) == 3
    assert len(ask(first, "assignments")) > 0
    with pytest.raises(GraphError, match="a newer build has replaced it; open the graph again"):
        list(first.facts())


def test_a_version_that_can_not_be_put_in_force_is_removed(
    folder: Path, readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(folder, readings)
    real = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name == "CURRENT":
            raise PermissionError(13, "held open")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match="held open"):
        stored(folder, readings)
    assert open_graph(folder).version == 1
    assert [p.name for p in (folder / "versions").iterdir()] == ["1"]


def test_what_a_dead_run_left_is_cleared_and_a_running_one_is_left_alone(folder: Path, readings: list[Reading]) -> None:
    stored(folder, readings)
    dead, running = folder / "versions" / ".writing-dead", folder / "versions" / ".writing-now"
    for left in (dead, running):
        left.mkdir()
    os.utime(dead, (time.time() - 7200, time.time() - 7200))
    stored(folder, readings)
    assert sorted(p.name for p in (folder / "versions").iterdir()) == [".writing-now", "2"]


def test_a_graph_without_its_report_is_told(folder: Path, readings: list[Reading]) -> None:
    (stored(folder, readings).path / "report.json").unlink()
    with pytest.raises(GraphError, match="can't be opened"):
        open_graph(folder)


def test_a_version_that_goes_as_it_is_opened_gives_way_to_the_newer(
    folder: Path, readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(folder, readings)
    opened = graph.store.open_store

    def gone(path: Path, memory: bool) -> Store:
        monkeypatch.setattr(graph.store, "open_store", opened)
        stored(folder, readings[:1])
        # What the engine raises where a file of its list is missing.
        raise RuntimeError("Corruption: No such file or directory")

    monkeypatch.setattr(graph.store, "open_store", gone)
    assert open_graph(folder).version == 2
