"""Make the pictures of the README and the documentation anew, from the bundled documents.

    python docs/pictures.py

It needs Chromium and the test dependencies; the bundled documents are digests, and the pictures say so.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib import resources
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from graph.jobs import Options, build
from graph.view import write_view

HERE = Path(__file__).parent / "pictures"
SHOTS = {
    "matrix": ("#v=matrix", "安全应急与环保"),
    "list": ("#v=list", "新材料"),
    "focus": ("#v=focus", "广东省应急管理厅"),
    "map": ("#v=map", ""),
    "text": ("#v=text", "广东省应急管理厅"),
}


def main() -> None:
    """Write one PNG a view."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("docs/pictures.py: Chromium is not installed; on Debian: apt-get install chromium fonts-noto-cjk")
    HERE.mkdir(exist_ok=True)
    documents = Path(str(resources.files("seeds"))) / "documents"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        graph = build(Path(folder) / "graph", sorted(documents.glob("*.txt")), Options(jobs=1)).graph
        page_file = Path(folder) / "view.html"
        write_view(graph, page_file)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 720}, color_scheme="light")
        page.context.route(
            "**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort()
        )
        for name, (code, words) in SHOTS.items():
            page.goto("about:blank")
            page.goto(page_file.as_uri() + code)
            page.wait_for_selector("body[data-ready]")
            if name == "list":
                page.fill("#search", words)
            elif name in ("focus", "text"):
                page.fill("#search", words)
                page.press("#search", "Enter")
                page.click(f"#tab-{name}")
            page.mouse.move(2, 2)
            page.wait_for_timeout(400)
            page.screenshot(path=str(HERE / f"{name}.png"))
        browser.close()
    for path in sorted(HERE.glob("*.png")):
        # A page has few colours: a palette is a third of the size.
        Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
