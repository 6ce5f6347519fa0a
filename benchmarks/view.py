"""How long a page takes to open, and how smoothly its map moves, in Chromium without a GPU.

    python benchmarks/view.py [--sizes 1000 3000 10000] [--folder 50000]

Pages are made from generated documents. Beside each stands pyvis's own page of the same nodes and edges (its in-line
form, physics off, the same places), opened in the same run: read the ratio, not the seconds, on a busy machine. "ready" is
from the start of loading to the script's last line; "map" from asking for the map to the frame in which it is drawn; frames a
second are counted by requestAnimationFrame while the mouse drags, and the wheel turns, for two seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from extract.facts import (
    Agency,
    Cluster,
    District,
    Document,
    Facts,
    Mention,
    Responsibility,
    Role,
    Section,
    Span,
    Technology,
)
from graph.view.folder import files_of
from graph.view.layout import picture_of, place
from graph.view.model import Model, model_of
from graph.view.page import render
from graph.writer import Reading

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
LINES = (
    "发展改革 工业和信息化 科技 财政 生态环境 应急管理 市场监管 住房建设 交通运输 水务 "
    "商务 教育 卫生健康 农业农村 文化旅游 金融 统计 公安 民政 司法"
).split()
CITIES = (
    "深圳 广州 佛山 东莞 珠海 惠州 中山 江门 肇庆 汕头 湛江 茂名 梅州 河源 清远 韶关 云浮 阳江 揭阳 潮州 汕尾"
).split()
FIELDS = (
    "传感 材料 电池 机器人 芯片 算法 平台 检测 装备 软件 显示 储能 制造 仿真 网络 激光 药物 育种 回收 照明"
).split()
HEADS = ("智能 高端 绿色 新型 先进 精密 柔性 工业 海洋 生物").split()


def documents(things: int, seed: int = 7) -> Iterator[Reading]:
    """Yield generated documents until they name about so many things."""
    chance = random.Random(seed)
    made, number = 0, 0
    while made < things:
        city = f"{CITIES[number % len(CITIES)]}市"
        reading, count = _document(chance, number, city)
        yield reading
        made += count
        number += 1


def _document(chance: random.Random, number: int, city: str) -> tuple[Reading, int]:
    title = f"{city}产业行动计划第{number}号"
    text = title + "\n"
    sections, duties, technologies, districts, clusters = [], [], [], [], []
    agencies: dict[str, Agency] = {}
    count = 0

    def at(start: int, words: str, evidence: Span) -> Mention:
        span = Span(start, start + len(words))
        return Mention(span.start, span.end, words, evidence, span, "made")

    for i in range(chance.randint(15, 30)):
        start = len(text)
        heading = f"（{i + 1}）发展{chance.choice(HEADS)}{chance.choice(FIELDS)}"
        names = [
            f"{chance.choice(HEADS)}{chance.choice(HEADS)}{chance.choice(FIELDS)}{number}-{i}-{k}" for k in range(3)
        ]
        body = f"突破{'、'.join(names)}。"
        lines = chance.sample(LINES, chance.randint(2, 6))
        clause = f"（牵头单位：市{lines[0]}局；责任单位：{'、'.join(f'市{line}局' for line in lines[1:])}）"
        text += f"{heading}\n{body}{clause}\n"
        task = Span(start, start + len(heading) + 1 + len(body))
        path = f"({i + 1})"
        head = at(start, heading, Span(start, start + len(heading)))
        sections.append(Section(path, heading[len(path) :], Span(task.start, task.end), Span(start, len(text)), head))
        for name in names:
            place_ = text.index(name, start)
            technologies.append(Technology(path, name, at(place_, name, Span(task.end - len(body), task.end))))
        evidence = Span(task.end, task.end + len(clause))
        for k, line in enumerate(lines):
            full, role = f"{city}{line}局", "lead" if k == 0 else "responsible"
            agencies[full] = Agency(full, f"市{line}局", "prefecture", "department", city, line, True, "made")
            where = text.index(f"市{line}局", task.end)
            named: Role = "lead" if role == "lead" else "responsible"
            duties.append(
                Responsibility(
                    path,
                    f"市{line}局",
                    full,
                    named,
                    "牵头" if k == 0 else "责任单位",
                    task,
                    at(where, f"市{line}局", evidence),
                )
            )
        count += 4
    start = len(text)
    name = f"{chance.choice(HEADS)}{chance.choice(FIELDS)}产业集群{number}"
    hosts = [f"{city}{part}区" for part in chance.sample("东西南北中", 3)]
    sentence = f"{name}布局在{'、'.join(hosts)}。"
    text += sentence + "\n"
    evidence = Span(start, start + len(sentence))
    clusters.append(Cluster("", name, "other", tuple(hosts), at(start, name, evidence)))
    districts = [
        District("", host, "supports_cluster", name, at(text.index(host, start), host, evidence)) for host in hosts
    ]
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=f"d{number}", file=f"d{number}.txt", part=1, title=title, type="行动计划", jurisdiction=city, level="prefecture",
        issuers=(), doc_number=None, issued=f"{2015 + number % 10}-01-01", effective_from=None, effective_to=None, period=None,
        cites=(), digest=False, stage=None, sha256=sha, span=Span(0, len(text)),
    )  # fmt: skip
    layers: dict[str, Any] = {
        "sections": sections, "responsibilities": duties, "agencies": list(agencies.values()), "clusters": clusters,
        "districts": districts, "technologies": technologies,
    }  # fmt: skip
    return Reading(Facts(document, **{k: tuple(v) for k, v in layers.items()}), text), count + 2


def pyvis_page(model: Model) -> str:
    """Return pyvis's own page of the map's nodes and all edges: physics off, the same places, nothing from the net."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", height="900px", width="1600px")
    network.set_options(
        json.dumps(
            {
                "physics": {"enabled": False},
                "interaction": {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True},
                "edges": {"smooth": False},
            }
        )
    )
    for key, (x, y) in place(picture_of(model)).at.items():
        network.add_node(key, label=model.things[key].name, shape="box", x=round(x), y=round(y))
    have = set(network.get_nodes())
    network.edges = [{"from": f.what, "to": k} for f in model.facts for k in f.of if f.what in have and k in have]
    page: str = network.generate_html()
    # Its frame of Bootstrap asks a content network, which would only wait here.
    return page.replace("https://", "x://")


