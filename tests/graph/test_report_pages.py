"""The pages that matrices are written as, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.corpus import Choice
from graph.matrix import make_matrix, write
from graph.matrix.listing import list_report
from graph.matrix.source import matrix_from
from graph.report import write as write_report
from tests.graph.browser import Tab
from tests.graph.test_forms import READINGS
from tests.graph.test_matrix import ASSIGNMENTS, NOTES, PLAN, SILENT

pytestmark = pytest.mark.browser


def test_the_page_of_the_list_filters_its_rows_and_fits_the_window(tmp_path: Path, tab: Tab) -> None:
    matrix = matrix_from(READINGS, Choice())
    write_report(list_report(matrix), tmp_path / "l.html")
    page = tab.page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((tmp_path / "l.html").as_uri())
    rows = page.locator("tbody tr:not(.g):visible")
    assert rows.count() == len(matrix.rows)
    box = page.locator("table").first.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 1280
    page.fill("#q", "修船 牵头")
    assert rows.count() == 1
    assert page.locator("tr.g:visible").count() == 1
    page.fill("#q", "没有这个词")
    assert rows.count() == 0
    assert page.locator("tr.g:visible").count() == 0


def test_the_filter_finds_what_one_agency_does(tmp_path: Path, tab: Tab) -> None:
    write(make_matrix(ASSIGNMENTS, [PLAN, SILENT, NOTES], "海州市责任分工"), tmp_path / "m.html")
    page = tab.page
    page.goto((tmp_path / "m.html").as_uri())
    visible = "table.m tbody tr:visible"
    assert page.locator(visible).count() == 5
    for typed, paths in {
        "渔业局": ["二", "二/(二)", "一"],
        "渔业 负责": ["一"],
        "主要任务 牵头": ["二", "二/(一)", "二/(二)"],
        "港口局会同": ["三"],
        "不存在": [],
    }.items():
        page.fill("#q", typed)
        assert page.locator(f"{visible} td.p").all_inner_texts() == paths
    page.fill("#q", "")
    assert page.locator(visible).count() == 5
