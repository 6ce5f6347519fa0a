"""Word documents: paragraphs with the numbers that Word adds by itself, tables as rows, in order.

The document's XML is walked here, since python-docx leaves out what stands in content controls, smart tags, tracked
insertions and text boxes, and a paragraph lost in silence may be a duty.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from extract.errors import ReadError
from extract.read.found import Found, some
from extract.read.limits import Limits, check_archive
from extract.read.numbers import written
from extract.tables.model import opens

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# An encrypted .docx is an OLE file, not a zip.
_OLE = b"\xd0\xcf\x11\xe0"
# Deleted and moved-away text, field instructions, and the older of two drawings of one thing.
_LEFT_OUT = frozenset({_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _W + "pPr", _MC + "Fallback"})
# Hidden text is not printed; what is struck through was taken out of a draft.
_UNSEEN = (_W + "vanish", _W + "strike", _W + "dstrike")
_BREAKS = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_BOX = _W + "txbxContent"


def read(data: bytes, name: str, limits: Limits) -> Found:
    """Return the text of a .docx; hidden text and what is struck through is left out and told.

    Raises
    ------
    ReadError
        If it is encrypted, unpacks to more than is read, or is no Word document.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    if data.startswith(_OLE):
        raise ReadError(f"{name}: encrypted, or an old .doc", "save it as .docx without a password (另存为 .docx)")
    check_archive(data, name, limits)
    try:
        document = docx.Document(io.BytesIO(data))
        unseen = [
            words for run in document.element.body.iter(_W + "r") if _is_unseen(run) and (words := _words(run).strip())
        ]
        text = "\n".join(_blocks(document.element.body, _Numbers(document))) + "\n"
        told = f"hidden or struck through, left out: {some(unseen)}; if wanted, 取消隐藏文字、去掉删除线"
        return Found(text, (told,) if unseen else ())
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, XMLSyntaxError) as fault:
        raise ReadError(f"{name}: not a Word document that can be read", "open it in Word and save it again") from fault


def _blocks(parent: Any, numbers: _Numbers) -> Iterator[str]:
    """Yield the lines of a body, a cell or a text box."""
    for element in parent:
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == _W + "p":
            text = _text(element).strip()
            if text:
                yield from (numbers.of(element) + text).split("\n")
            for box in _boxes(element):
                yield from _blocks(box, numbers)
        elif element.tag == _W + "tbl":
            yield from _rows(element, numbers)
        else:
            # Content controls, custom XML and tracked insertions hold blocks of their own.
            yield from _blocks(element, numbers)


def _text(element: Any) -> str:
    out = []
    for child in element:
        if child.tag == _W + "t":
            out.append(child.text or "")
        elif child.tag in _BREAKS:
            out.append(_BREAKS[child.tag])
        elif child.tag not in _LEFT_OUT and child.tag != _BOX and not _is_unseen(child):
            out.append(_text(child))
    return "".join(out)


def _is_unseen(element: Any) -> bool:
    """Tell whether a run is hidden or struck through."""
    properties = element.find(_W + "rPr") if element.tag == _W + "r" else None
    marks = () if properties is None else (properties.find(tag) for tag in _UNSEEN)
    return any(mark is not None and mark.get(_W + "val", "1") not in ("0", "false", "off") for mark in marks)


def _words(run: Any) -> str:
    return "".join(child.text or "" for child in run if child.tag == _W + "t")


def _boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _boxes(child)


