"""The page in a real browser, with no network."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page, Playwright, Route, sync_playwright

from extract.facts import Facts, Unparsed
from graph.build import Reading, all_quads
from graph.iris import Iris
from graph.store import Graph, file_ids, write_graph
from graph.view import write_view
from tests.conftest import TOP
from tests.graph.facts_sample import MEASURES, PLAN, sample

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
SVG = "{http://www.w3.org/2000/svg}"
Make = Callable[..., Graph]

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]


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

    def open(self, path: Path, code: str = "") -> Page:
        self.page.goto(path.as_uri() + code)
        self.page.wait_for_selector("body[data-ready]")
        return self.page


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(driver: Playwright) -> Iterator[Browser]:
    running = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
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


@pytest.fixture(scope="module")
def file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "v.html"
    write_view(graph, path)
    return path


@pytest.fixture
def page(file: Path, tab: Tab) -> Page:
    return tab.open(file)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return what makes a graph of readings of our own."""

    def made(*readings: Reading) -> Graph:
        report = {"documents": [{"id": name, "file": name} for name in file_ids(readings)]}
        return write_graph(tmp_path / "g", readings, all_quads(readings, Iris(), "t"), lambda _: report)

    return made


@pytest.fixture
def facts(readings: list[Reading]) -> Facts:
    return readings[0].facts


def henan(page: Page) -> None:
    page.select_option("#of", label="河南省推进冷链物流高质量发展实施方案")


def find(page: Page, words: str) -> list[str]:
    page.keyboard.press("/")
    page.keyboard.type(words)
    return page.locator("#names .thing").all_inner_texts()


def focus(page: Page, words: str) -> None:
    find(page, words)
    page.keyboard.press("Enter")


def saved(page: Page, control: str) -> bytes:
    page.click("#more > summary")
    with page.expect_download() as got:
        page.click(control)
    return Path(got.value.path()).read_bytes()


