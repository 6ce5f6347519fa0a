"""The forms of the matrix: what is chosen, what stands where, and that every format says the same."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from rdflib import Graph as RdfGraph

from extract.errors import QueryError
from extract.facts import Agency
from extract.pipeline import extract
from extract.read import read_sources
from graph.cli import main
from graph.corpus import Choice
from graph.matrix import Matrix, Style, make_matrix, workbook, write
from graph.matrix.agencies import agency_report, agency_reports
from graph.matrix.check import COLUMNS
from graph.matrix.deadlines import deadline
from graph.matrix.forms import FORMS, report_of
from graph.matrix.listing import list_report
from graph.matrix.shared import means
from graph.matrix.source import assignments_of, held_today, matrix_from, pick
from graph.matrix.words import RASCI
from graph.report import SUFFIXES, Stamp
from graph.report import write as write_report
from graph.report.model import Column, Report, Sheet, Table
from graph.report.plain import as_data
from graph.store import open_graph
from graph.tasks import tasks_of
from graph.writer import Reading
from tests.conftest import CASES, TOP
from tests.graph.documents import CITY, PROVINCE, SILENT, reading, stored
from tests.graph.readback import Cells, list_in, listed, tasks_in
from tests.graph.test_matrix import PLAN, part

READINGS = (reading(PROVINCE), reading(CITY), reading(SILENT))
STAMP = Stamp("海洋", 7, "0.1.0", "2026-01-02")


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return matrix_from(READINGS, Choice(), stamp=STAMP)


def expected_list(given: Matrix) -> Cells:
    return Counter(
        {
            (str(i), a.short, a.role): 1
            for i, row in enumerate(given.rows, 1)
            for cell in row.cells.values()
            for a in cell.assignments
        }
    )


def rows_of(report: object, sheet: int = 0) -> list[dict[str, object]]:
    return [row for table in as_data(report)["sheets"][sheet]["tables"] for row in table["rows"]]  # type: ignore[arg-type]


# What is extracted is what is printed


DOCUMENTS = [*sorted((TOP / "seeds" / "documents").glob("*.txt")), *sorted(CASES.glob("duties_*/input.txt"))]


# Every fifth of them in the quick run.
QUICK = set(DOCUMENTS[::5])


@pytest.mark.parametrize(
    "path",
    [path if path in QUICK else pytest.param(path, marks=pytest.mark.slow) for path in DOCUMENTS],
    ids=lambda p: p.parent.name if p.name == "input.txt" else p.stem[:3],
)
def test_every_format_has_the_duties_that_were_read(path: Path, tmp_path: Path) -> None:
    found = reading(path.read_text("utf-8"), path.name)
    duties = {(t.path, t.span, d.canonical, d.role) for t in tasks_of(found) for d in t.duties}
    given = matrix_from([found], Choice())
    whole = Counter((path, canonical, role) for path, _, canonical, role in duties)
    assert set(whole) == {(d.path, d.canonical, d.role) for d in found.facts.responsibilities}
    for suffix in (".xlsx", ".csv", ".html", ".json"):
        write(given, tmp_path / f"m{suffix}")
        assert tasks_in(tmp_path / f"m{suffix}") == whole, suffix
    shorts = {a.short for a in given.assignments}
    for suffix in (".xlsx", ".csv", ".html", ".docx", ".json"):
        write_report(list_report(given), tmp_path / f"l{suffix}")
        rows = list_in(tmp_path / f"l{suffix}")
        assert [task for task, *_ in rows] == [row.above or row.section for row in given.rows], suffix
        assert listed(rows, shorts) == expected_list(given), suffix
    # What an office sends back is read as what it was made of.
    if path.parent.name not in NOT_READ_BACK:
        back = [Reading(r.facts, r.text) for s in read_sources(tmp_path / "l.docx") for r in extract(s)]  # type: ignore[arg-type]
        assert owners(back) == owners([found])


# The place of one, and the ministry of another, stand outside what the list prints; a clause of another that covers three rows stands in each; what
# could not be read where it stood in a third is read in a line of its own below the list; a sentence that is the heading of
# a group is read as it was where it came from.
NOT_READ_BACK = (
    "duties_key_work_of_a_government_report",
    "duties_of_helpers_and_kinds",
    "duties_labels_printed_otherwise",
    "duties_of_single_offices",
    "duties_table_that_has_lost_its_lines",
)


def owners(readings: Iterable[Reading]) -> Counter[tuple[str, str]]:
    return Counter(pair for r in readings for t in tasks_of(r) for pair in {(d.canonical, d.role) for d in t.duties})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_form_is_written_in_every_format_with_what_it_was_made_from(
    matrix: Matrix, tmp_path: Path, form: str, suffix: str
) -> None:
    path = tmp_path / f"f{suffix}"
    write_report(report_of(form, matrix, READINGS), path)
    if suffix not in {".xlsx", ".docx"} and form != "check":
        text = path.read_text("utf-8")
        assert "0.1.0" in text
        assert "2026-01-02" in text
    if form == "list" and suffix in {".csv", ".html", ".md", ".json"}:
        assert "该文件未载明责任分工" in path.read_text("utf-8")


def test_the_workbook_says_what_it_was_made_from(matrix: Matrix, tmp_path: Path) -> None:
    write(matrix, tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert "图谱 海洋 第 7 版　quanze 0.1.0　制表日期 2026-01-02" in book.worksheets[0]["A2"].value
    assert all("2026-01-02" in sheet.oddFooter.left.text for sheet in book)


# The list


def test_the_list_is_the_form_as_issued(matrix: Matrix) -> None:
    first, second = rows_of(list_report(matrix))[:2]
    assert first == {
        "under": "二 重点任务",
        "number": 1,
        "task": "突破船用低速柴油机",
        "content": "支持船用低速柴油机、船用曲轴研发,建设船舶动力试验场。",
        "lead": "省经信厅",
        "responsible": "省科技厅、省发展改革委",
        "support": "",
        "deadline": "",
        "evidence": "条目 二/(一)：(省经信厅牵头,省科技厅、省发展改革委按职责分工负责)",
    }
    assert (second["lead"], second["support"]) == ("省生态环境厅、省经信厅", "省交通运输厅")
    assert second["deadline"] == "2023年底前"


@pytest.mark.parametrize(
    ("task", "clauses", "due"),
    [
        ("到2025年,建成三个基地。", [], "到2025年"),
        ("2024年6月底前完成。", [], "2024年6月底前"),
        ("自2020年以来,产值翻番。", [], ""),
        ("加快建设。", ["(责任单位:市商务局,6月底完成)"], "6月底完成"),
        ("加快建设。", ["(市商务局负责,年内持续推进)"], "年内持续推进"),
        ("加快建设。", ["（2025-2027年；市商务局、市财政局负责）"], "2025-2027年"),
        ("持续推进改革。", ["(市商务局负责)"], ""),
        ("加快建设。", ["市商务局负责,2012年9月底前完成"], "2012年9月底前"),
        ("加快建设。", ["市商务局牵头,三年内引进人才50名"], ""),
        ("加快建设。", ["(市商务局负责)", "完成时限：2024年6月"], "2024年6月"),
    ],
)
def test_deadlines_are_those_that_the_task_states(task: str, clauses: list[str], due: str) -> None:
    assert deadline(task, clauses) == due


@pytest.mark.parametrize(
    ("task", "due"),
    [
        # A day, a part of a year, a feast as the end.
        ("2024年12月31日之前建成平台。", "2024年12月31日之前"),
        ("于2024年底前开放许可；2025年6月底前投用。", "2024年底前；2025年6月底前"),
        ("2024年第三季度前完成平台。", "2024年第三季度前"),
        ("今年年底前完成平台。", "今年年底前"),
        ("六月底前完成，入汛前加固，国庆节前开业。", "六月底前；入汛前；国庆节前"),
        ("2024年春节前完成平台。", "2024年春节前"),
        ("年内建成3个基地。", "年内"),
        ("本年度内完成。", "本年度内"),
        # An aim.
        ("到2024年年底，建成平台。", "到2024年年底"),
        ("力争2026年建成平台。", "2026年"),
        ("到“十四五”末，建成平台。", "到“十四五”末"),
        ("“十四五”期间完成平台。", "“十四五”期间"),
        ("用三年时间建成平台。", "用三年时间"),
        # What is done then.
        ("2024年上半年完成平台。", "2024年上半年"),
        ("明年一季度完成平台。", "明年一季度"),
        ("2024年6月至12月开展专项行动。", "2024年6月至12月"),
        ("12月底竣工。", "12月底"),
        ("2023年已建成平台，2026年6月前完成二期。", "2026年6月前"),
        # From the document's own day.
        ("印发之日起30日内制定细则。", "印发之日起30日内"),
        ("方案印发后1个月内制定细则。", "方案印发后1个月内"),
        # Days that return, and work without an end.
        ("于每季度末月25日前报送进展。", "每季度末月25日前"),
        ("每季度末报送进展。", "每季度末"),
        ("每年6月底前更新一次。", "每年6月底前"),
        ("组织参加广交会，每年4月、10月。", "每年4月、10月"),
        ("2024-2026年，每年建成平台1个。", "2024-2026年"),
        ("建设平台，持续推进。", "持续推进"),
        ("长期坚持。", "长期坚持"),
        # Times that nobody is asked to meet.
        ("与2022年年底前相比，平台增加30%。", ""),
        ("规模由2022年的3200亿元提升到2025年的5000亿元。", ""),
        ("截至2024年底，建成5G基站1万个。", ""),
        ("2024年前三季度产值增长5%。", ""),
        ("2023年实现产值1亿元。", ""),
        ("对2024年度实现产值1亿元的企业给予奖励。", ""),
        ("2024年1月1日后新设立的企业予以补助。", ""),
        ("2025年底前未达到排放标准的企业予以关停。", ""),
        ("落实《平台规划（到2025年底前）》。", ""),
        ("每年遴选20个。", ""),
        ("有效期至2025年12月31日。", ""),
        ("县大数据中心2026年4月28日发布，征求意见时间为2026年4月28日起至5月28日。", ""),
        ("持续推进改革。", ""),
    ],
)
def test_deadlines_of_all_usual_forms(task: str, due: str) -> None:
    assert deadline(task, ["（责任单位：市工信局）"], since=2024) == due


# Agencies, pairs, districts


def test_an_agency_s_sheet_tells_what_it_leads_from_what_it_takes_part_in(matrix: Matrix) -> None:
    reports = dict(agency_reports(matrix))
    (sheet,) = reports["浙江省经济和信息化厅"].sheets
    assert [t.caption for t in sheet.tables] == ["本单位牵头事项（2 项）"]
    assert [row["lead"] for row in rows_of(reports["浙江省经济和信息化厅"])] == ["省经信厅", "省生态环境厅、省经信厅"]
    assert [t.caption for t in reports["浙江省科学技术厅"].sheets[0].tables] == ["参与事项（1 项）"]
    some = report_of("agency", matrix, READINGS, Choice(agency="省经信厅"))
    assert [sheet.name for sheet in some.sheets] == ["总表", "浙江省经济和信息化厅"]
    # Its partners have other tasks, too: a count of those in common is none of theirs.
    assert [row["agency"] for row in rows_of(some)] == ["浙江省经济和信息化厅"]
    overview = {row["agency"]: row["total"] for row in rows_of(agency_report(matrix))}
    assert overview == {a.canonical: a.total for a in matrix.agencies}


def test_pairs_count_common_tasks_and_who_leads_whom(matrix: Matrix) -> None:
    data = as_data(report_of("together", matrix))
    pairs = {frozenset((r["agency_a"], r["agency_b"])): r for r in data["sheets"][-1]["tables"][0]["rows"]}
    row = pairs[frozenset(("浙江省经济和信息化厅", "浙江省科学技术厅"))]
    assert (row["tasks"], row["a_leads"] + row["b_leads"]) == (1, 1)
    both = pairs[frozenset(("浙江省经济和信息化厅", "浙江省生态环境厅"))]
    assert (both["a_leads"], both["b_leads"]) == (0, 0)
    square = data["sheets"][0]["tables"][0]["rows"]
    assert sum(r["total"] for r in square) == sum(len(r.cells) * (len(r.cells) - 1) for r in matrix.rows[:5])


def test_districts_have_their_clusters_and_through_them_technologies() -> None:
    text = (CASES / "layers_places" / "input.txt").read_text("utf-8")
    found = reading(text)
    report = report_of("districts", matrix_from([found], Choice()), [found], Choice())
    hosted = {(d, c.name) for c in found.facts.clusters for d in c.districts}
    grid = rows_of(report)
    assert {(r["district"], name) for r in grid for name, mark in r.items() if mark == "●"} == hosted
    placed = {(r["district"], r["object"]) for r in rows_of(report, 1)}
    assert {(d.district, d.object) for d in found.facts.districts} <= placed


def test_a_sheet_of_districts_without_a_table_is_not_printed() -> None:
    sited = reading("某县方案\n一、布局\n支持某某开发区建设灯具产业园。\n")
    bare = reading("某县方案\n一、任务\n加强督查。\n")
    for found in ([sited], [bare]):
        sheets = report_of("districts", matrix_from(found, Choice()), found, Choice()).sheets
        assert all(sheet.tables for sheet in sheets) or (len(sheets) == 1 and "没有写明" in sheets[0].notes[-1])


def test_each_place_has_its_square_and_none_is_wider_than_a_sheet() -> None:
    text = (CASES / "layers_places" / "input.txt").read_text("utf-8")
    found = reading(text)
    document, cluster = found.facts.document, found.facts.clusters[0]
    many = tuple(
        dataclasses.replace(cluster, name=f"集群{n}", districts=("甲区", "乙区")[: 1 + n % 2]) for n in range(70)
    )
    other = dataclasses.replace(
        found,
        facts=dataclasses.replace(
            found.facts, document=dataclasses.replace(document, jurisdiction="成都市", sha256="0" * 64), clusters=many
        ),
    )
    report = report_of("districts", matrix_from([found, other], Choice()), [found, other], Choice())
    one, two = (sheet for sheet in report.sheets if sheet.name.startswith("区域×集群"))
    assert (one.name, two.name) == (f"区域×集群 {document.jurisdiction}", "区域×集群 成都市")
    assert len(two.tables) == 3
    assert all(len(table.columns) <= 33 for table in two.tables)
    marks = [
        (row[1], column.label)
        for table in two.tables
        for row in table.rows
        for column, value in zip(table.columns, row, strict=True)
        if value == "●"
    ]
    assert len(marks) == len(set(marks)) == sum(len(c.districts) for c in many)
    assert sum(int(str(table.totals[0][-1])) for table in two.tables) == len(marks)


# What is chosen


def paths(choice: Choice, only: bool = False) -> list[tuple[str, int]]:
    return [(row.path, len(row.cells)) for row in matrix_from(READINGS, choice, only=only).rows]


def test_a_task_is_chosen_whole_or_only_the_part_that_was_asked_for() -> None:
    assert paths(Choice(agency="省经信厅")) == [("二/(一)", 3), ("二/(二)", 3)]
    assert paths(Choice(agency="省经信厅"), only=True) == [("二/(一)", 1), ("二/(二)", 1)]
    assert paths(Choice(roles=("support",))) == [("二/(二)", 3), ("二/(三)", 1)]
    assert len(paths(Choice(line="科技"))) == 2
    assert len(paths(Choice(line="科技", jurisdiction="宁波市"))) == 1


def test_a_document_with_other_duties_is_not_one_without_duties() -> None:
    found = matrix_from(READINGS, Choice(agency="省经信厅"))
    assert [d.title[:5] for d in found.documents] == ["浙江省培育"]
    # A sheet of a document that has nothing of the agency would tell it nothing; that it was looked at is told.
    assert found.notes == (
        "选取条件：单位 省经信厅",
        "另有 1 件所选文件未载明责任分工，不在表内：《宁波市灯塔保护意见》",
    )
    assert matrix_from(READINGS, Choice()).notes == ()
    with pytest.raises(QueryError, match="no task meets all"):
        matrix_from(READINGS, Choice(agency="省经信厅", roles=("joint",)))


def test_documents_are_chosen_by_place_day_and_file() -> None:
    titles = [d.title[:3] for d in matrix_from(READINGS, Choice(jurisdiction="宁波")).documents]
    assert titles == ["宁波市", "宁波市"]
    assert [d.title[:2] for d in matrix_from(READINGS, Choice(day="2021-06-01")).documents] == ["浙江", "宁波"]
    found = reading(CITY, "003_方案.txt")
    assert [d.title[:3] for d in matrix_from([*READINGS[:1], found], Choice(document="003")).documents] == ["宁波市"]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(document="没有"), "no document has '没有'"),
        (Choice(jurisdiction="上海市"), "the graph has 宁波市, 浙江省"),
        (Choice(agency="省经委厅"), "did you mean .*省经信厅"),
        (Choice(day="2021年"), "write it as 2024-05-31"),
    ],
)
def test_what_is_not_there_is_said(choice: Choice, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        matrix_from(READINGS, choice)


def test_today_s_bodies_stand_for_the_named_ones_only_where_that_is_known() -> None:
    given = [
        part("一", "市甲局", "lead", today=("海州市新局",)),
        part("二", "市乙局", "lead", order=1, today=("海州市丙局", "海州市丁局")),
        part("三", "市戊局", "lead", order=2),
        part("四", "市己局", "lead", order=3, today=("海州市己局",)),
    ]
    moved, notes = held_today(given)
    assert [a.canonical for a in moved] == ["海州市新局", "海州市丙局／海州市丁局", "海州市戊局", "海州市己局"]
    assert [a.short for a in moved[:2]] == ["海州市新局", "海州市丙局／海州市丁局"]
    (known, *_), _ = held_today(
        [part("一", "市甲局", "lead", today=("海州市新局",), jurisdiction="海州市", canonical="海州市甲局")]
    )
    assert known.short == "市新局"
    assert "现行机构：海州市甲局 → 海州市新局" in notes
    assert notes[-1] == "现行承接机构不详，按原名列出（1）：海州市戊局"


# Signs, language, size


def test_rasci_letters_are_those_of_the_ontology() -> None:
    found = RdfGraph().parse(TOP / "ontology" / "roles.ttl", format="turtle")
    query = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      SELECT ?role ?letter WHERE { ?role skos:closeMatch/skos:notation ?letter }"""
    letters = {str(role).rsplit("/", 1)[-1]: str(letter) for role, letter in found.query(query)}  # type: ignore[misc]
    assert {role: letters[role] for role in RASCI} == RASCI


