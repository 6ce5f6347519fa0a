"""The same policy as people have it: text, web page, Word, PDF, workbook, archive; and files that are none of it."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from extract.errors import ReadError
from extract.pipeline import extract
from extract.plain import to_json
from extract.read import LIMITS, Source, passed_over, read_file, read_sources
from extract.read.page import visible
from tests.conftest import CASES
from tests.extract import documents

# A province's plan with brackets, a city's measures with labels, goals, and technologies.
POLICIES = {
    name: [
        line.strip() for line in (CASES / name / "input.txt").read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    for name in (
        "duties_brackets_of_a_province",
        "duties_labels_of_a_city",
        "layers_targets",
        "layers_places",
    )
}
_PLACES = frozenset("start end evidence source body extent task span sha256 file id rule".split(" "))  # noqa: SIM905
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def without_places(value: Any) -> Any:
    if isinstance(value, list):
        return [without_places(item) for item in value]
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key not in _PLACES}
    return value


def facts(path: Path) -> Any:
    """Return all facts of a file without where they stand."""
    (reading,) = extract(read_file(path))
    return without_places(to_json(reading.facts))


Writer = Callable[[Path, list[str]], None]
WRITERS: dict[str, Writer] = {
    "gb.html": lambda path, lines: documents.write_html(path, lines, "gb18030"),
    "utf8.html": documents.write_html,
    "page.mht": documents.write_mht,
    "notes.md": documents.write_markdown,
    "office.docx": documents.write_docx,
    "wrapped.docx": documents.write_wrapped_docx,
    "print.pdf": documents.write_pdf,
    "gb.txt": lambda path, lines: path.write_bytes("\r\n".join(lines).encode("gb18030")),
    "page.doc": documents.write_html,
}


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_file_gives_the_same_facts(name: str, policy: str, tmp_path: Path) -> None:
    lines = POLICIES[policy]
    plain = tmp_path / "plain.txt"
    plain.write_text("\n".join(lines) + "\n", encoding="utf-8")
    WRITERS[name](tmp_path / name, lines)
    assert facts(tmp_path / name) == facts(plain)


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["pdf", "doc", "rtf", "odt"])
def test_what_an_office_program_saves_gives_the_same_facts(suffix: str, tmp_path: Path) -> None:
    policy, lines = next(iter(POLICIES.items()))
    (tmp_path / "plain.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    documents.write_docx(tmp_path / f"{policy}.docx", lines)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / f"{policy}.docx")], check=True, capture_output=True)
    assert facts(tmp_path / f"{policy}.{suffix}") == facts(tmp_path / "plain.txt")


ROWS = [
    ["序号", "工作任务", "牵头单位"],
    ["1", "建设智慧口岸，推动通关一体化，提升服务水平", "省商务厅"],
    ["2", "建公共数据平台", "省财政厅"],
]


def table_of_word(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("浙江省任务分工方案")
    table = document.add_table(rows=3, cols=3)
    for row, words in zip(table.rows, ROWS, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.save(str(path))


def table_of_a_page(path: Path) -> None:
    cells = "".join(f"<tr>{''.join(f'<td><p>{w}</p></td>' for w in words)}</tr>" for words in ROWS)
    # Old pages lay themselves out in tables.
    page = f"<table><tr><td>菜单</td><td><h1>浙江省任务分工方案</h1><table>{cells}</table></td></tr></table>"
    path.write_text(f"<meta charset=utf-8>{page}", "utf-8")


def table_of_markdown(path: Path) -> None:
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    path.write_text("\n".join(["# 浙江省任务分工方案", "", lines[0], "|---|---|---|", *lines[1:]]) + "\n", "utf-8")


TABLES: dict[str, Callable[[Path], None]] = {
    "t.docx": table_of_word,
    "t.html": table_of_a_page,
    "t.md": table_of_markdown,
    "t.xlsx": lambda path: documents.write_xlsx(path, "浙江省任务分工方案", ROWS),
    "t.pdf": lambda path: documents.write_pdf_table(path, "浙江省任务分工方案", ROWS),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_as_rows(name: str, tmp_path: Path) -> None:
    TABLES[name](tmp_path / name)
    found = facts(tmp_path / name)
    assert [(s["path"], s["title"]) for s in found["sections"]] == [(row[0], row[1]) for row in ROWS[1:]]
    assert [d["canonical"] for d in found["responsibilities"]] == ["浙江省商务厅", "浙江省财政厅"]


def test_two_names_on_two_lines_of_a_printed_cell_are_two(tmp_path: Path) -> None:
    rows = [
        ["序号", "工作任务", "责任单位"],
        ["1", "建设智慧口岸，推动通关一体化，提升服务水平", "省商务厅\n省财政厅"],
        ["2", "建公共数据平台", "省发展和改革委员会、省经济和信息化厅、省科学技术厅"],
    ]
    documents.write_pdf_table(tmp_path / "t.pdf", "浙江省任务分工方案", rows)
    found = facts(tmp_path / "t.pdf")
    assert [s["title"] for s in found["sections"]] == [row[1] for row in rows[1:]]
    assert [d["canonical"] for d in found["responsibilities"]] == [
        *("浙江省商务厅", "浙江省财政厅"),
        *("浙江省发展和改革委员会", "浙江省经济和信息化厅", "浙江省科学技术厅"),
    ]


def test_printed_cells_and_rows_may_be_empty(tmp_path: Path) -> None:
    rows = [
        ["序号", "工作任务", "责任单位"],
        ["", "建设智慧口岸", "省商务厅"],
        ["", "", ""],
        ["2", "建数据平台", "省科技厅"],
    ]
    documents.write_pdf_table(tmp_path / "t.pdf", "浙江省任务分工方案", rows)
    found = facts(tmp_path / "t.pdf")
    assert [s["title"] for s in found["sections"]] == ["建设智慧口岸", "建数据平台"]
    assert [d["agency"] for d in found["responsibilities"]] == ["省商务厅", "省科技厅"]


def test_cells_merged_downwards_stand_in_each_row(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for cell, words in zip(table._cells, ["类", "事", "平台", "建", "", "管"], strict=True):
        cell.text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(tmp_path / "m.docx"))
    page = "<table><tr><td>类<td>事<tr><td rowspan=2>平台<td>建<tr><td>管</table>"
    expected = "类\t事\n平台\t建\n平台\t管\n"
    assert read_file(tmp_path / "m.docx").text == expected
    assert visible(page, "m.html") == expected


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (datetime(2024, 11, 30), "yyyy-mm-dd", "2024年11月30日"),
        (datetime(2024, 11, 30), 'm"月"d"日"', "2024年11月30日"),
        (datetime(2024, 11, 1), 'yyyy"年"m"月"', "2024年11月"),
        (datetime(2024, 1, 1), 'yyyy"年"', "2024年"),
        (datetime(2024, 11, 30, 9, 30), "yyyy/m/d h:mm", "2024年11月30日 09:30"),
        (0.07, "0%", "7%"),
        (0.125, "0.0%", "12.5%"),
        (0.125, "General", "0.125"),
        (800.0, "General", "800"),
        (True, "General", "True"),
    ],
)
def test_cells_are_read_as_a_sheet_shows_them(value: object, form: str, shown: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    cell = sheet.cell(1, 1)
    cell.value, cell.number_format = value, form
    book.save(tmp_path / "t.xlsx")
    assert read_file(tmp_path / "t.xlsx").text == f"表\n{shown}\n"


def test_what_nobody_sees_in_a_workbook_is_left_out_and_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    struck = CellRichText("市商务局、", TextBlock(InlineFont(strike=True), "市供销社、"), "市财政局")
    for row in (
        ["序号", "任务", "牵头单位", "上年单位", "配合单位"],
        [1, "建中心", "市科技局", "市外事办", "市教育局"],
        [2, "办展会", "市贸促会", "市外事办", "市文旅局"],
        [3, "建仓库", "市粮食局", "市外事办", struck],
        [4, "招企业", "市投促局", "市外事办", "市档案局"],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["E5"].font = Font(strike=True)
    filtered = book.create_sheet("筛选")
    for row in (["序号", "任务", "责任单位"], [1, "修路", "市交通局"], [2, "种树", "市林业局"]):
        filtered.append(row)
    filtered.auto_filter.ref = "A1:C3"
    filtered.auto_filter.add_filter_column(2, ["市交通局"])
    filtered.row_dimensions[3].hidden = True
    book.create_sheet("底稿").append(["市审计局"])
    book["底稿"].sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    source = read_file(path)
    assert source.text.split("\n")[2:5] == [
        "1\t建中心\t市科技局\t市教育局",
        "3\t建仓库\t市粮食局\t市商务局、市财政局",
        "4\t招企业\t市投促局\t—",
    ]
    assert "市林业局" in source.text
    assert "市外事办" not in source.text
    assert "市审计局" not in source.text
    told = " ".join(source.left_out)
    for part in (
        "底稿",
        "1 hidden row left out (3 of",
        "hidden column left out (D",
        "市供销社、",
        "市档案局",
        "1 row that a filter",
    ):
        assert part in told
    (reading,) = extract(source)
    assert set(source.left_out) <= set(reading.warnings)


def test_hidden_and_struck_words_of_a_word_document_are_left_out_and_told(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("责任单位：市科技局")
    paragraph.add_run("、市外事办").font.strike = True
    paragraph.add_run("、市档案局").font.hidden = True
    sound = paragraph.add_run("、市教育局")
    sound.font.strike = False
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "建仓库"
    cells[1].paragraphs[0].add_run("市粮食局").font.strike = True
    path = tmp_path / "a.docx"
    document.save(str(path))
    source = read_file(path)
    assert source.text == "责任单位：市科技局、市教育局\n建仓库\t—\n"
    assert all(name in source.left_out[0] for name in ("市外事办", "市档案局", "市粮食局"))


def test_struck_words_of_a_web_page_are_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    words = '<del>市经委</del>市经信局、<span style="text-decoration: line-through">市外经局</span>市商务局'
    path.write_text(f"<meta charset=utf-8><p>责任单位：{words}", "utf-8")
    source = read_file(path)
    assert source.text == "责任单位：市经信局、市商务局\n"
    assert source.left_out == ("struck through, left out: 市经委、市外经局",)


def test_a_table_that_lays_out_the_page_around_one_of_duties(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("浙江省任务分工方案")
    outer = document.add_table(rows=2, cols=1)
    outer.cell(0, 0).text = "附件"
    inner = outer.cell(1, 0).add_table(rows=3, cols=3)
    for row, words in zip(inner.rows, ROWS, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.save(str(tmp_path / "n.docx"))
    assert [d["canonical"] for d in facts(tmp_path / "n.docx")["responsibilities"]] == ["浙江省商务厅", "浙江省财政厅"]


def test_sheets_that_each_have_a_title_are_one_document(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, row in zip(("重点任务", "保障任务"), ROWS[1:], strict=True):
        sheet = book.create_sheet(name)
        sheet.append([f"浙江省{name}分工方案"])
        sheet.append(ROWS[0])
        sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(str(tmp_path / "s.xlsx"))
    found = facts(tmp_path / "s.xlsx")
    assert found["document"]["title"] == "浙江省重点任务分工方案"
    assert [d["canonical"] for d in found["responsibilities"]] == ["浙江省商务厅", "浙江省财政厅"]


def test_numbers_that_programs_add_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("抓项目。", "抓服务。"):
        document.add_paragraph(text, style="List Number")
    document.save(str(tmp_path / "p.docx"))
    assert read_file(tmp_path / "p.docx").text == "1.抓项目。\n2.抓服务。\n"
    page = "<ol start=3 style='list-style: cjk-ideographic'><li>抓项目<li>四、抓服务</ol>"
    assert visible(page, "p.html") == "三、抓项目\n四、抓服务\n"


def test_an_archive_gives_each_document_and_each_fault(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("政策/一.txt", "\n".join(POLICIES["layers_targets"]))
        archive.writestr("空.txt", "")
        archive.writestr("图.png", b"x")
        archive.writestr("内.zip", b"PK")
    found = list(read_sources(tmp_path / "a.zip"))
    assert [s.name for s in found if not isinstance(s, ReadError)] == ["一.txt"]
    faults = [str(s) for s in found if isinstance(s, ReadError)]
    assert any("空.txt: the file is empty" in f for f in faults)
    assert any("an archive in an archive" in f for f in faults)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_of_office_files_is_an_archive(tmp_path: Path, packing: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", packing) as archive:
        archive.writestr("一.docx", sound("docx"))
        archive.writestr("二.xlsx", sound("xlsx"))
        for name in ("三.ofd", "四.csv", "页_files/图.png", "setup.exe"):
            archive.writestr(name, b"x")
    assert [s.name for s in readable(tmp_path / "a.zip")] == ["一.docx", "二.xlsx"]
    # What may be a document and is not read is named, as it is of a folder.
    assert (
        [p.name for p in passed_over([tmp_path])]
        == ["三.ofd", "四.csv"]
        == [p.name for p in passed_over([tmp_path / "a.zip"])]
    )


BROKEN = {
    "bomb.zip": (documents.bomb(), "unpacks to"),
    "bomb.docx": (documents.docx_bomb(), "unpacks to"),
    "none.zip": (b"PK no", "not a .zip"),
    "scan.pdf": (documents.scan(), "without a text layer"),
    "locked.pdf": (documents.locked(), "encrypted"),
    "broken.pdf": (b"%PDF-1.7 nothing", "broken"),
    "cycle.pdf": (documents.CYCLE, "broken|can't be read|without a text layer"),
    "old.docx": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "encrypted"),
    "broken.docx": (b"PK\x03\x04 no", "not a Word document"),
    "broken.xlsx": (b"PK\x03\x04 no", "not a workbook"),
    "empty.html": (b"<html></html>", "no text"),
    "deep.html": (b"<div>" * 10_000 + "政策".encode() + b"</div>" * 10_000, "nested too deep"),
    "x.ofd": (b"x", "另存为 .docx 或 PDF 后再试"),
    "photo.jpg": (b"\xff\xd8", "a picture"),
    "nothing.pdf": (b"", "empty"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_can_not_be_read_is_one_line_with_its_mend(tmp_path: Path, name: str) -> None:
    data, message = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=message) as caught:
        read_file(tmp_path / name)
    assert name in str(caught.value)
    assert caught.value.mend
    assert "\n" not in str(caught.value)


def test_old_files_without_an_office_program_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "x.wps").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(ReadError, match=r"need LibreOffice.*另存为 \.docx 或 PDF 后再试"):
        read_file(tmp_path / "x.wps")


def test_nothing_is_fetched_or_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    page = tmp_path / "p.html"
    page.write_text(f"{entity}<html><body>政策&x;<iframe src='{secret.as_uri()}'></iframe></body></html>", "utf-8")
    assert "秘密" not in read_file(page).text
    document = docx.Document()
    document.add_paragraph("政策")
    document.save(str(tmp_path / "p.docx"))
    out = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "p.docx") as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                data = data.replace(b"<w:document", entity.replace("html", "w:document").encode() + b"<w:document", 1)
                data = data.replace("政策".encode(), "政策&x;".encode())
            target.writestr(info, data)
    (tmp_path / "x.docx").write_bytes(out.getvalue())
    assert all("秘密" not in source.text for source in readable(tmp_path / "x.docx"))


def test_lines_of_preformatted_text_stay_lines() -> None:
    page = """<body><p>一、
    总体要求</p><pre class="w"><font>二、重点任务</font>
    (一)<b>建设</b>基地。
    </pre><div style="white-space: pre-wrap">三、保障措施
    <p style="white-space: normal">加强
    领导。</p>组织
    实施。</div>之
    后</body>"""
    assert visible(page, "x.html").splitlines() == [
        "一、 总体要求", "二、重点任务", "(一)建设基地。", "三、保障措施", "加强 领导。", "组织", "实施。", "之 后",
    ]  # fmt: skip


def readable(path: Path) -> list[Source]:
    """Return what can be read; anything but a ReadError comes through and fails the test."""
    found: list[Source] = []
    with contextlib.suppress(ReadError):
        found += [s for s in read_sources(path) if not isinstance(s, ReadError)]
    return found


@cache
def sound(kind: str) -> bytes:
    """Return a file of the kind as it should be."""
    if kind == "zip":
        return documents.bomb()
    lines = POLICIES["layers_targets"]
    if kind == "txt":
        return "\n".join(lines).encode()
    writers: dict[str, Writer] = {
        "docx": documents.write_docx,
        "html": documents.write_html,
        "md": documents.write_markdown,
        "mht": documents.write_mht,
        "pdf": documents.write_pdf,
        "xlsx": lambda path, _: documents.write_xlsx(path, "表", ROWS),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"p.{kind}"
        writers[kind](path, lines)
        return path.read_bytes()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["docx", "pdf", "xlsx", "html", "mht", "md", "zip", "txt"]),
    st.binary(max_size=300),
    st.floats(0, 1),
)
def test_mutilated_files_raise_nothing_but_read_errors(kind: str, noise: bytes, at: float) -> None:
    data = sound(kind)
    place = int(at * len(data))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"p.{kind}"
        path.write_bytes(data[:place] + noise + data[place + len(noise) :])
        for source in readable(path):
            list(extract(source))


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.txt"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        for source in readable(path):
            list(extract(source))


@pytest.mark.slow
def test_a_hundred_megabytes_stay_below_a_gigabyte(tmp_path: Path) -> None:
    paragraph = "".join(POLICIES["layers_targets"]) + "\n"
    path = tmp_path / "large.txt"
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < 100 * 2**20:
            file.write(paragraph * 1000)
    program = (
        "import resource, sys; from pathlib import Path; from extract.read import read_file; "
        "from extract.restore import restore; page = restore(read_file(Path(sys.argv[1])).text); "
        "print(len(page.text), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, check=True, text=True, timeout=300
    )
    kilobytes = int(done.stdout.split()[-1])
    assert kilobytes < 1_000_000
    assert path.stat().st_size < LIMITS.bytes
