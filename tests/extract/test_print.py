"""Tables of duties as programs print them: without rules, over several pages, a sheet's columns on pages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.pipeline import extract
from extract.read import read_file

_FONT, _SIZE, _PITCH = "STSong-Light", 10, 15
_TITLE = "浙江省推进口岸发展任务分工表"
_HEADINGS = ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]
_LEFT, _WIDTHS = [50, 90, 250, 330, 480], [3, 15, 7, 14, 8]
_ROWS = [
    ["1", "建设多式联运的货物集散中心，完善冷藏、查验、分拣等设施", "省商务厅", "省财政厅、省交通运输厅、省自然资源厅", "2024年底"],
    ["2", "推进口岸数据共享", "省发展改革委", "省公安厅、省市场监管局", "持续推进"],
    ["3", "培育外贸骨干企业，支持企业在境外设立仓库和展示中心", "省经济和信息化厅", "省商务厅", "2025年6月"],
    ["4", "完善车辆通行管理", "省公安厅", "省交通运输厅、省人力资源社会保障厅、各设区市人民政府", "长期"],
]  # fmt: skip
_DUTIES = {
    (row[0], name, role)
    for row in _ROWS
    for role, cell in (("lead", row[2]), ("support", row[3]))
    for name in cell.split("、")
}

Cells = list[list[str]]


def _cells(row: Sequence[str]) -> Cells:
    """Break each cell at the width of its column."""
    return [
        [line[i : i + width] for line in cell.split("\n") for i in range(0, len(line), width)]
        for cell, width in zip(row, _WIDTHS, strict=True)
    ]


class _Print:
    """A page that is filled from the top, a row after the other."""

    def __init__(self, path: Path, title: str = _TITLE) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
        self.canvas = Canvas(str(path), pagesize=(595, 842))
        self.y = 740.0
        self.say(200, 770, title)

    def say(self, x: float, y: float, words: str) -> None:
        self.canvas.setFont(_FONT, _SIZE)
        self.canvas.drawString(x, y, words)

    def row(self, cells: Cells, *, middle: bool, by_lines: bool, gap: float, only: slice = slice(None)) -> None:
        """Print a row, cell by cell or line by line, those in their middle or all from the top."""
        high = max(map(len, cells))
        printed = [
            (self.y - ((high - len(cell)) / 2 * middle + i) * _PITCH, left - _LEFT[only][0] + 50, line)
            for left, cell in zip(_LEFT[only], cells[only], strict=True)
            for i, line in enumerate(cell)
        ]
        for y, left, line in sorted(printed, key=lambda p: (-p[0], p[1])) if by_lines else printed:
            self.say(left, y, line)
        self.y -= high * _PITCH + gap

    def turn(self) -> None:
        self.canvas.showPage()
        self.y = 770.0


def _read(path: Path) -> set[tuple[str, str, str]]:
    (reading,) = extract(read_file(path))
    return {(row.path, row.agency, row.role) for row in reading.facts.responsibilities}


@pytest.mark.parametrize("gap", [0, 8])
@pytest.mark.parametrize("by_lines", [False, True])
@pytest.mark.parametrize("middle", [False, True])
def test_a_table_without_rules_is_read_by_its_columns(tmp_path: Path, middle: bool, by_lines: bool, gap: float) -> None:
    page = _Print(tmp_path / "t.pdf")
    for row in (_HEADINGS, *_ROWS):
        page.row(_cells(row), middle=middle, by_lines=by_lines, gap=gap)
    page.say(50, page.y - 30, "注：各单位按季度报送进展情况，由省商务厅汇总后报告，并在适当范围内通报有关情况。")
    page.canvas.save()
    assert _read(tmp_path / "t.pdf") == _DUTIES


@pytest.mark.parametrize("anew", [False, True])
def test_a_table_without_rules_goes_on_on_the_next_page(tmp_path: Path, anew: bool) -> None:
    page = _Print(tmp_path / "t.pdf")
    for row in (_HEADINGS, *_ROWS[:2]):
        page.row(_cells(row), middle=False, by_lines=False, gap=4)
    third = _cells(_ROWS[2])
    page.row([cell[:1] for cell in third], middle=False, by_lines=False, gap=4)
    page.turn()
    if anew:
        page.row(_cells(_HEADINGS), middle=False, by_lines=False, gap=4)
    page.row([cell[1:] for cell in third], middle=False, by_lines=False, gap=4)
    page.row(_cells(_ROWS[3]), middle=False, by_lines=False, gap=4)
    page.canvas.save()
    assert _read(tmp_path / "t.pdf") == _DUTIES


def test_headings_between_rows_without_rules_are_no_cells(tmp_path: Path) -> None:
    page = _Print(tmp_path / "t.pdf")
    for row in (_HEADINGS, "一、完善口岸设施", *_ROWS[:2], "二、培育外贸企业", *_ROWS[2:]):
        if isinstance(row, str):
            page.say(50, page.y, row)
            page.y -= _PITCH
        else:
            page.row(_cells(row), middle=True, by_lines=False, gap=4)
    page.canvas.save()
    assert {(path.split("/")[-1], *rest) for path, *rest in _read(tmp_path / "t.pdf")} == _DUTIES


def test_names_one_a_line_in_a_narrow_column_are_several(tmp_path: Path) -> None:
    page = _Print(tmp_path / "t.pdf")
    for row in (_HEADINGS, *([*r[:3], r[3].replace("、", "\n"), r[4]] for r in _ROWS)):
        page.row(_cells(row), middle=True, by_lines=False, gap=4)
    page.canvas.save()
    assert _read(tmp_path / "t.pdf") == _DUTIES


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("over", [False, True])
def test_columns_of_a_sheet_on_pages_of_their_own_are_one_table(tmp_path: Path, ruled: bool, over: bool) -> None:
    """A workbook's first columns fill two pages, the rest two more; or each page's right half is behind its left one."""
    page = _Print(tmp_path / "t.pdf")
    halves = [slice(0, 3), slice(3, 5)]
    heights = [(_HEADINGS, *_ROWS[:2]), (_HEADINGS, *_ROWS[2:])]
    order = [(p, half) for p in heights for half in halves] if over else [(p, half) for half in halves for p in heights]
    for n, (rows, half) in enumerate(order):
        if n:
            page.turn()
        page.y = 740.0
        edges = [page.y + _PITCH]
        for row in rows:
            page.row(_cells(row), middle=True, by_lines=False, gap=8, only=half)
            edges.append(page.y + _PITCH)
        if ruled:
            lefts = [left - _LEFT[half][0] + 45 for left in _LEFT[half]] + [_LEFT[half][-1] - _LEFT[half][0] + 210]
            page.canvas.grid(lefts, edges)
    page.canvas.save()
    assert _read(tmp_path / "t.pdf") == _DUTIES


def test_a_row_that_a_page_cuts_in_two_is_one(tmp_path: Path) -> None:
    page = _Print(tmp_path / "t.pdf")
    whole = _cells(_ROWS[0])
    pages: list[list[Cells]] = [
        [_cells(_HEADINGS), [cell[:1] for cell in whole]],
        [[cell[1:] for cell in whole], *map(_cells, _ROWS[1:])],
    ]
    lefts = [*(left - 5 for left in _LEFT), 560]
    for n, rows in enumerate(pages):
        if n:
            page.turn()
        edges = [page.y + _PITCH]
        for row in rows:
            page.row(row, middle=False, by_lines=False, gap=8)
            edges.append(page.y + _PITCH)
        page.canvas.grid(lefts, edges)
    page.canvas.save()
    assert _read(tmp_path / "t.pdf") == _DUTIES


def test_words_over_the_rules_of_low_rows_stay_with_their_cell(tmp_path: Path) -> None:
    """A sheet whose rows are too low for what they hold: programs print the cells of several lines last."""
    page = _Print(tmp_path / "t.pdf")
    low, pitch = 17.0, 13.0
    edges = [760 - low * i for i in range(len(_ROWS) + 2)]
    later = []
    for row, (top, bottom) in zip((_HEADINGS, *_ROWS), pairwise(edges), strict=True):
        for left, cell in zip(_LEFT, _cells(row), strict=True):
            middle = (top + bottom) / 2 - 0.3 * _SIZE
            lines = [(left, middle + ((len(cell) - 1) / 2 - i) * pitch, line) for i, line in enumerate(cell)]
            if len(lines) == 1:
                page.say(*lines[0])
            else:
                later.append(lines)
    for lines in later:
        for line in lines:
            page.say(*line)
    page.canvas.grid([*(left - 5 for left in _LEFT), 560], edges)
    page.canvas.save()
    assert _read(tmp_path / "t.pdf") == _DUTIES


def test_rows_that_keep_no_columns_are_left_as_lines(tmp_path: Path) -> None:
    page = _Print(tmp_path / "t.pdf")
    for parts in (
        ((60, "重点任务"), (200, "牵头单位")),
        ((60, "完善口岸设施"), (200, "省商务厅、省财政厅")),
        ((60, "培育在境外设立仓库和展示中心的骨干企业"), (280, "省商务厅")),
        ((60, "推进数据共享"), (200, "省公安厅")),
    ):
        for left, words in parts:
            page.say(left, page.y, words)
        page.y -= _PITCH
    page.canvas.save()
    assert "\t" not in read_file(tmp_path / "t.pdf").text


def test_prose_in_columns_is_no_table(tmp_path: Path) -> None:
    page = _Print(tmp_path / "t.pdf", "浙江省口岸工作通讯")
    for left, right in (
        ("重点任务", "责任单位"),
        ("口岸的建设今年取得了新的进展", "记者从会上获悉，全省上半年"),
        ("通关的时间比上年缩短了三成", "进出口货物的总量同比增长，"),
        ("企业普遍反映办事更加方便了", "外贸企业的信心进一步增强。"),
    ):
        page.say(60, page.y, left)
        page.say(330, page.y, right)
        page.y -= _PITCH
    page.canvas.save()
    assert _read(tmp_path / "t.pdf") == set()
    assert "\t" not in read_file(tmp_path / "t.pdf").text


def test_headings_of_two_lines_without_rules(tmp_path: Path) -> None:
    """责任单位 over 牵头单位 and 配合单位, the other headings in the middle between them; 完成 above 时限."""
    page = _Print(tmp_path / "t.pdf")
    page.say(300, page.y, "责任单位")
    for i in (0, 1):
        page.say(_LEFT[i], page.y - 7, _HEADINGS[i])
    for i in (2, 3):
        page.say(_LEFT[i], page.y - 14, _HEADINGS[i])
    page.say(_LEFT[4], page.y, "完成")
    page.say(_LEFT[4], page.y - 14, "时限")
    page.y -= 36
    for row in _ROWS:
        page.row(_cells(row), middle=True, by_lines=False, gap=8)
    page.canvas.save()
    assert _read(tmp_path / "t.pdf") == _DUTIES


def test_a_cell_that_is_merged_over_the_end_of_a_page(tmp_path: Path) -> None:
    """Its words stand in its middle: below the last rule of the one page, and over the headings of the other."""
    rows = [[*row[:2], "省商务厅", *row[3:]] for row in _ROWS]
    page = _Print(tmp_path / "t.pdf")
    lefts = [*(left - 5 for left in _LEFT), 560]
    for n, part in enumerate((rows[:2], rows[2:])):
        if n:
            page.turn()
        edges = [page.y + _PITCH]
        for row in (_HEADINGS, *part):
            shown = row if row is _HEADINGS else [*row[:2], "", *row[3:]]
            page.row(_cells(shown), middle=True, by_lines=False, gap=8)
            edges.append(page.y + _PITCH)
        page.say(_LEFT[2], edges[0] - _PITCH if n else edges[-1] - _SIZE, "省商务厅")
        for y in edges:
            # No rule parts the rows of the merged cell.
            stretches = [(lefts[0], lefts[-1])] if y in edges[:2] else [(lefts[0], lefts[2]), (lefts[3], lefts[-1])]
            for left, right in stretches:
                page.canvas.line(left, y, right, y)
        for x in lefts:
            page.canvas.line(x, edges[0], x, edges[-1])
    page.canvas.save()
    leads = {duty for duty in _read(tmp_path / "t.pdf") if duty[2] == "lead"}
    assert leads == {(row[0], "省商务厅", "lead") for row in rows}