def frames(page: Page, wheel: bool) -> float:
    """Return frames a second while the picture is dragged, or zoomed, for two seconds."""
    box = page.locator("canvas").first.bounding_box()
    if box is None:
        raise SystemExit("no canvas")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.evaluate(
        "() => { window.n = 0; window.t = performance.now(); const f = () => { window.n += 1; requestAnimationFrame(f); }; requestAnimationFrame(f); }"
    )
    if not wheel:
        page.mouse.down()
    start, step = time.perf_counter(), 0
    while time.perf_counter() - start < 2:
        step += 1
        if wheel:
            page.mouse.wheel(0, 100 if step % 20 < 10 else -100)
        else:
            page.mouse.move(x + 150 * ((step % 20) - 10) / 10, y + 60 * ((step % 14) - 7) / 7)
    rate: float = page.evaluate("() => window.n * 1000 / (performance.now() - window.t)")
    if not wheel:
        page.mouse.up()
    return rate


def opened(browser: Browser, path: Path, code: str, mark: str, times: int = 3) -> tuple[float, Page]:
    """Return the median time until a page has what ``mark`` selects, and the page."""
    taken = []
    for i in range(times):
        page = browser.new_page(viewport={"width": 1600, "height": 900})
        start = time.perf_counter()
        page.goto(path.as_uri() + code, wait_until="commit")
        page.wait_for_selector(mark, state="attached", timeout=120_000)
        # The next frame is drawn after all that was asked for.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        taken.append(time.perf_counter() - start)
        if i < times - 1:
            page.close()
    return statistics.median(taken), page


def bundled() -> Model:
    """Return the model of the five bundled digests."""
    from importlib import resources

    from extract.pipeline import extract
    from extract.read import read_file

    folder = Path(str(resources.files("seeds"))) / "documents"
    return model_of(Reading(r.facts, r.text) for path in sorted(folder.glob("*.txt")) for r in extract(read_file(path)))


def main() -> None:
    """Print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 3000, 10000])
    parser.add_argument("--folder", type=int, default=0, help="things of a folder of pages, for example 50000")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    print(
        f"{'page':>14} {'things':>7} {'MB':>6} {'made s':>7} {'ready s':>8} {'map s':>6} {'pan f/s':>8} {'zoom f/s':>9}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=FLAGS)
        path = Path(folder) / "page.html"
        for name, model in (("bundled", bundled()), *((str(n), model_of(documents(n))) for n in given.sizes)):
            start = time.perf_counter()
            path.write_text(render(model), encoding="utf-8")
            made = time.perf_counter() - start
            ready, page = opened(browser, path, "", "body[data-ready]")
            page.close()
            drawn, page = opened(browser, path, "#v=map&x=cluster.district.technology", "body[data-ready]")
            pan, zoom = frames(page, False), frames(page, True)
            shown = page.locator("#counts").inner_text().split("　")
            page.close()
            print(
                f"{name:>14} {len(model.things):>7} {path.stat().st_size / 1e6:>6.1f} {made:>7.1f} {ready:>8.2f} "
                f"{drawn:>6.2f} {pan:>8.0f} {zoom:>9.0f}   {' '.join(shown)}"
            )
            path.write_text(pyvis_page(model), encoding="utf-8")
            drawn, page = opened(browser, path, "", "canvas", 1)
            pan, zoom = frames(page, False), frames(page, True)
            page.close()
            print(
                f"{'pyvis ' + name:>14} {len(model.things):>7} {path.stat().st_size / 1e6:>6.1f} {'':>7} {'':>8} {drawn:>6.2f} {pan:>8.0f} {zoom:>9.0f}"
            )
        if given.folder:
            start = time.perf_counter()
            model = model_of(documents(given.folder))
            read = time.perf_counter() - start
            home = Path(folder) / "pages"
            home.mkdir()
            start = time.perf_counter()
            sizes = []
            for name, text in files_of(model, 8000, "agency", None, True, lambda items: items):
                (home / name).write_text(text, encoding="utf-8")
                sizes.append((home / name).stat().st_size / 1e6)
            made = time.perf_counter() - start
            index, page = opened(browser, home / "index.html", "", "body[data-ready]")
            start = time.perf_counter()
            page.keyboard.press("/")
            page.keyboard.type("szsczj")
            page.wait_for_selector("#names a")
            found = time.perf_counter() - start
            page.close()
            part, page = opened(
                browser,
                home / "part-1.html" if (home / "part-1.html").exists() else home / "part-01.html",
                "",
                "body[data-ready]",
            )
            page.close()
            print(
                f"folder of {len(model.things)} things: model {read:.1f} s, {len(sizes) - 1} pages made in {made:.0f} s, "
                f"largest {max(sizes[:-1]):.1f} MB, index {sizes[-1]:.1f} MB ready in {index:.2f} s, search {found:.2f} s, a page ready in {part:.2f} s"
            )
        browser.close()


if __name__ == "__main__":
    main()
