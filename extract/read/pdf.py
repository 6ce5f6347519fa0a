"""PDF files: the text layer, characters set in lines by their places, lines joined to paragraphs.

The order in which a PDF draws its characters is no reading order, and the spaces that a viewer guesses between
scripts were never written: lines are made here from the characters' baselines. A line was broken by the margin where
what begins the next line would not have fitted any more; otherwise its paragraph ended there.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from extract import patterns as re
from extract.errors import ReadError
from extract.read.blocks import Char
from extract.read.cells import cell_of, joined
from extract.read.columns import Columns
from extract.read.limits import Limits
from extract.read.margins import body
from extract.read.print import Line, Page, rejoined
from extract.read.ruled import Rules, Table, rules_of, tables_of
from extract.read.spread import Sheet, side_by_side
from extract.read.unruled import tables_below

_ENDS = re.compile(r"[。；;：:！!？?）)」』】〕]$")
# What begins a paragraph wherever it stands, and what does so behind a closing mark only.
_HEADING = re.compile(
    r"(?:第[〇零一二三四五六七八九十百\d]+[篇编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|附件\d*[:：]"
    r"|各[^。]{2,80}[:：]$)"
)
_BEGINS = re.compile(
    r"(?:[（(]\d{1,3}[)）]|\d{1,3}[.．、](?!\d)|[①-⑳]|—|·|(?:20\d{2}|二[〇○零一二三四五六七八九]{3})年\S{1,3}月\S{1,3}日)"
)
_STOPS = re.compile(r"[。，；：,;:]")
_GOES_ON = re.compile(r"[第、，,和及与至—（(《“]$")
_OPENS = frozenset("（(《“‘【〔[")
# How the library gives a hyphen at the end of a line.
_HYPHEN_AT_END = 2
# No line begins with these, so the character before them goes down with them.
_NO_START = frozenset("，。、；：！？）】〕》”’,.;:!?)]%％")
# Measures below are shares of the size of the type.
# So many characters of room at the end of a line in a cell, its margins among them, and the next word would have fit.
_ROOM = 3.0
_SAME_LINE = 0.4
_WORD_GAP = 0.2
_COLUMN_GAP = 1.8
_SLACK = 0.5
_INDENT = 1.4
_WIDE_PITCH = 1.7
_EARLY = 0.2
# As many lines at the left margin make it the margin, and lines set in from it the first of their paragraphs.
_FLUSH_SHARE = 0.25
_MARGIN_SHARE = 0.05
# By how much the right margin may be wider than the left one.
_UNLIKE = 1.5


def read(data: bytes, name: str, limits: Limits) -> str:
    """Return the text of a PDF.

    Raises
    ------
    ReadError
        If it is encrypted, broken, too long, or has no text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            mend = "save it without a password (另存为) and try again"
            raise ReadError(f"{name}: a PDF that is encrypted", mend) from fault
        raise ReadError(f"{name}: a PDF that is broken", "print it to a new PDF, or fetch it again") from fault
    try:
        if len(document) > limits.pages:
            raise ReadError(f"{name}: {len(document)} pages, more than the {limits.pages} that are read", "split it")
        sheets = [_sheet(document, i, name) for i in range(len(document))]
    finally:
        document.close()
    pages = list(_pages(side_by_side(sheets)))
    if not any(page.lines for page in pages):
        raise ReadError(f"{name}: a PDF without a text layer, a scan", "read it by OCR first (先用 OCR 识别成文字)")
    lines = rejoined(body([(page.lines, page.height) for page in pages]))
    return "\n".join(_paragraphs(lines, median(page.width for page in pages))) + "\n"


def _sheet(document: Any, index: int, name: str) -> Sheet:
    import pypdfium2

    try:
        page = document[index]
        chars = tuple(_chars(page.get_textpage()))
        return Sheet(chars, rules_of(page), float(page.get_width()), float(page.get_height()))
    except pypdfium2.PdfiumError as fault:
        raise ReadError(f"{name}: page {index + 1} can't be read ({fault})", "print it to a new PDF") from fault


def _pages(sheets: Sequence[Sheet]) -> Iterator[Page]:
    columns: Columns | None = None
    before: Rules | None = None
    for index, sheet in enumerate(sheets):
        rest, ruled = tables_of(sheet.chars, sheet.rules, before)
        before = sheet.rules
        rest, bare, columns = tables_below(rest, columns)
        lines = [*_lines(rest, index), *(line for table in (*ruled, *bare) for line in _rows(table, index))]
        yield Page(sorted(lines, key=lambda line: -line.y), sheet.width, sheet.height)


def _chars(textpage: Any) -> Iterator[Char]:
    """Yield the characters that are printed upright, without those that the library made up."""
    import ctypes

    import pypdfium2.raw as pdfium

    handle = textpage.raw
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(pdfium.FPDFText_CountChars(handle)):
        code = pdfium.FPDFText_GetUnicode(handle, i)
        if code == _HYPHEN_AT_END:
            code = ord("-")
        if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or pdfium.FPDFText_IsGenerated(handle, i):
            continue
        # A watermark lies across the page.
        angle = pdfium.FPDFText_GetCharAngle(handle, i)
        if 0.1 < angle < 6.18:
            continue
        pdfium.FPDFText_GetCharOrigin(handle, i, x, y)
        pdfium.FPDFText_GetLooseCharBox(handle, i, box)
        size = pdfium.FPDFText_GetFontSize(handle, i) or 1.0
        # The size may be set by a scale: the height of the box is what is seen.
        yield Char(chr(code), x.value, box.right, y.value, max(box.top - box.bottom, 0.1) if size <= 1.5 else size)


