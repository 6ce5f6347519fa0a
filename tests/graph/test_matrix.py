"""The responsibility matrix: read back from every format, it says what the assignments say."""

from __future__ import annotations

import csv
import io
import random
import re
from pathlib import Path

import openpyxl
import pytest

from graph.matrix import Assignment, DocumentInfo, Matrix, Row, make_matrix, write
from graph.matrix.model import by_document, outlined
from graph.matrix.words import SYMBOLS
from graph.matrix.workbook import sheet_names
from tests.graph.readback import Tables

PLAN = DocumentInfo("海州市造船业行动方案", "plan", False)
NOTES = DocumentInfo("海州市渔港意见", "notes", True)
SILENT = DocumentInfo("海州市灯塔通知", "silent", False)
WORDS = {"lead": "牵头", "responsible": "负责", "support": "配合", "joint": "会同", "supervise": "督导"}
SUFFIXES = (".xlsx", ".csv", ".html", ".md")


def part(path: str, agency: str, role: str, doc: DocumentInfo = PLAN, order: int = 0, **other: object) -> Assignment:
    """Make an assignment whose clause is 「船舶局牵头。」: the prefix 市 is printed outside it."""
    clause = f"{agency[1:]}{WORDS[role]}。"
    start = 100 + 10 * order
    values: dict[str, object] = {
        "document": doc.title,
        "doc_id": doc.doc_id,
        "digest": doc.digest,
        "path": path,
        "section": f"办理{path.split('/')[-1]}",
        "parents": (("二", "主要任务"),) if "/" in path else (),
        "order": order,
        "canonical": f"海州{agency}",
        "short": agency,
        "role": role,
        "role_term": WORDS[role],
        "start": start,
        "end": start + len(agency) - 1,
        "evidence_start": start,
        "evidence_end": start + len(clause),
        "evidence": clause,
        "confidence": 1.0,
    }
    return Assignment(**{**values, **other})  # type: ignore[arg-type]


ASSIGNMENTS = (
    part("二/(一)", "市港口局", "responsible", order=1),
    part("二/(一)", "市船舶局", "lead", order=1, start=90, end=93),
    part("二/(二)", "市船舶局", "lead", order=2),
    part("二/(二)", "市船舶局", "supervise", order=2, start=150, end=153),
    part("二/(二)", "市渔业局", "support", order=2, confidence=0.6),
    part("三", "市港口局", "joint", order=3),
    part("一", "市渔业局", "responsible", NOTES, order=1),
)


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return make_matrix(ASSIGNMENTS, [PLAN, SILENT, NOTES], "海州市责任分工")


def symbols(matrix: Matrix, doc: DocumentInfo) -> dict[tuple[str, str], str]:
    """Return what the table of one document should print: (path, short name) to symbols."""
    return {
        (row.path, cell.assignments[0].short): "".join(SYMBOLS[role] for role in cell.roles)
        for row in matrix.rows
        if row.doc_id == doc.doc_id
        for cell in row.cells.values()
    }


def written(matrix: Matrix, folder: Path, suffix: str) -> Path:
    path = folder / f"分工{suffix}"
    write(matrix, path)
    return path


# The model


def test_agencies_stand_by_tasks_led_then_done_then_appearance(matrix: Matrix) -> None:
    counts = [(a.short, a.led, a.done, a.total) for a in matrix.agencies]
    assert counts == [("市船舶局", 2, 0, 2), ("市港口局", 0, 1, 2), ("市渔业局", 0, 1, 2)]


def test_rows_stand_in_document_order_whatever_order_they_come_in() -> None:
    shuffled = list(ASSIGNMENTS)
    random.Random(3).shuffle(shuffled)
    one, other = (make_matrix(given, [PLAN, SILENT, NOTES], "t") for given in (ASSIGNMENTS, shuffled))
    assert one == other
    assert [(r.document, r.path) for r in one.rows] == [
        (PLAN.title, "二/(一)"),
        (PLAN.title, "二/(二)"),
        (PLAN.title, "三"),
        (NOTES.title, "一"),
    ]


def test_a_cell_holds_all_roles_of_one_agency(matrix: Matrix) -> None:
    cell = matrix.rows[1].cells["海州市船舶局"]
    assert cell.roles == ("lead", "supervise")
    assert len(cell.assignments) == 2


