"""Web pages: every visible word, a block a line, a table's row a line; what is furniture is told later."""

from __future__ import annotations

import re
from typing import Any

from extract.errors import ReadError
from extract.numbering import number_at
from extract.read.found import Found, some
from extract.read.limits import Limits
from extract.read.numbers import written
from extract.read.text import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_GBK = ("gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312")
# What a browser shows no words of, and what it begins a new line for; inputs and pictures have no words.
# fmt: off
_SILENT = frozenset((
    "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "textarea", "datalist",
    "canvas", "audio", "video", "math",
))
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
))
# fmt: on
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# What somebody took out of the text and left to be seen.
_STRUCK = frozenset(("del", "s", "strike"))
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_SPACE = re.compile(r"[ \t\r\n\xa0]+")
# Whether line breaks in the source are shown: CSS Text 3, section 3, the property white-space.
_WHITE_SPACE = re.compile(r"(?<![\w-])white-space\s*:\s*(?P<kept>pre(?:-wrap|-line)?\b|break-spaces)?", re.I)
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
_LONGEST_SPAN = 1000
# A cell of more lines than this is a part of the page's layout.
_LONGEST_CELL = 12


def read(data: bytes, name: str, limits: Limits) -> Found:
    """Return the visible text of an HTML page; what is struck through is left out and told.

    Raises
    ------
    ReadError
        If the page is in no encoding that can be read, nested deeper than the parser goes, or not HTML.
    """
    return seen(_decode(data, name), name)


def visible(text: str, name: str) -> str:
    """Return the visible text of decoded HTML; see :func:`read`."""
    return seen(text, name).text


def seen(text: str, name: str) -> Found:
    """Return the visible text of decoded HTML, and what of it is struck through; see :func:`read`."""
    from lxml import etree, html

    # The parser refuses characters that XML has none of, and an encoding declared in text.
    text = _NO_XML.sub("", _DECLARATION.sub("", text))
    parser = html.HTMLParser(no_network=True, recover=True, huge_tree=True)
    mend = "save it again, or copy its text into a .txt file"
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise ReadError(f"{name}: not a web page that can be read ({fault})", mend) from fault
    # What lies deeper than the parser goes it leaves out, and says so only here.
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError(f"{name}: elements nested too deep to be read whole", mend)
    lines = _Lines(etree)
    whole = "\n".join(lines.of(root)) + "\n"
    return Found(whole, (f"struck through, left out: {some(lines.struck)}",) if lines.struck else ())


def _decode(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if encoding in _GBK else encoding)
        except (UnicodeDecodeError, LookupError):
            pass  # pages lie about their encoding: it is found from the bytes below
    return decode(data, name)[0]


class _Lines:
    """The lines of one page, gathered while its elements are walked once."""

    def __init__(self, etree: Any) -> None:
        self.etree = etree
        self.lines: list[str] = []
        self.current: list[str] = []
        self.counters: list[_Counter | None] = []
        self.tables: list[_Grid] = []
        # The elements that say whether line breaks are shown in them, and what the innermost says.
        self.breaks: list[tuple[Any, bool]] = []
        self.struck: list[str] = []

    def of(self, root: Any) -> list[str]:
        silent: Any = None
        for event, element in self.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event in ("comment", "pi"):
                if silent is None and element.tail:
                    self._say(element.tail)
                continue
            if event == "start":
                if silent is None and _unseen(element):
                    silent = element
                elif silent is None and _is_struck(element):
                    silent = element
                    self.struck += filter(None, [" ".join("".join(element.itertext()).split())])
                if silent is None:
                    self._open(element)
                    self._say(element.text or "")
                continue
            if silent is None:
                self._shut(element)
            elif silent is element:
                silent = None
            if silent is None and element.tail:
                self._say(element.tail)
        self._close()
        return self.lines

    def _say(self, text: str) -> None:
        if not self.breaks or not self.breaks[-1][1]:
            self.current.append(text)
            return
        first, *others = text.split("\n")
        self.current.append(first)
        for line in others:
            self._close()
            self.current.append(line)

    def _open(self, element: Any) -> None:
        tag = element.tag
        shown = _WHITE_SPACE.search(element.get("style", ""))
        if shown is not None or tag == "pre":
            self.breaks.append((element, shown is None or shown["kept"] is not None))
        if tag in ("ol", "ul"):
            self.counters.append(_Counter(element) if tag == "ol" else None)
        if tag == "table":
            self._close()
            self.tables.append(_Grid(len(self.lines)))
        elif tag == "tr" and self.tables:
            self._close()
            self.tables[-1].start_row()
        elif tag in ("td", "th") and self.tables:
            self._close()
            self.tables[-1].start_cell(element, len(self.lines))
        elif tag in _BLOCKS or tag == "br":
            self._close()
        if tag == "li" and self.counters and self.counters[-1] is not None:
            self.current.append(self.counters[-1].next(element))

    def _shut(self, element: Any) -> None:
        tag = element.tag
        if self.breaks and self.breaks[-1][0] is element:
            self.breaks.pop()
        if tag in _BLOCKS or tag in ("td", "th"):
            self._close()
        if tag in ("ol", "ul") and self.counters:
            self.counters.pop()
        if tag in ("td", "th") and self.tables:
            self.tables[-1].end_cell(self._taken(self.tables[-1].cell_from))
        elif tag == "tr" and self.tables:
            self.tables[-1].end_row()
        elif tag == "table" and self.tables:
            grid = self.tables.pop()
            # A caption, or what stands between rows against the rules, comes first.
            self.lines += grid.rows

    def _taken(self, start: int) -> list[str]:
        """Take back the lines of a cell."""
        lines = self.lines[start:]
        del self.lines[start:]
        return lines

    def _close(self) -> None:
        line = _SPACE.sub(" ", "".join(self.current)).strip(" ")
        self.current.clear()
        if not line.strip():
            return
        # A list's number is printed by the browser; items that carry one of their own have none before it.
        if line.startswith(_Counter.MARK):
            number, _, rest = line[1:].partition(_Counter.MARK)
            line = rest.lstrip() if number_at(rest.lstrip(), 0) else number + rest.lstrip()
        self.lines.append(line)


