"""What a row of the list says beside the agencies: the task's own text, its deadline, whose clause it rests on."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.corpus import Choice
from graph.matrix import Assignment, Matrix, write
from graph.matrix.forms import report_of
from graph.matrix.listing import by_place, list_report
from graph.matrix.source import assignments_of, matrix_from
from graph.matrix.words import PLAIN, sentences
from graph.report import write as write_report
from tests.graph.documents import reading

HEAD = "三亚市渔港建设工作方案\n"


def parts(body: str) -> list[Assignment]:
    return list(assignments_of(reading(HEAD + body)))


@pytest.mark.parametrize(
    ("item", "content", "due"),
    [
        # A sentence that says nothing but who is left out, what it says besides stays.
        ("建设渔港。修建码头。由市农业农村局负责,市财政局配合。2026年底前建成。", "修建码头。2026年底前建成。", "2026年底前"),
        ("建设渔港\n修建码头。这项工作由市农业农村局牵头,会同市财政局推进,市供销社配合做好产销对接。", "修建码头。市供销社配合做好产销对接。", ""),
        ("建设渔港\n修建码头。码头工程由市交通运输局负责,市财政局参与。", "修建码头。码头工程由市交通运输局负责。", ""),
        ("建设渔港。修建码头,由市财政局负责,2025年6月30日前完成。", "修建码头,由市财政局负责,2025年6月30日前完成。", "2025年6月30日前"),
        ("建设渔港\n各区政府、市财政局要按照职责分工抓好落实。", "", ""),
        # The clause stands in the heading, or behind its label, with a time of its own.
        ("建设渔港(由市农业农村局牵头)\n修建码头,清理淤泥。", "修建码头,清理淤泥。", ""),
        ("建设渔港(由市农业农村局牵头)\n1.修建码头。建成泊位。\n2.清理淤泥。", "1.修建码头。建成泊位。 2.清理淤泥。", ""),
        ("建设渔港。修建码头。(责任单位:市财政局;完成时限:2026年12月)", "修建码头。", "2026年12月"),
        ("建设渔港。修建码头。(市财政局牵头,9月底前发布清单)", "修建码头。", "9月底前"),
        # What a time is aimed at with is no part of it; a month is one of the year that its list is headed by.
        ("建设渔港。力争2027年建成码头。(市财政局负责)", "力争2027年建成码头。", "2027年"),
        ("建设渔港。2025年任务:修建码头;2026年任务:一是4月底前验收,二是10月底前开港。(市财政局负责)",
         "2025年任务:修建码头;2026年任务:一是4月底前验收,二是10月底前开港。", "2025年；2026年4月底前；2026年10月底前"),
        ("建设渔港。修建码头。(市财政局负责)\n本方案由市财政局负责解释,有效期至2027年12月31日。", "修建码头。", ""),
    ],
)  # fmt: skip
def test_what_is_to_be_done_is_told_without_who_does_it(item: str, content: str, due: str) -> None:
    (found,) = {(a.content, a.deadline) for a in parts(f"一、主要任务\n(一){item}\n")}
    assert found == (content, due)


def test_a_task_of_items_is_told_by_those_that_are_no_rows_of_their_own() -> None:
    body = "一、主要任务\n(一)建设渔港\n1.修建码头。建成泊位。由市水务局负责。\n2.清理淤泥。疏浚航道。\n(责任单位:市财政局)\n(二)拓展销路。办展会。\n"
    assert {(a.path, a.content) for a in parts(body)} == {
        ("一/(一)/1", "建成泊位。"), ("一/(一)", "2.清理淤泥。疏浚航道。"),
    }  # fmt: skip


def test_the_mark_before_the_next_item_is_no_part_of_a_task() -> None:
    body = "一、主要任务\n◈1. 修建码头。建成泊位。(市财政局负责)\n◈4. 清理淤泥。疏浚航道。(市水务局负责)\n◈9. 办展会。(市商务局负责)\n"
    assert [(a.path, a.content) for a in parts(body)] == [("一/1", "建成泊位。"), ("一/4", "疏浚航道。"), ("一/9", "")]


TABLE = """三亚市渔港建设重点任务分工表
序号 重点任务 牵头单位 配合单位 完成时限
1 修建码头 市农业农村局 市财政局、市水务局 2024年底
2 疏浚航道 市交通运输局 市财政局 持续推进
"""
MEASURES = """三亚市渔港建设重点任务分工表
序号\t重点任务\t具体举措\t牵头单位\t配合单位\t完成时限
1\t建设渔港\t修建码头\t市农业农村局\t市财政局\t2025年12月
\t\t疏浚航道\t市交通运输局\t\t2026年6月
2\t保护渔港\t巡查渔港\t市农业农村局\t市财政局\t长期坚持
"""


def test_a_column_for_the_deadline_is_read_however_its_cells_are_parted() -> None:
    found = [(row.deadline, row.content) for row in matrix_from([reading(TABLE)], Choice()).rows]
    assert found == [("2024年底", ""), ("持续推进", "")]


def test_a_task_below_no_heading_does_not_stand_below_that_of_another() -> None:
    text = f"{HEAD}一、任务\n(一)修建码头。修建。(市水务局负责)\n二、组织实施\n开展督查。(市财政局负责)\n"
    (sheet,) = list_report(matrix_from([reading(text)], Choice())).sheets
    assert sheet.tables[0].groups == ("一 任务", "二 组织实施")


def test_a_measure_stands_below_the_task_of_its_table() -> None:
    rows = matrix_from([reading(MEASURES)], Choice()).rows
    assert [(r.above, r.section, r.deadline) for r in rows] == [
        ("建设渔港", "修建码头", "2025年12月"),
        ("建设渔港", "疏浚航道", "2026年6月"),
        ("保护渔港", "巡查渔港", "长期坚持"),
    ]


def test_the_item_s_own_agencies_stand_before_those_that_another_item_adds() -> None:
    body = (
        "一、重点任务\n(一)修建码头。修建码头。(牵头单位:市财政局;责任单位:市水务局。以下任务均涉及各区人民政府,不再列出)\n"
        "(二)疏浚航道。清理淤泥。(责任单位:市交通运输局、市农业农村局)\n"
    )
    second = [a for a in parts(body) if a.path == "一/(二)"]
    assert by_place(second, PLAIN) == ("", "市交通运输局、市农业农村局、各区人民政府", "")
    assert [a.own for a in second] == [True, True, False]
    assert sentences(second) == ["(责任单位:市交通运输局、市农业农村局)", "以下任务均涉及各区人民政府,不再列出"]


ISSUED = """三亚市人民政府办公室关于印发三亚市渔港建设重点任务分工方案的通知
三府办〔2023〕12号
各区人民政府，市政府各部门：
现将《三亚市渔港建设重点任务分工方案》印发给你们。
三亚市人民政府办公室
2023年5月8日
三亚市渔港建设重点任务分工方案
一、修建码头。(责任单位:市农业农村局、市财政局等有关部门)
"""
ABOUT = "发文机关：三亚市人民政府办公室　　文号：三府办〔2023〕12号　　印发日期：2023年5月8日"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".html", ".md", ".docx", ".json"])
@pytest.mark.parametrize("form", ["tasks", "list"])
def test_a_print_says_who_issued_the_document_under_which_number_and_when(
    form: str, suffix: str, tmp_path: Path
) -> None:
    given = matrix_from([reading(ISSUED)], Choice())
    path = tmp_path / f"m{suffix}"
    if form == "list":
        write_report(list_report(given), path)
    elif suffix != ".docx":
        write(given, path)
    else:
        return
    if suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        told = [sheet["A1"].value, sheet["A2"].value]
    elif suffix == ".docx":
        told = [p.text for p in docx.Document(str(path)).paragraphs]
    else:
        told = [path.read_text("utf-8")]
    if (form, suffix) == ("tasks", ".json"):
        assert "三府办〔2023〕12号" in told[0]
        assert "2023-05-08" in told[0]
    else:
        assert "".join(ABOUT.split()) in "".join("".join(told).split())
    # Its title says already that it parts the tasks.
    assert "分工方案重点任务分工表" not in " ".join(told)


def test_a_clause_that_names_only_some_is_shown_to_name_others_besides() -> None:
    found = list(assignments_of(reading(ISSUED)))
    assert by_place(found, PLAIN) == ("", "市农业农村局、市财政局等", "")


def test_the_cells_of_a_row_are_parted_where_it_is_quoted() -> None:
    (first, *_) = matrix_from([reading(MEASURES)], Choice()).rows
    quoted = sentences([a for cell in first.cells.values() for a in cell.assignments])
    assert quoted == ["1｜建设渔港｜修建码头｜市农业农村局｜市财政局｜2025年12月"]


def test_the_terminal_says_which_document_it_prints(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text(ISSUED, encoding="utf-8")
    run = CliRunner()
    assert run.invoke(main, ["build", str(tmp_path / "d.txt"), "-o", str(tmp_path / "g")]).exit_code == 0
    printed = run.invoke(main, ["matrix", "-g", str(tmp_path / "g")]).output
    assert printed.splitlines()[:2] == ["三亚市渔港建设重点任务分工方案", ABOUT]


UNREAD = """三亚市渔港建设工作方案
一、重点任务
(一)修建码头。修建码头。(责任单位:市财政局)
(二)疏浚航道。市水务局水工口牵头安排资金不少于100万元。
"""
PASSAGE = "市水务局水工口牵头安排资金不少于100万元"


def prints(given: Matrix, form: str, path: Path) -> str:
    """Return all that a form says in a file."""
    if form == "tasks" and path.suffix != ".docx":
        write(given, path)
    else:
        write_report(report_of(form, given), path)
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join(str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row if v)
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    return path.read_text("utf-8")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".html", ".md", ".docx", ".json"])
@pytest.mark.parametrize("form", ["tasks", "list", "agency", "together", "check"])
def test_what_was_not_read_is_told_by_every_print(form: str, suffix: str, tmp_path: Path) -> None:
    found = reading(UNREAD)
    assert [piece.quote for piece in found.facts.unparsed] == [PASSAGE]
    given = matrix_from([found], Choice())
    said = prints(given, form, tmp_path / f"m{suffix}")
    assert PASSAGE in said
    assert form == "check" or suffix in {".csv", ".json"} or "另有 1 处疑似责任分工未能读出" in said
    # Below the duties of an agency stands what names it, and nothing of others'.
    own = matrix_from([found], Choice(agency="市财政局"))
    assert PASSAGE not in prints(own, form, tmp_path / f"o{suffix}")


def test_the_terminal_counts_what_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text(UNREAD, encoding="utf-8")
    run, folder = CliRunner(), str(tmp_path / "g")
    run.invoke(main, ["build", str(tmp_path / "d.txt"), "-o", folder])
    for options in ([], ["-o", str(tmp_path / "m.xlsx")], ["--form", "list", "-o", str(tmp_path / "m.docx")]):
        assert "1 more passage looks like a duty" in run.invoke(main, ["matrix", "-g", folder, *options]).output


ANNEXED = """三亚市渔港建设工作方案
一、重点任务
(一)修建码头。修建码头。(责任单位:市财政局)
二、保障措施
(一)加强领导。市水务局负责统筹。
附件
三亚市渔港建设任务分工表
重点领域\t序号\t工作任务\t责任人\t牵头单位\t完成时限
港口\t1\t修建泊位\t王某\t市水务局\t2025年12月
港口\t2\t疏浚航道\t\t市交通运输局\t持续推进
生态\t3\t清理淤泥\t李某\t市水务局\t2026年6月
"""


def test_the_rows_of_an_annex_stand_under_its_title_by_their_groups() -> None:
    given = matrix_from([reading(ANNEXED)], Choice())
    table = list_report(given).sheets[0].tables[0]
    annex = "三亚市渔港建设任务分工表"
    assert table.groups == ("一 重点任务", "二 保障措施", *[f"【{annex}】　港口"] * 2, f"【{annex}】　生态")
    persons = [column.key for column in table.columns].index("person")
    assert [row[persons] for row in table.rows] == ["", "", "王某", "", "李某"]
    # In the grid, too, they are no part of the item that the document ends with.
    assert [row.parents for row in given.rows[2:4]] == [(("", annex), ("", "港口"))] * 2
    # The line with the headings of its columns is nobody's task.
    bare = ANNEXED.replace(f"附件\n{annex}\n", "")
    rows = matrix_from([reading(bare)], Choice()).rows
    assert not any("工作任务" in row.content for row in rows)
    assert ("", "任务分工表") in rows[2].parents
