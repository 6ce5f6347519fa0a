"""The page in a real browser, with no network: who does what, found, filtered, read in its sentence."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from extract.facts import Unparsed
from graph.build import Reading
from graph.store import Graph
from graph.view import write_view
from tests.graph.browser import SVG, WINDOW, Tab, find, focus, henan, saved
from tests.graph.conftest import Make
from tests.graph.facts_sample import MEASURES, PLAN, sample

HOSTILE = "</script><img src=x onerror=alert(1)>@SCRIPT@&amp;\u2028"

pytestmark = pytest.mark.browser


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


def test_search_by_chinese_and_by_pinyin(page: Page) -> None:
    for words in ("省发展改革委", "发展和改革", "fazhanhegaige", "hnsfzhggwyh", "sfzggw", "发改委", "fgw", "FZGG"):
        assert "河南省发展和改革委员会" in find(page, words), words
        page.fill("#search", "")
        page.locator("#tab-list").focus()


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


def test_other_matrices(sample_file: Path, tab: Tab) -> None:
    page = tab.open(sample_file, "#v=matrix&m=tech")
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


@pytest.mark.slow
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
    context = chromium.new_context(viewport=WINDOW)
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


def test_fact_and_sentence_lead_to_each_other(sample_file: Path, tab: Tab) -> None:
    page = tab.open(sample_file)
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


def test_words_of_documents_are_only_text(make: Make, tmp_path: Path, tab: Tab) -> None:
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


def test_the_matrix_turns_to_the_document_of_what_is_chosen(page: Page) -> None:
    assert page.locator("table.grid caption").inner_text() == "湖北省水环境整治行动方案"
    focus(page, "成都市交通运输局")
    page.click("#tab-matrix")
    assert page.locator("table.grid caption").inner_text() == "成都市支持无人机产业发展若干措施"
    assert page.locator("th.column.chosen").get_attribute("title") == "成都市交通运输局"
    # The file is called after the table that it holds.
    page.click("#more > summary")
    with page.expect_download() as got:
        page.click("#table-csv")
    assert got.value.suggested_filename == "成都市支持无人机产业发展若干措施-矩阵.csv"
    assert "成都市交通运输局" in Path(got.value.path()).read_text("utf-8-sig").splitlines()[0]
    # Who looks at another document then is left there.
    henan(page)
    assert page.locator("table.grid caption").inner_text() == "河南省推进冷链物流高质量发展实施方案"
    assert "此表没有“成都市交通运输局”" in page.locator("#matrix-note").inner_text()
