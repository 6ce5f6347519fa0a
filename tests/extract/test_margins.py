"""What stands in the margins of printed pages: a duty there is kept, and what is no part of the text is not."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.read import read_file
from extract.read.margins import body
from tests.graph.browser import CHROMIUM, FLAGS

pytestmark = pytest.mark.slow

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
TITLE = "浏河市冷链物流发展行动计划"
OWNER = "责任单位：市商务局"
ITEMS = [f"（{n}）建设第{n}座冷库。（牵头单位：市商务局；配合单位：市财政局）" for n in range(1, 81)]
TASKS = [line for n in range(1, 81) for line in (f"（{n}）建设第{n}座冷库。", OWNER)]
HEIGHT = 842.0


def printed(folder: Path, lines: Sequence[str], margin: str, furniture: bool = False) -> list[str]:
    """Return the lines of what Chromium prints."""
    page = folder / "page.html"
    style = f"<style>@page{{size:A4;margin:{margin}}}p{{font-size:12pt;white-space:nowrap}}</style>"
    text = "".join(f"<p>{line}</p>" for line in lines)
    page.write_text(f"<meta charset=utf-8><title>{TITLE}</title>{style}<h2>{TITLE}</h2>{text}", "utf-8")
    out = folder / "page.pdf"
    profile = f"--user-data-dir={folder / 'profile'}"
    bare = [] if furniture else ["--no-pdf-header-footer"]
    command = [str(CHROMIUM), "--headless", *FLAGS, profile, *bare, f"--print-to-pdf={out}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return read_file(out).text.splitlines()


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("lines", [ITEMS, TASKS], ids=["items", "owners"])
@pytest.mark.parametrize("margin", ["0", "1cm", "2.5cm"])
def test_what_a_browser_prints_is_read_to_the_last_line(lines: list[str], margin: str, tmp_path: Path) -> None:
    assert printed(tmp_path, lines, margin) == [TITLE, *lines]


@needs_chromium
def test_what_a_browser_adds_is_left_out(tmp_path: Path) -> None:
    assert printed(tmp_path, ITEMS, "1cm", furniture=True) == [TITLE, *ITEMS]


@dataclass(frozen=True)
class Print:
    text: str
    y: float
    size: float = 16.0
    row: bool = False


def pages(heads: Sequence[str], feet: Sequence[str], size: float = 16.0, gap: float = 40.0) -> list[list[Print]]:
    """Return full pages with a head and a foot."""
    out = []
    for page, (head, foot) in enumerate(zip(heads, feet, strict=True)):
        text = [Print(f"第{page}页的第{line}句，说的是另一件事", 760 - 28 * line) for line in range(24)]
        out.append([Print(head, 760 + gap, size), *text, Print(foot, text[-1].y - gap, size)])
    return [[line for line in page if line.text] for page in out]


def left(made: Sequence[Sequence[Print]]) -> list[str]:
    """Return the text of heads and feet that is kept."""
    kept = body([(page, HEIGHT) for page in made])
    return [line.text for line in kept if "另一件事" not in line.text]


HEAD = "浏河市人民政府公报"


@pytest.mark.parametrize(
    ("heads", "feet", "size", "gap", "kept"),
    [
        ([HEAD] * 4, ["— 1 —", "— 2 —", "— 3 —", "— 4 —"], 9.0, 28.0, []),
        ([f"{HEAD}  {n}" for n in range(1, 5)], ["内部资料"] * 4, 9.0, 40.0, []),
        # Left and right, chapter by chapter.
        ([HEAD, "2024年第3期"] * 3, [""] * 6, 9.0, 28.0, []),
        (["", "总则", "总则", "建设", "建设"], ["ii", "1", "2", "3", "4"], 16.0, 40.0, ["总则", "建设"]),
        # As large as the text it may be the title, printed on every page.
        ([TITLE] * 3, ["第1页 共3页", "第2页 共3页", "第3页 共3页"], 16.0, 40.0, [TITLE]),
        # Nothing shows that these are none of the text.
        ([TITLE, "", ""], ["", "", "全市建成冷库50座"], 9.0, 40.0, [TITLE, "全市建成冷库50座"]),
        (["（1）建设1座冷库", "（2）建设2座冷库", "（3）建设3座冷库"], [""] * 3, 16.0, 28.0, None),
        (["项目1", "项目2", "项目3"], [OWNER] * 3, 16.0, 40.0, None),
        ([HEAD] * 3, [""] * 3, 16.0, 28.0, None),
        (["", "", "", ""], ["120", "", "35", ""], 16.0, 28.0, ["120", "35"]),
        (["", ""], ["10-20", "2025年"], 16.0, 28.0, ["10-20", "2025年"]),
    ],
)
def test_only_what_is_shown_to_be_no_part_of_the_text_is_left_out(
    heads: list[str], feet: list[str], size: float, gap: float, kept: list[str] | None
) -> None:
    made = pages(heads, feet, size, gap)
    assert left(made) == (
        kept if kept is not None else [t for pair in zip(heads, feet, strict=True) for t in pair if t]
    )


@pytest.mark.parametrize(
    "line",
    [
        "2024/5/6 10:12  浏河市冷链物流发展行动计划",
        "2024/5/6 上午10:12",
        "5/6/24, 10:12 AM  浏河市冷链物流发展行动计划",
        "https://www.example.gov.cn/art/2024/5/6/art_1_2.html  3/7",
        "浏河市冷链物流发展行动计划  https://www.example.gov.cn/art…",
        "1 / 3  2024/5/6 10:12",
        "第 1 页，共 3 页  2024/5/6 10:12",
    ],
)
def test_lines_of_browsers_are_known_on_a_single_page(line: str) -> None:
    text = [Print(f"第{n}句，说的是另一件事", 780 - 28 * n) for n in range(5)]
    assert left([[Print(line, 820, 8.0), *text]]) == []
    assert left([[*text, Print(line, 20, 8.0)]]) == []
    # Within the text it is part of it.
    assert left([[Print(line, 700, 8.0), *text[4:]]]) == [line]


@pytest.mark.parametrize(
    ("line", "y", "size", "kept"),
    [
        (HEAD, 820, 9.0, False),
        (HEAD, 820, 16.0, True),
        (HEAD, 785, 9.0, True),
        ("注：由市商务局负责解释", 820, 9.0, True),
        ("本表一式两份。", 820, 9.0, True),
    ],
)
def test_on_a_single_page_small_print_at_the_edge_is_a_head(line: str, y: float, size: float, kept: bool) -> None:
    text = [Print(f"第{n}句，说的是另一件事", 737 - 28 * n) for n in range(5)]
    assert left([[Print(line, y, size), *text]]) == ([line] if kept else [])
