"""Two documents held against each other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock

from extract.facts import Change as Reform
from graph.cli import main
from graph.diff import Diff, diff, diff_report, to_html
from graph.diff.align import pieces
from graph.diff.compare import counts
from graph.report.plain import as_data
from graph.writer import Reading
from tests.graph.documents import CITY, PROVINCE, reading

SECOND = (
    CITY.replace("2022—2025年", "2025—2028年")
    .replace("到2025年,产业产值超过600亿元", "到2028年,产业产值超过900亿元")
    .replace("(三)培养船舶工匠", "(三)培养船舶工匠和设计师")
    .replace("市教育局、市人力社保局", "市教育局、市财政局")
    .replace("船用曲轴", "船用氨燃料供应系统")
    .replace(
        "(四)办好船舶展会。支持举办船舶博览会。(责任单位:市商务局)\n",
        "(四)保护船坞遗址。修缮百年船坞。(责任单位:市文广旅游局)\n",
    )
)


def changes(result: Diff, layer: str) -> list[tuple[str, str, str]]:
    return [(c.kind, c.old, c.new) for c in result.changes if c.layer == layer]


def test_a_document_does_not_differ_from_itself() -> None:
    result = diff(reading(CITY), reading(CITY))
    assert result.changes == ()
    assert all(m.old == m.new and not m.moved for m in result.matches)


def test_two_versions_of_a_policy() -> None:
    result = diff(reading(CITY), reading(SECOND))
    assert changes(result, "section") == [
        ("reworded", "工作目标", "工作目标"),
        ("reworded", "突破船用低速柴油机", "突破船用低速柴油机"),
        ("reworded", "培养船舶工匠", "培养船舶工匠和设计师"),
        ("removed", "办好船舶展会", ""),
        ("added", "", "保护船坞遗址"),
    ]
    assert changes(result, "target") == [("raised", "2025年产业产值>=600亿元", "2028年产业产值>=900亿元")]
    assert changes(result, "technology") == [("out", "船用曲轴", ""), ("in", "", "船用氨燃料供应系统")]
    moves = {(c.kind, c.name) for c in result.changes if c.layer == "agency"}
    assert moves == {
        ("lost", "宁波市人力资源和社会保障局"),
        ("gained", "宁波市财政局"),
        ("lost", "宁波市商务局"),
        ("gained", next(d.canonical for d in reading(SECOND).facts.responsibilities if d.path == "二/(四)")),
    }
    for change in result.changes:
        assert change.old_sentence or not change.old
        assert change.new_sentence or not change.new


def test_sections_that_change_places_have_moved() -> None:
    lines = CITY.splitlines(keepends=True)
    lines[4], lines[5] = lines[5].replace("(二)", "(一)"), lines[4].replace("(一)", "(二)")
    result = diff(reading(CITY), reading("".join(lines)))
    assert [c.kind for c in result.changes] == ["moved"]


def test_a_province_and_its_city_are_compared_by_functional_line() -> None:
    result = diff(reading(PROVINCE), reading(CITY))
    first = [(c.kind, c.name) for c in result.changes if c.layer == "agency" and c.new_path == "二/(一)"]
    assert first == [("role", "浙江省经济和信息化厅 → 宁波市经济和信息化局")]
    removed = [c.old for c in result.changes if c.layer == "section" and c.kind == "removed"]
    assert removed == ["养护渔业资源"]
    table = {name: (old, new) for name, old, new, _, _ in counts(result)}
    assert table["浙江省经济和信息化厅 → 宁波市经济和信息化局"] == (2, 2)


def test_a_reformed_agency_is_answered_by_its_successor() -> None:
    old, new = reading(CITY), reading(CITY.replace("市科技局", "市科技创新局"))
    later = next(d.canonical for d in new.facts.responsibilities if d.agency == "市科技创新局")
    reform = Reform("renamed", (later,), "2024-01-01", "方案", "certain")
    agencies = tuple(
        replace(a, changes=(reform,), current=(later,)) if a.line == "科技" else a for a in old.facts.agencies
    )
    result = diff(Reading(replace(old.facts, agencies=agencies), old.text), new)
    assert changes(result, "agency") == []


@given(st.text("船舶的和基地。", max_size=30), st.text("船舶的和基地。", max_size=30))
def test_pieces_are_both_texts(a: str, b: str) -> None:
    found = pieces(a, b)
    assert "".join(one for _, one, _ in found) == a
    assert "".join(other for _, _, other in found) == b
    assert all(one == other for kind, one, other in found if kind == "equal")


def test_the_page_has_both_texts_and_no_markup_of_theirs() -> None:
    bad = reading(SECOND.replace("修缮百年船坞", "修缮<img src=x>百年船坞"))
    page = to_html(diff(reading(CITY), bad)).decode()
    assert "<img" not in page
    assert "<del>船用曲轴</del>" in page or "曲轴</del>" in page
    assert "修缮&lt;img src=x&gt;百年船坞" in page


def test_rows_are_the_changes() -> None:
    result = diff(reading(CITY), reading(SECOND))
    sheets = as_data(diff_report(result))["sheets"]
    numbers = sum(r["number"] for r in sheets[0]["tables"][0]["rows"])
    assert numbers == len(result.changes)
    assert sum(len(s["tables"][0]["rows"]) for s in sheets[1:-1]) == len(result.changes)


def test_the_command_takes_files(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(CITY, encoding="utf-8")
    new.write_text(SECOND, encoding="utf-8")
    runner = CliRunner()
    data = json.loads(runner.invoke(main, ["diff", str(old), str(new), "--json"]).output)
    assert {"raised", "gained", "in"} <= {c["kind"] for c in data["changes"]}
    for suffix in ("html", "xlsx", "csv", "docx"):
        out = tmp_path / f"d.{suffix}"
        assert runner.invoke(main, ["diff", str(old), str(new), "-o", str(out)]).exit_code == 0
        assert out.stat().st_size > 500
    assert "提高" in runner.invoke(main, ["diff", str(old), str(new)]).output
    assert runner.invoke(main, ["diff", str(old), "没有", "-g", str(tmp_path)]).exit_code == 1


MEASURES = """宁波市支持船舶与海洋装备产业发展若干措施
一、支持设备更新
支持企业采用焊接机器人、激光切割机、数控折弯机,优化船体分段制造,提高总装建造效率,推进车间数字化改造,推动重点工序联网。企业购置智能化设备的,按设备购置额的20%给予补助,最高100万元。
二、支持企业培育
对新认定的专精特新中小企业,给予20万元一次性奖励。对年产值首次超过10亿元的企业,给予50万元一次性奖励。
三、支持产品推广
对首台(套)船用设备,给予最高80万元奖励。
"""


def test_what_became_of_measures_of_support() -> None:
    later = (
        MEASURES.replace("20%", "30%")
        .replace("最高100万元", "最高0.02亿元")
        .replace("给予20万元", "给予10万元")
        .replace("超过10亿元的企业", "超过20亿元的企业")
        .replace("对首台(套)船用设备,给予最高80万元奖励。", "对船用设备保险,按保费的40%给予补贴。")
    )
    assert changes(diff(reading(MEASURES), reading(MEASURES)), "instrument") == []
    found = changes(diff(reading(MEASURES), reading(later)), "instrument")
    assert found == [
        ("raised", "资助20%，最高100万元", "资助30%，最高0.02亿元"),
        ("lowered", "奖励20万元", "奖励10万元"),
        (
            "terms",
            "奖励50万元；条件：年产值首次超过10亿元的企业",
            "奖励50万元；条件：年产值首次超过20亿元的企业",
        ),
        ("removed", "奖励最高80万元", ""),
        ("added", "", "保险补助40%"),
    ]


def test_a_changed_figure_far_from_the_beginning_is_shown_and_marked(tmp_path: Path) -> None:
    old, new, book = tmp_path / "old.txt", tmp_path / "new.txt", tmp_path / "d.xlsx"
    old.write_text(MEASURES, encoding="utf-8")
    new.write_text(MEASURES.replace("20%", "30%"), encoding="utf-8")
    (row,) = (c for c in diff(reading(MEASURES), reading(new.read_text("utf-8"))).changes if c.layer == "section")
    assert row.old_sentence.startswith("…")
    assert "按设备购置额的20%给予补助" in row.old_sentence
    assert "按设备购置额的30%给予补助" in row.new_sentence
    runner = CliRunner()
    assert "按设备购置额的【30】%" in "".join(runner.invoke(main, ["diff", str(old), str(new)]).output.split())
    runner.invoke(main, ["diff", str(old), str(new), "-o", str(book)])
    sheet = openpyxl.load_workbook(book, rich_text=True)["条目"]
    runs = [
        run for row in sheet.iter_rows() for cell in row if isinstance(cell.value, CellRichText) for run in cell.value
    ]
    bold = [run.text for run in runs if isinstance(run, TextBlock) and run.font.b]
    assert bold == ["20", "30"]
    runner.invoke(main, ["diff", str(old), str(new), "-o", str(tmp_path / "d.html")])
    assert "<mark>30</mark>%" in (tmp_path / "d.html").read_text("utf-8")