def test_a_path_that_occurs_twice_in_a_document_is_two_tasks() -> None:
    twice = [part("一", "市港口局", "lead", order=1), part("一", "市港口局", "lead", order=5)]
    assert len(make_matrix(twice, [PLAN], "t").rows) == 2


def test_two_documents_of_one_title_stay_apart() -> None:
    copy = DocumentInfo(PLAN.title, "copy", False)
    both = make_matrix([part("一", "市港口局", "lead"), part("一", "市渔业局", "lead", copy)], [PLAN, copy], "t")
    assert [[a.short for a in own.agencies] for _, own in by_document(both)] == [["市港口局"], ["市渔业局"]]


def test_a_document_that_only_an_assignment_names_is_added() -> None:
    assert make_matrix(ASSIGNMENTS, [PLAN], "t").documents == (PLAN, NOTES)


def test_a_heading_is_given_once_and_a_task_can_be_one() -> None:
    deep = (("二", "主要任务"), ("二/(一)", "造船"))
    given = [
        part("二/(一)", "市港口局", "lead", order=1),
        part("二/(一)/1", "市港口局", "lead", order=2, parents=(("二", "主要任务"), ("二/(一)", "造船"))),
        part("二/(二)/1", "市港口局", "lead", order=3, parents=(deep[0], ("二/(二)", "修船"))),
    ]
    lines = [
        (depth, item.path if isinstance(item, Row) else item)
        for depth, item in outlined(make_matrix(given, [PLAN], "t").rows)
    ]
    assert lines == [
        (0, ("二", "主要任务")),
        (1, "二/(一)"),
        (2, "二/(一)/1"),
        (1, ("二/(二)", "修船")),
        (2, "二/(二)/1"),
    ]


def test_the_printed_agency_is_cut_from_the_clause_or_else_the_short_form() -> None:
    assert part("一", "市港口局", "lead").printed == "港口局"
    assert part("一", "市港口局", "lead", start=3, end=6).printed == "市港口局"
    assert part("一", "市港口局", "lead", evidence="港口局……").printed == "市港口局"


# Excel


def test_excel_cells_are_the_matrix(matrix: Matrix, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(matrix, tmp_path, ".xlsx"))
    assert book.sheetnames == [PLAN.title, SILENT.title, NOTES.title, "依据", "核对"]
    for doc in (PLAN, NOTES):
        sheet = book[doc.title]
        head = [c.value for c in sheet[3]]
        assert head[:2] == ["条目", "事项"]
        assert head[-1] == "单位数"
        found = {
            (line[0].value, head[i]): line[i].value
            for line in sheet.iter_rows(min_row=4)
            for i in range(2, len(head) - 1)
            if line[0].value and line[i].value
        }
        assert found == symbols(matrix, doc)


def test_excel_notes_have_the_clause_and_the_full_name(matrix: Matrix, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(matrix, tmp_path, ".xlsx"))[PLAN.title]
    heads = {cell.value: cell for cell in sheet[3]}
    assert heads["市渔业局"].comment.text == "海州市渔业局"
    task = next(line for line in sheet.iter_rows(min_row=4) if line[0].value == "二/(二)")
    note = task[heads["市渔业局"].column - 1].comment.text
    assert "海州市渔业局：配合" in note
    assert "渔业局配合。" in note
    assert "置信度 0.6" in note


def test_excel_totals_count_and_are_live(matrix: Matrix, tmp_path: Path) -> None:
    path = written(matrix, tmp_path, ".xlsx")
    totals = {}
    for values in (True, False):
        sheet = openpyxl.load_workbook(path, data_only=values)[PLAN.title]
        totals[values] = {line[1]: line[2:] for line in sheet.iter_rows(min_row=4, values_only=True) if not line[0]}
        counts = [line[-1] for line in sheet.iter_rows(min_row=4, values_only=True) if line[-1] is not None]
        if values:
            assert counts == [2, 2, 1]
    assert totals[True]["牵头事项数"][:3] == (2, 0, 0)
    assert totals[True]["承担事项合计"][:3] == (2, 2, 1)
    assert totals[False]["牵头事项数"][0] == '=COUNTIF(C4:C7,"*●*")'


def test_excel_evidence_has_a_line_for_each_assignment(matrix: Matrix, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(matrix, tmp_path, ".xlsx"))["依据"]
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(lines) == len(ASSIGNMENTS)
    assert lines[1] == (
        *(2, PLAN.title, "二/(一)", "办理(一)", "港口局", "海州市港口局"),
        *("负责", "负责", "港口局负责。", 110, 113, 1),
    )
    assert lines[0][4] == "市船舶局"