def _lines(chars: Sequence[Char], page: int) -> list[Line]:
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -c.y):
        if rows and abs(rows[-1][0].y - char.y) <= _SAME_LINE * max(rows[-1][0].size, char.size):
            rows[-1].append(char)
        else:
            rows.append([char])
    made = (_line(sorted(row, key=lambda c: c.x), page) for row in rows)
    return [line for line in made if line is not None]


def _rows(table: Table, page: int) -> Iterator[Line]:
    """Yield the rows of a table as lines, tabs between the cells, in order below its upper edge."""
    for i, row in enumerate(table.rows):
        cells, full = [], []
        for cell, width in zip(row, table.widths[i], strict=True):
            lines = _lines(cell, page)
            roomy = [width - (line.right - line.left) > _ROOM * line.size for line in lines]
            cells.append(cell_of([line.text for line in lines], roomy))
            full.append(bool(lines) and not roomy[-1])
        if not any(cells):
            continue
        chars = [c for cell in row for c in cell]
        size = median(c.size for c in chars)
        left, right = min(c.x for c in chars), max(c.right for c in chars)
        y = table.top - i / 1000
        yield Line("\t".join(cells), left, right, y, size, 0.0, page, tuple(cells), tuple(full))


def _line(row: Sequence[Char], page: int) -> Line | None:
    if all(c.char.isspace() for c in row):
        return None
    while row[0].char.isspace():
        row = row[1:]
    while row[-1].char.isspace():
        row = row[:-1]
    size = median(c.size for c in row)
    printed = [c for c in row if not c.char.isspace()]
    spaced = {b.x for a, b in itertools.pairwise(row) if a.char.isspace()}
    # Justified lines are stretched: what counts is a gap beside the line's others.
    usual = median((b.x - a.right) / size for a, b in itertools.pairwise(printed)) if printed[1:] else 0.0
    out = [printed[0].char]
    for last, char in itertools.pairwise(printed):
        # Fake bold prints a character twice, a hair apart.
        if char.char == last.char and char.x - last.x < 0.15 * size:
            continue
        gap = (char.x - last.right) / size - max(usual, 0.0)
        if gap > _COLUMN_GAP:
            out.append("  ")
        elif char.x in spaced or (gap > _WORD_GAP and _latin(last.char) == _latin(char.char) and _word(last, char)):
            out.append(" ")
        out.append(char.char)
    return Line("".join(out), row[0].x, row[-1].right, row[0].y, size, _first(printed), page)


def _word(last: Char, char: Char) -> bool:
    """Tell whether both belong to words, since marks carry space of their own."""
    return last.char.isalnum() and char.char.isalnum()


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _first(row: Sequence[Char]) -> float:
    """Return the width of what can't be broken at the beginning of a line: a word, or a character and its mark."""
    end = 1
    while end < len(row) and row[end - 1].char in _OPENS:
        end += 1
    if _latin(row[end - 1].char):
        while end < len(row) and (_latin(row[end].char) or row[end].char in "-+./—–~"):
            end += 1
    while end < len(row) and row[end].char in _NO_START:
        end += 1
    return row[end - 1].right - row[0].x


def _paragraphs(lines: Sequence[Line], width: float) -> list[str]:
    """Join lines that were broken by the margin; ``width`` is that of the pages."""
    if not lines:
        return []
    pitches = [a.y - b.y for a, b in itertools.pairwise(lines) if a.page == b.page and a.y > b.y]
    pitch = median(pitches) if pitches else 0.0
    left = _left(lines)
    # Where few lines are full, margins are taken to be alike on both sides.
    right = max(_right(lines), width - left - _UNLIKE * median(line.size for line in lines))
    flush = sum(line.left - left < line.size for line in lines) >= _FLUSH_SHARE * len(lines)
    out = [lines[0].text]
    for last, line in itertools.pairwise(lines):
        room = right - last.right
        if last.left - left > last.size and abs((last.left - left) - room) < last.size:
            # A centred line has its room on both sides.
            room *= 2
        # A line may be broken early, where a long word follows; a sentence then goes on behind it.
        prose = _STOPS.search(out[-1]) is not None and not _ENDS.search(last.text)
        unfinished = prose and room < _EARLY * (right - left)
        fits = line.first + _SLACK * line.size <= room and not unfinished
        apart = last.page == line.page and pitch and last.y - line.y > _WIDE_PITCH * pitch
        indented = line.left - left >= _INDENT * line.size
        starts = indented and (flush or line.left - last.left >= line.size)
        heading = (_HEADING.match(line.text) and not _GOES_ON.search(last.text)) or (
            _BEGINS.match(line.text) and _ENDS.search(last.text)
        )
        resized = abs(line.size - last.size) > 0.15 * line.size
        if last.row or line.row or fits or apart or starts or heading or resized:
            out.append(line.text)
        else:
            out[-1] = joined((out[-1], line.text))
    return out


def _right(lines: Sequence[Line]) -> float:
    """Return the right margin: the furthest place where lines end that are not alone there; marks may hang over it."""
    ends = sorted((line.right for line in lines), reverse=True)
    size = median(line.size for line in lines)
    company = max(2, _MARGIN_SHARE * len(lines))
    for end in ends:
        near = [e for e in ends if end - size < e <= end]
        if len(near) >= company:
            return float(Counter(round(e) for e in near).most_common(1)[0][0])
    return ends[0]


def _left(lines: Sequence[Line]) -> float:
    """Return the left margin: where most of the leftmost lines begin."""
    starts = Counter(round(line.left) for line in lines)
    usual = [x for x, n in starts.items() if n >= 0.1 * len(lines)]
    return float(min(usual or starts))
