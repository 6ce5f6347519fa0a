"""One policy in the kinds of files that people have, made with real libraries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_FONT = "STSong-Light"
# What a government's page has around the policy: some of it looks like titles, headings and duties.
_ABOVE = """<div class="top"><a>无障碍</a> | <a>繁體</a></div>
<ul class="nav"><li><a>首页</a></li><li><a>政务公开</a></li><li><a>互动交流</a></li></ul>
<div>当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; <a>政策文件</a></div>
<div class="hot"><h3>热点推荐</h3><ul><li>宁波市人民政府关于印发宁波市低空经济发展行动计划的通知</li></ul></div>
<script>var duty = '（市财政局负责）';</script>
<div style="display:none">（省财政厅牵头）</div>"""
_BELOW = """<div>扫一扫在手机打开当前页</div><div>分享到：微信 微博</div><a>【打印本页】</a> <a>【关闭窗口】</a>
<h3>相关文件</h3><ul><li>一、浙江省人民政府关于加快智能装备发展的意见（省经信厅牵头）</li></ul>
<div><p>主办单位：宁波市人民政府办公厅　承办单位：市大数据局</p><p>联系电话：0574-12345678</p>
<p>浙ICP备05000001号　网站标识码：3302000001</p></div>"""


def write_html(path: Path, lines: Sequence[str], encoding: str = "utf-8") -> None:
    body = "".join(f"<p>　　{line}</p>\n" for line in lines)
    declared = "gb2312" if encoding == "gb18030" else encoding
    page = f"<html><head><meta charset='{declared}'><title>政策</title></head><body>{_ABOVE}<div>{body}</div>{_BELOW}"
    path.write_bytes((page + "</body></html>").encode(encoding))


def write_mht(path: Path, lines: Sequence[str]) -> None:
    message = EmailMessage()
    message.set_content("\n".join(f"<p>{line}</p>" for line in lines), subtype="html", charset="utf-8", cte="base64")
    path.write_bytes(message.as_bytes())


def write_markdown(path: Path, lines: Sequence[str]) -> None:
    path.write_text("# " + lines[0] + "\n\n" + "\n\n".join(lines[1:]) + "\n", encoding="utf-8")


def write_docx(path: Path, lines: Sequence[str]) -> None:
    """Lay the policy out as offices do: a title in the middle, paragraphs set in, a header, page numbers."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "定江省人民政府公报 2024年第3期"
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        footer.add_run()._element.append(element)
    footer.add_run(" —")
    for i, line in enumerate(lines):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line)
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Serif CJK SC")
        if i == 0:
            paragraph.alignment, run.font.size = WD_ALIGN_PARAGRAPH.CENTER, Pt(22)
        else:
            paragraph.alignment, run.font.size = WD_ALIGN_PARAGRAPH.JUSTIFY, Pt(16)
            paragraph.paragraph_format.first_line_indent = Pt(32)
    document.save(str(path))


def write_wrapped_docx(path: Path, lines: Sequence[str]) -> None:
    """Put the paragraphs where python-docx does not look: content controls, insertions, smart tags, text boxes."""
    document = docx.Document()
    body = document.element.body
    names = nsdecls("w")
    wraps: list[Callable[[str], str]] = [
        lambda t: f"<w:sdt {names}><w:sdtContent><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        lambda t: (
            f"<w:p {names}><w:ins w:id='1' w:author='x'><w:r><w:t>{t}</w:t></w:r></w:ins>"
            "<w:del w:id='2' w:author='x'><w:r><w:delText>（市财政局负责）</w:delText></w:r></w:del></w:p>"
        ),
        lambda t: f"<w:p {names}><w:smartTag w:element='date'><w:r><w:t>{t}</w:t></w:r></w:smartTag></w:p>",
        lambda t: (
            f"<w:p {names}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:txbxContent>"
            "</w:pict></w:r></w:p>"
        ),
    ]
    for i, line in enumerate(lines):
        body.insert(len(body) - 1, parse_xml(wraps[i % len(wraps)](line)))
    document.save(str(path))


def _unbroken(line: str, cut: int) -> bool:
    """Tell whether no program would break a line here: before a closing mark, or in a word."""
    last, following = line[cut - 1 : cut], line[cut : cut + 1]
    return following in tuple("，。、；：）,;:)") or ((last + following).isascii() and (last + following).isalnum())


def write_pdf(path: Path, lines: Sequence[str], characters: int = 28) -> None:
    """Print on A4 with the first line set in, marks hanging down with the character before them, page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    canvas = Canvas(str(path), pagesize=A4)
    size, left, y, page = 16, 74.0, 737.0, 1

    def turn() -> None:
        nonlocal y, page
        canvas.setFont(_FONT, 9)
        canvas.drawCentredString(297, 811, "定江省人民政府公报")
        canvas.setFont(_FONT, 14)
        canvas.drawCentredString(297, 60, f"— {page} —")
        canvas.showPage()
        y, page = 737.0, page + 1

    for number, line in enumerate(lines):
        if number == 0:
            canvas.setFont(_FONT, min(20.0, 440 / len(line)))
            canvas.drawCentredString(297, y, line)
            y -= 40
            continue
        first = True
        while line:
            room = (characters - (2 if first else 0)) * size
            cut = len(line)
            while pdfmetrics.stringWidth(line[:cut], _FONT, size) > room or _unbroken(line, cut):
                cut -= 1
            if y < 100:
                turn()
            canvas.setFont(_FONT, size)
            canvas.drawString(left + (2 * size if first else 0), y, line[:cut])
            line, first = line[cut:], False
            y -= 28
    turn()
    canvas.save()


def write_pdf_table(path: Path, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print a ruled table whose first column is merged over all rows below the heading."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont(_FONT, 18)
    canvas.drawCentredString(297, 780, title)
    canvas.setFont(_FONT, 11)
    edges = [60, 100, 300, 520]
    bottom = 750 - 40 * len(rows)
    for i, row in enumerate(rows):
        top = 750 - 40 * i
        for j, cell in enumerate(row):
            parts = [line[start : start + 16] for line in cell.split("\n") for start in range(0, len(line), 16)]
            for k, part in enumerate(parts):
                canvas.drawString(edges[j] + 4, top - 15 - 14 * k, part)
        canvas.line(edges[0], top, edges[-1], top)
    canvas.line(edges[0], bottom, edges[-1], bottom)
    for x in edges:
        canvas.line(x, 750, x, bottom)
    canvas.showPage()
    canvas.save()


def write_xlsx(path: Path, title: str, rows: Sequence[Sequence[str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    hidden = book.create_sheet("底稿")
    hidden.sheet_state = "hidden"
    hidden.append(["省财政厅负责"])
    book.save(path)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 20_000_000)
    return out.getvalue()


def docx_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w/>" + b" " * 50_000_000)
    return out.getvalue()


def scan() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(100, 100, 200, 200)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt="secret")
    canvas.drawString(100, 100, "x")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


# A tree of pages that is its own child.
CYCLE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>endobj
trailer<</Root 1 0 R/Size 3>>
%%EOF"""
