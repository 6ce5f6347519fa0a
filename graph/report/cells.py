"""What every format has to know about the text of a cell."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from graph.report.model import Value

NAME_LIMIT = 31
_BAD_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Excel keeps this name for itself.
_RESERVED = ("history",)
# A spreadsheet takes a cell that begins so for a formula; East Asian ones also take the full-width signs.
_FORMULA = re.compile(r"[\t\r\n ]*[=+\-@＝＋－＠]|[\t\r]")
_MARKUP = re.compile(r"([\\`*_\[\]<>#~&|])")


def shown(value: Value) -> str:
    """Return a value as text: nothing for None, no more decimals than a number has (to six digits)."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def width(text: str) -> int:
    """Return how many half-width columns the text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


@lru_cache(maxsize=2**16)
def lines(text: str, columns: float) -> int:
    """Return how many lines the text takes in a cell of so many half-width columns."""
    # Most cells are short, and nothing is wider than two columns a letter.
    if len(text) * 2.06 <= columns and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(width(line) * 1.03 / columns)) for line in text.split("\n"))


def csv_safe(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def markdown_safe(text: str) -> str:
    """Escape what Markdown would read as markup; a table row is one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def sheet_names(titles: Iterable[str], taken: Iterable[str] = (), fallback: str = "文件") -> list[str]:
    """Return a sheet name for each title: legal in Excel, different from each other and from those taken."""
    used = {name.casefold() for name in (*_RESERVED, *taken)}
    names = []
    for title in titles:
        base = _BAD_IN_NAME.sub("_", title).strip(" '") or fallback
        name = _cut(base, NAME_LIMIT)
        number = 2
        while name.casefold() in used:
            tail = f"({number})"
            name = _cut(base, NAME_LIMIT - len(tail)) + tail
            number += 1
        used.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, limit: int) -> str:
    # Excel counts UTF-16 units: a rare character takes two.
    def units(s: str) -> int:
        return len(s.encode("utf-16-le", "surrogatepass")) // 2

    if units(text) <= limit:
        return text
    while units(text) > limit - 1:
        text = text[:-1]
    return text + "…"
