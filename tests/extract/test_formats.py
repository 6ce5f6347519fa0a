"""The same policy as people have it: text, web page, Word, PDF, workbook, archive; and files that are none of it."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.errors import ReadError
from extract.pipeline import extract
from extract.read import Source, read_file, read_sources
from tests.conftest import CASES

TEXT = (CASES / "duties_brackets_of_a_province" / "input.txt").read_text(encoding="utf-8")
LINES = TEXT.splitlines()


def facts(path: Path) -> dict[str, Any]:
    (reading,) = extract(read_file(path))
    found = reading.facts
    return {
        "sections": [(s.path, s.title) for s in found.sections],
        "duties": [(d.path, d.agency, d.canonical, d.role) for d in found.responsibilities],
        "head": (found.document.title, found.document.issuers, found.document.issued, found.document.doc_number),
    }


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "p.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def write_docx(path: Path) -> None:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(path))


def write_pdf(path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    y, page = 780.0, 1
    wide = 30
    for line in LINES:
        for i in range(0, len(line), wide):
            if y < 700:
                canvas.setFont("STSong-Light", 9)
                canvas.drawString(280, 30, f"— {page} —")
                canvas.showPage()
                y, page = 780.0, page + 1
            canvas.setFont("STSong-Light", 14)
            canvas.drawString(70, y, line[i : i + wide])
            y -= 22
    canvas.save()


def test_word_gives_the_same_facts(plain: Path, tmp_path: Path) -> None:
    write_docx(tmp_path / "p.docx")
    assert facts(tmp_path / "p.docx") == facts(plain)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_gives_the_same_facts(plain: Path, tmp_path: Path, encoding: str) -> None:
    body = "".join(f"<p>{line}</p>\n" for line in LINES)
    menu = "<nav><a href='/'>首页</a> &gt; <a>政策</a></nav><script>var x = '（市财政局负责）';</script>"
    declared = "gb2312" if encoding == "gb18030" else encoding
    page = (
        f"<html><head><meta charset='{declared}'><title>政策</title></head><body>{menu}<div>{body}</div></body></html>"
    )
    (tmp_path / "p.html").write_bytes(page.encode(encoding))
    assert facts(tmp_path / "p.html") == facts(plain)


def test_a_pdf_gives_the_same_facts(plain: Path, tmp_path: Path) -> None:
    write_pdf(tmp_path / "p.pdf")
    text = read_file(tmp_path / "p.pdf").text
    assert "— 1 —" not in text
    assert facts(tmp_path / "p.pdf") == facts(plain)


def test_numbers_that_word_adds_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("抓项目。", "抓服务。"):
        document.add_paragraph(text, style="List Number")
    document.save(str(tmp_path / "p.docx"))
    assert read_file(tmp_path / "p.docx").text == "1.抓项目。\n2.抓服务。\n"


def test_a_table_is_read_as_rows_everywhere(tmp_path: Path) -> None:
    rows = [["序号", "工作任务", "牵头单位"], ["1", "建口岸", "省商务厅"], ["2", "建平台", "省财政厅"]]
    document = docx.Document()
    document.add_paragraph("浙江省任务分工方案")
    table = document.add_table(rows=3, cols=3)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.save(str(tmp_path / "t.docx"))
    book = openpyxl.Workbook()
    book.active.title = "浙江省任务分工方案"
    for words in rows:
        book.active.append(words)
    book.save(tmp_path / "t.xlsx")
    cells = "".join(f"<tr>{''.join(f'<td>{w}</td>' for w in words)}</tr>" for words in rows)
    (tmp_path / "t.html").write_text(f"<meta charset=utf-8><h1>浙江省任务分工方案</h1><table>{cells}</table>", "utf-8")
    for suffix in (".docx", ".xlsx", ".html"):
        found = facts(tmp_path / f"t{suffix}")
        assert found["sections"] == [("1", "建口岸"), ("2", "建平台")], suffix
        assert [d[2] for d in found["duties"]] == ["浙江省商务厅", "浙江省财政厅"], suffix


def test_an_archive_gives_each_document_and_each_fault(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("政策/一.txt", TEXT)
        archive.writestr("空.txt", "")
        archive.writestr("图.png", b"x")
        archive.writestr("内.zip", b"PK")
    found = list(read_sources(tmp_path / "a.zip"))
    assert [s.name for s in found if not isinstance(s, ReadError)] == ["一.txt"]
    faults = [str(s) for s in found if isinstance(s, ReadError)]
    assert any("空.txt: the file is empty" in f for f in faults)
    assert any("an archive in an archive" in f for f in faults)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 20_000_000)
    return out.getvalue()


def scan() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(100, 100, 200, 200)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


BROKEN = {
    "bomb.zip": (bomb(), "unpacks to"),
    "none.zip": (b"PK no", "not a .zip"),
    "scan.pdf": (scan(), "without a text layer"),
    "broken.pdf": (b"%PDF-1.7 nothing", "broken"),
    "old.docx": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "encrypted"),
    "broken.docx": (b"PK\x03\x04 no", "not a Word document"),
    "broken.xlsx": (b"PK\x03\x04 no", "not a workbook"),
    "empty.html": (b"<html></html>", "no text"),
    "x.wps": (b"x", "另存为 .docx 或 PDF 后再试"),
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


def test_a_page_nested_ten_thousand_levels_deep_is_survived(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<div>" * 10_000 + "政策" + "</div>" * 10_000, encoding="utf-8")
    try:
        text = read_file(tmp_path / "deep.html").text
    except ReadError as fault:
        text = str(fault)
    assert text


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["docx", "pdf", "xlsx", "html", "zip", "txt"]), st.binary(max_size=300), st.integers(0, 4000))
def test_mutilated_files_raise_nothing_but_read_errors(kind: str, noise: bytes, at: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"p.{kind}"
        if kind == "docx":
            write_docx(path)
        elif kind == "pdf":
            write_pdf(path)
        elif kind == "xlsx":
            openpyxl.Workbook().save(path)
        elif kind == "zip":
            path.write_bytes(bomb())
        else:
            path.write_text(TEXT, encoding="utf-8")
        data = path.read_bytes()
        path.write_bytes(data[:at] + noise + data[at + len(noise) :])
        for source in readable(path):
            list(extract(source))


def readable(path: Path) -> list[Source]:
    """Return what can be read; anything but a ReadError comes through and fails the test."""
    found: list[Source] = []
    with contextlib.suppress(ReadError):
        found += [s for s in read_sources(path) if not isinstance(s, ReadError)]
    return found
