"""PDF files: the text layer without what repeats on every page, its lines joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter

from extract.errors import ReadError

_PAGE_NUMBER = re.compile(r"[\s—\-–·第页/共\d]{1,20}$")
_ENDS = re.compile(r"[。；;：:！!？?）)」』】]$")
_BEGINS = re.compile(
    r"\s*(?:第[〇零一二三四五六七八九十百\d]+[篇编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,3}[.．、](?!\d)|[①-⑳]"
    r"|附件|—|·|(?:20\d{2}|二[〇○零一二三四五六七八九]{3})年\S{1,3}月\S{1,3}日)"
)
# A full line of print reaches near the right margin; a shorter one ends its paragraph.
_FULL = 0.82
_EDGE = 2


def read(data: bytes, name: str) -> str:
    """Return the text of a PDF.

    Raises
    ------
    ReadError
        If it is encrypted, broken, too long, or has no text layer.
    """
    import pypdfium2

    from extract.read import LIMITS

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        what = "encrypted" if "password" in str(fault).lower() else "broken"
        raise ReadError(f"{name}: a PDF that is {what}", "save it without a password (另存为) and try again") from fault
    try:
        if len(document) > LIMITS.pages:
            raise ReadError(f"{name}: {len(document)} pages, more than the {LIMITS.pages} that are read", "split it")
        pages = [_page(document, i, name) for i in range(len(document))]
    finally:
        document.close()
    if not any(line for page in pages for line in page):
        raise ReadError(f"{name}: a PDF without a text layer, a scan", "read it by OCR first (先用 OCR 识别成文字)")
    return "\n".join(_paragraphs(_without_edges(pages))) + "\n"


def _page(document: object, index: int, name: str) -> list[str]:
    import pypdfium2

    try:
        page = document[index]  # type: ignore[index]
        text = page.get_textpage().get_text_range()
    except pypdfium2.PdfiumError as fault:
        raise ReadError(f"{name}: page {index + 1} can't be read ({fault})", "print it to a new PDF") from fault
    return [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]


def _without_edges(pages: list[list[str]]) -> list[str]:
    """Drop page numbers, and the first and last lines that come again on most pages."""
    edges = Counter(re.sub(r"\d+", "#", line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]})
    often = max(2, len(pages) * 0.6)
    out = []
    for page in pages:
        for i, line in enumerate(page):
            edge = i < _EDGE or i >= len(page) - _EDGE
            repeated = len(pages) > 2 and edges[re.sub(r"\d+", "#", line)] >= often
            if edge and (_PAGE_NUMBER.fullmatch(line) or repeated):
                continue
            out.append(line)
    return out


def _paragraphs(lines: list[str]) -> list[str]:
    """Join lines that were broken by the margin."""
    if not lines:
        return []
    width = sorted(map(len, lines))[int(len(lines) * 0.9)]
    out = [lines[0]]
    last = lines[0]
    for line in lines[1:]:
        broken = len(last) >= _FULL * width and not _BEGINS.match(line)
        if broken and not (_ENDS.search(last) and len(last) < width):
            space = (
                " " if last[-1:].isascii() and last[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum() else ""
            )
            out[-1] += space + line
        else:
            out.append(line)
        last = line
    return out