def test_excel_links_lead_from_a_cell_to_its_clause_and_back(tmp_path: Path) -> None:
    quay = DocumentInfo("码头'甲'方案", "quay", False)
    given = [*ASSIGNMENTS, part("一", "市港口局", "lead", quay), part("二", "市港口局", "joint", quay, order=1)]
    book = openpyxl.load_workbook(written(make_matrix(given, [PLAN, quay, NOTES], "t"), tmp_path, ".xlsx"))
    clauses = book["依据"]
    links = [cell for line in clauses.iter_rows(min_row=2, max_col=1) for cell in line]
    assert [cell.value for cell in links] == [*range(1, len(given) + 1)]
    for cell in links:
        sheet, place = re.fullmatch(r"'(.+)'!([A-Z]+\d+)", cell.hyperlink.location).groups()  # type: ignore[union-attr]
        mark = book[sheet.replace("''", "'")][place]
        line = clauses[cell.row]
        assert SYMBOLS[next(role for role, word in WORDS.items() if word == line[6].value)] in mark.value
        assert mark.parent.cell(mark.row, 1).value == line[2].value
        first = int(mark.hyperlink.location.removeprefix("'依据'!A"))
        assert clauses.cell(first, 3).value == line[2].value
        assert clauses.cell(first, 6).value == line[5].value


def test_excel_sheets_are_ready_to_print(matrix: Matrix, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(matrix, tmp_path, ".xlsx"))[PLAN.title]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:F7"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "8")
    assert sheet.print_title_rows == "$1:$3"
    assert "&P" in sheet.oddFooter.right.text
    assert "▽ 督导" in sheet["A2"].value
    assert sheet["A4"].value == "二"
    assert sheet["B4"].value == "主要任务"


def test_sheet_names_are_legal_and_different() -> None:
    long = "关于" * 30
    names = sheet_names([long, long, "a/b:c?", "A_B_C_", "依据", "History", "'", "", "𠀀" * 20])
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
        assert name.casefold() not in {"依据", "history"}


def test_excel_takes_texts_that_it_could_choke_on(tmp_path: Path) -> None:
    evil = part("一", "市港口局", "lead", section="钢\x0b铁", evidence="船\x07<&>" * 9_000, short="很" * 40)
    path = written(make_matrix([evil], [PLAN], "t"), tmp_path, ".xlsx")
    book = openpyxl.load_workbook(path)
    assert len(book["依据"]["I2"].value) >= 30_000
    assert book[PLAN.title]["C3"].comment.text == "海州市港口局"


# CSV, HTML and Markdown


def test_csv_cells_are_the_matrix(matrix: Matrix, tmp_path: Path) -> None:
    data = written(matrix, tmp_path, ".csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head[:4] == ["文件", "条目", "上级标题", "事项"]
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert [r["条目"] for r in rows] == ["二/(一)", "二/(二)", "三", "", "一"]
    assert rows[1]["海州市船舶局"] == "牵头、督导"
    assert rows[1]["海州市港口局"] == ""
    assert rows[1]["上级标题"] == "主要任务"
    assert rows[1]["单位数"] == "2"
    assert "渔业局配合。" in rows[1]["依据"]
    assert rows[3]["事项"] == "该文件未载明责任分工"


def tables(text: str) -> list[list[list[str]]]:
    return Tables(text).tables


def markdown_tables(text: str) -> list[list[list[str]]]:
    """Split the tables of a page as GitHub does: at each | that no backslash precedes."""
    blocks = [b.splitlines() for b in text.split("\n\n") if b.startswith("|")]
    return [[[c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]] for line in block] for block in blocks]


def table_cells(table: list[list[str]]) -> dict[tuple[str, str], str]:
    head = table[0]
    return {
        (line[0], head[i]): line[i]
        for line in table[1:]
        if line[0] and len(line) == len(head)
        for i in range(2, len(head) - 1)
        if line[i] and not line[i].startswith((":", "-"))
    }