def test_letters_and_english_headings(matrix: Matrix, tmp_path: Path) -> None:
    write(matrix, tmp_path / "m.xlsx", Style("en", "rasci", "A4"))
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx", data_only=True).worksheets[0]
    assert [c.value for c in sheet[3]][:2] == ["Item", "Task"]
    assert {v for line in sheet.iter_rows(min_row=4, min_col=3, max_col=10, values_only=True) for v in line} >= {
        "A",
        "R",
    }
    assert str(sheet.page_setup.paperSize) == "9"
    assert "tasks, lead" in [line[1] for line in sheet.iter_rows(values_only=True)]


def test_a_large_table_has_numbers_of_evidence_in_place_of_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LINKED_CELLS", 200)
    many = [part(f"{i}", f"市{j}局", "lead", order=i) for i in range(11) for j in range(20)]
    write(make_matrix(many, [PLAN], "t"), tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    sheet, evidence = book.worksheets[0], book["依据"]
    cell = sheet["C4"]
    assert cell.comment is None
    assert cell.hyperlink is None
    line = evidence[int(cell.value.removeprefix("●")) + 1]
    assert (line[2].value, line[5].value) == ("0", sheet["C3"].comment.text)
    note, head, *rows = book["核对"].iter_rows(values_only=True)
    assert head == COLUMNS
    assert rows == []
    assert f"全部 {len(many)} 项" in note[0]
    total = next(line for line in sheet.iter_rows(values_only=True) if line[1] == "牵头事项数")
    assert total[2].startswith("=COUNTIF(")


# 核对


def test_the_sheet_to_be_corrected_has_the_columns_of_the_corrections_file(matrix: Matrix, tmp_path: Path) -> None:
    write(matrix, tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["核对"]
    head, first, *_ = sheet.iter_rows(values_only=True)
    assert head == COLUMNS
    assert first[1:6] == ("二/(一)", "责任分工", "省经信厅", "角色", "牵头")
    assert {r[7] for r in sheet.iter_rows(min_row=2, values_only=True)} == {None}
    rules = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules == {'"确认,改,删,增"', '"角色,单位,完成时限,单位|角色"'}


def test_assignments_hold_what_the_facts_hold() -> None:
    facts = READINGS[0].facts
    found = list(assignments_of(READINGS[0]))
    assert [(a.path, a.short, a.canonical, a.role, a.quote) for a in found] == [
        (d.path, d.agency, d.canonical, d.role, d.at.quote) for d in facts.responsibilities
    ]
    agency: Agency = facts.agencies[0]
    assert {a.line for a in found if a.canonical == agency.canonical} == {agency.line}
    assert pick(found, Choice()) == found


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_sheet_that_comes_back_corrects_the_facts(tmp_path: Path, suffix: str) -> None:
    documents = tmp_path / "docs"
    documents.mkdir()
    (documents / "d.txt").write_text(PROVINCE, encoding="utf-8")
    sheet = tmp_path / f"m{suffix}"
    if suffix == ".xlsx":
        write(matrix_from(READINGS[:1], Choice()), sheet)
        book = openpyxl.load_workbook(sheet)
        book["核对"]["G4"], book["核对"]["H4"] = "牵头", "改"
        book["核对"]["H5"] = "删"
        book.save(sheet)
    else:
        write_report(report_of("check", matrix_from(READINGS[:1], Choice())), sheet)
        rows = list(csv.reader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"), newline="")))
        rows[3][6], rows[3][7] = "牵头", "改"
        rows[4][7] = "删"
        with sheet.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(rows)
    folder = tmp_path / "g"
    result = CliRunner().invoke(main, ["build", str(documents), "-o", str(folder), "--corrections", str(sheet)])
    assert result.exit_code == 0, result.output
    (facts,) = open_graph(folder).facts()
    before = [(d.path, d.agency, d.role) for d in READINGS[0].facts.responsibilities]
    changed = ("二/(一)", "省发展改革委", "lead")
    assert [(d.path, d.agency, d.role) for d in facts.responsibilities] == [*before[:2], changed, *before[4:]]


def test_a_long_row_breaks_across_pages_in_word_and_a_short_one_does_not(tmp_path: Path) -> None:
    columns = (Column("task", "事项", 20), Column("content", "内容", 60, "long"))
    rows = (("清淤", "疏浚航道。"), ("修船", "修缮船坞，" * 400), ("设标", "\n".join("设标" for _ in range(30))))
    write_report(Report("分工", (Sheet("分工", "分工", (Table(columns, rows),)),)), tmp_path / "r.docx")
    (table,) = docx.Document(str(tmp_path / "r.docx")).tables
    properties = [[e.tag.rsplit("}")[-1] for e in row._tr.xpath("./w:trPr/*")] for row in table.rows]
    assert properties == [["cantSplit", "tblHeader"], ["cantSplit"], [], []]


def test_only_a_workbook_has_too_many_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.cli import matrix as command

    monkeypatch.setattr(command, "_MOST_SHEETS", 3)
    stored(tmp_path / "g", READINGS)

    def run(name: str, *more: str) -> Result:
        given = ["matrix", "-g", str(tmp_path / "g"), "--form", "agency", "-o", str(tmp_path / name), *more]
        return CliRunner().invoke(main, given)

    for suffix in ("csv", "json", "md", "html", "docx"):
        result = run(f"a.{suffix}")
        assert result.exit_code == 0, result.output
        assert "sheet" not in result.output
    refused = run("a.xlsx")
    assert refused.exit_code != 0
    assert "too many sheets for one file" in refused.output
    assert "1 agency with a part in a task, a sheet for each" in run("b.xlsx", "--agency", "宁波市商务局").output


DISTRICTS = """三亚市渔港建设工作方案
一、主要任务
（一）建设渔港。（责任单位：市农业农村局、吉阳区政府、三亚崖州湾科技城管理局）
（二）疏浚航道。清理淤泥。（责任单位：市交通运输局，各区政府）
（三）改善服务。（责任单位：有关区政府、市直有关部门）
（四）巡查渔港。（责任单位：各镇政府，市农业农村局）
"""


def test_a_district_sees_what_all_districts_are_given_and_a_department_is_told_of_what_it_may_be_given() -> None:
    found = [reading(DISTRICTS)]
    for choice in (Choice(), Choice(agency="吉阳区政府")):
        sheets = {s.name: s for s in report_of("agency", matrix_from(found, choice), found, choice).sheets}
        own, shared = sheets["三亚市吉阳区人民政府"].tables
        assert [row[2] for row in own.rows] == ["一/(一)"]
        assert [row[2:6] for row in shared.rows] == [
            ("一/(二)", "疏浚航道", "清理淤泥。", "负责（各区政府）"),
            ("一/(三)", "改善服务", "", "负责（有关区政府）"),
        ]
        assert "未点名本单位" in shared.caption
    (note,) = {s.name: s for s in report_of("agency", matrix_from(found, Choice()), found).sheets}[
        "三亚市农业农村局"
    ].notes
    assert "“市直有关部门”" in note
    assert "一/(三)" in note


@pytest.mark.parametrize(
    ("group", "place", "kind", "canonical", "whose", "meant"),
    [
        ("各县（市、区）政府", "邯郸市", "government", "武安市人民政府", "武安市", True),
        ("各区政府", "邯郸市", "government", "武安市人民政府", "武安市", False),
        ("各区政府", "邯郸市", "government", "邯郸市永年区人民政府", "永年区", True),
        ("各园区管委会", "邯郸市", "government", "邯郸市永年区人民政府", "永年区", False),
        ("各市人民政府", "河北省", "government", "武安市人民政府", "武安市", False),
        ("各市人民政府", "河北省", "government", "邯郸市人民政府", "邯郸市", True),
        ("各设区市政府", "河北省", "government", "邯郸市永年区人民政府", "永年区", False),
        ("各区县政府", "重庆市", "government", "重庆市渝北区人民政府", "渝北区", True),
        ("各区政府", "邯郸市", "government", "佛山市南海区人民政府", "南海区", False),
        ("各区有关部门", "邯郸市", "government", "邯郸市永年区人民政府", "永年区", False),
        ("市直有关部门", "邯郸市", "department", "邯郸市财政局", "邯郸市", True),
        ("住建部门", "邯郸市", "department", "邯郸市财政局", "邯郸市", False),
        ("市直有关部门", "邯郸市", "department", "邯郸市永年区财政局", "永年区", False),
    ],
)
def test_whom_a_group_means(group: str, place: str, kind: str, canonical: str, whose: str, meant: bool) -> None:
    named = part("一", "x", "lead", PLAN)
    assert means(group, place, dataclasses.replace(named, kind=kind, canonical=canonical, jurisdiction=whose)) is meant
