"""A small graph of the case documents, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pipeline import extract
from extract.read import read_file
from graph.build import Reading, all_quads
from graph.iris import Iris
from graph.store import Graph, write_graph
from tests.conftest import CASES

NAMES = ("duties_brackets_of_a_province", "duties_labels_of_a_city", "duties_nested_and_shared")


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    found = (r for name in NAMES for r in extract(read_file(CASES / name / "input.txt")))
    return [Reading(r.facts, r.text) for r in found]


@pytest.fixture(scope="session")
def graph(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("graph")
    return write_graph(folder / "g", readings, all_quads(readings, Iris(), "test"), lambda _: report(readings))


def report(readings: list[Reading]) -> dict[str, object]:
    names = ("input", "input-2", "input-3")
    return {"documents": [{"id": n, "file": r.facts.document.file} for n, r in zip(names, readings, strict=False)]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "g"