@pytest.mark.parametrize(("suffix", "read"), [(".html", tables), (".md", markdown_tables)])
def test_page_cells_are_the_matrix(matrix: Matrix, tmp_path: Path, suffix: str, read: object) -> None:
    assert callable(read)
    text = written(matrix, tmp_path, suffix).read_text("utf-8")
    plan, clauses, notes, _ = read(text)
    assert table_cells(plan) == symbols(matrix, PLAN)
    assert table_cells(notes) == symbols(matrix, NOTES)
    assert "该文件未载明责任分工" in text
    assert next(line[-4] for line in clauses[-6:]) == "船舶局牵头。"
    assert ["主要任务" in line[1] for line in plan].count(True) == 1


def test_html_needs_nothing_else(matrix: Matrix, tmp_path: Path) -> None:
    text = written(matrix, tmp_path, ".html").read_text("utf-8")
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert "default-src 'none'" in text
    for target in re.findall(r'href="#(\w+)"', text):
        assert f'id="{target}"' in text


def test_html_takes_no_markup_from_a_document(tmp_path: Path) -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    doc = DocumentInfo(bad, "d", False)
    evil = part("一", "市港口局", "lead", doc, section=bad, evidence=bad, canonical=bad, short=bad, role_term=bad)
    evil_below = part(bad, "市港口局", "lead", doc, order=1, parents=((bad, bad),))
    parser = Tables(written(make_matrix([evil, evil_below], [doc], bad), tmp_path, ".html").read_text("utf-8"))
    assert parser.tags.count("script") == 1
    assert "img" not in parser.tags


def test_markdown_keeps_a_row_a_row(tmp_path: Path) -> None:
    evil = part("一", "市港口局", "lead", section="甲|乙\n丙*丁*", evidence="a|b\n\n| c |")
    text = written(make_matrix([evil], [PLAN], "t"), tmp_path, ".md").read_text("utf-8")
    grid, clauses = markdown_tables(text)
    assert {len(line) for line in grid} == {4}
    assert {len(line) for line in clauses} == {11}
    assert grid[2][1] == r"甲\|乙 丙\*丁\*"


# All formats


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", " =", "\t", "＝"])
def test_no_text_becomes_a_formula(tmp_path: Path, sign: str) -> None:
    bad = f"{sign}1+1"
    doc = DocumentInfo(bad, "d", False)
    evil = part(bad, "市港口局", "lead", doc, section=bad, evidence=bad, canonical=bad, short=bad)
    evil_matrix = make_matrix([evil], [doc], bad)
    book = openpyxl.load_workbook(written(evil_matrix, tmp_path, ".xlsx"))
    formulas = {c.value for sheet in book for line in sheet.iter_rows() for c in line if c.data_type == "f"}
    assert all(str(f).startswith(("=COUNTA(", "=COUNTIF(")) for f in formulas)
    data = written(evil_matrix, tmp_path, ".csv").read_bytes().decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(data, newline="")) for cell in line]
    assert not [c for c in cells if c.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert f"'{bad}" in cells


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_digest_says_so_wherever_its_text_stands(matrix: Matrix, tmp_path: Path, suffix: str) -> None:
    path = written(matrix, tmp_path, suffix)
    if suffix != ".xlsx":
        assert len(re.findall("渔业局负责。", path.read_text("utf-8"))) == len(
            re.findall("〔摘编，非原文〕渔业局负责。", path.read_text("utf-8"))
        )
        assert re.search(rf"{NOTES.title}.{{0,30}}（摘编，非原文）", path.read_text("utf-8"))
        assert not re.search(rf"{PLAN.title}.{{0,30}}（摘编，非原文）", path.read_text("utf-8"))
        return
    book = openpyxl.load_workbook(path)
    assert "摘编，非原文" in book[NOTES.title]["A1"].value
    assert "摘编，非原文" in book[NOTES.title]["C4"].comment.text
    assert "摘编，非原文" in book["依据"]["B8"].value
    assert book["依据"]["I8"].value == "〔摘编，非原文〕渔业局负责。"
    assert "摘编" not in book[PLAN.title]["A1"].value


def test_a_document_without_duties_has_a_sheet_that_says_so(matrix: Matrix, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(matrix, tmp_path, ".xlsx"))[SILENT.title]
    assert [line[0] for line in sheet.iter_rows(values_only=True)][1] == "该文件未载明责任分工"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_documents_is_a_file_and_not_a_fault(tmp_path: Path, suffix: str) -> None:
    assert written(make_matrix([], [], "空"), tmp_path, suffix).stat().st_size > 0
