"""The page in a real browser, with no network."""

from __future__ import annotations

import dataclasses
import math
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from extract.errors import OutputError, QueryError
from extract.facts import Cluster, District, Facts, Responsibility, Technology
from graph.build import Reading, all_quads
from graph.iris import Iris
from graph.query import ask
from graph.store import Graph, write_graph
from graph.view import model, write_view
from graph.view.labels import wrapped
from graph.view.layout import pack, place, rows_around
from graph.view.model import read_picture

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HOSTILE = "</script><img src=x onerror=alert(1)>@SCRIPT@&amp;\u2028"
Make = Callable[[Facts], Graph]


class Tab:
    """A page opened from disk, with what it asked the network for and what it complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.context.route("**/*", self._route)
        page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))

    def _route(self, route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def open(self, path: Path) -> Page:
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("body[data-ready]")
        return self.page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    context = chromium.new_context(viewport={"width": 1600, "height": 900})
    tab = Tab(context.new_page())
    yield tab
    assert tab.asked == []
    assert tab.errors == []
    context.close()


@pytest.fixture
def page(graph: Graph, tmp_path: Path, tab: Tab) -> Page:
    write_view(graph, tmp_path / "v.html")
    return tab.open(tmp_path / "v.html")


@pytest.fixture
def make(readings: list[Reading], tmp_path: Path) -> Make:
    """Return what makes a graph of one document of our own."""

    def made(facts: Facts) -> Graph:
        reading = Reading(facts, readings[0].text)
        report = {"documents": [{"id": "x", "file": "x"}]}
        return write_graph(tmp_path / "g", [reading], all_quads([reading], Iris(), "t"), lambda _: report)

    return made


@pytest.fixture
def facts(readings: list[Reading]) -> Facts:
    return readings[0].facts


def focus(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
class TestInBrowser:
    def test_opens_on_who_leads(self, page: Page) -> None:
        counts = page.locator("#list li").all_inner_texts()
        assert "河南省发展和改革委员会牵头 1，共 2 项" in counts
        assert page.locator("#picture canvas").count() == 1
        shown = page.locator("#counts").inner_text()
        assert "任务" in shown
        assert "技术" not in shown

    def test_search_lists_what_has_the_words_in_its_name(self, page: Page) -> None:
        page.fill("#search", "财政厅")
        found = page.locator("#list li").all_inner_texts()
        assert "河南省财政厅单位" in found
        page.fill("#search", "没有这样的名称")
        assert page.locator("#note").inner_text() == "没有名称含“没有这样的名称”的事项"
        page.keyboard.press("Escape")
        assert page.locator("#title").inner_text() == "谁负责什么"

    def test_focus_tells_the_sentence_and_its_place(self, page: Page) -> None:
        focus(page, "河南省财政厅")
        assert page.locator("#title").inner_text() == "河南省财政厅"
        told = page.locator("#list").inner_text()
        assert "建设分拨中心" in told
        assert "省发展改革委牵头，省财政厅、自然资源厅" in told
        assert "河南省推进冷链物流高质量发展实施方案 一/(一) [" in told
        assert "摘编" not in told
        # Two tasks and the agency itself.
        assert page.locator("#counts").inner_text() == "单位 1、任务 2、连线 2"
        page.keyboard.press("Escape")
        assert page.locator("#title").inner_text() == "谁负责什么"

    def test_one_sentence_is_told_once(self, page: Page) -> None:
        focus(page, "建设分拨中心")
        assert page.locator("#list li").count() == 1
        assert page.locator("#list li button").count() == 7

    def test_roles_hide_links_and_what_only_they_link(self, graph: Graph, tmp_path: Path, tab: Tab) -> None:
        write_view(graph, tmp_path / "v.html", focus="河南省发展和改革委员会")
        page = tab.open(tmp_path / "v.html")
        assert page.locator("#list .role").all_inner_texts() == ["牵头", "督导"]
        page.uncheck("input[value=supervise]")
        assert page.locator("#list .role").all_inner_texts() == ["牵头"]
        assert page.locator("#counts").inner_text() == "单位 1、任务 1、连线 1"
        page.click("#all")
        for role in ("responsible", "lead", "support", "joint"):
            page.uncheck(f"input[value={role}]")
        assert page.locator("#counts").inner_text() == "没有可显示的内容"

    def test_a_document_alone(self, page: Page) -> None:
        page.select_option("#document", label="成都市支持无人机产业发展若干措施")
        assert "河南省" not in page.locator("#list").inner_text()
        assert "成都市" in page.locator("#list").inner_text()
        focus(page, "河南省财政厅")
        assert page.locator("#document").input_value() == "-1"

    def test_a_click_on_a_box_opens_it(self, make: Make, facts: Facts, tmp_path: Path, tab: Tab) -> None:
        write_view(make(_only(facts, facts.responsibilities[0])), tmp_path / "v.html")
        page = tab.open(tmp_path / "v.html")
        box = page.locator("#picture canvas").bounding_box()
        assert box
        # One agency and below it its one task stand in the middle.
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 30)
        page.wait_for_function("document.getElementById('title').textContent !== '谁负责什么'")
        assert page.locator("#title").inner_text() == facts.responsibilities[0].canonical

    def test_everything_by_keyboard(self, page: Page) -> None:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "document"
        page.locator("#list button").first.press("Enter")
        assert page.evaluate("document.activeElement.id") == "title"
        assert page.locator("#title").inner_text() != "谁负责什么"
        unnamed = (
            "[...document.querySelectorAll('input, select, button')].filter(e => !(e.labels?.length || e.textContent))"
        )
        assert page.evaluate(unnamed) == []

    def test_technologies_districts_and_clusters_when_asked_for(
        self, make: Make, facts: Facts, tmp_path: Path, tab: Tab
    ) -> None:
        sited = _sited(facts)
        write_view(make(sited), tmp_path / "v.html")
        page = tab.open(tmp_path / "v.html")
        assert page.locator("#counts").inner_text() == "单位 1、任务 1、连线 1"
        page.check("input[value=cluster]")
        page.check("input[value=district]")
        page.check("input[value=technology]")
        assert page.locator("#counts").inner_text() == "单位 1、任务 1、集群 1、区域 2、技术 1、连线 2"
        focus(page, sited.responsibilities[0].canonical)
        page.locator("#list button").first.click()
        # The task, its agency, what is assigned to a district, and its technology.
        assert page.locator("#counts").inner_text() == "单位 1、任务 1、区域 1、技术 1、连线 3"
        assert page.locator("#list .role").all_inner_texts() == ["负责", "承载", "技术"]

    def test_a_document_without_duties_opens_on_its_clusters(
        self, make: Make, facts: Facts, tmp_path: Path, tab: Tab
    ) -> None:
        write_view(make(dataclasses.replace(_sited(facts), responsibilities=(), agencies=())), tmp_path / "v.html")
        page = tab.open(tmp_path / "v.html")
        assert page.locator("#counts").inner_text() == "集群 1、区域 2、连线 1"
        assert "冷链集群" in page.locator("#list").inner_text()
        assert page.locator("#note").inner_text().startswith("该文件未载明责任分工")

    def test_a_hover_on_a_line_tells_the_sentence(self, graph: Graph, tmp_path: Path, tab: Tab) -> None:
        write_view(graph, tmp_path / "v.html", focus="用足财税政策")
        page = tab.open(tmp_path / "v.html")
        canvas = page.locator("#picture canvas").bounding_box()
        assert canvas is not None
        hint = page.locator(".vis-tooltip")
        # Its agencies stand to the left of a task: somewhere beside it a line is met.
        for step in range(40, 400, 8):
            page.mouse.move(canvas["x"] + canvas["width"] / 2 - step, canvas["y"] + canvas["height"] / 2)
            page.wait_for_timeout(250)
            if hint.is_visible() and "→" in hint.inner_text():
                break
        first, *sentences = hint.inner_text().splitlines()
        agency = first.removeprefix("负责：").removesuffix(" → 用足财税政策")
        assert agency in page.locator("#list").inner_text()
        assert len(agency) == len(first) - len("负责： → 用足财税政策")
        assert sentences
        assert page.locator("#list blockquote").first.inner_text() in sentences

    def test_words_of_documents_are_only_text(self, make: Make, facts: Facts, tmp_path: Path, tab: Tab) -> None:
        sited = _sited(facts)
        [duty] = sited.responsibilities
        hostile = dataclasses.replace(
            sited,
            document=dataclasses.replace(facts.document, title=HOSTILE, issuers=(), digest=True),
            responsibilities=(dataclasses.replace(duty, agency=HOSTILE, canonical=HOSTILE, role_term=HOSTILE),),
            agencies=tuple(
                dataclasses.replace(a, canonical=HOSTILE) for a in facts.agencies if a.canonical == duty.canonical
            ),
            sections=tuple(dataclasses.replace(s, title=HOSTILE) for s in facts.sections),
            clusters=tuple(dataclasses.replace(c, name=HOSTILE) for c in sited.clusters),
            districts=tuple(dataclasses.replace(d, object=HOSTILE) for d in sited.districts),
            technologies=tuple(dataclasses.replace(t, name=HOSTILE) for t in sited.technologies),
        )
        write_view(make(hostile), tmp_path / "v.html", document="<img", focus="onerror")
        page = tab.open(tmp_path / "v.html")
        assert page.locator("#title").inner_text().startswith("</script><img src=x onerror=alert(1)>@SCRIPT@&amp;")
        assert "摘编，非原文" in page.locator("#list").inner_text()
        assert "摘编，非原文" in page.locator("#document").inner_text()
        box = page.locator("#picture canvas").bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_selector(".vis-tooltip")
        page.click("#all")
        for kind in ("cluster", "district", "technology"):
            page.check(f"input[value={kind}]")
        page.fill("#search", "img")
        assert page.locator("#list li").count() == 4
        assert page.locator("img").count() == 0


def _only(facts: Facts, duty: Responsibility) -> Facts:
    agencies = tuple(a for a in facts.agencies if a.canonical == duty.canonical)
    document = dataclasses.replace(facts.document, issuers=())
    return dataclasses.replace(facts, document=document, responsibilities=(duty,), agencies=agencies)


def _sited(facts: Facts) -> Facts:
    """Return one duty, a cluster with a district, and in the duty's section a technology and another district."""
    duty = next(d for d in facts.responsibilities if d.role == "responsible")
    other = next(s.path for s in facts.sections if s.path not in (duty.path, ""))
    return dataclasses.replace(
        _only(facts, duty),
        clusters=(Cluster(other, "冷链集群", "cluster", ("中牟县",), duty.at),),
        districts=(District(duty.path, "新郑市", "focus", "预冷设施", duty.at),),
        technologies=(Technology(duty.path, "预冷技术", duty.at),),
    )


