"""The page's pictures, and what is saved and printed of it."""

from __future__ import annotations

import base64
import csv
import io
import subprocess
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, Playwright

from graph.build import Reading
from graph.store import Graph
from graph.view import write_view
from tests.graph.browser import CHROMIUM, FLAGS, SVG, Tab, focus, henan, overlapping, saved
from tests.graph.documents import reading, stored

# What is drawn and how it is reached changes seldom: the whole run looks at it.
pytestmark = [pytest.mark.browser, pytest.mark.slow]


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


def test_the_map_has_a_disc_for_each_owner(sample_file: Path, tab: Tab) -> None:
    page = tab.open(sample_file, "#v=map")
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


def test_of_what_is_chosen_the_map_shows_every_task(page: Page) -> None:
    focus(page, "河南省财政厅")
    page.keyboard.press("4")
    # It has a part in a task that another leads, which stands in the other's disc.
    assert "河南省财政厅参与 2 项任务：1 项在其圆内，1 项在其他单位的圆内" in page.locator("#counts").inner_text()
    lines = list(etree.fromstring(saved(page, "#svg")).iter(f"{SVG}line"))
    page.keyboard.press("Escape")
    assert len(list(etree.fromstring(saved(page, "#svg")).iter(f"{SVG}line"))) == len(lines) - 1
    # One that leads nothing has no disc, and is there once it is chosen.
    focus(page, "武汉大学")
    page.keyboard.press("4")
    texts = {"".join(t.itertext()) for t in etree.fromstring(saved(page, "#svg")).iter(f"{SVG}text")}
    assert "武汉大学" in texts


def test_on_a_narrow_window_nothing_over_the_map_covers_anything(page: Page) -> None:
    focus(page, "河南省财政厅")
    page.keyboard.press("4")
    page.set_viewport_size({"width": 390, "height": 844})
    for kind in ("cluster", "district", "technology"):
        page.check(f"#map-extras input[value={kind}]", timeout=3000)
    boxes = [page.locator(name).bounding_box() for name in ("#map-extras", ".over.tools", "#counts", "#legend")]
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a
            assert b
            apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert apart or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]


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


def test_a_page_without_pictures(graph: Graph, tmp_path: Path, tab: Tab) -> None:
    write_view(graph, tmp_path / "v.html", focus="河南省财政厅", pictures=False)
    page = tab.open(tmp_path / "v.html")
    assert page.locator("#results h2").inner_text() == "河南省财政厅"
    assert not page.locator("#tab-map").is_visible()
    assert page.locator("#results blockquote").count() == 2


def test_without_3d(file: Path, driver: Playwright) -> None:
    running = driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--disable-3d-apis", "--disable-webgl"])
    tab = Tab(running.new_page())
    page = tab.open(file, "#v=map")
    assert "任务" in page.locator("#counts").inner_text()
    assert saved(page, "#png").startswith(b"\x89PNG")
    assert (tab.asked, tab.errors) == ([], [])
    running.close()


def test_a_table_too_wide_for_paper_is_printed_in_pieces(file: Path, tab: Tab) -> None:
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
    # What says how to use the screen is of no use on paper.
    assert page.locator("#matrix-note").is_visible()
    assert not page.locator("#matrix-note .screen").is_visible()


# Whether the picture is drawn, and nothing of it runs out of sight: its outermost columns and rows are empty.
IN_SIGHT = """() => {
  const canvas = document.querySelector("#canvas canvas"), { width: w, height: h } = canvas, copy = document.createElement("canvas");
  Object.assign(copy, { width: w, height: h });
  const ctx = copy.getContext("2d", { willReadFrequently: true });
  ctx.drawImage(canvas, 0, 0);
  const drawn = (...at) => ctx.getImageData(...at).data.some((value, i) => i % 4 === 3 && value > 0);
  return drawn(0, 0, w, h) && ![[0, 0, 2, h], [w - 2, 0, 2, h], [0, 0, w, 2], [0, h - 2, w, 2]].some((at) => drawn(...at));
}"""


def test_on_a_phone_what_is_chosen_is_in_sight(file: Path, tab: Tab) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open(file)
    henan(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for thing in page.locator("#facts .thing").all()[:6]:
        name = thing.inner_text()
        thing.click()
        page.locator("#panel-title", has_text=name).wait_for()
        # The column of an agency lies beside the names of the rows, which stay where they are.
        column, corner = page.locator("#table th.column.chosen"), page.locator("#table .corner")
        here, there = column.bounding_box(), corner.bounding_box()
        assert here
        assert there
        assert there["x"] + there["width"] <= here["x"] + 1
        assert here["x"] + here["width"] <= 390
        page.click("#tab-focus")
        page.locator("#legend li").first.wait_for()
        page.wait_for_function(IN_SIGHT)
        page.click("#tab-matrix")
        page.click("#chosen .clear")
    page.click("#facts .thing >> nth=0")
    page.click("#tab-list")
    assert not page.locator("#matches").is_visible()
    page.fill("#search", "河南")
    assert page.locator("#matches").is_visible()


def test_a_page_that_opens_on_a_thing_shows_all_of_it(tmp_path: Path, tab: Tab) -> None:
    works = [f"建设{sign}号深远海养殖装备基地" for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"]
    items = "".join(f"{i}.{work}。办好第{i}批。（责任单位：市农业农村局）\n" for i, work in enumerate(works, 1))
    text = f"宁波市渔业装备行动计划(2024—2026年)\n一、重点任务\n{items}"
    # As a browser shows it that takes the picture while the page is still being laid out.
    write_view(stored(tmp_path / "g", [reading(text)]), tmp_path / "v.html", focus="宁波市农业农村局")
    shot = ["--headless", "--hide-scrollbars", "--window-size=1500,950", "--virtual-time-budget=6000"]
    given = [str(CHROMIUM), *FLAGS, *shot, f"--screenshot={tmp_path / 'v.png'}", (tmp_path / "v.html").as_uri()]
    subprocess.run(given, check=True, capture_output=True, timeout=60)
    picture = base64.b64encode((tmp_path / "v.png").read_bytes()).decode()
    colours = tab.page.evaluate(
        """async (data) => {
          const image = new Image();
          image.src = data;
          await image.decode();
          const ctx = Object.assign(document.createElement("canvas"), { width: 1500, height: 950 }).getContext("2d");
          ctx.drawImage(image, 0, 0);
          const column = ctx.getImageData(1, 150, 1, 700).data;
          return new Set(Array.from({ length: 700 }, (_, i) => column.slice(4 * i, 4 * i + 3).join())).size;
        }""",
        f"data:image/png;base64,{picture}",
    )
    assert colours == 1
