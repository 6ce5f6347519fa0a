"""Numbers in front of headings: their kinds (``seeds/tables/numbering.csv``) and their values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seeds.tables import rows

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_WIDTH = str.maketrans("（）〔〕", "()()")


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of numbering; a lower ``rank`` stands higher in the outline."""

    kind: str
    rank: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as found: ``label`` is its element of a path (一, (一), 1, 第三条)."""

    style: Style
    values: tuple[int, ...]
    label: str
    start: int
    end: int


@cache
def styles() -> tuple[Style, ...]:
    """Return the kinds of numbering, highest in the outline first."""
    return tuple(Style(row["kind"], int(row["rank"]), re.compile(row["pattern"])) for row in rows("numbering"))


@cache
def _value(digits: str) -> int | None:
    """Return the number that Chinese or Arabic digits write, None where they write none (一三)."""
    import cn2an

    digits = digits.translate(_FORMAL)
    if digits.isdigit() and digits.isascii():
        return int(digits)
    if len(digits) == 1 and "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    try:
        return int(cn2an.cn2an(digits, "smart"))
    except (ValueError, KeyError):  # it says ValueError for 一三, and stumbles over 百十
        return None


def number_at(text: str, start: int) -> Number | None:
    """Return the number that begins at ``start``, None where none does."""
    for style in styles():
        match = style.pattern.match(text, start)
        if match is None:
            continue
        values = tuple(_value(part) for part in re.split("[.\\-－]", match["n"]))
        if any(value is None for value in values):
            continue
        label = match[0].translate(_WIDTH).rstrip("、.．﹒")
        return Number(style, tuple(v for v in values if v is not None), label, start, match.end())
    return None