def test_same_graph_same_page(graph: Graph, tmp_path: Path) -> None:
    summary = write_view(graph, tmp_path / "a.html")
    assert summary == write_view(graph, tmp_path / "b.html")
    page = (tmp_path / "a.html").read_bytes()
    assert page == (tmp_path / "b.html").read_bytes()
    assert b"http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-" in page
    assert "单位" in page.decode("utf-8")
    assert summary.nodes > 30
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_a_task_is_owned_by_its_lead_else_by_the_first_responsible(graph: Graph, make: Make, facts: Facts) -> None:
    picture = read_picture(graph, "冷链")
    owners = {picture.nodes[t].name: picture.nodes[a].name for t, a in picture.owners.items()}
    assert owners["建设分拨中心"] == "河南省发展和改革委员会"
    assert owners["用足财税政策"] == "河南省财政厅"
    section = [d for d in facts.responsibilities if d.path == "一/(一)"][:3]
    roles = ("support", "responsible", "responsible")
    duties = tuple(dataclasses.replace(d, role=r) for d, r in zip(section, roles, strict=True))
    made = read_picture(make(dataclasses.replace(facts, responsibilities=duties)))
    assert [made.nodes[a].name for a in made.owners.values()] == [section[1].canonical]


def test_every_thing_has_a_place_of_its_own(graph: Graph) -> None:
    picture = read_picture(graph)
    for document in (None, *range(len(picture.documents))):
        layout = place(picture, document)
        assert set(layout.at) == {n.id for n in picture.nodes.values() if document is None or document in n.documents}
        assert len(set(layout.at.values())) == len(layout.at)


