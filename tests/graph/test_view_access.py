"""The page for everybody: by keyboard, in both languages, by the rules of axe, in browsers of yesterday."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import TOP
from tests.graph.browser import Tab, henan

# What is drawn and how it is reached changes seldom: the whole run looks at it.
pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
