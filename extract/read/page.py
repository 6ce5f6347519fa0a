"""Web pages: every visible word, a block a line; what is the policy and what is furniture is told later."""

from __future__ import annotations

import re
from typing import Any

from extract.errors import ReadError
from extract.read.limits import Limits
from extract.read.text import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "textarea"}
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACE = re.compile(r"[ \t\r\n\xa0]+")


def read(data: bytes, name: str, limits: Limits) -> str:
    """Return the visible text of an HTML page.

    Raises
    ------
    ReadError
        If the page is in no encoding that can be read, or not HTML.
    """
    from lxml import etree, html

    text = _decode(data, name)
    # The parser refuses characters that XML has none of, and an encoding declared in text.
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", re.sub(r"^\s*<\?xml[^>]*>", "", text))
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, recover=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise ReadError(
            f"{name}: not a web page that can be read ({fault})", "save it again, or copy its text"
        ) from fault
    return _text(root, etree)


def _decode(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding)
        except (UnicodeDecodeError, LookupError):
            pass  # pages lie about their encoding: it is found from the bytes below
    return decode(data, name)[0]


def _text(root: Any, etree: Any) -> str:
    lines: list[str] = []
    current: list[str] = []
    silent = 0

    def close() -> None:
        line = (
            _SPACE.sub(" ", "".join(current).replace("\t\t", "\t")) if "\t" not in "".join(current) else _row(current)
        )
        if line.strip():
            lines.append(line.strip(" "))
        current.clear()

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SILENT or not tag:
                silent += 1
            elif (tag in _BLOCKS and not (tag == "p" and _in_cell(element))) or tag == "br":
                close()
            if not silent and element.text:
                current.append(element.text)
            continue
        if tag in _SILENT or not tag:
            silent -= 1
        elif tag in ("td", "th"):
            current.append("\t")
        elif tag in _BLOCKS and not (tag == "p" and _in_cell(element)):
            close()
        if not silent and element.tail:
            current.append(element.tail)
    close()
    return "\n".join(lines) + "\n"


def _in_cell(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("td", "th")


def _row(pieces: list[str]) -> str:
    """Join a table's row: white space inside a cell folded, a tab between cells."""
    cells = "".join(p if p == "\t" else _SPACE.sub(" ", p) for p in pieces).rstrip("\t").split("\t")
    return "\t".join(cell.strip() for cell in cells)