def overlapping(svg: bytes) -> list[tuple[str, str]]:
    """Return the pairs of boxes that lie over each other; the first rectangle is the sheet."""
    boxes = []
    for rect in list(etree.fromstring(svg).iter(f"{SVG}rect"))[1:]:
        x, y, w, h = (float(rect.attrib[k]) for k in ("x", "y", "width", "height"))
        boxes.append((x, y, x + w, y + h, etree.tostring(rect, encoding="unicode")))
    return [
        (a[4], b[4])
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def test_opens_on_who_does_what(page: Page) -> None:
    # On the document that says most about who leads, of two the first in the order of places; another is one choice away.
    assert page.locator("table.grid caption").inner_text() == "湖北省水环境整治行动方案"
    assert page.locator("td.lead").count() > 1
    henan(page)
    assert page.locator("table.grid caption").inner_text() == "河南省推进冷链物流高质量发展实施方案"
    heads = page.locator("table.grid thead th.column").all_inner_texts()
    assert heads[0] == "省发展改革委"
    row = page.locator("table.grid tbody tr", has_text="建设分拨中心")
    assert row.locator("td").first.inner_text() == "●"
    assert "河南省发展和改革委员会 牵头 1，共 2 项" in page.locator("#facts li").all_inner_texts()


def test_a_cell_filters_everything_else(page: Page) -> None:
    henan(page)
    page.locator("td.lead").first.click()
    assert page.locator("#panel-title").inner_text() == "建设分拨中心 × 河南省发展和改革委员会"
    assert page.locator("#facts blockquote").count() == 1
    assert "省发展改革委牵头，省财政厅、自然资源厅" in page.locator("#facts blockquote").inner_text()
    page.click("#tab-list")
    assert page.locator("#results blockquote").count() == 1
    page.click("#tab-text")
    assert page.locator("#page mark.chosen.agency").all_inner_texts() == ["省发展改革委"]
    page.click("#tab-matrix")
    assert page.locator("td.chosen").inner_text() == "●"
    page.locator("th.column", has_text="省财政厅").click()
    assert page.locator("#panel-title").inner_text() == "河南省财政厅"
    page.keyboard.press("Escape")
    assert page.locator("#panel-title").inner_text() == "谁负责什么"


@pytest.mark.parametrize(
    "words", ["省发展改革委", "发展和改革", "fazhanhegaige", "hnsfzhggwyh", "sfzggw", "发改委", "fgw", "FZGG"]
)
def test_search_by_chinese_and_by_pinyin(page: Page, words: str) -> None:
    assert "河南省发展和改革委员会" in find(page, words)


def test_search_that_finds_nothing_says_so(page: Page) -> None:
    assert find(page, "没有这样的名称") == []
    assert "没有名称或语句含“没有这样的名称”" in page.locator("#found").inner_text()
    page.fill("#search", "")
    page.locator("#tab-list").focus()
    # Words that stand in no name are found in the sentences.
    assert find(page, "冷链物流") == []
    assert page.locator("#results h2").last.inner_text() == "含“冷链物流”的语句"
    assert "冷链物流" in page.locator("#results li mark").last.inner_text()


def test_duties_by_role_with_sentence_section_document_and_offsets(page: Page, readings: list[Reading]) -> None:
    focus(page, "河南省财政厅")
    assert page.locator("#results h2").inner_text() == "河南省财政厅"
    roles = [re.sub(r"\s+", " ", h) for h in page.locator("#results h3").all_inner_texts()]
    assert roles == ["负责 2"]
    where = page.locator("#results .where").all_inner_texts()
    assert all("河南省推进冷链物流高质量发展实施方案" in line for line in where)
    assert any("一/(一)" in line for line in where)
    for line, sentence in zip(where, page.locator("#results blockquote").all_inner_texts(), strict=True):
        start, end = map(int, re.search(r"\[(\d+), (\d+)\)", line).groups())  # type: ignore[union-attr]
        assert readings[0].text[start:end].strip() == sentence
    assert "摘编" not in page.locator("#results").inner_text()


def test_filters_by_role_kind_document_and_level(page: Page) -> None:
    focus(page, "河南省财政厅")
    page.click("#filters > summary")
    page.uncheck("#roles input[value=responsible]")
    assert page.locator("#results h3").count() == 0
    page.check("#roles input[value=responsible]")
    assert page.locator("#results h3").count() == 1
    page.uncheck("#kinds input[value=task]")
    assert "没有符合筛选条件的内容" in page.locator("#results").inner_text()
    page.check("#kinds input[value=task]")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.click("#tab-matrix")
    page.select_option("#document", label="成都市支持无人机产业发展若干措施")
    assert "河南省" not in page.locator("main").inner_text()
    page.select_option("#document", "-1")
    page.click("#filters > summary")
    page.select_option("#level", "prefecture")
    assert "河南省" not in page.locator("#facts").inner_text()
    assert "成都市" in page.locator("#facts").inner_text()


def test_focus_draws_one_thing_and_what_it_is_tied_to(page: Page) -> None:
    focus(page, "建设分拨中心")
    page.keyboard.press("3")
    assert page.locator("#counts").inner_text() == "单位 7　任务 1"
    assert (
        page.locator("#legend li").all_inner_texts()
        == ["牵头", "负责", "配合", "会同", "督导"][: page.locator("#legend li").count()]
    )
    one = saved(page, "#svg")
    assert overlapping(one) == []
    page.check("#two")
    two = saved(page, "#svg")
    assert overlapping(two) == []
    texts = ["".join(t.itertext()) for t in etree.fromstring(two).iter(f"{SVG}text")]
    assert "河南省财政厅" in texts
    assert len(texts) > len(list(etree.fromstring(one).iter(f"{SVG}text")))
    assert len(list(etree.fromstring(one).iter(f"{SVG}line"))) >= 7


def test_a_click_on_a_box_chooses_it(page: Page) -> None:
    focus(page, "建设分拨中心")
    page.keyboard.press("3")
    box = page.locator("#canvas canvas").bounding_box()
    assert box
    hint = page.locator("#tip")
    # Its agencies stand to the left of a task: somewhere on the way a line and then a box is met.
    told = []
    for step in range(40, 700, 10):
        page.mouse.move(box["x"] + box["width"] / 2 - step, box["y"] + box["height"] / 2)
        page.wait_for_timeout(60)
        if hint.is_visible():
            told.append(hint.inner_text())
            if "→" not in told[-1] and told[-1] != "建设分拨中心":
                page.mouse.down()
                page.mouse.up()
                break
    assert any(line.split("\n")[0].endswith("→ 建设分拨中心") and "\n" in line for line in told)
    page.locator("#panel-title", has_text=told[-1]).wait_for()
    assert page.locator("#panel-title").inner_text() == told[-1]


def test_the_map_has_a_disc_for_each_owner(make: Make, tmp_path: Path, tab: Tab) -> None:
    write_view(make(*sample()), tmp_path / "v.html")
    page = tab.open(tmp_path / "v.html", "#v=map")
    # Tasks with their owners; the rest on demand.
    assert page.locator("#counts").inner_text() == "单位 4　任务 5"
    svg = saved(page, "#svg")
    assert len(list(etree.fromstring(svg).iter(f"{SVG}ellipse"))) == 4
    assert overlapping(svg) == []
    for kind in ("cluster", "district", "technology"):
        page.check(f"#map-extras input[value={kind}]")
    assert page.locator("#counts").inner_text() == "单位 4　任务 5　技术 2　区域 3　集群 1"
    page.select_option("#document", label="深圳市智能机器人产业集群若干措施")
    assert page.locator("#counts").inner_text() == "单位 1　任务 1　区域 1　集群 1"


def test_other_matrices(make: Make, tmp_path: Path, tab: Tab) -> None:
    write_view(make(*sample()), tmp_path / "v.html")
    page = tab.open(tmp_path / "v.html", "#v=matrix&m=tech")
    assert page.locator("tbody tr", has_text="谐波减速器").locator("td.count").all_inner_texts() == ["●1", "1", "1"]
    page.select_option("#matrix-kind", "clusters")
    row = page.locator("tbody tr", has_text="智能机器人产业集群")
    assert sorted(page.locator("thead th.column").all_inner_texts()) == ["区域", "南山区", "宝安区", "龙华区"]
    assert row.locator("td.on").count() == 3
    row.locator("td.on").first.click()
    assert page.locator("#facts blockquote").count() == 1
    page.select_option("#matrix-kind", "docs")
    cells = page.locator("tbody tr", has_text="深圳市工业和信息化局").locator("td.count").all_inner_texts()
    assert cells == ["1", "2"]
    page.locator("tbody tr", has_text="深圳市科技创新局").locator("td.on").first.click()
    assert page.locator("#document").input_value() == "1"


def test_permalink_and_code_open_the_same_view_elsewhere(page: Page, file: Path, chromium: Browser) -> None:
    focus(page, "河南省财政厅")
    page.keyboard.press("3")
    page.check("#two")
    page.click("#filters > summary")
    page.uncheck("#roles input[value=support]")
    page.click("#language")
    shown, told = page.locator("#counts").inner_text(), page.locator("#facts").inner_text()
    assert "Responsible" in told
    page.click("#more > summary")
    page.click("#copy")
    code = page.locator("#code").input_value()
    assert code.startswith("qz:")
    assert len(code) < 80
    address = page.url
    page.click("#share .close")
    context = chromium.new_context(viewport={"width": 1600, "height": 900})
    other = Tab(context.new_page())
    other.page.goto(address)
    other.page.wait_for_selector("body[data-ready]")
    assert (other.page.locator("#counts").inner_text(), other.page.locator("#facts").inner_text()) == (shown, told)
    # The code works in a copy under another name, made anew.
    copy = file.with_name("copy.html")
    copy.write_bytes(file.read_bytes())
    other.open(copy)
    other.page.click("#more > summary")
    other.page.click("#paste")
    other.page.fill("#code", "nonsense")
    other.page.click("#open-code")
    assert other.page.locator("#code-note").inner_text() == "这不是本页的视图码。"
    other.page.fill("#code", code)
    other.page.click("#open-code")
    assert (other.page.locator("#counts").inner_text(), other.page.locator("#facts").inner_text()) == (shown, told)
    # The way back is the browser's.
    other.page.go_back()
    assert other.page.locator("#tab-matrix").get_attribute("aria-selected") == "true"
    assert (other.asked, other.errors) == ([], [])
    context.close()


def test_years_and_what_could_not_be_read(make: Make, tmp_path: Path, tab: Tab) -> None:
    plan, measures = sample()
    start = plan.text.index("每年开展评价")
    piece = Unparsed("一", start, start + 6, "每年开展评价", "no agency")
    write_view(
        make(Reading(dataclasses.replace(plan.facts, unparsed=(piece,)), plan.text), measures), tmp_path / "v.html"
    )
    page = tab.open(tmp_path / "v.html")
    assert "2 份文件" in page.locator("#chosen").inner_text()
    page.click("#filters > summary")
    page.select_option("#from", "2023")
    assert "1 份文件" in page.locator("#chosen").inner_text()
    page.keyboard.press("Escape")
    page.click("#tab-text")
    assert "看似分工而未能解读的语句：1 处" in page.locator("#page").inner_text()
    assert page.locator("#page mark.unparsed").all_inner_texts() == ["每年开展评价"]


def test_documents_without_duties_open_on_clusters_and_districts(make: Make, tmp_path: Path, tab: Tab) -> None:
    plan = sample()[0]
    bare = dataclasses.replace(plan.facts, responsibilities=(), agencies=())
    bare = dataclasses.replace(bare, document=dataclasses.replace(bare.document, issuers=()))
    write_view(make(Reading(bare, plan.text)), tmp_path / "v.html")
    page = tab.open(tmp_path / "v.html")
    assert page.locator("#matrix-kind").input_value() == "clusters"
    assert page.locator("tbody tr", has_text="智能机器人产业集群").locator("td.on").count() == 2
    page.select_option("#matrix-kind", "tasks")
    assert "该文件未载明责任分工" in page.locator("#table").inner_text()
    code = page.url.split("#")[1]
    page = tab.open(tmp_path / "v.html", f"#{code}&")
    assert page.locator("#matrix-kind").input_value() == "tasks"


def test_a_broken_link_opens_the_page(file: Path, tab: Tab) -> None:
    page = tab.open(file, "#v=nowhere&d=99&s=zzzz.%E4&n=x&a=9.1.2&l=&y=a-b&f=zz")
    assert page.locator("#tab-matrix").get_attribute("aria-selected") == "true"
    assert page.locator("td.lead").count()


def test_exports_parse(page: Page, readings: list[Reading]) -> None:
    focus(page, "河南省财政厅")
    rows = list(csv.reader(io.StringIO(saved(page, "#csv").decode("utf-8-sig"))))
    assert rows[0][:4] == ["文件", "文号", "条目", "章节"]
    assert len(rows) == 3
    for row in rows[1:]:
        told = dict(zip(rows[0], row, strict=True))
        assert readings[0].text[int(told["起"]) : int(told["止"])].strip() == told["依据原文"]
        assert told["主体"] == "河南省财政厅"
    page.keyboard.press("Escape")
    page.click("#tab-matrix")
    henan(page)
    table = list(csv.reader(io.StringIO(saved(page, "#table-csv").decode("utf-8-sig"))))
    assert "河南省发展和改革委员会" in table[0]
    assert any("●" in row for row in table)
    page.click("#tab-map")
    png = saved(page, "#png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(png[i : i + 4], "big") for i in (16, 20))
    assert width > 600
    assert height > 400
    etree.fromstring(saved(page, "#svg"))


def test_everything_by_keyboard(page: Page) -> None:
    henan(page)
    page.locator("#skip").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "tab-matrix"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-list"
    page.keyboard.press("ArrowLeft")
    while page.evaluate("document.activeElement.closest('table') === null"):
        page.keyboard.press("Tab")
    # One stop of Tab for the whole table; the arrows walk it.
    assert page.evaluate("document.querySelectorAll('table [tabindex=\"0\"]').length") == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "●"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator("#panel-title").inner_text() == "建设分拨中心 × 河南省发展和改革委员会"
    page.keyboard.press("5")
    page.locator("#facts .see").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#page') !== null")
    page.keyboard.press("4")
    while page.evaluate("document.activeElement.closest('#canvas') === null"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("?")
    assert page.locator("#keyboard").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keyboard").is_visible()


def test_fact_and_sentence_lead_to_each_other(make: Make, tmp_path: Path, tab: Tab) -> None:
    write_view(make(*sample()), tmp_path / "v.html")
    page = tab.open(tmp_path / "v.html")
    focus(page, "深圳市统计局")
    page.locator("#results .see").first.click()
    assert page.locator("#page h2").inner_text() == "深圳市机器人产业行动计划（2023—2025年）"
    assert "".join(page.locator("#page .now").all_inner_texts()) == "（市统计局负责）"
    assert page.locator("#page").inner_text().replace("\n", "") == "".join(
        [
            "深圳市机器人产业行动计划（2023—2025年）",
            "深工信〔2023〕7号　2023-03-01　深圳市科技创新局、深圳市工业和信息化局",
            PLAN,
        ]
    ).replace("\n", "")
    page.locator("#page mark.technology", has_text="谐波减速器").click()
    assert page.locator("#panel-title").inner_text() == "谐波减速器"
    assert "突破谐波减速器。" in page.locator("#facts li.now").inner_text()
    page.select_option("#read", label="深圳市智能机器人产业集群若干措施")
    assert "宝安区" in page.locator("#page").inner_text()
    assert MEASURES.splitlines()[2] in page.locator("#page").inner_text()
    assert page.locator("#page [role=heading]").all_inner_texts() == ["一、布局"]


def test_todays_body_and_as_named(make: Make, tmp_path: Path, tab: Tab) -> None:
    plan, measures = sample()
    now = {"深圳市科技创新局": ("深圳市科技局",), "深圳市审计局": ("深圳市审计局",)}
    agencies = tuple(dataclasses.replace(a, current=now.get(a.canonical, ())) for a in plan.facts.agencies)
    write_view(
        make(Reading(dataclasses.replace(plan.facts, agencies=agencies), plan.text), measures), tmp_path / "v.html"
    )
    page = tab.open(tmp_path / "v.html")
    focus(page, "深圳市科技创新局")
    assert "现行机构：深圳市科技局" in page.locator("#results").inner_text()
    assert page.locator("#results blockquote").count() == 2
    page.keyboard.press("Escape")
    page.click("#filters > summary")
    page.check("#today")
    page.keyboard.press("Escape")
    assert find(page, "深圳市科技局") == ["深圳市科技局"]
    page.keyboard.press("Enter")
    assert page.locator("#results blockquote").count() == 2
    page.click("#tab-matrix")
    assert page.locator("thead th[title=深圳市科技局]").count() == 1
    assert page.locator("thead th[title=深圳市科技创新局]").count() == 0
    # Where nobody knows, it stays as named.
    assert page.locator("thead th[title=深圳市统计局]").count() == 1


def test_both_languages_and_dark(page: Page) -> None:
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#tab-matrix").inner_text() == "Matrix"
    left = page.evaluate(
        "[...document.querySelectorAll('[data-t], [data-label]')].filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.hidden)).length"
    )
    assert left == 0
    words = (TOP / "graph/view/js/words.js").read_text(encoding="utf-8")
    chinese, english = (set(re.findall(r"(?:^|[{,]) *(\w+): ", part, re.M)) for part in words.split("\n  en: {"))
    assert chinese - {"zh"} >= english
    assert english >= chinese - {"zh", "en"}
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.click("#dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before


def test_words_of_documents_are_only_text(
    make: Make, facts: Facts, readings: list[Reading], tmp_path: Path, tab: Tab
) -> None:
    plan = sample()[0]
    clause = plan.facts
    duty = dataclasses.replace(clause.responsibilities[0], agency=HOSTILE, canonical=HOSTILE, role_term=HOSTILE)
    hostile = dataclasses.replace(
        clause,
        document=dataclasses.replace(clause.document, title=HOSTILE, issuers=(), digest=True),
        responsibilities=(duty,),
        agencies=(dataclasses.replace(clause.agencies[0], canonical=HOSTILE),),
        sections=tuple(dataclasses.replace(s, title=HOSTILE) for s in clause.sections),
        clusters=tuple(dataclasses.replace(c, name=HOSTILE) for c in clause.clusters),
        districts=tuple(dataclasses.replace(d, object=HOSTILE) for d in clause.districts),
        technologies=tuple(dataclasses.replace(t, name=HOSTILE) for t in clause.technologies),
    )
    text = plan.text.replace("突破谐波减速器。", "<b>&减速器。")
    assert len(text) == len(plan.text)
    write_view(make(Reading(hostile, text)), tmp_path / "v.html", document="<img", focus="onerror")
    page = tab.open(tmp_path / "v.html")
    assert page.locator("#panel-title").inner_text().startswith("</script><img src=x onerror=alert(1)>@SCRIPT@&amp;")
    assert "摘编，非原文" in page.locator("#facts").inner_text()
    assert "摘编，非原文" in page.locator("#document").inner_text()
    svg = saved(page, "#svg")
    assert any("<img" in "".join(t.itertext()) for t in etree.fromstring(svg).iter(f"{SVG}text"))
    for view in (
        "v=matrix",
        "v=matrix&m=tech",
        "v=matrix&m=clusters",
        "v=matrix&m=docs",
        "v=list",
        "v=map&x=cluster.district.technology",
        "v=text",
    ):
        page = tab.open(tmp_path / "v.html", f"#{view}")
        assert page.locator("img, b:not(#chosen b):not(td b)").count() == 0
    assert "<b>&" in page.locator("#page").inner_text()
    rows = list(csv.reader(io.StringIO(saved(page, "#csv").decode("utf-8-sig"))))
    assert HOSTILE in rows[1]
    assert find(page, "img")


def test_a_table_too_wide_for_paper_is_printed_in_pieces(graph: Graph, file: Path, tab: Tab) -> None:
    page = tab.open(file)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    sheets = page.locator("#sheets table")
    assert sheets.count() >= 1
    widths = [t.locator("thead th").count() for t in sheets.all()]
    assert max(widths) <= 26
    assert page.locator("#sheets td.on").count() == page.evaluate("document.querySelectorAll('#table td.on').length")
    assert not page.locator("header").is_visible()
    assert not page.locator("#table").is_visible()
    assert page.locator("#sheets").is_visible()


@pytest.mark.parametrize(
    "view", ["v=matrix", "v=matrix&m=tech", "v=list&q=%E8%B4%A2%E6%94%BF", "v=focus", "v=map", "v=text"]
)
def test_axe_finds_no_serious_violation(file: Path, tab: Tab, view: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = tab.open(file, f"#{view}")
    if view == "v=focus":
        page.click("#tab-matrix")
        page.locator("td.lead").first.click()
        page.click("#tab-focus")
    for dark in (False, True):
        if dark:
            page.click("#dark")
        page.mouse.move(2, 2)
        found = Axe().run(page).response["violations"]
        serious = [
            (v["id"], [n["html"][:200] for n in v["nodes"][:3]])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        assert serious == []


def test_menus_and_dialogs_have_no_serious_violation(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.click("#filters > summary")
    found = Axe().run(page).response["violations"]
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    found += Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_a_folder_of_pages_is_searched_from_its_index(
    graph: Graph, tmp_path: Path, tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.view import output

    monkeypatch.setattr(output, "LARGEST", 40)
    write_view(graph, tmp_path / "pages")
    page = tab.open(tmp_path / "pages" / "index.html")
    assert page.locator("#parts a").count() > 1
    page.keyboard.press("/")
    page.keyboard.type("sfzggw")
    page.locator("#names a", has_text="河南省发展和改革委员会").click()
    page.wait_for_selector("body[data-ready] #results h2")
    assert page.locator("#results h2").inner_text() == "河南省发展和改革委员会"
    assert page.locator("#results blockquote").count() == 2
    page.click("#home")
    page.wait_for_selector("#parts a")


def test_a_page_without_pictures(graph: Graph, tmp_path: Path, tab: Tab) -> None:
    write_view(graph, tmp_path / "v.html", focus="河南省财政厅", pictures=False)
    page = tab.open(tmp_path / "v.html")
    assert page.locator("#results h2").inner_text() == "河南省财政厅"
    assert not page.locator("#tab-map").is_visible()
    assert page.locator("#results blockquote").count() == 2


@pytest.mark.slow
def test_without_3d(file: Path, driver: Playwright) -> None:
    running = driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--disable-3d-apis", "--disable-webgl"])
    tab = Tab(running.new_page())
    page = tab.open(file, "#v=map")
    assert "任务" in page.locator("#counts").inner_text()
    assert saved(page, "#png").startswith(b"\x89PNG")
    assert (tab.asked, tab.errors) == ([], [])
    running.close()


def test_nothing_newer_than_chromium_100() -> None:
    # With the version that brought each (caniuse.com): a page may be opened by an office's old browser.
    newer = {
        "color-mix(": 111, ":has(": 105, "@container": 105, ".toSorted(": 110, ".toReversed(": 110, ".findLast": 97,
        "Object.groupBy": 117, "Array.fromAsync": 121, "Promise.withResolvers": 119, ".union(": 122, "oklch(": 111,
        "@layer": 99, "light-dark(": 123, "text-wrap": 114, "popover": 114, "@scope": 118, "inert": 102,
    }  # fmt: skip
    sources = [
        *(TOP / "graph/view/js").glob("*.js"),
        *(TOP / "graph/view").glob("*.css"),
        *(TOP / "graph/view").glob("*.html"),
    ]
    assert len(sources) > 10
    used = {
        word for path in sources for word, version in newer.items() if version > 100 and word in path.read_text("utf-8")
    }
    assert used == set()