def test_boxes_of_a_disc_do_not_overlap() -> None:
    for count in (1, 2, 3, 7, 40, 200):
        boxes = [(0.0, 0.0, 180.0, 60.0), *((x, y, 130.0, 50.0) for x, y in rows_around(count, (130, 50), (90, 30)))]
        assert len(boxes) == count + 1
        for i, (x, y, w, h) in enumerate(boxes):
            for ox, oy, ow, oh in boxes[:i]:
                assert abs(x - ox) >= (w + ow) / 2 - 1e-6 or abs(y - oy) >= (h + oh) / 2 - 1e-6


def test_a_place_rests_on_the_sentence_that_says_so(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    text = next(iter(ask(graph, "documents")))["text"]
    mention = {"text": text, "path": "", "concept": "c", "clusterName": "造船产业集群", "evidenceText": "关于造船。"}
    siting = {"text": text, "path": "二", "place": "p", "districtName": "北湾区", "relation": "pilot"}
    answers: dict[str, list[dict[str, object]]] = {
        "assignments": [],
        "technologies": [],
        "clusters": [{**mention, "place": "p", "districtName": "北湾区"}],
        "sitings": [{**siting, "object": "造船产业集群", "evidenceText": "在北湾区试点造船。"}],
    }
    monkeypatch.setattr(model, "ask", lambda g, name, p=None: answers[name] if name in answers else ask(g, name))
    told = [(d.source, d.target, d.kind, d.sentence) for d in read_picture(graph).duties]
    assert told == [("c", "p", "located", "在北湾区试点造船。")]
    answers["sitings"] = []
    told = [(d.source, d.target, d.kind, d.sentence) for d in read_picture(graph).duties]
    assert told == [("c", "p", "located", "关于造船。")]


def test_discs_do_not_overlap() -> None:
    radii = [400.0, 300.0, *[120.0] * 60, 20.0]
    centres = pack(radii)
    for i, centre in enumerate(centres):
        for j in range(i):
            assert math.dist(centre, centres[j]) >= radii[i] + radii[j]
    assert pack([]) == []


def test_labels_break_after_the_place_and_stay_short() -> None:
    assert wrapped("河南省发展和改革委员会", "agency") == "河南省\n发展和改革委员会"
    assert wrapped("河南省财政厅", "agency") == "河南省财政厅"
    assert wrapped("建设分拨中心", "task") == "建设分拨中心"
    assert wrapped("甲" * 40, "task") == "甲" * 8 + "\n" + "甲" * 7 + "…"
    assert wrapped("", "task") == ""


def test_half_a_surrogate_pair_does_not_stop_the_page(make: Make, facts: Facts, tmp_path: Path) -> None:
    picture = read_picture(make(facts))
    next(iter(picture.nodes.values())).name = "坏\ud800字"
    from graph.view.page import render

    assert b"\\ud800" in render(picture).encode("utf-8")


def test_faults_name_the_mend(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist; create it first"):
        write_view(graph, tmp_path / "nowhere" / "v.html")
    with pytest.raises(OutputError, match="is a folder; name a file"):
        write_view(graph, tmp_path)
    with pytest.raises(QueryError, match="quanze query documents"):
        write_view(graph, tmp_path / "v.html", document="没有这份文件")
    with pytest.raises(QueryError, match="in its name"):
        write_view(graph, tmp_path / "v.html", focus="没有这个单位")
    assert list(tmp_path.iterdir()) == []


def test_what_can_not_be_replaced_stays(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "v.html"
    old.write_text("old", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match="close the program that has it open"):
        write_view(graph, old)
    monkeypatch.undo()
    assert old.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]


def test_a_link_stays_a_link(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "real.html").touch()
    (tmp_path / "v.html").symlink_to(tmp_path / "real.html")
    write_view(graph, tmp_path / "v.html")
    assert (tmp_path / "v.html").is_symlink()
    assert (tmp_path / "real.html").stat().st_size > 500_000
