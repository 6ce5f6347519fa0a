"""The page in a real browser, with no network."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from extract.errors import OutputError, QueryError
from graph.build import Reading, all_quads
from graph.iris import Iris
from graph.store import Graph, write_graph
from graph.view import write_view
from graph.view.layout import pack, place, sunflower
from graph.view.model import read_picture

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Tab:
    """A page opened from disk, with what it asked the network for and what it complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.context.route("**/*", self._route)
        page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))

    def _route(self, route: object) -> None:
        url = route.request.url  # type: ignore[attr-defined]
        if url.startswith("file:"):
            route.continue_()  # type: ignore[attr-defined]
        else:
            self.asked.append(url)
            route.abort()  # type: ignore[attr-defined]

    def open(self, path: Path) -> Page:
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("body[data-ready]")
        return self.page


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def tab(chromium: object) -> Iterator[Tab]:
    context = chromium.new_context(viewport={"width": 1600, "height": 900})  # type: ignore[attr-defined]
    tab = Tab(context.new_page())
    yield tab
    assert tab.asked == []
    assert tab.errors == []
    context.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
class TestInBrowser:
    def test_opens_on_who_leads(self, graph: Graph, tmp_path: Path, tab: Tab) -> None:
        write_view(graph, tmp_path / "v.html")
        page = tab.open(tmp_path / "v.html")
        assert "省发展改革委" in page.content()
        counts = page.locator("#list li").all_inner_texts()
        assert "河南省发展和改革委员会 牵头 1，共 2 项" in counts
        assert page.locator("#picture canvas").count() == 1

    def test_search_and_focus_tell_the_sentence(self, graph: Graph, tmp_path: Path, tab: Tab) -> None:
        write_view(graph, tmp_path / "v.html")
        page = tab.open(tmp_path / "v.html")
        page.keyboard.press("/")
        page.keyboard.type("河南省财政厅")
        page.keyboard.press("Enter")
        assert page.locator("#title").inner_text() == "河南省财政厅"
        told = page.locator("#list").inner_text()
        assert "建设分拨中心" in told
        assert "省发展改革委牵头，省财政厅、自然资源厅" in told
        assert "河南省推进冷链物流高质量发展实施方案 一/(一) [" in told
        page.keyboard.press("Escape")
        assert page.locator("#title").inner_text() == "谁负责什么"

    def test_roles_and_documents_filter(self, graph: Graph, tmp_path: Path, tab: Tab) -> None:
        write_view(graph, tmp_path / "v.html", focus="河南省发展和改革委员会")
        page = tab.open(tmp_path / "v.html")
        assert page.locator("#list .role").all_inner_texts() == ["牵头", "督导"]
        page.uncheck("input[value=supervise]")
        assert page.locator("#list .role").all_inner_texts() == ["牵头"]
        page.select_option("#document", label="成都市支持无人机产业发展若干措施")
        assert "河南省" not in page.locator("#list").inner_text()
        assert "成都市" in page.locator("#list").inner_text()

    def test_words_of_documents_are_only_text(self, readings: list[Reading], tmp_path: Path, tab: Tab) -> None:
        evil = "</script><img src=x onerror=alert(1)>"
        facts = readings[0].facts
        duties = tuple(dataclasses.replace(d, agency=evil) for d in facts.responsibilities)
        agencies = tuple(dataclasses.replace(a, canonical=evil + a.canonical) for a in facts.agencies)
        duties = tuple(dataclasses.replace(d, canonical=evil + d.canonical) for d in duties)
        document = dataclasses.replace(facts.document, title=evil, issuers=(), digest=True)
        hostile = Reading(
            dataclasses.replace(facts, document=document, responsibilities=duties, agencies=agencies),
            readings[0].text,
        )
        report = {"documents": [{"id": "x", "file": "x"}]}
        made = write_graph(tmp_path / "g", [hostile], all_quads([hostile], Iris(), "t"), lambda _: report)
        write_view(made, tmp_path / "v.html")
        page = tab.open(tmp_path / "v.html")
        assert page.locator("img").count() == 0
        page.locator("#list button").first.click()
        assert evil in page.locator("#title").inner_text()
        assert "摘编，非原文" in page.locator("#list").inner_text()


def test_same_graph_same_page(graph: Graph, tmp_path: Path) -> None:
    summary = write_view(graph, tmp_path / "a.html")
    assert summary == write_view(graph, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in (tmp_path / "a.html").read_text(
        "utf-8"
    )
    assert summary.nodes > 30


def test_a_task_is_owned_by_its_lead(graph: Graph) -> None:
    picture = read_picture(graph, "冷链")
    owners = {picture.nodes[t].name: picture.nodes[a].name for t, a in picture.owners.items()}
    assert owners["建设分拨中心"] == "河南省发展和改革委员会"
    assert owners["用足财税政策"] == "河南省财政厅"
    assert set(place(picture)) == set(picture.nodes)


def test_discs_do_not_overlap() -> None:
    radii = [400.0, 300.0, *[120.0] * 20]
    centres = pack(radii)
    for i, (x, y) in enumerate(centres):
        for j in range(i):
            px, py = centres[j]
            assert ((x - px) / 1.35) ** 2 + ((y - py) / 0.85) ** 2 >= (radii[i] + radii[j]) ** 2 * 0.999
    assert len(set(sunflower(50))) == 50


def test_faults_name_the_mend(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist; create it first"):
        write_view(graph, tmp_path / "nowhere" / "v.html")
    with pytest.raises(QueryError, match="quanze query documents"):
        write_view(graph, tmp_path / "v.html", document="没有这份文件")
    with pytest.raises(QueryError, match="in its name"):
        write_view(graph, tmp_path / "v.html", focus="没有这个单位")
    assert list(tmp_path.iterdir()) == []
