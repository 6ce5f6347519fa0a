"""Word documents: paragraphs with the numbers that Word adds by itself, tables as rows, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from extract.errors import ReadError
from extract.read.limits import Limits

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
# An encrypted .docx is an OLE file, not a zip.
_OLE = b"\xd0\xcf\x11\xe0"


def read(data: bytes, name: str, limits: Limits) -> str:
    """Return the text of a .docx.

    Raises
    ------
    ReadError
        If it is encrypted or no Word document.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if data.startswith(_OLE):
        raise ReadError(f"{name}: encrypted, or an old .doc", "save it as .docx without a password (另存为 .docx)")
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as fault:
        raise ReadError(f"{name}: not a Word document that can be read", "open it in Word and save it again") from fault
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Any) -> Iterator[str]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    numbers = _Numbers(document)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            text = block.text.strip()
            if text:
                yield from (numbers.of(block) + text).split("\n")
        elif isinstance(block, Table):
            for row in block.rows:
                cells: list[str] = []
                last = None
                for cell in row.cells:
                    # A merged cell is given once for each column that it covers.
                    if cell._tc is not last:
                        cells.append(" ".join(cell.text.split()))
                    last = cell._tc
                if any(cells):
                    yield "\t".join(cells)


class _Numbers:
    """The numbers of automatic lists, as Word would print them."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is None:
            return
        root = part.element
        abstract = {a.get(_W + "abstractNumId"): a for a in root.iter(_W + "abstractNum")}
        for num in root.iter(_W + "num"):
            link = num.find(_W + "abstractNumId")
            source = abstract.get(link.get(_W + "val")) if link is not None else None
            for level in source.iter(_W + "lvl") if source is not None else ():
                self._level(num.get(_W + "numId"), level)

    def _level(self, number: str, level: Any) -> None:
        def value(tag: str, default: str) -> str:
            found = level.find(_W + tag)
            return default if found is None else str(found.get(_W + "val", default))

        start = value("start", "1")
        key = (number, int(level.get(_W + "ilvl", "0")))
        self.levels[key] = (value("numFmt", "decimal"), value("lvlText", ""), int(start) if start.isdigit() else 1)

    def of(self, paragraph: Any) -> str:
        """Return the number in front of a paragraph, empty where Word prints none."""
        properties = paragraph._p.pPr
        found = properties.numPr if properties is not None else None
        if found is None and paragraph.style is not None and paragraph.style.element.pPr is not None:
            found = paragraph.style.element.pPr.numPr
        if found is None or found.numId is None:
            return ""
        number = str(found.numId.val)
        depth = int(found.ilvl.val) if found.ilvl is not None else 0
        level = self.levels.get((number, depth))
        if level is None or level[0] in ("bullet", "none"):
            return ""
        self.counts[number, depth] = self.counts.get((number, depth), level[2] - 1) + 1
        for deeper in [k for k in self.counts if k[0] == number and k[1] > depth]:
            del self.counts[deeper]
        text = level[1]
        for i in range(depth + 1):
            form = self.levels.get((number, i), level)
            text = text.replace(f"%{i + 1}", _written(self.counts.get((number, i), form[2]), form[0]))
        return text


def _written(value: int, form: str) -> str:
    if form.startswith(("chinese", "ideograph", "japanese", "taiwanese")) and form != "ideographEnclosedCircle":
        return _chinese(value)
    if form in ("decimalEnclosedCircle", "ideographEnclosedCircle") and 1 <= value <= 20:
        return chr(ord("①") + value - 1)
    return str(value)


def _chinese(value: int) -> str:
    if value < 10:
        return _DIGITS[value]
    tens, ones = divmod(value, 10)
    if tens < 10:
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    return str(value)
