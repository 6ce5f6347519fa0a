"""A real Chromium with no network, and what is done on the pages of the view again and again."""

from __future__ import annotations

import shutil
from pathlib import Path

from lxml import etree
from playwright.sync_api import Page, Route, ViewportSize

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


WINDOW: ViewportSize = {"width": 1600, "height": 900}
SVG = "{http://www.w3.org/2000/svg}"


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
        if route.request.url.startswith(("file:", "about:")):
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def empty(self) -> None:
        """Leave whatever is open, as a new tab would be."""
        self.page.goto("about:blank")
        self.page.emulate_media(media="screen")
        self.page.set_viewport_size(WINDOW)
        self.asked.clear()
        self.errors.clear()

    def open(self, path: Path, code: str = "") -> Page:
        self.page.goto(path.as_uri() + code)
        self.page.wait_for_selector("body[data-ready]")
        return self.page


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
