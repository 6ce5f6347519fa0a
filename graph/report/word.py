"""A report as a Word document: landscape, head rows repeated, pages numbered."""

from __future__ import annotations

import io
import re
from typing import Any

from graph.report.cells import shown
from graph.report.model import Column, Marked, Report, Sheet, Table, say

# Millimetres, as ISO 216 has them, the long side across.
_SIZES = {"A4": (297, 210), "A3": (420, 297)}
_MARGIN = 18
# Of a cell's text, in millimetres: an em, a line, and what stands left and right of it.
_EM, _LINE, _PADDING = 3.175, 4.3, 3.8
# A row that takes more of a page may break: kept whole it would leave as much of the page before it empty.
_MOST = 1 / 3
_BODY, _HEAD = "宋体", "黑体"
# What XML 1.0 can't hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_docx(report: Report) -> bytes:
    """Return the report as a Word document."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    long, short = _SIZES[report.paper]
    section.page_width, section.page_height = Mm(long), Mm(short)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    _east_asian(normal, _BODY)
    normal.paragraph_format.space_after = Pt(2)
    document.core_properties.title = _clean(report.title)[:255]
    document.core_properties.comments = _clean(report.made_from)[:255]
    document.core_properties.author = ""
    _footer(section, report)
    for number, sheet in enumerate(report.sheets):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]
        _sheet(document, sheet, report, long - 2 * _MARGIN, _MOST * (short - 2 * _MARGIN))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _east_asian(style: Any, name: str) -> None:
    """Set the font of a style or run for Chinese, which Word keeps apart from the Latin one."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    style.font.name = name
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)
    # Without its language Chinese gets the glyphs and full stops of another script.
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _run(paragraph: Any, text: str, size: float | None = None, bold: bool = False, font: str | None = None) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(_clean(text))
    run.bold = bold
    if size is not None:
        run.font.size = Pt(size)
    if font is not None:
        run.font.name = font
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _footer(section: Any, report: Report) -> None:
    t = say(report.language)
    paragraph = section.footer.paragraphs[0]
    _run(paragraph, f"{report.made_from}　　{t('第 ', 'page ')}", 8)
    _field(paragraph, "PAGE")
    _run(paragraph, t(" 页，共 ", " of "), 8)
    _field(paragraph, "NUMPAGES")
    _run(paragraph, t(" 页", ""), 8)


def _field(paragraph: Any, code: str) -> None:
    """Add a field that Word works out itself, such as the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        run.font.size = Pt(8)
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)


def _sheet(document: Any, sheet: Sheet, report: Report, width: float, most: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(title, sheet.title, 18, font=_HEAD)
    if sheet.about:
        about = document.add_paragraph()
        about.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(about, sheet.about, 10.5)
    for note in filter(None, (report.made_from, *sheet.notes)):
        _run(document.add_paragraph(), note, 10.5 if note in sheet.notes and not sheet.tables else 9)
    for table in sheet.tables:
        for text, bold in ((table.caption, True), (table.note, False)):
            if text:
                said = document.add_paragraph()
                # On the page of the table that it is about.
                said.paragraph_format.keep_with_next = True
                _run(said, text, 12 if bold else 9, font=_HEAD if bold else None)
        _table(document, table, width, most)


def _table(document: Any, table: Table, width: float, most: float) -> None:
    from docx.shared import Mm

    rows = [*table.lines(), *table.totals]
    grid = document.add_table(rows=1 + len(rows), cols=len(table.columns))
    grid.style = "Table Grid"
    grid.autofit = False
    widths = _widths(table.columns, width)
    # All cells of a row at once: python-docx works out the grid anew for every single cell that is asked for.
    elements = list(grid._tbl.tr_lst)
    # LibreOffice goes by the grid, Word by the cells.
    for column, size in zip(grid._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(size)
    _fill(elements[0], [c.label for c in table.columns], widths, table.columns, "head")
    _whole(elements[0])
    _repeat(elements[0])
    given = [row if isinstance(row, str) else [v if isinstance(v, Marked) else shown(v) for v in row] for row in rows]
    high = [not isinstance(row, str) and max(map(_height, row, widths)) > most for row in given]
    for element, row, breaks in zip(elements[1:], given, high, strict=True):
        if isinstance(row, str):
            _span(element, row, sum(widths))
        else:
            _fill(element, row, widths, table.columns, "body", any(high))
            if not breaks:
                _whole(element)
    document.add_paragraph()


def _widths(columns: tuple[Column, ...], whole: float) -> list[float]:
    total = sum(c.width for c in columns)
    return [whole * c.width / total for c in columns]


def _height(text: str, width: float) -> float:
    """Return about how high a cell gets: a sign of Chinese takes an em, others half of one."""
    room = max(1, int((width - _PADDING) / _EM * 2))
    signs = (sum(2 if ord(c) > 0xFF else 1 for c in line) for line in text.split("\n"))
    return _LINE * sum(max(1, -(-number // room)) for number in signs)


def _cell(element: Any, text: str, centred: bool, shade: str | None, top: bool = False) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor
    from docx.table import _Cell

    cell = _Cell(element, None)  # type: ignore[arg-type]
    if shade:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), shade)
        # Word wants it before the alignment, which is put in its place behind it.
        element.get_or_add_tcPr().append(shading)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.TOP if top else WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, marked in text.runs if isinstance(text, Marked) else ((text, False),):
        _run(paragraph, words, 9, bold=marked or shade is not None, font=_HEAD if shade else None)
        if marked:
            paragraph.runs[-1].font.color.rgb = RGBColor(0xC0, 0, 0)


def _fill(
    row: Any, texts: list[str], widths: list[float], columns: tuple[Column, ...], place: str, top: bool = False
) -> None:
    from docx.shared import Mm

    for element, text, size, column in zip(row.tc_lst, texts, widths, columns, strict=True):
        element.width = Mm(size)
        head = place == "head"
        _cell(element, text, head or column.kind in {"mark", "upright"}, "DCE6F1" if head else None, top)


def _span(row: Any, text: str, width: float) -> None:
    """Make a row one cell across the table."""
    from docx.shared import Mm

    first, *others = row.tc_lst
    for other in others:
        row.remove(other)
    first.grid_span = 1 + len(others)
    first.width = Mm(width)
    _whole(row)
    _cell(first, text, False, "F2F5F9")
    # A heading at the foot of a page, away from its rows, helps nobody.
    for paragraph in first.p_lst:
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:
    """Keep a row on one page."""
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
