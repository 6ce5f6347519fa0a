"""An analyst's corrections, through the commands that take them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from extract.corrections import COLUMNS
from graph.cli import main
from graph.query import ask
from graph.store import open_graph

POLICY = """无锡市支持传感器产业若干措施

2022年3月1日

一、建设平台
建设传感器中试平台，到2025年平台达到12家。（牵头单位：市工信局；配合单位：市科技局、市新奇局）
二、培育企业
对新认定的企业给予最高50万元奖励。（责任单位：市工信局、市财政局）
三、扩大应用
推广智能传感器，服务市商务局所办展会。
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.txt"
    path.write_text(POLICY, encoding="utf-8")
    return path


def table(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows({"经办人": "王芳", "日期": "2026-01-05", "理由": "核对原文", **row} for row in rows)
    return out.getvalue()


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def corrected(policy: Path, *rows: dict[str, str], encoding: str = "utf-8") -> tuple[Result, dict[str, Any]]:
    path = policy.parent / "corrections.csv"
    path.write_bytes(table(*rows).encode(encoding))
    result = run("extract", policy, "--corrections", path)
    return result, json.loads(result.stdout)


def duties(data: dict[str, Any]) -> set[tuple[str, str, str, str]]:
    return {(d["path"], d["agency"], d["canonical"], d["role"]) for d in data["responsibilities"]}


RENAME = {
    "文件": "policy.txt",
    "层": "机构",
    "原文": "市新奇局",
    "字段": "全称",
    "新值": "无锡市新奇事务管理局",
    "操作": "改",
}
ROLE = {
    "文件": "*",
    "路径": "一",
    "层": "责任",
    "原文": "市科技局",
    "字段": "角色",
    "原值": "配合",
    "新值": "会同",
    "操作": "改",
}
REMOVE = {"路径": "二", "层": "责任", "原文": "市财政局", "操作": "删"}
ADD = {"路径": "三", "层": "责任", "原文": "市商务局", "字段": "角色", "新值": "牵头", "操作": "增"}
CONFIRM = {"路径": "二", "层": "责任", "原文": "市工信局", "操作": "确认"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_change_add_remove_and_confirm(policy: Path, encoding: str) -> None:
    result, data = corrected(policy, RENAME, ROLE, REMOVE, ADD, CONFIRM, encoding=encoding)
    assert result.exit_code == 0, result.stderr
    assert "5 of 5 rows applied" in result.stderr
    assert duties(data) == {
        ("一", "市工信局", "无锡市工业和信息化局", "lead"),
        ("一", "市科技局", "无锡市科学技术局", "joint"),
        ("一", "市新奇局", "无锡市新奇事务管理局", "support"),
        ("二", "市工信局", "无锡市工业和信息化局", "responsible"),
        ("三", "市商务局", "无锡市商务局", "lead"),
    }
    by_hand = [d for d in data["responsibilities"] if d["rule"] == "correction"]
    assert len(by_hand) == 4
    for duty in by_hand:
        assert duty["confidence"] == 1.0
        assert all(word in duty["why"] for word in ("王芳", "2026-01-05", "核对原文"))
        assert POLICY[duty["start"] : duty["end"]] == duty["quote"]
    names = {a["canonical"]: a for a in data["agencies"]}
    assert "无锡市财政局" not in names
    assert names["无锡市新奇事务管理局"]["known"]


def test_one_row_on_an_agency_holds_for_all_its_mentions(policy: Path) -> None:
    row = {"层": "agencies", "原文": "市工信局", "字段": "canonical", "新值": "无锡市工业局", "操作": "改"}
    _, data = corrected(policy, row)
    assert {d["canonical"] for d in data["responsibilities"] if d["agency"] == "市工信局"} == {"无锡市工业局"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({**REMOVE, "原文": "市审计局"}, ["unmatched", "市审计局"]),
        ({**REMOVE, "文件": "other.txt"}, ["unmatched", "other.txt"]),
        ({**ROLE, "原值": "牵头"}, ["unmatched", "一的责任分工中“市科技局”的角色是配合，不是“牵头”"]),
        ({**CONFIRM, "路径": ""}, ["ambiguous", "一", "二"]),
        ({**ADD, "原文": "市水务局"}, ["unmatched", "条目“三”中没有“市水务局”"]),
        (
            {**ADD, "原文": "传感器", "路径": "", "层": "技术", "字段": "", "新值": ""},
            ["ambiguous", "“传感器”不止一处"],
        ),
        ({**ADD, "路径": "九"}, ["unmatched", "没有条目“九”"]),
        ({**ROLE, "新值": "主谋"}, ["fault", "角色应为牵头、负责、配合、会同、督导之一，不是“主谋”"]),
        ({**ROLE, "字段": "颜色"}, ["fault", "责任没有字段“颜色”"]),
        ({**ROLE, "操作": "换"}, ["fault", "操作应为改、增、删、确认之一，不是“换”"]),
        ({**ROLE, "层": "责任分公"}, ["fault", "没有“责任分公”，是否指“责任分工”？"]),
        # A sheet in the program's own words is answered in these.
        (
            {**ROLE, "层": "responsibilities", "字段": "role", "新值": "主谋"},
            ["fault", "role is one of lead, responsible, support, joint, supervise, not '主谋'"],
        ),
    ],
)
def test_a_row_that_can_not_be_applied_is_named_by_its_line_and_changes_nothing(
    policy: Path, row: dict[str, str], said: list[str]
) -> None:
    untouched = json.loads(run("extract", policy).stdout)
    result, data = corrected(policy, row)
    assert result.exit_code == 1
    assert "corrections.csv:2: " in result.stderr
    assert all(word in result.stderr for word in said)
    assert data == untouched


def test_a_sheet_that_was_not_filled_in_changes_nothing(policy: Path) -> None:
    result, data = corrected(policy, {**CONFIRM, "操作": ""})
    assert result.exit_code == 0
    assert data == json.loads(run("extract", policy).stdout)


def test_other_layers_take_corrections_too(policy: Path) -> None:
    rows = [
        {
            "路径": "一",
            "层": "指标",
            "原文": "传感器中试平台",
            "字段": "indicator|value|unit|year",
            "新值": "中试平台|12|家|2026",
            "操作": "增",
        },
        {"路径": "三", "层": "技术", "原文": "智能传感器", "操作": "增"},
        {"层": "文件", "字段": "文号", "新值": "锡政规〔2022〕3号", "操作": "改"},
    ]
    result, data = corrected(policy, *rows)
    assert result.exit_code == 0, result.stderr
    assert ("中试平台", 12, "家", 2026) in {(t["indicator"], t["value"], t["unit"], t["year"]) for t in data["targets"]}
    assert [t["rule"] for t in data["technologies"] if t["name"] == "智能传感器"] == ["correction"]
    assert data["document"]["doc_number"] == "锡政规〔2022〕3号"


def test_a_corrected_date_is_the_date_that_names_are_seen_from(policy: Path) -> None:
    row = {"层": "document", "字段": "issued", "新值": "2016-03-01", "操作": "改"}
    policy.write_text(POLICY.replace("市财政局", "市农委"), encoding="utf-8")
    _, before = corrected(policy, CONFIRM)
    _, after = corrected(policy, row)
    assert "无锡市农业农村委员会" in {d["canonical"] for d in before["responsibilities"]}
    assert "无锡市农业委员会" in {d["canonical"] for d in after["responsibilities"]}


def test_a_build_applies_them_again_and_keeps_what_became_of_them(policy: Path, tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(table(RENAME, {**REMOVE, "原文": "市审计局"}), encoding="utf-8")
    for _ in range(2):
        result = run("build", policy, "-o", tmp_path / "g", "--corrections", path)
        assert result.exit_code == 1
        assert "corrections.csv:3: unmatched" in result.stderr
    graph = open_graph(tmp_path / "g")
    assert [row["status"] for row in graph.report["corrections"]["rows"]] == ["applied", "unmatched"]
    assert "无锡市新奇事务管理局" in {row["agencyName"] for row in ask(graph, "leaders")}
    assert run("build", policy, "-o", tmp_path / "g").exit_code == 0
    assert "无锡市新奇事务管理局" not in {row["agencyName"] for row in ask(open_graph(tmp_path / "g"), "leaders")}


def test_a_missing_file_and_a_table_without_headings_are_errors(policy: Path, tmp_path: Path) -> None:
    path = tmp_path / "no.csv"
    assert run("extract", policy, "--corrections", path).exit_code != 0
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    result = run("extract", policy, "--corrections", path)
    assert result.exit_code != 0
    assert "层" in result.output


def test_agencies_unknown_first_and_one_asked_by_name(policy: Path) -> None:
    rows = json.loads(run("agencies", policy, "--json").stdout)
    assert rows[0]["canonical"] == "无锡市新奇局"
    assert not rows[0]["known"]
    (industry,) = (r for r in rows if r["printed"] == "市工信局")
    assert (industry["canonical"], industry["mentions"], industry["line"]) == (
        "无锡市工业和信息化局",
        2,
        "工业和信息化",
    )
    assert [r["printed"] for r in json.loads(run("agencies", policy, "--unknown", "--json").stdout)] == ["市新奇局"]
    asked = json.loads(
        run("agencies", "--name", "市科技创新委", "--place", "深圳市", "--date", "2022", "--json").stdout
    )
    assert (asked["canonical"], asked["current"]) == ("深圳市科技创新委员会", ["深圳市科技创新局"])
    assert "市新奇局" in run("agencies", policy).output
    assert run("agencies", "--name", "市科技局", "--place", "乌有市").exit_code == 2
    several = run("agencies", "--name", "区科技局", "--place", "南山区")
    assert (several.exit_code, "write one as 鹤岗市南山区、深圳市南山区" in several.output) == (2, True)
    assert run("agencies", "--name", "区科技局", "--place", "深圳市南山区").exit_code == 0
    assert run("agencies", "--name", "市科技局", "--date", "去年").exit_code == 2
    assert run("agencies").exit_code == 2


TASKS = """无锡市渔港建设工作方案
一、重点任务
（一）修建码头。2024年底前修建码头。（责任单位：市财政局（市国资委）、市水务局）
（二）疏浚航道。市交通运输局港航口牵头安排资金不少于100万元。
附件：任务分工表
序号	任务	牵头单位	完成时限
1	清淤	市水务局	2024年6月
2	绿化	市城管局	2025年6月
"""
PASSAGE = "市交通运输局港航口牵头安排资金不少于100万元"


def listed(
    policy: Path, *rows: dict[str, str], text: str = TASKS
) -> tuple[Result, list[dict[str, str]], dict[str, Any]]:
    """Return how a build with corrections goes, the rows of its list, and its report."""
    policy.write_text(TASKS, encoding="utf-8")
    sheet, folder = policy.parent / "c.csv", policy.parent / "g"
    sheet.write_text(table(*rows), encoding="utf-8")
    result = run("build", policy, "-o", folder, "--corrections", sheet)
    data = json.loads(run("matrix", "-g", folder, "--form", "list", "--json").stdout)
    return result, data["sheets"][0]["tables"][0]["rows"], open_graph(folder).report


def test_a_deadline_is_corrected_for_the_task_of_an_agency(policy: Path) -> None:
    due = {"层": "责任分工", "字段": "完成时限", "操作": "改"}
    rows = (
        {**due, "路径": "一/(一)", "原文": "市水务局", "原值": "2024年底前", "新值": "2025年3月底前"},
        {**due, "路径": "1", "原文": "市水务局", "原值": "2024年6月", "新值": ""},
        {"层": "责任分工", "路径": "2", "原文": "市城管局", "操作": "确认"},
    )
    result, printed, _ = listed(policy, *rows)
    assert result.exit_code == 0, result.stderr
    # A row of a table that was confirmed is one still: its columns are read.
    assert [(row["task"], row["deadline"]) for row in printed] == [
        ("修建码头", "2025年3月底前"),
        ("清淤", ""),
        ("绿化", "2025年6月"),
    ]


def test_a_deadline_of_two_tasks_that_are_called_alike_is_set_where_it_is_what_the_row_says(tmp_path: Path) -> None:
    path, sheet, folder = tmp_path / "分工.xlsx", tmp_path / "c.csv", tmp_path / "g"

    def corrected_to(old: str, words: str, *dues: str) -> tuple[str, list[str]]:
        book = openpyxl.Workbook()
        for title, works, due in (("渔港", ("清淤", "修船"), dues[:2]), ("航道", ("设标", "护岸"), dues[2:])):
            page = book.create_sheet(title)
            if title == "渔港":
                page.append(["无锡市水运建设任务分工表"])
            # The rows of a table without numbers are numbered by the program.
            numbered = title == "渔港"
            page.append([*["序号"] * numbered, "任务", "责任单位", "完成时限"])
            for number, (work, day) in enumerate(zip(works, due, strict=True), 1):
                page.append([*[number] * numbered, work, "市水务局", day])
        del book["Sheet"]
        book.save(path)
        row = {
            "层": "责任分工",
            "路径": "2",
            "原文": words,
            "字段": "完成时限",
            "原值": old,
            "新值": "年底",
            "操作": "改",
        }
        sheet.write_text(table(row), encoding="utf-8")
        result = run("build", path, "-o", folder, "--corrections", sheet)
        data = json.loads(run("matrix", "-g", folder, "--form", "list", "--json").stdout)
        return result.stderr, [row["deadline"] for row in data["sheets"][0]["tables"][0]["rows"]]

    assert corrected_to("", "市水务局", "6月", "8月", "7月", "")[1] == ["6月", "8月", "7月", "年底"]
    assert corrected_to("8月", "市水务局", "6月", "8月", "7月", "")[1] == ["6月", "年底", "7月", ""]
    said, dues = corrected_to("", "市水务局", "6月", "8月", "7月", "9月")
    assert "的完成时限是8月、9月，不是空" in said
    assert "年底" not in dues
    said, dues = corrected_to("8月", "市水务局", "6月", "8月", "7月", "8月")
    assert "ambiguous" in said
    assert "年底" not in dues
    # Nothing else tells the two apart but more of the row.
    assert corrected_to("8月", "护岸 市水务局", "6月", "8月", "7月", "8月")[1] == ["6月", "8月", "7月", "年底"]


def test_a_fact_that_is_there_already_is_not_added_again(policy: Path) -> None:
    row = {
        "层": "责任",
        "原文": "市水务局",
        "字段": "单位|角色",
        "新值": "市水务局|负责",
        "操作": "增",
        "路径": "一/(一)",
    }
    result, _, report = listed(policy, row)
    assert "fault" in result.stderr
    assert "已读出，不必再增" in result.stderr
    assert [d["facts"]["responsibilities"] for d in report["documents"]] == [4]


def test_a_name_that_several_files_have_selects_none_and_a_path_one(policy: Path, tmp_path: Path) -> None:
    files = [tmp_path / city / "03.txt" for city in ("甲", "乙")]
    for file in files:
        file.parent.mkdir()
        file.write_text(POLICY.replace("无锡市", f"无锡市{file.parent.name}区"), encoding="utf-8")
    sheet = tmp_path / "c.csv"
    for name, applied in (("03.txt", 0), ("甲/03.txt", 1), (str(files[0]), 1), ("丙/03.txt", 0), ("0*.txt", 2)):
        sheet.write_text(table({**REMOVE, "文件": name}), encoding="utf-8")
        result = run("extract", *files, "--corrections", sheet)
        assert f"{int(applied > 0)} of 1 rows applied to {applied} facts" in result.stderr, result.stderr
        assert ("ambiguous" in result.stderr) == (name == "03.txt")
        built = run("build", *files, "-o", tmp_path / "g", "--corrections", sheet)
        assert built.exit_code == result.exit_code
        assert [d["facts"]["responsibilities"] for d in open_graph(tmp_path / "g").report["documents"]] == [
            5 - (applied > 0),
            5 - (applied > 1),
        ]
    # The sheet that is handed out writes what tells them apart.
    run("matrix", "-g", tmp_path / "g", "--form", "check", "-o", tmp_path / "check.csv")
    rows = csv.DictReader((tmp_path / "check.csv").read_text(encoding="utf-8-sig").splitlines())
    assert {row["文件"] for row in rows} == {"甲/03.txt", "乙/03.txt"}


def test_a_row_that_fits_facts_of_two_policies_of_one_page_is_put_on_none(policy: Path) -> None:
    policy.write_text("\n".join(POLICY.replace("无锡市", city) for city in ("无锡市", "苏州市")), encoding="utf-8")
    sheet = policy.parent / "c.csv"
    counts = {}
    for name in ("policy.txt", "苏州市支持传感器产业若干措施", "*"):
        sheet.write_text(table({**REMOVE, "文件": name}), encoding="utf-8")
        result = run("extract", policy, "--corrections", sheet)
        assert ("ambiguous" in result.stderr) == (name == "policy.txt"), result.stderr
        counts[name] = [len(json.loads(line)["responsibilities"]) for line in result.stdout.splitlines()]
    assert counts == {"policy.txt": [5, 5], "苏州市支持传感器产业若干措施": [5, 4], "*": [4, 4]}


@pytest.mark.parametrize("words", ["市交通运输局", PASSAGE, PASSAGE.replace("安排", "安排 ")])
def test_a_duty_added_in_a_passage_that_was_not_read_settles_it(policy: Path, words: str) -> None:
    _, _, before = listed(policy)
    assert [d["facts"]["unparsed"] for d in before["documents"]] == [1]
    row = {
        "路径": "一/(二)",
        "层": "责任分工",
        "原文": words,
        "字段": "单位|角色",
        "新值": "市交通运输局|负责",
        "操作": "增",
    }
    result, printed, after = listed(policy, row)
    assert result.exit_code == 0, result.stderr
    assert ("疏浚航道", "市交通运输局") in {(row["task"], row["responsible"]) for row in printed}
    assert [d["facts"]["unparsed"] for d in after["documents"]] == [0]
    assert after["documents"][0]["warnings"] == []
    audit = run("audit", "-g", policy.parent / "g", "--json").stdout
    assert "unread-duty" not in audit


def test_a_passage_that_is_no_duty_is_dismissed(policy: Path) -> None:
    row = {"路径": "一/(二)", "层": "责任分工", "原文": PASSAGE, "字段": "单位|角色", "操作": "删"}
    result, _, after = listed(policy, row)
    assert result.exit_code == 0, result.stderr
    assert [d["facts"]["unparsed"] for d in after["documents"]] == [0]


def test_a_name_that_is_not_there_is_answered_with_the_one_that_comes_near(policy: Path) -> None:
    row = {"路径": "一/(一)", "层": "责任分工", "原文": "市财政局", "字段": "角色", "新值": "牵头", "操作": "改"}
    result, _, _ = listed(policy, row)
    assert "没有“市财政局”，是否指“市财政局（市国资委）”？" in result.stderr
