"""A small graph of the case documents, built once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from extract.facts import Facts
from extract.pipeline import extract
from extract.read import read_file
from graph.build import Reading
from graph.store import Graph
from graph.view import write_view
from tests.conftest import CASES
from tests.graph.browser import CHROMIUM, FLAGS, WINDOW, Tab
from tests.graph.documents import stored
from tests.graph.facts_sample import sample
from tests.graph.served import make as make_served
from tests.graph.served import served

NAMES = ("duties_brackets_of_a_province", "duties_labels_of_a_city", "duties_nested_and_shared")


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    found = (r for name in NAMES for r in extract(read_file(CASES / name / "input.txt")))
    return [Reading(r.facts, r.text) for r in found]


@pytest.fixture(scope="session")
def graph(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return stored(tmp_path_factory.mktemp("graph") / "g", readings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "g"


@pytest.fixture
def facts(readings: list[Reading]) -> Facts:
    return readings[0].facts


Make = Callable[..., Graph]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return what makes a graph of readings of our own."""
    return lambda *readings: stored(tmp_path / "g", readings)


@pytest.fixture(scope="session")
def file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the view of the graph as one page."""
    path = tmp_path_factory.mktemp("page") / "v.html"
    write_view(graph, path)
    return path


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the view of the facts made by hand."""
    folder = tmp_path_factory.mktemp("sample")
    write_view(stored(folder / "g", sample()), folder / "v.html")
    return folder / "v.html"


# A driver is of one module: while it runs, nothing else in its thread can start a loop of events.
@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(driver: Playwright) -> Iterator[Browser]:
    running = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield running
    running.close()


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Tab:
    return Tab(chromium.new_page(viewport=WINDOW))


@pytest.fixture
def tab(window: Tab) -> Iterator[Tab]:
    """Return an empty tab; at the end it has asked nobody for anything and complained of nothing."""
    window.empty()
    yield window
    assert window.asked == []
    assert window.errors == []


@pytest.fixture
def page(file: Path, tab: Tab) -> Page:
    return tab.open(file)


@pytest.fixture(scope="module")
def folder_served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_served(tmp_path_factory.mktemp("served") / "g")


@pytest.fixture(scope="module")
def server(folder_served: Path) -> Iterator[str]:
    with served(folder_served, "--timeout", "6", "--rows", "200", "--workers", "2") as address:
        yield address


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=30) as made:
        yield made