def _rows(table: Any, numbers: _Numbers) -> Iterator[str]:
    """Yield a table's rows, tabs between the cells; a cell merged downwards is given in each of its rows."""
    above: dict[int, str] = {}
    for row in _within(table, _W + "tr"):
        cells: list[str] = []
        inner: list[list[str]] = []
        column = 0
        for cell in _within(row, _W + "tc"):
            properties = cell.find(_W + "tcPr")
            span = _value(properties, "gridSpan", "1")
            merge = properties.find(_W + "vMerge") if properties is not None else None
            if merge is not None and merge.get(_W + "val", "continue") == "continue":
                text = above.get(column, "")
            else:
                inner.append(list(_blocks(cell, numbers)))
                text = " ".join(" ".join(inner[-1]).split())
                if not text and any(map(_is_unseen, cell.iter(_W + "r"))):
                    # A blank cell would repeat what stands over it.
                    text = "—"
            above[column] = text
            cells.append(text)
            column += int(span) if span.isdigit() else 1
        if any(opens(line.split("\t")) for lines in inner for line in lines if "\t" in line):
            # A table that only lays the page out, around one of duties.
            yield from (line for lines in inner for line in lines)
        elif any(cells):
            yield "\t".join(cells)


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the children of a tag, those in content controls and tracked insertions too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _LEFT_OUT and child.tag not in (_W + "tr", _W + "tc", _W + "tcPr", _W + "tbl"):
            yield from _within(child, tag)


def _value(element: Any, tag: str, default: str) -> str:
    found = element.find(_W + tag) if element is not None else None
    return default if found is None else str(found.get(_W + "val", default))


class _Numbers:
    """The numbers of automatic lists, as Word would print them.

    Lists of one abstract definition go on counting, unless an override starts them anew.
    """

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.definition: dict[str, str] = {}
        self.restarts: dict[tuple[str, int], int] = {}
        self.counts: dict[tuple[str, int], int] = {}
        self.seen: set[str] = set()
        self.styles = {s.style_id: s.element for s in document.styles}
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is None:
            return
        root = part.element
        abstract = {a.get(_W + "abstractNumId"): a for a in root.iter(_W + "abstractNum")}
        for num in root.iter(_W + "num"):
            number = num.get(_W + "numId")
            source = abstract.get(_value(num, "abstractNumId", ""))
            if source is None:
                continue
            self.definition[number] = source.get(_W + "abstractNumId")
            for level in source.iter(_W + "lvl"):
                self._level(number, level)
            for override in num.iter(_W + "lvlOverride"):
                depth = int(override.get(_W + "ilvl", "0"))
                for level in override.iter(_W + "lvl"):
                    self._level(number, level)
                start = _value(override, "startOverride", "")
                if start.isdigit():
                    self.restarts[number, depth] = int(start)

    def _level(self, number: str, level: Any) -> None:
        start = _value(level, "start", "1")
        key = (number, int(level.get(_W + "ilvl", "0")))
        form, text = _value(level, "numFmt", "decimal"), _value(level, "lvlText", "")
        self.levels[key] = (form, text, int(start) if start.isdigit() else 1)

    def of(self, paragraph: Any) -> str:
        """Return the number in front of a paragraph, empty where Word prints none."""
        found = self._properties(paragraph)
        if found is None:
            return ""
        number = _value(found, "numId", "0")
        depth = int(_value(found, "ilvl", "0"))
        level = self.levels.get((number, depth))
        if level is None or level[0] in ("bullet", "none"):
            return ""
        counter = self.definition[number]
        if number not in self.seen:
            self.seen.add(number)
            for (restarted, at), start in self.restarts.items():
                if restarted == number:
                    self.counts[counter, at] = start - 1
        self.counts[counter, depth] = self.counts.get((counter, depth), level[2] - 1) + 1
        for deeper in [k for k in self.counts if k[0] == counter and k[1] > depth]:
            del self.counts[deeper]
        text = level[1]
        for i in range(depth + 1):
            form = self.levels.get((number, i), level)
            text = text.replace(f"%{i + 1}", written(self.counts.get((counter, i), form[2]), form[0]))
        return text

    def _properties(self, paragraph: Any) -> Any:
        """Return a paragraph's numbering, its own or that of its style or of one that this is based on."""
        own = paragraph.find(_W + "pPr")
        found = own.find(_W + "numPr") if own is not None else None
        style = _value(own, "pStyle", "")
        for _ in range(10):
            if found is not None or style not in self.styles:
                return found
            element = self.styles[style]
            properties = element.find(_W + "pPr")
            found = properties.find(_W + "numPr") if properties is not None else None
            style = _value(element, "basedOn", "")
        return found