def _unseen(element: Any) -> bool:
    return (
        element.tag in _SILENT
        or "hidden" in element.attrib
        or _HIDDEN.search(element.get("style", "")) is not None
        or (element.tag == "input" and element.get("type") == "hidden")
    )


def _is_struck(element: Any) -> bool:
    return element.tag in _STRUCK or _LINE_THROUGH.search(element.get("style", "")) is not None


class _Counter:
    """The numbers of an ordered list, between marks until it is known whether the item prints its own."""

    MARK = "\x1f"

    def __init__(self, element: Any) -> None:
        start = element.get("start", "1")
        self.value = int(start) - 1 if re.fullmatch(r"-?\d{1,6}", start) else 0
        style = _LIST_STYLE.search(element.get("style", ""))
        self.form = style[1] if style else _TYPES.get(element.get("type", "1"), "decimal")

    def next(self, item: Any) -> str:
        own = item.get("value", "")
        self.value = int(own) if re.fullmatch(r"\d{1,6}", own) else self.value + 1
        if self.form == "none":
            return ""
        mark = "、" if self.form.startswith(("cjk", "simp", "trad")) else "."
        return f"{self.MARK}{written(self.value, self.form)}{mark}{self.MARK}"


class _Grid:
    """A table: rows of cells with tabs between; a cell over several rows is given in each of them.

    Old pages lay themselves out in tables: where one cell holds all of a row, or whole pages stand in cells, their lines
    stay lines.
    """

    def __init__(self, start: int) -> None:
        self.start = start
        self.cell_from = start
        self.rows: list[str] = []
        self.row: dict[int, list[str]] = {}
        # Cells that reach into this row and the next one: column → rows left, words.
        self.held: dict[int, tuple[int, list[str]]] = {}
        self.next_held: dict[int, tuple[int, list[str]]] = {}
        self.column = 0
        self.spans = (1, 1)

    def start_row(self) -> None:
        self.row = {}
        self.column = 0

    def start_cell(self, element: Any, at: int) -> None:
        self.cell_from = at
        self.spans = (_span(element, "colspan"), _span(element, "rowspan"))
        while self.column in self.held:
            self._fill(self.column)
            self.column += 1

    def _fill(self, column: int) -> None:
        left, words = self.held.pop(column)
        self.row[column] = words
        if left > 1:
            self.next_held[column] = (left - 1, words)

    def end_cell(self, lines: list[str]) -> None:
        across, down = self.spans
        self.row[self.column] = lines
        if down > 1:
            self.next_held[self.column] = (down - 1, lines)
        self.column += across

    def end_row(self) -> None:
        for column in sorted(self.held):
            self._fill(column)
        self.held, self.next_held = self.next_held, {}
        cells = [self.row[c] for c in sorted(self.row)]
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or any(len(cell) > _LONGEST_CELL or "\t" in "".join(cell) for cell in filled):
            self.rows += [line for cell in filled for line in cell]
        else:
            self.rows.append("\t".join(" ".join(" ".join(cell).split()) for cell in cells).rstrip("\t"))


def _span(element: Any, name: str) -> int:
    value = element.get(name, "1").strip()
    return min(int(value), _LONGEST_SPAN) if value.isascii() and value.isdigit() and int(value) > 0 else 1
